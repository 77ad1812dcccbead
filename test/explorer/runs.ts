/** The runs that break a design, as text. */
import { explore } from '../../analysis/explorer/index.ts';
import { designOf, type Texts } from '../support/design.ts';

/**
 * @returns for each counterexample a line that says what breaks, by which faults, and which rules speak of it at which line, and its steps;
 *   `holds` where nothing breaks
 */
export async function runsOf(texts: Texts, faults = 1): Promise<string> {
  const { flows } = explore(await designOf(texts), { faults });
  const runs = flows.flatMap(({ counterexamples }) => counterexamples);
  if (runs.length === 0) return 'holds\n';
  return runs
    .map(({ promise, faults: struck, rules, source, text, steps }) => {
      const by = struck.length > 0 ? `by ${struck.join(', ')}` : 'by no fault';
      const spoken = rules.length > 0 ? `, ${rules.join(', ')}` : '';
      const head = `${promise} ${by}${spoken}, line ${source.range.start.line + 1}: ${text}`;
      return `${head}\n${steps.map((step) => `${step.fault ? '!' : ' '} ${step.text}\n`).join('')}`;
    })
    .join('\n');
}
