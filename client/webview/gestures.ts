/** Mouse, touch pad and keyboard, turned into actions. */
import type { Page } from './page.ts';
import type { PreviewAction } from './state.ts';

/** What gestures lead to. */
export interface Gestures {
  dispatch(action: PreviewAction): void;
  selected(): string | null;
  /** Go to the source of a part of the picture. */
  reveal(id: string): void;
}

/** How far one press of an arrow key moves the picture, in pixels. */
const stride = 60;
const zoomStep = 1.25;
/** A press that moves less than this many pixels is a click. */
const stillness = 4;

/** Listens for as long as the page lives. */
export function listen(page: Page, gestures: Gestures): void {
  listenToPointer(page, gestures);
  page.stage.addEventListener('wheel', (event) => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey)
      gestures.dispatch({ type: 'zoom', factor: Math.exp((-event.deltaY * lines) / 300), at: page.onStage(event) });
    else gestures.dispatch({ type: 'pan', dx: -event.deltaX * lines, dy: -event.deltaY * lines });
  });
  document.addEventListener('keydown', (event) => onKey(event, page.partOf(event.target), gestures));
  page.stage.addEventListener('focusin', ({ target }) => {
    // A click focuses too; only what came by keyboard is framed and brought into sight.
    if (target instanceof Element && target.matches(':focus-visible')) gestures.dispatch({ type: 'focus', id: page.partOf(target) });
  });
  page.stage.addEventListener('focusout', () => gestures.dispatch({ type: 'focus', id: null }));
  page.buttons.zoomIn.addEventListener('click', () => gestures.dispatch({ type: 'zoom', factor: zoomStep }));
  page.buttons.zoomOut.addEventListener('click', () => gestures.dispatch({ type: 'zoom', factor: 1 / zoomStep }));
  page.buttons.fit.addEventListener('click', () => gestures.dispatch({ type: 'fit' }));
  new ResizeObserver(() => {
    gestures.dispatch({ type: 'stage', size: { width: page.stage.clientWidth, height: page.stage.clientHeight } });
  }).observe(page.stage);
}

function listenToPointer(page: Page, gestures: Gestures): void {
  const { stage } = page;
  let last: { readonly x: number; readonly y: number } | null = null;
  let moved = 0;
  stage.addEventListener('pointerdown', (event) => {
    if (event.button > 1) return;
    last = { x: event.clientX, y: event.clientY };
    moved = 0;
  });
  stage.addEventListener('pointermove', (event) => {
    if (last === null) return;
    const dx = event.clientX - last.x;
    const dy = event.clientY - last.y;
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved < stillness) return;
    // Only now, since a captured pointer's click would go to the stage instead of the part under it.
    stage.setPointerCapture(event.pointerId);
    stage.classList.add('dragged');
    last = { x: event.clientX, y: event.clientY };
    gestures.dispatch({ type: 'pan', dx, dy });
  });
  const release = (): void => {
    last = null;
    stage.classList.remove('dragged');
  };
  stage.addEventListener('pointerup', release);
  stage.addEventListener('pointercancel', release);
  stage.addEventListener('click', ({ target }) => {
    if (moved < stillness) gestures.dispatch({ type: 'select', id: page.partOf(target) });
  });
  stage.addEventListener('dblclick', ({ target }) => {
    const id = page.partOf(target);
    if (id !== null) gestures.reveal(id);
  });
}

function onKey(event: KeyboardEvent, focused: string | null, gestures: Gestures): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const action = keyAction(event.key, focused);
  if (action !== null) gestures.dispatch(action);
  else if (event.key === 'Enter') {
    const id = focused ?? gestures.selected();
    if (id === null || event.target instanceof HTMLButtonElement) return;
    gestures.reveal(id);
  } else return;
  event.preventDefault();
}

function keyAction(key: string, focused: string | null): PreviewAction | null {
  switch (key) {
    case 'ArrowLeft':
      return { type: 'pan', dx: stride, dy: 0 };
    case 'ArrowRight':
      return { type: 'pan', dx: -stride, dy: 0 };
    case 'ArrowUp':
      return { type: 'pan', dx: 0, dy: stride };
    case 'ArrowDown':
      return { type: 'pan', dx: 0, dy: -stride };
    case '+':
    case '=':
      return { type: 'zoom', factor: zoomStep };
    case '-':
      return { type: 'zoom', factor: 1 / zoomStep };
    case '0':
      return { type: 'fit' };
    case 'Escape':
      return { type: 'select', id: null };
    case ' ':
      return focused === null ? null : { type: 'select', id: focused };
    default:
      return null;
  }
}
