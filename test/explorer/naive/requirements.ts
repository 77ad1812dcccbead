/** What the design's `require`s ask of a run, and when they are broken. They know no exemptions. */
import type { Activity, Effect, Hop, KeptState, Message, Requirement, RequirementTarget } from '../../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { isWrite } from './bodies.ts';
import type { Broken } from './facts.ts';
import { joinSetOf } from './joins.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

/** @returns the requirements of a kind, with their numbers. */
export function wishesOf(world: World, kind: Requirement['kind']): readonly (Requirement & { readonly number: number })[] {
  return world.design.requirements.flatMap((requirement, number) => (requirement.kind === kind ? [{ ...requirement, number }] : []));
}

export function brokenWish(number: number, at: string): Broken {
  return { promise: 'requirement', element: String(number), at };
}

/** What an effect does is done to its target: a write to its store, a call to what is called, a message to whom it is sent. */
function concerns(target: RequirementTarget | undefined, effect: Effect, callee: Activity | undefined): boolean {
  switch (target?.kind) {
    case 'element':
      if (isStoreEffect(effect)) return isWrite(effect) && effect.store === target.element;
      if (isMessageEffect(effect)) return effect.to === target.element || effect.channels.some((channel) => channel === target.element);
      return effect.target === target.element;
    case 'activity':
      return isCallEffect(effect) && callee === target.activity;
    case 'message':
      return isMessageEffect(effect) && effect.message === target.message;
    case 'step':
      return effect.step === target.step && effect.part !== 'undo';
    case 'state':
    case undefined:
      return false;
  }
}

/** The ways to an occurrence: its own, and, through each join on it, those of all that the join had collected. */
function waysTo(world: World, state: State, occ: string): readonly string[] {
  const ways = [occ];
  for (const activity of world.design.activities) {
    if (activity.kind !== 'join') continue;
    const set = occ.includes(`|${activity.id}|`) ? state.joins[joinSetOf(occ, activity)] : undefined;
    for (const collected of set?.collected ?? []) if (!ways.some((way) => way.startsWith(`${collected}|`))) ways.push(`${collected}|`);
  }
  return ways;
}

/** The occurrences of a scope that something happens below: ends of the way to it. */
function scopesAbove(world: World, state: State, scope: RequirementTarget | undefined, occ: string): readonly string[] {
  return waysTo(world, state, occ).flatMap((way) => {
    if (scope?.kind === 'message') {
      if (world.options.entry.kind === 'message' && world.options.entry.message === scope.message) return [/^f\d+/.exec(way)?.[0] ?? ''];
      return Object.entries(state.deliveries).flatMap(([at, { message, sent }]) =>
        message === scope.message.id && way.startsWith(`${at}|`) ? [sent] : [],
      );
    }
    return activitiesOf(world, scope).flatMap(({ id }) => {
      const at = way.indexOf(`|${id}|`);
      return at < 0 ? [] : [way.slice(0, at + id.length + 2)];
    });
  });
}

/** The bodies that a requirement names. */
function activitiesOf(world: World, target: RequirementTarget | undefined): readonly Activity[] {
  if (target?.kind === 'activity') return [target.activity];
  return target?.kind === 'element' ? (world.design.index.activitiesOf.get(target.element.id) ?? []) : [];
}

/** An effect takes place: it counts for each occurrence that it is to happen at most once below. */
export function countWishes(
  world: World,
  next: State,
  breaks: Broken[],
  occ: string,
  effect: Effect,
  callee: Activity | undefined,
  refused = false,
): void {
  for (const { number, subject, scope } of refused ? [] : wishesOf(world, 'at-most-once')) {
    if (!concerns(subject, effect, callee)) continue;
    for (const above of new Set(scopesAbove(world, next, scope, occ))) {
      const key = `${number} ${above}`;
      next.sums[key] = Math.min((next.sums[key] ?? 0) + 1, 2);
      if (next.sums[key] === 2) breaks.push(brokenWish(number, effect.id));
    }
  }
  for (const { number, outcomes } of wishesOf(world, 'leads-to'))
    if (outcomes.some((outcome) => concerns(outcome, effect, callee))) next.cameAbout[`${number} ${firingOf(occ)}`] = true;
}

/** A body has come to its end: that may be what something was to lead to. */
export function endWishes(world: World, next: State, occ: string, activity: Activity): void {
  for (const { number, outcomes } of wishesOf(world, 'leads-to'))
    if (outcomes.some((outcome) => activitiesOf(world, outcome).includes(activity))) next.cameAbout[`${number} ${firingOf(occ)}`] = true;
}

function firingOf(occ: string): string {
  return /^f\d+/.exec(occ)?.[0] ?? '';
}

/** Whether a message has to come in order, because it says so or because somebody requires it. */
export function needsOrder(world: World, message: Message): boolean {
  return message.ordered !== undefined || wishesOf(world, 'in-order').some(({ subject }) => isMessage(subject, message));
}

function isMessage(target: RequirementTarget | undefined, message: Message): boolean {
  return target?.kind === 'message' && target.message === message;
}

/** A consumer begins a message while an earlier one is on its way. */
export function breakOrderWishes(world: World, breaks: Broken[], message: Message, consumer: Activity, hop: Hop): void {
  for (const { number, subject, consumer: at } of wishesOf(world, 'in-order'))
    if (isMessage(subject, message) && activitiesOf(world, at).includes(consumer)) breaks.push(brokenWish(number, hop.id));
}

/** State is lost with the instance that keeps it. */
export function breakStateWishes(world: World, breaks: Broken[], states: readonly KeptState[]): void {
  for (const { number, subject } of wishesOf(world, 'survives-instance-loss'))
    if (subject?.kind === 'state' && states.includes(subject.state)) breaks.push(brokenWish(number, subject.state.name));
}

/** Whom a requirement to be done wholly or not at all speaks of. */
export function wholeWishesOf(world: World, activity: Activity): readonly number[] {
  return wishesOf(world, 'all-or-nothing').flatMap(({ number, subject }) =>
    activitiesOf(world, subject).includes(activity) ? [number] : [],
  );
}

/** A run ends with the beginning of what was to lead somewhere, and without the end of it, though nobody looks after the message. */
export function brokenLeads(world: World, state: State, isLookedAfter: (firing: string) => boolean): readonly Broken[] {
  return wishesOf(world, 'leads-to').flatMap(({ number, subject }) =>
    Array.from({ length: state.fired }, (_, at) => `f${at + 1}`)
      .filter((firing) => happened(world, state, subject, firing) && !state.cameAbout[`${number} ${firing}`])
      .filter((firing) => !isLookedAfter(firing))
      .map((firing) => brokenWish(number, firing)),
  );
}

function happened(world: World, state: State, subject: RequirementTarget | undefined, firing: string): boolean {
  const { entry } = world.options;
  if (subject?.kind === 'message') {
    if (entry.kind === 'message' && entry.message === subject.message) return true;
    if (Object.entries(state.deliveries).some(([occ, { message }]) => message === subject.message.id && firingOf(occ) === firing))
      return true;
    return Object.entries(state.times).some(([occ, times]) => {
      const effect = world.effectAt(occ);
      return times > 0 && firingOf(occ) === firing && effect !== undefined && concerns(subject, effect, undefined);
    });
  }
  const ids = activitiesOf(world, subject).map(({ id }) => id);
  return Object.keys(state.begun).some(
    (occ) => firingOf(occ) === firing && ids.some((id) => occ.endsWith(`|${id}|`) || occ.includes(`|${id}|step`)),
  );
}
