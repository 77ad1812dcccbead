/** A run as a sequence diagram for Mermaid, which many a page draws by itself. */
import type { NodeKind } from '../view/graph.ts';
import type { Sequence, SequenceStep } from './run.ts';
import { inWords } from './words.ts';

/** Mermaid's tint behind the steps from the first fault on. */
const BAND = 'rgb(255, 244, 236)';

/**
 * Writes a run as Mermaid's `sequenceDiagram`, with numbered steps, activations, the band of the fault, and a note that says which promise broke.
 *
 * @returns text that ends in a line break
 */
export function sequenceMermaid({ title, participants, steps, bars, verdict }: Sequence): string {
  const lines = ['---', `title: ${JSON.stringify(plain(title))}`, '---', 'sequenceDiagram', '  autonumber'];
  for (const [column, { name, kind }] of participants.entries()) lines.push(`  ${roleOf(kind)} ${idOf(column)} as ${worded(name)}`);
  const struckFrom = steps.findIndex(({ fault }) => fault !== undefined);
  for (const [index, step] of steps.entries()) {
    if (index === struckFrom) lines.push(`  rect ${BAND}`);
    lines.push(`  ${written(step)}`);
    for (const { column } of bars.filter(({ first, last }) => first === index && last > index)) lines.push(`  activate ${idOf(column)}`);
    for (const { column } of bars.filter(({ first, last }) => last === index && first < index)) lines.push(`  deactivate ${idOf(column)}`);
  }
  if (struckFrom >= 0) lines.push('  end');
  if (verdict && participants.length > 0) {
    const over = participants.length === 1 ? idOf(0) : `${idOf(0)},${idOf(participants.length - 1)}`;
    lines.push(`  Note over ${over}: ${worded(`${verdict.title}: ${verdict.text}`)}`);
  }
  return `${lines.join('\n')}\n`;
}

function idOf(column: number): string {
  return `p${column + 1}`;
}

function roleOf(kind: NodeKind): 'actor' | 'participant' {
  return kind === 'actor' ? 'actor' : 'participant';
}

function arrowOf({ kind, fault, failed }: SequenceStep): string {
  // What a fault takes away on its way ends in a cross.
  if (fault === 'drop' || fault === 'lost-reply') return '--x';
  switch (kind) {
    case 'call':
      return failed ? '-x' : '->>';
    case 'answer':
    case 'acknowledge':
      return '-->>';
    case 'message':
      return '-)';
    case 'access':
    case 'event':
      return '->>';
  }
}

function written(step: SequenceStep): string {
  const struck = step.fault === undefined ? '' : `⚡ ${inWords(step.fault)}: `;
  const times = step.times === undefined ? '' : ` ×${step.times}`;
  const note = step.note === undefined ? '' : ` (${step.note})`;
  const text = worded(`${struck}${step.label}${note}${times}${step.breaks ? ' ❌' : ''}`);
  const [from, to] = step.reads ? [step.to, step.from] : [step.from, step.to];
  return step.kind === 'event' ? `Note right of ${idOf(from)}: ${text}` : `${idOf(from)}${arrowOf(step)}${idOf(to)}: ${text}`;
}

/**
 * One line without what Mermaid would take for its own: `;` ends a statement, `#` begins the code of a character, `%%` a comment or settings, `<` a tag,
 * `&` a sign by its name, `$$` a formula; a text may begin with the word that says whether it is wrapped.
 */
function worded(text: string): string {
  return plain(text).replace(/[#;%<>&$]|(?<=^\s*(?:no)?wrap):/gi, (sign) => `#${sign.codePointAt(0)};`);
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
