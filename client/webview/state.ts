/** The preview's state and how it changes: pure, so that every gesture can be tested without a page. */
import type { Diagram } from '../../server/protocol.ts';

/** Where the picture lies on the stage: its top left corner in the stage's pixels, and how much it is enlarged. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** A width and a height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** All that the preview shows. */
export interface PreviewState {
  readonly diagram: Diagram | null;
  /** A sentence for the user, above the picture. */
  readonly notice: string | null;
  readonly busy: boolean;
  /** What the user has chosen in the picture. */
  readonly selected: string | null;
  /** What has the keyboard's focus. */
  readonly focused: string | null;
  /** What the editor's cursor is in. */
  readonly cursor: string | null;
  readonly stage: Size;
  readonly viewport: Viewport;
  /** Whether the picture is kept fitted to the stage; a pan or zoom by hand ends it. */
  readonly fitted: boolean;
}

/** What can happen to the preview. */
export type PreviewAction =
  | { readonly type: 'picture'; readonly diagram: Diagram }
  | { readonly type: 'notice'; readonly text: string; readonly keep: boolean }
  | { readonly type: 'busy'; readonly busy: boolean }
  | { readonly type: 'cursor'; readonly id: string | null }
  | { readonly type: 'select'; readonly id: string | null }
  /** The keyboard's focus came to a part, which is brought into sight, or left the picture. */
  | { readonly type: 'focus'; readonly id: string | null }
  | { readonly type: 'stage'; readonly size: Size }
  | { readonly type: 'pan'; readonly dx: number; readonly dy: number }
  /** Zooms about a point of the stage, its middle if none is given. */
  | { readonly type: 'zoom'; readonly factor: number; readonly at?: { readonly x: number; readonly y: number } }
  | { readonly type: 'fit' };

const smallest = 0.05;
const largest = 8;
/** Free pixels around a fitted picture. */
const margin = 16;
/** A small picture is enlarged to fit, but no further than this. */
const largestFit = 1.25;

/** The state before anything has come. */
export function initialState(viewport: Viewport | null): PreviewState {
  return {
    diagram: null,
    notice: null,
    busy: false,
    selected: null,
    focused: null,
    cursor: null,
    stage: { width: 0, height: 0 },
    viewport: viewport ?? { x: 0, y: 0, scale: 1 },
    fitted: viewport === null,
  };
}

/** The state after an action. */
export function reduce(state: PreviewState, action: PreviewAction): PreviewState {
  switch (action.type) {
    case 'picture':
      return showPicture(state, action.diagram);
    case 'notice':
      return action.keep
        ? { ...state, notice: action.text }
        : { ...state, diagram: null, notice: action.text, selected: null, focused: null, cursor: null, fitted: true };
    case 'busy':
      return { ...state, busy: action.busy };
    case 'cursor':
      return moveCursor(state, action.id);
    case 'select':
      return { ...state, selected: action.id };
    case 'focus':
      return action.id === null ? { ...state, focused: null } : bring({ ...state, focused: action.id }, action.id);
    case 'stage':
      return fitIfFitted({ ...state, stage: action.size });
    case 'pan':
      return { ...state, fitted: false, viewport: { ...state.viewport, x: state.viewport.x + action.dx, y: state.viewport.y + action.dy } };
    case 'zoom':
      return zoom(state, action.factor, action.at ?? { x: state.stage.width / 2, y: state.stage.height / 2 });
    case 'fit':
      return fitIfFitted({ ...state, fitted: true });
  }
}

/** Who goes on to another part in the text is done with the one selected in the picture. */
function moveCursor(state: PreviewState, cursor: string | null): PreviewState {
  const isElsewhere = cursor !== null && cursor !== state.cursor && cursor !== state.selected;
  return { ...state, cursor, selected: isElsewhere ? null : state.selected };
}

function showPicture(state: PreviewState, diagram: Diagram): PreviewState {
  const known = new Set([...diagram.nodes, ...diagram.edges].map(({ id }) => id));
  const kept = (id: string | null): string | null => (id !== null && known.has(id) ? id : null);
  const another = state.diagram !== null && state.diagram.uri !== diagram.uri;
  return fitIfFitted({
    ...state,
    diagram,
    notice: diagram.stale ?? null,
    selected: kept(state.selected),
    focused: kept(state.focused),
    cursor: kept(state.cursor),
    fitted: state.fitted || another,
  });
}

function fitIfFitted(state: PreviewState): PreviewState {
  const { diagram, stage } = state;
  if (!state.fitted || diagram === null || stage.width === 0 || stage.height === 0) return state;
  const room = Math.min((stage.width - 2 * margin) / diagram.width, (stage.height - 2 * margin) / diagram.height);
  const scale = clamp(room, smallest, largestFit);
  return { ...state, viewport: { x: (stage.width - diagram.width * scale) / 2, y: (stage.height - diagram.height * scale) / 2, scale } };
}

function zoom(state: PreviewState, factor: number, at: { readonly x: number; readonly y: number }): PreviewState {
  const { x, y, scale } = state.viewport;
  const next = clamp(scale * factor, smallest, largest);
  const change = next / scale;
  return { ...state, fitted: false, viewport: { x: at.x - (at.x - x) * change, y: at.y - (at.y - y) * change, scale: next } };
}

function bring(state: PreviewState, id: string): PreviewState {
  const node = state.diagram?.nodes.find((candidate) => candidate.id === id);
  if (node === undefined) return state;
  const { x, y, scale } = state.viewport;
  const dx = outside(x + node.x * scale, node.width * scale, state.stage.width);
  const dy = outside(y + node.y * scale, node.height * scale, state.stage.height);
  return dx === 0 && dy === 0 ? state : { ...state, fitted: false, viewport: { x: x + dx, y: y + dy, scale } };
}

/** By how much to move a span of the given start and length so that it lies within the room. */
function outside(start: number, length: number, room: number): number {
  if (start < margin) return margin - start;
  const end = start + length;
  return end > room - margin ? Math.max(room - margin - end, margin - start) : 0;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** What stays lit while something is selected: it, the lines at it, and what those lead to. `null` when nothing is selected: all is lit. */
export function litParts({ diagram, selected }: Pick<PreviewState, 'diagram' | 'selected'>): ReadonlySet<string> | null {
  if (diagram === null || selected === null) return null;
  const inside = new Set([selected]);
  for (const node of diagram.nodes) if (node.group !== undefined && inside.has(node.group)) inside.add(node.id);
  const lit = new Set(inside);
  for (const edge of diagram.edges) {
    if (edge.id !== selected && !inside.has(edge.from) && !inside.has(edge.to)) continue;
    for (const id of [edge.id, edge.from, edge.to]) lit.add(id);
  }
  return lit;
}
