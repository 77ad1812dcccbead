/** How effects take place: what is counted, what is passed over as a repeat, and what should have kept something from taking place twice. */
import type { Effect } from '../../language/model/design.ts';
import { isCallEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { guards } from '../passes/repetition.ts';
import type { Fault } from './actions.ts';
import type { Breach } from './events.ts';
import { Messages } from './messages.ts';
import type { Activation, EffectOccurrence, Leg, Op, Substitute } from './program.ts';
import { BY_FALLBACK, CAUSE } from './state.ts';
import { isForeign } from './traits.ts';

export class Effects extends Messages {
  /** Whether a repeat knows that all of an op has taken place. Publishes are sent again, but not the rows of an outbox. */
  passesOver(activation: Activation, { effects }: Op): boolean {
    const mode = this.mode(activation);
    if (mode === 'open') return false;
    if (mode === 'marked') {
      const store = activation.activity.idempotency?.using;
      return effects.some(({ effect, field }) => isStoreEffect(effect) && effect.store === store && this.get(field.count) > 0);
    }
    return effects.every((occurrence) => this.#isPassedOver(activation, occurrence));
  }

  /** Whether a repeat that is guarded passes over an effect, which has taken place. */
  #isPassedOver(activation: Activation, { effect, relay, callee, field }: EffectOccurrence): boolean {
    // An operation is called again, for what it sends; what it has done itself it passes over.
    if (callee && callee.activity.kind !== 'workflow') return false;
    const sentAgain = (effect.kind === 'publishes' || effect.kind === 'sends') && !relay && !this.#inOneTransaction(activation);
    return !sentAgain && this.get(field.count) > 0;
  }

  /** A repeat knows what has taken place. */
  protected passOver(occurrence: EffectOccurrence): void {
    this.stands(occurrence);
    this.tell({ kind: 'passed-over', effect: occurrence, activation: occurrence.activation });
  }

  /** What is done in one step takes place; what of it is sent again is sent without the rest. */
  protected takeAll(activation: Activation, effects: readonly EffectOccurrence[], fault: Fault | undefined): void {
    const isGuarded = this.mode(activation) === 'guarded';
    for (const effect of effects) {
      if (isGuarded && this.#isPassedOver(activation, effect)) this.passOver(effect);
      else this.take(effect, fault);
    }
  }

  /** A delivery exactly once is one transaction with what is published back to its broker. */
  #inOneTransaction({ root }: Activation): boolean {
    return this.triggerOf(root)?.delivery === 'exactly-once';
  }

  /** An effect takes place. */
  protected take(occurrence: EffectOccurrence, fault: Fault | undefined): void {
    const { effect, activation, loop, start } = occurrence;
    const late = this.isLate(activation);
    if (effect.kind === 'reads') {
      this.tell({
        kind: fault?.kind === 'stale-read' ? 'stale' : 'effect',
        effect: occurrence,
        activation,
        fault: fault?.kind === 'stale-read' ? 'stale-read' : undefined,
      });
      this.#reads(occurrence, fault);
      return;
    }
    if (this.#isRecognised(occurrence)) {
      this.stands(occurrence);
      this.tell({ kind: 'recognised', effect: occurrence, activation });
    } else {
      this.count(occurrence, this.#isBegunAlready(occurrence));
      this.tell({ kind: 'effect', effect: occurrence, activation, times: this.get(occurrence.field.count) });
    }
    if (loop) {
      this.tell({ kind: 'loop', effect: occurrence, loop });
      this.onBreach({ promise: 'comes-to-rest', blame: 'loop', effect: occurrence, loop });
    }
    this.sendAll(occurrence, late);
    if (start) this.addCopy(start, late);
    for (const change of occurrence.changes) this.take(change, undefined);
  }

  #reads(occurrence: EffectOccurrence, fault: Fault | undefined): void {
    if (fault?.kind === 'stale-read') this.onBreach({ promise: 'read-your-writes', blame: 'read', effect: occurrence });
    const { stale, effect, activation } = occurrence;
    const store = isStoreEffect(effect) ? effect.store : undefined;
    // A body that is run again reads for itself, and not for the one who was promised to see what he wrote.
    const again = [activation, activation.root].some(({ field }) => this.get(field.cause) !== CAUSE.first);
    if (!stale?.pending || !store || again) return;
    for (const leg of this.unfolded.program.legs) {
      if (this.get(leg.field.copies) === 0 || leg.sender?.root !== activation.root || !writesBelow(leg).has(store.id)) continue;
      this.tell({ kind: 'pending', leg, effect: occurrence });
      this.onBreach({ promise: 'read-your-writes', blame: 'read', effect: occurrence, leg });
      return;
    }
  }

  /** Somebody else's operation knows a repeated request by its key. */
  #isRecognised(occurrence: EffectOccurrence): boolean {
    const { effect, field, activation } = occurrence;
    return this.timesOf(occurrence) > 0 && this.#isKnown(effect, activation, this.get(field.tries) > 0, occurrence.forgets);
  }

  /** A run that is started by name has begun once, however often it is asked for, as long as anybody knows of it. */
  #isBegunAlready(occurrence: EffectOccurrence): boolean {
    const { start } = occurrence;
    const known = start?.activation === undefined || this.get(start.activation.field.gone) === 0;
    return start?.named === true && known && this.timesOf(occurrence) > 0;
  }

  /** The same of a fallback, which is not tried again. */
  protected isSubstituteRecognised({ activation }: EffectOccurrence, { effect, count, forgets }: Substitute): boolean {
    return this.get(count) > 0 && this.#isKnown(effect, activation, false, forgets);
  }

  #isKnown(effect: Effect, activation: Activation, retried: boolean, forgets: boolean): boolean {
    if (!isCallEffect(effect) || !isForeign(effect)) return false;
    const [callee] = effect.callees;
    if (!callee?.idempotency) return false;
    const carried = effect.options.key ?? (retried ? undefined : this.carriedBy(activation));
    if (!guards(callee.idempotency, carried, callee.messages)) return false;
    return retried || !forgets || !this.isLate(activation);
  }

  /** The step around an effect has done something in this turn of its run, now or by a repeat that was recognised: it is to be undone, if need be once more. */
  protected stands({ within }: EffectOccurrence): void {
    if (!within) return;
    this.set(within.field.touched, 1);
    this.set(within.field.undone, 0);
  }

  protected count(occurrence: EffectOccurrence, quietly: boolean): void {
    const { field, differs, counted, writes, happens } = occurrence;
    const before = this.timesOf(occurrence);
    this.set(field.count, Math.min(2, before + 1));
    this.stands(occurrence);
    for (const written of writes) this.set(written, 1);
    for (const happened of happens) this.set(happened, 1);
    if (quietly) return;
    if (before === 0 || !refusesRepeat(occurrence.effect))
      for (const counter of counted) this.#countRequired(occurrence, counter.field, counter.requirement);
    if (before === 1 && differs) this.#twice(occurrence);
  }

  /** Something else is done in its place: whoever asks for the effect finds it done, and what has come about is the other. */
  protected countInstead(occurrence: EffectOccurrence): void {
    const { field, instead } = occurrence;
    if (this.get(field.count) === 0) this.set(field.count, BY_FALLBACK);
    this.stands(occurrence);
    for (const happened of instead?.happens ?? []) this.set(happened, 1);
    for (const counter of instead?.counted ?? []) this.#countRequired(occurrence, counter.field, counter.requirement);
    if (!instead) return;
    const before = this.get(instead.count);
    this.set(instead.count, Math.min(2, before + 1));
    if (before === 1 && instead.differs) this.#twice(occurrence, true);
  }

  #countRequired(effect: EffectOccurrence, field: number, requirement: number): void {
    const times = this.get(field);
    this.set(field, Math.min(2, times + 1));
    if (times === 1) this.onBreach({ promise: 'requirement', blame: 'effect', effect, requirement, like: 'effect-once' });
  }

  /** Finds what should have kept an effect from taking place twice. */
  #twice(effect: EffectOccurrence, instead = false): void {
    let from = effect.activation;
    if (this.#servesExpendable(from)) return;
    const report = (blame: 'guard' | 'call' | 'handler', activation: Activation | undefined, retried?: EffectOccurrence): void =>
      this.onBreach({
        promise: 'effect-once',
        blame,
        activation,
        effect: retried ?? effect,
        late: activation && this.isLate(activation),
        twice: effect,
        instead,
      });
    if (!instead && this.get(effect.field.tries) > 0) {
      report('call', undefined, effect);
      return;
    }
    if (this.#isRerunForExpendable(from)) return;
    let guard = false;
    for (;;) {
      const { trigger, caller } = from;
      const cause = this.get(from.field.cause);
      // A guard that was meant for this repeat knows its key, or would if it had not come so late.
      if (this.isGivenKey(from)) {
        report('guard', from);
        guard = true;
      }
      if (cause === CAUSE.caller && caller) from = caller;
      else {
        if (guard) return;
        if (cause === CAUSE.retried && trigger.kind === 'call') report('call', from, trigger.effect);
        else if (!isStartedTwice(from)) report('handler', from);
        return;
      }
    }
  }

  /** Where losing some is fine, so is having some twice. */
  #servesExpendable({ root: { activity, trigger } }: Activation): boolean {
    if (trigger.kind !== 'delivery') return false;
    // What of a join another flow sends counts too.
    const messages = activity.kind === 'join' ? activity.messages : trigger.legs.map(({ message }) => message);
    return messages.every((message) => message?.criticality === 'expendable');
  }

  /** A run that was started twice for messages of which some may come twice: what it does again, and nothing but that, is fine. */
  #isRerunForExpendable(activation: Activation): boolean {
    let at = activation;
    while (this.get(at.field.cause) === CAUSE.caller && at.caller) at = at.caller;
    const by = isStartedTwice(at) ? this.triggerOf(at)?.sender : undefined;
    return by !== undefined && this.get(at.field.cause) === CAUSE.delivered && this.#servesExpendable(by);
  }

  protected endOutages(scope: number | undefined): void {
    for (const field of this.unfolded.outages) {
      if (this.unfolded.program.sites[this.get(field) - 1]?.scope === scope) this.set(field, 0);
    }
  }

  protected losesState(breach: Breach, requirements: readonly number[]): void {
    this.onBreach(breach);
    this.breaks(breach, requirements);
  }
}

const below = new WeakMap<Leg, ReadonlySet<string>>();

/** @returns the ids of the stores that are written when what is on a leg is handled */
function writesBelow(leg: Leg): ReadonlySet<string> {
  const known = below.get(leg);
  if (known) return known;
  const stores = new Set<string>();
  const legs = new Set([leg]);
  for (const { puts, directs, activation, back } of legs) {
    for (const further of [...puts.flatMap((put) => put.legs), ...directs]) legs.add(further);
    // Where a way leads back it does once more what is done there. What a workflow writes only when it fails is not on its way.
    for (const { effects } of (activation ?? back)?.chain.flatMap(({ ops, forward }) => ops.slice(0, forward)) ?? []) {
      for (const { effect, relay, start, ...ways } of effects) {
        if (isStoreEffect(effect) && effect.kind !== 'reads' && effect.store) stores.add(effect.store.id);
        for (const further of [...ways.puts.flatMap((put) => put.legs), ...ways.directs, relay, start]) if (further) legs.add(further);
      }
    }
  }
  below.set(leg, stores);
  return stores;
}

/** A run that an effect has started a second time: what it does twice is that effect's doing, which is judged itself. */
function isStartedTwice({ activity: { element }, trigger }: Activation): boolean {
  if (element.facts.delivery?.value === 'at-least-once') return false;
  return trigger.kind === 'delivery' && trigger.legs.every(({ kind }) => kind === 'start');
}

/** A store takes the same row, or the same version of it, once: the repeat of such a write changes nothing, so nothing takes place. */
function refusesRepeat(effect: Effect): boolean {
  return isStoreEffect(effect) && (effect.kind === 'inserts' || effect.condition === 'newer');
}
