import type { Channel, Design, Hop, Message, MessageEffect } from '../../language/model/design.ts';
import type { Fix, Source } from '../../language/model/source.ts';
import { listed, messageNames, withTechnology } from '../element-names.ts';
import { removeOption } from '../fixes/options.ts';
import { removeSource } from '../fixes/statements.ts';
import { textOf } from '../fixes/text.ts';
import { consumerOf, valuable } from '../passes/failures.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'lossy-hop-on-critical-path',
  code: 'RES007',
  category: 'resilience',
  star: false,
  severity: 'error',
  summary: 'A message that must not be lost passes a hop that loses some without a trace.',
  why: `A way is as reliable as its weakest hop. One hop that delivers at most once, sends without confirmation or acknowledges before the work is done, and
messages vanish whenever a process restarts or a connection breaks: no error, no retry, no dead letter. It is an error for \`critical\` messages, a warning
for unmarked ones, and an information where only people receive them.`,
  failureStory: [
    'The consumer acknowledges first, because that made it faster.',
    'A deployment stops it with twelve payments in hand, all of them acknowledged.',
    'The broker has forgotten them. The twelve customers have not.',
  ],
  whenNotToUse: `Where losing some is fine say \`expendable\` at the message. Where something else makes up for the loss, such as a nightly comparison, silence
the rule and name it.`,
  examples: {
    wrong: `event Paid { key paymentId  critical }

service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : rabbitmq.quorum { dead-letters after 5 attempts  alarm }
service Books : kubernetes { on Paid from Ledger with acknowledges first { puts Rows } }
store Rows : postgres
`,
    right: `event Paid { key paymentId  critical }

service Checkout { serves pay { sends Paid to Ledger } }
queue Ledger : rabbitmq.quorum { dead-letters after 5 attempts  alarm }
service Books : kubernetes { on Paid from Ledger { puts Rows } }
store Rows : postgres
`,
  },
  sources: [
    'https://www.rabbitmq.com/docs/reliability',
    'https://kafka.apache.org/39/documentation.html#semantics',
    'https://docs.aws.amazon.com/step-functions/latest/dg/express-at-least-once-execution.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    acknowledged:
      '{consumer} acknowledges {message} before the work is done, so one in hand is lost when it stops. Acknowledge it afterwards.',
    unconfirmed:
      '{producer} does not wait until {channel} has {message}, so one is lost when the connection breaks. Let the send be confirmed.',
    said: '{place} delivers {message} at most once, as is said here, so some are lost without a trace. Take that away, or mark {message} `expendable`.',
    technology:
      '{channel} delivers at most once, so some of {message} are lost on the way to {consumer} without a trace. Send it by a channel that keeps it until it is handled, or mark it `expendable`.',
  },
  check({ design, report }) {
    for (const loss of lossesOf(design)) {
      const [message] = valuable(loss.messages);
      if (!message) continue;
      report({
        ...loss.wording,
        source: loss.source,
        subject: loss.hops[0].id,
        severity: message.criticality === 'critical' ? undefined : 'warning',
        related: loss.hops.flatMap(({ source }) => (source === loss.source ? [] : [{ message: 'The hop that loses it', source }])),
        fixes: loss.fixes,
      });
    }
  },
});

interface Loss {
  readonly hops: readonly [Hop, ...Hop[]];
  readonly messages: readonly Message[];
  readonly source: Source;
  readonly wording:
    | { readonly message: 'acknowledged'; readonly data: { readonly consumer: string; readonly message: string } }
    | { readonly message: 'unconfirmed'; readonly data: { readonly producer: string; readonly channel: string; readonly message: string } }
    | { readonly message: 'said'; readonly data: { readonly place: string; readonly message: string } }
    | { readonly message: 'technology'; readonly data: { readonly channel: string; readonly message: string; readonly consumer: string } };
  readonly fixes: readonly Fix[];
}

/** @returns what loses messages: said at one place it is one loss; what only a technology does is one at each effect that relies on it. */
export function lossesOf(design: Design): readonly Loss[] {
  const lossy = design.hops.filter((hop) => hop.guarantee.delivery?.value === 'at-most-once' && valuable(hop.messages).length > 0);
  const channels = new Map<Channel, [Hop, ...Hop[]]>();
  const losses: Loss[] = [...acknowledgedFirst(design)];
  for (const hop of lossy) {
    const origin = hop.guarantee.delivery?.origin;
    if (hop.kind === 'publish' && hop.effect) losses.push(unconfirmed(design, hop, hop.effect));
    else if (origin?.kind === 'handler' && hop.to.kind === 'activity') losses.push(...saidAtHandler(design, hop));
    else if (hop.kind === 'direct' && hop.effect) {
      if (origin?.kind === 'technology') losses.push(byTechnology(hop.to, hop.effect, [hop]));
      else losses.push(unconfirmed(design, hop, hop.effect));
    } else if (hop.from.kind === 'channel') {
      const known = channels.get(hop.from.channel);
      if (known) known.push(hop);
      else channels.set(hop.from.channel, [hop]);
    }
  }
  for (const [channel, hops] of channels) losses.push(...lossyChannel(design, channel, hops));
  return losses;
}

function acknowledgedFirst(design: Design): readonly Loss[] {
  return design.activities.flatMap((activity): Loss[] => {
    const { options } = activity;
    const [hop, ...others] = (design.index.hopsTo.get(activity.id) ?? []).filter(({ kind }) => kind === 'deliver' || kind === 'direct');
    const { acknowledgesFirst, source } = options;
    if (!hop || !acknowledgesFirst || !source) return [];
    const messages = [hop, ...others].flatMap((one) => one.messages);
    return [
      {
        hops: [hop, ...others],
        messages,
        source: acknowledgesFirst,
        wording: { message: 'acknowledged', data: { consumer: activity.label, message: messageNames(valuable(messages)) } },
        fixes: [{ title: 'Acknowledge when the work is done', safe: false, edits: [removeOption(design, source, acknowledgesFirst)] }],
      },
    ];
  });
}

/** The words `delivery at-most-once` in a list of options. */
function optionIn(design: Design, list: Source | undefined): Source | undefined {
  const match = list && /delivery\s+at-most-once/.exec(textOf(design, list));
  if (!list || !match) return undefined;
  const offset = list.offset + match.index;
  const before = textOf(design, list).slice(0, match.index);
  const lines = before.split('\n');
  const line = list.range.start.line + lines.length - 1;
  const character = lines.length > 1 ? (lines.at(-1)?.length ?? 0) : list.range.start.character + before.length;
  const range = { start: { line, character }, end: { line, character: character + match[0].length } };
  return { uri: list.uri, offset, end: offset + match[0].length, range };
}

function withoutOption(design: Design, list: Source | undefined, option: Source | undefined): readonly Fix[] {
  if (!list || !option || /\n/.test(textOf(design, option))) return [];
  return [{ title: 'Deliver it until it is handled', safe: false, edits: [removeOption(design, list, option)] }];
}

function unconfirmed(design: Design, hop: Hop, effect: MessageEffect): Loss {
  const list = effect.options.source;
  const option = optionIn(design, list);
  const to = hop.to.kind === 'channel' ? withTechnology(hop.to.channel) : hop.to.activity.label;
  return {
    hops: [hop],
    messages: hop.messages,
    source: option ?? effect.syntax.source,
    wording: { message: 'unconfirmed', data: { producer: effect.activity.label, channel: to, message: messageNames(hop.messages) } },
    fixes: withoutOption(design, list, option),
  };
}

function saidAtHandler(design: Design, hop: Hop): readonly Loss[] {
  if (hop.to.kind !== 'activity') return [];
  const { activity } = hop.to;
  const option = optionIn(design, activity.options.source);
  return [
    {
      hops: [hop],
      messages: hop.messages,
      source: option ?? activity.syntax.head,
      wording: { message: 'said', data: { place: activity.label, message: messageNames(valuable(hop.messages)) } },
      fixes: withoutOption(design, activity.options.source, option),
    },
  ];
}

function byTechnology(to: Hop['to'], effect: MessageEffect, hops: readonly [Hop, ...Hop[]], channel?: Channel): Loss {
  const message = effect.message?.name ?? 'it';
  const receiver = to.kind === 'channel' ? to.channel : to.activity.element;
  return {
    hops,
    messages: effect.message ? [effect.message] : [],
    source: effect.syntax.source,
    wording: {
      message: 'technology',
      data: { channel: withTechnology(channel ?? receiver), message, consumer: listed(hops.map(consumerOf)) },
    },
    fixes: [],
  };
}

/** Said of the channel, it is mended there; a fact of the product is mended where something is put into it. */
function lossyChannel(design: Design, channel: Channel, hops: readonly [Hop, ...Hop[]]): readonly Loss[] {
  const origin = channel.facts.delivery?.origin;
  const source = origin?.source;
  if (origin && origin.kind !== 'technology' && source) {
    const messages = [...new Set(hops.flatMap((hop) => hop.messages))];
    const wording = { message: 'said', data: { place: channel.name, message: messageNames(valuable(messages)) } } as const;
    const edits = [removeSource(design, source)];
    return [{ hops, messages, source, wording, fixes: [{ title: 'Deliver until it is handled', safe: false, edits }] }];
  }
  return (design.index.hopsTo.get(channel.id) ?? []).flatMap((incoming): Loss[] => {
    const { effect, kind } = incoming;
    if (kind !== 'publish' || !effect?.message) return [];
    const { message } = effect;
    const [first, ...others] = hops.filter(({ messages }) => messages.includes(message));
    return first ? [byTechnology(incoming.to, effect, [first, ...others], channel)] : [];
  });
}
