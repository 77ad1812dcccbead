/** Where what a command made goes to. */
import { writeOutput } from './files.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes content to a file, or to the standard output when none is named.
 * @throws InputError if it cannot be written
 */
export async function put(content: string | Uint8Array, out: string | undefined, terminal: Terminal): Promise<void> {
  if (out === undefined) terminal.out(String(content));
  else await writeOutput(out, content);
}
