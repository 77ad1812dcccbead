/** Drawings of blocks: kept by text, asked for when they are not there yet. */
import type { DrawnSnippet } from '../../server/protocol.ts';
import { reasonOf } from '../words.ts';
import type { BlockState } from './block.ts';

/** Drawings kept; a page with more blocks than this is drawn again and again. */
const mostKept = 200;

export class Drawings {
  readonly #draw: (text: string) => Promise<DrawnSnippet>;
  readonly #changed: () => void;
  readonly #states = new Map<string, BlockState>();
  /** The last drawing of each place. */
  readonly #last = new Map<string, DrawnSnippet>();

  /**
   * @param draw makes a drawing
   * @param changed is called when a block has a new state
   */
  constructor(draw: (text: string) => Promise<DrawnSnippet>, changed: () => void) {
    this.#draw = draw;
    this.#changed = changed;
  }

  /**
   * The state of a text's drawing, at once; what is not there is on its way from then on.
   * @param place where the block stands: while its text changes it shows what it showed before
   */
  at(text: string, place: string): BlockState {
    const known = this.#states.get(text);
    if (known?.kind === 'drawn') this.#keep(this.#last, place, known.drawing);
    if (known !== undefined && known.kind !== 'drawing') return known;
    if (known === undefined) void this.#start(text);
    const before = this.#last.get(place);
    return before === undefined ? { kind: 'drawing' } : { kind: 'drawing', before };
  }

  /** Forgets everything, as after a change of theme. What was shown last stays until the new one is there. */
  clear(): void {
    this.#states.clear();
  }

  async #start(text: string): Promise<void> {
    const begun: BlockState = { kind: 'drawing' };
    this.#keep(this.#states, text, begun);
    const state = await this.#draw(text).then(
      (drawing): BlockState => ({ kind: 'drawn', drawing }),
      (error: unknown): BlockState => ({ kind: 'failed', reason: reasonOf(error) }),
    );
    if (this.#states.get(text) !== begun) return;
    this.#keep(this.#states, text, state);
    this.#changed();
  }

  #keep<V>(map: Map<string, V>, key: string, value: V): void {
    map.delete(key);
    map.set(key, value);
    const [oldest] = map.keys();
    if (map.size > mostKept && oldest !== undefined) map.delete(oldest);
  }
}
