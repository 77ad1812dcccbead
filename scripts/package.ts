/**
 * Packages the extension into `archlint.vsix` and makes sure that it holds what it should and nothing else.
 *
 *     npm run package
 */
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { buildAll } from './build.ts';
import { isMain, root } from './lib.ts';

/** The largest package that is acceptable, in bytes. */
const largest = 5 * 1024 * 1024;

/** Where the package is put. */
export const vsixPath: string = join(root, 'archlint.vsix');

/** What must be in the package. */
const needed: readonly string[] = [
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'client/media/icon.png',
  'dist/extension.cjs',
  'dist/server.js',
  'dist/layout-worker.js',
  'dist/explore-worker.js',
  'dist/cli.js',
  'dist/resvg.wasm',
  'dist/webview.js',
  'dist/webview-style.css',
  'dist/THIRD-PARTY-LICENCES.txt',
  'syntaxes/arch.tmLanguage.json',
  'syntaxes/language-configuration.json',
  'syntaxes/snippets.json',
];

/** What must not be: sources, tests, maps and what belongs to the workshop. */
const unwanted: readonly RegExp[] = [
  /\.ts$/,
  /\.map$/,
  /\.langium$/,
  /\.vsix$/,
  /(^|\/)test\//,
  /(^|\/)node_modules\//,
  /^(scripts|bench|coverage|out)\//,
  /^\.(?!vscodeignore$)/,
];

/**
 * What is wrong with a package's content, a sentence each.
 * @param files the paths in the package
 */
function contentFaults(files: readonly string[]): readonly string[] {
  const missing = needed.filter((path) => !files.includes(path)).map((path) => `${path} is missing from the package.`);
  const extra = files
    .filter((path) => unwanted.some((pattern) => pattern.test(path)))
    .map((path) => `${path} does not belong into the package.`);
  return [...missing, ...extra];
}

async function main(): Promise<void> {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await buildAll();
  await createVSIX({
    cwd: root,
    packagePath: vsixPath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const { size } = await stat(vsixPath);
  const faults = [
    ...contentFaults(files),
    ...(size > largest ? [`The package has ${size} bytes; more than ${largest} are too many.`] : []),
  ];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`${vsixPath}: ${files.length} files, ${(size / 1024 / 1024).toFixed(2)} MB`);
}

if (isMain(import.meta)) await main();
