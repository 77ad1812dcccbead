/**
 * What doing something twice means: which effects of an activity differ when it runs again for the same message or request. Synchronous calls are
 * followed; a publish is judged at its consumers.
 */
import type { Activity, CallEffect, Effect, Idempotency, Key, Message } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';

/** An effect that twice is not, or may not be, the same as once. */
export interface Difference {
  readonly effect: Effect;
  /** False where the design does not say enough: `writes`, an operation without a body, effects that are not placed. */
  readonly certain: boolean;
  /** The activity's own call that leads to it; none where it does it itself. */
  readonly call?: CallEffect;
  /** The same, seen from what that calls. */
  readonly within?: Difference;
}

/** @returns the calls that lead to an effect, the first one in the activity itself. */
export function callsTo(difference: Difference): readonly CallEffect[] {
  const calls: CallEffect[] = [];
  for (let at: Difference | undefined = difference; at?.call; at = at.within) calls.push(at.call);
  return calls;
}

/** How many differences of one activity are followed: more of them would say nothing new. */
const enough = 8;

/** How many calls deep one walk goes, which the call stack bears; what lies deeper is asked by itself. */
const deepest = 200;

const NONE: readonly Difference[] = [];

/** What an activity does when it runs twice for what carries a key. */
interface Question {
  readonly activity: Activity;
  readonly carried: Key | undefined;
}

/** Remembers what it has found out of each activity, so that operations which many call are read once. */
export class Repetition {
  readonly #known = new Map<string, readonly Difference[]>();
  /** What was cut short, since a call leads back to what was asked: the answer to that question, but no part of another's. */
  readonly #answers = new Map<string, readonly Difference[]>();
  /** What this walk has met. What is not known after that is still open: a call leads back to it. */
  readonly #met = new Set<string>();
  /** What this walk has left for others, since it lies too deep. */
  readonly #beyond = new Map<string, Question>();
  #depth = 0;
  #cut = false;

  /**
   * @param carried the key that identifies the message or request, as far as it is known
   * @returns what differs when the activity's body runs twice, whether the activity is idempotent or not
   */
  ofBody(activity: Activity, carried: Key | undefined): readonly Difference[] {
    const question = { activity, carried };
    const key = keyOfQuestion(question);
    const known = this.#known.get(key) ?? (this.#depth === 0 ? this.#answers.get(key) : undefined);
    if (known) return known;
    if (this.#depth > 0) return this.#within(key, question);
    const found = this.#asked(key, question);
    this.#answers.set(key, found);
    return found;
  }

  /** Answers first what lies too deep for one walk, the deepest first, so that each of a long chain of calls is walked a few times at the most. */
  #asked(key: string, question: Question): readonly Difference[] {
    const open = new Map([[key, question]]);
    const left = new Set<string>();
    for (;;) {
      const [last = [key, question] as const] = [...open].slice(-1);
      this.#met.clear();
      this.#beyond.clear();
      const found = this.#within(...last);
      const further = [...this.#beyond].filter(([deeper]) => !left.has(deeper));
      for (const [deeper, asked] of further) {
        left.add(deeper);
        open.set(deeper, asked);
      }
      if (further.length > 0) continue;
      open.delete(last[0]);
      if (last[0] === key) return found;
    }
  }

  #within(key: string, { activity, carried }: Question): readonly Difference[] {
    if (this.#met.has(key) || this.#depth >= deepest) {
      // What is met again adds nothing to what is being collected.
      if (!this.#met.has(key)) this.#beyond.set(key, { activity, carried });
      this.#cut = true;
      return NONE;
    }
    this.#met.add(key);
    const cutBefore = this.#cut;
    this.#cut = false;
    this.#depth++;
    const found = activity.effects
      .filter((effect) => effect.part === 'body')
      .flatMap((effect) => this.ofEffect(effect, carried))
      .slice(0, enough);
    this.#depth--;
    if (!this.#cut) this.#known.set(key, found);
    this.#cut = this.#depth > 0 && (this.#cut || cutBefore);
    return found;
  }

  /** @returns what differs when an effect takes place twice. `carried` is the key that it is known to carry if it names none. */
  ofEffect(effect: Effect, carried: Key | undefined): readonly Difference[] {
    if (isMessageEffect(effect) || effect.kind === 'reads') return NONE;
    if (isStoreEffect(effect)) {
      if (effect.condition === 'newer') return NONE;
      if (effect.kind === 'appends' || effect.kind === 'increments') return [{ effect, certain: true }];
      return effect.kind === 'writes' ? [{ effect, certain: false }] : NONE;
    }
    return isCallEffect(effect) ? this.#ofCall(effect, effect.options.key ?? carried) : NONE;
  }

  #ofCall(effect: CallEffect, carried: Key | undefined): readonly Difference[] {
    const { target, callees } = effect;
    if (!target) return NONE;
    if (target.kind === 'orchestrator') {
      // A run started by name starts once. Without a name, a second start is a second run.
      if (effect.options.key) return NONE;
      if (effect.kind === 'starts') return [{ effect, certain: true }];
    }
    if (target.kind === 'external' && callees.length === 0) return [{ effect, certain: true }];
    if (callees.length === 0) return [{ effect, certain: false }];
    // Where several could answer, the one that differs need not be the one that does.
    const sure = callees.length === 1;
    return callees.flatMap((callee) => this.#ofCallee(effect, callee, carried, sure));
  }

  #ofCallee(effect: CallEffect, callee: Activity, carried: Key | undefined, sure: boolean): readonly Difference[] {
    if (callee.safe || (callee.idempotency && guards(callee.idempotency, carried, callee.messages))) return NONE;
    if (callee.element.kind === 'external') return [{ effect, certain: sure }];
    if (callee.body === undefined) return [{ effect, certain: false }];
    const placed = callee.kind !== 'unplaced';
    return this.ofBody(callee, carried ?? keyOf(callee.messages)).map((inner) => ({
      effect: inner.effect,
      certain: inner.certain && sure && placed,
      call: effect,
      within: inner,
    }));
  }
}

function keyOfQuestion({ activity, carried }: Question): string {
  return `${activity.id}\n${carried?.join('+') ?? ''}`;
}

/** @returns the key that all of the messages share. */
export function keyOf(messages: readonly Message[]): Key | undefined {
  const keys = new Set(messages.map((message) => message.key?.join('+')));
  return keys.size === 1 ? messages[0]?.key : undefined;
}

/** @returns the key by which an idempotent activity knows a repeat, and which comes along with what it calls: of its messages, or the one that it names. */
export function keyKnownTo({ messages, idempotency }: Activity): Key | undefined {
  return keyOf(messages) ?? idempotency?.by;
}

/**
 * @param carried the key that a call carries, if any
 * @param requests the message that the operation takes, whose own key comes with it
 * @returns whether an idempotent operation recognises a repeated call
 */
export function guards(idempotency: Idempotency, carried: Key | undefined, requests: readonly Message[]): boolean {
  const { by } = idempotency;
  if (by === undefined) return true;
  const fields = new Set([...(carried ?? []), ...(carried ? [] : (keyOf(requests) ?? []))]);
  return by.every((field) => fields.has(field));
}
