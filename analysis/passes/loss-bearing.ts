/**
 * Activities that run for messages alone which may get lost: where losing some of them is fine, so is handling some twice. What a handler calls runs for its
 * message too.
 */
import type { Activity, Design } from '../../language/model/design.ts';
import { isCallEffect } from '../../language/model/lookups.ts';
import { defineAnalysis } from '../analyses.ts';

export const lossBearing = defineAnalysis('loss-bearing', (design): ReadonlySet<Activity> => {
  const bearing = new Set(design.activities.filter((activity) => mayBear(design, activity)));
  // A single cause that is no such message settles it, for what is called from there too.
  const settled = design.activities.filter((activity) => !bearing.has(activity));
  for (let caller = settled.pop(); caller; caller = settled.pop()) {
    for (const effect of caller.effects) {
      for (const callee of isCallEffect(effect) ? effect.callees : []) if (bearing.delete(callee)) settled.push(callee);
    }
  }
  return bearing;
});

/** Whether nothing brings it about but expendable messages and calls. */
function mayBear(design: Design, activity: Activity): boolean {
  const called = design.index.callsOf.has(activity.id);
  const expendable = activity.messages.length > 0 && activity.messages.every(({ criticality }) => criticality === 'expendable');
  switch (activity.kind) {
    case 'handler':
    case 'join':
    case 'workflow':
      return expendable && !called && activity.period === undefined;
    case 'operation':
    case 'route':
      return called;
    case 'schedule':
    case 'unplaced':
      return false;
  }
}
