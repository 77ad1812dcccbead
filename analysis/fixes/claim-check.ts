/**
 * The claim check: what is too large to be sent is stored, and the message says only where. The store itself tells of each body that it gets, so that
 * storing and telling are one step and no crash comes between them.
 */
import type { Activity, Design, Element, Message, MessageEffect, Technology } from '../../language/model/design.ts';
import { isMessageEffect } from '../../language/model/lookups.ts';
import { showKey } from '../../language/model/quantities.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { technologyText } from './channels.ts';
import { freshName, insertAfter, nameFrom } from './elements.ts';
import { fileOf, indentationAt, insertAt, lineBreak, replaceSource, textOf } from './text.ts';

/** What a reference takes: an address, and what the message's key says. */
const referenceSize = '1KB';

/**
 * @param place what takes less than the message; its product tells in which family of products a store is looked for
 * @returns one fix; none where the message must come in order, which stores that tell of writes do not keep, or is sent in several ways
 */
export function claimCheck(design: Design, message: Message, place: Element): readonly Fix[] {
  const sends = design.effects.filter((effect): effect is MessageEffect => isMessageEffect(effect) && effect.message === message);
  const [first] = sends;
  const size = /\bsize\s+[\d.]+[KMG]?B\b/.exec(textOf(design, message.syntax.source));
  if (!first || !size || message.ordered || !sends.every((effect) => canStore(effect) && effect.to === first.to)) return [];
  const { element } = first.activity;
  if (sends.some(({ activity, kind }) => activity.element.system !== element.system || kind !== first.kind)) return [];
  const store = freshName(design, `${message.name}Bodies`);
  const key = message.key ? `key ${showKey(message.key)}  ` : '';
  const to = first.to ? ` to ${nameFrom(element.system, first.to)}` : '';
  const body = `{ ${key}${first.kind} ${nameFrom(element.system, message)}${to} }`;
  const { uri, offset } = message.syntax.source;
  const consumers = design.activities.filter(
    ({ kind, messages, syntax, element: consumer }) =>
      (kind === 'handler' || kind === 'join') && messages.includes(message) && syntax.body && consumer.system === element.system,
  );
  return [
    {
      title: `Store the body of ${message.name} in a new store ${store}, and send a reference`,
      safe: false,
      edits: [
        { uri, offset: offset + size.index, end: offset + size.index + size[0].length, text: `size ${referenceSize}` },
        ...sends.map((effect) => storeInstead(design, effect, store)),
        ...consumers.flatMap((consumer) => readFirst(design, consumer, store)),
        ...insertAfter(design, element.syntax, `store ${store}${technologyText(bucket(design, place))} ${body}`),
      ],
    },
  ];
}

/** Whoever sends it can store it instead: with options of the send, it is not that simple. */
function canStore({ activity, options, outbox, part, to }: MessageEffect): boolean {
  const { kind } = activity.element;
  const sender = kind === 'service' || kind === 'orchestrator' || kind === 'actor';
  return sender && part !== 'undo' && options.source === undefined && outbox === undefined && to?.kind !== 'orchestrator';
}

function storeInstead(design: Design, { syntax: { source } }: MessageEffect, store: string): TextEdit {
  const rate = /\s+at\s+\d\S*$/.exec(textOf(design, source))?.[0] ?? '';
  return replaceSource(source, `puts ${store}${rate}`);
}

function readFirst(design: Design, { syntax: { body } }: Activity, store: string): readonly TextEdit[] {
  if (!body) return [];
  const { text } = fileOf(design, body);
  const inside = text.slice(body.offset + 1, body.end - 1);
  if (inside.trim() === '') return [replaceSource(body, `{ reads ${store} }`)];
  const at = body.offset + 1 + (/^\s*/.exec(inside)?.[0].length ?? 0);
  const gap = /^\s*\n/.test(inside) ? `${lineBreak(text)}${indentationAt(text, at)}` : '  ';
  return [insertAt(body.uri, at, `reads ${store}${gap}`)];
}

/** A store for large objects of the same family of products, as the first part of their names says. */
function bucket(design: Design, { technology }: Element): Technology | undefined {
  const [family] = technology?.name.split('.') ?? [];
  const all = [...design.technologies.values()].filter(
    ({ mark, kinds, builtIn }) => builtIn && mark === 'bucket' && kinds.includes('store'),
  );
  return all.find(({ name }) => name.split('.')[0] === family);
}
