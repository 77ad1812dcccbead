/** How the preview's state changes. */
import type { Diagram, DiagramNode } from '../../../server/protocol.ts';
import { beginningOf } from './beginning.ts';
import { isClosedGroup, toggled } from './folding.ts';
import { noFilters, type PreviewAction, type PreviewState } from './state.ts';
import { around, type Box, bring, bringWhole, centre, fitInto, fitLegibly, type Viewport, zoom } from './viewport.ts';
import { found, nextStretch } from './visibility.ts';

/** What moves the picture by itself, not as a hand moves it. */
const gliding: ReadonlySet<PreviewAction['type']> = new Set([
  'cursor',
  'focus',
  'light',
  'look',
  'search',
  'search-step',
  'fit',
  'zoom-to-selection',
]);

/** Kept free around the parts that a mode lights: frames and signs are drawn there. */
const besideLit = 24;

/** The state after an action. */
export function reduce(state: PreviewState, action: PreviewAction): PreviewState {
  const next = changed(state, action);
  const glides = gliding.has(action.type);
  return next.viewport === state.viewport || next.glides === glides ? next : { ...next, glides };
}

function changed(state: PreviewState, action: PreviewAction): PreviewState {
  switch (action.type) {
    case 'picture':
      return showPicture(state, action.diagram);
    case 'notice':
      return action.keep
        ? { ...state, notice: action.text }
        : {
            ...state,
            diagram: null,
            notice: action.text,
            selected: null,
            focused: null,
            cursor: null,
            lit: null,
            acting: [],
            fitted: 'legible',
          };
    case 'busy':
      return { ...state, busy: action.busy };
    case 'pinned':
      return { ...state, pinned: action.pinned };
    case 'cursor':
      return moveCursor(state, action.id, action.moved);
    case 'mode':
      return state.mode === action.mode
        ? state
        : fitIfFitted({ ...state, mode: action.mode, lit: null, acting: [], legendOfMode: [], selected: null });
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
      return lookAgain(fitIfFitted({ ...state, lit: action.ids }));
    case 'look':
      return look(state, action.ids);
    case 'fold':
      return state.diagram === null ? state : { ...state, wish: { ...state.wish, ...toggled(state.wish, state.diagram, action.id) } };
    case 'legend':
      return { ...state, legend: action.shown };
    case 'split':
      return { ...state, split: { ...state.split, ...action.split } };
    case 'legend-of-mode':
      return { ...state, legendOfMode: action.items };
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
      // With other room a fitted picture is fitted anew, and what a mode looks at stays in sight.
      return lookAgain(fitIfFitted({ ...state, stage: action.size }));
    case 'pan':
      return { ...state, fitted: null, viewport: { ...viewport, x: viewport.x + action.dx, y: viewport.y + action.dy } };
    case 'centre':
      return { ...state, fitted: null, viewport: centre(viewport, action.x, action.y, stage) };
    case 'zoom':
      return { ...state, fitted: null, viewport: zoom(viewport, action.factor, action.at ?? middleOf(state)) };
    case 'scale':
      return { ...state, fitted: null, viewport: zoom(viewport, action.scale / viewport.scale, middleOf(state)) };
    case 'fit':
      return fitIfFitted({ ...state, fitted: state.fitted === 'whole' ? 'legible' : 'whole' });
    case 'zoom-to-selection':
      return zoomToSelection(state);
  }
}

function middleOf({ stage }: PreviewState): { readonly x: number; readonly y: number } {
  return { x: stage.width / 2, y: stage.height / 2 };
}

/** Who goes on to another part in the text is done with the one selected in the picture, and sees the other one there. */
function moveCursor(state: PreviewState, cursor: string | null, moved: boolean): PreviewState {
  const isElsewhere = cursor !== null && cursor !== state.cursor && cursor !== state.selected;
  const next = { ...state, cursor, selected: isElsewhere ? null : state.selected };
  const node = state.diagram?.nodes.find(({ id }) => id === cursor);
  // A group is around what the user looks at, and may be larger than what can be seen.
  const isAround = node?.kind === 'group' && !isClosedGroup(node);
  return cursor === null || !moved || cursor === state.cursor || isAround ? next : bringPart(next, cursor);
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
    acting: another ? [] : state.acting,
    around: state.around !== null && known.has(state.around.id) ? state.around : null,
    fitted: another ? 'legible' : state.fitted,
  };
  return fitIfFitted(next.fitted !== null || before === null ? next : holdStill(next, before, diagram));
}

/** Keeps the part that the user looks at where it is on the screen, wherever the new picture has it: the selected one, the focused one, the cursor's, or the middle one. */
function holdStill(state: PreviewState, before: Diagram, diagram: Diagram): PreviewState {
  const { viewport, selected, focused, cursor } = state;
  const middle = middleOf(state);
  const distance = ({ x, y, width, height }: DiagramNode): number =>
    Math.hypot(viewport.x + (x + width / 2) * viewport.scale - middle.x, viewport.y + (y + height / 2) * viewport.scale - middle.y);
  const now = new Map(diagram.nodes.map((node) => [node.id, node]));
  const stayed = before.nodes.filter(({ id, kind }) => (kind !== 'group' || id === focused) && now.has(id));
  const held =
    stayed.find(({ id }) => id === selected) ??
    stayed.find(({ id }) => id === focused) ??
    stayed.find(({ id }) => id === cursor) ??
    stayed.toSorted((one, other) => distance(one) - distance(other))[0];
  const there = held && now.get(held.id);
  if (held === undefined || there === undefined) return state;
  const { x, y, scale } = viewport;
  return { ...state, viewport: { x: x + (held.x - there.x) * scale, y: y + (held.y - there.y) * scale, scale } };
}

function fitIfFitted(state: PreviewState): PreviewState {
  const { diagram, fitted } = state;
  if (fitted === null || diagram === null) return state;
  const viewport = fitted === 'whole' ? fitInto(wholeOf(diagram), state.stage) : legibleFit(state, diagram);
  return viewport === undefined || isSame(viewport, state.viewport) ? state : { ...state, viewport };
}

function isSame(one: Viewport, other: Viewport): boolean {
  return one.x === other.x && one.y === other.y && one.scale === other.scale;
}

function wholeOf({ width, height }: Diagram): Box {
  return { x: 0, y: 0, width, height };
}

/** The picture, or what a mode lights of it, with what the mode looks at in sight, or else where the story begins. */
function legibleFit({ lit, acting, stage }: PreviewState, diagram: Diagram): Viewport | undefined {
  const boxOf = (ids: readonly string[]): Box | undefined => around(boxesOf(diagram, new Set(ids)));
  const shown = lit === null ? undefined : boxOf(lit);
  const content =
    shown === undefined
      ? wholeOf(diagram)
      : {
          x: shown.x - besideLit,
          y: shown.y - besideLit,
          width: shown.width + 2 * besideLit,
          height: shown.height + 2 * besideLit,
        };
  // Of a short run, the surroundings are of use too.
  return fitLegibly(content, stage, boxOf(acting) ?? beginningOf(diagram), shown === undefined ? undefined : 1);
}

/** Keeps in sight what a mode looks at: the picture moves no more than it must, and becomes smaller only where that would not be seen as a whole. */
function look(state: PreviewState, ids: readonly string[]): PreviewState {
  const { diagram, stage, fitted, viewport } = state;
  const next = { ...state, acting: ids };
  const box = diagram === null ? undefined : around(boxesOf(diagram, new Set(ids)));
  if (diagram === null || box === undefined) return next;
  const usual = fitted === 'legible' ? legibleFit(next, diagram) : undefined;
  const brought = bringWhole(usual === undefined || usual.scale === viewport.scale ? viewport : usual, box, stage);
  return isSame(brought, viewport) ? next : { ...next, viewport: brought };
}

function lookAgain(state: PreviewState): PreviewState {
  return state.acting.length === 0 || state.fitted === 'whole' ? state : look(state, state.acting);
}

/** Where a part is in the picture: a shape, or a line with the shapes that it joins. */
function boxesOf({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>, ids: ReadonlySet<string>): readonly Box[] {
  const lines = edges.filter(({ id }) => ids.has(id));
  const ends = new Set(lines.flatMap(({ from, to }) => [from, to]));
  return [...nodes.filter(({ id }) => ids.has(id) || ends.has(id)), ...lines];
}

function bringPart(state: PreviewState, id: string): PreviewState {
  const box = state.diagram === null ? undefined : around(boxesOf(state.diagram, new Set([id])));
  if (box === undefined) return state;
  const viewport = bring(state.viewport, box, state.stage);
  // A mode that follows something through the picture goes on with it.
  return viewport === state.viewport ? state : { ...state, fitted: state.acting.length > 0 ? state.fitted : null, viewport };
}

function zoomToSelection(state: PreviewState): PreviewState {
  const { diagram, selected, focused, cursor } = state;
  const chosen = selected ?? focused ?? cursor;
  if (diagram === null || chosen === null) return fitIfFitted({ ...state, fitted: 'whole' });
  const box = around(boxesOf(diagram, nextStretch(diagram, chosen)));
  const viewport = box && fitInto(box, state.stage);
  return viewport === undefined ? state : { ...state, fitted: null, viewport };
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
