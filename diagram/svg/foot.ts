/** Below the picture: what stands apart, and what was found. */
import { type Box, overlap, type Point, stretches } from '../layout/geometry.ts';
import type { Picture } from '../layout/picture.ts';
import { measure, wrap } from '../text/measure.ts';
import type { ViewChip, ViewFinding } from '../view/graph.ts';
import { envelopeAt } from './marks.ts';
import { type Badge, drawBadge } from './signs.ts';
import { type Pen, tag, textAt } from './write.ts';

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

/** Draws what stands alone, in rows below the picture. */
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
