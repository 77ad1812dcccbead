/**
 * Has the program compiled while nobody waits. A JavaScript engine compiles what has run often enough; without this the first edits after the start
 * take several times as long as the later ones. So once the first findings are out, a small design is read and checked over and over, in slices with
 * pauses between them, and not at all while somebody types. It touches nothing of the user's: its file is in no workspace.
 */
import { DocumentState, type LangiumDocument, URI } from 'langium';
import { defaultConfig } from '../analysis/config.ts';
import { analysisSteps } from '../analysis/engine.ts';
import { type ArchDocument, DesignBuilder, isBuiltin, problemsOf } from '../language/index.ts';
import { diagnosticOf } from './diagnostics.ts';
import type { Log } from './log.ts';
import type { ServerServices } from './module.ts';
import { warmUpDesign } from './warm-up-design.ts';

/** Measured: after as many rounds the first edits take what they take after fifty others (20 ms of processor time in place of 32), after forty not yet. */
const rounds = 60;
/** Milliseconds of work in one go, and of the pause after it, in which requests are answered. */
const slice = 4;
const pause = 4;
/** Milliseconds without a change after which nobody is typing; and after the first findings, when editors ask for much at once. */
const calm = 500;

const uri = URI.parse('archlint-warm-up:/design.arch');

export class WarmUp {
  readonly #services: ServerServices;
  readonly #log: Log;
  #lastChange = 0;
  #started = 0;

  constructor(services: ServerServices) {
    this.#services = services;
    this.#log = services.shared.server.Log;
  }

  /** Begins when the first findings are out. */
  listen(): void {
    const { server, workspace } = this.#services.shared;
    const heard = server.ProjectAnalyses.onFound(() => {
      heard.dispose();
      workspace.TextDocuments.onDidChangeContent(() => {
        this.#lastChange = performance.now();
      });
      void sleep(calm)
        .then(() => this.run())
        .catch((error: unknown) => this.#log.error('The server could not warm up; its first answers may be slow.', error));
    });
  }

  /** Reads and checks the design so many times. It keeps no process alive. */
  async run(times = rounds): Promise<void> {
    const isCatalogue = (document: LangiumDocument): document is ArchDocument => isBuiltin(document.uri);
    // The same list each time: a design's builder reads a catalogue once.
    const catalogue = this.#services.shared.workspace.LangiumDocuments.all.filter(isCatalogue).toArray();
    for (let round = 0; round < times; round++) await this.#round(catalogue);
  }

  async #round(catalogue: readonly ArchDocument[]): Promise<void> {
    const { shared, references } = this.#services;
    await this.#breathe();
    const document = shared.workspace.LangiumDocumentFactory.fromString(warmUpDesign, uri) as ArchDocument;
    await this.#breathe();
    document.localSymbols = await references.ScopeComputation.collectLocalSymbols(document);
    document.state = DocumentState.ComputedScopes;
    await references.Linker.link(document);
    await this.#breathe();
    const names = shared.workspace.NameTables.at(uri);
    const worlds = new DesignBuilder().build([document], catalogue, (one) => problemsOf(one, names));
    const config = defaultConfig(uri.toString());
    for (const { design } of worlds) {
      const steps = analysisSteps(design, config, { docsBase: shared.server.docsBase });
      let step = steps.next();
      for (; !step.done; step = steps.next()) await this.#breathe();
      JSON.stringify(step.value.map((finding) => diagnosticOf(finding)));
    }
  }

  /** Lets others go first once the slice is used up, and waits as long as somebody types. */
  async #breathe(): Promise<void> {
    if (performance.now() - this.#started < slice) return;
    await sleep(pause);
    for (let left = this.#untilCalm(); left > 0; left = this.#untilCalm()) await sleep(left);
    this.#started = performance.now();
  }

  #untilCalm(): number {
    return this.#lastChange === 0 ? 0 : this.#lastChange + calm - performance.now();
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
