/** The command *Archlint: Fix All*. */
import * as vscode from 'vscode';

const kind = vscode.CodeActionKind.SourceFixAll.append('archlint');

/** Applies every safe fix in the active document, and says so when there is none. */
export async function fixAll(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'arch') {
    void vscode.window.showInformationMessage('Open an .arch file first: Archlint fixes the file in the active editor.');
    return;
  }
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    everything,
    kind.value,
    1,
  );
  const edit = actions.find((action) => action.edit !== undefined)?.edit;
  if (edit === undefined) {
    void vscode.window.showInformationMessage(
      'Archlint has nothing to fix by itself in this file. Quick fixes of single findings may still ask for a choice.',
    );
    return;
  }
  await vscode.workspace.applyEdit(edit);
}
