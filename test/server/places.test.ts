/** Names of files that are made of titles. */
import assert from 'node:assert/strict';
import { baseName, fileNameOf } from '../../server/features/places.ts';

describe('a title as the name of a file', () => {
  const rows: readonly (readonly [title: string, name: string])[] = [
    ['Shop', 'shop'],
    ['OrderPlaced delivered twice', 'orderplaced-delivered-twice'],
    ['  a/b\\c: "d"? ', 'a-b-c-d'],
    ['Crème brûlée', 'creme-brulee'],
    ['Заказ 7', 'заказ-7'],
    ['हिन्दी', 'हिन्दी'],
    ['…', 'picture'],
    ['', 'picture'],
    ['../../etc/passwd', 'etc-passwd'],
  ];
  for (const [title, name] of rows) it(`“${title}” is ${name}`, () => assert.equal(fileNameOf(title, 'picture'), name));

  it('is cut between words, so that file systems take it', () => {
    const name = fileNameOf('Statistics crashes '.repeat(20), 'run');
    assert.match(name, /^(?:statistics-crashes-)*statistics(?:-crashes)?$/);
    assert.ok(name.length <= 60);
    assert.ok(Buffer.byteLength(fileNameOf('😀𝔸'.repeat(200), 'run')) <= 250);
  });
});

describe('the name of a file by its address', () => {
  it('is its last part, in plain letters', () => assert.equal(baseName('file:///a/orders%20of%20today.arch'), 'orders of today.arch'));
});
