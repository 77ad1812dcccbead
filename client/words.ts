/** Sentences that the extension shows. */

/** What an error says. Those of the server and of the preview are made of sentences for the user. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** How many findings a document has, as in `2 errors, 1 warning`. */
export function findingsSentence(errors: number, warnings: number, others: number): string {
  const parts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(others, 'hint')].filter((part) => part !== '');
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

function counted(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
