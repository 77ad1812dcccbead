/** What the preview shows, and what can happen to it. All of it is data, so that every gesture can be tested without a page. */

import type { Diagram, LegendItem, Pictures } from '../../../server/protocol.ts';
import type { DiagramWish, SavedState } from '../../preview/messages.ts';
import { type Split, usualSplit } from './split.ts';
import type { Size, Viewport } from './viewport.ts';

/** The ways of looking at a design. */
export type ModeId = 'architecture' | 'flow' | 'states';

/** What the user does not want to see. */
export interface Filters {
  /** Kinds of elements left out, so that a new kind is shown. */
  readonly kinds: readonly string[];
  /** Groups left out, with all that is in them. */
  readonly groups: readonly string[];
  /** If there are any, only what carries one of these tags is wanted. */
  readonly tags: readonly string[];
  readonly findings: 'all' | 'any' | 'errors';
}

/** An element or group, and how many hops around it are wanted. */
export interface Around {
  readonly id: string;
  readonly within: number;
}

/** What is looked for: its text, and the part that was last gone to. */
export interface Search {
  readonly text: string;
  readonly at: string | null;
}

/** All that the preview shows. */
export interface PreviewState {
  readonly diagram: Diagram | null;
  /** A sentence for the user, above the picture. */
  readonly notice: string | null;
  readonly busy: boolean;
  readonly pinned: boolean;
  readonly mode: ModeId;
  /** What else can be drawn of the document. */
  readonly choices: Pictures;
  /** What the server is asked to draw. */
  readonly wish: DiagramWish;
  /** What the user has chosen in the picture. */
  readonly selected: string | null;
  /** Whether the whole way to and from the selected part is lit, not just its next stretch. */
  readonly wholeWay: boolean;
  /** What has the keyboard's focus. */
  readonly focused: string | null;
  /** What the editor's cursor is in. */
  readonly cursor: string | null;
  /** What a mode lights; the rest is faded. `null`: it leaves that to the user. */
  readonly lit: readonly string[] | null;
  /** What a mode looks at just now, as the step of a run: kept in sight. */
  readonly acting: readonly string[];
  /** Whether the legend shows. */
  readonly legend: boolean;
  /** How the picture and what a mode puts beside it share the room. */
  readonly split: Split;
  /** What a mode adds to the picture's own legend. */
  readonly legendOfMode: readonly LegendItem[];
  readonly filters: Filters;
  /** Whether what is filtered out is hidden, not just faded. */
  readonly hides: boolean;
  readonly around: Around | null;
  /** `null` while the search box is closed. */
  readonly search: Search | null;
  readonly stage: Size;
  readonly viewport: Viewport;
  /** How the picture is kept fitted to the stage; a pan or zoom by hand ends it. */
  readonly fitted: Fit | null;
  /** Whether the picture was last moved to bring something into sight, which the eye should be able to follow. */
  readonly glides: boolean;
}

/** How a picture is fitted to the stage: large enough to be read, with what is looked at in sight, or all of it. */
export type Fit = 'legible' | 'whole';

/** What can happen to the preview. */
export type PreviewAction =
  | { readonly type: 'picture'; readonly diagram: Diagram }
  | { readonly type: 'notice'; readonly text: string; readonly keep: boolean }
  | { readonly type: 'busy'; readonly busy: boolean }
  | { readonly type: 'pinned'; readonly pinned: boolean }
  /** The editor's cursor is in a part of the picture; `moved`: the user has put it there just now. */
  | { readonly type: 'cursor'; readonly id: string | null; readonly moved: boolean }
  | { readonly type: 'mode'; readonly mode: ModeId }
  | ({ readonly type: 'choices' } & Pictures)
  /** Ask for another picture: what is given changes, the rest of the wish stays. */
  | { readonly type: 'wish'; readonly change: Partial<DiagramWish> }
  | { readonly type: 'select'; readonly id: string | null }
  | { readonly type: 'whole-way'; readonly on: boolean }
  /** The keyboard's focus came to a part, which is brought into sight, or left the picture. */
  | { readonly type: 'focus'; readonly id: string | null }
  | { readonly type: 'light'; readonly ids: readonly string[] | null }
  /** Keep these in sight. */
  | { readonly type: 'look'; readonly ids: readonly string[] }
  /** Closes an open group, or opens a closed one. */
  | { readonly type: 'fold'; readonly id: string }
  | { readonly type: 'legend'; readonly shown: boolean }
  /** The picture and what a mode puts beside it share the room in another way. */
  | { readonly type: 'split'; readonly split: Partial<Split> }
  | { readonly type: 'legend-of-mode'; readonly items: readonly LegendItem[] }
  | { readonly type: 'filter'; readonly filters: Partial<Filters> }
  | { readonly type: 'hides'; readonly hides: boolean }
  | { readonly type: 'around'; readonly around: Around | null }
  /** Opens the search box or changes what is looked for; `null` closes it. */
  | { readonly type: 'search'; readonly text: string | null }
  /** Goes to the next (1) or previous (-1) part that was found. */
  | { readonly type: 'search-step'; readonly by: 1 | -1 }
  | { readonly type: 'stage'; readonly size: Size }
  | { readonly type: 'pan'; readonly dx: number; readonly dy: number }
  /** Puts a point of the picture into the middle of the stage. */
  | { readonly type: 'centre'; readonly x: number; readonly y: number }
  /** Zooms about a point of the stage, its middle if none is given. */
  | { readonly type: 'zoom'; readonly factor: number; readonly at?: { readonly x: number; readonly y: number } }
  /** Shows the picture at this scale. */
  | { readonly type: 'scale'; readonly scale: number }
  /** Fits the whole picture to the stage; done once more, so that it can be read. */
  | { readonly type: 'fit' }
  /** Fills the stage with what is selected and what that leads to. */
  | { readonly type: 'zoom-to-selection' };

export const noFilters: Filters = { kinds: [], groups: [], tags: [], findings: 'all' };

/** The state before anything has come, as it was before the window was loaded anew. */
export function initialState(saved: SavedState | undefined): PreviewState {
  const viewport = saved?.viewport ?? null;
  return {
    diagram: null,
    notice: null,
    busy: false,
    pinned: saved?.pinned ?? false,
    mode: saved?.mode ?? 'architecture',
    choices: { views: [], orchestrators: [] },
    wish: saved?.wish ?? {},
    selected: saved?.selected ?? null,
    wholeWay: false,
    focused: null,
    cursor: null,
    lit: null,
    acting: [],
    legend: saved?.legend ?? true,
    split: saved?.split ?? usualSplit,
    legendOfMode: [],
    filters: saved?.filters ?? noFilters,
    hides: saved?.hides ?? false,
    around: saved?.around ?? null,
    search: null,
    stage: { width: 0, height: 0 },
    viewport: viewport ?? { x: 0, y: 0, scale: 1 },
    fitted: viewport === null ? (saved?.fitted ?? 'legible') : null,
    glides: false,
  };
}

/** What of a state is kept over a reload of the window; `undefined` before there is a picture. */
export function savedState(state: PreviewState, modes: SavedState['modes']): SavedState | undefined {
  if (state.diagram === null) return undefined;
  const { pinned, mode, wish, filters, hides, around, fitted, viewport, selected, legend, split } = state;
  return {
    uri: state.diagram.uri,
    viewport: fitted === null ? viewport : null,
    fitted: fitted ?? undefined,
    selected,
    pinned,
    mode,
    wish,
    filters,
    hides,
    around,
    legend,
    split,
    modes,
  };
}
