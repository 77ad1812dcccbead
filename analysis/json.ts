/** Reading JSON with the place of every value, so that what is wrong in a configuration can be pointed at. */
import type { Position, Source } from '../language/model/source.ts';

interface JsonPlace {
  readonly offset: number;
  readonly end: number;
}

/** A value and where it stands. */
export type JsonNode = JsonPlace &
  (
    | { readonly kind: 'object'; readonly entries: readonly JsonEntry[] }
    | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'null' }
  );

/** A key with its value; the key's place includes the quotes. */
export interface JsonEntry {
  readonly key: string;
  readonly keyPlace: JsonPlace;
  readonly value: JsonNode;
}

/** The text is no JSON. */
export class JsonError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Deep enough for any configuration, and far from what a call stack bears. */
const deepest = 100;

/** @returns the value that the text holds. @throws JsonError when it holds none. */
export function parseJson(text: string): JsonNode {
  const reader = new JsonReader(text);
  const node = reader.value(0);
  reader.end();
  return node;
}

class JsonReader {
  readonly #text: string;
  #at: number;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  /** Reads one value. */
  value(depth: number): JsonNode {
    if (depth > deepest) throw new JsonError('The values are nested too deeply.', this.#at);
    this.#blanks();
    const offset = this.#at;
    const first = this.#text.charAt(offset);
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#array(depth);
    if (first === '"') {
      const value = this.#string();
      return { kind: 'string', value, offset, end: this.#at };
    }
    const word = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z]+)/.exec(this.#text.slice(offset, offset + 64))?.[0];
    if (word === undefined) throw this.#expected('a value');
    this.#at += word.length;
    const place = { offset, end: this.#at };
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', ...place };
    if (word === 'null') return { kind: 'null', ...place };
    if (/^[A-Za-z]/.test(word)) throw new JsonError(`${word} is no value: texts stand in double quotes.`, offset);
    return { kind: 'number', value: Number(word), ...place };
  }

  /** Demands that nothing is left. */
  end(): void {
    this.#blanks();
    if (this.#at < this.#text.length) throw this.#expected('the end of the file');
  }

  #object(depth: number): JsonNode {
    const offset = this.#at++;
    const entries: JsonEntry[] = [];
    while (!this.#closed('}', entries.length)) {
      const start = this.#at;
      if (this.#text.charAt(start) !== '"') throw this.#expected('a name in double quotes');
      const key = this.#string();
      const keyPlace = { offset: start, end: this.#at };
      this.#blanks();
      if (this.#text.charAt(this.#at) !== ':') throw this.#expected('a colon');
      this.#at++;
      entries.push({ key, keyPlace, value: this.value(depth + 1) });
    }
    return { kind: 'object', entries, offset, end: this.#at };
  }

  #array(depth: number): JsonNode {
    const offset = this.#at++;
    const items: JsonNode[] = [];
    while (!this.#closed(']', items.length)) items.push(this.value(depth + 1));
    return { kind: 'array', items, offset, end: this.#at };
  }

  /** Passes the bracket that closes, or else the comma before the next of them. */
  #closed(bracket: string, count: number): boolean {
    this.#blanks();
    if (this.#text.charAt(this.#at) === bracket) {
      this.#at++;
      return true;
    }
    if (count > 0) {
      if (this.#text.charAt(this.#at) !== ',') throw this.#expected(`a comma or \`${bracket}\``);
      this.#at++;
      this.#blanks();
      if (this.#text.charAt(this.#at) === bracket)
        throw new JsonError(`A comma stands before \`${bracket}\`, where nothing follows.`, this.#at);
    }
    return false;
  }

  #string(): string {
    const quoted = /^"(?:\\.|[^"\\\n\r])*"/.exec(this.#text.slice(this.#at))?.[0];
    if (quoted === undefined) throw new JsonError('A text lacks its closing double quote.', this.#at);
    try {
      const value: unknown = JSON.parse(quoted);
      this.#at += quoted.length;
      return String(value);
    } catch {
      throw new JsonError('A text holds an escape that JSON does not know.', this.#at);
    }
  }

  #blanks(): void {
    while (/[ \t\r\n]/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  #expected(what: string): JsonError {
    const found = this.#text.charAt(this.#at);
    return new JsonError(`Expected ${what}, but found ${found === '' ? 'the end of the file' : `\`${found}\``}.`, this.#at);
  }
}

/** @returns the line and character of an offset. For many offsets of one text use `positionsIn`. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** @returns the same for any offset of a text whose lines are counted once. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
}

/** @returns a stretch of text as a place in a file. */
export function sourceAt(uri: string, text: string, offset: number, end: number): Source {
  return { uri, offset, end, range: { start: positionAt(text, offset), end: positionAt(text, end) } };
}
