/**
 * Group titles stand at the top left and slide right to the first gap between lines. The owner is dropped before the title is. Room is kept for the mark
 * at which a page closes and opens the group (`svg/folds.ts`): before the title where it is drawn, and behind it where it is not.
 */
import { measure, shorten } from '../text/measure.ts';
import type { Density } from '../view/graph.ts';
import { type Box, overlap, stretches } from './geometry.ts';
import { measures } from './measures.ts';
import type { PlacedEdge, PlacedGroup, PlacedNode } from './picture.ts';
import { sealBox, sealsOf } from './seals.ts';

/** Start of the title from the group's corner, its baseline below it, the gap before the owner, and what lines keep off. */
const INSET = { roomy: { x: 18, y: 26 }, compact: { x: 12, y: 20 } } as const;
const OWNER_GAP = 9;
const CLEAR = 5;
const STEP = 4;
/** Of the mark at which the group is closed and opened, with the gap to the title. */
export const FOLD_ROOM = 17;
/** A title is cut to no less than this width, unless it is shorter. */
const LEAST_TITLE = 40;

/** @returns the groups with places for their titles. */
export function placeTitles(
  groups: readonly PlacedGroup[],
  edges: readonly PlacedEdge[],
  nodes: readonly PlacedNode[],
  density: Density,
): readonly PlacedGroup[] {
  const taken = [
    ...edges.flatMap(({ points, label }) => [...stretches(points), ...(label ? [label] : [])]),
    ...sealsOf(edges).map(sealBox),
    ...nodes,
  ];
  return groups.map((group) => {
    const inner = groups.filter((other) => other !== group && other.group.parent === group.group.id);
    return placeTitle(group, [...taken, ...inner], density);
  });
}

function placeTitle(group: PlacedGroup, taken: readonly Box[], density: Density): PlacedGroup {
  const sizes = measures[density];
  const { x, y } = INSET[density];
  const band = taken.filter((box) => overlap(box, { ...group, height: y + 8 }, -CLEAR));
  const baseline = group.y + y;
  const find = (width: number): number | undefined => {
    for (let at = group.x + x; at + width <= group.x + group.width - 8; at += STEP) {
      const box = { x: at, y: baseline - sizes.groupTitle.size, width, height: sizes.groupTitle.size + 3 };
      if (!band.some((other) => overlap(other, box, -CLEAR))) return at;
    }
    return undefined;
  };
  const { title, owner } = group.group;
  const titleWidth = measure(title, sizes.groupTitle);
  const whole = FOLD_ROOM + titleWidth;
  const together = owner ? find(whole + OWNER_GAP + measure(owner, sizes.owner)) : undefined;
  if (together !== undefined) {
    return { ...group, title: { x: together, y: baseline, text: title }, owner: { x: together + titleWidth + OWNER_GAP, y: baseline } };
  }
  for (let width = titleWidth; width >= Math.min(LEAST_TITLE, titleWidth); width *= 0.8) {
    const at = find(FOLD_ROOM + width);
    if (at !== undefined) return { ...group, title: { x: at, y: baseline, text: shorten(title, sizes.groupTitle, width + 0.5) } };
  }
  const mark = find(FOLD_ROOM);
  return mark === undefined ? group : { ...group, title: { x: mark, y: baseline, text: '' } };
}
