/** How late the same can come again, and why. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { type Horizon, horizons, judgedHorizons } from '../../analysis/passes/horizons.ts';
import type { Design } from '../../language/model/design.ts';
import { showDuration } from '../../language/model/quantities.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** By who gets it again: how late, what goes on longest, and all that goes on on the way, the last first, where it is more than that. */
  readonly late: Readonly<Record<string, readonly [horizon: string, cause: string, ...way: string[]]>>;
}

const declared = `
  event A { key id }
  event B { key id }
  event M { key id  expendable }
  store Rows
  store Marks
`;

/** What an actor sends to a queue. */
const fed = (queue: string, service = 'service S { on A from Q }'): string => `actor C { sends A to Q }\n${queue}\n${service}\n`;

/** Five tries half a minute apart. */
const five = 'queue Q : aws.sqs { dead-letters after 5 attempts }';
const fiveTimes = 'Q (aws.sqs) delivers up to 5 times, 30s apart';

const rows: readonly Row[] = [
  {
    name: 'a queue delivers until it drops the message',
    text: fed('queue Q : aws.sqs'),
    late: { S: ['4d', 'Q (aws.sqs) goes on delivering for 4d'] },
  },
  { name: 'a queue delivers until it parks the message', text: fed(five), late: { S: ['2.5m', fiveTimes] } },
  {
    name: 'a queue drops the message when it would park it',
    text: fed('queue Q : aws.sqs { retention 150s  dead-letters after 5 attempts }'),
    late: { S: ['2.5m', 'Q (aws.sqs) goes on delivering for 2.5m'] },
  },
  {
    name: 'a queue drops the message before it would park it',
    text: fed('queue Q : aws.sqs { retention 2m  dead-letters after 5 attempts }'),
    late: { S: ['2m', 'Q (aws.sqs) goes on delivering for 2m'] },
  },
  {
    name: 'nobody says how long a queue keeps the message that it parks',
    text: fed('queue Q { visibility 30s  dead-letters after 3 attempts }'),
    late: { S: ['1.5m', 'Q delivers up to 3 times, 30s apart'] },
  },
  {
    name: 'nobody says how far apart the tries are',
    text: fed('queue Q { retention 1d  dead-letters after 3 attempts }'),
    late: { S: ['1d', 'Q goes on delivering for 1d'] },
  },
  {
    name: 'nobody says how long a queue keeps the message that it never parks',
    text: fed('queue Q { visibility 30s  delivery at-least-once }'),
    late: {},
  },
  { name: 'nobody says anything', text: fed('queue Q'), late: {} },
  {
    name: 'a queue delivers what nobody is known to have sent',
    text: 'queue Q : aws.sqs\nservice S { on A from Q }',
    late: { S: ['4d', 'Q (aws.sqs) goes on delivering for 4d'] },
  },
  { name: 'nothing comes twice', text: fed('queue Q : aws.sqs { delivery at-most-once }'), late: {} },
  { name: 'a stream can be read again', text: fed('stream Q : kafka'), late: { S: ['7d', 'Q (kafka) can be read again for 7d'] } },
  { name: 'nobody says how long a stream can be read', text: fed('stream Q'), late: {} },
  {
    name: 'a topic tries until it has handed the message over',
    text: 'actor C { publishes A to T }\ntopic T : aws.sns\nservice S { on A from T }',
    late: { S: ['23d', 'T (aws.sns) goes on trying for 23d'] },
  },
  {
    name: 'a topic tries, and then the function that it hands the message to',
    text: 'actor C { publishes A to T }\ntopic T : aws.sns\nservice S : aws.lambda { on A from T }',
    late: { S: ['558h', 'T (aws.sns) goes on trying for 558h'] },
  },
  {
    name: 'a topic tries, not the workflow that it begins, whose runs can be looked up for longer',
    text: 'actor C { publishes A to T }\ntopic T : aws.sns\norchestrator W : aws.stepfunctions { subscribes to T for A  step One puts Rows }',
    late: { W: ['23d', 'T (aws.sns) goes on trying for 23d'] },
  },
  {
    name: 'a topic that is asked keeps the message',
    text: 'actor C { publishes A to T }\ntopic T { retention 1d }\nservice S { on A from T }',
    late: { S: ['1d', 'T goes on delivering for 1d'] },
  },
  {
    name: 'a topic that delivers unasked tries for a time that nobody says',
    text: 'actor C { publishes A to T }\ntopic T : nats { delivery at-least-once }\nservice S { on A from T }',
    late: {},
  },
  {
    name: 'a topic tries to reach a queue, and then the queue delivers',
    text: 'actor C { publishes A to T }\ntopic T : aws.sns\nqueue Q : aws.sqs { subscribes to T for A }\nservice S : aws.lambda { on A from Q }',
    late: {
      S: ['27d', 'T (aws.sns) goes on trying for 23d', 'Q (aws.sqs) goes on delivering for 4d', 'T (aws.sns) goes on trying for 23d'],
    },
  },
  {
    name: 'any topic tries to reach a queue',
    text: 'actor C { publishes A to T }\ntopic T { retention 1d }\nqueue Q { subscribes to T for A }\nservice S { on A from Q }',
    late: { S: ['1d', 'T goes on trying for 1d'] },
  },
  {
    name: 'a queue is itself the subscription of its topic',
    text: 'actor C { publishes A to T }\ntopic T : gcp.pubsub\nqueue Q : gcp.pubsub { subscribes to T for A }\nservice S { on A from Q }',
    late: { S: ['7d', 'Q (gcp.pubsub) goes on delivering for 7d'] },
  },
  {
    name: 'a function is handed the message',
    text: 'actor C { sends A to S }\nservice S : aws.lambda { on A }',
    late: { S: ['6h', 'S (aws.lambda) goes on trying for 6h'] },
  },
  { name: 'another service is handed the message', text: 'actor C { sends A to S }\nservice S : aws.ecs { on A }', late: {} },
  {
    name: 'a service is handed the message of which nobody says that it is tried again',
    text: 'technology own is service { retention 6h }\nactor C { sends A to S }\nservice S : own { on A }',
    late: {},
  },
  {
    name: 'a workflow is handed the message, whose runs can be looked up for long',
    text: 'actor C { sends A to W }\norchestrator W : aws.stepfunctions { step One puts Rows }',
    late: {},
  },
  {
    name: 'a function is handed what a queue parks',
    text: fed('queue Q : aws.sqs { dead-letters to F after 5 attempts }', 'service S { on A from Q }\nservice F : aws.lambda { on A }'),
    late: { S: ['2.5m', fiveTimes], F: ['6h', 'F (aws.lambda) goes on trying for 6h'] },
  },
  {
    name: 'a function is handed what a topic cannot deliver',
    text: `
      actor C { publishes A to T }
      topic T : aws.sns
      queue Q : aws.sqs { subscribes to T for A with dead-letters to F }
      service F : aws.lambda { on A }
    `,
    late: { F: ['6h', 'F (aws.lambda) goes on trying for 6h'] },
  },
  {
    name: 'a function is handed what a queue cannot deliver that is itself the subscription of its topic',
    text: `
      actor C { publishes A to T }
      topic T : gcp.pubsub
      queue Q : gcp.pubsub { subscribes to T for A with dead-letters to F after 5 attempts }
      service S { on A from Q }
      service F : aws.lambda { on A }
    `,
    late: { S: ['50s', 'Q (gcp.pubsub) delivers up to 5 times, 10s apart'], F: ['6h', 'F (aws.lambda) goes on trying for 6h'] },
  },
  {
    name: 'a function is handed what another cannot handle: of that the other is done with it',
    text: fed(
      'stream Q : aws.kinesis',
      'service S : aws.lambda { on A from Q with dead-letters to F after 3 attempts }\nservice F : aws.lambda { on A }',
    ),
    late: { S: ['1d', 'Q (aws.kinesis) can be read again for 1d'], F: ['6h', 'F (aws.lambda) goes on trying for 6h'] },
  },
  {
    name: 'a handler that runs again sends again',
    text: fed(five, 'service S { on A from Q { sends B to R } }\nqueue R : aws.sqs { retention 1m }\nservice U { on B from R }'),
    late: {
      S: ['2.5m', fiveTimes],
      U: ['3.5m', fiveTimes, 'R (aws.sqs) goes on delivering for 1m', fiveTimes],
    },
  },
  {
    name: 'two go on equally long: the one that is nearer is named',
    text: fed(
      five,
      'service S { on A from Q { sends B to R } }\nqueue R : aws.sqs { dead-letters after 5 attempts }\nservice U { on B from R }',
    ),
    late: {
      S: ['2.5m', fiveTimes],
      U: ['5m', 'R (aws.sqs) delivers up to 5 times, 30s apart', 'R (aws.sqs) delivers up to 5 times, 30s apart', fiveTimes],
    },
  },
  {
    name: 'a handler that runs again does not send again what is in an outbox',
    text: fed(
      five,
      'service S { on A from Q { sends B to R via outbox Rows } }\nqueue R : aws.sqs { retention 1m }\nservice U { on B from R }',
    ),
    late: { S: ['2.5m', fiveTimes], U: ['1m', 'R (aws.sqs) goes on delivering for 1m'] },
  },
  {
    name: 'a function is handed what is in an outbox, and nothing that went before has to do with it',
    text: fed('queue Q : aws.sqs', 'service S { on A from Q { sends B to U via outbox Rows } }\nservice U : aws.lambda { on B }'),
    late: { S: ['4d', 'Q (aws.sqs) goes on delivering for 4d'], U: ['6h', 'U (aws.lambda) goes on trying for 6h'] },
  },
  {
    name: 'a handler with marks for ever does not send again',
    text: fed(five, 'service S { on A from Q idempotent using Marks { sends B to R } }\nqueue R\nservice U { on B from R }'),
    late: { S: ['2.5m', fiveTimes] },
  },
  {
    name: 'a handler with marks for a time sends again',
    text: fed(five, 'service S { on A from Q idempotent within 1m using Marks { sends B to R } }\nqueue R\nservice U { on B from R }'),
    late: { S: ['2.5m', fiveTimes], U: ['2.5m', fiveTimes] },
  },
  {
    name: 'a handler whose effects bear it sends again',
    text: fed(five, 'service S { on A from Q idempotent { sends B to R } }\nqueue R\nservice U { on B from R }'),
    late: { S: ['2.5m', fiveTimes], U: ['2.5m', fiveTimes] },
  },
  {
    name: 'handlers send to each other, where one does so once: the other gets it as late as it ever comes',
    text: fed(
      five,
      'service S { on A from Q { sends B to R } }\nqueue R : aws.sqs { retention 1m }\nservice U { on B from R { sends A to Q via outbox Rows } }',
    ),
    late: { S: ['2.5m', fiveTimes], U: ['3.5m', fiveTimes, 'R (aws.sqs) goes on delivering for 1m', fiveTimes] },
  },
  {
    name: 'a handler that runs again calls again, and so on',
    text: fed(
      five,
      'service S { on A from Q { calls U.go } }\nservice U { serves go { calls V.go }  serves stop }\nservice V { serves go }',
    ),
    late: { S: ['2.5m', fiveTimes], 'U.go': ['2.5m', fiveTimes], 'V.go': ['2.5m', fiveTimes] },
  },
  {
    name: 'a route is called again',
    text: fed(five, 'service S { on A from Q { calls Api "GET /" } }\ngateway Api { routes "GET /" to U.go }\nservice U { serves go }'),
    late: { S: ['2.5m', fiveTimes], 'Api "GET /"': ['2.5m', fiveTimes], 'U.go': ['2.5m', fiveTimes] },
  },
  {
    name: 'a handler that recognises repeats for ever does not call again',
    text: fed(five, 'service S { on A from Q idempotent { calls U.go } }\nservice U { serves go }'),
    late: { S: ['2.5m', fiveTimes] },
  },
  {
    name: 'a handler that runs again calls again what stands in for a call',
    text: fed(five, 'service S { on A from Q { calls U.go with fallback V.go } }\nservice U { serves go }\nservice V { serves go }'),
    late: { S: ['2.5m', fiveTimes], 'U.go': ['2.5m', fiveTimes], 'V.go': ['2.5m', fiveTimes] },
  },
  {
    name: 'a handler that recognises repeats for a time calls again',
    text: fed(five, 'service S { on A from Q idempotent within 1m { calls U.go } }\nservice U { serves go }'),
    late: { S: ['2.5m', fiveTimes], 'U.go': ['2.5m', fiveTimes] },
  },
  {
    name: 'a workflow that is called begins again, but not under a name; one that is started has another run',
    text: fed(
      five,
      `service S { on A from Q { starts V  calls W  starts X with key id  calls U.go with key id } }
       orchestrator V { step One puts Rows }
       orchestrator W { step One puts Rows }
       orchestrator X { step One puts Rows }
       service U { serves go }`,
    ),
    late: { S: ['2.5m', fiveTimes], W: ['2.5m', fiveTimes], 'U.go': ['2.5m', fiveTimes] },
  },
  {
    name: 'a workflow subscribes under a name',
    text: 'actor C { publishes A to T }\ntopic T : aws.sns\norchestrator W { subscribes to T for A with key id  step One puts Rows }',
    late: {},
  },
  {
    name: 'a workflow waits for it',
    text: 'actor C { starts W  sends B to Q }\nqueue Q : aws.sqs\norchestrator W { step Wait waits for B from Q }',
    late: {},
  },
  {
    name: 'what is parked may be put back where it failed',
    text: fed('queue Q : aws.sqs { dead-letters to D after 5 attempts }\nqueue D : aws.sqs { retention 2h  redrives to Q }'),
    late: { S: ['122.5m', 'D keeps it for 2h and may be redriven'] },
  },
  {
    name: 'what is parked may be put back for less time than it was tried before',
    text: fed('queue Q : aws.sqs { dead-letters to D after 5 attempts }\nqueue D : aws.sqs { retention 1m  redrives to Q }'),
    late: { S: ['3.5m', fiveTimes] },
  },
  {
    name: 'what is parked may be put back for just as long as it was tried before',
    text: fed('queue Q : aws.sqs { dead-letters to D after 5 attempts }\nqueue D : aws.sqs { retention 150s  redrives to Q }'),
    late: { S: ['5m', fiveTimes] },
  },
  {
    name: 'nobody says how long what is parked can be put back',
    text: fed('queue Q : aws.sqs { dead-letters to D after 5 attempts }\nqueue D { redrives to Q }'),
    late: { S: ['2.5m', fiveTimes] },
  },
  {
    name: 'what is parked may be put back elsewhere',
    text: fed(
      'queue Q : aws.sqs { dead-letters to D after 5 attempts }\nqueue D : aws.sqs { retention 2h  redrives to R }',
      'service S { on A from Q }\nqueue R : aws.sqs { retention 1m }\nservice U { on A from R }',
    ),
    late: {
      S: ['2.5m', fiveTimes],
      U: [
        '121m',
        'D keeps it for 2h and may be redriven',
        'R (aws.sqs) goes on delivering for 1m',
        'D keeps it for 2h and may be redriven',
      ],
    },
  },
  {
    name: 'what a subscription parks may be put back into its queue, in which it did not fail',
    text: `
      actor C { publishes A to T }
      topic T : aws.sns { retention 1h }
      queue Q : aws.sqs { subscribes to T for A with dead-letters to D  retention 1m }
      queue D : aws.sqs { retention 2h  redrives to Q }
      service S { on A from Q }
    `,
    late: {
      S: [
        '121m',
        'D keeps it for 2h and may be redriven',
        'Q (aws.sqs) goes on delivering for 1m',
        'D keeps it for 2h and may be redriven',
      ],
    },
  },
  {
    name: 'what a subscription parks may be put back into its topic',
    text: `
      actor C { publishes A to T }
      topic T : aws.sns { retention 1h }
      queue Q : aws.sqs { subscribes to T for A with dead-letters to D  retention 1m }
      queue D : aws.sqs { retention 2h  redrives to T }
      service S { on A from Q }
    `,
    late: {
      S: [
        '181m',
        'D keeps it for 2h and may be redriven',
        'Q (aws.sqs) goes on delivering for 1m',
        'D keeps it for 2h and may be redriven',
      ],
    },
  },
  {
    name: 'what a queue parks may be put back into the topic that feeds it and others',
    text: `
      actor C { publishes A to T  publishes B to T }
      topic T { retention 1m }
      topic V { subscribes to T for A  retention 1m }
      queue Q : aws.sqs { subscribes to V for A  dead-letters to D after 5 attempts }
      queue R { subscribes to T for A, B }
      queue D : aws.sqs { retention 2h  redrives to T }
      service S { on A from Q }
      service U { on A from R }
      service X { on B from R }
    `,
    late: {
      S: ['124.5m', 'D keeps it for 2h and may be redriven', fiveTimes, 'V goes on trying for 1m', 'D keeps it for 2h and may be redriven'],
      U: ['121m', 'D keeps it for 2h and may be redriven'],
      X: ['1m', 'T goes on trying for 1m'],
    },
  },
  {
    name: 'of two places where dead letters lie the second keeps them longer',
    text: fed(
      'stream Q : aws.kinesis',
      `service S { on A from Q with dead-letters to D after 3 attempts }
       service U { on A from Q with dead-letters to E after 3 attempts }
       queue D : aws.sqs { retention 1d  redrives to Q }
       queue E : aws.sqs { retention 2d  redrives to Q }`,
    ),
    late: { S: ['3d', 'E keeps it for 2d and may be redriven'], U: ['3d', 'E keeps it for 2d and may be redriven'] },
  },
  {
    name: 'of two places where dead letters lie the first keeps them longer',
    text: fed(
      'stream Q : aws.kinesis',
      `service S { on A from Q with dead-letters to D after 3 attempts }
       service U { on A from Q with dead-letters to E after 3 attempts }
       queue D : aws.sqs { retention 2d  redrives to Q }
       queue E : aws.sqs { retention 1d  redrives to Q }`,
    ),
    late: { S: ['3d', 'D keeps it for 2d and may be redriven'], U: ['3d', 'D keeps it for 2d and may be redriven'] },
  },
  {
    name: 'two places where dead letters lie keep them equally long',
    text: fed(
      'stream Q : aws.kinesis',
      `service S { on A from Q with dead-letters to D after 3 attempts }
       service U { on A from Q with dead-letters to E after 3 attempts }
       queue D : aws.sqs { retention 2d  redrives to Q }
       queue E : aws.sqs { retention 2d  redrives to Q }`,
    ),
    late: { S: ['3d', 'D keeps it for 2d and may be redriven'], U: ['3d', 'D keeps it for 2d and may be redriven'] },
  },
];

function said(found: ReadonlyMap<string, Horizon>, design: Design): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...found].map(([id, { milliseconds, explain }]) => {
      const { cause, way } = explain();
      const texts = way.map(({ message }) => message);
      const label = design.activities.find((activity) => activity.id === id)?.label ?? '';
      return [label, [showDuration(milliseconds), cause, ...(texts.length === 1 && texts[0] === cause ? [] : texts)]];
    }),
  );
}

async function sound(text: string): Promise<Design> {
  const design = await designOf(`${declared}${text}\n`);
  assert.deepEqual(
    design.problems.map(({ message }) => message),
    [],
  );
  return design;
}

describe('how late the same can come again', () => {
  for (const { name, text, late } of rows)
    it(`where ${name}`, async () => {
      const design = await sound(text);
      assert.deepEqual(said(analysisOf(design, horizons), design), late);
      // Nothing here is expendable.
      assert.deepEqual(said(analysisOf(design, judgedHorizons), design), late);
    });
});

describe('how late the same can come again, where twice is not the same as once', () => {
  const minor = (queue: string, others: string): string => `actor C { sends M to Q  sends A to R }\n${queue}\n${others}\n`;
  for (const [name, text, late, judged] of [
    [
      'not by way of a handler of expendable messages, but for what it sends',
      minor(
        five,
        'service S { on M from Q { calls U.go  sends B to R } }\nservice U { serves go { calls V.go } }\nservice V { serves go }\nqueue R\nservice X { on B from R }',
      ),
      { S: '2.5m', X: '2.5m', 'U.go': '2.5m', 'V.go': '2.5m' },
      { S: '2.5m', X: '2.5m' },
    ],
    [
      'as others bring it about',
      minor(
        'queue Q : aws.sqs',
        'queue R : aws.sqs { dead-letters after 5 attempts }\nservice S { on M from Q { calls U.go } }\nservice X { on A from R { calls U.go } }\nservice U { serves go { calls V.go } }\nservice V { serves go }',
      ),
      { S: '4d', X: '2.5m', 'U.go': '4d', 'V.go': '4d' },
      { S: '4d', X: '2.5m', 'U.go': '2.5m', 'V.go': '2.5m' },
    ],
    [
      'not by way of routes that handlers of expendable messages call',
      minor(five, 'queue R\nservice S { on M from Q { calls Api "GET" } }\ngateway Api { routes "GET" to U.go }\nservice U { serves go }'),
      { S: '2.5m', 'Api "GET"': '2.5m', 'U.go': '2.5m' },
      { S: '2.5m' },
    ],
    [
      'not by way of a workflow that expendable messages begin',
      minor('queue Q { retention 1d }', 'queue R\norchestrator W { subscribes to Q for M  step One calls U.go }\nservice U { serves go }'),
      { W: '1d', 'U.go': '1d' },
      {},
    ],
    [
      'by way of a workflow that other messages begin, too',
      minor(
        'queue Q { retention 1d }',
        'queue R : aws.sqs { retention 1m }\norchestrator W { subscribes to Q for M  subscribes to R for A  step One calls U.go }\nservice U { serves go }',
      ),
      { W: '1d', 'U.go': '1d' },
      { W: '1m', 'U.go': '1m' },
    ],
  ] as const)
    it(name, async () => {
      const design = await sound(text);
      const times = (found: ReadonlyMap<string, Horizon>): Readonly<Record<string, string | undefined>> =>
        Object.fromEntries(Object.entries(said(found, design)).map(([label, [horizon]]) => [label, horizon]));
      assert.deepEqual(times(analysisOf(design, horizons)), late);
      assert.deepEqual(times(analysisOf(design, judgedHorizons)), judged);
    });
});
