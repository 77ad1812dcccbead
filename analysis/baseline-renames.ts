/**
 * Findings that a baseline knows under another name. A finding that says the same as an entry that nothing matches any more, but for a name that nobody has now and one that
 * the baseline has never heard of, tells of the same thing, renamed. Where an entry or a finding has more than one such partner nobody can say which is which, and the finding is new.
 */
import type { Design } from '../language/model/design.ts';

/** What is compared of an entry and of a finding. */
export interface Told {
  readonly file: string;
  readonly rule: string;
  readonly message: string;
}

/** More differ at once only where a design is written anew; looking for partners among so many is not worth it. */
const mostCompared = 1_000;

const word = /[\p{L}\p{M}\p{N}_]+(?:-[\p{L}\p{M}\p{N}_]+)*/u;
const parts = new RegExp(`(${word.source})`, 'u');

/** @returns the names that designs declare. */
export function namesIn(designs: Iterable<Design>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { elements, messages, activities, systems, groups, flows } of designs) {
    for (const { name } of [...elements, ...messages, ...systems, ...groups, ...flows]) names.add(name);
    for (const { name } of activities) if (name !== undefined) names.add(name);
  }
  return names;
}

/**
 * @param entries all of the baseline
 * @param gone those that nothing matches
 * @param added findings that nothing knows
 * @param names those that are declared now; asked for where there is something to compare
 * @returns the entry of each finding that is known under another name
 */
export function renamedAmong<Before extends Told, After extends Told>(
  entries: readonly Told[],
  gone: readonly Before[],
  added: readonly After[],
  names: () => ReadonlySet<string>,
): ReadonlyMap<After, Before> {
  const found = new Map<After, Before>();
  if (gone.length === 0 || added.length === 0 || gone.length > mostCompared || added.length > mostCompared) return found;
  const keyOf = ({ file, rule }: Told): string => `${file}\n${rule}`;
  const waiting = Map.groupBy(gone, keyOf);
  const declared = names();
  const fresh = new Set(declared);
  for (const { message } of entries) for (const part of message.split(parts)) fresh.delete(part);
  const candidates = added.map((after) => {
    const before = (waiting.get(keyOf(after)) ?? []).filter((entry) => saysTheSame(entry.message, after.message, declared, fresh));
    return { after, before };
  });
  const wanted = Map.groupBy(
    candidates.flatMap(({ before }) => before),
    (entry) => entry,
  );
  for (const { after, before } of candidates) {
    const [entry, other] = before;
    if (entry !== undefined && other === undefined && wanted.get(entry)?.length === 1) found.set(after, entry);
  }
  return found;
}

/** Whether two messages are one but for names, each of which is gone and stood wherever another one, which is new, stands now. */
function saysTheSame(before: string, after: string, declared: ReadonlySet<string>, fresh: ReadonlySet<string>): boolean {
  const [was, is] = [before.split(parts), after.split(parts)];
  if (was.length !== is.length) return false;
  const forth = new Map<string, string>();
  const back = new Map<string, string>();
  return was.every((old, index) => {
    const now = is[index] ?? '';
    // Signs and what a sentence is made of are nobody's name; a name that is kept in one place is kept in all.
    if (old !== now && (declared.has(old) || !fresh.has(now))) return false;
    if ((forth.get(old) ?? now) !== now || (back.get(now) ?? old) !== old) return false;
    forth.set(old, now);
    back.set(now, old);
    return true;
  });
}
