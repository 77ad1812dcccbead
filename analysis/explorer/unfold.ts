/**
 * Unfolds a flow into the tree of its occurrences. The tree ends where a way comes back to an activity that is among its own causes: one that does
 * so in any case is a loop, which is what is found there.
 */
import type { Action, Activity, Design, KeptState } from '../../language/model/design.ts';
import type { Cause } from './causes.ts';
import type { FlowStart } from './flows.ts';
import type { Layout } from './layout.ts';
import type { Beginning, Field, Program } from './program.ts';
import { Reach, sourcesOf } from './reach.ts';
import type { Wishes } from './requirements.ts';
import { linkWaits, settle } from './settle.ts';
import { activate } from './unfold/activations.ts';
import { Growth, type Seed, type Way } from './unfold/growth.ts';
import { addPut, travel } from './unfold/messages.ts';
import type { Choices } from './variants.ts';

export interface Unfolded {
  readonly program: Program;
  readonly layout: Layout;
  readonly current: Field;
  readonly fired: Field;
  /** One for each outage that can be at the same time. */
  readonly outages: readonly Field[];
  /** Whether kept state is there. */
  readonly kept: ReadonlyMap<KeptState, Field>;
}

/**
 * @param faults how many faults may strike; further tries of calls than these and one add nothing
 * @param wishes what the design's `require`s ask of this flow
 * @param rounds how often a way that leads back to one of its own causes goes round before it ends
 */
export function unfold(design: Design, start: FlowStart, choices: Choices, faults: number, wishes: Wishes, rounds = 1): Unfolded {
  const seed: Seed = { design, start, choices, faults, wishes, rounds };
  const once = grow(seed, 1);
  return needsTwo(once.program, wishes) ? grow(seed, 2) : once;
}

/** Two messages of one group, or one interaction after another, tell more than one where there are any. */
function needsTwo({ legs, activations }: Program, wishes: Wishes): boolean {
  return (
    legs.some(
      (leg) => leg.blocks || (leg.message !== undefined && (leg.message.ordered !== undefined || wishes.ordered.has(leg.message))),
    ) || activations.some(({ states }) => states.length > 0)
  );
}

/** Makes the tree of as many firings of the flow's entry. */
function grow(seed: Seed, firings: number): Unfolded {
  const growth = new Growth(seed, activate);
  const fired = growth.layout.field(firings);
  const entries: Beginning[] = [];
  for (let firing = 0; firing < firings; firing++) entries.push(beginningOf(growth, firing));
  linkArrivals(growth);
  for (const { effect, cause, counters } of growth.counted) counters.push(...growth.required.counting(effect, cause));
  const first = growth.legs.filter(({ firing }) => firing === 0).length;
  for (const leg of growth.legs) leg.earlier = growth.legs[leg.id - first];
  const { canRepeatLate } = settle(growth);
  const current = growth.layout.field(growth.activations.length);
  const outages = Array.from({ length: growth.faults }, () => growth.layout.field(growth.sites.length));
  const program: Program = {
    firings,
    entries,
    activations: growth.activations,
    effects: growth.effects,
    legs: growth.legs,
    puts: growth.puts,
    steps: growth.steps,
    sites: growth.sites,
    concerned: growth.required.concerned,
    promises: [...growth.required.promises],
    canRepeatLate,
    cut: growth.cut,
  };
  return { program, layout: growth.layout, current, fired, outages, kept: growth.kept };
}

/** Waits and joins wait for what the flow can send them, also where this variant does not; what only other flows send, or somebody outside, is taken to come. */
function linkArrivals(growth: Growth): void {
  const { design, start, joins, waits } = growth;
  if (joins.size === 0 && waits.length === 0) return;
  const reach = new Reach(design);
  reach.from(start);
  linkWaits(growth, reach.awaited);
  for (const { activation: join, legs } of [...joins.values()].flat())
    join.incomplete = join.activity.messages.some((message) => reach.sent.has(message) && !legs.some((leg) => leg.message === message));
}

/** Begins one firing of the flow. */
function beginningOf(growth: Growth, firing: number): Beginning {
  const { begins } = growth.start;
  switch (begins.kind) {
    case 'effect':
      return begun(growth, firing, begins.effect.activity, [{ kind: 'effect', effect: begins.effect }]);
    case 'activity':
      return begun(growth, firing, begins.activity);
    case 'message': {
      const { message } = begins;
      const counters = growth.required.countersOf(growth.wishes.scopesOfMessage(message));
      const way: Way = { message, firing, puts: [], counters };
      const happens = growth.required.ended({ kind: 'message', message }, firing);
      happens.push(...growth.required.begun({ kind: 'message', message }, firing));
      const { hop } = begins;
      if (hop) return { puts: [], directs: [travel(growth, hop, way)], message, happens };
      return { puts: sourcesOf(growth.design, message).map((channel) => addPut(growth, channel, way)), directs: [], message, happens };
    }
  }
}

/** @param body what runs, if not all of the activity */
function begun(growth: Growth, firing: number, activity: Activity, body?: readonly Action[]): Beginning {
  const cause: Cause = { activity };
  return {
    activation: growth.activate({ activity, trigger: { kind: 'entry' }, cause, firing, body }),
    puts: [],
    directs: [],
    happens: [],
  };
}
