/**
 * Writes every file that follows from others: parser, keyword lists, embedded technologies, pages, colours.
 *
 *     node scripts/generate.ts [--check]
 *
 * With `--check` nothing is written: files that are not what they should be are named, and the exit status is 1.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fontFiles } from './generate/font.ts';
import { langiumFiles } from './generate/langium.ts';
import { languageFiles } from './generate/language.ts';
import { rulesIndexFiles } from './generate/rules-index.ts';
import { root } from './lib.ts';

type Files = ReadonlyMap<string, string>;

/** Modules of the product: the parser, the embedded technologies, the lists of rules. */
async function moduleFiles(): Promise<Files> {
  const language = await languageFiles();
  const langium = await langiumFiles(language.get('language/arch.langium') ?? '');
  return new Map([...langium, ...language, ...(await fontFiles()), ...(await rulesIndexFiles())]);
}

/** What the product itself makes. It is loaded only now, so that a new rule, technology or keyword is part of it. */
async function productFiles(): Promise<Files> {
  const [{ configSchemaFiles }, { manifestFiles }, { pageFiles }] = await Promise.all([
    import('./generate/config-schema.ts'),
    import('./generate/manifest.ts'),
    import('./generate/pages.ts'),
  ]);
  return new Map([...configSchemaFiles(), ...(await manifestFiles()), ...(await pageFiles())]);
}

/** Writes the files that are not what they should be, unless they are only to be named. @returns their paths */
async function update(files: Files, checking: boolean): Promise<readonly string[]> {
  const different: string[] = [];
  for (const [path, text] of files) {
    const now = await readFile(join(root, path), 'utf8').catch(() => undefined);
    if (now === text) continue;
    different.push(path);
    if (checking) continue;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return different;
}

const checking = process.argv.includes('--check');
const modules = await moduleFiles();
const different = [...(await update(modules, checking))];
let count = modules.size;
// What the product makes with modules that are not current says nothing.
if (!checking || different.length === 0) {
  const files = await productFiles();
  different.push(...(await update(files, checking)));
  count += files.size;
}
if (checking && different.length > 0) {
  console.error(
    `Not what its sources say:\n${different.map((path) => `  ${path}`).join('\n')}\nRun \`npm run generate\` and commit what it writes.`,
  );
  process.exitCode = 1;
} else {
  console.log(`${count} generated files, ${different.length === 0 ? 'all current' : `written: ${different.join(', ')}`}.`);
}
