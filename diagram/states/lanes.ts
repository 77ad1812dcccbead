/** The lanes below the rows of a run: what undoes it, from the last row to the first and in each from right to left, and what is done at last. */
import type { Point } from '../layout/geometry.ts';
import { measure } from '../text/measure.ts';
import { canFail, isStep, type Machine, type StateItem, type StateUndo, undosIn } from './machine.ts';
import { SMALL, type StateMeasures } from './measures.ts';
import { END_RADIUS, markAt, mirrored, moved, type StatePart } from './picture.ts';
import { at, type Column, FAILS_FONT, goesOn, layoutSequence, type Sequence } from './sequence.ts';

/** Below a row: above its lane, within it, and beside what stands in it. */
const LANE = { gap: 48, padding: 36, least: 124 } as const;
/** Between undos of one column, between two parts of a lane, from a line that comes down to what it stands beside. */
const UNDO_GAP = 12;
const APART = 36;
const BESIDE = 22;
const UNKNOWN = 'unknown';
/** Room for an arrow between two parts of a lane. */
const ARROW = 55;
/** From the rightmost thing in a lane to the line that comes up from the lane below. */
const CLIMB = 30;

/** A row of a run, in the coordinates of the picture. */
export interface Row {
  readonly columns: readonly Column[];
  /** The baseline. */
  readonly y: number;
  /** How far it reaches below the baseline, and to both sides. */
  readonly below: number;
  readonly left: number;
  readonly right: number;
}

/** The lane of a row. */
export interface LaneOfRow {
  readonly top: number;
  readonly height: number;
  /** The leftmost and the rightmost thing in it. */
  readonly left: number;
  readonly right: number;
}

export interface Lanes {
  /** By row, from the first; rows after the last failure have none. */
  readonly lanes: readonly LaneOfRow[];
  readonly parts: readonly StatePart[];
}

/** How the lines between two lanes run: up at the left, and over to the right between the rows. */
export interface Climb {
  readonly x: number;
  readonly y: number;
}

/** @returns how many rows have lanes: all up to the last one in which something fails or is undone. */
export function lanesNeeded(rows: readonly (readonly StateItem[])[], run: readonly StateItem[]): number {
  const fails = (item: StateItem): boolean => canFail(item) && !goesOn(item, run);
  if (!run.some(fails)) return 0;
  return rows.findLastIndex((row) => row.some((item) => fails(item) || undosIn(item).length > 0)) + 1;
}

/** @returns the upper edge, the middle and the height of the lane below a row; the first row's holds what is done at last. */
export function laneOf(
  row: readonly StateItem[],
  below: number,
  otherwise: Sequence | undefined,
): { top: number; y: number; height: number } {
  const highest = Math.max(1, ...row.map((item) => undosIn(item).length));
  const undoHeight = stackHeight(highest) + (highest > 1 ? 2 * UNDO_GAP : 0);
  const over = Math.max(undoHeight, SMALL.height) / 2;
  const above = Math.max(over, otherwise?.above ?? 0);
  const under = Math.max(over, otherwise?.below ?? 0);
  const top = below + LANE.gap;
  return {
    top,
    y: top + Math.max(LANE.least / 2 + 3, above + LANE.padding),
    height: Math.max(LANE.least, above + under + 2 * LANE.padding),
  };
}

function stackHeight(count: number): number {
  return count * SMALL.height + (count - 1) * UNDO_GAP;
}

/**
 * Lays out the lanes below rows.
 *
 * @param rows those that have one
 * @param climbs where the line from the lane of each row but the first leads up to the one before it
 */
export function layoutLanes(machine: Machine, rows: readonly Row[], climbs: readonly Climb[], sizes: StateMeasures): Lanes {
  const otherwise = otherwiseOf(machine, sizes);
  const builder = new LaneBuilder(machine, sizes);
  const lanes: LaneOfRow[] = [];
  for (const [index, row] of [...rows.entries()].reverse()) {
    const { top, height } = fill(builder, machine, row, sizes, index === 0 ? otherwise : undefined);
    const climb = climbs[index - 1];
    if (climb) builder.climb(climb);
    lanes.unshift({ top, height, left: builder.leftmost, right: builder.rightmost });
  }
  return { lanes, parts: builder.parts };
}

/** @returns how far to the left the lane of a row reaches; of the first one with what is done at last. */
export function leftmostIn(machine: Machine, row: Row, sizes: StateMeasures, isFirst: boolean): number {
  const builder = new LaneBuilder(machine, sizes);
  fill(builder, machine, row, sizes, isFirst ? otherwiseOf(machine, sizes) : undefined);
  return builder.leftmost;
}

/** Fills the lane of a row. */
function fill(
  builder: LaneBuilder,
  machine: Machine,
  row: Row,
  sizes: StateMeasures,
  otherwise: Sequence | undefined,
): { readonly top: number; readonly height: number } {
  const items = row.columns.map(({ item }) => item);
  const { top, y, height } = laneOf(items, row.below, otherwise);
  builder.begin(row.columns, row.y + top, row.y + y, Math.max(row.right, rightmostIn(row, sizes)) + CLIMB);
  for (const [position, column] of [...row.columns.entries()].reverse()) {
    const own = undosIn(column.item);
    const fails = canFail(column.item) && !goesOn(column.item, machine.run);
    const station = own.length > 0 ? builder.undo(own, position, fails) : undefined;
    if (!fails) continue;
    // What of a block is done is undone; of a step it is not, unless nobody knows.
    if (station && !isStep(column.item)) builder.failInto(column, station);
    else builder.fail(column, station);
  }
  if (otherwise) builder.follow(otherwise);
  return { top: row.y + top, height };
}

/** What is done when the run has failed for good. */
export function otherwiseOf({ otherwise }: Machine, sizes: StateMeasures): Sequence {
  return layoutSequence(otherwise, { sizes, look: 'small', depth: 0, showsFailure: false, widest: Number.POSITIVE_INFINITY });
}

/** Where the undos of a row's last column end. */
function rightmostIn({ columns }: Row, sizes: StateMeasures): number {
  const last = columns.at(-1);
  const count = last ? undosIn(last.item).length : 0;
  return last && count > 0 ? last.right + (sizes.gap + undoWidth(count, sizes)) / 2 : Number.NEGATIVE_INFINITY;
}

function undoWidth(count: number, { small }: StateMeasures): number {
  return small + (count > 1 ? 2 * UNDO_GAP : 0);
}

/** A part of a lane that a failed run goes through, right to left. */
interface Station {
  readonly id: string;
  readonly left: number;
  readonly right: number;
  readonly head: boolean;
  /** The upper edge, where it may be come to from above. */
  readonly top?: number;
}

class LaneBuilder {
  readonly parts: StatePart[] = [];
  leftmost = Number.POSITIVE_INFINITY;
  rightmost = Number.NEGATIVE_INFINITY;
  readonly #machine: Machine;
  readonly #sizes: StateMeasures;
  #columns: readonly Column[] = [];
  #top = 0;
  #y = 0;
  /** What comes next must end left of this. */
  #cursor = Number.POSITIVE_INFINITY;
  /** The way as far as it has come: from which part, and by which points. */
  #way: { readonly from: string; readonly source: StateItem['source']; readonly points: readonly Point[] } | undefined;

  constructor(machine: Machine, sizes: StateMeasures) {
    this.#machine = machine;
    this.#sizes = sizes;
  }

  /** Goes on in the lane of a row; a line from the lane below it comes up at `entry`. */
  begin(columns: readonly Column[], top: number, y: number, entry: number): void {
    this.#columns = columns;
    this.#top = top;
    this.#y = y;
    this.#cursor = entry - BESIDE;
    this.leftmost = Number.POSITIVE_INFINITY;
    this.rightmost = Number.NEGATIVE_INFINITY;
    if (!this.#way) return;
    const { points, ...way } = this.#way;
    this.#way = { ...way, points: [...points, at(entry, points.at(-1)?.y ?? y), at(entry, y)] };
    this.rightmost = entry;
  }

  /** Leaves the lane for the one of the row before. */
  climb({ x, y }: Climb): void {
    if (!this.#way) return;
    const { points, ...way } = this.#way;
    this.#way = { ...way, points: [...points, at(x, this.#y), at(x, y)] };
  }

  /** The undos of a column stand half a column after it. */
  undo(undos: readonly StateUndo[], index: number, fails: boolean): Station | undefined {
    const column = this.#columns[index];
    if (!column) return undefined;
    const following = this.#columns[index + 1];
    const middle = following ? (column.right + following.left) / 2 : column.right + this.#sizes.gap / 2;
    const framed = undos.length > 1;
    const small = this.#sizes.small;
    const width = undoWidth(undos.length, this.#sizes);
    const right = Math.min(middle + width / 2, this.#cursor);
    const left = right - width;
    const height = stackHeight(undos.length);
    for (const [row, undo] of undos.entries()) {
      const y = this.#y - height / 2 + row * (SMALL.height + UNDO_GAP);
      this.parts.push({ part: 'undo', undo, x: left + (width - small) / 2, y, width: small, height: SMALL.height });
    }
    const id = undos.length === 1 ? (undos[0]?.id ?? '') : `${column.item.id}/undos`;
    if (framed) {
      const block = { kind: 'parallel', id, name: '', branches: [], source: column.item.source } as const;
      const frame = { x: left, y: this.#y - height / 2 - UNDO_GAP, width, height: height + 2 * UNDO_GAP };
      this.parts.unshift({ part: 'frame', block, fails: false, depth: 1, ...frame });
    }
    const station = { id, left, right, head: true, top: this.#y - height / 2 - (framed ? UNDO_GAP : 0) };
    this.#arrive(station, column.item.source);
    this.#cursor = left - (fails && isStep(column.item) ? 14 : APART);
    return station;
  }

  /** A failure comes down from its column. What its step was about may have happened all the same: then its own undo is on the way, too. */
  fail(column: Column, own: Station | undefined): void {
    const { item } = column;
    const { sign, turn } = this.#leave(column);
    const landing = Math.min(sign.x, this.#cursor);
    this.rightmost = Math.max(this.rightmost, landing);
    this.leftmost = Math.min(this.leftmost, landing);
    const down = landing === sign.x ? [sign] : [sign, at(sign.x, turn), at(landing, turn)];
    this.#cursor = landing - BESIDE;
    if (own) this.#unknown(column, own);
    const points = [...down, at(landing, this.#y)];
    if (this.#way) this.#fails(item.id, `${item.id}/lane`, [...points, at(landing - 10, this.#y)], false, item.source);
    // The first failure is where the way begins.
    else this.#way = { from: item.id, source: item.source, points };
  }

  /** The failure of a block leads to the undos of what is in it. */
  failInto(column: Column, own: Station): void {
    this.#leave(column);
    this.#fails(column.item.id, own.id, this.#over(column, own), true, column.item.source);
  }

  #unknown(column: Column, own: Station): void {
    const { item } = column;
    const points = this.#over(column, own);
    const [, from, to] = points;
    const line = { part: 'line', kind: 'unknown', head: true, source: item.source } as const;
    this.parts.push({ ...line, id: `unknown ${item.id} > ${own.id}`, from: item.id, to: own.id, points, label: 'outcome unknown' });
    if (from && to) {
      const width = measure(UNKNOWN, FAILS_FONT);
      this.parts.push({ part: 'words', kind: 'unknown', text: UNKNOWN, at: at((from.x + to.x) / 2, from.y + 14), width });
    }
  }

  /** From the lower edge of a column over to what undoes it, and into that from above. */
  #over(column: Column, { left, right, top = this.#y }: Station): readonly Point[] {
    const { sign, turn } = exitOf(column, this.#top);
    const x = (left + right) / 2;
    return [sign, at(sign.x, turn), at(x, turn), at(x, top)];
  }

  /** Says that a column fails, beside the sign at its lower edge. */
  #leave(column: Column): { readonly sign: Point; readonly turn: number } {
    const { sign, turn } = exitOf(column, this.#top);
    const width = measure('fails', FAILS_FONT);
    const height = Math.min(sign.y + 34, turn - 7);
    this.parts.push({ part: 'words', kind: 'fails', text: 'fails', at: at(sign.x + 14 + width / 2, height), width });
    return { sign, turn };
  }

  /** What is done at last, and the end. */
  follow(otherwise: Sequence): void {
    const { id, source, otherwise: items } = this.#machine;
    if (items.length > 0) {
      const right = this.#cursor - (ARROW - BESIDE);
      const left = right - otherwise.width;
      const first = items[0];
      this.parts.push(...otherwise.parts.map((part) => moved(asFailure(mirrored(part, otherwise.width)), left, this.#y)));
      this.#arrive({ id: first?.id ?? id, left, right, head: first !== undefined && isStep(first) }, source);
      this.#cursor = left - 14;
    }
    const failed = markAt('failed', `${id}/failed`, at(this.#cursor - 24 - END_RADIUS, this.#y), END_RADIUS, source);
    this.parts.push(failed);
    this.#arrive({ id: failed.id, left: failed.x, right: failed.x + failed.width, head: true }, source);
  }

  /** Leads the way on to a station. */
  #arrive(station: Station, source: StateItem['source']): void {
    this.rightmost = Math.max(this.rightmost, station.right);
    this.leftmost = Math.min(this.leftmost, station.left);
    const way = this.#way;
    if (way) this.#fails(way.from, station.id, [...way.points, at(station.right, this.#y)], station.head, way.source);
    this.#way = { from: station.id, source, points: [at(station.left, this.#y)] };
  }

  #fails(from: string, to: string, points: readonly Point[], head: boolean, source: StateItem['source']): void {
    this.parts.push({ part: 'line', id: `fails ${from} > ${to}`, kind: 'fails', from, to, points, head, source });
  }
}

/** Where a failure leaves its column, and the height at which it may turn aside above the lane. */
function exitOf({ left, right, bottom }: Column, top: number): { readonly sign: Point; readonly turn: number } {
  return { sign: at((left + right) / 2, bottom), turn: top - 20 };
}

/** Lines among what is done at last belong to the failure. */
function asFailure(part: StatePart): StatePart {
  return part.part === 'line' ? { ...part, kind: 'fails' } : part;
}
