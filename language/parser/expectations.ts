/** What the grammar would have read at a place: asked where something else stands, to tell what was meant. */
import { GrammarAST } from 'langium';
import type { Token } from './engine.ts';

/** What may stand at a place. */
export interface Expected {
  /** Keywords and signs, in the order of the grammar. */
  readonly words: ReadonlySet<string>;
  /** Kinds of words that are no keywords: `ID` is a name, which any word may be. */
  readonly terminals: ReadonlySet<string>;
  /** Whether the statement may end here. */
  readonly ends: boolean;
}

/** The part of a word that the grammar looks at. */
export type Word = Pick<Token, 'image' | 'tokenType'>;

/** Names are words of any kind; none of the keywords that may be one is expected as one. */
const nameRules: ReadonlySet<string> = new Set(['Name', 'NotMemory']);

const nowhere: ReadonlySet<number> = new Set();

export class Expectations {
  readonly #rules: ReadonlyMap<string, GrammarAST.ParserRule>;
  /** What each rule may begin with, as far as it was asked for. */
  readonly #first = new Map<GrammarAST.ParserRule, Expected>();

  constructor(grammar: GrammarAST.Grammar) {
    this.#rules = new Map(grammar.rules.filter(GrammarAST.isParserRule).map((rule) => [rule.name, rule]));
  }

  /**
   * Reads words as a rule of the grammar, in every way that there is.
   *
   * @param rule the name of a rule, such as that of a statement
   * @returns what may follow the words; undefined if the rule does not begin with them
   */
  after(rule: string, words: readonly Word[]): Expected | undefined {
    const definition = this.#rules.get(rule);
    if (definition === undefined) return undefined;
    const reading = new Reading(words, (called) => this.#firstOf(called));
    const ends = reading.rule(definition, 0).has(words.length);
    return ends || reading.isAlive ? { words: reading.words, terminals: reading.terminals, ends } : undefined;
  }

  #firstOf(rule: GrammarAST.ParserRule): Expected {
    const known = this.#first.get(rule);
    if (known !== undefined) return known;
    const reading = new Reading([], (called) => this.#firstOf(called));
    const ends = reading.definition(rule, 0).has(0);
    const first = { words: reading.words, terminals: reading.terminals, ends };
    this.#first.set(rule, first);
    return first;
  }
}

/** One look at some words: from each part of the grammar and each place, the places where the part may end. */
class Reading {
  readonly words = new Set<string>();
  readonly terminals = new Set<string>();
  readonly #text: readonly Word[];
  readonly #firstOf: (rule: GrammarAST.ParserRule) => Expected;
  readonly #known = new Map<GrammarAST.AbstractElement, Map<number, ReadonlySet<number>>>();

  constructor(text: readonly Word[], firstOf: (rule: GrammarAST.ParserRule) => Expected) {
    this.#text = text;
    this.#firstOf = firstOf;
  }

  /** Whether something was expected behind the last word. */
  get isAlive(): boolean {
    return this.words.size + this.terminals.size > 0;
  }

  rule(rule: GrammarAST.AbstractRule, from: number): ReadonlySet<number> {
    if (nameRules.has(rule.name)) return this.#terminal('ID', from);
    if (!GrammarAST.isParserRule(rule)) return this.#terminal(rule.name, from);
    // Most rules cannot begin with a word, which is told without a look inside.
    const first = this.#firstOf(rule);
    const word = this.#text[from];
    if (word !== undefined) return first.ends || accepts(first, word) ? this.definition(rule, from) : nowhere;
    if (from > this.#text.length) return nowhere;
    for (const each of first.words) this.words.add(each);
    for (const each of first.terminals) this.terminals.add(each);
    return first.ends ? new Set([from]) : nowhere;
  }

  /** The same, whatever the rule may begin with. */
  definition(rule: GrammarAST.ParserRule, from: number): ReadonlySet<number> {
    return this.#element(rule.definition, from);
  }

  #element(element: GrammarAST.AbstractElement, from: number): ReadonlySet<number> {
    const byPlace = this.#known.get(element) ?? new Map<number, ReadonlySet<number>>();
    this.#known.set(element, byPlace);
    const known = byPlace.get(from);
    if (known !== undefined) return known;
    const ends = this.#repeated(element, from);
    byPlace.set(from, ends);
    return ends;
  }

  #repeated(element: GrammarAST.AbstractElement, from: number): ReadonlySet<number> {
    const { cardinality } = element;
    const once = this.#once(element, from);
    if (cardinality === undefined || (cardinality === '+' && once.size === 0)) return once;
    const ends = new Set(cardinality === '+' ? once : [from, ...once]);
    // A set that grows while it is walked: each place that is reached is gone on from.
    if (cardinality !== '?') for (const end of ends) if (end > from) for (const next of this.#once(element, end)) ends.add(next);
    return ends;
  }

  #once(element: GrammarAST.AbstractElement, from: number): ReadonlySet<number> {
    if (GrammarAST.isKeyword(element)) return this.#keyword(element.value, from);
    if (GrammarAST.isAction(element)) return new Set([from]);
    if (GrammarAST.isAssignment(element)) return this.#element(element.terminal, from);
    if (GrammarAST.isCrossReference(element)) return element.terminal === undefined ? nowhere : this.#element(element.terminal, from);
    if (GrammarAST.isAlternatives(element)) return union(element.elements.map((alternative) => this.#element(alternative, from)));
    if (GrammarAST.isGroup(element)) return this.#sequence(element.elements, from);
    const rule = GrammarAST.isRuleCall(element) ? element.rule.ref : undefined;
    return rule === undefined ? nowhere : this.rule(rule, from);
  }

  #sequence(parts: readonly GrammarAST.AbstractElement[], from: number): ReadonlySet<number> {
    let places: ReadonlySet<number> = new Set([from]);
    for (const part of parts) places = union(Array.from(places, (place) => this.#element(part, place)));
    return places;
  }

  #keyword(value: string, from: number): ReadonlySet<number> {
    const word = this.#text[from];
    if (word === undefined && from === this.#text.length) this.words.add(value);
    return word?.image === value ? new Set([from + 1]) : nowhere;
  }

  #terminal(name: string, from: number): ReadonlySet<number> {
    const word = this.#text[from];
    if (word === undefined && from === this.#text.length) this.terminals.add(name);
    return word !== undefined && isOfKind(word, name) ? new Set([from + 1]) : nowhere;
  }
}

/** Whether a word is one of those that are expected. */
export function accepts({ words, terminals }: Expected, word: Word): boolean {
  return words.has(word.image) || [...terminals].some((terminal) => isOfKind(word, terminal));
}

/** Whether a word is of a kind; any word may be a name. */
function isOfKind({ image, tokenType }: Word, terminal: string): boolean {
  return terminal === 'ID' ? /^[\p{L}_]/u.test(image) : tokenType.name === terminal;
}

function union(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const [first = nowhere, ...others] = sets.filter((set) => set.size > 0);
  return others.length === 0 ? first : new Set([first, ...others].flatMap((set) => [...set]));
}
