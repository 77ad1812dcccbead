/** What a rule declares, as a Markdown page: for the handbook and for `archlint explain`. */
import { showDuration } from '../language/model/quantities.ts';
import type { OptionSpec, Rule } from './rule.ts';
import { hidingOthers, type TextRule } from './text-rules.ts';

const fixes: Readonly<Record<Rule['fixable'], string>> = {
  none: '',
  suggestion: 'It has a quick fix, which wants a look before it is applied.',
  safe: 'It has a safe quick fix, which `archlint check --fix` applies; where there is a choice to make, its fixes want a look first.',
};

/** What is said of a rule that no other linter has; the page it links to tells which ones were looked at. */
const nobodyElse = 'None of [those that were looked at](../other-linters.md) has this rule.';

/** Where the pictures of a rule's page are, as the page refers to them. */
export interface RulePictures {
  readonly wrong: string;
  readonly right: string;
  /** The shortest run in which the wrong design fails; not every rule is about something that happens in a run. */
  readonly run?: string;
}

/**
 * @param pictures where the drawn examples are, as the page refers to them; without it the page has none
 * @returns the page of a rule of design
 */
export function rulePage(rule: Rule, pictures?: RulePictures): string {
  const place = `\`${rule.code}\` · ${rule.category} · ${rule.severity} by default${rule.star ? ' · in every preset' : ''} · since ${rule.since}.`;
  return joined([
    ...openingOf(rule, place),
    '## How it goes wrong',
    rule.failureStory.map((step, number) => `${number + 1}. ${step}`).join('\n'),
    '## Wrong',
    `\`\`\`arch\n${rule.examples.wrong.trim()}\n\`\`\``,
    ...(pictures ? [`![The wrong design, drawn](${pictures.wrong})`] : []),
    ...(pictures?.run === undefined ? [] : ['The shortest run in which it fails:', `![The run, step by step](${pictures.run})`]),
    '## Right',
    `\`\`\`arch\n${rule.examples.right.trim()}\n\`\`\``,
    ...(pictures ? [`![The right design, drawn](${pictures.right})`] : []),
    ...optionsOf(rule),
    '## When not to use it',
    rule.whenNotToUse,
    `Silence one finding with its reason: \`// archlint-ignore ${rule.id}: the reason\`.`,
    '## In other linters',
    rule.correspondsTo ?? nobodyElse,
    '## Sources',
    rule.sources.map((source) => `- <${source}>`).join('\n'),
  ]);
}

/** @returns the page of a rule about the text. */
export function textRulePage(rule: TextRule): string {
  const place = `\`${rule.code}\` · ${rule.severity} by default.`;
  const fence = rule.id === 'invalid-configuration' ? 'json' : 'arch';
  const block = (text: string): string => `\`\`\`${fence}\n${text.trim()}\n\`\`\``;
  return joined([
    ...openingOf(rule, place),
    ...(hidingOthers.has(rule.id)
      ? ['It hides other findings, so nothing switches it off: neither the configuration, nor a suppression, nor a baseline.']
      : []),
    ...(rule.examples ? ['## Wrong', block(rule.examples.wrong), '## Right', block(rule.examples.right)] : []),
  ]);
}

/** How every page of a rule begins. */
function openingOf({ id, summary, fixable, why }: Pick<Rule | TextRule, 'id' | 'summary' | 'fixable' | 'why'>, place: string): string[] {
  return [`# ${id}`, `**${summary}**`, `${place} ${fixes[fixable]}`.trim(), '## Why it matters', why];
}

/** @returns a page as a terminal shows it: the names of other pages of the handbook without the links to them. */
export function withoutPageLinks(page: string): string {
  return page.replace(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, '$1');
}

function joined(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function optionsOf(rule: Rule): readonly string[] {
  const specs = Object.entries(rule.options);
  if (specs.length === 0) return [];
  const rows = specs.map(([name, spec]) => `| \`${name}\` | \`${JSON.stringify(jsonValue(spec))}\` | ${spec.description} |`);
  const example = JSON.stringify(Object.fromEntries(specs.map(([name, spec]) => [name, jsonValue(spec)])));
  return [
    '## Options',
    ['| option | default | means |', '| --- | --- | --- |', ...rows].join('\n'),
    `\`\`\`json\n{ "rules": { "${rule.id}": ["${rule.severity}", ${example}] } }\n\`\`\``,
  ];
}

/** @returns an option's default as it is written in `archlint.json`. */
export function jsonValue(spec: OptionSpec): number | boolean | string | readonly string[] {
  return spec.type === 'duration' ? showDuration(spec.default) : spec.default;
}
