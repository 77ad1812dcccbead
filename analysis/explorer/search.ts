/**
 * The search: breadth first, those runs with the fewest faults first. Each state is kept once, as words in one arena with an open-addressing table over
 * it; a state that is met again, with no fewer faults, is not explored again.
 */
import type { Breach } from './events.ts';
import { strikes } from './faults.ts';
import { Machine } from './machine.ts';
import type { Unfolded } from './unfold.ts';

/** A run: for each step the number of the fault that struck, counted from 1 in the order of `strikes`; 0 for none. */
export type Run = readonly number[];

/** The best run that breaks one promise at one occurrence: the one with the fewest faults, then the fewest steps. */
export interface BrokenRun {
  readonly run: Run;
  readonly faults: number;
}

export interface SearchResult {
  /** By `breachKey`. */
  readonly broken: ReadonlyMap<string, BrokenRun>;
  readonly states: number;
  readonly complete: boolean;
}

export interface SearchLimits {
  readonly faults: number;
  readonly states: number;
  readonly cancelled: () => boolean;
}

/** Thrown when whoever asked wants no answer any more. */
export class ExplorationCancelled extends Error {
  constructor() {
    super('The exploration was cancelled.');
  }
}

/** How many states are explored between two looks at whether to stop. */
const breath = 1_000;

/** States by number: their words, where each was come from and how, and the table that finds equal ones. */
class Arena {
  readonly words: number;
  count = 0;
  #states: Int32Array;
  #parents: Int32Array;
  #choices: Int32Array;
  #depths: Int32Array;
  #table: Int32Array;

  constructor(words: number) {
    this.words = words;
    this.#states = new Int32Array(words * 256);
    this.#parents = new Int32Array(256);
    this.#choices = new Int32Array(256);
    this.#depths = new Int32Array(256);
    this.#table = new Int32Array(512).fill(-1);
  }

  /** @returns the number of a state that was not known, or -1 */
  add(state: Int32Array, parent: number, choice: number): number {
    if ((this.count + 1) * 2 > this.#table.length) this.#grow();
    const slot = this.#slotOf(state);
    if (this.#table[slot] !== -1) return -1;
    const number = this.count++;
    this.#table[slot] = number;
    this.#states.set(state, number * this.words);
    this.#parents[number] = parent;
    this.#choices[number] = choice;
    this.#depths[number] = this.depthAfter(parent);
    return number;
  }

  load(number: number, into: Int32Array): void {
    copy(this.#states, number, into);
  }

  depth(number: number): number {
    return this.#depths[number] as number;
  }

  /** How deep what comes after a state is; the first comes after none. */
  depthAfter(parent: number): number {
    return (this.#depths[parent] ?? -1) + 1;
  }

  runTo(number: number, last: number): Run {
    const run = [last];
    for (let at = number; (this.#parents[at] as number) >= 0; at = this.#parents[at] as number) run.push(this.#choices[at] as number);
    return run.reverse();
  }

  #slotOf(state: Int32Array): number {
    const { words } = this;
    const mask = this.#table.length - 1;
    let hash = 0x811c9dc5;
    for (let word = 0; word < words; word++) {
      hash = Math.imul(hash ^ (state[word] as number), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    for (let slot = (hash ^ (hash >>> 13)) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#table[slot] as number;
      if (number === -1) return slot;
      const from = number * words;
      let word = 0;
      while (word < words && this.#states[from + word] === state[word]) word++;
      if (word === words) return slot;
    }
  }

  #grow(): void {
    const capacity = this.#table.length;
    this.#states = grown(this.#states, this.words * capacity);
    this.#parents = grown(this.#parents, capacity);
    this.#choices = grown(this.#choices, capacity);
    this.#depths = grown(this.#depths, capacity);
    this.#table = new Int32Array(capacity * 2).fill(-1);
    const state = new Int32Array(this.words);
    for (let number = 0; number < this.count; number++) {
      this.load(number, state);
      this.#table[this.#slotOf(state)] = number;
    }
  }
}

/** States that a further fault has struck, which wait for their turn: those with fewer faults come first. */
class Pool {
  readonly words: number;
  count = 0;
  #states: Int32Array;
  #links: Int32Array;

  constructor(words: number) {
    this.words = words;
    this.#states = new Int32Array(words * 64);
    this.#links = new Int32Array(128);
  }

  add(state: Int32Array, parent: number, choice: number): void {
    if (this.count * 2 === this.#links.length) {
      this.#states = grown(this.#states, this.#states.length * 2);
      this.#links = grown(this.#links, this.#links.length * 2);
    }
    this.#states.set(state, this.count * this.words);
    this.#links[this.count * 2] = parent;
    this.#links[this.count * 2 + 1] = choice;
    this.count++;
  }

  load(number: number, into: Int32Array): void {
    copy(this.#states, number, into);
  }

  parent(number: number): number {
    return this.#links[number * 2] as number;
  }

  choice(number: number): number {
    return this.#links[number * 2 + 1] as number;
  }
}

/** Words one by one: there are few, and this is where the time goes. */
function copy(states: Int32Array, number: number, into: Int32Array): void {
  const from = number * into.length;
  for (let word = 0; word < into.length; word++) into[word] = states[from + word] as number;
}

function grown(array: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}

/** @returns what one state takes: its words, where it was come from, how and how deep, and its share of a table that is at most half full */
export function bytesPerState({ layout }: Unfolded): number {
  return (layout.words + 3 + 2) * Int32Array.BYTES_PER_ELEMENT;
}

/** @returns what makes two breaches of one unfolded flow the same */
export function breachKey({ promise, blame, activation, effect, leg, parked, put, step, state, requirement, late }: Breach): string {
  return [promise, blame, activation?.id, effect?.id, leg?.id, parked?.id, put?.id, step?.id, state?.name, requirement, late].join(' ');
}

/**
 * Explores one variant of a flow.
 * @throws ExplorationCancelled
 */
export function search(unfolded: Unfolded, limits: SearchLimits): SearchResult {
  const known = new Map<string, BrokenRun>();
  const machine = new Machine(unfolded);
  const arena = new Arena(unfolded.layout.words);
  let parent = 0;
  let choice = 0;
  let used = 0;
  machine.onBreach = (breach) => {
    const key = breachKey(breach);
    const best = known.get(key);
    const steps = arena.depthAfter(parent);
    // Runs with a fault more are met before longer ones without it.
    if (best && (best.faults < used || (best.faults === used && best.run.length <= steps))) return;
    known.set(key, { run: arena.runTo(parent, choice), faults: used });
  };
  const scratch = new Int32Array(unfolded.layout.words);
  machine.words = scratch;
  let struck = new Pool(unfolded.layout.words);
  struck.add(scratch, -1, 0);
  for (let faults = 0; struck.count > 0; faults++) {
    // What a fault has just struck comes in the order of its depth, and so does what follows from it: two queues, merged.
    const fresh = struck;
    const queue: number[] = [];
    struck = new Pool(unfolded.layout.words);
    let taken = 0;
    let next = 0;
    for (;;) {
      const waiting = queue[next];
      if (taken < fresh.count && (waiting === undefined || arena.depthAfter(fresh.parent(taken)) <= arena.depth(waiting))) {
        fresh.load(taken, scratch);
        parent = arena.add(scratch, fresh.parent(taken), fresh.choice(taken));
        taken++;
        if (parent < 0) continue;
      } else if (waiting !== undefined) {
        parent = waiting;
        next++;
        arena.load(parent, scratch);
      } else break;
      if (arena.count >= limits.states) return { broken: known, states: arena.count, complete: false };
      if ((taken + next) % breath === 0 && limits.cancelled()) throw new ExplorationCancelled();
      const action = machine.next();
      choice = 0;
      used = faults;
      if (!action) {
        machine.end();
        continue;
      }
      const possible = faults < limits.faults ? strikes(machine, action) : [];
      machine.perform(action, undefined);
      const number = arena.add(scratch, parent, 0);
      if (number >= 0) queue.push(number);
      for (const [index, fault] of possible.entries()) {
        arena.load(parent, scratch);
        choice = index + 1;
        used = faults + 1;
        machine.perform(action, fault);
        struck.add(scratch, parent, choice);
      }
    }
  }
  return { broken: known, states: arena.count, complete: true };
}
