/** Which promises are broken when nothing more can happen. */
import type { Activity, Effect, Element, Hop, Message } from '../../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { type Broken, isDurable, legElement } from './facts.ts';
import { acknowledgedFirst } from './legs.ts';
import { brokenLeads, brokenWish, wholeWishesOf, wishesOf } from './requirements.ts';
import { isOfFailedRun } from './runs.ts';
import type { Delivery, State } from './state.ts';
import type { World } from './world.ts';

/** @returns the promises that the end of a run breaks. */
export function brokenAtEnd(world: World, state: State): readonly Broken[] {
  return [
    ...lost(world, state),
    ...blocked(world, state),
    ...halfDone(world, state),
    ...notUndone(world, state),
    ...brokenLeads(world, state, (firing) => isLookedAfter(world, state, firing)),
  ];
}

function lost(world: World, state: State): Broken[] {
  return Object.values(state.deliveries).flatMap((delivery): Broken[] => {
    if (delivery.handled) return [];
    const hop = world.hop(delivery.hop);
    const message = world.message(delivery.message);
    const gone =
      delivery.state === 'dropped' ||
      (delivery.state === 'parked' && delivery.parkedIn !== undefined && nobodyLooks(world, delivery.parkedIn));
    const wishes = gone
      ? wishesOf(world, 'never-lost').filter(({ subject }) => subject?.kind === 'message' && subject.message === message)
      : [];
    const broken = wishes.map(({ number }) => brokenWish(number, hop.id));
    return message.criticality === 'expendable' ? broken : [...broken, ...lostOn(world, delivery, hop, message)];
  });
}

function lostOn(world: World, delivery: Delivery, hop: Hop, { criticality, usefulFor }: Message): Broken[] {
  // Tried and given up, and of no use any more when somebody could have looked at it.
  const stale = criticality === 'normal' && usefulFor !== undefined && usefulFor < 3_600_000 && !acknowledgedFirst(world, delivery);
  if (delivery.state === 'dropped' && !delivery.decided && !stale)
    return [{ promise: 'nothing-lost', element: legElement(hop), at: hop.id }];
  if (delivery.state === 'parked' && delivery.parkedIn !== undefined && nobodyLooks(world, delivery.parkedIn))
    return [{ promise: 'nothing-lost', element: ownerOf(world, delivery.parkedIn), at: hop.id, detail: 'parked' }];
  return [];
}

/** A message of a firing is parked, or blocked, where somebody will find it: what it was to lead to may still come about. */
function isLookedAfter(world: World, state: State, firing: string): boolean {
  return Object.entries(state.deliveries).some(
    ([occ, delivery]) =>
      occ.startsWith(firing) &&
      ((delivery.state === 'parked' && (delivery.parkedIn === undefined || !nobodyLooks(world, delivery.parkedIn))) ||
        (isHeldUp(state, delivery) && isAlarmed(world.hop(delivery.hop))) ||
        delivery.state === 'stuck'),
  );
}

/** At the head of its leg, or waiting behind what is. */
function isHeldUp(state: State, { state: now, hop }: Delivery): boolean {
  if (now !== 'waiting') return now === 'blocked';
  return Object.values(state.deliveries).some((other) => other.hop === hop && other.state === 'blocked');
}

/** A queue's own dead letters are mended at the queue. */
function ownerOf(world: World, id: string): string {
  const element = world.design.index.elementById.get(id);
  return element && 'deadLettersOf' in element && element.deadLettersOf ? element.deadLettersOf.id : id;
}

function nobodyLooks(world: World, id: string): boolean {
  const element = world.design.index.elementById.get(id);
  if (!element || !('subscriptions' in element) || element.kind === 'orchestrator') return false;
  const consumed = (world.design.index.hopsFrom.get(id) ?? []).some(({ kind }) => kind === 'deliver' || kind === 'forward');
  return !element.facts.alarm && !consumed && !element.redrivesTo && element.owner === undefined;
}

function blocked(world: World, state: State): Broken[] {
  return Object.values(state.deliveries).flatMap((delivery): Broken[] => {
    if (delivery.state !== 'waiting') return [];
    const leg = world.hop(delivery.hop);
    const behind = Object.values(state.deliveries).some((other) => other.hop === delivery.hop && other.state === 'blocked');
    if (!behind || isAlarmed(leg)) return [];
    return [{ promise: 'nothing-blocked', element: legElement(leg), at: leg.id }];
  });
}

function isAlarmed({ from }: Hop): boolean {
  return from.kind === 'channel' && from.channel.facts.alarm !== undefined;
}

/** The delivery that a body answers: what it does is not judged where that is parked, blocked or lost. */
function inputOf(state: State, occ: string): Delivery | undefined {
  const [found] = Object.entries(state.deliveries)
    .filter(([input]) => occ.startsWith(`${input}|`))
    .sort(([one], [other]) => other.length - one.length);
  return found?.[1];
}

function halfDone(world: World, state: State): Broken[] {
  return Object.keys(state.begun).flatMap((occ): Broken[] => {
    const activity = world.bodyOf(occ);
    if (!activity || !['handler', 'join', 'operation', 'schedule'].includes(activity.kind)) return [];
    const input = inputOf(state, occ);
    if (activity.kind === 'handler' && !input) return [];
    const exempt = input !== undefined && !input.handled;
    // Of what stays away nobody says that it does not come again, and is done then.
    const wishes = input?.state === 'stuck' ? [] : wholeWishesOf(world, activity);
    if (exempt && wishes.length === 0) return [];
    const effects = world.effectsBelow(occ, activity).filter(({ effect }) => isDurable(effect));
    const place = joined(effects.map(({ effect }) => effect));
    const done = effects.filter(({ occ: at }) => (state.times[at] ?? 0) + (state.times[`${at}~`] ?? 0) > 0);
    const missing = effects.filter((one) => !done.includes(one));
    const parted = missing.some((one) => done.some((other) => place(one.effect) !== place(other.effect)));
    if (!parted) return [];
    const broken = wishes.map((number) => brokenWish(number, activity.id));
    return exempt ? broken : [...broken, { promise: 'all-or-nothing', element: activity.element.id, at: activity.id }];
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

function notUndone(world: World, state: State): Broken[] {
  return Object.entries(state.runs).flatMap(([occ, run]): Broken[] => {
    if (run.phase !== 'failed' || run.failed < 0) return [];
    const input = run.called ? inputOf(state, occ) : undefined;
    const exempt = input !== undefined && !input.handled;
    const workflow: Activity = world.activity(run.activity);
    const wishes = input?.state === 'stuck' ? [] : wholeWishesOf(world, workflow);
    return world.steps(workflow, 'body').flatMap((step, number): Broken[] => {
      if (run.undone.includes(number)) return [];
      const prefix = `${occ}|${workflow.id}|step${number}#`;
      const left = Object.entries(state.times).some(([at, times]) => {
        const effect = world.effectAt(at);
        return times > 0 && at.startsWith(prefix) && effect !== undefined && isDurable(effect) && !isOfFailedRun(state, at, occ);
      });
      if (!left) return [];
      const broken = wishes.map((wish) => brokenWish(wish, step.step.name));
      return exempt ? broken : [...broken, { promise: 'all-or-nothing', element: workflow.element.id, at: step.step.name }];
    });
  });
}
