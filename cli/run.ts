/** Runs a command line: finds the command, and says in one line why it could not do its work. */
import { nearest } from '../analysis/nearest.ts';
import { InputError, reasonOf, UsageError } from './errors.ts';
import { type Command, commands, helpOf, overview } from './help.ts';
import { repainted, type Terminal } from './terminal.ts';
import { unfit, version } from './version.ts';

/**
 * Runs what the words of a command line ask for.
 * @returns the exit status; it does not throw
 */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { rest, withColours } = colourOf(words);
    return await main(rest, withColours === undefined ? terminal : repainted(terminal, withColours));
  } catch (error) {
    for (const line of explained(error)) terminal.err(`archlint: ${line}\n`);
    return 2;
  }
}

/** Takes `--color` and `--no-color`, which all commands understand, out of the words; the last of them holds. */
function colourOf(words: readonly string[]): { readonly rest: readonly string[]; readonly withColours: boolean | undefined } {
  const end = words.indexOf('--');
  const isColour = (word: string, index: number): boolean => /^--(?:no-)?colou?r$/.test(word) && (end < 0 || index < end);
  const last = words.findLast(isColour);
  return {
    rest: words.filter((word, index) => !isColour(word, index)),
    withColours: last === undefined ? undefined : !last.startsWith('--no-'),
  };
}

/** Each command loads only what it needs: a check draws nothing and serves no editor. */
async function execute(command: Command, words: readonly string[], terminal: Terminal): Promise<number> {
  switch (command) {
    case 'check':
      return (await import('./commands/check.ts')).check(words, terminal);
    case 'format':
      return (await import('./commands/format.ts')).format(words, terminal);
    case 'rules':
      return (await import('./commands/rules.ts')).rules(words, terminal);
    case 'explain':
      return (await import('./commands/explain.ts')).explain(words, terminal);
    case 'diagram':
      return (await import('./commands/diagram.ts')).diagram(words, terminal);
    case 'diff':
      return (await import('./commands/diff.ts')).diff(words, terminal);
    case 'explore':
      return (await import('./commands/explore.ts')).explore(words, terminal);
    case 'lsp':
      return (await import('./commands/lsp.ts')).lsp(words);
  }
}

/** What the commands of other tools are called here. */
const otherWords: ReadonlyMap<string, string> = new Map([
  ['lint', 'check'],
  ['validate', 'check'],
  ['test', 'check'],
  ['fix', 'check --fix'],
  ['watch', 'check --watch'],
  ['baseline', 'check --write-baseline'],
  ['fmt', 'format'],
  ['list', 'rules'],
  ['rule', 'explain'],
  ['draw', 'diagram'],
  ['render', 'diagram'],
  ['export', 'diagram'],
  ['compare', 'diff'],
  ['simulate', 'explore'],
  ['run', 'explore'],
  ['server', 'lsp --stdio'],
  ['serve', 'lsp --stdio'],
  ['version', '--version'],
]);

async function main(words: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = words;
  if (first === '--version' || first === '-v') {
    terminal.out(`${version()}\n`);
    return 0;
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    const about = commands.find((command) => command === rest[0]);
    terminal.out(about ? helpOf(about) : overview);
    return 0;
  }
  if (first === undefined) throw new UsageError('Which command? `archlint --help` lists them.');
  const command = commands.find((candidate) => candidate === first);
  if (command === undefined) {
    const near = otherWords.get(first) ?? nearest(first, commands);
    throw new UsageError(`There is no command ${first}. ${near ? `Did you mean \`archlint ${near}\`?` : '`archlint --help` lists them.'}`);
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(helpOf(command));
    return 0;
  }
  // An older one lacks what the commands load, and would say so in words of its own.
  const refusal = unfit(process.versions.node);
  if (refusal !== undefined) throw new UsageError(refusal);
  return execute(command, rest, terminal);
}

/** @returns the lines that say why a command could not do its work. */
function explained(error: unknown): readonly string[] {
  if (error instanceof InputError) return error.lines;
  if (error instanceof UsageError) return [error.message];
  const lines = [
    `Something went wrong inside of Archlint: ${reasonOf(error)}. Please report it, with what ARCHLINT_DEBUG=1 shows in addition.`,
  ];
  // Where it went wrong helps those who mend it, and nobody else.
  if (process.env.ARCHLINT_DEBUG && error instanceof Error && error.stack) lines.push(error.stack);
  return lines;
}
