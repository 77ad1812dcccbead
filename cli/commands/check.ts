/** `archlint check`: finds what is wrong with designs, and mends what is safe to mend. */

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprintOf } from '../../server/fingerprints.ts';
import { countOf, oneOf, outputOption, readArguments } from '../arguments.ts';
import { Baselines, baselineToWrite, readBaseline, writeBaseline } from '../baseline.ts';
import { Checker, type Select } from '../checker.ts';
import { UsageError } from '../errors.ts';
import { pathIn, readStandardInput, shownPath, withoutMark, writeOutput } from '../files.ts';
import { progressOn } from '../progress.ts';
import { type Project, readProjectOf, readProjects } from '../project.ts';
import { type Format, formatNames, formats } from '../report/formats.ts';
import { counted, failureLines, Places, type ProjectResult, type Report, type Shown, type Summary, summarize } from '../report/result.ts';
import { statsTable, summaryLine } from '../report/text.ts';
import { plain, type Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { watchProjects } from './watch.ts';

/** What the words of the command line ask for. */
interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly output: string | undefined;
  readonly mostWarnings: number;
  readonly quiet: boolean;
  readonly stats: boolean;
  readonly fix: 'none' | 'safe' | 'suggested';
  readonly configFile: string | undefined;
  /** The path of the baseline, if there is one. */
  readonly baseline: string | undefined;
  readonly writesBaseline: boolean;
  /** Watches and checks again until it is interrupted. */
  readonly watch: boolean;
  /** The file whose text comes from the standard input. */
  readonly stdin: string | undefined;
}

/** Runs the command. @returns the exit status */
export async function check(words: readonly string[], terminal: Terminal): Promise<number> {
  const options = readOptions(words);
  if (options.watch) {
    const { configFile, baseline } = options;
    const read = (): Promise<readonly Project[]> => projectsFor(options);
    const again = (checker: Checker, projects: readonly Project[]): Promise<number> => checkOnce(options, checker, projects, terminal);
    return await watchProjects({ read, check: again, configFile, baseline }, terminal);
  }
  const checker = new Checker(progressOn(process.stderr));
  return await checkOnce(options, checker, await projectsFor(options), terminal);
}

function readOptions(words: readonly string[]): CheckOptions {
  const { values, positionals } = readArguments('check', words, {
    format: { type: 'string' },
    ...outputOption,
    'max-warnings': { type: 'string' },
    quiet: { type: 'boolean' },
    stats: { type: 'boolean' },
    fix: { type: 'boolean' },
    'fix-suggested': { type: 'boolean' },
    config: { type: 'string' },
    baseline: { type: 'string' },
    'write-baseline': { type: 'boolean' },
    watch: { type: 'boolean' },
    stdin: { type: 'boolean' },
    'stdin-filename': { type: 'string' },
  });
  const writesBaseline = values['write-baseline'] ?? false;
  const options: CheckOptions = {
    paths: positionals,
    format: oneOf('format', values.format, formatNames, 'text'),
    output: values.output,
    mostWarnings: countOf('max-warnings', values['max-warnings']) ?? Number.POSITIVE_INFINITY,
    quiet: values.quiet ?? false,
    stats: values.stats ?? false,
    fix: values['fix-suggested'] ? 'suggested' : values.fix ? 'safe' : 'none',
    configFile: values.config,
    baseline: values.baseline,
    writesBaseline,
    watch: values.watch ?? false,
    stdin: values.stdin ? (values['stdin-filename'] ?? '') : undefined,
  };
  refuseContradictions(options, values['stdin-filename'] !== undefined);
  return options;
}

/** @throws UsageError where two options cannot both be meant */
function refuseContradictions({ paths, fix, writesBaseline, watch, stdin, output, format }: CheckOptions, hasFilename: boolean): void {
  if (stdin === undefined && hasFilename) throw new UsageError('The option --stdin-filename goes with --stdin.');
  if (stdin === '') throw new UsageError('The option --stdin needs --stdin-filename FILE: the file that the text stands in for.');
  if (stdin !== undefined && !stdin.endsWith('.arch'))
    throw new UsageError(`The option --stdin-filename takes the name of an .arch file, not ${stdin}.`);
  if (stdin !== undefined && paths.length > 0)
    throw new UsageError(`With --stdin the text comes from the standard input: leave out ${paths.join(' ')}.`);
  if (stdin !== undefined && fix !== 'none') throw new UsageError('The option --fix writes files; with --stdin there is none to write.');
  if (stdin !== undefined && writesBaseline) throw new UsageError('A baseline is of whole projects: leave out --stdin.');
  if (stdin !== undefined && watch) throw new UsageError('The standard input cannot be watched: leave out --stdin or --watch.');
  if (writesBaseline && watch) throw new UsageError('A baseline is written once: leave out --watch.');
  if (writesBaseline && output !== undefined) throw new UsageError('Writing a baseline gives no report: leave out --output.');
  if (writesBaseline && format !== 'text') throw new UsageError('Writing a baseline gives no report: leave out --format.');
}

/** Reads what the command is about. @throws InputError */
async function projectsFor({ paths, stdin, configFile }: CheckOptions): Promise<readonly Project[]> {
  if (stdin === undefined) return await readProjects(paths, { configFile });
  return [await readProjectOf({ path: resolve(stdin), text: withoutMark(await readStandardInput()) }, { configFile })];
}

/** Checks, mends if that is wanted, and reports. @returns the exit status @throws InputError */
async function checkOnce(options: CheckOptions, checker: Checker, projects: readonly Project[], terminal: Terminal): Promise<number> {
  const given = options.baseline !== undefined && !options.writesBaseline ? await readBaseline(options.baseline) : undefined;
  const baselines = new Baselines(given);
  const select: Select = (all) => baselines.compare(all)?.results ?? all;
  const { results, fixed } =
    options.fix === 'none'
      ? { results: await checker.check(projects), fixed: 0 }
      : await checker.mend(projects, options.fix === 'suggested', select);
  checker.progress.done();
  if (options.writesBaseline) return await keepAsBaseline(options.baseline ?? baselineToWrite(projects), results, terminal);
  return await reportResults(options, checker, { results, fixed, baselines }, terminal);
}

async function reportResults(
  options: CheckOptions,
  checker: Checker,
  { results: all, fixed, baselines }: { readonly results: readonly ProjectResult[]; readonly fixed: number; readonly baselines: Baselines },
  terminal: Terminal,
): Promise<number> {
  const compared = baselines.compare(all);
  const results = compared?.results ?? all;
  const summary = summarize(results, fixed, compared && { known: compared.known, renamed: compared.renamed, gone: compared.gone.length });
  const report: Report = {
    results: options.quiet ? onlyErrors(results) : results,
    summary,
    failures: checker.failures,
    stats: options.stats ? checker.stats : undefined,
    shown: shownBy(results, shownPath),
    inCheckout: shownBy(results, pathInCheckout),
    fingerprintOf,
    places: new Places(results.map(({ project }) => project)),
    paint: options.output === undefined ? terminal.paint : plain,
    columns: options.output === undefined ? terminal.columns : undefined,
    version: version(),
  };
  await put(formats[options.format](report), options, summary, terminal);
  if (report.stats && options.format !== 'text' && options.format !== 'json') terminal.err(`${statsTable(report.stats, plain)}\n`);
  for (const line of failureLines(checker.failures)) terminal.err(`archlint: ${line}\n`);
  return statusOf(summary, results, options, checker);
}

/** What cannot be trusted comes first: a rule that threw, a configuration that does not hold. */
function statusOf(summary: Summary, results: readonly ProjectResult[], { mostWarnings }: CheckOptions, { failures }: Checker): number {
  const misconfigured = results.some(({ findings }) =>
    findings.some(({ rule, severity }) => rule === 'invalid-configuration' && severity === 'error'),
  );
  if (failures.length > 0 || misconfigured) return 2;
  return summary.errors > 0 || summary.warnings > mostWarnings ? 1 : 0;
}

async function put(text: string, { output }: CheckOptions, summary: Summary, terminal: Terminal): Promise<void> {
  if (output === undefined) {
    terminal.out(text);
    return;
  }
  await writeOutput(output, text);
  terminal.out(`${summaryLine(summary, terminal.paint)} The report is in ${output}.\n`);
}

/** What no baseline can know, such as broken text, is still an error. */
async function keepAsBaseline(path: string, results: readonly ProjectResult[], terminal: Terminal): Promise<number> {
  const { known, kept } = await writeBaseline(path, results);
  const left = results.flatMap(({ findings }) => findings).length - known;
  const named = results.every(({ project }) => project.config.baseline && shownPath(fileURLToPath(project.config.baseline.uri)) === path);
  const how = named ? '`archlint check`' : `\`archlint check --baseline ${path}\``;
  const besides = kept === 0 ? '' : `, beside ${counted(kept, 'entry', 'entries')} of files that were not checked`;
  terminal.out(`${counted(known, 'finding')} known now, in ${path}${besides}. From now on: ${how}.\n`);
  if (left > 0) terminal.err(`archlint: ${counted(left, 'finding')} of broken text or configuration cannot be in a baseline: mend them.\n`);
  return left > 0 ? 1 : 0;
}

function onlyErrors(results: readonly ProjectResult[]): readonly ProjectResult[] {
  return results.map(({ findings, ...result }) => ({ ...result, findings: findings.filter(({ severity }) => severity === 'error') }));
}

function shownBy(results: readonly ProjectResult[], show: (path: string) => string): Shown {
  const paths = new Map(results.flatMap(({ project }) => [...project.paths]));
  return (uri) => {
    const path = paths.get(uri);
    return path === undefined ? uri : show(path);
  };
}

/** CI services name the folder of the checkout, and look files up from there. */
function pathInCheckout(path: string): string {
  const { GITHUB_WORKSPACE, CI_PROJECT_DIR } = process.env;
  const top = [GITHUB_WORKSPACE, CI_PROJECT_DIR].find((folder) => folder && pathIn(folder, path) !== undefined);
  return (top && pathIn(top, path)) || shownPath(path);
}
