/** Renaming across files, word by word of a path. Any word may be a name, but not one that is taken. */
import { AstUtils, type LangiumDocument, type MaybePromise } from 'langium';
import type { RenameProvider } from 'langium/lsp';
import {
  LSPErrorCodes,
  type Range,
  type RenameParams,
  ResponseError,
  type TextDocumentPositionParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { elementMembers, enclosingElement, enclosingSystem, isBuiltin, isTechnology } from '../../language/index.ts';
import { describe } from '../../language/names/expected.ts';
import type { ServerServices } from '../module.ts';
import { type Named, occurrencesOf, type Pointed, pointedAt } from './occurrences.ts';

export class ArchRenameProvider implements RenameProvider {
  readonly #services: ServerServices;

  constructor(services: ServerServices) {
    this.#services = services;
  }

  /** @throws ResponseError with the reason if the name cannot be changed */
  prepareRename(document: LangiumDocument, { position }: TextDocumentPositionParams): MaybePromise<Range | undefined> {
    const pointed = pointedAt(this.#services, document, position);
    if (pointed !== undefined) refuseFixed(pointed.target);
    return pointed?.node.range;
  }

  /** @throws ResponseError with the reason if the new name will not do */
  rename(document: LangiumDocument, { position, newName }: RenameParams): Promise<WorkspaceEdit | undefined> {
    const pointed = pointedAt(this.#services, document, position);
    if (pointed === undefined) return Promise.resolve(undefined);
    refuseFixed(pointed.target);
    this.#refuseBadName(pointed, newName.trim());
    const changes: Record<string, TextEdit[]> = {};
    for (const { uri, node } of occurrencesOf(this.#services, pointed.target)) {
      const address = this.#services.shared.workspace.LangiumDocuments.getDocument(uri)?.textDocument.uri ?? uri.toString();
      changes[address] = [...(changes[address] ?? []), { range: node.range, newText: newName.trim() }];
    }
    return Promise.resolve({ changes });
  }

  #refuseBadName({ target }: Pointed, name: string): void {
    const words = isTechnology(target) ? name.split('.') : [name];
    if (!words.every((word) => this.#isName(word))) {
      refuse(
        isTechnology(target)
          ? `\`${name}\` is no name of a technology. It is made of words with dots between them, such as \`house.queue\`.`
          : `\`${name}\` is no name. A name is one word of letters, digits, \`_\` and \`-\`, and begins with a letter or \`_\`.`,
      );
    }
    if (target.$type === 'Element' && (target.kind === 'store' || target.kind === 'cache') && name === 'memory')
      refuse('A store cannot be called `memory`: `keeps … in memory` means the memory of the instance.');
    const taken = this.#named(target, name);
    if (taken !== undefined) refuse(`The name \`${name}\` is taken by ${wordsFor(taken)} in the same place.`);
  }

  #isName(word: string): boolean {
    const { tokens, errors } = this.#services.parser.Lexer.tokenize(word);
    const [token] = tokens;
    return errors.length === 0 && tokens.length === 1 && token?.image === word && /^[^\d"{}(),.:+]/.test(word);
  }

  /** What has a name already where the target has its own. */
  #named(target: Named, name: string): Named | undefined {
    const names = this.#services.shared.workspace.NameTables.at(AstUtils.getDocument(target).uri);
    const other = (found: readonly Named[] | undefined): Named | undefined => found?.find((candidate) => candidate !== target);
    switch (target.$type) {
      case 'Technology':
        return other(names.technologies.get(name));
      case 'System':
        return name === target.name ? undefined : other(names.systems.get(name)?.declarations);
      case 'Operation':
      case 'Keeps':
      case 'Step': {
        const element = enclosingElement(target);
        return element && other(elementMembers(element).get(name));
      }
      case 'Flow':
        return other(names.of(enclosingSystem(target)).flows.get(name));
      case 'View':
        return other(names.of(enclosingSystem(target)).views.get(name));
      case 'Group':
      case 'Message':
      case 'Element':
      case 'Orchestrator':
        return other(names.of(enclosingSystem(target)).members.get(name));
      case 'DeadLetters':
        return undefined;
    }
  }
}

function refuseFixed(target: Named): void {
  if (isBuiltin(AstUtils.getDocument(target).uri))
    refuse(`${wordsFor(target)} comes with Archlint and keeps its name. Declare a technology of your own that is \`like\` it.`);
  if (target.$type === 'DeadLetters') refuse('`dead-letters` is a word of the language, not a name.');
}

function wordsFor(target: Named): string {
  return target.$type === 'View' ? `the view \`${target.name}\`` : describe(target);
}

function refuse(reason: string): never {
  throw new ResponseError(LSPErrorCodes.RequestFailed, `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`);
}
