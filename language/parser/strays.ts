/**
 * Words that stray between the head of a statement and its block: `on Placed from Q batch 10 { … }`. Without more ado the block would be lost
 * with them, and whatever it says be missed elsewhere. So they are reported, and the text is read once more without them.
 */
import type { GrammarAST, LangiumParser, ParseResult } from 'langium';
import type { Token } from './engine.ts';
import { Failure, type Mend } from './failure.ts';
import { beginsStatement, optionWords, type StatementList } from './first-words.ts';
import type { Layout } from './layout.ts';
import { declarations } from './words.ts';

/** Words to read a text without. */
export interface Stray {
  readonly words: readonly Token[];
  /** Where the block begins that they stand before. */
  readonly brace: number;
  /** What is said of them. */
  readonly failure: Failure;
}

/** A parser's part in reading a text again. */
export interface Rereading {
  /** Hands over what strays in the text read last. */
  takeStrays(): readonly Stray[];
  /** Where the words to leave out begin, in the text to be read next. */
  readonly omitted: Set<number>;
}

/** The effects that options may follow. */
const takesOptions = /^(?:publishes|sends|calls|starts)$/;

/** How often a text is read again: blocks that strays had hidden may have strays of their own. */
const most = 2;
/** A text of more characters is read once: what is that long was written by a machine, and reading takes its time. */
const longest = 200_000;

/** Lets a parser read a text again without what strays in it. */
export function rereadWithoutStrays(parser: LangiumParser, { takeStrays, omitted }: Rereading): LangiumParser {
  const read = parser.parse.bind(parser);
  parser.parse = ((text, options) => {
    const rounds = text.length > longest ? 0 : most;
    const strays = new Map<number, Stray>();
    const refused = new Set<number>();
    try {
      for (let round = 0; ; round++) {
        const result = read(text, options);
        const noted = takeStrays();
        const found = round < rounds ? noted.filter(({ brace }) => !refused.has(brace) && !strays.has(brace)) : [];
        // A block that belongs to no statement even so is not what the words stand before.
        const alone = result.parserErrors.map(({ token }) => token.startOffset).filter((offset) => strays.has(offset));
        if (found.length === 0 && alone.length === 0) return withErrors(result, strays.values());
        for (const stray of found) strays.set(stray.brace, stray);
        for (const brace of alone) refused.add(brace);
        for (const brace of alone) strays.delete(brace);
        omitted.clear();
        for (const { words } of strays.values()) for (const { startOffset } of words) omitted.add(startOffset);
      }
    } finally {
      omitted.clear();
    }
  }) as LangiumParser['parse'];
  return parser;
}

function withErrors(result: ParseResult, strays: Iterable<Stray>): ParseResult {
  const errors = [...result.parserErrors, ...[...strays].map(({ failure }) => failure)];
  return { ...result, parserErrors: errors.sort((a, b) => a.token.startOffset - b.token.startOffset) as ParseResult['parserErrors'] };
}

/** Where a text is being read when something strays. */
export interface Reading {
  readonly tokens: readonly Token[];
  readonly layout: Layout;
  /** The innermost list of statements. */
  readonly list: StatementList | undefined;
}

/** What strays in the text that is being read, as recovery comes upon it. */
export class Strays {
  readonly #lists: ReadonlyMap<string, StatementList>;
  readonly #options: ReadonlySet<string>;
  #noted: Stray[] = [];

  constructor(grammar: GrammarAST.Grammar, lists: ReadonlyMap<string, StatementList>) {
    this.#lists = lists;
    this.#options = optionWords(grammar);
  }

  /** Hands over what was noted, and forgets it. */
  take(): readonly Stray[] {
    const noted = this.#noted;
    this.#noted = [];
    return noted;
  }

  /**
   * Takes down what stands between a statement and a `{` in the same line, if a word there strays or the block belongs to no statement.
   *
   * @param stranger the index of the word that strays
   * @param failure what was reported at the stranger
   * @param isPart whether the stranger is known to go on a statement, wherever it stands
   */
  note(reading: Reading, stranger: number, failure: Failure, isPart = false): void {
    const { tokens, layout } = reading;
    const isBrace = (index: number): boolean => /^[{}]$/.test(tokens[index]?.image ?? '');
    let brace = stranger;
    while (tokens[brace] !== undefined && !isBrace(brace) && !(brace > stranger && layout.standsApart(brace))) brace++;
    const opening = tokens[brace];
    if (opening?.image !== '{' || layout.startsLine(brace)) return;
    const first = stranger === brace ? lastBeginning(reading, brace) : stranger;
    if (first === brace || (!isPart && layout.standsApart(first))) return;
    let start = isPart ? first - 1 : first;
    while (start > 0 && !layout.standsApart(start)) start--;
    const belongsInside = this.#bodyOf(tokens[start]?.image ?? '')?.first.has(tokens[first]?.image ?? '') === true;
    const context = { head: tokens.slice(start, brace), strays: brace - first, brace: opening, next: tokens[brace + 1], belongsInside };
    const words = tokens.slice(first, brace);
    this.#noted.push({ words, brace: opening.startOffset, failure: strayFailure(context, this.#options) ?? failure });
  }

  /**
   * An option that cannot be read, and those after it, stray before the block that the options stand before.
   *
   * @param rules those being parsed, outermost first
   */
  noteOptions(reading: Reading, rules: readonly string[], at: number, failure: Failure): void {
    if (!rules.includes('Options')) return;
    const { tokens } = reading;
    let begin = at - 1;
    while (begin > 0 && !/^(with|,|[{}])$/.test(tokens[begin]?.image ?? '')) begin--;
    if (/^(with|,)$/.test(tokens[begin]?.image ?? '')) this.note(reading, begin, failure, true);
  }

  /**
   * @returns what is said of an option that stands behind others, or behind the head that options follow, and begins no statement there:
   * `calls Bank.charge with timeout 3s key paymentId`; undefined where the word is none
   */
  unlistedOption({ tokens, list }: Reading, at: number): Failure | undefined {
    const [option, previous] = [tokens[at], tokens[at - 1]];
    if (option === undefined || previous === undefined || !this.#isOption(option) || beginsStatement(list, option)) return undefined;
    let start = at - 1;
    while (start > 0 && !/^(with|[{}])$/.test(tokens[start]?.image ?? '') && !beginsStatement(list, tokens[start])) start--;
    const begun = tokens[start]?.image === 'with';
    if (!begun && !takesOptions.test(tokens[start]?.image ?? '')) return undefined;
    const end = endOf(previous);
    const span = { offset: option.startOffset, end: endOf(option) };
    const message = begun
      ? `A comma is missing before \`${option.image}\`: what follows \`with\` is a list.`
      : `\`with\` is missing before \`${option.image}\`: options follow it.`;
    const mend = { title: begun ? 'Add the comma' : 'Add `with`', edits: [{ offset: end, end, text: begun ? ',' : ' with' }], safe: true };
    return new Failure(message, option, previous, span, { mend });
  }

  #isOption({ image, tokenType }: Token): boolean {
    return this.#options.has(image) || this.#options.has(tokenType.name);
  }

  /** The list inside the block of a declaration, by the word that it begins with. */
  #bodyOf(word: string): StatementList | undefined {
    const rule = declarations().get(word);
    return rule === undefined ? undefined : this.#lists.get(rule);
  }
}

/**
 * A block that belongs to no statement may follow one that should have been an option, as `timeout 5s` or `5 retries`.
 *
 * @returns where that begins
 */
function lastBeginning({ tokens, layout, list }: Reading, brace: number): number {
  const begins = (index: number): boolean => beginsStatement(list, tokens[index]);
  let first = brace;
  while (first > 0 && !layout.standsApart(first) && !(first < brace && begins(first))) first--;
  // The number of `concurrency 5` could begin a statement as well.
  const isNumber = tokens[first]?.tokenType.name === 'NUMBER';
  return isNumber && !layout.standsApart(first - 1) && begins(first - 1) ? first - 1 : first;
}

/** What a message about strays needs to know. */
interface StrayContext {
  /** The words from the beginning of the statement to its `{`, how many of them stray, the `{`, and what follows it. */
  readonly head: readonly Token[];
  readonly strays: number;
  readonly brace: Token;
  readonly next: Token | undefined;
  /** Whether the first stray may begin a statement inside the block. */
  readonly belongsInside: boolean;
}

/**
 * Says where strays belong.
 *
 * @param options the words that options begin with
 * @returns undefined where they belong nowhere
 */
function strayFailure(context: StrayContext, options: ReadonlySet<string>): Failure | undefined {
  const { head, strays, brace, next, belongsInside } = context;
  const [words, statement] = [head.slice(-strays), head.slice(0, -strays)];
  const [first, previous] = [words[0], statement.at(-1)];
  if (first === undefined || previous === undefined) throw new RangeError('a statement has a head, and strays are words');
  const span = { offset: first.startOffset, end: endOf(words.at(-1) ?? first) };
  const fromHead = { offset: endOf(previous), end: span.end };
  const said = shown(words);
  const owner = `\`${shown(statement.slice(0, 2))}\``;
  const make = (message: string, mend: Mend): Failure => new Failure(message, first, previous, span, { mend });
  if (belongsInside) {
    const statements = partsBetween(words, ',').map(shown).join('  ');
    const blockOfLines = next?.startLine !== undefined && next.startLine > (brace.startLine ?? 0) && next.image !== '}';
    const lead = blockOfLines ? `\n${' '.repeat((next.startColumn ?? 1) - 1)}` : ' ';
    const inside = [
      { ...fromHead, text: '' },
      { offset: endOf(brace), end: endOf(brace), text: lead + statements },
    ];
    const message = `\`${said}\` stands before the \`{\` of ${owner}, and belongs inside: \`{ ${statements}  … }\`.`;
    return make(message, { title: 'Move it into the block', edits: inside });
  }
  if (options.has(first.image) || options.has(first.tokenType.name)) {
    const begun = statement.some(({ image }) => image === 'with');
    const listed = partsBetween(words, 'with').map(shown).join(', ');
    const right = begun ? `, ${listed}` : ` with ${listed}`;
    const message = begun ? `A comma stands between options: \`${right}\`.` : `Options follow \`with\`: \`${right.trim()}\`.`;
    return make(message, { title: begun ? 'Add the comma' : 'Add `with`', edits: [{ ...fromHead, text: right }], safe: true });
  }
  return undefined;
}

function endOf(word: Token): number {
  return (word.endOffset ?? word.startOffset) + 1;
}

/** The words as they stand in the text, with one blank where there are some. */
function shown(words: readonly Token[]): string {
  let text = '';
  let end = Number.NaN;
  for (const { image, startOffset, endOffset = startOffset } of words) {
    text += Number.isNaN(end) || startOffset === end + 1 ? image : ` ${image}`;
    end = endOffset;
  }
  return text;
}

function partsBetween(words: readonly Token[], separator: string): Token[][] {
  const parts: Token[][] = [[]];
  for (const word of words) {
    if (word.image === separator) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}
