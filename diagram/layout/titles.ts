/** Group titles stand at the top left and slide right to the first gap between lines. The owner is dropped before the title is. */
import { measure } from '../text/measure.ts';
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
  const titleWidth = measure(group.group.title, sizes.groupTitle);
  const ownerWidth = group.group.owner ? OWNER_GAP + measure(group.group.owner, sizes.owner) : 0;
  const band = taken.filter((box) => overlap(box, { ...group, height: y + 8 }, -CLEAR));
  const widths = ownerWidth > 0 ? [titleWidth + ownerWidth, titleWidth] : [titleWidth];
  for (const width of widths) {
    for (let at = group.x + x; at + width <= group.x + group.width - 8; at += STEP) {
      const box = { x: at, y: group.y + y - sizes.groupTitle.size, width, height: sizes.groupTitle.size + 3 };
      if (band.some((other) => overlap(other, box, -CLEAR))) continue;
      const baseline = group.y + y;
      return {
        ...group,
        title: { x: at, y: baseline },
        owner: width > titleWidth ? { x: at + titleWidth + OWNER_GAP, y: baseline } : undefined,
      };
    }
  }
  return group;
}
