/** Who becomes idempotent, who is so no longer, and whom a message harms that comes twice. */
import { change } from '../../../../analysis/diff/changes/duplicates.ts';
import { describeChanges } from '../../../support/changes.ts';

const shop = (effects: string, idempotent = '', queue = 'delivery at-least-once'): string => `event Paid { key id }
external Web { sends Paid to Ledger }
queue Ledger { ${queue} }
service Books { on Paid from Ledger ${idempotent} { ${effects} } }
store Rows
store Marks
`;

const desk = (effects: string, idempotent = ''): string => `command Pay { key id }
service Desk { serves pay(Pay) ${idempotent} { ${effects} }  serves look ${idempotent} { ${effects} } }
store Rows
`;

const workflow = (option: string): string => `event Paid { key id }
topic All : aws.sns
external Web { publishes Paid to All }
external Bank { serves pay }
orchestrator Run : aws.stepfunctions { subscribes to All for Paid${option}  step One calls Bank.pay }
`;

describeChanges(change, [
  {
    name: 'recognises what it has done: where it says so',
    before: shop('increments Rows'),
    after: shop('increments Rows', 'idempotent by id within 2d using Marks'),
    says: ['+ Books becomes idempotent by id within 2d using Marks.'],
    at: ['after: idempotent by id within 2d using Marks'],
  },
  {
    name: 'by the key of its message',
    before: shop('increments Rows'),
    after: shop('increments Rows', 'idempotent'),
    says: ['+ Books becomes idempotent by id.'],
  },
  {
    name: 'by all that is in a message without a key',
    before: shop('increments Rows').replace('key id', ''),
    after: shop('increments Rows', 'idempotent').replace('key id', ''),
    says: ['+ Books becomes idempotent by the whole message.'],
  },
  {
    name: 'operations, by the key of the request or all of it',
    before: desk('appends Rows'),
    after: desk('appends Rows', 'idempotent'),
    says: ['+ Desk.pay becomes idempotent by id.', '+ Desk.look becomes idempotent by the whole request.'],
  },
  {
    name: 'by its effects: at its head',
    before: shop('appends Rows'),
    after: shop('puts Rows'),
    says: ['+ Books becomes idempotent.'],
    at: ['after: on Paid from Ledger'],
  },
  {
    name: 'where it did something of which nobody says what',
    before: shop('writes Rows'),
    after: shop('puts Rows'),
    says: ['+ Books becomes idempotent.'],
  },
  {
    name: 'no longer, with the harm that this does',
    before: shop('puts Rows'),
    after: shop('appends Rows'),
    says: ['- Books is no longer idempotent: a second Paid does its work again.'],
    at: ['after: on Paid from Ledger'],
  },
  {
    name: 'no longer recognises what it has done',
    before: shop('appends Rows', 'idempotent'),
    after: shop('appends Rows'),
    says: ['- Books is no longer idempotent: a second Paid does its work again.'],
  },
  {
    name: 'no longer, without harm where nothing comes twice',
    before: shop('puts Rows', '', 'delivery at-most-once'),
    after: shop('appends Rows', '', 'delivery at-most-once'),
    says: ['- Books is no longer idempotent.'],
  },
  {
    name: 'no longer, with no word of harm where nobody says how often it comes',
    before: shop('puts Rows', '', ''),
    after: shop('appends Rows', '', ''),
    says: ['- Books is no longer idempotent.'],
  },
  {
    name: 'an operation no longer: nobody knows how often it is called',
    before: desk('puts Rows'),
    after: desk('increments Rows'),
    says: ['- Desk.pay is no longer idempotent.', '- Desk.look is no longer idempotent.'],
  },
  {
    name: 'nobody says any more that it is',
    before: shop('writes Rows', 'idempotent by id'),
    after: shop('writes Rows'),
    says: ['- Nothing says any more that Books is idempotent.'],
    at: ['after: on Paid from Ledger'],
  },
  {
    name: 'no longer, where one of its effects is certain to differ',
    before: shop('puts Rows'),
    after: shop('writes Rows  appends Marks'),
    says: ['- Books is no longer idempotent: a second Paid does its work again.'],
  },
  {
    name: 'of what also reads and sends',
    before: shop('reads Rows  puts Rows  publishes Paid to Ledger'),
    after: shop('reads Rows  appends Rows  publishes Paid to Ledger'),
    says: ['- Books is no longer idempotent: a second Paid does its work again.'],
  },
  {
    name: 'nothing where it was not and is not',
    before: shop('writes Rows'),
    after: shop('appends Rows'),
    says: [],
  },
  {
    name: 'what it recognised, and need not any more',
    before: shop('appends Rows', 'idempotent by id'),
    after: shop('puts Rows'),
    says: ['~ Books no longer recognises repeats by id: done twice, what it does comes to the same.'],
  },
  {
    name: 'what it recognises, and need not',
    before: shop('puts Rows'),
    after: shop('puts Rows', 'idempotent by id'),
    says: ['~ Books recognises repeats by id now: done twice, what it does came to the same already.'],
  },
  {
    name: 'can get it twice now',
    before: shop('appends Rows', '', 'delivery at-most-once'),
    after: shop('appends Rows'),
    says: ['- Books can now get Paid twice, and is not idempotent.'],
    at: ['after: on Paid from Ledger'],
  },
  {
    name: 'can get it twice now, and nobody says what that does',
    before: shop('writes Rows', '', 'delivery at-most-once'),
    after: shop('writes Rows'),
    says: ['- Books can now get Paid twice, and nothing says that it is idempotent.'],
  },
  {
    name: 'nothing where it can get it twice and is idempotent',
    before: shop('puts Rows', '', 'delivery at-most-once'),
    after: shop('puts Rows'),
    says: [],
  },
  {
    name: 'can no longer get it twice',
    before: shop('appends Rows'),
    after: shop('appends Rows', '', 'delivery at-most-once'),
    says: ['+ Books can no longer be harmed by Paid that comes twice.'],
  },
  {
    name: 'not that it can get it twice now, where nobody says how often it comes',
    before: shop('appends Rows', '', 'delivery at-most-once'),
    after: shop('appends Rows', '', ''),
    says: [],
  },
  {
    name: 'not that it can no longer be harmed, where nobody says any more how often it comes',
    before: shop('appends Rows'),
    after: shop('appends Rows', '', ''),
    says: [],
  },
  {
    name: 'recognises it by another key',
    before: shop('appends Rows', 'idempotent by id'),
    after: shop('appends Rows', 'idempotent by id + day within 1h'),
    says: ['~ Books recognises repeats by id + day within 1h now; it was by id.'],
    at: ['after: idempotent by id + day within 1h'],
  },
  {
    name: 'marks it elsewhere',
    before: shop('appends Rows', 'idempotent by id using Rows'),
    after: shop('appends Rows', 'idempotent by id using Marks'),
    says: ['~ Books recognises repeats by id using Marks now; it was by id using Rows.'],
  },
  {
    name: 'recognises it by all of it',
    before: desk('appends Rows', 'idempotent by day').replace(/serves pay.*?}/, ''),
    after: desk('appends Rows', 'idempotent').replace(/serves pay.*?}/, ''),
    says: ['~ Desk.look recognises repeats by the whole request now; it was by day.'],
  },
  {
    name: 'nothing where the same key is said and meant',
    before: shop('appends Rows', 'idempotent'),
    after: shop('appends Rows', 'idempotent by id'),
    says: [],
  },
  {
    name: 'nothing of what only reads and sends',
    before: shop('reads Rows'),
    after: shop('reads Rows  publishes Paid to Ledger'),
    says: [],
  },
  {
    name: 'what only read before, and adds something each time now',
    before: shop('reads Rows'),
    after: shop('appends Rows'),
    says: ['- Books can now get Paid twice, and is not idempotent.'],
  },
  {
    name: 'nothing of what changes nothing before and after',
    before: shop('reads Rows'),
    after: shop('publishes Paid to Ledger'),
    says: [],
  },
  {
    name: 'what is only sent on, that it recognises repeats, and no longer',
    before: shop('publishes Paid to Ledger'),
    after: shop('publishes Paid to Ledger', 'idempotent by id'),
    says: ['+ Books becomes idempotent by id.'],
  },
  {
    name: 'what is only read, that nothing says so any more',
    before: shop('reads Rows', 'idempotent by id'),
    after: shop('reads Rows'),
    says: ['- Nothing says any more that Books is idempotent.'],
  },
  {
    name: 'of what only reads, that it recognises it in another way',
    before: shop('reads Rows', 'idempotent by id'),
    after: shop('reads Rows', 'idempotent by day'),
    says: ['~ Books recognises repeats by day now; it was by id.'],
  },
  {
    name: 'a workflow that a message starts',
    before: shop('', '').replace(
      'service Books { on Paid from Ledger  {  } }',
      'orchestrator Books { subscribes to Ledger for Paid  step One puts Rows }',
    ),
    after: shop('', '').replace(
      'service Books { on Paid from Ledger  {  } }',
      'orchestrator Books { subscribes to Ledger for Paid  step One appends Rows }',
    ),
    says: ['- Books is no longer idempotent: a second Paid does its work again.'],
  },
  {
    name: 'a workflow whose runs are named, and are not any more: that is the reason',
    before: workflow(' with key id'),
    after: workflow(''),
    says: ['- Run can now get Paid twice, and is not idempotent: its runs are no longer named.'],
  },
  {
    name: 'a workflow whose runs are named now',
    before: workflow(''),
    after: workflow(' with key id'),
    says: ['+ Run can no longer be harmed by Paid that comes twice: its runs are named by id now.'],
  },
  {
    name: 'of two handlers of one element, the one that it is',
    before: `${shop('puts Rows')}event Sent { key id }`.replace('service Books {', 'service Books { on Sent from Ledger { appends Rows } '),
    after: `${shop('appends Rows')}event Sent { key id }`.replace(
      'service Books {',
      'service Books { on Sent from Ledger idempotent { appends Rows } ',
    ),
    says: ['+ Books on Sent becomes idempotent by id.', '- Books on Paid is no longer idempotent: a second Paid does its work again.'],
  },
  {
    name: 'a handler that takes one message more',
    before: shop('appends Rows', 'idempotent'),
    after: `${shop('appends Rows').replace('on Paid', 'on Paid, Sent')}event Sent { key id }`,
    says: ['- Books is no longer idempotent: a second Paid or Sent does its work again.'],
  },
  {
    name: 'a handler that is parted in two: the part that recognises nothing',
    before: `${shop('appends Rows', 'idempotent').replace('on Paid', 'on Paid, Sent')}event Sent { key id }`,
    after: `${shop('appends Rows', 'idempotent').replace('service Books {', 'service Books { on Sent from Ledger { appends Rows } ')}event Sent { key id }`,
    says: ['- Books on Sent is no longer idempotent: a second Sent does its work again.'],
  },
  {
    name: 'each of two handlers',
    before: `${shop('puts Rows')}service Audit { on Paid from Ledger { appends Rows } }`,
    after: `${shop('appends Rows')}service Audit { on Paid from Ledger idempotent { appends Rows } }`,
    says: ['- Books is no longer idempotent: a second Paid does its work again.', '+ Audit becomes idempotent by id.'],
  },
  {
    name: 'of a body that is left out, by which key it recognises a repeat',
    before: shop('', 'idempotent by id').replace('{  } }', '}'),
    after: shop('', 'idempotent by day').replace('{  } }', '}'),
    says: ['~ Books recognises repeats by day now; it was by id.'],
  },
  {
    name: 'nothing of a body that is left out',
    before: shop('puts Rows').replace('{ puts Rows }', ''),
    after: shop('appends Rows'),
    says: [],
  },
  {
    name: 'nothing of what runs by the clock',
    before: 'store Rows\nservice Clock { every 1d { puts Rows } }',
    after: 'store Rows\nservice Clock { every 1d { appends Rows } }',
    says: [],
  },
  {
    name: 'a join',
    before: shop('puts Rows').replace('on Paid', 'on all of Paid, Sent').concat('event Sent { key id }'),
    after: shop('appends Rows').replace('on Paid', 'on all of Paid, Sent').concat('event Sent { key id }'),
    says: ['- Books is no longer idempotent: a second Paid and Sent does its work again.'],
  },
  {
    name: 'by the name of its element alone, where that takes nothing else, whatever it serves',
    before: shop('appends Rows', 'idempotent').replace('service Books {', 'service Books { serves look {}'),
    after: shop('appends Rows').replace('service Books {', 'service Books { serves look {}'),
    says: ['- Books is no longer idempotent: a second Paid does its work again.'],
  },
  {
    name: 'by what it takes, where its element waits for others, too',
    before: shop('appends Rows', 'idempotent').replace(
      'service Books {',
      'event Sent { key id }\nservice Books { on all of Paid, Sent from Ledger { puts Marks }',
    ),
    after: shop('appends Rows').replace(
      'service Books {',
      'event Sent { key id }\nservice Books { on all of Paid, Sent from Ledger { puts Marks }',
    ),
    says: ['- Books on Paid is no longer idempotent: a second Paid does its work again.'],
  },
  {
    name: 'one of three messages',
    before: shop('appends Rows', 'idempotent')
      .replace('on Paid', 'on Paid, Sent, Lost')
      .concat('event Sent { key id }\nevent Lost { key id }'),
    after: shop('appends Rows').replace('on Paid', 'on Paid, Sent, Lost').concat('event Sent { key id }\nevent Lost { key id }'),
    says: ['- Books is no longer idempotent: a second Paid, Sent or Lost does its work again.'],
  },
  {
    name: 'nothing of what only sends on, where its messages can come twice now: who gets it decides',
    before: shop('sends Done to Books2', '', 'delivery at-most-once').concat('event Done { key id }\nqueue Books2'),
    after: shop('sends Done to Books2').concat('event Done { key id }\nqueue Books2'),
    says: [],
  },
  {
    name: 'nothing of what a body that is left out gets twice now: nobody says what it does',
    before: shop('', '', 'delivery at-most-once').replace('{  } }', '}'),
    after: shop('').replace('{  } }', '}'),
    says: [],
  },
]);
