/** How messages travel: into channels, over legs, and out of them where nobody can handle them. */
import { isWorthParking } from '../passes/failures.ts';
import type { Breach, RunEvent } from './events.ts';
import type { Activation, EffectOccurrence, Leg, Put } from './program.ts';
import { FlowState, STATUS } from './state.ts';

/** As many copies as matter. */
const mostCopies = 3;

export class Messages extends FlowState {
  /** Told of all that happens, when somebody wants to read it. */
  observer: ((event: RunEvent) => void) | undefined;
  /** Told of each promise as it breaks. */
  onBreach: (breach: Breach) => void = () => {};
  /** The way into a channel that loses its message in this step. */
  protected lossy: Put | undefined;

  protected tell(event: RunEvent): void {
    this.observer?.(event);
  }

  /** An effect sends what it sends: into channels, straight to receivers, or as the row of an outbox. */
  protected sendAll({ relay, puts, directs }: Pick<EffectOccurrence, 'puts' | 'directs' | 'relay'>, late: boolean): void {
    // A row of an outbox is written as soon as its effect takes place.
    if (relay) this.addCopy(relay, false);
    else {
      for (const put of puts) this.accept(put, late);
      for (const leg of directs) this.addCopy(leg, late);
    }
  }

  /** A message gets into a channel, unless it is lost on the way or recognised as a repeat. */
  protected accept(put: Put, late: boolean): void {
    if (this.lossy === put) {
      this.tell({ kind: 'dropped', put, fault: 'drop' });
      this.#lost({ promise: 'nothing-lost', blame: 'put', put }, put.message?.criticality === 'expendable');
      return;
    }
    if (put.deduplicates && this.get(put.field.accepted) === 1 && !(late && put.forgets)) {
      this.tell({ kind: 'deduplicated', put });
      return;
    }
    this.set(put.field.accepted, 1);
    this.tell({ kind: 'accepted', put });
    for (const leg of put.legs) this.addCopy(leg, late);
  }

  protected addCopy(leg: Leg, late: boolean): void {
    const { earlier } = leg;
    const before = earlier && (leg.ordered || leg.blocks) ? this.get(earlier.field.status) : STATUS.none;
    if (before === STATUS.parked && earlier?.fate.wholeGroup) {
      this.failForGood(leg);
      return;
    }
    this.set(leg.field.copies, Math.min(mostCopies, this.get(leg.field.copies) + 1));
    if (late) this.set(leg.field.late, 1);
    if (before === STATUS.blocked) this.#blocked(leg);
  }

  protected takeCopy(leg: Leg): void {
    const left = this.get(leg.field.copies) - 1;
    this.set(leg.field.copies, left);
    // Each copy is tried for itself; which of several comes late nobody knows.
    this.set(leg.field.fails, 0);
    if (left === 0) this.set(leg.field.late, 0);
  }

  /** The acknowledgement of a delivery is lost: it stays, and comes again. */
  protected repeats(leg: Leg, activation: Activation | undefined, late: boolean): void {
    if (late) this.set(leg.field.late, 1);
    this.tell({ kind: 'duplicate', leg, activation, fault: 'duplicate', late });
  }

  /** Tries are used up. What was handled before is not lost with its repeat. */
  protected failForGood(leg: Leg): void {
    const handled = this.get(leg.field.status) === STATUS.handled;
    const { kind, attended, decided } = leg.fate;
    this.set(leg.field.late, 0);
    this.set(leg.field.fails, 0);
    if (kind === 'blocks') {
      this.set(leg.field.status, STATUS.blocked);
      this.tell({ kind: 'blocked', leg });
      return;
    }
    this.set(leg.field.copies, 0);
    if (handled) return;
    const expendable = leg.message?.criticality === 'expendable';
    if (kind === 'parked') {
      this.set(leg.field.status, STATUS.parked);
      this.tell({ kind: 'parked', leg });
      if (!attended) this.#lost({ promise: 'nothing-lost', blame: 'parking', leg }, expendable);
      if (!leg.parked) return;
      // It is put back once.
      if (this.get(leg.parked.field.parked) === 0) this.set(leg.parked.field.parked, 1);
      this.accept(leg.parked, false);
      return;
    }
    this.set(leg.field.status, kind === 'waits' ? STATUS.away : STATUS.dropped);
    this.tell({ kind: 'dropped', leg });
    // What is stale before anybody could look at it is not parked either.
    const stale = leg.message !== undefined && !isWorthParking(leg.message);
    if (kind === 'dropped') this.#lost({ promise: 'nothing-lost', blame: 'leg', leg }, expendable || decided || stale);
  }

  /** A leg loses a message that it takes along once and no more. */
  protected lose(leg: Leg, fault: 'drop' | undefined): void {
    this.tell({ kind: 'dropped', leg, fault });
    if (this.get(leg.field.status) === STATUS.handled) return;
    this.set(leg.field.status, STATUS.dropped);
    this.#lost({ promise: 'nothing-lost', blame: 'leg', leg }, leg.message?.criticality === 'expendable');
  }

  /** Exemptions excuse no breach of a requirement. */
  #lost(breach: Breach, exempt: boolean): void {
    if (!exempt) this.onBreach(breach);
    this.breaks(breach, (breach.leg ?? breach.put)?.neverLost ?? []);
  }

  /** A breach is one of requirements, too. */
  protected breaks(breach: Breach, requirements: readonly number[]): void {
    for (const requirement of requirements) this.onBreach({ ...breach, promise: 'requirement', requirement, like: breach.promise });
  }

  /** A message comes to a leg whose head is blocked: it stays there, unless somebody is told. */
  #blocked(leg: Leg): void {
    this.tell({ kind: 'behind', leg });
    if (leg.channel && leg.channel.facts.alarm === undefined) this.onBreach({ promise: 'nothing-blocked', blame: 'leg', leg });
  }

  /** Whether what waits on a leg may be handed over now. */
  protected isReady(leg: Leg): boolean {
    if (this.get(leg.field.copies) === 0) return false;
    const status = this.get(leg.field.status);
    if (status === STATUS.held || status === STATUS.blocked) return false;
    if (leg.activation && this.at(leg.activation) >= 0) return false;
    const { earlier } = leg;
    if (!earlier) return true;
    // An ordered leg hands over one message of a group after the other.
    if (leg.ordered && this.get(earlier.field.copies) > 0) return false;
    return !leg.blocks || this.get(earlier.field.status) !== STATUS.blocked;
  }

  /** The leg whose delivery brought an activation about. */
  triggerOf({ trigger, field }: Activation): Leg | undefined {
    return trigger.kind === 'delivery' ? (trigger.legs[this.get(field.which)] ?? trigger.legs[0]) : undefined;
  }
}
