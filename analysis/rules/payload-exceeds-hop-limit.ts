import type { Channel, Design, Element, Fact, Fix, Hop, Message } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { showSize } from '../../language/model/quantities.ts';
import { claimCheck } from '../fixes/claim-check.ts';
import { setStatement } from '../fixes/statements.ts';
import { withTechnology } from '../names.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'payload-exceeds-hop-limit',
  code: 'CAP004',
  category: 'capacity',
  star: false,
  severity: 'error',
  summary: 'A message can be larger than something on its way takes.',
  why: `Every product has a limit to what it carries, and they differ: what a queue takes, the topic before it or the workflow behind it may refuse. The limit is
met first by the largest customer, in production. The way out is a *claim check*: store the body, and send a
reference to it. Where the store itself tells of what is put into it, storing and sending cannot come apart.`,
  failureStory: [
    'An order with four hundred items is larger than the topic takes, and publishing it fails.',
    'Nobody had tried four hundred items before.',
  ],
  whenNotToUse: `Where the producer compresses or cuts what is too large.`,
  examples: {
    wrong: `event OrderPlaced { key orderId  size 400KB }
topic Orders : aws.sns
service Shop : aws.lambda { timeout 5s  serves place { publishes OrderPlaced to Orders } }
service Packing : aws.lambda { timeout 5s  on OrderPlaced from Orders { puts Parcels } }
store Parcels : aws.dynamodb { key orderId }
`,
    right: `event OrderPlaced { key orderId  size 1KB }
topic Orders : aws.sns
service Shop : aws.lambda { timeout 5s  serves place { puts Bodies } }
store Bodies : aws.s3 { key orderId  publishes OrderPlaced to Orders }
service Packing : aws.lambda { timeout 5s  on OrderPlaced from Orders { reads Bodies  puts Parcels } }
store Parcels : aws.dynamodb { key orderId }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/claim-check',
    'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    share: { type: 'number', default: 0.75, minimum: 0, maximum: 1, description: 'The share of the limit from which there is a warning.' },
  },
  messages: {
    exceeds:
      '{message} can be {size}, but {place} takes no more than {limit}: the largest ones are refused. Store the body and send a reference to it.',
    nears:
      '{message} can be {size}, and {place} takes no more than {limit}: headers and growth may use up what is left. Store the body and send a reference to it.',
  },
  check({ design, options, report }) {
    const reported = new Set<string>();
    for (const hop of design.hops) {
      const place = takerOf(hop);
      const limit = place?.facts.size;
      if (!place || !limit || hop.kind === 'dead-letter' || hop.kind === 'redrive') continue;
      for (const message of hop.messages) {
        const id = `${message.id}\n${place.id}`;
        if (message.size === undefined || message.size <= limit.value * options.share || reported.has(id)) continue;
        if (isJudgedBefore(hop, limit.value)) continue;
        reported.add(id);
        const data = { message: message.name, size: showSize(message.size), place: withTechnology(place), limit: showSize(limit.value) };
        const shared = {
          source: hop.source,
          related: relatedOf(message, place, limit),
          fixes: [...fixesOf(design, place, message.size), ...claimCheck(design, message, place)],
        };
        if (message.size > limit.value) report({ message: 'exceeds', data, ...shared });
        else report({ message: 'nears', data, ...shared, severity: 'warning' });
      }
    }
  },
});

/** What takes as much as the channel before it adds nothing: that channel has the finding. */
function isJudgedBefore({ from }: Hop, limit: number): boolean {
  return from.kind === 'channel' && from.channel.facts.size !== undefined && from.channel.facts.size.value <= limit;
}

/** What takes the message: a channel, a workflow that it starts, or a function that it is handed to. What polls takes what its channel takes. */
function takerOf({ to, kind, from }: Hop): Element | undefined {
  if (to.kind === 'channel') return to.channel;
  const { element } = to.activity;
  const handedOver =
    kind === 'direct' || element.kind === 'orchestrator' || (from.kind === 'channel' && from.channel.facts.pushes !== undefined);
  return handedOver ? element : undefined;
}

function relatedOf(message: Message, place: Element, limit: Fact<number>) {
  const source = limit.origin.kind === 'technology' ? place.syntax.name : limit.origin.source;
  return [
    { message: `${message.name} is declared here`, source: message.syntax.name ?? message.syntax.head },
    ...(source ? [{ message: `${limit.origin.name} takes ${showSize(limit.value)}`, source }] : []),
  ];
}

/** Some products take more when they are told to. */
function fixesOf(design: Design, place: Element, size: number): readonly Fix[] {
  const most = place.limits.size?.value;
  if (!isChannel(place) || most === undefined || size > most || most <= (place.facts.size?.value ?? 0)) return [];
  const channel: Channel = place;
  const edits = setStatement(design, channel, 'size', `size ${showSize(most)}`);
  return [{ title: `Let ${channel.name} take ${showSize(most)}`, safe: false, edits }];
}
