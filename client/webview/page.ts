/** The preview's elements on the page, and how a state looks on them. */
import type { Diagram, DiagramNode } from '../../server/protocol.ts';
import { litParts, type PreviewState } from './state.ts';

/** The page's parts that gestures listen to. */
export interface Page {
  readonly stage: HTMLElement;
  readonly buttons: { readonly zoomIn: HTMLButtonElement; readonly zoomOut: HTMLButtonElement; readonly fit: HTMLButtonElement };
  /** Brings a state to the page. */
  show(state: PreviewState): void;
  /** The identifier of the picture's part that an event's target belongs to, or `null`. */
  partOf(target: EventTarget | null): string | null;
  /** Where on the stage an event happened. */
  onStage(event: MouseEvent): { readonly x: number; readonly y: number };
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Builds the page inside an empty body. */
export function createPage(body: HTMLElement): Page {
  const nonce = document.querySelector('script')?.nonce ?? '';
  const stage = element('main', 'stage');
  stage.setAttribute('aria-label', 'Architecture diagram');
  const sheet = element('div', 'sheet');
  stage.append(sheet);
  const notice = element('p', 'notice');
  notice.setAttribute('role', 'status');
  const busy = element('div', 'busy');
  busy.setAttribute('role', 'progressbar');
  busy.setAttribute('aria-label', 'Drawing');
  const tools = element('div', 'tools');
  tools.setAttribute('role', 'toolbar');
  tools.setAttribute('aria-label', 'Zoom');
  const buttons = { zoomOut: button('−', 'Zoom out (-)'), fit: button('Fit', 'Fit to the window (0)'), zoomIn: button('+', 'Zoom in (+)') };
  tools.append(buttons.zoomOut, buttons.fit, buttons.zoomIn);
  body.append(busy, notice, stage, tools);

  let shown: Diagram | null = null;
  return {
    stage,
    buttons,
    show(state) {
      if (state.diagram !== shown) {
        const { focused } = state;
        sheet.replaceChildren(...(state.diagram === null ? [] : [draw(state.diagram, nonce)]));
        shown = state.diagram;
        if (focused !== null) sheet.querySelector<SVGElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
      }
      notice.textContent = state.notice;
      notice.hidden = state.notice === null;
      body.classList.toggle('stale', state.notice !== null && state.diagram !== null);
      busy.hidden = !state.busy;
      tools.hidden = state.diagram === null;
      sheet.style.transform = `translate(${state.viewport.x}px, ${state.viewport.y}px) scale(${state.viewport.scale})`;
      light(sheet, state);
    },
    partOf,
    onStage(event) {
      const { left, top } = stage.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    },
  };
}

/** The picture as live elements. It is parsed as XML, where nothing runs; its own style sheet is admitted by the page's nonce. */
function draw(diagram: Diagram, nonce: string): Element {
  const parsed = new DOMParser().parseFromString(diagram.svg, 'image/svg+xml').documentElement;
  const svg = document.importNode(parsed, true);
  svg.setAttribute('width', String(diagram.width));
  svg.setAttribute('height', String(diagram.height));
  for (const style of svg.querySelectorAll('style')) style.nonce = nonce;
  const nodes = new Map(diagram.nodes.map((node) => [node.id, node]));
  for (const part of svg.querySelectorAll<SVGElement>('[data-id]')) {
    if (!nodes.has(part.dataset.id ?? '')) continue;
    part.setAttribute('tabindex', '0');
    part.setAttribute('role', 'button');
  }
  const outlines = document.createElementNS(svgNamespace, 'g');
  outlines.setAttribute('aria-hidden', 'true');
  outlines.append(...diagram.nodes.map(outline));
  svg.append(outlines);
  return svg;
}

/** The frame around a shape that shows while it is selected, focused or under the editor's cursor. */
function outline({ id, x, y, width, height }: DiagramNode): SVGElement {
  const rectangle = document.createElementNS(svgNamespace, 'rect');
  const off = 5;
  const size = { x: x - off, y: y - off, width: width + 2 * off, height: height + 2 * off, rx: 10 };
  for (const [name, value] of Object.entries(size)) rectangle.setAttribute(name, String(value));
  rectangle.classList.add('frame');
  rectangle.dataset.frameOf = id;
  return rectangle;
}

/** Marks what is selected, lit, focused and under the cursor. */
function light(sheet: HTMLElement, state: PreviewState): void {
  const lit = litParts(state);
  sheet.classList.toggle('selecting', lit !== null);
  for (const part of sheet.querySelectorAll<SVGElement>('[data-id], [data-of], [data-frame-of]')) {
    const id = part.dataset.id ?? part.dataset.of ?? part.dataset.frameOf ?? '';
    part.classList.toggle('lit', lit?.has(id) ?? false);
    part.classList.toggle('selected', state.selected === id);
    part.classList.toggle('focused', state.focused === id);
    part.classList.toggle('at-cursor', state.cursor === id);
    if (part.hasAttribute('tabindex')) part.setAttribute('aria-pressed', String(state.selected === id));
  }
}

function partOf(target: EventTarget | null): string | null {
  const part = target instanceof Element ? target.closest<SVGElement>('[data-id], [data-of]') : null;
  return part?.dataset.id ?? part?.dataset.of ?? null;
}

function element(name: string, className: string): HTMLElement {
  const created = document.createElement(name);
  created.className = className;
  return created;
}

function button(text: string, label: string): HTMLButtonElement {
  const created = document.createElement('button');
  created.textContent = text;
  created.title = label;
  created.setAttribute('aria-label', label);
  return created;
}
