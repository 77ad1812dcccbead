/** What stands behind steps: the frames of blocks, and the lane of what undoes them. */
import { num, type Pen, tag, textAt } from '../svg/write.ts';
import { measure } from '../text/measure.ts';
import type { PlacedFrame, StatesPicture } from './picture.ts';
import { titleOf } from './sequence.ts';

/** Draws the frame of a block with its title. */
export function drawFrame({ block, depth, x, y, width, height }: PlacedFrame, pen: Pen): string {
  const plate = tag('rect', {
    class: 'outline',
    x,
    y,
    width,
    height,
    rx: 12,
    fill: pen.paint(depth % 2 === 0 ? 'groupFill' : 'background'),
    stroke: pen.paint('group'),
    'stroke-width': pen.theme === 'hc' ? 1.5 : undefined,
  });
  const behind =
    block.kind === 'each'
      ? tag('path', {
          d: `M${num(x + 12)} ${num(y - 4)}H${num(x + width - 8)}Q${num(x + width + 4)} ${num(y - 4)} ${num(x + width + 4)} ${num(y + 8)}V${num(y + height - 12)}`,
          fill: 'none',
          stroke: pen.paint('group'),
          'stroke-width': pen.theme === 'hc' ? 1.5 : undefined,
        })
      : '';
  const title = titleOf(block) ?? '';
  const note = block.note ?? '';
  const words = [
    title === '' ? '' : textAt({ x: x + 14, y: y + 20 }, title, { font: { size: 11.5, weight: 600 }, colour: 'ink' }, pen),
    note === ''
      ? ''
      : textAt(
          { x: x + 14 + (title === '' ? 0 : measure(title, { size: 11.5, weight: 600 }) + 9), y: y + 20 },
          note,
          { font: { size: 11, weight: 400 }, colour: 'muted' },
          pen,
        ),
  ];
  return tag(
    'g',
    { class: `node frame ${block.kind}`, 'data-id': block.id, role: 'graphics-symbol', 'aria-label': frameWords(block) },
    behind + plate + words.join(''),
  );
}

function frameWords({ kind, name, note }: PlacedFrame['block']): string {
  const what =
    kind === 'choice' ? 'one of several ways' : kind === 'parallel' ? 'side by side' : kind === 'each' ? 'once for each' : 'together';
  return [name || what, note].filter(Boolean).join(', ');
}

/** Draws the lanes of what undoes steps. */
export function drawLanes({ lanes }: StatesPicture, pen: Pen): string {
  return lanes.map((lane) => drawLane(lane, pen)).join('');
}

function drawLane({ x, y, width, height, words }: StatesPicture['lanes'][number], pen: Pen): string {
  const plate = tag('rect', { x, y, width, height, rx: 14, fill: pen.paint('groupFill'), stroke: pen.paint('group') });
  const said = words.map((line, index) =>
    textAt(
      { x: x + width - 20, y: y + height / 2 + (index === 0 ? 0 : 17) },
      line,
      { font: { size: 12, weight: index === 0 ? 500 : 400 }, colour: index === 0 ? 'ink' : 'muted', anchor: 'end' },
      pen,
    ),
  );
  return tag('g', { class: 'lane' }, plate + said.join(''));
}
