/** All previews: at most one follows the active editor, any number are pinned to their documents. */
import * as vscode from 'vscode';
import type { RunParams, ShowRunArguments } from '../../server/protocol.ts';
import { currentTheme } from '../theme.ts';
import { reasonOf } from '../words.ts';
import { exportDiagram } from './export.ts';
import type { SavedState } from './messages.ts';
import { PreviewPanel, type PreviewParts } from './panel.ts';

export class Previews implements vscode.Disposable, vscode.WebviewPanelSerializer<SavedState | undefined> {
  static readonly viewType = 'archlint.preview';

  readonly #parts: PreviewParts;
  readonly #subscriptions: vscode.Disposable;
  readonly #panels = new Set<PreviewPanel>();

  constructor(parts: PreviewParts) {
    this.#parts = parts;
    this.#subscriptions = vscode.Disposable.from(
      parts.server.onDidChangeDiagram((uri) => {
        for (const panel of this.#panels) if (panel.uri.toString() === uri.toString()) void panel.draw();
      }),
      parts.server.onDidChangeState((state) => {
        if (state === 'running') this.#drawAll();
      }),
      vscode.window.onDidChangeActiveColorTheme(() => this.#drawAll()),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        for (const panel of this.#panels) panel.pointAtCursor(textEditor, true);
      }),
    );
  }

  /** Opens the preview of a document (the active one if none is named) beside the editor, or brings it there. */
  open(uri: vscode.Uri | undefined): PreviewPanel | undefined {
    const active = vscode.window.activeTextEditor?.document;
    const shown = uri ?? (active?.languageId === 'arch' ? active.uri : undefined);
    if (shown === undefined) {
      void vscode.window.showInformationMessage('Open an .arch file first: the preview shows the file in the active editor.');
      return undefined;
    }
    const there = [...this.#panels].find((panel) => panel.uri.toString() === shown.toString()) ?? this.#following;
    if (there !== undefined) {
      there.show(shown);
      there.reveal();
      return there;
    }
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(Previews.viewType, 'Preview', where);
    return this.#adopt(new PreviewPanel(this.#parts, panel, shown, !follows()));
  }

  /** Shows a run in the preview of its document; without one, runs of the preview that is looked at, or of the active document. */
  showRun(run?: ShowRunArguments): void {
    const active = [...this.#panels].find(({ isActive }) => isActive);
    const panel = run === undefined && active !== undefined ? active : this.open(run === undefined ? undefined : vscode.Uri.parse(run.uri));
    panel?.showRun(run);
  }

  /** Called by VS Code to bring back a preview after a reload of the window. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: SavedState | undefined): Promise<void> {
    const uri = state === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(state.uri);
    if (uri === undefined) panel.dispose();
    else this.#adopt(new PreviewPanel(this.#parts, panel, uri, state?.pinned ?? !follows()));
    return Promise.resolve();
  }

  /** Writes the picture that is looked at to a file: the active preview's, or else that of the active document. */
  async export(): Promise<void> {
    const panels = [...this.#panels];
    const active = vscode.window.activeTextEditor?.document;
    const shown = panels.find(({ isActive }) => isActive) ?? panels.find(({ uri }) => uri.toString() === active?.uri.toString());
    const uri = shown?.uri ?? (active?.languageId === 'arch' ? active.uri : undefined);
    if (uri === undefined) {
      void vscode.window.showInformationMessage('Open an .arch file first: its diagram can be exported then.');
      return;
    }
    try {
      await exportDiagram(this.#parts.server, shown?.picture ?? { uri, wish: {}, theme: currentTheme() });
    } catch (error) {
      const reason = reasonOf(error);
      this.#parts.output.error(`No export of ${uri.toString()}: ${reason}`);
      void vscode.window.showErrorMessage(`The diagram could not be exported. ${reason}`);
    }
  }

  /** The run that is looked at: the active preview's, or else any. */
  get shownRun(): RunParams | undefined {
    const panels = [...this.#panels];
    return panels.find(({ isActive, run }) => isActive && run !== undefined)?.run ?? panels.find(({ run }) => run !== undefined)?.run;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const panel of this.#panels) panel.dispose();
  }

  get #following(): PreviewPanel | undefined {
    return [...this.#panels].find(({ pinned }) => !pinned);
  }

  #adopt(panel: PreviewPanel): PreviewPanel {
    void this.#parts.server.start();
    this.#panels.add(panel);
    panel.onDidDispose(() => this.#panels.delete(panel));
    return panel;
  }

  #drawAll(): void {
    for (const panel of this.#panels) void panel.draw();
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    if (editor?.document.languageId !== 'arch') return;
    this.#following?.show(editor.document.uri);
    for (const panel of this.#panels) panel.pointAtCursor(editor);
  }
}

/** Whether a new preview follows the active editor. */
function follows(): boolean {
  return vscode.workspace.getConfiguration('archlint.preview').get<boolean>('followEditor', true);
}
