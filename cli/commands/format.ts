/** `archlint format`: lays designs out. */
import { resolve } from 'node:path';
import { createArchServices, format as formatText } from '../../language/index.ts';
import { readArguments } from '../arguments.ts';
import { UsageError } from '../errors.ts';
import { readStandardInput, shownPath, writeAtomically } from '../files.ts';
import { readProjectOf, readProjects } from '../project.ts';
import type { Terminal } from '../terminal.ts';

/** Runs the command. @returns the exit status: 1 when `--check` finds a file that is laid out otherwise */
export async function format(words: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments('format', words, {
    check: { type: 'boolean' },
    stdin: { type: 'boolean' },
    'stdin-filename': { type: 'string' },
  });
  const filename = values['stdin-filename'];
  if (values.stdin) {
    if (positionals.length > 0)
      throw new UsageError(`With --stdin the text comes from the standard input: leave out ${positionals.join(' ')}.`);
    return await formatStandardInput(filename, values.check ?? false, terminal);
  }
  if (filename !== undefined) throw new UsageError('The option --stdin-filename goes with --stdin.');
  const projects = await readProjects(positionals);
  const services = createArchServices().Arch;
  const files = projects.flatMap(({ texts, wanted, paths }) =>
    [...wanted].map((uri) => ({ path: paths.get(uri) ?? '', text: texts.get(uri) ?? '' })),
  );
  const changed: string[] = [];
  for (const { path, text } of files) {
    const formatted = formatText(text, services);
    if (formatted === text) continue;
    if (!values.check) await writeAtomically(path, formatted);
    changed.push(shownPath(path));
  }
  for (const path of changed) terminal.out(`${path}\n`);
  terminal.out(`${summary(changed.length, files.length, values.check ?? false)}\n`);
  return values.check && changed.length > 0 ? 1 : 0;
}

/**
 * Lays out what comes over the standard input, as an editor without a language server asks for it. A file that the configuration of its project
 * ignores is not touched, so its text comes back as it is.
 */
async function formatStandardInput(filename: string | undefined, checking: boolean, terminal: Terminal): Promise<number> {
  if (filename !== undefined && !filename.endsWith('.arch'))
    throw new UsageError(`The option --stdin-filename takes the name of an .arch file, not ${filename}.`);
  const text = await readStandardInput();
  const isIgnored = filename !== undefined && (await readProjectOf({ path: resolve(filename), text })).wanted.size === 0;
  const formatted = isIgnored ? text : formatText(text, createArchServices().Arch);
  if (!checking) terminal.out(formatted);
  else if (formatted !== text) terminal.out(`${filename ?? 'The standard input'} is laid out otherwise.\n`);
  return checking && formatted !== text ? 1 : 0;
}

function summary(changed: number, all: number, checking: boolean): string {
  const files = `${all} file${all === 1 ? '' : 's'}`;
  if (changed === 0) return `${files}, all laid out as they should be.`;
  if (checking) return `${changed} of ${files} laid out otherwise. Run \`archlint format\`.`;
  return `${changed} of ${files} formatted.`;
}
