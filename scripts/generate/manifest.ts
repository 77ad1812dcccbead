/** Keeps what `package.json` contributes to VS Code in step with the sources: the theme colours of pictures. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contributedColours } from '../../diagram/theme.ts';
import { root } from '../lib.ts';

/** `package.json` as it should be, by path below the checkout. */
export async function manifestFiles(): Promise<ReadonlyMap<string, string>> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { contributes: Record<string, unknown> };
  manifest.contributes.colors = contributedColours();
  return new Map([['package.json', `${JSON.stringify(manifest, undefined, 2)}\n`]]);
}
