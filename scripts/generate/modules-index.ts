/** Lists that are written from a folder: what is in the folder is in the list. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib.ts';

/** @returns the names of the modules in a folder, without their ending, in the order of the alphabet. */
export async function modulesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(root, folder));
  return names
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

function variable(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What a list is of: the name that each module exports, the list's own name and type, and where the type is from. */
export interface ListOf {
  readonly exported: string;
  readonly list: string;
  readonly type: string;
  readonly typeFrom: string;
  readonly comment: string;
}

/** @returns the text of the module that lists these, as the formatter would have it. */
export function indexModule(names: readonly string[], { exported, list, type, typeFrom, comment }: ListOf): string {
  const imports = names.map((name) => `import { ${exported} as ${variable(name)} } from './${name}.ts';\n`);
  const oneLine = `export const ${list}: readonly ${type}[] = [${names.map(variable).join(', ')}];`;
  const text =
    oneLine.length <= 140
      ? oneLine
      : `export const ${list}: readonly ${type}[] = [\n${names.map((name) => `  ${variable(name)},\n`).join('')}];`;
  return `/** ${comment} Generated from the files of this folder by \`npm run generate\`. */
import type { ${type} } from '${typeFrom}';
${imports.join('')}
${text}
`;
}
