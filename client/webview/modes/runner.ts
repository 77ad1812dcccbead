/** Opens and closes modes as the user changes between them. */
import type { SavedState } from '../../preview/messages.ts';
import { isStill } from '../dom.ts';
import type { Requests } from '../requests.ts';
import type { ModeId, PreviewState } from '../state/state.ts';
import type { Canvas } from '../view/canvas.ts';
import type { Mode, ModeHost, OpenMode } from './mode.ts';

/** What the runner hands on to modes. */
export interface RunnerParts extends Pick<ModeHost, 'tools' | 'side' | 'foot' | 'state' | 'dispatch' | 'reveal' | 'announce'> {
  readonly canvas: Canvas;
  readonly requests: Requests;
  /** What modes keep has changed. */
  changed(): void;
}

export class ModeRunner {
  readonly #modes: readonly Mode[];
  readonly #parts: RunnerParts;
  #saved: SavedState['modes'];
  #id: ModeId | undefined;
  #open: OpenMode | undefined;

  constructor(modes: readonly Mode[], saved: SavedState['modes'], parts: RunnerParts) {
    this.#modes = modes;
    this.#saved = saved;
    this.#parts = parts;
  }

  /** What the modes keep over a reload. */
  get saved(): SavedState['modes'] {
    return this.#saved;
  }

  /** The open mode's lines in the list of keys. */
  get help(): NonNullable<OpenMode['help']> {
    return this.#open?.help ?? [];
  }

  show(state: PreviewState): void {
    if (this.#id !== state.mode) this.#change(state.mode);
    this.#open?.update?.(state);
  }

  /** Offers a key to the open mode; returns whether it was taken. */
  key(event: KeyboardEvent): boolean {
    return this.#open?.key?.(event) ?? false;
  }

  /** Hands on what the extension wants to be shown in the open mode. */
  receive(argument: unknown): void {
    this.#open?.receive?.(argument);
  }

  #change(id: ModeId): void {
    const { tools, side, foot, dispatch } = this.#parts;
    // A mode may change the state while it opens or closes, which comes back here.
    this.#id = id;
    const before = this.#open;
    this.#open = undefined;
    before?.close();
    for (const place of [tools, side, foot]) place.replaceChildren();
    this.#parts.canvas.overlay().replaceChildren();
    const mode = this.#modes.find((each) => each.id === id);
    if (mode !== undefined) this.#open = mode.open(this.#hostOf(id));
    // A mode that an older version of the extension had, from a state that was kept.
    else dispatch({ type: 'mode', mode: 'architecture' });
  }

  #hostOf(id: ModeId): ModeHost {
    const { canvas, requests, changed, ...rest } = this.#parts;
    return {
      ...rest,
      part: canvas.part,
      overlay: canvas.overlay,
      request: (method, params) => requests.ask(method, params),
      isStill,
      saved: () => this.#saved[id],
      save: (value) => {
        this.#saved = { ...this.#saved, [id]: value };
        changed();
      },
    };
  }
}
