/** Designs from texts, for tests. */
import { type Config, defaultConfig } from '../../analysis/config.ts';
import { type AnalyzeOptions, analyze } from '../../analysis/engine.ts';
import type { Finding } from '../../analysis/finding.ts';
import type { Design } from '../../language/model/design.ts';
import { ProjectReader } from '../../language/read.ts';

/** Texts by file name, or the text of one file, `design.arch`. */
export type Texts = string | Readonly<Record<string, string>>;

/** The folder that the files of a test are in. */
export const testRoot = 'file:///test';

const reader = new ProjectReader();

/** @returns the texts by address. */
export function addressed(texts: Texts): ReadonlyMap<string, string> {
  const files = typeof texts === 'string' ? { 'design.arch': texts } : texts;
  return new Map(Object.entries(files).map(([name, text]) => [`${testRoot}/${name}`, text]));
}

/** Builds the design of one project. */
export async function designOf(texts: Texts): Promise<Design> {
  const [design] = await reader.read([addressed(texts)]);
  if (design === undefined) throw new Error('no design');
  return design;
}

/** Builds a design and checks it; as `archlint:recommended` unless told otherwise. */
export async function lint(texts: Texts, config: Config = defaultConfig(testRoot), options?: AnalyzeOptions): Promise<readonly Finding[]> {
  return analyze(await designOf(texts), config, options);
}

/** @returns the text without the indentation that all of its lines share, and without a first empty line. */
export function dedent(text: string): string {
  const lines = text.replace(/^[ \t]*\n/, '').split('\n');
  const margins = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const margin = Math.min(...margins);
  return lines
    .map((line) => (line.trim() === '' ? '' : line.slice(margin)))
    .join('\n')
    .replace(/\n+$/, '\n');
}
