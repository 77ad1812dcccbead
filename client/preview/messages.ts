/** What the extension and the preview's webview say to each other, both directions. Types only. */
import type { Diagram, DiagramNode, DiagramScope, PartFact, Pictures } from '../../server/protocol.ts';
import type { Split } from '../webview/state/split.ts';
import type { Around, Filters, Fit, ModeId } from '../webview/state/state.ts';
import type { Room } from './direction.ts';

/** What the webview asks of a picture; document and theme are the extension's affair. */
export interface DiagramWish extends DiagramScope {
  /** The state machine of an orchestrator (the document's first if none is named) rather than the architecture. */
  readonly states?: { readonly orchestrator?: string };
}

/** From the extension to the webview. */
export type ToWebview =
  /** Show this picture; it replaces the one before. */
  | { readonly type: 'picture'; readonly diagram: Diagram }
  /** There is nothing to draw, or no picture can be had: say why, and keep the last picture if `keep`. */
  | { readonly type: 'notice'; readonly text: string; readonly keep: boolean }
  /** A picture is on its way, or is no longer. */
  | { readonly type: 'busy'; readonly busy: boolean }
  /** What else can be drawn of the document. */
  | ({ readonly type: 'choices' } & Pictures)
  /** The preview stays with its document, or follows the editor. */
  | { readonly type: 'pinned'; readonly pinned: boolean }
  /** The editor's cursor is in the text of this node or edge, or of none; `moved`: the user has put it there just now. */
  | { readonly type: 'cursor'; readonly id: string | null; readonly moved: boolean }
  /** Whether the user wants a legend, as of other previews. */
  | { readonly type: 'legend'; readonly shown: boolean }
  /** How the user has divided other previews. */
  | { readonly type: 'split'; readonly split: Split }
  /** Go to this mode, and give it this (`OpenMode.receive`). */
  | { readonly type: 'show'; readonly mode: ModeId; readonly argument: unknown }
  /** What came of a request: `result`, or a sentence for the user. */
  | { readonly type: 'answer'; readonly number: number; readonly result: unknown }
  | { readonly type: 'refusal'; readonly number: number; readonly reason: string };

/** From the webview to the extension. */
export type FromWebview =
  /** The webview listens; whatever it should show may be sent. `isNew`: it has kept nothing from before a reload. */
  | { readonly type: 'ready'; readonly wish: DiagramWish; readonly room: Room; readonly isNew: boolean }
  /** There is more or less room for pictures from now on. What is shown keeps its direction; what is shown next takes the one that fits. */
  | { readonly type: 'room'; readonly room: Room }
  /** Draw this from now on. */
  | { readonly type: 'wish'; readonly wish: DiagramWish }
  /** Stay with the document shown, or follow the editor. */
  | { readonly type: 'pin'; readonly pinned: boolean }
  /** The user has shown or hidden the legend. */
  | { readonly type: 'legend'; readonly shown: boolean }
  /** The user has moved the divider between the picture and what is beside it. */
  | { readonly type: 'split'; readonly split: Split }
  /** Show the source of this node or edge. */
  | { readonly type: 'reveal'; readonly id: string }
  /** Show this place in the text. */
  | { readonly type: 'reveal-location'; readonly location: DiagramNode['source'] }
  /** Answer this (`client/preview/requests.ts`). */
  | { readonly type: 'request'; readonly number: number; readonly method: string; readonly params: unknown };

/** What the webview keeps over a reload of the window. */
export interface SavedState {
  readonly uri: string;
  readonly viewport: { readonly x: number; readonly y: number; readonly scale: number } | null;
  readonly selected: string | null;
  readonly pinned: boolean;
  readonly mode: ModeId;
  readonly wish: DiagramWish;
  readonly filters: Filters;
  readonly hides: boolean;
  readonly around: Around | null;
  /** How the picture was fitted, if it was; absent in what earlier versions have kept, as are the next two. */
  readonly fitted?: Fit;
  readonly legend?: boolean;
  readonly split?: Split;
  /** What each mode keeps for itself. */
  readonly modes: Readonly<Partial<Record<ModeId, unknown>>>;
}

/** A part's card: what is known of it, and what was found. The answer to the request `details`. */
export interface PartDetails {
  /** Its name, or what a line says. */
  readonly title: string;
  /** Its keyword and technology, or the kind of the line. */
  readonly kind: string;
  readonly description?: string;
  /** Owner, notes, statements: a line each. */
  readonly said: readonly string[];
  readonly facts: readonly PartFact[];
  readonly findings: readonly FoundOnPart[];
}

/** A finding with what mends it. */
export interface FoundOnPart {
  /** By which `fix` and `rule` name it. */
  readonly number: number;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
  /** Titles of its quick fixes. */
  readonly fixes: readonly string[];
}
