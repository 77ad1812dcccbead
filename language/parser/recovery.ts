/**
 * Recovery from syntax errors at the next statement. A statement begins with its keyword, mostly on a line of its own, so after an error the words
 * up to the next such keyword are passed over, blocks in one piece; a brace that lacks its partner is found by the indentation.
 */
import type { GrammarAST, LangiumParser } from 'langium';
import { commaFailure } from './commas.ts';
import type { Engine, Span, Token } from './engine.ts';
import { engineOf, ruleName, ruleStack } from './engine.ts';
import { Failure, isFailure } from './failure.ts';
import { beginsStatement, type StatementList, statementLists } from './first-words.ts';
import { Layout } from './layout.ts';
import { type Diagnosis, furthest, mostRepairs, type Repair, Repairs } from './repairs.ts';
import { type Reading, type Stray, Strays } from './strays.ts';
import { expectedInRule, expectedName, expectedWord, inWords, listWords, wantsName } from './words.ts';

/** What may follow a name, where the name itself is missing. */
const goesOn = /^[{:("]/;

/**
 * Gives a parser recovery at the next statement, and messages in the language's words.
 *
 * @param parser a finished parser of the language
 * @returns a function that hands over what strays between head and block in the text read last, and forgets it
 */
export function addRecovery(parser: LangiumParser, grammar: GrammarAST.Grammar): () => readonly Stray[] {
  const engine = engineOf(parser);
  const recovery = new Recovery(engine, grammar);
  const saveError = engine.SAVE_ERROR;
  engine.SAVE_ERROR = (error) => (recovery.isNew(error) ? saveError.call(engine, error) : error);
  engine.consumeInternalError = (type, next) => recovery.mismatch(type.name, next);
  engine.consumeInternalRecovery = (type, _index, error) => recovery.insert(type, error);
  engine.raiseNoAltException = () => recovery.noAlternative();
  engine.findReSyncTokenType = () => undefined;
  engine.isInCurrentRuleReSyncSet = () => recovery.inStatement();
  engine.reSyncTo = () => recovery.skipStatement();
  engine.attemptInRepetitionRecovery = (repeat, args, mayRepeat, _kind, _occurrence, _walker, progressed) =>
    recovery.repeatList(
      () => repeat.apply(engine, args),
      () => mayRepeat.call(engine),
      progressed !== false,
    );
  return () => recovery.takeStrays();
}

class Recovery {
  readonly #engine: Engine;
  readonly #lists: ReadonlyMap<string, StatementList>;
  readonly #statements: ReadonlySet<string>;
  readonly #repairs: Repairs;
  readonly #strays: Strays;
  #text: readonly Token[] = [];
  #layout: Layout | undefined;
  /** Depths of the rule stack at which a list is being recovered: its repetition returns here instead of recovering itself. */
  readonly #recovering = new Set<number>();
  readonly #rewound = new Set<number>();
  /** Braces whose missing partner is reported. */
  readonly #closed = new Set<number>();
  #lastFailure = -1;
  #endReported = false;
  #diagnosed = 0;
  /** Where an opening brace is missing that is taken for written. */
  #madeUp: Span | undefined;

  constructor(engine: Engine, grammar: GrammarAST.Grammar) {
    this.#engine = engine;
    this.#repairs = new Repairs(grammar);
    this.#lists = statementLists(grammar);
    this.#strays = new Strays(grammar, this.#lists);
    this.#statements = new Set([...this.#lists.values()].map((list) => list.statement));
  }

  /** Hands over what strays in the text read last, and forgets it. */
  takeStrays(): readonly Stray[] {
    return this.#strays.take();
  }

  /** The layout of the text being parsed. State of the text before is dropped here. */
  get layout(): Layout {
    if (this.#layout === undefined || this.#text !== this.#engine.tokVector) {
      this.#text = this.#engine.tokVector;
      this.#layout = new Layout(this.#text, this.#engine.tokVectorLength);
      this.#recovering.clear();
      this.#rewound.clear();
      this.#closed.clear();
      this.#lastFailure = -1;
      this.#endReported = false;
      this.#diagnosed = 0;
      this.#madeUp = undefined;
    }
    return this.#layout;
  }

  // ---------------------------------------------------------------- messages

  /** One message for a word, and one for the end of the text: what follows from it is not repeated. */
  isNew(error: Failure): boolean {
    if (!isFailure(error)) return true;
    this.layout;
    if (error.span.offset === this.#lastFailure) return false;
    this.#lastFailure = error.span.offset;
    return true;
  }

  mismatch(expected: string, next: Token): never {
    if (expected === '}') throw this.#fail(this.#unclosed(next));
    const engine = this.#engine;
    const rules = ruleStack(engine);
    if (rules.at(-1) === 'Rate') throw this.#fail(this.#expected('a rate such as `200/s`', engine.currIdx));
    const words = expected === 'ID' && rules.includes('Field') ? 'the name of a field' : expectedWord(expected, engine.LA(0));
    const failure = this.#fail(this.#expected(words, engine.currIdx + 1));
    if (expected === '{') this.#strays.note(this.#reading(), engine.currIdx + 1, failure);
    else this.#strays.noteOptions(this.#reading(), rules, engine.currIdx + 1, failure);
    throw failure;
  }

  /** Reports that no alternative fits. Where a name is missing and its statement goes on, parsing goes on without it. */
  noAlternative(): void {
    const engine = this.#engine;
    const rules = ruleStack(engine);
    const rule = rules.at(-1) ?? '';
    // The alternatives of a statement are told apart by up to three words: the first may fit and the second not.
    const at = engine.currIdx + (this.#beginsStatement(rule) ? 2 : 1);
    const previous = engine.LA(at - 1 - engine.currIdx);
    const failure = this.#fail(this.#expected(expectedInRule(rules, previous), at));
    this.#strays.noteOptions(this.#reading(), rules, at, failure);
    if (!goesOn.test(engine.LA(at - engine.currIdx).image) || (rule !== 'Name' && rule !== 'NotMemory')) throw failure;
  }

  /** Whether the rule is one of a statement, at its first word. */
  #beginsStatement(rule: string): boolean {
    const list = this.#currentList(this.#engine.RULE_STACK_IDX - 1);
    return this.#statements.has(rule) && this.#begins(list, this.#engine.currIdx + 1);
  }

  #fail(failure: Failure): Failure {
    return this.#engine.SAVE_ERROR(failure);
  }

  /** The word at an index is none of those that are expected, in words if there are words for them. */
  #expected(words: string | undefined, at: number): Failure {
    const { layout } = this;
    const engine = this.#engine;
    const [previous, next] = [engine.LA(at - 1 - engine.currIdx), engine.LA(at - engine.currIdx)];
    const cut = isEnd(next) || (previous.endLine ?? 0) < (next.startLine ?? 0);
    const list = this.#outerLists().at(-1);
    const { repairs, expected }: Diagnosis =
      list === undefined ? { repairs: [], expected: undefined } : this.#diagnose(list, at, layout, false);
    const what = words ?? (expected && inWords(expected, previous)) ?? 'something else';
    const expectation = previous.image === '' ? `${capital(what)} is expected` : `After \`${previous.image}\` comes ${what}`;
    if (isEnd(next)) return new Failure(`${expectation}, but the text ends here.`, next, previous, spanOf(previous));
    if (cut && previous.image !== '') return new Failure(`${expectation}, but the line ends without it.`, next, previous, spanOf(previous));
    const [repair] = repairs;
    if (repair?.kind === 'quantity') return new Failure(`${expectation}.${meant(repairs)}`, next, previous, repair.span, { repairs });
    const isSaid = repairs.length === 1 && what === `\`${repair?.text}\``;
    return new Failure(`${expectation}, not \`${next.image}\`.${isSaid ? '' : meant(repairs)}`, next, previous, spanOf(next), { repairs });
  }

  /** What was probably meant; a text of nothing but mistakes is not looked at for long. */
  #diagnose(list: StatementList, at: number, layout: Layout, mayBegin: boolean): Diagnosis {
    const { tokVector: tokens, tokVectorLength: length } = this.#engine;
    if (at >= length || this.#diagnosed++ >= mostRepairs) return { repairs: [], expected: undefined };
    return this.#repairs.diagnose({ tokens, length, at, list, layout, mayBegin });
  }

  #unclosed(next: Token): Failure {
    const { layout } = this;
    const missing = layout.unclosed.find((opener) => !this.#closed.has(opener)) ?? -1;
    const index = isEnd(next) ? missing : layout.opener(this.#engine.currIdx + 1);
    this.#closed.add(index);
    const head = layout.headOf(index);
    const what = head === undefined ? 'a block' : `\`${head.words}\` in line ${head.line}`;
    const previous = this.#engine.LA(0);
    const related = head === undefined ? undefined : { ...head.span, message: 'The block begins here.' };
    if (isEnd(next)) {
      // What was never opened is reported where it is not; its end is a consequence.
      const span = this.#endReported || head === undefined ? (this.#madeUp ?? spanOf(previous)) : head.span;
      this.#endReported = true;
      return new Failure(
        `${head === undefined ? 'A block' : `The block of ${what}`} is not closed: a \`}\` is missing.`,
        next,
        previous,
        span,
      );
    }
    return new Failure(`Before \`${next.image}\` the \`}\` is missing that closes ${what}.`, next, previous, spanOf(next), { related });
  }

  // ---------------------------------------------------------------- recovery

  /** Only a whole statement is given up, never the part of one or the list that it stands in. */
  inStatement(): boolean {
    return this.#statements.has(ruleName(this.#engine, this.#engine.currRuleShortName));
  }

  /** A closing brace that is missing is taken for written; so is the opening one of a system whose members follow. */
  insert(type: Token['tokenType'], error: Error): Token {
    if (!isFailure(error)) throw error;
    const rule = ruleName(this.#engine, this.#engine.currRuleShortName);
    const next = this.#engine.currIdx + 1;
    const opens = type.name === '{' && rule === 'MemberBody' && this.layout.startsLine(next) && this.#begins(this.#lists.get(rule), next);
    if (opens) this.#madeUp = error.span;
    if (type.name === '}' || opens) return this.#engine.getTokenToInsert(type);
    throw error;
  }

  /** Passes over the rest of a statement that failed. */
  skipStatement(): Token[] {
    const engine = this.#engine;
    const list = this.#currentList(engine.RULE_STACK_IDX - 1);
    const from = engine.currIdx;
    if (list !== undefined && !this.#rewind(list)) engine.currIdx = this.#nextStatement(list, from + 1, false) - 1;
    return [];
  }

  /** Goes on with a list where it stopped: at a word that begins no statement of it. */
  repeatList(repeat: () => void, mayRepeat: () => boolean, progressed: boolean): void {
    const engine = this.#engine;
    const depth = engine.RULE_STACK_IDX;
    const rule = ruleName(engine, engine.currRuleShortName);
    const list = this.#lists.get(rule);
    if (list === undefined || this.#atEnd(rule)) return;
    if (!progressed) {
      // The statement failed at its first word, which is reported: go behind it.
      engine.currIdx = this.#nextStatement(list, engine.currIdx + 2, false) - 1;
    }
    this.layout;
    if (this.#recovering.has(depth)) return;
    this.#recovering.add(depth);
    try {
      while (!this.#atEnd(rule) && !this.#closesEarlier(list)) {
        if (mayRepeat()) {
          const before = engine.currIdx;
          repeat();
          if (engine.currIdx > before) continue;
        }
        if (this.#atEnd(rule)) break;
        this.#skipStranger(list);
      }
    } finally {
      this.#recovering.delete(depth);
    }
  }

  #atEnd(rule: string): boolean {
    const next = this.#engine.LA(1);
    return isEnd(next) || (next.image === '}' && rule !== 'Document');
  }

  /** Reports a word that begins no statement of the list, and passes over what it begins. */
  #skipStranger(list: StatementList): void {
    const engine = this.#engine;
    if (this.#rewind(list)) return;
    const next = engine.currIdx + 1;
    const token = engine.LA(1);
    let failure: Failure | undefined;
    if (!this.#begins(list, next)) {
      failure = this.#fail(this.#stranger(list, token));
      this.#strays.note(this.#reading(), next, failure);
    }
    if (token.image === '}') while (engine.LA(2).image === '}') engine.currIdx++;
    const from = engine.currIdx + 1;
    // What goes on the statement that was meant begins none of its own: `setp Charge  calls Bank.charge`.
    const [repair] = failure?.repairs ?? [];
    const meantTo = repair?.kind === 'word' && repair.begins ? repair.text : undefined;
    const goesOn = (index: number): boolean => {
      return meantTo !== undefined && this.#repairs.goesOn({ tokens: engine.tokVector, at: from, list }, meantTo, index);
    };
    engine.currIdx = this.#nextStatement(list, from, true, goesOn) - 1;
  }

  #stranger(list: StatementList, token: Token): Failure {
    const { layout } = this;
    const previous = this.#engine.LA(0);
    const at = this.#engine.currIdx + 1;
    const { image } = token;
    const make = (message: string, repairs: readonly Repair[] = [], span = spanOf(token)): Failure =>
      new Failure(message, token, previous, span, { repairs });
    if (image === '}') return make('This `}` closes nothing: there is no block left to close.');
    if (image === '{') return make('This `{` opens a block that belongs to no statement.');
    const where = listWords[list.rule] ?? 'this block';
    const unlisted = this.#strays.unlistedOption(this.#reading(), at);
    if (unlisted !== undefined) return unlisted;
    const home = Object.keys(listWords).find((rule) => rule !== list.rule && this.#lists.get(rule)?.first.has(image));
    if (home !== undefined) return make(`\`${image}\` belongs in ${listWords[home]}, not in ${where}.`);
    const { repairs, expected } = this.#diagnose(list, at, layout, true);
    const [repair] = repairs;
    const head = layout.headOf(layout.opener(at));
    const beginsNothing = `\`${image}\` begins no statement of ${head === undefined ? where : `\`${head.words}\``}.`;
    switch (repair?.kind) {
      case 'word':
        return make(
          `${repair.begins ? beginsNothing : `\`${image}\` means nothing after \`${previous.image}\`.`}${meant(repairs)}`,
          repairs,
        );
      case 'quantity':
        return make(`That is no quantity of the language.${meant(repairs)}`, repairs, repair.span);
      case 'order':
        return make(`These two are the wrong way round.${meant(repairs)}`, repairs, repair.span);
      case 'missing':
        return make(`Between \`${previous.image}\` and \`${image}\` a \`${repair.text}\` is missing.`, repairs);
      case 'needless':
        return image === ':'
          ? make('No `:` stands between a word and its value. Remove the `:`.', repairs)
          : make(`\`${image}\` means nothing before \`${this.#engine.LA(2).image}\`. Remove it.`, repairs);
      case undefined: {
        const comma = image === ',' ? this.#comma(list, at) : undefined;
        if (comma !== undefined) return comma;
        if (layout.standsApart(at) || expected === undefined) return make(beginsNothing);
        const words = inWords(expected, previous);
        return make(`\`${image}\` means nothing after \`${previous.image}\`${words === undefined ? '' : `: there may follow ${words}`}.`);
      }
    }
  }

  #comma(list: StatementList, at: number): Failure | undefined {
    const { tokVector: tokens } = this.#engine;
    const begins = (index: number): boolean => this.#begins(list, index);
    let start = at - 1;
    while (start > 0 && !begins(start) && !/^[{}]$/.test(tokens[start]?.image ?? '')) start--;
    // What a step does could begin a statement as well.
    if (tokens[start - 2]?.image === 'step') start -= 2;
    return commaFailure({ tokens, at, start, begins });
  }

  /**
   * Goes back to a keyword that was taken for a name: `dead-letters to` at a line's end lacks its name, and the next line is a statement of its own.
   *
   * @returns whether it went back
   */
  #rewind(list: StatementList): boolean {
    const engine = this.#engine;
    const index = engine.currIdx;
    const [name, before] = [engine.LA(0), engine.LA(-1)];
    if (this.#rewound.has(index) || index < 1 || !this.layout.startsLine(index) || !this.#begins(list, index)) return false;
    if (!wantsName(before.image) || name.image === before.image) return false;
    this.#rewound.add(index);
    const message = `After \`${before.image}\` comes ${expectedName(before)}, but the line ends without it.`;
    this.#fail(new Failure(message, name, before, spanOf(before)));
    engine.currIdx = index - 1;
    return true;
  }

  /** Whether the next word begins a statement of a list further out, and stands as far left as one: the brace before it is missing. */
  #closesEarlier(list: StatementList): boolean {
    const next = this.#engine.currIdx + 1;
    return !this.#begins(list, next) && this.#belongsFurtherOut(next);
  }

  #belongsFurtherOut(index: number): boolean {
    const opener = this.layout.opener(index);
    if (opener < 0 || !this.layout.startsLine(index)) return false;
    const left = this.layout.indentation(index) <= this.layout.indentation(opener);
    return left && this.#outerLists().some((list) => this.#begins(list, index));
  }

  /** The index of the word at which the list can go on: a keyword of it, or the brace that closes it. */
  #nextStatement(list: StatementList, from: number, stranger: boolean, isWithin: (index: number) => boolean = () => false): number {
    const { tokVector, tokVectorLength } = this.#engine;
    const { layout } = this;
    const column = layout.indentation(this.#firstLine(list, from));
    const first = stranger ? from + 1 : from;
    let depth = tokVector[from]?.image === '{' && stranger ? 1 : 0;
    for (let index = first; index < tokVectorLength; index++) {
      const image = tokVector[index]?.image;
      if (image === '{') depth++;
      else if (image === '}') {
        if (depth === 0) return index;
        depth--;
      } else if (depth === 0 ? layout.standsApart(index) : layout.startsLine(index) && layout.indentation(index) <= column) {
        const newLine = layout.startsLine(index);
        if (
          (this.#begins(list, index) && (newLine || !isWithin(index))) ||
          (newLine && (layout.indentation(index) === column || this.#belongsFurtherOut(index)))
        )
          return index;
      }
    }
    return tokVectorLength;
  }

  /** A word in the first line of the statement that goes on at a word: what is in its block stands further right than that, not than its last line. */
  #firstLine(list: StatementList, index: number): number {
    const { layout } = this;
    const block = layout.opener(index);
    for (let first = index; first > block + 1; first--) {
      if (layout.startsLine(first) && this.#begins(list, first)) return first;
      const isOther = layout.opener(first - 1) !== block || this.#engine.tokVector[first - 1]?.image === '}';
      // Without a bound, each line of a text that is no design would be followed back to the beginning of the text.
      if (isOther || index - first >= furthest) return index;
    }
    return block + 1;
  }

  #begins(list: StatementList | undefined, index: number): boolean {
    return beginsStatement(list, this.#engine.tokVector[index]);
  }

  /** Where the text is being read. */
  #reading(): Reading {
    return { tokens: this.#engine.tokVector, layout: this.layout, list: this.#currentList(this.#engine.RULE_STACK_IDX) };
  }

  #currentList(depth: number): StatementList | undefined {
    const rule = this.#engine.RULE_STACK[depth];
    return rule === undefined ? undefined : this.#lists.get(ruleName(this.#engine, rule));
  }

  #outerLists(): StatementList[] {
    const lists: StatementList[] = [];
    for (let depth = 0; depth <= this.#engine.RULE_STACK_IDX; depth++) {
      const list = this.#currentList(depth);
      if (list !== undefined) lists.push(list);
    }
    return lists;
  }
}

/** Whether a word is the end of the text. */
function isEnd(token: Token): boolean {
  return token.tokenType.name === 'EOF';
}

function spanOf(token: Token): Span {
  if (Number.isNaN(token.startOffset)) return { offset: 0, end: 0 };
  return { offset: token.startOffset, end: (token.endOffset ?? token.startOffset) + 1 };
}

/** The question after what is said of a mistake. */
function meant(repairs: readonly Repair[]): string {
  const words = repairs.filter(({ kind }) => kind === 'word' || kind === 'quantity' || kind === 'order').map(({ text }) => `\`${text}\``);
  return words.length === 0 ? '' : ` Did you mean ${words.join(' or ')}?`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
