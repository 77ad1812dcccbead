/** `archlint diff BASE [HEAD]`: what a change does to a design, in the design's words. */
import { compareDesigns } from '../../analysis/diff/compare.ts';
import { renameChanges, renamesBetween } from '../../analysis/diff/renames.ts';
import { Version } from '../../analysis/diff/version.ts';
import type { Finding } from '../../analysis/finding.ts';
import { type Identified, identityOf, isSameTopic, matchUp } from '../../analysis/identity.ts';
import type { Design } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import { oneOf, outputOption, readArguments } from '../arguments.ts';
import { Checker } from '../checker.ts';
import { withNames } from '../diff/renamed.ts';
import { type Altered, type Comparison, diffFormats, diffReport, type Placed, summaryOf, type Unread } from '../diff/report.ts';
import { fileIn, isThere, type Pair, pairsOf, readSide, readTree, shownIn } from '../diff/versions.ts';
import { InputError, UsageError } from '../errors.ts';
import { writeOutput } from '../files.ts';
import { progressOn } from '../progress.ts';
import type { Project } from '../project.ts';
import { failureLines } from '../report/result.ts';
import { plain, type Terminal } from '../terminal.ts';

/** Runs the command. @returns the exit status */
export async function diff(words: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments('diff', words, {
    in: { type: 'string' },
    format: { type: 'string' },
    ...outputOption,
    config: { type: 'string' },
    'exit-code': { type: 'boolean' },
  });
  const [base, head, more] = positionals;
  if (base === undefined)
    throw new UsageError('`archlint diff` needs something to compare with: `archlint diff main`, `archlint diff old/ new/`.');
  if (more !== undefined) throw new UsageError('`archlint diff` compares two versions at a time.');
  const format = oneOf('format', values.format, diffFormats, 'text');
  for (const [what, name] of [
    ['BASE', base],
    ['HEAD', head],
    ['--in', values.in],
  ] as const)
    if (name === '') throw new UsageError(`${what} is empty: \`archlint diff\` needs the name of a file, a folder or a revision there.`);
  const inside = values.in ?? (await pathAmong(base, head)) ?? '.';
  const before = await readSide(base, inside, values.config);
  const after = head === undefined ? await readTree(inside, values.config) : await readSide(head, inside, values.config);
  if (![...before.projects, ...after.projects].some(({ wanted }) => wanted.size > 0))
    throw new InputError(
      `There is no .arch file in ${base}, and none in ${head ?? inside}${values.in === undefined ? '' : `: nothing is at ${inside}`}.`,
    );
  const checker = new Checker(progressOn(process.stderr));
  const compared: Comparison[] = [];
  for (const pair of pairsOf(before, after)) compared.push(await comparePair(pair, checker, before.name, head ?? 'the working tree'));
  checker.progress.done();
  const comparison: Comparison = {
    base,
    head: head ?? 'the working tree',
    changes: compared.flatMap(({ changes }) => changes),
    added: compared.flatMap(({ added }) => added),
    resolved: compared.flatMap(({ resolved }) => resolved),
    altered: compared.flatMap(({ altered }) => altered),
    unread: compared.flatMap(({ unread }) => unread),
  };
  const toFile = values.output !== undefined;
  const text = diffReport(comparison, format, toFile ? plain : terminal.paint, toFile ? undefined : terminal.columns);
  if (values.output === undefined) terminal.out(text);
  else {
    await writeOutput(values.output, text);
    terminal.out(`${summaryOf(comparison)}. The report is in ${values.output}.\n`);
  }
  for (const line of failureLines(checker.failures)) terminal.err(`archlint: ${line}\n`);
  if (checker.failures.length > 0) return 2;
  return values['exit-code'] && isWorse(comparison) ? 1 : 0;
}

/** Where a revision is compared with a file or folder, that is what to look at in the revision. */
async function pathAmong(base: string, head: string | undefined): Promise<string | undefined> {
  if (head === undefined) return undefined;
  const [isBaseThere, isHeadThere] = [await isThere(base), await isThere(head)];
  if (isBaseThere === isHeadThere) return undefined;
  return isBaseThere ? base : head;
}

/** A change for the worse, or a new error. */
function isWorse({ changes, added }: Comparison): boolean {
  return changes.some(({ thing }) => thing.bearing === 'worse') || added.some(({ thing }) => thing.severity === 'error');
}

async function comparePair({ before, after }: Pair, checker: Checker, base: string, head: string): Promise<Comparison> {
  const later = await looked(after, checker);
  const now = new Version(later.design, (uri) => fileIn(after, uri));
  const written = await designOf(before, checker);
  const renames = renamesBetween(new Version(written, (uri) => fileIn(before, uri)), now);
  // The old version is read with the names of today: what has another name only is the same, in sentences, runs and findings.
  const renamed = before && renames.length > 0 ? await withNames(before, renames, checker) : undefined;
  const earlier = renamed
    ? await looked(renamed.project, checker)
    : { design: written, findings: before ? checker.findings(before, written) : [] };
  const changes = [...renameChanges(renames), ...compareDesigns(new Version(earlier.design, (uri) => fileIn(before, uri)), now)];
  const asked = changes.filter(({ side, source }) => isAsked(side === 'before' ? before : after, source));
  const placed = asked.map((change) => {
    const thing = renamed && change.side === 'before' ? { ...change, source: renamed.written(change.source) } : change;
    return { thing, file: shownIn(thing.side === 'before' ? before : after, thing.source.uri) };
  });
  const unmatched = matchUp(identified(earlier.findings, before), identified(later.findings, after));
  const { added, gone, altered } = stillThere(unmatched.gone, unmatched.added);
  return {
    base,
    head,
    changes: placed,
    added: added.map(({ placed: one }) => one),
    altered,
    unread: [...unreadIn(earlier.findings, before, base), ...unreadIn(later.findings, after, head)],
    resolved: gone.map(({ placed: one }) =>
      renamed ? { ...one, thing: { ...one.thing, source: renamed.written(one.thing.source) } } : one,
    ),
  };
}

/** Whether something is to be told: what stands in another file of the project than those that were named is not. */
function isAsked(project: Project | undefined, { uri }: Source): boolean {
  return project === undefined || !project.texts.has(uri) || project.wanted.has(uri);
}

/** The first place of each file of a side that cannot be read whole. */
function unreadIn(findings: readonly Finding[], project: Project | undefined, side: string): readonly Unread[] {
  const broken = findings.filter(({ rule }) => rule === 'syntax-error');
  return [...Map.groupBy(broken, ({ source }) => source.uri).values()].flatMap(([thing]) =>
    thing ? [{ thing, file: shownIn(project, thing.source.uri), side }] : [],
  );
}

/** What one version says of a thing with other names or figures than the other does is neither new nor resolved. */
function stillThere(
  gone: readonly Seen[],
  added: readonly Seen[],
): { readonly gone: readonly Seen[]; readonly added: readonly Seen[]; readonly altered: readonly Altered[] } {
  const left = [...gone];
  const fresh: Seen[] = [];
  const altered: Altered[] = [];
  for (const one of added) {
    const at = left.findIndex(({ placed }) => isSameTopic(placed.thing, one.placed.thing));
    const [was] = at < 0 ? [] : left.splice(at, 1);
    if (was) altered.push({ ...one.placed, was: was.placed.thing.message });
    else fresh.push(one);
  }
  return { gone: left, added: fresh, altered };
}

async function designOf(project: Project | undefined, checker: Checker): Promise<Design> {
  const [design] = await checker.designsOf([project?.texts ?? new Map()]);
  if (design === undefined) throw new Error('A project was read and gave no design.');
  return design;
}

/** A project's design and its findings; nothing of a project that is not there. */
async function looked(
  project: Project | undefined,
  checker: Checker,
): Promise<{ readonly design: Design; readonly findings: readonly Finding[] }> {
  const design = await designOf(project, checker);
  return { design, findings: project ? checker.findings(project, design) : [] };
}

/** A finding, with what it is known by. */
interface Seen extends Identified {
  readonly placed: Placed<Finding>;
}

function identified(findings: readonly Finding[], project: Project | undefined): readonly Seen[] {
  return findings.map((thing) => ({
    file: fileIn(project, thing.source.uri),
    identity: identityOf(thing),
    placed: { thing, file: shownIn(project, thing.source.uri) },
  }));
}
