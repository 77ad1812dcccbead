import type { Activity, Design, Effect, Fix, Idempotency, Store, TextEdit } from '../../language/model/design.ts';
import { isCallEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { showDuration, showKey } from '../../language/model/quantities.ts';
import { freshName, insertAfter, nameFrom } from '../fixes/elements.ts';
import { addClause, addOption } from '../fixes/options.ts';
import { removeSource, removeUnused } from '../fixes/statements.ts';
import { insertAt, replaceSource, textOf } from '../fixes/text.ts';
import { inputOf, shortText } from '../names.ts';
import { lossBearing } from '../passes/loss-bearing.ts';
import { type HandMadeMark, handMadeMark } from '../passes/marks.ts';
import { type Difference, keyKnownTo, keyOf, Repetition } from '../passes/repetition.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'non-atomic-dedup',
  code: 'IDP005',
  category: 'idempotency',
  star: false,
  severity: 'warning',
  summary: 'The mark that a message was processed, and what was done for it, can come apart.',
  why: `A mark protects only if it is set together with the effect. Set afterwards in another store, it is missing when the handler dies in between, and the
effect is repeated. Kept in a cache, it is gone when the cache is emptied or its node is replaced. Shared by two consumers without telling them apart,
the first to come shuts the other out. One transaction over mark and effect, or an effect that recognises the key itself, has none of these gaps.`,
  failureStory: [
    'Invoicing appends the invoice to the ledger and dies before it has noted the order in the table of marks.',
    'The message comes again, there is no mark, and a second invoice is appended.',
  ],
  whenNotToUse: `Where the gap is small and a rare duplicate can be lived with.`,
  examples: {
    wrong: `event OrderPlaced { key orderId }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Q } }
service Invoicing : aws.lambda {
  timeout 5s
  on OrderPlaced from Q idempotent by orderId using Seen { appends Ledger }
}
store Ledger : aws.dynamodb { key orderId }
store Seen : aws.dynamodb { key orderId }
`,
    right: `event OrderPlaced { key orderId }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Q } }
service Invoicing : aws.lambda {
  timeout 5s
  on OrderPlaced from Q idempotent by orderId using Ledger { appends Ledger }
}
store Ledger : aws.dynamodb { key orderId }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/idempotent-consumer',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    otherStore:
      '{handler} {effect} and then notes {key} in {store}: a crash in between repeats it, because no transaction joins the two. Keep the mark where the effect is, `using {other}`, or join both `atomically`.',
    outside:
      '{handler} {effect} and then notes {key} in {store}: a crash in between repeats it, because the mark cannot be set in one transaction with it. Let what is called recognise a `key` itself.',
    handMade:
      '{handler} looks into {store}, {effect}, and only then notes what it has done: a crash in between repeats it, and so do two deliveries at a time. Say `idempotent by {key} using` the store that the effect writes, so that mark and effect are one transaction.',
    cache:
      '{handler} keeps its marks in {store}, a cache: when it is emptied or loses its node, every repeat looks new. Keep them in the store that the effect writes.',
    shared:
      '{handler} and {other} keep their marks for {key} in the same store {store}: whichever comes first shuts the other out. Give each consumer marks of its own.',
  },
  check({ design, analysis, report }) {
    const bearing = analysis(lossBearing);
    const repetition = new Repetition();
    const sharing = new Map<string, Activity>();
    for (const activity of design.activities) {
      const { idempotency, label: handler } = activity;
      // Losing some of them is fine, and so is having some twice.
      const coming = comingOf(design, activity);
      if (bearing.has(activity) || coming === 'once') continue;
      const unknown = coming === 'nobody says' ? ('silent' as const) : undefined;
      const mark = handMadeMark(activity);
      if (mark) {
        const key = keyOf(activity.messages);
        const data = { handler, store: mark.store.name, effect: shortText(mark.repeated), key: key ? showKey(key) : '…' };
        const related = [{ message: `${handler} ${shortText(mark.look)}`, source: mark.look.syntax.source }];
        report({
          message: 'handMade',
          data,
          source: mark.note.syntax.source,
          subject: activity.id,
          unknown,
          related,
          fixes: handMadeFix(design, activity, mark),
        });
      }
      const store = idempotency?.using;
      if (!idempotency || !store) continue;
      const shared = { source: idempotency.source, subject: activity.id, unknown };
      const differences = repetition.ofBody(activity, keyKnownTo(activity)).filter(({ certain }) => certain);
      const other = sharer(activity, idempotency, store, sharing);
      if (other) {
        // A mark that stands where the effect is needs no place apart: what else is wrong with this one is mended with it.
        const data = { handler, other: other.label, key: keyName(activity), store: store.name };
        const related = [{ message: `${other.label} marks in ${store.name} too`, source: other.idempotency?.source ?? other.syntax.head }];
        const fixes = [...storeFix(design, activity, differences), ...ownMarks(design, activity, store, differences)];
        report({ message: 'shared', data, ...shared, related, fixes });
        continue;
      }
      if (store.kind === 'cache' && !store.facts.durable) {
        // Where twice is the same as once no mark is needed at all, which is another rule's finding.
        if (activity.effects.some((effect) => effect.part === 'body' && !isStoreEffect(effect)) || differences.length > 0)
          report({ message: 'cache', data: { handler, store: store.name }, ...shared, fixes: storeFix(design, activity, differences) });
        continue;
      }
      // A store that nothing declares may be this very one.
      const isKnown = ({ effect }: (typeof differences)[number]): boolean => !isStoreEffect(effect) || effect.store !== undefined;
      const outside = differences.filter(isKnown).find((difference) => !joined(activity, store, difference));
      if (!outside) continue;
      const data = { handler, effect: shortText(outside.call ?? outside.effect), key: keyName(activity), store: store.name };
      const related = [{ message: `${outside.effect.activity.label} ${shortText(outside.effect)}`, source: outside.effect.syntax.source }];
      const fixes = storeFix(design, activity, differences);
      if (isStoreEffect(outside.effect) && !outside.call)
        report({ message: 'otherStore', data: { ...data, other: outside.effect.store?.name ?? '' }, ...shared, related, fixes });
      else report({ message: 'outside', data, ...shared, related, fixes: keyFix(design, activity, outside.call ?? outside.effect) });
    }
  },
});

/** How often a message comes. What is taken off its channel before it is handled comes again with its key noted, if at all. */
function comingOf(design: Design, { id, options }: Activity): 'once' | 'nobody says' | 'again' {
  if (options.acknowledgesFirst) return 'once';
  const hops = design.index.hopsTo.get(id) ?? [];
  if (hops.length === 0) return 'again';
  const others = hops.filter(({ guarantee }) => guarantee.delivery?.value !== 'at-most-once');
  if (others.length === 0) return 'once';
  return others.every(({ guarantee: { delivery, retries } }) => delivery === undefined && retries === undefined) ? 'nobody says' : 'again';
}

function keyName(activity: Activity): string {
  const by = activity.idempotency?.by;
  return by ? showKey(by) : activity.messages.length > 0 ? `the key of ${inputOf(activity)}` : 'the request';
}

/** Handlers of two services with the same key in one store. Those of one service know of each other. */
function sharer(activity: Activity, { by }: Idempotency, store: Store, seen: Map<string, Activity>): Activity | undefined {
  if (activity.kind !== 'handler' && activity.kind !== 'join') return undefined;
  const id = `${store.id}\n${by?.join('+') ?? ''}`;
  const first = seen.get(id);
  if (!first) seen.set(id, activity);
  return first && first.element !== activity.element ? first : undefined;
}

/** The mark is set in one transaction with what is written to its own store, and with what is joined to that. */
function joined(activity: Activity, store: Store, { effect, call }: Difference): boolean {
  if (call || !isStoreEffect(effect)) return false;
  if (effect.store === store) return true;
  const blocks = new Set(effect.blocks.filter(({ kind }) => kind === 'atomically').map(({ id }) => id));
  return activity.effects.some(
    (other) => isStoreEffect(other) && other.store === store && other.kind !== 'reads' && other.blocks.some(({ id }) => blocks.has(id)),
  );
}

/** Where all that differs is written to one store, the mark belongs there. */
function storeFix(design: Design, { element, idempotency }: Activity, differences: readonly Difference[]): readonly Fix[] {
  const stores = new Set(differences.map(({ effect, call }) => (!call && isStoreEffect(effect) ? effect.store : undefined)));
  const [store] = stores;
  if (store && store === idempotency?.using) return [];
  const using = idempotency && /\susing\s+\S+/.exec(textOf(design, idempotency.source));
  if (!idempotency || !using || stores.size !== 1 || store?.kind !== 'store') return [];
  const { uri, offset } = idempotency.source;
  const edit = {
    ...insertAt(uri, offset + using.index, ` using ${nameFrom(element.system, store)}`),
    end: offset + using.index + using[0].length,
  };
  const marks = idempotency.using;
  const unused = marks ? removeUnused(design, marks) : [];
  const title = `Keep the mark in ${store.name}${marks && unused.length > 0 ? `, and remove ${marks.name}` : ''}`;
  return [{ title, safe: false, edits: [edit, ...unused] }];
}

/** What is called recognises the key itself, which the call carries. */
function keyFix(design: Design, activity: Activity, effect: Effect): readonly Fix[] {
  // Where several could answer, it is not certain that twice is not the same as once.
  const [operation] = isCallEffect(effect) ? effect.callees : [];
  const key = activity.idempotency?.by;
  if (!isCallEffect(effect) || operation?.kind !== 'operation' || !key || effect.options.key || operation.idempotency) return [];
  return [
    {
      title: `Make ${operation.label} idempotent by ${showKey(key)}, and pass the key`,
      safe: false,
      edits: [...addClause(design, operation, `idempotent by ${showKey(key)}`), ...addOption(design, effect, `key ${showKey(key)}`)],
    },
  ];
}

/** A store of marks for this consumer alone, of the same make and memory. */
function ownMarks(design: Design, activity: Activity, shared: Store, differences: readonly Difference[]): readonly Fix[] {
  const { idempotency, element } = activity;
  const using = idempotency && /\susing\s+\S+/.exec(textOf(design, idempotency.source));
  if (!idempotency || !using) return [];
  const name = freshName(design, `${element.name}Seen`);
  const ttl = shared.facts.ttl && Number.isFinite(shared.facts.ttl.value) ? [`ttl ${showDuration(shared.facts.ttl.value)}`] : [];
  const key = idempotency.by ? [`key ${showKey(idempotency.by)}`] : [];
  const said = [...key, ...ttl, `owned by ${element.name}`].join('  ');
  const technology = shared.technologyName ? ` : ${shared.technologyName}` : '';
  const { uri, offset } = idempotency.source;
  const edit = { ...insertAt(uri, offset + using.index, ` using ${name}`), end: offset + using.index + using[0].length };
  const declared = insertAfter(design, element.syntax, `${shared.kind} ${name}${technology} { ${said} }`);
  const written = withMark(design, activity, shared, name, differences);
  return [
    {
      title: `Give ${element.name} marks of its own, in a new ${shared.kind} ${name}`,
      safe: false,
      edits: [edit, ...declared, ...written],
    },
  ];
}

/** Where the mark stood in the store that is written, it was one transaction with that; in a store of its own it is by `atomically`. */
function withMark(
  design: Design,
  activity: Activity,
  shared: Store,
  marks: string,
  differences: readonly Difference[],
): readonly TextEdit[] {
  const [difference, ...others] = differences;
  if (!difference || others.length > 0 || difference.call || !isStoreEffect(difference.effect)) return [];
  const { store, activity: own, blocks, syntax } = difference.effect;
  if (store !== shared || own !== activity || blocks.some(({ kind }) => kind === 'atomically')) return [];
  return [replaceSource(syntax.source, `atomically { inserts ${marks}  ${textOf(design, syntax.source)} }`)];
}

function handMadeFix(design: Design, activity: Activity, mark: HandMadeMark): readonly Fix[] {
  const { repeated } = mark;
  const key = keyOf(activity.messages);
  const store = isStoreEffect(repeated) && repeated.store?.kind === 'store' ? repeated.store : undefined;
  if (!key || !store) return [];
  const edits = [
    ...addClause(design, activity, `idempotent by ${showKey(key)} using ${nameFrom(activity.element.system, store)}`),
    removeSource(design, mark.look.syntax.source),
    removeSource(design, mark.note.syntax.source),
  ];
  return [{ title: `Make ${activity.label} idempotent by ${showKey(key)}, with the mark in ${store.name}`, safe: false, edits }];
}
