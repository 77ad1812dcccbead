/** Events that are commands in all but name: what they are called, whom they reach and who waits for an answer gives them away. */
import type { Activity, Design, Element, Message, MessageEffect } from '../../language/model/design.ts';
import { isMessageEffect } from '../../language/model/lookups.ts';
import { defineAnalysis } from '../analyses.ts';
import { contextOf } from './contexts.ts';

export interface DisguisedCommand {
  readonly message: Message;
  /** Who carries it out; none where nobody takes it. */
  readonly consumers: readonly Element[];
  /** The answer that its sender waits for, where that is what gives it away. */
  readonly reply?: { readonly message: Message; readonly producer: Element; readonly handler: Activity };
}

export const disguisedCommands = defineAnalysis('disguised-commands', (design): ReadonlyMap<Message, DisguisedCommand> => {
  const found = new Map<Message, DisguisedCommand>();
  const producersOf = senders(design);
  for (const message of design.messages) {
    if (message.kind !== 'event') continue;
    const consumers = consumersOf(design, message);
    // A fact may be badly named; where several listen, each for itself, it is one.
    if (consumers.length > 1) continue;
    const producers = producersOf.get(message) ?? [];
    if (isImperative(message.name, isAddressed(producers, consumers))) found.set(message, { message, consumers });
    else {
      const reply = isPast(message.name) ? undefined : replyTo(design, message, producers, consumers);
      if (reply) found.set(message, { message, consumers, reply });
    }
  }
  return found;
});

function senders(design: Design): ReadonlyMap<Message, readonly MessageEffect[]> {
  const byMessage = new Map<Message, MessageEffect[]>();
  for (const effect of design.effects) {
    if (!isMessageEffect(effect) || !effect.message) continue;
    const known = byMessage.get(effect.message);
    if (known) known.push(effect);
    else byMessage.set(effect.message, [effect]);
  }
  return byMessage;
}

/** Sent, not published, to the one service that takes it. */
function isAddressed(producers: readonly MessageEffect[], consumers: readonly Element[]): boolean {
  const [consumer] = consumers;
  return (
    consumer?.kind === 'service' &&
    producers.length > 0 &&
    producers.every(({ kind, activity }) => kind === 'sends' && activity.element !== consumer)
  );
}

/** Verbs that begin a request. */
const verbs =
  wordSet(`acknowledge activate add adjust allocate apply approve assemble assign attach authorise authorize begin build buy calculate cancel close
  collect compute configure confirm convert create deactivate deduct delete deliver deploy detach disable discard disconnect enable enqueue
  enrich ensure erase escalate evaluate execute extend fetch fulfil fulfill generate grant inform ingest initialise initialize inspect
  install invite invoke make merge migrate notify obtain pack pay perform persist place prepare provision publish purge rebuild recalculate
  recall recompute redeem refresh refund reindex reject release remind remove rename render renew replace rerun resend reserve resize
  restore retrieve retry revoke rotate run save sell send settle start stop submit subscribe suspend tell terminate transcode translate
  unblock unlock unsubscribe update validate verify wipe withdraw`);

/** These are as often nouns: they count where the event is sent to one service, better silent than wrong. */
const nounsToo = wordSet(
  `archive block book capture charge check credit debit dispatch download export import issue launch lock move order pick print process
  register replay reset schedule ship sign swap transfer trigger upgrade upload`,
);

/** Participles that do not end in `ed`. */
const participles =
  wordSet(`begun bought broken brought built caught chosen cut dealt done drawn driven fallen felt found frozen given gone grown held hidden hit
  kept known laid left lent lost made met paid put quit read rejected resent reset rung run seen sent set shown shut sold spent split spoken spent stolen struck
  stuck taken taught told thrown torn understood undone withdrawn won worn written out off up down`);

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

function wordsOf(name: string): readonly string[] {
  return (name.match(/\p{Lu}?[\p{Ll}\d]+|\p{Lu}+(?!\p{Ll})/gu) ?? []).map((word) => word.toLowerCase());
}

/** `SendInvoice`, but neither `Send`, which says nothing, nor `SendFailed`, which has happened; `InvoiceRequested` where it is addressed to somebody. */
function isImperative(name: string, addressed: boolean): boolean {
  const [first = '', ...others] = wordsOf(name);
  if (others.length === 0) return false;
  if (addressed && others.at(-1) === 'requested') return true;
  if (others.some((word) => word.endsWith('ed'))) return false;
  return verbs.has(first) || (addressed && nounsToo.has(first) && !participles.has(others.at(-1) ?? ''));
}

function isPast(name: string): boolean {
  return wordsOf(name).some((word) => word.endsWith('ed') || participles.has(word));
}

/** A message that the one consumer sends in answer, and that the sender handles: between two teams, that is a request and its reply. */
function replyTo(
  design: Design,
  message: Message,
  producers: readonly MessageEffect[],
  consumers: readonly Element[],
): DisguisedCommand['reply'] {
  const [consumer] = consumers;
  const [first] = producers;
  if (consumer?.kind !== 'service' || !first || producers.some(({ activity }) => activity.element !== first.activity.element))
    return undefined;
  const producer = first.activity.element;
  const [here, there] = [contextOf(producer), contextOf(consumer)];
  if (producer.kind !== 'service' || producer === consumer || here === undefined || there === undefined || here === there) return undefined;
  for (const { kind, messages, effects } of design.index.activitiesOf.get(consumer.id) ?? []) {
    if ((kind !== 'handler' && kind !== 'join') || !messages.includes(message)) continue;
    for (const effect of effects) {
      if (!isMessageEffect(effect) || !effect.message || effect.message === message) continue;
      const handler = (design.index.activitiesOf.get(producer.id) ?? []).find(
        (activity) => activity.kind === 'handler' && effect.message && activity.messages.includes(effect.message),
      );
      if (handler) return { message: effect.message, producer, handler };
    }
  }
  return undefined;
}

/** Who takes it in the end. People are told by whoever carries it out. */
function consumersOf(design: Design, message: Message): readonly Element[] {
  const hops = design.index.hopsOf.get(message.id) ?? [];
  const elements = hops.flatMap(({ kind, to }) =>
    (kind === 'deliver' || kind === 'direct') && to.kind === 'activity' ? [to.activity.element] : [],
  );
  return [...new Set(elements)].filter(({ kind }) => kind !== 'actor');
}
