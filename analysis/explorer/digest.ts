/** A digest of plain data, taken piece by piece: no text of all of it is ever made. */

/** Kinds of values, so that a number is not taken for a text or for the length of a list. */
const tags = { nothing: 1, no: 2, yes: 3, whole: 4, other: 5, text: 6, list: 7, object: 8, numbered: 9 } as const;

/** 64 bits of data: enough that no two flows of a project share them, and short enough to keep. Two hashes after murmur3, with seeds and factors of their own. */
export class Digest {
  readonly #numbered: ReadonlySet<object>;
  readonly #keys = new Map<string, number>();
  #one = 0x811c9dc5;
  #two = 0x9e3779b9;
  #pieces = 0;

  /** @param numbered objects with an `id` that stands for them wherever they are named; they may name each other in circles */
  constructor(numbered: Iterable<{ readonly id: number }>) {
    this.#numbered = new Set(numbered);
  }

  get text(): string {
    return `${this.#pieces} ${mixed(this.#one)} ${mixed(this.#two)}`;
  }

  /** Adds a value with all that is in it. @throws where it is no plain data */
  add(value: unknown): void {
    if (value === undefined || value === null) this.#piece(tags.nothing);
    else if (typeof value === 'boolean') this.#piece(value ? tags.yes : tags.no);
    else if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'string') this.#text(value);
    else if (typeof value === 'object') this.#structure(value);
    else throw new TypeError(`A ${typeof value} has no digest.`);
  }

  /** Adds an object, some of its fields as they are given here. */
  addObject<T extends object>(object: T, inPlace: Partial<Record<keyof T, unknown>> = {}): void {
    this.#piece(tags.object);
    for (const key in object) {
      const value = key in inPlace ? inPlace[key] : object[key];
      // A field that is not set is no other than one that is not there.
      if (value === undefined) continue;
      this.#piece(this.#keyOf(key));
      this.add(value);
    }
    this.#piece(tags.nothing);
  }

  #number(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
      this.#piece(tags.whole);
      this.#piece(value);
    } else {
      this.#piece(tags.other);
      this.#text(String(value));
    }
  }

  #structure(value: object): void {
    if (Array.isArray(value)) {
      this.#piece(tags.list);
      this.#piece(value.length);
      for (const item of value) this.add(item);
    } else if (this.#numbered.has(value) && 'id' in value) {
      this.#piece(tags.numbered);
      this.add(value.id);
    } else this.addObject(value);
  }

  /** Names of fields are many and few are different: each is added letter by letter once, and by its number from then on. */
  #keyOf(name: string): number {
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    this.#keys.set(name, this.#keys.size);
    this.#text(name);
    return this.#keys.size - 1;
  }

  #text(text: string): void {
    this.#piece(tags.text);
    this.#piece(text.length);
    for (let at = 0; at < text.length; at++) this.#piece(text.charCodeAt(at));
  }

  #piece(piece: number): void {
    this.#pieces++;
    this.#one = Math.imul(turned(this.#one ^ Math.imul(piece, 0xcc9e2d51)), 0x85ebca6b) + piece;
    this.#two = Math.imul(turned(this.#two ^ Math.imul(piece, 0x1b873593)), 0xc2b2ae35) + piece;
  }
}

function turned(bits: number): number {
  return (bits << 13) | (bits >>> 19);
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
