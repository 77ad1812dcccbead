import { UsageError } from '../errors.ts';
import type { Terminal } from '../terminal.ts';

export function diagram(_words: readonly string[], _terminal: Terminal): number {
  throw new UsageError('not there yet');
}
