/**
 * Design and findings of every project, kept and renewed. Findings are a property of a project: a consumer in one file clears the finding in another.
 * So each change of a file makes its project stale, and what is stale is made anew once all names are resolved.
 */
import type { LangiumDocument, URI } from 'langium';
import { type Cancellation, Disposable, interruptAndCheck, OperationCancelled } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { knownAmong } from '../analysis/baseline.ts';
import type { Config } from '../analysis/config.ts';
import { analysisSteps, inOrder, type RuleFailure } from '../analysis/engine.ts';
import type { Finding } from '../analysis/finding.ts';
import { type Answers, answersOf, placedIn, stillHold, Whole } from '../analysis/questions.ts';
import type { ArchDocument, ArchSharedServices } from '../language/index.ts';
import { buildDesign, DesignBuilder, isBuiltin, problemsOf, World } from '../language/index.ts';
import type { Design, Problem } from '../language/model/design.ts';
import { fingerprintOf } from './fingerprints.ts';
import type { Log } from './log.ts';
import type { FileProjects } from './projects.ts';

/** A part of a world and what was found in it. An edit that does not touch it leaves the same object. */
export interface PartAnalysis {
  /** The addresses of its files. */
  readonly files: Iterable<string>;
  readonly findings: readonly Finding[];
}

/** Files that can touch one another, their design and what was found in it. An edit elsewhere leaves the same object. */
export class WorldAnalysis {
  readonly project: string;
  readonly parts: readonly PartAnalysis[];
  readonly #world: World;
  #findings: readonly Finding[] | undefined;

  constructor(project: string, world: World, parts: readonly PartAnalysis[]) {
    this.project = project;
    this.#world = world;
    this.parts = parts;
  }

  /** Whether a file is one of its files. */
  has(uri: string): boolean {
    return this.#world.files.has(uri);
  }

  /** The addresses of its files. */
  get files(): ReadonlySet<string> {
    return this.#world.files;
  }

  /** Whether its texts are still the same; if not, another one is on its way. */
  get isPresent(): boolean {
    return this.#world.isPresent;
  }

  /** All of it. Of several parts it is built when somebody first asks: ask while it is present. */
  get design(): Design {
    return this.#world.design;
  }

  /** What was found in all parts, by file and place. */
  get findings(): readonly Finding[] {
    const [only, ...others] = this.parts;
    this.#findings ??= only && others.length === 0 ? only.findings : inOrder(this.parts.flatMap(({ findings }) => findings));
    return this.#findings;
  }
}

/** A project as it was found: its worlds, in the order of their files. */
export interface ProjectAnalysis {
  readonly project: string;
  readonly worlds: readonly WorldAnalysis[];
}

/** Of a file that no project holds (any more). */
const emptyWorld = new World([], [], () => buildDesign({ documents: [], catalogue: [] }));

/** Milliseconds after which one no longer waits for findings. */
const longestWait = 5_000;

type Listener = (analysis: ProjectAnalysis) => void;

export interface AnalysisParts {
  readonly projects: FileProjects;
  readonly log: Log;
  /** Where the rules' pages are, an address that ends in a slash. */
  readonly docsBase: string;
}

export class ProjectAnalyses {
  readonly #services: LangiumSharedServices & ArchSharedServices;
  readonly #parts: AnalysisParts;
  /** Worlds of the texts as they are; a changed project has none. */
  readonly #worlds = new Map<string, readonly World[]>();
  readonly #builders = new Map<string, DesignBuilder>();
  /** What was found in a part, as long as the configuration is the same, and what it has asked of its world. */
  readonly #analysed = new WeakMap<Design, { readonly config: Config; readonly part: PartAnalysis; readonly answers: Answers }>();
  /** Parts some of whose findings the baseline knows: which, and the part with those as hints. */
  readonly #withHints = new WeakMap<PartAnalysis, { readonly which: string; readonly lowered: PartAnalysis }>();
  readonly #worldAnalyses = new WeakMap<World, WorldAnalysis>();
  readonly #wholes = new WeakMap<World, Whole>();
  /** The last findings; those of a stale project are of an earlier text. */
  readonly #found = new Map<string, ProjectAnalysis>();
  /** Projects without present findings, the last changed first. */
  readonly #stale = new Set<string>();
  readonly #listeners = new Set<Listener>();
  readonly #reported = new Set<string>();
  #catalogue: readonly ArchDocument[] | undefined;

  constructor(services: LangiumSharedServices & ArchSharedServices, parts: AnalysisParts) {
    this.#services = services;
    this.#parts = parts;
    services.workspace.DocumentBuilder.onUpdate((changed, deleted) => {
      for (const uri of [...changed, ...deleted]) if (!isBuiltin(uri)) this.#changed(parts.projects.projectOf(uri));
    });
  }

  /** Hears of each project's findings when they are new. */
  onFound(listener: Listener): Disposable {
    this.#listeners.add(listener);
    return Disposable.create(() => this.#listeners.delete(listener));
  }

  /** A project's configuration is another now. */
  reconsider(project: string): void {
    this.#stale.add(project);
  }

  /** Files moved between projects. */
  reconsiderAll(): void {
    for (const project of this.#found.keys()) this.#changed(project);
  }

  /** The projects that have been analysed. */
  get all(): Iterable<ProjectAnalysis> {
    return this.#found.values();
  }

  /**
   * The design of a file's project, of the texts as they are now.
   * @throws nothing on broken texts; they give as much of a design as is understood
   */
  designAt(uri: URI): Design {
    const worlds = this.#worldsOf(this.#parts.projects.projectOf(uri));
    return (worlds.find(({ files }) => files.has(uri.toString())) ?? emptyWorld).design;
  }

  /** The design of any project, for what all have in common. */
  get anyDesign(): Design | undefined {
    const [first] = this.#worlds.values();
    return first?.[0]?.design;
  }

  /** Design and findings of the files that a file can touch, of the texts as they are now: computed on the spot if they are stale. */
  at(uri: URI): WorldAnalysis {
    const { project, worlds } = this.#project(this.#parts.projects.projectOf(uri));
    return worlds.find((world) => world.has(uri.toString())) ?? new WorldAnalysis(project, emptyWorld, []);
  }

  #project(project: string): ProjectAnalysis {
    const found = this.#found.get(project);
    if (found !== undefined && !this.#stale.has(project)) return found;
    const steps = this.#analysis(project);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** Waits until a file's project has present findings, which follow each change of it. */
  settled(uri: URI, token: Cancellation.CancellationToken): Promise<void> {
    const project = this.#parts.projects.projectOf(uri);
    if (!this.#stale.has(project)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const cancelled = token.onCancellationRequested(() => {
        reject(OperationCancelled);
        done();
      });
      const listener: Listener = (analysis) => {
        if (analysis.project === project) done();
      };
      // Should the build that would bring them fail, the caller makes do with what there is.
      const timer = setTimeout(() => done(), longestWait);
      const done = (): void => {
        clearTimeout(timer);
        cancelled.dispose();
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
    });
  }

  /** Finds anew what is stale. Cancelled, it leaves the rest stale. */
  async refresh(token: Cancellation.CancellationToken): Promise<void> {
    for (const project of [...this.#stale].reverse()) {
      await interruptAndCheck(token);
      const steps = this.#analysis(project);
      for (let step = steps.next(); !step.done; step = steps.next()) await interruptAndCheck(token);
    }
  }

  #changed(project: string): void {
    this.#worlds.delete(project);
    this.#stale.delete(project);
    this.#stale.add(project);
  }

  #worldsOf(project: string): readonly World[] {
    const known = this.#worlds.get(project);
    if (known !== undefined) return known;
    const { NameTables } = this.#services.workspace;
    const builder = this.#builders.get(project) ?? new DesignBuilder();
    this.#builders.set(project, builder);
    const problems = (document: ArchDocument): readonly Problem[] => problemsOf(document, NameTables.at(document.uri));
    const worlds = builder.build(this.#documents(project), this.#catalogueFiles(), problems);
    this.#worlds.set(project, worlds);
    return worlds;
  }

  *#analysis(project: string): Generator<void, ProjectAnalysis, void> {
    const made = this.#worldsOf(project);
    yield;
    const config = this.#parts.projects.configOf(project);
    const worlds: WorldAnalysis[] = [];
    const analysed: (readonly [World, readonly PartAnalysis[]])[] = [];
    for (const world of made) analysed.push([world, yield* this.#analyseWorld(world, config)]);
    for (const [world, parts] of this.#withoutKnown(config, analysed)) {
      const known = this.#worldAnalyses.get(world);
      const isSame = known?.project === project && known.parts.every((part, at) => part === parts[at]);
      const analysis = isSame ? known : new WorldAnalysis(project, world, parts);
      this.#worldAnalyses.set(world, analysis);
      worlds.push(analysis);
    }
    const analysis: ProjectAnalysis = { project, worlds };
    this.#stale.delete(project);
    if (worlds.length > 0) this.#found.set(project, analysis);
    else {
      this.#found.delete(project);
      this.#builders.delete(project);
    }
    for (const listener of [...this.#listeners]) listener(analysis);
    return analysis;
  }

  /** What the project's baseline knows is a hint. A part of which nothing new is known stays the same object. */
  #withoutKnown(
    { baseline }: Config,
    analysed: readonly (readonly [World, readonly PartAnalysis[]])[],
  ): readonly (readonly [World, readonly PartAnalysis[]])[] {
    if (!baseline || baseline.entries.length === 0) return analysed;
    const all = analysed.flatMap(([, parts]) => parts.flatMap(({ findings }) => findings));
    const designs = analysed.flatMap(([world]) => world.parts);
    const known = knownAmong(baseline, all, fingerprintOf, designs);
    return analysed.map(([world, parts]) => [world, parts.map((part) => this.#lowered(part, known))] as const);
  }

  #lowered(part: PartAnalysis, known: ReadonlySet<Finding>): PartAnalysis {
    const which = part.findings.flatMap((finding, at) => (known.has(finding) ? [at] : [])).join();
    if (which === '') return part;
    const before = this.#withHints.get(part);
    if (before?.which === which) return before.lowered;
    const findings = part.findings.map((finding): Finding => (known.has(finding) ? { ...finding, severity: 'hint' } : finding));
    const lowered: PartAnalysis = { ...part, findings };
    this.#withHints.set(part, { which, lowered });
    return lowered;
  }

  /** What is found in each part: as before where neither the part has changed, nor the answers of the world to what the part asked. */
  *#analyseWorld(world: World, config: Config): Generator<void, readonly PartAnalysis[], void> {
    const { docsBase } = this.#parts;
    const onFailure = (failure: RuleFailure): void => this.#reportOnce(failure);
    const whole = this.#wholes.get(world) ?? new Whole(world.parts);
    this.#wholes.set(world, whole);
    const parts: PartAnalysis[] = [];
    for (const design of world.parts) {
      const known = this.#analysed.get(design);
      if (known?.config === config && stillHold(known.answers, whole)) {
        parts.push(known.part);
        continue;
      }
      const placed = placedIn(whole, design);
      const findings = yield* analysisSteps(placed, config, { docsBase, onFailure });
      const part: PartAnalysis = { files: [...design.files.keys()], findings };
      this.#analysed.set(design, { config, part, answers: answersOf(placed) });
      parts.push(part);
    }
    return parts;
  }

  /** The project's files in the order of their addresses. */
  #documents(project: string): readonly ArchDocument[] {
    const { projects } = this.#parts;
    const own = (document: LangiumDocument): document is ArchDocument =>
      !isBuiltin(document.uri) && projects.projectOf(document.uri) === project && !projects.isLeftOut(document.uri);
    return this.#services.workspace.LangiumDocuments.all
      .toArray()
      .filter(own)
      .map((document) => ({ document, address: document.uri.toString() }))
      .sort((a, b) => (a.address < b.address ? -1 : 1))
      .map(({ document }) => document);
  }

  /** Always the same list: the design's builder reads a catalogue once. */
  #catalogueFiles(): readonly ArchDocument[] {
    this.#catalogue ??= this.#services.workspace.LangiumDocuments.all
      .toArray()
      .filter((document): document is ArchDocument => isBuiltin(document.uri));
    return this.#catalogue;
  }

  #reportOnce({ rule, error }: RuleFailure): void {
    if (this.#reported.has(rule)) return;
    this.#reported.add(rule);
    this.#parts.log.error(`The rule ${rule} failed on this design and is left out. The other rules go on. Please report it.`, error);
  }
}
