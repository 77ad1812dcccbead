import assert from 'node:assert/strict';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { freshName, insertAfter, nameFrom, wrapInBlock } from '../../analysis/fixes/elements.ts';
import { addClause, addOption, removeOption } from '../../analysis/fixes/options.ts';
import { addStatement, removeDeclaration, removeSource, setStatement } from '../../analysis/fixes/statements.ts';
import { indentationUnit } from '../../analysis/fixes/text.ts';
import type { Activity, Design, Effect, Element } from '../../language/model/design.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { addressed, designOf } from '../support/design.ts';

type Change = (design: Design) => readonly TextEdit[];

function element(design: Design, name: string): Element {
  const found = design.elements.find((candidate) => candidate.name === name);
  assert.ok(found, `no element ${name}`);
  return found;
}

function activity(design: Design): Activity {
  const found = design.activities.find(({ kind }) => kind === 'handler' || kind === 'operation');
  assert.ok(found, 'no activity');
  return found;
}

function effect(design: Design, index = 0): Effect {
  const found = design.effects[index];
  assert.ok(found, 'no effect');
  return found;
}

const add =
  (...statements: readonly string[]): Change =>
  (design) =>
    addStatement(design, element(design, 'Q').syntax, statements);
const set: Change = (design) => setStatement(design, element(design, 'Q'), 'retention', 'retention 14d');
const remove: Change = (design) => [
  removeSource(design, element(design, 'Q').statements.get('alarm')?.[0] ?? element(design, 'Q').syntax.source),
];
const option: Change = (design) => addOption(design, effect(design), 'timeout 5s');
const handlerOption: Change = (design) => addOption(design, activity(design), 'batch 10');
const clause: Change = (design) => addClause(design, activity(design), 'idempotent by id');
const after: Change = (design) => insertAfter(design, element(design, 'Q').syntax, 'queue D {\n  alarm\n}');
const wrap: Change = (design) => wrapInBlock(design, effect(design, 0).syntax.source, effect(design, 1).syntax.source, 'atomically');
const undeclare: Change = (design) => [removeDeclaration(design, element(design, 'Q').syntax)];
const subscriptionOption: Change = (design) => {
  const { subscriptions } = { subscriptions: [], ...element(design, 'Q') };
  const [subscription] = subscriptions;
  assert.ok(subscription);
  return addOption(design, subscription, 'dead-letters to D');
};
const dropOption =
  (text: string): Change =>
  (design) => {
    const list = activity(design).options.source;
    assert.ok(list);
    const file = [...design.files.values()][0];
    const offset = file?.text.indexOf(text) ?? -1;
    return [removeOption(design, list, { ...list, offset, end: offset + text.length })];
  };

const cases: readonly (readonly [what: string, change: Change, before: string, after: string])[] = [
  ['makes a body', add('alarm'), 'queue Q : aws.sqs', 'queue Q : aws.sqs { alarm }'],
  ['makes a body before a comment', add('alarm'), 'queue Q // note\nqueue R', 'queue Q { alarm } // note\nqueue R'],
  ['fills an empty body', add('alarm'), 'queue Q {}', 'queue Q { alarm }'],
  ['fills an empty body of several lines', add('alarm'), 'queue Q {\n}', 'queue Q {\n  alarm\n}'],
  ['keeps a body on its line', add('alarm', 'delay 1m'), 'queue Q { visibility 1m }', 'queue Q { visibility 1m  alarm  delay 1m }'],
  ['keeps a tight body on its line', add('alarm'), 'queue Q {visibility 1m}', 'queue Q {visibility 1m  alarm }'],
  [
    'adds a line as the others are',
    add('alarm'),
    '  queue Q {\n      delay 1m // why\n  }',
    '  queue Q {\n      delay 1m // why\n      alarm\n  }',
  ],
  ['adds a line with tabs and CRLF', add('alarm'), 'queue Q {\r\n\tdelay 1m\r\n}', 'queue Q {\r\n\tdelay 1m\r\n\talarm\r\n}'],
  ['replaces a statement', set, 'queue Q { retention 1d  alarm }', 'queue Q { retention 14d  alarm }'],
  ['adds the statement to replace', set, 'queue Q { alarm }', 'queue Q { alarm  retention 14d }'],
  ['removes a statement with its line', remove, 'queue Q {\n  alarm\n  delay 1m\n}', 'queue Q {\n  delay 1m\n}'],
  ['removes the first of a line', remove, 'queue Q { alarm  delay 1m }', 'queue Q { delay 1m }'],
  ['removes the last of a line', remove, 'queue Q { delay 1m  alarm }', 'queue Q { delay 1m }'],
  ['removes the last line of a file', remove, 'queue P\nqueue Q', 'queue P'],
  ['removes a declaration with what describes it', undeclare, '/** Old. */\nqueue Q\n/** New. */\nqueue R', '/** New. */\nqueue R'],
  ['begins a list of options', option, 'service S { calls T }', 'service S { calls T with timeout 5s }'],
  ['goes on with a list of options', option, 'service S { calls T with 1 retry }', 'service S { calls T with 1 retry, timeout 5s }'],
  ['puts options before a rate', option, 'actor A { calls T at 5..50/s }', 'actor A { calls T with timeout 5s at 5..50/s }'],
  ['goes on before a rate', option, 'actor A { calls T with 1 retry at 5/s }', 'actor A { calls T with 1 retry, timeout 5s at 5/s }'],
  ['puts options before a comment', option, 'service S {\n  calls T // note\n}', 'service S {\n  calls T with timeout 5s // note\n}'],
  ['begins a handler’s options', handlerOption, 'service S { on M { reads R } }', 'service S { on M with batch 10 { reads R } }'],
  [
    'goes on with a handler’s options',
    handlerOption,
    'service S { on M with 1 retry { reads R } }',
    'service S { on M with 1 retry, batch 10 { reads R } }',
  ],
  ['begins options of a handler without a body', handlerOption, 'service S { on M from Q }', 'service S { on M from Q with batch 10 }'],
  ['adds a clause', clause, 'service S { on M from Q { reads R } }', 'service S { on M from Q idempotent by id { reads R } }'],
  [
    'adds a clause before options',
    clause,
    'service S { on M with batch 5 { reads R } }',
    'service S { on M idempotent by id with batch 5 { reads R } }',
  ],
  [
    'begins a subscription’s options',
    subscriptionOption,
    'topic T queue Q { subscribes to T }',
    'topic T queue Q { subscribes to T with dead-letters to D }',
  ],
  [
    'goes on with a subscription’s options',
    subscriptionOption,
    'topic T queue Q { subscribes to T with filter "with" }',
    'topic T queue Q { subscribes to T with filter "with", dead-letters to D }',
  ],
  ['removes the first option', dropOption('batch 10'), 'service S { on M with batch 10, 1 retry }', 'service S { on M with 1 retry }'],
  ['removes the last option', dropOption('1 retry'), 'service S { on M with batch 10, 1 retry }', 'service S { on M with batch 10 }'],
  [
    'removes the only option with its list',
    dropOption('batch 10'),
    'service S { on M with batch 10 { reads R } }',
    'service S { on M { reads R } }',
  ],
  ['puts an element after another', after, '  queue Q\n  queue R', '  queue Q\n  queue D {\n    alarm\n  }\n  queue R'],
  ['puts an element after a comment', after, 'queue Q // note\n', 'queue Q // note\nqueue D {\n  alarm\n}\n'],
  ['puts an element on the line of the other', after, 'group G { queue Q queue R }', 'group G { queue Q  queue D { alarm } queue R }'],
  ['wraps effects of a line', wrap, 'service S { on M { puts A  puts B } }', 'service S { on M { atomically { puts A  puts B } } }'],
  [
    'wraps effects of several lines',
    wrap,
    'service S {\n  on M {\n    puts A\n    puts B\n  }\n}',
    'service S {\n  on M {\n    atomically {\n      puts A\n      puts B\n    }\n  }\n}',
  ],
];

describe('fix builders', () => {
  for (const [what, change, before, expected] of cases) {
    it(what, async () => {
      const edits = change(await designOf(before));
      const { texts } = applyFixes((uri) => addressed(before).get(uri), [{ title: '', safe: true, edits }]);
      assert.equal([...texts.values()][0], expected);
    });
  }

  it('name elements as their system sees them', async () => {
    const design = await designOf('system a { queue Q } system b { queue R } queue S');
    const [a, b] = design.systems;
    assert.ok(a && b);
    assert.deepEqual(
      ['Q', 'R', 'S'].map((name) => nameFrom(b, element(design, name))),
      ['a.Q', 'R', 'S'],
    );
  });

  it('find names that nothing has', async () => {
    assert.equal(freshName(await designOf('queue Q event Q2'), 'Q'), 'Q3');
    assert.equal(freshName(await designOf(''), 'Q'), 'Q');
  });

  it('know what a file indents by', () => {
    assert.deepEqual(['a {\n    b\n}', 'a', '/*\n * x\n */\na {\n\tb\n}'].map(indentationUnit), ['    ', '  ', '\t']);
  });
});

describe('applying fixes', () => {
  const texts = new Map([
    ['a', 'one two three'],
    ['b', 'four'],
  ]);
  const fix = (title: string, ...edits: readonly TextEdit[]): Fix => ({ title, safe: true, edits });
  const apply = (...fixes: readonly Fix[]) => {
    const { texts: after, applied, postponed } = applyFixes((uri) => texts.get(uri), fixes);
    return { after: Object.fromEntries(after), applied: applied.map(({ title }) => title), postponed: postponed.map(({ title }) => title) };
  };
  const two = { uri: 'a', offset: 4, end: 7, text: 'TWO' };

  it('changes several files at once', () => {
    const both = fix('both', two, { uri: 'b', offset: 0, end: 0, text: '>' });
    assert.deepEqual(apply(both), { after: { a: 'one TWO three', b: '>four' }, applied: ['both'], postponed: [] });
  });

  it('postpones what meets an earlier fix, as a whole', () => {
    const other = fix('other', { uri: 'b', offset: 0, end: 4, text: '4' }, { uri: 'a', offset: 6, end: 9, text: '' });
    assert.deepEqual(apply(fix('first', two), other), { after: { a: 'one TWO three' }, applied: ['first'], postponed: ['other'] });
  });

  it('makes the same change once', () => {
    assert.deepEqual(apply(fix('first', two), fix('again', two)), {
      after: { a: 'one TWO three' },
      applied: ['first', 'again'],
      postponed: [],
    });
  });

  it('keeps the order of what one fix inserts at one place', () => {
    const at = (text: string): TextEdit => ({ uri: 'b', offset: 4, end: 4, text });
    assert.deepEqual(apply(fix('first', at(' five'), at(' six'))).after, { b: 'four five six' });
  });

  it('leaves files alone that are not its own', () => {
    assert.deepEqual(apply(fix('elsewhere', { uri: 'c', offset: 0, end: 0, text: '' })), {
      after: {},
      applied: [],
      postponed: ['elsewhere'],
    });
  });
});
