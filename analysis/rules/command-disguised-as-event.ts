import type { Design, Element, Message } from '../../language/model/design.ts';
import { listed } from '../element-names.ts';
import { replaceSource } from '../fixes/text.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'command-disguised-as-event',
  code: 'CHO004',
  category: 'choreography',
  star: false,
  severity: 'info',
  summary: 'An event whose name tells somebody what to do.',
  why: `An event states a fact and expects nothing; a command expects that somebody does something, and that it is known if nobody does. \`SendInvoice\` published as
an event looks decoupled, but its producer depends on exactly one reader doing exactly one thing. Called a command, with a queue of whoever carries it
out, the dependency can be seen, and so can its failure. Or the fact behind it is published, and who sends the invoice is the business of billing.`,
  failureStory: [
    '`SendInvoice` is published to the bus, and billing subscribes to it.',
    'Billing is rewritten and listens to `OrderShipped` instead. Nobody notices that the shop still waits for its invoices.',
    'For a month no invoice is sent for services, which are never shipped.',
  ],
  whenNotToUse: `Where the name is settled with others and cannot be changed: silence it with that reason.`,
  examples: {
    wrong: `event SendInvoice { key orderId }

bus Events : aws.eventbridge
service Shop { serves order { publishes SendInvoice to Events } }
service Billing { on SendInvoice from Events }
`,
    right: `event OrderPlaced { key orderId }

bus Events : aws.eventbridge
service Shop { serves order { publishes OrderPlaced to Events } }
service Billing { on OrderPlaced from Events }
`,
  },
  sources: [
    'https://www.enterpriseintegrationpatterns.com/patterns/messaging/CommandMessage.html',
    'https://www.enterpriseintegrationpatterns.com/patterns/messaging/EventMessage.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    imperative:
      '{event} tells {consumer} what to do: that is a command. Make it one, with a queue of {consumer}, or publish the fact behind it, in the past tense.',
  },
  check({ design, report }) {
    for (const message of design.messages) {
      if (message.kind !== 'event' || !isImperative(message.name)) continue;
      const consumers = consumersOf(design, message);
      const keyword = message.syntax.head;
      report({
        message: 'imperative',
        data: { event: message.name, consumer: listed(consumers.map(({ name }) => name)) || 'its reader' },
        source: message.syntax.name ?? keyword,
        fixes: [
          {
            title: `Make ${message.name} a command`,
            safe: false,
            edits: [replaceSource({ ...keyword, end: keyword.offset + 'event'.length }, 'command')],
          },
        ],
      });
    }
  },
});

/** Verbs that begin a request. Those that are as often nouns (order, check, ship, book, charge) are left out: better silent than wrong. */
const verbs = new Set(
  `add approve assign calculate cancel close compute create delete deliver execute fetch generate make notify pack pay place publish refund reject
  release remove render reserve retry run save send start stop submit update validate verify`.split(/\s+/),
);

/** `SendInvoice`, but neither `Send`, which says nothing, nor `SendFailed`, which has happened. */
function isImperative(name: string): boolean {
  const words = name.match(/\p{Lu}?[\p{Ll}\d]+|\p{Lu}+(?!\p{Ll})/gu) ?? [];
  const [first = '', ...others] = words.map((word) => word.toLowerCase());
  return verbs.has(first) && others.length > 0 && !others.some((word) => word.endsWith('ed'));
}

function consumersOf(design: Design, message: Message): readonly Element[] {
  const hops = design.index.hopsOf.get(message.id) ?? [];
  const elements = hops.flatMap(({ kind, to }) =>
    (kind === 'deliver' || kind === 'direct') && to.kind === 'activity' ? [to.activity.element] : [],
  );
  // People are told by whoever carries it out.
  return [...new Set(elements)].filter(({ kind }) => kind !== 'actor');
}
