import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, create, open, until } from './editor.ts';

const extension = (): vscode.Extension<unknown> => {
  const found = vscode.extensions.getExtension('archlint.archlint');
  assert.ok(found, 'The extension is not installed.');
  return found;
};

describe('activation', () => {
  after(closeAll);

  it('waits for an .arch file', async () => {
    await create('notes.txt', 'service Books');
    assert.equal(extension().isActive, false);
  });

  it('comes with the first .arch file, in its language', async () => {
    const { document } = await open('dead-letters.arch');
    assert.equal(document.languageId, 'arch');
    await until('the extension', () => extension().isActive);
  });

  it('begins a new design in its language', async () => {
    await vscode.commands.executeCommand('archlint.newDesign');
    const document = vscode.window.activeTextEditor?.document;
    assert.deepEqual([document?.languageId, document?.isUntitled, document?.getText()], ['arch', true, '']);
  });

  it('offers its commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const { command } of (extension().packageJSON as { contributes: { commands: { command: string }[] } }).contributes.commands) {
      assert.ok(commands.includes(command), `${command} is not registered.`);
    }
  });
});
