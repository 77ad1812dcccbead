/** What a flow is unfolded into, where runs alone do not show it: where it begins, how many variants it has, and where it ends. */
import assert from 'node:assert/strict';
import { Wishes } from '../../analysis/explorer/requirements.ts';
import { type Unfolded, unfold } from '../../analysis/explorer/unfold.ts';
import { Choices, variantsOf } from '../../analysis/explorer/variants.ts';
import { flowOf, read, testUnfolded } from './unfolding.ts';

/** @returns the first flow of a design, unfolded. */
async function unfolded(text: string): Promise<Unfolded> {
  const design = await read(text);
  return unfold(design, flowOf(design), new Choices(), 1, new Wishes(design));
}

/** A service that calls as many operations, each of which ends there. */
function calling(operations: number): string {
  const names = Array.from({ length: operations }, (_, at) => `o${at}`);
  return `service A { serves go { ${names.map((name) => `calls B.${name}`).join('  ')} } }  service B { ${names.map((name) => `serves ${name}`).join('  ')} }`;
}

/** A service that sends as many messages, each of which somebody handles. */
function sending(messages: number): string {
  const sends = Array.from({ length: messages }, () => 'sends E to B');
  return `event E  service A { serves go { ${sends.join('  ')} } }  service B { on E }`;
}

testUnfolded([
  {
    what: 'it begins',
    of: 'begins',
    rows: [
      {
        name: 'where no channel hands its message on',
        text: 'event E  topic T : aws.sns { carries E }  queue Q : aws.sqs { subscribes to T }  service A { on E from Q }',
        is: ['E: into T'],
      },
      {
        name: 'over each of several channels',
        text: 'event E  queue P : aws.sqs  queue Q : aws.sqs  service A { on E from P  on E from Q }',
        is: ['E: into P and Q'],
      },
      {
        name: 'not where its message is parked',
        text: 'event E  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service A { on E from Q }  service B { on E from D }',
        is: ['E: into Q'],
      },
      {
        name: 'where its message is parked, if it comes nowhere else',
        text: 'event E  event F  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service P { serves p { sends F to Q } }  service A { on F from Q }  service B { on E from D }',
        flow: 'E comes in',
        is: ['E: into D'],
      },
      {
        name: 'not where somebody publishes its message again',
        text: 'event E  queue Q : aws.sqs  queue R : aws.sqs  service A { on E from Q { sends E to R } }  service B { on E from R }',
        is: ['E: into Q'],
      },
      {
        name: 'where somebody publishes its message again, if it goes round',
        text: 'event E  queue Q : aws.sqs  service A { on E from Q { sends E to Q } }',
        is: ['E: into Q'],
      },
      {
        name: 'over all channels that somebody fills, if its message goes round over several',
        text: 'event E  queue Q : aws.sqs  queue R : aws.sqs  service A { on E from Q { sends E to R }  on E from R { sends E to Q } }',
        is: ['E: into Q and R'],
      },
      {
        name: 'at the first of channels that hand its message on in a circle',
        text: 'event E  topic T : aws.sns { carries E  subscribes to U }  topic U : aws.sns { carries E  subscribes to T }  service A { on E from U }',
        is: ['E: into U'],
      },
      {
        name: 'where its message is handed over',
        text: 'event E  service A { on E { calls B.pass } }  service B { serves pass { sends E to A } }',
        is: ['E: over 0'],
      },
      {
        name: 'once where one time tells as much as two',
        text: 'store S : postgres  service A { serves go { puts S } }',
        is: ['A/go'],
      },
      {
        name: 'twice where state is kept',
        text: 'service A : aws.ecs { keeps Basket in memory  serves go }',
        is: ['A/go', 'A/go'],
      },
      {
        name: 'twice where a message is ordered',
        text: 'event E { key id  ordered by id }  queue Q : aws.sqs  service P { serves p { sends E to Q } }  service A { on E from Q }',
        is: ['P/p', 'P/p'],
      },
      {
        name: 'twice where a message is required to be in order',
        text: 'event E { key id }  queue Q : aws.sqs  service P { serves p { sends E to Q } }  service A { on E from Q }  require E in order at A',
        is: ['P/p', 'P/p'],
      },
      {
        name: 'twice where a message that fails stays at the head',
        text: 'event E { key id }  stream S : kafka  service P { serves p { publishes E to S } }  service A { on E from S }',
        is: ['P/p', 'P/p'],
      },
      {
        name: 'once with each effect of an actor',
        text: 'service A { serves a  serves b }  actor U { calls A.a  calls A.b }',
        is: ['U/unplaced'],
      },
    ],
  },
]);

/** How many variants there are. */
const choices: readonly (readonly [name: string, variants: number, text: string])[] = [
  [
    'of two calls by a balancer, all pairs',
    4,
    'balancer L : aws.alb { routes "/a" to A.x  routes "/a" to B.x }  service A { serves x }  service B { serves x }  service P { serves p { calls L "/a"  calls L "/a" } }',
  ],
  [
    'of two conditions, all pairs',
    4,
    'store S : postgres  service P { serves p { when "x" { reads S } otherwise { puts S }  when "y" { reads S } otherwise { puts S } } }',
  ],
  ['of a condition that need not hold, two', 2, 'store S : postgres  service P { serves p { when "x" { reads S } } }'],
  [
    'of one condition for each item, the same for all',
    2,
    'store S : postgres  service P { serves p { each "row" { when "x" { reads S } } } }',
  ],
  [
    'of who takes each message from each queue, all of them',
    8,
    'event E  event F  queue Q : aws.sqs  queue R : aws.sqs  service P { serves p { sends E to Q  sends F to Q  sends E to R } }  service A { on E, F from Q  on E from R }  service B { on E, F from Q  on E from R }',
  ],
  [
    'of who takes the same message twice from one queue, the same both times',
    2,
    'event E  queue Q : aws.sqs  service P { serves p { sends E to Q  sends E to Q } }  service A { on E from Q }  service B { on E from Q }',
  ],
  [
    'of all who take from a topic, none',
    1,
    'event E  topic T : aws.sns  service P { serves p { publishes E to T } }  service A { on E from T }  service B { on E from T }',
  ],
];

describe('a flow unfolded', () => {
  it('is whole up to a thousand occurrences, and cut after that', async () => {
    assert.equal((await unfolded(calling(999))).program.cut, false);
    assert.equal((await unfolded(calling(1_000))).program.cut, true);
  });

  it('counts messages on their way as much as what they bring about', async () => {
    assert.equal((await unfolded(sending(499))).program.cut, false);
    assert.equal((await unfolded(sending(500))).program.cut, true);
  });

  it('leaves out what is beyond the thousand', async () => {
    const whole = calling(1_000).replace('serves o999', 'serves o999 { reads Rows }').concat('  store Rows : postgres');
    assert.equal((await unfolded(whole)).program.effects.filter(({ effect }) => effect.kind === 'reads').length, 0);
  });

  for (const [name, variants, text] of choices) {
    it(`has variants ${name}`, async () => {
      const design = await read(text);
      const start = flowOf(design, 'P.p is called');
      const wishes = new Wishes(design);
      assert.equal([...variantsOf((answers) => unfold(design, start, answers, 1, wishes))].length, variants);
    });
  }
});
