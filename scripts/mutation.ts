/**
 * Measures how well the tests of `analysis/` bite: Stryker changes the sources in small ways, one at a time, and each change that no test notices is written out.
 *
 *     npm run mutation -- rules passes                      # parts: rules, passes, fixes, engine, diff, explorer
 *     npm run mutation -- analysis/rules/event-loop.ts      # or single files
 *     npm run mutation -- --summary [parts or files]        # what the last runs found, without running anything
 *     npm run mutation -- --survivors [parts or files]      # the same, and every mutant that lived
 *     npm run mutation -- --concurrency 2 --force rules     # so many at a time; also what has not changed
 *     npm run mutation -- --endless 30 explorer             # what has not ended after so many seconds more than it should never will; 300 unless said
 *
 * What is known is kept in `out/mutation/`, a report a file in the form that Stryker's tools read; a run looks only at files that have changed since, themselves or the
 * tests that judge them (`scripts/mutation/judges.ts`). What a run that is stopped has found can be read, too. Several are mutated in one go (`--at-a-time 5`): starting takes longer than a file's mutants do.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { bold } from './colour.ts';
import { root } from './lib.ts';
import { config } from './mutation/config.ts';
import { filesOf, judgesOf, parts } from './mutation/judges.ts';
import { type Mutant, reportFileOf, reportOf, reportText } from './mutation/reports.ts';
import { asksAnew } from './mutation/types.ts';

/** How many mutants came to what. */
interface Counts {
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly uncovered: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // Files that are mutated in one go: what is found is written after each, and each begins with a run of all that judges them.
    'at-a-time': { type: 'string', default: '5' },
    concurrency: { type: 'string', default: '1' },
    endless: { type: 'string', default: String(config.timeoutMS / 1_000) },
    force: { type: 'boolean', default: false },
    summary: { type: 'boolean', default: false },
    survivors: { type: 'boolean', default: false },
  },
});

/** @returns the mutants of a file as they were last seen, or none. */
function mutantsOf(file: string): { readonly source: string; readonly mutants: readonly Mutant[] } {
  return reportOf(file).files[file] ?? { source: '', mutants: [] };
}

/** @returns what changes when a file or a test that judges it does. */
function fingerprintOf(file: string): string {
  const hash = createHash('sha256');
  for (const one of [file, ...judgesOf(file)]) hash.update(readFileSync(join(root, one)));
  return hash.digest('hex');
}

function count(mutants: readonly Mutant[]): Counts {
  const of = (status: string): number => mutants.filter((mutant) => mutant.status === status).length;
  return { killed: of('Killed'), timedOut: of('Timeout'), survived: of('Survived'), uncovered: of('NoCoverage') };
}

function line(name: string, { killed, timedOut, survived, uncovered }: Counts): string {
  const all = killed + timedOut + survived + uncovered;
  const score = all === 0 ? '—' : `${((100 * (killed + timedOut)) / all).toFixed(1)} %`;
  const numbers = [all, killed, timedOut, survived, uncovered].map((number) => String(number).padStart(8)).join('');
  return `${name.padEnd(56)}${score.padStart(8)}${numbers}`;
}

/** Prints a line a file and one for all of them; mutants that the compiler refuses or the page of a rule holds are not counted. */
function printSummary(files: readonly string[]): void {
  const heads = ['score', 'mutants', 'killed', 'endless', 'lived', 'no test'].map((head) => head.padStart(8)).join('');
  console.log(bold(`${''.padEnd(56)}${heads}`));
  const all: Mutant[] = [];
  for (const file of files) {
    const { mutants } = mutantsOf(file);
    all.push(...mutants);
    console.log(line(file, count(mutants)));
  }
  console.log(bold(line('all', count(all))));
}

/** Prints each mutant that lived: where, what stood there and what stands there instead. */
function printSurvivors(files: readonly string[]): void {
  for (const file of files) {
    const { source, mutants } = mutantsOf(file);
    const lines = source.split('\n');
    for (const { status, location, mutatorName, replacement = '' } of mutants) {
      if (status !== 'Survived' && status !== 'NoCoverage') continue;
      const { start, end } = location;
      const text = lines.slice(start.line - 1, end.line).join('\n');
      const original = text.slice(start.column - 1, text.length - ((lines[end.line - 1]?.length ?? 0) - (end.column - 1)));
      console.log(`${file}:${start.line}:${start.column} ${mutatorName}${status === 'NoCoverage' ? ', reached by no test' : ''}`);
      console.log(`    ${short(original)}\n  → ${short(replacement)}`);
    }
  }
}

function short(text: string): string {
  const joined = text.replace(/\s+/g, ' ');
  return joined.length > 160 ? `${joined.slice(0, 157)}…` : joined;
}

async function mutate(files: readonly string[]): Promise<void> {
  console.log(bold(`\n== ${files.join(' ')}`));
  // As they are now: what changes under way is measured next time.
  const before = new Map(files.map((file) => [file, { fingerprint: fingerprintOf(file), source: readFileSync(join(root, file), 'utf8') }]));
  const judges = Object.fromEntries(files.map((file) => [file, judgesOf(file)]));
  const options = {
    ...config,
    mutate: [...files],
    judges,
    concurrency: Number(values.concurrency),
    timeoutMS: Number(values.endless) * 1_000,
  };
  const results = await new Stryker(options).runMutationTest();
  for (const [file, measured] of before) {
    const mutants = results.filter(({ fileName }) => relative(root, fileName).replaceAll('\\', '/') === file);
    await writeFile(reportFileOf(file), reportText(file, measured, mutants));
    console.log(line(file, count(mutants)));
  }
}

const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
const files = chosen.flatMap((name) => (name.endsWith('.ts') ? [name] : filesOf(name)));
await mkdir(join(root, 'out/mutation'), { recursive: true });
if (values.force) process.env[asksAnew] = 'yes';
if (!values.summary && !values.survivors) {
  const changed = files.filter((file) => values.force || reportOf(file).fingerprint !== fingerprintOf(file));
  const atATime = Number(values['at-a-time']);
  for (let at = 0; at < changed.length; at += atATime) await mutate(changed.slice(at, at + atATime));
}
if (values.survivors) printSurvivors(files);
printSummary(files);
