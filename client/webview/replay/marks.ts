/** What has room on the track along which one moves through a run. */

/** Closer than this, dots would run into each other: then the track is a plain line, and only what matters is marked. */
const dotPitch = 13;
/** Room that a number takes with the gap to its neighbours. */
const numberPitch = 22;
/** Numbers at a regular distance, of which the smallest that fits is taken. */
const strides = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** What of the marks shows. */
export interface Marking {
  /** Whether each step has a dot. */
  readonly dotted: boolean;
  /** The steps, counted from 0, whose numbers stand below the track. */
  readonly numbered: ReadonlySet<number>;
}

/**
 * Chooses what shows on a track. Numbers never touch: those of stressed steps come first, then the first and the last one, then round ones.
 * @param stressed the steps at which a fault strikes or a promise breaks, counted from 0
 * @param count how many steps there are
 * @param width the track's, in pixels
 */
export function markingOf(stressed: readonly number[], count: number, width: number): Marking {
  const pitch = count < 2 ? width : width / (count - 1);
  const stride = strides.find((each) => each * pitch >= numberPitch) ?? count;
  const round = Array.from({ length: count }, (_, index) => index).filter((index) => (index + 1) % stride === 0);
  const numbered = new Set<number>();
  for (const index of [...stressed, 0, count - 1, ...round]) {
    if (index < 0 || index >= count) continue;
    if ([...numbered].every((other) => Math.abs(other - index) * pitch >= numberPitch)) numbered.add(index);
  }
  return { dotted: pitch >= dotPitch, numbered };
}
