/** What the tests in VS Code do again and again: open, type, wait. The workspace is a copy of `test/corpus`. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';

/** The longest that anything is waited for, in milliseconds. */
const patience = 90_000;

/** A file of the workspace. */
export function file(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'The suite needs a workspace folder.');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace in the active editor group. */
export async function open(path: string): Promise<vscode.TextEditor> {
  return await vscode.window.showTextDocument(file(path));
}

/** Writes a file and opens it. One that is open already may show what it held before until it is read again. */
export async function create(path: string, text: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(file(path), Buffer.from(text));
  const editor = await open(path);
  await until(`what was written to ${path}`, async () => {
    if (editor.document.getText() === text) return true;
    await vscode.commands.executeCommand('workbench.action.files.revert');
    return false;
  });
  return editor;
}

/** Closes all editors, dropping their changes. */
export async function closeAll(): Promise<void> {
  for (const editor of vscode.window.visibleTextEditors) {
    await vscode.window.showTextDocument(editor.document);
    if (editor.document.isDirty) await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Asks until the answer is there: anything but `undefined` and `false`. */
export async function until<T>(what: string | (() => string), ask: () => T | Promise<T>): Promise<Exclude<T, undefined | false>> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
    if (Date.now() > end) throw new Error(`Waited in vain for ${typeof what === 'string' ? what : what()}.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A finding's rule: VS Code keeps it as a plain code, or as a code with a link. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The findings of one rule in a file, as the lines they start on, counted from 1 and sorted. */
export function linesOf(uri: vscode.Uri, rule: string): readonly number[] {
  const found = vscode.languages.getDiagnostics(uri).filter((diagnostic) => ruleOf(diagnostic) === rule);
  return found.map(({ range }) => range.start.line + 1).sort((a, b) => a - b);
}

/** Waits until a rule finds something on these lines of a file, and on no others. */
export async function linesAre(uri: vscode.Uri, rule: string, lines: readonly number[]): Promise<void> {
  await until(
    () => `${rule} on the lines ${lines.join(', ')}, not on ${linesOf(uri, rule).join(', ')}`,
    () => isDeepStrictEqual(linesOf(uri, rule), lines),
  );
}

/** Waits for a finding of a rule in a file and returns it. */
export async function finding(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return await until(`a finding of ${rule}`, () => vscode.languages.getDiagnostics(uri).find((diagnostic) => ruleOf(diagnostic) === rule));
}

/** Waits until a rule finds nothing in a file. */
export async function noFinding(uri: vscode.Uri, rule: string): Promise<void> {
  await until(`the end of ${rule}`, () => linesOf(uri, rule).length === 0);
}

/** Where a text stands in a document: the start of its first occurrence, `into` characters further. */
export function position(document: vscode.TextDocument, text: string, into = 0): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is not in ${document.uri.path}`);
  return document.positionAt(offset + into);
}

/** Replaces the first occurrence of a text as one edit. */
export async function replace(editor: vscode.TextEditor, text: string, by: string): Promise<void> {
  const start = position(editor.document, text);
  const range = new vscode.Range(start, position(editor.document, text, text.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, by)));
}
