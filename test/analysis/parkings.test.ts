/** Each `dead-letters` that has an effect, and the legs that it holds for. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { canPark, type ParkedLegs, parkings } from '../../analysis/passes/parkings.ts';
import type { Hop } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** Whose rule it is and where to, the legs, and the channel that the first of them leaves. */
  readonly parked: readonly string[];
}

const declared = `
  event A { key id }
  event B { key id }
  queue Parked
  actor Buyer { publishes A to T }
`;

const rows: readonly Row[] = [
  { name: 'none', text: 'topic T\nservice S { on A from T }', parked: [] },
  {
    name: 'none, where it is given up or decided against',
    text: 'topic T { no dead-letters because "we look" }\nservice S { on A from T with drops after 3 attempts }\nservice R { on A from T }',
    parked: [],
  },
  {
    name: 'of a queue, for all that it delivers to',
    text: 'topic T\nqueue Q { subscribes to T  dead-letters to Parked after 3 attempts }\nservice S { on A from Q }\nservice R { on A from Q }',
    parked: ['Q to Parked: Q > S, Q > R after Q'],
  },
  {
    name: 'of a handler before that of its queue',
    text: 'topic T { dead-letters to Parked after 5 attempts }\nservice S { on A from T with dead-letters to Parked after 3 attempts }\nservice R { on A from T }',
    parked: ['S to Parked: T > S after T', 'T to Parked: T > R after T'],
  },
  {
    name: 'of a handler, whichever way it comes',
    text: 'topic T\nactor Caller { sends A to S }\nservice S { on A with dead-letters to Parked after 3 attempts }',
    parked: ['S to Parked: T > S, Caller > S after T'],
  },
  {
    name: 'of a subscription between channels',
    text: 'topic T\nqueue Q { subscribes to T with dead-letters to Parked after 3 attempts }\nservice S { on A from Q }',
    parked: ['Q to Parked: T > Q after T'],
  },
  {
    name: 'of a handler with no channel before it',
    text: 'topic T\nactor Caller { sends B to S }\nservice S { on B with dead-letters to Parked after 3 attempts }',
    parked: ['S to Parked: Caller > S'],
  },
  {
    name: 'that a product brings unasked, where its queue is the subscription: of the queue alone',
    text: `technology house is topic, queue { dead-letters after 10 attempts }
      topic T : house
      queue Q : house { subscribes to T }
      service S { on A from Q }`,
    parked: ['house to Q.dead-letters: Q > S after Q'],
  },
  {
    name: 'that a product brings unasked, for a handler and a queue of another product',
    text: `technology house is topic, queue { dead-letters after 10 attempts }
      topic T : house
      queue Q { subscribes to T }
      service S { on A from Q }
      service R { on A from T }`,
    parked: ['house to T.dead-letters: T > Q, T > R after T'],
  },
  {
    name: 'that a topic says, though its queue is its own subscription',
    text: `technology house is topic, queue { delivery at-least-once }
      topic T : house { dead-letters to Parked after 3 attempts }
      queue Q : house { subscribes to T }
      service S { on A from Q }`,
    parked: ['T to Parked: T > Q after T'],
  },
];

function said({ parking, legs, channel }: ParkedLegs): string {
  return `${parking.origin.name} to ${parking.to?.name ?? 'nothing'}: ${legs.map(leg).join(', ')}${channel ? ` after ${channel.name}` : ''}`;
}

function leg({ from, to }: Hop): string {
  const [one, other] = [from, to].map((place) => (place.kind === 'channel' ? place.channel.name : place.activity.element.name));
  return `${one} > ${other}`;
}

describe('dead letters that have an effect', () => {
  for (const { name, text, parked } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual(analysisOf(design, parkings).map(said), parked);
    });
});

describe('a message that fails can be parked', () => {
  for (const [name, text, can] of [
    ['where it is delivered until it is handled', 'queue Q { delivery at-least-once }\nservice S { on A from Q }', true],
    ['where nobody says how often it is delivered', 'queue Q\nservice S { on A from Q }', true],
    ['not where it is delivered once at most', 'queue Q { delivery at-most-once }\nservice S { on A from Q }', false],
    [
      'not where it is taken off before it is handled',
      'queue Q { delivery at-least-once }\nservice S { on A from Q with acknowledges first }',
      false,
    ],
    ['on its way to another channel', 'topic T { delivery at-least-once }\nqueue Q { subscribes to T }', true],
  ] as const)
    it(name, async () => {
      const design = await designOf(
        `event A { key id }\n${text}\nactor Buyer { ${text.startsWith('topic') ? 'publishes A to T' : 'sends A to Q'} }\n`,
      );
      const [hop = assert.fail('no leg')] = design.hops.filter(({ kind }) => kind === 'deliver' || kind === 'forward');
      assert.equal(canPark(hop), can);
    });
});
