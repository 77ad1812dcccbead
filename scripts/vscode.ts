/**
 * A VS Code to run the extension in, on machines where none is installed and none can be downloaded: VS Code's own server, from the
 * package registry, shown by a browser. It is kept in a cache folder outside the checkout, so that only the first run pays for it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { root, run } from './lib.ts';

/** The package that carries VS Code's server, and the Node that it needs. */
const serverPackage = 'code-server@4.139.1';
const nodePackage = 'node@24';

/** What the caches of all checkouts share. */
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'archlint');

/** VS Code's server on this machine: its Node and its entry. */
export interface InstalledServer {
  readonly node: string;
  readonly main: string;
}

/**
 * VS Code's server, installed from the registry if it is not there yet (about two minutes).
 * @throws when the registry cannot be reached or a native module does not compile
 */
async function installedServer(): Promise<InstalledServer> {
  const folder = join(cache, `vscode-${serverPackage.slice(serverPackage.lastIndexOf('@') + 1)}`);
  const installed = {
    node: join(folder, 'node/node_modules/.bin/node'),
    main: join(folder, 'server/node_modules/code-server/lib/vscode/out/server-main.js'),
  };
  const complete = join(folder, 'installed');
  if (existsSync(complete) && existsSync(installed.node)) return installed;
  console.log(`Installing VS Code's server into ${folder}. This takes a few minutes, once.`);
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(join(cache, 'installing-'));
  try {
    // Node first, and in a folder of its own: the server's install scripts run on it, and an install in the same folder would replace it meanwhile.
    const node = join(unfinished, 'node');
    await install(nodePackage, node, []);
    await install(serverPackage, join(unfinished, 'server'), [join(node, 'node_modules/.bin')]);
    await writeFile(join(unfinished, 'installed'), '');
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return installed;
}

/** Installs a package into a folder, which is emptied first; `paths` are looked through before `PATH` by the scripts of its packages. */
async function install(name: string, folder: string, paths: readonly string[]): Promise<void> {
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-update-notifier', name];
  const PATH = [...paths, process.env.PATH ?? ''].join(delimiter);
  // The scripts of the checkout tell npm about its own package; none of that is meant here.
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('npm_package_') && key !== 'npm_config_local_prefix');
  const base = { ...Object.fromEntries(inherited), PATH };
  const attempt = async (env: NodeJS.ProcessEnv): Promise<boolean> => {
    // What a failed attempt leaves behind would fail the next one.
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    return (await run('npm', args, { cwd: folder, env })) === 0;
  };
  if (await attempt(base)) return;
  const headers = systemHeaders();
  if (headers !== undefined) {
    console.log(`Once more, compiling with the headers in ${headers}, as Node's site may be out of reach.`);
    if (await attempt({ ...base, npm_config_nodedir: headers })) return;
  }
  throw new Error(
    `${name} could not be installed into ${folder}. Is the package registry in reach, and are a C++ compiler, python3 and libkrb5-dev installed?`,
  );
}

/** The prefix below which an installed Node keeps its headers, if any does. */
function systemHeaders(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders.map(dirname).find((prefix) => existsSync(join(prefix, 'include/node/node.h')));
}

/** What a running server shows. */
export interface PageOptions {
  /** The folder that is opened. */
  readonly folder: string;
  /** Run the extension from this folder, without installing it. */
  readonly extension?: string;
  /** Run these tests (a CommonJS module that exports `run`) in the extension host. */
  readonly tests?: string;
}

/** A running server. */
export interface RunningServer {
  /** The address to open in a browser. */
  address(options: PageOptions): string;
  /** Ends the server and removes what it kept. */
  stop(): Promise<void>;
}

/**
 * Starts VS Code's server on a free port of this machine, with a fresh profile.
 * @param options `extensions`: a folder of installed extensions; `env`: more environment variables for the extension host; `asksForTrust`: whether
 *   workspaces are restricted until somebody trusts them, as on a desktop
 * @throws when the server ends before it listens
 */
export async function startServer(
  options: { readonly extensions?: string; readonly env?: Readonly<Record<string, string>>; readonly asksForTrust?: boolean } = {},
): Promise<RunningServer> {
  const { node, main } = await installedServer();
  const data = await mkdtemp(join(tmpdir(), 'archlint-vscode-'));
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--without-connection-token',
    '--accept-server-license-terms',
    '--enable-smoke-test-driver',
  ];
  if (options.asksForTrust !== true) args.push('--disable-workspace-trust');
  args.push('--server-data-dir', data, '--extensions-dir', options.extensions ?? join(data, 'extensions'), '--telemetry-level', 'off');
  const child = spawn(node, [main, ...args], { env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const port = await listening(child);
  const authority = `127.0.0.1:${port}`;
  return {
    address({ folder, extension, tests }) {
      const payload = [
        ...(extension === undefined ? [] : [['extensionDevelopmentPath', `vscode-remote://${authority}${extension}`]]),
        ...(tests === undefined ? [] : [['extensionTestsPath', `vscode-remote://${authority}${tests}`]]),
        ['skipWelcome', 'true'],
        ['skipReleaseNotes', 'true'],
      ];
      return `http://${authority}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    },
    async stop() {
      await end(child);
      await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** Resolves to the port once the server says that it listens. */
function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        if (said.length < 50) said.push(line);
        const port = /agent listening on (\d+)/.exec(line)?.[1];
        if (port !== undefined) resolve(Number(port));
      });
    }
    child.once('error', reject);
    child.once('close', (status) => reject(new Error(`VS Code's server ended with status ${status}:\n${said.join('\n')}`)));
  });
}

/** Asks a process to end, and makes it when it does not within five seconds. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 5000);
  await closed;
  clearTimeout(force);
}

/**
 * Installs a packaged extension as a user would.
 * @param vsix the package
 * @param extensions the folder it is installed into
 * @returns the exit status of VS Code's server
 */
export async function installExtension(vsix: string, extensions: string): Promise<number> {
  const { node, main } = await installedServer();
  const data = await mkdtemp(join(tmpdir(), 'archlint-install-'));
  try {
    return await run(node, [
      main,
      '--install-extension',
      vsix,
      '--extensions-dir',
      extensions,
      '--server-data-dir',
      data,
      '--accept-server-license-terms',
    ]);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** A program's path on this machine, by the first of its names that is in the search path; `undefined` when none is. */
export function installedProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  return names
    .flatMap((name) => folders.flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`))))
    .find((path) => existsSync(path));
}

/**
 * The browser for tests.
 * @throws when there is none
 */
export function installedBrowser(): string {
  const found = process.env.ARCHLINT_BROWSER ?? installedProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  if (found === undefined)
    throw new Error(
      'The tests in VS Code need Chromium or Chrome. Install it (Debian: apt-get install chromium), or name it in ARCHLINT_BROWSER.',
    );
  return found;
}

/** The arguments with which Chromium runs unattended. */
export const browserArguments: readonly string[] = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

/** The extension under development: this checkout. */
export const extensionFolder: string = root;
