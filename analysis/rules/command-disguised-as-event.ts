import { listed } from '../element-names.ts';
import { replaceSource } from '../fixes/text.ts';
import { disguisedCommands } from '../passes/disguised-commands.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'command-disguised-as-event',
  code: 'CHO004',
  category: 'choreography',
  star: false,
  severity: 'info',
  summary: 'An event that tells somebody what to do.',
  why: `An event states a fact and expects nothing; a command expects that somebody does something, and that it is known if nobody does. \`SendInvoice\` published as
an event looks decoupled, but its producer depends on exactly one reader doing exactly one thing. Called a command, with a queue of whoever carries it
out, the dependency can be seen, and so can its failure. Or the fact behind it is published, and who sends the invoice is the business of billing.`,
  failureStory: [
    '`SendInvoice` is published to the bus, and billing subscribes to it.',
    'Billing is rewritten and listens to `OrderShipped` instead. Nobody notices that the shop still waits for its invoices.',
    'For a month no invoice is sent for services, which are never shipped.',
  ],
  whenNotToUse: `Where the name is settled with others and cannot be changed: silence it with that reason. An event that several listen to is not reported, whatever it
is called.`,
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
    awaited:
      '{event} is taken by {consumer} alone, and {producer} waits for the {reply} that answers it: that is a request, so {producer} directs {consumer} unseen. Make it a command with a queue of {consumer}, or publish the fact behind it, in the past tense.',
    imperative:
      '{event} tells {consumer} what to do: that is a command. Make it one, with a queue of {consumer}, or publish the fact behind it, in the past tense.',
  },
  check({ analysis, report }) {
    for (const { message, consumers, reply } of analysis(disguisedCommands).values()) {
      const keyword = message.syntax.head;
      const consumer = listed(consumers.map(({ name }) => name)) || 'its reader';
      const shared = {
        source: message.syntax.name ?? keyword,
        fixes: [
          {
            title: `Make ${message.name} a command`,
            safe: false,
            edits: [replaceSource({ ...keyword, end: keyword.offset + 'event'.length }, 'command')],
          },
        ],
      };
      if (reply) {
        const data = { event: message.name, consumer, producer: reply.producer.name, reply: reply.message.name };
        const related = [{ message: `${reply.producer.name} waits for ${reply.message.name} here`, source: reply.handler.syntax.head }];
        report({ message: 'awaited', data, ...shared, related });
      } else report({ message: 'imperative', data: { event: message.name, consumer }, ...shared });
    }
  },
});
