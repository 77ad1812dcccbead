/** Pictures for clients: drawn here, shown there. The last good picture of a text stays until the text can be read again. */
import { URI } from 'langium';
import {
  arrange,
  geometryOfStates,
  LayoutCancelledError,
  type LayoutOptions,
  layoutMachine,
  machineOf,
  type Picture,
  renderStates,
  statesLegendItems,
  UnknownScopeError,
  type ViewOptions,
} from '../../diagram/index.ts';
import type { Design } from '../../language/model/design.ts';
import type { Problem } from '../../language/model/source.ts';
import { exportPicture, exportStates } from '../export.ts';
import type { Layouter } from '../layout.ts';
import type { ServerSharedServices } from '../module.ts';
import type { WorldAnalysis } from '../project-analyses.ts';
import type {
  Diagram,
  DiagramChangedParams,
  DiagramParams,
  DiagramScope,
  ExportedDiagram,
  ExportParams,
  Pictures,
  PicturesParams,
  StatesParams,
} from '../protocol.ts';
import { diagramChangedNotification, diagramRequest, exportDiagramRequest, picturesRequest, statesRequest } from '../protocol.ts';
import { answered } from './answer.ts';
import { answerOf, diagramOf, exported, movedSince } from './diagram-answers.ts';
import { baseName } from './places.ts';

/** Pictures kept for the next edit; more previews than this are hardly open at once. */
const mostKept = 16;

/** Elements of a design that is laid out ahead: more would keep the server from other work. */
const mostPrepared = 200;

interface Kept {
  readonly picture: Picture;
  readonly version: number | null;
  /** Whether its layout is the best that can be had, not just the first. */
  readonly refined: boolean;
}

export class DiagramFeature {
  readonly #services: ServerSharedServices;
  readonly #layouter: () => Layouter;
  /** The last good pictures by document and view, the last drawn at the end. */
  readonly #kept = new Map<string, Kept>();
  /** Better pictures on their way. */
  readonly #refinements = new Map<string, { readonly structure: string; readonly stop: AbortController }>();
  /** The picture that is laid out ahead. */
  #preparing: { readonly key: string; readonly done: Promise<void> } | undefined;
  /** The documents that clients show, and the project of each. */
  readonly #shown = new Map<string, string>();

  /** @param layouter gives the layout engine; asked when the first picture is wanted */
  constructor(services: ServerSharedServices, layouter: () => Layouter) {
    this.#services = services;
    this.#layouter = layouter;
  }

  /** Listens to the client and to new findings. */
  listen(): void {
    const { Connection } = this.#services.lsp;
    const failure = 'The picture could not be drawn.';
    Connection?.onRequest(diagramRequest, (params: DiagramParams, token) =>
      answered(this.#services, { uri: params.uri, token, failure }, (signal) => this.draw(params, signal)),
    );
    Connection?.onRequest(picturesRequest, (params: PicturesParams, token) =>
      answered(this.#services, { uri: params.uri, token, failure }, () => this.pictures(params)),
    );
    Connection?.onRequest(statesRequest, (params: StatesParams, token) =>
      answered(this.#services, { uri: params.uri, token, failure }, () => this.states(params)),
    );
    Connection?.onRequest(exportDiagramRequest, (params: ExportParams, token) =>
      answered(this.#services, { uri: params.uri, token, failure }, (signal) => this.export(params, signal)),
    );
    this.#services.server.ProjectAnalyses.onFound(({ project }) => this.#changed(project));
    this.#services.lsp.LanguageServer.onInitialize(({ initializationOptions }) => {
      if ((initializationOptions as { readonly preview?: boolean } | undefined)?.preview !== true) return;
      this.#layouter().warm();
      this.#prepareFirst();
    });
  }

  /**
   * Clients with a preview (`initializationOptions: { "preview": true }`) have the layout engine started at once, and the first document that is opened
   * laid out ahead: most of what a first picture takes is that start.
   */
  #prepareFirst(): void {
    const { ProjectAnalyses } = this.#services.server;
    const heard = ProjectAnalyses.onFound(({ worlds }) => {
      const open = this.#services.workspace.TextDocuments.all().map(({ uri }) => URI.parse(uri).toString());
      const world = worlds.find((each) => open.some((uri) => each.has(uri)));
      const uri = open.find((each) => world?.has(each));
      if (world === undefined || uri === undefined) return;
      heard.dispose();
      if (world.design.elements.length <= mostPrepared) this.#preparing = { key: keyOf(uri, {}), done: this.#prepare(world, uri) };
    });
  }

  async #prepare(analysis: WorldAnalysis, uri: string): Promise<void> {
    try {
      const picture = await this.#arrange(analysis, { uri, effort: 'quick' }, new AbortController().signal);
      const key = keyOf(uri, {});
      if (!this.#kept.has(key)) this.#keep(key, { picture, version: null, refined: false });
    } catch (error) {
      this.#services.server.Log.error('The picture could not be prepared.', error);
    }
  }

  /**
   * Draws a document's design.
   *
   * @returns null for a document without anything to draw
   * @throws UnknownScopeError if there is no view or element of that name
   * @throws LayoutCancelledError if the signal is aborted
   */
  async draw({ uri, theme, ...params }: DiagramParams, signal: AbortSignal): Promise<Diagram | null> {
    const { TextDocuments } = this.#services.workspace;
    const address = URI.parse(uri);
    const scope = scopeOf(params);
    if (this.#preparing?.key === keyOf(address.toString(), scope)) await this.#preparing.done;
    const analysis = this.#services.server.ProjectAnalyses.at(address);
    const own = address.toString();
    this.#shown.set(uri, analysis.project);
    const key = keyOf(own, scope);
    const kept = this.#kept.get(key);
    const broken = brokenPart(analysis.design, own);
    if (broken !== undefined && kept !== undefined && !isEmpty(kept.picture)) {
      return diagramOf(uri, theme, kept, `${placeOf(broken, own)} cannot be read, so this is the picture of the text before.`);
    }
    const picture = await this.#arrange(analysis, { uri: own, ...scope, effort: 'quick', previous: kept?.picture }, signal);
    if (isEmpty(picture)) return null;
    const drawn: Kept = { picture, version: TextDocuments.get(address)?.version ?? null, refined: kept?.refined ?? false };
    this.#keep(key, drawn);
    if (!drawn.refined) void this.#refine(key, analysis, { uri: own, ...scope }, picture.structure);
    const moved = kept && movedSince(kept.picture, picture);
    const answer = diagramOf(
      uri,
      theme,
      drawn,
      picture.fallback ? 'The layout took too long, so everything stands in a plain grid.' : undefined,
    );
    return moved === undefined ? answer : { ...answer, moved };
  }

  /** @returns which pictures there are of a document's design. */
  pictures({ uri }: PicturesParams): Pictures {
    const address = URI.parse(uri);
    const { design } = this.#services.server.ProjectAnalyses.at(address);
    const own = address.toString();
    const choice = ({ id, title, name }: { readonly id: string; readonly title?: string; readonly name: string }) => ({
      id,
      title: title ?? name,
    });
    const orchestrators = design.elements.filter(({ kind }) => kind === 'orchestrator');
    const isOwn = ({ syntax }: (typeof orchestrators)[number]): boolean => syntax.source.uri === own;
    return {
      views: [...design.views, ...design.systems.filter(({ named }) => named), ...design.groups].map(choice),
      orchestrators: [...orchestrators.filter(isOwn), ...orchestrators.filter((each) => !isOwn(each))].map(choice),
    };
  }

  /**
   * Draws the state machine of an orchestrator.
   *
   * @returns null if none is named and the design has none
   * @throws UnknownScopeError if there is no orchestrator of that name
   */
  states({ uri, theme, orchestrator }: StatesParams): Diagram | null {
    const address = URI.parse(uri);
    const { design, findings, project } = this.#services.server.ProjectAnalyses.at(address);
    this.#shown.set(uri, project);
    const machine = machineOf(design, findings, orchestrator ?? this.pictures({ uri }).orchestrators[0]?.id);
    if (!machine) return null;
    const picture = layoutMachine(machine);
    const version = this.#services.workspace.TextDocuments.get(address)?.version ?? null;
    const broken = brokenPart(design, address.toString());
    const svg = renderStates(picture, { theme, mode: 'editor' });
    const stale = broken && `${placeOf(broken, address.toString())} cannot be read, so something may be missing here.`;
    return answerOf(uri, version, svg, geometryOfStates(picture, 'editor'), statesLegendItems(picture, theme), stale);
  }

  /**
   * Writes a picture of a document's design in some format: as it is shown, if it is.
   *
   * @throws UnknownScopeError if there is no view or element of that name
   * @throws LayoutCancelledError if the signal is aborted
   */
  async export({ uri, theme, format, scale, ...params }: ExportParams, signal: AbortSignal): Promise<ExportedDiagram> {
    const own = URI.parse(uri).toString();
    if (params.orchestrator !== undefined) {
      const { design, findings } = this.#services.server.ProjectAnalyses.at(URI.parse(uri));
      const machine = machineOf(design, findings, params.orchestrator);
      if (!machine) throw new UnknownScopeError('The design has no orchestrator.');
      const { content, notice } = await exportStates(machine, format, theme, scaleOf(scale));
      return exported(machine.name, format, content, notice);
    }
    const scope = scopeOf(params);
    const previous = this.#kept.get(keyOf(own, scope))?.picture;
    const analysis = this.#services.server.ProjectAnalyses.at(URI.parse(uri));
    const picture = await this.#arrange(analysis, { uri: own, ...scope, effort: previous ? 'quick' : 'best', previous }, signal);
    const { content, notice } = await exportPicture(picture, format, theme, scaleOf(scale));
    return exported(picture.view.title, format, content, notice);
  }

  #arrange({ design, findings }: WorldAnalysis, options: ViewOptions & LayoutOptions, signal: AbortSignal): Promise<Picture> {
    return arrange(design, findings, { ...options, isCancelled: () => signal.aborted }, this.#layouter().until(signal));
  }

  /** The first picture of a document comes at once; a better one, if there is any, follows. Later ones keep to its layout. */
  async #refine(key: string, analysis: WorldAnalysis, options: ViewOptions, structure: string): Promise<void> {
    const running = this.#refinements.get(key);
    if (running?.structure === structure) return;
    running?.stop.abort();
    const refinement = { structure, stop: new AbortController() };
    this.#refinements.set(key, refinement);
    try {
      const picture = await this.#arrange(analysis, { ...options, effort: 'best' }, refinement.stop.signal);
      const kept = this.#kept.get(key);
      if (kept?.picture.structure !== picture.structure || picture.fallback) return;
      this.#keep(key, { ...kept, picture, refined: true });
      this.#changed(analysis.project);
    } catch (error) {
      if (!(error instanceof LayoutCancelledError)) this.#services.server.Log.error('A better picture could not be drawn.', error);
    } finally {
      if (this.#refinements.get(key) === refinement) this.#refinements.delete(key);
    }
  }

  /** Tells clients that show a document of a project. */
  #changed(project: string): void {
    for (const [uri, shown] of this.#shown) {
      if (shown !== project) continue;
      void this.#services.lsp.Connection?.sendNotification(diagramChangedNotification, { uri } satisfies DiagramChangedParams);
    }
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
  }
}

function isEmpty({ nodes, view }: Picture): boolean {
  return nodes.length === 0 && view.chips.length === 0;
}

/** `Line 3`, or `Line 3 of messages.arch` when it is another document's. */
function placeOf({ source: { uri, range } }: Problem, own: string): string {
  const line = `Line ${range.start.line + 1}`;
  return uri === own ? line : `${line} of ${baseName(uri)}`;
}

function keyOf(uri: string, scope: DiagramScope): string {
  return `${uri} ${JSON.stringify(scope)}`;
}

/** What a picture shows, each part in its place whatever order the client wrote them in, so that equal scopes have equal keys. */
function scopeOf({ view, focus, expand, collapse, bundle, direction }: DiagramScope): DiagramScope {
  return { view, focus, expand: sorted(expand), collapse: sorted(collapse), bundle: bundle === false ? false : undefined, direction };
}

function sorted(names: DiagramScope['expand']): DiagramScope['expand'] {
  if (names === undefined || names === 'all') return names;
  return names.length === 0 ? undefined : [...names].sort();
}

const mostScale = 4;

function scaleOf(scale: number | undefined): number {
  return Math.min(mostScale, Math.max(0.1, scale ?? 1));
}

/** What cannot be read in a document, or in another part of a system that it adds to. Files that only lie in the same project have no part in its picture. */
function brokenPart(design: Design, uri: string): Problem | undefined {
  const files = new Set(
    design.systems
      .filter(({ named }) => named)
      .map(({ parts, syntax }) => [syntax, ...parts].map(({ source }) => source.uri))
      .filter((parts) => parts.includes(uri))
      .flat(),
  );
  return design.problems.find(({ rule, source }) => rule === 'syntax-error' && (source.uri === uri || files.has(source.uri)));
}
