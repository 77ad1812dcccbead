/** What the `require`s of a design ask of its flows, and which of what they name a run can reach. */
import type {
  Activity,
  Design,
  Effect,
  Element,
  KeptState,
  Key,
  Message,
  Requirement,
  RequirementTarget,
} from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { listed } from '../names.ts';
import type { Reach } from './reach.ts';
import type { UnreachableRequirement } from './result.ts';

/** A requirement of which every part that its kind asks for is known. */
type Whole = Requirement & { readonly subject: RequirementTarget };

/** A requirement with its position in the design. */
interface Numbered {
  readonly number: number;
  readonly requirement: Whole;
}

/** Part of a requirement that a run has to reach, for it to mean anything: an outcome by its position. */
type Part = 'subject' | 'consumer' | number;

export class Wishes {
  /** Messages that some consumer must see in order, and by what, whether they are `ordered` or not. */
  readonly ordered: ReadonlyMap<Message, { readonly by?: Key }>;
  readonly #all: readonly Numbered[];
  readonly #reached = new Set<string>();

  constructor(design: Pick<Design, 'requirements'>) {
    this.#all = design.requirements.flatMap((requirement, number) => (isWhole(requirement) ? [{ number, requirement }] : []));
    const ordered = new Map<Message, { readonly by?: Key }>();
    for (const { requirement } of this.#of('in-order')) {
      const { subject } = requirement;
      if (subject.kind === 'message') ordered.set(subject.message, { by: subject.message.ordered?.by ?? subject.message.key });
    }
    this.ordered = ordered;
  }

  /** Whether some requirement may speak of a flow that comes to this. */
  mayConcern(reach: Reach): boolean {
    return this.#all.some(({ requirement }) => partsOf(requirement).some(([, target]) => isReached(target, reach)));
  }

  /** @returns the requirements whose subject a flow that comes to this may reach */
  within(reach: Reach): readonly number[] {
    return this.#all.flatMap(({ number, requirement: { subject } }) => (isReached(subject, reach) ? [number] : []));
  }

  /** @returns the requirements by which a consumer must see a message in order */
  orderedAt(message: Message, consumer: Activity): readonly number[] {
    return this.#of('in-order').flatMap(({ number, requirement }) => {
      if (!isMessage(requirement.subject, message)) return [];
      this.#reach(number, 'subject');
      if (!isActivity(requirement.consumer, consumer)) return [];
      this.#reach(number, 'consumer');
      return [number];
    });
  }

  /** @returns the requirements that count from an activity on */
  scopesOf(activity: Activity): readonly number[] {
    return this.#of('at-most-once').flatMap(({ number, requirement: { scope } }) => (isActivity(scope, activity) ? [number] : []));
  }

  /** @returns the requirements that count from a message on */
  scopesOfMessage(message: Message | undefined): readonly number[] {
    return this.#of('at-most-once').flatMap(({ number, requirement: { scope } }) => (isMessage(scope, message) ? [number] : []));
  }

  /** Whether an effect, below the scope of a requirement, is among those that the requirement counts. */
  counts(number: number, effect: Effect): boolean {
    const counted = this.#all.some((one) => one.number === number && isEffectOn(one.requirement.subject, effect));
    if (counted) this.#reach(number, 'subject');
    return counted;
  }

  /** @returns the requirements that something must lead to something, where this is where it begins */
  beginsAt(what: Happening): readonly number[] {
    return this.#of('leads-to').flatMap(({ number, requirement: { subject } }) => {
      if (!isHappening(subject, what)) return [];
      this.#reach(number, 'subject');
      return [number];
    });
  }

  /** @returns the same requirements, where this is one of the ends */
  endsAt(what: Happening): readonly number[] {
    return this.#of('leads-to').flatMap(({ number, requirement }) => {
      const ends = requirement.outcomes.flatMap((outcome, position) => (isHappening(outcome, what) ? [position] : []));
      for (const position of ends) this.#reach(number, position);
      return ends.length > 0 ? [number] : [];
    });
  }

  /** @returns the requirements that a message is never lost */
  neverLost(message: Message | undefined): readonly number[] {
    return this.#of('never-lost').flatMap(({ number, requirement: { subject } }) => {
      if (!isMessage(subject, message)) return [];
      this.#reach(number, 'subject');
      return [number];
    });
  }

  /** @returns the requirements that an activity is done wholly or not at all */
  wholly(activity: Activity): readonly number[] {
    return this.#of('all-or-nothing').flatMap(({ number, requirement: { subject } }) => {
      if (!isActivity(subject, activity)) return [];
      this.#reach(number, 'subject');
      return [number];
    });
  }

  /** @returns the requirements that some state outlives the instances that it is on; none of an element that keeps nothing there, which is reached all the same */
  surviving(element: Element, state: KeptState | undefined): readonly number[] {
    return this.#of('survives-instance-loss').flatMap(({ number, requirement: { subject } }) => {
      const kept = subject.kind === 'state' ? subject.state : undefined;
      const owner = kept?.element ?? (subject.kind === 'element' ? subject.element : undefined);
      if (owner !== element) return [];
      this.#reach(number, 'subject');
      return kept === undefined || kept === state ? [number] : [];
    });
  }

  /** @returns the requirements that name what none of the flows unfolded so far can reach */
  unreached(): readonly UnreachableRequirement[] {
    return this.#all.flatMap(({ number, requirement }): UnreachableRequirement[] => {
      const missing = partsOf(requirement).filter(([part]) => !this.#reached.has(`${number} ${part}`));
      if (missing.length === 0) return [];
      return [{ requirement: number, text: textOf(requirement, listed(missing.map(([, target]) => nameOf(target)))) }];
    });
  }

  #of(kind: Requirement['kind']): readonly Numbered[] {
    return this.#all.filter(({ requirement }) => requirement.kind === kind);
  }

  #reach(number: number, part: Part): void {
    this.#reached.add(`${number} ${part}`);
  }
}

function isReached(target: RequirementTarget, { activities, messages, elements }: Reach): boolean {
  switch (target.kind) {
    case 'element':
      return elements.has(target.element);
    case 'activity':
      return activities.has(target.activity);
    case 'message':
      return messages.has(target.message);
    case 'state':
      return elements.has(target.state.element);
    case 'step':
      return elements.has(target.step.orchestrator);
  }
}

/** What comes about: a message from outside, a run of an activity, an effect on an element with the message that it sends. */
export type Happening =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'activity'; readonly activity: Activity }
  | { readonly kind: 'effect'; readonly effect: Effect };

function isHappening(target: RequirementTarget, what: Happening): boolean {
  switch (what.kind) {
    case 'message':
      return isMessage(target, what.message);
    case 'activity':
      return isActivity(target, what.activity);
    case 'effect':
      return isEffectOn(target, what.effect);
  }
}

function isMessage(target: RequirementTarget | undefined, message: Message | undefined): boolean {
  return target?.kind === 'message' && target.message === message;
}

function isActivity(target: RequirementTarget | undefined, activity: Activity): boolean {
  return target?.kind === 'activity' ? target.activity === activity : target?.kind === 'element' && target.element === activity.element;
}

/** An effect on its target: a call of it, a write of it, a message into it, what a step does. */
function isEffectOn(target: RequirementTarget, effect: Effect): boolean {
  if (target.kind === 'step') return effect.step === target.step && effect.part !== 'undo' && effect.kind !== 'reads';
  if (isCallEffect(effect)) {
    if (target.kind === 'activity') return effect.callees.includes(target.activity);
    return target.kind === 'element' && effect.target === target.element;
  }
  if (isMessageEffect(effect)) {
    if (target.kind === 'message') return effect.message === target.message;
    return target.kind === 'element' && (effect.to === target.element || effect.channels.some((channel) => channel === target.element));
  }
  return target.kind === 'element' && isStoreEffect(effect) && effect.kind !== 'reads' && effect.store === target.element;
}

/** One with a name that is not known is reported as such, and asks for nothing. */
function isWhole(requirement: Requirement): requirement is Whole {
  const { kind, subject, scope, consumer, outcomes } = requirement;
  if (!subject) return false;
  switch (kind) {
    case 'at-most-once':
      return scope !== undefined;
    case 'in-order':
      return consumer !== undefined;
    case 'leads-to':
      return outcomes.length > 0;
    default:
      return true;
  }
}

/** What a requirement names that a run has to reach. What it counts is reached below its scope only. */
function partsOf({ subject, consumer, outcomes }: Whole): readonly (readonly [Part, RequirementTarget])[] {
  return [
    ['subject', subject],
    ...(consumer ? [['consumer', consumer] as const] : []),
    ...outcomes.map((outcome, position) => [position, outcome] as const),
  ];
}

function textOf({ kind, scope }: Requirement, missing: string): string {
  switch (kind) {
    case 'at-most-once':
      return `No run of the design comes to ${missing} below ${scope ? nameOf(scope) : 'it'}, so this says nothing. Name what can happen there, or remove it.`;
    case 'in-order':
      return `No message of the design brings ${missing} about, so this says nothing. Name a message and one of its consumers, or remove it.`;
    default:
      return `No run of the design reaches ${missing}, so this says nothing. Name what can happen, or remove it.`;
  }
}

/** @returns what a requirement names, as it is written */
export function nameOf(target: RequirementTarget): string {
  switch (target.kind) {
    case 'element':
      return target.element.name;
    case 'activity':
      return target.activity.label;
    case 'message':
      return target.message.name;
    case 'state':
      return `${target.state.element.name}.${target.state.name}`;
    case 'step':
      return `${target.step.orchestrator.name}.${target.step.name}`;
  }
}
