/** How far a read may lag behind what was written. */
import assert from 'node:assert/strict';
import { copyLag, eventualLag, isInvalidated, type Lag, originsOf } from '../../analysis/passes/staleness.ts';
import type { Design, Store, StoreEffect } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

const declared = 'event A { key id }\nstore Rows\nstore Other\n';

/** The store that all is asked of. */
const asked = 'Copy';

async function read(text: string): Promise<{ readonly design: Design; readonly copy: Store }> {
  const design = await designOf(`${declared}${text}\n`);
  assert.deepEqual(
    design.problems.map(({ message }) => message),
    [],
  );
  const copy = design.elements.find((element): element is Store => element.name === asked);
  return { design, copy: copy ?? assert.fail(`no ${asked}`) };
}

function said(design: Design, lag: Lag | undefined): string {
  if (!lag) return 'none';
  const { cause, origin, most = 'nobody says how much', source } = lag;
  const text = source && design.files.get(source.uri)?.text.slice(source.offset, source.end);
  return `${cause} of ${origin.name}: ${most}${text === undefined ? '' : `, by "${text}"`}`;
}

describe('a copy lags by', () => {
  for (const [name, text, lag] of [
    ['nothing, where it is none', 'store Copy', 'none'],
    ['what it says', 'store Copy { rebuilt from Rows within 2s }', 'copy of Rows: 2000, by "rebuilt from Rows within 2s"'],
    ['nothing, where it says so', 'store Copy { rebuilt from Rows within 0s }', 'none'],
    ['what nobody says', 'store Copy { rebuilt from Rows }', 'copy of Rows: nobody says how much, by "rebuilt from Rows"'],
    ['the time after which its entries expire', 'cache Copy { caches Rows  ttl 30s }', 'cache of Rows: 30000, by "caches Rows"'],
    ['any time, where nothing refreshes it', 'cache Copy { caches Rows }', 'cache of Rows: Infinity, by "caches Rows"'],
    [
      'what nobody says, where it is told of changes',
      'cache Copy { caches Rows }\nservice S { on A { deletes Copy } }',
      'cache of Rows: nobody says how much, by "caches Rows"',
    ],
    [
      'the time after which its entries expire, though it is told of changes',
      'cache Copy { caches Rows  ttl 30s }\nservice S { on A { deletes Copy } }',
      'cache of Rows: 30000, by "caches Rows"',
    ],
    [
      'its own time and that of what it copies',
      'cache Copy { caches View  ttl 30s }\nstore View { rebuilt from Rows within 2s }',
      'cache of View: 32000, by "caches View"',
    ],
    [
      'its own time, where what it copies is no copy',
      'store Copy { rebuilt from View within 1s }\nstore View',
      'copy of View: 1000, by "rebuilt from View within 1s"',
    ],
    [
      'its own time, where what it copies has no lag',
      'store Copy { rebuilt from View within 1s }\nstore View { rebuilt from Rows within 0s }',
      'copy of View: 1000, by "rebuilt from View within 1s"',
    ],
    [
      'what nobody says, where nobody says it of what it copies',
      'store Copy { rebuilt from View within 1s }\nstore View { rebuilt from Rows }',
      'copy of View: nobody says how much, by "rebuilt from View within 1s"',
    ],
    [
      'what nobody says, where it is said of what it copies alone',
      'store Copy { rebuilt from View }\nstore View { rebuilt from Rows within 1s }',
      'copy of View: nobody says how much, by "rebuilt from View"',
    ],
    [
      'any time, where nothing refreshes what it copies',
      'store Copy { rebuilt from View within 1s }\ncache View { caches Rows }',
      'copy of View: Infinity, by "rebuilt from View within 1s"',
    ],
    [
      'the time of a copy of a copy of a copy',
      'store Copy { rebuilt from View within 1s }\nstore View { rebuilt from Third within 2s }\ncache Third { caches Rows  ttl 4s }',
      'copy of View: 7000, by "rebuilt from View within 1s"',
    ],
    [
      'that of what a channel brings',
      'topic T\nactor B { publishes A to T }\nstore Copy { rebuilt from T within 3s }',
      'copy of T: 3000, by "rebuilt from T within 3s"',
    ],
    [
      'that of both, where two are rebuilt from each other',
      'store Copy { rebuilt from View within 1s }\nstore View { rebuilt from Copy within 2s }',
      'copy of View: 3000, by "rebuilt from View within 1s"',
    ],
  ] as const)
    it(name, async () => {
      const { design, copy } = await read(text);
      assert.equal(said(design, copyLag(design, copy)), lag);
    });
});

describe('a read may miss what was just written', () => {
  const reading = (store: string, how = ''): string => `store Copy { ${store} }\nservice S { serves go { reads Copy ${how} } }`;
  const byIndex = 'consistency eventual by index';
  for (const [name, text, lag] of [
    ['not where nobody says so', reading(''), 'none'],
    ['not of a consistent store', reading('consistency strong'), 'none'],
    [
      'of one that is consistent in the end',
      reading('consistency eventual'),
      'eventual of Copy: nobody says how much, by "consistency eventual"',
    ],
    ['not where it is read strongly', reading('consistency eventual', 'strongly'), 'none'],
    [
      'of a product that is consistent in the end, of which nothing is written',
      'technology house is store { consistency eventual }\nstore Copy : house\nservice S { serves go { reads Copy } }',
      'eventual of Copy: nobody says how much',
    ],
    ['not of a copy, whose lag is said', reading('consistency eventual  rebuilt from Rows within 1s'), 'none'],
    ['not of a cache', 'cache Copy { caches Rows  consistency eventual }\nservice S { serves go { reads Copy } }', 'none'],
    [
      'by an index, though it is read strongly',
      reading(`key id  index status  ${byIndex}`, 'by status strongly'),
      'index of Copy: nobody says how much, by "consistency eventual by index"',
    ],
    ['not by an index that is said to be consistent', reading('key id  index status  consistency strong by index', 'by status'), 'none'],
    [
      'not by an index that is said to be consistent, of a store that is not',
      reading('key id  index status  consistency eventual  consistency strong by index', 'by status'),
      'none',
    ],
    ['not by its key', reading(`key id  index status  ${byIndex}`, 'by id'), 'none'],
    ['not by its key and a field that an index begins with', reading(`key id  index status  ${byIndex}`, 'by id + status'), 'none'],
    ['not by what is no index', reading(`key id  index status  ${byIndex}`, 'by colour'), 'none'],
    ['not by what an index does not begin with', reading(`key id  index status + colour  ${byIndex}`, 'by colour'), 'none'],
    [
      'by one of several indexes',
      reading(`key id  index colour  index status  ${byIndex}`, 'by status'),
      'index of Copy: nobody says how much, by "consistency eventual by index"',
    ],
    ['not where it is not said by what', reading(`key id  index status  ${byIndex}`), 'none'],
    [
      'by an index of a store without a key',
      reading(`index status  ${byIndex}`, 'by status'),
      'index of Copy: nobody says how much, by "consistency eventual by index"',
    ],
    [
      'by an index on a part of its key that it is not parted by',
      reading(`key id + status  index status  ${byIndex}`, 'by status'),
      'index of Copy: nobody says how much, by "consistency eventual by index"',
    ],
    [
      'not by the field that it is parted by, though it is no part of its key',
      reading(`key id  grouped by status  index status  ${byIndex}`, 'by status'),
      'none',
    ],
    [
      'by its key, where it is parted by another field and an index goes by it',
      reading(`key id  grouped by status  index id  ${byIndex}`, 'by id'),
      'index of Copy: nobody says how much, by "consistency eventual by index"',
    ],
    [
      'by an index of which nothing is said, as by its key',
      reading('key id  index status  consistency eventual', 'by status'),
      'eventual of Copy: nobody says how much, by "consistency eventual"',
    ],
  ] as const)
    it(name, async () => {
      const { design } = await read(text);
      const effect = design.effects.find((one): one is StoreEffect => one.kind === 'reads') ?? assert.fail('no read');
      assert.equal(said(design, eventualLag(effect)), lag);
    });
});

describe('a store is copied from', () => {
  for (const [name, text, origins] of [
    ['nothing', 'store Copy', []],
    ['what it is rebuilt from', 'store Copy { rebuilt from Rows }', ['Rows']],
    ['what it caches', 'cache Copy { caches Rows }', ['Rows']],
    ['a copy, and what that is copied from', 'store Copy { rebuilt from View }\ncache View { caches Rows }', ['View', 'Rows']],
    ['a copy of a channel', 'topic T\nstore Copy { rebuilt from View }\nstore View { rebuilt from T }', ['View', 'T']],
    ['a copy of itself', 'store Copy { rebuilt from View }\nstore View { rebuilt from Copy }', ['View', 'Copy']],
  ] as const)
    it(name, async () => {
      const { copy } = await read(text);
      assert.deepEqual(
        originsOf(copy).map((origin) => origin.name),
        origins,
      );
    });
});

describe('a change reaches a cache', () => {
  for (const [name, text, reaches] of [
    ['not where nobody touches it', '', false],
    ['not where it is only read', 'service S { serves go { reads Copy } }', false],
    ['not where it is filled after a miss', 'service S { serves go { reads Copy  reads Rows  puts Copy } }', false],
    [
      'not where it is filled from what is read and another store is written',
      'service S { serves go { reads Rows  puts Copy  puts Other } }',
      false,
    ],
    ['where somebody removes entries', 'service S { serves go { deletes Copy } }', true],
    ['where somebody writes it together with its source', 'service S { serves go { puts Rows  puts Copy } }', true],
    ['not where its source is only written elsewhere', 'service S { serves go { puts Copy }  serves other { puts Rows } }', false],
    ['where somebody hears of a change', 'service S { on A { puts Copy } }', true],
    ['where somebody hears of two', 'event B { key id }\nservice S { on all of A, B using Other { puts Copy } }', true],
    ['where somebody looks from time to time', 'service S { every 5m { puts Copy } }', true],
    ['not where somebody who hears of a change only reads it', 'service S { on A { reads Copy } }', false],
  ] as const)
    it(name, async () => {
      const { design, copy } = await read(`cache Copy { caches Rows }\n${text}`);
      assert.equal(isInvalidated(design, copy), reaches);
    });

  it('not one that copies nothing, whatever is written beside it', async () => {
    const { design, copy } = await read('cache Copy\nservice S { serves go { puts Copy  puts Rows } }');
    assert.equal(isInvalidated(design, copy), false);
  });
});
