/** Where what a command made goes to. */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError, reasonOf } from './errors.ts';
import { shownPath, writeAtomically } from './files.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes content to a file, or to the standard output when none is named.
 * @throws InputError if it cannot be written
 */
export async function put(content: string | Uint8Array, out: string | undefined, terminal: Terminal): Promise<void> {
  if (out === undefined) {
    terminal.out(String(content));
    return;
  }
  const folder = dirname(out);
  await stat(folder).catch((error: unknown) => {
    throw new InputError(`Cannot write ${out}: ${shownPath(folder)}: ${reasonOf(error)}.`);
  });
  await writeAtomically(out, content);
}
