/**
 * Analysis A7, dual writes: activities that change two places which have to agree, with nothing that joins them and nobody who makes sure that both
 * are reached.
 */
import type { Activity, Design, Effect } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { defineAnalysis } from '../analyses.ts';
import { joinedPlaces } from './joined-places.ts';
import { isDurable } from './workflows.ts';

/** Two effects with a crash between them. */
export interface DualWrite {
  readonly activity: Activity;
  readonly first: Effect;
  readonly second: Effect;
  /** Every caller tries again, and the activity bears it: what is left is the caller that gives up. */
  readonly retried: boolean;
  /** Whether a message brings the activity about, and nobody says how often. */
  readonly unknownDelivery: boolean;
}

export const dualWrites = defineAnalysis('dual-writes', (design): readonly DualWrite[] => {
  const completions = completionsOf(design);
  return design.activities.flatMap((activity): DualWrite[] => {
    if (activity.kind === 'workflow' || activity.kind === 'unplaced') return [];
    const pairs = partedPairs(activity);
    if (pairs.length === 0) return [];
    const completed = completions.get(activity);
    if (completed === 'yes') return [];
    const retried = activity.idempotency !== undefined && everyCallerRetries(design, activity);
    return pairs.map(([first, second]) => ({ activity, first, second, retried, unknownDelivery: completed === 'unknown' }));
  });
});

/** The second effect of each pair: the first effect on a place of its own after an effect on another place, one for each such place. */
function partedPairs(activity: Activity): readonly (readonly [Effect, Effect])[] {
  const pairs: [Effect, Effect][] = [];
  for (const part of ['body', 'otherwise'] as const) {
    const all = activity.effects.filter((effect) => effect.part === part);
    // A message whose outbox is not known may well be stored with what is written, and a store that nothing declares may be that of the others.
    const isKnown = (effect: Effect): boolean =>
      isMessageEffect(effect) ? !effect.unknownOutbox && !effect.unknownTo : !isStoreEffect(effect) || effect.store !== undefined;
    const effects = all.filter((effect) => isDurable(effect) && isKnown(effect));
    if (effects.length < 2) continue;
    // What does not last itself may yet join two places that do.
    const places = joinedPlaces(all);
    const reported = new Set<string>();
    for (const [at, second] of effects.entries()) {
      const place = places(second);
      if (reported.has(place)) continue;
      const earlier = effects.slice(0, at).filter((other) => !excludes(other, second));
      const first = earlier.find((other) => places(other) !== place);
      // An effect on the place itself came before: the place was reported there, or it is the first one.
      if (!first || earlier.some((other) => places(other) === place)) continue;
      reported.add(place);
      pairs.push([first, second]);
    }
  }
  return pairs;
}

/** Branches of one `when` never happen both. */
export function excludes(one: Effect, other: Effect): boolean {
  return one.blocks.some(
    (block) => block.kind === 'when' && other.blocks.some(({ id, branch }) => id === block.id && branch !== block.branch),
  );
}

function everyCallerRetries(design: Design, activity: Activity): boolean {
  const calls = design.index.callsOf.get(activity.id) ?? [];
  return calls.length > 0 && calls.every(({ options }) => (options.retries?.retries ?? 0) > 0);
}

type Answer = 'yes' | 'no' | 'unknown';

/** Whether somebody brings each activity about again until it succeeds or its input is parked: all that bring it about must. */
function completionsOf(design: Design): ReadonlyMap<Activity, Answer> {
  const answers = new Map<Activity, Answer>(design.activities.map((activity) => [activity, ownAnswer(design, activity)]));
  // What one caller does not make sure of is not made sure of, nor what is called from there.
  for (const answer of ['no', 'unknown'] as const) {
    const waiting = design.activities.filter((activity) => answers.get(activity) === answer);
    for (let caller = waiting.pop(); caller; caller = waiting.pop()) {
      for (const effect of caller.effects) {
        // What is tried until it is through is completed, whoever tries.
        if (effect.options.retries?.retries === Number.POSITIVE_INFINITY) continue;
        for (const callee of isCallEffect(effect) ? effect.callees : []) {
          if (answers.get(callee) === 'no' || answers.get(callee) === answer || !isCalled(callee)) continue;
          answers.set(callee, answer);
          waiting.push(callee);
        }
      }
    }
  }
  return answers;
}

function isCalled({ kind }: Activity): boolean {
  return kind === 'operation' || kind === 'route';
}

function ownAnswer(design: Design, activity: Activity): Answer {
  if (isCalled(activity)) return (design.index.callsOf.get(activity.id) ?? []).length > 0 ? 'yes' : 'no';
  if (activity.kind !== 'handler' && activity.kind !== 'join') return 'no';
  if (activity.options.acknowledgesFirst) return 'no';
  const hops = design.index.hopsTo.get(activity.id) ?? [];
  return worst(
    hops.map(({ guarantee }): Answer => {
      if (guarantee.delivery === undefined) return 'unknown';
      return guarantee.delivery.value === 'at-most-once' ? 'no' : 'yes';
    }),
  );
}

/** Nobody brings it about: nobody says how. */
function worst(answers: readonly Answer[]): Answer {
  return answers.includes('no') ? 'no' : answers.includes('unknown') || answers.length === 0 ? 'unknown' : 'yes';
}
