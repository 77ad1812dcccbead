/** `archlint rules`: lists all rules. */
import { registry } from '../../analysis/engine.ts';
import { categories } from '../../analysis/finding.ts';
import type { RuleSummary } from '../../analysis/registry.ts';
import { oneOf, readArguments } from '../arguments.ts';
import { UsageError } from '../errors.ts';
import type { Terminal } from '../terminal.ts';

/** Runs the command. @returns the exit status */
export function rules(words: readonly string[], terminal: Terminal): number {
  const { values, positionals } = readArguments('rules', words, { format: { type: 'string' } });
  if (positionals[0] !== undefined)
    throw new UsageError(`\`archlint rules\` takes no ${positionals[0]}. To read about a rule: \`archlint explain ${positionals[0]}\`.`);
  const all = registry.ids.flatMap((id) => registry.summaryOf(id) ?? []);
  const inOrder = categories.flatMap((category) =>
    all.filter((rule) => rule.category === category).toSorted((one, other) => (one.code < other.code ? -1 : 1)),
  );
  const format = oneOf('format', values.format, ['text', 'json'], 'text');
  terminal.out(format === 'json' ? json(inOrder) : table(inOrder, terminal));
  return 0;
}

function json(all: readonly RuleSummary[]): string {
  const entries = all.map(({ id, code, category, severity, summary, fixable }) => {
    const rule = registry.byId.get(id);
    const options = Object.entries(rule?.options ?? {}).map(([name, { type, default: value, description }]) => ({
      name,
      type,
      default: value,
      description,
    }));
    return { id, code, category, severity, summary, fixable, essential: rule?.star ?? true, since: rule?.since ?? '0.1.0', options };
  });
  return `${JSON.stringify({ rules: entries }, undefined, 2)}\n`;
}

function table(all: readonly RuleSummary[], { paint }: Terminal): string {
  const widest = Math.max(...all.map(({ id }) => id.length));
  const sections = categories.map((category) => {
    const lines = all
      .filter((rule) => rule.category === category)
      .map(({ id, code, severity, summary }) => {
        const star = registry.byId.get(id)?.star ? '★' : ' ';
        return `  ${paint('faint', code)} ${star} ${id.padEnd(widest)}  ${paint(severity, severity.padEnd('warning'.length))}  ${summary}`;
      });
    return lines.length === 0 ? '' : `${paint('strong', category)}\n${lines.join('\n')}\n`;
  });
  const legend = '★ is in the preset archlint:essential. `archlint explain RULE` tells more of one.';
  return `${sections.filter((section) => section !== '').join('\n')}\n${legend}\n`;
}
