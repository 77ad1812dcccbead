/** The handbook's page of technologies, made from the catalogue: what a product is, its facts as the catalogue states them, their sources. */
import type { Technology } from '../../language/model/design.ts';

const INTRODUCTION = `# Technologies

Every product that a design can name with \`: name\`, and what is known of it. These are the words of the catalogue itself: a
value is the default, \`at most\` its limit, and what is not said is not known. Any of it can be overridden in the design:
\`queue Orders : aws.sqs { retention 14d }\`. Quotas are those of a new account in a large region.

Each list gives the source of a fact and when it was read; \`unverified\` marks what is known from memory only. What is missing can be declared
like these, in any file: \`technology house.queue "House queue" is queue like aws.sqs { dead-letters after 5 attempts }\`.
`;

/**
 * Writes the page.
 *
 * @param technologies the built-in ones, in any order
 * @param textOf the text of the catalogue's file of that address
 * @returns Markdown: a section a file in the order of their names, technologies in the order of the text
 */
export function technologiesPage(technologies: Iterable<Technology>, textOf: (uri: string) => string): string {
  const byFile = new Map<string, Technology[]>();
  for (const technology of technologies) {
    const { uri } = technology.syntax.source;
    byFile.set(uri, [...(byFile.get(uri) ?? []), technology]);
  }
  const sections = [...byFile].sort(([a], [b]) => (a < b ? -1 : 1)).map(([uri, members]) => section(textOf(uri), members));
  return `${[INTRODUCTION.trim(), ...sections].join('\n\n')}\n`;
}

function section(text: string, members: readonly Technology[]): string {
  const inOrder = [...members].sort((a, b) => a.syntax.source.offset - b.syntax.source.offset);
  const names = inOrder.map((technology) => `[${technology.label}](#${anchor(technology.name)})`).join(' · ');
  return [`## ${headingOf(text)}`, names, ...inOrder.map((technology) => entry(text, technology))].join('\n\n');
}

/** The first sentence of the comment at the top of a file says what the file is about. */
function headingOf(text: string): string {
  const comment = /\/\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  const words = comment
    .replace(/^\s*\*/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  return words.split(/\.(?:\s|$)/)[0] ?? '';
}

function entry(text: string, technology: Technology): string {
  const { offset, end } = technology.syntax.source;
  const declaration = text.slice(offset, end).trim();
  return [`### ${technology.name}`, technology.description?.trim() ?? '', `\`\`\`arch\n${declaration}\n\`\`\``]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The address that Markdown renderers give a heading: letters, digits, `-` and `_` of its text in lower case. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
