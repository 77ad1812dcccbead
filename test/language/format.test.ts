import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AstNode, type LangiumDocument, URI } from 'langium';
import { createArchServices, format, formatEdits } from '../../language/index.ts';
import { applyEdits, corpus } from './project.ts';

const { shared, Arch } = createArchServices();
const formatted = (text: string): string => format(text, Arch);

function documentOf(text: string): LangiumDocument {
  return shared.workspace.LangiumDocumentFactory.fromString(text, URI.parse('memory:/a.arch'));
}

/** The words and comments of a text in order; comments without the blanks that their lines begin with. */
function words(text: string): string[] {
  const { tokens, hidden } = Arch.parser.Lexer.tokenize(text);
  return [...tokens, ...hidden].sort((a, b) => a.startOffset - b.startOffset).map(({ image }) => image.replace(/\s+/g, ' ').trim());
}

/** Each case: what is formatted, the text, the result. */
const cases: readonly (readonly [string, string, string])[] = [
  ['nothing', '', ''],
  ['blanks only', ' \n\t\n', ''],
  ['one comment', '  // a  ', '// a\n'],
  ['blanks between words', 'queue   Q:aws.sqs{delay 5s}', 'queue Q : aws.sqs { delay 5s }\n'],
  [
    'lists, fields, operations and ranges',
    'service S{on A ,B serves op( A ) instances 1 .. 5 puts T}store T{key a+b . c}',
    'service S { on A, B  serves op(A)  instances 1..5  puts T }  store T { key a + b.c }\n',
  ],
  ['statements of one line', 'event A { key a critical size 4KB }', 'event A { key a  critical  size 4KB }\n'],
  [
    'indentation',
    'system s {\nservice S {\n\ton A {\n puts T\n}\n}\n}',
    'system s {\n  service S {\n    on A {\n      puts T\n    }\n  }\n}\n',
  ],
  [
    'blocks that begin or end in the middle of a line',
    'service S { on A {\n puts T }\n calls U }',
    'service S {\n  on A {\n    puts T\n  }\n  calls U\n}\n',
  ],
  ['a brace on a line of its own', 'service S\n{\n  timeout 5s\n}\n', 'service S {\n  timeout 5s\n}\n'],
  ['an empty block', 'service S {   \n\n }\nservice T { }', 'service S {}\nservice T {}\n'],
  [
    'empty lines',
    '\n\nevent A\n\n\n\nevent B\nservice S {\n\n  timeout 5s\n\n\n  on A\n\n}\n\n',
    'event A\n\nevent B\nservice S {\n  timeout 5s\n\n  on A\n}\n',
  ],
  [
    'statements that go on in the next line',
    'service S {\non A,\nB from Q\nwith batch 5 {\nputs T\n}\n}',
    'service S {\n  on A,\n    B from Q\n    with batch 5 {\n    puts T\n  }\n}\n',
  ],
  [
    'comments',
    'service S{//a\n//  b\n/* c */ timeout 5s//d\n//e\n}//f',
    'service S { //a\n  //  b\n  /* c */ timeout 5s //d\n  //e\n} //f\n',
  ],
  [
    'comments of several lines',
    '  /**\n     * a  \n  * b\n     */\nevent A\nsystem s {\n/*\n  as it is\n*/\n}',
    '/**\n * a\n * b\n */\nevent A\nsystem s {\n  /*\n  as it is\n*/\n}\n',
  ],
  [
    'comments that are aligned',
    'event A      // a\nevent LongName  { key a }     // b\n',
    'event A      // a\nevent LongName { key a }      // b\n',
  ],
  [
    'comments under each other',
    'system s {\nevent A      // a\nevent BB     // b\n}\n',
    'system s {\n  event A      // a\n  event BB     // b\n}\n',
  ],
  [
    'names that are aligned',
    'event A    { key a }\nevent LongName { key a }\nevent B    { key a }\n',
    'event A { key a }\nevent LongName { key a }\nevent B { key a }\n',
  ],
  [
    'columns that are aligned',
    'event A        { key a }\nevent LongName { key a }\n',
    'event A        { key a }\nevent LongName { key a }\n',
  ],
  [
    'columns that the author made wider',
    'service S {\non A         from   Q\non LongName  from R\n}',
    'service S {\n  on A         from Q\n  on LongName  from R\n}\n',
  ],
  [
    'the order of clauses',
    'service S { on A with batch 5 idempotent in 5s from Q { puts T }  serves o in 5s critical  on all of A, B from Q using T within 5m }',
    'service S { on A from Q in 5s idempotent with batch 5 { puts T }  serves o critical in 5s  on all of A, B within 5m using T from Q }\n',
  ],
  [
    'clauses with a comment are left in order',
    'service S {\n  on A with batch 5 /* why */ in 5s\n}',
    'service S {\n  on A with batch 5 /* why */ in 5s\n}\n',
  ],
  [
    'workflows',
    'orchestrator W{step A calls B undo{calls C}\nstep D calls E\nundo F\nwhen "x"{step G waits 1s}\notherwise{step H waits 1s}}otherwise{step I waits 1s}',
    'orchestrator W {\n  step A calls B undo { calls C }\n  step D calls E\n    undo F\n  when "x" { step G waits 1s }\n  otherwise { step H waits 1s }\n} otherwise { step I waits 1s }\n',
  ],
  [
    'a file with its own line breaks',
    '\uFEFFsystem s {\r\nevent A\r\n\r\n\r\nevent B\r\n}',
    '\uFEFFsystem s {\r\n  event A\r\n\r\n  event B\r\n}\r\n',
  ],
  [
    'a block too long for its line',
    `service S { timeout 5s  ${'serves operation { puts Store }  '.repeat(5)}}`,
    `service S {\n  timeout 5s\n${'  serves operation { puts Store }\n'.repeat(5)}}\n`,
  ],
  [
    'what does not parse',
    'event    A\nservice S {\n   timeout   soon\n      on   A\n}\nevent   B',
    'event A\nservice S {\n   timeout   soon\n  on A\n}\nevent B\n',
  ],
  ['what is lost', 'event   A\nfoo   bar\nevent   B', 'event A\nfoo   bar\nevent B\n'],
  [
    'everything from a brace that is missing',
    'event    A\nservice S {\n   timeout   5s\nevent   B',
    'event A\nservice S {\n   timeout   5s\nevent   B\n',
  ],
  ['characters that cannot stand there', 'event   A;\n   event   B', 'event   A;\n   event   B\n'],
  ['a file that is no text', 'a\0b', 'a\0b'],
];

describe('the formatter', () => {
  for (const [that, text, result] of cases) {
    it(`formats ${that}`, () => {
      assert.equal(formatted(text), result);
      assert.equal(formatted(result), result);
    });
  }

  it('keeps every word of the examples in its order', () => {
    for (const [name, text] of corpus()) assert.deepEqual(words(formatted(text)), words(text), name);
  });

  it('changes nothing of examples that are written in its style', () => {
    for (const name of ['systems/claims.arch', 'systems/coffee.arch', 'systems/transfer.arch', 'real/online-boutique.arch']) {
      const text = corpus().get(name) ?? '';
      assert.equal(formatted(text), text, name);
    }
  });

  it('breaks all the blocks of a long line in as many passes as one of them', () => {
    const blocks = Array.from({ length: 3_000 }, (_, at) => `service S${at} { serves go { puts Store } }`);
    const broken = blocks.map((_, at) => `service S${at} {\n  serves go { puts Store }\n}`);
    // The last ones fit together into a line.
    const [end, whole] = [blocks.slice(-3), broken.slice(0, -3)];
    assert.equal(formatted(blocks.join(' ')), `${[...whole, ...end].join('  ')}\n`);
  });

  it('gives edits that lead to the same text, and leave words alone', () => {
    for (const [, text, result] of cases) {
      const edits = formatEdits(documentOf(text), Arch);
      assert.equal(applyEdits(text, edits), result);
    }
    assert.deepEqual(formatEdits(documentOf('event A\n'), Arch), []);
    const [edit, ...others] = formatEdits(documentOf('event   A\n'), Arch);
    assert.deepEqual([edit, others], [{ uri: 'memory:/a.arch', offset: 5, end: 8, text: ' ' }, []]);
  });
});

/** An example's declaration with any blanks between its words. */
const scattered = fc
  .constantFrom(...[...corpus().values()].flatMap((text) => text.split(/\n(?= {2}\S)/)).filter((part) => part.length < 1500))
  .chain((part) => {
    const pieces = words(part).filter((word) => !word.startsWith('/*') || !word.includes('*/ '));
    const gaps = fc.array(fc.constantFrom(' ', ' ', '  ', '\n', '\n\n\n', '\t', '      ', ' \r\n '), {
      minLength: pieces.length,
      maxLength: pieces.length,
    });
    return gaps.map((all) => pieces.map((word, index) => word + (word.startsWith('//') ? '\n' : all[index])).join(''));
  });

describe('for any text, the formatter', () => {
  const options = { seed: 4, numRuns: 400 } as const;

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(scattered, (text) => {
        const once = formatted(text);
        assert.equal(formatted(once), once);
      }),
      options,
    );
  });

  it('loses no word, and only clauses change their order', () => {
    fc.assert(
      fc.property(scattered, (text) => {
        const [before, after] = [words(text), words(formatted(text))];
        assert.deepEqual([...after].sort(), [...before].sort());
        assert.deepEqual(shapes(formatted(text)), shapes(text));
      }),
      options,
    );
  });

  it('leaves no blank at an end, no two empty lines, and ends the last line', () => {
    fc.assert(
      fc.property(scattered, (text) => {
        if (documentOf(text).parseResult.parserErrors.length > 0) return;
        const result = formatted(text);
        assert(!/[ \t]\r?$/m.test(result), 'blanks at an end');
        assert(!/\n\r?\n\r?\n/.test(result), 'two empty lines');
        assert(!/^[ ]*\t/m.test(result), 'a tab');
        assert(result === '' || /[^\n]\r?\n$/.test(result), 'the last line');
      }),
      options,
    );
  });

  it('does as its edits do', () => {
    fc.assert(
      fc.property(scattered, (text) => assert.equal(applyEdits(text, formatEdits(documentOf(text), Arch)), formatted(text))),
      { ...options, numRuns: 100 },
    );
  });
});

/** The types of a text's nodes in the order of the text, clauses in any order. */
function shapes(text: string): string[] {
  const types: string[] = [];
  const visit = (node: AstNode): void => {
    types.push(node.$type);
    for (const [property, value] of Object.entries(node)) {
      if (property.startsWith('$')) continue;
      const children = (Array.isArray(value) ? value : [value]).filter(
        (child): child is AstNode => typeof child === 'object' && child !== null && '$type' in child,
      );
      if (property === 'clauses') children.sort((a, b) => (a.$type < b.$type ? -1 : 1));
      for (const child of children) visit(child);
    }
  };
  visit(documentOf(text).parseResult.value);
  return types;
}
