import type { Design, Effect, Fix, Key, Store } from '../../language/model/design.ts';
import { showKey } from '../../language/model/quantities.ts';
import { nameFrom } from '../fixes/elements.ts';
import { addStatement } from '../fixes/statements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'unsupported-access-pattern',
  code: 'STA009',
  category: 'state',
  star: false,
  severity: 'warning',
  summary: 'A store is read by a field that is neither its key nor an index.',
  why: `A store finds a row quickly by its key, or by an index that is kept for the purpose. By any other field it looks at every row, in every partition:
the answer takes longer with each row that is added, and costs as much as reading the whole table.`,
  failureStory: [
    'Orders are keyed by their id; a page lists those of one customer, by a filter on the table.',
    'With a thousand orders nobody notices. With ten million each view of the page reads all of them, and the table’s throughput is used up.',
  ],
  whenNotToUse: `Where the table is small and stays small, silence it with that reason. Work on a schedule that reads everything on purpose is not reported.`,
  examples: {
    wrong: `store Orders : aws.dynamodb { key orderId }
service Shop : aws.lambda { serves mine { reads Orders by customerId } }
`,
    right: `store Orders : aws.dynamodb { key orderId  index customerId }
service Shop : aws.lambda { serves mine { reads Orders by customerId } }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-query-scan.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html',
    'https://github.com/aws/agent-toolkit-for-aws/blob/main/skills/core-skills/aws-database/assets/dynamodb.md',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    scan: '{reader} reads {store} by {field}, but {store} is keyed by {key}{indexes}: to answer, it looks at every row. Give it `index {field}`, or read a copy that is keyed by {field}.',
    cache:
      '{reader} reads {store} by {field}, but {store} is keyed by {key}, and what keeps its entries in memory knows no other way in. Keep a second entry by {field}, or read a store that can be indexed.',
    names:
      '{reader} reads {store} by {field}, but {store} finds what it holds by {key} alone: to answer, it lists everything. Keep a table beside it that is keyed by {field}, or let a name begin with it.',
  },
  check({ design, report }) {
    for (const effect of design.effects) {
      if (!('by' in effect) || !effect.by || !effect.store?.key) continue;
      const { store, by, activity } = effect;
      const way = waysInto(store);
      if (activity.kind === 'schedule' || way === 'any' || supports(store, by)) continue;
      const data = { reader: activity.label, store: store.name, field: showKey(by), key: showKey(store.key ?? []) };
      const shared = { source: effect.syntax.source, related: [{ message: `${store.name} is declared here`, source: store.syntax.head }] };
      if (way === 'key' || way === 'name') {
        report({ message: way === 'key' ? 'cache' : 'names', data, ...shared, fixes: originFix(design, effect, store, by) });
        continue;
      }
      const indexes = store.indexes.length > 0 ? ` and indexed by ${store.indexes.map(showKey).join(', ')}` : '';
      report({
        message: 'scan',
        data: { ...data, indexes },
        unknown: way === 'unknown' ? 'silent' : undefined,
        ...shared,
        fixes: [
          {
            title: `Index ${store.name} by ${showKey(by)}`,
            safe: false,
            edits: addStatement(design, store.syntax, `index ${showKey(by)}`),
          },
        ],
      });
    }
  },
});

/** What the cache is a copy of may be looked through, if it has an index for it. */
function originFix(design: Design, effect: Effect, { caches, rebuiltFrom }: Store, by: Key): readonly Fix[] {
  const origin = (caches ?? rebuiltFrom)?.from;
  if (origin?.kind !== 'store' || (waysInto(origin) !== 'any' && !supports(origin, by))) return [];
  const { source } = effect.syntax;
  const text = textOf(design, source).replace(/^(reads\s+)\S+/, `$1${nameFrom(effect.activity.element.system, origin)}`);
  return [{ title: `Read ${origin.name} instead`, safe: false, edits: [replaceSource(source, text)] }];
}

/**
 * How a store can be read. A cache, or a store of a cache's make, knows its key only, and so does what holds files or settings by their name; a table needs an index for all else.
 * A relational or document database may have indexes that the design does not mention, and a search engine indexes everything.
 */
function waysInto(store: Store): 'key' | 'name' | 'index' | 'unknown' | 'any' {
  if (store.kind === 'cache') return 'key';
  switch (store.technology?.mark) {
    case 'cache':
      return 'key';
    case 'bucket':
    case 'cluster':
      return 'name';
    case 'table':
      return 'index';
    case 'search':
      return 'any';
    default:
      return 'unknown';
  }
}

/** A query needs the partition; what it says beyond that narrows the search down. */
function supports(store: Store, by: Key): boolean {
  const has = (fields: Key): boolean => fields.length > 0 && fields.every((field) => by.includes(field));
  const partition = store.groupedBy?.key ?? store.key?.slice(0, 1) ?? [];
  return has(partition) || has(store.key ?? []) || store.indexes.some((index) => has(index.slice(0, 1)));
}
