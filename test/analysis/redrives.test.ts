/** What comes back when dead letters are put back. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { type Redrive, redrives } from '../../analysis/passes/redrives.ts';
import type { Hop } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** From where to where which message comes back, and who may have begun to handle it. */
  readonly back: readonly string[];
}

const declared = `
  event A { key id }
  event B { key id }
  store One
  store Two
`;

/** Of this queue nobody says how often it delivers; who takes from it is said. */
const unsaid = (taking: string): string => `
  actor Client { sends A to Q  sends B to Q }
  queue Q { dead-letters to D after 5 attempts }
  queue D { redrives to Q }
  ${taking}
`;

/** A handler of a queue of which nobody says that it delivers again. */
const doing = (body: string, more = ''): string => unsaid(`service S { on A from Q { ${body} } }\n${more}`);

const sqs = (taking: string, parks = 'redrives to Q'): string => `
  actor Client { sends A to Q  sends B to Q }
  queue Q : aws.sqs { dead-letters to D after 5 attempts }
  queue D : aws.sqs { ${parks} }
  ${taking}
`;

const rows: readonly Row[] = [
  {
    name: 'what has been tried before it was parked',
    text: sqs('service S { on A from Q { puts One } }'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'what is put back, not what is taken from there',
    text: sqs('service S { on A from Q { puts One } }\nservice V { on A from D { puts Two } }'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'what is delivered again, though nobody says how often it is tried',
    text: `
      actor Client { sends A to Q }
      queue Q { delivery at-least-once  dead-letters to D after 5 attempts }
      queue D { redrives to Q }
      service S { on A from Q { puts One } }
    `,
    back: ['D to Q: A, begun by S'],
  },
  { name: 'nothing where nobody puts it back', text: sqs('service S { on A from Q { puts One } }', 'alarm'), back: [] },
  {
    name: 'nothing that is taken off its queue before it is handled',
    text: sqs('service S { on A from Q with acknowledges first { puts One } }'),
    back: [],
  },
  {
    name: 'nothing that comes once at most',
    text: `
      actor Client { sends A to Q }
      queue Q { delivery at-most-once  dead-letters to D after 5 attempts }
      queue D { redrives to Q }
      service S { on A from Q { puts One  puts Two } }
    `,
    back: [],
  },
  {
    name: 'each of the messages by itself',
    text: sqs('service S { on A from Q { puts One } }\nservice U { on B from Q { puts Two } }'),
    back: ['D to Q: A, begun by S', 'D to Q: B, begun by U'],
  },
  {
    name: 'not what lies there without having been parked',
    text: sqs('service S { on A from Q { puts One } }\nactor V { sends B to D }'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'what several park in the same place, also where only one of them gets it back',
    text: `
      topic T : aws.sns
      queue Q : aws.sqs { subscribes to T for A  dead-letters to D after 5 attempts }
      queue R : aws.sqs { subscribes to T for A  dead-letters to D after 5 attempts }
      queue D : aws.sqs { redrives to Q }
      service S { on A from Q { puts One } }
      service U { on A from R { puts Two } }
      actor V { publishes A to T }
    `,
    back: ['D to Q: A, begun by S, U'],
  },
  {
    name: 'what is parked elsewhere stays there',
    text: `
      queue Q : aws.sqs { dead-letters to D after 5 attempts }
      queue R : aws.sqs { dead-letters to E after 5 attempts }
      actor Client { sends A to Q  sends A to R }
      queue D : aws.sqs { redrives to Q }
      queue E : aws.sqs
      service S { on A from Q { puts One } }
      service U { on A from R { puts Two } }
    `,
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'what a subscription could not hand on, which may have arrived all the same',
    text: `
      topic T : aws.sns
      queue Q : aws.sqs { subscribes to T for A with dead-letters to D }
      queue D : aws.sqs { redrives to Q }
      service S { on A from Q { puts One } }
      actor V { publishes A to T }
    `,
    back: ['D to Q: A, begun by Q'],
  },
  {
    name: 'nothing of a subscription of which nobody says that it delivers again',
    text: `
      topic T
      queue Q { subscribes to T for A with dead-letters to D after 3 attempts }
      queue D { redrives to Q }
      service S { on A from Q { puts One  puts Two } }
      actor V { publishes A to T }
    `,
    back: [],
  },
  { name: 'by a handler that does one thing, nothing', text: doing('puts One'), back: [] },
  { name: 'by a handler that reads and does one thing, nothing', text: doing('reads Two  puts One'), back: [] },
  { name: 'by a handler that only reads, nothing', text: doing('reads One  reads Two'), back: [] },
  { name: 'by a handler that has nothing to do, nothing', text: doing(''), back: [] },
  { name: 'by a handler of which nobody says what it does, nothing', text: unsaid('service S { on A from Q }'), back: [] },
  { name: 'by a handler that can fail at the second of two things', text: doing('puts One  puts Two'), back: ['D to Q: A, begun by S'] },
  {
    name: 'by a handler that can fail at a read when something is done',
    text: doing('puts One  reads Two'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'by a handler that can fail at the read between two things',
    text: doing('puts One  reads Two  puts Two'),
    back: ['D to Q: A, begun by S'],
  },
  { name: 'by a handler that does all in one transaction, nothing', text: doing('atomically { puts One  puts Two }'), back: [] },
  {
    name: 'by a handler that does all in one transaction, inside of a decision, nothing',
    text: doing('when "new" { atomically { puts One  puts Two } }'),
    back: [],
  },
  {
    name: 'by a handler with two transactions',
    text: doing('atomically { puts One }  atomically { puts Two }'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'by a handler that does several things side by side',
    text: doing('parallel { puts One  puts Two }'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'by a handler that does one thing for each of several',
    text: doing('each "line" { puts One }'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'by a handler that reads, and then does one thing for each of several',
    text: doing('reads Two  each "line" { puts One }'),
    back: ['D to Q: A, begun by S'],
  },
  { name: 'by a handler that reads for each of several, nothing', text: doing('each "line" { reads Two }  puts One'), back: [] },
  {
    name: 'by a join that does one thing when it is complete and another when it is not, nothing',
    text: unsaid('service S { on all of A, B within 1m from Q { puts One } otherwise { puts Two } }'),
    back: [],
  },
  {
    name: 'by a handler that calls what can fail halfway',
    text: doing('calls U.go', 'service U { serves go { puts One  puts Two } }'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'by a handler that calls what does one thing, nothing',
    text: doing('calls U.go', 'service U { serves go { puts One } }'),
    back: [],
  },
  {
    name: 'by a handler that calls what calls what can fail halfway',
    text: doing('calls U.go', 'service U { serves go { calls V.go } }\nservice V { serves go { puts One  puts Two } }'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'by a handler that calls operations that call each other, nothing',
    text: doing('calls U.go', 'service U { serves go { calls V.go } }\nservice V { serves go { calls U.go } }'),
    back: [],
  },
  {
    name: 'by a handler that calls one of several operations of which one can fail halfway',
    text: doing('calls U', 'service U { serves stop { reads One }  serves go { puts One  puts Two } }'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'by a handler that does one thing, and says that it is tried again',
    text: unsaid('service S { on A from Q with 2 retries { puts One } }'),
    back: ['D to Q: A, begun by S'],
  },
  {
    name: 'by those who can stop halfway, not by the others',
    text: unsaid('service S { on A from Q { puts One  puts Two } }\nservice U { on A from Q { puts One } }'),
    back: ['D to Q: A, begun by S'],
  },
];

function said({ hop, message, legs }: Redrive): string {
  return `${fromOf(hop)} to ${toOf(hop)}: ${message.name}, begun by ${legs.map(toOf).join(', ')}`;
}

function fromOf({ from }: Hop): string {
  return from.kind === 'channel' ? from.channel.name : from.activity.label;
}

function toOf({ to }: Hop): string {
  return to.kind === 'channel' ? to.channel.name : to.activity.element.name;
}

describe('what comes back from dead letters', () => {
  for (const { name, text, back } of rows)
    it(`is ${name}`, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual(analysisOf(design, redrives).map(said), back);
    });
});
