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
import {
  elementMembers,
  enclosingElement,
  enclosingSystem,
  isBuiltin,
  isElement,
  isRoute,
  isTechnology,
  type Route,
  routesOf,
} from '../../language/index.ts';
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
    return pointed && nameRange(document, pointed);
  }

  /** @throws ResponseError with the reason if the new name will not do */
  rename(document: LangiumDocument, { position, newName }: RenameParams): Promise<WorkspaceEdit | undefined> {
    const pointed = pointedAt(this.#services, document, position);
    if (pointed === undefined) return Promise.resolve(undefined);
    const { target } = pointed;
    refuseFixed(target);
    const newText = isRoute(target) ? newRoute(target, newName.trim()) : this.#newName(target, newName.trim());
    const changes: Record<string, TextEdit[]> = {};
    for (const { uri, node } of occurrencesOf(this.#services, target)) {
      const address = this.#services.shared.workspace.LangiumDocuments.getDocument(uri)?.textDocument.uri ?? uri.toString();
      changes[address] = [...(changes[address] ?? []), { range: node.range, newText }];
    }
    return Promise.resolve({ changes });
  }

  /** @returns the name, if it will do */
  #newName(target: Named, name: string): string {
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
    return name;
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

/** A route is asked for without its quotes. */
function nameRange({ textDocument }: LangiumDocument, { node, target }: Pointed): Range {
  const quote = isRoute(target) ? 1 : 0;
  return { start: textDocument.positionAt(node.offset + quote), end: textDocument.positionAt(node.end - quote) };
}

/** @returns the route in quotes, if it will do; quotes of whoever typed it may stand around it */
function newRoute(target: Route, typed: string): string {
  const route = /^"(.*)"$/.exec(typed)?.[1] ?? typed;
  if (route === '' || /["\\\p{Cc}]/u.test(route))
    refuse(`\`${route}\` is no route. A route is a text such as \`POST /orders\`, without quotes in it.`);
  const entry = AstUtils.getContainerOfType(target, isElement);
  if (entry && routesOf(entry).some((other) => other !== target && other.route === route))
    refuse(`${describe(entry)} routes \`${route}\` already.`);
  return `"${route}"`;
}

function refuseFixed(target: Named | Route): void {
  if (isRoute(target)) return;
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
