/** Baselines: findings that are known, so that only new ones count. A baseline holds what findings say, not their lines. */
import type { Finding } from './finding.ts';
import { matchUp } from './identity.ts';
import { hidingOthers } from './text-rules.ts';

/** One known finding. The message is for people who review the file. */
export interface BaselineEntry {
  /** From the folder of the baseline, with slashes. */
  readonly file: string;
  readonly rule: string;
  readonly fingerprint: string;
  readonly message: string;
}

/** A baseline that a configuration names. */
export interface NamedBaseline {
  /** The address of its file. */
  readonly uri: string;
  /** None where there is no such file yet. */
  readonly entries: readonly BaselineEntry[];
}

/** How baselines are written at present; what is written otherwise has fingerprints that fit nothing. */
export const baselineVersion = 1;

/** @returns the entries of a baseline's text, or undefined where it is none, or one of another version */
export function parseBaseline(text: string): readonly BaselineEntry[] | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
  if (typeof content !== 'object' || content === null || !('findings' in content) || !Array.isArray(content.findings)) return undefined;
  if ('version' in content && content.version !== baselineVersion) return undefined;
  const entries: readonly unknown[] = content.findings;
  return entries.every(isEntry) ? entries : undefined;
}

function isEntry(entry: unknown): entry is BaselineEntry {
  if (typeof entry !== 'object' || entry === null) return false;
  return (['file', 'rule', 'fingerprint', 'message'] as const).every(
    (name) => name in entry && typeof Reflect.get(entry, name) === 'string',
  );
}

/** @returns whether a finding may be known: broken text and a broken configuration hide others. */
export function isKeepable({ rule }: Finding): boolean {
  return !hidingOthers.has(rule);
}

/**
 * @param fingerprintOf as the entries have it
 * @returns those of a project's findings that its baseline knows, each entry for one of them
 */
export function knownAmong(
  { uri, entries }: NamedBaseline,
  findings: readonly Finding[],
  fingerprintOf: (finding: Finding) => string,
): ReadonlySet<Finding> {
  const found = findings
    .filter(isKeepable)
    .map((finding) => ({ finding, file: pathBetween(uri, finding.source.uri), identity: fingerprintOf(finding) }));
  const { added } = matchUp(
    entries.map((entry) => ({ file: entry.file, identity: entry.fingerprint })),
    found,
  );
  const fresh = new Set(added.map(({ finding }) => finding));
  return new Set(found.map(({ finding }) => finding).filter((finding) => !fresh.has(finding)));
}

/** The path of a file as it is told from the folder of another, with slashes. */
function pathBetween(from: string, to: string): string {
  const folder = from.split('/').slice(0, -1).map(decoded);
  const path = to.split('/').map(decoded);
  let shared = 0;
  while (shared < folder.length && shared < path.length - 1 && folder[shared] === path[shared]) shared++;
  return [...folder.slice(shared).map(() => '..'), ...path.slice(shared)].join('/');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
