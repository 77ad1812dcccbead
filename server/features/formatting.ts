/** Formatting, as the language does it; whoever asks for a part gets the edits within. */
import type { LangiumDocument } from 'langium';
import type { Formatter } from 'langium/lsp';
import type { DocumentRangeFormattingParams, TextEdit } from 'vscode-languageserver';
import { formatEdits } from '../../language/index.ts';
import type { ServerServices } from '../module.ts';

export class ArchFormatter implements Formatter {
  readonly formatOnTypeOptions = undefined;
  readonly #services: ServerServices;

  constructor(services: ServerServices) {
    this.#services = services;
  }

  formatDocument(document: LangiumDocument): TextEdit[] {
    const { textDocument } = document;
    return formatEdits(document, this.#services).map(({ offset, end, text }) => ({
      range: { start: textDocument.positionAt(offset), end: textDocument.positionAt(end) },
      newText: text,
    }));
  }

  formatDocumentRange(document: LangiumDocument, { range }: DocumentRangeFormattingParams): TextEdit[] {
    const { textDocument } = document;
    const [start, end] = [textDocument.offsetAt(range.start), textDocument.offsetAt(range.end)];
    return this.formatDocument(document).filter(
      (edit) => textDocument.offsetAt(edit.range.start) >= start && textDocument.offsetAt(edit.range.end) <= end,
    );
  }

  formatDocumentOnType(): TextEdit[] {
    return [];
  }
}
