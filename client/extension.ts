/** The extension's entry: wires the language client, the commands, the status item and the preview. It holds no logic of its own. */
import * as vscode from 'vscode';
import { type ShowRunArguments, showRunCommand } from '../server/protocol.ts';
import { exportRun } from './export-run.ts';
import { fixAll } from './fix-all.ts';
import { LanguageServer } from './language-server.ts';
import { createMarkdownSupport, type MarkdownSupport } from './markdown/index.ts';
import { newDesign } from './new-design.ts';
import { Previews } from './preview/previews.ts';
import { createStatusItem } from './status.ts';

/** What VS Code's Markdown extension gets. */
export interface ExtensionApi {
  readonly extendMarkdownIt: MarkdownSupport['extendMarkdownIt'];
}

/** Called by VS Code when the first `.arch` document opens, a command is used, or a Markdown preview opens. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const output = vscode.window.createOutputChannel('Archlint', { log: true });
  const server = new LanguageServer(context.asAbsolutePath('dist/server.js'), output);
  const previews = new Previews({
    extension: context.extensionUri,
    memory: context.globalState,
    server,
    output,
    exportRun: (run) => exportRun(server, run),
  });
  const markdown = createMarkdownSupport(server);
  // A page of Markdown alone needs no server before a block is to be drawn.
  const startFor = ({ languageId }: vscode.TextDocument): void => {
    if (languageId === 'arch') void server.start();
  };
  context.subscriptions.push(
    output,
    server,
    previews,
    markdown,
    vscode.workspace.onDidOpenTextDocument(startFor),
    createStatusItem(server),
    vscode.commands.registerCommand('archlint.newDesign', newDesign),
    vscode.commands.registerCommand('archlint.openPreview', (uri?: vscode.Uri) => previews.open(uri)),
    vscode.commands.registerCommand('archlint.exportDiagram', () => previews.export()),
    vscode.commands.registerCommand('archlint.replay', () => previews.showRun()),
    vscode.commands.registerCommand(showRunCommand, (run: ShowRunArguments) => previews.showRun(run)),
    vscode.commands.registerCommand('archlint.exportRun', () => exportRun(server, previews.shownRun)),
    vscode.commands.registerCommand('archlint.fixAll', fixAll),
    vscode.commands.registerCommand('archlint.restartServer', () => server.restart()),
    vscode.commands.registerCommand('archlint.showOutput', () => output.show()),
    vscode.window.registerWebviewPanelSerializer(Previews.viewType, previews),
  );
  for (const document of vscode.workspace.textDocuments) startFor(document);
  return { extendMarkdownIt: markdown.extendMarkdownIt };
}
