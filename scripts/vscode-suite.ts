/**
 * Runs the suite of `test/vscode` in a real extension host: in a downloaded VS Code where there is a desktop and one can be had, otherwise in VS
 * Code's own server with a browser. `ARCHLINT_VSCODE=desktop` or `=server` decides it.
 */
import { appendFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { root } from './lib.ts';
import { browserArguments, extensionFolder, installedBrowser, startServer } from './vscode.ts';

/** The longest that the whole suite may take, in milliseconds. */
const deadline = 15 * 60_000;

/** Bundles the suite, since an extension host does not strip types, and returns its path. */
async function bundleSuite(): Promise<string> {
  const outfile = join(root, 'out/vscode/suite.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/vscode/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outfile;
}

/** The downloaded VS Code's program; `undefined` where it would have no screen or cannot be downloaded. */
async function desktopProgram(): Promise<string | undefined> {
  const wish = process.env.ARCHLINT_VSCODE;
  if (wish === 'server') return undefined;
  if (wish !== 'desktop' && process.platform === 'linux' && process.env.DISPLAY === undefined) return undefined;
  try {
    return await downloadAndUnzipVSCode('stable');
  } catch (error) {
    if (wish === 'desktop') throw error;
    console.log(`VS Code cannot be downloaded (${String(error)}); its server runs the tests instead.`);
    return undefined;
  }
}

/** Everything that VS Code and the suite say goes to a file; what mocha's reporter says, all of it indented or empty, is shown. */
function log(message: string): void {
  appendFileSync(join(root, 'out/vscode/log.txt'), `${message}\n`);
  if (/^(\s|$)/.test(message)) console.log(message);
}

async function runOnDesktop(program: string, suite: string, workspace: string): Promise<number> {
  const launchArgs = [workspace, '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--disable-extensions'];
  return await runTests({
    vscodeExecutablePath: program,
    extensionDevelopmentPath: extensionFolder,
    extensionTestsPath: suite,
    launchArgs,
  });
}

async function runInServer(suite: string, workspace: string): Promise<number> {
  const server = await startServer();
  try {
    const browser = await chromium.launch({ executablePath: installedBrowser(), args: [...browserArguments], timeout: deadline });
    try {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      return await new Promise<number>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`The suite did not end within ${deadline / 60_000} minutes.`)), deadline);
        const exit = (code: number): void => {
          clearTimeout(late);
          resolve(code);
        };
        void (async () => {
          await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => log(format(...args)));
          await page.exposeFunction('codeAutomationExit', exit);
          // Loading has no bound of its own: a busy machine takes more time for it than for most suites.
          await page.goto(server.address({ folder: workspace, extension: extensionFolder, tests: suite }), { timeout: 0 });
        })().catch(reject);
      });
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

const suite = await bundleSuite();
const workspace = await mkdtemp(join(tmpdir(), 'archlint-suite-'));
try {
  await cp(join(root, 'test/corpus'), workspace, { recursive: true });
  const program = await desktopProgram();
  process.exitCode = await (program === undefined ? runInServer(suite, workspace) : runOnDesktop(program, suite, workspace));
} finally {
  await rm(workspace, { recursive: true, force: true });
}
