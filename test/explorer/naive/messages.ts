/** How a message comes out of an effect, into a channel and onto its legs; where one leads back to its own cause. */
import type { Activity, Channel, Effect, Hop, Message, Store } from '../../../language/model/design.ts';
import { isMessageEffect } from '../../../language/model/lookups.ts';
import { choose } from './bodies.ts';
import type { Broken } from './facts.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

/** What a store publishes of each write. */
export function publishChanges(world: World, next: State, breaks: Broken[], store: Store, occ: string, late: boolean): void {
  for (const change of world.design.index.activitiesOf.get(store.id) ?? []) {
    for (const effect of change.effects)
      if (isMessageEffect(effect)) publish(world, next, breaks, effect, `${occ}|${change.id}|${effect.id}`, late);
  }
}

/** A message goes to every channel that it is published to, and to whom it is sent with no channel between. */
export function publish(world: World, next: State, breaks: Broken[], effect: Effect, occ: string, late: boolean): void {
  if (!isMessageEffect(effect) || !effect.message) return;
  if (!next.order.includes(occ)) next.order.push(occ);
  for (const channel of effect.channels) into(world, next, breaks, channel, effect.message, occ, occ, late, undefined);
  for (const hop of world.design.hops)
    if (hop.kind === 'direct' && hop.effect === effect) send(world, next, breaks, hop, effect.message, occ, late);
}

/** A message comes into a channel, and from there onto each leg. `way` is the occurrence so far. */
export function into(
  world: World,
  next: State,
  breaks: Broken[],
  channel: Channel,
  message: Message,
  sent: string,
  way: string,
  late: boolean,
  from: Hop | undefined,
): void {
  const dedup = channel.facts.deduplicates?.value;
  const came = `${way}>${channel.id}`;
  const seen = next.recorded[came] === true;
  next.recorded[came] = true;
  const lasts = from?.guarantee.retention?.value ?? Number.POSITIVE_INFINITY;
  if (dedup && seen && !(late && dedup.within < lasts)) return;
  for (const hop of legsFrom(world, channel, message)) sendOn(world, next, breaks, hop, message, sent, `${way}>${hop.id}`, late);
}

/** The legs that a message takes out of a channel; of the services that compete for a queue, one. */
export function legsFrom(world: World, channel: Channel, message: Message): readonly Hop[] {
  const legs = (world.design.index.hopsFrom.get(channel.id) ?? []).filter(
    (hop) => (hop.kind === 'forward' || hop.kind === 'deliver') && hop.messages.includes(message),
  );
  if (channel.kind !== 'queue') return legs;
  const delivers = legs.filter(({ kind }) => kind === 'deliver');
  if (delivers.length < 2) return legs;
  const chosen = delivers[choose(world.options.choices, `consumer ${channel.id} ${message.id}`, delivers.length)];
  return legs.filter((leg) => leg.kind !== 'deliver' || leg === chosen);
}

/** A message goes straight onto a leg that no channel stands before. */
export function send(world: World, next: State, breaks: Broken[], hop: Hop, message: Message, sent: string, late: boolean): void {
  sendOn(world, next, breaks, hop, message, sent, `${sent}>${hop.id}`, late);
}

/** A message comes onto a leg, or onto it again. */
export function sendOn(
  world: World,
  next: State,
  breaks: Broken[],
  hop: Hop,
  message: Message,
  sent: string,
  occ: string,
  late: boolean,
): void {
  const consumer = hop.to.kind === 'activity' ? hop.to.activity : undefined;
  if (consumer && !hop.step && occ.includes(`|${consumer.id}|`)) {
    if (!endsSomewhere(world, occ, consumer))
      breaks.push({ promise: 'comes-to-rest', element: consumer.element.id, at: consumer.id, detail: loopIn(world, occ, consumer) });
    return;
  }
  const known = next.deliveries[occ];
  if (known) {
    known.copies = Math.min(known.copies + 1, 2);
    known.late ||= late;
    if (known.state === 'done') known.state = 'waiting';
    return;
  }
  next.deliveries[occ] = {
    hop: hop.id,
    message: message.id,
    sent,
    copies: 1,
    attempts: 0,
    state: 'waiting',
    handled: false,
    poisoned: false,
    late,
    redriven: false,
    decided: false,
  };
}

/** A condition on the way round is how it ends. */
export function endsSomewhere(world: World, occ: string, { id }: Activity): boolean {
  const start = occ.indexOf(`|${id}|`);
  const filtered = world.design.hops.some(
    (hop) => occ.indexOf(`>${hop.id}`, start) >= 0 && (hop.subscription?.filter ?? filterOf(hop)) !== undefined,
  );
  const conditional = [...world.effects].some(
    ([at, { blocks }]) => at.length > start + id.length + 1 && occ.startsWith(at) && blocks.some(({ kind }) => kind === 'when'),
  );
  return filtered || conditional;
}

/** The bodies on the way from one back to itself. */
export function loopIn(world: World, occ: string, { id }: Activity): string {
  const way = occ.slice(occ.indexOf(`|${id}|`));
  return world.design.activities.flatMap((other) => (way.includes(`|${other.id}|`) ? [other.id] : [])).join('\n');
}

function filterOf({ to }: Hop): string | undefined {
  return to.kind === 'activity' ? to.activity.options.filter : undefined;
}
