/** Notes what becomes of each mutant as soon as it is known, so that a run that is stopped has not been for nothing, and what lives can be read while the rest is tried. */
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import type { Reporter } from '@stryker-mutator/api/report';
import { root } from '../lib.ts';
import { reportFileOf, reportText } from './reports.ts';

/** Results between two writes: each writes the reports of all files that have got some. */
const atATime = 25;

class Notes implements Reporter {
  readonly #found = new Map<string, { readonly source: string; readonly results: MutantResult[] }>();
  readonly #fresh = new Set<string>();
  #waiting = 0;

  onMutantTested(result: MutantResult): void {
    const file = relative(root, result.fileName).replaceAll('\\', '/');
    const known = this.#found.get(file) ?? { source: readFileSync(result.fileName, 'utf8'), results: [] };
    this.#found.set(file, known);
    known.results.push(result);
    this.#fresh.add(file);
    if (++this.#waiting < atATime) return;
    this.#waiting = 0;
    // Without a fingerprint: what is not whole is measured again.
    for (const one of this.#fresh) {
      const { source, results } = this.#found.get(one) ?? known;
      writeFileSync(reportFileOf(one), reportText(one, { source }, results));
    }
    this.#fresh.clear();
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'notes', Notes)];
