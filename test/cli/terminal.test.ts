import assert from 'node:assert/strict';
import { progressOn } from '../../cli/progress.ts';
import { columnsOf, printable, terminalOf, wrapped } from '../../cli/terminal.ts';

describe('the terminal', () => {
  const cases: readonly (readonly [text: string, columns: number | undefined, indentation: number, further: number, lines: string])[] = [
    ['one two three four five six seven', 30, 2, 4, 'one two three four five six\n    seven'],
    ['one two', undefined, 2, 2, 'one two'],
    ['a-word-that-is-longer-than-any-line-there-is of text', 24, 2, 2, 'a-word-that-is-longer-than-any-line-there-is\n  of text'],
    ['wide 漢字 漢字 漢字 漢字 漢字', 24, 2, 2, 'wide 漢字 漢字 漢字\n  漢字 漢字'],
    ['too narrow to read', 10, 2, 2, 'too narrow to read'],
  ];
  for (const [text, columns, indentation, further, lines] of cases) {
    it(`breaks between words: ${text}, ${columns ?? 'no'} columns`, () => {
      assert.equal(wrapped(text, columns, indentation, further), lines);
      for (const line of columns === undefined || columns < 22 ? [] : lines.split('\n'))
        assert.ok(columnsOf(line) <= (columns ?? 0) - 2 || !line.trim().includes(' '), line);
    });
  }

  it('is cleared only where it is one, and knows its width', () => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text) };
    const pipe = terminalOf({ env: {}, stdout: stream, stderr: stream });
    pipe.clear();
    assert.deepEqual([written, pipe.columns, pipe.paint('error', 'x')], [[], undefined, 'x']);
    const screen = terminalOf({ env: {}, stdout: { ...stream, isTTY: true, columns: 80 }, stderr: stream });
    screen.clear();
    assert.deepEqual([written.length, screen.columns], [1, 80]);
    assert.notEqual(screen.paint('error', 'x'), 'x');
    const dumb = terminalOf({ env: { TERM: 'dumb' }, stdout: { ...stream, isTTY: true }, stderr: stream });
    dumb.clear();
    assert.deepEqual([written.length, dumb.paint('error', 'x')], [1, 'x']);
  });

  it('shows text of files without what could steer it', () => {
    assert.equal(printable('a\tb\u001b[31mc\u0007\u202E'), 'a  bc\uFFFD\uFFFD');
  });

  it('tells of progress when it takes longer than a moment, now and then, and takes it back', () => {
    const written: string[] = [];
    let time = 0;
    const progress = progressOn({ isTTY: true, columns: 20, write: (text) => written.push(text) }, () => time);
    for (; time < 1_000; time += 10) progress.at(() => `at ${time} of a thousand milliseconds`);
    progress.done();
    progress.done();
    assert.ok(written.length > 3 && written.length < 10, `${written.length}`);
    assert.equal(written[0], '\r\u001b[Kat 500 of a thousan');
    assert.equal(written.at(-1), '\r\u001b[K');
    const quick = progressOn({ isTTY: true, write: () => assert.fail('nobody waits') }, () => 0);
    quick.at(() => 'x');
    quick.done();
    const pipe = progressOn({ write: () => assert.fail('nobody looks') }, () => (time += 1_000));
    pipe.at(() => 'x');
    pipe.done();
  });
});
