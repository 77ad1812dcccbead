/** What is told of repeats: recognised, passed over, sent again, forgotten. */
import { testTellings } from './tellings.ts';

testTellings('repeats', [
  {
    text: `
      event Placed { key id }
      event Booked { key id }
      stream Orders : kafka { grouped by id  alarm }
      stream Bookings : kafka { grouped by id  alarm }
      service Shop { serves place { publishes Placed to Orders } }
      service Desk { on Placed from Orders idempotent with delivery exactly-once { publishes Booked to Bookings  puts Rows } }
      store Rows : postgres
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'what is published in one transaction with the delivery is passed over',
        strikes: [['Desk puts Rows.', 'Desk crashes']],
        steps: [
          'event Desk [crash] !crash | Desk crashes after `publishes Booked`, before it acknowledges Placed: Orders delivers it again.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'event Desk [passed over] | Desk knows that it has done this: it passes over `publishes Booked`.',
          'access Desk > Rows [puts Rows] ×1 | Desk puts Rows.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
          'event Shop [place] | Shop.place is called again.',
          'message Shop > Orders [Placed] | Shop.place publishes the next Placed to Orders.',
          'message Orders > Desk [Placed] | Orders delivers the next Placed to Desk.',
          'message Desk > Bookings [Booked] | Desk publishes the next Booked to Bookings.',
          'access Desk > Rows [puts Rows] ×1 | Desk puts Rows.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges the next Placed.',
        ],
        could: [
          [
            'Desk crashes after `publishes Booked`, before it acknowledges Placed: Orders delivers it again.',
            'crash: Desk crashes',
            'outage: Rows does not respond',
          ],
          ['Desk puts Rows.', 'crash: Desk crashes', 'outage: Rows does not respond'],
          ['Desk acknowledges Placed.', 'crash: Desk crashes'],
          ['Shop.place publishes the next Placed to Orders.', 'outage: Orders does not respond'],
          ['Orders delivers the next Placed to Desk.', 'poison: Placed cannot be handled'],
          ['Desk publishes the next Booked to Bookings.', 'outage: Bookings does not respond'],
          ['Desk puts Rows.', 'crash: Desk crashes', 'outage: Rows does not respond'],
          ['Desk acknowledges the next Placed.', 'crash: Desk crashes'],
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      event Booked { key id }
      queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
      topic Bookings : aws.sns
      service Shop { serves place { sends Placed to Orders } }
      service Desk : aws.lambda { on Placed from Orders idempotent { publishes Booked to Bookings  puts Rows } }
      store Rows : aws.dynamodb
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'what is published else is sent again',
        strikes: [['Desk puts Rows.', 'Desk crashes']],
        steps: [
          'event Desk [crash] !crash | Desk crashes after `publishes Booked`, before it acknowledges Placed: Orders delivers it again.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'message Desk > Bookings [Booked · again] | Desk publishes Booked to Bookings again.',
          'access Desk > Rows [puts Rows] ×1 | Desk puts Rows.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
      service Shop { serves place { sends Placed to Orders } }
      service Desk : aws.lambda { on Placed from Orders idempotent using Seen { increments Seen  increments Rows } }
      store Seen : aws.dynamodb
      store Rows : aws.dynamodb
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a write of the store of the mark is one with it',
        strikes: [['Desk notes the key in Seen.', 'Desk crashes']],
        steps: [
          'event Desk [crash] !crash | Desk crashes after `increments Rows`, before it acknowledges Placed: Orders delivers it again.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'event Desk [passed over] | Desk knows that it has done this: it passes over `increments Seen`.',
          'access Desk > Rows [increments Rows · 2nd time] breaks ×2 | Desk increments Rows a second time.',
          'event Desk [noted] | Desk notes the key in Seen.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
        ],
        breaks: ['effect-once: increments Rows took place twice for one Placed.'],
        could: [
          ['Desk crashes after `increments Rows`, before it acknowledges Placed: Orders delivers it again.', 'crash: Desk crashes'],
          ['Desk increments Rows a second time.', 'crash: Desk crashes', 'outage: Rows does not respond'],
          ['Desk notes the key in Seen.', 'crash: Desk crashes'],
          ['Desk acknowledges Placed.', 'crash: Desk crashes', 'duplicate: it comes again'],
        ],
      },
      {
        name: 'what comes before the mark is not',
        strikes: [['Desk increments Rows.', 'Desk crashes']],
        steps: [
          'event Desk [crash] !crash | Desk crashes after `increments Seen`, before it acknowledges Placed: Orders delivers it again.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'event Desk [passed over] | Desk knows that it has done this: it passes over `increments Seen`.',
          'access Desk > Rows [increments Rows] ×1 | Desk increments Rows.',
          'event Desk [noted] | Desk notes the key in Seen.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
        ],
        could: [
          [
            'Desk crashes after `increments Seen`, before it acknowledges Placed: Orders delivers it again.',
            'crash: Desk crashes',
            'outage: Rows does not respond',
          ],
          ['Desk increments Rows.', 'crash: Desk crashes', 'outage: Rows does not respond'],
          ['Desk notes the key in Seen.', 'crash: Desk crashes'],
          ['Desk acknowledges Placed.', 'crash: Desk crashes', 'duplicate: it comes again'],
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters to Parked after 3 attempts }
      queue Parked : aws.sqs { retention 14d  alarm  redrives to Orders }
      external Bank { serves pay idempotent by id within 1h }
      service Shop { serves place { sends Placed to Orders } }
      service Desk : aws.lambda { on Placed from Orders { calls Bank.pay with key id } }
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'somebody else recognises a repeat that comes soon',
        strikes: [['Desk acknowledges Placed.', 'it comes again']],
        steps: [
          'acknowledge Desk > Orders [acknowledgement lost] !duplicate failed | The acknowledgement of Desk is lost: Orders delivers Placed again.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'event Desk [recognised] | Bank recognises the repeated request of Desk.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
        ],
        could: [
          [
            'The acknowledgement of Desk is lost: Orders delivers Placed again.',
            'crash: Desk crashes',
            'duplicate: it comes again',
            'duplicate: it comes again, late',
          ],
          ['Bank recognises the repeated request of Desk.', 'outage: Bank does not respond', 'lost-reply: the answer to Desk is lost'],
          ['Desk acknowledges Placed.', 'crash: Desk crashes', 'duplicate: it comes again', 'duplicate: it comes again, late'],
        ],
      },
      {
        name: 'and not one that comes late',
        strikes: [['Desk acknowledges Placed.', 'it comes again, late']],
        steps: [
          'acknowledge Desk > Orders [acknowledgement lost · late] !duplicate failed | The acknowledgement of Desk is lost: Orders delivers Placed again, so late that it is forgotten by then.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'call Desk > Bank [pay · 2nd time] breaks ×2 | Desk calls Bank.pay a second time.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
        ],
        breaks: ['effect-once: calls Bank.pay took place twice for one Placed.'],
        could: [
          [
            'The acknowledgement of Desk is lost: Orders delivers Placed again, so late that it is forgotten by then.',
            'crash: Desk crashes',
            'duplicate: it comes again',
            'duplicate: it comes again, late',
          ],
          ['Desk calls Bank.pay a second time.', 'outage: Bank does not respond', 'lost-reply: the answer to Desk is lost'],
          ['Desk acknowledges Placed.', 'crash: Desk crashes', 'duplicate: it comes again', 'duplicate: it comes again, late'],
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
      service Shop { serves place { sends Placed to Orders } }
      service Desk : aws.lambda { on Placed from Orders idempotent { calls Books.add } }
      service Books : aws.lambda { serves add { appends Rows  puts Log } }
      store Rows : aws.dynamodb
      store Log : aws.dynamodb
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a repeat that is recognised passes over what was done below it',
        strikes: [['Desk acknowledges Placed.', 'it comes again']],
        steps: [
          'acknowledge Desk > Orders [acknowledgement lost] !duplicate failed | The acknowledgement of Desk is lost: Orders delivers Placed again.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'call Desk > Books [add] | Desk calls Books.add.',
          'event Books [passed over] | Books.add knows that it has done this: it passes over `appends Rows`.',
          'event Books [passed over] | Books.add knows that it has done this: it passes over `puts Log`.',
          'answer Books > Desk [done] | Books.add answers Desk.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
        ],
        could: [
          ['The acknowledgement of Desk is lost: Orders delivers Placed again.', 'crash: Desk crashes', 'duplicate: it comes again'],
          ['Desk calls Books.add.', 'outage: Books does not respond'],
          ['Books.add knows that it has done this: it passes over `puts Log`.', 'crash: Books.add crashes'],
          ['Books.add answers Desk.', 'lost-reply: the answer of Books.add is lost'],
          ['Desk acknowledges Placed.', 'crash: Desk crashes', 'duplicate: it comes again'],
        ],
      },
      {
        name: 'an operation that is called again by one who is repeated',
        strikes: [['Books.add puts Log.', 'Books.add crashes']],
        steps: [
          'event Books [crash] !crash | Books.add crashes after `appends Rows`: Orders delivers it again.',
          'answer Books > Desk [error] failed | Books.add fails, and Desk sees an error.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'call Desk > Books [add] | Desk calls Books.add.',
          'event Books [passed over] | Books.add knows that it has done this: it passes over `appends Rows`.',
          'access Books > Log [puts Log] ×1 | Books.add puts Log.',
          'answer Books > Desk [done] | Books.add answers Desk.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
        ],
        could: [
          ['Books.add crashes after `appends Rows`: Orders delivers it again.', 'crash: Books.add crashes', 'outage: Log does not respond'],
          ['Desk calls Books.add.', 'outage: Books does not respond'],
          ['Books.add puts Log.', 'crash: Books.add crashes', 'outage: Log does not respond'],
          ['Books.add answers Desk.', 'lost-reply: the answer of Books.add is lost'],
          ['Desk acknowledges Placed.', 'crash: Desk crashes', 'duplicate: it comes again'],
        ],
      },
    ],
  },
  {
    text: `
      actor User { calls Desk.go with 1 retry }
      service Desk { serves go { calls Trip with key id } }
      orchestrator Trip : aws.stepfunctions { step Book calls Bank.pay undo Bank.back }
      external Bank { serves pay  serves back }
    `,
    flow: 'User calls Desk.go',
    runs: [
      {
        name: 'a call of a run by name finds it failed',
        strikes: [['Trip calls Bank.pay.', 'Bank does not respond']],
        steps: [
          'call Trip > Bank [calls Bank.pay] !outage failed | Bank does not respond: Trip cannot call Bank.pay.',
          'event Trip [failed] failed | Step Book of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'event Trip [ends] | The run of Trip ends as failed.',
          'answer Trip > Desk [error] failed | Trip fails, and Desk.go sees an error.',
          'answer Desk > User [error] failed | Desk.go fails, and User sees an error.',
          'call User > Desk [go · retry 1] | User calls Desk.go again.',
          'call Desk > Trip [call] | Desk.go calls Trip.',
          'answer Trip > Desk [error] failed | Trip fails, and Desk.go sees an error.',
          'answer Desk > User [error] failed | Desk.go fails, and User sees an error.',
          'event User [fails] failed | User fails.',
        ],
        could: [
          ['Bank does not respond: Trip cannot call Bank.pay.', 'outage: Bank does not respond', 'lost-reply: the answer to Trip is lost'],
          ['The run of Trip ends as failed.', 'lost-reply: the answer of Trip is lost'],
          ['User calls Desk.go again.', 'outage: Desk does not respond'],
          ['Desk.go calls Trip.', 'outage: Trip does not respond'],
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters to Parked after 1 attempt }
      queue Parked : aws.sqs { alarm  redrives to Orders }
      service Shop { serves place { sends Placed to Orders } }
      service Desk : aws.lambda { on Placed from Orders { calls One.pay with fallback Two.look  puts Rows } }
      external One { serves pay }
      external Two { serves look safe }
      store Rows : aws.dynamodb
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'what only a fallback has done takes place for the first time when it is asked for again',
        strikes: [
          ['Desk calls One.pay.', 'One does not respond'],
          ['Desk puts Rows.', 'Rows does not respond'],
        ],
        steps: [
          'call Desk > One [calls One.pay] !outage failed | One does not respond: Desk cannot call One.pay.',
          'call Desk > Two [look] | Desk calls Two.look instead.',
          'access Desk > Rows [puts Rows] !outage failed | Rows does not respond: Desk cannot put Rows.',
          'message Orders > Parked [Placed] failed | Orders parks Placed in Parked.',
          'event Parked [Placed] | Placed comes in on Parked.',
          'message Parked > Orders [Placed] | Parked is redriven: Placed goes back to Orders.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'call Desk > One [pay] ×1 | Desk calls One.pay.',
          'access Desk > Rows [puts Rows] ×1 | Desk puts Rows.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters to Parked after 1 attempt }
      queue Parked : aws.sqs { alarm  redrives to Orders }
      service Shop { serves place { sends Placed to Orders } }
      service Desk : aws.lambda { on Placed from Orders { calls One.pay with fallback Two.look  puts Rows } }
      external One { serves pay idempotent by id }
      external Two { serves look safe }
      store Rows : aws.dynamodb
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'nobody recognises what only a fallback has done',
        strikes: [
          ['Desk calls One.pay.', 'One does not respond'],
          ['Desk puts Rows.', 'Rows does not respond'],
        ],
        steps: [
          'call Desk > One [calls One.pay] !outage failed | One does not respond: Desk cannot call One.pay.',
          'call Desk > Two [look] | Desk calls Two.look instead.',
          'access Desk > Rows [puts Rows] !outage failed | Rows does not respond: Desk cannot put Rows.',
          'message Orders > Parked [Placed] failed | Orders parks Placed in Parked.',
          'event Parked [Placed] | Placed comes in on Parked.',
          'message Parked > Orders [Placed] | Parked is redriven: Placed goes back to Orders.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'call Desk > One [pay] ×1 | Desk calls One.pay.',
          'access Desk > Rows [puts Rows] ×1 | Desk puts Rows.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
        ],
      },
      {
        name: 'it is recognised once it has taken place itself',
        strikes: [
          ['Desk calls One.pay.', 'the answer to Desk is lost'],
          ['Desk puts Rows.', 'Rows does not respond'],
        ],
        steps: [
          'answer One > Desk [time-out] !lost-reply failed | One.pay is done, but its answer is lost: Desk cannot know that it happened.',
          'call Desk > Two [look] | Desk calls Two.look instead.',
          'access Desk > Rows [puts Rows] !outage failed | Rows does not respond: Desk cannot put Rows.',
          'message Orders > Parked [Placed] failed | Orders parks Placed in Parked.',
          'event Parked [Placed] | Placed comes in on Parked.',
          'message Parked > Orders [Placed] | Parked is redriven: Placed goes back to Orders.',
          'message Orders > Desk [Placed · 2nd delivery] | Orders delivers Placed to Desk again.',
          'event Desk [recognised] | One recognises the repeated request of Desk.',
          'access Desk > Rows [puts Rows] ×1 | Desk puts Rows.',
          'acknowledge Desk > Orders [acknowledged] | Desk acknowledges Placed.',
        ],
      },
    ],
  },
]);
