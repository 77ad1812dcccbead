#!/usr/bin/env node
/** The `archlint` command. */
import module from 'node:module';
import v8 from 'node:v8';
import { nearest } from '../analysis/nearest.ts';
import { InputError, UsageError } from './errors.ts';
import { type Command, commands, helpOf, overview } from './help.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Each command loads only what it needs: a check draws nothing and serves no editor. */
async function run(command: Command, words: readonly string[], terminal: Terminal): Promise<number> {
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
    case 'lsp':
      return (await import('./commands/lsp.ts')).lsp(words);
  }
}

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
    const near = nearest(first, commands);
    throw new UsageError(`There is no command ${first}. ${near ? `Did you mean \`archlint ${near}\`?` : '`archlint --help` lists them.'}`);
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(helpOf(command));
    return 0;
  }
  return run(command, rest, terminal);
}

/** @returns the lines that say why a command could not do its work. */
function explained(error: unknown): readonly string[] {
  if (error instanceof InputError) return error.lines;
  if (error instanceof UsageError) return [error.message];
  const told = error instanceof Error ? error.message : String(error);
  const lines = [`Something went wrong inside of Archlint: ${told}. Please report it, with what ARCHLINT_DEBUG=1 shows in addition.`];
  // Where it went wrong helps those who mend it, and nobody else.
  if (process.env.ARCHLINT_DEBUG && error instanceof Error && error.stack) lines.push(error.stack);
  return lines;
}

// Whoever reads the output may stop before its end, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

module.enableCompileCache?.();
// Large projects make much garbage in a short time. Keeping the young generation small costs a twentieth of the time and saves a third of the memory.
v8.setFlagsFromString('--semi-space-growth-factor=1');
const terminal = processTerminal();
try {
  process.exitCode = await main(process.argv.slice(2), terminal);
} catch (error) {
  for (const line of explained(error)) terminal.err(`archlint: ${line}\n`);
  process.exitCode = 2;
}
