/** `archlint diagram`: draws a design. */

import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { analyze } from '../../analysis/engine.ts';
import { drawArchitecture, type ThemeName, UnknownScopeError } from '../../diagram/index.ts';
import { ProjectReader } from '../../language/read.ts';
import { createLayouter } from '../../server/layout.ts';
import { countOf, oneOf, readArguments } from '../arguments.ts';
import { InputError, reasonOf, UsageError } from '../errors.ts';
import { shownPath, writeAtomically } from '../files.ts';
import { type Project, readProjects } from '../project.ts';
import type { Terminal } from '../terminal.ts';

/** Milliseconds for one try at a layout; whoever asks for a file can wait longer than an editor. */
const deadline = 30_000;

const themes: readonly ThemeName[] = ['light', 'dark', 'hc'];

/** Runs the command. @returns the exit status */
export async function diagram(words: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments('diagram', words, {
    out: { type: 'string' },
    view: { type: 'string' },
    focus: { type: 'string' },
    within: { type: 'string' },
    theme: { type: 'string' },
  });
  const [path, more] = positionals;
  if (path === undefined) throw new UsageError('`archlint diagram` needs a file or a folder: `archlint diagram shop.arch --out shop.svg`.');
  if (more !== undefined) throw new UsageError('`archlint diagram` draws one file or folder at a time.');
  if (values.out !== undefined && !/\.svg$/i.test(values.out))
    throw new UsageError(`The picture is SVG: end the name of the file in .svg, not ${values.out}.`);
  const theme = oneOf('theme', values.theme, themes, 'light');
  const within = countOf('within', values.within);
  if (values.focus === undefined && within !== undefined) throw new UsageError('The option --within goes with --focus ELEMENT.');
  const project = await projectAt(path);
  const focus = values.focus === undefined ? undefined : { element: values.focus, within };
  const svg = await draw(project, { view: values.view, focus, theme });
  await put(svg, values.out, terminal);
  return 0;
}

async function projectAt(path: string): Promise<Project> {
  const [project, other] = await readProjects([path], undefined);
  if (project === undefined) throw new InputError(`No .arch file in ${path}.`);
  if (other !== undefined)
    throw new InputError(`${path} holds several projects (${shownPath(project.folder)}, ${shownPath(other.folder)}, …). Name one of them.`);
  return project;
}

interface Choice {
  readonly view: string | undefined;
  readonly focus: { readonly element: string; readonly within: number | undefined } | undefined;
  readonly theme: ThemeName;
}

async function draw({ texts, config, wanted }: Project, { view, focus, theme }: Choice): Promise<string> {
  const [design] = await new ProjectReader().read([texts]);
  if (design === undefined) throw new InputError('There is nothing to draw.');
  // A file of a larger project is drawn with what it is connected to.
  const [only] = wanted;
  const uri = wanted.size === 1 && texts.size > 1 && view === undefined ? only : undefined;
  const layouter = createLayouter({ deadline });
  try {
    const { svg } = await drawArchitecture(design, analyze(design, config), { uri, view, focus, theme }, layouter);
    return svg;
  } catch (error) {
    if (error instanceof UnknownScopeError) throw new UsageError(error.message);
    throw error;
  } finally {
    await layouter.dispose();
  }
}

async function put(svg: string, out: string | undefined, terminal: Terminal): Promise<void> {
  if (out === undefined) {
    terminal.out(svg);
    return;
  }
  const folder = dirname(out);
  await stat(folder).catch((error: unknown) => {
    throw new InputError(`Cannot write ${out}: ${shownPath(folder)}: ${reasonOf(error)}.`);
  });
  await writeAtomically(out, svg);
}
