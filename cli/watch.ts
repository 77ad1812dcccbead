/** Looking again whenever a file changes. */
import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isPassedOver } from '../server/passed-over.ts';

/** Milliseconds of quiet after which changes are looked at: editors write a file in several steps. */
const quiet = 60;

/** Watches folder trees until it is closed. */
export class Watch {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #onChange: () => void;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param onChange called once a burst of changes; never again after `close` */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Watches these folders and all below them, and no others any more. Folders that cannot be watched are left out. */
  async set(roots: readonly string[]): Promise<void> {
    const folders = new Set<string>();
    for (const root of roots) await gather(root, folders);
    if (this.#closed) return;
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#add(folder);
  }

  #add(folder: string): void {
    try {
      const watcher = watchFolder(folder, (event, name) => this.#changed(event === 'rename' ? null : name));
      // A folder that is removed takes its watcher along; the next `set` finds out.
      watcher.on('error', () => this.#changed(null));
      this.#watchers.set(folder, watcher);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES'))) throw error;
    }
  }

  /**
   * Designs and configurations matter, and whatever may be a folder.
   * @param name of a file that was written; null for what has come or gone, which may be a folder of any name, `orders.v2` say
   */
  #changed(name: string | null): void {
    if (this.#closed || (name !== null && /\.[^.]+$/.test(name) && !/\.(arch|json)$/.test(name))) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onChange, quiet);
  }

  /** Ends it: nothing is left that keeps the process alive. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }
}

async function gather(folder: string, into: Set<string>): Promise<void> {
  if (into.has(folder)) return;
  // What has gone meanwhile needs no watching.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return;
  into.add(folder);
  for (const entry of entries) if (entry.isDirectory() && !isPassedOver(entry.name)) await gather(join(folder, entry.name), into);
}
