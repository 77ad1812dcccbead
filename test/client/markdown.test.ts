/** Fenced blocks of designs in Markdown: what stands for them on the page, and when. */
import assert from 'node:assert/strict';
import { blockHtml } from '../../client/markdown/block.ts';
import { Drawings } from '../../client/markdown/drawings.ts';
import { drawBlocks, type FenceRule, type MarkdownIt } from '../../client/markdown/plugin.ts';
import type { DrawnSnippet } from '../../server/protocol.ts';

const finding = {
  rule: 'missing-dead-letter-queue',
  severity: 'error',
  message: 'Give <Ledger> `dead-letters`.',
  line: 3,
  docs: 'file:///docs/a.md?"',
} as const;

/** A drawing that one can tell from others. */
function drawing(mark: string, findings: DrawnSnippet['findings'] = []): DrawnSnippet {
  return { svg: `<svg>${mark}</svg>`, findings };
}

describe('a block in a page of Markdown', () => {
  it('shows the picture and, below it, the findings', () => {
    const html = blockHtml({ kind: 'drawn', drawing: drawing('one', [finding]) }, ' data-line="4"', true);
    assert.match(html, /^<div data-line="4"><figure class="archlint-block"><svg>one<\/svg><figcaption>/);
    assert.ok(html.includes('<strong>error</strong> in line 3: Give &lt;Ledger&gt; <code>dead-letters</code>.'), html);
    assert.ok(html.includes('<a href="file:///docs/a.md?&quot;">missing-dead-letter-queue</a>'), html);
  });
  it('shows the picture alone on demand', () => {
    assert.doesNotMatch(blockHtml({ kind: 'drawn', drawing: drawing('one', [finding]) }, '', false), /figcaption/);
  });
  it('counts what would be too long a list', () => {
    const many = Array.from({ length: 23 }, () => finding);
    assert.match(blockHtml({ kind: 'drawn', drawing: drawing('one', many) }, '', true), /<li>and 3 more<\/li>/);
  });
  it('says when there is nothing to draw', () => {
    assert.match(blockHtml({ kind: 'drawn', drawing: { svg: null, findings: [] } }, '', true), /nothing to draw/);
  });
  it('says that it is being drawn, or shows what it showed before', () => {
    assert.match(blockHtml({ kind: 'drawing' }, '', true), /archlint-waiting.*role="status">Drawing/);
    assert.match(blockHtml({ kind: 'drawing', before: drawing('one') }, '', true), /archlint-waiting"><svg>one/);
  });
  it('says why it could not be drawn', () => {
    assert.match(blockHtml({ kind: 'failed', reason: 'No <luck>.' }, '', true), /role="alert">No &lt;luck&gt;\./);
  });
});

describe('the drawings of blocks', () => {
  /** Lets what waits for promises run. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('are made once a text, and told when they are there', async () => {
    const asked: string[] = [];
    let told = 0;
    const drawings = new Drawings(
      (text) => {
        asked.push(text);
        return Promise.resolve(drawing(text));
      },
      () => told++,
    );
    assert.deepEqual(drawings.at('one', 'page#0'), { kind: 'drawing' });
    assert.deepEqual(drawings.at('one', 'page#1'), { kind: 'drawing' });
    await settle();
    assert.deepEqual([asked, told], [['one'], 1]);
    assert.deepEqual(drawings.at('one', 'page#0'), { kind: 'drawn', drawing: drawing('one') });
  });

  it('leave the earlier one in its place while the text changes', async () => {
    const drawings = new Drawings(
      (text) => Promise.resolve(drawing(text)),
      () => undefined,
    );
    drawings.at('one', 'page#0');
    await settle();
    drawings.at('one', 'page#0');
    assert.deepEqual(drawings.at('two', 'page#0'), { kind: 'drawing', before: drawing('one') });
    assert.deepEqual(drawings.at('two', 'page#1'), { kind: 'drawing' });
  });

  it('that fail say why, and are not tried again', async () => {
    let tries = 0;
    const drawings = new Drawings(
      () => {
        tries++;
        return Promise.reject(new Error('No luck.'));
      },
      () => undefined,
    );
    drawings.at('one', 'page#0');
    await settle();
    assert.deepEqual(drawings.at('one', 'page#0'), { kind: 'failed', reason: 'No luck.' });
    assert.equal(tries, 1);
  });

  it('of another theme are made anew, and an answer that comes too late is dropped', async () => {
    const answers: ((drawing: DrawnSnippet) => void)[] = [];
    const drawings = new Drawings(
      () => new Promise((resolve) => answers.push(resolve)),
      () => undefined,
    );
    drawings.at('one', 'page#0');
    drawings.clear();
    drawings.at('one', 'page#0');
    answers[0]?.(drawing('dark'));
    await settle();
    assert.equal(drawings.at('one', 'page#0').kind, 'drawing');
    answers[1]?.(drawing('light'));
    await settle();
    assert.deepEqual(drawings.at('one', 'page#0'), { kind: 'drawn', drawing: drawing('light') });
  });
});

describe('the extension of the Markdown preview', () => {
  const places: string[] = [];
  const rules: { fence: FenceRule } = { fence: () => 'other' };
  const markdown: MarkdownIt = drawBlocks({ renderer: { rules } }, (text, place) => {
    places.push(`${place} ${text}`);
    return { kind: 'drawn', drawing: drawing(text, [finding]) };
  });
  const render = (info: string, env: unknown = {}): string =>
    markdown.renderer.rules.fence?.([{ info, content: 'text' }], 0, {}, env, { renderAttrs: () => ' data-line="1"' }) ?? '';

  const infos: readonly (readonly [info: string, expected: RegExp])[] = [
    ['arch', /^<div data-line="1">.*<svg>text<\/svg><figcaption>/],
    [' arch ', /<figcaption>/],
    ['arch no-findings', /<svg>text<\/svg><\/figure>/],
    ['archive', /^other$/],
    ['js', /^other$/],
    ['', /^other$/],
  ];
  for (const [info, expected] of infos) it(`renders a block of “${info}” as ${expected}`, () => assert.match(render(info), expected));

  it('numbers the blocks of a page', () => {
    places.length = 0;
    const page = { currentDocument: 'file:///a.md' };
    for (const env of [page, page, { currentDocument: 'file:///a.md' }]) render('arch', env);
    assert.deepEqual(places, ['file:///a.md#0 text', 'file:///a.md#1 text', 'file:///a.md#0 text']);
  });
});
