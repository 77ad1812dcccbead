/** The preview: a webview beside the editor, showing the picture that the server draws of the active `.arch` file. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Diagram, DiagramTheme } from '../../server/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { previewPage } from './html.ts';
import { partAt, sourceOf } from './locate.ts';
import type { FromWebview, SavedState, ToWebview } from './messages.ts';

/** A picture that takes longer than this many milliseconds is announced. */
const patience = 300;

export class Preview implements vscode.Disposable, vscode.WebviewPanelSerializer<SavedState | undefined> {
  static readonly viewType = 'archlint.preview';

  readonly #extension: vscode.Uri;
  readonly #server: LanguageServer;
  readonly #output: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  /** The document shown. */
  #uri: vscode.Uri | undefined;
  /** The picture shown, of whatever document. */
  #diagram: Diagram | undefined;
  #request: vscode.CancellationTokenSource | undefined;

  /**
   * @param extension the extension's folder
   * @param server draws the pictures
   * @param output where failures are logged
   */
  constructor(extension: vscode.Uri, server: LanguageServer, output: vscode.LogOutputChannel) {
    this.#extension = extension;
    this.#server = server;
    this.#output = output;
    this.#subscriptions = vscode.Disposable.from(
      server.onDidChangeDiagram((uri) => {
        if (uri.toString() === this.#uri?.toString()) void this.#draw();
      }),
      server.onDidChangeState((state) => {
        if (state === 'running') void this.#draw();
      }),
      vscode.window.onDidChangeActiveColorTheme(() => this.#draw()),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#pointAtCursor(textEditor)),
    );
  }

  /** Opens the preview of a document (the active one if none is named) beside the editor, or brings it there. */
  async open(uri: vscode.Uri | undefined): Promise<void> {
    const active = vscode.window.activeTextEditor?.document;
    const shown = uri ?? (active?.languageId === 'arch' ? active.uri : undefined);
    if (shown === undefined) {
      void vscode.window.showInformationMessage('Open an .arch file first: the preview shows the file in the active editor.');
      return;
    }
    if (this.#panel === undefined) {
      const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.#adopt(vscode.window.createWebviewPanel(Preview.viewType, 'Preview', where));
    } else {
      this.#panel.reveal(undefined, true);
    }
    await this.#show(shown);
  }

  /** Called by VS Code to bring back the preview after a reload of the window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: SavedState | undefined): Promise<void> {
    this.#adopt(panel);
    const uri = state === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(state.uri);
    if (uri !== undefined) await this.#show(uri);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    const { webview } = panel;
    const built = vscode.Uri.joinPath(this.#extension, 'dist');
    panel.iconPath = vscode.Uri.joinPath(this.#extension, 'client/media/file-icon.svg');
    webview.options = { enableScripts: true, localResourceRoots: [built] };
    webview.onDidReceiveMessage((message: FromWebview) => this.#receive(message));
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#request?.cancel();
      this.#panel = undefined;
      this.#uri = undefined;
      this.#diagram = undefined;
    });
    webview.html = previewPage({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      script: webview.asWebviewUri(vscode.Uri.joinPath(built, 'webview.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(built, 'webview-style.css')).toString(),
    });
  }

  async #show(uri: vscode.Uri): Promise<void> {
    if (this.#panel === undefined) return;
    if (uri.toString() !== this.#uri?.toString()) {
      this.#uri = uri;
      this.#panel.title = `Preview ${uri.path.slice(uri.path.lastIndexOf('/') + 1)}`;
    }
    await this.#draw();
  }

  /** Asks for the picture of the document shown; a newer request cancels an older one. */
  async #draw(): Promise<void> {
    const uri = this.#uri;
    if (this.#panel === undefined || uri === undefined || this.#server.state !== 'running') return;
    this.#request?.cancel();
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    const slow = setTimeout(() => this.#post({ type: 'busy', busy: true }), patience);
    try {
      const diagram = await this.#server.diagram({ uri: this.#server.uri(uri), theme: currentTheme() }, request.token);
      if (!request.token.isCancellationRequested) this.#receivePicture(diagram);
    } catch (error) {
      if (request.token.isCancellationRequested) return;
      this.#output.error(`No picture of ${uri.toString()}: ${error instanceof Error ? error.message : String(error)}`);
      this.#post({ type: 'notice', text: 'This design could not be drawn. The command “Archlint: Show Output” tells why.', keep: true });
    } finally {
      clearTimeout(slow);
      if (this.#request === request) {
        this.#request = undefined;
        this.#post({ type: 'busy', busy: false });
      }
      request.dispose();
    }
  }

  #receivePicture(diagram: Diagram | null): void {
    this.#diagram = diagram ?? undefined;
    if (diagram === null) {
      this.#post({ type: 'notice', text: 'There is nothing to draw yet. Declare a service, a queue or a store.', keep: false });
      return;
    }
    this.#post({ type: 'picture', diagram });
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === this.#uri?.toString());
    if (editor !== undefined) this.#pointAtCursor(editor);
  }

  #receive(message: FromWebview): void {
    switch (message.type) {
      case 'ready':
        if (this.#diagram === undefined) void this.#draw();
        else this.#receivePicture(this.#diagram);
        return;
      case 'reveal':
        void this.#reveal(message.id);
        return;
      default:
        message satisfies never;
    }
  }

  /** Shows the text that a part of the picture came from, in the editor group where the document already is. */
  async #reveal(id: string): Promise<void> {
    const source = this.#diagram === undefined ? undefined : sourceOf(this.#diagram, id);
    if (source === undefined) return;
    const { uri, range } = source;
    const target = vscode.Uri.parse(uri);
    const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === target.toString());
    const beside = vscode.window.visibleTextEditors.find(({ document }) => document.languageId === 'arch');
    await vscode.window.showTextDocument(target, {
      selection: new vscode.Range(range.start.line, range.start.character, range.start.line, range.start.character),
      viewColumn: (open ?? beside)?.viewColumn ?? vscode.ViewColumn.One,
    });
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    if (this.#panel === undefined || editor?.document.languageId !== 'arch') return;
    const follows = vscode.workspace.getConfiguration('archlint.preview').get<boolean>('followEditor', true);
    if (follows && editor.document.uri.toString() !== this.#uri?.toString()) void this.#show(editor.document.uri);
    else this.#pointAtCursor(editor);
  }

  #pointAtCursor({ document, selection }: vscode.TextEditor): void {
    if (this.#panel === undefined || this.#diagram === undefined || document.languageId !== 'arch') return;
    this.#post({ type: 'cursor', id: partAt(this.#diagram, this.#server.uri(document.uri), selection.active) });
  }

  #post(message: ToWebview): void {
    void this.#panel?.webview.postMessage(message);
  }
}

/** The palette that goes with the editor's colours. */
function currentTheme(): DiagramTheme {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
    case vscode.ColorThemeKind.HighContrastLight:
      return 'light';
    case vscode.ColorThemeKind.Dark:
      return 'dark';
    case vscode.ColorThemeKind.HighContrast:
      return 'hc';
  }
}
