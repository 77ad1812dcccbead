import type { Element, Key, Store } from '../../../language/model/design.ts';
import { isStore } from '../../../language/model/drafts.ts';
import { showDuration, showKey } from '../../../language/model/quantities.ts';
import type { Source } from '../../../language/model/source.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides } from '../version.ts';

export const change = defineChange({
  id: 'stores',
  rank: 20,
  summary: 'How stores find their rows, who owns them, and what they are copies of.',
  compare: (before, after) =>
    sides(before.elements, after.elements).both.flatMap(([was, is]) => (isStore(was) && isStore(is) ? changesOf(was, is) : [])),
});

function changesOf(was: Store, is: Store): readonly Reported[] {
  return [
    ...(['key', 'groups', 'owner', 'origin', 'cached'] as const).flatMap((aspect) => told(aspects[aspect], was, is)),
    ...indexes(was, is),
  ];
}

/** Something that is said of a store once, if at all. */
interface Aspect {
  readonly said: (store: Store) => { readonly text: string; readonly source?: Source } | undefined;
  /** The sentence without its subject: what is so now, what was, and what no longer is. */
  readonly has: (text: string) => string;
  readonly had: (text: string) => string;
  readonly lost: (text: string) => string;
}

const aspects = {
  key: {
    said: ({ key, statements }) => key && { text: showKey(key), source: statements.get('key')?.[0] },
    has: (text) => `has the key ${text} now`,
    had: (text) => `it was ${text}`,
    lost: (text) => `has no key any more; it was ${text}`,
  },
  groups: {
    said: ({ groupedBy }) => groupedBy && { text: groupText(groupedBy), source: groupedBy.source },
    has: (text) => `is grouped by ${text} now`,
    had: (text) => `it was by ${text}`,
    lost: (text) => `is no longer grouped by ${text}`,
  },
  owner: {
    said: ({ ownedBy }) => ownedBy && { text: ownedBy.element.name, source: ownedBy.source },
    has: (text) => `is owned by ${text} now`,
    had: (text) => `it was by ${text}`,
    lost: (text) => `is no longer owned by ${text}`,
  },
  origin: {
    said: ({ rebuiltFrom }) => rebuiltFrom && { text: copyText(rebuiltFrom), source: rebuiltFrom.source },
    has: (text) => `is rebuilt from ${text} now`,
    had: (text) => `it was from ${text}`,
    lost: (text) => `is no longer rebuilt from ${text}`,
  },
  cached: {
    said: ({ caches }) => caches && { text: caches.from.name, source: caches.source },
    has: (text) => `caches ${text} now`,
    had: (text) => `it was ${text}`,
    lost: (text) => `no longer caches ${text}`,
  },
} as const satisfies Readonly<Record<string, Aspect>>;

function groupText({ key, groups }: { readonly key: Key; readonly groups?: number }): string {
  return `${showKey(key)}${groups === undefined ? '' : ` in ${groups} ${groups === 1 ? 'group' : 'groups'}`}`;
}

function copyText({ from, within }: { readonly from: Element; readonly within?: number }): string {
  return `${from.name}${within === undefined ? '' : ` within ${showDuration(within)}`}`;
}

function told({ said, has, had, lost }: Aspect, was: Store, is: Store): readonly Reported[] {
  const [earlier, present] = [said(was), said(is)];
  if (earlier?.text === present?.text) return [];
  if (present) {
    const end = earlier ? `; ${had(earlier.text)}` : '';
    return [now('other', `${is.name} ${has(present.text)}${end}.`, present.source ?? is.syntax.head)];
  }
  return earlier ? [now('other', `${is.name} ${lost(earlier.text)}.`, is.syntax.head)] : [];
}

function indexes(was: Store, is: Store): readonly Reported[] {
  const [earlier, present] = [was, is].map(({ indexes }) => new Set(indexes.map(showKey)));
  const places = (store: Store, key: string): Source =>
    store.statements.get('index')?.[store.indexes.findIndex((index) => showKey(index) === key)] ?? store.syntax.head;
  return [
    ...[...(earlier ?? [])]
      .filter((key) => !present?.has(key))
      .map((key) => gone('other', `${is.name} is no longer indexed by ${key}.`, places(was, key))),
    ...[...(present ?? [])]
      .filter((key) => !earlier?.has(key))
      .map((key) => now('other', `${is.name} is indexed by ${key} now.`, places(is, key))),
  ];
}
