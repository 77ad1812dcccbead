import assert from 'node:assert/strict';
import { outlineOf } from '../../../client/webview/state/outline.ts';
import { sample } from '../sample-diagram.ts';

/** The picture with its group closed: one node for all that is in it, one line for all that leads there. */
const folded = {
  nodes: sample.nodes.filter(({ group }) => group === undefined).map((node) => (node.id === 'warehouse' ? { ...node, elements: 2 } : node)),
  edges: sample.edges.filter(({ id }) => id === 'Paid->Books').map((edge) => ({ ...edge, from: 'warehouse' })),
};

function shown(opened: readonly string[] = [], parts: Parameters<typeof outlineOf>[0] = sample): readonly string[] {
  return outlineOf(parts, new Set(opened)).map(
    ({ key, level, open, leadsTo }) =>
      `${'  '.repeat(level - 1)}${open === undefined ? '' : open ? '- ' : '+ '}${key}${leadsTo === undefined ? '' : ` > ${leadsTo}`}`,
  );
}

describe('the outline of a picture', () => {
  it('lists elements in their groups, from left to right and from above to below', () =>
    assert.deepEqual(shown(), ['- warehouse', '  + Till', '  + Paid', '+ Books', 'Alone']));
  it('lists the relations of a closed group after it, as it has no members in the picture', () =>
    assert.deepEqual(shown([], folded), ['+ warehouse', 'warehouse Paid->Books > Books', '+ Books', 'Alone']));
  it('lists the relations of an element at each of its ends, and where they lead', () =>
    assert.deepEqual(shown(['Books'], folded), [
      '+ warehouse',
      'warehouse Paid->Books > Books',
      '- Books',
      '  Books Paid->Books > warehouse',
      'Alone',
    ]));
  it('leads back from the relation of a closed group to the group', () =>
    assert.equal(outlineOf(folded, new Set()).find(({ leadsTo }) => leadsTo === 'Books')?.parent, 'warehouse'));
  it('gives each line a key of its own', () => {
    const keys = outlineOf(sample, new Set(['Till', 'Paid', 'Books'])).map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(keys.length, 9);
  });
  it('lists an element whose group is not in the picture', () => {
    const nodes = sample.nodes.filter(({ id }) => id !== 'warehouse');
    assert.deepEqual(
      outlineOf({ ...sample, nodes }, new Set()).map(({ id }) => id),
      ['Till', 'Paid', 'Books', 'Alone'],
    );
  });
});
