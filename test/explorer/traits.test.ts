/** What the explorer must know of effects and elements beyond what a design says outright. */
import assert from 'node:assert/strict';
import { differs, forgetsRuns, isPinned, keptBy, needsOf, retriesOf, stalenessOf, writesOf } from '../../analysis/explorer/traits.ts';
import { isStoreEffect } from '../../language/model/lookups.ts';
import { designOf } from '../support/design.ts';
import { wordsOf } from './telling.ts';

/** How an effect is written, who does it, and whether twice differs from once, what it needs, what it changes, how often it is tried again. */
interface Row {
  readonly effect: string;
  readonly by?: string;
  readonly differs?: true;
  readonly needs: string;
  readonly writes?: string;
  readonly retries?: number;
}

const rows: readonly Row[] = [
  { effect: 'appends S', differs: true, needs: 'S', writes: 'S' },
  { effect: 'increments S', differs: true, needs: 'S', writes: 'S' },
  { effect: 'appends S if newer', needs: 'S', writes: 'S' },
  { effect: 'increments S if newer', needs: 'S', writes: 'S' },
  { effect: 'puts S', needs: 'S', writes: 'S' },
  { effect: 'writes S', needs: 'S', writes: 'S' },
  { effect: 'inserts S', needs: 'S', writes: 'S' },
  { effect: 'deletes S', needs: 'S', writes: 'S' },
  { effect: 'reads S', needs: 'S' },
  { effect: 'publishes E to T', needs: 'T', writes: 'T' },
  { effect: 'sends E to Q', needs: 'Q', writes: 'Q' },
  { effect: 'publishes E to T via outbox S', needs: 'S', writes: 'T, S' },
  { effect: 'sends E to B', needs: '' },
  { effect: 'calls X.pay', differs: true, needs: 'X' },
  { effect: 'calls X.pay with key id', differs: true, needs: 'X' },
  // It may be the one that is safe.
  { effect: 'calls X', needs: 'X' },
  { effect: 'calls X.look', needs: 'X' },
  { effect: 'calls B.b', needs: 'B' },
  { effect: 'calls B.b with 2 retries', needs: 'B', retries: 2 },
  { effect: 'calls B.b with no retries', needs: 'B' },
  { effect: 'calls W', needs: 'W' },
  { effect: 'starts W', differs: true, needs: 'W' },
  { effect: 'starts W with key id', needs: 'W' },
  // It is no run: what is started is not known.
  { effect: 'starts B', needs: 'B' },
  { effect: 'calls B.b', by: 'orchestrator A : temporal { step One ', needs: 'B', retries: Number.POSITIVE_INFINITY },
  { effect: 'calls B.b with 2 retries', by: 'orchestrator A : temporal { step One ', needs: 'B', retries: 2 },
  { effect: 'calls B.b with no retries', by: 'orchestrator A : temporal { step One ', needs: 'B' },
  { effect: 'reads S', by: 'orchestrator A : temporal { step One ', needs: 'S' },
  { effect: 'calls B.b', by: 'orchestrator A : aws.stepfunctions { step One ', needs: 'B' },
];

const around = `event E { key id }  topic T : aws.sns  queue Q : aws.sqs  store S : postgres
external X { serves pay  serves look safe }
service B { serves b  on E }
orchestrator W : aws.stepfunctions { step One calls B.b }
`;

describe('an effect', () => {
  for (const { effect, by = 'service A { serves a { ', needs, writes = '', retries = 0, ...row } of rows) {
    it(`${effect}${by.startsWith('service') ? '' : `, by ${by.replace(/ \{.*/, '')}`}`, async () => {
      const text = `${around}${by}${effect} ${by.startsWith('service') ? '} }' : '}'}`;
      const design = await designOf(text);
      assert.deepEqual(
        design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
        [],
      );
      const found = design.effects.find(({ activity, syntax }) => activity.element.name === 'A' && wordsOf(text, syntax.source) === effect);
      assert.ok(found);
      assert.deepEqual(
        {
          differs: differs(found),
          needs: needsOf(found)
            .map(({ name }) => name)
            .join(', '),
          writes: writesOf(found).join(', ').replaceAll('#1.', ''),
          retries: retriesOf(found),
        },
        { differs: row.differs === true, needs, writes, retries },
      );
    });
  }

  it('on a store that is not known needs and changes nothing', async () => {
    const { effects } = await designOf('service A { serves a { puts Nothing } }');
    const [effect] = effects.filter(isStoreEffect);
    assert.ok(effect);
    assert.deepEqual([needsOf(effect), writesOf(effect)], [[], []]);
  });
});

describe('state that is gone with an instance', () => {
  const states: readonly (readonly [name: string, text: string, kept: readonly string[]])[] = [
    ['in memory', 'service A : aws.ecs { keeps Basket in memory }', ['Basket']],
    ['on disk', 'service A : aws.ecs { keeps Basket on disk }', ['Basket']],
    ['in a store is not', 'service A : aws.ecs { keeps Basket in S }  store S : postgres', []],
    ['in a store of which nothing is known is not', 'service A : aws.ecs { keeps Basket in S }  store S', []],
    ['in a cache of one node', 'service A : aws.ecs { keeps Basket in C }  cache C : redis', ['Basket']],
    ['in a cache that lasts is not', 'service A : aws.ecs { keeps Basket in C }  cache C : redis { durable }', []],
    ['in a cache with replicas is not', 'service A : aws.ecs { keeps Basket in C }  cache C : redis { replicas 1 }', []],
    ['in a cache without', 'service A : aws.ecs { keeps Basket in C }  cache C : redis { replicas 0 }', ['Basket']],
    ['in a cache of something is not', 'service A : aws.ecs { keeps Basket in C }  cache C : redis { caches S }  store S : postgres', []],
    [
      'in a cache that can be rebuilt is not',
      'service A : aws.ecs { keeps Basket in C }  cache C : redis { rebuilt from S }  store S : postgres',
      [],
    ],
    ['that can be rebuilt is not', 'service A : aws.ecs { keeps Basket in memory rebuilt from S }  store S : postgres', []],
    ['of which one of two lasts', 'service A : aws.ecs { keeps Basket in S  keeps Prices in memory }  store S : postgres', ['Prices']],
    ['of a workflow is its progress', 'orchestrator A : aws.ecs { keeps Progress in memory  step One puts S }  store S : postgres', []],
  ];
  for (const [name, text, kept] of states) {
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(
        design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
        [],
      );
      const [element] = design.elements.filter((one) => one.name === 'A');
      assert.ok(element);
      assert.deepEqual(
        keptBy(element).map((state) => state.name),
        kept,
      );
    });
  }

  const entries: readonly (readonly [name: string, text: string, pinned: boolean])[] = [
    ['that clients come back to', 'balancer B : aws.alb { sticky sessions for 1h  routes "/" to A }', true],
    ['of one of two routes', 'balancer B : aws.alb { sticky sessions for 1h  routes "/x" to X  routes "/" to A }', true],
    ['that they need not come back to', 'balancer B : aws.alb { routes "/" to A }', false],
    [
      'behind another entry',
      'balancer B : aws.alb { sticky sessions for 1h  routes "/" to X }  balancer D : aws.alb { routes "/" to A }',
      false,
    ],
  ];
  for (const [name, text, pinned] of entries) {
    it(`on an instance ${name}`, async () => {
      const design = await designOf(`${text}  service A { serves a }  service X { serves x }`);
      const [element] = design.elements.filter((one) => one.name === 'A');
      assert.ok(element);
      assert.equal(isPinned(design, element), pinned);
    });
  }

  const workflows: readonly (readonly [name: string, orchestrator: string, forgets: boolean])[] = [
    ['of a product is not', 'orchestrator A : aws.stepfunctions { step One calls X.pay }', false],
    ['of a service that runs workflows is', 'orchestrator A : aws.ecs { step One calls X.pay }', true],
    ['that keeps its progress in memory is', 'orchestrator A : aws.ecs { keeps Progress in memory  step One calls X.pay }', true],
    ['that keeps it in a store is not', 'orchestrator A : aws.ecs { keeps Progress in S  step One calls X.pay }', false],
  ];
  for (const [name, orchestrator, forgets] of workflows) {
    it(`as a run ${name}`, async () => {
      const { elements } = await designOf(`${orchestrator}  external X { serves pay }  store S : postgres`);
      const [element] = elements.filter((one) => one.name === 'A');
      assert.ok(element?.kind === 'orchestrator');
      assert.equal(forgetsRuns(element), forgets);
    });
  }
});

describe('a read', () => {
  const stores =
    'store S : aws.dynamodb  store R : postgres  external X  cache C : redis { caches S }  cache D : redis { caches R ttl 10s }  store V : postgres { rebuilt from S within 5s }  store Y : postgres { rebuilt from X within 5s }';
  /** What the flow asks for, what is read, and how it may miss what was written: fields by what they are of. */
  const reads: readonly (readonly [asks: string, effect: string, is: string])[] = [
    ['reads own writes', 'reads S', 'own S, eventual, pending'],
    ['reads own writes', 'reads S strongly', 'pending'],
    ['reads own writes', 'reads R', 'pending'],
    ['reads own writes', 'reads C', 'own C, origins S, copied, pending'],
    ['reads own writes', 'reads V', 'own V, origins S, copied, pending'],
    ['reads own writes', 'reads Y', 'own Y, copied, pending'],
    ['reads own writes after 4s', 'reads V', 'own V, origins S, copied'],
    ['reads own writes after 5s', 'reads V', 'never'],
    ['reads own writes after 4s', 'reads S', 'never'],
    ['reads own writes', 'puts S', 'never'],
    ['within 1s', 'reads S', 'never'],
    ['reads all writes', 'reads S', 'always, eventual'],
    ['reads all writes', 'reads R', 'never'],
    ['reads all writes', 'reads V', 'always, copied'],
    ['reads all writes after 5s', 'reads V', 'never'],
  ];
  for (const [asks, effect, is] of reads) {
    it(`${effect} in a flow that ${asks}`, async () => {
      const text = `${stores}  service A { serves a { ${effect} }  serves b { puts S } }  flow F from A.a { ${asks} }`;
      const design = await designOf(text);
      const found = design.effects.find(({ activity }) => activity.name === 'a');
      assert.ok(found);
      const fields: string[] = [''];
      const fieldOf = (id: string): number => (fields.includes(id) ? fields.indexOf(id) : fields.push(id) - 1);
      const stale = stalenessOf(design, design.flows[0], found, fieldOf);
      const origins = stale?.origins.map((field) => fields[field]).join('+');
      const parts = [
        stale?.always && 'always',
        stale?.own && `own ${fields[stale.own]}`,
        stale?.eventual && 'eventual',
        origins && `origins ${origins}`,
        stale?.copied && 'copied',
        stale?.pending && 'pending',
      ];
      assert.equal(stale ? parts.filter(Boolean).join(', ').replaceAll('#1.', '') : 'never', is);
    });
  }

  it('of a store that nobody writes misses nothing that all have written', async () => {
    const design = await designOf('store S : aws.dynamodb  service A { serves a { reads S } }  flow F from A.a { reads all writes }');
    const [read] = design.effects;
    assert.ok(read);
    assert.equal(
      stalenessOf(design, design.flows[0], read, () => 1),
      undefined,
    );
  });
});
