/** Writes the list of all rules: what is in the folder is in the list. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMain, root } from '../lib.ts';

const folder = 'analysis/rules';
const index = `${folder}/index.ts`;

/** @returns the ids of the rules in the folder, in the order of the alphabet. */
export async function ruleIds(): Promise<readonly string[]> {
  const names = await readdir(join(root, folder));
  return names
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

function variable(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The module's text, as the formatter would have it. */
function indexModule(ids: readonly string[]): string {
  const imports = ids.map((id) => `import { rule as ${variable(id)} } from './${id}.ts';\n`);
  const oneLine = `export const rules: readonly Rule[] = [${ids.map(variable).join(', ')}];`;
  const list =
    oneLine.length <= 140 ? oneLine : `export const rules: readonly Rule[] = [\n${ids.map((id) => `  ${variable(id)},\n`).join('')}];`;
  return `/** All rules by the alphabet. Generated from the files of this folder by \`npm run generate\`. */
import type { Rule } from '../rule.ts';
${imports.join('')}
${list}
`;
}

/** The files that follow from which rules there are, by path below the checkout. */
export async function rulesIndexFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([[index, indexModule(await ruleIds())]]);
}

// Alone it writes the index, so that a new rule need not wait for everything else that is generated.
if (isMain(import.meta)) {
  for (const [path, text] of await rulesIndexFiles()) {
    const now = await readFile(join(root, path), 'utf8').catch(() => undefined);
    await mkdir(join(root, folder), { recursive: true });
    if (now !== text) await writeFile(join(root, path), text);
  }
}
