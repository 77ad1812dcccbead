/**
 * When the row of an outbox is stored: together with the nearest write of its store in the same body, as a body that stores a row in the transaction of what it
 * tells does. Where that write comes later, the message is not sent before it.
 */
import type { Activity, Effect, MessageEffect } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';

/** @returns of each write with which rows are stored that are written before it in the text, those rows */
export function laterRowsOf(activity: Activity): ReadonlyMap<Effect, readonly MessageEffect[]> {
  const rows = new Map<Effect, MessageEffect[]>();
  if (activity.kind === 'workflow') return rows;
  const body = activity.effects.filter(({ part }) => part === 'body');
  const at = placesInTime(body);
  for (const row of body) {
    if (!isMessageEffect(row) || !row.outbox) continue;
    const write = writeWith(row, body, at);
    if (write) rows.set(write, [...(rows.get(write) ?? []), row]);
  }
  return rows;
}

/** The later write with which a row is stored whichever branches are taken; none where it may be stored at its own place, or earlier. */
function writeWith(row: MessageEffect, body: readonly Effect[], at: ReadonlyMap<Effect, number>): Effect | undefined {
  const distance = (write: Effect): number => (at.get(write) ?? 0) - (at.get(row) ?? 0);
  const writes = body.filter(
    (effect) => isStoreEffect(effect) && effect.kind !== 'reads' && effect.store === row.outbox && !branchesOff(effect, row),
  );
  if (writes.some((write) => distance(write) === 0)) return undefined;
  const [sure] = writes
    .filter((write) => happensWith(write, row))
    .toSorted((one, other) => Math.abs(distance(one)) - Math.abs(distance(other)));
  if (!sure) return undefined;
  const nearer = writes.filter((write) => Math.abs(distance(write)) <= distance(sure));
  return nearer.some((write) => distance(write) < 0) ? undefined : nearer[0];
}

/** In which step of a body each effect takes place: what is written atomically is one step. */
function placesInTime(body: readonly Effect[]): ReadonlyMap<Effect, number> {
  const at = new Map<Effect, number>();
  let last: string | undefined;
  let step = 0;
  for (const effect of body) {
    const block = isCallEffect(effect) ? undefined : effect.blocks.find(({ kind }) => kind === 'atomically')?.id;
    if (block === undefined || block !== last) step++;
    last = block;
    at.set(effect, step);
  }
  return at;
}

/** Another branch of one `when`: never both. */
function branchesOff(one: Effect, other: Effect): boolean {
  return one.blocks.some(
    (block) => block.kind === 'when' && other.blocks.some(({ id, branch }) => id === block.id && branch !== block.branch),
  );
}

/** Whether one takes place wherever the other does, which is in no other branch: no condition of its own. */
function happensWith(one: Effect, other: Effect): boolean {
  return one.blocks.every((block) => block.kind !== 'when' || other.blocks.some(({ id }) => id === block.id));
}
