/** Hover: what a word names, what is known of it, and who says so; or what a word of the language means. */
import { CstUtils, GrammarAST, type LangiumDocument, type LeafCstNode } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { isBuiltin, isHandler, isRoute, isSchedule } from '../../language/index.ts';
import type { Design } from '../../language/model/design.ts';
import type { ServerServices } from '../module.ts';
import { designedAt } from './designed.ts';
import { hoverText } from './hover-texts.ts';
import { meaningOf, meaningText } from './keywords.ts';
import { pointedAt } from './occurrences.ts';

export class ArchHoverProvider implements HoverProvider {
  readonly #services: ServerServices;

  constructor(services: ServerServices) {
    this.#services = services;
  }

  getHoverContent(document: LangiumDocument, { position }: HoverParams): Promise<Hover | undefined> {
    const { ProjectAnalyses } = this.#services.shared.server;
    // The catalogue belongs to no project; any design knows all of it.
    const design = isBuiltin(document.uri) ? ProjectAnalyses.anyDesign : ProjectAnalyses.designAt(document.uri);
    const pointed = pointedAt(this.#services, document, position);
    const designed = design && pointed && designedAt(design, pointed.target);
    const offset = document.textDocument.offsetAt(position);
    if (design === undefined || designed === undefined) return this.#keyword(document, offset, design);
    // What is named by a word of the language, such as a queue’s dead letters, is explained as well.
    const text = hoverText(design, designed);
    return found(pointed?.isDeclaration ? withMeaning(text, keywordAt(document, offset)) : text, pointed?.node.range);
  }

  /** The word itself; and the whole of what has no name, by its first word. */
  #keyword(document: LangiumDocument, offset: number, design: Design | undefined): Promise<Hover | undefined> {
    const leaf = keywordAt(document, offset);
    if (leaf === undefined) return found(undefined);
    const { astNode: node } = leaf;
    const isNameless = isHandler(node) || isSchedule(node) || isRoute(node);
    const designed = design && isNameless && leaf.offset === node.$cstNode?.offset ? designedAt(design, node) : undefined;
    return found(withMeaning(design && designed && hoverText(design, designed), leaf), leaf.range);
  }
}

function keywordAt({ parseResult }: LangiumDocument, offset: number): LeafCstNode | undefined {
  const root = parseResult.value.$cstNode;
  const leaf = root && CstUtils.findLeafNodeAtOffset(root, offset);
  return leaf !== undefined && GrammarAST.isKeyword(leaf.grammarSource) ? leaf : undefined;
}

/** A text, and below it what a word means. */
function withMeaning(text: string | undefined, leaf: LeafCstNode | undefined): string {
  const node = leaf?.astNode;
  const kind = node !== undefined && 'kind' in node && typeof node.kind === 'string' ? node.kind : undefined;
  const meaning = GrammarAST.isKeyword(leaf?.grammarSource) ? meaningOf(leaf.grammarSource, kind) : undefined;
  return [text, meaning && meaningText(meaning)].filter((part) => part !== undefined).join('\n\n---\n\n');
}

function found(value: string | undefined, range?: Hover['range']): Promise<Hover | undefined> {
  return Promise.resolve(value === undefined || value === '' ? undefined : { contents: { kind: MarkupKind.Markdown, value }, range });
}
