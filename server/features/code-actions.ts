/** Quick fixes of findings, one by one, all of a rule, or all that are safe. */
import type { LangiumDocument } from 'langium';
import { URI } from 'langium';
import type { CodeActionProvider } from 'langium/lsp';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { runsShowing } from '../../analysis/explorer/showing.ts';
import type { Finding } from '../../analysis/finding.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { requireFix } from '../../analysis/fixes/require.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import type { Fix } from '../../language/model/source.ts';
import { type DiagnosticData, diagnosticOf } from '../diagnostics.ts';
import type { ServerServices, ServerSharedServices } from '../module.ts';
import type { WorldAnalysis } from '../project-analyses.ts';
import { type ShowRunArguments, showRunCommand } from '../run-protocol.ts';
import { titleOf } from './runs.ts';

/** All safe fixes of a file at once, as editors run it on saving. */
const fixAllKind = `${CodeActionKind.SourceFixAll}.archlint`;

export const codeActionKinds: readonly string[] = [CodeActionKind.QuickFix, fixAllKind];

export class ArchCodeActionProvider implements CodeActionProvider {
  readonly #shared: ServerSharedServices;

  constructor(services: ServerServices) {
    this.#shared = services.shared;
  }

  getCodeActions(document: LangiumDocument, { range, context }: CodeActionParams): CodeAction[] {
    const uri = document.uri.toString();
    const world = this.#shared.server.ProjectAnalyses.at(document.uri);
    const findings = world.findings.filter(({ source }) => source.uri === uri);
    const actions: CodeAction[] = [];
    if (wants(context.only, CodeActionKind.QuickFix)) {
      actions.push(...this.#quickFixes(findings, range, context.diagnostics));
      actions.push(...this.#shownFailures(world, findings, range, document.textDocument.uri));
      actions.push(...this.#demands(world, findings, range));
      // What mends or explains comes before what silences, or the first Enter would silence.
      actions.push(...this.#silencers(findings, range, context.diagnostics));
    }
    if (context.only !== undefined && wants(context.only, fixAllKind)) actions.push(...this.#fixAll(uri, findings));
    return actions;
  }

  /** What mends the findings here: each of them, and all of a rule. */
  #quickFixes(findings: readonly Finding[], range: Range, diagnostics: readonly Diagnostic[]): CodeAction[] {
    const here = findings.filter((finding) => touches(finding.source.range, range));
    const rules = [...new Set(here.map(({ rule }) => rule))];
    return [
      ...here.flatMap((finding) => this.#single(finding, diagnostics, (fix) => !isIgnoreFix(fix))),
      ...rules.flatMap((rule) => this.#fixRule(rule, findings)),
    ];
  }

  /** What silences the findings here. */
  #silencers(findings: readonly Finding[], range: Range, diagnostics: readonly Diagnostic[]): CodeAction[] {
    const here = findings.filter((finding) => touches(finding.source.range, range));
    return here.flatMap((finding) => this.#single(finding, diagnostics, isIgnoreFix));
  }

  /** Those of a finding's fixes that are wanted. */
  #single(finding: Finding, diagnostics: readonly Diagnostic[], wanted: (fix: Fix) => boolean): CodeAction[] {
    const diagnostic = diagnostics.find((candidate) => isAbout(candidate, finding)) ?? diagnosticOf(finding);
    return finding.fixes.flatMap((fix, index): readonly CodeAction[] => {
      if (!wanted(fix)) return [];
      const preferred = index === 0 && !isIgnoreFix(fix) && (fix.safe || finding.fixes.length <= 2);
      const action = { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit: this.#edit([fix]) };
      return [preferred ? { ...action, isPreferred: true } : action];
    });
  }

  /** The runs that findings here stand for, for clients that show runs. */
  #shownFailures({ design }: WorldAnalysis, findings: readonly Finding[], range: Range, uri: string): CodeAction[] {
    const { Runs } = this.#shared.server;
    const exploration = Runs.isShown ? Runs.known(design) : undefined;
    if (exploration === undefined) return [];
    const here = findings.filter((finding) => touches(finding.source.range, range));
    return here.flatMap((finding) => {
      const runs = runsShowing(finding, exploration);
      return runs.map(({ flow, index, run }): CodeAction => {
        const shown: ShowRunArguments = { uri, flow: flow.name, run: { kind: 'counterexample', index }, faults: exploration.faults };
        return {
          title: `Show how this fails: ${titleOf(design, flow, run)}${runs.length > 1 ? ` (${flow.name})` : ''}`,
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnosticOf(finding)],
          command: { title: 'Show how this fails', command: showRunCommand, arguments: [shown] },
        };
      });
    });
  }

  /** Requirements that the design does not meet where it has these findings: written down, they are checked from then on. */
  #demands({ design }: WorldAnalysis, findings: readonly Finding[], range: Range): CodeAction[] {
    return findings.flatMap((finding): readonly CodeAction[] => {
      const fix = touches(finding.source.range, range) ? requireFix(design, finding) : undefined;
      if (!fix) return [];
      return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(finding)], edit: this.#edit([fix]) }];
    });
  }

  /** Offered when several findings of a rule can be mended at once: by safe fixes, or by the first suggestion of each. */
  #fixRule(rule: string, findings: readonly Finding[]): CodeAction[] {
    const own = findings.filter((finding) => finding.rule === rule);
    const safe = this.#together(safeFixes(own));
    const all = this.#together(withNamesOnce(own.flatMap(({ fixes }) => preferred(fixes) ?? [])));
    const actions: CodeAction[] = [];
    if (safe.length >= 2) actions.push({ title: `Fix all ${rule} in this file`, kind: CodeActionKind.QuickFix, edit: this.#edit(safe) });
    if (all.length >= 2 && all.length > safe.length)
      actions.push({
        title: `Take the first suggestion for ${all.length} of ${rule} in this file`,
        kind: CodeActionKind.QuickFix,
        edit: this.#edit(all),
      });
    return actions;
  }

  #fixAll(uri: string, findings: readonly Finding[]): CodeAction[] {
    const fixes = this.#together(safeFixes(findings).filter(({ edits }) => edits.every((edit) => edit.uri === uri)));
    if (fixes.length === 0) return [];
    return [{ title: 'Fix all that is safe to fix', kind: fixAllKind, edit: this.#edit(fixes) }];
  }

  /** Those of some fixes that can be applied at once. */
  #together(fixes: readonly Fix[]): readonly Fix[] {
    return applyFixes((uri) => this.#document(uri)?.textDocument.getText(), fixes).applied;
  }

  #edit(fixes: readonly Fix[]): WorkspaceEdit {
    const changes: Record<string, TextEdit[]> = {};
    const seen = new Set<string>();
    for (const { uri, offset, end, text } of fixes.flatMap(({ edits }) => edits)) {
      const document = this.#document(uri)?.textDocument;
      const same = `${uri} ${offset} ${end} ${text}`;
      if (document === undefined || seen.has(same)) continue;
      seen.add(same);
      const edit = { range: { start: document.positionAt(offset), end: document.positionAt(end) }, newText: text };
      changes[document.uri] = [...(changes[document.uri] ?? []), edit];
    }
    return { changes };
  }

  #document(uri: string): LangiumDocument | undefined {
    return this.#shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
  }
}

/** The fix that mends a finding: a safe one if there is one, and never the offer to silence it. */
function preferred(fixes: readonly Fix[]): Fix | undefined {
  return fixes.find(({ safe }) => safe) ?? fixes.find((fix) => !isIgnoreFix(fix));
}

/** Each of several fixes takes a name that is free in the design as it is; two of them must not take the same. */
function withNamesOnce(fixes: readonly Fix[]): readonly Fix[] {
  const taken = new Set<string>();
  return fixes.filter(({ edits }) => {
    const names = edits.flatMap(({ text }) => [...text.matchAll(declaration)].map(([, name = '']) => name));
    if (names.some((name) => taken.has(name))) return false;
    for (const name of names) taken.add(name);
    return true;
  });
}

/** A new element, on a line of its own or in a body on one line. */
const declaration = /(?:^|\s)(?:queue|topic|bus|stream|service|store|cache|event|command|orchestrator)\s+([\p{L}\d_-]+)/gu;

/** The first safe fix of each finding. */
function safeFixes(findings: readonly Finding[]): readonly Fix[] {
  return findings.flatMap(({ fixes }) => fixes.find(({ safe }) => safe) ?? []);
}

function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

function touches(one: Range, other: Range): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}

function isBefore(one: Range['start'], other: Range['start']): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}

function isAbout({ code, message, data }: Diagnostic, finding: Finding): boolean {
  if (code !== finding.rule || message !== finding.message) return false;
  const place = data as DiagnosticData | undefined;
  return place === undefined || (place.offset === finding.source.offset && place.end === finding.source.end);
}
