/** What the webview may ask the extension, by name. */
import {
  type Diagram,
  type ExportedDiagram,
  type ExportFormat,
  exportDiagramRequest,
  flowsRequest,
  type RunParams,
  runRequest,
} from '../../server/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { applyFix, detailsOf, openRule } from './details.ts';
import { type Exportable, exportDiagram, exportParams } from './export.ts';

/** The preview that asks. */
export interface Asking {
  readonly server: LanguageServer;
  readonly diagram: Diagram | undefined;
  readonly picture: Exportable;
  /** Asks for a format and a place, and saves a run there. */
  exportRun(run: RunParams): Promise<void>;
  /** Remembers the run that is shown, for the command that exports it. */
  showsRun(run: RunParams | undefined): void;
}

type Answer<P> = (asking: Asking, params: P) => Promise<unknown>;

/** Server requests that a webview may send as they are; a mode that needs another one adds it here. */
const forwarded: ReadonlySet<string> = new Set<string>([flowsRequest, runRequest]);

/** Requests that the extension answers itself. */
const own: Readonly<Record<string, Answer<never>>> = {
  /** A part's card: `{ id }` gives `PartDetails`, or `null` if there is no such part. */
  details: ({ server, diagram }, { id }: { readonly id: string }) =>
    diagram === undefined ? Promise.resolve(null) : detailsOf(server, diagram, id),
  /** Applies a fix of the card: `{ finding, fix }`, by number and title. */
  fix: ({ server, diagram }, { finding, fix }: { readonly finding: number; readonly fix: string }) =>
    applyFix(server, findingOf(diagram, finding), fix),
  /** Shows the page of a finding's rule: `{ finding }`. */
  rule: ({ diagram }, { finding }: { readonly finding: number }) => openRule(findingOf(diagram, finding)),
  /** Writes the picture to a file: `{ format, scale }`. */
  export: ({ server, picture }, chosen: { readonly format: ExportFormat; readonly scale?: number }) =>
    exportDiagram(server, picture, chosen),
  /** The replay shows this run, or none: `{ run }`. */
  shownRun: ({ showsRun }, { run }: { readonly run: RunParams | null }) => Promise.resolve(showsRun(run ?? undefined)),
  /** Writes a run to a file: `RunParams`. */
  exportRun: ({ exportRun }, run: RunParams) => exportRun(run),
  /** The picture as a PNG of twice its size, in base64. */
  image: async ({ server, picture }) =>
    (await server.request<ExportedDiagram>(exportDiagramRequest, exportParams(server, picture, 'png', 2))).content,
};

/**
 * Answers a request of the webview.
 * @throws with a sentence for the user
 */
export async function answer(asking: Asking, method: string, params: unknown): Promise<unknown> {
  if (forwarded.has(method)) return await asking.server.request(method, params);
  const handler = Object.hasOwn(own, method) ? own[method] : undefined;
  if (handler === undefined) throw new Error(`The preview may not ask for ${method}.`);
  // The page that sends parameters is the one that the extension has written; each handler says what it expects.
  return (await handler(asking, params as never)) ?? null;
}

function findingOf(diagram: Diagram | undefined, number: number): Diagram['findings'][number] {
  const finding = diagram?.findings[number];
  if (finding === undefined) throw new Error('The picture has changed meanwhile; there is no such finding any more.');
  return finding;
}
