/** What has moved between two pictures moves there, for a moment, so that the eye can follow. */
import type { Diagram } from '../../../server/protocol.ts';
import { isStill } from '../dom.ts';

/** Milliseconds that a change of the layout takes. */
const duration = 220;
/** In larger pictures nobody can follow everything, and moving it would take longer than it lasts. */
const most = 300;

/** Where everything is in a picture: the top left corners of its shapes by identifier. */
export function placesOf({ nodes }: Diagram): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  return new Map(nodes.map(({ id, x, y }) => [id, { x, y }]));
}

/**
 * Starts the motion from earlier places to those of the picture on the page.
 *
 * @param before where the shapes were
 * @param parts the elements of a part: shape, badge, frame; a line and its label
 */
export function moveFrom(
  before: ReturnType<typeof placesOf>,
  { nodes, edges }: Diagram,
  parts: (id: string) => readonly SVGGraphicsElement[],
  scale: number,
): void {
  if (isStill() || nodes.length > most) return;
  const moved = new Set<string>();
  for (const { id, x, y } of nodes) {
    const was = before.get(id);
    const steps = was === undefined ? { opacity: [0, 1] } : { transform: [`translate(${was.x - x}px, ${was.y - y}px)`, 'translate(0, 0)'] };
    if (was !== undefined && Math.hypot(was.x - x, was.y - y) * scale < 1) continue;
    moved.add(id);
    for (const part of parts(id))
      part.animate(steps, { duration, easing: 'cubic-bezier(.4, 0, .2, 1)', composite: was === undefined ? 'replace' : 'add' });
  }
  // A line has no earlier shape to come from; it comes up once its ends arrive.
  for (const { id, from, to } of edges) {
    if (!moved.has(from) && !moved.has(to)) continue;
    for (const part of parts(id)) part.animate({ opacity: [0, 0, 1] }, { duration: duration * 1.5, easing: 'ease-out' });
  }
}
