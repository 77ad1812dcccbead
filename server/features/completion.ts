/** Completion: keywords that fit, names of the right kind, technologies with their facts, fields, snippets, and rules in suppressions. */
import { type AstNode, AstUtils, CstUtils, GrammarAST, type LangiumDocument } from 'langium';
import { type CompletionProviderOptions, DefaultCompletionProvider, type NextFeature } from 'langium/lsp';
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionList,
  type CompletionParams,
  CompletionTriggerKind,
  type InitializeParams,
  InsertTextFormat,
  MarkupKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { registry } from '../../analysis/engine.ts';
import {
  enclosingElement,
  isElement,
  isMessage,
  isOrchestrator,
  isTechnology,
  nameOf,
  type Target,
  type Technology,
} from '../../language/index.ts';
import type { Design } from '../../language/model/design.ts';
import { kindOf } from '../../language/names/expected.ts';
import snippets from '../../syntaxes/snippets.json' with { type: 'json' };
import type { ServerServices } from '../module.ts';
import { type CursorContext, cursorAt } from './completion-context.ts';
import { fieldsAt } from './completion-fields.ts';
import { type Keyword, keywordFor, type Surroundings } from './completion-keywords.ts';
import { candidates, elsewhere, fittingTechnologies, type NamePlace, namePlace } from './completion-names.ts';
import { technologySummary } from './hover-texts.ts';
import { meaningText } from './keywords.ts';
import { routesBehind } from './routes.ts';

/** Words after which fields are named. */
const beforeFields: ReadonlySet<string> = new Set(['by', '+', 'key', 'index', 'correlation']);

/** Statements that options may follow. */
const optionOwners: ReadonlySet<string> = new Set(['Handler', 'Operation', 'Subscription', 'Publish', 'Send', 'Call', 'Start', 'Wait']);

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const snippetsByPrefix: ReadonlyMap<string, Snippet> = new Map(Object.values(snippets).map((snippet) => [snippet.prefix, snippet]));

export class ArchCompletionProvider extends DefaultCompletionProvider {
  // A blank offers the names and fields that a statement goes on with, and nothing else; a quote the routes that may be named.
  override readonly completionOptions: CompletionProviderOptions = { triggerCharacters: ['.', ':', ' ', '"'] };
  readonly #services: ServerServices;
  #offersSnippets = false;

  constructor(services: ServerServices) {
    super(services);
    this.#services = services;
  }

  /** Snippets are for clients that can insert them and bring none of their own (`initializationOptions: { "snippets": false }`). */
  override initialize(params: InitializeParams): void {
    super.initialize(params);
    const own = (params.initializationOptions as { readonly snippets?: boolean } | undefined)?.snippets === false;
    this.#offersSnippets = !own && this.clientCapabilities?.completionItem?.snippetSupport === true;
  }

  override getCompletion(document: LangiumDocument, { position, context }: CompletionParams): Promise<CompletionList | undefined> {
    const offset = document.textDocument.offsetAt(position);
    const cursor = cursorAt(document.textDocument.getText(), offset);
    if (cursor.kind === 'string') {
      const typed = document.textDocument.getText().slice(cursor.start, cursor.end);
      const routes = this.#routes(document, cursor.start, cursor.end).filter(({ label }) => label !== typed);
      return Promise.resolve(routes.length === 0 ? undefined : CompletionList.create(routes, true));
    }
    const byBlank = context?.triggerKind === CompletionTriggerKind.TriggerCharacter && context.triggerCharacter === ' ';
    const items =
      cursor.kind === 'comment'
        ? this.#ruleIds(document, cursor.text, cursor.wordStart, offset)
        : worthwhile(this.#inCode(document, cursor.context, byBlank), wordAt(document.textDocument.getText(), offset));
    // Asked again with each letter: what has been typed in full by then is no longer offered, and leaves Tab to the snippet and Enter to the line.
    return Promise.resolve(CompletionList.create(items, items.length > 0));
  }

  #inCode(document: LangiumDocument, cursor: CursorContext, byBlank: boolean): CompletionItem[] {
    const technologies = this.#technologies(document, cursor);
    if (technologies.length > 0) return technologies;
    const features = this.#featuresAt(document, cursor.wordStart);
    const names = this.#names(document, cursor, features);
    const fields = isField(features, cursor) ? this.#fields(document, cursor) : [];
    const routes = cursor.wordStart === cursor.offset ? this.#routes(document, cursor.offset, cursor.offset) : [];
    if (byBlank) return [...names, ...fields, ...routes];
    return [...names, ...fields, ...routes, ...this.#keywords(document, cursor, features)];
  }

  /** What may stand at a place. Where lines above cannot be read, as happens while one types, they are passed over. */
  #featuresAt(document: LangiumDocument, offset: number): readonly NextFeature[] {
    const features = this.findFeaturesAt(document.textDocument, offset);
    if (features.length > 0) return features;
    const { textDocument, parseResult } = document;
    const here = textDocument.positionAt(offset).line;
    const unread = new Set(parseResult.parserErrors.map(({ token }) => textDocument.positionAt(token.startOffset).line));
    const lines = textDocument.getText().slice(0, offset).split('\n');
    // Braces stay, so that the place is in the same block as before; unless the block itself is one that cannot be read.
    for (const passedOver of [/[^{}\r]/g, /[^\r]/g]) {
      const readable = lines.map((line, index) => (index < here && unread.has(index) ? line.replace(passedOver, ' ') : line)).join('\n');
      const found = this.findFeaturesAt(TextDocument.create(textDocument.uri, textDocument.languageId, 0, readable), offset);
      if (found.length > 0) return found;
    }
    return [];
  }

  // ---------------------------------------------------------------- names

  #names(document: LangiumDocument, cursor: CursorContext, features: readonly NextFeature[]): CompletionItem[] {
    if (!features.some(({ feature }) => GrammarAST.isCrossReference(feature))) return [];
    const place = this.#place(document, cursor.wordStart);
    if (place === undefined || place.property === 'technology') return [];
    const names = this.#services.shared.workspace.NameTables.at(document.uri);
    const own = candidates(names, place).flatMap(({ target, leads }) => {
      const name = nameOf(target);
      if (name === undefined) return [];
      return [
        this.#name(document, cursor, target, {
          label: name,
          sortText: `${leads ? 2 : 1}${name}`,
          ...(leads && { commitCharacters: ['.'] }),
        }),
      ];
    });
    const typed = cursor.text.slice(cursor.wordStart, cursor.offset);
    // Nobody wants all names of all systems; those that begin like the word, perhaps.
    const others = typed === '' ? [] : elsewhere(names, place, typed);
    return [
      ...own,
      ...others.map(({ target, path, name }) =>
        this.#name(document, cursor, target, { label: path, filterText: name, sortText: `3${path}` }),
      ),
    ];
  }

  #name(document: LangiumDocument, cursor: CursorContext, target: Target, item: CompletionItem): CompletionItem {
    const [kind, detail, documentation] = [itemKind(target), detailOf(target), this.#documentation(target)];
    return this.#item(document, cursor.wordStart, cursor.offset, { kind, detail, documentation, ...item });
  }

  /** Technologies are named by words with dots between them, so the whole of them is completed. */
  #technologies(document: LangiumDocument, cursor: CursorContext): CompletionItem[] {
    const features = this.findFeaturesAt(document.textDocument, cursor.pathStart);
    if (!features.some(({ feature }) => isTechnologyReference(feature))) return [];
    const place = this.#place(document, cursor.pathStart);
    if (place === undefined) return [];
    const names = this.#services.shared.workspace.NameTables.at(document.uri);
    const design = this.#design(document);
    const known = candidates(names, place).flatMap(({ target }) => (isTechnology(target) ? [target] : []));
    return fittingTechnologies(place, known, design.technologies).map((technology) =>
      this.#item(document, cursor.pathStart, cursor.offset, this.#technologyItem(technology, design)),
    );
  }

  #technologyItem({ name }: Technology, design: Design): CompletionItem {
    const designed = design.technologies.get(name);
    return {
      label: name,
      kind: CompletionItemKind.TypeParameter,
      ...(designed !== undefined && {
        labelDetails: { description: designed.label },
        detail: designed.kinds.join(', '),
        documentation: { kind: MarkupKind.Markdown, value: technologySummary(designed) },
        // Own ones first: they are the house's standard.
        sortText: `${designed.builtIn ? 2 : 1}${name}`,
      }),
    };
  }

  #place(document: LangiumDocument, start: number): NamePlace | undefined {
    const text = document.textDocument.getText();
    const end = start + (/^[\p{L}\p{N}_.-]*/u.exec(text.slice(start, start + 200))?.[0].length ?? 0);
    return namePlace(this.#services.shared, document, start, end);
  }

  #documentation(target: Target): CompletionItem['documentation'] {
    const value = this.#services.documentation.DocumentationProvider.getDocumentation(target);
    return value === undefined ? undefined : { kind: MarkupKind.Markdown, value };
  }

  #design(document: LangiumDocument): Design {
    return this.#services.shared.server.ProjectAnalyses.designAt(document.uri);
  }

  // ---------------------------------------------------------------- fields

  /** The fields that the project names anywhere, those of what the statement is about first. */
  #fields(document: LangiumDocument, cursor: CursorContext): CompletionItem[] {
    return fieldsAt(this.#design(document), document, cursor).map(({ field, rank }) =>
      this.#item(document, cursor.pathStart, cursor.offset, { label: field, kind: CompletionItemKind.Field, sortText: `${rank}${field}` }),
    );
  }

  // ---------------------------------------------------------------- routes

  /** The routes of the gateway or balancer that is named before, in place of what stands between the offsets. */
  #routes(document: LangiumDocument, start: number, end: number): CompletionItem[] {
    return routesBehind(document, start).map(({ name, route }, index) => {
      const to = route.target?.$cstNode?.text;
      const detail = to === undefined ? 'route' : `route to ${to}`;
      // In the order in which the entry lists them, which is that of its API.
      return this.#item(document, start, end, {
        label: name,
        kind: CompletionItemKind.Value,
        detail,
        sortText: `1${String(index).padStart(4, '0')}`,
      });
    });
  }

  // ---------------------------------------------------------------- keywords

  #keywords(document: LangiumDocument, cursor: CursorContext, features: readonly NextFeature[]): CompletionItem[] {
    const around = surroundings(document, cursor);
    // A setting wants its value before anything else.
    const wantsValue = features.some(({ feature }) => ruleOf(feature) === 'Quantity');
    const keywords = new Map<string, Keyword>();
    for (const next of features) {
      const keyword = keywordFor(next, cursor, around);
      if (keyword === undefined || keywords.has(keyword.words) || (wantsValue && keyword.isStart)) continue;
      keywords.set(keyword.words, keyword);
    }
    return [...keywords.values()].flatMap((keyword) => {
      const { words, kind, detail, isStart, meaning } = keyword;
      const documentation = meaning && { kind: MarkupKind.Markdown, value: meaningText(meaning) };
      // A new line begins a statement, most likely; elsewhere the statement goes on.
      const sortText = `${isStart === cursor.startsLine || isAfterBrace(cursor) ? 3 : 4}${words}`;
      // The whole statement comes before its bare first word: hardly anybody wants that alone.
      const item = this.#item(document, cursor.wordStart, cursor.offset, {
        label: words,
        kind,
        detail,
        documentation,
        sortText: `${sortText} `,
      });
      return isStart ? [...this.#snippets(document, cursor, keyword, sortText), item] : [item];
    });
  }

  #snippets(document: LangiumDocument, cursor: CursorContext, { first, meaning }: Keyword, sortText: string): CompletionItem[] {
    const snippet = snippetsByPrefix.get(first);
    if (snippet === undefined || !this.#offersSnippets) return [];
    return [
      this.#item(document, cursor.wordStart, cursor.offset, {
        label: `${first} …`,
        filterText: first,
        insertText: snippet.body.join('\n'),
        insertTextFormat: InsertTextFormat.Snippet,
        kind: CompletionItemKind.Snippet,
        labelDetails: { description: snippet.description },
        documentation: meaning && { kind: MarkupKind.Markdown, value: meaningText(meaning) },
        sortText,
      }),
    ];
  }

  // ---------------------------------------------------------------- suppressions

  #ruleIds(document: LangiumDocument, comment: string, wordStart: number, offset: number): CompletionItem[] {
    if (!/^\/[/*]+\s*archlint-ignore(-file)?\s[^:]*$/.test(comment)) return [];
    return registry.ids.map((id) => {
      const { summary, code } = registry.summaryOf(id) ?? { summary: undefined, code: undefined };
      return this.#item(document, wordStart, offset, { label: id, kind: CompletionItemKind.Value, detail: code, documentation: summary });
    });
  }

  /** An item that replaces what is typed of it. */
  #item(document: LangiumDocument, start: number, end: number, item: CompletionItem): CompletionItem {
    const range = { start: document.textDocument.positionAt(start), end: document.textDocument.positionAt(end) };
    return { ...item, textEdit: { range, newText: item.insertText ?? item.label } };
  }
}

/**
 * Without what is already typed in full, which would take the next Enter or Tab for itself, unless something longer begins so: then the typed word
 * stays the first choice.
 */
function worthwhile(items: CompletionItem[], typed: string): CompletionItem[] {
  const isLonger = ({ label }: CompletionItem): boolean => label !== typed && label.toLowerCase().startsWith(typed.toLowerCase());
  return typed === '' || items.some(isLonger) ? items : items.filter(({ label }) => label !== typed);
}

/** The word around a place; more of it may have been typed than when it was asked about. */
function wordAt(text: string, offset: number): string {
  const before = /[\p{L}\p{N}_.-]*$/u.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  return before + (/^[\p{L}\p{N}_.-]*/u.exec(text.slice(offset, offset + 200))?.[0] ?? '');
}

function isAfterBrace({ before }: CursorContext): boolean {
  return before === '{' || before === '';
}

function ruleOf(feature: GrammarAST.AbstractElement): string | undefined {
  return AstUtils.getContainerOfType(feature, GrammarAST.isParserRule)?.name;
}

function isTechnologyReference(feature: GrammarAST.AbstractElement): boolean {
  return GrammarAST.isCrossReference(feature) && feature.type.$refText === 'Technology';
}

/** Whether a field may be named: a name is allowed, and none that would be declared. */
function isField(features: readonly NextFeature[], { before }: CursorContext): boolean {
  return beforeFields.has(before) && features.some(({ feature, property }) => GrammarAST.isRuleCall(feature) && property !== 'name');
}

/** What the statement at the cursor belongs to, by the syntax tree up to the cursor. */
function surroundings({ parseResult }: LangiumDocument, { text, wordStart }: CursorContext): Surroundings {
  const root = parseResult.value.$cstNode;
  const end = text.slice(0, wordStart).trimEnd().length;
  const leaf = root && CstUtils.findLeafNodeBeforeOffset(root, Math.max(0, end - 1));
  let node: AstNode | undefined = leaf?.astNode;
  // A closing brace belongs to what it closed.
  if (leaf?.text === '}') node = node?.$container?.$container;
  const inWorkflow = node !== undefined && isOrchestrator(enclosingElement(node));
  let optionsOf: string | undefined;
  for (; node !== undefined; node = node.$container) {
    if (optionOwners.has(node.$type)) optionsOf ??= node.$type;
    if (node.$type === 'Body' || node.$type === 'MemberBody') return { optionsOf, inWorkflow };
    if (isElement(node) || isMessage(node) || isOrchestrator(node)) return { optionsOf, inWorkflow, bodyOf: node.kind };
  }
  return { optionsOf, inWorkflow };
}

function itemKind(target: Target): CompletionItemKind {
  switch (target.$type) {
    case 'Message':
      return CompletionItemKind.Event;
    case 'Operation':
      return CompletionItemKind.Method;
    case 'Keeps':
      return CompletionItemKind.Field;
    case 'Step':
      return CompletionItemKind.Function;
    case 'System':
    case 'Group':
      return CompletionItemKind.Module;
    case 'Technology':
      return CompletionItemKind.TypeParameter;
    case 'Flow':
      return CompletionItemKind.Interface;
    case 'Element':
    case 'Orchestrator':
    case 'DeadLetters':
      return CompletionItemKind.Class;
  }
}

function detailOf(target: Target): string {
  const technology = isElement(target) || isOrchestrator(target) ? target.technology?.$refText : undefined;
  return technology === undefined ? kindOf(target) : `${kindOf(target)} : ${technology}`;
}
