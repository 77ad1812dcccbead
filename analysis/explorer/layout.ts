/** States as bit fields in whole words: how wide each field is and where it lies. Equal states are equal words. */
import type { Field } from './program.ts';

export class Layout {
  // The first is `NO_FIELD`: it has no bits, so that it is always nought, whatever it is set to.
  readonly word: number[] = [0];
  readonly shift: number[] = [0];
  readonly mask: number[] = [0];
  #words = 0;
  #used = 32;

  /** Makes room for the values from 0 to `most`; a field never lies across two words. */
  field(most: number): Field {
    const bits = Math.max(1, 32 - Math.clz32(most));
    if (this.#used + bits > 32) {
      this.#words++;
      this.#used = 0;
    }
    this.word.push(this.#words - 1);
    this.shift.push(this.#used);
    this.mask.push(2 ** bits - 1);
    this.#used += bits;
    return this.word.length - 1;
  }

  /** How many words a state takes. */
  get words(): number {
    return Math.max(1, this.#words);
  }
}
