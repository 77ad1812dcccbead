/** How the preview's state changes. */
import type { Diagram, DiagramNode } from '../../../server/protocol.ts';
import { noFilters, type PreviewAction, type PreviewState } from './state.ts';
import { around, type Box, bring, centre, fitInto, zoom } from './viewport.ts';
import { found, nextStretch } from './visibility.ts';

/** The state after an action. */
export function reduce(state: PreviewState, action: PreviewAction): PreviewState {
  switch (action.type) {
    case 'picture':
      return showPicture(state, action.diagram);
    case 'notice':
      return action.keep
        ? { ...state, notice: action.text }
        : { ...state, diagram: null, notice: action.text, selected: null, focused: null, cursor: null, lit: null, fitted: true };
    case 'busy':
      return { ...state, busy: action.busy };
    case 'pinned':
      return { ...state, pinned: action.pinned };
    case 'cursor':
      return moveCursor(state, action.id);
    case 'mode':
      return state.mode === action.mode ? state : { ...state, mode: action.mode, lit: null, selected: null };
    case 'choices':
      return { ...state, choices: { views: action.views, orchestrators: action.orchestrators } };
    case 'wish':
      return { ...state, wish: { ...state.wish, ...action.change } };
    case 'select':
      return { ...state, selected: action.id, wholeWay: action.id === state.selected && state.wholeWay };
    case 'whole-way':
      return { ...state, wholeWay: action.on };
    case 'focus':
      return action.id === null ? { ...state, focused: null } : bringPart({ ...state, focused: action.id }, action.id);
    case 'light':
      return { ...state, lit: action.ids };
    case 'filter':
      return { ...state, filters: { ...state.filters, ...action.filters } };
    case 'hides':
      return focusWish({ ...state, hides: action.hides });
    case 'around':
      return focusWish({ ...state, around: action.around });
    case 'search':
      return search(state, action.text);
    case 'search-step':
      return stepSearch(state, action.by);
    default:
      return move(state, action);
  }
}

/** When what is out of focus is hidden, the rest gets a picture of its own; when it is faded, everything stays in its place. */
function focusWish(state: PreviewState): PreviewState {
  const { around, hides, wish } = state;
  const focus = around !== null && hides ? { element: around.id, within: around.within } : undefined;
  return focus === undefined && wish.focus === undefined ? state : { ...state, wish: { ...wish, focus } };
}

type Move = Extract<PreviewAction, { readonly type: 'stage' | 'pan' | 'centre' | 'zoom' | 'scale' | 'fit' | 'zoom-to-selection' }>;

/** What moves the picture and changes nothing else. */
function move(state: PreviewState, action: Move): PreviewState {
  const { viewport, stage } = state;
  switch (action.type) {
    case 'stage':
      return fitIfFitted({ ...state, stage: action.size });
    case 'pan':
      return { ...state, fitted: false, viewport: { ...viewport, x: viewport.x + action.dx, y: viewport.y + action.dy } };
    case 'centre':
      return { ...state, fitted: false, viewport: centre(viewport, action.x, action.y, stage) };
    case 'zoom':
      return { ...state, fitted: false, viewport: zoom(viewport, action.factor, action.at ?? middleOf(state)) };
    case 'scale':
      return { ...state, fitted: false, viewport: zoom(viewport, action.scale / viewport.scale, middleOf(state)) };
    case 'fit':
      return fitIfFitted({ ...state, fitted: true });
    case 'zoom-to-selection':
      return zoomToSelection(state);
  }
}

function middleOf({ stage }: PreviewState): { readonly x: number; readonly y: number } {
  return { x: stage.width / 2, y: stage.height / 2 };
}

/** Who goes on to another part in the text is done with the one selected in the picture. */
function moveCursor(state: PreviewState, cursor: string | null): PreviewState {
  const isElsewhere = cursor !== null && cursor !== state.cursor && cursor !== state.selected;
  return { ...state, cursor, selected: isElsewhere ? null : state.selected };
}

function showPicture(state: PreviewState, diagram: Diagram): PreviewState {
  const known = new Set([...diagram.nodes, ...diagram.edges].map(({ id }) => id));
  const kept = (id: string | null): string | null => (id !== null && known.has(id) ? id : null);
  const before = state.diagram;
  const another = before !== null && (before.uri !== diagram.uri || before.title !== diagram.title);
  const next: PreviewState = {
    ...state,
    // What was asked of one design says nothing of another.
    ...(before !== null &&
      before.uri !== diagram.uri && { wish: state.wish.states === undefined ? {} : { states: {} }, filters: noFilters }),
    diagram,
    notice: diagram.stale ?? null,
    selected: kept(state.selected),
    focused: kept(state.focused),
    cursor: kept(state.cursor),
    lit: another ? null : state.lit,
    around: state.around !== null && known.has(state.around.id) ? state.around : null,
    fitted: state.fitted || another,
  };
  return fitIfFitted(next.fitted || before === null ? next : holdStill(next, before, diagram));
}

/** Keeps the part that the user looks at where it is on the screen, wherever the new picture has it: the selected one, the cursor's, or the middle one. */
function holdStill(state: PreviewState, before: Diagram, diagram: Diagram): PreviewState {
  const { viewport, selected, cursor } = state;
  const middle = middleOf(state);
  const distance = ({ x, y, width, height }: DiagramNode): number =>
    Math.hypot(viewport.x + (x + width / 2) * viewport.scale - middle.x, viewport.y + (y + height / 2) * viewport.scale - middle.y);
  const now = new Map(diagram.nodes.map((node) => [node.id, node]));
  const stayed = before.nodes.filter(({ id, kind }) => kind !== 'group' && now.has(id));
  const held =
    stayed.find(({ id }) => id === selected) ??
    stayed.find(({ id }) => id === cursor) ??
    stayed.toSorted((one, other) => distance(one) - distance(other))[0];
  const there = held && now.get(held.id);
  if (held === undefined || there === undefined) return state;
  const { x, y, scale } = viewport;
  return { ...state, viewport: { x: x + (held.x - there.x) * scale, y: y + (held.y - there.y) * scale, scale } };
}

function fitIfFitted(state: PreviewState): PreviewState {
  const { diagram, stage } = state;
  if (!state.fitted || diagram === null) return state;
  return { ...state, viewport: fitInto({ x: 0, y: 0, width: diagram.width, height: diagram.height }, stage) ?? state.viewport };
}

/** Where a part is in the picture: a shape, or the shapes that a line joins. */
export function boxesOf({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>, ids: ReadonlySet<string>): readonly Box[] {
  const ends = new Set(edges.filter(({ id }) => ids.has(id)).flatMap(({ from, to }) => [from, to]));
  return nodes.filter(({ id }) => ids.has(id) || ends.has(id));
}

function bringPart(state: PreviewState, id: string): PreviewState {
  const box = state.diagram === null ? undefined : around(boxesOf(state.diagram, new Set([id])));
  if (box === undefined) return state;
  const viewport = bring(state.viewport, box, state.stage);
  return viewport === state.viewport ? state : { ...state, fitted: false, viewport };
}

function zoomToSelection(state: PreviewState): PreviewState {
  const { diagram, selected, focused, cursor } = state;
  const chosen = selected ?? focused ?? cursor;
  if (diagram === null || chosen === null) return fitIfFitted({ ...state, fitted: true });
  const box = around(boxesOf(diagram, nextStretch(diagram, chosen)));
  const viewport = box && fitInto(box, state.stage);
  return viewport === undefined ? state : { ...state, fitted: false, viewport };
}

function search(state: PreviewState, text: string | null): PreviewState {
  if (text === null) return { ...state, search: null };
  const hits = state.diagram === null ? [] : found(state.diagram, text);
  const at = hits.find((id) => id === state.search?.at) ?? hits[0] ?? null;
  const next = { ...state, search: { text, at } };
  return at === null ? next : bringPart(next, at);
}

function stepSearch(state: PreviewState, by: 1 | -1): PreviewState {
  if (state.search === null || state.diagram === null) return state;
  const hits = found(state.diagram, state.search.text);
  if (hits.length === 0) return state;
  const now = hits.indexOf(state.search.at ?? '');
  const at = hits[(now + by + hits.length) % hits.length] ?? null;
  return at === null ? state : bringPart({ ...state, search: { ...state.search, at } }, at);
}
