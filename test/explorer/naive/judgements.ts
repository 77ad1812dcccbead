/** Where in the text a rule would speak of what the naive model found. */
import type { Activity, Design, Element, Hop, Message } from '../../../language/model/design.ts';
import type { Source } from '../../../language/model/source.ts';
import type { Judgement } from '../agreement.ts';
import type { NaiveFailure } from './explore.ts';

/** @returns the failures with the places where they would be mended. */
export function judgementsOf(design: Design, failures: readonly NaiveFailure[]): readonly Judgement[] {
  return failures.map((failure) => ({
    promise: failure.promise,
    element: failure.element,
    orderUnknown: design.hops.some(({ id, guarantee }) => id === failure.at && guarantee.ordering === undefined),
    places: placesOf(design, failure),
    faults: failure.faults,
    text: `${failure.promise} at ${failure.element} (${failure.at}${failure.detail ? `, ${failure.detail}` : ''}) by ${failure.by.join(' and ') || 'nothing'}`,
  }));
}

function placesOf(design: Design, { promise, element, at, detail }: NaiveFailure): readonly Source[] {
  const owner = design.index.elementById.get(element);
  if (promise === 'state-kept') return placesOfState(design, owner, at);
  if (promise === 'comes-to-rest')
    return (detail ?? '').split('\n').flatMap((id) => design.index.activityById.get(id)?.syntax.source ?? []);
  const hop = design.hops.find(({ id }) => id === at);
  if (hop) {
    const parkedIn =
      detail === 'parked' && owner ? [owner.syntax.source, ...(hop.guarantee.failure ? [hop.guarantee.failure.source] : [])] : [];
    // Order that is lost on one leg of a way is lost on the whole of it: the first such leg is the finding.
    const consumer = promise === 'in-order' && detail ? design.index.activityById.get(detail) : undefined;
    const legs = consumer ? legsTo(design, consumer, hop.messages) : [hop];
    return [...legs.flatMap((leg) => placesOfHop(design, leg)), ...parkedIn];
  }
  const effect = design.effects.find(({ id }) => id === at);
  if (effect) return effect.step ? [effect.syntax.source, effect.step.syntax.source] : [effect.syntax.source];
  const activity = design.index.activityById.get(at);
  if (activity) {
    if (promise === 'effect-once' && activity.kind !== 'workflow') return [activity.syntax.head];
    return [activity.syntax.source];
  }
  if (owner?.kind === 'orchestrator') return owner.steps.flatMap((step) => (step.name === at ? [step.syntax.source] : []));
  return owner ? [owner.syntax.source] : [];
}

function placesOfState(design: Design, owner: Element | undefined, name: string): readonly Source[] {
  const states = design.elements.flatMap((element) => ('state' in element ? element.state : []));
  const sticky = design.elements.flatMap((element) => ('sticky' in element && element.sticky ? [element.sticky.source] : []));
  const kept = states.flatMap((state) =>
    state.name === name && (state.element === owner || state.store === owner) ? [state.syntax.source] : [],
  );
  return [...kept, ...sticky, ...(owner && !('state' in owner && owner.kind === 'service') ? [owner.syntax.source] : [])];
}

/** A leg is mended at its channel, its subscription, its consumer or the effect that trusts it. */
function placesOfHop(design: Design, hop: Hop): readonly Source[] {
  const places: Source[] = [hop.source];
  if (hop.guarantee.failure) places.push(hop.guarantee.failure.source);
  for (const rule of hop.guarantee.misplaced ?? []) places.push(rule.source);
  if (hop.from.kind === 'channel') {
    places.push(hop.from.channel.syntax.name ?? hop.from.channel.syntax.head);
    places.push(...[...hop.from.channel.statements.values()].flat());
    for (const { effect } of design.index.hopsTo.get(hop.from.channel.id) ?? []) if (effect) places.push(effect.syntax.source);
  }
  if (hop.to.kind === 'activity') places.push(hop.to.activity.syntax.head);
  return places;
}

function legsTo(design: Design, consumer: Activity, messages: readonly Message[]): readonly Hop[] {
  const legs = [...(design.index.hopsTo.get(consumer.id) ?? [])];
  for (const { from } of legs)
    if (from.kind === 'channel')
      for (const before of design.index.hopsTo.get(from.channel.id) ?? [])
        if (before.kind === 'forward' && !legs.includes(before) && before.messages.some((message) => messages.includes(message)))
          legs.push(before);
  return legs;
}
