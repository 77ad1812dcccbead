import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, create, file, finding, open, position, replace, until } from './editor.ts';

/** Runs a command of VS Code that asks the language server about a place in a document. */
async function ask<T>(command: string, document: vscode.TextDocument, text: string, into = 1, ...more: readonly unknown[]): Promise<T> {
  return await vscode.commands.executeCommand<T>(command, document.uri, position(document, text, into), ...more);
}

const markdown = (hovers: readonly vscode.Hover[]): string =>
  hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');

describe('language', () => {
  before(async () => {
    const { document } = await open('dead-letters.arch');
    await finding(document.uri, 'missing-dead-letter-queue');
  });
  afterEach(closeAll);

  it('completes the names that fit', async () => {
    const editor = await create('completion.arch', 'event Paid { key id }\nqueue Ledger : aws.sqs\nservice Books {\n  on Paid from \n}\n');
    const list = await until('completion', async () => {
      const found = await ask<vscode.CompletionList>('vscode.executeCompletionItemProvider', editor.document, 'from ', 5);
      return found.items.length > 0 && found;
    });
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('Ledger'), labels.join(', '));
    assert.ok(!labels.includes('Books'), 'A service is offered as a channel.');
  });

  it('explains an element on hover', async () => {
    const { document } = await open('dead-letters.arch');
    await until('what is known of it', async () =>
      /Nothing catches a message that fails again and again/.test(
        markdown(await ask<vscode.Hover[]>('vscode.executeHoverProvider', document, 'Ledger : aws.sqs')),
      ),
    );
  });

  it('goes from a technology to its catalogue', async () => {
    const { document } = await open('dead-letters.arch');
    const [target] = await ask<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', document, 'aws.ecs', 5);
    assert.ok(target, 'aws.ecs has no definition.');
    const uri = 'targetUri' in target ? target.targetUri : target.uri;
    const opened = await vscode.workspace.openTextDocument(uri);
    assert.match(opened.getText(), /technology aws\.ecs\b/);
  });

  it('renames across files', async () => {
    const { document } = await open('shop/messages.arch');
    const edit = await ask<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', document, 'OrderShipped', 1, 'OrderSent');
    const paths = edit
      .entries()
      .map(([uri]) => uri.path.slice(uri.path.lastIndexOf('/') + 1))
      .sort();
    assert.deepEqual(paths, ['messages.arch', 'ordering.arch', 'warehouse.arch']);
    assert.ok(await vscode.workspace.applyEdit(edit));
    for (const path of ['shop/messages.arch', 'shop/ordering.arch', 'shop/warehouse.arch']) {
      const changed = await vscode.workspace.openTextDocument(file(path));
      assert.doesNotMatch(changed.getText(), /OrderShipped/, path);
      assert.match(changed.getText(), /OrderSent/, path);
      await vscode.window.showTextDocument(changed);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  });

  it('finds all references', async () => {
    const { document } = await open('shop/messages.arch');
    const found = await ask<vscode.Location[]>('vscode.executeReferenceProvider', document, 'PackOrder');
    assert.equal(found.filter(({ uri }) => uri.path.endsWith('warehouse.arch')).length, 3);
  });

  it('outlines a document', async () => {
    const { document } = await open('shop/warehouse.arch');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    const names = (all: readonly vscode.DocumentSymbol[]): string[] => all.flatMap(({ name, children }) => [name, ...names(children)]);
    for (const name of ['shop', 'warehouse', 'Picking', 'Robots'])
      assert.ok(
        names(symbols).some((found) => found.includes(name)),
        name,
      );
  });

  it('formats, and formats no further', async () => {
    const editor = await create('format.arch', 'service   A   {\n      calls   B\n}\n// kept\nservice B\n');
    const format = async (): Promise<void> => {
      const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatDocumentProvider',
        editor.document.uri,
        { tabSize: 2, insertSpaces: true },
      );
      const all = new vscode.WorkspaceEdit();
      all.set(editor.document.uri, edits ?? []);
      await vscode.workspace.applyEdit(all);
    };
    await format();
    const once = editor.document.getText();
    assert.match(once, /service A \{\n {2}calls B\n\}/);
    assert.match(once, /\/\/ kept/);
    await format();
    assert.equal(editor.document.getText(), once);
  });

  it('knows a document that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'arch', content: 'queue Jobs : aws.sqs\n' });
    const editor = await vscode.window.showTextDocument(document);
    await replace(editor, 'queue', 'quue');
    await finding(document.uri, 'syntax-error');
  });

  it('knows a file of a repository that is looked at without a checkout', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('vscode-vfs', {
      provideTextDocumentContent: () => 'quue Jobs : aws.sqs\n',
    });
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('vscode-vfs://github/acme/shop/orders.arch'));
      await finding(document.uri, 'syntax-error');
    } finally {
      provider.dispose();
    }
  });
});
