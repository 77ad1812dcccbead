/** Making a handler, a run or an operation recognise what it has done already. */
import type { Activity, Design, Fix, Store } from '../../language/model/design.ts';
import { isStoreEffect } from '../../language/model/lookups.ts';
import { showKey } from '../../language/model/quantities.ts';
import { listed } from '../names.ts';
import type { ExposedConsumer } from '../passes/consumers.ts';
import { type Difference, keyOf } from '../passes/repetition.ts';
import { nameFrom } from './elements.ts';
import { addClause, addOption } from './options.ts';
import { insertAt, textOf } from './text.ts';

/** What twice is the same as once, in place of what is not. */
const ALIKE: ReadonlyMap<string, { readonly word: string; readonly title: (store: string) => string }> = new Map([
  ['increments', { word: 'puts', title: (store) => `Put the value in ${store} instead of adding to it` }],
  ['appends', { word: 'inserts', title: (store) => `Insert the row in ${store} by its key instead of appending it` }],
]);

/** @returns how a handler says that it recognises a message, as a sentence has it. */
export function guardText(activity: Activity): string {
  const key = keyOf(activity.messages);
  if (key) return `\`idempotent by ${showKey(key)}\``;
  const nameless = activity.messages.filter((message) => !message.key).map(({ name }) => name);
  if (nameless.length === 0) return activity.messages.length > 0 ? '`idempotent`, each message by its own key' : '`idempotent`';
  return `\`idempotent\`, by a \`key\` that ${listed(nameless)} must get`;
}

/** @returns how a run is named by its message, as a sentence has it. */
export function namingText(activity: Activity): string {
  const key = keyOf(activity.messages);
  return key ? `\`with key ${showKey(key)}\`` : 'by a `key`';
}

/** @returns the ways to make a consumer bear a message that comes twice. */
export function idempotencyFixes(design: Design, { activity, subscription, differences }: ExposedConsumer): readonly Fix[] {
  const key = keyOf(activity.messages);
  if (activity.kind === 'workflow') {
    const named = subscription && keyOf(subscription.messages.length > 0 ? subscription.messages : subscription.to.messages);
    // A product that keeps no runs may begin one again, whatever its name.
    const { delivery, durable } = activity.element.facts;
    if (!subscription || !named || (delivery?.value === 'at-least-once' && !durable)) return alikeFixes(design, differences);
    const title = `Name the run by ${showKey(named)}: the same message starts it once`;
    return [{ title, safe: false, edits: addOption(design, subscription, `key ${showKey(named)}`) }];
  }
  const fixes: Fix[] = [];
  const several = activity.messages.length > 1 && activity.messages.every((message) => message.key);
  if (key || several) {
    const only = onlyStore(differences);
    const store = only && nameFrom(activity.element.system, only);
    const clause = `idempotent${key ? ` by ${showKey(key)}` : ''}${store ? ` using ${store}` : ''}`;
    const by = key ? showKey(key) : 'the key of each message';
    const kept = store ? `, with the mark in ${store}` : '';
    fixes.push({ title: `Make ${activity.label} idempotent by ${by}${kept}`, safe: false, edits: addClause(design, activity, clause) });
  }
  return [...fixes, ...alikeFixes(design, differences)];
}

/** @returns the durable store in which all that differs is written by the activity itself, if there is just one. */
function onlyStore(differences: readonly Difference[]): Store | undefined {
  const stores = new Set(differences.map(({ effect, call }) => (!call && isStoreEffect(effect) ? effect.store : undefined)));
  const [store] = stores;
  return stores.size === 1 && store?.kind === 'store' ? store : undefined;
}

/** @returns how the one write that twice is not the same as once is put so that it is. */
export function alikeFixes(design: Design, differences: readonly Difference[]): readonly Fix[] {
  const [first] = differences;
  if (differences.length !== 1 || !first || first.call || !isStoreEffect(first.effect)) return [];
  const { effect } = first;
  const alike = ALIKE.get(effect.kind);
  const { source } = effect.syntax;
  if (!alike || !effect.store || !textOf(design, source).startsWith(effect.kind)) return [];
  const edit = { ...insertAt(source.uri, source.offset, alike.word), end: source.offset + effect.kind.length };
  return [{ title: alike.title(effect.store.name), safe: false, edits: [edit] }];
}
