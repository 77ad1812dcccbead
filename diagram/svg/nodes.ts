/** Elements: silhouette, name, technology, and what docks at them. */
import type { Box } from '../layout/geometry.ts';
import { INSTANCES_GAP, MARK, measures, PARKING, sizeOf, technologyWidth } from '../layout/measures.ts';
import type { PlacedNode } from '../layout/picture.ts';
import { measure, shownName } from '../text/measure.ts';
import type { ColourToken } from '../theme.ts';
import type { Docked, ViewNode } from '../view/graph.ts';
import { foldMark } from './folds.ts';
import { markAt } from './marks.ts';
import { silhouette, slots, tube } from './silhouettes.ts';
import { escaped, lineWidth, num, outlineWidth, type Pen, tag, textAt } from './write.ts';

/** The scale of marks beside names in compact pictures. */
const SMALL_MARK = 0.86;
const FADED = 0.3;

/** Draws a node with its group element; `says` is what a screen reader reads. */
export function drawNode(placed: PlacedNode, says: string, pen: Pen): string {
  const { node, mirrored } = placed;
  const shape = node.parking
    ? parkingTube(placed, node.name, surfaceOf(placed), pen)
    : silhouette(node, placed, mirrored, pen) + nodeText(placed, pen);
  return tag(
    'g',
    {
      class: `node ${node.kind}${node.parking ? ' parking' : ''}${node.faded ? ' faded' : ''}`,
      'data-id': node.id,
      role: 'graphics-symbol',
      'aria-label': says,
      opacity: node.faded ? FADED : undefined,
    },
    shape,
  );
}

/** Draws what docks at a node, if anything does. */
export function drawDock(placed: PlacedNode, says: string, pen: Pen): string {
  const { docked } = placed;
  if (!docked) return '';
  const { docked: dock } = docked;
  const drawn =
    dock.kind !== 'dead-letters'
      ? dockedStore(placed, docked, dock, pen)
      : pen.density === 'roomy'
        ? (isBelow(placed, docked) ? dockedBelow(docked, dock, pen) : dockedBeside(docked, dock, pen)) +
          parkingTube(docked, dock.name, surfaceOf(placed), pen)
        : tray(docked, surfaceOf(placed), isBelow(placed, docked), pen);
  const title = `<title>${escaped(dock.name)}</title>`;
  return tag('g', { class: `node docked ${dock.kind}`, 'data-id': dock.id, role: 'graphics-symbol', 'aria-label': says }, title + drawn);
}

/** Whether a dock stands below its node, or else beside it. */
function isBelow(node: Box, dock: Box): boolean {
  return dock.y >= node.y + node.height - 0.5;
}

/** What lies behind a node. */
function surfaceOf({ node }: PlacedNode): ColourToken {
  return node.group === undefined ? 'background' : 'groupFill';
}

/** How far a name stands beside its node's middle, so that slots, arcs, points and forks have room. */
function shiftOf({ node, mirrored }: PlacedNode): number {
  const shifts: Partial<Record<ViewNode['kind'], number>> = { queue: -11, stream: -15, topic: -1, balancer: 9, group: -4 };
  return (shifts[node.kind] ?? 0) * (mirrored ? -1 : 1);
}

function nodeText(placed: PlacedNode, pen: Pen): string {
  const { node } = placed;
  if (node.kind === 'actor') return actorName(placed, pen);
  const middle = placed.x + placed.width / 2 + shiftOf(placed);
  if (node.kind === 'group') return roomyText({ ...placed, y: placed.y + 4 }, middle, pen) + openingMark(placed, pen);
  return pen.density === 'roomy' ? roomyText(placed, middle, pen) : compactText(placed, node, middle, pen);
}

/** A closed group is opened at its left edge, level with its middle. */
function openingMark({ x, y, height, node: { id, name } }: PlacedNode, pen: Pen): string {
  return foldMark({ id, name, open: false }, { x: x + 11, y: y + height / 2 + 4 }, pen);
}

function actorName({ x, y, width, height, node }: PlacedNode, pen: Pen): string {
  const { name } = measures[pen.density];
  return textAt({ x: x + width / 2, y: y + height - 4 }, node.name, { font: name, colour: 'ink', anchor: 'middle' }, pen);
}

/** The lid of a cylinder pushes its text down. */
const LID = { roomy: 6.72, compact: 1.5 } as const;

function isStore(kind: string): boolean {
  return kind === 'store' || kind === 'cache';
}

function roomyText({ y: top, height, node }: PlacedNode, middle: number, pen: Pen): string {
  const sizes = measures.roomy;
  const y = top + (height - sizeOf(node, 'roomy').height) / 2;
  const colour = node.kind === 'external' ? 'muted' : 'ink';
  const style = { font: sizes.name, colour, anchor: 'middle' } as const;
  const name = shownName(node.name, sizes.name);
  const lid = isStore(node.kind) ? LID.roomy : node.kind === 'bus' ? 2 : 0;
  if (!node.technology) {
    return textAt({ x: middle, y: top + height / 2 + 4.6 + (isStore(node.kind) ? 3.5 : 0) }, name, style, pen);
  }
  const { mark } = node.technology;
  const label = shownName(node.technology.label, sizes.technology);
  const left = middle - technologyWidth(node, sizes) / 2;
  const start = left + (mark === undefined ? 0 : MARK.roomy);
  const small = { font: sizes.technology, colour: 'muted' } as const;
  const after = start + measure(label, sizes.technology) + INSTANCES_GAP;
  return [
    textAt({ x: middle, y: y + lid + 23 }, name, style, pen),
    mark === undefined ? '' : markAt(mark, left, y + lid + 30, pen),
    textAt({ x: start, y: y + lid + 41 }, label, small, pen),
    node.instances ? textAt({ x: after, y: y + lid + 41 }, node.instances, small, pen) : '',
  ].join('');
}

function compactText(box: Box, node: Pick<ViewNode, 'name' | 'technology' | 'kind'> | Docked, middle: number, pen: Pen): string {
  const { name: font } = measures.compact;
  const mark = node.technology?.mark;
  const name = shownName(node.name, font);
  const width = measure(name, font) + (mark === undefined ? 0 : MARK.compact);
  const left = middle - width / 2;
  const centre = box.y + box.height / 2 + (isStore(node.kind) ? LID.compact : 0);
  const colour = node.kind === 'external' ? 'muted' : 'ink';
  return [
    mark === undefined ? '' : markAt(mark, left, centre - 6.02, pen, SMALL_MARK),
    textAt({ x: left + (mark === undefined ? 0 : MARK.compact), y: centre + 4.3 }, name, { font, colour }, pen),
  ].join('');
}

/** The small grey tube of dead letters. */
export function parkingTube(box: Box, name: string, surface: ColourToken, pen: Pen): string {
  const stroke = pen.paint('deadLetter');
  const depth = 5.2;
  const sizes = { width: 2.5, pitch: 4.5, height: 10, gap: 9.2 };
  return (
    tube(box, { stroke, fill: pen.paint(surface), width: outlineWidth(1.25, pen) }, depth) +
    slots(box, stroke, sizes, pen, depth) +
    textAt({ x: box.x + 9, y: box.y + box.height / 2 + 3.9 }, shownName(name, PARKING.font), { font: PARKING.font, colour: 'muted' }, pen)
  );
}

/** A short dotted way down into the docked queue, and one back if it gives its messages back. */
function dockedBelow(box: Box, { redrives }: Docked, pen: Pen): string {
  const middle = box.x + box.width / 2;
  const down = redrives ? middle - 7 : middle;
  return arrowDown(down, box.y, false, pen) + (redrives ? arrowDown(middle + 7, box.y, true, pen) : '');
}

/** The same, to the right. */
function dockedBeside(box: Box, { redrives }: Docked, pen: Pen): string {
  const middle = box.y + box.height / 2;
  const turned = (y: number, back: boolean): string => {
    const arrow = arrowDown(0, 0, back, pen);
    return `<g transform="translate(${num(box.x)} ${num(y)}) rotate(-90)">${arrow}</g>`;
  };
  return turned(redrives ? middle - 6 : middle, false) + (redrives ? turned(middle + 6, true) : '');
}

function arrowDown(x: number, bottom: number, up: boolean, pen: Pen): string {
  const stroke = pen.paint('deadLetter');
  const tip = up ? bottom - 11 : bottom - 1.5;
  const wing = up ? tip + 4.95 : tip - 4.95;
  return (
    tag('path', {
      d: up ? `M${num(x)} ${num(bottom - 2)}V${num(bottom - 10)}` : `M${num(x)} ${num(bottom - 10.5)}V${num(bottom - 2.5)}`,
      stroke,
      'stroke-width': lineWidth(1.5, pen),
      'stroke-dasharray': '0.1 4',
      'stroke-linecap': 'round',
    }) +
    tag('path', {
      d: `M${num(x - 2.7)} ${num(wing)}L${num(x)} ${num(tip)}L${num(x + 2.7)} ${num(wing)}`,
      fill: 'none',
      stroke,
      'stroke-width': lineWidth(1.25, pen),
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    })
  );
}

/** Where dead letters lie in compact pictures, with the dotted way from the queue beside or above it. */
export function tray({ x, y }: Box, surface: ColourToken, below: boolean, pen: Pen): string {
  const stroke = pen.paint('deadLetter');
  const middle = y + 6;
  return (
    tag('path', {
      d: below ? `M${num(x + 7)} ${num(y - 7)}V${num(y - 1)}` : `M${num(x - 7)} ${num(middle)}H${num(x - 2)}`,
      stroke,
      'stroke-width': lineWidth(1.5, pen),
      'stroke-dasharray': '0.1 3.2',
      'stroke-linecap': 'round',
    }) +
    tag('path', {
      d: `M${num(x + 0.5)} ${num(middle - 5)}v10h13v-10M${num(x + 0.5)} ${num(middle + 0.5)}h3.5l1.5 2h3l1.5-2h3.5`,
      fill: pen.paint(surface),
      stroke,
      'stroke-width': outlineWidth(1.25, pen),
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
    })
  );
}

function dockedStore(owner: Box, box: Box, dock: Docked, pen: Pen): string {
  const below = isBelow(owner, box);
  const y = box.y + box.height / 2;
  const x = box.x + box.width / 2;
  const writes = dock.access === 'write' || dock.access === 'read-write';
  const bar = tag('path', {
    d: below ? `M${num(x)} ${num(owner.y + owner.height)}V${num(box.y + 6)}` : `M${num(owner.x + owner.width)} ${num(y)}H${num(box.x)}`,
    stroke: pen.paint('access'),
    'stroke-width': lineWidth(writes ? 2.1 : 1.1, pen),
  });
  return (
    bar +
    silhouette({ kind: dock.kind === 'cache' ? 'cache' : 'store' }, box, false, pen) +
    compactText(box, dock, box.x + box.width / 2, pen)
  );
}
