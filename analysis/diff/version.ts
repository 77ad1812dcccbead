/** One of the two designs that are compared, with what is needed to find the same thing in the other. */
import type { Activity, Channel, Design, Effect, Element, Hop, Message, Place, System } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { type Analysis, analysisOf } from '../analyses.ts';

/** A version of a design. Things of two versions are the same if they have the same key. */
export class Version {
  readonly design: Design;
  /** Elements by key, implicit dead-letter queues left out: they come and go with what is said of their channel. */
  readonly elements: ReadonlyMap<string, Element>;
  readonly messages: ReadonlyMap<string, Message>;
  /** Legs by key; those with one key differ in what they carry. */
  readonly legs: ReadonlyMap<string, readonly Hop[]>;
  /** The keys of the legs that leave a channel, by its key. */
  readonly #legsFrom: ReadonlyMap<string, readonly string[]>;
  /** Bodies that have a name, by their element and what they are there for: all but handlers and joins, which are known by what they take. */
  readonly activities: ReadonlyMap<string, Activity>;
  readonly #scopes: ReadonlyMap<System, string>;

  /** @param fileOf the name of a file that it has in both versions, such as its path from the folder compared */
  constructor(design: Design, fileOf: (uri: string) => string) {
    this.design = design;
    // Elements outside of any system belong to their file; where there is but one such file its name says nothing.
    const several = design.systems.filter(({ named }) => !named).length > 1;
    const scopeOf = ({ named, name, syntax }: System): string => (named ? `${name}.` : several ? `${fileOf(syntax.source.uri)}:` : '');
    this.#scopes = new Map(design.systems.map((system) => [system, scopeOf(system)]));
    this.elements = new Map(design.elements.filter(isDeclared).map((element) => [this.keyOf(element), element]));
    this.messages = new Map(design.messages.map((message) => [this.keyOf(message), message]));
    this.legs = Map.groupBy(design.hops.filter(isLeg), (hop) => this.legKey(hop));
    const legs = [...this.legs].flatMap(([key, [hop]]) => (hop ? [{ key, from: this.#placeKey(hop.from) }] : []));
    this.#legsFrom = new Map([...Map.groupBy(legs, ({ from }) => from)].map(([from, own]) => [from, own.map(({ key }) => key)]));
    const named = design.activities.filter(({ kind }) => kind !== 'handler' && kind !== 'join');
    this.activities = numbered(named, (activity) => `${this.keyOf(activity.element)}/${activity.kind} ${this.#purposeOf(activity)}`);
  }

  /** @returns the result of a shared analysis of this version. */
  readonly analysis = <Result>(analysis: Analysis<Result>): Result => analysisOf(this.design, analysis);

  /** @returns what an element or message is known by: its name, and the system that holds it. */
  keyOf({ system, name }: Element | Message): string {
    return `${this.#scopes.get(system)}${name}`;
  }

  /** @returns what a leg is known by: where it begins and ends, whatever the handlers there are called. */
  legKey({ kind, from, to }: Hop): string {
    return `${kind} ${this.#placeKey(from)} > ${this.#placeKey(to)}`;
  }

  #purposeOf({ element, kind, name, period, id }: Activity): string {
    switch (kind) {
      case 'operation':
        return name ?? '';
      case 'schedule': {
        // One that is all there is stays the same when it runs more often.
        const schedules = (this.design.index.activitiesOf.get(element.id) ?? []).filter((other) => other.kind === 'schedule');
        return schedules.length === 1 ? '' : `${period ?? ''}`;
      }
      case 'route':
        return id.slice(element.id.length);
      case 'workflow':
      case 'unplaced':
      case 'handler':
      case 'join':
        return '';
    }
  }

  /** @returns what somebody has written that a body does, by what it does to what. */
  effectsOf({ effects }: Activity): ReadonlyMap<string, Effect> {
    const written = effects.filter((effect) => !('implied' in effect && effect.implied));
    return numbered(written, (effect) => `${effect.part} ${this.deedKey(effect)}`);
  }

  /** @returns whether some leg leaves a channel in both versions, so that what holds on its way is told of that. */
  sharesLegOf(channel: Channel, other: Version): boolean {
    return (this.#legsFrom.get(this.keyOf(channel)) ?? []).some((key) => other.legs.has(key));
  }

  /** @returns what an effect is known by in its body: what it does to what. What is not declared has no name. */
  deedKey(effect: Effect): string {
    return `${effect.kind} ${this.#objectKey(effect)}`;
  }

  #objectKey(effect: Effect): string | undefined {
    if (isStoreEffect(effect)) return effect.store && this.keyOf(effect.store);
    if (isMessageEffect(effect)) return effect.message && this.keyOf(effect.message);
    return [effect.target && this.keyOf(effect.target), effect.operation ?? effect.route].join(' ');
  }

  #placeKey(place: Place): string {
    return place.kind === 'channel' ? this.keyOf(place.channel) : this.keyOf(place.activity.element);
  }
}

/** Whether somebody has written it down. */
export function isDeclared(element: Element): boolean {
  return !isChannel(element) || element.deadLettersOf === undefined;
}

function isLeg({ kind }: Hop): boolean {
  return kind === 'deliver' || kind === 'forward' || kind === 'direct';
}

/** @returns things by their keys; of those with one key, the second and those after it with their number. */
function numbered<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): ReadonlyMap<string, Thing> {
  const found = new Map<string, Thing>();
  const counts = new Map<string, number>();
  for (const thing of things) {
    const key = keyOf(thing);
    const number = (counts.get(key) ?? 0) + 1;
    counts.set(key, number);
    found.set(number === 1 ? key : `${key} (${number})`, thing);
  }
  return found;
}

/** Walks over what two versions have. @returns pairs of what is in both, what is gone, and what is new; each in the order of its version */
export function sides<Thing>(
  before: ReadonlyMap<string, Thing>,
  after: ReadonlyMap<string, Thing>,
): {
  readonly both: readonly (readonly [before: Thing, after: Thing])[];
  readonly removed: readonly Thing[];
  readonly added: readonly Thing[];
} {
  const both: (readonly [Thing, Thing])[] = [];
  const removed: Thing[] = [];
  for (const [key, thing] of before) {
    const other = after.get(key);
    if (other === undefined) removed.push(thing);
    else both.push([thing, other]);
  }
  return { both, removed, added: [...after].filter(([key]) => !before.has(key)).map(([, thing]) => thing) };
}
