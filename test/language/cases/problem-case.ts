/** A text and all that is wrong with it. */
export interface ProblemCase {
  readonly that: string;
  readonly text: string;
  /** Further files of the project, by name. */
  readonly others?: Readonly<Record<string, string>>;
  readonly problems: readonly ExpectedProblem[];
}

export interface ExpectedProblem {
  /** The text that it points at. */
  readonly at: string;
  /** Rule and message. */
  readonly says: string;
  readonly related?: readonly string[];
  /** The text after each fix, by its title; of another file if that is the one it changes. */
  readonly fixes?: Readonly<Record<string, string>>;
}
