/** Which open files have changes that are not saved: they are being written. */
import type { TextDocument } from 'vscode-languageserver-textdocument';

export class UnsavedTexts {
  /** The version of each open file that is on disk, as far as its editor has told. */
  readonly #saved = new Map<string, number>();
  readonly #present: (uri: string) => TextDocument | undefined;

  /** @param present the text of an open file; undefined for one that is not open */
  constructor(present: (uri: string) => TextDocument | undefined) {
    this.#present = present;
  }

  /** A file was opened or saved: what its editor shows is what is on disk. */
  saved({ uri, version }: TextDocument): void {
    this.#saved.set(uri, version);
  }

  closed({ uri }: TextDocument): void {
    this.#saved.delete(uri);
  }

  /** Whether somebody is writing in a file. */
  has(uri: string): boolean {
    const document = this.#present(uri);
    return document !== undefined && document.version !== this.#saved.get(document.uri);
  }
}
