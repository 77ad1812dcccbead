/** The language status item: how the server is doing, and how many findings the active document has. */
import * as vscode from 'vscode';
import type { LanguageServer, ServerState } from './language-server.ts';
import { findingsSentence } from './words.ts';

/** Creates the item, which keeps itself current until disposed of. */
export function createStatusItem(server: LanguageServer): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('archlint.status', { language: 'arch' });
  item.name = 'Archlint';
  const show = (): void => {
    Object.assign(item, server.state === 'running' ? findings() : health(server.state));
  };
  show();
  return vscode.Disposable.from(
    item,
    server.onDidChangeState(show),
    vscode.languages.onDidChangeDiagnostics(show),
    vscode.window.onDidChangeActiveTextEditor(show),
  );
}

type Shown = Pick<vscode.LanguageStatusItem, 'text' | 'detail' | 'busy' | 'severity' | 'command'>;

function health(state: Exclude<ServerState, 'running'>): Shown {
  const starting = state === 'starting';
  return {
    text: 'Archlint',
    detail: starting ? 'starting' : 'the language server is not running',
    busy: starting,
    severity: starting ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Error,
    command: starting
      ? { title: 'Show Output', command: 'archlint.showOutput' }
      : { title: 'Restart Server', command: 'archlint.restartServer' },
  };
}

function findings(): Shown {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const found = (uri === undefined ? [] : vscode.languages.getDiagnostics(uri)).filter(({ source }) => source === 'archlint');
  const count = (severity: vscode.DiagnosticSeverity): number => found.filter((finding) => finding.severity === severity).length;
  const errors = count(vscode.DiagnosticSeverity.Error);
  const warnings = count(vscode.DiagnosticSeverity.Warning);
  return {
    text: 'Archlint',
    detail: findingsSentence(errors, warnings, found.length - errors - warnings),
    busy: false,
    severity:
      errors > 0
        ? vscode.LanguageStatusSeverity.Error
        : warnings > 0
          ? vscode.LanguageStatusSeverity.Warning
          : vscode.LanguageStatusSeverity.Information,
    command: { title: 'Show Problems', command: 'workbench.actions.view.problems' },
  };
}
