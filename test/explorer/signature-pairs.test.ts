/** Flows that differ in one word and break differently: what is kept of the one is not told of the other. */
import assert from 'node:assert/strict';
import { flowsOf } from '../../analysis/explorer/flows.ts';
import { Wishes } from '../../analysis/explorer/requirements.ts';
import { search } from '../../analysis/explorer/search.ts';
import { signatureOf } from '../../analysis/explorer/signature.ts';
import { unfold } from '../../analysis/explorer/unfold.ts';
import { variantsOf } from '../../analysis/explorer/variants.ts';
import { designOf } from '../support/design.ts';

/** A design, a word in it, what stands there instead, and how many faults it takes; one unless said. */
type Pair = readonly [what: string, text: string, word: string, instead: string, faults?: number];

const slow = 'retention 14d  visibility 12h  dead-letters after 20 attempts  alarm';

const queue = `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  queue D : aws.sqs { alarm }
  service P : aws.lambda { serves p { sends E to Q } }  store X : aws.dynamodb  store Y : postgres`;

const pairs: readonly Pair[] = [
  [
    'what comes about where the flow begins',
    'event E  event G  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  service A : aws.lambda { on E from Q }  require E leads to G',
    'E leads to G',
    'G leads to E',
  ],
  [
    'whether an operation changes nothing',
    `orchestrator W : aws.stepfunctions { step One calls S.a with no retries  step Two calls B.b with no retries }
    service S : aws.lambda { serves a { puts X } }  external B { serves b safe }  store X : aws.dynamodb`,
    'serves a {',
    'serves a safe {',
  ],
  [
    'how many instances there are',
    'service A : aws.ecs { instances 1  keeps Basket in memory  serves add }  require A.Basket survives instance loss',
    'instances 1',
    'instances 2',
  ],
  [
    'whether instances come and go',
    'service A : aws.lambda { keeps Basket in memory  serves add }  require A.Basket survives instance loss',
    ' : aws.lambda',
    '',
  ],
  [
    'how a product runs its runs',
    'orchestrator W : aws.stepfunctions { step One increments X }  store X : aws.dynamodb',
    'stepfunctions',
    'stepfunctions.express',
  ],
  [
    'where state is kept',
    'service A : aws.ecs { instances 2  keeps Basket in memory  serves add }  cache Baskets : redis { replicas 0 }  require A.Basket survives instance loss',
    'in memory',
    'in Baskets',
  ],
  [
    'which state it is',
    'service A : aws.ecs { instances 1  keeps Basket in memory  keeps Draft on disk  serves add }',
    'keeps Draft on disk',
    'keeps Drafts on disk',
  ],
  [
    'what a guard recognises',
    `${queue}  service A : aws.lambda { on E from Q { calls B.b with key id }  }  service B : aws.lambda { serves b idempotent by id { increments X } }`,
    'idempotent by id',
    'idempotent by other',
  ],
  [
    'where a guard notes the key',
    `${queue}  service A : aws.lambda { on E from Q idempotent by id using X { increments X } }`,
    'using X',
    'using Y',
  ],
  [
    'by what a message is known',
    `${queue}  service A : aws.lambda { on E from Q { calls B.b }  }  external B { serves b idempotent by id }`,
    '{ key id }',
    '{ key other }',
  ],
  [
    'whether a message may be lost',
    `${queue}  service A : aws.lambda { on E from Q { increments X } }`,
    '{ key id }',
    '{ key id  expendable }',
  ],
  [
    'whether what is lost on its way into a channel may be',
    `event E { key id }  topic T : aws.sns  service P : aws.lambda { serves p { publishes E to T with delivery at-most-once } }`,
    '{ key id }',
    '{ key id  expendable }',
  ],
  [
    'how long a message is of use',
    `event E { key id  useful for 1d }  queue Q : aws.sqs { drops after 2 attempts }  service P : aws.lambda { serves p { sends E to Q } }  service A : aws.lambda { on E from Q }`,
    '1d',
    '1m',
  ],
  [
    'what an operation of somebody else is asked with',
    `command Pay { key id }  external B { serves b(Pay) idempotent by id }  service P : aws.lambda { serves p { calls B.b with 1 retry } }`,
    '{ key id }',
    '{ key other }',
  ],
  [
    'the key that a call carries',
    `external B { serves b idempotent by id }  service P : aws.lambda { serves p { calls B.b with 1 retry, key id } }`,
    'key id }',
    'key other }',
  ],
  [
    'whether somebody else changes nothing',
    `external B { serves b }  service P : aws.lambda { serves p { calls B.b with 1 retry } }`,
    'serves b',
    'serves b safe',
  ],
  ['what is done with a store', `${queue}  service A : aws.lambda { on E from Q { puts X } }`, 'puts X', 'increments X'],
  [
    'which store it is',
    `${queue}  service A : aws.lambda { on E from Q idempotent by id using X { increments X } }`,
    '{ increments X }',
    '{ increments Y }',
  ],
  ['on what condition', `${queue}  service A : aws.lambda { on E from Q { increments X } }`, 'increments X', 'increments X if newer'],
  ['whose a call is', `service P : aws.lambda { serves p { calls B.b with 1 retry } }  external B { serves b }`, 'external B', 'service B'],
  [
    'the fallback of a call',
    `actor U { calls A.go with 1 retry }  service A { serves go { calls One.look with fallback Two.send, key id } }  external One { serves look safe }  external Two { serves send }`,
    'serves send',
    'serves send idempotent by id',
    2,
  ],
  [
    'what runs at the same time',
    `orchestrator W : aws.stepfunctions { parallel { step One calls S.a with no retries  step Two calls S.b with no retries } }
    service S : aws.lambda { serves a { reads X }  serves b { puts Y } }  store X : aws.dynamodb  store Y : postgres`,
    'parallel { step One calls S.a with no retries  step Two calls S.b with no retries }',
    'step One calls S.a with no retries  step Two calls S.b with no retries',
  ],
  [
    'what stands outside the steps',
    `orchestrator W : aws.stepfunctions { step One puts Y  reads X } otherwise { }  store X : aws.dynamodb  store Y : postgres`,
    'reads X } otherwise { }',
    '} otherwise { reads X }',
  ],
  [
    'how long a step waits',
    `event E  topic T : aws.sns  orchestrator W : aws.stepfunctions { step One puts X  step Hear waits for E from T at most 1d }  store X : aws.dynamodb`,
    ' at most 1d',
    '',
  ],
  [
    'for what a step waits',
    `event E  topic T : aws.sns  orchestrator W : aws.stepfunctions { step One puts X  step Rest waits 1d }  store X : aws.dynamodb`,
    'waits 1d',
    'waits for E from T at most 1d',
  ],
  [
    'where a step stands',
    `orchestrator W : aws.stepfunctions { step One puts X  step Two calls S.a with no retries } otherwise { step Three puts Y }  service S : aws.lambda { serves a }  store X : aws.dynamodb  store Y : postgres`,
    '} otherwise { step Three puts Y }',
    'step Three puts Y }',
  ],
  [
    'where failed messages go',
    `${queue}  service A : aws.lambda { on E from Q idempotent by id { puts X } }`,
    'dead-letters after 3 attempts  alarm',
    'drops after 3 attempts',
  ],
  [
    'whether anybody is told of what is blocked',
    `event E { key id  ordered by id }  stream S : kafka { grouped by id }  service P { serves p { publishes E to S } }  service A { on E from S { puts X } }  store X : postgres`,
    '{ grouped by id }',
    '{ grouped by id  alarm }',
  ],
  [
    'whether a leg keeps the order',
    `event E { key id  ordered by id }  queue Q : aws.sqs.fifo { grouped by id  dead-letters group after 3 attempts  alarm }  service P : aws.lambda { serves p { sends E to Q } }  service A : aws.lambda { on E from Q { puts X } }  store X : aws.dynamodb`,
    'grouped by id ',
    'grouped by other ',
  ],
  [
    'the retries of a hop of which nothing else is known',
    `event E { key id }  queue Q  queue D { alarm }  service P : aws.lambda { serves p { sends E to Q } }  external B { serves b }
    service A { on E from Q with dead-letters to D { calls B.b } }`,
    'dead-letters to D',
    'dead-letters to D, 5 retries',
  ],
  [
    'where parked messages are put back',
    `event E { key id }  queue Q : aws.sqs { dead-letters to D after 1 attempt }  queue D : aws.sqs { alarm  redrives to Q }  service P : aws.lambda { serves p { sends E to Q } }
    service A : aws.lambda { on E from Q { puts X  puts Y } }  store X : aws.dynamodb  store Y : postgres  require A all or nothing`,
    '  redrives to Q',
    '',
  ],
  [
    'a way that comes back by calls',
    'service A { serves a { calls B.b }  serves c }  service B { serves b { calls A.a } }',
    'calls A.a',
    'calls A.c',
  ],
  [
    'how long a channel remembers',
    `event Asked { key id }  event E { key id }  queue Q : aws.sqs { ${slow} }  queue F : own { alarm  dead-letters after 3 attempts }  technology own "Own" is queue { delivery at-least-once  deduplicates within 5m  dead-letters on queue }
    service U : aws.lambda { serves u { sends Asked to Q } }  service P : aws.lambda { on Asked from Q { sends E to F } }  service A : aws.lambda { on E from F { increments X } }  store X : aws.dynamodb`,
    'within 5m',
    'within 30d',
  ],
];

/** @returns of each variant of each flow its signature and what a search finds */
async function lookAt(text: string, faults: number): Promise<readonly (readonly [signature: string, found: string])[]> {
  const design = await designOf(text);
  assert.deepEqual(
    design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
    [],
    text,
  );
  const wishes = new Wishes(design);
  return flowsOf(design).flatMap((start) =>
    [...variantsOf((choices) => unfold(design, start, choices, faults, wishes))].map((unfolded) => {
      const { broken } = search(unfolded, { faults, states: 10_000, cancelled: () => false });
      return [signatureOf(unfolded.program), JSON.stringify([...broken])] as const;
    }),
  );
}

describe('two flows are told apart that differ in', () => {
  for (const [what, text, word, instead, faults = 1] of pairs) {
    it(what, async () => {
      assert.ok(text.includes(word));
      const one = await lookAt(text, faults);
      const other = await lookAt(text.replace(word, instead), faults);
      const differing = one.filter(([, found], number) => other[number]?.[1] !== found);
      assert.notEqual(differing.length, 0, 'both break in the same way');
      for (const [signature, found] of one) for (const [known, before] of other) assert.ok(signature !== known || found === before);
    });
  }
});
