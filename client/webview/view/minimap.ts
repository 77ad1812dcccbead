/**
 * A small picture of the whole picture in the corner, while not all of it is in sight: where one is, and a way to go elsewhere. A mode that follows something through
 * the picture brings it into sight by itself: the map would only lie over it.
 */
import type { Diagram } from '../../../server/protocol.ts';
import { element } from '../dom.ts';
import { isClosedGroup } from '../state/folding.ts';
import type { PreviewAction, PreviewState } from '../state/state.ts';

/** The map on the page. */
export interface Minimap {
  show(state: PreviewState): void;
}

/** The largest that it becomes, in pixels. */
const room = { width: 180, height: 130 } as const;

/** The theme colour of each kind, as `diagram/theme.ts` contributes them. */
const tokens: Readonly<Record<string, string>> = { cache: 'store', balancer: 'entry', gateway: 'entry' };

/** Builds the map in the stage's corner. */
export function createMinimap(stage: HTMLElement, { dispatch }: { dispatch(action: PreviewAction): void }): Minimap {
  const canvas = element('canvas', {});
  const sight = element('div', { class: 'sight' });
  const root = element('div', { class: 'minimap popup', 'aria-hidden': 'true' }, canvas, sight);
  root.hidden = true;
  stage.append(root);
  let shown: Diagram | null = null;
  let ratio = 1;
  const go = (event: PointerEvent): void => {
    const { left, top } = canvas.getBoundingClientRect();
    dispatch({ type: 'centre', x: (event.clientX - left) / ratio, y: (event.clientY - top) / ratio });
  };
  root.addEventListener('pointerdown', (event) => {
    event.stopPropagation();
    root.setPointerCapture(event.pointerId);
    go(event);
  });
  root.addEventListener('pointermove', (event) => {
    if (root.hasPointerCapture(event.pointerId)) go(event);
  });
  for (const event of ['click', 'dblclick'] as const) root.addEventListener(event, (each) => each.stopPropagation());
  return {
    show({ diagram, viewport, acting, stage: size }) {
      const { x, y, scale } = viewport;
      const isAllInSight =
        diagram === null ||
        (x > -1 && y > -1 && x + diagram.width * scale < size.width + 1 && y + diagram.height * scale < size.height + 1);
      root.hidden = isAllInSight || acting.length > 0 || size.width < 2 * room.width || size.height < 2 * room.height;
      if (root.hidden || diagram === null) return;
      if (diagram !== shown) {
        ratio = Math.min(room.width / diagram.width, room.height / diagram.height);
        paint(canvas, diagram, ratio);
        shown = diagram;
      }
      const left = clamp((-x / scale) * ratio, diagram.width * ratio);
      const top = clamp((-y / scale) * ratio, diagram.height * ratio);
      const right = clamp(((size.width - x) / scale) * ratio, diagram.width * ratio);
      const bottom = clamp(((size.height - y) / scale) * ratio, diagram.height * ratio);
      sight.style.transform = `translate(${left}px, ${top}px)`;
      sight.style.width = `${Math.max(4, right - left)}px`;
      sight.style.height = `${Math.max(4, bottom - top)}px`;
    },
  };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

/** Each shape as a block in its kind's colour. */
function paint(canvas: HTMLCanvasElement, { width, height, nodes }: Diagram, ratio: number): void {
  const sharpness = window.devicePixelRatio;
  canvas.width = Math.ceil(width * ratio * sharpness);
  canvas.height = Math.ceil(height * ratio * sharpness);
  canvas.style.width = `${width * ratio}px`;
  canvas.style.height = `${height * ratio}px`;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const style = getComputedStyle(document.body);
  context.scale(sharpness * ratio, sharpness * ratio);
  const inOrder = [...nodes.filter(({ kind }) => kind === 'group'), ...nodes.filter(({ kind }) => kind !== 'group')];
  for (const node of inOrder) {
    const isOpenGroup = node.kind === 'group' && !isClosedGroup(node);
    const token = node.kind === 'group' && !isOpenGroup ? 'external' : (tokens[node.kind] ?? node.kind);
    const colour = style.getPropertyValue(`--vscode-archlint-${token}`);
    context.fillStyle = colour === '' ? style.color : colour;
    context.globalAlpha = isOpenGroup ? 0.5 : 0.85;
    context.fillRect(node.x, node.y, node.width, node.height);
  }
}
