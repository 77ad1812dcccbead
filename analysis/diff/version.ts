/** One of the two designs that are compared, with what is needed to find the same thing in the other. */
import type { Activity, Design, Element, Hop, Message, Place, System } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { type Analysis, analysisOf } from '../analyses.ts';

/** A version of a design. Things of two versions are the same if they have the same key. */
export class Version {
  readonly design: Design;
  /** Elements by key, implicit dead-letter queues left out: they come and go with what is said of their channel. */
  readonly elements: ReadonlyMap<string, Element>;
  readonly messages: ReadonlyMap<string, Message>;
  /** Legs by key; those with one key differ in what they carry. */
  readonly legs: ReadonlyMap<string, readonly Hop[]>;
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

  /** @returns what an activity is known by: its element, and what it is there for. */
  activityKey({ element, kind, name, messages, period }: Activity): string {
    const what = name ?? messages.map((message) => this.keyOf(message)).join('+');
    return `${this.keyOf(element)}/${kind} ${what} ${period ?? ''}`;
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
