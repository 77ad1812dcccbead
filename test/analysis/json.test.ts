/** JSON with the places of its values, and what is said of a text that is none. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JsonError, type JsonNode, parseJson, positionAt, positionsIn, sourceAt } from '../../analysis/json.ts';

/** @returns what a node stands for, as `JSON.parse` gives it. */
function plainOf(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value)]));
    case 'array':
      return node.items.map(plainOf);
    case 'null':
      return null;
    case 'string':
    case 'number':
    case 'boolean':
      return node.value;
  }
}

/** @returns the stretches of text that values and keys take, outermost first. */
function stretches(text: string, node: JsonNode): readonly string[] {
  const own = text.slice(node.offset, node.end);
  if (node.kind === 'array') return [own, ...node.items.flatMap((item) => stretches(text, item))];
  if (node.kind === 'object')
    return [own, ...node.entries.flatMap(({ keyPlace, value }) => [text.slice(keyPlace.offset, keyPlace.end), ...stretches(text, value)])];
  return [own];
}

/** Texts, and what is said of them: at which offset, and what. */
const wrong: readonly (readonly [text: string, offset: number, message: string])[] = [
  ['', 0, 'Expected a value, but found the end of the file.'],
  ['  ', 2, 'Expected a value, but found the end of the file.'],
  ['\u00a0 1', 0, 'Expected a value, but found `\u00a0`.'],
  ['[1,', 3, 'Expected a value, but found the end of the file.'],
  ['[1 2]', 3, 'Expected a comma or `]`, but found `2`.'],
  ['[1 , ]', 5, 'A comma stands before `]`, where nothing follows.'],
  ['[,]', 1, 'Expected a value, but found `,`.'],
  ['{ "a": 1 "b": 2 }', 9, 'Expected a comma or `}`, but found `"`.'],
  ['{ "a": 1, }', 10, 'A comma stands before `}`, where nothing follows.'],
  ['{ "a" }', 6, 'Expected a colon, but found `}`.'],
  ['{ "a"', 5, 'Expected a colon, but found the end of the file.'],
  ['{ a: 1 }', 2, 'Expected a name in double quotes, but found `a`.'],
  ["{ 'a': 1 }", 2, "Expected a name in double quotes, but found `'`."],
  ['{', 1, 'Expected a name in double quotes, but found the end of the file.'],
  ['1 2', 2, 'Expected the end of the file, but found `2`.'],
  ['yes', 0, 'yes is no value: texts stand in double quotes.'],
  [' [True]', 2, 'True is no value: texts stand in double quotes.'],
  ['"a', 0, 'A text lacks its closing double quote.'],
  ['["a\nb"]', 1, 'A text lacks its closing double quote.'],
  ['["a\rb"]', 1, 'A text lacks its closing double quote.'],
  ['"\\q"', 0, 'A text holds an escape that JSON does not know.'],
  ['"\\u12"', 0, 'A text holds an escape that JSON does not know.'],
  ['-', 0, 'Expected a value, but found `-`.'],
  ['1.', 1, 'Expected the end of the file, but found `.`.'],
  ['1e', 1, 'Expected the end of the file, but found `e`.'],
  [`${'['.repeat(102)}${']'.repeat(102)}`, 101, 'The values are nested too deeply.'],
  [`${'{"a":'.repeat(101)}1${'}'.repeat(101)}`, 505, 'The values are nested too deeply.'],
];

describe('reading JSON', () => {
  it('gives the values that the language itself gives, whatever blanks stand between', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, '\t', ' \t '), (value, indentation) => {
        const text = JSON.stringify(value, undefined, indentation);
        const again = plainOf(parseJson(` \r\n${text}\n`));
        assert.deepEqual(JSON.stringify(again), JSON.stringify(JSON.parse(text)));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('knows numbers of every form', () => {
    for (const text of ['0', '-1', '10', '1.5', '-0.25', '1e3', '1E+2', '25e-1', '1234567890.125e10'])
      assert.deepEqual(parseJson(text), { kind: 'number', value: Number(text), offset: 0, end: text.length });
  });

  it('knows escapes, and quotes and backslashes among them', () =>
    assert.deepEqual(plainOf(parseJson('["\\"", "\\\\", "a\\nb\\u00fc", ""]')), ['"', '\\', 'a\nb\u00fc', '']));

  it('tells where values and keys stand, quotes and brackets included', () => {
    const text = ' { "a" : [ 1 , true,null ] ,"b":{} , "c" : "x" } ';
    assert.deepEqual(stretches(text, parseJson(text)), [
      '{ "a" : [ 1 , true,null ] ,"b":{} , "c" : "x" }',
      '"a"',
      '[ 1 , true,null ]',
      '1',
      'true',
      'null',
      '"b"',
      '{}',
      '"c"',
      '"x"',
    ]);
  });

  it('passes a byte order mark, which counts as a character', () => {
    assert.deepEqual(parseJson('\uFEFFfalse'), { kind: 'boolean', value: false, offset: 1, end: 6 });
    assert.throws(() => parseJson('1\uFEFF'), /Expected the end of the file/);
  });

  it('bears a hundred values in another', () => {
    assert.equal(parseJson(`${'['.repeat(101)}${']'.repeat(101)}`).kind, 'array');
  });

  for (const [text, offset, message] of wrong) {
    it(`says what is wrong: ${text.length > 40 ? `${text.slice(0, 40)}…` : JSON.stringify(text)}`, () => {
      assert.throws(
        () => parseJson(text),
        (error) => {
          assert.ok(error instanceof JsonError);
          assert.deepEqual([error.offset, error.message], [offset, message]);
          return true;
        },
      );
    });
  }
});

describe('places in a text', () => {
  const text = 'one\ntwo\r\nthree\rfour\n\nfive';

  it('are counted by lines of every kind', () => {
    const places = [0, 3, 4, 7, 9, 14, 15, 20, 21, 22, text.length].map((offset) => {
      const { line, character } = positionAt(text, offset);
      return `${line}:${character}`;
    });
    assert.deepEqual(places, ['0:0', '0:3', '1:0', '1:3', '2:0', '2:5', '3:0', '4:0', '5:0', '5:1', '5:4']);
  });

  it('are the same where the lines are counted once, but between the two characters of one line break', () => {
    const at = positionsIn(text);
    for (let offset = 0; offset <= text.length; offset++)
      if (text.slice(offset - 1, offset + 1) !== '\r\n') assert.deepEqual(at(offset), positionAt(text, offset), `${offset}`);
    assert.deepEqual(positionsIn('')(0), { line: 0, character: 0 });
  });

  it('make a stretch of text', () => {
    assert.deepEqual(sourceAt('file:///a', text, 4, 10), {
      uri: 'file:///a',
      offset: 4,
      end: 10,
      range: { start: { line: 1, character: 0 }, end: { line: 2, character: 1 } },
    });
  });
});
