/** The extension's entry: wires the language client, the commands, the status item and the preview. It holds no logic of its own. */
import * as vscode from 'vscode';
import { fixAll } from './fix-all.ts';
import { LanguageServer } from './language-server.ts';
import { Previews } from './preview/previews.ts';
import { createStatusItem } from './status.ts';

/** Called by VS Code when the first `.arch` document opens or a command is used. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('Archlint', { log: true });
  const server = new LanguageServer(context.asAbsolutePath('dist/server.js'), output);
  const previews = new Previews({ extension: context.extensionUri, server, output });
  context.subscriptions.push(
    output,
    server,
    previews,
    createStatusItem(server),
    vscode.commands.registerCommand('archlint.openPreview', (uri?: vscode.Uri) => previews.open(uri)),
    vscode.commands.registerCommand('archlint.exportDiagram', () => previews.export()),
    vscode.commands.registerCommand('archlint.fixAll', fixAll),
    vscode.commands.registerCommand('archlint.restartServer', () => server.restart()),
    vscode.commands.registerCommand('archlint.showOutput', () => output.show()),
    vscode.window.registerWebviewPanelSerializer(Previews.viewType, previews),
  );
  await server.start();
}
