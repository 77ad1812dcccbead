/** The command *Archlint: Export Run*: saves a run as a picture or as text. */
import * as vscode from 'vscode';
import {
  type ExportedRun,
  type ExportRunParams,
  exportRunRequest,
  type Flows,
  flowsRequest,
  type RunFormat,
  type RunParams,
} from '../server/protocol.ts';
import type { LanguageServer } from './language-server.ts';
import { save } from './save.ts';
import { currentTheme } from './theme.ts';
import { reasonOf } from './words.ts';

interface FormatItem extends vscode.QuickPickItem {
  readonly format: RunFormat;
}

const formats: readonly FormatItem[] = [
  { label: 'SVG', description: 'a picture for documents and slides', format: 'svg' },
  { label: 'Animated SVG', description: 'tells the run step by step, in any page', format: 'animated-svg' },
  { label: 'Mermaid', description: 'a sequence diagram as text, which many a page draws', format: 'mermaid' },
  { label: 'Markdown', description: 'the steps as sentences, with the Mermaid diagram', format: 'markdown' },
];

/**
 * Asks for a format and a place, and saves a run there. Without a run, it asks which one of the active document.
 * @throws nothing; what goes wrong is told to the user
 */
export async function exportRun(server: LanguageServer, shown: RunParams | undefined): Promise<void> {
  try {
    const run = shown ?? (await chooseRun(server));
    if (run === undefined) return;
    const chosen = await vscode.window.showQuickPick(formats, { title: 'Export Run', placeHolder: 'As what?' });
    if (chosen === undefined) return;
    const params: ExportRunParams = { ...run, format: chosen.format };
    const file = await server.request<ExportedRun | null>(exportRunRequest, params);
    if (file === null) void vscode.window.showInformationMessage('This run is no longer one of the design. Choose another one.');
    else await saveRun(file, vscode.Uri.parse(run.uri));
  } catch (error) {
    void vscode.window.showErrorMessage(`The run could not be exported: ${reasonOf(error)}`);
  }
}

async function chooseRun(server: LanguageServer): Promise<RunParams | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'arch') {
    void vscode.window.showInformationMessage('Open an .arch file first: Archlint exports a run of the design in the active editor.');
    return undefined;
  }
  const uri = server.uri(document.uri);
  const { flows } = await server.request<Flows>(flowsRequest, { uri });
  const base = { uri, theme: currentTheme(), faults: 1 };
  const items = flows.flatMap(({ name, runs }) => [
    { label: name, kind: vscode.QuickPickItemKind.Separator, run: undefined },
    ...runs.map(({ title, promise }, index): vscode.QuickPickItem & { run: RunParams } => ({
      label: title,
      description: promise,
      run: { ...base, flow: name, run: { kind: 'counterexample', index } },
    })),
    { label: 'Without a fault', description: name, run: { ...base, flow: name, run: { kind: 'happy' as const } } },
  ]);
  if (items.length === 0) void vscode.window.showInformationMessage('Nothing begins in this design yet, so there is no run to export.');
  const chosen =
    items.length === 0 ? undefined : await vscode.window.showQuickPick(items, { title: 'Export Run', placeHolder: 'Which run?' });
  return chosen?.run;
}

function saveRun({ fileName, content }: ExportedRun, beside: vscode.Uri): Promise<void> {
  return save({ fileName, content: new TextEncoder().encode(content), title: 'Export Run', said: 'The run was exported to' }, beside);
}
