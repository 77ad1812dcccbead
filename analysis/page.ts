/** What a rule's declaration says, as a Markdown page: for the handbook and for `archlint explain`. */
import { showDuration } from '../language/model/quantities.ts';
import type { OptionSpec, Rule } from './rule.ts';
import type { TextRule } from './text-rules.ts';

const fixes: Readonly<Record<Rule['fixable'], string>> = {
  none: 'It has no automatic fix.',
  suggestion: 'It suggests fixes, which want a look.',
  safe: 'It has a safe fix, which `archlint check --fix` applies.',
};

/** @returns the page of a rule of design. */
export function rulePage(rule: Rule): string {
  const presets = rule.star
    ? '`archlint:essential`, `archlint:recommended`, `archlint:strict`'
    : '`archlint:recommended`, `archlint:strict`';
  const parts = [
    `# ${rule.id}`,
    rule.summary,
    `${rule.code} · ${rule.category} · ${rule.severity} · since ${rule.since} · in ${presets}. ${fixes[rule.fixable]}`,
    section('Why', rule.why),
    section('How it goes wrong', rule.failureStory.map((step, index) => `${index + 1}. ${step}`).join('\n')),
    section('Wrong', code(rule.examples.wrong)),
    section('Right', code(rule.examples.right)),
    section(
      'What it says',
      Object.values(rule.messages)
        .map((message) => `- ${message}`)
        .join('\n'),
    ),
    section('Options', optionsOf(rule)),
    section('When not to use it', rule.whenNotToUse),
    section('Other linters', rule.correspondsTo ?? ''),
    section('Sources', rule.sources.map((source) => `- ${/^https?:/.test(source) ? `<${source}>` : source}`).join('\n')),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** @returns the page of a rule about the text. */
export function textRulePage(rule: TextRule): string {
  const parts = [`# ${rule.id}`, rule.summary, `${rule.code} · ${rule.severity}. ${fixes[rule.fixable]}`, section('Why', rule.why)];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, text: string): string {
  return text.trim() === '' ? '' : `## ${title}\n\n${unindented(text)}`;
}

function code(text: string): string {
  return `\`\`\`arch\n${unindented(text)}\n\`\`\``;
}

/** Takes away what an indented template literal adds to every line. */
function unindented(text: string): string {
  const lines = text
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const margins = lines
    .slice(text.startsWith('\n') ? 0 : 1)
    .filter((line) => line.trim() !== '')
    .map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const margin = Math.min(...margins, Number.MAX_SAFE_INTEGER);
  return lines.map((line) => (line.startsWith(' '.repeat(Math.min(margin, line.length))) ? line.slice(margin) : line).trimEnd()).join('\n');
}

function optionsOf(rule: Rule): string {
  const entries = Object.entries(rule.options);
  if (entries.length === 0) return '';
  const list = entries.map(([name, spec]) => `- \`${name}\` (${typeOf(spec)}, default \`${shown(spec)}\`): ${spec.description}`).join('\n');
  const example = JSON.stringify({
    rules: { [rule.id]: [rule.severity, Object.fromEntries(entries.map(([name, spec]) => [name, jsonValue(spec)]))] },
  });
  return `${list}\n\n\`\`\`json\n${example}\n\`\`\``;
}

function typeOf(spec: OptionSpec): string {
  switch (spec.type) {
    case 'enum':
      return spec.values.map((value) => `\`"${value}"\``).join(' or ');
    case 'duration':
      return 'a time';
    case 'names':
      return 'names';
    case 'number':
    case 'boolean':
      return spec.type;
  }
}

/** @returns an option's default as it is written in `archlint.json`. */
export function jsonValue(spec: OptionSpec): number | boolean | string | readonly string[] {
  return spec.type === 'duration' ? (spec.default === 0 ? '0s' : showDuration(spec.default)) : spec.default;
}

function shown(spec: OptionSpec): string {
  return JSON.stringify(jsonValue(spec));
}
