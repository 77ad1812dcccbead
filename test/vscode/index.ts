/** The suite that runs inside a real VS Code, started by `scripts/vscode-suite.ts`. */
import Mocha from 'mocha';
import CountingReporter from '../../scripts/reporter.ts';

/** Called by VS Code in the extension host; rejects when a test fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', reporter: CountingReporter, timeout: 300_000 });
  // Gives the tests mocha's functions, which is what loading them by name would do; they are bundled with this file instead.
  mocha.suite.emit('pre-require', globalThis, 'suite', mocha);
  await import('./activation.test.ts');
  await import('./configuration.test.ts');
  await import('./findings.test.ts');
  await import('./language.test.ts');
  await import('./preview.test.ts');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
