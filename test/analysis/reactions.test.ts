/** What sets off what without waiting for it. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { textOf } from '../../analysis/fixes/text.ts';
import { type Reaction, reactions } from '../../analysis/passes/reactions.ts';
import type { Design, Hop } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** By who does something: what, who reacts to it and over what it gets there. */
  readonly sets: Readonly<Record<string, readonly string[]>>;
}

const declared = `
  event A { key id }
  event B { key id }
  store Rows
`;

const rows: readonly Row[] = [
  {
    name: 'all that take a message from a topic',
    text: 'actor X { publishes A to T }\ntopic T\nservice S { on A from T }\nservice U { on A from T }',
    sets: { X: ['publishes A to T: A to S over T', 'publishes A to T: A to U over T'] },
  },
  {
    name: 'those that take this message, not another',
    text: 'actor X { publishes A to T  publishes B to T }\ntopic T\nservice S { on A from T }\nservice U { on B from T }',
    sets: { X: ['publishes A to T: A to S over T', 'publishes B to T: B to U over T'] },
  },
  {
    name: 'who takes it from a queue that subscribes, however many are in between',
    text: `
      actor X { publishes A to T }
      topic T
      topic V { subscribes to T for A }
      queue Q { subscribes to V for A }
      service S { on A from Q }
    `,
    sets: { X: ['publishes A to T: A to S over T, V, Q'] },
  },
  {
    name: 'not who takes it from a queue that subscribes to others',
    text: 'actor X { publishes A to T  publishes B to T }\ntopic T\nqueue Q { subscribes to T for B }\nservice S { on A, B from Q }',
    sets: { X: ['publishes B to T: B to S over T, Q'] },
  },
  {
    name: 'each once, where channels feed each other',
    text: 'actor X { publishes A to T }\ntopic T { subscribes to V for A }\ntopic V { subscribes to T for A }\nservice S { on A from T }\nservice U { on A from V }',
    sets: { X: ['publishes A to T: A to U over T, V', 'publishes A to T: A to S over T'] },
  },
  {
    name: 'each once, where two ways lead to one channel',
    text: `
      actor X { publishes A to T }
      topic T
      topic V { subscribes to T for A }
      topic W { subscribes to T for A }
      queue Q { subscribes to V for A  subscribes to W for A }
      service S { on A from Q }
    `,
    sets: { X: ['publishes A to T: A to S over T, V, Q'] },
  },
  {
    name: 'the same for everybody who sends it',
    text: 'actor X { publishes A to T }\nactor Y { publishes A to T }\ntopic T\nqueue Q { subscribes to T for A }\nservice S { on A from Q }',
    sets: { X: ['publishes A to T: A to S over T, Q'], Y: ['publishes A to T: A to S over T, Q'] },
  },
  {
    name: 'not who takes dead letters, nor who gets them back',
    text: 'actor X { sends A to Q }\nqueue Q { dead-letters to D after 3 attempts }\nqueue D { redrives to R }\nqueue R\nservice S { on A from Q }\nservice U { on A from D }\nservice V { on A from R }',
    sets: { X: ['sends A to Q: A to S over Q'] },
  },
  {
    name: 'who is handed it directly',
    text: 'actor X { sends A to S }\nservice S { on A }',
    sets: { X: ['sends A to S: A to S'] },
  },
  {
    name: 'whoever takes a message that goes by no known way',
    text: 'actor X { publishes A }\nservice S { on A }\nservice U { on A }',
    sets: { X: ['publishes A: A to S', 'publishes A: A to U'] },
  },
  {
    name: 'a workflow that begins with it, and a step that waits for it',
    text: `
      actor X { publishes A to T  sends B to Q }
      topic T
      queue Q
      orchestrator W { subscribes to T for A  step Wait waits for B from Q }
    `,
    sets: { X: ['publishes A to T: A to W over T', 'sends B to Q: B to W.Wait over Q'] },
  },
  {
    name: 'a step that waits for what is sent to its workflow',
    text: 'actor X { sends B to W }\norchestrator W { step Wait waits for B }',
    sets: { X: ['sends B to W: B to W.Wait'] },
  },
  {
    name: 'whatever is sent when something fails, too',
    text: `
      topic T
      service S { on A from T }
      orchestrator W { step Go puts Rows undo { publishes A to T } } otherwise { step Tell publishes A to T }
    `,
    sets: { W: ['publishes A to T: A to S over T', 'publishes A to T: A to S over T'] },
  },
  {
    name: 'what a store tells of a write, and who takes that',
    text: `
      service U { serves go { puts Told  increments Told  reads Told } }
      store Told { publishes B to T }
      topic T
      service S { on B from T }
    `,
    sets: { 'U.go': ['puts Told: to Told', 'increments Told: to Told'], Told: ['publishes B to T: B to S over T'] },
  },
  { name: 'nothing, where a store tells nobody', text: 'service U { serves go { puts Rows } }', sets: {} },
  { name: 'nothing, where one calls', text: 'service U { serves go { calls V.go } }\nservice V { serves go }', sets: {} },
  { name: 'nothing, where nobody takes it', text: 'actor X { publishes A to T }\ntopic T', sets: {} },
];

function nameOf({ from }: Hop): string {
  return from.kind === 'channel' ? from.channel.name : from.activity.label;
}

function said(design: Design, { effect, message, to, hops, step }: Reaction): string {
  const over = hops.slice(1).map(nameOf).join(', ');
  const reacting = step ? `${to.label}.${step.name}` : to.label;
  return `${textOf(design, effect.syntax.source)}: ${message ? `${message.name} ` : ''}to ${reacting}${over ? ` over ${over}` : ''}`;
}

describe('what is done sets off', () => {
  for (const { name, text, sets } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const found = analysisOf(design, reactions);
      const byLabel = [...found].map(
        ([id, all]) => [design.index.activityById.get(id)?.label, all.map((one) => said(design, one))] as const,
      );
      assert.deepEqual(Object.fromEntries(byLabel), sets);
      // The way begins at the effect and goes on without a gap.
      for (const [id, all] of found)
        for (const { effect, message, to, hops } of all) {
          assert.equal(hops.length > 0, message !== undefined);
          assert.equal(effect.activity.id, id);
          for (const [at, hop] of hops.entries()) {
            assert.equal(at === 0, hop.effect === effect);
            assert.deepEqual(hop.to, hops[at + 1]?.from ?? { kind: 'activity', activity: to });
          }
        }
    });
});
