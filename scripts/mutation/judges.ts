/** Which tests judge which file of `analysis/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib.ts';

/** The parts of `analysis/` that can be mutated on their own, by the folder whose files they are. */
export const parts: Readonly<Record<string, string>> = {
  rules: 'analysis/rules',
  passes: 'analysis/passes',
  fixes: 'analysis/fixes',
  engine: 'analysis',
  diff: 'analysis/diff',
  explorer: 'analysis/explorer',
};

/** Lists of modules, which a generator writes: nothing of them is decided by hand. */
const generated: ReadonlySet<string> = new Set(['analysis/rules/index.ts', 'analysis/diff/changes/index.ts']);

/** @returns the files of a part by address from the checkout's folder, in the order of their names. */
export function filesOf(part: string): readonly string[] {
  const folder = parts[part];
  if (folder === undefined) throw new Error(`There is no part ${part}. The parts are ${Object.keys(parts).join(', ')}.`);
  return readdirSync(join(root, folder), { recursive: part !== 'engine', encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((file) => !generated.has(file))
    .sort();
}

function testsIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** Tests of the explorer that look at hundreds of designs or at very large ones. */
const long = new Set(
  ['agreement', 'bounds', 'interleavings', 'naive', 'robustness', 'rules', 'signature', 'spin'].map(
    (name) => `test/explorer/${name}.test.ts`,
  ),
);

/** The test files of the parts that no rule alone stands for. Left out is what looks at hundreds of designs: laws, robustness, agreement, interleavings. */
const ofFolder: Readonly<Record<string, readonly string[]>> = {
  'analysis/fixes': ['test/analysis/fixes.test.ts'],
  'analysis/passes': ['test/corpus.test.ts'],
  'analysis/explorer': ['test/explorer/mechanisms', 'test/explorer/telling', 'test/explorer']
    .flatMap(testsIn)
    .filter((file) => !long.has(file)),
  'analysis/diff': ['test/analysis/diff.test.ts', 'test/analysis/renames.test.ts'],
  analysis: ['analyses', 'config', 'config-extends', 'config-schema', 'engine', 'fixes', 'half-written', 'suppressions'].map(
    (name) => `test/analysis/${name}.test.ts`,
  ),
};

/** Those whose designs are as large as the explorer bears, for the files that say where it stops. */
const ofBounds: ReadonlySet<string> = new Set(['analysis/explorer/explore.ts', 'analysis/explorer/variants.ts']);

/** Files whose own tables are kept with what they rest on, or with what rests on them. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'analysis/diff/aspects.ts': ['test/analysis/diff/changes/calls.test.ts', 'test/analysis/diff/changes/handling.test.ts'],
  'analysis/diff/failures.ts': ['test/analysis/diff/changes/loss.test.ts', 'test/analysis/diff/changes/dead-letters.test.ts'],
  // Every kind of change rests on it.
  'analysis/diff/version.ts': ['test/analysis/diff/version.test.ts', ...testsIn('test/analysis/diff/changes')],
  'analysis/diff/pairs.ts': ['test/analysis/diff/pairs.test.ts', ...testsIn('test/analysis/diff/changes')],
  'analysis/diff/words.ts': ['elements', 'guarantees', 'calls', 'handling'].map((name) => `test/analysis/diff/changes/${name}.test.ts`),
  'analysis/element-names.ts': ['test/analysis/names.test.ts'],
  // Its other test looks at hundreds of designs.
  'analysis/explorer/signature.ts': ['test/explorer/signature-pairs.test.ts'],
  'analysis/fixes/require.ts': ['test/analysis/fixes/require.test.ts', 'test/explorer/require-fix.test.ts'],
  'analysis/rule.ts': ['test/analysis/registry.test.ts'],
  'analysis/text-rules.ts': ['test/analysis/registry.test.ts'],
  'analysis/wording.ts': ['test/analysis/names.test.ts'],
};

/** @returns the test files that judge a file, those that are likeliest to find a mutant first. */
export function judgesOf(file: string): readonly string[] {
  const rule = /^analysis\/rules\/(.*)\.ts$/.exec(file)?.[1];
  // A table has no text that cannot be read whole. A rule that asks whether something is in doubt is judged by such texts, too.
  if (rule !== undefined)
    return [
      `test/rules/${rule}.test.ts`,
      ...(importsOf(file).includes('analysis/doubts.ts') ? ['test/analysis/half-written.test.ts'] : []),
    ];
  const kind = /^analysis\/diff\/changes\/(.*)\.ts$/.exec(file)?.[1];
  if (kind !== undefined) return [`test/analysis/diff/changes/${kind}.test.ts`];
  const own = elsewhere[file] ?? [
    file
      .replace(/^analysis\/explorer\/(unfold(?=\/)|.*(?=\.ts$)).*$/, 'test/explorer/$1.test.ts')
      .replace(/^analysis\/(?:passes\/)?(.*)\.ts$/, 'test/analysis/$1.test.ts'),
  ];
  const table = own.filter((one) => existsSync(join(root, one)));
  // What a fix writes is for its own table to say, as what a rule reports is: nearly all rules reach the texts that some of these put together.
  const isTold = file.startsWith('analysis/fixes/') && table.length > 0;
  const tables =
    !isTold && (file.startsWith('analysis/passes/') || file.startsWith('analysis/fixes/'))
      ? filesOf('rules')
          .filter((one) => reachedFrom(one).has(file))
          .flatMap(judgesOf)
      : [];
  const folder = file.split('/').slice(0, 2).join('/');
  const common = ofFolder[folder] ?? ofFolder.analysis ?? [];
  const bounds = ofBounds.has(file) ? ['test/explorer/bounds.test.ts'] : [];
  return [...new Set([...table, ...tables, ...common, ...bounds])];
}

/** @returns the files of `analysis/` that a file imports, itself or by way of others; types alone do not count. */
export function reachedFrom(file: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  for (const imported of importsOf(file)) {
    if (seen.has(imported)) continue;
    seen.add(imported);
    reachedFrom(imported, seen);
  }
  return seen;
}

/** What has been read; the sources do not change under way. */
const known = new Map<string, readonly string[]>();

function importsOf(file: string): readonly string[] {
  const before = known.get(file);
  if (before) return before;
  const text = readFileSync(join(root, file), 'utf8');
  const addresses = [...text.matchAll(/^(?:import|export) (?!type)[^;]*? from '(\.[^']*)'/gm)].map(([, address = '']) => address);
  const imports = addresses
    .map((address) => join(dirname(file), address).replaceAll('\\', '/'))
    .filter((one) => one.startsWith('analysis/'));
  known.set(file, imports);
  return imports;
}
