/** Which way a picture runs: to the right as one reads, or down where that fits the room of the preview much better. */
import type { Diagram, DiagramScope } from '../../server/protocol.ts';

/** The room of the preview, in pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** A picture that can be shown at this scale is read without effort. */
const legible = 0.85;
/** The other way must be so much larger to be worth leaving the usual one. */
const worthwhile = 1.2;

type Extent = Pick<Diagram, 'width' | 'height'>;

/** At what scale a picture fits. */
function scaleIn({ width, height }: Extent, room: Room): number {
  return Math.min(room.width / width, room.height / height);
}

/** Whether a picture is so wide for its room that it may be better to have it run down. */
export function isCramped(picture: Extent, room: Room): boolean {
  return room.width > 0 && room.height > 0 && room.width / picture.width < room.height / picture.height && scaleIn(picture, room) < legible;
}

/** The way that makes the picture larger; `undefined` is the usual one. */
export function betterDirection(usual: Extent, down: Extent, room: Room): DiagramScope['direction'] {
  return scaleIn(down, room) > worthwhile * scaleIn(usual, room) ? 'down' : undefined;
}
