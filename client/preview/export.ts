/** Writes a picture to a file in the format that the user chooses. The server makes it, with title, legend and findings. */
import * as vscode from 'vscode';
import {
  type DiagramTheme,
  type ExportedDiagram,
  type ExportFormat,
  type ExportParams,
  exportDiagramRequest,
} from '../../server/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { save } from '../save.ts';
import type { DiagramWish } from './messages.ts';

/** A format to choose. */
interface FormatItem extends vscode.QuickPickItem {
  readonly format: ExportFormat;
  readonly scale?: number;
}

const formats: readonly FormatItem[] = [
  { label: 'SVG', description: 'for slides and pages, sharp at any size', format: 'svg' },
  { label: 'PNG', description: 'an image', format: 'png', scale: 1 },
  { label: 'PNG, twice as large', description: 'for screens of high resolution', format: 'png', scale: 2 },
  { label: 'Mermaid', description: 'text that GitHub, GitLab and many wikis draw', format: 'mmd' },
  { label: 'D2', description: 'text for D2', format: 'd2' },
  { label: 'DOT', description: 'text for Graphviz', format: 'dot' },
  { label: 'JSON', description: 'elements, lines and their places, for programs', format: 'json' },
];

const themes: readonly (vscode.QuickPickItem & { readonly theme: DiagramTheme })[] = [
  { label: 'Light', theme: 'light' },
  { label: 'Dark', theme: 'dark' },
  { label: 'High contrast', theme: 'hc' },
];

/** A picture that can be exported: a document's, and what of it is shown. */
export interface Exportable {
  readonly uri: vscode.Uri;
  readonly wish: DiagramWish;
  readonly theme: DiagramTheme;
}

/** What the server is asked for. */
export function exportParams(server: LanguageServer, { uri, wish, theme }: Exportable, format: ExportFormat, scale?: number): ExportParams {
  const { states, ...scope } = wish;
  const orchestrator = states === undefined ? {} : { orchestrator: states.orchestrator ?? '' };
  return { ...scope, ...orchestrator, uri: server.uri(uri), theme, format, ...(scale !== undefined && { scale }) };
}

/**
 * Asks for format, colours and file, unless the format is given, and writes the file.
 * @throws when the server cannot draw it or the file cannot be written
 */
export async function exportDiagram(
  server: LanguageServer,
  picture: Exportable,
  given?: { readonly format: ExportFormat; readonly scale?: number },
): Promise<void> {
  const chosen = given ?? (await vscode.window.showQuickPick(formats, { title: 'Export the diagram', placeHolder: 'Format' }));
  if (chosen === undefined) return;
  const { format, scale } = chosen;
  const theme = format === 'svg' || format === 'png' ? await chooseTheme(picture.theme) : picture.theme;
  if (theme === undefined) return;
  const exported = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Exporting the diagram' }, () =>
    server.request<ExportedDiagram>(exportDiagramRequest, exportParams(server, { ...picture, theme }, format, scale)),
  );
  const { fileName, content, encoding, notice } = exported;
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  await save({ fileName, content: bytes, title: 'Export the diagram', said: 'The diagram is in', notice }, picture.uri);
}

/** The editor's own colours come first. */
async function chooseTheme(current: DiagramTheme): Promise<DiagramTheme | undefined> {
  const inOrder = themes.toSorted((one, other) => Number(other.theme === current) - Number(one.theme === current));
  const chosen = await vscode.window.showQuickPick(inOrder, { title: 'Export the diagram', placeHolder: 'Colours' });
  return chosen?.theme;
}
