/** `archlint check --watch`: checks again whenever a design or a configuration changes, until it is interrupted. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Checker } from '../checker.ts';
import { InputError, reasonOf } from '../errors.ts';
import type { Project } from '../project.ts';
import { counted } from '../report/result.ts';
import type { Terminal } from '../terminal.ts';
import { Watch } from '../watch.ts';

/** What is done again and again. */
export interface Watched {
  /** Reads the projects anew. @throws InputError */
  readonly read: () => Promise<readonly Project[]>;
  /** Checks them and reports. @throws InputError */
  readonly check: (checker: Checker, projects: readonly Project[]) => Promise<unknown>;
  readonly configFile: string | undefined;
  /** The path of the baseline, if there is one. */
  readonly baseline: string | undefined;
}

/**
 * Runs until the process is interrupted (Ctrl+C) or told to end.
 * @returns the exit status, 0
 * @throws InputError if there is nothing to begin with
 */
export async function watchProjects(watched: Watched, terminal: Terminal): Promise<number> {
  // What is not there at the start is a mistake of the command; later it may be on its way.
  let seen: Seen = { projects: await watched.read() };
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
      await watch.set(rootsOf(seen.projects, watched));
      const now = await signatureOf(seen, watched);
      if (now !== last) await round(watched, checker, seen, terminal);
      last = now;
      if (!changed && !ended) await new Promise<void>((settle) => (due = settle));
      due = undefined;
      changed = false;
      if (ended) break;
      // Folders are watched before they are read: what is written to a new one in between is not missed.
      await watch.set(rootsOf(seen.projects, watched));
      seen = await lookAgain(watched, seen);
    }
  } finally {
    watch.close();
    process.off('SIGINT', end).off('SIGTERM', end);
  }
  return 0;
}

/** What was found there, and what was in the way of reading it. */
interface Seen {
  /** Those that could be read last. */
  readonly projects: readonly Project[];
  /** Why they cannot be read now; the next change may mend that. */
  readonly refusal?: InputError;
}

async function lookAgain({ read }: Watched, { projects }: Seen): Promise<Seen> {
  try {
    return { projects: await read() };
  } catch (error) {
    if (error instanceof InputError) return { projects, refusal: error };
    throw error;
  }
}

/** Says how things are now. What cannot be read takes the place of the findings of before. */
async function round({ check }: Watched, checker: Checker, { projects, refusal }: Seen, terminal: Terminal): Promise<void> {
  terminal.clear();
  checker.forget();
  terminal.out(`${terminal.paint('faint', 'Checking…')}\n`);
  try {
    if (refusal) throw refusal;
    await check(checker, projects);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) terminal.err(`archlint: ${line}\n`);
  }
  const files = projects.reduce((sum, { wanted }) => sum + wanted.size, 0);
  terminal.out(`${terminal.paint('faint', `Watching ${counted(files, 'file')}. Ctrl+C ends.`)}\n`);
}

/** The folders in which a change may matter. */
function rootsOf(projects: readonly Project[], { configFile, baseline }: Watched): readonly string[] {
  const others = [configFile, baseline].flatMap((path) => (path === undefined ? [] : dirname(resolve(path))));
  const extended = projects.flatMap(({ configTexts }) => [...configTexts.keys()].map((uri) => dirname(fileURLToPath(uri))));
  return [...new Set([...projects.map(({ folder }) => folder), ...extended, ...others])];
}

/** All that the findings follow from, so that a file that is only touched is not checked again. */
async function signatureOf({ projects, refusal }: Seen, { baseline }: Watched): Promise<string> {
  // Why a baseline cannot be read is told by the check.
  const known = baseline === undefined ? undefined : await readFile(baseline, 'utf8').catch(reasonOf);
  const texts = projects.map((project) => [[...project.texts], [...project.configTexts], [...project.wanted]]);
  return JSON.stringify([refusal?.lines, known, texts]);
}
