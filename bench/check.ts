/** A cold `archlint check` of a large project, beside the floor of parsing and linking alone. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig } from '../analysis/config.ts';
import { analyze } from '../analysis/engine.ts';
import { here, median, medianRun, printTable, type Row } from './measure.ts';
import { designOf, type Files, makeProject } from './project.ts';

const ROUNDS = 5;

/** Time of each rule over the designs of a project, and of all of them, in milliseconds: medians of warm rounds. */
async function ruleTimes(files: Files): Promise<{ readonly byTime: readonly (readonly [string, number])[]; readonly all: number }> {
  const byRule = new Map<string, number[]>();
  const totals: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const design = await designOf(files);
    const started = performance.now();
    analyze(design, defaultConfig('file:///bench'), { onRule: (rule, time) => byRule.set(rule, [...(byRule.get(rule) ?? []), time]) });
    totals.push(performance.now() - started);
  }
  const times = [...byRule].map(([rule, values]) => [rule, median(values)] as const);
  return { byTime: times.sort((a, b) => b[1] - a[1]), all: median(totals) };
}

/** Measures and prints. */
export async function benchCheck(): Promise<void> {
  const files = makeProject(5_000, 100);
  const folder = await mkdtemp(join(tmpdir(), 'archlint-bench-'));
  try {
    for (const [name, text] of files) await writeFile(join(folder, name), text);
    const floor = await medianRun([here('bench/floor.ts'), folder], ROUNDS);
    const check = await medianRun([here('dist/cli.js'), 'check', folder], ROUNDS);
    const size = Math.round([...files.values()].reduce((sum, text) => sum + text.length, 0) / 1024);
    const rows: Row[] = [
      {
        what: `langium alone: parse and link ${size} KB`,
        measured: `${(floor.milliseconds / 1000).toFixed(2)} s, ${Math.round(floor.megabytes)} MB`,
      },
      {
        what: 'archlint check',
        measured: `${(check.milliseconds / 1000).toFixed(2)} s, ${Math.round(check.megabytes)} MB`,
        aim: '2.5 s, 350 MB',
      },
      { what: 'over the floor', measured: `× ${(check.milliseconds / floor.milliseconds).toFixed(2)}` },
    ];
    printTable('Cold check of 5,000 elements in 100 files', rows);
    const { byTime, all } = await ruleTimes(files);
    printTable('All rules over the whole project, warm', [
      { what: 'all', measured: `${all.toFixed(0)} ms` },
      ...byTime.map(([rule, time]) => ({ what: rule, measured: `${time.toFixed(1)} ms` })),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
