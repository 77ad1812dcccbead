/** Runs for clients: flows with their verdicts, a run's picture, runs as files. Explored in the background as findings come. */
import { URI } from 'langium';
import { CodeLensRefreshRequest } from 'vscode-languageserver';
import type { Counterexample, Exploration, FlowResult, Replay, RunChoices, RunStep } from '../../analysis/explorer/index.ts';
import {
  brokenWords,
  drawSequence,
  inWords,
  isLost,
  type Run,
  renderSequence,
  type Sequence,
  sequenceMarkdown,
  sequenceMermaid,
  sequenceOf,
} from '../../diagram/sequence/index.ts';
import type { Design, Element } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import { ExplorationCancelledError, type Explorer } from '../explorer.ts';
import type { ServerSharedServices } from '../module.ts';
import type { ProjectAnalysis, WorldAnalysis } from '../project-analyses.ts';
import {
  type DrawnRun,
  type DrawnStep,
  type ExportedRun,
  type ExportRunParams,
  exportRunRequest,
  type FlowSummary,
  type Flows,
  type FlowsChangedParams,
  type FlowsParams,
  flowsChangedNotification,
  flowsRequest,
  type RunParams,
  type RunSummary,
  runRequest,
  type Strike,
} from '../run-protocol.ts';
import { answered } from './answer.ts';
import { baseName, fileNameOf, locationOf } from './places.ts';

/** Milliseconds without an edit after which a design is explored unasked. */
const calm = 250;
const mostFaults = 2;

/** A run with the design that it is of. */
interface FoundRun {
  readonly design: Design;
  readonly run: Omit<Run, 'steps'> & { readonly steps: readonly RunStep[] };
  /** How it is played again; undefined without a fault. */
  readonly play: RunChoices | undefined;
}

/** A design and what was found in it. */
interface Explored {
  readonly design: Design;
  readonly exploration: Exploration;
}

/** Hears of what was found in a design. */
export type ExploredListener = (world: WorldAnalysis, exploration: Exploration) => void;

export class RunsFeature {
  readonly #services: ServerSharedServices;
  readonly #explorer: () => Explorer;
  readonly #listeners = new Set<ExploredListener>();
  /** Explorations that nobody asked for yet, by project: the next edit ends them. */
  readonly #background = new Map<string, AbortController>();
  readonly #latest = new Map<string, Explored>();
  #isShown = false;
  #refreshesLenses = false;

  /** @param explorer gives the explorer; asked when the first design is to be explored */
  constructor(services: ServerSharedServices, explorer: () => Explorer) {
    this.#services = services;
    this.#explorer = explorer;
  }

  /** Listens to the client and to new findings. */
  listen(): void {
    const { Connection } = this.#services.lsp;
    const failure = 'The design could not be explored under faults.';
    Connection?.onRequest(flowsRequest, (params: FlowsParams, token) =>
      answered(this.#services, { uri: params.uri, token, failure }, (signal) => this.flows(params, signal)),
    );
    Connection?.onRequest(runRequest, (params: RunParams, token) =>
      answered(this.#services, { uri: params.uri, token, failure }, (signal) => this.draw(params, signal)),
    );
    Connection?.onRequest(exportRunRequest, (params: ExportRunParams, token) =>
      answered(this.#services, { uri: params.uri, token, failure }, (signal) => this.export(params, signal)),
    );
    this.#services.server.ProjectAnalyses.onFound((analysis) => this.#found(analysis));
    this.#services.workspace.TextDocuments.onDidClose(() => this.#forget());
    this.#services.lsp.LanguageServer.onInitialize(({ initializationOptions, capabilities }) => {
      this.#isShown = (initializationOptions as { readonly preview?: boolean } | undefined)?.preview === true;
      this.#refreshesLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
    });
  }

  /** Hears of each design that was explored with one fault. */
  onExplored(listener: ExploredListener): void {
    this.#listeners.add(listener);
  }

  /** Whether the client shows runs: only then is it offered to. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** What was found last of a file's design with one fault, without waiting, and the design of which it was found: right after an edit, the one before. */
  latest(uri: string): Explored | undefined {
    return this.#latest.get(uri);
  }

  /** What is known of a design with one fault, without waiting for it. */
  known(design: Design): Exploration | undefined {
    return this.#explorer().known(design, 1);
  }

  /** The flows that begin in a document, or in other parts of its systems. @throws ExplorationCancelledError */
  async flows({ uri, faults = 1 }: FlowsParams, signal: AbortSignal): Promise<Flows> {
    const { design } = this.#services.server.ProjectAnalyses.at(URI.parse(uri));
    const exploration = await this.#explorer().explore(design, within(faults), signal);
    const files = filesAround(design, URI.parse(uri).toString());
    const flows = exploration.flows.filter(({ source }) => files.has(source.uri));
    return { uri, faults: exploration.faults, flows: flows.map((flow) => summaryOf(design, flow)) };
  }

  /** Draws a run, null if there is none such. @throws ExplorationCancelledError */
  async draw(params: RunParams, signal: AbortSignal): Promise<DrawnRun | null> {
    const found = await this.#find(params, signal);
    if (!found) return null;
    const { design, run } = found;
    const sequence = sequenceOf(design, run);
    const { svg, width, height, headsBottom, rows, elements, legend } = drawSequence(sequence, {
      theme: params.theme,
      mode: 'editor',
      density: 'panel',
    });
    const { title, subtitle, verdict, restsOn } = sequence;
    const around = aroundOf(design, run.steps);
    const strikes = await this.#strikes(found, signal);
    const steps = run.steps.map((step, index) => ({
      ...stepOf(design, step, sequence, index, rows[index]?.y ?? 0),
      strikes: strikes[index] ?? [],
    }));
    return {
      uri: params.uri,
      flow: params.flow,
      run: params.run,
      around,
      title,
      subtitle,
      svg,
      width,
      height,
      headsBottom,
      elements,
      legend,
      steps,
      verdict,
      restsOn,
    };
  }

  /** Writes a run as a file, null if there is none such. @throws ExplorationCancelledError */
  async export(params: ExportRunParams, signal: AbortSignal): Promise<ExportedRun | null> {
    const found = await this.#find(params, signal);
    if (!found) return null;
    const sequence = sequenceOf(found.design, found.run);
    const name = fileNameOf(sequence.title, 'run');
    switch (params.format) {
      case 'svg':
      case 'animated-svg': {
        const animated = params.format === 'animated-svg';
        return { fileName: `${name}.svg`, content: renderSequence(sequence, { theme: params.theme, mode: 'export', animated }) };
      }
      case 'mermaid':
        return { fileName: `${name}.mmd`, content: sequenceMermaid(sequence) };
      case 'markdown':
        return { fileName: `${name}.md`, content: sequenceMarkdown(sequence, placeOf) };
    }
  }

  async #find({ uri, flow: name, faults = 1, run }: RunParams, signal: AbortSignal): Promise<FoundRun | undefined> {
    const { design } = this.#services.server.ProjectAnalyses.at(URI.parse(uri));
    const exploration = await this.#explorer().explore(design, within(faults), signal);
    const flow = exploration.flows.find((each) => each.name === name);
    if (!flow) return undefined;
    switch (run.kind) {
      case 'happy':
        return { design, run: { flow: flow.name, steps: flow.happyPath }, play: undefined };
      case 'counterexample': {
        const found = flow.counterexamples[run.index];
        return found && { design, run: runOf(flow, found), play: found.run };
      }
      case 'what-if': {
        const played = await this.#explorer().replay(design, flow.name, run.play, signal);
        return played && { design, run: playedRun(flow, played), play: run.play };
      }
    }
  }

  /** What could strike at each step of a run, in the order of its steps. */
  async #strikes({ design, run, play }: FoundRun, signal: AbortSignal): Promise<readonly (readonly Strike[])[]> {
    const played = await this.#explorer().replay(design, run.flow, play, signal);
    return played ? strikesAlong(run.steps, played) : [];
  }

  /** Explores what was just found anew, once the edits pause. What ran for an older text of the project is given up. */
  #found({ project, worlds }: ProjectAnalysis): void {
    this.#background.get(project)?.abort();
    const open = new Set(this.#services.workspace.TextDocuments.all().map(({ uri }) => URI.parse(uri).toString()));
    const wanted = worlds.filter((world) => [...open].some((uri) => world.has(uri)));
    if (wanted.length === 0) {
      this.#background.delete(project);
      return;
    }
    const stop = new AbortController();
    this.#background.set(project, stop);
    const timer = setTimeout(() => void this.#exploreAll(wanted, stop.signal), calm);
    timer.unref();
    stop.signal.addEventListener('abort', () => clearTimeout(timer));
  }

  /** What was found in designs that nobody looks at any more is not kept: there may be many, and each is large. */
  #forget(): void {
    const open = this.#services.workspace.TextDocuments.all().map(({ uri }) => URI.parse(uri).toString());
    for (const [uri, { design }] of this.#latest) if (!open.some((each) => design.files.has(each))) this.#latest.delete(uri);
  }

  async #exploreAll(worlds: readonly WorldAnalysis[], signal: AbortSignal): Promise<void> {
    for (const world of worlds) {
      // The edit that has come meanwhile brings findings, and with them another exploration.
      if (!world.isPresent) continue;
      try {
        const { design } = world;
        const exploration = await this.#explorer().explore(design, 1, signal);
        for (const uri of design.files.keys()) this.#latest.set(uri, { design, exploration });
        for (const listener of [...this.#listeners]) listener(world, exploration);
        this.#tell(world);
      } catch (error) {
        if (error instanceof ExplorationCancelledError) return;
        this.#services.server.Log.error('The design could not be explored under faults.', error);
      }
    }
  }

  #tell({ design }: WorldAnalysis): void {
    const { Connection } = this.#services.lsp;
    if (this.#refreshesLenses)
      Connection?.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) =>
        this.#services.server.Log.error('The editor did not renew its code lenses.', error),
      );
    for (const { uri } of this.#services.workspace.TextDocuments.all()) {
      if (!design.files.has(URI.parse(uri).toString())) continue;
      void Connection?.sendNotification(flowsChangedNotification, { uri } satisfies FlowsChangedParams);
    }
  }
}

function within(faults: number): number {
  return Math.min(Math.max(Math.trunc(faults), 0), mostFaults);
}

/** The files of the systems that a file adds to. */
function filesAround(design: Design, uri: string): ReadonlySet<string> {
  const parts = design.systems.map(({ parts: own, syntax }) => [syntax, ...own].map(({ source }) => source.uri));
  return new Set([uri, ...parts.filter((files) => files.includes(uri)).flat()]);
}

function summaryOf(design: Design, flow: FlowResult): FlowSummary {
  const { name, source, verdict, complete, bound, effects, states, counterexamples } = flow;
  return {
    name,
    source: locationOf(source),
    verdict,
    ...(!complete && { bound: bound ?? 'Not every run was looked at.' }),
    effects,
    states,
    runs: counterexamples.map((each) => runSummary(design, flow, each)),
  };
}

function runSummary(design: Design, flow: FlowResult, found: Counterexample): RunSummary {
  const { promise, text, element, source, faults } = found;
  return { title: titleOf(design, flow, found), promise: brokenWords(promise), text, element, source: locationOf(source), faults };
}

/** A counterexample as a run to draw. */
export function runOf({ name }: FlowResult, { promise, text, steps, restsOn }: Counterexample): FoundRun['run'] {
  return { flow: name, steps, restsOn, broken: { promise, text } };
}

/** The title of a run: what strikes. */
export function titleOf(design: Design, flow: FlowResult, found: Counterexample): string {
  return sequenceOf(design, runOf(flow, found)).title;
}

/** A run with faults of the reader's choice. */
function playedRun({ name }: FlowResult, { steps, breaches }: Replay): FoundRun['run'] {
  const [first] = breaches;
  return { flow: name, steps, own: true, ...(first && { broken: { promise: first.promise, text: first.text } }) };
}

/**
 * What could strike at the steps of a run, by playing it again. The steps told of a counterexample are some of those played: what is no cause of what
 * broke is left out.
 */
function strikesAlong(steps: readonly RunStep[], { run, steps: played }: Replay): readonly (readonly Strike[])[] {
  let from = 0;
  return steps.map((step) => {
    const at = played.findIndex(
      (each, index) => index >= from && each.text === step.text && each.from === step.from && each.to === step.to,
    );
    if (at < 0) return [];
    from = at + 1;
    return (played[at]?.strikes ?? []).map(({ fault, text, choice }): Strike => {
      const before = run.choices.filter((each) => each.at < choice.at);
      return { name: inWords(fault), text, play: { ...run, choices: [...before, choice] } };
    });
  });
}

function stepOf(design: Design, step: RunStep, { steps }: Sequence, index: number, y: number): Omit<DrawnStep, 'strikes'> {
  const { kind, from, to, label, text, source, fault, failed, breaks, times } = step;
  return {
    y,
    kind,
    from,
    to,
    label,
    text,
    source: locationOf(source),
    line: lineOf(design, source),
    ...(fault !== undefined && { fault: inWords(fault) }),
    lost: steps[index] !== undefined && isLost(steps[index]),
    failed: failed ?? false,
    breaks: breaks ?? false,
    ...(times !== undefined && { times }),
  };
}

/** The groups around the elements that steps name. */
function aroundOf(design: Design, steps: readonly RunStep[]): Readonly<Record<string, readonly string[]>> {
  const ids = new Set(steps.flatMap(({ from, to }) => [from, to]));
  return Object.fromEntries([...ids].map((id) => [id, groupsAround(design.index.elementById.get(id))]));
}

function groupsAround(element: Element | undefined): readonly string[] {
  const ids: string[] = [];
  for (let group = element?.group; group; group = group.parent) ids.push(group.id);
  return element ? [...ids, element.system.id] : ids;
}

/** The line that a place is in, without what surrounds it. */
function lineOf({ files }: Design, { uri, offset }: Source): string {
  const text = files.get(uri)?.text ?? '';
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? text.length : end).trim();
}

function placeOf({ uri, range }: Source): string {
  return `${baseName(uri)}:${range.start.line + 1}`;
}
