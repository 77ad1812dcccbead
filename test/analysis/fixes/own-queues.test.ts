/** A queue of its own for one of several services that take from one. */
import assert from 'node:assert/strict';
import { ownQueueFixes } from '../../../analysis/fixes/own-queues.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { designOf, type Texts } from '../../support/design.ts';
import { assertOffers, type Changes } from '../../support/fixes.ts';

interface Row {
  readonly name: string;
  /** With a queue named Q, whose last handler gets a queue of its own. */
  readonly text: Texts;
  /** Absent where nothing is offered. */
  readonly becomes?: Changes;
  readonly title?: string;
}

const events = 'event Paid { key id }\nevent Sent { key id }\n';
const two = (head = 'on Paid from Q'): string =>
  `service Books { on Paid from Q { puts Rows } }\nservice Mail { ${head} { puts Rows } }\nstore Rows\n`;

/** Where the queue subscribes to a topic. */
const subscribed: readonly Row[] = [
  {
    name: 'a second subscription',
    text: `${events}topic Sales\nqueue Q : aws.sqs { subscribes to Sales for Paid  alarm }\n${two()}`,
    becomes: {
      'alarm }': 'alarm }\nqueue QMail : aws.sqs { subscribes to Sales for Paid  alarm }',
      'service Mail { on Paid from Q': 'service Mail { on Paid from QMail',
    },
  },
  {
    name: 'a second subscription on lines as the first',
    text: `${events}topic Sales\ngroup Post {\n  queue Q : aws.sqs {\n    subscribes to Sales\n    alarm\n  }\n}\n${two()}`,
    becomes: {
      '    alarm\n  }': '    alarm\n  }\n  queue QMail : aws.sqs {\n    subscribes to Sales\n    alarm\n  }',
      'service Mail { on Paid from Q': 'service Mail { on Paid from QMail',
    },
  },
  {
    name: 'not where one of its messages is sent to the queue itself',
    text: `${events}topic Sales\nexternal Shop { sends Sent to Q }\nqueue Q { subscribes to Sales for Paid }\n${two('on Paid, Sent from Q')}`,
  },
  {
    name: 'under a name that is free',
    text: `${events}topic Sales\nqueue Q { subscribes to Sales }\nqueue QMail\n${two()}`,
    becomes: {
      'queue Q { subscribes to Sales }': 'queue Q { subscribes to Sales }\nqueue QMail2 { subscribes to Sales }',
      'service Mail { on Paid from Q': 'service Mail { on Paid from QMail2',
    },
  },
  {
    name: 'also where something else is sent to the queue itself',
    text: `${events}topic Sales\nexternal Shop { sends Sent to Q }\nqueue Q { subscribes to Sales for Paid }\n${two()}`,
    becomes: {
      'for Paid }': 'for Paid }\nqueue QMail { subscribes to Sales for Paid }',
      'service Mail { on Paid from Q': 'service Mail { on Paid from QMail',
    },
  },
  {
    name: 'not where the message is sent to the queue itself',
    text: `${events}topic Sales\nexternal Shop { sends Paid to Q }\nqueue Q { subscribes to Sales for Paid }\n${two()}`,
  },
  {
    name: 'by its name in the other system',
    text: `system shop { ${events.replaceAll('\n', ' ')} topic Sales  queue Q { subscribes to Sales } }
system post { store Rows  service Mail { on shop.Paid from shop.Q { puts Rows } } }`,
    becomes: {
      'subscribes to Sales }': 'subscribes to Sales }  queue QMail { subscribes to Sales }',
      'from shop.Q': 'from shop.QMail',
    },
  },
  {
    name: 'not where the handler does not say where it takes from',
    text: `${events}topic Sales\nqueue Q { subscribes to Sales }\n${two('on Paid')}`,
  },
];

const title = 'Publish to a new topic, QTopic, and give Mail a queue of its own';
const pay = (effects: string): string => `service Shop { serves pay { ${effects} } }\n`;

/** Where it is sent to. */
const sent: readonly Row[] = [
  {
    name: 'a topic before both',
    text: `${events}${pay('sends Paid to Q')}queue Q : aws.sqs { alarm }\n${two()}`,
    title,
    becomes: {
      'sends Paid to Q': 'publishes Paid to QTopic',
      'queue Q : aws.sqs { alarm }':
        'queue Q : aws.sqs { alarm  subscribes to QTopic }\ntopic QTopic\nqueue QMail : aws.sqs { alarm  subscribes to QTopic }',
      'service Mail { on Paid from Q': 'service Mail { on Paid from QMail',
    },
  },
  {
    name: 'a topic of the usual product',
    text: `${events}${pay('sends Paid to Q')}topic Other : aws.sns\nqueue Q\n${two()}`,
    title,
    becomes: {
      'sends Paid to Q': 'publishes Paid to QTopic',
      'queue Q\n': 'queue Q { subscribes to QTopic }\ntopic QTopic : aws.sns\nqueue QMail { subscribes to QTopic }\n',
      'service Mail { on Paid from Q': 'service Mail { on Paid from QMail',
    },
  },
  {
    name: 'a bus where that is the usual product',
    text: `${events}${pay('sends Paid to Q')}bus Other : aws.eventbridge\nqueue Q\n${two()}`,
    title,
    becomes: {
      'sends Paid to Q': 'publishes Paid to QTopic',
      'queue Q\n': 'queue Q { subscribes to QTopic }\nbus QTopic : aws.eventbridge\nqueue QMail { subscribes to QTopic }\n',
      'service Mail { on Paid from Q': 'service Mail { on Paid from QMail',
    },
  },
  {
    name: 'under names that are free',
    text: `${events}${pay('sends Paid to Q')}topic QTopic\nqueue QMail\nqueue Q\n${two()}`,
    title: 'Publish to a new topic, QTopic2, and give Mail a queue of its own',
    becomes: {
      'sends Paid to Q': 'publishes Paid to QTopic2',
      'queue Q\n': 'queue Q { subscribes to QTopic2 }\ntopic QTopic2\nqueue QMail2 { subscribes to QTopic2 }\n',
      'service Mail { on Paid from Q': 'service Mail { on Paid from QMail2',
    },
  },
  {
    name: 'for all senders, and for all that the service takes',
    text: `${events}${pay('sends Paid to Q')}service Store { serves send { sends Sent to Q with delay 5s } }\nqueue Q { ordering none }\n${two(
      'on Sent from Q { puts Rows }  on Paid from Q',
    )}`,
    title,
    becomes: {
      'sends Paid to Q': 'publishes Paid to QTopic',
      'sends Sent to Q': 'publishes Sent to QTopic',
      'queue Q { ordering none }':
        'queue Q { ordering none  subscribes to QTopic }\ntopic QTopic\nqueue QMail { ordering none  subscribes to QTopic }',
      'on Sent from Q': 'on Sent from QMail',
      '{ puts Rows }  on Paid from Q': '{ puts Rows }  on Paid from QMail',
    },
  },
  {
    name: 'also where a sender writes something, which is no second message',
    text: `${events}${pay('puts Rows  sends Paid to Q')}queue Q\n${two()}`,
    title,
    becomes: {
      'sends Paid to Q': 'publishes Paid to QTopic',
      'queue Q\n': 'queue Q { subscribes to QTopic }\ntopic QTopic\nqueue QMail { subscribes to QTopic }\n',
      'service Mail { on Paid from Q': 'service Mail { on Paid from QMail',
    },
  },
  { name: 'not where nobody sends', text: `${events}queue Q\n${two()}` },
  {
    name: 'not where a sender sends something elsewhere, too',
    text: `${events}${pay('sends Paid to Q  publishes Sent to Other')}topic Other\nqueue Q\n${two()}`,
  },
  { name: 'not where order is kept', text: `${events}${pay('sends Paid to Q')}queue Q : aws.sqs.fifo { grouped by id }\n${two()}` },
  {
    name: 'not where a workflow’s step sends',
    text: `${events}actor Clerk { starts Pay }\norchestrator Pay { step Tell sends Paid to Q }\nqueue Q\n${two()}`,
  },
  {
    name: 'not where dead letters come in',
    text: `${events}${pay('sends Paid to First')}queue First { dead-letters to Q after 5 attempts }\nservice Old { on Paid from First { puts Rows } }\nqueue Q\n${two()}`,
  },
  {
    name: 'not where dead letters come in, too',
    text: `${events}${pay('sends Paid to Q')}queue First { dead-letters to Q after 5 attempts }\nservice Old { on Paid from First { puts Rows } }\nqueue Q\n${two()}`,
  },
  {
    name: 'not where a workflow’s step sends, too',
    text: `${events}${pay('sends Paid to Q')}actor Clerk { starts Pay }\norchestrator Pay { step Tell sends Paid to Q }\nqueue Q\n${two()}`,
  },
  {
    name: 'not where one of the senders sends something elsewhere, too',
    text: `${events}${pay('sends Paid to Q')}service Desk { serves sell { sends Paid to Q  publishes Sent to Other } }\ntopic Other\nqueue Q\n${two()}`,
  },
  {
    name: 'not where another system sends',
    text: `system far { service Till { serves pay { sends near.Paid to near.Q } } }\nsystem near { ${events.replaceAll('\n', ' ')} queue Q ${two().replaceAll('\n', ' ')} }`,
  },
  {
    name: 'not where the service is of another system',
    text: `system near { ${events.replaceAll('\n', ' ')} queue Q  service Shop { serves pay { sends Paid to Q } } }
system post { store Rows  service Mail { on near.Paid from near.Q { puts Rows } } }`,
  },
];

describe('a queue of its own', () => {
  for (const { name, text, becomes, title: expected = 'Give Mail a queue of its own' } of [...subscribed, ...sent])
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(design.problems, []);
      const channel = design.elements.filter(isChannel).find((one) => one.name === 'Q');
      const taker = design.activities.findLast(({ kind }) => kind === 'handler');
      assert.ok(channel && taker);
      await assertOffers(text, ownQueueFixes(design, channel, taker), becomes ? [{ title: expected, becomes }] : []);
    });
});
