/**
 * Opens the examples in a VS Code that runs the extension from this checkout: the installed `code`, or else VS Code's server in the browser.
 *
 *     npm start [-- FOLDER] [-- --browser]
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { root, run } from './lib.ts';
import { extensionFolder, installedProgram, startServer } from './vscode.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { browser: { type: 'boolean', default: false } } });
const folder = resolve(positionals[0] ?? join(root, 'examples'));

await buildAll();
const code = installedProgram('code', 'code-insiders', 'codium');
if (code !== undefined && !values.browser) {
  process.exitCode = await run(code, [`--extensionDevelopmentPath=${extensionFolder}`, folder]);
} else {
  await openInBrowser();
}

async function openInBrowser(): Promise<void> {
  const server = await startServer();
  const address = server.address({ folder, extension: extensionFolder });
  console.log(`\nVS Code with Archlint runs at\n\n  ${address}\n\nEnd it with Ctrl+C.`);
  const opener = desktopOpener();
  if (opener !== undefined)
    spawn(opener, [address], { stdio: 'ignore', detached: true })
      // The address is printed above.
      .on('error', () => undefined)
      .unref();
  await new Promise<void>((end) => {
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  });
  await server.stop();
}

/** The program that opens an address on this desktop, if there is a desktop. */
function desktopOpener(): string | undefined {
  switch (process.platform) {
    case 'darwin':
      return installedProgram('open');
    case 'win32':
      return installedProgram('explorer');
    default:
      return process.env.DISPLAY === undefined && process.env.WAYLAND_DISPLAY === undefined ? undefined : installedProgram('xdg-open');
  }
}
