/** From a run that breaks a promise to what a reader needs of it: the steps that led there, and no others. */
import type { Blame } from './blame.ts';
import type { Breach, RunEvent } from './events.ts';
import { narrate, type Told } from './narrate.ts';
import type { Activation, EffectOccurrence, Leg, Program, Put } from './program.ts';
import type { Counterexample, FaultKind, RunStep } from './result.ts';
import { type BrokenRun, breachKey } from './search.ts';
import { trace } from './trace.ts';
import type { Unfolded } from './unfold.ts';

/** A run of one variant that breaks a promise. */
export interface Broken {
  readonly unfolded: Unfolded;
  readonly variant: number;
  readonly budget: number;
  readonly key: string;
  readonly found: BrokenRun;
}

/** @returns the breach that a run ends with */
export function breachOf({ unfolded, key, found }: Broken): Breach {
  const breach = trace(unfolded, found.run)
    .at(-1)
    ?.breaches.find((one) => breachKey(one) === key);
  if (!breach) throw new Error(`A run does not break what it was found for: ${key}.`);
  return breach;
}

/** @returns the counterexample that a broken run is */
export function counterexampleOf(broken: Broken, breach: Breach, blame: Blame): Counterexample {
  const { unfolded, variant, budget, found } = broken;
  const told = narrate(trace(unfolded, found.run));
  // One fault can be told of more than once: all that an instance kept is gone with it.
  const faults = [...new Map(told.flatMap(({ step: { fault }, at }) => (fault ? [[at, fault] as const] : []))).values()];
  return {
    promise: breach.promise,
    rules: blame.rules,
    text: blame.text,
    element: blame.element.id,
    source: blame.source,
    requirement: breach.requirement,
    faults: faults satisfies readonly FaultKind[],
    steps: withBreak(relevant(unfolded.program, told, breach)),
    restsOn: blame.restsOn,
    run: { variant, budget, choices: found.run.flatMap((fault, at) => (fault > 0 ? [{ at, fault }] : [])) },
  };
}

/** The last step is the one in which the promise breaks. */
function withBreak(steps: readonly RunStep[]): readonly RunStep[] {
  return steps.map((step, number) => (number === steps.length - 1 ? { ...step, breaks: true } : step));
}

/** What the breach, or a fault, follows from. */
class Causes {
  readonly activations = new Set<Activation>();
  readonly legs = new Set<Leg>();
  readonly puts = new Set<Put>();

  activation(activation: Activation | undefined): void {
    for (let at = activation; at && !this.activations.has(at); at = at.caller) {
      this.activations.add(at);
      if (at.trigger.kind === 'delivery') for (const leg of at.trigger.legs) this.leg(leg);
    }
  }

  leg(leg: Leg | undefined): void {
    for (let at = leg; at && !this.legs.has(at); at = at.before) {
      this.legs.add(at);
      this.activation(at.sender);
    }
  }

  /** What is told of anything else says nothing about the breach. */
  concerns({ activation, effect, leg, put }: RunEvent): boolean {
    if (leg) return this.legs.has(leg);
    if (put) {
      const back = put.redrive?.leg ? [put.redrive.leg] : [];
      return this.puts.has(put) || [...put.legs, ...back].some((other) => this.legs.has(other));
    }
    if (activation) return this.activations.has(activation);
    return effect !== undefined && this.activations.has(effect.activation);
  }
}

function causesOf(program: Program, told: readonly Told[], breach: Breach): Causes {
  const causes = new Causes();
  const sent = (put: Put): void => {
    causes.puts.add(put);
    causes.activation(program.effects.find(({ puts }) => puts.includes(put))?.activation);
  };
  for (const { activation, effect, leg, put, step } of [breach, ...told.flatMap(({ event }) => (event.fault ? [event] : []))]) {
    causes.activation(activation);
    causes.activation(effect?.activation);
    causes.leg(leg);
    if (put) sent(put);
    if (step) causes.activation(step.workflow);
  }
  causes.activation(breach.twice?.activation);
  if (breach.promise === 'all-or-nothing') {
    const did = breach.step?.effects ?? breach.activation?.ops.flatMap(({ effects }) => effects) ?? [];
    for (const { puts } of did) for (const put of puts) causes.puts.add(put);
  }
  // What a step did, others may have done for it.
  for (const effect of breach.step?.effects ?? []) for (const activation of effect.callee?.chain ?? []) causes.activation(activation);
  if (breach.blame === 'end' && told.every(({ event }) => event.fault === undefined)) {
    // What does not come about has no cause but the whole run.
    for (const { event } of told) {
      causes.activation(event.activation);
      causes.leg(event.leg);
    }
  }
  const { state } = breach;
  // Whoever made the state is as much a cause as whoever misses it.
  const maker = state && told.find(({ event }) => event.activation?.states.includes(state))?.event.activation;
  causes.activation(maker);
  return causes;
}

function relevant(program: Program, told: readonly Told[], breach: Breach): readonly RunStep[] {
  const causes = causesOf(program, told, breach);
  const kept = told.filter(({ event }) => causes.concerns(event) && leadsThere(event, breach, causes));
  return kept.map(({ step }) => step);
}

/** Of what the causes did, only what led on: what was sent, called, repeated or left undone. */
function leadsThere(event: RunEvent, breach: Breach, causes: Causes): boolean {
  switch (event.kind) {
    case 'answer':
    case 'passed-over':
      return false;
    case 'acknowledged':
      return event.activation?.acknowledgesFirst === true;
    case 'effect':
      return matters(event.effect, breach) || leadsOn(event.effect, causes);
    default:
      return true;
  }
}

function leadsOn(effect: EffectOccurrence | undefined, causes: Causes): boolean {
  if (!effect) return false;
  const { puts, directs, relay, start, changes } = effect;
  if (changes.some((change) => leadsOn(change, causes))) return true;
  const legs = [...puts.flatMap((put) => put.legs), ...directs, relay, start];
  return legs.some((leg) => leg !== undefined && causes.legs.has(leg)) || puts.some((put) => causes.puts.has(put));
}

/** Whether an effect is what the breach is about. */
function matters(effect: EffectOccurrence | undefined, breach: Breach): boolean {
  if (!effect) return false;
  switch (breach.promise) {
    case 'all-or-nothing':
      if (breach.blame === 'step') return effect.effect.kind !== 'reads' && isOf(effect, breach.step);
      return effect.place >= 0;
    case 'read-your-writes':
      return effect === breach.effect || effect.effect.kind !== 'reads';
    default:
      return effect === breach.effect || effect === breach.twice;
  }
}

/** Whether an effect is one of a step, or of what the step called. */
function isOf({ step, undoes, activation }: EffectOccurrence, wanted: Breach['step']): boolean {
  if (step === wanted || undoes === wanted) return true;
  return activation.trigger.kind === 'call' && isOf(activation.trigger.effect, wanted);
}
