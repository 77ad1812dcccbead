/** One preview: a webview beside the editor, showing the picture that the server draws of a document. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import {
  type Diagram,
  type Pictures,
  type PicturesParams,
  picturesRequest,
  type RunParams,
  type ShowRunArguments,
  type StatesParams,
  statesRequest,
} from '../../server/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { currentTheme } from '../theme.ts';
import { usualSplit } from '../webview/state/split.ts';
import { reasonOf } from '../words.ts';
import { betterDirection, isCramped, type Room } from './direction.ts';
import type { Exportable } from './export.ts';
import { previewPage } from './html.ts';
import { partAt, sourceOf } from './locate.ts';
import type { DiagramWish, FromWebview, ToWebview } from './messages.ts';
import { answer } from './requests.ts';

/** A picture that takes longer than this many milliseconds is announced. */
const patience = 300;

/** What previews share. */
export interface PreviewParts {
  /** The extension's folder. */
  readonly extension: vscode.Uri;
  /** Draws the pictures. */
  readonly server: LanguageServer;
  /** Where failures are logged. */
  readonly output: vscode.LogOutputChannel;
  /** What previews that are opened later should know. */
  readonly memory: vscode.Memento;
  /** Asks for a format and a place, and saves a run there. */
  exportRun(run: RunParams): Promise<void>;
}

/** In the memory: whether previews show a legend. */
const legendKey = 'preview.legend';
/** In the memory: how previews are divided between the picture and what is beside it. */
const splitKey = 'preview.split';

export class PreviewPanel {
  readonly #parts: PreviewParts;
  readonly #panel: vscode.WebviewPanel;
  #uri: vscode.Uri;
  #pinned: boolean;
  #wish: DiagramWish = {};
  /** How large the picture can be shown, and which way it runs because of that. */
  #room: Room = { width: 0, height: 0 };
  #chosen: { readonly of: string; readonly folds: string; readonly direction: DiagramWish['direction'] } | undefined;
  /** Nothing is drawn before the webview has said what it wants. */
  #ready = false;
  #diagram: Diagram | undefined;
  /** What is to be shown once the webview listens. */
  #toShow: Extract<ToWebview, { readonly type: 'show' }> | undefined;
  #run: RunParams | undefined;
  #request: vscode.CancellationTokenSource | undefined;

  #closed = false;
  /** The panel was closed. */
  readonly onDidDispose: vscode.Event<void>;

  constructor(parts: PreviewParts, panel: vscode.WebviewPanel, uri: vscode.Uri, pinned: boolean) {
    this.#parts = parts;
    this.#panel = panel;
    this.#uri = uri;
    this.#pinned = pinned;
    const { webview } = panel;
    const built = vscode.Uri.joinPath(parts.extension, 'dist');
    panel.iconPath = vscode.Uri.joinPath(parts.extension, 'client/media/file-icon.svg');
    webview.options = { enableScripts: true, localResourceRoots: [built] };
    webview.onDidReceiveMessage((message: FromWebview) => this.#receive(message));
    panel.onDidDispose(() => {
      this.#closed = true;
      this.#request?.cancel();
    });
    this.onDidDispose = panel.onDidDispose;
    this.#entitle();
    webview.html = previewPage({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      script: webview.asWebviewUri(vscode.Uri.joinPath(built, 'webview.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(built, 'webview-style.css')).toString(),
    });
  }

  /** The document shown. */
  get uri(): vscode.Uri {
    return this.#uri;
  }

  /** Whether the preview stays with its document. */
  get pinned(): boolean {
    return this.#pinned;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  /** The picture shown, for an export. */
  get picture(): Exportable {
    return { uri: this.#uri, wish: { direction: this.#chosen?.direction, ...this.#wish }, theme: currentTheme() };
  }

  /** Brings the panel to the front and leaves the focus where it is. */
  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** Shows another document. */
  show(uri: vscode.Uri): void {
    if (uri.toString() === this.#uri.toString()) return;
    this.#uri = uri;
    // What was asked of one design says nothing of another.
    this.#wish = this.#wish.states === undefined ? {} : { states: {} };
    this.#entitle();
    void this.draw();
  }

  /** The run that the user looks at. */
  get run(): RunParams | undefined {
    return this.#run;
  }

  /** Shows a run of the document, or without one the first that is worth looking at. */
  showRun(run?: ShowRunArguments): void {
    const message = { type: 'show', mode: 'flow', argument: run } as const;
    if (this.#ready) this.#post(message);
    else this.#toShow = message;
  }

  pin(pinned: boolean): void {
    this.#pinned = pinned;
    this.#post({ type: 'pinned', pinned });
  }

  /** Asks for the picture of the document shown; a newer request cancels an older one. */
  async draw(): Promise<void> {
    const { server, output } = this.#parts;
    if (!this.#ready || server.state !== 'running') return;
    this.#request?.cancel();
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    const slow = setTimeout(() => this.#post({ type: 'busy', busy: true }), patience);
    try {
      const diagram = await this.#ask(request.token);
      if (request.token.isCancellationRequested) return;
      this.#receivePicture(diagram);
      const params: PicturesParams = { uri: server.uri(this.#uri) };
      this.#post({ type: 'choices', ...(await server.request<Pictures>(picturesRequest, params, request.token)) });
    } catch (error) {
      if (request.token.isCancellationRequested) return;
      output.error(`No picture of ${this.#uri.toString()}: ${reasonOf(error)}`);
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

  async #ask(token: vscode.CancellationToken): Promise<Diagram | null> {
    const { server } = this.#parts;
    const { states, ...scope } = this.#wish;
    const base = { uri: server.uri(this.#uri), theme: currentTheme() };
    if (states !== undefined)
      return await server.request<Diagram | null>(statesRequest, { ...base, ...states } satisfies StatesParams, token);
    if (scope.direction !== undefined) return await server.diagram({ ...base, ...scope }, token);
    const of = JSON.stringify([base.uri, scope.view, scope.focus]);
    const folds = JSON.stringify([scope.expand, scope.collapse]);
    // Once chosen, the way stays, so that an edit does not turn the picture around. With groups closed that are not, the usual way may be another one.
    if (this.#chosen?.of === of && (this.#chosen.direction !== undefined || this.#chosen.folds === folds))
      return await server.diagram({ ...base, ...scope, direction: this.#chosen.direction }, token);
    const usual = await server.diagram({ ...base, ...scope }, token);
    const down =
      usual !== null && isCramped(usual, this.#room) ? await server.diagram({ ...base, ...scope, direction: 'down' }, token) : null;
    const direction = usual === null || down === null ? undefined : betterDirection(usual, down, this.#room);
    if (usual !== null) this.#chosen = { of, folds, direction };
    return direction === undefined ? usual : down;
  }

  /** Lights what the editor's cursor is in; `moved`: the user has put it there just now. */
  pointAtCursor({ document, selection }: vscode.TextEditor, moved = false): void {
    if (this.#diagram === undefined || document.languageId !== 'arch') return;
    this.#post({ type: 'cursor', id: partAt(this.#diagram, this.#parts.server.uri(document.uri), selection.active), moved });
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #entitle(): void {
    this.#panel.title = `Preview ${this.#uri.path.slice(this.#uri.path.lastIndexOf('/') + 1)}`;
  }

  #receivePicture(diagram: Diagram | null): void {
    this.#diagram = diagram ?? undefined;
    if (diagram === null) {
      const text =
        this.#wish.states === undefined
          ? 'There is nothing to draw yet. Declare a service, a queue or a store.'
          : 'There are no states to draw: this design has no orchestrator.';
      this.#post({ type: 'notice', text, keep: false });
      return;
    }
    this.#post({ type: 'picture', diagram });
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === this.#uri.toString());
    if (editor !== undefined) this.pointAtCursor(editor);
  }

  #receive(message: FromWebview): void {
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        this.#wish = message.wish;
        this.#room = message.room;
        this.#post({ type: 'pinned', pinned: this.#pinned });
        if (message.isNew) {
          this.#post({ type: 'legend', shown: this.#parts.memory.get(legendKey, true) });
          this.#post({ type: 'split', split: this.#parts.memory.get(splitKey, usualSplit) });
        }
        void this.draw();
        if (this.#toShow !== undefined) this.#post(this.#toShow);
        this.#toShow = undefined;
        return;
      case 'room':
        this.#room = message.room;
        return;
      case 'wish':
        this.#wish = message.wish;
        void this.draw();
        return;
      case 'pin':
        this.pin(message.pinned);
        return;
      case 'legend':
        void this.#parts.memory.update(legendKey, message.shown);
        return;
      case 'split':
        void this.#parts.memory.update(splitKey, message.split);
        return;
      case 'reveal':
        void this.#revealPart(message.id);
        return;
      case 'reveal-location':
        void revealLocation(message.location);
        return;
      case 'request':
        void this.#answer(message);
        return;
      default:
        message satisfies never;
    }
  }

  async #revealPart(id: string): Promise<void> {
    const source = this.#diagram === undefined ? undefined : sourceOf(this.#diagram, id);
    if (source !== undefined) await revealLocation(source);
  }

  async #answer({ number, method, params }: Extract<FromWebview, { readonly type: 'request' }>): Promise<void> {
    try {
      const asking = {
        server: this.#parts.server,
        diagram: this.#diagram,
        picture: this.picture,
        exportRun: this.#parts.exportRun,
        showsRun: (run: RunParams | undefined) => {
          this.#run = run;
        },
      };
      this.#post({ type: 'answer', number, result: await answer(asking, method, params) });
    } catch (error) {
      const reason = reasonOf(error);
      this.#parts.output.warn(`${method}: ${reason}`);
      this.#post({ type: 'refusal', number, reason });
    }
  }

  /** Answers may come when the panel is closed already, which has no webview any more. */
  #post(message: ToWebview): void {
    if (this.#closed) return;
    void this.#panel.webview.postMessage(message);
  }
}

/** Shows a place in the text, in the editor group where the document, or else some design, already is. */
async function revealLocation({ uri, range }: Diagram['nodes'][number]['source']): Promise<void> {
  const target = vscode.Uri.parse(uri);
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === target.toString());
  const beside = vscode.window.visibleTextEditors.find(({ document }) => document.languageId === 'arch');
  await vscode.window.showTextDocument(target, {
    selection: new vscode.Range(range.start.line, range.start.character, range.start.line, range.start.character),
    viewColumn: (open ?? beside)?.viewColumn ?? vscode.ViewColumn.One,
  });
}
