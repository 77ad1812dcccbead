/** Reading the files of a revision, through the `git` command. No shell is involved, and nothing in the repository is changed. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { InputError, UsageError } from '../errors.ts';

/** So much may be read of one file or list, in bytes. */
const most = 256 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly out: Buffer;
  readonly err: string;
}

function git(folder: string, words: readonly string[], input?: string): Promise<Answer> {
  return new Promise((settle, reject) => {
    // It waits for nobody: neither for another git's lock, nor for a password. Its words are those that are looked for below.
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
    const child = execFile('git', [...words], { cwd: folder, env, maxBuffer: most, encoding: 'buffer' }, (error, out, err) => {
      if (error && (error as NodeJS.ErrnoException).code === 'ENOENT')
        reject(new InputError('To compare revisions the `git` command is needed, and it is not installed.'));
      else if (error && typeof error.code !== 'number') reject(error);
      else settle({ status: typeof error?.code === 'number' ? error.code : 0, out, err: err.toString('utf8') });
    });
    child.stdin?.on('error', reject);
    child.stdin?.end(input);
  });
}

/** A file of a revision. */
interface Entry {
  readonly path: string;
  readonly hash: string;
}

/** The files of one commit. */
export class Revision {
  /** The top of the repository, absolute. */
  readonly top: string;
  /** Paths from the top. */
  readonly paths: ReadonlySet<string>;
  readonly #hashes: ReadonlyMap<string, string>;

  constructor(top: string, entries: readonly Entry[]) {
    this.top = top;
    this.#hashes = new Map(entries.map(({ path, hash }) => [path, hash]));
    this.paths = new Set(this.#hashes.keys());
  }

  /** @returns the contents of files by path, of those that are there. @throws InputError */
  async read(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const wanted = paths.flatMap((path) => {
      const hash = this.#hashes.get(path);
      return hash === undefined ? [] : [{ path, hash }];
    });
    if (wanted.length === 0) return new Map();
    const { status, out, err } = await git(this.top, ['cat-file', '--batch'], `${wanted.map(({ hash }) => hash).join('\n')}\n`);
    if (status !== 0) throw new InputError(`git cannot read the revision: ${firstLine(err)}`);
    const contents = new Map<string, Buffer>();
    let at = 0;
    for (const { path } of wanted) {
      const end = out.indexOf('\n', at);
      const size = Number(/ blob (\d+)$/.exec(out.toString('latin1', at, end))?.[1]);
      if (!Number.isInteger(size)) throw new InputError(`git cannot read ${path} of the revision.`);
      contents.set(path, out.subarray(end + 1, end + 1 + size));
      at = end + size + 2;
    }
    return contents;
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.replace(/^fatal: /, '') ?? '';
}

/** What may be meant by a name that git does not know. */
async function adviceOn(top: string, name: string): Promise<string> {
  const [, one, other] = /^(.+?)\.{2,3}([^.].*)$/.exec(name) ?? [];
  if (one !== undefined && other !== undefined) return `: to compare two, write \`archlint diff ${one} ${other}\``;
  const [, revision, path] = /^([^:]+):([^:]+)$/.exec(name) ?? [];
  if (revision !== undefined && path !== undefined) return `: to look at one file, write \`archlint diff ${revision} --in ${path}\``;
  const shallow = await git(top, ['rev-parse', '--is-shallow-repository']);
  return shallow.out.toString('utf8').trim() === 'true' ? ': this clone is shallow, so it may have to be fetched first' : '';
}

/**
 * Finds a revision of the repository that a folder is in.
 * @param name a branch, a tag, a commit, or whatever else `git rev-parse` knows
 * @throws UsageError if there is no such repository or revision; InputError if git cannot read it
 */
export async function revisionAt(folder: string, name: string): Promise<Revision> {
  const place = await git(folder, ['rev-parse', '--show-toplevel']);
  if (place.status !== 0) {
    if (!place.err.includes('not a git repository')) throw new InputError(`git does not read this repository: ${firstLine(place.err)}.`);
    throw new UsageError(`There is no file or folder ${name}, and this is no git repository in which it could be a revision.`);
  }
  const top = resolve(place.out.toString('utf8').trimEnd());
  const named = await git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', name]);
  const object = named.out.toString('utf8').trim();
  const found = named.status === 0 ? await git(top, ['rev-parse', '--verify', '--quiet', `${object}^{commit}`]) : named;
  if (found.status !== 0)
    throw new UsageError(`There is no file or folder ${name}, and git knows no revision of that name${await adviceOn(top, name)}.`);
  const commit = found.out.toString('utf8').trim();
  const list = await git(top, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  if (list.status !== 0) throw new InputError(`git cannot list the files of ${name}: ${firstLine(list.err)}`);
  const entries = list.out
    .toString('utf8')
    .split('\0')
    .flatMap((line): readonly Entry[] => {
      // Links and modules are no files of this revision.
      const [, mode, hash, path] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      return mode === undefined || mode === '120000' || hash === undefined || path === undefined ? [] : [{ path, hash }];
    });
  return new Revision(top, entries);
}
