import assert from 'node:assert/strict';
import { outlineOf } from '../../../client/webview/state/outline.ts';
import { sample } from '../sample-diagram.ts';

function shown(closed: readonly string[] = [], opened: readonly string[] = []): readonly string[] {
  return outlineOf(sample, new Set(closed), new Set(opened)).map(
    ({ key, level, open, leadsTo }) =>
      `${'  '.repeat(level - 1)}${open === undefined ? '' : open ? '- ' : '+ '}${key}${leadsTo === undefined ? '' : ` > ${leadsTo}`}`,
  );
}

describe('the outline of a picture', () => {
  it('lists elements in their groups, from left to right and from above to below', () =>
    assert.deepEqual(shown(), ['- warehouse', '  + Till', '  + Paid', '+ Books', 'Alone']));
  it('lists no member of a closed group', () => assert.deepEqual(shown(['warehouse']), ['+ warehouse', '+ Books', 'Alone']));
  it('lists the relations of an element at each of its ends, and where they lead', () =>
    assert.deepEqual(shown(['warehouse'], ['Books']), ['+ warehouse', '- Books', '  Books Paid->Books > Paid', 'Alone']));
  it('gives each line a key of its own', () => {
    const keys = outlineOf(sample, new Set(), new Set(['Till', 'Paid', 'Books'])).map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(keys.length, 9);
  });
  it('lists an element whose group is not in the picture', () => {
    const nodes = sample.nodes.filter(({ id }) => id !== 'warehouse');
    assert.deepEqual(
      outlineOf({ ...sample, nodes }, new Set(), new Set()).map(({ id }) => id),
      ['Till', 'Paid', 'Books', 'Alone'],
    );
  });
});
