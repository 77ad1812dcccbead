import assert from 'node:assert/strict';
import { betterDirection, isCramped } from '../../client/preview/direction.ts';
import { previewPage } from '../../client/preview/html.ts';
import { partAt, sourceOf } from '../../client/preview/locate.ts';
import { findingsSentence } from '../../client/words.ts';
import { sample, uri } from './sample-diagram.ts';

describe('the part of a picture at a place in the text', () => {
  const places: readonly (readonly [line: number, character: number, part: string | null])[] = [
    [1, 2, 'Till'],
    [2, 4, 'Till->Paid'],
    [2, 20, 'Till->Paid'],
    [2, 21, 'Till'],
    [3, 3, 'Till'],
    [3, 4, 'warehouse'],
    [5, 12, 'Paid->Books'],
    [6, 10, 'Paid->Books'],
    [9, 1, 'warehouse'],
    [9, 2, null],
    [12, 0, null],
  ];
  for (const [line, character, part] of places) {
    it(`is ${part ?? 'none'} at ${line}:${character}`, () => assert.equal(partAt(sample, uri, { line, character }), part));
  }

  it('is none in another document', () => assert.equal(partAt(sample, 'file:///other.arch', { line: 1, character: 2 }), null));
});

describe('the text of a part of a picture', () => {
  const parts: readonly (readonly [id: string, line: number | undefined])[] = [
    ['Till', 1],
    ['Paid->Books', 6],
    ['unheard of', undefined],
  ];
  for (const [id, line] of parts) it(`of ${id} is ${line ?? 'nowhere'}`, () => assert.equal(sourceOf(sample, id)?.range.start.line, line));
});

describe('the preview’s page', () => {
  const page = previewPage({
    cspSource: 'https://files.example',
    nonce: 'once',
    script: 'https://files.example/webview.js',
    style: 'https://files.example/style.css',
  });

  it('allows its own script and style sheet only', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    assert.match(policy, /^default-src 'none';/);
    assert.match(policy, /script-src 'nonce-once'(;|$)/);
    assert.doesNotMatch(policy, /unsafe|\*/);
  });

  it('gives its script the nonce', () => assert.match(page, /<script nonce="once" src="https:\/\/files\.example\/webview\.js">/));
});

describe('the way that a picture runs', () => {
  const room = { width: 600, height: 800 };
  const ribbon = { width: 1200, height: 200 };
  it('is thought about when it is small for its width', () => {
    assert.ok(isCramped(ribbon, room));
    assert.ok(!isCramped({ width: 650, height: 200 }, room), 'Large enough as it is.');
    assert.ok(!isCramped({ width: 800, height: 2000 }, room), 'Small for its height.');
    assert.ok(!isCramped(ribbon, { width: 0, height: 0 }), 'The room is not known.');
  });
  it('is down when that is much larger, and the usual one otherwise', () => {
    assert.equal(betterDirection(ribbon, { width: 300, height: 900 }, room), 'down');
    assert.equal(betterDirection(ribbon, { width: 300, height: 1500 }, room), undefined);
  });
});

describe('the status item', () => {
  const sentences: readonly (readonly [counts: readonly [number, number, number], text: string])[] = [
    [[0, 0, 0], 'no findings'],
    [[1, 0, 0], '1 error'],
    [[2, 1, 0], '2 errors, 1 warning'],
    [[0, 3, 1], '3 warnings, 1 hint'],
  ];
  for (const [counts, text] of sentences) it(`says ${text}`, () => assert.equal(findingsSentence(...counts), text));
});
