/** Runs SPIN on a model: translates it to C, compiles that, and searches all states. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PromelaModel, Told } from './promela.ts';

export interface SpinResult {
  readonly broken: readonly Told[];
  readonly states: number;
  /** States a second, as the verifier says; undefined where the search was too short to tell. */
  readonly rate?: number;
}

/** @returns what is missing to run SPIN, if anything is. */
export function missingForSpin(): string | undefined {
  const missing = [
    ['spin', '-V'],
    ['gcc', '--version'],
  ].filter(([program = '', option = '']) => spawnSync(program, [option]).status !== 0);
  return missing.length === 0 ? undefined : missing.map(([program]) => program).join(' and ');
}

function run(program: string, options: readonly string[], directory: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, options, {
    cwd: directory,
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? ''}\n${stdout.slice(0, 2000)}\n${stderr.slice(0, 2000)}`);
  return stdout;
}

/**
 * @param optimised compiles for speed, which takes longer: for measurements
 * @throws when the model is wrong or the search does not end
 */
export function runSpin({ text, told }: PromelaModel, optimised = false): SpinResult {
  const directory = mkdtempSync(join(tmpdir(), 'archlint-spin-'));
  try {
    writeFileSync(join(directory, 'model.pml'), text);
    run('spin', ['-a', 'model.pml'], directory);
    // Without partial-order reduction and with C code in the model, every state is seen, so that nothing is told too late or not at all.
    run('gcc', [optimised ? '-O2' : '-O0', '-w', '-DSAFETY', '-DNOREDUCE', '-DMEMLIM=2048', '-o', 'pan', 'pan.c'], directory);
    const output = run('./pan', ['-m200000', '-E', '-n', '-w22'], directory);
    if (/max search depth too small|out of memory|reached -DMEMLIM/.test(output))
      throw new Error(`the search did not end: ${output.slice(0, 2000)}`);
    const numbers = [...output.matchAll(/^\s*BROKEN (\d+)$/gm)].map(([, number]) => Number(number));
    const states = Number(/([\d.e+]+) states, stored/.exec(output)?.[1]);
    const rate = /rate\s+([\d.e+]+) states\/second/.exec(output)?.[1];
    return { broken: numbers.flatMap((number) => told[number] ?? []), states, rate: rate === undefined ? undefined : Number(rate) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
