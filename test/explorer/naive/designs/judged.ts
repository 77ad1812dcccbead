/**
 * Small designs, and what a reader of the specification says of them: each promise that breaks, at which element, by how many faults. The naive model has to say
 * so in the fixed order and in every order, and the explorer has to agree.
 */

export interface JudgedDesign {
  readonly name: string;
  /** What stands in a system `s`. */
  readonly text: string;
  /** `promise element faults`, one for each; of a requirement its number stands for the element. */
  readonly breaks: readonly string[];
  /** The most faults that strike; 1 if not said. */
  readonly faults?: number;
}
