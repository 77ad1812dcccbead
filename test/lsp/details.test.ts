/** What is told of a part of a picture. */
import assert from 'node:assert/strict';
import { detailsOf } from '../../server/features/details.ts';
import { designOf } from '../support/design.ts';

const shop = `system shop {
  event Paid { key paymentId }
  group money "Money" {
    owner "Ledger team"
    /** All money. */
    queue Ledger : aws.sqs { visibility 60s  dead-letters after 5 attempts  tags money }
  }
  queue Odd : house.queue
  service Till : aws.ecs { serves pay { sends Paid to Ledger } }
  service Books : aws.lambda { on Paid from Ledger }
}
`;

describe('the details of a part of a picture', () => {
  it('of an element are its words and its facts, with who says so if that is another', async () => {
    const details = detailsOf(await designOf(shop), { uri: '', id: 'shop.Ledger' });
    assert.equal(details?.description, 'All money.');
    assert.deepEqual(details.said, ['Tags: money']);
    const fact = (word: string): unknown => details.facts.find((each) => each.word === word);
    assert.deepEqual(fact('visibility'), { word: 'visibility', value: '1m' });
    assert.deepEqual(fact('delivery'), { word: 'delivery', value: 'at-least-once', origin: 'aws.sqs' });
  });

  it('of an element without a description are those of its technology', async () => {
    assert.match(detailsOf(await designOf(shop), { uri: '', id: 'shop.Till' })?.description ?? '', /\w{3}/);
  });

  it('say that a technology is not known', async () => {
    assert.deepEqual(detailsOf(await designOf(shop), { uri: '', id: 'shop.Odd' })?.said, [
      'This technology is not known, so its facts are not either.',
    ]);
  });

  it('of a line are what holds on the way of its messages', async () => {
    const line = { from: 'shop.Ledger', to: 'shop.Books' };
    const facts = detailsOf(await designOf(shop), { uri: '', id: 'message:shop.Ledger>shop.Books', line })?.facts ?? [];
    assert.ok(
      facts.some(({ value, origin }) => value === 'at-least-once' && origin === 'aws.sqs'),
      JSON.stringify(facts),
    );
    assert.ok(
      facts.some(({ value, origin }) => value === '5 attempts' && origin === 'Ledger'),
      JSON.stringify(facts),
    );
    assert.equal(new Set(facts.map((fact) => JSON.stringify(fact))).size, facts.length);
  });

  const called = {
    'a topic that calls a server': ['aws.sns', 'aws.ecs', 'a limited number of attempts'],
    'a bus that goes on without end': ['gcp.eventarc', 'gcp.cloudrun', 'unlimited attempts'],
    'a topic that calls a function': ['aws.sns', 'aws.lambda', '3 attempts'],
  } as const;
  for (const [name, [channel, service, attempts]] of Object.entries(called)) {
    it(`of a line from ${name} give its number of attempts, and not another receiver’s`, async () => {
      const kind = channel === 'aws.sns' ? 'topic' : 'bus';
      const text = `system s { event E { key id }  ${kind} T : ${channel}  service P { serves p { publishes E to T } }  service A : ${service} { on E from T } }`;
      const facts = detailsOf(await designOf(text), { uri: '', id: 'message:s.T>s.A', line: { from: 's.T', to: 's.A' } })?.facts ?? [];
      assert.deepEqual(
        facts.map(({ value }) => value).filter((value) => value.includes('attempts')),
        [attempts],
      );
    });
  }

  it('of a group are its words', async () => {
    assert.deepEqual(detailsOf(await designOf(shop), { uri: '', id: 'shop.money' }), {
      description: undefined,
      said: ['Owner: Ledger team'],
      facts: [],
    });
  });

  it('are none of what is not there', async () => assert.equal(detailsOf(await designOf(shop), { uri: '', id: 'shop.Nobody' }), null));
});
