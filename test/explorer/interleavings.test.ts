/**
 * The explorer does one thing after the other in a fixed order. Here everything that could happen next does, in every order, and nothing that is over
 * is forgotten: the same promises break at the same elements, by as many faults. What overtakes what of one consumer stays a fault of its own.
 */
import assert from 'node:assert/strict';
import type { Action } from '../../analysis/explorer/actions.ts';
import { blameOf } from '../../analysis/explorer/blame.ts';
import type { Breach } from '../../analysis/explorer/events.ts';
import { strikes } from '../../analysis/explorer/faults.ts';
import { flowsOf } from '../../analysis/explorer/flows.ts';
import { explore } from '../../analysis/explorer/index.ts';
import { Machine } from '../../analysis/explorer/machine.ts';
import type { Activation, Leg } from '../../analysis/explorer/program.ts';
import { Wishes } from '../../analysis/explorer/requirements.ts';
import { STATUS } from '../../analysis/explorer/state.ts';
import { type Unfolded, unfold } from '../../analysis/explorer/unfold.ts';
import { variantsOf } from '../../analysis/explorer/variants.ts';
import { rules } from '../../analysis/rules/index.ts';
import type { Design } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

/** More states than this are no small design. */
const most = 60_000;

class AnyOrder extends Machine {
  /** Everything that could happen next. */
  enabled(): readonly Action[] {
    const { activations, legs, entries, firings, puts } = this.unfolded.program;
    const actions: Action[] = [];
    for (const activation of activations) {
      if (!this.#canGoOn(activation)) continue;
      this.running = activation;
      const action = this.next();
      if (action) actions.push(action);
    }
    this.running = undefined;
    for (const leg of legs) if (this.isReady(leg) && !this.#overtakes(leg)) actions.push({ kind: 'deliver', leg });
    const fired = this.get(this.unfolded.fired);
    const beginning = entries[fired];
    if (fired < firings && beginning) actions.push({ kind: 'fire', beginning });
    for (const leg of legs)
      if (this.get(leg.field.status) === STATUS.held && this.#laterIsDone(leg)) actions.push({ kind: 'release', leg });
    for (const put of puts) if (put.redrive && this.get(put.field.parked) === 1) actions.push({ kind: 'redrive', put });
    // Time runs out only where nothing else can happen.
    if (actions.length > 0) return actions;
    const last = this.next();
    return last ? [last] : [];
  }

  /** Runs, waits for nobody, and has what it waits for. */
  #canGoOn(activation: Activation): boolean {
    const at = this.at(activation);
    if (at < 0) return false;
    const op = activation.ops[at];
    const callees = (op?.effects ?? []).flatMap(({ callee, instead }) => [callee, instead?.callee]);
    if (callees.some((callee) => callee && this.at(callee) >= 0)) return false;
    return op?.kind !== 'wait' || this.hasCome(op);
  }

  #overtakes({ earlier, needsOrder, disorder }: Leg): boolean {
    if (!earlier || !(needsOrder || disorder)) return false;
    const status = this.get(earlier.field.status);
    return status === STATUS.none && this.isUnderWay(earlier);
  }

  #laterIsDone(leg: Leg): boolean {
    const later = this.unfolded.program.legs.find(({ earlier }) => earlier === leg);
    return later === undefined || this.get(later.field.status) !== STATUS.none;
  }
}

/** @returns the fewest faults by promise and element to change; undefined where there are too many states */
function anyOrder(design: Design, unfolded: Unfolded, into: Map<string, number>): boolean {
  for (const activation of unfolded.program.activations) (activation as { final: boolean }).final = false;
  const machine = new AnyOrder(unfolded);
  const seen = new Set<string>();
  let used = 0;
  machine.onBreach = (breach) => {
    const key = keyOf(design, breach);
    into.set(key, Math.min(into.get(key) ?? Number.POSITIVE_INFINITY, used));
  };
  let layer: Int32Array[] = [new Int32Array(unfolded.layout.words)];
  for (let faults = 0; faults <= 1; faults++) {
    const struck: Int32Array[] = [];
    for (let state = layer.pop(); state; state = layer.pop()) {
      const key = state.join();
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > most) return false;
      machine.words = state.slice();
      for (const action of machine.enabled()) {
        machine.words = state.slice();
        if (action.kind === 'op' || action.kind === 'finish') machine.running = action.activation;
        const possible = faults < 1 ? strikes(machine, action) : [];
        for (const fault of [undefined, ...possible]) {
          machine.words = state.slice();
          if (action.kind === 'op' || action.kind === 'finish') machine.running = action.activation;
          used = faults + (fault ? 1 : 0);
          machine.perform(action, fault);
          machine.running = undefined;
          (fault ? struck : layer).push(machine.words);
        }
      }
    }
    layer = struck;
  }
  return true;
}

function keyOf(design: Design, breach: Breach): string {
  const { rules: shown, source } = blameOf(design, breach);
  return `${breach.promise} ${shown.join()} ${source.range.start.line + 1}:${source.range.start.character + 1}`;
}

/** @returns what breaks in any order, by flow; undefined where that is too much to look at */
function inAnyOrder(design: Design): Map<string, number> | undefined {
  const broken = new Map<string, number>();
  const wishes = new Wishes(design);
  for (const start of flowsOf(design)) {
    for (const unfolded of variantsOf((choices) => unfold(design, start, choices, 1, wishes))) {
      if (!anyOrder(design, unfolded, broken)) return undefined;
    }
  }
  return broken;
}

function inFixedOrder(design: Design): Map<string, number> {
  const broken = new Map<string, number>();
  for (const { counterexamples } of explore(design).flows) {
    for (const { promise, rules: shown, source, faults } of counterexamples) {
      const key = `${promise} ${shown.join()} ${source.range.start.line + 1}:${source.range.start.character + 1}`;
      broken.set(key, Math.min(broken.get(key) ?? Number.POSITIVE_INFINITY, faults.length));
    }
  }
  return broken;
}

function sorted(broken: ReadonlyMap<string, number>): readonly string[] {
  return [...broken].map(([key, faults]) => `${key} by ${faults}`).sort();
}

describe('in any order the same breaks as in the fixed one: the wrong design of', () => {
  let compared = 0;
  for (const { id, examples } of rules) {
    it(id, async () => {
      const design = await designOf(examples.wrong);
      const any = inAnyOrder(design);
      if (!any) return;
      compared++;
      assert.deepEqual(sorted(any), sorted(inFixedOrder(design)));
    });
  }

  it('almost every one is small enough to be compared', () => {
    assert.ok(compared > rules.length * 0.9, `${compared} of ${rules.length}`);
  });
});
