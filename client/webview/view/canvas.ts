/** The picture on the stage: its elements on the page, and how a state looks on them. */
import type { Diagram, DiagramNode } from '../../../server/protocol.ts';
import { parsedSvg, svgElement } from '../dom.ts';
import type { PreviewState } from '../state/state.ts';
import { appearanceOf } from '../state/visibility.ts';
import { moveFrom, placesOf } from './motion.ts';

/** What shows pictures. */
export interface Canvas {
  readonly stage: HTMLElement;
  show(state: PreviewState): void;
  /** A part's element. */
  part(id: string): SVGGraphicsElement | null;
  /** A layer over the picture that is emptied with each new one. */
  overlay(): SVGGElement;
}

/** How long the picture counts as moving after its last move, in milliseconds: as long, the browser moves it without painting it anew. */
const restAfter = 180;

/** Builds the canvas inside of a stage. */
export function createCanvas(stage: HTMLElement): Canvas {
  // A style sheet inside a picture (an export has one with its fonts) is admitted by the page's nonce.
  const nonce = document.querySelector('script')?.nonce ?? '';
  const sheet = document.createElement('div');
  sheet.className = 'sheet';
  // What a screen reader reads is the tree beside the picture (`tree.ts`).
  sheet.setAttribute('aria-hidden', 'true');
  stage.append(sheet);
  let shown: Diagram | null = null;
  let overlay = svgElement('g', { class: 'overlay' });
  let parts: ReadonlyMap<string, readonly SVGGraphicsElement[]> = new Map();
  let placed = '';
  let rest: number | undefined;
  let marked: MarkedState | undefined;
  return {
    stage,
    show(state) {
      const { viewport, diagram } = state;
      const isNew = diagram !== shown;
      if (isNew) {
        const before = shown !== null && diagram !== null && shown.uri === diagram.uri ? placesOf(shown) : undefined;
        overlay = svgElement('g', { class: 'overlay' });
        sheet.replaceChildren(...(diagram === null ? [] : [draw(diagram, nonce, overlay)]));
        parts = partsIn(sheet);
        shown = diagram;
        marked = undefined;
        if (before !== undefined && diagram !== null) moveFrom(before, diagram, (id) => parts.get(id) ?? [], viewport.scale);
      }
      const transform = `translate(${viewport.x}px, ${viewport.y}px) scale(${viewport.scale})`;
      if (transform !== placed) {
        sheet.classList.toggle('gliding', state.glides && !isNew && placed !== '');
        sheet.style.transform = transform;
        if (placed !== '' && !isNew) {
          stage.classList.add('moving');
          clearTimeout(rest);
          rest = setTimeout(() => stage.classList.remove('moving'), restAfter);
        }
        placed = transform;
      }
      if (marked === undefined || hasChanged(marked, state)) mark(sheet, parts, state);
      marked = state;
    },
    part: (id) => parts.get(id)?.[0] ?? null,
    overlay: () => overlay,
  };
}

type MarkedState = Parameters<typeof appearanceOf>[0] & Pick<PreviewState, 'focused' | 'cursor' | 'hides'>;

const marking = ['diagram', 'lit', 'selected', 'wholeWay', 'filters', 'around', 'search', 'focused', 'cursor', 'hides'] as const;

function hasChanged(before: MarkedState, now: MarkedState): boolean {
  return marking.some((key) => before[key] !== now[key]);
}

/** The picture as live elements. */
function draw(diagram: Diagram, nonce: string, overlay: SVGGElement): Element {
  const svg = parsedSvg(diagram.svg);
  svg.setAttribute('width', String(diagram.width));
  svg.setAttribute('height', String(diagram.height));
  for (const style of svg.querySelectorAll('style')) style.nonce = nonce;
  const frames = svgElement('g', { class: 'frames' }, ...diagram.nodes.map(frame));
  // Badges lie over the frames, as they lie over the shapes.
  const badges = svg.querySelector<SVGGElement>('g.picture > g.badges');
  const { e: x, f: y } = badges?.parentElement instanceof SVGGElement ? shiftOf(badges.parentElement) : { e: 0, f: 0 };
  frames.setAttribute('transform', `translate(${-x} ${-y})`);
  if (badges === null) svg.append(frames);
  else badges.before(frames);
  svg.append(overlay);
  return svg;
}

function shiftOf(part: SVGGElement): DOMMatrix | SVGMatrix {
  return part.transform.baseVal.consolidate()?.matrix ?? new DOMMatrix();
}

/** The frame around a shape that shows while it is selected, focused or under the editor's cursor. */
function frame({ id, x, y, width, height }: DiagramNode): SVGElement {
  const off = 5;
  return svgElement('rect', {
    class: 'frame',
    'data-frame-of': id,
    x: x - off,
    y: y - off,
    width: width + 2 * off,
    height: height + 2 * off,
    rx: 10,
  });
}

/** All elements that belong to a part: its own, its label and badge, its frame. */
function partsIn(sheet: HTMLElement): ReadonlyMap<string, readonly SVGGraphicsElement[]> {
  const all = [...sheet.querySelectorAll<SVGGraphicsElement>('[data-id], [data-of], [data-frame-of]')];
  return Map.groupBy(all, ({ dataset }) => dataset.id ?? dataset.of ?? dataset.frameOf ?? '');
}

/** Marks what is selected, lit, left out, found, focused and under the cursor. */
function mark(sheet: HTMLElement, parts: ReadonlyMap<string, readonly SVGGraphicsElement[]>, state: PreviewState): void {
  const { lit, left } = appearanceOf(state);
  const at = state.search?.at ?? null;
  sheet.classList.toggle('selecting', lit !== null);
  sheet.classList.toggle('hiding', state.hides);
  for (const [id, elements] of parts) {
    const isLit = lit?.has(id) ?? false;
    const isLeft = left.has(id);
    for (const { classList } of elements) {
      classList.toggle('lit', isLit);
      classList.toggle('left-out', isLeft);
      classList.toggle('found', id === at);
      classList.toggle('selected', state.selected === id);
      classList.toggle('focused', state.focused === id);
      classList.toggle('at-cursor', state.cursor === id);
    }
  }
}

/** The identifier of the picture's part that an event's target belongs to, or `null`. */
export function partOf(target: EventTarget | null): string | null {
  const part = target instanceof Element ? target.closest<SVGElement>('[data-id], [data-of]') : null;
  return part?.dataset.id ?? part?.dataset.of ?? null;
}

/** The identifier of the group that an event's target, a mark at its title, closes or opens, or `null`. */
export function foldOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<SVGElement>('[data-fold]')?.dataset.fold ?? null) : null;
}
