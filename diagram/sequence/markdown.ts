/** A run as Markdown, for issues and pull requests. */
import type { Source } from '../../language/model/source.ts';
import { sequenceMermaid } from './mermaid.ts';
import type { Sequence } from './run.ts';
import { inWords } from './words.ts';

/**
 * Writes a run as a heading, what broke, a numbered list of its steps with their places, and Mermaid's picture of it.
 *
 * @param placeOf a place in the text as readers know it, `shop.arch:12`; without one a step has none
 */
export function sequenceMarkdown(sequence: Sequence, placeOf: (source: Source) => string | undefined): string {
  const { title, subtitle, steps, verdict, restsOn } = sequence;
  const lines = [`## ${prose(title)}`, '', prose(subtitle)];
  if (verdict) lines.push('', `**${prose(verdict.title)}:** ${prose(verdict.text)}`);
  lines.push('');
  for (const [index, step] of steps.entries()) {
    const place = placeOf(step.source);
    const fault = step.fault === undefined ? '' : `⚡ **${inWords(step.fault)}** `;
    const text = step.breaks ? `**${prose(step.text)}**` : prose(step.text);
    lines.push(`${index + 1}. ${fault}${text}${place === undefined ? '' : ` (${code(place)})`}`);
  }
  if (restsOn.length > 0) lines.push('', `It rests on defaults: ${restsOn.map(prose).join('; ')}.`);
  lines.push('', '```mermaid', sequenceMermaid(sequence).trimEnd(), '```');
  return `${lines.join('\n')}\n`;
}

/** Text without what Markdown would take for marks; code in backticks stays code. */
function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') && part.endsWith('`') && part.length > 1 ? part : part.replace(/[\\*_[\]<>|`]/g, '\\$&')))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function code(text: string): string {
  return text.includes('`') ? prose(text) : `\`${text}\``;
}
