/** Lays a machine out: the normal run from left to right, in rows if it is long, and below each row, running back, what undoes it. */
import { type Box, boxAround, boxOfPoints, round } from '../layout/geometry.ts';
import { LEGIBLE, sizeOnSlide } from '../layout/slide.ts';
import { measure } from '../text/measure.ts';
import { type Climb, type LaneOfRow, laneOf, lanesNeeded, layoutLanes, leftmostIn, otherwiseOf, type Row } from './lanes.ts';
import { isStep, type Machine, type StateItem, undosIn } from './machine.ts';
import { measuresOf, type StateMeasures } from './measures.ts';
import { END_RADIUS, markAt, moved, type PlacedLine, type StatePart, type StatesPicture } from './picture.ts';
import { at, layoutSequence, next, rowsOf, type Sequence, type SequenceStyle } from './sequence.ts';

const START_RADIUS = 8;
/** Beside what is in a lane, and its words at the right end. */
const LANE = { aside: 24, words: 12 } as const;
const LANE_FONT = { size: 12, weight: 500 } as const;
/**
 * Between rows: from the lane above to the line that leads up from the lane below, from that to the line that leads on to the next row, from there to the row; and at
 * the left from the lanes' edge to the first, to the second, and to the row; at the right from the lanes' edge to the second.
 */
const BETWEEN = { climb: 18, run: 20, row: 20, climbAside: 22, runAside: 20, rowAside: 26, right: 14, margin: 6 } as const;

/** How long rows of the run, and those within frames, may be: tried where the whole in one row would be too small on a slide. */
const RUN_WIDTHS = [Number.POSITIVE_INFINITY, 2_400, 2_100, 1_800, 1_500, 1_250, 1_000] as const;
const FRAME_WIDTHS = [1_500, 1_250, 1_000, 800] as const;
/** A further row has to make everything larger by so much: the eye has to go back for it. */
const GAIN = 1.06;

/** @returns the machine with places; the same machine always has the same. */
export function layoutMachine(machine: Machine): StatesPicture {
  const sizes = measuresOf(machine);
  const otherwise = otherwiseOf(machine, sizes);
  let best = layoutIn(machine, styleOf(sizes, FRAME_WIDTHS[0]), [machine.run], otherwise);
  if (sizeOnSlide(best) >= LEGIBLE) return best;
  for (const frame of FRAME_WIDTHS) {
    const inFrames = styleOf(sizes, frame);
    const run = layoutSequence(machine.run, inFrames);
    const known = new Set<string>();
    for (const width of RUN_WIDTHS) {
      // What is done at last stands to the left of the first row, which is shorter by that.
      const rows = rowsOf(machine.run, run, width, sizes.lead.start + otherwise.width);
      const key = rows.map(({ length }) => length).join();
      if (known.has(key)) continue;
      known.add(key);
      const other = layoutIn(machine, inFrames, rows, otherwise);
      if (sizeOnSlide(other) > sizeOnSlide(best) * GAIN ** (breaksIn(other) - breaksIn(best)) + 1e-9) best = other;
    }
  }
  return best;
}

function styleOf(sizes: StateMeasures, widest: number): SequenceStyle {
  return { sizes, look: 'full', depth: 0, showsFailure: true, widest };
}

/** How often a reader has to go back to the left. */
function breaksIn({ parts }: StatesPicture): number {
  return parts.filter((part) => part.part === 'line' && part.kind === 'next' && part.points.length > 4).length;
}

function layoutIn(machine: Machine, style: SequenceStyle, broken: readonly (readonly StateItem[])[], otherwise: Sequence): StatesPicture {
  const { sizes } = style;
  const sequences = broken.map((row) => layoutSequence(row, style));
  const count = lanesNeeded(broken, machine.run);
  const heights = heightsOf(broken, sequences, count, otherwise);
  const { left, runX, rows } = rowsAt(machine, sizes, sequences, count, heights);
  const climbs = heights.slice(1, count).map(({ climb }): Climb => ({ x: left + BETWEEN.climbAside, y: climb }));
  const { lanes, parts: undos } = layoutLanes(machine, rows.slice(0, count), climbs, sizes);
  const run = rows.flatMap((row, index) => (sequences[index]?.parts ?? []).map((part) => moved(part, row.left, row.y)));
  const parts = [...run, ...endsOf(machine, rows, sizes), ...undos];
  const words = lanes.length > 0 ? wordsOf(machine) : [];
  const rights = rightsOf(rows, lanes, words, endOf(rows, sizes));
  const all = [...parts, ...returnsOf(rows, heights, runX, rights)];
  const { y: top, height } = boxAround([
    ...all.map(boxOf),
    ...lanes.map((lane) => ({ x: left, y: lane.top, width: 0, height: lane.height })),
  ]);
  const right = Math.max(...rights.map((each, index) => (index < rows.length - 1 ? each + BETWEEN.right + BETWEEN.margin : each)));
  return {
    machine,
    sizes,
    width: round(right - left),
    height: round(height),
    parts: all.map((part) => moved(part, -left, -top)),
    lanes: lanes.map((lane, index) => ({
      x: 0,
      y: round(lane.top - top),
      width: round((rights[index] ?? right) - left),
      height: round(lane.height),
      words: index === lanes.length - 1 ? words : [],
    })),
  };
}

/** Heights of a row: its baseline, and above it the line from its lane to the one before and the line that leads on to it. */
interface RowHeights {
  readonly y: number;
  readonly climb: number;
  readonly run: number;
}

function heightsOf(
  broken: readonly (readonly StateItem[])[],
  sequences: readonly Sequence[],
  count: number,
  otherwise: Sequence,
): readonly RowHeights[] {
  const heights: RowHeights[] = [];
  let bottom = 0;
  for (const [index, { above, below }] of sequences.entries()) {
    const climb = bottom + BETWEEN.climb;
    const run = index < count ? climb + BETWEEN.run : climb;
    const y = index === 0 ? 0 : run + BETWEEN.row + above;
    const lane = index < count ? laneOf(broken[index] ?? [], below, index === 0 ? otherwise : undefined) : undefined;
    bottom = y + (lane ? lane.top + lane.height : below);
    heights.push({ y, climb, run });
  }
  return heights;
}

/** Gives rows their places: those after the first begin where its lane does. */
function rowsAt(
  machine: Machine,
  sizes: StateMeasures,
  sequences: readonly Sequence[],
  count: number,
  heights: readonly RowHeights[],
): { readonly left: number; readonly runX: number; readonly rows: readonly Row[] } {
  const at = (index: number, x: number): Row => rowAt(sequences[index], x, heights[index]?.y ?? 0);
  const first = at(0, 0);
  const start = -sizes.lead.start - 2 * START_RADIUS;
  const left = count > 0 ? Math.min(start, leftmostIn(machine, first, sizes, true)) - LANE.aside : start;
  const runX = left + BETWEEN.runAside + (count > 1 ? BETWEEN.climbAside : 0);
  const x = runX + BETWEEN.rowAside;
  const others = sequences.slice(1).map((_, index) => {
    // Undos that stand close are pushed to the left: the line that leads up goes by them.
    const pushed = index + 1 < count ? Math.max(0, x - leftmostIn(machine, at(index + 1, x), sizes, false)) : 0;
    return at(index + 1, x + pushed);
  });
  return { left, runX, rows: [first, ...others] };
}

function rowAt(sequence: Sequence | undefined, x: number, y: number): Row {
  const { columns, width, below } = sequence ?? { columns: [], width: 0, below: 0 };
  return {
    columns: columns.map((column) => ({ ...column, left: column.left + x, right: column.right + x, bottom: column.bottom + y })),
    left: x,
    right: x + width,
    y,
    below,
  };
}

/** Where the mark at the end of the run ends. */
function endOf(rows: readonly Row[], { lead }: StateMeasures): number {
  return (rows.at(-1)?.right ?? 0) + lead.end + END_RADIUS;
}

/** Edges that are nearly in one line are brought into it: of the farthest, this share. */
const NEARLY = 0.7;

/** The right edge of each row: beyond all that is in its lane and above it, and the lane's words. */
function rightsOf(rows: readonly Row[], lanes: readonly LaneOfRow[], words: readonly string[], end: number): readonly number[] {
  const wordsWidth = Math.max(0, ...words.map((each) => measure(each, LANE_FONT)));
  const rights = rows.map((row, index) => {
    const inRow = index === rows.length - 1 ? end : row.right;
    const lane = lanes[index];
    if (!lane) return inRow;
    // The words stand in the last lane where nothing comes down any more.
    const inLane = lane.right + (index === lanes.length - 1 ? 2 * LANE.aside + wordsWidth : LANE.aside);
    return Math.max(inRow, inLane) + LANE.words;
  });
  const farthest = Math.max(...rights);
  return rights.map((right) => (right > NEARLY * farthest ? farthest : right));
}

/** The lines from the end of each row to the beginning of the next. */
function returnsOf(rows: readonly Row[], heights: readonly RowHeights[], runX: number, rights: readonly number[]): readonly PlacedLine[] {
  return rows.slice(1).flatMap((row, index) => {
    const before = rows[index];
    const from = before?.columns.at(-1)?.item;
    const to = row.columns[0]?.item;
    const run = heights[index + 1]?.run;
    const right = rights[index];
    if (!before || !from || !to || run === undefined || right === undefined) return [];
    const turn = right + BETWEEN.right;
    return [
      next(from, to, [at(before.right, before.y), at(turn, before.y), at(turn, run), at(runX, run), at(runX, row.y), at(row.left, row.y)]),
    ];
  });
}

function wordsOf({ run, otherwise }: Machine): readonly string[] {
  return [
    'When a step fails for good:',
    run.some((item) => undosIn(item).length > 0)
      ? 'undo what is done, last first'
      : otherwise.length > 0
        ? 'this is done, and the run fails'
        : 'the run fails, nothing is undone',
  ];
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
function endsOf({ id, source, run: items }: Machine, rows: readonly Row[], { lead }: StateMeasures): readonly StatePart[] {
  const first = items[0];
  const last = items.at(-1);
  const { right, y } = rows.at(-1) ?? { right: 0, y: 0 };
  const start = markAt('start', `${id}/start`, at(-lead.start - START_RADIUS, 0), START_RADIUS, source);
  const done = markAt('done', `${id}/done`, at(right + lead.end, y), END_RADIUS, source);
  const isCard = first !== undefined && isStep(first);
  const into = at(right + lead.end - END_RADIUS, y);
  const begin: PlacedLine = {
    part: 'line',
    id: `next ${start.id}`,
    kind: 'next',
    from: start.id,
    to: first?.id ?? done.id,
    points: [at(-lead.start, 0), first ? at(0, 0) : into],
    head: isCard || !first,
    source,
  };
  const end: PlacedLine = {
    part: 'line',
    id: `next ${done.id}`,
    kind: 'next',
    from: last?.id ?? start.id,
    to: done.id,
    points: [at(right, y), into],
    head: true,
    source,
  };
  return [start, done, begin, ...(last ? [end] : [])];
}
