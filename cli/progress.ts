/** A line on the terminal that tells how far a command is, once that takes longer than a moment. */

/** Milliseconds that nobody minds waiting. */
const moment = 500;
/** Milliseconds between two looks of the line: more often cannot be read. */
const pause = 80;

/** Tells how far a command is. */
export interface Progress {
  /** Called often; what it says is seen now and then. */
  readonly at: (text: () => string) => void;
  /** Takes the line away, before anything else is written. */
  readonly done: () => void;
}

export const silent: Progress = { at: () => {}, done: () => {} };

/** What a line of progress is written to. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/**
 * @param stream the error output, so that the report can be piped; nothing is shown unless it is a terminal
 * @param now milliseconds, for tests
 */
export function progressOn(stream: ProgressStream, now: () => number = () => performance.now()): Progress {
  if (!stream.isTTY) return silent;
  const started = now();
  let last = started;
  let shown = false;
  return {
    at: (text) => {
      const time = now();
      if (time - started < moment || time - last < pause) return;
      last = time;
      shown = true;
      stream.write(`\r\u001b[K${text().slice(0, (stream.columns ?? 80) - 1)}`);
    },
    done: () => {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
