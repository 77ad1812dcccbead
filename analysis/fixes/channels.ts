/** New channels between those that are there, and sending to them. */
import type { Activity, Channel, Design, Facts, MessageEffect, Technology } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { TextEdit } from '../../language/model/source.ts';
import { isOneOf } from './dead-letters.ts';
import { fileOf, indentationAt, insertAt, replaceSource, textOf } from './text.ts';

/** @returns ` : aws.sns`, or nothing. */
export function technologyText(technology: Technology | undefined): string {
  return technology ? ` : ${technology.name}` : '';
}

/** @returns the kind of a new channel of which every subscriber gets each message: what a product calls itself first. */
export function fanOutKind(technology: Technology | undefined): 'topic' | 'bus' {
  return technology?.kinds.find((kind) => kind === 'topic' || kind === 'bus') ?? 'topic';
}

/**
 * Lets an effect send to another channel, its options kept.
 * @param channel as the text of the effect's system names it
 */
export function sendElsewhere(design: Design, effect: MessageEffect, verb: 'publishes' | 'sends', channel: string): TextEdit {
  const { source } = effect.syntax;
  const text = textOf(design, source).replace(/^(?:publishes|sends)(\s+\S+)(?:\s+to\s+\S+)?/, `${verb}$1 to ${channel}`);
  return replaceSource(source, text);
}

/** Where a queue parks what its subscription to a topic cannot deliver: where the queue parks already, if the topic's product can put it there. */
function undelivered(queue: Channel, topic: Technology | undefined): string {
  const sink = queue.failure?.kind === 'dead-letters' ? queue.failure.to : undefined;
  return isChannel(sink) && sink.system === queue.system ? parkedUndelivered(topic?.facts, sink.name, sink.technology) : '';
}

/**
 * @param topic what is known of the channel that a queue subscribes to
 * @param sink the name of the channel that the queue parks in, and its technology
 * @param group whether the messages of one key are parked together
 * @returns the option of a subscription that parks there what cannot be delivered, or nothing where the topic's product cannot
 */
export function parkedUndelivered(topic: Facts | undefined, sink: string, technology: Technology | undefined, group = false): string {
  const catches = topic?.catches?.value;
  if (!catches?.places.includes('subscription')) return '';
  if (catches.sinks.length > 0 && !(technology && isOneOf(technology, catches.sinks))) return '';
  return ` with dead-letters${group ? ' group' : ''} to ${sink}`;
}

/** @returns the technology of the dead letters that a queue brings of its own: what its product names for them, or its own. */
export function ownSinkOf(design: Design, technology: Technology | undefined): Technology | undefined {
  const [named] = technology?.facts.catches?.value.sinks ?? [];
  return named === undefined ? technology : (design.technologies.get(named) ?? technology);
}

/** @returns `subscribes to Shipments for Shipped`, with the queue's dead letters where the topic's product wants some. */
export function subscriptionText(queue: Channel, topic: string, messages: string, technology: Technology | undefined): string {
  return `subscribes to ${topic} for ${messages}${undelivered(queue, technology)}`;
}

/** @returns ` { visibility 2m  dead-letters after 5 attempts  alarm }` for a queue before a handler that may take so long. */
export function queueBody(technology: Technology | undefined, statements: readonly string[], hidden: number | undefined): string {
  const usual = technology?.facts.visibility?.value;
  const most = technology?.limits.visibility?.value ?? Number.POSITIVE_INFINITY;
  const visibility =
    usual !== undefined && hidden !== undefined && hidden > usual && hidden <= most ? [`visibility ${showDuration(hidden)}`] : [];
  return ` { ${[...statements, ...visibility, 'dead-letters after 5 attempts', 'alarm'].join('  ')} }`;
}

/** What a handler or join takes, before all that is said of how. */
const takes = /^on\s+(?:all\s+of\s+)?[^\s,{]+(?:\s*,\s*[^\s,{]+)*/;

/** @returns the edit that lets a handler take its messages from another channel; undefined where its head cannot be read. */
export function takeFrom(design: Design, { syntax: { head }, options }: Activity, channel: string): TextEdit | undefined {
  const text = textOf(design, head);
  const names = takes.exec(text)?.[0];
  if (names === undefined) return undefined;
  // Retries have a `from` too.
  const list = options.source && { from: options.source.offset - head.offset, to: options.source.end - head.offset };
  const said = list ? text.slice(0, list.from) + ' '.repeat(list.to - list.from) + text.slice(list.to) : text;
  const written = /(\sfrom\s+)[^\s,{]+/.exec(said.slice(names.length));
  if (!written) return insertAt(head.uri, head.offset + names.length, ` from ${channel}`);
  const at = head.offset + names.length + written.index;
  return { uri: head.uri, offset: at + (written[1]?.length ?? 0), end: at + written[0].length, text: channel };
}

/**
 * @param subscription the words that take the place of its subscription, if it has one
 * @returns the declaration of a queue like another one, as if it stood at the left edge
 */
export function copyOf(design: Design, queue: Channel, name: string, subscription?: string): string | undefined {
  const { source, name: place } = queue.syntax;
  if (!place) return undefined;
  const changes = [{ from: place.offset, to: place.end, text: name }];
  const [own] = queue.subscriptions;
  if (own && subscription !== undefined) changes.push({ from: own.syntax.source.offset, to: own.syntax.source.end, text: subscription });
  let text = textOf(design, source);
  for (const { from, to, text: words } of changes.sort((one, other) => other.from - one.from))
    text = text.slice(0, from - source.offset) + words + text.slice(to - source.offset);
  const indentation = indentationAt(fileOf(design, source).text, source.offset);
  return text.replaceAll(`\n${indentation}`, '\n');
}

/** @returns a declaration with these as the last statements of its body: on lines of their own where its statements stand on lines. */
export function withStatements(declaration: string, ...statements: readonly string[]): string {
  const close = /\s*\}$/.exec(declaration);
  if (!close) return `${declaration} { ${statements.join('  ')} }`;
  const before = declaration.slice(0, close.index);
  const indentation = /\n[ \t]+(?=\S)/.exec(before)?.[0];
  if (indentation === undefined) return `${before}${before.endsWith('{') ? ' ' : '  '}${statements.join('  ')} }`;
  return `${before}${statements.map((statement) => indentation + statement).join('')}\n}`;
}
