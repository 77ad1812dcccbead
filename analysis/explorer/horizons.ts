/** How late the same can come to what the explorer runs, or to what somebody else does for it. */
import type { Activity, Design } from '../../language/model/design.ts';
import { analysisOf } from '../analyses.ts';
import { horizons, judgedHorizons } from '../passes/horizons.ts';
import type { Activation } from './program.ts';

/** What begins a chain of callers. */
type Root = Pick<Activation, 'activity' | 'trigger'>;

/**
 * What only expendable messages bring about says nothing of what others do.
 * @param root where the chain of those who call it begins
 * @returns whether an activity forgets its repeats earlier than they can come
 */
export function forgetsTooSoon(design: Design, { id, idempotency }: Activity, root: Root): boolean {
  if (idempotency?.within === undefined) return false;
  const known = analysisOf(design, servesExpendable(root) ? horizons : judgedHorizons);
  return idempotency.within < (known.get(id)?.milliseconds ?? 0);
}

function servesExpendable({ activity, trigger }: Root): boolean {
  if (trigger.kind !== 'delivery') return false;
  if (activity.kind === 'join') return activity.messages.every(({ criticality }) => criticality === 'expendable');
  return trigger.legs.every(({ message, sender }) =>
    message ? message.criticality === 'expendable' : sender !== undefined && servesExpendable(sender.root),
  );
}
