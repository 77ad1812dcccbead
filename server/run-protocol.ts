/** The part of the protocol that is about runs: flows with their verdicts, a run's picture, what would happen if, and what changed. Types and names only. */
import type { Location } from 'vscode-languageserver';
import type { DiagramTheme, LegendItem } from './protocol.ts';

/** Request: what becomes of a document's flows under faults. Parameters `FlowsParams`, result `Flows`. It waits for the exploration. */
export const flowsRequest = 'archlint/flows';

export interface FlowsParams {
  readonly uri: string;
  /** How many faults may strike in one run: 1 if not said, at most 2. */
  readonly faults?: number;
}

export interface Flows {
  readonly uri: string;
  readonly faults: number;
  /** In the order of the text. */
  readonly flows: readonly FlowSummary[];
}

export interface FlowSummary {
  /** Unique in the design. */
  readonly name: string;
  /** Where it begins. */
  readonly source: Location;
  readonly verdict: 'holds' | 'broken';
  /** Why not every run was looked at, if so. */
  readonly bound?: string;
  readonly effects: number;
  readonly states: number;
  /** The shortest run for each way to fail. */
  readonly runs: readonly RunSummary[];
}

export interface RunSummary {
  /** What strikes, as a title: `OrderPlaced delivered twice`. */
  readonly title: string;
  /** `Effect once is broken`, and how. */
  readonly promise: string;
  readonly text: string;
  /** The element to change, and where. */
  readonly element: string;
  readonly source: Location;
  readonly faults: readonly string[];
}

/** Which run of a flow. */
export type RunChoice =
  | { readonly kind: 'happy' }
  /** One of `FlowSummary.runs`, by its position. */
  | { readonly kind: 'counterexample'; readonly index: number }
  /** The run that follows when a fault strikes at a step of another one. */
  | { readonly kind: 'what-if'; readonly play: RunPlay };

/** Which faults strike where in a run: as the server gave it (`Strike.play`), to be handed back as it is. */
export interface RunPlay {
  readonly variant: number;
  readonly budget: number;
  readonly choices: readonly { readonly at: number; readonly fault: number }[];
}

/** What could strike at a step, and the run that follows. */
export interface Strike {
  /** `Crash` */
  readonly name: string;
  /** `Statistics crashes` */
  readonly text: string;
  readonly play: RunPlay;
}

/** Request: a run's picture and its steps. Parameters `RunParams`, result `DrawnRun`, or `null` for a flow or run that the design no longer has. */
export const runRequest = 'archlint/run';

export interface RunParams {
  readonly uri: string;
  readonly theme: DiagramTheme;
  readonly flow: string;
  /** As in `FlowsParams`. */
  readonly faults?: number;
  readonly run: RunChoice;
}

/** A run as a sequence diagram, with what a client needs to make it live. */
export interface DrawnRun {
  readonly uri: string;
  readonly flow: string;
  readonly run: RunChoice;
  readonly title: string;
  readonly subtitle: string;
  /**
   * A complete SVG document in the editor's colours, without script and without references to anything outside. The group of each step carries
   * `data-step`, that of each column's head `data-element`.
   */
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** Everything above this can stay in sight while the rows move. */
  readonly headsBottom: number;
  /** Ids of the elements that have a column. */
  readonly elements: readonly string[];
  /** What its lines and signs mean. */
  readonly legend: readonly LegendItem[];
  /** The groups around each of those that steps name, the innermost first and its system last: what stands for it in a picture where they are closed. */
  readonly around: Readonly<Record<string, readonly string[]>>;
  readonly steps: readonly DrawnStep[];
  /** The promise that breaks, in the words of `RunSummary`; absent where none does. */
  readonly verdict?: { readonly title: string; readonly text: string };
  /** Technology defaults that it rests on. */
  readonly restsOn: readonly string[];
}

export interface DrawnStep {
  /** The middle of its row in the picture. */
  readonly y: number;
  /** `call`, `answer`, `message`, `access`, `acknowledge` or `event`. */
  readonly kind: string;
  /** Ids of elements; the same where it happens at one. */
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** One sentence in plain words. */
  readonly text: string;
  readonly source: Location;
  /** The text of the line that it comes from, trimmed. */
  readonly line: string;
  /** The fault that strikes, in words: `Lost reply`. */
  readonly fault?: string;
  /** It never arrives. */
  readonly lost: boolean;
  readonly failed: boolean;
  readonly breaks: boolean;
  readonly times?: number;
  /** What could strike here: what then follows is another run. */
  readonly strikes: readonly Strike[];
}

/** Request: a run as a file. Parameters `ExportRunParams`, result `ExportedRun`, or `null` as for `runRequest`. */
export const exportRunRequest = 'archlint/exportRun';

export type RunFormat = 'svg' | 'animated-svg' | 'mermaid' | 'markdown';

export interface ExportRunParams extends RunParams {
  readonly format: RunFormat;
}

export interface ExportedRun {
  /** A file name for it, made from the run's title. */
  readonly fileName: string;
  readonly content: string;
}

/** Notification from the server: what was found of a document's flows is known, or is other than before. Parameters `FlowsChangedParams`. */
export const flowsChangedNotification = 'archlint/flowsChanged';

export interface FlowsChangedParams {
  readonly uri: string;
}

/**
 * Commands that the server's code lenses and code actions name, for clients that show runs (`initializationOptions: { "preview": true }`).
 * The client registers it; its one argument is a `ShowRunArguments`.
 */
export const showRunCommand = 'archlint.showRun';

export interface ShowRunArguments {
  readonly uri: string;
  readonly flow: string;
  readonly run: RunChoice;
  readonly faults: number;
}
