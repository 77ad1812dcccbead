#!/usr/bin/env node
/** The `archlint` command: this process, its words and its output. */
import module from 'node:module';
import v8 from 'node:v8';
import { reasonOf } from './errors.ts';
import { run } from './run.ts';
import { terminalOf } from './terminal.ts';

// Whoever reads the output may stop before its end, as `head` does. What cannot be written otherwise, to a full disk say, is told where that can be.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`archlint: Cannot write to the standard output: ${reasonOf(error)}.\n`);
  process.exit(2);
});
// Nobody listens there any more; report and exit status are what they are.
process.stderr.on('error', () => {});

module.enableCompileCache?.();
// Large projects make much garbage in a short time. Keeping the young generation small saves a third of the memory, and one that is so small is
// collected sooner by one thread than by several that have to be woken for it.
v8.setFlagsFromString('--semi-space-growth-factor=1');
v8.setFlagsFromString('--no-parallel-scavenge');
process.exitCode = await run(process.argv.slice(2), terminalOf(process));
