/** What is told of several at a time: groups, items, transactions, joins; and of what nobody says. */
import { testTellings } from './tellings.ts';

testTellings('several at a time', [
  {
    text: `
      event Moved { key moveId  ordered by ship }
      queue Moves : aws.sqs.fifo { grouped by ship  dead-letters group after 2 attempts  alarm }
      service Port : aws.lambda { serves move { sends Moved to Moves } }
      service Map : aws.lambda { on Moved from Moves { puts Ships } }
      store Ships : aws.dynamodb
    `,
    flow: 'Port.move is called',
    runs: [
      {
        name: 'what comes after a parked one is parked with it',
        strikes: [['Moves delivers Moved to Map.', 'Moved cannot be handled']],
        steps: [
          'event Moves > Map [cannot be handled] !poison failed | Map cannot handle this Moved: every try fails.',
          'message Moves > Moves.dead-letters [Moved] failed | Moves parks Moved in its dead letters.',
          'event Moves.dead-letters [Moved] | Moved comes in on Moves.dead-letters.',
          'event Port [move] | Port.move is called again.',
          'message Port > Moves [Moved] | Port.move sends the next Moved to Moves.',
          'message Moves > Moves.dead-letters [Moved] failed | Moves parks the next Moved in its dead letters.',
          'event Moves.dead-letters [Moved] | The next Moved comes in on Moves.dead-letters.',
        ],
        lights: [
          'Moves>Map/on Moved from Moves, -, -: on Moved from Moves',
          'Moves>Map/on Moved from Moves, -, -: on Moved from Moves',
          '-, -, -: queue Moves : aws.sqs.fifo',
          '-, -, Port/move 2: serves move',
          'Port/move#0>Moves, Port/move#0, Port/move: sends Moved to Moves',
          'Moves>Map/on Moved from Moves, -, -: on Moved from Moves',
          '-, -, -: queue Moves : aws.sqs.fifo',
        ],
      },
    ],
  },
  {
    text: `
      event Moved { key ship  ordered by ship }
      stream Moves : kafka { grouped by ship  alarm }
      service Port { serves move { publishes Moved to Moves } }
      service Map { on Moved from Moves { puts Ships } }
      store Ships : postgres
    `,
    flow: 'Port.move is called',
    runs: [
      {
        name: 'a blocked head that somebody is told of',
        strikes: [['Moves delivers Moved to Map.', 'Moved cannot be handled']],
        steps: [
          'event Moves > Map [cannot be handled] !poison failed | Map cannot handle this Moved: every try fails.',
          'event Moves [blocked] failed | Moves tries Moved again and again, and holds back what comes after it.',
          'event Port [move] | Port.move is called again.',
          'message Port > Moves [Moved] | Port.move publishes the next Moved to Moves.',
          'event Moves [waits] | The next Moved waits behind it in Moves.',
        ],
      },
    ],
  },
  {
    text: `
      service Desk : aws.lambda { serves go { each "item" { appends Rows } } }
      store Rows : aws.dynamodb
    `,
    flow: 'Desk.go is called',
    runs: [
      {
        name: 'an effect for each of two items',
        strikes: [['Desk.go appends Rows.', 'Rows does not respond']],
        steps: [
          'access Desk > Rows [appends Rows] !outage failed | Rows does not respond: Desk.go cannot append Rows.',
          'event Desk [fails] failed | Desk.go fails.',
        ],
        could: [['Rows does not respond: Desk.go cannot append Rows.', 'outage: Rows does not respond']],
      },
    ],
  },
  {
    text: `
      service Desk : aws.lambda { serves go { atomically { puts Rows  puts Log }  reads Rows } }
      store Rows : postgres
      store Log : postgres
    `,
    flow: 'Desk.go is called',
    runs: [
      {
        name: 'effects in one transaction',
        strikes: [['Desk.go puts Rows.', 'Log does not respond']],
        steps: [
          'access Desk > Rows [puts Rows] !outage failed | Rows does not respond: Desk.go cannot put Rows.',
          'access Desk > Log [puts Log] failed | Log does not respond: Desk.go cannot put Log.',
          'event Desk [fails] failed | Desk.go fails.',
        ],
        could: [['Rows does not respond: Desk.go cannot put Rows.', 'outage: Rows does not respond', 'outage: Log does not respond']],
        lights: ['-, Desk/go#0, Desk/go 1: puts Rows', '-, Desk/go#1, Desk/go 1: puts Log', '-, -, Desk/go 1: serves go'],
      },
    ],
  },
  {
    text: `
      event Paid { key id }
      event Packed { key id }
      queue Ready : aws.sqs { dead-letters after 3 attempts  alarm }
      service Till : aws.lambda { serves pay { sends Paid to Ready  sends Packed to Ready } }
      service Sender : aws.lambda { on all of Paid, Packed within 10m from Ready { puts Sent } otherwise { deletes Sent } }
      store Sent : aws.dynamodb
    `,
    flow: 'Till.pay is called',
    runs: [
      {
        name: 'a join whose first message comes twice',
        strikes: [['Ready delivers Paid to Sender, which waits for the rest.', 'Paid cannot be handled']],
        steps: [
          'event Ready > Sender [cannot be handled] !poison failed | Sender cannot handle this Paid: every try fails.',
          'message Ready > Ready.dead-letters [Paid] failed | Ready parks Paid in its dead letters.',
          'event Ready.dead-letters [Paid] | Paid comes in on Ready.dead-letters.',
          'message Ready > Sender [Packed] | Ready delivers Packed to Sender, which waits for the rest.',
          'event Sender [time is up] | The time of Sender is up before all have come.',
          'event Sender [begins] | Sender begins.',
          'access Sender > Sent [deletes Sent] ×1 | Sender deletes Sent.',
        ],
      },
      {
        name: 'a join that crashes',
        strikes: [['Sender acknowledges Packed.', 'Sender crashes']],
        steps: [
          'event Sender [crash] !crash | Sender crashes after `puts Sent`, before it acknowledges Packed: Ready delivers it again.',
          'message Ready > Sender [Packed · 2nd delivery] | Ready delivers Packed to Sender again.',
          'access Sender > Sent [puts Sent · 2nd time] ×2 | Sender puts Sent a second time.',
          'acknowledge Sender > Ready [acknowledged] | Sender acknowledges Packed.',
        ],
      },
    ],
  },
  {
    text: `
      event Told { key id }
      queue Notes
      queue Parked { alarm }
      external Bank { serves look safe }
      service Site { serves go { sends Told to Notes } }
      service Map { on Told from Notes { calls Bank.look } }
    `,
    flow: 'Site.go is called',
    runs: [
      {
        name: 'a message of which nobody says whether it comes again',
        strikes: [['Map calls Bank.look.', 'Bank does not respond']],
        steps: [
          'call Map > Bank [calls Bank.look] !outage failed | Bank does not respond: Map cannot call Bank.look.',
          'event Notes [away] failed | Nobody says whether Told comes again.',
        ],
        could: [
          ['Bank does not respond: Map cannot call Bank.look.', 'outage: Bank does not respond', 'lost-reply: the answer to Map is lost'],
        ],
        lights: [
          '-, Map/on Told from Notes#0, Map/on Told from Notes 1: calls Bank.look',
          'Notes>Map/on Told from Notes, -, -: on Told from Notes',
        ],
      },
      {
        name: 'or what becomes of it',
        strikes: [['Map calls Bank.look.', 'the answer to Map is lost']],
        steps: [
          'answer Bank > Map [time-out] !lost-reply failed | Bank.look is done, but its answer is lost: Map cannot know that it happened.',
          'event Notes [away] failed | Nobody says whether Told comes again.',
        ],
        could: [],
        lights: [
          '-, Map/on Told from Notes#0, Map/on Told from Notes 1: calls Bank.look',
          'Notes>Map/on Told from Notes, -, -: on Told from Notes',
        ],
      },
    ],
  },
]);
