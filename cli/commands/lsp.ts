/** `archlint lsp`: the language server, for any editor. */
import { UsageError } from '../errors.ts';

/**
 * Starts the server; the process ends with its client.
 * @param words one of them names the transport; editors use `--stdio`
 * @returns the exit status so far
 */
export async function lsp(words: readonly string[]): Promise<number> {
  const { startServer } = await import('../../server/start.ts');
  if (!startServer(words)) throw new UsageError('`archlint lsp` needs to know how the editor talks to it: `archlint lsp --stdio`.');
  return 0;
}
