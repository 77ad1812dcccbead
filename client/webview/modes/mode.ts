/**
 * How a way of looking at a design plugs into the preview. A mode is an object listed in `modes/index.ts`; the toolbar's switch shows all that are
 * listed. The preview draws the picture, moves it, selects in it and keeps the state; a mode fills the places that it is given and lights parts.
 */
import type { DiagramNode } from '../../../server/protocol.ts';
import type { ModeId, PreviewAction, PreviewState } from '../state/state.ts';

/** A way of looking at a design. */
export interface Mode {
  readonly id: ModeId;
  /** Its name in the switch. */
  readonly label: string;
  /** Whether the document has anything to look at in this way; it does if not said. */
  isOffered?(state: PreviewState): boolean;
  /** Called when the user comes to the mode, and on opening the preview in it. */
  open(host: ModeHost): OpenMode;
}

/** A mode that the user is in. */
export interface OpenMode {
  /** The preview's state has changed; called once right after opening too. Compare with what was seen last: it is called often. */
  update?(state: PreviewState): void;
  /** A key pressed outside of text fields; returns whether the mode has taken it. The preview's own keys come after. */
  key?(event: KeyboardEvent): boolean;
  /** The extension asks for something to be shown, as a run from a code lens. */
  receive?(argument: unknown): void;
  /** Lines for the list of keys: the keys in words, and what they do. */
  readonly help?: readonly (readonly [keys: string, what: string])[];
  /** The user leaves. Timers and listeners end here; the places are emptied and the light is put out by the preview. */
  close(): void;
}

/** What the preview gives a mode. */
export interface ModeHost {
  /** In the middle of the toolbar: pickers, a verdict. Empty, as are the next two; an empty place takes no room. */
  readonly tools: HTMLElement;
  /** To the right of the picture, as wide as its content's own `width` says (`clamp`ed by the page); below it in a narrow preview; the user may divide the room otherwise. */
  readonly side: HTMLElement;
  /** Below everything, over the whole width. */
  readonly foot: HTMLElement;
  /** The state as it is now. */
  state(): PreviewState;
  /** Changes the state: `light`, `select`, `wish`, … */
  dispatch(action: PreviewAction): void;
  /** The picture's own element of a node or an edge; it is another one after each drawing. */
  part(id: string): SVGGraphicsElement | null;
  /**
   * A layer over the picture, in the picture's coordinates (those of `diagram.nodes` and of `edge.points`). It is emptied when the picture is drawn
   * anew, which `update` follows.
   */
  overlay(): SVGGElement;
  /** Asks the server, through the extension (`client/preview/requests.ts` lists what may be asked). Rejects with a sentence for the user. */
  request<R>(method: string, params: object): Promise<R>;
  /** Shows a place in the text. */
  reveal(location: DiagramNode['source']): void;
  /** Has a screen reader say something once it is silent. */
  announce(sentence: string): void;
  /** Whether the user wants no motion. */
  isStill(): boolean;
  /** What `save` was last given, over a reload of the window too; plain data. */
  saved(): unknown;
  save(value: unknown): void;
}
