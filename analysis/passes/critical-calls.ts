/** What a flow waits for: the synchronous calls that its answer depends on. */
import type { Activity, CallEffect, Flow } from '../../language/model/design.ts';

/** @returns the calls of a flow, and of what it calls, each once; workflows run on their own time and are not entered. */
export function awaitedCalls(flow: Flow): readonly CallEffect[] {
  const calls: CallEffect[] = [];
  const seen = new Set<Activity>();
  const waiting = [...flow.from];
  for (let activity = waiting.shift(); activity; activity = waiting.shift()) {
    if (seen.has(activity) || activity.kind === 'workflow' || activity.kind === 'handler' || activity.kind === 'join') continue;
    seen.add(activity);
    for (const effect of activity.effects) {
      if (effect.kind !== 'calls') continue;
      calls.push(effect);
      waiting.push(...effect.callees);
    }
  }
  return calls;
}
