/** What differs when something is done twice. */
import assert from 'node:assert/strict';
import { textOf } from '../../analysis/fixes/text.ts';
import { callsTo, type Difference, guards, keyKnownTo, keyOf, Repetition } from '../../analysis/passes/repetition.ts';
import type { Activity, Design } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

const declared = `
  event A { key id }
  event B { key id }
  event C { key other }
  event N
  command Add { key id }
  queue Q
  topic T
  store Sums
  store Rows
  store More
  external Bank
  external Till { serves pay  serves look safe  serves keep idempotent  serves book idempotent by id  serves note idempotent by other }
`;

/** What is asked of each: what `S` does, and others. */
const go = (body: string, others = ''): string => `service S { serves go { ${body} } }\n${others}`;
const onA = (body: string, others = ''): string => `service S { on A from Q { ${body} } }\n${others}`;

interface Row {
  readonly name: string;
  readonly text: string;
  /** Each the calls that lead to an effect, and the effect; with `?` where it may be the same. */
  readonly differs: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'what adds up', text: go('increments Sums  appends Rows'), differs: ['increments Sums', 'appends Rows'] },
  {
    name: 'not what leaves things as they are, or as they have come to be',
    text: go('reads Rows  puts Rows  inserts Rows  deletes Rows'),
    differs: [],
  },
  { name: 'perhaps some write', text: go('writes Rows'), differs: ['writes Rows ?'] },
  {
    name: 'not what an older version cannot do',
    text: go('increments Sums if newer  appends Rows if newer  writes Rows if newer'),
    differs: [],
  },
  { name: 'what only guards against other writers', text: go('increments Sums if unchanged'), differs: ['increments Sums if unchanged'] },
  { name: 'not a message, which is judged where it is consumed', text: go('publishes A to T  sends B to Q'), differs: [] },
  {
    name: 'not what is done when it fails',
    text: 'service S { on all of A, B within 1m from Q { puts Rows } otherwise { increments Sums } }',
    differs: [],
  },
  {
    name: 'not what is done to undo it',
    text: 'orchestrator S { step Pay calls Till.keep undo Till.pay  step Add increments Sums }',
    differs: ['increments Sums'],
  },
  { name: 'nothing, of nobody knows what', text: 'service S { serves go }', differs: [] },
  { name: 'a call of others of whom nobody says what they do', text: go('calls Bank'), differs: ['calls Bank'] },
  { name: 'a call of others who do not bear it', text: go('calls Till.pay'), differs: ['calls Till.pay'] },
  { name: 'not a call of others who bear it or change nothing', text: go('calls Till.keep  calls Till.look'), differs: [] },
  {
    name: 'perhaps a call of others, for nobody knows what',
    text: go('calls Till'),
    differs: ['calls Till ?', 'calls Till ?', 'calls Till ?'],
  },
  { name: 'not a call with the key that they go by', text: go('calls Till.book with key id'), differs: [] },
  { name: 'a call with another key', text: go('calls Till.book with key other'), differs: ['calls Till.book with key other'] },
  { name: 'a call with no key', text: go('calls Till.book'), differs: ['calls Till.book'] },
  { name: 'not a call with the key of the message, which comes along', text: onA('calls Till.book'), differs: [] },
  { name: 'a call with the key of the message, which is not theirs', text: onA('calls Till.note'), differs: ['calls Till.note'] },
  {
    name: 'a call with a key of its own, where that of the message is theirs',
    text: onA('calls Till.book with key other'),
    differs: ['calls Till.book with key other'],
  },
  { name: 'perhaps a call of a service of which nothing is known', text: go('calls U', 'service U'), differs: ['calls U ?'] },
  {
    name: 'perhaps a call of an operation of which nothing is known',
    text: go('calls U.add', 'service U { serves add }'),
    differs: ['calls U.add ?'],
  },
  { name: 'not a call of an operation that does nothing', text: go('calls U.add', 'service U { serves add {} }'), differs: [] },
  { name: 'not a call of an operation that changes nothing', text: go('calls U.add', 'service U { serves add safe }'), differs: [] },
  {
    name: 'what an operation does that is called',
    text: go('calls U.add', 'service U { serves add { increments Sums } }'),
    differs: ['calls U.add > increments Sums'],
  },
  {
    name: 'what an operation does that is called, perhaps where there are several',
    text: go('calls U', 'service U { serves add { increments Sums }  serves put { puts Rows } }'),
    differs: ['calls U > increments Sums ?'],
  },
  {
    name: 'perhaps what a service does at some time',
    text: go('calls U', 'service U { increments Sums }'),
    differs: ['calls U > increments Sums ?'],
  },
  {
    name: 'not what an idempotent operation does',
    text: go('calls U.add', 'service U { serves add idempotent { increments Sums } }'),
    differs: [],
  },
  {
    name: 'not what an operation does that goes by the key of its request',
    text: go('calls U.add', 'service U { serves add(Add) idempotent { increments Sums } }'),
    differs: [],
  },
  {
    name: 'what an operation does whose key is not that of the message',
    text: 'service S { on C from Q { calls U.add } }\nservice U { serves add(Add) idempotent { increments Sums } }',
    differs: ['calls U.add > increments Sums'],
  },
  {
    name: 'what is called by what is called, with all the calls that lead there',
    text: go('calls U.add', 'service U { serves add { calls V.add  appends Rows } }\nservice V { serves add { increments Sums } }'),
    differs: ['calls U.add > calls V.add > increments Sums', 'calls U.add > appends Rows'],
  },
  {
    name: 'perhaps what is called by one of several',
    text: go('calls U', 'service U { serves add { calls V.add }  serves stop }\nservice V { serves add { increments Sums } }'),
    differs: ['calls U > calls V.add > increments Sums ?', 'calls U ?'],
  },
  {
    name: 'not what is called with the key of the message, by way of an operation that names none',
    text: onA('calls U.add', 'service U { serves add { calls Till.book } }'),
    differs: [],
  },
  {
    name: 'not what is called with the key of a request, by way of the operation that takes it',
    text: go('calls U.add', 'service U { serves add(Add) { calls Till.book } }'),
    differs: [],
  },
  {
    name: 'what is called with the key of the message instead of that of the request',
    text: onA('calls U.add', 'command Note { key other }\nservice U { serves add(Note) { calls Till.note } }'),
    differs: ['calls U.add > calls Till.note'],
  },
  {
    name: 'an operation each time that it is called',
    text: go('calls U.add  calls V.add', 'service U { serves add { increments Sums } }\nservice V { serves add { calls U.add } }'),
    differs: ['calls U.add > increments Sums', 'calls V.add > calls U.add > increments Sums'],
  },
  {
    name: 'what operations do that call each other, once',
    text: go(
      'calls U.add',
      'service U { serves add { increments Sums  calls V.add } }\nservice V { serves add { calls U.add  appends Rows } }',
    ),
    differs: ['calls U.add > increments Sums', 'calls U.add > calls V.add > appends Rows'],
  },
  { name: 'a workflow that is begun again', text: go('starts W', 'orchestrator W { step Put puts Rows }'), differs: ['starts W'] },
  {
    name: 'not a workflow that is begun under a name',
    text: go('starts W with key id', 'orchestrator W { step Add increments Sums }'),
    differs: [],
  },
  {
    name: 'not a workflow that is called under a name',
    text: go('calls W with key id', 'orchestrator W { step Add increments Sums }'),
    differs: [],
  },
  {
    name: 'what a workflow does that is called',
    text: go('calls W', 'orchestrator W { step Put puts Rows  step Add increments Sums }'),
    differs: ['calls W > increments Sums'],
  },
  {
    name: 'no more than eight things',
    text: go(`increments Sums  ${'appends Rows  '.repeat(9)}`),
    differs: ['increments Sums', ...Array.from({ length: 7 }, () => 'appends Rows')],
  },
];

function asked(design: Design): Activity {
  return design.activities.find(({ element }) => element.name === 'S') ?? assert.fail('no S');
}

async function sound(text: string): Promise<Design> {
  const design = await designOf(`${declared}${text}\n`);
  assert.deepEqual(
    design.problems.map(({ message }) => message),
    [],
  );
  return design;
}

function said(design: Design, difference: Difference): string {
  const { effect, certain } = difference;
  return `${[...callsTo(difference), effect].map(({ syntax: { source } }) => textOf(design, source)).join(' > ')}${certain ? '' : ' ?'}`;
}

function differencesOf(design: Design, activity: Activity, repetition = new Repetition()): readonly string[] {
  return repetition.ofBody(activity, keyOf(activity.messages)).map((difference) => said(design, difference));
}

describe('done twice', () => {
  for (const { name, text, differs } of rows)
    it(`differs ${name}`, async () => {
      const design = await sound(text);
      assert.deepEqual(differencesOf(design, asked(design)), differs);
    });

  it('is the same whatever was asked before', async () => {
    const design = await sound(`
      service S { serves go { calls U.add  increments Sums }  serves stop { calls V.add } }
      service U { serves add { calls V.add  appends Rows } }
      service V { serves add { calls U.add  calls X.add  appends More } }
      service X { serves add { increments More } }
    `);
    const own = design.activities.filter(({ element }) => element.kind === 'service');
    const fresh = new Map(own.map((activity) => [activity, differencesOf(design, activity)]));
    for (const first of own) {
      const repetition = new Repetition();
      for (const activity of [first, ...own]) assert.deepEqual(differencesOf(design, activity, repetition), fresh.get(activity));
    }
    assert.deepEqual(
      own.map((activity) => fresh.get(activity)),
      [
        [
          'calls U.add > calls V.add > calls X.add > increments More',
          'calls U.add > calls V.add > appends More',
          'calls U.add > appends Rows',
          'increments Sums',
        ],
        ['calls V.add > calls U.add > appends Rows', 'calls V.add > calls X.add > increments More', 'calls V.add > appends More'],
        ['calls V.add > calls X.add > increments More', 'calls V.add > appends More', 'appends Rows'],
        ['calls U.add > appends Rows', 'calls X.add > increments More', 'appends More'],
        ['increments More'],
      ],
    );
  });

  /** Services that call one another, the first of them first. */
  const chainOf = async (length: number, last: string): Promise<readonly Activity[]> => {
    const calls = Array.from({ length }, (_, at) => `service O${at} { serves go { ${at + 1 < length ? `calls O${at + 1}.go` : last} } }`);
    return (await sound(calls.join('\n'))).activities.filter(({ element }) => element.kind === 'service');
  };

  it('is looked for however many calls deep, from wherever one asks', async () => {
    const chain = await chainOf(500, 'increments Sums');
    for (const first of [0, 250, 499]) {
      const repetition = new Repetition();
      for (const at of [first, 0, 299, 300, 498]) {
        const [found = assert.fail(`nothing from ${at} after ${first}`), ...others] = repetition.ofBody(
          chain[at] ?? assert.fail(),
          undefined,
        );
        assert.deepEqual([found.effect.kind, callsTo(found).length, others.length], ['increments', 499 - at, 0]);
      }
    }
  });

  it('is looked for in a circle two hundred calls deep, from wherever one asks', async () => {
    const circle = await chainOf(500, 'calls O0.go  increments Sums');
    for (const at of [0, 250, 499])
      assert.deepEqual(
        new Repetition().ofBody(circle[at] ?? assert.fail(), undefined).map(({ effect }) => effect.kind),
        at < 300 ? [] : ['increments'],
        String(at),
      );
  });

  it('is looked for in a chain of calls in as many steps as it is long, whoever asks', async () => {
    const { ofEffect } = Repetition.prototype;
    const stepsFor = async (length: number): Promise<number> => {
      const chain = await chainOf(length, 'puts Rows');
      let steps = 0;
      const repetition = new Repetition();
      repetition.ofEffect = (...asked): readonly Difference[] => {
        steps++;
        return ofEffect.apply(repetition, asked);
      };
      for (const activity of chain) repetition.ofBody(activity, undefined);
      return steps;
    };
    assert.ok((await stepsFor(1_600)) < 2.2 * (await stepsFor(800)));
  });

  it('by one who carries a key, and by one who carries none, is not the same', async () => {
    const design = await sound(go('calls Till.book'));
    const repetition = new Repetition();
    const activity = asked(design);
    assert.deepEqual(repetition.ofBody(activity, ['id']), []);
    assert.equal(repetition.ofBody(activity, undefined).length, 1);
    assert.equal(repetition.ofBody(activity, ['other']).length, 1);
  });
});

describe('the key of messages', () => {
  for (const [does, key] of [
    ['on A from Q', ['id']],
    ['on A, B from Q', ['id']],
    ['on A, C from Q', undefined],
    ['on A, N from Q', undefined],
    ['on N from Q', undefined],
    ['serves go', undefined],
  ] as const)
    it(`of ${does} is ${key?.join(' + ') ?? 'none'}`, async () => {
      const { messages } = asked(await sound(`service S { ${does} }`));
      assert.deepEqual(keyOf(messages), key);
    });

  for (const [does, key] of [
    ['on A from Q', ['id']],
    ['on A from Q idempotent by other', ['id']],
    ['on A, C from Q idempotent by either', ['either']],
    ['on A, C from Q', undefined],
    ['serves go idempotent by own', ['own']],
    ['serves go idempotent', undefined],
  ] as const)
    it(`known to ${does} is ${key?.join(' + ') ?? 'none'}`, async () => {
      assert.deepEqual(keyKnownTo(asked(await sound(`service S { ${does} }`))), key);
    });
});

describe('an idempotent operation', () => {
  for (const [clause, carried, knows] of [
    ['serves go idempotent', undefined, true],
    ['serves go idempotent', ['id'], true],
    ['serves go idempotent by id', ['id'], true],
    ['serves go idempotent by id', ['id', 'other'], true],
    ['serves go idempotent by id', ['other'], false],
    ['serves go idempotent by id', undefined, false],
    ['serves go idempotent by id + other', ['id'], false],
    ['serves go idempotent by id + other', ['other', 'id'], true],
    ['serves go(Add) idempotent', undefined, true],
    ['serves go(Add) idempotent', ['other'], false],
    ['serves go(Add) idempotent by other', undefined, false],
    ['serves go(Add) idempotent by other', ['other'], true],
  ] as const)
    it(`\`${clause}\` ${knows ? 'knows' : 'does not know'} ${carried ? `a repeat by ${carried.join(' + ')}` : 'a repeat with no key'}`, async () => {
      const { idempotency = assert.fail('not idempotent'), messages } = asked(await sound(`service S { ${clause} }`));
      assert.equal(guards(idempotency, carried, messages), knows);
    });
});
