/** A part's card: what the server knows of the part, the findings on it with their quick fixes, and how these are applied. */
import * as vscode from 'vscode';
import type { Diagram, DiagramFinding, PartFacts } from '../../server/protocol.ts';
import { detailsRequest } from '../../server/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import type { FoundOnPart, PartDetails } from './messages.ts';

/** Statements that are quoted of a line; more are hardly read. */
const mostQuoted = 3;

/**
 * The card of a node or an edge of a picture.
 * @returns null for a part that the picture does not have
 */
export async function detailsOf(server: LanguageServer, diagram: Diagram, id: string): Promise<PartDetails | null> {
  const node = diagram.nodes.find((each) => each.id === id);
  const edge = diagram.edges.find((each) => each.id === id);
  if (node === undefined && edge === undefined) return null;
  const line = edge && { from: edge.from, to: edge.to };
  const [known, findings] = await Promise.all([
    server.request<PartFacts | null>(detailsRequest, { uri: diagram.uri, id, line }),
    Promise.all(diagram.findings.flatMap((finding, number) => (finding.on === id ? [foundOnPart(server, finding, number)] : []))),
  ]);
  const nameOf = (part: string): string => diagram.nodes.find((each) => each.id === part)?.name ?? part;
  return {
    title: node?.name ?? (edge === undefined ? id : `${nameOf(edge.from)} → ${nameOf(edge.to)}`),
    kind:
      node === undefined
        ? (edge?.kind.replace('-', ' ') ?? '')
        : [node.kind, node.technology].filter((part) => part !== undefined).join(' · '),
    description: known?.description ?? (known === null ? node?.description : undefined),
    said: [...(edge === undefined ? [] : await statements(edge.sources)), ...(known?.said ?? [])],
    facts: known?.facts ?? [],
    findings,
  };
}

/** The texts that say a line, each once and on one line. */
async function statements(sources: Diagram['edges'][number]['sources']): Promise<readonly string[]> {
  const texts = await Promise.all(
    sources.slice(0, mostQuoted).map(async ({ uri, range }) => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
      const text = document.getText(toRange(range)).split('{')[0] ?? '';
      return text.replace(/\s+/g, ' ').trim();
    }),
  );
  return [...new Set(texts)];
}

async function foundOnPart(server: LanguageServer, finding: DiagramFinding, number: number): Promise<FoundOnPart> {
  const { rule, severity, message, source } = finding;
  const fixes = await server.quickFixes(source.uri, { rule, message, range: source.range });
  return { number, rule, severity, message, fixes: fixes.map(({ title }) => title) };
}

/**
 * Applies a quick fix of a finding, as the lamp in the text would.
 * @throws when the text has changed so that there is no such fix any more
 */
export async function applyFix(server: LanguageServer, { rule, message, source }: DiagramFinding, title: string): Promise<void> {
  const fixes = await server.quickFixes(source.uri, { rule, message, range: source.range });
  const fix = fixes.find((each) => each.title === title);
  if (fix === undefined) throw new Error('The text has changed meanwhile; this fix no longer applies.');
  const edit = await fix.edit();
  if (edit !== undefined && !(await vscode.workspace.applyEdit(edit)))
    throw new Error('The fix could not be applied: the file cannot be changed.');
  if (fix.command !== undefined) await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
}

/** Shows the page of a finding's rule. */
export async function openRule({ rule, source }: DiagramFinding): Promise<void> {
  const found = vscode.languages.getDiagnostics(vscode.Uri.parse(source.uri)).find((each) => ruleOf(each) === rule);
  const target = typeof found?.code === 'object' ? found.code.target : undefined;
  if (target === undefined) throw new Error(`The page of ${rule} was not found.`);
  await vscode.commands.executeCommand(target.scheme === 'file' ? 'markdown.showPreview' : 'vscode.open', target);
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

function toRange({ start, end }: DiagramFinding['source']['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
