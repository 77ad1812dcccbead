/** Trying again. */
import type { CallEffect, Design, Key, Step } from '../../language/model/design.ts';
import { showKey } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { Repetition } from '../passes/repetition.ts';
import { addOption } from './options.ts';

/**
 * Lets a workflow try a step again, with the key that its target asks for, if that is all that a repeat needs. What would be done twice is no help, so
 * there is no fix where the target, or what undoes it with the same options, does not recognise a repeat.
 * @param call the step's call, which has no retries yet
 * @returns one fix, or none
 */
export function retryStep(design: Design, step: Step, call: CallEffect): readonly Fix[] {
  const key = keyFor(step, call);
  if (key === 'none') return [];
  const option = `3 retries exponential jitter${key ? `, key ${showKey(key)}` : ''}`;
  return [{ title: `Retry ${step.name} three times, with growing intervals`, safe: false, edits: addOption(design, call, option) }];
}

/** The key that the call must carry so that all of the step can happen twice; undefined if none is needed, `none` if none is enough. */
function keyFor({ effects, undo }: Step, { options, callees }: CallEffect): Key | undefined | 'none' {
  const repeated = [...effects, ...(undo?.effects ?? [])];
  const differ = (key: Key | undefined): boolean =>
    repeated.some((effect) => new Repetition().ofEffect(effect, key).some(({ certain }) => certain));
  if (!differ(undefined)) return undefined;
  // Of several that may answer nobody knows for certain what differs.
  const key = callees[0]?.idempotency?.by;
  return key && !options.key && !differ(key) ? key : 'none';
}
