/** Which fields may be named at a place: those that the project names anywhere, the ones of the messages and stores at hand first. */
import { type AstNode, CstUtils, type LangiumDocument } from 'langium';
import { isElement, isHandler, isMessage, isOperation, isRead } from '../../language/index.ts';
import type { Design, Element, Message } from '../../language/model/design.ts';
import type { CursorContext } from './completion-context.ts';
import { designedAt } from './designed.ts';

/** A field, and how near it is: 1 for one of what the statement is about. */
export interface FieldChoice {
  readonly field: string;
  readonly rank: 1 | 2 | 3;
}

/** The id that the channel gives a message. Only a handler sees it. */
const transportId = 'transport.id';

/** What may be named at the cursor, each field once. */
export function fieldsAt(design: Design, document: LangiumDocument, cursor: CursorContext): readonly FieldChoice[] {
  const near = new Set(nearFields(design, document, cursor));
  const all = new Set([...design.messages.flatMap(fieldsOfMessage), ...design.elements.flatMap(fieldsOfElement)]);
  const byHandler = /\bidempotent\s+by\s+$/.test(cursor.text.slice(Math.max(0, cursor.pathStart - 100), cursor.pathStart));
  return [
    ...[...near].map((field): FieldChoice => ({ field, rank: 1 })),
    ...[...all].filter((field) => !near.has(field)).map((field): FieldChoice => ({ field, rank: 2 })),
    ...(byHandler && handlerAt(document, cursor) !== undefined ? [{ field: transportId, rank: 3 } as const] : []),
  ];
}

function fieldsOfMessage({ key, ordered, correlation }: Message): readonly string[] {
  return [...(key ?? []), ...(ordered?.by ?? []), ...(correlation === undefined ? [] : [correlation])];
}

function fieldsOfElement(element: Element): readonly string[] {
  return [
    ...('key' in element ? (element.key ?? []) : []),
    ...('indexes' in element ? element.indexes.flat() : []),
    ...('groupedBy' in element ? (element.groupedBy?.key ?? []) : []),
  ];
}

/** The fields of what the statement at the cursor is about. */
function nearFields(design: Design, document: LangiumDocument, cursor: CursorContext): readonly string[] {
  for (let node = nodeAt(document, cursor); node !== undefined; node = node.$container) {
    if (isRead(node)) {
      const store = node.store?.target?.ref;
      const designed = store && designedAt(design, store);
      return designed?.kind === 'element' ? fieldsOfElement(designed.value) : [];
    }
    if (isHandler(node) || isOperation(node)) {
      const designed = designedAt(design, node);
      return designed?.kind === 'activity' ? designed.value.messages.flatMap(fieldsOfMessage) : [];
    }
    if (isMessage(node) || isElement(node)) {
      const designed = designedAt(design, node);
      if (designed?.kind === 'message') return fieldsOfMessage(designed.value);
      if (designed?.kind !== 'element') return [];
      const element = designed.value;
      return [...fieldsOfElement(element), ...('messages' in element ? element.messages.flatMap(fieldsOfMessage) : [])];
    }
  }
  return [];
}

function handlerAt(document: LangiumDocument, cursor: CursorContext): AstNode | undefined {
  for (let node = nodeAt(document, cursor); node !== undefined; node = node.$container) if (isHandler(node)) return node;
  return undefined;
}

/** What the last word before the cursor belongs to. */
function nodeAt({ parseResult }: LangiumDocument, { text, pathStart }: CursorContext): AstNode | undefined {
  const root = parseResult.value.$cstNode;
  const end = text.slice(0, pathStart).trimEnd().length;
  return root && CstUtils.findLeafNodeBeforeOffset(root, Math.max(0, end - 1))?.astNode;
}
