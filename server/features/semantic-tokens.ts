/**
 * Colours names by what they name. The TextMate grammar colours keywords wherever they stand; a name that is also a keyword (`group ordering`,
 * `key key`) gets its right colour here.
 */
import { type AstNode, GrammarUtils, isReference } from 'langium';
import { AbstractSemanticTokenProvider, type SemanticTokenAcceptor } from 'langium/lsp';
import { SemanticTokenTypes } from 'vscode-languageserver';
import { isFields, type Target, type View } from '../../language/index.ts';
import type { ServerServices } from '../module.ts';

export class ArchSemanticTokenProvider extends AbstractSemanticTokenProvider {
  readonly #services: ServerServices;

  constructor(services: ServerServices) {
    super(services);
    this.#services = services;
  }

  protected override highlightElement(node: AstNode, acceptor: SemanticTokenAcceptor): void {
    const type = tokenType(node.$type as (Target | View)['$type']);
    const name = type === undefined ? undefined : this.#services.references.NameProvider.getNameNode(node);
    if (type !== undefined && name !== undefined) acceptor({ cst: name, type, modifier: 'declaration' });
    for (const value of Object.values(node).flat()) {
      if (!isReference(value) || value.$refNode === undefined) continue;
      const target = value.ref;
      const targetType = target && tokenType(target.$type as Target['$type']);
      if (targetType !== undefined) acceptor({ cst: value.$refNode, type: targetType });
    }
    if (isFields(node)) {
      for (const cst of GrammarUtils.findNodesForProperty(node.$cstNode, 'fields')) acceptor({ cst, type: SemanticTokenTypes.property });
    }
  }
}

function tokenType(type: (Target | View)['$type']): SemanticTokenTypes | undefined {
  switch (type) {
    case 'System':
    case 'Group':
      return SemanticTokenTypes.namespace;
    case 'Message':
      return SemanticTokenTypes.event;
    case 'Element':
    case 'Orchestrator':
      return SemanticTokenTypes.class;
    case 'Technology':
      return SemanticTokenTypes.type;
    case 'Operation':
    case 'Step':
      return SemanticTokenTypes.method;
    case 'Keeps':
      return SemanticTokenTypes.variable;
    case 'Flow':
    case 'View':
      return SemanticTokenTypes.interface;
    case 'DeadLetters':
      return undefined;
    default:
      // Nodes of other types name nothing.
      return undefined;
  }
}
