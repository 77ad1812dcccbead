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
