/** One state of a flow, and what can be asked of it. */
import type { Key } from '../../language/model/design.ts';
import { guards, keyOf } from '../passes/repetition.ts';
import type { Activation, EffectOccurrence, Field, Leg, Op, StepOccurrence } from './program.ts';
import type { Unfolded } from './unfold.ts';

/** What became of a message on a leg. */
export const STATUS = { none: 0, handled: 1, parked: 2, dropped: 3, blocked: 4, held: 5, away: 6 } as const;

/** How often an effect took place, where only its fallback has: it is done, and not by itself. */
export const BY_FALLBACK = 3;

/** What made an activation repeat. */
export const CAUSE = { first: 0, delivered: 1, retried: 2, caller: 3 } as const;

/**
 * How far an activation is protected against its own repetition. Guarded: what took place is passed over. Marked: only writes to the store of its mark
 * are, each of which is one transaction with the key.
 */
export type Mode = 'open' | 'guarded' | 'marked';

export class FlowState {
  readonly unfolded: Unfolded;
  readonly #word: readonly number[];
  readonly #shift: readonly number[];
  readonly #mask: readonly number[];
  /** The state at hand. */
  words: Int32Array;

  constructor(unfolded: Unfolded) {
    this.unfolded = unfolded;
    this.#word = unfolded.layout.word;
    this.#shift = unfolded.layout.shift;
    this.#mask = unfolded.layout.mask;
    this.words = new Int32Array(unfolded.layout.words);
  }

  get(field: Field): number {
    return ((this.words[this.#word[field] as number] as number) >>> (this.#shift[field] as number)) & (this.#mask[field] as number);
  }

  set(field: Field, value: number): void {
    const word = this.#word[field] as number;
    const shift = this.#shift[field] as number;
    const mask = this.#mask[field] as number;
    this.words[word] = ((this.words[word] as number) & ~(mask << shift)) | ((value & mask) << shift);
  }

  /** The activation that goes on next, unless it waits. */
  get running(): Activation | undefined {
    return this.unfolded.program.activations[this.get(this.unfolded.current) - 1];
  }

  set running(activation: Activation | undefined) {
    this.set(this.unfolded.current, activation ? activation.id + 1 : 0);
  }

  /** The number of the op that comes next; -1 for an activation that does not run. */
  at({ field }: Activation): number {
    return this.get(field.at) - 1;
  }

  isLate({ field }: Activation): boolean {
    return this.get(field.late) === 1;
  }

  mode(activation: Activation): Mode {
    const cause = this.get(activation.field.cause);
    if (cause === CAUSE.first) return 'open';
    const { idempotency } = activation.activity;
    const own = idempotency !== undefined && this.recognises(activation);
    if (own && !idempotency.using) return 'guarded';
    if (cause === CAUSE.caller && activation.caller && this.mode(activation.caller) === 'guarded') return 'guarded';
    return own ? 'marked' : 'open';
  }

  /** Whether an idempotent activation knows a repeat for what it is: it carries the key, and comes within the window. */
  recognises(activation: Activation): boolean {
    return this.isGivenKey(activation) && !(this.isLate(activation) && activation.forgets);
  }

  /** Whether a repeat carries the key that an idempotent activation goes by. A delivery is known for what it is. */
  isGivenKey(activation: Activation): boolean {
    const { idempotency, messages } = activation.activity;
    if (!idempotency) return false;
    return activation.trigger.kind !== 'call' || guards(idempotency, this.#passedTo(activation), messages);
  }

  /** The key that comes along with a repeated call. */
  #passedTo(activation: Activation): Key | undefined {
    const { trigger, caller } = activation;
    if (trigger.kind !== 'call') return undefined;
    const { key } = trigger.effect.effect.options;
    return key ?? (this.get(activation.field.cause) === CAUSE.retried || !caller ? undefined : this.carriedBy(caller));
  }

  /** The key by which what an activation is about is known. */
  carriedBy(activation: Activation): Key | undefined {
    return this.#passedTo(activation) ?? keyOf(activation.activity.messages);
  }

  /** How often an effect itself took place: 0, 1, or 2 for more. */
  timesOf({ field }: EffectOccurrence): number {
    const count = this.get(field.count);
    return count === BY_FALLBACK ? 0 : count;
  }

  /** Whether a wait has what it waits for; a timer has. */
  hasCome(op: Op): boolean {
    if (op.awaited.length === 0) return true;
    return this.#isEnough(op, (legs, message) => (legs.length === 0 ? op.outside[message] === true : this.#hasDelivered(legs)));
  }

  /** Whether the flow itself has brought all that a wait needs, so that nothing can stay away any more. */
  hasArrived(op: Op): boolean {
    return this.#isEnough(op, (legs) => this.#hasDelivered(legs));
  }

  #isEnough({ all, awaited }: Op, come: (legs: readonly Leg[], message: number) => boolean): boolean {
    return all ? awaited.every(come) : awaited.some(come);
  }

  #hasDelivered(legs: readonly Leg[]): boolean {
    return legs.some((leg) => this.get(leg.field.status) === STATUS.handled);
  }

  /** What a step has left behind. A workflow that it called and that has failed answers for itself: its own steps are to be undone. */
  leftByStep({ effects }: StepOccurrence): readonly EffectOccurrence[] {
    return effects.flatMap((effect) => this.leftBehind(effect, ({ field }) => this.get(field.which) === 0));
  }

  /** The lasting effects of an effect: its own, and those of what it called, as far as that counts. */
  leftBehind(effect: EffectOccurrence, counts: (callee: Activation) => boolean = () => true): readonly EffectOccurrence[] {
    const own = effect.place >= 0 && this.get(effect.field.count) > 0 ? [effect] : [];
    const { callee } = effect;
    if (!callee || callee.activity.safe || !counts(callee)) return own;
    const below = callee.ops.flatMap(({ effects }) =>
      effects.filter((inner) => !inner.undoes).flatMap((inner) => this.leftBehind(inner, counts)),
    );
    return [...own, ...below];
  }

  /** Whether an earlier message is parked, or waits on one of its legs: to be delivered, held back or blocked. */
  isUnderWay(leg: Leg): boolean {
    for (let at: Leg | undefined = leg; at; at = at.before) {
      const status = this.get(at.field.status);
      if (status === STATUS.parked || this.get(at.field.copies) > 0) return true;
      if (status !== STATUS.none) return false;
    }
    return false;
  }

  /** The leg of a message's way on which it is parked. */
  parkedOn(leg: Leg): Leg | undefined {
    for (let at: Leg | undefined = leg; at; at = at.before) if (this.get(at.field.status) === STATUS.parked) return at;
    return undefined;
  }

  isOut(site: number): boolean {
    return this.unfolded.outages.some((field) => this.get(field) === site + 1);
  }
}
