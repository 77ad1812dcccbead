/** Where the picture lies on the stage: fitting, panning, zooming. */

/** Where the picture lies: its top left corner in the stage's pixels, and how much it is enlarged. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** A width and a height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part's place in the picture. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** How much one press enlarges. */
export const zoomStep = 1.25;

const smallest = 0.05;
const largest = 8;
/** Free pixels around what is fitted or brought into sight. */
const margin = 16;
/** A small picture is enlarged to fit, but no further than this. */
const largestFit = 1.5;
/** Names of 12 and 13 pixels can be read at this scale: what would become smaller as a whole need not be shown as a whole. */
const legible = 0.6;
/** At this scale they can still be made out, which is enough where that makes a picture fit in one direction. */
const discernible = 0.5;
/** What is left unseen must make the rest so much larger to be worth it. */
const worthwhile = 1.1;
/** At this scale they are read without effort: a picture that has to be moved anyway is shown no larger, so that there is much to see at once. */
const comfortable = 0.75;

/** Shows a box of the picture as large as the stage allows, in its middle. `undefined` while there is no stage. */
export function fitInto(box: Box, stage: Size, largestScale = largestFit): Viewport | undefined {
  if (stage.width === 0 || stage.height === 0) return undefined;
  const room = Math.min((stage.width - 2 * margin) / box.width, (stage.height - 2 * margin) / box.height);
  const scale = clamp(room, smallest, largestScale);
  return {
    x: stage.width / 2 - (box.x + box.width / 2) * scale,
    y: stage.height / 2 - (box.y + box.height / 2) * scale,
    scale,
  };
}

/**
 * Shows a box of the picture so that its names can be read. One that would become too small as a whole fills the stage in one direction and goes beyond it in
 * the other, with another box in sight: what is looked at, or where the story begins.
 */
export function fitLegibly(box: Box, stage: Size, inSight: Box, largestScale = largestFit): Viewport | undefined {
  const whole = fitInto(box, stage, largestScale);
  if (whole === undefined) return undefined;
  const [across, down] = [(stage.width - 2 * margin) / box.width, (stage.height - 2 * margin) / box.height];
  const filled = Math.max(across, down);
  const scale = filled >= discernible ? Math.min(filled, comfortable) : comfortable;
  if (whole.scale >= legible || scale < worthwhile * whole.scale) return whole;
  return {
    x: startOf(box.x, box.width, inSight.x + inSight.width / 2, scale, stage.width),
    y: startOf(box.y, box.height, inSight.y + inSight.height / 2, scale, stage.height),
    scale,
  };
}

/** Where to begin a span that may be longer than the room: in the middle if it is not, else with a point of it as near the middle as its ends allow. */
function startOf(start: number, length: number, point: number, scale: number, room: number): number {
  if (length * scale <= room - 2 * margin) return room / 2 - (start + length / 2) * scale;
  return clamp(room / 2 - point * scale, room - margin - (start + length) * scale, margin - start * scale);
}

/** Enlarges about a point of the stage, which stays where it is. */
export function zoom({ x, y, scale }: Viewport, factor: number, at: { readonly x: number; readonly y: number }): Viewport {
  const next = clamp(scale * factor, smallest, largest);
  const change = next / scale;
  return { x: at.x - (at.x - x) * change, y: at.y - (at.y - y) * change, scale: next };
}

/** Moves no further than needed to have a box within the stage; the same viewport if it is there already. */
export function bring(viewport: Viewport, box: Box, stage: Size): Viewport {
  const { x, y, scale } = viewport;
  const dx = outside(x + box.x * scale, box.width * scale, stage.width);
  const dy = outside(y + box.y * scale, box.height * scale, stage.height);
  return dx === 0 && dy === 0 ? viewport : { x: x + dx, y: y + dy, scale };
}

/** The same for a box that may be larger than the stage: that one is made to fit. */
export function bringWhole(viewport: Viewport, box: Box, stage: Size): Viewport {
  const fitting = fitInto(box, stage);
  return fitting !== undefined && fitting.scale < viewport.scale ? fitting : bring(viewport, box, stage);
}

/** Puts a point of the picture into the middle of the stage. */
export function centre({ scale }: Viewport, x: number, y: number, stage: Size): Viewport {
  return { x: stage.width / 2 - x * scale, y: stage.height / 2 - y * scale, scale };
}

/** The box around boxes; `undefined` around none. */
export function around(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/** By how much to move a span of the given start and length so that it lies within the room. */
function outside(start: number, length: number, room: number): number {
  if (start < margin) return margin - start;
  const end = start + length;
  return end > room - margin ? Math.max(room - margin - end, margin - start) : 0;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
