/** Whose an element is. */
import assert from 'node:assert/strict';
import { contextOf, ownerOf } from '../../analysis/passes/contexts.ts';
import { designOf } from '../support/design.ts';

const rows: readonly (readonly [name: string, text: string, owner: string | undefined, context: string | undefined])[] = [
  ['its own', 'group g { owner "Two"  service S { owner "One" } }', 'One', 'owner One'],
  ['of the nearest group', 'group far { owner "Two"  group near { owner "One"  service S } }', 'One', 'owner One'],
  ['of the farthest group', 'group far { owner "One"  group near { service S } }', 'One', 'owner One'],
  ['of its system', 'owner "One"  group g { service S }', 'One', 'owner One'],
  ['nobody, in a group', 'group far { group near { service S } }', undefined, 'group Shop.far'],
  ['nobody', 'service S', undefined, undefined],
];

describe('the owner of an element is', () => {
  for (const [name, text, owner, context] of rows)
    it(name, async () => {
      const [element = assert.fail('no service')] = (await designOf(`system Shop { ${text} }`)).elements;
      assert.deepEqual([ownerOf(element), contextOf(element)], [owner, context]);
    });
});
