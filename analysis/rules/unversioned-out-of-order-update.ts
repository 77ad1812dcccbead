import type { Activity, Design, Hop, Message, StoreEffect } from '../../language/model/design.ts';
import { isStoreEffect } from '../../language/model/lookups.ts';
import { withTechnology } from '../element-names.ts';
import { onlyIfNewer } from '../fixes/versions.ts';
import { alternatives } from '../passes/alternatives.ts';
import { groupOf } from '../passes/order.ts';
import { type Reactions, reactions } from '../passes/reactions.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'unversioned-out-of-order-update',
  code: 'ORD004',
  category: 'ordering',
  star: false,
  severity: 'warning',
  summary: 'A row is overwritten by events that may arrive in another order than they happened, and no version is compared.',
  why: `\`puts\` is idempotent, and that is easily taken for safe. It is not safe against order: where two events about the same thing both write
the same row, and the path is unordered, a delayed or redelivered earlier event overwrites what the later one wrote. The row then says “in
preparation” for ever, although the order was delivered.`,
  failureStory: [
    'A handler is throttled, and the event that the order was started is retried a minute later.',
    'Meanwhile the order is done, and the row says so.',
    'The retry writes its older state over it. The customer waits for an order that was handed out.',
  ],
  whenNotToUse: `Where the two events write different columns of the row, or the last writer may win. Say the latter at the handler, \`with ordering none\`,
and the rule is silent. It is silent too where a run brings about one of the two and never both, by the branches of a \`when\`.`,
  examples: {
    wrong: `event OrderStarted { key orderId }
event OrderDone { key orderId }

service Shop { serves order { publishes OrderStarted to Events } }
topic Events : aws.sns
service Kitchen : aws.ecs { on OrderStarted from Events { publishes OrderDone to Events } }
service Board : aws.lambda {
  on OrderStarted from Events { puts Orders }
  on OrderDone from Events { puts Orders }
}
store Orders : aws.dynamodb { key orderId }
`,
    right: `event OrderStarted { key orderId }
event OrderDone { key orderId }

service Shop { serves order { publishes OrderStarted to Events } }
topic Events : aws.sns
service Kitchen : aws.ecs { on OrderStarted from Events { publishes OrderDone to Events } }
service Board : aws.lambda {
  on OrderStarted from Events { puts Orders if newer }
  on OrderDone from Events { puts Orders if newer }
}
store Orders : aws.dynamodb { key orderId }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/choreography',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/competing-consumers',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/idempotent-consumer',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    overwritten:
      'A delayed {earlier} may overwrite what {later} wrote to {store}, because {consumer} gets them in no order. Compare versions before writing, `puts {name} if newer`.',
  },
  check({ design, analysis, report }) {
    const known = analysis(reactions);
    const memory = new Map<Message, ReadonlySet<Message>>();
    const excludes = analysis(alternatives);
    for (const writes of blindWrites(design).values()) {
      const pair = overtaking(design, writes, (message) => consequences(design, known, message, memory), excludes);
      if (!pair) continue;
      const [earlier, later] = pair;
      const { store } = earlier.effect;
      if (!store) continue;
      const effects = [...new Set(writes.map(({ effect }) => effect))];
      report({
        message: 'overwritten',
        data: {
          earlier: earlier.message.name,
          later: later.message.name,
          store: withTechnology(store),
          name: store.name,
          consumer: earlier.effect.activity.label,
        },
        source: earlier.effect.syntax.source,
        subject: earlier.hop.id,
        related: [{ message: `${later.message.name} is written here`, source: later.effect.syntax.source }],
        fixes: [
          {
            title: `Write to ${store.name} only what is newer`,
            safe: false,
            edits: effects.flatMap((effect) => onlyIfNewer(design, effect)),
          },
        ],
      });
    }
  },
});

/** A write that looks at no version, and the message that brings it about. */
interface Write {
  readonly effect: StoreEffect;
  readonly message: Message;
  readonly hop: Hop;
}

/** By service, store and key: writes of different messages about the same thing. */
function blindWrites(design: Design): ReadonlyMap<string, readonly Write[]> {
  const found = new Map<string, Write[]>();
  for (const activity of design.activities) {
    if (activity.kind !== 'handler' || activity.options.ordering === 'none') continue;
    const effects = activity.effects.filter(isStoreEffect).filter(({ kind, condition }) => kind === 'puts' && condition === undefined);
    for (const hop of design.index.hopsTo.get(activity.id) ?? []) {
      if (hop.kind !== 'deliver' && hop.kind !== 'direct') continue;
      for (const message of hop.messages) {
        // What must be in order is followed by rules of its own; without a key nobody knows whether it is about the same.
        if (message.ordered || !message.key) continue;
        for (const effect of effects) {
          const key = `${activity.element.id} ${effect.store?.id} ${message.key.join()}`;
          const writes = found.get(key) ?? [];
          writes.push({ effect, message, hop });
          found.set(key, writes);
        }
      }
    }
  }
  return found;
}

/**
 * Two messages about the same thing, of which one run brings about both, and nothing keeps the one before the other. Where one comes about because of
 * the other it is the later; else whichever is delayed overwrites the other, and the first in the text is named first.
 */
function overtaking(
  design: Design,
  writes: readonly Write[],
  consequencesOf: (message: Message) => ReadonlySet<Message>,
  exclude: (one: Message, other: Message) => boolean,
): readonly [Write, Write] | undefined {
  if (writes.every(({ message }) => message === writes[0]?.message)) return undefined;
  for (const earlier of writes) {
    const after = consequencesOf(earlier.message);
    const later = writes.find(({ message, hop }) => message !== earlier.message && after.has(message) && !inOrder(design, earlier, hop));
    if (later) return [earlier, later];
  }
  for (const one of writes) {
    const other = writes.find(
      ({ message, hop }) => message !== one.message && !inOrder(design, one, hop) && !exclude(one.message, message),
    );
    if (other) return [one, other];
  }
  return undefined;
}

/** One channel that keeps the order of what the messages are about. */
function inOrder(design: Design, { hop, message }: Write, other: Hop): boolean {
  if (hop.from.kind !== 'channel' || other.from.kind !== 'channel' || hop.from.channel !== other.from.channel) return false;
  const ordering = hop.guarantee.ordering?.value;
  // Nobody says that order is not kept.
  if (ordering === undefined || ordering === 'total') return true;
  const group = groupOf(design, hop.from.channel);
  return ordering === 'per-key' && group !== undefined && group.every((field) => message.key?.includes(field));
}

/** @returns the messages that come about because of one. */
function consequences(
  design: Design,
  known: Reactions,
  message: Message,
  memory: Map<Message, ReadonlySet<Message>>,
): ReadonlySet<Message> {
  const remembered = memory.get(message);
  if (remembered) return remembered;
  const found = new Set<Message>();
  memory.set(message, found);
  const reached = new Set<Activity>();
  for (const { to } of design.index.hopsOf.get(message.id) ?? []) if (to.kind === 'activity') reached.add(to.activity);
  for (const activity of reached) {
    for (const { message: caused, to } of known.get(activity.id) ?? []) {
      if (caused) found.add(caused);
      reached.add(to);
    }
  }
  return found;
}
