/** Mocha's `spec` reporter, which also leaves its counts in the file that `ARCHLINT_TEST_RESULTS` names, for `scripts/test.ts` to add up. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Mocha from 'mocha';

export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env.ARCHLINT_TEST_RESULTS;
    if (file === undefined) return;
    runner.once('end', () => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed: this.stats.failures }));
    });
  }
}
