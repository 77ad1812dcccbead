/** Hover: what a word names, what is known of it, and who says so. */
import type { LangiumDocument } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { isBuiltin } from '../../language/index.ts';
import type { ServerServices } from '../module.ts';
import { designedAt } from './designed.ts';
import { hoverText } from './hover-texts.ts';
import { pointedAt } from './occurrences.ts';

export class ArchHoverProvider implements HoverProvider {
  readonly #services: ServerServices;

  constructor(services: ServerServices) {
    this.#services = services;
  }

  getHoverContent(document: LangiumDocument, { position }: HoverParams): Promise<Hover | undefined> {
    const pointed = pointedAt(this.#services, document, position);
    if (pointed === undefined) return Promise.resolve(undefined);
    const { ProjectAnalyses } = this.#services.shared.server;
    // The catalogue belongs to no project; any design knows all of it.
    const design = isBuiltin(document.uri) ? ProjectAnalyses.anyDesign : ProjectAnalyses.designAt(document.uri);
    const designed = design && designedAt(design, pointed.target);
    if (design === undefined || designed === undefined) return Promise.resolve(undefined);
    return Promise.resolve({ contents: { kind: MarkupKind.Markdown, value: hoverText(design, designed) }, range: pointed.node.range });
  }
}
