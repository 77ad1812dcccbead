/** How often things happen, from the rates that a design states. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { objectOf } from '../../analysis/names.ts';
import { rateOfEffect, rates } from '../../analysis/passes/rates.ts';
import type { Rate } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** Runs a second, or the average and the peak, by activity (those of one label in a row), and what each element gets. What is not known is not among them. */
  readonly runs: Readonly<Record<string, number | string>>;
  readonly gets: Readonly<Record<string, number | string>>;
}

const declared = `
  event A { key id }
  event B { key id }
  event C { key id }
  store Rows
`;

const rows: readonly Row[] = [
  {
    name: 'a call brings its rate, and what is called takes it along',
    text: 'actor X { calls U.go at 10/s }\nservice U { serves go { calls V.go  puts Rows } }\nservice V { serves go }',
    runs: { 'U.go': 10, 'V.go': 10 },
    gets: { U: 10, V: 10, Rows: 10 },
  },
  {
    name: 'an average and a peak are kept apart',
    text: 'actor X { calls U.go at 10..50/s }\nservice U { serves go { puts Rows } }',
    runs: { 'U.go': '10..50' },
    gets: { U: '10..50', Rows: '10..50' },
  },
  {
    name: 'of what nobody says how often nothing is known',
    text: 'actor X { calls U.go }\nservice U { serves go { puts Rows } }',
    runs: {},
    gets: {},
  },
  {
    name: 'what comes from several adds up',
    text: 'actor X { calls U.go at 10..20/s  calls U.go at 1/s }\nactor Y { calls U.go at 5/s }\nservice U { serves go }',
    runs: { 'U.go': '16..26' },
    gets: { U: '16..26' },
  },
  {
    name: 'what only some of those who call say is what there is at least',
    text: 'actor X { calls U.go at 10/s }\nactor Y { calls U.go }\nservice U { serves go }',
    runs: { 'U.go': 10 },
    gets: { U: 10 },
  },
  {
    name: 'all that is asked of an element adds up',
    text: 'actor X { calls U.go at 10/s  calls U.stop at 1/s }\nservice U { serves go { reads Rows  puts Rows }  serves stop { reads Rows } }',
    runs: { 'U.go': 10, 'U.stop': 1 },
    gets: { U: 11, Rows: 21 },
  },
  {
    name: 'a batch is one request, of as many as the handler or the product says, and all of what is in it is done',
    text: `actor X { sends A to Q at 200/s  sends B to P at 30/s  publishes C to T at 5/s }
      queue Q : aws.sqs
      queue P : aws.sqs
      topic T
      service U { on A from Q with batch 100 { puts Rows } }
      service V { on B from P }
      service W { on C from T }`,
    runs: { U: 200, V: 30, W: 5 },
    gets: { U: 2, V: 3, W: 5, Q: 200, P: 30, T: 5, Rows: 200 },
  },
  {
    name: 'a schedule has the rate of its period',
    text: 'service S { every 500ms { calls U.go } }\nservice U { serves go }',
    runs: { 'S every 500ms': 2, 'U.go': 2 },
    gets: { U: 2 },
  },
  {
    name: 'a rate at an effect takes the place of what comes',
    text: 'actor X { calls U.go at 10/s }\nservice U { serves go { calls V.go at 3/s  puts Rows at 2..4/s } }\nservice V { serves go }',
    runs: { 'U.go': 10, 'V.go': 3 },
    gets: { U: 10, V: 3, Rows: '2..4' },
  },
  {
    name: 'what may not happen is not counted, unless it says how often it does',
    text: `
      actor X { calls U.go at 10/s }
      service U { serves go { when "new" { calls V.go  puts Rows } otherwise { calls W.go at 1/s } } }
      service V { serves go }
      service W { serves go }
    `,
    runs: { 'U.go': 10, 'W.go': 1 },
    gets: { U: 10, W: 1 },
  },
  {
    name: 'an each happens once on average, and at its peak as often as it allows',
    text: `
      actor X { calls U.go at 10..20/s }
      service U { serves go { each "line" at most 5 { calls V.go  each "part" at most 3 { puts Rows } } } }
      service V { serves go }
    `,
    runs: { 'U.go': '10..20', 'V.go': '10..100' },
    gets: { U: '10..20', V: '10..100', Rows: '10..300' },
  },
  {
    name: 'an each that does not say how many happens once',
    text: 'actor X { calls U.go at 10/s }\nservice U { serves go { each "line" { puts Rows } } }',
    runs: { 'U.go': 10 },
    gets: { U: 10, Rows: 10 },
  },
  {
    name: 'blocks other than that change nothing',
    text: 'actor X { calls U.go at 10/s }\nservice U { serves go { parallel { puts Rows  atomically { puts Rows } } } }',
    runs: { 'U.go': 10 },
    gets: { U: 10, Rows: 20 },
  },
  {
    name: 'a topic hands each message to all that take it',
    text: 'actor X { publishes A to T at 10/s }\ntopic T\nservice S { on A from T { puts Rows } }\nservice U { on A from T }',
    runs: { S: 10, U: 10 },
    gets: { T: 10, S: 10, U: 10, Rows: 10 },
  },
  {
    name: 'each message has a rate of its own, and a channel gets them all',
    text: 'actor X { publishes A to T at 10/s  publishes B to T at 1/s }\ntopic T\nservice S { on A from T }\nservice U { on B from T }\nservice V { on A, B from T }',
    runs: { S: 10, U: 1, V: 11 },
    gets: { T: 11, S: 10, U: 1, V: 11 },
  },
  {
    name: 'a subscription carries on what it is for',
    text: 'actor X { publishes A to T at 10/s  publishes B to T at 1/s }\ntopic T\nqueue Q { subscribes to T for B }\nservice S { on B from Q }',
    runs: { S: 1 },
    gets: { T: 11, Q: 1, S: 1 },
  },
  {
    name: 'what a filter may hold back is not counted',
    text: `
      actor X { publishes A to T at 10/s }
      topic T
      queue Q { subscribes to T for A with filter "large" }
      service S { on A from Q { puts Rows } }
      service U { on A from T with filter "new" { puts Rows } }
      service V { on A from T }
    `,
    runs: { V: 10 },
    gets: { T: 10, V: 10 },
  },
  {
    name: 'a queue hands each message to one: with one who takes it, that one',
    text: 'actor X { sends A to Q at 10/s }\nqueue Q\nservice S { on A from Q }',
    runs: { S: 10 },
    gets: { Q: 10, S: 10 },
  },
  {
    name: 'of several who compete for the messages of a queue none is certain to get one',
    text: 'actor X { sends A to Q at 10/s }\nqueue Q\nservice S { on A from Q }\nservice U { on A from Q }',
    runs: {},
    gets: { Q: 10 },
  },
  {
    name: 'handlers of one service do not compete',
    text: 'actor X { sends A to Q at 10/s  sends B to Q at 1/s }\nqueue Q\nservice S { on A from Q  on B from Q { puts Rows } }',
    runs: { S: '10, 1' },
    gets: { Q: 11, S: 11, Rows: 1 },
  },
  {
    name: 'a subscription of a queue does not compete with who takes from it',
    text: 'actor X { sends A to Q at 10/s }\nqueue Q { dead-letters to D after 3 attempts }\nqueue D { redrives to Q }\nservice S { on A from Q }\nservice U { on A from D }',
    runs: { S: 10 },
    gets: { Q: 10, S: 10 },
  },
  {
    name: 'a message that is handed over directly counts, too',
    text: 'actor X { sends A to S at 10/s }\nservice S { on A { puts Rows } }',
    runs: { S: 10 },
    gets: { S: 10, Rows: 10 },
  },
  {
    name: 'a handler that sends on takes its rate along',
    text: 'actor X { sends A to Q at 10/s }\nqueue Q\nservice S { on A from Q { publishes B to T } }\ntopic T\nservice U { on B from T }',
    runs: { S: 10, U: 10 },
    gets: { Q: 10, S: 10, T: 10, U: 10 },
  },
  {
    name: 'a join runs as often as the rarest of its messages comes, and gets all of them',
    text: `
      actor X { publishes A to T at 10..30/s  publishes B to T at 4..50/s }
      topic T
      service S { on all of A, B within 1m from T { puts Rows } otherwise { calls U.go } }
      service U { serves go }
    `,
    runs: { S: '4..30' },
    gets: { T: '14..80', S: '14..80', Rows: '4..30' },
  },
  {
    name: 'a join of which one message has no known rate has none, and gets what is known',
    text: 'actor X { publishes A to T at 10/s  publishes B to T }\ntopic T\nservice S { on all of A, B from T { puts Rows } }',
    runs: {},
    gets: { T: 10, S: 10 },
  },
  {
    name: 'a join gets a message by several ways',
    text: 'actor X { publishes A to T at 1/s  sends A to S at 2/s  publishes B to T at 10/s }\ntopic T\nservice S { on all of A, B { puts Rows } }',
    runs: { S: 3 },
    gets: { T: 11, S: 13, Rows: 3 },
  },
  {
    name: 'a workflow begins with each message, and a step that waits begins none',
    text: `
      actor X { publishes A to T at 2/s  sends B to Q at 1/s }
      topic T
      queue Q
      orchestrator W { subscribes to T for A  step Wait waits for B from Q  step Go calls U.go }
      service U { serves go }
    `,
    runs: { W: 2, 'U.go': 2 },
    gets: { T: 2, Q: 1, W: 2, U: 2 },
  },
  {
    name: 'a workflow is begun by calls and starts; what it undoes is not counted',
    text: `
      actor X { starts W at 2/s  calls W at 1/s }
      orchestrator W { step Go calls U.go undo V.go } otherwise { step Tell calls V.go }
      service U { serves go }
      service V { serves go }
    `,
    runs: { W: 3, 'U.go': 3 },
    gets: { W: 3, U: 3 },
  },
  {
    name: 'an entry gets what its routes get',
    text: 'actor X { calls Api "GET" at 5/s }\ngateway Api { routes "GET" to U.go }\nservice U { serves go }',
    runs: { 'Api "GET"': 5, 'U.go': 5 },
    gets: { Api: 5, U: 5 },
  },
  {
    name: 'of several operations that may answer none is certain to',
    text: 'actor X { calls U at 5/s }\nservice U { serves go  serves stop }',
    runs: {},
    gets: {},
  },
  {
    name: 'systems of others get what is asked of them, by name or not',
    text: 'actor X { calls Bank at 5/s  calls Till.pay at 2/s }\nexternal Bank\nexternal Till { serves pay }',
    runs: { 'Till.pay': 2 },
    gets: { Bank: 5, Till: 2 },
  },
  {
    name: 'a store tells of each write, not of reads',
    text: `
      actor X { calls U.put at 3/s  calls U.look at 7/s }
      service U { serves put { puts Told }  serves look { reads Told } }
      store Told { publishes B to T }
      topic T
      service S { on B from T }
    `,
    runs: { 'U.put': 3, 'U.look': 7, Told: 3, S: 3 },
    gets: { U: 10, Told: 10, T: 3, S: 3 },
  },
  {
    name: 'a flow says how often where no actor does',
    text: 'flow F from U.go { at 5..8/s }\nactor X { calls U.go }\nservice U { serves go { calls V.go } }\nservice V { serves go }',
    runs: { 'U.go': '5..8', 'V.go': '5..8' },
    gets: { U: '5..8', V: '5..8' },
  },
  {
    name: 'a flow says nothing where an actor does',
    text: 'flow F from U.go { at 5/s }\nflow G from V.go { at 1/s }\nactor X { calls U.go at 7/s }\nservice U { serves go }\nservice V { serves go }',
    runs: { 'U.go': 7, 'V.go': 1 },
    gets: { U: 7, V: 1 },
  },
  {
    name: 'a flow without a rate says nothing',
    text: 'flow F from U.go\nservice U { serves go }',
    runs: {},
    gets: {},
  },
  {
    name: 'a flow that begins with a message says how often it comes to each of its consumers',
    text: `
      flow F from A { at 5/s }
      flow G from B { at 7/s }
      topic T
      service S { on all of A, B from T { puts Rows } }
      service U { on A from T }
      service V { on all of A, C from T }
    `,
    runs: { S: 5, U: 5 },
    gets: { S: 12, U: 5, V: 5, Rows: 5 },
  },
  {
    name: 'what goes round in a circle is not known, nor what leaves it there',
    text: `
      actor X { calls U.go at 10/s }
      service U { serves go { calls V.go  calls W.go } }
      service V { serves go { calls U.go  calls Y.go } }
      service W { serves go }
      service Y { serves go }
    `,
    runs: { 'U.go': 10, 'W.go': 10 },
    gets: { U: 10, W: 10 },
  },
  {
    name: 'two circles are left out, not what leads from the one to the other',
    text: `
      actor X { calls U.go at 10/s }
      service U { serves go { calls V.go  calls W.go } }
      service V { serves go { calls U.go } }
      service W { serves go { calls Y.go } }
      service Y { serves go { calls W.go } }
    `,
    runs: { 'U.go': 10, 'W.go': 10 },
    gets: { U: 10, W: 10 },
  },
  {
    name: 'what is reached by a short way and by a long one adds up before it goes on',
    text: `
      actor X { calls U.go at 10/s  calls W.go at 1/s }
      service U { serves go { calls V.go  calls W.go } }
      service V { serves go { calls W.go } }
      service W { serves go { calls Y.go } }
      service Y { serves go }
    `,
    runs: { 'U.go': 10, 'V.go': 10, 'W.go': 21, 'Y.go': 21 },
    gets: { U: 10, V: 10, W: 21, Y: 21 },
  },
];

function said({ average, peak }: Rate): number | string {
  return average === peak ? average : `${average}..${peak}`;
}

describe('rates', () => {
  for (const { name, text, runs, gets } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const { activities, elements } = analysisOf(design, rates);
      const labelled = [...Map.groupBy(activities, ([id]) => design.index.activityById.get(id)?.label)].map(([label, alike]) => {
        const all = alike.map(([, rate]) => said(rate));
        return [label, all.length === 1 ? all[0] : all.join(', ')] as const;
      });
      assert.deepEqual(Object.fromEntries(labelled), runs);
      const named = [...elements].map(([id, rate]) => [design.index.elementById.get(id)?.name, said(rate)] as const);
      assert.deepEqual(Object.fromEntries(named), gets);
    });
});

describe('the rate of an effect', () => {
  it('is its own, or that of what it stands in, if it is certain to happen', async () => {
    const { effects } = await designOf(`${declared}
      service U {
        serves go {
          reads Rows
          puts Rows at 1..2/s
          when "new" { deletes Rows }
          when "new" { inserts Rows at 3/s }
          each "line" at most 4 { appends Rows }
        }
      }
    `);
    const activities = new Map([[effects[0]?.activity.id ?? '', { average: 10, peak: 20 }]]);
    const found = effects.map((effect) => {
      const rate = rateOfEffect(effect, activities);
      return [`${effect.kind} ${objectOf(effect)}`, rate && said(rate)];
    });
    assert.deepEqual(Object.fromEntries(found), {
      'reads Rows': '10..20',
      'puts Rows': '1..2',
      'deletes Rows': undefined,
      'inserts Rows': 3,
      'appends Rows': '10..80',
    });
    assert.equal(effects[0] && rateOfEffect(effects[0], new Map()), undefined);
  });
});
