/** Runs the real command in a folder of its own. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

/** Runs `archlint` in a folder, its output not on a terminal. */
export function archlint(folder: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const clean = { ...process.env, NO_COLOR: '', FORCE_COLOR: undefined, ...env };
    const child = spawn(process.execPath, [join(root, 'cli/main.ts'), ...words], {
      cwd: folder,
      env: clean,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, err }));
  });
}
