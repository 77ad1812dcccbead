/** Reading a text for the sake of a fix. */
import assert from 'node:assert/strict';
import {
  codeEnd,
  fileOf,
  indentationAt,
  indentationUnit,
  indentLines,
  insertAt,
  lineBreak,
  lineEnd,
  lineStart,
  replaceSource,
  textOf,
} from '../../../analysis/fixes/text.ts';
import { designOf, testRoot } from '../../support/design.ts';

/** Texts with `|` at the offset that is asked about: where its line begins and ends, and what the line begins with. */
const lines: readonly (readonly [text: string, start: number, end: number, indentation: string])[] = [
  ['|', 0, 0, ''],
  ['|ab', 0, 2, ''],
  ['ab|', 0, 2, ''],
  ['a|b\ncd', 0, 2, ''],
  ['ab|\ncd', 0, 2, ''],
  ['ab\n|cd', 3, 5, ''],
  ['ab\n  c|d\nef', 3, 7, '  '],
  ['ab\n\tcd|', 3, 6, '\t'],
  ['ab\r\n  c|d\r\nef', 4, 8, '  '],
  ['ab\r  c|d\ref', 3, 7, '  '],
  ['ab\n|\ncd', 3, 3, ''],
  ['  |', 0, 2, '  '],
];

const units: readonly (readonly [text: string, unit: string])[] = [
  ['queue Q', '  '],
  ['queue Q {\n    alarm\n}', '    '],
  ['queue Q {\n\talarm\n}', '\t'],
  ['queue Q {\r\n\talarm\r\n}', '\t'],
  ['   queue Q', '   '],
  ['/**\n * What.\n */\nqueue Q {\n    alarm\n}', '    '],
  ['\n\n', '  '],
];

const breaks: readonly (readonly [text: string, found: string])[] = [
  ['', '\n'],
  ['a\nb', '\n'],
  ['a\r\nb', '\r\n'],
];

/** Of the queue Q with all that is behind it. */
const ends: readonly (readonly [text: string, code: string])[] = [
  ['queue Q', 'queue Q'],
  ['queue Q   ', 'queue Q'],
  ['queue Q // note', 'queue Q'],
  ['queue Q /* a */ /* b */ // c', 'queue Q'],
  ['queue Q\n// note\n', 'queue Q'],
  ['queue Q /* a */ "Orders"', 'queue Q /* a */ "Orders"'],
  ['queue Q "// no note"', 'queue Q "// no note"'],
];

describe('the text for a fix', () => {
  for (const [marked, start, end, indentation] of lines)
    it(`has lines: ${JSON.stringify(marked)}`, () => {
      const offset = marked.indexOf('|');
      const text = marked.replace('|', '');
      assert.deepEqual([lineStart(text, offset), lineEnd(text, offset), indentationAt(text, offset)], [start, end, indentation]);
    });
  for (const [text, unit] of units) it(`is indented: ${JSON.stringify(text)}`, () => assert.equal(indentationUnit(text), unit));
  for (const [text, found] of breaks) it(`ends its lines: ${JSON.stringify(text)}`, () => assert.equal(lineBreak(text), found));
  for (const [text, code] of ends)
    it(`has code up to its comments: ${JSON.stringify(text)}`, async () => {
      const [file] = [...(await designOf(text)).files.values()];
      assert.ok(file);
      assert.equal(codeEnd(file, 0, text.length), code.length);
    });

  it('has no code before the place that is asked about', async () => {
    const text = '// first\nqueue Q';
    const [file] = [...(await designOf(text)).files.values()];
    assert.ok(file);
    assert.equal(codeEnd(file, 9, 9), 9);
    assert.equal(codeEnd(file, 3, 9), 8);
  });

  it('is indented line by line, but for the first and for empty ones', () => {
    assert.equal(indentLines('a {\n  b\n\n  c\r\n}', '\t', '\n'), 'a {\n\t  b\n\n\t  c\n\t}');
    assert.equal(indentLines('a', '  ', '\r\n'), 'a');
    assert.equal(indentLines('a\nb', '  ', '\r\n'), 'a\r\n  b');
  });

  it('is read and changed by place', async () => {
    const design = await designOf('queue Q\nqueue R');
    const [, element] = design.elements;
    assert.ok(element);
    const { source } = element.syntax;
    assert.equal(textOf(design, source), 'queue R');
    assert.deepEqual(replaceSource(source, 'x'), { uri: `${testRoot}/design.arch`, offset: 8, end: 15, text: 'x' });
    assert.deepEqual(insertAt('a', 3, 'x'), { uri: 'a', offset: 3, end: 3, text: 'x' });
    assert.throws(() => fileOf(design, { uri: 'file:///other.arch' }), /The design has no file file:\/\/\/other\.arch\./);
  });
});
