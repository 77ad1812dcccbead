import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open, until } from './editor.ts';

const previews = (): readonly vscode.Tab[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('archlint.preview')),
  );

/** What the preview shows is looked at by the tests in `test/e2e`; a test in here does not see into a webview. */
describe('preview', () => {
  afterEach(closeAll);

  it('opens beside the editor and leaves the focus there', async () => {
    const editor = await open('systems/payments.arch');
    await vscode.commands.executeCommand('archlint.openPreview');
    const [tab] = await until('the preview', () => previews().length === 1 && previews());
    assert.notEqual(tab?.group.viewColumn, editor.viewColumn);
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, editor.document.uri.path);
    assert.match(tab?.label ?? '', /payments\.arch/);
  });

  it('is one, and follows the active editor', async () => {
    await open('systems/payments.arch');
    await vscode.commands.executeCommand('archlint.openPreview');
    await open('state.arch');
    await until('the other file', () => previews().length === 1 && previews()[0]?.label.includes('state.arch'));
  });
});
