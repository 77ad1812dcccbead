/**
 * Langium's parser, with the rules that are but a choice kept from making garbage. Langium makes an object for each alternative whenever a choice
 * is met, and a name is one of 170 words here: that alone was half of all that reading a project allocated.
 */
import { createParser, GrammarAST, GrammarUtils, type LangiumCoreServices, LangiumParser } from 'langium';

type Rule = Parameters<LangiumParser['rule']>[0];
type Implementation = Parameters<LangiumParser['rule']>[1];
type Choices = Parameters<LangiumParser['alternatives']>[1];

/** Makes a finished parser of a grammar: what langium's `createLangiumParser` makes, and faster. */
export function createChoiceParser(services: LangiumCoreServices): LangiumParser {
  const parser = createParser(services.Grammar, new ChoiceParser(services), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

class ChoiceParser extends LangiumParser {
  /** @returns the rule as it is called; what it does is `implementation` unless it is a choice. */
  override rule(rule: Rule, implementation: Implementation): ReturnType<LangiumParser['rule']> {
    const choices = GrammarAST.isParserRule(rule) ? this.#choicesOf(rule) : undefined;
    return super.rule(rule, choices === undefined ? implementation : () => this.alternatives(1, choices));
  }

  /** @returns the alternatives of a rule that has nothing else, each a keyword or another rule; undefined for any other rule. */
  #choicesOf(rule: GrammarAST.ParserRule): Choices | undefined {
    const elements = elementsOf(rule);
    if (elements === undefined) return undefined;
    const choices: Choices = [];
    for (const element of elements) {
      const choice = this.#choice(element, choices.length + 1);
      if (choice === undefined) return undefined;
      choices.push({ ALT: choice });
    }
    return choices;
  }

  /** @param index tells the choice from the others of its rule */
  #choice(element: GrammarAST.AbstractElement, index: number): (() => void) | undefined {
    if (element.cardinality !== undefined) return undefined;
    if (GrammarAST.isKeyword(element)) return this.#word(element.value, element, index);
    const rule = GrammarAST.isRuleCall(element) && element.arguments.length === 0 ? element.rule.ref : undefined;
    if (GrammarAST.isTerminalRule(rule)) return this.#word(rule.name, element, index);
    if (!GrammarAST.isParserRule(rule)) return undefined;
    const { name, fragment } = rule;
    return () => {
      // Found when it is called: a rule may call one that is declared below it.
      const called = this.getRule(name);
      if (called === undefined) throw new RangeError(`no rule ${name}`);
      this.subrule(index, called, fragment, element, {});
    };
  }

  #word(name: string, element: GrammarAST.AbstractElement, index: number): () => void {
    const kind = this.lexer.definition[name];
    if (kind === undefined) throw new RangeError(`no kind of word ${name}`);
    return () => this.consume(index, kind, element);
  }
}

/** @returns the alternatives of a rule that has nothing else. Words that it shares with another rule of words stand among its own: a name is one rule, not two. */
function elementsOf(rule: GrammarAST.ParserRule): readonly GrammarAST.AbstractElement[] | undefined {
  const { definition } = rule;
  if (!GrammarAST.isAlternatives(definition) || definition.cardinality !== undefined) return undefined;
  if (!GrammarUtils.isDataTypeRule(rule)) return definition.elements;
  return definition.elements.flatMap((element) => {
    const called = GrammarAST.isRuleCall(element) && element.cardinality === undefined ? element.rule.ref : undefined;
    return (GrammarAST.isParserRule(called) && elementsOf(called)) || [element];
  });
}
