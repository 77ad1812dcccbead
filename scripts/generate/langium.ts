/** Runs langium's generator over the grammar, beside the checkout, and refines its TextMate grammar. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, root, run } from '../lib.ts';
import { textMateGrammar } from './textmate.ts';

/**
 * The files that langium makes from a grammar, by path below the checkout.
 * @param grammar the text of `language/arch.langium`
 * @throws when the grammar has errors; langium has printed them
 */
export async function langiumFiles(grammar: string): Promise<ReadonlyMap<string, string>> {
  const copy = await mkdtemp(join(tmpdir(), 'archlint-langium-'));
  try {
    await mkdir(join(copy, 'language'));
    await writeFile(join(copy, 'language/arch.langium'), grammar);
    await cp(join(root, 'language/langium-config.json'), join(copy, 'language/langium-config.json'));
    const status = await run('langium', ['generate', '--file', 'language/langium-config.json'], { cwd: copy, env: environment() });
    if (status !== 0) throw new Error('langium found errors in language/arch.langium.');
    const files = new Map<string, string>();
    for (const name of (await readdir(join(copy, 'language/generated'))).sort()) {
      files.set(`language/generated/${name}`, await readFile(join(copy, 'language/generated', name), 'utf8'));
    }
    const made = await readFile(join(copy, 'syntaxes/arch.tmLanguage.json'), 'utf8');
    files.set('syntaxes/arch.tmLanguage.json', textMateGrammar(made));
    return files;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
