/** The licences of the packages that the bundles contain, as their terms ask. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from './lib.ts';

/**
 * One text with name, version, licence and licence text of every bundled package, sorted by name.
 * @param metafiles what esbuild says of the bundles
 * @param more folders of packages of which something is bundled that esbuild does not see, as the glyphs that pictures embed
 * @throws when a bundled package states no licence.
 */
export async function thirdPartyLicences(metafiles: readonly Metafile[], more: readonly string[]): Promise<string> {
  const folders = new Set(more);
  for (const { inputs } of metafiles) {
    for (const path of Object.keys(inputs)) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
      if (folder !== undefined) folders.add(folder);
    }
  }
  const texts = await Promise.all([...folders].sort().map(licenceOf));
  return `Archlint contains these packages, each under its own licence.\n${texts.join('')}`;
}

async function licenceOf(folder: string): Promise<string> {
  const directory = join(root, folder);
  const { name, version, license, repository } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
    repository?: string | { readonly url?: string };
  };
  if (license === undefined) throw new Error(`The package ${name} states no licence; it cannot be bundled.`);
  const file = (await readdir(directory)).find((entry) => /^licen[cs]e/i.test(entry));
  // Without a licence file, where the source and its licence are.
  const source = (typeof repository === 'string' ? repository : repository?.url)
    ?.replace(/^git\+/, '')
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/\.git$/, '');
  const text =
    file === undefined
      ? source === undefined
        ? ''
        : `\nSource code and licence: ${source}\n`
      : `\n${(await readFile(join(directory, file), 'utf8')).trim()}\n`;
  return `\n${'-'.repeat(100)}\n${name} ${version} (${license})\n${text}`;
}
