/** New channels between those that are there: what is written of them, and who sends to them and takes from them. */
import assert from 'node:assert/strict';
import {
  copyOf,
  ownSinkOf,
  parkedUndelivered,
  queueBody,
  sendElsewhere,
  subscriptionText,
  takeFrom,
  technologyText,
  withStatements,
} from '../../../analysis/fixes/channels.ts';
import type { Channel, Design } from '../../../language/model/design.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { isMessageEffect } from '../../../language/model/lookups.ts';
import { designOf } from '../../support/design.ts';
import { assertEdits } from '../../support/fixes.ts';

const minute = 60_000;

function channelOf(design: Design, name: string): Channel {
  const channel = design.elements.filter(isChannel).find((one) => one.name === name);
  assert.ok(channel);
  return channel;
}

/** With a technology of the reader's own: a topic whose subscriptions park anywhere. */
const house = 'technology house.topic is topic { dead-letters on subscription }\ntechnology house.queue is queue like aws.sqs\n';

const sends: readonly (readonly [effect: string, verb: 'publishes' | 'sends', after: string])[] = [
  ['sends M to Q', 'publishes', 'publishes M to Other'],
  ['sends Moved to Queue', 'publishes', 'publishes Moved to Other'],
  ['publishes M', 'publishes', 'publishes M to Other'],
  ['publishes M to T', 'sends', 'sends M to Other'],
  ['sends  M  to  Q  with delay 5s', 'sends', 'sends  M to Other  with delay 5s'],
  ['publishes M to T via outbox R', 'publishes', 'publishes M to Other via outbox R'],
  ['publishes M at 5/s', 'publishes', 'publishes M to Other at 5/s'],
];

const heads: readonly (readonly [before: string, after: string])[] = [
  ['on M from Q', 'on M from Other'],
  ['on M from  Q in 2s', 'on M from  Other in 2s'],
  ['on M', 'on M from Other'],
  ['on M in 2s', 'on M from Other in 2s'],
  ['on M, N', 'on M, N from Other'],
  ['on M , N from Q', 'on M , N from Other'],
  ['on M from shop.Q', 'on M from Other'],
  ['on M idempotent by id from Q', 'on M idempotent by id from Other'],
  ['on M with 3 retries exponential from 5s', 'on M from Other with 3 retries exponential from 5s'],
  ['on M with 3 retries exponential from 5s from Q', 'on M with 3 retries exponential from 5s from Other'],
  ['on M from Q with 3 retries exponential from 5s', 'on M from Other with 3 retries exponential from 5s'],
  ['on M with filter "all from Q"', 'on M from Other with filter "all from Q"'],
  ['on from from Q', 'on from from Other'],
  ['on all of M, N within 5m', 'on all of M, N from Other within 5m'],
  ['on all of M, N within 5m from Q', 'on all of M, N within 5m from Other'],
  ['on all', 'on all from Other'],
];

const undelivered: readonly (readonly [what: string, queue: string, topic: string, text: string])[] = [
  ['nothing where the queue parks nothing', '', ': aws.sns', 'subscribes to T for M'],
  [
    'what cannot be delivered where the queue parks, too',
    '{ dead-letters to D }',
    ': aws.sns',
    'subscribes to T for M with dead-letters to D',
  ],
  ['nothing where the queue drops', '{ drops after 5 attempts }', ': aws.sns', 'subscribes to T for M'],
  ['nothing where nobody knows the topic', '{ dead-letters to D }', '', 'subscribes to T for M'],
  ['nothing where the topic parks nothing', '{ dead-letters to D }', ': kafka', 'subscribes to T for M'],
  ['nothing where the topic parks elsewhere', '{ dead-letters to Strange }', ': aws.sns', 'subscribes to T for M'],
  ['nothing in a channel of nobody’s', '{ dead-letters to Plain }', ': aws.sns', 'subscribes to T for M'],
  [
    'anything where the topic takes any',
    '{ dead-letters to Strange }',
    ': house.topic',
    'subscribes to T for M with dead-letters to Strange',
  ],
  ['anything, of whatever product', '{ dead-letters to Plain }', ': house.topic', 'subscribes to T for M with dead-letters to Plain'],
  ['nothing in a store', '{ dead-letters to Rows }', ': house.topic', 'subscribes to T for M'],
  ['nothing in another system', '{ dead-letters to far.Away }', ': house.topic', 'subscribes to T for M'],
  [
    'what cannot be delivered in a queue of its own',
    '{ dead-letters after 5 attempts }',
    ': aws.sns',
    'subscribes to T for M with dead-letters to Q.dead-letters',
  ],
];

const bodies: readonly (readonly [technology: string | undefined, hidden: number | undefined, text: string])[] = [
  [undefined, undefined, '{ dead-letters after 5 attempts  alarm }'],
  [undefined, 5 * minute, '{ dead-letters after 5 attempts  alarm }'],
  ['aws.sqs', undefined, '{ dead-letters after 5 attempts  alarm }'],
  ['aws.sqs', minute / 2, '{ dead-letters after 5 attempts  alarm }'],
  ['aws.sqs', 2 * minute, '{ visibility 2m  dead-letters after 5 attempts  alarm }'],
  ['aws.sqs', 12 * 60 * minute, '{ visibility 12h  dead-letters after 5 attempts  alarm }'],
  ['aws.sqs', 13 * 60 * minute, '{ dead-letters after 5 attempts  alarm }'],
  ['rabbitmq', 2 * minute, '{ dead-letters after 5 attempts  alarm }'],
];

const statements: readonly (readonly [before: string, after: string])[] = [
  ['queue Q', 'queue Q { alarm  delay 1m }'],
  ['queue Q {}', 'queue Q { alarm  delay 1m }'],
  ['queue Q { }', 'queue Q { alarm  delay 1m }'],
  ['queue Q { retention 1d }', 'queue Q { retention 1d  alarm  delay 1m }'],
  ['queue Q {\n    retention 1d\n}', 'queue Q {\n    retention 1d\n    alarm\n    delay 1m\n}'],
  ['queue Q {\n  retention 1d\n  grouped by id }', 'queue Q {\n  retention 1d\n  grouped by id\n  alarm\n  delay 1m\n}'],
];

describe('channels between those that are there', () => {
  for (const [before, verb, expected] of sends)
    it(`lets ${before} send elsewhere`, async () => {
      const text = `service S { ${before} }\nevent M\nevent Moved\nqueue Q\nqueue Queue\ntopic T\n${verb === 'sends' ? 'queue' : 'topic'} Other\nstore R`;
      const design = await designOf(text);
      const effect = design.effects.find(isMessageEffect);
      assert.ok(effect);
      await assertEdits(text, [sendElsewhere(design, effect, verb, 'Other')], { [`${before} }`]: `${expected} }` });
    });

  for (const [before, expected] of heads)
    it(`lets ${before} take from elsewhere`, async () => {
      const text = `system shop { service S { ${before} { reads R } } event M event N event from event all queue Q queue Other store R }`;
      const design = await designOf(text);
      assert.deepEqual(design.problems, []);
      const [taker] = design.activities;
      assert.ok(taker);
      const edit = takeFrom(design, taker, 'Other');
      assert.ok(edit);
      await assertEdits(text, [edit], { [`${before} {`]: `${expected} {` });
    });

  it('does not let an operation take from a channel', async () => {
    const design = await designOf('service S { serves go { reads R } }\nstore R');
    const [taker] = design.activities;
    assert.ok(taker);
    assert.equal(takeFrom(design, taker, 'Other'), undefined);
  });

  for (const [what, queue, topic, expected] of undelivered)
    it(`parks ${what}`, async () => {
      const design = await designOf(`${house}queue Q : aws.sqs ${queue}\nqueue D : aws.sqs\nqueue Strange : rabbitmq\nqueue Plain
store Rows\ntopic T ${topic}\nsystem far { queue Away : aws.sqs }`);
      assert.equal(subscriptionText(channelOf(design, 'Q'), 'T', 'M', channelOf(design, 'T').technology), expected);
    });

  it('parks what is like a technology that the topic parks in, all of a group if that is wanted', async () => {
    const design = await designOf(`${house}topic T : aws.sns`);
    const { facts } = channelOf(design, 'T');
    const like = design.technologies.get('house.queue');
    assert.equal(parkedUndelivered(facts, 'D', like), ' with dead-letters to D');
    assert.equal(parkedUndelivered(facts, 'D', like, true), ' with dead-letters group to D');
    assert.equal(parkedUndelivered(facts, 'D', design.technologies.get('rabbitmq')), '');
  });

  it('parks its own dead letters in what its product names, else in its own', async () => {
    const design = await designOf('technology house is queue { dead-letters on queue }');
    const own = (name: string): string | undefined => ownSinkOf(design, design.technologies.get(name))?.name;
    assert.equal(own('aws.sqs.fifo'), 'aws.sqs.fifo');
    assert.equal(own('solace'), 'solace');
    assert.equal(own('aws.sns'), 'aws.sqs');
    assert.equal(own('house'), 'house');
    assert.equal(ownSinkOf(design, undefined), undefined);
  });

  for (const [name, hidden, expected] of bodies)
    it(`makes a queue of ${name ?? 'no product'} before a handler that takes ${hidden ?? 'an unknown time'}`, async () => {
      const { technologies } = await designOf('');
      assert.equal(queueBody(name === undefined ? undefined : technologies.get(name), [], hidden), ` ${expected}`);
    });

  it('puts what else is said of a queue first', () => {
    assert.equal(
      queueBody(undefined, ['subscribes to T', 'grouped by id'], undefined),
      ' { subscribes to T  grouped by id  dead-letters after 5 attempts  alarm }',
    );
  });

  it('names a technology as a declaration does', async () => {
    const { technologies } = await designOf('');
    assert.equal(technologyText(technologies.get('aws.sns')), ' : aws.sns');
    assert.equal(technologyText(undefined), '');
  });

  for (const [before, expected] of statements)
    it(`adds statements to ${JSON.stringify(before)}`, () => assert.equal(withStatements(before, 'alarm', 'delay 1m'), expected));

  const copies: readonly (readonly [text: string, subscription: string | undefined, copy: string])[] = [
    ['queue Q', undefined, 'queue Copy'],
    ['queue Q "Orders" : aws.sqs { alarm }', undefined, 'queue Copy "Orders" : aws.sqs { alarm }'],
    ['queue Q {\n  subscribes to T for M\n  alarm\n}', undefined, 'queue Copy {\n  subscribes to T for M\n  alarm\n}'],
    ['queue Q {\n  subscribes to T for M\n  alarm\n}', 'subscribes to T for N', 'queue Copy {\n  subscribes to T for N\n  alarm\n}'],
    ['group G {\n  queue Q {\n    alarm\n  }\n}', undefined, 'queue Copy {\n  alarm\n}'],
    ['queue Q { alarm }', 'subscribes to T', 'queue Copy { alarm }'],
  ];
  for (const [text, subscription, expected] of copies)
    it(`copies ${JSON.stringify(text)}${subscription ? `, ${subscription}` : ''}`, async () => {
      const design = await designOf(`${text}\ntopic T\nevent M\nevent N`);
      assert.equal(copyOf(design, channelOf(design, 'Q'), 'Copy', subscription), expected);
    });
});
