/**
 * Bundles the product into `dist/`: the command, the language server, the layout worker, the engine of bitmaps, the extension and its webview.
 *
 *     node scripts/build.ts [--watch]
 */
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { type BuildOptions, build, context } from 'esbuild';
import { isMain, root } from './lib.ts';
import { thirdPartyLicences } from './licences.ts';

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  minifySyntax: true,
  minifyWhitespace: true,
  outdir: 'dist',
  sourcemap: 'linked',
  sourcesContent: false,
};

/** Some dependencies are CommonJS and ask for Node's modules by `require`, which an ECMAScript module does not have. */
const requireInModules =
  "import { createRequire as archlintCreateRequire } from 'node:module'; const require = archlintCreateRequire(import.meta.url);";

const node: BuildOptions = {
  ...common,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  banner: { js: requireInModules },
  // What a command does not need it does not load. Chunks lie beside the entries, so that a path relative to a module is right in any of them.
  splitting: true,
  chunkNames: 'chunk-[hash]',
};

/** What is built: the name in `dist/` and where its source begins. */
export const bundles: readonly BuildOptions[] = [
  {
    ...node,
    entryPoints: {
      cli: 'cli/main.ts',
      server: 'server/main.ts',
      'layout-worker': 'server/layout-worker.ts',
      'explore-worker': 'server/explore-worker.ts',
    },
  },
  // VS Code loads an extension's main file as CommonJS on every host that it supports.
  {
    ...common,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode'],
    entryPoints: { extension: 'client/extension.ts' },
    outExtension: { '.js': '.cjs' },
  },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { webview: 'client/webview/main.ts', 'webview-style': 'client/webview/style.css' },
  },
];

/** Builds everything once; throws when a source does not compile. */
export async function buildAll(): Promise<void> {
  await mkdir(`${root}/dist`, { recursive: true });
  const results = await Promise.all(bundles.map((options) => build({ ...options, metafile: true })));
  await removeOthers([...results.flatMap(({ metafile }) => Object.keys(metafile.outputs)), 'dist/resvg.wasm']);
  await copyFile(`${root}/node_modules/@resvg/resvg-wasm/index_bg.wasm`, `${root}/dist/resvg.wasm`);
  await writeFile(
    `${root}/dist/THIRD-PARTY-LICENCES.txt`,
    await thirdPartyLicences(
      results.map(({ metafile }) => metafile),
      ['node_modules/@fontsource/inter'],
    ),
  );
  await chmod(`${root}/dist/cli.js`, 0o755);
}

/** Removes what an earlier build left in `dist/`. */
async function removeOthers(built: readonly string[]): Promise<void> {
  const current = new Set(built);
  for (const name of await readdir(`${root}/dist`)) if (!current.has(`dist/${name}`)) await rm(`${root}/dist/${name}`, { recursive: true });
}

/** Builds everything and builds it again whenever a source changes, until the process is ended. */
async function watchAll(): Promise<void> {
  for (const options of bundles) {
    const watched = await context({ ...options, logLevel: 'info' });
    await watched.watch();
  }
}

if (isMain(import.meta)) await (process.argv.includes('--watch') ? watchAll() : buildAll());
