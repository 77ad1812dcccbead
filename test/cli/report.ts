/** Reports of designs, made in this process: for tests of formats. */
import { join } from 'node:path';
import { defaultConfig } from '../../analysis/config.ts';
import type { RuleFailure } from '../../analysis/engine.ts';
import { Checker } from '../../cli/checker.ts';
import { type Project, uriOf } from '../../cli/project.ts';
import { Places, type Report, type Summary, summarize } from '../../cli/report/result.ts';
import { plain } from '../../cli/terminal.ts';
import { fingerprintOf } from '../../server/fingerprints.ts';

const folder = '/checkout';

/** A project of these files, its paths below a folder that need not exist. */
export function projectOf(files: Readonly<Record<string, string>>): Project {
  const uris = Object.keys(files).map((name) => [name, uriOf(join(folder, name))] as const);
  return {
    folder,
    config: defaultConfig(uriOf(folder)),
    texts: new Map(uris.map(([name, uri]) => [uri, files[name] ?? ''])),
    wanted: new Set(uris.map(([, uri]) => uri)),
    paths: new Map(uris.map(([name, uri]) => [uri, join(folder, name)])),
    configTexts: new Map(),
  };
}

/** Checks files as one project. */
export async function reportOf(
  files: Readonly<Record<string, string>>,
  { failures = [], baseline }: { readonly failures?: readonly RuleFailure[]; readonly baseline?: Summary['baseline'] } = {},
): Promise<Report> {
  const project = projectOf(files);
  const results = await new Checker().check([project]);
  const name = (uri: string): string => decodeURIComponent(uri.slice(uriOf(folder).length + 1));
  return {
    results,
    summary: summarize(results, 0, baseline),
    failures,
    shown: name,
    inCheckout: name,
    fingerprintOf,
    places: new Places([project]),
    paint: plain,
    version: '1.2.3',
  };
}
