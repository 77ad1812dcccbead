/** `archlint explore`: runs designs under faults, and shows each promise that breaks with the shortest run that breaks it. */
import { flowsOf } from '../../analysis/explorer/flows.ts';
import { explore as exploreDesign } from '../../analysis/explorer/index.ts';
import type { Exploration, FlowResult } from '../../analysis/explorer/result.ts';
import { nearest } from '../../analysis/nearest.ts';
import { type Run, renderSequence, type Sequence, sequenceMermaid, sequenceOf } from '../../diagram/sequence/index.ts';
import type { ThemeName } from '../../diagram/theme.ts';
import type { Design } from '../../language/model/design.ts';
import { listed } from '../../language/problems/problem.ts';
import { ProjectReader } from '../../language/read.ts';
import { countOf, oneOf, outputOption, readArguments } from '../arguments.ts';
import { InputError, UsageError } from '../errors.ts';
import { put } from '../output.ts';
import { type Project, projectAt } from '../project.ts';
import { type Explored, runsJson } from '../report/runs-json.ts';
import { runsText } from '../report/runs-text.ts';
import type { Terminal } from '../terminal.ts';

const formats = ['text', 'json', 'mermaid', 'svg'] as const;
type Format = (typeof formats)[number];

const themes: readonly ThemeName[] = ['light', 'dark', 'hc'];
/** More at once cannot be explored in a time that anybody waits for. */
const mostFaults = 2;

/** What is asked for. */
interface Wish {
  readonly path: string;
  readonly flow: string | undefined;
  readonly faults: number;
  readonly format: Format;
  /** Which run is drawn: 0 is the one without a fault, others count the counterexamples of the flows. */
  readonly run: number | undefined;
  readonly theme: ThemeName;
  readonly animated: boolean;
  readonly out: string | undefined;
}

/** Runs the command. @returns the exit status: 1 when a promise is broken, or when a `require` is of something that cannot happen */
export async function explore(words: readonly string[], terminal: Terminal): Promise<number> {
  const wish = wishOf(words);
  const project = await projectAt(wish.path);
  const [design] = await new ProjectReader().read([project.texts]);
  if (design === undefined) throw new InputError('There is nothing to explore.');
  const flow = wish.flow === undefined ? undefined : flowNamed(design, wish.flow);
  const exploration = about(exploreDesign(design, { flow, faults: wish.faults }), project, flow);
  const explored: Explored = { project, design, exploration };
  await put(written(wish, explored, terminal), wish.out, terminal);
  const broken = exploration.flows.some(({ verdict }) => verdict === 'broken') || exploration.unreachable.length > 0;
  return broken ? 1 : 0;
}

/** @throws UsageError */
function wishOf(words: readonly string[]): Wish {
  const { values, positionals } = readArguments('explore', words, {
    flow: { type: 'string' },
    faults: { type: 'string' },
    format: { type: 'string' },
    run: { type: 'string' },
    theme: { type: 'string' },
    animated: { type: 'boolean' },
    ...outputOption,
  });
  const [path, more] = positionals;
  if (path === undefined) throw new UsageError('`archlint explore` needs a file or a folder: `archlint explore shop.arch`.');
  if (more !== undefined) throw new UsageError('`archlint explore` takes one file or folder at a time.');
  const format = formatOf(values.format, values.output);
  if (values.run !== undefined && format !== 'svg' && format !== 'mermaid')
    throw new UsageError('The option --run goes with --format svg or mermaid, which draw one run.');
  if (format !== 'svg' && values.animated) throw new UsageError('The option --animated goes with --format svg.');
  if (format !== 'svg' && values.theme !== undefined) throw new UsageError('The option --theme goes with --format svg.');
  return {
    path,
    flow: values.flow,
    faults: faultsOf(values.faults),
    format,
    run: values.run === 'happy' ? 0 : countOf('run', values.run),
    theme: oneOf('theme', values.theme, themes, 'light'),
    animated: values.animated ?? false,
    out: values.output,
  };
}

/** The format that is asked for, or else the one that the file's name ends in. */
function formatOf(format: string | undefined, out: string | undefined): Format {
  const endings: Readonly<Record<string, Format>> = { svg: 'svg', mmd: 'mermaid', mermaid: 'mermaid', json: 'json', txt: 'text' };
  const ending = out === undefined ? undefined : endings[out.slice(out.lastIndexOf('.') + 1).toLowerCase()];
  return oneOf('format', format, formats, ending ?? 'text');
}

function faultsOf(value: string | undefined): number {
  const faults = countOf('faults', value) ?? 1;
  if (faults > mostFaults)
    throw new UsageError(`The option --faults takes 0, 1 or 2, not ${faults}: more at once take too long to look at.`);
  return faults;
}

/** @returns the name of a flow as the design has it. @throws UsageError that proposes what may be meant */
function flowNamed(design: Design, wanted: string): string {
  const names = flowsOf(design).map(({ name }) => name);
  const same = names.find((name) => name === wanted) ?? names.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (same !== undefined) return same;
  if (names.length === 0) throw new UsageError(`There is no flow ${wanted}: nothing begins in this design.`);
  const holding = names.filter((name) => name.toLowerCase().includes(wanted.toLowerCase()));
  const near = nearest(wanted, names);
  const meant = holding.length > 0 ? holding : near === undefined ? [] : [near];
  if (meant.length > 0) throw new UsageError(`There is no flow "${wanted}". Did you mean ${choice(meant)}?`);
  throw new UsageError(`There is no flow "${wanted}". There are ${choice(names)}.`);
}

const mostNamed = 6;

function choice(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map((name) => `"${name}"`);
  if (names.length > mostNamed) return `${shown.join(', ')} and ${names.length - mostNamed} more`;
  return listed(shown);
}

/** The flows that were asked for: the one that is named, or those that begin in the files that are. */
function about(exploration: Exploration, { wanted }: Project, flow: string | undefined): Exploration {
  const flows = exploration.flows.filter(({ name, source }) => (flow === undefined ? wanted.has(source.uri) : name === flow));
  return { ...exploration, flows, unreachable: flow === undefined ? exploration.unreachable : [] };
}

function written(wish: Wish, explored: Explored, terminal: Terminal): string {
  switch (wish.format) {
    case 'json':
      return runsJson(explored);
    case 'text':
      return runsText(explored, terminal.paint);
    case 'mermaid':
      return sequenceMermaid(chosen(explored, wish.run));
    case 'svg':
      return renderSequence(chosen(explored, wish.run), { theme: wish.theme, mode: 'export', animated: wish.animated });
  }
}

/** @returns the run to draw. @throws UsageError if there are not so many */
function chosen({ design, exploration: { flows } }: Explored, number: number | undefined): Sequence {
  const runs = flows.flatMap((flow) => flow.counterexamples.map((each) => ({ flow, ...each })));
  const [first] = flows;
  if (first === undefined) throw new InputError('There is nothing to draw: nothing begins in this design.');
  const run = number === 0 ? undefined : runs[(number ?? 1) - 1];
  if (run === undefined && number !== undefined && number > 0)
    throw new UsageError(`There is no run ${number}: ${runs.length === 0 ? 'no promise is broken' : `there are ${runs.length}`}.`);
  return sequenceOf(design, run === undefined ? happyPath(first) : brokenRun(run));
}

function happyPath({ name, happyPath: steps }: FlowResult): Run {
  return { flow: name, steps };
}

function brokenRun({ flow, steps, promise, text, restsOn }: { readonly flow: FlowResult } & FlowResult['counterexamples'][number]): Run {
  return { flow: flow.name, steps, restsOn, broken: { promise, text } };
}
