/** Whatever is typed: an exit status that is one of three, and each wrong use told in lines of our own. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { archlint, folderWith } from './run.ts';

const files = {
  'a.arch': 'event E { key id }\nqueue Q : aws.sqs\nservice S { on E from Q { increments T } }\nstore T\n',
  'b/broken.arch': 'queue {',
  'b/binary.arch': new Uint8Array([0, 1]),
  'c/archlint.json': '{ "extends": "./nope" }',
  'c/c.arch': 'system c { queue Idle }',
  'no.json': '{',
};

/** `--watch` and `lsp` go on for ever where they are right, and `--stdin` waits for its text. */
const words = fc.constantFrom(
  ...['check', 'diff', 'format', 'rules', 'explain', 'diagram', 'help', 'chek', ''],
  ...['a.arch', 'b', 'b/broken.arch', 'c', 'nope', '*.arch', '[', '.', '..', '-', '--', 'no.json', 'event-loop', 'DLQ001'],
  ...[
    '--format',
    '--format=json',
    '--format=sarif',
    '--format=',
    'text',
    'xml',
    '--output',
    '--output=out.txt',
    '-o',
    '--out',
    '--out=x.svg',
  ],
  ...[
    '--quiet',
    '--stats',
    '--fix',
    '--fix-suggested',
    '--max-warnings',
    '--max-warnings=-1',
    '--max-warnings=1',
    '--config=no.json',
    '--config',
  ],
  ...[
    '--baseline=no.json',
    '--baseline',
    '--write-baseline',
    '--stdin-filename=a.arch',
    '--exit-code',
    '--in',
    '--in=c',
    '--check',
    '-x',
    '-h',
  ],
  ...['--view', '--focus=S', '--within=1', '--theme=pink', '--help', '--version', '--no-fix', '--fix=1', '\u0000', '🎉'],
);

describe('the command line, whatever is typed', () => {
  it('ends with 0, 1 or 2, and tells of wrong use in lines of its own', async () => {
    const folder = folderWith(files);
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 5 }), async (typed) => {
        const { status, out, err } = await archlint(folder, typed);
        assert.ok(status === 0 || status === 1 || status === 2, `${status}`);
        for (const line of err.split('\n').slice(0, -1)) assert.match(line, /^(archlint: .+|rule +ms|[\w -]+\d %|Reading the texts.*)$/);
        assert.ok(!err.includes('Something went wrong inside'), err);
        assert.ok(!err.includes('    at '), err);
        if (status === 2) assert.ok(err !== '' || out.includes('invalid-configuration'), 'a failure without a word');
      }),
      { numRuns: 150, seed: 20_261_125 },
    );
  });
});
