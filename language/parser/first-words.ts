/** Which words may begin a statement of each body: read from the grammar, so that it cannot differ from it. */
import { GrammarAST } from 'langium';

/** A list of statements: the rule that repeats them, the rule of one statement, the words that may begin one. */
export interface StatementList {
  readonly rule: string;
  readonly statement: string;
  readonly first: ReadonlySet<string>;
}

/** Whether a word may begin a statement of a list. */
export function beginsStatement(
  list: StatementList | undefined,
  word: { readonly image: string; readonly tokenType: { readonly name: string } } | undefined,
): boolean {
  return list !== undefined && word !== undefined && (list.first.has(word.image) || list.first.has(word.tokenType.name));
}

/**
 * Finds the statement lists of a grammar: rules with a repetition of a rule call, `statements+=X*` or `members+=X*`.
 *
 * @returns the lists by the name of the rule that repeats
 */
export function statementLists(grammar: GrammarAST.Grammar): ReadonlyMap<string, StatementList> {
  const lists = new Map<string, StatementList>();
  for (const rule of grammar.rules.filter(GrammarAST.isParserRule)) {
    const repeated = repeatedRule(rule.definition);
    if (repeated !== undefined) lists.set(rule.name, { rule: rule.name, statement: repeated.name, first: firstWords(repeated) });
  }
  return lists;
}

function repeatedRule(element: GrammarAST.AbstractElement): GrammarAST.ParserRule | undefined {
  if (GrammarAST.isGroup(element)) return element.elements.map(repeatedRule).find((rule) => rule !== undefined);
  if (!GrammarAST.isAssignment(element) || element.cardinality !== '*') return undefined;
  if (element.feature !== 'statements' && element.feature !== 'members') return undefined;
  const called = GrammarAST.isRuleCall(element.terminal) ? element.terminal.rule.ref : undefined;
  return called !== undefined && GrammarAST.isParserRule(called) ? called : undefined;
}

/** The words, and the names of terminals, that a rule may begin with. */
export function firstWords(rule: GrammarAST.ParserRule): ReadonlySet<string> {
  const words = new Set<string>();
  collect(rule.definition, words, new Set([rule]));
  return words;
}

/** Adds what an element may begin with. @returns whether it may be empty */
function collect(element: GrammarAST.AbstractElement, words: Set<string>, visited: Set<GrammarAST.AbstractRule>): boolean {
  const optional = element.cardinality === '?' || element.cardinality === '*';
  return collectOnce(element, words, visited) || optional;
}

function collectOnce(element: GrammarAST.AbstractElement, words: Set<string>, visited: Set<GrammarAST.AbstractRule>): boolean {
  if (GrammarAST.isKeyword(element)) {
    words.add(element.value);
    return false;
  }
  if (GrammarAST.isAction(element)) return true;
  if (GrammarAST.isAssignment(element)) return collect(element.terminal, words, visited);
  if (GrammarAST.isAlternatives(element)) {
    return element.elements.map((alternative) => collect(alternative, words, visited)).some((empty) => empty);
  }
  if (GrammarAST.isGroup(element)) return element.elements.every((part) => collect(part, words, visited));
  if (!GrammarAST.isRuleCall(element)) return false;
  const rule = element.rule.ref;
  if (rule === undefined || visited.has(rule)) return false;
  if (!GrammarAST.isParserRule(rule)) {
    words.add(rule.name);
    return false;
  }
  return collect(rule.definition, words, new Set([...visited, rule]));
}

/** The words, and the names of terminals, that an option after `with` may begin with. */
export function optionWords(grammar: GrammarAST.Grammar): ReadonlySet<string> {
  const rule = grammar.rules.find(({ name }) => name === 'Option');
  return rule !== undefined && GrammarAST.isParserRule(rule) ? firstWords(rule) : new Set();
}

/**
 * Finds what declares a name: rules that begin with a word and `name=`, as `event OrderPlaced`.
 *
 * @returns for each such word the rule of the list in its block; undefined for one whose block is a body of effects, or that has none
 */
export function declarationWords(grammar: GrammarAST.Grammar): ReadonlyMap<string, string | undefined> {
  const words = new Map<string, string | undefined>();
  for (const { definition } of grammar.rules.filter(GrammarAST.isParserRule)) {
    const [first, second] = GrammarAST.isGroup(definition) ? definition.elements : [];
    if (first === undefined || !GrammarAST.isAssignment(second) || second.feature !== 'name') continue;
    const begin = new Set<string>();
    collect(first, begin, new Set());
    for (const word of begin) words.set(word, listIn(definition));
  }
  return words;
}

/** The rule of the list of statements that is assigned to `body`. */
function listIn(element: GrammarAST.AbstractElement): string | undefined {
  if (GrammarAST.isGroup(element)) return element.elements.map(listIn).find((rule) => rule !== undefined);
  if (!GrammarAST.isAssignment(element) || element.feature !== 'body' || !GrammarAST.isRuleCall(element.terminal)) return undefined;
  const rule = element.terminal.rule.$refText;
  return rule === 'Body' ? undefined : rule;
}
