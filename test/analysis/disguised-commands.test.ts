/** Events that ask for something instead of telling what has happened. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { disguisedCommands } from '../../analysis/passes/disguised-commands.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** The events, each with the answer that gives it away. */
  readonly disguised: readonly string[];
}

/** An event that Shop sends to Bank, and nobody else hears. */
const sent = (name: string): string => `
  event ${name} { key id }
  queue Q
  service Shop { serves order { sends ${name} to Q } }
  service Bank { on ${name} from Q }
`;

/** The same, published. */
const published = (name: string): string => `
  event ${name} { key id }
  topic T
  service Shop { serves order { publishes ${name} to T } }
  service Bank { on ${name} from T }
`;

/** Shop publishes an event, Bank answers it, and Shop hears the answer. */
const asked = ({
  name = 'Payment',
  owners = ['One', 'Two'],
  hears = 'on Paid from T',
  answers = 'on Payment from T { publishes Paid to T }',
  more = '',
} = {}): string => `
  event ${name} { key id }
  event Paid { key id }
  topic T
  service Shop { ${owners[0] ? `owner "${owners[0]}"` : ''}  serves order { publishes ${name} to T }  ${hears} }
  service Bank { ${owners[1] ? `owner "${owners[1]}"` : ''}  ${answers} }
  ${more}
`;

const rows: readonly Row[] = [
  ...['SendInvoice', 'UpdateHTMLPage', 'sendInvoice', 'SendTV', 'RemindDebtor', 'GrantAccess'].map((name) => ({
    name,
    text: published(name),
    disguised: [name],
  })),
  ...['Send', 'SendFailed', 'SendFailedPage', 'InvoiceSent', 'InvoiceRequested', 'OrderPage', 'ShipArrival', 'PickApples'].map((name) => ({
    name,
    text: published(name),
    disguised: [],
  })),
  ...['InvoiceRequested', 'OrderPage', 'SendInvoice', 'PickApples'].map((name) => ({
    name: `${name}, sent to one`,
    text: sent(name),
    disguised: [name],
  })),
  ...['OrderSent', 'OrderShipped', 'Order', 'Invoice'].map((name) => ({ name: `${name}, sent to one`, text: sent(name), disguised: [] })),
  { name: 'a command, which says what it is', text: published('SendInvoice').replace('event', 'command'), disguised: [] },
  { name: 'what several hear, each for itself', text: `${published('SendInvoice')}service Mail { on SendInvoice from T }`, disguised: [] },
  {
    name: 'a request that the service sends to itself',
    text: 'event OrderPage { key id }\nqueue Q\nservice Shop { serves order { sends OrderPage to Q }  on OrderPage from Q }',
    disguised: [],
  },
  {
    name: 'a request that is handed over without a channel',
    text: 'event OrderPage { key id }\nservice Shop { serves order { sends OrderPage to Bank } }\nservice Bank { on OrderPage }',
    disguised: ['OrderPage'],
  },
  { name: 'a request that nobody sends', text: 'event OrderPage { key id }\nqueue Q\nservice Bank { on OrderPage from Q }', disguised: [] },
  {
    name: 'a request that the one who takes it sends, too',
    text: sent('OrderPage').replace('service Bank {', 'service Bank { serves again { sends OrderPage to Q } '),
    disguised: [],
  },
  { name: 'what is sent to the system of others', text: sent('OrderPage').replace('service Bank', 'external Bank'), disguised: [] },
  {
    name: 'what people are told besides',
    text: `${published('SendInvoice')}actor Clerk { on SendInvoice from T }`,
    disguised: ['SendInvoice'],
  },
  {
    name: 'an answer that waits for something else as well',
    text: asked({
      answers: 'on all of Payment, Extra using Rows from T { publishes Paid to T }',
      more: 'event Extra { key id }\nstore Rows\nactor U { publishes Extra to T }',
    }),
    disguised: ['Payment, answered by Paid of Shop'],
  },
  { name: 'an answer that is handed to an operation by others', text: asked({ hears: 'serves paid(Paid)' }), disguised: [] },
  { name: 'a question and its answer, of two teams', text: asked(), disguised: ['Payment, answered by Paid of Shop'] },
  { name: 'of one team', text: asked({ owners: ['One', 'One'] }), disguised: [] },
  { name: 'of nobody and a team', text: asked({ owners: ['', 'Two'] }), disguised: [] },
  { name: 'of a team and nobody', text: asked({ owners: ['One', ''] }), disguised: [] },
  { name: 'of nobody', text: asked({ owners: ['', ''] }), disguised: [] },
  { name: 'a question that nobody answers', text: asked({ answers: 'on Payment from T' }), disguised: [] },
  { name: 'an answer that the one who asks does not hear', text: asked({ hears: '' }), disguised: [] },
  {
    name: 'an answer that comes of something else',
    text: asked({ answers: 'on Payment from T  serves pay { publishes Paid to T }' }),
    disguised: [],
  },
  {
    name: 'a question that two ask',
    text: asked({ more: 'service Desk { owner "Three"  serves ask { publishes Payment to T } }' }),
    disguised: [],
  },
  {
    name: 'what has happened, though it is answered',
    text: asked({ name: 'Placed', answers: 'on Placed from T { publishes Paid to T }' }),
    disguised: [],
  },
];

describe('an event that is a command in disguise:', () => {
  for (const { name, text, disguised } of rows)
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const found = [...analysisOf(design, disguisedCommands).values()].map(({ message, reply }) =>
        reply ? `${message.name}, answered by ${reply.message.name} of ${reply.producer.name}` : message.name,
      );
      assert.deepEqual(found, disguised);
    });
});
