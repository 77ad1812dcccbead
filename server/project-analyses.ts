/**
 * Design and findings of every project, kept and renewed. Findings are a property of a project: a consumer in one file clears the finding in another.
 * So each change of a file makes its project stale, and what is stale is made anew once all names are resolved.
 */
import type { LangiumDocument, URI } from 'langium';
import { type Cancellation, Disposable, interruptAndCheck, OperationCancelled } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { Config } from '../analysis/config.ts';
import { analysisSteps, type RuleFailure } from '../analysis/engine.ts';
import type { Finding } from '../analysis/finding.ts';
import type { ArchDocument, ArchSharedServices } from '../language/index.ts';
import { buildDesign, DesignBuilder, isBuiltin, problemsOf } from '../language/index.ts';
import type { Design, Problem } from '../language/model/design.ts';
import type { Log } from './log.ts';
import type { FileProjects } from './projects.ts';

/** Files that can touch one another, their design and what was found in it. An edit elsewhere leaves the same object. */
export interface WorldAnalysis {
  readonly project: string;
  readonly design: Design;
  readonly findings: readonly Finding[];
}

/** A project as it was found: its worlds, in the order of their files. */
export interface ProjectAnalysis {
  readonly project: string;
  readonly worlds: readonly WorldAnalysis[];
}

/** Of a file that no project holds (any more). */
const emptyDesign = buildDesign({ documents: [], catalogue: [] });

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
  /** Designs of the texts as they are; a changed project has none. */
  readonly #designs = new Map<string, readonly Design[]>();
  readonly #builders = new Map<string, DesignBuilder>();
  /** What was found in a design, as long as the configuration is the same. */
  readonly #analysed = new WeakMap<Design, { readonly config: Config; readonly world: WorldAnalysis }>();
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
    const designs = this.#designsOf(this.#parts.projects.projectOf(uri));
    return designs.find((design) => design.files.has(uri.toString())) ?? emptyDesign;
  }

  /** The design of any project, for what all have in common. */
  get anyDesign(): Design | undefined {
    const [first] = this.#designs.values();
    return first?.[0];
  }

  /** Design and findings of the files that a file can touch, of the texts as they are now: computed on the spot if they are stale. */
  at(uri: URI): WorldAnalysis {
    const { project, worlds } = this.#project(this.#parts.projects.projectOf(uri));
    return worlds.find(({ design }) => design.files.has(uri.toString())) ?? { project, design: emptyDesign, findings: [] };
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
    this.#designs.delete(project);
    this.#stale.delete(project);
    this.#stale.add(project);
  }

  #designsOf(project: string): readonly Design[] {
    const known = this.#designs.get(project);
    if (known !== undefined) return known;
    const { NameTables } = this.#services.workspace;
    const builder = this.#builders.get(project) ?? new DesignBuilder();
    this.#builders.set(project, builder);
    const problems = (document: ArchDocument): readonly Problem[] => problemsOf(document, NameTables.at(document.uri));
    const designs = builder.build(this.#documents(project), this.#catalogueFiles(), problems);
    this.#designs.set(project, designs);
    return designs;
  }

  *#analysis(project: string): Generator<void, ProjectAnalysis, void> {
    const designs = this.#designsOf(project);
    yield;
    const { docsBase, projects } = this.#parts;
    const config = projects.configOf(project);
    const onFailure = (failure: RuleFailure): void => this.#reportOnce(failure);
    const worlds: WorldAnalysis[] = [];
    for (const design of designs) {
      const known = this.#analysed.get(design);
      const world =
        known?.config === config
          ? known.world
          : { project, design, findings: yield* analysisSteps(design, config, { docsBase, onFailure }) };
      this.#analysed.set(design, { config, world });
      worlds.push(world);
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
