/** Any word may be a name: keeps the list of keywords in the grammar's rule `NotMemory` complete. */

const nameRule = /(NotMemory returns string: ID\n)[\s\S]*?(\n {4};)/;
const width = 150;

/**
 * Finds the keywords of a grammar.
 *
 * @param grammar the text of `language/arch.langium`
 * @returns every word that the rules before `NotMemory` quote, except `memory`, sorted
 */
export function keywordsOf(grammar: string): readonly string[] {
  const rules = grammar
    .slice(0, grammar.indexOf('NotMemory returns string:'))
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '');
  const words = new Set([...rules.matchAll(/'([a-z-]+)'/g)].map((match) => match[1] ?? ''));
  words.delete('memory');
  return [...words].sort();
}

/**
 * Writes the grammar's keywords into its rule `NotMemory`.
 *
 * @param grammar the text of `language/arch.langium`
 * @returns the text with the list brought up to date; the same text if it was
 * @throws if the grammar has no such rule
 */
export function withKeywords(grammar: string): string {
  if (!nameRule.test(grammar)) throw new Error('language/arch.langium has no rule NotMemory that lists the keywords.');
  const lines: string[] = [];
  let line = '   ';
  for (const keyword of keywordsOf(grammar)) {
    const alternative = ` | '${keyword}'`;
    if (line.length + alternative.length > width) {
      lines.push(line);
      line = '   ';
    }
    line += alternative;
  }
  lines.push(line);
  return grammar.replace(nameRule, (_, start: string, end: string) => `${start}${lines.join('\n')}${end}`);
}
