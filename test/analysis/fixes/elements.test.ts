/** Where new elements and blocks are put, and the names that are written for them. */
import assert from 'node:assert/strict';
import { freshName, insertAfter, insertBefore, mentions, nameFrom, wrapInBlock } from '../../../analysis/fixes/elements.ts';
import type { Design, Element } from '../../../language/model/design.ts';
import { designOf, type Texts } from '../../support/design.ts';
import { assertEdits, type Changes } from '../../support/fixes.ts';

function named(design: Design, name: string): Element {
  const element = design.elements.find((one) => one.name === name);
  assert.ok(element);
  return element;
}

interface Row {
  readonly name: string;
  /** With a queue Q. */
  readonly text: string;
  readonly becomes: Changes;
}

const declaration = 'queue D {\n  alarm\n}';

const after: readonly Row[] = [
  { name: 'on a line of its own', text: 'queue Q\nqueue R', becomes: { 'queue Q': 'queue Q\nqueue D {\n  alarm\n}' } },
  { name: 'at the end of a file', text: 'queue R\nqueue Q', becomes: { 'queue Q': 'queue Q\nqueue D {\n  alarm\n}' } },
  { name: 'behind a body', text: 'queue Q {\n  alarm\n}\nqueue R', becomes: { '}\nqueue R': '}\nqueue D {\n  alarm\n}\nqueue R' } },
  { name: 'indented as the other is', text: 'group G {\n\tqueue Q\n}', becomes: { 'queue Q': 'queue Q\n\tqueue D {\n\t  alarm\n\t}' } },
  {
    name: 'in lines that end as the others do',
    text: 'group G {\r\n  queue Q\r\n}\r\n',
    becomes: { 'queue Q': 'queue Q\r\n  queue D {\r\n    alarm\r\n  }' },
  },
  { name: 'behind a remark', text: 'queue Q // why {\nqueue R', becomes: { 'why {': 'why {\nqueue D {\n  alarm\n}' } },
  {
    name: 'behind a remark of the other kind',
    text: 'queue Q /* why */\nqueue R',
    becomes: { '/* why */': '/* why */\nqueue D {\n  alarm\n}' },
  },
  { name: 'behind both', text: 'queue Q /* a */ /* b */ // c\n', becomes: { '// c': '// c\nqueue D {\n  alarm\n}' } },
  { name: 'behind blanks', text: 'queue Q  \nqueue R', becomes: { 'queue Q  ': 'queue Q  \nqueue D {\n  alarm\n}' } },
  { name: 'on the line of the others', text: 'group G { queue Q queue R }', becomes: { 'queue Q': 'queue Q  queue D { alarm }' } },
  { name: 'on the line of the last', text: 'group G { queue R queue Q }', becomes: { 'queue Q': 'queue Q  queue D { alarm }' } },
  {
    name: 'on the line of the others, a remark between them',
    text: 'group G { queue Q /* first */ queue R }',
    becomes: { 'queue Q': 'queue Q  queue D { alarm }' },
  },
];

const before: readonly Row[] = [
  { name: 'on a line of its own', text: 'queue R\nqueue Q', becomes: { 'queue Q': 'queue D {\n  alarm\n}\nqueue Q' } },
  { name: 'at the beginning of a file', text: 'queue Q', becomes: { 'queue Q': 'queue D {\n  alarm\n}\nqueue Q' } },
  { name: 'indented as the other is', text: 'group G {\n\tqueue Q\n}', becomes: { 'queue Q': 'queue D {\n\t  alarm\n\t}\n\tqueue Q' } },
  {
    name: 'in lines that end as the others do',
    text: 'queue R\r\nqueue Q\r\n',
    becomes: { 'queue Q': 'queue D {\r\n  alarm\r\n}\r\nqueue Q' },
  },
  {
    name: 'before what describes it',
    text: 'queue R\n/** Why. */\nqueue Q',
    becomes: { '/** Why. */': 'queue D {\n  alarm\n}\n/** Why. */' },
  },
  {
    name: 'before what describes it on its line',
    text: 'queue R\n/** Why. */ queue Q',
    becomes: { '/** Why. */': 'queue D {\n  alarm\n}\n/** Why. */' },
  },
  { name: 'behind a remark', text: '// Queues\nqueue Q', becomes: { 'queue Q': 'queue D {\n  alarm\n}\nqueue Q' } },
  {
    name: 'behind what describes another',
    text: '/** Why. */\nqueue R\nqueue Q',
    becomes: { 'queue Q': 'queue D {\n  alarm\n}\nqueue Q' },
  },
  { name: 'on the line of the others', text: 'group G { queue R queue Q }', becomes: { 'queue Q': 'queue D { alarm }  queue Q' } },
];

const blocks: readonly Row[] = [
  { name: 'on a line', text: 'service S { on M { puts A  puts B } }', becomes: { 'puts A  puts B': 'atomically { puts A  puts B }' } },
  {
    name: 'on lines',
    text: 'service S {\n  on M {\n    puts A\n    puts B\n  }\n}',
    becomes: { 'puts A\n    puts B': 'atomically {\n      puts A\n      puts B\n    }' },
  },
  {
    name: 'with what stands between them',
    text: 'service S {\n  on M {\n    puts A // first\n\n    reads C\n    puts B\n  }\n}',
    becomes: { 'puts A // first\n\n    reads C\n    puts B': 'atomically {\n      puts A // first\n\n      reads C\n      puts B\n    }' },
  },
  {
    name: 'with a line of blanks between them',
    text: 'service S {\n  on M {\n    puts A\n    \n    puts B\n  }\n}',
    becomes: { 'puts A\n    \n    puts B': 'atomically {\n      puts A\n\n      puts B\n    }' },
  },
  {
    name: 'with tabs, in lines that end as the others do',
    text: 'service S {\r\n\ton M {\r\n\t\tputs A\r\n\t\tputs B\r\n\t}\r\n}',
    becomes: { 'puts A\r\n\t\tputs B': 'atomically {\r\n\t\t\tputs A\r\n\t\t\tputs B\r\n\t\t}' },
  },
];

const free: readonly (readonly [what: string, text: Texts, name: string])[] = [
  ['nothing has it', 'queue R', 'Q'],
  ['an element has it', 'queue Q', 'Q2'],
  ['a message has it', 'event Q', 'Q2'],
  ['a group has it', 'group Q { queue R }', 'Q2'],
  ['two have it', 'queue Q\nstore Q2', 'Q3'],
  ['only a later one has it', 'queue Q2', 'Q'],
  ['another system has it', 'system far { queue Q }', 'Q2'],
  ['another file has it', { 'a.arch': 'queue R', 'b.arch': 'queue Q' }, 'Q2'],
];

const counted: readonly (readonly [what: string, text: Texts, times: number])[] = [
  ['a declaration and a use', 'queue Q\nservice S { sends M to Q }\nevent M', 2],
  ['only whole words', 'queue Q\nqueue Qs\nqueue My-Q\nqueue Q-2\nqueue Q_3\nqueue ÄQ', 1],
  ['a word of a comment', 'queue Q // Q', 2],
  ['each file', { 'a.arch': 'system s { queue Q }', 'b.arch': 'system s { service S { sends M to Q } event M }' }, 2],
  ['none', 'queue R', 0],
];

describe('a new element is put', () => {
  for (const { name, text, becomes } of after)
    it(`after another ${name}`, async () => {
      const design = await designOf(text);
      await assertEdits(text, insertAfter(design, named(design, 'Q').syntax, declaration), becomes);
    });
  for (const { name, text, becomes } of before)
    it(`before another ${name}`, async () => {
      const design = await designOf(text);
      await assertEdits(text, insertBefore(design, named(design, 'Q').syntax, declaration), becomes);
    });

  it('on one line, however it is laid out', async () => {
    const text = 'group G { queue Q queue R }';
    const design = await designOf(text);
    const nested = 'store D {\n  key id\n\n  publishes M to T\n}\nqueue E';
    await assertEdits(`${text}\nevent M\ntopic T`, insertAfter(design, named(design, 'Q').syntax, nested), {
      'queue Q': 'queue Q  store D { key id  publishes M to T }  queue E',
    });
  });
});

describe('statements are wrapped', () => {
  for (const { name, text, becomes } of blocks)
    it(name, async () => {
      const whole = `${text}\nevent M\nstore A\nstore B\nstore C`;
      const design = await designOf(whole);
      const [first, last] = [design.effects.at(0), design.effects.at(-1)];
      assert.ok(first && last);
      await assertEdits(whole, wrapInBlock(design, first.syntax.source, last.syntax.source, 'atomically'), becomes);
    });
});

describe('a name', () => {
  for (const [what, text, name] of free) it(`is free: ${what}`, async () => assert.equal(freshName(await designOf(text), 'Q'), name));

  for (const [what, text, times] of counted)
    it(`is counted: ${what}`, async () => assert.equal(mentions(await designOf(text), 'Q'), times));

  it('is bare in its own system and outside of all, and has its system’s before it elsewhere', async () => {
    const design = await designOf('system near { queue N }\nsystem far { queue F }\nqueue O');
    const from = (system: string, name: string): string => nameFrom(named(design, system).system, named(design, name));
    assert.equal(from('N', 'N'), 'N');
    assert.equal(from('N', 'F'), 'far.F');
    assert.equal(from('N', 'O'), 'O');
    assert.equal(from('O', 'F'), 'far.F');
    assert.equal(from('O', 'O'), 'O');
  });
});
