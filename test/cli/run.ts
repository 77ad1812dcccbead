/** Runs the command in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../cli/run.ts';
import { terminalOf } from '../../cli/terminal.ts';
import { root } from '../../scripts/lib.ts';

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const folders: string[] = [];

// Folders may be shared by the tests of a file, so they live as long as the run.
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** @returns a new folder that holds the files; it is removed after the run. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'archlint-test-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export function textIn(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** What CI services and terminals set is not the tests' business, unless a test says so. */
const unset = { NO_COLOR: '', FORCE_COLOR: '0', GITHUB_WORKSPACE: '', CI_PROJECT_DIR: '' };

/** One command after another: the folder and the environment are the whole process's. */
let last: Promise<unknown> = Promise.resolve();

/** Runs `archlint` in a folder, in this process (a new one takes a hundred times as long), its output not on a terminal. */
export function archlint(folder: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const ran = last.then(() => ranHere(folder, words, env));
  last = ran.catch(() => {});
  return ran;
}

async function ranHere(folder: string, words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const before = { folder: process.cwd(), env: process.env };
  const written = { out: '', err: '' };
  process.chdir(folder);
  process.env = { ...before.env, ...unset, ...env };
  try {
    const terminal = terminalOf({
      env: process.env,
      stdout: { write: (text) => (written.out += text) },
      stderr: { write: (text) => (written.err += text) },
    });
    return { status: await run(words, terminal), ...written };
  } finally {
    process.chdir(before.folder);
    process.env = before.env;
  }
}

/** Runs the command in a process of its own, with something on its standard input or nothing. */
export function archlintProcess(folder: string, words: readonly string[], input?: string | Uint8Array): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'cli/main.ts'), ...words], {
      cwd: folder,
      env: { ...process.env, ...unset },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    // A command that reads nothing may end before all is written.
    child.stdin?.on('error', () => {}).end(input);
    let out = '';
    let err = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, err }));
  });
}

/** A command that goes on until it is told to end. */
export interface Running {
  /** Waits until the output since the last call holds a pattern. @returns that output */
  readonly until: (pattern: RegExp) => Promise<string>;
  /** Waits until what it has said of errors holds a pattern. */
  readonly untilError: (pattern: RegExp) => Promise<void>;
  readonly errors: () => string;
  /** Interrupts it as Ctrl+C does. @returns its exit status and how it ended */
  readonly interrupt: () => Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts `archlint` in a folder. The test has to interrupt it. */
export function startArchlint(folder: string, words: readonly string[]): Running {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'cli/main.ts'), ...words], {
    cwd: folder,
    env: { ...process.env, ...unset },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let heard: (() => void) | undefined;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    heard?.();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    heard?.();
  });
  const ended = new Promise<{ status: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (status, signal) => {
      resolve({ status, signal });
      heard?.();
    });
  });
  const said = async (isSaid: () => boolean): Promise<void> => {
    while (!isSaid()) {
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${out}${err}`);
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  return {
    until: async (pattern) => {
      await said(() => pattern.test(out));
      const text = out;
      out = '';
      return text;
    },
    untilError: (pattern) => said(() => pattern.test(err)),
    errors: () => err,
    interrupt: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}
