/** Lays a machine out: the normal run on top from left to right, and below it, running back, what undoes it. */
import { type Box, boxAround, boxOfPoints, type Point, round } from '../layout/geometry.ts';
import { measure } from '../text/measure.ts';
import { canFail, isStep, type Machine, type StateUndo, undosIn } from './machine.ts';
import { measuresOf, SMALL, type StateMeasures } from './measures.ts';
import { mirrored, moved, type PlacedLine, type PlacedMark, type StatePart, type StatesPicture } from './picture.ts';
import { type Column, FAILS_FONT, goesOn, layoutSequence, type Sequence } from './sequence.ts';

const DOT = { start: 8, end: 10.5 } as const;
/** The lane below the run: above it, within it, and the words at its right end. */
const LANE = { gap: 48, padding: 36, least: 124, aside: 24, words: 12 } as const;
export const LANE_FONT = { size: 12, weight: 500 } as const;
/** Between undos of one column, between two parts of the lane, from a line that comes down to what it stands beside. */
const UNDO_GAP = 12;
const APART = 36;
const BESIDE = 22;
const UNKNOWN = 'unknown';
/** Room for an arrow between two parts of the lane. */
const ARROW = 55;

/** @returns the machine with places; the same machine always has the same. */
export function layoutMachine(machine: Machine): StatesPicture {
  const sizes = measuresOf(machine);
  const style = { sizes, look: 'full', depth: 0, showsFailure: true } as const;
  const run = layoutSequence(machine.run, style);
  const parts: StatePart[] = [...run.parts, ...endsOf(machine, run, sizes)];
  const lane = layoutLane(machine, run, sizes);
  const all = [...parts, ...lane.parts];
  const box = boxAround(all.map(boxOf));
  const { words } = lane;
  const wordsWidth = Math.max(0, ...words.map((each) => measure(each, LANE_FONT)));
  // The words stand in the lane where nothing comes down any more.
  const right = lane.lane ? Math.max(box.x + box.width, lane.rightmost + 2 * LANE.aside + wordsWidth) : box.x + box.width;
  const left = box.x - (lane.lane ? LANE.aside : 0);
  const bottom = lane.lane ? lane.lane.top + lane.lane.height : box.y + box.height;
  const width = round(right + (lane.lane ? LANE.words : 0) - left);
  return {
    machine,
    sizes,
    width,
    height: round(bottom - box.y),
    parts: all.map((part) => moved(part, -left, -box.y)),
    lane: lane.lane && { x: 0, y: round(lane.lane.top - box.y), width, height: round(lane.lane.height), words },
  };
}

function boxOf(part: StatePart): Box {
  switch (part.part) {
    case 'line':
      return boxOfPoints(part.points);
    case 'words':
      return { x: part.at.x - part.width / 2, y: part.at.y - 11, width: part.width, height: 14 };
    case 'card': {
      const above = part.step.retries === undefined || part.look === 'small' ? 0 : 28;
      return { x: part.x, y: part.y - above, width: part.width, height: part.height + above };
    }
    default:
      return part;
  }
}

/** The start and the end of the run, with the lines to and from them. */
function endsOf({ id, source, run: items }: Machine, run: Sequence, { lead }: StateMeasures): readonly StatePart[] {
  const first = items[0];
  const last = items.at(-1);
  const start = mark('start', `${id}/start`, { x: -lead.start - DOT.start, y: 0 }, DOT.start, source);
  const done = mark('done', `${id}/done`, { x: run.width + lead.end, y: 0 }, DOT.end, source);
  const isCard = first !== undefined && isStep(first);
  const begin: PlacedLine = {
    part: 'line',
    id: `next ${start.id}`,
    kind: 'next',
    from: start.id,
    to: first?.id ?? done.id,
    points: [at(-lead.start, 0), at(first ? 0 : run.width + lead.end - DOT.end, 0)],
    head: isCard || !first,
    source,
  };
  const end: PlacedLine = {
    part: 'line',
    id: `next ${done.id}`,
    kind: 'next',
    from: last?.id ?? start.id,
    to: done.id,
    points: [at(run.width, 0), at(run.width + lead.end - DOT.end, 0)],
    head: true,
    source,
  };
  return [start, done, begin, ...(last ? [end] : [])];
}

function mark(kind: PlacedMark['kind'], id: string, { x, y }: Point, radius: number, source: PlacedMark['source']): PlacedMark {
  return { part: 'mark', kind, id, source, x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

interface Lane {
  readonly lane?: { readonly top: number; readonly height: number };
  readonly words: readonly string[];
  readonly parts: readonly StatePart[];
  /** The rightmost thing in it. */
  readonly rightmost: number;
}

/** A part of the lane that a failed run goes through, right to left. */
interface Station {
  readonly id: string;
  readonly left: number;
  readonly right: number;
  readonly head: boolean;
  /** The upper edge, where it may be come to from above. */
  readonly top?: number;
}

function layoutLane(machine: Machine, run: Sequence, sizes: StateMeasures): Lane {
  const failing = run.columns.filter(({ item }) => canFail(item) && !goesOn(item, machine.run));
  if (failing.length === 0) return { words: [], parts: [], rightmost: 0 };
  const undos = run.columns.map(({ item }) => undosIn(item));
  const otherwise = layoutSequence(machine.otherwise, { sizes, look: 'small', depth: 0, showsFailure: false });
  const highest = Math.max(1, ...undos.map((each) => each.length));
  const undoHeight = highest * SMALL.height + (highest - 1) * UNDO_GAP + (highest > 1 ? 2 * UNDO_GAP : 0);
  const above = Math.max(undoHeight / 2, otherwise.above, SMALL.height / 2);
  const below = Math.max(undoHeight / 2, otherwise.below, SMALL.height / 2);
  const top = run.below + LANE.gap;
  const height = Math.max(LANE.least, above + below + 2 * LANE.padding);
  const y = top + Math.max(LANE.least / 2 + 3, above + LANE.padding);
  const builder = new LaneBuilder(run, sizes, top, y);
  for (const [index, column] of [...run.columns.entries()].reverse()) {
    const own = undos[index] ?? [];
    const station = own.length > 0 ? builder.undo(own, index, failing.includes(column)) : undefined;
    if (!failing.includes(column)) continue;
    // What of a block is done is undone; of a step it is not, unless nobody knows.
    if (station && !isStep(column.item)) builder.failInto(column, station);
    else builder.fail(column, station);
  }
  builder.follow(machine, otherwise);
  const words = [
    'When a step fails for good:',
    undos.some((each) => each.length > 0)
      ? 'undo what is done, last first'
      : machine.otherwise.length > 0
        ? 'this is done, and the run fails'
        : 'the run fails, nothing is undone',
  ];
  return { lane: { top, height }, words, parts: builder.parts, rightmost: builder.rightmost };
}

class LaneBuilder {
  readonly parts: StatePart[] = [];
  rightmost = Number.NEGATIVE_INFINITY;
  readonly #run: Sequence;
  readonly #sizes: StateMeasures;
  readonly #top: number;
  readonly #y: number;
  /** What comes next must end left of this. */
  #cursor = Number.POSITIVE_INFINITY;
  /** The part that the way leads on from, once there is one. */
  #before: Station | undefined;
  /** Where the first failure comes down, until something is to its left. */
  #coming: { readonly column: Column; readonly points: readonly Point[] } | undefined;

  constructor(run: Sequence, sizes: StateMeasures, top: number, y: number) {
    this.#run = run;
    this.#sizes = sizes;
    this.#top = top;
    this.#y = y;
  }

  /** The undos of a column stand half a column after it. */
  undo(undos: readonly StateUndo[], index: number, fails: boolean): Station | undefined {
    const column = this.#run.columns[index];
    if (!column) return undefined;
    const following = this.#run.columns[index + 1];
    const middle = following ? (column.right + following.left) / 2 : column.right + this.#sizes.gap / 2;
    const framed = undos.length > 1;
    const small = this.#sizes.small;
    const width = small + (framed ? 2 * UNDO_GAP : 0);
    const right = Math.min(middle + width / 2, this.#cursor);
    const left = right - width;
    const height = undos.length * SMALL.height + (undos.length - 1) * UNDO_GAP;
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
    this.#arrive(station);
    this.#cursor = left - (fails && isStep(column.item) ? 14 : APART);
    return station;
  }

  /** A failure comes down from its column. What its step was about may have happened all the same: then its own undo is on the way, too. */
  fail(column: Column, own: Station | undefined): void {
    const { item } = column;
    const { sign, turn } = this.#leave(column);
    const landing = Math.min(sign.x, this.#cursor);
    this.rightmost = Math.max(this.rightmost, landing);
    const down = landing === sign.x ? [sign] : [sign, at(sign.x, turn), at(landing, turn)];
    this.#cursor = landing - BESIDE;
    if (own) this.#unknown(column, own);
    if (this.#before || this.#coming)
      this.#fails(item.id, `${item.id}/lane`, [...down, at(landing, this.#y), at(landing - 10, this.#y)], false);
    else this.#coming = { column, points: [...down, at(landing, this.#y)] };
  }

  /** The failure of a block leads to the undos of what is in it. */
  failInto(column: Column, own: Station): void {
    this.#leave(column);
    this.#fails(column.item.id, own.id, this.#over(column, own), true);
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
  follow({ id, source, otherwise: items }: Machine, otherwise: Sequence): void {
    if (items.length > 0) {
      const right = this.#cursor - (ARROW - BESIDE);
      const left = right - otherwise.width;
      const first = items[0];
      this.parts.push(...otherwise.parts.map((part) => moved(asFailure(mirrored(part, otherwise.width)), left, this.#y)));
      const isCard = first !== undefined && isStep(first);
      this.#arrive({ id: first?.id ?? id, left, right, head: isCard });
      this.#cursor = left - 14;
    }
    const failed = mark('failed', `${id}/failed`, at(this.#cursor - 24 - DOT.end, this.#y), DOT.end, source);
    this.parts.push(failed);
    this.#arrive({ id: failed.id, left: failed.x, right: failed.x + failed.width, head: true });
  }

  /** Leads the way on to a station. */
  #arrive(station: Station): void {
    this.rightmost = Math.max(this.rightmost, station.right);
    const end = at(station.right, this.#y);
    if (this.#coming) {
      this.#fails(this.#coming.column.item.id, station.id, [...this.#coming.points, end], station.head);
      this.#coming = undefined;
    } else if (this.#before) this.#fails(this.#before.id, station.id, [at(this.#before.left, this.#y), end], station.head);
    this.#before = station;
  }

  #fails(from: string, to: string, points: readonly Point[], head: boolean): void {
    const { source } = this.#run.columns.find(({ item }) => item.id === from)?.item ?? this.#run.columns[0]?.item ?? {};
    if (source) this.parts.push({ part: 'line', id: `fails ${from} > ${to}`, kind: 'fails', from, to, points, head, source });
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

function at(x: number, y: number): Point {
  return { x, y };
}
