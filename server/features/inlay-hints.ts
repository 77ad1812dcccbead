/** Hints for what is inferred where it is not said: where a message goes, where it comes from, by what a handler is idempotent. */
import { type AstNode, AstUtils, type CstNode, GrammarUtils, type LangiumDocument } from 'langium';
import type { InlayHintProvider } from 'langium/lsp';
import { type InlayHint, InlayHintKind, type InlayHintParams } from 'vscode-languageserver';
import { type Handler, isHandler, isOperation, isPublish, isSend, type Operation, type Publish, type Send } from '../../language/index.ts';
import type { Design, MessageEffect } from '../../language/model/design.ts';
import { showKey } from '../../language/model/quantities.ts';
import type { ServerServices } from '../module.ts';
import { designedAt } from './designed.ts';

/** More names than this are no hint any more. */
const mostNames = 3;

/** A hint's text and the piece of syntax that it follows. */
interface Hint {
  readonly after: CstNode | undefined;
  readonly text: string;
}

export class ArchInlayHintProvider implements InlayHintProvider {
  readonly #services: ServerServices;

  constructor(services: ServerServices) {
    this.#services = services;
  }

  getInlayHints({ parseResult, uri }: LangiumDocument, { range }: InlayHintParams): InlayHint[] {
    const design = this.#services.shared.server.ProjectAnalyses.designAt(uri);
    const effects = new Map(
      design.effects.flatMap((effect) =>
        (effect.kind === 'publishes' || effect.kind === 'sends') && effect.syntax.source.uri === uri.toString()
          ? [[effect.syntax.source.offset, effect] as const]
          : [],
      ),
    );
    const hints: InlayHint[] = [];
    for (const node of AstUtils.streamAst(parseResult.value, { range })) {
      for (const { after, text } of hintsAt(design, effects, node)) {
        if (after !== undefined && text !== '')
          hints.push({ position: after.range.end, label: text, kind: InlayHintKind.Parameter, paddingLeft: true });
      }
    }
    return hints;
  }
}

function hintsAt(design: Design, effects: ReadonlyMap<number, MessageEffect>, node: AstNode): readonly Hint[] {
  if (isPublish(node) || isSend(node)) return [destination(node, effects.get(node.$cstNode?.offset ?? -1))];
  if (isHandler(node)) return [origin(design, node), ...idempotencyKey(design, node)];
  if (isOperation(node)) return idempotencyKey(design, node);
  return [];
}

/** `publishes OrderPlaced` to Orders */
function destination(node: Publish | Send, effect: MessageEffect | undefined): Hint {
  const said = (isPublish(node) ? node.channel : node.receiver) !== undefined;
  return { after: node.message?.$cstNode, text: said || effect === undefined ? '' : named('to', effect.channels) };
}

/** `on OrderPlaced` from Orders */
function origin(design: Design, handler: Handler): Hint {
  const designed = designedAt(design, handler);
  const said = handler.clauses.some(({ $type }) => $type === 'FromClause');
  if (said || designed?.kind !== 'activity') return { after: undefined, text: '' };
  const hops = design.index.hopsTo.get(designed.value.id) ?? [];
  const channels = hops.flatMap(({ from }) => (from.kind === 'channel' ? [from.channel] : []));
  return { after: handler.messages.at(-1)?.$cstNode, text: named('from', channels) };
}

/** `idempotent` by orderId */
function idempotencyKey(design: Design, node: Handler | Operation): readonly Hint[] {
  const clause = node.clauses.find((each) => each.$type === 'IdempotentClause');
  const designed = designedAt(design, node);
  if (clause === undefined || clause.fields !== undefined || designed?.kind !== 'activity') return [];
  const key = designed.value.idempotency?.by;
  return [{ after: GrammarUtils.findNodeForKeyword(clause.$cstNode, 'idempotent'), text: key === undefined ? '' : `by ${showKey(key)}` }];
}

function named(word: string, things: readonly { readonly name: string }[]): string {
  const names = [...new Set(things.map(({ name }) => name))].filter((name) => name !== '');
  return names.length === 0 || names.length > mostNames ? '' : `${word} ${names.join(', ')}`;
}
