/**
 * What was probably meant where the syntax fails: a keyword that is misspelt or called otherwise elsewhere, two words that changed places, a quantity
 * in other units, a word too many or one that is missing. A repair is proposed where the statement goes on with it.
 */
import { GrammarAST } from 'langium';
import { isNear, nearest } from '../problems/nearest.ts';
import type { Span, Token } from './engine.ts';
import { accepts, Expectations, type Expected, type Word } from './expectations.ts';
import { beginsStatement, type StatementList } from './first-words.ts';
import type { Layout } from './layout.ts';
import { ownWord } from './other-words.ts';
import { asQuantity, isUnit } from './units.ts';

/** A change of the text that lets its statement be read. */
export interface Repair {
  readonly kind: 'word' | 'quantity' | 'order' | 'missing' | 'needless';
  /** The place that changes; empty for a word that is missing. */
  readonly span: Span;
  /** What stands there then, without the blanks that an insertion needs. */
  readonly text: string;
  /** Whether a new statement begins with it. */
  readonly begins: boolean;
}

/** What can be said of a word that does not fit. */
export interface Diagnosis {
  /** Equally good ones; most often one or none. */
  readonly repairs: readonly Repair[];
  /** What might have followed the word before, as a part of its statement. */
  readonly expected: Expected | undefined;
}

/** Where a word does not fit. */
export interface Misfit {
  readonly tokens: readonly Token[];
  /** The number of tokens that there are. */
  readonly length: number;
  /** The word's index. */
  readonly at: number;
  readonly list: StatementList;
  readonly layout: Layout;
  /** Whether a new statement may begin at the word. */
  readonly mayBegin: boolean;
}

/** How far back the beginning of a statement is looked for, in words. */
export const furthest = 2_000;
/** Texts that are no designs are not worth it: so many words of one text are looked at. */
export const mostRepairs = 100;

/** Words that fields follow, as the value of a setting follows its word. */
const beforeFields = /^(key|by|index|correlation)$/;

const singulars: Readonly<Record<string, string>> = { attempt: 'attempts', retry: 'retries', group: 'groups' };

export class Repairs {
  readonly #expectations: Expectations;
  readonly #keywords: ReadonlySet<string>;

  constructor(grammar: GrammarAST.Grammar) {
    this.#expectations = new Expectations(grammar);
    this.#keywords = keywordsOf(grammar);
  }

  /** Looks at a word that does not fit. */
  diagnose(misfit: Misfit): Diagnosis {
    const starts = startsOf(misfit).flatMap((start): readonly Start[] => {
      const expected = this.#expectations.after(misfit.list.statement, misfit.tokens.slice(start, misfit.at));
      return expected === undefined ? [] : [{ index: start, expected }];
    });
    // Of `dead-letters after 5 …` the whole is meant, not `5 …`.
    const start = starts.at(-1);
    const attempt = new Attempt(this.#expectations, this.#keywords, misfit, start);
    for (const find of [attempt.quantity, attempt.order, attempt.word, attempt.needless, attempt.missing, attempt.only]) {
      const repairs = find.call(attempt);
      if (repairs.length > 0) return { repairs, expected: start?.expected };
    }
    return { repairs: [], expected: start?.expected };
  }

  /**
   * Whether a statement that is read with another first word goes on at a later word, and cannot end before it.
   *
   * @param word stands in place of the misfit
   */
  goesOn({ tokens, at, list }: Pick<Misfit, 'tokens' | 'at' | 'list'>, word: string, index: number): boolean {
    const next = tokens[index];
    const expected = this.#expectations.after(list.statement, [asWord(word), ...tokens.slice(at + 1, index)]);
    return next !== undefined && expected !== undefined && !expected.ends && accepts(expected, next);
  }
}

/** A place at which the statement that the word stands in may begin, and what is expected after the words from there. */
interface Start {
  readonly index: number;
  readonly expected: Expected;
}

/** The words before, in the same block, that may begin a statement, from the last one back to one that surely does. */
function startsOf({ tokens, at, list, layout }: Misfit): readonly number[] {
  const starts: number[] = [];
  // A closing brace counts as outside of its block, but ends the statement inside.
  const block = tokens[at]?.image !== '}' ? layout.opener(at) : tokens[at - 1]?.image === '{' ? at : layout.opener(at - 1);
  for (let index = at - 1; index > Math.max(block, at - furthest); index--) {
    if (layout.opener(index) !== block || !beginsStatement(list, tokens[index])) continue;
    starts.push(index);
    if (layout.standsApart(index)) break;
  }
  return starts;
}

function keywordsOf(grammar: GrammarAST.Grammar): ReadonlySet<string> {
  const keywords = new Set<string>();
  const collect = (element: GrammarAST.AbstractElement): void => {
    if (GrammarAST.isKeyword(element)) keywords.add(element.value);
    else if (GrammarAST.isAssignment(element)) collect(element.terminal);
    else if (GrammarAST.isAlternatives(element) || GrammarAST.isGroup(element)) element.elements.forEach(collect);
  };
  for (const rule of grammar.rules) if (GrammarAST.isParserRule(rule)) collect(rule.definition);
  return keywords;
}

/** The ways to repair one misfit. */
class Attempt {
  readonly #expectations: Expectations;
  readonly #keywords: ReadonlySet<string>;
  readonly #misfit: Misfit;
  readonly #start: Start | undefined;
  readonly #token: Token;
  /** The word after it; undefined at the end of the text. */
  readonly #next: Token | undefined;

  constructor(expectations: Expectations, keywords: ReadonlySet<string>, misfit: Misfit, start: Start | undefined) {
    this.#expectations = expectations;
    this.#keywords = keywords;
    this.#misfit = misfit;
    this.#start = start;
    const { tokens, at, length } = misfit;
    this.#token = tokens[at] as Token;
    this.#next = at + 1 < length ? tokens[at + 1] : undefined;
  }

  /** `5 minutes`, whose number or unit is the word that does not fit. */
  quantity(): readonly Repair[] {
    const { tokens, at } = this.#misfit;
    const from =
      this.#isNumber(at) && isUnit(tokens[at + 1]?.image ?? '') ? at : this.#isNumber(at - 1) && isUnit(this.#token.image) ? at - 1 : -1;
    if (from < 0) return [];
    for (const to of [from + 2, from + 1]) {
      const words = tokens.slice(from, to + 1);
      if (to >= this.#misfit.length || words.some((word) => word.startLine !== words[0]?.startLine)) continue;
      const text = asQuantity(words.map(({ image }) => image).join(' '));
      const fits = text !== undefined && this.#fits([asWord(text)], to + 1, from);
      if (fits) return [{ kind: 'quantity', span: spanOf(words), text, begins: false }];
    }
    return [];
  }

  /** `retries 3` for `3 retries`, `5s timeout` for `timeout 5s`. */
  order(): readonly Repair[] {
    const { at, mayBegin } = this.#misfit;
    const next = this.#next;
    if (next === undefined || next.startLine !== this.#token.startLine || this.#isNumber(at) === this.#isNumber(at + 1)) return [];
    const begins = mayBegin && this.#goesOn(at, at, [next, this.#token], at + 2);
    if (!begins && !this.#fits([next, this.#token], at + 2)) return [];
    return [{ kind: 'order', span: spanOf([this.#token, next]), text: `${next.image} ${this.#token.image}`, begins }];
  }

  /** A keyword that is misspelt, or that others use; words that lack their quotes. */
  word(): readonly Repair[] {
    const { image } = this.#token;
    if (!/^\p{L}/u.test(image)) return [];
    const { at, list, mayBegin } = this.#misfit;
    const start = this.#start;
    const tries = [
      ...(start ? [{ from: start.index, begins: false, words: this.#keywordsOf(start.expected.words) }] : []),
      ...(mayBegin ? [{ from: at, begins: true, words: this.#keywordsOf(list.first) }] : []),
    ];
    const own = ownWord(image);
    const candidates = tries.flatMap(({ from, begins, words }) =>
      words
        .filter((word) => word === own || isNear(image, word))
        .map((word) => ({ word, begins, fits: this.#goesOn(from, at, [asWord(word)], at + 1) })),
    );
    const among = (fits: boolean): readonly Repair[] => {
      const fitting = candidates.filter((candidate) => candidate.fits || !fits);
      const near = nearest(
        image,
        fitting.map(({ word }) => word),
      );
      const chosen = fits && fitting.some(({ word }) => word === own) ? [own] : near;
      return chosen.map((word) => ({
        kind: 'word',
        span: spanOf([this.#token]),
        text: word ?? '',
        begins: fitting.find((candidate) => candidate.word === word)?.begins ?? false,
      }));
    };
    const fitting = among(true);
    if (fitting.length > 0) return fitting;
    const instead = (text: string): readonly Repair[] => [{ kind: 'word', span: spanOf([this.#token]), text, begins: false }];
    if (start?.expected.terminals.has('STRING') && this.#fits([{ image: '""', tokenType: { name: 'STRING' } }], at + 1))
      return instead(`"${image}"`);
    // What follows may be misspelt as well. A word of the language is not misspelt, but in the wrong place.
    return this.#keywords.has(image) ? [] : among(false);
  }

  /** `for each`, `ttl: 5m`: without the word, the next one fits. */
  needless(): readonly Repair[] {
    const { at, list, mayBegin, layout } = this.#misfit;
    const next = this.#next;
    if (next === undefined || next.startLine !== this.#token.startLine || layout.standsApart(at + 1)) return [];
    const needless = (begins: boolean, offset: number, text: string): readonly Repair[] => [
      { kind: 'needless', span: { offset, end: next.startOffset }, text, begins },
    ];
    if (this.#token.image === ':') {
      const before = this.#misfit.tokens[at - 1];
      const isValue = mayBegin || beforeFields.test(before?.image ?? '');
      return isValue && this.#start !== undefined && accepts(this.#start.expected, next) ? needless(false, endOf(before), ' ') : [];
    }
    const isWord = /^\p{L}/u.test(this.#token.image) && /^\p{L}/u.test(next.image);
    return mayBegin && isWord && beginsStatement(list, next) ? needless(true, this.#token.startOffset, '') : [];
  }

  /** `subscribes from Orders`: the only word that is possible. */
  only(): readonly Repair[] {
    const { words = new Set<string>(), terminals = new Set<string>() } = this.#start?.expected ?? {};
    const [text = ''] = words;
    const isOnly = words.size === 1 && terminals.size === 0 && /^\p{L}/u.test(text);
    if (!isOnly || !/^\p{L}/u.test(this.#token.image) || !this.#fits([asWord(text)], this.#misfit.at + 1)) return [];
    return [{ kind: 'word', span: spanOf([this.#token]), text, begins: false }];
  }

  /** `subscribes Orders`: the one word with which the next fits. */
  missing(): readonly Repair[] {
    const { tokens, at, list, layout } = this.#misfit;
    if (layout.startsLine(at) || (beginsStatement(list, this.#token) && layout.standsApart(at))) return [];
    const expected = this.#start?.expected.words ?? new Set();
    const words = [...this.#keywordsOf(expected), ...(expected.has(':') ? [':'] : [])];
    const isEnd = this.#token.image === '}';
    const [text, ...others] = words.filter(
      (word) => this.#fits([asWord(word)], at) && (isEnd || this.#fits([asWord(word), this.#token], at + 1)),
    );
    const end = endOf(tokens[at - 1]);
    return text === undefined || others.length > 0 ? [] : [{ kind: 'missing', span: { offset: end, end }, text, begins: false }];
  }

  /** Whether the statement can be read with some words in place of those from one index (that of the misfit) up to another. */
  #fits(words: readonly Word[], to: number, from = this.#misfit.at): boolean {
    return this.#start !== undefined && this.#goesOn(this.#start.index, from, words, to);
  }

  /** The same for a statement that begins at a word. */
  #goesOn(start: number, from: number, words: readonly Word[], to: number): boolean {
    const { tokens, length, list, layout } = this.#misfit;
    const expected = this.#expectations.after(list.statement, [...tokens.slice(start, from), ...words]);
    if (expected === undefined) return false;
    const next = to < length ? tokens[to] : undefined;
    if (next === undefined) return true;
    if (accepts(expected, next)) return true;
    return expected.ends && (next.image === '}' || beginsStatement(list, next) || layout.startsLine(to));
  }

  /** The keywords among some words, in the number that the word before asks for. */
  #keywordsOf(words: ReadonlySet<string>): readonly string[] {
    const before = this.#misfit.tokens[this.#misfit.at - 1];
    const one = before?.image === '1';
    const wrong = this.#isNumber(this.#misfit.at - 1) ? (one ? Object.values(singulars) : Object.keys(singulars)) : [];
    return [...words].filter((word) => this.#keywords.has(word) && /^\p{L}/u.test(word) && !wrong.includes(word));
  }

  #isNumber(index: number): boolean {
    return /^\d/.test(this.#misfit.tokens[index]?.image ?? '');
  }
}

/** A word of the text that is not there: its kind is that of a quantity, or a keyword. */
function asWord(image: string): Word {
  const kinds = [
    ['RATE', /^[\d.]+\//],
    ['DURATION', /^[\d.]+(ms|[smhd])$/],
    ['SIZE', /^[\d.]+[KMG]?B$/],
    ['PERCENTAGE', /^[\d.]+%$/],
    ['NUMBER', /^\d+(\.\d+)?$/],
  ] as const;
  return { image, tokenType: { name: kinds.find(([, pattern]) => pattern.test(image))?.[0] ?? image } };
}

function spanOf(words: readonly Token[]): Span {
  return { offset: words[0]?.startOffset ?? 0, end: endOf(words.at(-1)) };
}

function endOf(token: Token | undefined): number {
  return token === undefined ? 0 : (token.endOffset ?? token.startOffset) + 1;
}
