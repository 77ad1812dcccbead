/** A machine whose parts have places. CSS pixels, coordinates begin at the origin. */
import type { Source } from '../../language/model/source.ts';
import type { Box, Point } from '../layout/geometry.ts';
import type { Machine, StateBlock, StateStep, StateUndo } from './machine.ts';
import type { StateMeasures } from './measures.ts';

export interface StatesPicture {
  readonly machine: Machine;
  readonly sizes: StateMeasures;
  readonly width: number;
  readonly height: number;
  readonly parts: readonly StatePart[];
  /** Behind undos and what follows them, one below each row of the run; none if nothing can fail. */
  readonly lanes: readonly (Box & { readonly words: readonly string[] })[];
}

export type StatePart = PlacedCard | PlacedUndo | PlacedFrame | PlacedMark | PlacedLine | PlacedWords;

export interface PlacedCard extends Box {
  readonly part: 'card';
  readonly step: StateStep;
  /** `small`: one of those that follow a failure. */
  readonly look: 'full' | 'small';
  /** Whether its lower edge carries the sign of a failure. */
  readonly fails: boolean;
}

export interface PlacedUndo extends Box {
  readonly part: 'undo';
  readonly undo: StateUndo;
}

/** Around what belongs together. */
export interface PlacedFrame extends Box {
  readonly part: 'frame';
  readonly block: StateBlock;
  readonly fails: boolean;
  /** How many frames are around it: every other one has a fill of its own. */
  readonly depth: number;
}

export type MarkKind = 'start' | 'done' | 'failed' | 'choice' | 'bar';

/** `choice`: one way of several is taken; `bar`: all ways are taken, or have ended. */
export interface PlacedMark extends Box {
  readonly part: 'mark';
  readonly kind: MarkKind;
  readonly id: string;
  readonly source: Source;
}

export interface PlacedLine {
  readonly part: 'line';
  readonly id: string;
  /** `unknown`: what a failed step was about may have happened, so it is undone, too. */
  readonly kind: 'next' | 'fails' | 'unknown';
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  readonly head: boolean;
  readonly label?: string;
  readonly source: Source;
}

/** Words beside a line: middle of the text at its baseline. */
export interface PlacedWords {
  readonly part: 'words';
  readonly kind: 'condition' | 'fails' | 'unknown';
  readonly text: string;
  readonly at: Point;
  readonly width: number;
}

/** How large the marks are where a run ends. */
export const END_RADIUS = 10.5;

/** Places a mark around a point. */
export function markAt(kind: MarkKind, id: string, { x, y }: Point, radius: number, source: Source): PlacedMark {
  return { part: 'mark', kind, id, source, x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

/** @returns the same part elsewhere. */
export function moved<Part extends StatePart>(part: Part, dx: number, dy: number): Part {
  const point = ({ x, y }: Point): Point => ({ x: x + dx, y: y + dy });
  switch (part.part) {
    case 'line':
      return { ...part, points: part.points.map(point) };
    case 'words':
      return { ...part, at: point(part.at) };
    default:
      return { ...part, ...point(part) };
  }
}

/** @returns the same part as seen in a mirror that stands upright at half of a width. */
export function mirrored<Part extends StatePart>(part: Part, width: number): Part {
  switch (part.part) {
    case 'line':
      return { ...part, points: part.points.map(({ x, y }) => ({ x: width - x, y })) };
    case 'words':
      return { ...part, at: { x: width - part.at.x, y: part.at.y } };
    default:
      return { ...part, x: width - part.x - part.width };
  }
}
