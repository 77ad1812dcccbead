/** Words of the language where they stand in the grammar: by which of them a statement is told from others of its rule. */
import { AstUtils, GrammarAST } from 'langium';
import { type KeywordText, keywordText } from './keyword-texts.ts';

/**
 * What a keyword means.
 *
 * @param keyword its place in the grammar
 * @param kind of the statement in the text, where a statement is known: `visibility` for the `at most` of `visibility 30s at most 12h`
 */
export function meaningOf(keyword: GrammarAST.Keyword, kind?: string): KeywordText | undefined {
  const rule = AstUtils.getContainerOfType(keyword, GrammarAST.isParserRule)?.name ?? '';
  const words = [choiceOf(keyword) ? keyword.value : undefined, branchOf(keyword), keyword.value, kind];
  return keywordText(
    rule,
    words.filter((word) => word !== undefined),
  );
}

/** The choice that a keyword is one word of, where others may stand in its place: `note`, `owner` or `link`. */
function choiceOf(keyword: GrammarAST.Keyword): GrammarAST.Alternatives | undefined {
  let element: GrammarAST.AbstractElement = keyword;
  while (GrammarAST.isAssignment(element.$container)) element = element.$container;
  return GrammarAST.isAlternatives(element.$container) ? element.$container : undefined;
}

/**
 * The first keyword of the branch of its rule that a keyword stands in: `batch` for the `within` of `batch 10 within 5s`. Of several words of one choice none
 * speaks for the others.
 */
function branchOf(keyword: GrammarAST.Keyword): string | undefined {
  let branch: GrammarAST.AbstractElement | undefined;
  for (let element: GrammarAST.AbstractElement = keyword; GrammarAST.isAbstractElement(element.$container); element = element.$container)
    if (GrammarAST.isAlternatives(element.$container)) branch = element;
  const first =
    branch && [branch, ...AstUtils.streamAllContents(branch)].find((node) => GrammarAST.isKeyword(node) && /^\p{L}/u.test(node.value));
  if (!GrammarAST.isKeyword(first)) return undefined;
  const choice = choiceOf(keyword);
  return first !== keyword && choice !== undefined && choice === choiceOf(first) ? undefined : first.value;
}

/** The form of a statement and what it means, as Markdown. */
export function meaningText({ form, text }: KeywordText): string {
  return `\`\`\`arch\n${form}\n\`\`\`\n\n${text}`;
}
