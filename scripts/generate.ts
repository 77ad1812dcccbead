/**
 * Writes every file that follows from others: parser, keyword lists, embedded technologies, pages, colours.
 *
 *     node scripts/generate.ts [--check]
 *
 * With `--check` nothing is written: files that are not what they should be are named, and the exit status is 1.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configSchemaFiles } from './generate/config-schema.ts';
import { fontFiles } from './generate/font.ts';
import { langiumFiles } from './generate/langium.ts';
import { languageFiles } from './generate/language.ts';
import { manifestFiles } from './generate/manifest.ts';
import { pageFiles } from './generate/pages.ts';
import { rulesIndexFiles } from './generate/rules-index.ts';
import { root } from './lib.ts';

/** All generated files by path below the checkout. Later generators see what earlier ones made. */
async function allFiles(): Promise<ReadonlyMap<string, string>> {
  const language = await languageFiles();
  const langium = await langiumFiles(language.get('language/arch.langium') ?? '');
  return new Map([
    ...langium,
    ...language,
    ...(await fontFiles()),
    ...(await rulesIndexFiles()),
    ...configSchemaFiles(),
    ...(await manifestFiles()),
    ...(await pageFiles()),
  ]);
}

const checking = process.argv.includes('--check');
const files = await allFiles();
const different: string[] = [];
for (const [path, text] of files) {
  const now = await readFile(join(root, path), 'utf8').catch(() => undefined);
  if (now === text) continue;
  different.push(path);
  if (checking) continue;
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
if (checking && different.length > 0) {
  console.error(
    `Not what its sources say:\n${different.map((path) => `  ${path}`).join('\n')}\nRun \`npm run generate\` and commit what it writes.`,
  );
  process.exitCode = 1;
} else {
  console.log(`${files.size} generated files, ${different.length === 0 ? 'all current' : `written: ${different.join(', ')}`}.`);
}
