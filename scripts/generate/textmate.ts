/**
 * Refines the TextMate grammar that langium makes. Langium knows the keywords but not what they are for, and breaks words at hyphens, so that
 * `on` would light up in `sign-on`.
 */

interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}

interface Grammar {
  readonly name: string;
  readonly scopeName: string;
  readonly fileTypes: readonly string[];
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

/** What declares a name. */
const declaring =
  'system|group|event|command|queue|topic|bus|stream|service|store|cache|orchestrator|balancer|gateway|actor|external|technology|flow|view|require|step';
/** What introduces something that happens. */
const acting = 'on|serves|every|reads|puts|inserts|deletes|appends|increments|writes|publishes|sends|calls|starts|waits|routes';
/** A word of a name's letters begins or ends here. */
const wordStart = '(?<![\\p{L}\\p{N}_-])';
const wordEnd = '(?![\\p{L}\\p{N}_-])';
const word = '[\\p{L}\\p{N}_][\\p{L}\\p{N}\\p{M}_-]*';
const qualified = `${word}(?:\\.${word})*`;

/**
 * The refined grammar.
 * @param made the JSON that langium wrote
 * @throws when langium's grammar has no list of keywords
 */
export function textMateGrammar(made: string): string {
  const grammar = JSON.parse(made) as Grammar;
  const keywords = grammar.patterns.find(({ name }) => name === 'keyword.control.arch')?.match;
  const list = /\\b\(([^)]+)\)\\b/.exec(keywords ?? '')?.[1];
  if (list === undefined) throw new Error("langium's TextMate grammar has no list of keywords.");
  const refined: Grammar = {
    ...grammar,
    patterns: [
      { include: '#comments' },
      { include: '#string' },
      {
        match: `${wordStart}(${declaring})\\s+(${qualified})`,
        captures: { 1: { name: 'storage.type.arch' }, 2: { name: 'entity.name.type.arch' } },
      },
      { match: `:\\s*(${qualified})`, captures: { 1: { name: 'support.class.technology.arch' } } },
      {
        name: 'constant.numeric.arch',
        match: `${wordStart}\\d+(?:\\.\\d+)?(?:%|\\.\\.|(?:ms|s|m|h|d|KB|MB|GB|B)(?:/(?:s|m|h|d))?|/(?:s|m|h|d))?${wordEnd}`,
      },
      { name: 'keyword.control.arch', match: `${wordStart}(?:${acting})${wordEnd}` },
      // A keyword after a dot or before one is part of a name.
      { name: 'keyword.other.arch', match: `(?<![\\p{L}\\p{N}_.-])(?:${list})(?![\\p{L}\\p{N}_.-])` },
    ],
    repository: {
      comments: {
        patterns: [
          { name: 'comment.block.documentation.arch', begin: '/\\*\\*(?!/)', end: '\\*/' },
          { name: 'comment.block.arch', begin: '/\\*', end: '\\*/' },
          {
            match: '(//\\s*)(archlint-ignore(?:-file)?)\\b([^:\\n]*)(.*)$',
            captures: {
              0: { name: 'comment.line.double-slash.arch' },
              2: { name: 'keyword.other.suppression.arch' },
              3: { name: 'entity.name.tag.rule.arch' },
            },
          },
          { name: 'comment.line.double-slash.arch', match: '//.*$' },
        ],
      },
      string: {
        name: 'string.quoted.double.arch',
        begin: '"',
        end: '"|$',
        patterns: [{ name: 'constant.character.escape.arch', match: '\\\\.' }],
      },
    },
  };
  return `${JSON.stringify(refined, undefined, 2)}\n`;
}
