/** The outline of a document, and the names of all projects. */
import type { LangiumDocument } from 'langium';
import { AstUtils } from 'langium';
import type { DocumentSymbolProvider, FuzzyMatcher, WorkspaceSymbolProvider } from 'langium/lsp';
import { type DocumentSymbol, SymbolKind, type WorkspaceSymbol, type WorkspaceSymbolParams } from 'vscode-languageserver';
import type { ElementStatement, Member, OrchestratorStatement } from '../../language/index.ts';
import { isBuiltin, isDocument, isOrchestrator, stepsOf } from '../../language/index.ts';
import type { ServerServices, ServerSharedServices } from '../module.ts';
import type { Named } from './occurrences.ts';

/** More would help nobody, and cost. */
const mostSymbols = 500;

/** The editor's icon for a declaration. */
function symbolKind(node: Named): SymbolKind {
  switch (node.$type) {
    case 'System':
      return SymbolKind.Namespace;
    case 'Group':
      return SymbolKind.Package;
    case 'Message':
      return SymbolKind.Event;
    case 'Orchestrator':
      return SymbolKind.Class;
    case 'Technology':
      return SymbolKind.TypeParameter;
    case 'Flow':
      return SymbolKind.Interface;
    case 'View':
      return SymbolKind.File;
    case 'Operation':
      return SymbolKind.Method;
    case 'Keeps':
      return SymbolKind.Field;
    case 'Step':
      return SymbolKind.Function;
    case 'DeadLetters':
      return SymbolKind.Array;
    case 'Element':
      return elementSymbolKind(node.kind);
  }
}

function elementSymbolKind(kind: string): SymbolKind {
  switch (kind) {
    case 'queue':
    case 'topic':
    case 'bus':
    case 'stream':
      return SymbolKind.Array;
    case 'store':
    case 'cache':
      return SymbolKind.Struct;
    case 'actor':
      return SymbolKind.Object;
    case 'external':
      return SymbolKind.Module;
    case 'balancer':
    case 'gateway':
      return SymbolKind.Interface;
    default:
      return SymbolKind.Class;
  }
}

export class ArchDocumentSymbolProvider implements DocumentSymbolProvider {
  readonly #services: ServerServices;

  constructor(services: ServerServices) {
    this.#services = services;
  }

  getSymbols(document: LangiumDocument): DocumentSymbol[] {
    const root = document.parseResult.value;
    return isDocument(root) ? this.#members(root.members) : [];
  }

  #members(members: readonly Member[]): DocumentSymbol[] {
    return members.flatMap((member) => this.#member(member));
  }

  #member(member: Member): DocumentSymbol[] {
    switch (member.$type) {
      case 'System':
      case 'Group':
        return this.#symbol(member, member.$type.toLowerCase(), this.#members(member.body?.members ?? []));
      case 'Element':
      case 'Orchestrator': {
        const technology = member.technology === undefined ? '' : ` : ${member.technology.$refText}`;
        return this.#symbol(member, `${member.kind}${technology}`, this.#inside(member));
      }
      case 'Message':
        return this.#symbol(member, member.kind);
      case 'Technology':
      case 'Flow':
      case 'View':
        return this.#symbol(member, member.$type.toLowerCase());
      case 'Requirement':
      case 'Correlation':
      case 'Annotation':
        return [];
    }
  }

  /** Operations, handlers, states and steps; handlers and schedules go by their first words. */
  #inside(element: Extract<Member, { readonly $type: 'Element' | 'Orchestrator' }>): DocumentSymbol[] {
    const statements: readonly (ElementStatement | OrchestratorStatement)[] = element.body?.statements ?? [];
    const own = statements.flatMap((statement) => {
      switch (statement.$type) {
        case 'Operation':
          return this.#symbol(statement, 'serves');
        case 'Keeps':
          return this.#symbol(statement, 'keeps');
        case 'Handler': {
          const messages = statement.messages.map((path) => path.$cstNode?.text ?? '').join(', ');
          return this.#unnamed(statement, `on ${messages}`, SymbolKind.Event);
        }
        case 'Schedule':
          return this.#unnamed(statement, `every ${statement.period ?? ''}`, SymbolKind.Event);
        case 'Route':
          return this.#unnamed(statement, `routes ${statement.route ?? ''}`, SymbolKind.Method);
        default:
          return [];
      }
    });
    const steps = isOrchestrator(element) ? stepsOf(element).flatMap((step) => this.#symbol(step, 'step')) : [];
    return [...own, ...steps];
  }

  #symbol(node: Exclude<Named, { readonly $type: 'DeadLetters' }>, detail: string, children: DocumentSymbol[] = []): DocumentSymbol[] {
    const range = node.$cstNode?.range;
    const selection = this.#services.references.NameProvider.getNameNode(node)?.range;
    if (range === undefined || selection === undefined || !node.name) return [];
    return [{ name: node.name, detail, kind: symbolKind(node), range, selectionRange: selection, children }];
  }

  #unnamed(node: ElementStatement | OrchestratorStatement, name: string, kind: SymbolKind): DocumentSymbol[] {
    const range = node.$cstNode?.range;
    return range === undefined ? [] : [{ name, kind, range, selectionRange: { start: range.start, end: range.start } }];
  }
}

/** Names come from the projects' tables: nothing is exported to langium's index. */
export class ArchWorkspaceSymbolProvider implements WorkspaceSymbolProvider {
  readonly #services: ServerSharedServices;
  readonly #matcher: FuzzyMatcher;

  constructor(services: ServerSharedServices) {
    this.#services = services;
    this.#matcher = services.lsp.FuzzyMatcher;
  }

  getSymbols({ query }: WorkspaceSymbolParams): Promise<WorkspaceSymbol[]> {
    const found: WorkspaceSymbol[] = [];
    const add = (node: Named, container: string): void => {
      const name = node.$type === 'DeadLetters' ? undefined : node.name;
      const range = node.$cstNode?.range;
      if (!name || range === undefined || !this.#matcher.match(query, name)) return;
      found.push({
        name,
        kind: symbolKind(node),
        containerName: container,
        location: { uri: AstUtils.getDocument(node).textDocument.uri, range },
      });
    };
    for (const document of this.#services.workspace.LangiumDocuments.all) {
      const root = document.parseResult.value;
      if (isBuiltin(document.uri) || !isDocument(root)) continue;
      visit(root.members, '', add);
      if (found.length >= mostSymbols) break;
    }
    return Promise.resolve(found.slice(0, mostSymbols));
  }
}

function visit(members: readonly Member[], container: string, add: (node: Named, container: string) => void): void {
  for (const member of members) {
    if (member.$type === 'Requirement' || member.$type === 'Correlation' || member.$type === 'Annotation') continue;
    add(member, container);
    if (member.$type === 'System') visit(member.body?.members ?? [], member.name, add);
    if (member.$type === 'Group') visit(member.body?.members ?? [], container === '' ? member.name : `${container} / ${member.name}`, add);
    if (member.$type === 'Element' || member.$type === 'Orchestrator') {
      for (const statement of member.body?.statements ?? []) {
        if (statement.$type === 'Operation' || statement.$type === 'Keeps') add(statement, member.name);
      }
    }
  }
}
