/** How Stryker mutates, whatever it mutates. */
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';

export const config: PartialStrykerOptions & { readonly timeoutMS: number } = {
  testRunner: 'mocha',
  plugins: ['mocha', 'notes', 'prose', 'types'].map((name) => `./scripts/mutation/${name}.ts`),
  ignorers: ['prose'],
  checkers: ['types'],
  coverageAnalysis: 'perTest',
  // Node strips the types, and mutants need not have any.
  disableTypeChecks: false,
  // Only what the tests of the analyses read goes into the sandbox; without a tsconfig.json nothing there has to be rewritten.
  ignorePatterns: [
    ...['/*', '!/analysis', '!/language', '!/test', '!/examples', '!/docs', '!/scripts', '!/package.json'],
    ...['/test/e2e', '/test/vscode', '/docs/images', '/docs/gallery', '/docs/rules'],
  ],
  tempDirName: 'out/stryker',
  // A mutant that never ends is a killed one; the margin is for a busy machine, so that a slow one is not taken for it.
  timeoutMS: 300_000,
  dryRunTimeoutMinutes: 60,
  timeoutFactor: 2,
  // What lived is printed by `scripts/mutation.ts`, in fewer lines than Stryker's own reporters take.
  reporters: ['progress-append-only', 'notes'],
};
