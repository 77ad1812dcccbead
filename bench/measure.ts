/** What the benchmarks share: running programs, medians, and a table. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A run of a program. */
export interface Run {
  readonly milliseconds: number;
  /** The most memory it held at once. */
  readonly megabytes: number;
}

// The child itself knows best how much memory it held; it says so when it ends.
const TELL_MEMORY = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS+'\\n'))`;

/**
 * Runs a JavaScript program to its end in a fresh process.
 * @param args the program's file and its arguments
 * @throws an error when it ends with a status other than those allowed
 */
export function runOnce(args: readonly string[], allowed: readonly number[] = [0, 1]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--import', TELL_MEMORY, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      const milliseconds = performance.now() - started;
      const peak = /peak (\d+)/.exec(errors)?.[1];
      if (!allowed.includes(status ?? -1) || peak === undefined) reject(new Error(`${args.join(' ')} ended with ${status}: ${errors}`));
      else resolve({ milliseconds, megabytes: Number(peak) / 1024 });
    });
  });
}

/** @returns the middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs a program several times, after one run that warms the disk's cache. */
export async function medianRun(args: readonly string[], times: number): Promise<Run> {
  await runOnce(args);
  const runs: Run[] = [];
  for (let time = 0; time < times; time++) runs.push(await runOnce(args));
  return { milliseconds: median(runs.map((run) => run.milliseconds)), megabytes: median(runs.map((run) => run.megabytes)) };
}

/** The path of a file of the checkout. */
export function here(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

/** One line of the report. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly aim?: string;
}

/** Prints lines as a Markdown table. */
export function printTable(title: string, rows: readonly Row[]): void {
  const width = Math.max(...rows.map((row) => row.what.length));
  console.log(`\n${title}\n`);
  console.log(`| ${'what'.padEnd(width)} | ${'measured'.padEnd(22)} | aim |`);
  console.log(`| ${'-'.repeat(width)} | ${'-'.repeat(22)} | --- |`);
  for (const { what, measured, aim } of rows) console.log(`| ${what.padEnd(width)} | ${measured.padEnd(22)} | ${aim ?? ''} |`);
}
