/** The command *Archlint: New Design*. */
import * as vscode from 'vscode';

/** Opens an empty design, in the language, so that completion and snippets are there before it is saved. */
export async function newDesign(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'arch' });
  await vscode.window.showTextDocument(document);
}
