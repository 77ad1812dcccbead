/** Below the picture: what stands apart, what lines and signs mean, what was found. */
import { type Box, overlap, type Point, stretches } from '../layout/geometry.ts';
import type { Picture } from '../layout/picture.ts';
import { sealWidth } from '../layout/seals.ts';
import { measure, wrap } from '../text/measure.ts';
import type { EdgeKind, Seal, Usual, ViewChip, ViewFinding } from '../view/graph.ts';
import { sample } from './edges.ts';
import { envelopeAt } from './marks.ts';
import { type Badge, drawBadge, drawSeal, sealNames } from './signs.ts';
import { GATHERED_DASH } from './silhouettes.ts';
import { lineWidth, type Pen, tag, textAt } from './write.ts';

const SMALL = { size: 11, weight: 400 } as const;
const CHIP_FONT = { size: 11.5, weight: 500 } as const;
const RULE_FONT = { size: 12, weight: 500 } as const;
const MESSAGE_FONT = { size: 12, weight: 400 } as const;

// ---------------------------------------------------------------- chips

const CHIP_HEIGHT = 26;
const CHIP_GAP = 10;
const CHIPS_CLEAR = 24;

/** A chip with its place in the picture. */
export interface PlacedChip extends Box {
  readonly chip: ViewChip;
}

export interface ChipRow {
  readonly chips: readonly PlacedChip[];
  /** Why they stand apart, before the first of each reason: baseline start. */
  readonly reasons: readonly { readonly text: string; readonly at: Point }[];
  readonly box: Box;
}

/** Lays chips out in rows at the bottom left, beside what the picture leaves free there. */
export function placeChips(picture: Picture, width: number): ChipRow | undefined {
  const { chips } = picture.view;
  if (chips.length === 0) return undefined;
  const placed: PlacedChip[] = [];
  const reasons: { text: string; at: Point }[] = [];
  let x = 0;
  let y = 0;
  let reason: string | undefined;
  for (const chip of chips) {
    if (chip.reason !== reason) {
      if (reason !== undefined) y += CHIP_HEIGHT + CHIP_GAP;
      reason = chip.reason;
      reasons.push({ text: reason, at: { x: 0, y: y + 17 } });
      x = measure(reason, SMALL) + 12;
    }
    const chipWidth = measure(chip.name, CHIP_FONT) + 30 + 14;
    if (x + chipWidth > width && placed.length > 0) {
      x = 0;
      y += CHIP_HEIGHT + CHIP_GAP;
    }
    placed.push({ chip, x, y, width: chipWidth, height: CHIP_HEIGHT });
    x += chipWidth + CHIP_GAP + 4;
  }
  const box = { x: 0, y: 0, width: Math.max(...placed.map((each) => each.x + each.width)), height: y + CHIP_HEIGHT };
  const top = freeTop(picture, box);
  return {
    chips: placed.map((each) => ({ ...each, y: each.y + top })),
    reasons: reasons.map(({ text, at }) => ({ text, at: { x: at.x, y: at.y + top } })),
    box: { ...box, y: top },
  };
}

/** The least height at which a box at the left edge touches nothing, at the bottom of the picture if it is free. */
function freeTop(picture: Picture, box: Box): number {
  const column = { x: 0, y: 0, width: box.width + CHIPS_CLEAR, height: picture.height };
  const things: Box[] = [
    ...picture.nodes,
    ...picture.nodes.flatMap(({ docked }) => (docked ? [docked] : [])),
    ...picture.groups,
    ...picture.edges.flatMap(({ points, label }) => [...stretches(points), ...(label ? [label] : [])]),
  ].filter((thing) => overlap(thing, column, -0.1));
  const lowest = Math.max(0, ...things.map((thing) => thing.y + thing.height));
  return Math.max(things.length > 0 ? lowest + CHIPS_CLEAR : 0, picture.height - box.height - 4);
}

export function drawChips(row: ChipRow, badges: ReadonlyMap<string, Badge>, pen: Pen): string {
  const reasons = row.reasons.map(({ text, at }) => textAt(at, text, { font: SMALL, colour: 'muted' }, pen));
  const chips = row.chips.map(({ chip, x, y, width }) => {
    const isMessage = chip.kind === 'message';
    const colour = isMessage ? 'message' : 'muted';
    const outline = tag('rect', {
      class: 'outline',
      x,
      y,
      width,
      height: CHIP_HEIGHT,
      rx: CHIP_HEIGHT / 2,
      fill: 'none',
      stroke: pen.paint(colour),
      'stroke-width': pen.theme === 'hc' ? 1.75 : 1.25,
      'stroke-dasharray': '3 3',
    });
    const sign = isMessage ? envelopeAt(x + 10.56, y + 6.56, pen) : '';
    const name = textAt({ x: x + (isMessage ? 30 : 20), y: y + 17 }, chip.name, { font: CHIP_FONT, colour }, pen);
    const badge = badges.get(chip.id);
    const mark = badge ? drawBadge(badge, { x: x + width - 4, y: y + 1 }, 'background', pen) : '';
    return tag(
      'g',
      { class: 'chip', 'data-id': chip.id, role: 'graphics-symbol', 'aria-label': `${chip.name}: ${chip.reason.toLowerCase()}` },
      outline + sign + name + mark,
    );
  });
  return tag('g', { class: 'chips' }, reasons.join('') + chips.join(''));
}

// ---------------------------------------------------------------- legend

interface Entry {
  readonly text: string;
  readonly width: number;
  readonly draw?: (x: number, y: number, pen: Pen) => string;
}

const SAMPLE = 36;
const SIGN_GAP = { line: 8, seal: 6 } as const;
const ENTRY_GAP = 21;
const LEGEND_ROW = 24;

const kindNames: readonly (readonly [EdgeKind, string])[] = [
  ['call', 'call'],
  ['message', 'message'],
  ['subscription', 'subscription'],
  ['read', 'read'],
  ['write', 'write'],
  ['uses', 'remembers'],
  ['dead-letter', 'dead letters'],
  ['redrive', 'put back'],
];

function entriesOf({ view }: Picture): readonly Entry[] {
  const kinds = new Set<EdgeKind>(view.edges.map(({ kind }) => kind));
  for (const { docked } of view.nodes) {
    if (docked?.kind === 'dead-letters') kinds.add('dead-letter');
    if (docked?.access) kinds.add(docked.access);
  }
  if (kinds.has('read-write')) {
    kinds.add('read');
    kinds.add('write');
  }
  const lines = kindNames
    .filter(([kind]) => kinds.has(kind))
    .map(
      ([kind, text]): Entry => ({
        text,
        width: SAMPLE + SIGN_GAP.line + measure(text, SMALL),
        draw: (x, y, pen) =>
          sample(kind, x, y, SAMPLE, pen) +
          textAt({ x: x + SAMPLE + SIGN_GAP.line, y: y + 4 }, text, { font: SMALL, colour: 'muted' }, pen),
      }),
    );
  const present = new Set<Seal>(
    view.edges.flatMap(({ seal, outbox }) => [...(outbox ? (['outbox'] as const) : []), ...(seal ? [seal] : [])]),
  );
  const seals = (Object.keys(sealNames) as Seal[])
    .filter((seal) => present.has(seal))
    .sort((a, b) => Number(b === 'outbox') - Number(a === 'outbox'))
    .map((seal): Entry => {
      const signWidth = sealWidth(seal);
      const text = sealNames[seal];
      return {
        text,
        width: signWidth + SIGN_GAP.seal + measure(text, SMALL),
        draw: (x, y, pen) =>
          drawSeal(seal, { x: x + signWidth / 2, y }, 'background', pen) +
          textAt({ x: x + signWidth + SIGN_GAP.seal, y: y + 4 }, text, { font: SMALL, colour: 'muted' }, pen),
      };
    });
  const made = gatheredEntry(view);
  if (!kinds.has('message') && !kinds.has('subscription')) return [...lines, ...seals, ...made];
  const rest = `${present.size > 0 ? 'Everything else' : 'Messages'}: ${usualWords(view.usual)}`;
  const usual: Entry = {
    text: rest,
    width: measure(rest, SMALL),
    draw: (x, y, pen) => textAt({ x, y: y + 4 }, rest, { font: SMALL, colour: 'muted' }, pen),
  };
  return [...lines, ...seals, usual, ...made];
}

const GATHERED = { text: 'not a group of the design, gathered here as there are so many elements', width: 22, height: 14 } as const;

function gatheredEntry({ nodes, groups }: Picture['view']): readonly Entry[] {
  if (![...nodes, ...groups].some(({ gathered }) => gathered)) return [];
  const { text, width, height } = GATHERED;
  const outline = { fill: 'none', rx: 4, 'stroke-dasharray': GATHERED_DASH } as const;
  return [
    {
      text,
      width: width + SIGN_GAP.line + measure(text, SMALL),
      draw: (x, y, pen) =>
        tag('rect', {
          x,
          y: y - height / 2,
          width,
          height,
          ...outline,
          stroke: pen.paint('external'),
          'stroke-width': lineWidth(1.25, pen),
        }) + textAt({ x: x + width + SIGN_GAP.line, y: y + 4 }, text, { font: SMALL, colour: 'muted' }, pen),
    },
  ];
}

function usualWords({ delivery, ordering }: Usual): string {
  const order = ordering === 'none' ? 'unordered' : ordering === 'per-key' ? 'in order per key' : 'in order';
  return `${delivery.replaceAll('-', ' ')}, ${order}`;
}

/** @returns the legend of what occurs, from its first row's middle, and its height. */
export function legendOf(picture: Picture, width: number): { readonly height: number; readonly draw: (at: Point, pen: Pen) => string } {
  const entries = entriesOf(picture);
  const places: { readonly entry: Entry; readonly x: number; readonly y: number }[] = [];
  let x = 0;
  let y = 0;
  for (const entry of entries) {
    if (x > 0 && x + entry.width > width) {
      x = 0;
      y += LEGEND_ROW;
    }
    places.push({ entry, x, y });
    x += entry.width + ENTRY_GAP;
  }
  return {
    height: entries.length === 0 ? 0 : y + LEGEND_ROW,
    draw: (at, pen) =>
      tag('g', { class: 'legend' }, places.map((place) => place.entry.draw?.(at.x + place.x, at.y + place.y, pen) ?? '').join('')),
  };
}

// ---------------------------------------------------------------- findings

const FINDING_ROW = 25;
const FINDING_LINE = 16;
const COLUMN_GAP = 32;
/** Above so many, findings stand in two columns. */
const ONE_COLUMN = 3;

/** @returns the list of findings, from the middle of its first line, and its height. */
export function findingsOf(
  { view }: { readonly view: Pick<Picture['view'], 'findings'> },
  width: number,
): { readonly height: number; readonly draw: (at: Point, pen: Pen) => string } {
  const columns = view.findings.length > ONE_COLUMN ? 2 : 1;
  const columnWidth = columns === 1 ? width : (width - COLUMN_GAP) / 2;
  const items = gathered(view.findings).map((finding) => itemOf(finding, columnWidth));
  const perColumn = Math.ceil(items.length / columns);
  const heights = [items.slice(0, perColumn), items.slice(perColumn)].map((column) => column.reduce((sum, { height }) => sum + height, 0));
  return {
    height: Math.max(0, ...heights),
    draw: (at, pen) => {
      let y = at.y;
      const drawn = items.map((item, index) => {
        if (index === perColumn) y = at.y;
        const x = at.x + (index < perColumn ? 0 : columnWidth + COLUMN_GAP);
        const text = item.draw({ x, y }, pen);
        y += item.height;
        return text;
      });
      return tag('g', { class: 'findings' }, drawn.join(''));
    },
  };
}

/** Longer lists name a rule once: its first finding, and how many more there are. */
const LISTED_SINGLY = 12;

function gathered(findings: readonly ViewFinding[]): readonly ViewFinding[] {
  if (findings.length <= LISTED_SINGLY) return findings;
  const byRule = new Map<string, ViewFinding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    byRule.set(key, [...(byRule.get(key) ?? []), finding]);
  }
  return [...byRule.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    return [more.length === 0 ? first : { ...first, rule: `${first.rule} ×${more.length + 1}` }];
  });
}

function itemOf({ rule, severity, message }: ViewFinding, width: number): { readonly height: number; draw(at: Point, pen: Pen): string } {
  const start = 28 + measure(rule, RULE_FONT) + 10;
  // The font has no arrows.
  const first = firstSentence(message).replaceAll('`', '').replaceAll('→', '›');
  const inline = measure(first, MESSAGE_FONT) <= width - start;
  const lines = inline ? [first] : wrap(first, MESSAGE_FONT, width - 28, 2);
  return {
    height: inline ? FINDING_ROW : FINDING_ROW + FINDING_LINE * lines.length,
    draw: (at, pen) =>
      [
        drawBadge({ severity, count: 1 }, { x: at.x + 10, y: at.y }, 'background', pen),
        textAt({ x: at.x + 28, y: at.y + 4 }, rule, { font: RULE_FONT, colour: 'ink' }, pen),
        ...lines.map((line, index) =>
          textAt(
            inline ? { x: at.x + start, y: at.y + 4 } : { x: at.x + 28, y: at.y + 4 + FINDING_LINE * (index + 1) },
            line,
            { font: MESSAGE_FONT, colour: 'muted' },
            pen,
          ),
        ),
      ].join(''),
  };
}

/** What is wrong; what to do about it is said in the editor. Dots within names end no sentence. */
function firstSentence(message: string): string {
  return /^.*?[.!?](?=\s+[\p{Lu}\p{N}])/su.exec(message)?.[0] ?? message;
}
