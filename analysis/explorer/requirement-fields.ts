/** What a state must hold for the `require`s of a design: counts of effects, and whether what must lead to something has. */
import type { Effect } from '../../language/model/design.ts';
import type { Cause } from './causes.ts';
import type { Layout } from './layout.ts';
import type { Counter, Field, PromisedEnd } from './program.ts';
import type { Happening, Wishes } from './requirements.ts';

export class RequirementFields {
  readonly wishes: Wishes;
  /** Whether some requirement speaks of what the flow does. */
  concerned = false;
  readonly #layout: Layout;
  readonly #promises = new Map<string, PromisedEnd>();

  constructor(wishes: Wishes, layout: Layout) {
    this.wishes = wishes;
    this.#layout = layout;
  }

  get promises(): readonly PromisedEnd[] {
    return [...this.#promises.values()];
  }

  concerning(requirements: readonly number[]): readonly number[] {
    if (requirements.length > 0) this.concerned = true;
    return requirements;
  }

  countersOf(requirements: readonly number[]): readonly Counter[] {
    return this.concerning(requirements).map((requirement) => ({ requirement, field: this.#layout.field(2) }));
  }

  /** @returns what counts an effect: each once, though a join may come of one thing in several ways */
  counting(effect: Effect, cause: Cause): readonly Counter[] {
    const found = new Set<Counter>();
    const seen = new Set<Cause>();
    const visit = (from: Cause): void => {
      for (let at: Cause | undefined = from; at && !seen.has(at); at = at.up) {
        seen.add(at);
        for (const counter of at.counters ?? []) found.add(counter);
        at.also?.forEach(visit);
      }
    };
    visit(cause);
    return [...found].filter(({ requirement }) => this.wishes.counts(requirement, effect));
  }

  begun(what: Happening, firing: number): Field[] {
    return this.concerning(this.wishes.beginsAt(what)).map((requirement) => this.#promised(requirement, firing).begun);
  }

  ended(what: Happening, firing: number): Field[] {
    return this.concerning(this.wishes.endsAt(what)).map((requirement) => this.#promised(requirement, firing).ended);
  }

  happens(effect: Effect, firing: number): Field[] {
    const what: Happening = { kind: 'effect', effect };
    return [...this.begun(what, firing), ...this.ended(what, firing)];
  }

  #promised(requirement: number, firing: number): PromisedEnd {
    const key = `${requirement} ${firing}`;
    const known = this.#promises.get(key) ?? { requirement, firing, begun: this.#layout.field(1), ended: this.#layout.field(1) };
    this.#promises.set(key, known);
    return known;
  }
}
