/** What a flow is unfolded into, where runs alone do not show it. */
import assert from 'node:assert/strict';
import { flowsOf } from '../../analysis/explorer/flows.ts';
import { Wishes } from '../../analysis/explorer/requirements.ts';
import { type Unfolded, unfold } from '../../analysis/explorer/unfold.ts';
import { Choices } from '../../analysis/explorer/variants.ts';
import { designOf } from '../support/design.ts';

/** @returns the first flow of a design, unfolded. */
async function unfolded(text: string, faults = 1): Promise<Unfolded> {
  const design = await designOf(text);
  assert.deepEqual(
    design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
    [],
  );
  const [start] = flowsOf(design);
  assert.ok(start);
  return unfold(design, start, new Choices(), faults, new Wishes(design));
}

/** A service that calls as many operations, each of which ends there. */
function calling(operations: number): string {
  const names = Array.from({ length: operations }, (_, at) => `o${at}`);
  return `service A { serves go { ${names.map((name) => `calls B.${name}`).join('  ')} } }  service B { ${names.map((name) => `serves ${name}`).join('  ')} }`;
}

describe('a flow unfolded', () => {
  it('is whole up to a thousand occurrences, and cut after that', async () => {
    assert.equal((await unfolded(calling(999))).program.cut, false);
    assert.equal((await unfolded(calling(1_000))).program.cut, true);
  });

  it('leaves out what is beyond the thousand', async () => {
    const whole = calling(1_000).replace('serves o999', 'serves o999 { reads Rows }').concat('  store Rows : postgres');
    assert.equal((await unfolded(whole)).program.effects.filter(({ effect }) => effect.kind === 'reads').length, 0);
  });
});
