/** What the extension and the preview's webview say to each other, both directions. Types only. */
import type { Diagram } from '../../server/protocol.ts';

/** From the extension to the webview. */
export type ToWebview =
  /** Show this picture; it replaces the one before. */
  | { readonly type: 'picture'; readonly diagram: Diagram }
  /** There is nothing to draw, or no picture can be had: say why, and keep the last picture if `keep`. */
  | { readonly type: 'notice'; readonly text: string; readonly keep: boolean }
  /** A picture is on its way, or is no longer. */
  | { readonly type: 'busy'; readonly busy: boolean }
  /** The editor's cursor is in the text of this node or edge, or of none. */
  | { readonly type: 'cursor'; readonly id: string | null };

/** From the webview to the extension. */
export type FromWebview =
  /** The webview listens; whatever it should show may be sent. */
  | { readonly type: 'ready' }
  /** Show the source of this node or edge. */
  | { readonly type: 'reveal'; readonly id: string };

/** What the webview keeps over a reload of the window. */
export interface SavedState {
  readonly uri: string;
  readonly viewport: { readonly x: number; readonly y: number; readonly scale: number } | null;
}
