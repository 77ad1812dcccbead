/** Which promises are broken when nothing more can happen. */
import type { Activity, Effect, Element } from '../../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { type Broken, isDurable } from './facts.ts';
import { legElement, type Machine } from './machine.ts';
import type { Delivery, State } from './state.ts';

/** @returns the promises that the end of a run breaks. */
export function brokenAtEnd(machine: Machine, state: State): readonly Broken[] {
  return [...lost(machine, state), ...blocked(machine, state), ...halfDone(machine, state), ...notUndone(machine, state)];
}

function lost(machine: Machine, state: State): Broken[] {
  return Object.values(state.deliveries).flatMap((delivery): Broken[] => {
    if (delivery.handled || machine.message(delivery.message).criticality === 'expendable') return [];
    const hop = machine.hop(delivery.hop);
    if (delivery.state === 'dropped' && !delivery.decided) return [{ promise: 'nothing-lost', element: legElement(hop), at: hop.id }];
    if (delivery.state === 'parked' && delivery.parkedIn !== undefined && nobodyLooks(machine, delivery.parkedIn))
      return [{ promise: 'nothing-lost', element: ownerOf(machine, delivery.parkedIn), at: hop.id, detail: 'parked' }];
    return [];
  });
}

/** A queue's own dead letters are mended at the queue. */
function ownerOf(machine: Machine, id: string): string {
  const element = machine.design.index.elementById.get(id);
  return element && 'deadLettersOf' in element && element.deadLettersOf ? element.deadLettersOf.id : id;
}

function nobodyLooks(machine: Machine, id: string): boolean {
  const element = machine.design.index.elementById.get(id);
  if (!element || !('subscriptions' in element) || element.kind === 'orchestrator') return false;
  const consumed = (machine.design.index.hopsFrom.get(id) ?? []).some(({ kind }) => kind === 'deliver' || kind === 'forward');
  return !element.facts.alarm && !consumed && !element.redrivesTo && element.owner === undefined;
}

function blocked(machine: Machine, state: State): Broken[] {
  return Object.values(state.deliveries).flatMap((delivery): Broken[] => {
    if (delivery.state !== 'waiting') return [];
    const { from, id } = machine.hop(delivery.hop);
    const behind = Object.values(state.deliveries).some((other) => other.hop === delivery.hop && other.state === 'blocked');
    if (!behind || (from.kind === 'channel' && from.channel.facts.alarm)) return [];
    return [{ promise: 'nothing-blocked', element: legElement(machine.hop(id)), at: id }];
  });
}

/** The delivery that a body answers: what it does is not judged where that is parked, blocked or lost. */
function inputOf(state: State, occ: string): Delivery | undefined {
  const [found] = Object.entries(state.deliveries)
    .filter(([input]) => occ.startsWith(`${input}|`))
    .sort(([one], [other]) => other.length - one.length);
  return found?.[1];
}

function halfDone(machine: Machine, state: State): Broken[] {
  return Object.keys(state.begun).flatMap((occ): Broken[] => {
    const activity = machine.bodyOf(occ);
    if (!activity || (activity.kind !== 'handler' && activity.kind !== 'operation' && activity.kind !== 'schedule')) return [];
    const input = inputOf(state, occ);
    if (input && !input.handled) return [];
    if (activity.kind === 'handler' && !input) return [];
    const effects = machine.effectsBelow(occ, activity).filter(({ effect }) => isDurable(effect));
    const place = joined(effects.map(({ effect }) => effect));
    const done = effects.filter(({ occ: at }) => (state.times[at] ?? 0) + (state.times[`${at}~`] ?? 0) > 0);
    const missing = effects.filter((one) => !done.includes(one));
    const parted = missing.some((one) => done.some((other) => place(one.effect) !== place(other.effect)));
    return parted ? [{ promise: 'all-or-nothing', element: activity.element.id, at: activity.id }] : [];
  });
}

/** Places that a transaction, an outbox or a fallback joins are one. */
function joined(effects: readonly Effect[]): (effect: Effect) => string {
  const same = new Map<string, string>();
  const root = (place: string): string => {
    const up = same.get(place);
    return up === undefined ? place : root(up);
  };
  const join = (one: string, other: string): void => {
    if (root(one) !== root(other)) same.set(root(one), root(other));
  };
  const blocks = new Map<string, string>();
  for (const effect of effects) {
    const place = placeOf(effect);
    if (isMessageEffect(effect) && effect.outbox) join(place, effect.outbox.id);
    if (isCallEffect(effect) && effect.options.fallback?.element) join(place, effect.options.fallback.element.id);
    for (const { kind, id } of effect.blocks) {
      if (kind !== 'atomically') continue;
      const known = blocks.get(id);
      if (known === undefined) blocks.set(id, place);
      else join(place, known);
    }
  }
  return (effect) => root(placeOf(effect));
}

function placeOf(effect: Effect): string {
  const element: Element | undefined = isStoreEffect(effect)
    ? effect.store
    : isMessageEffect(effect)
      ? (effect.to ?? effect.channels[0])
      : effect.target;
  return element?.id ?? (isMessageEffect(effect) ? `message ${effect.message?.id}` : effect.id);
}

function notUndone(machine: Machine, state: State): Broken[] {
  return Object.entries(state.runs).flatMap(([occ, run]): Broken[] => {
    if (run.phase !== 'failed' || run.failed < 0) return [];
    const workflow: Activity = machine.activity(run.activity);
    return machine.steps(workflow, 'body').flatMap((step, number): Broken[] => {
      if (run.undone.includes(number)) return [];
      const prefix = `${occ}|${workflow.id}|step${number}#`;
      const left = Object.entries(state.times).some(([at, times]) => {
        const effect = machine.effectAt(at);
        return times > 0 && at.startsWith(prefix) && effect !== undefined && isDurable(effect);
      });
      return left ? [{ promise: 'all-or-nothing', element: workflow.element.id, at: step.step.name }] : [];
    });
  });
}
