/** The mark at which a group is closed and opened, as trees have it: it points down where the group is open, and to the right where it is closed. */
import type { Point } from '../layout/geometry.ts';
import { escaped, num, type Pen, tag } from './write.ts';

/** Half the side of the field that can be pressed. */
const FIELD = 10;
/** From the mark's middle to its tip. */
const REACH = 3.8;

/** @returns the mark around a middle, if the picture is one in which groups can be closed and opened. */
export function foldMark(group: { readonly id: string; readonly name: string; readonly open: boolean }, at: Point, pen: Pen): string {
  if (!pen.folds) return '';
  const { id, name, open } = group;
  const line = open
    ? `M${num(at.x - REACH)} ${num(at.y - REACH / 2)}l${REACH} ${REACH} ${REACH} ${-REACH}`
    : `M${num(at.x - REACH / 2)} ${num(at.y - REACH)}l${REACH} ${REACH} ${-REACH} ${REACH}`;
  return tag(
    'g',
    { class: 'fold', 'data-fold': id },
    `<title>${escaped(`${open ? 'Close' : 'Open'} ${name} (c)`)}</title>` +
      tag('rect', { class: 'field', x: at.x - FIELD, y: at.y - FIELD, width: 2 * FIELD, height: 2 * FIELD, rx: 5, fill: 'transparent' }) +
      tag('path', {
        d: line,
        fill: 'none',
        stroke: pen.paint('muted'),
        'stroke-width': pen.theme === 'hc' ? 1.9 : 1.5,
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
      }),
  );
}
