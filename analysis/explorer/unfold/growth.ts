/** What all parts of unfolding share: the tree as far as it has grown, and what it grows from. */
import type { Action, Activity, Design, Effect, KeptState, Message } from '../../../language/model/design.ts';
import type { Cause } from '../causes.ts';
import type { FlowStart } from '../flows.ts';
import { Layout } from '../layout.ts';
import type { Activation, Counter, EffectOccurrence, Field, Leg, Put, Site, StepOccurrence, Trigger } from '../program.ts';
import { RequirementFields } from '../requirement-fields.ts';
import type { Wishes } from '../requirements.ts';
import type { Draft, PendingWait } from '../settle.ts';
import type { Choices } from '../variants.ts';

/** No flow that anybody could read has more; where one does, the rest is left out, and the result says so. */
export const mostOccurrences = 1_000;

/** The way of one message. */
export interface Way {
  readonly message?: Message;
  readonly effect?: EffectOccurrence;
  readonly cause?: Cause;
  readonly guarded?: boolean;
  readonly firing: number;
  readonly sender?: Activation;
  readonly before?: Leg;
  readonly puts: readonly Put[];
  readonly counters?: readonly Counter[];
}

/** Where in the tree an action stands. */
export interface Around {
  readonly activation: Draft<Activation>;
  readonly cause: Cause;
  readonly step?: Draft<StepOccurrence>;
  readonly undoes?: Draft<StepOccurrence>;
  readonly scope?: number;
}

/** An activation that is to be. */
export interface Wanted {
  readonly activity: Activity;
  readonly trigger: Trigger;
  readonly cause: Cause;
  readonly firing: number;
  /** What it does; by default what the activity does. */
  readonly body?: readonly Action[];
  readonly caller?: Activation;
  /** By default one of its own. */
  readonly scope?: number;
}

/** A join, what has come to it so far, and why. */
export interface Joined {
  readonly activation: Draft<Activation>;
  readonly legs: Leg[];
  readonly causes: Cause[];
}

/** What a tree grows from. */
export interface Seed {
  readonly design: Design;
  readonly start: FlowStart;
  readonly choices: Choices;
  readonly faults: number;
  readonly wishes: Wishes;
  /** How often a way that leads back to one of its own causes goes round before it ends. */
  readonly rounds: number;
}

export class Growth implements Seed {
  readonly design: Design;
  readonly start: FlowStart;
  readonly choices: Choices;
  readonly faults: number;
  readonly wishes: Wishes;
  readonly rounds: number;
  readonly layout = new Layout();
  readonly activations: Draft<Activation>[] = [];
  readonly effects: Draft<EffectOccurrence>[] = [];
  readonly legs: Draft<Leg>[] = [];
  readonly puts: Draft<Put>[] = [];
  readonly steps: Draft<StepOccurrence>[] = [];
  readonly waits: PendingWait[] = [];
  readonly joins = new Map<string, Joined[]>();
  /** What requirements may count, and why it happens: which of them do is known when all causes of joins are. */
  readonly counted: { readonly effect: Effect; readonly cause: Cause; readonly counters: Counter[] }[] = [];
  readonly kept = new Map<KeptState, Field>();
  readonly written = new Map<string, Field>();
  readonly places = new Map<Activity, ReadonlyMap<Effect, number>>();
  /** Scopes of undos that are repeated until they are through. */
  readonly spared = new Set<number>();
  readonly required: RequirementFields;
  /** Something was left out because there is too much. */
  cut = false;
  readonly #sites = new Map<string, Site>();
  readonly #activate: (growth: Growth, wanted: Wanted) => Draft<Activation>;
  #scopes = 0;

  /** @param activate adds an activation with its body; given from outside because effects and messages lead to activations, and these to them */
  constructor({ design, start, choices, faults, wishes, rounds }: Seed, activate: (growth: Growth, wanted: Wanted) => Draft<Activation>) {
    this.design = design;
    this.start = start;
    this.choices = choices;
    this.faults = faults;
    this.wishes = wishes;
    this.rounds = rounds;
    this.required = new RequirementFields(wishes, this.layout);
    this.#activate = activate;
  }

  activate(wanted: Wanted): Draft<Activation> {
    return this.#activate(this, wanted);
  }

  get full(): boolean {
    return this.activations.length + this.legs.length > mostOccurrences;
  }

  get sites(): readonly Site[] {
    return [...this.#sites.values()];
  }

  newScope(): number {
    return this.#scopes++;
  }

  /** @returns where an outage of the element strikes all that one scope does */
  site(scope: number, element: Site['element']): Site {
    const key = `${scope} ${element.id}`;
    const site = this.#sites.get(key) ?? { id: this.#sites.size, scope, element };
    this.#sites.set(key, site);
    return site;
  }

  /** @returns the field that says that something has been written, by firing and id */
  writtenField(id: string): Field {
    const known = this.written.get(id) ?? this.layout.field(1);
    this.written.set(id, known);
    return known;
  }
}
