/**
 * The variants of a flow: which branch of each `when`, which route of a balancer, which of the services that compete for a queue. A choice is made
 * once for its place in the text, however often the flow comes there.
 */

/** The answers of one variant. What is not answered takes the first option. */
export class Choices {
  readonly #answers: ReadonlyMap<string, number>;
  readonly #asked = new Map<string, number>();

  constructor(answers: ReadonlyMap<string, number> = new Map()) {
    this.#answers = answers;
  }

  /** @returns the number of the option taken, of so many */
  pick(place: string, options: number): number {
    if (options < 2) return 0;
    this.#asked.set(place, options);
    return Math.min(this.#answers.get(place) ?? 0, options - 1);
  }

  /** Variants that differ from this one in one further choice, so that each comes up once: only choices after the last answered one change. */
  further(): readonly Choices[] {
    const places = [...this.#asked.keys()];
    const last = places.findLastIndex((place) => (this.#answers.get(place) ?? 0) > 0);
    return places.slice(last + 1).flatMap((place) => {
      const options = this.#asked.get(place) ?? 0;
      return Array.from({ length: options - 1 }, (_, number) => new Choices(new Map([...this.#answers, [place, number + 1]])));
    });
  }
}

/** Makes the variants of something that makes choices, each when it is asked for: first that with all first options, then those that differ in one choice, and so on. */
export function* variantsOf<Variant>(make: (choices: Choices) => Variant): Generator<Variant, void, void> {
  const open: Choices[] = [new Choices()];
  for (let next = open.shift(); next; next = open.shift()) {
    const variant = make(next);
    open.push(...next.further());
    yield variant;
  }
}

/** @returns one of the variants by its number, counted from 0 */
export function variantAt<Variant>(number: number, make: (choices: Choices) => Variant): Variant | undefined {
  let at = 0;
  for (const variant of variantsOf(make)) if (at++ === number) return variant;
  return undefined;
}
