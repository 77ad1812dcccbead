/** What a leg does by itself: what becomes of what it cannot deliver, whether it keeps order, and who gets what. */
import assert from 'node:assert/strict';
import { blocksAtHead, canFail, canGiveUp, disorderOf, fateOf, handedOn, keepsOrder } from '../../analysis/explorer/legs.ts';
import type { Design, Hop } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** By id, without the ids of the system: the leg that the row is about. */
  readonly leg: string;
  readonly is: string;
}

const event = 'event E { key id  ordered by ship }';
const queue = (with_: string, more = ''): string =>
  `${event}  queue Q : ${with_}  service P { serves p { sends E to Q } }  ${more || 'service A { on E from Q }'}`;
const topic = (with_: string, more: string): string => `${event}  topic T : ${with_}  service P { serves p { publishes E to T } }  ${more}`;

const fates: readonly Row[] = [
  {
    name: 'dead letters with an alarm',
    text: queue('aws.sqs { dead-letters after 3 attempts  alarm }'),
    leg: 'Q>A/on E from Q',
    is: 'parked attended, can fail',
  },
  {
    name: 'dead letters of nobody',
    text: queue('aws.sqs { dead-letters after 3 attempts }'),
    leg: 'Q>A/on E from Q',
    is: 'parked, can fail',
  },
  {
    name: 'dead letters of the whole group',
    text: queue('aws.sqs.fifo { grouped by ship  dead-letters group after 3 attempts  alarm }'),
    leg: 'Q>A/on E from Q',
    is: 'parked attended whole group, keeps order, can fail',
  },
  {
    name: 'dead letters with an owner',
    text: queue('aws.sqs { dead-letters to D after 3 attempts }', 'queue D : aws.sqs { owner "Ops" }  service A { on E from Q }'),
    leg: 'Q>A/on E from Q',
    is: 'parked attended, can fail',
  },
  {
    name: 'dead letters with a consumer',
    text: queue(
      'aws.sqs { dead-letters to D after 3 attempts }',
      'queue D : aws.sqs  service A { on E from Q }  service B { on E from D }',
    ),
    leg: 'Q>A/on E from Q',
    is: 'parked attended, can fail',
  },
  {
    name: 'dead letters that are put back',
    text: queue('aws.sqs { dead-letters to D after 3 attempts }', 'queue D : aws.sqs { redrives to Q }  service A { on E from Q }'),
    leg: 'Q>A/on E from Q',
    is: 'parked attended, can fail',
  },
  {
    name: 'dead letters in another queue of nobody',
    text: queue('aws.sqs { dead-letters to D after 3 attempts }', 'queue D : aws.sqs  service A { on E from Q }'),
    leg: 'Q>A/on E from Q',
    is: 'parked, can fail',
  },
  {
    name: 'dead letters in a store, which is its own business',
    text: topic('aws.sns', 'service A : aws.lambda { on E from T with dead-letters to B }  store B : aws.s3'),
    leg: 'T>A/on E from T',
    is: 'parked attended, can fail',
  },
  {
    name: 'a decision for no dead letters',
    text: queue('aws.sqs { no dead-letters because "x" }'),
    leg: 'Q>A/on E from Q',
    is: 'dropped decided, can fail',
  },
  {
    name: 'a decision to try without end',
    text: queue('aws.sqs { unlimited retries }'),
    leg: 'Q>A/on E from Q',
    is: 'dropped decided, can fail',
  },
  { name: 'a channel that drops', text: queue('aws.sqs { drops after 2 attempts }'), leg: 'Q>A/on E from Q', is: 'dropped, can fail' },
  { name: 'a product that tries until retention ends', text: queue('aws.sqs'), leg: 'Q>A/on E from Q', is: 'dropped, can fail' },
  {
    name: 'a product that tries so often',
    text: topic('aws.sns', 'service A : aws.lambda { on E from T }'),
    leg: 'T>A/on E from T',
    is: 'dropped, can fail',
  },
  {
    name: 'a product that keeps the order and tries without end',
    text: `${event}  stream S : kafka  service P { serves p { publishes E to S } }  service A { on E from S }`,
    leg: 'S>A/on E from S',
    is: 'blocks, keeps order, blocks at its head, can fail',
  },
  {
    name: 'a channel of which nothing is known',
    text: `${event}  queue Q  service P { serves p { sends E to Q } }  service A { on E from Q }`,
    leg: 'Q>A/on E from Q',
    is: 'waits',
  },
  {
    name: 'a leg that takes a message along once',
    text: topic('redis.pubsub', 'service A { on E from T }'),
    leg: 'T>A/on E from T',
    is: 'dropped',
  },
  {
    name: 'a subscription, which can give up',
    text: topic('aws.sns', 'queue Q : aws.sqs { subscribes to T }  service A { on E from Q }'),
    leg: 'Q/subscribes 0',
    is: 'dropped, can give up',
  },
  {
    name: 'a subscription of a product to itself, which cannot',
    text: `${event}  topic T : rabbitmq.topic  queue Q : rabbitmq.quorum { subscribes to T }  service P { serves p { publishes E to T } }  service A { on E from Q }`,
    leg: 'Q/subscribes 0',
    is: 'waits',
  },
  {
    name: 'a message handed to a service',
    text: `${event}  service P : aws.lambda { serves p { sends E to A } }  service A : aws.lambda { on E }`,
    leg: 'P/p#0>A/on E',
    is: 'dropped, can fail',
  },
  {
    name: 'a message handed to a step that waits',
    text: `${event}  service P : aws.lambda { serves p { sends E to W } }  orchestrator W : aws.stepfunctions { step S waits for E at most 1d }`,
    leg: 'P/p#0>W/workflow.S',
    is: 'dropped',
  },
  {
    name: 'a subscription that takes a message along once',
    text: topic('aws.sns { delivery at-most-once }', 'queue Q : aws.sqs { subscribes to T }  service A { on E from Q }'),
    leg: 'Q/subscribes 0',
    is: 'dropped',
  },
  {
    name: 'a product that tries without end, of which no order is known',
    text: `technology own.queue is queue { delivery at-least-once  unlimited retries }  ${queue('own.queue')}`,
    leg: 'Q>A/on E from Q',
    is: 'waits',
  },
  {
    name: 'a product that tries without end and keeps no order',
    text: `technology own.queue is queue { delivery at-least-once  unlimited retries  ordering none }  ${queue('own.queue')}`,
    leg: 'Q>A/on E from Q',
    is: 'dropped, can fail',
  },
  {
    name: 'a subscription that keeps the order, and nobody says how often it tries',
    text: `technology own.topic is topic { delivery at-least-once  ordering total }  ${topic('own.topic', 'queue Q : aws.sqs { subscribes to T }  service A { on E from Q }')}`,
    leg: 'Q/subscribes 0',
    is: 'waits, keeps order',
  },
  { name: 'an actor, who does not fail', text: queue('aws.sqs', 'actor A { on E from Q }'), leg: 'Q>A/on E from Q', is: 'dropped' },
  {
    name: 'a handler that acknowledges first, of which a crash is enough',
    text: queue('aws.sqs', 'service A { on E from Q with acknowledges first }'),
    leg: 'Q>A/on E from Q',
    is: 'dropped',
  },
  {
    name: 'a join that does, and handles only the message that completes it',
    text: `event F { key id }  ${queue('aws.sqs', 'service A { on all of E, F within 1m from Q with acknowledges first }')}`,
    leg: 'Q>A/on E, F from Q',
    is: 'dropped, can fail',
  },
];

const disorders: readonly Row[] = [
  { name: 'a queue without order', text: queue('aws.sqs'), leg: 'Q>A/on E from Q', is: 'unordered in Q' },
  { name: 'a queue of which no order is known', text: queue('aws.sqs').replace(' : aws.sqs', ''), leg: 'Q>A/on E from Q', is: 'none' },
  { name: 'groups by what the order is about', text: queue('aws.sqs.fifo { grouped by ship }'), leg: 'Q>A/on E from Q', is: 'none' },
  { name: 'groups by something else', text: queue('aws.sqs.fifo { grouped by id }'), leg: 'Q>A/on E from Q', is: 'other-key in Q: id' },
  {
    name: 'groups by something more',
    text: queue('aws.sqs.fifo { grouped by ship + id }'),
    leg: 'Q>A/on E from Q',
    is: 'other-key in Q: ship + id',
  },
  { name: 'one group, which has them all', text: queue('aws.sqs.fifo { grouped by id in 1 group }'), leg: 'Q>A/on E from Q', is: 'none' },
  { name: 'two groups', text: queue('aws.sqs.fifo { grouped by id in 2 groups }'), leg: 'Q>A/on E from Q', is: 'other-key in Q: id' },
  { name: 'messages without a group', text: queue('aws.sqs.fifo').replace('key id  ', ''), leg: 'Q>A/on E from Q', is: 'ungrouped in Q' },
  {
    name: 'one partition, which has them all',
    text: `${event}  stream S : kafka { partitions 1 }  service P { serves p { publishes E to S } }  service A { on E from S }`,
    leg: 'S>A/on E from S',
    is: 'none',
  },
  {
    name: 'a total order and one who takes it',
    text: queue('rabbitmq.quorum { ordering total }', 'service A { instances 1  on E from Q }'),
    leg: 'Q>A/on E from Q',
    is: 'none',
  },
  {
    name: 'a total order and several instances',
    text: queue('rabbitmq.quorum { ordering total }', 'service A { instances 1..2  on E from Q }'),
    leg: 'Q>A/on E from Q',
    is: 'competing in Q',
  },
  {
    name: 'a total order and several at a time',
    text: queue('rabbitmq.quorum { ordering total }', 'service A { instances 1  concurrency 2  on E from Q }'),
    leg: 'Q>A/on E from Q',
    is: 'competing in Q',
  },
  {
    name: 'a total order that a handler takes several of at a time',
    text: queue('rabbitmq.quorum { ordering total }', 'service A { instances 1  on E from Q with concurrency 2 }'),
    leg: 'Q>A/on E from Q',
    is: 'competing in Q',
  },
  {
    name: 'a total order that a handler takes one of at a time, in a service of several',
    text: queue('rabbitmq.quorum { ordering total }', 'service A { instances 1  concurrency 2  on E from Q with concurrency 1 }'),
    leg: 'Q>A/on E from Q',
    is: 'none',
  },
  {
    name: 'changes of one row, by a field of its key',
    text: `${event.replace('by ship', 'by item')}  stream T : aws.kinesis  store S : aws.dynamodb { key ship + item  publishes E to T }  service A { on E from T }`,
    leg: 'T>A/on E from T',
    is: 'none',
  },
  {
    name: 'changes of one row, by a field that is none of its key',
    text: `${event.replace('by ship', 'by port')}  stream T : aws.kinesis  store S : aws.dynamodb { key ship + item  publishes E to T }  service A { on E from T }`,
    leg: 'T>A/on E from T',
    is: 'other-key in T: ship',
  },
  {
    name: 'a total order handed on to a queue',
    text: `${event}  topic T : rabbitmq.topic { ordering total }  queue Q : rabbitmq.quorum { subscribes to T }  service P { serves p { publishes E to T } }  service A { on E from Q }`,
    leg: 'Q/subscribes 0',
    is: 'none',
  },
];

interface Handed {
  readonly name: string;
  readonly text: string;
  /** Legs of a set are in one place: one of them is taken. */
  readonly legs: readonly (readonly string[])[];
}

const handed: readonly Handed[] = [
  {
    name: 'a queue to one of those who take from it',
    text: queue('aws.sqs', 'service A { on E from Q }  service B { on E from Q }'),
    legs: [['Q>A/on E from Q', 'Q>B/on E from Q']],
  },
  {
    name: 'a queue to the first handler of one service',
    text: queue('aws.sqs', 'service A { on E from Q with filter "a"  on E from Q with filter "b" }'),
    legs: [['Q>A/on E from Q']],
  },
  { name: 'a queue that nobody takes from', text: queue('aws.sqs', 'service A'), legs: [] },
  {
    name: 'a topic to all',
    text: topic('aws.sns', 'service A { on E from T }  service B { on E from T }').replaceAll('from Q', 'from T'),
    legs: [['T>A/on E from T'], ['T>B/on E from T']],
  },
  {
    name: 'a topic not to those who want something else',
    text: `event F  ${topic('aws.sns', 'service A { on F from T }  service B { on E from T }  service O { serves o { publishes F to T } }')}`,
    legs: [['T>B/on E from T']],
  },
  {
    name: 'a topic to queues',
    text: topic('aws.sns', 'queue Q : aws.sqs { subscribes to T }  service B { on E from Q }'),
    legs: [['Q/subscribes 0']],
  },
];

function legOf({ hops }: Design, id: string): Hop {
  const hop = hops.find((one) => one.id.replaceAll('#1.', '') === id);
  assert.ok(hop, hops.map((one) => one.id).join());
  return hop;
}

async function read(text: string): Promise<Design> {
  const design = await designOf(text);
  assert.deepEqual(
    design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
    [],
  );
  return design;
}

describe('a leg', () => {
  for (const { name, text, leg, is } of fates) {
    it(`and what becomes of what nobody can handle: ${name}`, async () => {
      const design = await read(text);
      const hop = legOf(design, leg);
      const { kind, attended, decided, wholeGroup } = fateOf(design, hop);
      const fate = [kind, attended && 'attended', decided && 'decided', wholeGroup && 'whole group'].filter(Boolean).join(' ');
      const can = [
        keepsOrder(hop) && 'keeps order',
        blocksAtHead(hop) && 'blocks at its head',
        canFail(design, hop) && 'can fail',
        canGiveUp(design, hop) && 'can give up',
      ];
      assert.equal([fate, ...can.filter(Boolean)].join(', '), is);
    });
  }
  for (const { name, text, leg, is } of disorders) {
    it(`and the order that it keeps: ${name}`, async () => {
      const design = await read(text);
      const disorder = disorderOf(design, legOf(design, leg), design.messages.find((message) => message.name === 'E')?.ordered?.by);
      const group = disorder?.group ? `: ${disorder.group.join(' + ')}` : '';
      assert.equal(disorder ? `${disorder.kind} in ${disorder.channel?.name}${group}` : 'none', is);
    });
  }
  for (const { name, text, legs } of handed) {
    it(`and who gets what: ${name}`, async () => {
      const design = await read(text);
      const channel = design.elements.filter(isChannel).find((one) => one.name === (text.includes('topic T') ? 'T' : 'Q'));
      assert.ok(channel);
      const message = design.messages.find((one) => one.name === 'E');
      assert.deepEqual(
        handedOn(design, channel, message).map((set) => set.map(({ id }) => id.replaceAll('#1.', ''))),
        legs,
      );
    });
  }
});
