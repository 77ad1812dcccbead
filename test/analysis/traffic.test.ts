/** Who sends a message and who takes it, and which channels lead nowhere. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { type Traffic, traffic } from '../../analysis/passes/traffic.ts';
import type { Design } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

async function read(text: string): Promise<{ readonly design: Design; readonly found: Traffic }> {
  const design = await designOf(`event A { key id }\nevent B { key id }\nstore Rows\n${text}\n`);
  assert.deepEqual(
    design.problems.map(({ message }) => message),
    [],
  );
  return { design, found: analysisOf(design, traffic) };
}

interface Row {
  readonly name: string;
  readonly text: string;
  /** Those who send A, and those who take it: each with what kind of consumer it is and the words that say so. */
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'nobody', text: '', producers: [], consumers: [] },
  {
    name: 'those who publish and those who send',
    text: 'topic T\nqueue Q\nservice S { serves go { publishes A to T  publishes B to T } }\nactor X { sends A to Q  publishes A }',
    producers: ['S', 'X', 'X'],
    consumers: [],
  },
  { name: 'a store that tells of its changes', text: 'topic T\nstore Table { publishes A to T }', producers: ['Table'], consumers: [] },
  { name: 'a handler, wherever it takes it from', text: 'service S { on A, B }', producers: [], consumers: ['S waits: on A, B'] },
  { name: 'a join', text: 'service S { on all of A, B using Rows }', producers: [], consumers: ['S waits: on all of A, B using Rows'] },
  {
    name: 'an operation, which is called with it',
    text: 'service S { serves go(A) }',
    producers: [],
    consumers: ['S.go operation: serves go(A)'],
  },
  { name: 'an operation that is called with nothing', text: 'service S { serves go }', producers: [], consumers: [] },
  {
    name: 'a system of others that it is sent to',
    text: 'external Partner\nservice S { serves go { sends A to Partner } }',
    producers: ['S'],
    consumers: ['Partner receiver: sends A to Partner'],
  },
  {
    name: 'a person whom it is sent to',
    text: 'actor Buyer\nservice S { serves go { sends A to Buyer } }',
    producers: ['S'],
    consumers: ['Buyer receiver: sends A to Buyer'],
  },
  {
    name: 'a service that it is sent to is none unless it says so',
    text: 'service R\nservice S { serves go { sends A to R } }',
    producers: ['S'],
    consumers: [],
  },
  {
    name: 'a workflow that begins with it, though it is named',
    text: 'topic T { carries A, B }\norchestrator W { subscribes to T for A  step Go puts Rows }',
    producers: [],
    consumers: ['W waits: orchestrator W'],
  },
  {
    name: 'a workflow that begins with another',
    text: 'topic T { carries A, B }\norchestrator W { subscribes to T for B  step Go puts Rows }',
    producers: [],
    consumers: [],
  },
  {
    name: 'a workflow that begins with whatever its channel brings',
    text: 'topic T { carries A, B }\norchestrator W { subscribes to T  step Go puts Rows }',
    producers: [],
    consumers: ['W waits: subscribes to T'],
  },
  {
    name: 'a step that waits for it',
    text: 'orchestrator W { step Wait waits for A, B  step Go puts Rows  step Rest waits 1s }',
    producers: [],
    consumers: ['Step Wait of W waits: waits for A, B'],
  },
  {
    name: 'a copy that is kept up by its channel, in a store and in a service',
    text: 'topic T { carries A }\nstore View { rebuilt from T }\nservice S { keeps X in memory rebuilt from T }',
    producers: [],
    consumers: ['View receiver: rebuilt from T', 'S receiver: keeps X in memory rebuilt from T'],
  },
  {
    name: 'no copy of a store',
    text: 'store Table { publishes A }\nstore View { rebuilt from Table }\nservice S { keeps X in memory rebuilt from Table }',
    producers: ['Table'],
    consumers: [],
  },
];

describe('a message is sent and taken by', () => {
  for (const { name, text, producers, consumers } of rows)
    it(name, async () => {
      const { design, found } = await read(text);
      const [message = assert.fail('no message')] = design.messages;
      const ends = found.ends.get(message.id);
      assert.deepEqual(ends?.producers.map(({ activity }) => activity.element.name) ?? [], producers);
      const said = (ends?.consumers ?? []).map(({ label, kind, source }) => {
        const words = design.files.get(source.uri)?.text.slice(source.offset, source.end);
        return `${label} ${kind}: ${words}`;
      });
      assert.deepEqual(said, consumers);
    });

  it('nobody has no entry', async () => {
    const { design, found } = await read('service S { on A }');
    assert.deepEqual(
      design.messages.map(({ name, id }) => [name, found.ends.has(id)]),
      [
        ['A', true],
        ['B', false],
      ],
    );
  });
});

describe('a channel leads nowhere', () => {
  const published = 'service S { serves go { publishes A to T } }';
  for (const [name, text, idle, undrained] of [
    ['where nothing goes in and nothing comes out', 'topic T', ['T'], []],
    ['not where it is read', 'topic T\nservice R { on A from T }', [], []],
    ['not yet where nobody takes what goes in', `topic T\n${published}`, [], []],
    ['where what goes in is taken elsewhere', `topic T\ntopic U\nservice R { on A from U }\n${published}`, [], ['T: A by S']],
    [
      'where some of what goes in is taken elsewhere',
      `topic T { carries A, B }\ntopic U\nservice R { on B from U }\n${published}`,
      [],
      ['T: B by S'],
    ],
    [
      'where several put into it what is taken elsewhere',
      `topic T\ntopic U\nservice R { on A from U  on B from U }\n${published}\nactor X { publishes B to T  publishes A to T }`,
      [],
      ['T: A, B by S, X, X'],
    ],
    [
      'where it may carry what is taken elsewhere, and nothing goes in',
      'topic T { carries A }\ntopic U\nservice R { on A from U }',
      ['T'],
      [],
    ],
    ['not where another channel takes it', `topic T\nqueue Q { subscribes to T }\nservice R { on A from Q }\n${published}`, [], []],
    [
      'where another channel takes it and leads nowhere itself: that one',
      `topic T\ntopic U\nqueue Q { subscribes to T }\nservice R { on A from U }\n${published}`,
      [],
      ['Q: A by '],
    ],
    [
      'not where a copy is kept up by it',
      `topic T\ntopic U\nservice R { on A from U }\nstore View { rebuilt from T }\n${published}`,
      [],
      [],
    ],
    ['not where state is kept up by it', `topic T\nservice R { keeps X in memory rebuilt from T }`, [], []],
    [
      'where only its dead letters come out',
      `topic T { dead-letters to Parked after 3 attempts }\nqueue Parked\ntopic U\nservice R { on A from U }\n${published}`,
      [],
      ['T: A by S'],
    ],
    [
      'not where it holds dead letters, which wait for people',
      `queue T { dead-letters to Parked after 3 attempts }\nqueue Parked\nservice R { on A from T }`,
      [],
      [],
    ],
    [
      'not where it is a queue of dead letters that nobody has declared',
      'queue T { dead-letters after 3 attempts }\nservice R { on A from T }',
      [],
      [],
    ],
    [
      'not where it is a queue of dead letters that its product brings, and nobody uses',
      'technology house is queue { dead-letters after 10 attempts }\nqueue T : house\nqueue Parked\nservice R { on A from T with dead-letters to Parked }',
      [],
      [],
    ],
  ] as const)
    it(name, async () => {
      const { found } = await read(text);
      assert.deepEqual(
        found.idle.map((channel) => channel.name),
        idle,
      );
      const said = found.undrained.map(({ channel, messages, effects }) => {
        const producers = effects.map(({ activity }) => activity.element.name);
        return `${channel.name}: ${messages.map((message) => message.name).join(', ')} by ${producers.join(', ')}`;
      });
      assert.deepEqual(said, undrained);
    });
});
