/** Saves what was made of a design: asks where, writes the file, says so and offers to open it. */
import * as vscode from 'vscode';

/** A file that is not written yet. */
export interface Unsaved {
  readonly fileName: string;
  readonly content: Uint8Array;
  /** The dialog's title: `Export the diagram`. */
  readonly title: string;
  /** What is said once it is there, without a full stop: `The diagram is in`, which the file's name ends. */
  readonly said: string;
  /** A sentence that goes with it, such as what is missing from a picture. */
  readonly notice?: string;
}

/**
 * Writes a file where the user wants it; nothing is written where the user changes their mind.
 * @param beside the design's document: the dialog begins in its folder, or in that of the workspace for one that was never saved
 * @throws when the file cannot be written
 */
export async function save({ fileName, content, title, said, notice }: Unsaved, beside: vscode.Uri): Promise<void> {
  const folder = beside.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(beside, '..');
  const target = await vscode.window.showSaveDialog({
    title,
    saveLabel: 'Export',
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, fileName) }),
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, content);
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  const open = 'Open';
  const chosen = await vscode.window.showInformationMessage(`${said} ${name}.${notice === undefined ? '' : ` ${notice}`}`, open);
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', target);
}
