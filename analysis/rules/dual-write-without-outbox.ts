import type { CallEffect, Design, Effect, Fix, MessageEffect, Store, StoreEffect } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { showKey } from '../../language/model/quantities.ts';
import { queueBody, technologyText } from '../fixes/channels.ts';
import { freshName, insertAfter, insertBefore, nameFrom, wrapInBlock } from '../fixes/elements.ts';
import { addStatement, removeSource } from '../fixes/statements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { usualTechnology } from '../fixes/usual-technology.ts';
import { objectOf, shortText } from '../names.ts';
import { type DualWrite, dualWrites } from '../passes/dual-writes.ts';
import { keyOf } from '../passes/repetition.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'dual-write-without-outbox',
  code: 'DAT001',
  category: 'data',
  star: false,
  severity: 'error',
  summary: 'Two places that have to agree are written one after the other, and nothing makes sure that both are.',
  why: `A row in a store and a message in a channel are two writes to two systems, and no transaction spans them. If the process dies between the two, or the
second system is down, the first write stays and the second never happens: an order that nobody ships, or an event about an order
that does not exist. The caller sees an error and may or may not try again, so retries of the caller do not help.

What helps is to write to *one* place and derive the other from it: an *outbox* (the message is stored with the row, and a relay publishes it later), the
store's own change stream, or a broker that redelivers the input until both are done.`,
  failureStory: [
    'Registration stores the order, and its instance is replaced before it publishes OrderPlaced.',
    'The order is in the table, the customer has seen an error, and no other service ever hears of the order.',
  ],
  whenNotToUse: `Where somebody reconciles the two places regularly, or where the message is only a courtesy: then mark it \`expendable\`.`,
  examples: {
    wrong: `event OrderPlaced { key orderId }
topic Orders : aws.sns
service Registration : aws.lambda {
  timeout 5s
  serves register idempotent by orderId {
    puts Ledger
    publishes OrderPlaced to Orders
  }
}
store Ledger : aws.dynamodb { key orderId }
external Shipping { on OrderPlaced from Orders }
`,
    right: `event OrderPlaced { key orderId }
topic Orders : aws.sns
service Registration : aws.lambda {
  timeout 5s
  serves register idempotent by orderId {
    puts Ledger
    publishes OrderPlaced to Orders via outbox Ledger
  }
}
store Ledger : aws.dynamodb { key orderId }
external Shipping { on OrderPlaced from Orders }
`,
  },
  sources: [
    'https://microservices.io/patterns/data/transactional-outbox.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    thenPublishes:
      '{activity} {first} and then {second}: a crash in between leaves {store} changed and nobody told of {message}. Publish it `via outbox {store}`, or let {store} publish its changes.',
    thenWrites:
      '{activity} {first} and then {second}: a crash in between leaves {message} announced and {store} unchanged. Publish it `via outbox {store}`, or let {store} publish its changes.',
    twoStores:
      '{activity} {first} and then {second}: a crash in between leaves the two stores in disagreement. Write both `atomically` if they share a transaction, else derive one from the changes of the other.',
    twoMessages:
      '{activity} {first} and then {second}: a crash in between sends one without the other. Publish to one topic that both receivers subscribe to, or store both in an outbox.',
    external:
      '{activity} {first} and then {second}: a crash in between does one without the other, and nobody comes back for the rest. Let a queue or a workflow bring {activity} about, so that it is repeated until both are done; what changes nothing is marked `safe`.',
    starts:
      '{activity} {first} and then {second}: a crash in between does one without the other. Publish a message `via outbox` and let the workflow subscribe to it.',
  },
  check({ design, analysis, report }) {
    for (const found of analysis(dualWrites)) {
      const { activity, first, second, retried, unknownDelivery } = found;
      const data = { activity: activity.label, first: shortText(first), second: shortText(second) };
      const shared = {
        source: second.syntax.source,
        related: [{ message: `${activity.label} ${data.first}`, source: first.syntax.source }],
        severity: retried || !weighs(first) || !weighs(second) ? ('warning' as const) : undefined,
        unknown: unknownDelivery ? ('silent' as const) : undefined,
        fixes: fixesOf(design, found),
      };
      if (isCallEffect(first) || isCallEffect(second)) {
        if (first.kind === 'starts' || second.kind === 'starts') report({ message: 'starts', data, ...shared });
        else report({ message: 'external', data, ...shared });
      } else if (isStoreEffect(first) && isMessageEffect(second))
        report({ message: 'thenPublishes', data: { ...data, store: objectOf(first), message: objectOf(second) }, ...shared });
      else if (isMessageEffect(first) && isStoreEffect(second))
        report({ message: 'thenWrites', data: { ...data, store: objectOf(second), message: objectOf(first) }, ...shared });
      else report({ message: isStoreEffect(first) ? 'twoStores' : 'twoMessages', data, ...shared });
    }
  },
});

/** What a call does to somebody else's system is not known; it weighs as much as a write if it is `critical`. */
function weighs(effect: Effect): boolean {
  return effect.kind !== 'calls' || effect.callees.some(({ criticality }) => criticality === 'critical');
}

function fixesOf(design: Design, { first, second }: DualWrite): readonly Fix[] {
  if (isCallEffect(second) && second.kind === 'starts') return startFix(design, storeOf(first), second);
  if (isCallEffect(first) && first.kind === 'starts') return startFix(design, storeOf(second), first);
  if (isMessageEffect(first) && isMessageEffect(second)) return bothFix(design, first, second);
  const [store, published] = isMessageEffect(second) ? [storeOf(first), second] : [storeOf(second), first];
  if (store && isMessageEffect(published)) return outboxFix(design, published, store);
  const [one, other] = [storeOf(first), storeOf(second)];
  if (!one || !other) return [];
  // A transaction over two stores needs one product, and the two writes side by side; of two products one has to follow.
  if (!one.technology || one.technology !== other.technology) return isStoreEffect(second) ? followFix(design, second, one, other) : [];
  if (!areNeighbours(design, first, second)) return [];
  const edits = wrapInBlock(design, first.syntax.source, second.syntax.source, 'atomically');
  return [{ title: `Write ${one.name} and ${other.name} in one transaction`, safe: false, edits }];
}

function storeOf(effect: Effect): Store | undefined {
  return isStoreEffect(effect) && effect.kind !== 'reads' ? effect.store : undefined;
}

/**
 * The second store follows the changes of the first: its change stream brings the second write about. Where a flow promises to read what it has written, that would
 * come too late.
 */
function followFix(design: Design, write: StoreEffect, origin: Store, store: Store): readonly Fix[] {
  const { activity, blocks, rate, syntax } = write;
  const { element } = activity;
  if (element.kind !== 'service' || blocks.length > 0 || rate || design.flows.some(({ reads }) => reads)) return [];
  if ([origin, store].some(({ system }) => system !== element.system) || (design.index.activitiesOf.get(origin.id) ?? []).length > 0)
    return [];
  // What others write there would be followed as well.
  const writers = (design.index.accessesOf.get(origin.id) ?? []).filter(({ kind }) => kind !== 'reads');
  if (writers.some((other) => other.activity !== activity)) return [];
  const event = freshName(design, `${origin.name}Changed`);
  const stream = freshName(design, `${origin.name}Changes`);
  const technology = [...design.technologies.values()].find(
    ({ name, kinds }) => origin.technology && name.startsWith(`${origin.technology.name}.`) && kinds.includes('stream'),
  );
  const key = origin.key ? ` { key ${showKey(origin.key)} }` : '';
  const guard = write.kind === 'increments' || write.kind === 'appends' ? ` idempotent using ${store.name}` : '';
  return [
    {
      title: `Let ${store.name} follow the changes of ${origin.name}`,
      safe: false,
      edits: [
        removeSource(design, syntax.source),
        ...addStatement(design, element.syntax, `on ${event} from ${stream}${guard} { ${textOf(design, syntax.source)} }`),
        ...addStatement(design, origin.syntax, `publishes ${event} to ${stream}`),
        ...insertAfter(design, origin.syntax, `event ${event}${key}\nstream ${stream}${technologyText(technology)} { alarm }`),
      ],
    },
  ];
}

/** A command, stored with the row, starts the run: the workflow takes it from a queue. */
function startFix(design: Design, store: Store | undefined, start: CallEffect): readonly Fix[] {
  const { target, options, activity, step, syntax } = start;
  if (!store || target?.kind !== 'orchestrator' || step || [store, target].some(({ system }) => system !== activity.element.system))
    return [];
  if (options.retries || options.timeout !== undefined || options.fallback || options.delay !== undefined) return [];
  const key = options.key ?? keyOf(activity.messages);
  const command = freshName(design, `Start${target.name}`);
  const queue = freshName(design, `${target.name}Starts`);
  const technology = usualTechnology(design, target.system, 'queue');
  const named = key ? ` with key ${showKey(key)}` : '';
  const declared = `command ${command}${key ? ` { key ${showKey(key)} }` : ''}\nqueue ${queue}${technologyText(technology)}${queueBody(technology, [], undefined)}`;
  return [
    {
      title: `Store a command with ${store.name} that starts ${target.name}, through a new queue ${queue}`,
      safe: false,
      edits: [
        replaceSource(
          syntax.source,
          `sends ${command} to ${queue} via outbox ${store.name}${start.rate ? (/\s+at\s+\S+$/.exec(textOf(design, syntax.source))?.[0] ?? '') : ''}`,
        ),
        ...insertBefore(design, target.syntax, declared),
        ...addStatement(design, target.syntax, `subscribes to ${queue} for ${command}${named}`),
      ],
    },
  ];
}

/** Both messages are rows of one outbox, in one transaction; a relay sends them. */
function bothFix(design: Design, first: MessageEffect, second: MessageEffect): readonly Fix[] {
  if (first.outbox || second.outbox || !areNeighbours(design, first, second)) return [];
  const { element } = first.activity;
  const outbox = freshName(design, `${element.name}Outbox`);
  const technology = usualTechnology(design, element.system, 'store');
  const rows = [first, second].map((effect) => withOutbox(textOf(design, effect.syntax.source), outbox));
  const source = { ...first.syntax.source, end: second.syntax.source.end };
  const between = textOf(design, { ...source, offset: first.syntax.source.end, end: second.syntax.source.offset });
  return [
    {
      title: `Send both from a new outbox, ${outbox}`,
      safe: false,
      edits: [
        replaceSource(source, `atomically { ${rows.join(/\n/.test(between) ? '  ' : between)} }`),
        ...insertAfter(design, element.syntax, `store ${outbox}${technologyText(technology)} { owned by ${element.name} }`),
      ],
    },
  ];
}

/** The outbox stands after the receiver, before options and rate. */
function withOutbox(text: string, outbox: string): string {
  const at = /\s+(?:with\s|at\s+[\d.])/.exec(text)?.index ?? text.length;
  return `${text.slice(0, at)} via outbox ${outbox}${text.slice(at)}`;
}

function outboxFix(design: Design, effect: MessageEffect, store: Store): readonly Fix[] {
  if (effect.outbox) return [];
  const { source } = effect.syntax;
  const name = nameFrom(effect.activity.element.system, store);
  const title = `Publish ${effect.message?.name ?? 'it'} via an outbox in ${store.name}`;
  return [{ title, safe: false, edits: [replaceSource(source, withOutbox(textOf(design, source), name))] }];
}

/** Nothing but blanks between them: so no block begins or ends there either. */
function areNeighbours(design: Design, first: Effect, second: Effect): boolean {
  const file = design.files.get(first.syntax.source.uri);
  return file?.text.slice(first.syntax.source.end, second.syntax.source.offset).trim() === '';
}
