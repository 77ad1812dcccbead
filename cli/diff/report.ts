/** What a change does, as text, Markdown and JSON. */
import type { Bearing, Change } from '../../analysis/diff/change.ts';
import type { Finding, Severity } from '../../analysis/finding.ts';
import { severities } from '../../analysis/finding.ts';
import { rangeOf } from '../report/json.ts';
import { cell, marks } from '../report/markdown.ts';
import { counted } from '../report/result.ts';
import { withCode } from '../report/text.ts';
import type { Paint, Style } from '../terminal.ts';

/** A difference or finding with the place of its file as people know it. */
export interface Placed<Thing> {
  readonly thing: Thing;
  readonly file: string;
}

/** What two sides came to. */
export interface Comparison {
  /** As they were named. */
  readonly base: string;
  readonly head: string;
  readonly changes: readonly Placed<Change>[];
  readonly added: readonly Placed<Finding>[];
  readonly resolved: readonly Placed<Finding>[];
  /** Findings of both sides that tell of other names or figures now. */
  readonly altered: readonly Altered[];
  /** Where a file is broken: what comes after may be missed and taken for gone. */
  readonly unread: readonly Unread[];
}

/** A place from which on a file cannot be read, and the side that it is of. */
export interface Unread extends Placed<Finding> {
  readonly side: string;
}

/** A finding as it is now, and what it said. */
export interface Altered extends Placed<Finding> {
  readonly was: string;
}

export const diffFormats = ['text', 'markdown', 'json'] as const;

export type DiffFormat = (typeof diffFormats)[number];

/** @returns the report, its last line ended. */
export function diffReport(comparison: Comparison, format: DiffFormat, paint: Paint, columns?: number): string {
  switch (format) {
    case 'text':
      return textDiff(comparison, paint, columns);
    case 'markdown':
      return markdownDiff(comparison);
    case 'json':
      return jsonDiff(comparison);
  }
}

const alteredTitle = 'Findings that stay, and say something else';

const titles: Readonly<Record<Bearing, string>> = { worse: 'For the worse', better: 'For the better', other: 'Otherwise' };
const styles: Readonly<Record<Bearing, Style>> = { worse: 'error', better: 'good', other: 'strong' };
const signs: Readonly<Record<Bearing, string>> = { worse: '-', better: '+', other: '~' };

function ofBearing({ changes }: Comparison, bearing: Bearing): readonly Placed<Change>[] {
  return changes.filter(({ thing }) => thing.bearing === bearing);
}

function placeOf({ file, thing }: Placed<Change | Finding>): string {
  return `${file}:${thing.source.range.start.line + 1}`;
}

// ---------------------------------------------------------------- text

function textDiff(comparison: Comparison, paint: Paint, columns: number | undefined): string {
  const warnings = comparison.unread.map((one) => withCode(`${paint('warning', 'Broken')} ${unreadText(one)}`, paint, columns, 0));
  const changed = (['worse', 'better', 'other'] as const).flatMap((bearing) => {
    const changes = ofBearing(comparison, bearing);
    if (changes.length === 0) return [];
    const lines = changes.map((change) => {
      const { thing } = change;
      return `  ${paint(styles[bearing], signs[bearing])} ${withCode(`${thing.text} ${placeOf(change)}`, paint, columns, 4)}`;
    });
    return [`${paint(styles[bearing], titles[bearing])}\n${lines.join('\n')}`];
  });
  const { added, resolved, altered } = comparison;
  const sections = [...warnings, ...changed];
  if (added.length > 0)
    sections.push(`${paint('error', 'New findings')}\n${added.map((finding) => findingText(finding, paint, columns)).join('\n')}`);
  if (resolved.length > 0)
    sections.push(`${paint('good', 'Resolved findings')}\n${resolved.map((finding) => findingText(finding, paint, columns)).join('\n')}`);
  if (altered.length > 0)
    sections.push(`${paint('strong', alteredTitle)}\n${altered.map((finding) => findingText(finding, paint, columns)).join('\n')}`);
  return `${[...sections, `${summaryOf(comparison)}.`].join('\n\n')}\n`;
}

/** Not every difference is one where a file is broken. */
function unreadText(one: Unread): string {
  return `${placeOf(one)}, in ${one.side}: ${one.thing.message} What stands there is not understood, and may be told as gone or resolved.`;
}

function findingText(placed: Placed<Finding>, paint: Paint, columns: number | undefined): string {
  const { severity, rule, message } = placed.thing;
  return `  ${paint('strong', placeOf(placed))} ${paint(severity, severity)} ${paint('faint', rule)}\n    ${withCode(message, paint, columns, 4)}`;
}

/** @returns one line that counts. */
export function summaryOf({ base, head, changes, added, resolved, altered }: Comparison): string {
  if ([changes, added, resolved, altered].every(({ length }) => length === 0)) return `From ${base} to ${head} the design does the same`;
  const count = (bearing: Bearing): number => changes.filter(({ thing }) => thing.bearing === bearing).length;
  const parts = [`${count('worse')} for the worse`, `${count('better')} for the better`, `${count('other')} otherwise`];
  return `From ${base} to ${head}: ${counted(changes.length, 'change')} (${parts.join(', ')}), ${counted(added.length, 'new finding')}, ${resolved.length} resolved${altered.length === 0 ? '' : `, ${altered.length} that ${altered.length === 1 ? 'says' : 'say'} something else`}`;
}

// ---------------------------------------------------------------- Markdown

const markdownSigns: Readonly<Record<Bearing, string>> = { worse: '🔴', better: '🟢', other: '⚪' };

/** GitHub refuses a comment of more than 65,536 characters ("Body is too long"); the rest is for headings and whatever a workflow adds. */
const mostCharacters = 60_000;

/** The room that a comment has. What matters most is asked for first, and leaves a third of it for the rest. */
class Room {
  #left = mostCharacters;

  /** @returns as many lines as there is room for, and how many there are more */
  fit(lines: readonly string[]): string {
    const least = this.#left / 3;
    const first = lines.findIndex(({ length }) => {
      this.#left -= length + 1;
      return this.#left < least;
    });
    const taken = first < 0 ? lines : lines.slice(0, first);
    const more = lines.length - taken.length;
    return [...taken, ...(more > 0 ? ['', `… and ${more} more. \`archlint diff\` lists them all.`] : [])].join('\n');
  }
}

/** Made for a comment on a pull request: what matters is open, the rest is folded up. */
function markdownDiff(comparison: Comparison): string {
  const { changes, added, resolved, altered } = comparison;
  const room = new Room();
  const parts = ['### What this change does to the architecture', `${cell(summaryOf(comparison))}.`];
  for (const one of comparison.unread) parts.push(`> [!WARNING]\n> ${cell(unreadText(one))}`);
  const grave = added.filter(({ thing }) => thing.severity === 'error' || thing.severity === 'warning');
  for (const bearing of ['worse', 'better'] as const) {
    const list = ofBearing(comparison, bearing);
    if (list.length > 0) parts.push(`#### ${titles[bearing]}\n\n${room.fit(list.map(item))}`);
  }
  if (grave.length > 0) parts.push(`#### New findings\n\n${table(grave, room)}`);
  const others = changes.filter(({ thing }) => thing.bearing === 'other');
  if (others.length > 0) parts.push(folded(`${counted(others.length, 'other change')}`, room.fit(others.map(item))));
  const light = added.filter((finding) => !grave.includes(finding));
  if (light.length > 0)
    parts.push(
      folded(`${counted(light.length, 'new finding')} that only ${light.length === 1 ? 'informs' : 'inform'}`, table(light, room)),
    );
  if (resolved.length > 0) parts.push(folded(counted(resolved.length, 'resolved finding'), table(resolved, room)));
  if (altered.length > 0)
    parts.push(
      folded(
        `${counted(altered.length, 'finding')} that ${altered.length === 1 ? 'stays and says' : 'stay and say'} something else`,
        table(altered, room),
      ),
    );
  return `${parts.join('\n\n')}\n`;
}

function item(change: Placed<Change>): string {
  return `- ${markdownSigns[change.thing.bearing]} ${cell(change.thing.text)} <sub>\`${placeOf(change)}\`</sub>`;
}

function table(findings: readonly Placed<Finding>[], room: Room): string {
  const rank = (severity: Severity): number => severities.indexOf(severity);
  const rows = findings
    .toSorted((one, other) => rank(one.thing.severity) - rank(other.thing.severity))
    .map((placed) => {
      const { severity, message, rule } = placed.thing;
      return `| ${marks[severity]} | \`${placeOf(placed).replaceAll('|', '\\|')}\` | ${cell(message)} | ${rule} |`;
    });
  return `| | where | what | rule |\n| --- | --- | --- | --- |\n${room.fit(rows)}`;
}

function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

// ---------------------------------------------------------------- JSON

function jsonDiff(comparison: Comparison): string {
  const { base, head, changes, added, resolved, altered } = comparison;
  const count = (bearing: Bearing): number => ofBearing(comparison, bearing).length;
  const report = {
    base,
    head,
    changes: changes.map(({ thing: { kind, bearing, text, side, source }, file }) => ({
      kind,
      bearing,
      text,
      side,
      file,
      range: rangeOf(source.range),
    })),
    findings: {
      new: added.map(findingEntry),
      resolved: resolved.map(findingEntry),
      altered: altered.map((finding) => ({ ...findingEntry(finding), was: finding.was })),
    },
    broken: comparison.unread.map((finding) => ({ ...findingEntry(finding), side: finding.side })),
    summary: {
      worse: count('worse'),
      better: count('better'),
      other: count('other'),
      newFindings: added.length,
      resolvedFindings: resolved.length,
      alteredFindings: altered.length,
    },
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function findingEntry({ thing: { rule, code, severity, message, source }, file }: Placed<Finding>): object {
  return { rule, code, severity, message, file, range: rangeOf(source.range) };
}
