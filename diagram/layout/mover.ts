/** Moves some things of a picture up at the right of all others: the lines that lead there turn aside earlier than they did. */
import type { ViewGraph } from '../view/graph.ts';
import { type Box, grow, overlap, type Point, same, simplify, stretches } from './geometry.ts';
import { measures } from './measures.ts';
import type { Placement } from './picture.ts';

/** Between what is moved and everything else: shapes and groups, lines, labels. */
const CLEAR = { items: 26, lines: 16, labels: 10 } as const;
/**
 * Of the lines that lead there: between two of them; from their start to the turn (an outbox is drawn there), or from the bend before it; from the turn to what is below
 * it; how closely turns are tried; how far aside a line goes at least.
 */
const LINES = { gap: 11, start: 30, bend: 14, end: 30, step: 3, least: 26 } as const;
/** Further down than this an upright stretch does not go on to turn at another height. */
const REACH = 60;
/** From the turn to a label below it, and from its line to a label beside it. */
const LABEL_GAP = 8;
const LABEL_BESIDE = 2;
/** How far from its line a label stands at most. */
const LABEL_REACH = 6;

/** The elements and groups that nothing is around. */
export interface Items {
  /** By element, and by element that something docks at. */
  readonly of: ReadonlyMap<string, string>;
  readonly boxes: ReadonlyMap<string, Box>;
}

/** A placement as it is seen from one side, with what all tries at moving something ask of it. */
export interface Scene {
  readonly placement: Placement;
  readonly items: Items;
  /** By line. */
  readonly stretches: ReadonlyMap<string, readonly Box[]>;
  readonly crossings: number;
}

/** A line between what is moved and what stays. */
interface Tie {
  readonly id: string;
  /** From what stays to the cut through one of its upright stretches, and from there to what is moved. */
  readonly above: readonly Point[];
  readonly below: readonly Point[];
  /** Of the cut. */
  readonly x: number;
  readonly label?: Box;
  /** Whether it runs from what stays to what is moved. */
  readonly isAhead: boolean;
}

/** What stays of a line above its cut, with the point where it turns aside at the end. */
interface Turn {
  readonly points: readonly Point[];
  readonly x: number;
  readonly y: number;
}

/** Moves some things up at the right of all others. */
export class Mover {
  readonly #placement: Placement;
  readonly #stretches: Scene['stretches'];
  readonly #view: ViewGraph;
  readonly #of: ReadonlyMap<string, string>;
  readonly #moved: ReadonlySet<string>;
  readonly #boxes: ReadonlyMap<string, Box>;
  readonly #cut: number;
  /** What stays and no line may run over: shapes, and the borders and titles of groups. */
  readonly #obstacles: readonly Box[];
  /** The lines between what is moved and what stays. */
  readonly #tieOf = new Map<string, Tie>();

  constructor({ placement, items: { of, boxes }, stretches: ofLines }: Scene, view: ViewGraph, moved: ReadonlySet<string>) {
    this.#placement = placement;
    this.#stretches = ofLines;
    this.#view = view;
    this.#moved = moved;
    this.#of = of;
    this.#boxes = boxes;
    this.#cut = Math.min(...[...boxes].flatMap(([id, { y }]) => (moved.has(id) ? [y] : []))) - 1;
    this.#obstacles = this.#obstaclesIn(placement);
  }

  move(): Placement | undefined {
    const ties = this.#ties();
    if (!ties || ties.length === 0) return undefined;
    const turns = this.#turns(ties);
    if (!turns) return undefined;
    const lowest = Math.max(...[...turns.values()].map(({ y }) => y));
    const hanging = ties.flatMap((tie) => {
      const turn = turns.get(tie.id);
      return turn && tie.label && hangs(tie, turn) ? [{ tie, turn, label: tie.label, side: sideOf(tie, ties) }] : [];
    });
    const room = Math.max(LINES.end, ...hanging.map(({ label, side }) => (side === undefined ? 0 : 2 * LABEL_GAP + label.height)));
    const dy = lowest + room - this.#cut;
    if (dy > -CLEAR.items) return undefined;
    const labels = new Map(
      hanging.map(({ tie: { id, x }, turn, label, side }) => {
        const left = { right: x + LABEL_BESIDE, left: x - LABEL_BESIDE - label.width, none: x - 2 * LABEL_GAP - label.width }[
          side ?? 'none'
        ];
        return [id, { ...label, x: left, y: (side === undefined ? turn.y + LABEL_BESIDE : lowest + LABEL_GAP) - dy }] as const;
      }),
    );
    const dx = this.#aside(turns, labels, dy);
    if (ties.some(({ id, x }) => x + dx < (turns.get(id)?.x ?? x) + LINES.least)) return undefined;
    return this.#placed(turns, labels, dx, dy);
  }

  #isMoved(node: string): boolean {
    return this.#moved.has(this.#of.get(node) ?? '');
  }

  /** The lines to what is moved; none if one of them does not come there from above. */
  #ties(): readonly Tie[] | undefined {
    const ties: Tie[] = [];
    for (const { id, from, to } of this.#view.edges) {
      const placed = this.#placement.edges.get(id);
      const isAhead = this.#isMoved(to);
      if (!placed || this.#isMoved(from) === isAhead) continue;
      const points = isAhead ? placed.points : [...placed.points].reverse();
      const cuts = points.flatMap((point, index) => {
        const next = points[index + 1];
        return next && point.y < this.#cut !== next.y < this.#cut ? [index] : [];
      });
      const [at] = cuts;
      const begin = at === undefined ? undefined : points[at];
      const end = at === undefined ? undefined : points[at + 1];
      if (at === undefined || cuts.length !== 1 || !begin || !end || !same(begin.x, end.x) || begin.y > end.y) return undefined;
      // The upright stretch at which it is cut is one of those at which it may turn, down to the cut.
      const above = [...points.slice(0, at + 1), { x: begin.x, y: this.#cut }];
      const below = [{ x: begin.x, y: this.#cut }, ...points.slice(at + 1)];
      const tie: Tie = { id, above, below, x: begin.x, label: placed.label, isAhead };
      ties.push(tie);
      this.#tieOf.set(id, tie);
    }
    return ties;
  }

  /** Where each line turns aside, as early as it can: the rightmost first, each lower than the one before; lines that run as one turn as one. */
  #turns(ties: readonly Tie[]): ReadonlyMap<string, Turn> | undefined {
    const turns = new Map<string, Turn>();
    let before: { readonly x: number; readonly turn: Turn; readonly least: number } | undefined;
    for (const tie of [...ties].sort((a, b) => b.x - a.x || (a.id < b.id ? -1 : 1))) {
      const turn =
        before && Math.abs(before.x - tie.x) < 0.5
          ? turnAt(tie, before.turn)
          : this.#turn(tie, before?.least ?? Number.NEGATIVE_INFINITY, turns);
      if (!turn) return undefined;
      turns.set(tie.id, turn);
      // A label that has no room beside the upright stretch stands below the level one.
      const isBelow = tie.label !== undefined && hangs(tie, turn) && sideOf(tie, ties) === undefined;
      const least = turn.y + (isBelow ? (tie.label?.height ?? 0) + LABEL_GAP : LINES.gap);
      before = { x: tie.x, turn, least: Math.max(least, before?.least ?? least) };
    }
    return turns;
  }

  #turn(tie: Tie, least: number, turns: ReadonlyMap<string, Turn>): Turn | undefined {
    for (const [index, from] of tie.above.entries()) {
      const to = tie.above[index + 1];
      const before = tie.above[index - 1];
      if (!to || !same(from.x, to.x) || to.y < from.y) continue;
      const goesOn = before !== undefined && before.x < from.x && same(before.y, from.y) ? [from.y] : [];
      const heights = [...goesOn];
      const highest = Math.max(least, from.y + (index === 0 ? LINES.start : LINES.bend));
      for (let y = highest; y < Math.max(to.y, this.#reach(tie, index)); y += LINES.step) heights.push(y);
      for (const y of heights) {
        if (y < least) continue;
        const turn = { points: [...tie.above.slice(0, index + 1), { x: from.x, y }], x: from.x, y };
        const crossed = this.#crossed(tie, turn, turns);
        if (crossed === 0 || (Number.isFinite(crossed) && crossed <= this.#uncrossed(tie, turn))) return turn;
      }
    }
    return undefined;
  }

  /** How far down an upright stretch may go on rather than turn aside to where the line turns anyway. */
  #reach({ id: own, above }: Tie, index: number): number {
    const [from, to, next] = above.slice(index, index + 3);
    if (!from || !to || !next || next.x < to.x) return Number.NEGATIVE_INFINITY;
    const boxes = [
      ...this.#obstacles,
      ...this.#view.edges.flatMap(({ id }) => {
        if (id === own) return [];
        const tie = this.#tieOf.get(id);
        const lines = tie ? stretches(tie.above) : (this.#stretches.get(id) ?? []);
        const label = this.#placement.edges.get(id)?.label;
        return [...lines.map((stretch) => grow(stretch, LINES.gap - 1)), ...(label ? [label] : [])];
      }),
    ];
    let y = to.y;
    const isClear = (at: number): boolean => !boxes.some((box) => overlap(box, { x: to.x, y: to.y, width: 0, height: at - to.y }, -0.01));
    while (y + LINES.step < this.#cut && y < to.y + REACH && isClear(y + LINES.step)) y += LINES.step;
    return y;
  }

  /** How many of the lines that stay a level line to the right crosses; infinitely many if something else is in its way. */
  #crossed(tie: Tie, { points: own, x: from, y }: Turn, turns: ReadonlyMap<string, Turn>): number {
    const way: Box = { x: from + 1, y, width: 100_000, height: 0 };
    if (this.#obstacles.some((box) => overlap(box, way, -0.01))) return Number.POSITIVE_INFINITY;
    const crossed = new Set<number>();
    for (const { id, from: start, to } of this.#view.edges) {
      const placed = this.#placement.edges.get(id);
      if (!placed || (this.#isMoved(start) && this.#isMoved(to))) continue;
      // Of the lines that lead there, only what comes before their turn stays.
      const other = this.#tieOf.get(id);
      const points = id === tie.id ? own.slice(0, -2) : other ? (turns.get(id)?.points ?? other.above) : placed.points;
      if (placed.label && (!other || isBeside(placed.label, points)) && overlap(grow(placed.label, 4), way, -0.01))
        return Number.POSITIVE_INFINITY;
      for (const stretch of points === placed.points ? (this.#stretches.get(id) ?? []) : stretches(points)) {
        if (!overlap(grow(stretch, LINES.gap - 1), way, -0.01)) continue;
        const isCrossed = stretch.width < stretch.height && y > stretch.y + LINES.gap && y < stretch.y + stretch.height - LINES.gap;
        if (!isCrossed) return Number.POSITIVE_INFINITY;
        crossed.add(stretch.x);
      }
    }
    return crossed.size;
  }

  /** How many lines a line no longer crosses once it turns. */
  #uncrossed({ id: own, above }: Tie, { points, x, y }: Turn): number {
    const away = stretches([{ x, y }, ...above.slice(points.length - 1)]);
    const crossed = new Set<string>();
    for (const { id } of this.#view.edges) {
      if (id === own) continue;
      for (const stretch of this.#stretches.get(id) ?? []) {
        for (const each of away) {
          const [level, upright] = each.width > each.height ? [each, stretch] : [stretch, each];
          if (upright.x > level.x && upright.x < level.x + level.width && level.y > upright.y && level.y < upright.y + upright.height)
            crossed.add(`${upright.x} ${level.y}`);
        }
      }
    }
    return crossed.size;
  }

  #obstaclesIn({ nodes, groups, docks }: Placement): readonly Box[] {
    const titleHeight = measures[this.#view.density].groupPadding.top;
    const shapes = [...nodes, ...docks].flatMap(([id, box]) => (this.#isMoved(id) ? [] : [grow(box, LINES.gap)]));
    const borders = [...groups].flatMap(([id, { x, y, width, height }]) =>
      this.#moved.has(this.#outermost(id))
        ? []
        : [
            { x, y: y - 6, width, height: titleHeight + 6 },
            { x, y: y + height - 6, width, height: 12 },
          ],
    );
    return [...shapes, ...borders];
  }

  #outermost(group: string): string {
    const parent = this.#view.groups.find(({ id }) => id === group)?.parent;
    return parent === undefined ? group : this.#outermost(parent);
  }

  /** How far aside everything has to go so that it stands clear of all that stays. */
  #aside(turns: ReadonlyMap<string, Turn>, labels: ReadonlyMap<string, Box>, dy: number): number {
    const stays: Box[] = [];
    const goes: Box[] = [];
    for (const [id, box] of this.#boxes) {
      if (this.#moved.has(id)) goes.push(box);
      else stays.push(grow(box, CLEAR.items));
    }
    for (const { id, from, to } of this.#view.edges) {
      const placed = this.#placement.edges.get(id);
      if (!placed) continue;
      const tie = this.#tieOf.get(id);
      const isMoved = this.#isMoved(from) && this.#isMoved(to);
      const label = labels.get(id) ?? placed.label;
      const goesAlong = label !== undefined && (tie ? labels.has(id) || isBeside(label, tie.below) : isMoved);
      if (label) (goesAlong ? goes : stays).push(goesAlong ? label : grow(label, CLEAR.labels));
      if (tie) {
        const turn = turns.get(id);
        if (!turn) continue;
        stays.push(...stretches(turn.points).map((stretch) => grow(stretch, CLEAR.lines)));
        goes.push(...stretches([{ x: tie.x, y: turn.y - dy + 1 }, ...tie.below]));
      } else if (isMoved) goes.push(...stretches(placed.points));
      else stays.push(...stretches(placed.points).map((stretch) => grow(stretch, CLEAR.lines)));
    }
    let dx = 0;
    for (let again = true; again; ) {
      again = false;
      for (const box of goes) {
        for (const other of stays) {
          if (!overlap({ ...box, x: box.x + dx, y: box.y + dy }, other, 0.01)) continue;
          dx = other.x + other.width - box.x;
          again = true;
        }
      }
    }
    return Math.ceil(dx);
  }

  #placed(turns: ReadonlyMap<string, Turn>, labels: ReadonlyMap<string, Box>, dx: number, dy: number): Placement {
    const point = ({ x, y }: Point): Point => ({ x: x + dx, y: y + dy });
    const box = (each: Box): Box => ({ ...each, ...point(each) });
    const boxes = (all: ReadonlyMap<string, Box>, isMoved: (id: string) => boolean): ReadonlyMap<string, Box> =>
      new Map([...all].map(([id, each]) => [id, isMoved(id) ? box(each) : each]));
    const edges = new Map(this.#placement.edges);
    for (const { id, from, to } of this.#view.edges) {
      const placed = edges.get(id);
      if (!placed) continue;
      const tie = this.#tieOf.get(id);
      const label = labels.get(id) ?? placed.label;
      const goes = tie ? labels.has(id) || (label !== undefined && isBeside(label, tie.below)) : this.#isMoved(from) && this.#isMoved(to);
      const points = tie
        ? simplify([...(turns.get(id)?.points ?? []), { x: tie.x + dx, y: turns.get(id)?.y ?? 0 }, ...tie.below.map(point)])
        : goes
          ? placed.points.map(point)
          : placed.points;
      edges.set(id, { points: tie && !tie.isAhead ? [...points].reverse() : points, label: label && (goes ? box(label) : label) });
    }
    return {
      nodes: boxes(this.#placement.nodes, (id) => this.#isMoved(id)),
      groups: boxes(this.#placement.groups, (id) => this.#moved.has(this.#outermost(id))),
      docks: boxes(this.#placement.docks, (id) => this.#isMoved(id)),
      edges,
    };
  }
}

/** The same turn of another line that runs there. */
function turnAt({ above }: Tie, { x, y }: Turn): Turn | undefined {
  const index = above.findIndex((from, at) => {
    const to = above[at + 1];
    return to !== undefined && same(from.x, to.x) && Math.abs(from.x - x) < 0.5 && from.y <= y && y <= to.y;
  });
  return index < 0 ? undefined : { points: [...above.slice(0, index + 1), { x: above[index]?.x ?? x, y }], x, y };
}

/** Whether a label stands beside one of a line's stretches. */
function isBeside(label: Box, points: readonly Point[]): boolean {
  return stretches(points).some((stretch) =>
    stretch.width < stretch.height
      ? label.y >= stretch.y - 1 && label.y + label.height <= stretch.y + stretch.height + 1 && overlap(grow(stretch, LABEL_REACH), label)
      : label.x >= stretch.x - 1 && label.x + label.width <= stretch.x + stretch.width + 1 && overlap(grow(stretch, LABEL_REACH), label),
  );
}

/** Whether a label stood beside what is cut away. */
function hangs({ label, below }: Tie, { points }: Turn): boolean {
  return label !== undefined && !isBeside(label, points) && !isBeside(label, below);
}

/** The side of the upright stretch that leads down from the turn on which there is room for its label: the one where it was, or else the other. */
function sideOf({ id, x, above, label }: Tie, ties: readonly Tie[]): 'left' | 'right' | undefined {
  if (!label) return undefined;
  const isFree = (from: number, to: number): boolean => !ties.some((other) => other.id !== id && other.x > from - 6 && other.x < to + 6);
  const free = {
    right: isFree(x + LABEL_BESIDE, x + LABEL_BESIDE + label.width),
    left: isFree(x - LABEL_BESIDE - label.width, x - LABEL_BESIDE),
  };
  const own = stretches(above).find((stretch) => stretch.width < stretch.height && overlap(grow(stretch, LABEL_REACH), label));
  const order = label.x + label.width / 2 > (own?.x ?? x) ? (['right', 'left'] as const) : (['left', 'right'] as const);
  return order.find((side) => free[side]);
}
