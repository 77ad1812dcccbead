/** Mouse, touch pad and fingers, turned into actions. */
import type { PreviewAction } from '../state/state.ts';
import { foldOf, partOf } from '../view/canvas.ts';

/** What gestures lead to. */
export interface Gestures {
  dispatch(action: PreviewAction): void;
  /** Go to the source of a part of the picture. */
  reveal(id: string): void;
}

/** A press that moves less than this many pixels is a click. */
const stillness = 4;

/** Listens for as long as the page lives. */
export function listen(stage: HTMLElement, gestures: Gestures): void {
  listenToPointers(stage, gestures);
  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      if (event.ctrlKey || event.metaKey)
        gestures.dispatch({ type: 'zoom', factor: Math.exp((-event.deltaY * lines) / 300), at: onStage(stage, event) });
      else if (event.shiftKey && event.deltaX === 0) gestures.dispatch({ type: 'pan', dx: -event.deltaY * lines, dy: 0 });
      else gestures.dispatch({ type: 'pan', dx: -event.deltaX * lines, dy: -event.deltaY * lines });
    },
    { passive: false },
  );
  stage.addEventListener('click', ({ target }) => {
    if (stage.classList.contains('dragged')) return;
    const group = foldOf(target);
    gestures.dispatch(group === null ? { type: 'select', id: partOf(target) } : { type: 'fold', id: group });
  });
  stage.addEventListener('dblclick', ({ target }) => {
    const id = partOf(target);
    if (id !== null && foldOf(target) === null) gestures.reveal(id);
  });
  new ResizeObserver(() => {
    gestures.dispatch({ type: 'stage', size: { width: stage.clientWidth, height: stage.clientHeight } });
  }).observe(stage);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** One pointer drags the picture, two pinch it. */
function listenToPointers(stage: HTMLElement, { dispatch }: Gestures): void {
  const pointers = new Map<number, Point>();
  let moved = 0;
  stage.addEventListener('pointerdown', (event) => {
    if (event.button > 1) return;
    if (pointers.size === 0) {
      moved = 0;
      stage.classList.remove('dragged');
    }
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  stage.addEventListener('pointermove', (event) => {
    const last = pointers.get(event.pointerId);
    if (last === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const [dx, dy] = [now.x - last.x, now.y - last.y];
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved < stillness) return;
    // Only now, since a captured pointer's click would go to the stage instead of the part under it.
    stage.setPointerCapture(event.pointerId);
    stage.classList.add('dragged', 'dragging');
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    if (other === undefined) {
      dispatch({ type: 'pan', dx, dy });
      return;
    }
    const factor = distance(now, other) / Math.max(1, distance(last, other));
    dispatch({ type: 'pan', dx: dx / 2, dy: dy / 2 });
    dispatch({ type: 'zoom', factor, at: onStage(stage, { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 }) });
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    stage.addEventListener(end, ({ pointerId }) => {
      pointers.delete(pointerId);
      if (pointers.size === 0) stage.classList.remove('dragging');
    });
  }
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** Where on the stage an event happened. */
function onStage(stage: HTMLElement, event: Pick<MouseEvent, 'clientX' | 'clientY'>): Point {
  const { left, top } = stage.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
