/** `archlint check --watch`: checks again whenever a design or a configuration changes, until it is interrupted. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Checker } from '../checker.ts';
import { InputError } from '../errors.ts';
import type { Project } from '../project.ts';
import { counted } from '../report/result.ts';
import type { Terminal } from '../terminal.ts';
import { Watch } from '../watch.ts';
import { type CheckOptions, checkOnce, projectsFor } from './check.ts';

/**
 * Runs until the process is interrupted (Ctrl+C) or told to end.
 * @returns the exit status, 0
 * @throws InputError if there is nothing to begin with
 */
export async function watchProjects(options: CheckOptions, terminal: Terminal): Promise<number> {
  // What is not there at the start is a mistake of the command; later it may be on its way.
  let projects = await projectsFor(options);
  const checker = new Checker();
  let due: (() => void) | undefined;
  let changed = false;
  let ended = false;
  const wake = (): void => {
    changed = true;
    due?.();
  };
  const watch = new Watch(wake);
  const end = (): void => {
    ended = true;
    due?.();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    let last: string | undefined;
    while (!ended) {
      await watch.set(rootsOf(projects, options));
      const now = signatureOf(projects);
      if (now !== last) await round(options, checker, projects, terminal);
      last = now;
      if (!changed && !ended) await new Promise<void>((settle) => (due = settle));
      due = undefined;
      changed = false;
      if (ended) break;
      // Folders are watched before they are read: what is written to a new one in between is not missed.
      await watch.set(rootsOf(projects, options));
      projects = await readAgain(options, projects, terminal);
    }
  } finally {
    watch.close();
    process.off('SIGINT', end).off('SIGTERM', end);
  }
  return 0;
}

async function round(options: CheckOptions, checker: Checker, projects: readonly Project[], terminal: Terminal): Promise<void> {
  terminal.clear();
  checker.forget();
  terminal.out(`${terminal.paint('faint', 'Checking…')}\n`);
  await reported(() => checkOnce(options, checker, projects, terminal), terminal);
  const files = projects.reduce((sum, { wanted }) => sum + wanted.size, 0);
  terminal.out(`${terminal.paint('faint', `Watching ${counted(files, 'file')}. Ctrl+C ends.`)}\n`);
}

/** What is in the way now may be mended with the next change. */
async function readAgain(options: CheckOptions, before: readonly Project[], terminal: Terminal): Promise<readonly Project[]> {
  return (await reported(() => projectsFor(options), terminal)) ?? before;
}

async function reported<Result>(action: () => Promise<Result>, terminal: Terminal): Promise<Result | undefined> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) terminal.err(`archlint: ${line}\n`);
    return undefined;
  }
}

/** The folders in which a change may matter. */
function rootsOf(projects: readonly Project[], { configFile, baseline }: CheckOptions): readonly string[] {
  const others = [configFile, baseline].flatMap((path) => (path === undefined ? [] : dirname(resolve(path))));
  const extended = projects.flatMap(({ configTexts }) => [...configTexts.keys()].map((uri) => dirname(fileURLToPath(uri))));
  return [...new Set([...projects.map(({ folder }) => folder), ...extended, ...others])];
}

/** All that the findings follow from, so that a file that is only touched is not checked again. */
function signatureOf(projects: readonly Project[]): string {
  return JSON.stringify(projects.map(({ texts, configTexts, wanted }) => [[...texts], [...configTexts], [...wanted]]));
}
