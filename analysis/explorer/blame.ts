/** What to change when a promise breaks: the element, the words in the text, and the rules that speak of them. */
import type { Design, Effect, Element, Fact, FailureRule, Hop, KeptState, RequirementTarget, Source } from '../../language/model/design.ts';
import { analysisOf, defineAnalysis } from '../analyses.ts';
import { inputOf, listed, shortText } from '../names.ts';
import { exposedConsumers } from '../passes/consumers.ts';
import { failures, misplacements, placeOf } from '../passes/failures.ts';
import { keptStates } from '../passes/kept-state.ts';
import { losses } from '../passes/losses.ts';
import { handMadeMark } from '../passes/marks.ts';
import type { Breach } from './events.ts';
import { bySource } from './flows.ts';
import { awaitedOn, endOfTries, labelOf, messageOf } from './phrases.ts';
import { placesOf } from './places.ts';
import type { Activation } from './program.ts';
import { nameOf } from './requirements.ts';

export interface Blame {
  readonly element: Element;
  readonly source: Source;
  readonly rules: readonly string[];
  readonly text: string;
  readonly restsOn: readonly string[];
}

/** @returns whom a breach speaks of */
export function blameOf(design: Design, breach: Breach): Blame {
  const blame = blameFor(design, breach);
  return { ...blame, restsOn: [...new Set(blame.restsOn)] };
}

function blameFor(design: Design, breach: Breach): Blame {
  switch (breach.promise) {
    case 'effect-once':
      return ofRepetition(design, breach);
    case 'nothing-lost':
      return ofLoss(design, breach);
    case 'nothing-blocked':
      return ofBlock(design, breach);
    case 'all-or-nothing':
      return breach.blame === 'step' ? ofStep(breach) : ofHalf(breach);
    case 'in-order':
      return ofDisorder(breach);
    case 'state-kept':
      return breach.blame === 'run' ? ofRun(breach) : ofState(design, breach);
    case 'read-your-writes':
      return ofRead(breach);
    case 'comes-to-rest':
      return ofLoop(breach);
    case 'requirement':
      return ofRequirement(design, breach);
  }
}

/** Parts of a breach that its kind makes sure of. */
function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A breach lacks what it speaks of.');
  return value;
}

// ---------------------------------------------------------------- effect once

function ofRepetition(design: Design, { blame, effect, activation, late, twice, instead }: Breach): Blame {
  const repeated = must(twice);
  const done = instead ? must(repeated.instead).effect : repeated.effect;
  const text = `${shortText(done)} took place twice for one ${causeOf(repeated.activation)}.`;
  if (blame === 'call') {
    const { activity, syntax } = must(effect).effect;
    return { element: activity.element, source: syntax.source, rules: ['retry-without-idempotency'], text, restsOn: [] };
  }
  const { activity, trigger, forgets } = must(activation);
  const { element, idempotency } = activity;
  if (idempotency) {
    const rules = [late && forgets ? 'dedup-window-too-short' : 'non-atomic-dedup'];
    return { element, source: idempotency.source, rules, text, restsOn: [] };
  }
  const mark = handMadeMark(activity);
  if (mark) return { element, source: mark.note.syntax.source, rules: ['non-atomic-dedup'], text, restsOn: [] };
  const exposed = analysisOf(design, exposedConsumers).find((consumer) => consumer.activity === activity);
  const rules = [exposed?.broker ? 'broker-dedup-is-not-idempotency' : 'non-idempotent-consumer'];
  const leg = trigger.kind === 'delivery' ? trigger.legs[0] : undefined;
  const { name, head } = activity.syntax;
  const subscription = exposed ? exposed.subscription : leg?.hop?.subscription;
  const source = subscription?.syntax.source ?? name ?? head;
  // A crash repeats a handler whatever its hop says of deliveries.
  const restsOn = leg?.hop
    ? restingOn(leg.hop.guarantee.delivery, 'delivers at least once', 'at-least-once')
    : restingOn(element.facts.delivery, 'may run a run twice');
  return { element, source, rules, text, restsOn };
}

/** What an activation is about: the message, the request, the run. */
function causeOf(activation: Activation): string {
  const { root } = activation;
  const { activity, trigger } = root;
  if (activity.kind === 'workflow') return `run of ${activity.label}`;
  if (trigger.kind === 'delivery') return listed(trigger.legs.flatMap(({ message }) => message?.name ?? [])) || 'message';
  if (activity.kind === 'schedule') return 'tick';
  return activation === root ? 'request' : `request of ${root.activity.label}`;
}

// ---------------------------------------------------------------- losses and blocks

function ofLoss(design: Design, { leg, put }: Breach): Blame {
  const hop = must(leg?.hop ?? put?.hop);
  const message = leg?.message ?? put?.message;
  const name = messageOf({ message, firing: 0 });
  const lossy = analysisOf(design, losses).find((loss) => loss.hops.includes(hop) && (!message || loss.messages.includes(message)));
  const { delivery } = hop.guarantee;
  if (delivery?.value === 'at-most-once' || leg?.activation?.acknowledgesFirst) {
    // Who acknowledges first has said so.
    const restsOn = restingOn(delivery, 'delivers at most once', 'at-most-once');
    const text = `${name} is lost: ${placeName(hop)} takes it along once, whatever becomes of it.`;
    return { element: elementAt(hop), source: lossy?.source ?? hop.source, rules: ['lossy-hop-on-critical-path'], text, restsOn };
  }
  const { failure, attempts } = hop.guarantee;
  if (failure?.kind === 'dead-letters') {
    const queue = must(failure.to);
    const owner = 'deadLettersOf' in queue ? queue.deadLettersOf : undefined;
    const place = owner && failure.origin.kind !== 'technology' ? failure.source : undefined;
    const element = owner ?? queue;
    const text = `${name} lies in ${owner ? `the dead letters of ${owner.name}` : queue.name}, and nobody looks there.`;
    return {
      element,
      source: place ?? element.syntax.name ?? element.syntax.head,
      rules: ['unattended-dead-letter-queue'],
      text,
      restsOn: [],
    };
  }
  const why = hop.to.kind === 'channel' ? 'cannot be reached' : 'cannot handle it';
  const text = {
    'used up': `${name} is lost: ${consumerName(hop)} ${why}, and when its tries are used up nothing keeps it.`,
    expires: `${name} is lost: ${consumerName(hop)} ${why}, and it comes again until it expires.`,
    never: `${name} is never done: ${consumerName(hop)} ${why}, and it comes again for ever.`,
  }[endOfTries(hop)];
  const found = analysisOf(design, failedLegs).get(hop);
  const misplaced = misplacedOn(design, hop);
  if (misplaced) return { element: elementAt(hop), source: misplaced.source, rules: ['misplaced-dead-letter-queue'], text, restsOn: [] };
  const source = found ? placeOf(found.attachment) : hop.source;
  return {
    element: elementAt(hop),
    source,
    rules: ['missing-dead-letter-queue'],
    text,
    restsOn: restingOn(attempts, triesText(hop)),
  };
}

function triesText(hop: Hop): string {
  return {
    'used up': hop.guarantee.attemptsVary ? 'gives up after a number of tries' : `tries ${hop.guarantee.attempts?.value ?? 1} times`,
    expires: 'tries until the message expires',
    never: 'tries without end',
  }[endOfTries(hop)];
}

const failedLegs = defineAnalysis(
  'failed-legs',
  (_, get) => new Map(get(failures).flatMap(({ legs }) => legs.map((leg) => [leg.hop, leg] as const))),
);

/** Dead letters that would keep what fails on a hop, and stand where none are caught. */
function misplacedOn(design: Design, { guarantee: { misplaced } }: Hop): FailureRule | undefined {
  const wrong = analysisOf(design, misplacements);
  return misplaced?.find((rule) => wrong.has(rule));
}

function ofBlock(design: Design, { leg }: Breach): Blame {
  const hop = must(leg?.hop);
  const found = analysisOf(design, failedLegs).get(hop);
  const text = `Every further ${labelOf({ message: leg?.message })} of the same group waits behind one that ${consumerName(hop)} cannot handle.`;
  const source = found ? placeOf(found.attachment) : hop.source;
  const restsOn = restingOn(hop.guarantee.attempts, 'tries without end and keeps the order');
  const rules = ['poison-message-blocks-partition'];
  const misplaced = misplacedOn(design, hop);
  if (misplaced) return { element: elementAt(hop), source: misplaced.source, rules: ['misplaced-dead-letter-queue'], text, restsOn };
  return { element: elementAt(hop), source, rules, text, restsOn };
}

// ---------------------------------------------------------------- all or nothing

function ofHalf({ activation, effect }: Breach): Blame {
  const missed = must(effect);
  const { activity } = must(activation);
  const text = `${activity.label} is done by half: ${shortText(missed.effect)} never took place, and what it did before stays.`;
  // All branches that come to the place have their one finding at the first.
  const places = placesOf(activity);
  const first = activity.effects.find((other) => other.part === missed.effect.part && places.get(other) === missed.place) ?? missed.effect;
  return { element: activity.element, source: first.syntax.source, rules: ['dual-write-without-outbox'], text, restsOn: [] };
}

function ofStep({ activation, step }: Breach): Blame {
  const { step: left } = must(step);
  const { activity } = must(activation);
  const text = `The run of ${activity.label} failed, and what step ${left.name} did is not undone.`;
  return { element: activity.element, source: left.syntax.name ?? left.syntax.head, rules: ['missing-compensation'], text, restsOn: [] };
}

// ---------------------------------------------------------------- order

function ofDisorder({ leg, parked }: Breach): Blame {
  const late = must(leg);
  const hop = must(late.hop);
  const name = labelOf(late);
  const by = late.message?.ordered?.by;
  const text = `${consumerName(hop)} begins a later ${name}${by ? ` of the same ${by.join(' + ')}` : ''} before an earlier one is done.`;
  const disorder = late.disordered?.disorder;
  if (disorder?.channel && (disorder.kind === 'ungrouped' || disorder.kind === 'other-key')) {
    const { channel } = disorder;
    const source = channel.groupedBy?.source ?? channel.syntax.name ?? channel.syntax.head;
    return { element: channel, source, rules: ['missing-ordering-key'], text, restsOn: [] };
  }
  if (disorder) {
    const restsOn = restingOn(disorder.hop.guarantee.ordering, 'keeps no order', 'none');
    const source = hop.subscription?.syntax.source ?? consumerHead(hop);
    return { element: elementAt(hop), source, rules: ['ordering-lost'], text, restsOn };
  }
  // Where each leg keeps the order, what is overtaken is parked.
  const parking = must(must(parked).hop);
  return {
    element: elementAt(parking),
    source: parking.guarantee.failure?.source ?? parking.source,
    rules: ['dead-letter-breaks-ordering'],
    text,
    restsOn: [],
  };
}

function consumerHead(hop: Hop): Source {
  return hop.to.kind === 'activity' ? hop.to.activity.syntax.head : hop.source;
}

// ---------------------------------------------------------------- state and reads

function ofState(design: Design, { state }: Breach): Blame {
  const kept = must(state);
  const text = `${kept.name} of ${kept.element.name} is gone when it is next needed.`;
  const restsOn = restingOn(kept.element.facts.ephemeral, 'has instances that come and go');
  const { verdicts, fragile } = analysisOf(design, keptStates);
  const cache = fragile.find(({ states }) => states.includes(kept))?.cache;
  if (cache)
    return {
      element: cache,
      source: cache.syntax.name ?? cache.syntax.head,
      rules: ['durable-state-on-ephemeral-storage'],
      text,
      restsOn: [],
    };
  const verdict = verdicts.find((one) => one.state === kept);
  const rule = ruleOfState(kept, verdict?.kind);
  if (verdict?.kind === 'pinned') {
    const { entry } = verdict;
    return { element: entry, source: entry.sticky?.source ?? kept.syntax.source, rules: [rule], text, restsOn };
  }
  return { element: kept.element, source: kept.syntax.source, rules: [rule], text, restsOn };
}

function ruleOfState(_: KeptState, verdict: 'ephemeral' | 'pinned' | 'scattered' | 'divided' | undefined): string {
  switch (verdict) {
    case 'pinned':
      return 'sticky-sessions';
    case 'scattered':
      return 'stateful-without-affinity';
    case 'divided':
      return 'local-state-on-scaled-service';
    case 'ephemeral':
    case undefined:
      return 'durable-state-on-ephemeral-storage';
  }
}

function ofRun({ activation }: Breach): Blame {
  const { activity } = must(activation);
  const text = `A run of ${activity.label} is gone with the instance that knew of it.`;
  return { element: activity.element, source: activity.syntax.head, rules: ['orchestrator-central-dependency'], text, restsOn: [] };
}

function ofRead({ effect, leg }: Breach): Blame {
  const { effect: read, activation } = must(effect);
  const missing = leg ? `what ${awaitedOn(leg)} has yet to bring` : 'what was written just before';
  const text = `${activation.activity.label} ${shortText(read)} and misses ${missing}.`;
  const store = 'store' in read ? read.store : undefined;
  const restsOn = leg ? [] : restingOn(store?.facts.consistency, 'reads with a lag');
  return {
    element: store ?? activation.activity.element,
    source: read.syntax.source,
    rules: ['stale-read-violates-consistency'],
    text,
    restsOn,
  };
}

// ---------------------------------------------------------------- loops

function ofLoop({ loop }: Breach): Blame {
  const { kind, effects, activity } = must(loop);
  const first = must(effects.toSorted((one, other) => bySource(one.syntax.source, other.syntax.source))[0]);
  const text =
    kind === 'call'
      ? `${activity.label} waits for itself: ${wayOf(effects)}.`
      : `${activity.messages.length > 0 ? inputOf(activity) : `A run of ${activity.label}`} leads to itself again: ${wayOf(effects)}.`;
  const rules = [kind === 'call' ? 'cyclic-sync-dependency' : 'event-loop'];
  return { element: first.activity.element, source: first.syntax.source, rules, text, restsOn: [] };
}

function wayOf(effects: readonly Effect[]): string {
  return listed(effects.map((effect) => `${effect.activity.label} ${shortText(effect)}`));
}

// ---------------------------------------------------------------- requirements

function ofRequirement(design: Design, breach: Breach): Blame {
  const wanted = must(design.requirements[must(breach.requirement)]);
  const { source, scope, outcomes } = wanted;
  const subject = must(wanted.subject);
  if (breach.like === undefined) {
    const text = `A run with ${nameOf(subject)} ends, and ${listed(outcomes.map(nameOf)).replace(' and ', ' or ')} never comes about.`;
    return { element: must(elementOf(design, subject) ?? design.elements[0]), source, rules: [], text, restsOn: [] };
  }
  if (breach.like === 'effect-once') {
    const { effect, activation } = must(breach.effect);
    const text = `${shortText(effect)} took place a second time for one ${nameOf(must(scope))}.`;
    return { element: activation.activity.element, source, rules: [], text, restsOn: [] };
  }
  const { element, text, restsOn } = blameFor(design, { ...breach, promise: breach.like });
  return { element, source, rules: [], text, restsOn };
}

function elementOf(design: Design, target: RequirementTarget): Element | undefined {
  switch (target.kind) {
    case 'element':
      return target.element;
    case 'activity':
      return target.activity.element;
    case 'state':
      return target.state.element;
    case 'step':
      return target.step.orchestrator;
    case 'message': {
      const [hop] = design.index.hopsOf.get(target.message.id) ?? [];
      return hop && elementAt(hop);
    }
  }
}

// ---------------------------------------------------------------- names

/** A default of a technology that a run rests on, where it is the one that says so. */
function restingOn<T>(fact: Fact<T> | undefined, says: string, value?: T): readonly string[] {
  const holds = fact?.origin.kind === 'technology' && (value === undefined || fact.value === value);
  return holds ? [`${fact.origin.name} ${says}`] : [];
}

function elementAt(hop: Hop): Element {
  if (hop.from.kind === 'channel') return hop.from.channel;
  return hop.to.kind === 'channel' ? hop.to.channel : hop.to.activity.element;
}

function placeName(hop: Hop): string {
  return elementAt(hop).name;
}

function consumerName({ to }: Hop): string {
  return to.kind === 'channel' ? to.channel.name : to.activity.label;
}
