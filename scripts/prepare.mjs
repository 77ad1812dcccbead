/**
 * What npm runs after an installation: builds `dist/`. JavaScript, because the Node.js at hand may be too old for TypeScript: `npm install` of a checkout has the
 * one among the dependencies, but somebody who installs Archlint straight from its repository has only their own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = new URL('..', import.meta.url);

// `npm install -g git+…`, as pre-commit does it, prepares the checkout as something global, without its dependencies (npm 11.19). None of their scripts is needed here.
if (!existsSync(new URL('node_modules/esbuild', root))) {
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error('The dependencies are missing: run `npm ci`.');
  const words = ['ci', '--no-global', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync(process.execPath, [npm, ...words], { cwd: fileURLToPath(root), stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

const { build } = await import('esbuild');
const outfile = fileURLToPath(new URL('out/build.mjs', root));
await build({
  absWorkingDir: fileURLToPath(root),
  bundle: true,
  entryPoints: ['scripts/build.ts'],
  format: 'esm',
  logLevel: 'warning',
  outfile,
  packages: 'external',
  platform: 'node',
});
const { buildAll } = await import(pathToFileURL(outfile).href);
await buildAll();
