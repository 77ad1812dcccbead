import assert from 'node:assert/strict';
import { allGroups, toggled } from '../../../client/webview/state/folding.ts';
import { sample } from '../sample-diagram.ts';

const closed = { ...sample, nodes: sample.nodes.map((node) => (node.id === 'warehouse' ? { ...node, elements: 2 } : node)) };

describe('closing and opening of groups', () => {
  it('closes an open one and opens a closed one', () => {
    assert.deepEqual(toggled({}, sample, 'warehouse'), { expand: undefined, collapse: ['warehouse'] });
    assert.deepEqual(toggled({ collapse: ['warehouse'] }, closed, 'warehouse'), { expand: ['warehouse'], collapse: [] });
  });
  it('makes exceptions from all', () => {
    assert.deepEqual(toggled(allGroups(false), closed, 'warehouse'), { expand: ['warehouse'], collapse: 'all' });
    assert.deepEqual(toggled(allGroups(true), sample, 'warehouse'), { expand: 'all', collapse: ['warehouse'] });
  });
  it('leaves alone what is no group', () =>
    assert.deepEqual(toggled({ expand: 'all' }, sample, 'Till'), { expand: 'all', collapse: undefined }));
});
