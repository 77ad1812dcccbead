/** Reading and writing design files. */
import { randomUUID } from 'node:crypto';
import { glob, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isPassedOver } from '../server/passed-over.ts';
import { InputError, reasonOf } from './errors.ts';

/** What a path on the command line stands for. */
export interface Input {
  /** The files, absolute. */
  readonly files: readonly string[];
  /** The folder that was named, absolute; undefined for files and globs. */
  readonly folder?: string;
}

/** @returns a path as people know it: from where they stand, or absolute if it lies elsewhere. */
export function shownPath(path: string, from: string = process.cwd()): string {
  const short = relative(from, path);
  const shown = short === '' ? '.' : short.startsWith('..') ? path : short;
  return sep === '\\' ? shown.replaceAll('\\', '/') : shown;
}

/** @returns the path of a file from a folder, with slashes; undefined if it lies elsewhere. */
export function pathIn(folder: string, path: string): string | undefined {
  const short = relative(folder, path);
  if (short === '' || short.startsWith('..') || isAbsolute(short)) return undefined;
  return sep === '\\' ? short.replaceAll('\\', '/') : short;
}

/** @returns the design files in a folder and below it, in a fixed order. @throws InputError */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const visit = async (directory: string): Promise<void> => {
    const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
      throw new InputError(`Cannot read ${shownPath(directory)}: ${reasonOf(error)}.`);
    });
    for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      if (isPassedOver(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (entry.name.endsWith('.arch') && (entry.isFile() || (entry.isSymbolicLink() && !(await leadsElsewhere(path)))))
        files.push(path);
    }
  };
  await visit(folder);
  return files;
}

/** Whether a link leads to a folder, say. One that leads nowhere is read like a file, which tells of it. */
async function leadsElsewhere(link: string): Promise<boolean> {
  return await stat(link).then(
    (target) => !target.isFile(),
    () => false,
  );
}

/**
 * Finds what a path on the command line names: a file, a folder or a glob.
 * @throws InputError if it names nothing
 */
export async function findInput(path: string): Promise<Input> {
  const absolute = resolve(path);
  const found = await stat(absolute).catch((error: unknown) => reasonOf(error));
  if (typeof found !== 'string') {
    if (found.isDirectory()) return { files: await filesIn(absolute), folder: absolute };
    if (!path.endsWith('.arch')) throw new InputError(`Cannot read ${path}: it is no design, whose name would end in .arch.`);
    return { files: [absolute] };
  }
  if (path === '-')
    throw new InputError('Cannot read -: with `--stdin --stdin-filename FILE`, check and format read what comes over the standard input.');
  if (!/[*?[\]{}]/.test(path)) throw new InputError(`Cannot read ${path}: ${found}.`);
  const files: string[] = [];
  // What is named is meant, whatever it is called.
  const named = new Set(path.split(/[\\/]/));
  const exclude = (found: unknown): boolean => isPassedOver(basename(String(found))) && !named.has(basename(String(found)));
  for await (const match of glob(path, { exclude })) {
    if (match.endsWith('.arch')) files.push(resolve(match));
  }
  if (files.length === 0) throw new InputError(`No .arch file matches ${path}.`);
  return { files: files.sort() };
}

const byteOrderMark = '\uFEFF';

/** @returns a text without the byte order mark at its beginning, which no column counts. */
export function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

/** @returns the text of a file, without its byte order mark. @throws InputError if it cannot be read or is no text */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new InputError(`Cannot read ${shownPath(path)}: ${reasonOf(error)}.`);
  });
  return withoutMark(decoded(bytes, shownPath(path)));
}

/** @returns the text of bytes. @throws InputError if they are none, or in another encoding */
export function decoded(bytes: Buffer, what: string): string {
  if (bytes.includes(0)) throw new InputError(`Cannot read ${what}: it is not a text file.`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InputError(`Cannot read ${what}: it is not UTF-8 text.`);
  }
}

/** @returns what comes over the standard input. @throws InputError if it is no text */
export async function readStandardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part));
  return decoded(Buffer.concat(parts), 'the standard input');
}

/** @returns the texts of files by path. @throws InputError that names every file that cannot be read */
export async function readTexts(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const refused: string[] = [];
  // A few at a time: many at once bring nothing, and may be more than the system lets be open.
  for (let at = 0; at < paths.length; at += 32) {
    const some = paths.slice(at, at + 32);
    const read = await Promise.allSettled(some.map(readText));
    for (const [index, result] of read.entries()) {
      if (result.status === 'fulfilled') texts.set(some[index] ?? '', result.value);
      else if (result.reason instanceof InputError) refused.push(...result.reason.lines);
      else throw result.reason;
    }
  }
  if (refused.length > 0) throw new InputError(...refused);
  return texts;
}

/** Writes a file so that nobody ever sees half of it, and keeps its permissions and its byte order mark. @throws InputError */
export async function writeAtomically(path: string, text: string | Uint8Array): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const part = join(dirname(target), `.${basename(target)}.${randomUUID()}.part`);
  try {
    const mode = await stat(target).then(
      (found) => found.mode,
      () => undefined,
    );
    // To put another file in its place would need no leave of whoever made it read-only.
    if (mode !== undefined && (mode & 0o222) === 0) throw new Error('it is read-only');
    const marked = typeof text === 'string' && mode !== undefined && (await hasMark(target));
    await writeFile(part, marked ? `${byteOrderMark}${withoutMark(text)}` : text, { mode });
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw new InputError(`Cannot write ${shownPath(path)}: ${reasonOf(error)}.`);
  }
}

async function hasMark(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0);
    return bytesRead === 3 && buffer.toString() === byteOrderMark;
  } finally {
    await file.close();
  }
}

/** Writes what a command made into a file of the user's choice. @throws InputError that says what is in the way */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(resolve(path));
  await stat(folder).catch((error: unknown) => {
    throw new InputError(`Cannot write ${path}: ${shownPath(folder)}: ${reasonOf(error)}.`);
  });
  await writeAtomically(path, content);
}
