/** The server's log: sentences for people, shown in the client's output; details for whoever mends the server go to the debug level. */
import type { Connection } from 'vscode-languageserver';

export interface Log {
  /** Something the user should know, which does not stop anything. */
  warn(sentence: string): void;
  /**
   * Something failed inside the server.
   * @param sentence what does not work now, in the user's words
   * @param error what was thrown
   */
  error(sentence: string, error: unknown): void;
}

/** A log that writes to the client; without a connection it keeps silent. */
export function connectionLog(connection: Connection | undefined): Log {
  return {
    warn: (sentence) => connection?.console.warn(sentence),
    error: (sentence, error) => {
      connection?.console.error(`${sentence} (${messageOf(error)})`);
      if (error instanceof Error && error.stack !== undefined) connection?.console.debug(error.stack);
    },
  };
}

/** What an error says, in one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? '';
}
