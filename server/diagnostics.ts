/** Findings as the editor shows them, pushed to every file whose findings changed. */
import type { LangiumSharedServices } from 'langium/lsp';
import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Config } from '../analysis/config.ts';
import { configFindings } from '../analysis/config-findings.ts';
import type { Finding, Severity } from '../analysis/finding.ts';
import type { PartAnalysis, ProjectAnalysis } from './project-analyses.ts';
import type { FileProjects } from './projects.ts';
import type { UnsavedTexts } from './unsaved.ts';

/** The name that findings carry in the editor. */
const diagnosticSource = 'archlint';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Rules about text that does nothing and may go: editors show it faded. */
const needless: ReadonlySet<string> = new Set(['unused-suppression', 'said-twice']);

/** What nothing has to do with, by its message: it may go, unless it is still to come to something. */
const unused: ReadonlySet<string> = new Set(['unused', 'alone', 'idle']);

/** What a diagnostic carries along, so that the finding behind it is found again. */
export interface DiagnosticData {
  readonly offset: number;
  readonly end: number;
}

/**
 * A finding as a diagnostic.
 * @param beingWritten whether somebody is at it: what is missing may be what is written next, so it is hinted at and not yet blamed
 */
export function diagnosticOf({ rule, severity, message, messageId, source, related, docs }: Finding, beingWritten = false): Diagnostic {
  const information = related.map(
    (item): DiagnosticRelatedInformation => ({ location: { uri: item.source.uri, range: item.source.range }, message: item.message }),
  );
  const data: DiagnosticData = { offset: source.offset, end: source.end };
  return {
    range: source.range,
    severity: beingWritten && rule === 'unmatched-event' ? DiagnosticSeverity.Hint : severities[severity],
    code: rule,
    codeDescription: { href: docs },
    source: diagnosticSource,
    message,
    ...(information.length > 0 && { relatedInformation: information }),
    ...((needless.has(rule) || (rule === 'unmatched-event' && unused.has(messageId))) && { tags: [DiagnosticTag.Unnecessary] }),
    data,
  };
}

/** What is wrong with a configuration, by the file: its own, or one that it extends. */
function configDiagnostics(config: Config, docsBase: string): ReadonlyMap<string, Diagnostic[]> {
  const byFile = Map.groupBy(configFindings(config, docsBase), ({ source }) => source.uri);
  return new Map([...byFile].map(([uri, findings]) => [uri, findings.map((finding) => diagnosticOf(finding))]));
}

/** For parts at rest, and for those of worlds that are being written. */
const made = {
  true: new WeakMap<PartAnalysis, ReadonlyMap<string, Diagnostic[]>>(),
  false: new WeakMap<PartAnalysis, ReadonlyMap<string, Diagnostic[]>>(),
};

/** The diagnostics of each file of a part, none where all is well; the same lists for the same part. */
function diagnosticsOf(part: PartAnalysis, beingWritten: boolean): ReadonlyMap<string, Diagnostic[]> {
  const known = made[`${beingWritten}`].get(part);
  if (known) return known;
  const byFile = new Map<string, Diagnostic[]>();
  for (const uri of part.files) byFile.set(uri, []);
  for (const finding of part.findings) byFile.get(finding.source.uri)?.push(diagnosticOf(finding, beingWritten));
  made[`${beingWritten}`].set(part, byFile);
  return byFile;
}

/** What was last said about a file. */
interface Said {
  readonly project: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly text: string;
  readonly version: number | undefined;
}

export class DiagnosticsPublisher {
  readonly #services: LangiumSharedServices;
  readonly #projects: FileProjects;
  readonly #docsBase: string;
  readonly #unsaved: UnsavedTexts;
  readonly #said = new Map<string, Said>();

  constructor(services: LangiumSharedServices, projects: FileProjects, docsBase: string, unsaved: UnsavedTexts) {
    this.#services = services;
    this.#unsaved = unsaved;
    this.#projects = projects;
    this.#docsBase = docsBase;
  }

  /** Pushes a project's findings to the files where they changed, and takes back those of files that are gone. */
  publish({ project, worlds }: ProjectAnalysis): void {
    const byFile = new Map<string, Diagnostic[]>();
    for (const { files, parts } of worlds) {
      const beingWritten = [...files].some((uri) => this.#unsaved.has(uri));
      for (const part of parts) for (const [uri, diagnostics] of diagnosticsOf(part, beingWritten)) byFile.set(uri, diagnostics);
    }
    const config = this.#projects.configOf(project);
    for (const [uri, diagnostics] of configDiagnostics(config, this.#docsBase)) byFile.set(uri, diagnostics);
    for (const [uri, said] of this.#said) if (said.project === project && !byFile.has(uri)) byFile.set(uri, []);
    for (const [uri, diagnostics] of byFile) this.#push(project, uri, diagnostics);
  }

  #push(project: string, uri: string, diagnostics: Diagnostic[]): void {
    const said = this.#said.get(uri);
    if (said !== undefined && said.project !== project && diagnostics.length === 0 && this.#isElsewhere(uri, project)) return;
    const opened = this.#services.workspace.TextDocuments.get(uri);
    const text = said?.diagnostics === diagnostics ? said.text : diagnostics.length === 0 ? '' : JSON.stringify(diagnostics);
    // An open file hears of each of its versions, so that a client can tell which text was checked.
    if (text === (said?.text ?? '') && opened?.version === said?.version) return;
    if (text === '' && opened === undefined) this.#said.delete(uri);
    else this.#said.set(uri, { project, diagnostics, text, version: opened?.version });
    void this.#services.lsp.Connection?.sendDiagnostics({ uri: opened?.uri ?? uri, version: opened?.version, diagnostics });
  }

  #isElsewhere(uri: string, project: string): boolean {
    const document = this.#services.workspace.LangiumDocuments.all.find((candidate) => candidate.uri.toString() === uri);
    return document !== undefined && this.#projects.projectOf(document.uri) !== project;
  }
}
