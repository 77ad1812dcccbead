/** Baselines: findings that are known, so that only new ones count. A baseline holds what findings say, not their lines. */
import type { Design } from '../language/model/design.ts';
import { namesIn, renamedAmong } from './baseline-renames.ts';
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

function contentOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** @returns what is wrong with a text that is no baseline, as the end of a sentence about its file */
export function baselineFault(text: string): string {
  const content = contentOf(text);
  const version = typeof content === 'object' && content !== null && 'version' in content ? content.version : undefined;
  if (typeof version === 'number' && version !== baselineVersion)
    return `is a baseline of version ${version}, and this Archlint reads version ${baselineVersion}`;
  return 'is no baseline of Archlint';
}

/** @returns the entries of a baseline's text, or undefined where it is none, or one of another version */
export function parseBaseline(text: string): readonly BaselineEntry[] | undefined {
  const content = contentOf(text);
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

/** How findings are compared with a baseline. */
export interface Comparison {
  /** The path of a file from the folder of the baseline. */
  readonly fileOf: (uri: string) => string;
  /** As the entries have it. */
  readonly fingerprintOf: (finding: Finding) => string;
  /** What the findings are about, for the names in it. */
  readonly designs: readonly Design[];
}

/** What a baseline and some findings have in common, each entry for one of them. */
export interface Common {
  readonly known: ReadonlySet<Finding>;
  /** Those of the known that have another name now. */
  readonly renamed: ReadonlySet<Finding>;
  /** Entries that nothing matches. */
  readonly gone: readonly BaselineEntry[];
}

/** Compares findings with the entries of a baseline. */
export function compareWith(entries: readonly BaselineEntry[], findings: readonly Finding[], how: Comparison): Common {
  const found = findings.filter(isKeepable).map((finding) => {
    const { rule, message, source } = finding;
    return { finding, rule, message, file: how.fileOf(source.uri), identity: how.fingerprintOf(finding) };
  });
  const kept = entries.map((entry) => ({ ...entry, identity: entry.fingerprint, entry }));
  const { added, gone } = matchUp(kept, found);
  const partners = renamedAmong(kept, gone, added, () => namesIn(how.designs));
  const fresh = new Set(added.filter((one) => !partners.has(one)).map(({ finding }) => finding));
  const taken = new Set([...partners.values()]);
  return {
    known: new Set(found.map(({ finding }) => finding).filter((finding) => !fresh.has(finding))),
    renamed: new Set([...partners.keys()].map(({ finding }) => finding)),
    gone: gone.filter((one) => !taken.has(one)).map(({ entry }) => entry),
  };
}

/**
 * @param fingerprintOf as the entries have it
 * @param designs what the findings are about
 * @returns those of a project's findings that its baseline knows, each entry for one of them
 */
export function knownAmong(
  { uri, entries }: NamedBaseline,
  findings: readonly Finding[],
  fingerprintOf: Comparison['fingerprintOf'],
  designs: Comparison['designs'],
): ReadonlySet<Finding> {
  return compareWith(entries, findings, { fileOf: (file) => pathBetween(uri, file), fingerprintOf, designs }).known;
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
