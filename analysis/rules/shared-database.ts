import type { Design, Effect, Element, Store } from '../../language/model/design.ts';
import type { Fix } from '../../language/model/source.ts';
import { nameFrom } from '../fixes/elements.ts';
import { addStatement } from '../fixes/statements.ts';
import { replaceSource } from '../fixes/text.ts';
import { defineRule } from '../rule.ts';
import { relatedEffects } from '../wording.ts';

export const rule = defineRule({
  id: 'shared-database',
  code: 'CPL002',
  category: 'coupling',
  star: false,
  severity: 'warning',
  summary: 'A component reads or writes a store that another one owns.',
  why: `Whoever reaches into another’s store is bound to its tables: the owner cannot change them without breaking strangers, and rules that the owner
keeps in its code do not hold for rows that others write. What looks like two services is one, with two deployments.`,
  failureStory: [
    'Billing corrects an order by writing its row, and leaves out the check that Ordering makes.',
    'Ordering renames a column; its own tests pass, and billing fails in production.',
  ],
  whenNotToUse: `Elements of one \`group\` share their stores freely. A copy that the owner offers for reading is declared: \`rebuilt from Orders\`. Reference data that
everyone may read has no owner.`,
  examples: {
    wrong: `store Orders : postgres { owned by Ordering }
service Ordering : kubernetes { serves place { inserts Orders } }
service Billing : kubernetes { serves correct { puts Orders } }
`,
    right: `store Orders : postgres { owned by Ordering }
service Ordering : kubernetes {
  serves place { inserts Orders }
  serves correct { puts Orders }
}
service Billing : kubernetes { serves correct { calls Ordering.correct with timeout 2s } }
`,
  },
  sources: [
    'https://doi.org/10.1109/MS.2018.2141031',
    'https://microservices.io/patterns/data/database-per-service.html',
    'https://learn.microsoft.com/en-us/azure/architecture/microservices/design/data-considerations',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo:
    'MicroFreshener, *Shared Persistency*: any store that several services use. Here the design names the owner, and services of one group may share.',
  messages: {
    writes:
      '{component} writes {store}, which {owner} owns: the rules that {owner} keeps do not hold for these rows, and {owner} cannot change them alone. Let {component} call {owner}, or send it an event.',
    reads:
      '{component} reads {store}, which {owner} owns: {owner} cannot change it without breaking {component}. Let {component} call {owner}, or read a copy that is `rebuilt from {store}`.',
  },
  check({ design, report }) {
    const outboxes = outboxWrites(design);
    for (const store of design.elements) {
      if ((store.kind !== 'store' && store.kind !== 'cache') || !store.ownedBy) continue;
      const owner = store.ownedBy.element;
      const accesses = [...(design.index.accessesOf.get(store.id) ?? []), ...(outboxes.get(store) ?? [])];
      for (const [component, effects] of byComponent(accesses)) {
        const foreign = effects.filter((effect) => isForeign(effect, store, owner));
        // Writing is the greater wrong, so it is what is shown.
        const first = foreign.find((effect) => effect.kind !== 'reads') ?? foreign[0];
        if (!first) continue;
        report({
          message: first.kind === 'reads' ? 'reads' : 'writes',
          data: { component: component.name, store: store.name, owner: owner.name },
          source: first.syntax.source,
          related: [
            { message: `${owner.name} owns ${store.name}`, source: store.ownedBy.source },
            ...relatedEffects(
              design,
              foreign.filter((effect) => effect !== first),
            ),
          ],
          fixes: foreign.length === 1 ? apiFix(design, first, store, owner) : [],
        });
      }
    }
  },
});

function outboxWrites(design: Design): ReadonlyMap<Store, readonly Effect[]> {
  const writes = new Map<Store, Effect[]>();
  for (const effect of design.effects) {
    if (!('outbox' in effect) || !effect.outbox) continue;
    const known = writes.get(effect.outbox);
    if (known) known.push(effect);
    else writes.set(effect.outbox, [effect]);
  }
  return writes;
}

function byComponent(effects: readonly Effect[]): ReadonlyMap<Element, readonly Effect[]> {
  const groups = new Map<Element, Effect[]>();
  for (const effect of effects) {
    const { element } = effect.activity;
    const known = groups.get(element);
    if (known) known.push(effect);
    else groups.set(element, [effect]);
  }
  return groups;
}

function isForeign({ activity: { element }, kind }: Effect, store: Store, owner: Element): boolean {
  if (element === owner) return false;
  // One group is one context.
  if (element.group && element.group === owner.group) return false;
  return kind !== 'reads' || (!store.rebuiltFrom && !store.caches);
}

/** Gives the owner an operation that does the same, and calls that instead. */
function apiFix(design: Design, effect: Effect, store: Store, owner: Element): readonly Fix[] {
  if (!('store' in effect) || owner.kind !== 'service' || effect.rate || effect.activity.kind === 'workflow') return [];
  if (callsBack(design, owner, effect.activity.element)) return [];
  const operations = (design.index.activitiesOf.get(owner.id) ?? []).map(({ name }) => name);
  const verb = { reads: 'get', puts: 'put', inserts: 'add', deletes: 'remove', appends: 'append', increments: 'add', writes: 'change' }[
    effect.kind
  ];
  const name = `${verb}${store.name}`;
  if (operations.includes(name)) return [];
  const text = design.files.get(effect.syntax.source.uri)?.text.slice(effect.syntax.source.offset, effect.syntax.source.end) ?? '';
  const inOwner = text.replace(/^(\w+\s+)\S+/, `$1${nameFrom(owner.system, store)}`);
  return [
    {
      title: `Let ${owner.name} offer it: call ${owner.name}.${name}`,
      safe: false,
      edits: [
        ...addStatement(design, owner.syntax, `serves ${name} { ${inOwner} }`),
        replaceSource(effect.syntax.source, `calls ${nameFrom(effect.activity.element.system, owner)}.${name} with timeout 2s`),
      ],
    },
  ];
}

function callsBack(design: Design, from: Element, to: Element): boolean {
  const seen = new Set<Element>([from]);
  for (const element of seen) {
    for (const { effects } of design.index.activitiesOf.get(element.id) ?? []) {
      for (const effect of effects) if (effect.kind === 'calls') for (const callee of effect.callees) seen.add(callee.element);
    }
  }
  return seen.has(to);
}
