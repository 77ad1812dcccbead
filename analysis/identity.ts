/** Telling findings of two versions of a design apart: what stays the same when lines move, files are split and unrelated things change. */
import type { Finding } from './finding.ts';
import { textRules } from './text-rules.ts';

const textRuleIds: ReadonlySet<string> = new Set(textRules.keys());

/** Elements of a file's unnamed system carry the file's number, which changes with the files before it. */
function withoutFileNumbers(id: string): string {
  return id.replace(/#\d+\./g, '');
}

/**
 * What a finding says, without where: its rule, which of the rule's messages it is, what it is about, and the names and figures in it. Places in the
 * text are no part of it. Two findings that say the same (of two elements with one name in two files) share it, so it is counted, not looked up.
 */
export function identityOf({ rule, messageId, message, subject, data }: Finding): string {
  const values = Object.entries(data)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return [rule, messageId, withoutFileNumbers(subject ?? ''), ...(textRuleIds.has(rule) ? [message] : values)].join('\n');
}

/**
 * Whether two findings of different versions are one that tells of other names or figures now: the same rule speaks, as gravely, of the same thing. Where it
 * names no subject, most of what it tells must be the same.
 */
export function isSameTopic(one: Finding, other: Finding): boolean {
  const said = ({ rule, messageId, severity }: Finding): string => [rule, messageId, severity].join('\n');
  if (textRuleIds.has(one.rule) || said(one) !== said(other)) return false;
  if (one.subject !== undefined || other.subject !== undefined)
    return withoutFileNumbers(one.subject ?? '') === withoutFileNumbers(other.subject ?? '');
  const values = Object.entries(one.data);
  const shared = values.filter(([name, value]) => other.data[name] === value);
  return shared.length * 2 > values.length;
}

/** A finding as it is compared. */
export interface Identified {
  readonly file: string;
  readonly identity: string;
}

/** Findings before and after, matched. */
export interface Matched<Before, After> {
  readonly added: readonly After[];
  readonly gone: readonly Before[];
}

const waysToMatch: readonly ((one: Identified) => string)[] = [
  ({ file, identity }) => `${file}\n${identity}`,
  // Things move between files.
  ({ identity }) => identity,
];

/** Matches what was known with what is found, each at most once: first within a file, then anywhere. Both keep their order. */
export function matchUp<Before extends Identified, After extends Identified>(
  before: readonly Before[],
  after: readonly After[],
): Matched<Before, After> {
  let added = after;
  const matched = new Set<Before>();
  for (const keyOf of waysToMatch) {
    const waiting = new Map<string, Before[]>();
    for (const one of before) {
      if (matched.has(one)) continue;
      const same = waiting.get(keyOf(one));
      if (same) same.push(one);
      else waiting.set(keyOf(one), [one]);
    }
    added = added.filter((one) => {
      const known = waiting.get(keyOf(one))?.shift();
      if (known) matched.add(known);
      return known === undefined;
    });
  }
  return { added, gone: before.filter((one) => !matched.has(one)) };
}
