/** `archlint format`: lays designs out. */
import { createArchServices, format as formatText } from '../../language/index.ts';
import { readArguments } from '../arguments.ts';
import { shownPath, writeAtomically } from '../files.ts';
import { readProjects } from '../project.ts';
import type { Terminal } from '../terminal.ts';

/** Runs the command. @returns the exit status: 1 when `--check` finds a file that is laid out otherwise */
export async function format(words: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments('format', words, { check: { type: 'boolean' } });
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

function summary(changed: number, all: number, checking: boolean): string {
  const files = `${all} file${all === 1 ? '' : 's'}`;
  if (changed === 0) return `${files}, all laid out as they should be.`;
  if (checking) return `${changed} of ${files} laid out otherwise. Run \`archlint format\`.`;
  return `${changed} of ${files} formatted.`;
}
