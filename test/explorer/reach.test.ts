/** What a flow can come to, whatever branches and routes it takes. */
import assert from 'node:assert/strict';
import { flowsOf } from '../../analysis/explorer/flows.ts';
import { Reach } from '../../analysis/explorer/reach.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** The name of the flow; the first unless said. */
  readonly flow?: string;
  /** By their ids, without that of the system; those of a step that waits by its name. */
  readonly activities: string;
  readonly elements: string;
  readonly messages?: string;
  /** The messages that it begins with or sends itself; all of them unless said. */
  readonly sent?: string;
  readonly awaited?: string;
}

const rows: readonly Row[] = [
  {
    name: 'what an operation calls, and what that writes',
    text: 'store S : postgres  service A { serves x { calls B.y } }  service B { serves y { puts S }  serves z }',
    activities: 'A/x, B/y',
    elements: 'A, B, S',
  },
  {
    name: 'of an actor, what one of his effects leads to and no other',
    text: 'event E  event F  queue Q : aws.sqs  queue P : aws.sqs  actor U { sends E to Q  sends F to P }  service A { on E from Q }  service B { on F from P }',
    activities: 'U/unplaced, A/on E from Q',
    elements: 'U, Q, A',
    messages: 'E',
  },
  {
    name: 'whoever takes a message from a channel, by way of those that it is passed on to',
    text: 'event E  topic T : aws.sns  queue Q : aws.sqs { subscribes to T }  service P { serves p { publishes E to T } }  service A { on E from Q }',
    activities: 'P/p, A/on E from Q',
    elements: 'P, T, Q, A',
    messages: 'E',
  },
  {
    name: 'no one who takes another message from the same channel',
    text: 'event E  event F  topic T : aws.sns  service P { serves p { publishes E to T } }  service O { serves o { publishes F to T } }  service A { on E from T }  service B { on F from T }',
    activities: 'P/p, A/on E from T',
    elements: 'P, T, A',
    messages: 'E',
  },
  {
    name: 'all that a handler of two messages is there for, of which it sends one',
    text: 'event E  event F  queue Q : aws.sqs  service P { serves p { sends E to Q } }  service A { on E, F from Q }',
    flow: 'P.p is called',
    activities: 'P/p, A/on E, F from Q',
    elements: 'P, Q, A',
    messages: 'E, F',
    sent: 'E',
  },
  {
    name: 'what a message from outside leads to, and where it comes by',
    text: 'event E  queue Q : aws.sqs  service A { on E from Q }  service B { serves b }',
    activities: 'A/on E from Q',
    elements: 'Q, A',
    messages: 'E',
  },
  {
    name: 'a message from outside that nobody takes',
    text: 'event E  topic T : aws.sns { carries E }  queue Q : aws.sqs { subscribes to T }',
    activities: '',
    elements: 'T, Q',
    messages: 'E',
  },
  {
    name: 'only where a message is handed over, if that is how it begins',
    text: 'event E  queue Q : aws.sqs  service A { on E { calls B.pass } }  service B { serves pass { sends E to A } }  service X { on E from Q }',
    flow: 'E comes in',
    activities: 'A/on E, B/pass',
    elements: 'A, B',
    messages: 'E',
  },
  {
    name: 'only where a message comes over a channel, if that is how it begins',
    text: 'event E  queue Q : aws.sqs  service A { on E { calls B.pass } }  service B { serves pass { sends E to A } }  service X { on E from Q }',
    flow: 'E comes in (2)',
    activities: 'X/on E from Q',
    elements: 'Q, X',
    messages: 'E',
  },
  {
    name: 'what a store publishes when it is written',
    text: 'event E  topic T : aws.sns  store S : aws.dynamodb { publishes E to T }  service A { serves a { puts S } }  service B { on E from T }',
    activities: 'A/a, S/unplaced, B/on E from T',
    elements: 'A, S, T, B',
    messages: 'E',
  },
  {
    name: 'not what a store publishes when it is read',
    text: 'event E  topic T : aws.sns  store S : aws.dynamodb { publishes E to T }  service A { serves a { reads S } }  service B { on E from T }  service C { serves c { puts S } }',
    activities: 'A/a',
    elements: 'A, S',
  },
  {
    name: 'what is called instead when a call fails',
    text: 'store S : postgres  service A { serves a { calls X.pay with fallback B.pay } }  external X { serves pay }  service B { serves pay { puts S } }',
    activities: 'A/a, X/pay, B/pay',
    elements: 'A, X, B, S',
  },
  {
    name: 'the workflow that is run instead when a call fails',
    text: 'store S : postgres  service A { serves a { calls X.pay with fallback W } }  external X { serves pay }  orchestrator W : aws.stepfunctions { step One puts S }',
    activities: 'A/a, X/pay, W/workflow',
    elements: 'A, X, W, S',
  },
  {
    name: 'the store that is asked instead when a call fails',
    text: 'store S : postgres  service A { serves a { calls X.pay with fallback S } }  external X { serves pay }',
    activities: 'A/a, X/pay',
    elements: 'A, X, S',
  },
  {
    name: 'who is sent a message outside the design',
    text: 'event E  service A { serves a { sends E to X } }  external X',
    activities: 'A/a',
    elements: 'A, X',
    messages: 'E',
  },
  {
    name: 'steps that wait for what it sends, which begin nothing',
    text: 'event E  queue Q : aws.sqs  store S : postgres  service P { serves p { sends E to Q } }  orchestrator W : aws.stepfunctions { step Wait waits for E from Q at most 1d  step Then puts S }',
    activities: 'P/p',
    elements: 'P, Q',
    messages: 'E',
    awaited: 'Wait: E',
  },
  {
    name: 'steps that wait for one of two messages, which both are sent',
    text: 'event E  event F  queue Q : aws.sqs  service P { serves p { sends E to Q  sends F to Q } }  orchestrator W : aws.stepfunctions { step Wait waits for E, F from Q at most 1d }',
    activities: 'P/p',
    elements: 'P, Q',
    messages: 'E, F',
    awaited: 'Wait: E, F',
  },
  {
    name: 'steps that wait for what comes from outside, and others who take it',
    text: 'event E  topic T : aws.sns  service B { on E from T }  orchestrator W : aws.stepfunctions { step Wait waits for E from T at most 1d }',
    flow: 'E comes in',
    activities: 'B/on E from T',
    elements: 'T, B',
    messages: 'E',
    awaited: 'Wait: E',
  },
  {
    name: 'who takes up what is parked, and where it is put back',
    text: 'event E  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs { redrives to R }  queue R : aws.sqs  service A { on E from Q }  service B { on E from D }  service C { on E from R }  service P { serves p { sends E to Q } }',
    activities: 'P/p, A/on E from Q, B/on E from D, C/on E from R',
    elements: 'P, Q, D, R, A, B, C',
    messages: 'E',
  },
  {
    name: 'who takes up what is parked of a message from outside',
    text: 'event E  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs  service A { on E from Q }  service B { on E from D }',
    activities: 'A/on E from Q, B/on E from D',
    elements: 'Q, D, A, B',
    messages: 'E',
  },
  {
    name: 'not who takes up what a subscription parks of another message',
    text: 'event E  event F  topic T : aws.sns  queue Q : aws.sqs { subscribes to T for F with dead-letters to D }  queue D : aws.sqs  service A { on F from Q }  service C { on E from T }  service B { on E from D }  service P { serves p { publishes E to T } }  service O { serves o { publishes F to T } }',
    flow: 'P.p is called',
    activities: 'P/p, C/on E from T',
    elements: 'P, T, C',
    messages: 'E',
  },
  {
    name: 'not a function that is handed what another could not handle',
    text: 'event E  topic T : aws.sns  external X { publishes E to T }  service A : aws.lambda { on E from T with dead-letters to B }  service B : aws.lambda { on E }',
    activities: 'X/unplaced, A/on E from T',
    elements: 'X, T, A',
    messages: 'E',
  },
  {
    name: 'what is published again where it comes in',
    text: 'event E  queue P : aws.sqs  queue Q : aws.sqs  service A { on E from P { sends E to Q } }  service X { on E from Q }',
    activities: 'A/on E from P, X/on E from Q',
    elements: 'P, Q, A, X',
    messages: 'E',
  },
  {
    name: 'nothing but its message, where only a step is handed it',
    text: 'event E  service P { serves p { sends E to W } }  orchestrator W : aws.stepfunctions { step One waits for E at most 1d }  flow Tell from E',
    flow: 'Tell',
    activities: '',
    elements: '',
    messages: 'E',
  },
  {
    name: 'a circle, once',
    text: 'event E  event F  topic T : aws.sns  service A { on E from T { publishes F to T } }  service B { on F from T { publishes E to T } }',
    activities: 'A/on E from T, B/on F from T',
    elements: 'T, A, B',
    messages: 'E, F',
  },
];

describe('what a flow can come to', () => {
  for (const { name, text, flow, ...is } of rows) {
    it(`is ${name}`, async () => {
      const design = await designOf(text);
      assert.deepEqual(
        design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
        [],
      );
      const start = flowsOf(design).find((one) => flow === undefined || one.name === flow);
      assert.ok(start);
      const reach = new Reach(design);
      reach.from(start);
      const sorted = (ids: Iterable<{ readonly id: string }>): string =>
        [...ids]
          .map(({ id }) => id.replaceAll('#1.', ''))
          .sort()
          .join(', ');
      const written = (list: string): string => list.split(', ').sort().join(', ');
      const { activities, elements, messages = '', sent = messages, awaited = '' } = is;
      assert.deepEqual(
        {
          activities: written(sorted(reach.activities)),
          elements: sorted(reach.elements),
          messages: sorted(reach.messages),
          sent: sorted(reach.sent),
          awaited: [...reach.awaited].map(([step, waits]) => `${step.name}: ${sorted(waits)}`).join('; '),
        },
        { activities: written(activities), elements: written(elements), messages, sent, awaited },
      );
    });
  }

  it('is all that an activity leads to, itself first', async () => {
    const design = await designOf('service A { serves x { calls A.y }  serves y { calls A.z }  serves z }');
    const reach = new Reach(design);
    const second = design.activities.find(({ label }) => label === 'A.y');
    assert.ok(second);
    reach.enter(second);
    assert.deepEqual(
      [...reach.activities].map(({ label }) => label),
      ['A.y', 'A.z'],
    );
  });
});
