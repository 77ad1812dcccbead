/** Wires the Markdown preview to the server that draws. */
import * as vscode from 'vscode';
import { type DrawnSnippet, drawSnippetRequest, type SnippetParams } from '../../server/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { currentTheme } from '../theme.ts';
import { Drawings } from './drawings.ts';
import { drawBlocks, type MarkdownIt } from './plugin.ts';

/** Blocks that are done within so many milliseconds of each other are shown together. */
const gathering = 60;

/** What VS Code's Markdown extension asks for. */
export interface MarkdownSupport extends vscode.Disposable {
  extendMarkdownIt<M extends MarkdownIt>(markdown: M): M;
}

/** Creates what draws fenced blocks; it asks the server for nothing before there is a block. */
export function createMarkdownSupport(server: LanguageServer): MarkdownSupport {
  let timer: NodeJS.Timeout | undefined;
  const refresh = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void vscode.commands.executeCommand('markdown.preview.refresh'), gathering);
  };
  const drawings = new Drawings(
    (text) => server.request<DrawnSnippet>(drawSnippetRequest, { text, theme: currentTheme() } satisfies SnippetParams),
    refresh,
  );
  const themes = vscode.window.onDidChangeActiveColorTheme(() => {
    drawings.clear();
    refresh();
  });
  return {
    extendMarkdownIt: (markdown) => drawBlocks(markdown, (text, place) => drawings.at(text, place)),
    dispose() {
      clearTimeout(timer);
      themes.dispose();
    },
  };
}
