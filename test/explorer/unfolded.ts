/** Unfolded flows, for tests of what is searched. */
import assert from 'node:assert/strict';
import { flowsOf } from '../../analysis/explorer/flows.ts';
import { Wishes } from '../../analysis/explorer/requirements.ts';
import { type Unfolded, unfold } from '../../analysis/explorer/unfold.ts';
import { variantsOf } from '../../analysis/explorer/variants.ts';
import { designOf } from '../support/design.ts';

/** @returns the variants of all flows of a design, unfolded. */
export async function unfoldedOf(text: string, faults = 1): Promise<readonly Unfolded[]> {
  const design = await designOf(text);
  assert.deepEqual(
    design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
    [],
  );
  const wishes = new Wishes(design);
  return flowsOf(design).flatMap((start) => [...variantsOf((choices) => unfold(design, start, choices, faults, wishes))]);
}

/** @returns the first of them. */
export async function firstOf(text: string, faults = 1): Promise<Unfolded> {
  const [first] = await unfoldedOf(text, faults);
  assert.ok(first);
  return first;
}
