/** Where flows begin, and what they are called. */
import assert from 'node:assert/strict';
import { bySource, flowsOf } from '../../analysis/explorer/flows.ts';
import { designOf } from '../support/design.ts';
import { wordsOf } from './telling.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** Each by its name, by what it begins with, the id of its entry and its place in the text; and the `flow` that it is, if it is one. */
  readonly flows: readonly string[];
}

const rows: readonly Row[] = [
  {
    name: 'begins with each effect of an actor',
    text: 'store S : postgres  actor U { calls A.x  calls A.y }  service A { serves x { reads S }  serves y { reads S } }',
    flows: ['U calls A.x | effect | U/unplaced | calls A.x', 'U calls A.y | effect | U/unplaced | calls A.y'],
  },
  {
    name: 'begins with a schedule, and with an operation that nobody calls',
    text: 'store S : postgres  service A { every 5m { reads S }  serves y { reads S } }',
    flows: ['A every 5m | activity | A/every 5m | every 5m', 'A.y is called | activity | A/y | serves y'],
  },
  {
    name: 'begins with a workflow that nothing starts',
    text: 'store S : postgres  orchestrator W : aws.stepfunctions { step One reads S }',
    flows: ['W | activity | W/workflow | orchestrator W : aws.stepfunctions'],
  },
  {
    name: 'begins with a message that comes from outside',
    text: 'event E  topic T : aws.sns  service A { on E from T }',
    flows: ['E comes in | message | E | event E'],
  },
  {
    name: 'begins with what somebody outside sends',
    text: 'event E  queue Q : aws.sqs  external X { sends E to Q }  service A { on E from Q }',
    flows: ['X sends E | effect | X/unplaced | sends E to Q'],
  },
  {
    name: 'begins with what a store publishes that nobody writes',
    text: 'event E  topic T : aws.sns  store S : aws.dynamodb { publishes E to T }  service A { on E from T }',
    flows: ['S publishes E | effect | S/unplaced | publishes E to T'],
  },
  {
    name: 'is told from another of the same name by a number',
    text: 'store S : postgres  actor U { calls A.x  calls A.x  calls A.x }  service A { serves x { reads S } }',
    flows: [
      'U calls A.x | effect | U/unplaced | calls A.x',
      'U calls A.x (2) | effect | U/unplaced | calls A.x',
      'U calls A.x (3) | effect | U/unplaced | calls A.x',
    ],
  },
  {
    name: 'has the name that is given to its operation',
    text: 'store S : postgres  service A { serves y { reads S } }  flow Look from A.y',
    flows: ['Look | activity | A/y | serves y | Look'],
  },
  {
    name: 'has the name that is given to its message',
    text: 'event E  topic T : aws.sns  service A { on E from T }  flow Tell from E',
    flows: ['Tell | message | E | event E | Tell'],
  },
  {
    name: 'has the name that is given to what its actor calls',
    text: 'store S : postgres  actor U { calls A.x }  service A { serves x { reads S } }  flow Look from A.x',
    flows: ['Look | effect | U/unplaced | calls A.x | Look'],
  },
  {
    name: 'has not the name of what an actor calls by way of something else',
    text: 'balancer B : aws.alb { routes "/a" to A.x }  actor U { calls B }  service A { serves x }  flow F from A.x',
    flows: ['U calls B | effect | U/unplaced | calls B', 'F | activity | A/x | flow F from A.x | F'],
  },
  {
    name: 'has not the name of what an actor sends',
    text: 'event E  queue Q : aws.sqs  actor U { sends E to Q }  service A { on E from Q }  flow F from E',
    flows: ['U sends E | effect | U/unplaced | sends E to Q', 'F | message | E | flow F from E | F'],
  },
  {
    name: 'is one of its own where something else leads there',
    text: 'store S : postgres  service B { serves z { calls A.x } }  service A { serves x { reads S } }  flow Look from A.x',
    flows: ['B.z is called | activity | B/z | serves z', 'Look | activity | A/x | flow Look from A.x | Look'],
  },
  {
    name: 'is one of its own where the message is sent inside',
    text: 'event E  queue Q : aws.sqs  service P { serves p { sends E to Q } }  service A { on E from Q }  flow Tell from E',
    flows: ['P.p is called | activity | P/p | serves p', 'Tell | message | E | flow Tell from E | Tell'],
  },
  {
    name: 'is one of its own where another has taken its beginning',
    text: 'store S : postgres  service A { serves y { reads S } }  flow One from A.y  flow Two from A.y',
    flows: ['One | activity | A/y | serves y | One', 'Two | activity | A/y | flow Two from A.y | Two'],
  },
  {
    name: 'begins a circle of messages with the first',
    text: 'event A  event B  topic T : aws.sns  service X { on A from T { publishes B to T } }  service Y { on B from T { publishes A to T } }',
    flows: ['A comes in | message | A | event A'],
  },
  {
    name: 'begins a circle of what is handed over with that hop alone',
    text: 'event E  service A { on E { calls B.pass } }  service B { serves pass { sends E to A } }',
    flows: ['E comes in | message over B/pass#0>A/on E | E | event E'],
  },
  {
    name: 'begins a circle with what comes over a channel before what is handed over',
    text: 'event E  queue Q : aws.sqs  service A { on E { sends E to Q } on E from Q { sends E to A } }',
    flows: ['E comes in | message | E | event E'],
  },
  {
    name: 'begins a circle of calls with its first operation',
    text: 'service A { serves x { calls A.y }  serves y { calls A.x } }',
    flows: ['A.x is called | activity | A/x | serves x'],
  },
  {
    name: 'begins a circle with what runs by itself, not with who calls it',
    text: 'service S { serves a { starts W } }  orchestrator W : aws.stepfunctions { step One calls S.a }',
    flows: ['W | activity | W/workflow | orchestrator W : aws.stepfunctions'],
  },
  {
    name: 'begins a circle with its message, not with the operation that sends it',
    text: 'event E  queue Q : aws.sqs  service S { serves a { sends E to Q }  on E from Q { calls S.a } }',
    flows: ['E comes in | message | E | event E'],
  },
  {
    name: 'does not begin in a circle that another leads to',
    text: 'service A { serves x { calls A.y }  serves y { calls A.x  calls B.z } }  service B { serves z { calls B.q }  serves q { calls B.z } }',
    flows: ['A.x is called | activity | A/x | serves x'],
  },
  {
    name: 'does not begin in a circle that another leads to, written before it',
    text: 'service B { serves z { calls B.q }  serves q { calls B.z } }  service A { serves x { calls A.y }  serves y { calls A.x  calls B.z } }',
    flows: ['A.x is called | activity | A/x | serves x'],
  },
  {
    name: 'does not begin in a circle that is entered from outside',
    text: 'actor U { calls A.x }  service A { serves x { calls A.y }  serves y { calls A.x } }',
    flows: ['U calls A.x | effect | U/unplaced | calls A.x'],
  },
  {
    name: 'begins in each of two circles',
    text: 'service A { serves x { calls A.y }  serves y { calls A.x } }  service B { serves x { calls B.y }  serves y { calls B.x } }',
    flows: ['A.x is called | activity | A/x | serves x', 'B.x is called | activity | B/x | serves x'],
  },
  {
    name: 'does not begin with what only a step waits for',
    text: 'event A  topic T : aws.sns  orchestrator W : aws.stepfunctions { step S waits for A from T at most 1d }',
    flows: ['W | activity | W/workflow | orchestrator W : aws.stepfunctions'],
  },
  {
    name: 'begins with what a step waits for where somebody else handles it',
    text: 'event A  topic T : aws.sns  orchestrator W : aws.stepfunctions { step S waits for A from T at most 1d }  service B { on A from T }',
    flows: ['A comes in | message | A | event A', 'W | activity | W/workflow | orchestrator W : aws.stepfunctions'],
  },
  {
    name: 'begins with each message from outside, though one handles both',
    text: 'event E  event F  topic T : aws.sns  service A { on E, F from T }',
    flows: ['E comes in | message | E | event E', 'F comes in | message | F | event F'],
  },
  {
    name: 'begins with each message from outside, though one of them is only waited for elsewhere',
    text: 'event E  event F  topic T : aws.sns  service A { on E, F from T }  orchestrator W : aws.stepfunctions { step S waits for F from T at most 1d }',
    flows: [
      'E comes in | message | E | event E',
      'F comes in | message | F | event F',
      'W | activity | W/workflow | orchestrator W : aws.stepfunctions',
    ],
  },
  {
    name: 'does not begin with what only a step waits for, by whatever channels it comes',
    text: 'event A  topic T : aws.sns { carries A }  queue Q : aws.sqs { subscribes to T }  orchestrator W : aws.stepfunctions { step S waits for A from Q at most 1d }',
    flows: ['W | activity | W/workflow | orchestrator W : aws.stepfunctions'],
  },
  {
    name: 'begins with a message from outside that nobody takes',
    text: 'event E  topic T : aws.sns { carries E }  queue Q : aws.sqs { subscribes to T }',
    flows: ['E comes in | message | E | event E'],
  },
  {
    name: 'begins a circle that something else only reads in',
    text: 'event E  topic T : aws.sns  store S : aws.dynamodb { publishes E to T }  service R { serves r { reads S } }  service A { on E from T { puts S } }',
    flows: ['E comes in | message | E | event E', 'R.r is called | activity | R/r | serves r'],
  },
  {
    name: 'does not begin a circle with what a store publishes, though it is written first',
    text: 'event E  topic T : aws.sns  store S : aws.dynamodb { publishes E to T }  service A { on E from T { puts S } }',
    flows: ['E comes in | message | E | event E'],
  },
  {
    name: 'begins a circle where a message is handed over, and one more where the same comes over a channel that nobody fills',
    text: 'event E  queue Q : aws.sqs  service A { on E { calls B.pass } }  service B { serves pass { sends E to A } }  service X { on E from Q }',
    flows: ['E comes in | message over B/pass#0>A/on E | E | event E', 'E comes in (2) | message | E | event E'],
  },
  {
    name: 'begins with a message that comes in over one channel, and with the same that goes round over another',
    text: 'event E  queue P : aws.sqs  queue Q : aws.sqs  service A { on E from P { sends E to P } }  service X { on E from Q }',
    flows: ['E comes in | message over P>A/on E from P | E | event E', 'E comes in (2) | message | E | event E'],
  },
  {
    name: 'begins once with a message that is published again where it comes in',
    text: 'event E  queue P : aws.sqs  queue Q : aws.sqs  service A { on E from P { sends E to Q } }  service X { on E from Q }',
    flows: ['E comes in | message | E | event E'],
  },
  {
    name: 'begins with a function that is handed what another could not handle',
    text: 'event E  topic T : aws.sns  external X { publishes E to T }  service A : aws.lambda { on E from T with dead-letters to B }  service B : aws.lambda { on E }',
    flows: ['X publishes E | effect | X/unplaced | publishes E to T', 'B | activity | B/on E | on E'],
  },
  {
    name: 'begins a circle with the message that a workflow subscribes to, named or not',
    text: 'event E  topic T : aws.sns  orchestrator W : aws.stepfunctions { subscribes to T  step One publishes E to T }',
    flows: ['E comes in | message | E | event E'],
  },
  {
    name: 'begins a circle with a workflow, not with what its step waits for',
    text: 'event E  event F  queue Q : aws.sqs  orchestrator W : aws.stepfunctions { step One sends F to Q  step Two waits for E from Q at most 1d }  service S { on F from Q { starts W  sends E to Q } }',
    flows: ['W | activity | W/workflow | orchestrator W : aws.stepfunctions'],
  },
  {
    name: 'begins a circle with its message, not with the route that leads into it',
    text: 'event E  queue Q : aws.sqs  balancer B : aws.alb { routes "/a" to S.a }  service S { serves a { sends E to Q }  on E from Q { calls B } }',
    flows: ['E comes in | message | E | event E'],
  },
  {
    name: 'begins a circle of nothing but calls with the first in the text, a route too',
    text: 'balancer B : aws.alb { routes "/a" to S.a }  service S { serves a { calls B } }',
    flows: ['B "/a" | activity | B/route /a | routes "/a" to S.a'],
  },
  {
    name: 'begins with its own circle, not with what runs by itself in another',
    text: 'event E  queue Q : aws.sqs  service A { serves x { calls A.y }  serves y { calls A.x } }  service B { on E from Q { sends E to Q } }',
    flows: ['E comes in | message | E | event E', 'A.x is called | activity | A/x | serves x'],
  },
  {
    name: 'begins each of three circles that do not lead to one another, in the order of the text',
    text: 'service C { serves x { calls C.y }  serves y { calls C.x } }  service A { serves x { calls A.y }  serves y { calls A.x } }  service B { serves x { calls B.y }  serves y { calls B.x } }',
    flows: [
      'C.x is called | activity | C/x | serves x',
      'A.x is called | activity | A/x | serves x',
      'B.x is called | activity | B/x | serves x',
    ],
  },
  {
    name: 'has the name that is given to its own message, not to another',
    text: 'event E  event F  topic T : aws.sns  service A { on E from T  on F from T }  flow Tell from F',
    flows: ['E comes in | message | E | event E', 'Tell | message | F | event F | Tell'],
  },
  {
    name: 'is one of its own for each beginning, where a service is named that has several',
    text: 'service A { serves x  serves y }  flow Use from A',
    flows: [
      'A.x is called | activity | A/x | serves x',
      'A.y is called | activity | A/y | serves y',
      'Use | activity | A/x | flow Use from A | Use',
      'Use (2) | activity | A/y | flow Use from A | Use',
    ],
  },
  {
    name: 'has not the name of what an actor calls of several, though the first of them is meant',
    text: 'actor U { calls A }  service A { serves x  serves y }  flow Use from A.x',
    flows: ['U calls A | effect | U/unplaced | calls A', 'Use | activity | A/x | flow Use from A.x | Use'],
  },
  {
    name: 'has not the name of a service of which an actor calls one operation',
    text: 'actor U { calls A.x }  service A { serves x  serves y }  flow Use from A',
    flows: [
      'U calls A.x | effect | U/unplaced | calls A.x',
      'A.y is called | activity | A/y | serves y',
      'Use | activity | A/x | flow Use from A | Use',
      'Use (2) | activity | A/y | flow Use from A | Use',
    ],
  },
  {
    name: 'has not the name of a message by which the workflow begins that an actor calls',
    text: 'event E  topic T : aws.sns  external X { publishes E to T }  actor U { calls W }  store S : postgres  orchestrator W : aws.stepfunctions { subscribes to T for E  step One reads S }  flow Tell from E',
    flows: [
      'X publishes E | effect | X/unplaced | publishes E to T',
      'U calls W | effect | U/unplaced | calls W',
      'Tell | message | E | flow Tell from E | Tell',
    ],
  },
  {
    name: 'has not the name of a message by which a workflow begins that runs at times, too',
    text: 'event E  topic T : aws.sns  external X { publishes E to T }  store S : postgres  orchestrator W : aws.stepfunctions { every 1h  subscribes to T for E  step One reads S }  flow Tell from E',
    flows: [
      'X publishes E | effect | X/unplaced | publishes E to T',
      'W | activity | W/workflow | orchestrator W : aws.stepfunctions',
      'Tell | message | E | flow Tell from E | Tell',
    ],
  },
  {
    name: 'begins where a message is handed over, if no channel brings it',
    text: 'event E  service P { serves p { sends E to A } }  service A { on E }  flow Tell from E',
    flows: ['P.p is called | activity | P/p | serves p', 'Tell | message over P/p#0>A/on E | E | flow Tell from E | Tell'],
  },
  {
    name: 'begins wherever a message is handed over, once for each who takes it',
    text: 'event E  service P { serves p { sends E to A  sends E to A  sends E to B } }  service A { on E }  service B { on E }  flow Tell from E',
    flows: [
      'P.p is called | activity | P/p | serves p',
      'Tell | message over P/p#1>A/on E | E | flow Tell from E | Tell',
      'Tell (2) | message over P/p#2>B/on E | E | flow Tell from E | Tell',
    ],
  },
  {
    name: 'begins where a channel brings its message, though it is handed over elsewhere',
    text: 'event E  queue Q : aws.sqs  service P { serves p { sends E to Q  sends E to A } }  service A { on E }  service B { on E from Q }  flow Tell from E',
    flows: ['P.p is called | activity | P/p | serves p', 'Tell | message | E | flow Tell from E | Tell'],
  },
  {
    name: 'begins with a message that nobody takes',
    text: 'event E  topic T : aws.sns  service P { serves p { publishes E to T } }  flow Tell from E',
    flows: ['P.p is called | activity | P/p | serves p', 'Tell | message | E | flow Tell from E | Tell'],
  },
  {
    name: 'begins with a message that only a step is handed, which begins nothing',
    text: 'event E  service P { serves p { sends E to W } }  orchestrator W : aws.stepfunctions { step One waits for E at most 1d }  flow Tell from E',
    flows: [
      'P.p is called | activity | P/p | serves p',
      'W | activity | W/workflow | orchestrator W : aws.stepfunctions',
      'Tell | message | E | flow Tell from E | Tell',
    ],
  },
];

describe('a flow', () => {
  for (const { name, text, flows } of rows) {
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(
        design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
        [],
      );
      assert.deepEqual(
        flowsOf(design).map(({ name: called, begins, entry, source, flow }) => {
          const over = begins.kind === 'message' && begins.hop ? ` over ${begins.hop.id}` : '';
          const parts = [called, `${begins.kind}${over}`, entry, wordsOf(text, source), ...(flow ? [flow.name] : [])];
          return parts.join(' | ').replaceAll('#1.', '');
        }),
        flows,
      );
    });
  }

  it('stands in the order of files and places', async () => {
    const files = {
      'b.arch': 'system s\nimport "a.arch"\nservice B { serves y }',
      'a.arch': 'system s\nservice A { serves x  serves z }',
    };
    const names = flowsOf(await designOf(files)).map(({ name }) => name);
    assert.deepEqual(names, ['A.x is called', 'A.z is called', 'B.y is called']);
  });

  it('comes before another by its file, then by its place', () => {
    const at = (uri: string, offset: number): Parameters<typeof bySource>[0] => {
      const position = { line: 0, character: 0 };
      return { uri, offset, end: offset, range: { start: position, end: position } };
    };
    assert.ok(bySource(at('a', 9), at('b', 1)) < 0);
    assert.ok(bySource(at('b', 1), at('a', 9)) > 0);
    assert.ok(bySource(at('a', 1), at('a', 9)) < 0);
    assert.ok(bySource(at('a', 9), at('a', 1)) > 0);
    assert.equal(bySource(at('a', 1), at('a', 1)), 0);
  });
});
