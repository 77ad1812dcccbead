/** Lays out a sequence of steps and blocks from left to right along one line, the baseline. */
import type { Source } from '../../language/model/source.ts';
import type { Point } from '../layout/geometry.ts';
import { measure } from '../text/measure.ts';
import { canFail, isStep, type StateBlock, type StateBranch, type StateItem, type StateStep } from './machine.ts';
import { cardHeight, RETRY, SMALL, type StateMeasures } from './measures.ts';
import { moved, type PlacedLine, type StatePart } from './picture.ts';

/** Parts around a baseline: the line comes in at the left edge, at height 0, and goes out at `width`. */
export interface Piece {
  readonly width: number;
  /** How far it reaches above and below the baseline. */
  readonly above: number;
  readonly below: number;
  /** How far from its left edge what comes first stands, where a line leads on to that. */
  readonly inset?: number;
  /** The lower edge of its outline, where it has one. */
  readonly edge?: number;
  readonly parts: readonly StatePart[];
}

/** An item in its sequence: where it begins and ends, and its lower edge. */
export interface Column {
  readonly item: StateItem;
  readonly left: number;
  readonly right: number;
  /** How far it reaches below the baseline, the sign of a failure aside. */
  readonly bottom: number;
}

export interface Sequence extends Piece {
  readonly columns: readonly Column[];
}

export interface SequenceStyle {
  readonly sizes: StateMeasures;
  readonly look: 'full' | 'small';
  /** Frames around the sequence. */
  readonly depth: number;
  /** Within frames, longer sequences are broken into rows. */
  readonly widest: number;
  /** Whether blocks that fail show it at their lower edge: at the top level, where a line leads on from there. */
  readonly showsFailure: boolean;
}

/** How far the sign of a failure hangs below what fails. */
const SIGN_RADIUS = 9;
const CONDITION_FONT = { size: 11.5, weight: 500 } as const;
export const FAILS_FONT = { size: 11.5, weight: 500 } as const;
/** Below a sequence, for the line from a failed step to a later one. */
const BYPASS = { clear: 24, room: 10, aside: 26 } as const;
const BRANCH_GAP = 26;
const FRAME = { left: 20, right: 16, top: 18, titled: 34, bottom: 22 } as const;
const CHOICE = 13;
const BAR = { width: 5, over: 22 } as const;
const LEAD = { choice: 40, bar: 36 } as const;
/** From the end of the widest branch to where all join, and from there to the end. */
const JOIN = { before: 30, after: 12 } as const;

/** Lays items out one after the other. */
export function layoutSequence(items: readonly StateItem[], style: SequenceStyle): Sequence {
  const gap = style.look === 'small' ? 40 : style.sizes.gap;
  const parts: StatePart[] = [];
  const columns: Column[] = [];
  let x = 0;
  let above = 0;
  let below = 0;
  for (const [index, item] of items.entries()) {
    const piece = layoutItem(item, style);
    const before = items[index - 1];
    if (before) parts.push(next(before, item, [at(x - gap, 0), at(x, 0)]));
    parts.push(...piece.parts.map((part) => moved(part, x, 0)));
    columns.push({ item, left: x, right: x + piece.width, bottom: piece.edge ?? piece.below });
    above = Math.max(above, piece.above);
    below = Math.max(below, piece.below);
    x += piece.width + gap;
  }
  const bypasses = columns.flatMap((column, index) => bypassOf(column, columns.slice(index + 1)));
  return {
    width: Math.max(0, x - gap),
    above,
    below: bypasses.reduce((most, { lowest }) => Math.max(most, lowest + BYPASS.room), below),
    parts: [...parts, ...bypasses.flatMap((bypass) => bypass.parts)],
    columns,
  };
}

/** Between rows; from the rows' ends to the line that leads from one to the next, and to the one that leads out. */
const ROW = { gap: 34, aside: 18, out: 40 } as const;

/** Lays out the items of a frame, broken into rows if they are many, as text is into lines. */
function layoutRows(items: readonly StateItem[], style: SequenceStyle): Piece {
  const whole = layoutSequence(items, style);
  if (whole.width <= style.widest || items.length < 3) return whole;
  const rows = rowsOf(items, whole, style.widest).map((row) => ({ row, piece: layoutSequence(row, style) }));
  const [only] = rows;
  if (only && rows.length === 1) return whole;
  const width = Math.max(...rows.map(({ piece }) => piece.width));
  const parts: StatePart[] = [];
  let y = 0;
  let before: { readonly item: StateItem; readonly end: Point; readonly lowest: number } | undefined;
  for (const { row, piece } of rows) {
    const [first] = row;
    const last = row.at(-1);
    if (!first || !last) continue;
    if (before) {
      y = before.lowest + ROW.gap + piece.above;
      const between = before.lowest + ROW.gap / 2;
      const aside = width + ROW.aside;
      const down = [before.end, at(aside, before.end.y), at(aside, between), at(-ROW.aside, between), at(-ROW.aside, y), at(0, y)];
      parts.push({ ...next(before.item, first, down), id: `next ${before.item.id} > ${first.id}` });
    }
    parts.push(...piece.parts.map((part) => moved(part, 0, y)));
    before = { item: last, end: at(piece.width, y), lowest: y + piece.below };
  }
  const { item, end, lowest } = before ?? { item: items[0], end: at(0, 0), lowest: 0 };
  const out = width + ROW.out;
  if (item) {
    const points = [end, at(out, end.y), at(out, 0), at(out + JOIN.after, 0)];
    parts.push({ part: 'line', id: `${item.id}/out`, kind: 'next', from: item.id, to: item.id, points, head: false, source: item.source });
  }
  const inset = ROW.aside + 8;
  return {
    inset,
    width: inset + out + JOIN.after,
    above: rows[0]?.piece.above ?? 0,
    below: lowest,
    parts: [
      ...parts.map((part) => moved(part, inset, 0)),
      ...(items[0] ? [{ ...next(items[0], items[0], [at(0, 0), at(inset, 0)]), id: `${items[0].id}/in` }] : []),
    ],
  };
}

/**
 * Breaks a sequence where a row is full, but never between a step that may fail and the later one that this leads to.
 *
 * @param indent room of the first row that is taken otherwise
 */
export function rowsOf(items: readonly StateItem[], { columns }: Sequence, widest: number, indent = 0): readonly (readonly StateItem[])[] {
  const rows: StateItem[][] = [[]];
  let start = -indent;
  for (const [index, item] of items.entries()) {
    const column = columns[index];
    const row = rows.at(-1);
    if (!column || !row) continue;
    const isTied = items
      .slice(0, index)
      .some(({ onFailure }) => onFailure !== undefined && items.slice(index).some(({ id }) => id === onFailure));
    if (row.length > 0 && !isTied && column.right - start > widest) {
      rows.push([item]);
      start = column.left;
    } else row.push(item);
  }
  return rows;
}

/** The way from a step that failed to a later one of its sequence, below what is in between. */
function bypassOf(column: Column, later: readonly Column[]): { lowest: number; parts: readonly StatePart[] }[] {
  const index = later.findIndex(({ item }) => item.id === column.item.onFailure);
  const target = later[index];
  if (!target) return [];
  const lowest = Math.max(column.bottom, ...later.slice(0, index + 1).map(({ bottom }) => bottom)) + BYPASS.clear;
  const from = (column.left + column.right) / 2;
  const to = target.left + BYPASS.aside;
  const line: PlacedLine = {
    part: 'line',
    id: `fails ${column.item.id} > ${target.item.id}`,
    kind: 'fails',
    from: column.item.id,
    to: target.item.id,
    points: [at(from, column.bottom), at(from, lowest), at(to, lowest), at(to, target.bottom)],
    head: true,
    label: 'fails',
    source: column.item.source,
  };
  const width = measure('fails', FAILS_FONT);
  return [{ lowest, parts: [line, { part: 'words', kind: 'fails', text: 'fails', at: at(from + 14 + width / 2, lowest - 7), width }] }];
}

/** @returns whether an item's failure leads to a later one of its own sequence. */
export function goesOn(item: StateItem, sequence: readonly StateItem[]): boolean {
  return item.onFailure !== undefined && sequence.some(({ id }) => id === item.onFailure);
}

function layoutItem(item: StateItem, style: SequenceStyle): Piece {
  return isStep(item) ? layoutCard(item, style) : layoutBlock(item, style);
}

function layoutCard(step: StateStep, { sizes, look }: SequenceStyle): Piece {
  const small = look === 'small';
  const width = small ? sizes.small : sizes.width;
  const height = small ? SMALL.height : cardHeight(step, sizes);
  const fails = step.canFail && !small;
  return {
    width,
    above: height / 2 + (step.retries === undefined || small ? 0 : RETRY.height),
    below: height / 2 + (fails ? SIGN_RADIUS : 0),
    edge: height / 2,
    parts: [{ part: 'card', step, look, fails, x: 0, y: -height / 2, width, height }],
  };
}

function layoutBlock(block: StateBlock, style: SequenceStyle): Piece {
  const inner: SequenceStyle = { ...style, depth: style.depth + 1, showsFailure: false };
  const content =
    block.kind === 'choice'
      ? layoutChoice(block, inner)
      : block.kind === 'parallel'
        ? layoutParallel(block, inner)
        : layoutInside(block, inner);
  const begins = block.kind === 'choice' || block.kind === 'parallel' ? undefined : block.branches[0];
  const titled = titleOf(block) !== undefined;
  const titleWidth = measure(titleOf(block) ?? '', { size: 11.5, weight: 600 }) + measure(block.note ?? '', { size: 11, weight: 400 }) + 48;
  const width = Math.max(content.width + FRAME.left + FRAME.right, titled ? titleWidth : 0);
  const above = content.above + (titled ? FRAME.titled : FRAME.top);
  const below = content.below + FRAME.bottom;
  const fails = style.showsFailure && canFail(block);
  return {
    width,
    above,
    below: below + (fails ? SIGN_RADIUS : 0),
    edge: below,
    parts: [
      { part: 'frame', block, fails, depth: style.depth, x: 0, y: -above, width, height: above + below },
      ...content.parts.map((part) => moved(part, FRAME.left, 0)),
      line(block, 'in', [at(0, 0), at(FRAME.left, 0)], begins ? leadsTo(begins, content) : 'plain'),
      line(block, 'out', [at(FRAME.left + content.width, 0), at(width, 0)], 'plain'),
    ],
  };
}

/** What a frame is called; a choice explains itself. */
export function titleOf({ kind, name }: StateBlock): string | undefined {
  if (name !== '') return name;
  if (kind === 'atomically') return 'atomically';
  return kind === 'parallel' ? 'side by side' : undefined;
}

function layoutInside({ branches: [branch] }: StateBlock, style: SequenceStyle): Piece {
  return layoutRows(branch?.items ?? [], style);
}

function layoutChoice(block: StateBlock, style: SequenceStyle): Piece {
  const widest = Math.max(...block.branches.map(({ label }) => measure(label ?? '', CONDITION_FONT)));
  const lead = Math.max(LEAD.choice, Math.ceil(widest) + 34);
  const start = 2 * CHOICE + lead;
  const { rows, width, above, below } = stack(block.branches, style, false);
  const join = start + width + JOIN.before;
  const parts: StatePart[] = [
    {
      part: 'mark',
      kind: 'choice',
      id: `${block.id}/choice`,
      source: block.source,
      x: 0,
      y: -CHOICE,
      width: 2 * CHOICE,
      height: 2 * CHOICE,
    },
  ];
  for (const [index, { branch, sequence, x, y }] of rows.entries()) {
    const begin = start + x;
    const end = begin + sequence.width;
    const incoming = index === 0 ? [at(2 * CHOICE, 0), at(begin, 0)] : [at(CHOICE, CHOICE), at(CHOICE, y), at(begin, y)];
    parts.push(
      line(block, `branch ${index}`, incoming, leadsTo(branch, sequence), branch.label),
      line(block, `end ${index}`, y === 0 ? [at(end, 0), at(join + JOIN.after, 0)] : joining(end, join, y), 'plain'),
      ...sequence.parts.map((part) => moved(part, begin, y)),
    );
    if (branch.label !== undefined) {
      const size = measure(branch.label, CONDITION_FONT);
      const left = (index === 0 ? 2 * CHOICE : CHOICE) + 14;
      parts.push({ part: 'words', kind: 'condition', text: branch.label, at: at(left + size / 2, y - 8), width: size });
    }
  }
  return { width: join + JOIN.after, above: Math.max(above, CHOICE), below: Math.max(below, CHOICE), parts };
}

function joining(end: number, join: number, y: number): Point[] {
  return [at(end, y), at(join, y), at(join, 0), at(join + JOIN.after, 0)];
}

function layoutParallel(block: StateBlock, style: SequenceStyle): Piece {
  const { rows, width, above, below } = stack(block.branches, style, true);
  const start = BAR.width + LEAD.bar;
  const end = start + width + LEAD.bar;
  const first = rows[0]?.y ?? 0;
  const last = rows.at(-1)?.y ?? 0;
  const bar = {
    part: 'mark',
    kind: 'bar',
    source: block.source,
    y: first - BAR.over,
    width: BAR.width,
    height: last - first + 2 * BAR.over,
  } as const;
  const parts: StatePart[] = [
    { ...bar, id: `${block.id}/fork`, x: 0 },
    { ...bar, id: `${block.id}/join`, x: end },
  ];
  for (const [index, { branch, sequence, x, y }] of rows.entries()) {
    parts.push(
      line(block, `branch ${index}`, [at(BAR.width, y), at(start + x, y)], leadsTo(branch, sequence)),
      line(block, `end ${index}`, [at(start + x + sequence.width, y), at(end, y)], 'head'),
      ...sequence.parts.map((part) => moved(part, start + x, y)),
    );
  }
  return { width: end + BAR.width, above: Math.max(above, BAR.over - first), below: Math.max(below, last + BAR.over), parts };
}

/** An arrow where a line comes to a step; a line into a frame, or to a first row, goes on there. */
function leadsTo({ items: [first] }: StateBranch, { inset }: Piece): 'head' | 'plain' {
  return first && isStep(first) && inset === undefined ? 'head' : 'plain';
}

/** Branches one below the other, what comes first in each at one edge: the first on the baseline, or all of them around it. */
function stack(branches: readonly StateBranch[], style: SequenceStyle, centred: boolean) {
  const rows: { readonly branch: StateBranch; readonly sequence: Piece; readonly y: number }[] = [];
  let y = 0;
  let lowest = 0;
  for (const [index, branch] of branches.entries()) {
    const sequence = layoutRows(branch.items, style);
    if (index > 0) y = lowest + BRANCH_GAP + Math.max(sequence.above, 18);
    lowest = y + Math.max(sequence.below, 8);
    rows.push({ branch, sequence, y });
  }
  const shift = centred ? y / 2 : 0;
  const edge = Math.max(0, ...rows.map(({ sequence }) => sequence.inset ?? 0));
  const asideOf = ({ branch, sequence }: (typeof rows)[number]): number => (branch.items.length === 0 ? 0 : edge - (sequence.inset ?? 0));
  const shifted = rows.map((row) => ({ ...row, x: asideOf(row), y: row.y - shift }));
  return {
    rows: shifted,
    width: Math.max(0, ...shifted.map(({ x, sequence }) => x + sequence.width)),
    above: Math.max(0, ...shifted.map((row) => row.sequence.above - row.y)),
    below: Math.max(0, ...shifted.map((row) => row.sequence.below + row.y)),
  };
}

/** The line from one item to the one that follows it. */
export function next(from: StateItem, to: StateItem, points: readonly Point[]): PlacedLine {
  // A line into a frame goes on in it, to what comes first there.
  const head = isStep(to);
  return { part: 'line', id: `next ${from.id} > ${to.id}`, kind: 'next', from: from.id, to: to.id, points, head, source: to.source };
}

function line(block: StateBlock, what: string, points: readonly Point[], head: 'head' | 'plain', label?: string): PlacedLine {
  const source: Source = block.source;
  return {
    part: 'line',
    id: `${block.id}/${what}`,
    kind: 'next',
    from: block.id,
    to: block.id,
    points,
    head: head === 'head',
    label,
    source,
  };
}

/** A point by its coordinates. */
export function at(x: number, y: number): Point {
  return { x, y };
}
