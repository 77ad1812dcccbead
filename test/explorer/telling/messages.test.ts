/** What is told of messages: sent, delivered, acknowledged, parked, lost. */
import { testTellings } from './tellings.ts';

testTellings('messages', [
  {
    text: `
      event Asked { key id }
      event Told { key id }
      queue Questions : aws.sqs { dead-letters after 3 attempts  alarm }
      queue Answers : aws.sqs.fifo { grouped by id  dead-letters group after 3 attempts  alarm }
      service Port : aws.lambda { serves ask { sends Asked to Questions } }
      service Map : aws.lambda { on Asked from Questions { sends Told to Answers } }
      service Log : aws.lambda { on Told from Answers }
    `,
    flow: 'Port.ask is called',
    runs: [
      {
        name: 'a message that is sent again to a queue that takes it once',
        strikes: [['Map acknowledges Asked.', 'it comes again']],
        steps: [
          'acknowledge Map > Questions [acknowledgement lost] !duplicate failed | The acknowledgement of Map is lost: Questions delivers Asked again.',
          'message Questions > Map [Asked · 2nd delivery] | Questions delivers Asked to Map again.',
          'event Answers [ignored] | Answers recognises Told and takes it once.',
          'acknowledge Map > Questions [acknowledged] | Map acknowledges Asked.',
          'message Answers > Log [Told] | Answers delivers Told to Log.',
          'acknowledge Log > Answers [acknowledged] | Log acknowledges Told.',
        ],
        lights: [
          'Questions>Map/on Asked from Questions, -, Map/on Asked from Questions 1: on Asked from Questions',
          'Questions>Map/on Asked from Questions, -, Map/on Asked from Questions 2: on Asked from Questions',
          '-, -, -: sends Told to Answers',
          'Questions>Map/on Asked from Questions, -, Map/on Asked from Questions 2: on Asked from Questions',
          'Answers>Log/on Told from Answers, -, Log/on Told from Answers 1: on Told from Answers',
          'Answers>Log/on Told from Answers, -, Log/on Told from Answers 1: on Told from Answers',
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key orderId }
      topic Orders : aws.sns
      queue Stats : aws.sqs { subscribes to Orders  dead-letters after 3 attempts  alarm }
      store Ledger : postgres
      service Shop { serves place { puts Ledger  publishes Placed to Orders via outbox Ledger } }
      service Counter { on Placed from Stats }
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a relay that forgets, and a subscriber that is out',
        strikes: [
          ["The relay of Ledger's outbox publishes Placed to Orders.", 'it comes again'],
          ['Orders passes Placed on to Stats.', 'the subscriber cannot be reached'],
        ],
        steps: [
          'event Ledger [relayed again] !duplicate | The relay dies before it has noted that Placed is out: it publishes it again.',
          "message Ledger > Orders [Placed · again] | The relay of Ledger's outbox publishes Placed to Orders again.",
          'message Orders > Stats [Placed] !outage failed | Stats cannot be reached: Orders gives up on Placed.',
          'event Orders [lost] failed breaks | Nothing keeps Placed when its tries are used up: it is gone.',
        ],
        breaks: ['nothing-lost: Placed is lost: Stats cannot be reached, and when its tries are used up nothing keeps it.'],
        could: [
          ["The relay of Ledger's outbox publishes Placed to Orders again.", 'duplicate: it comes again'],
          ['Stats cannot be reached: Orders gives up on Placed.', 'duplicate: it comes again', 'outage: the subscriber cannot be reached'],
        ],
        lights: [
          '-, -, -: publishes Placed to Orders via outbox Ledger',
          'Shop/place#1>Orders, Shop/place#1, Shop/place: publishes Placed to Orders via outbox Ledger',
          'Stats/subscribes 0, -, -: subscribes to Orders',
          'Stats/subscribes 0, -, -: subscribes to Orders',
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
      external Bank { serves pay idempotent by id }
      store Seen : postgres
      service Shop { serves place { sends Placed to Orders } }
      service Till { on Placed from Orders idempotent using Seen { calls Bank.pay with key id  puts Seen } }
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a key that is noted too late, and then knows the repeat',
        strikes: [
          ['Till notes the key in Seen.', 'Till crashes'],
          ['Till acknowledges Placed.', 'it comes again'],
        ],
        steps: [
          'event Till [crash] !crash | Till crashes after `puts Seen`, before it acknowledges Placed: Orders delivers it again.',
          'message Orders > Till [Placed · 2nd delivery] | Orders delivers Placed to Till again.',
          'event Till [recognised] | Bank recognises the repeated request of Till.',
          'event Till [passed over] | Till knows that it has done this: it passes over `puts Seen`.',
          'event Till [noted] | Till notes the key in Seen.',
          'acknowledge Till > Orders [acknowledgement lost] !duplicate failed | The acknowledgement of Till is lost: Orders delivers Placed again.',
          'message Orders > Till [Placed · 3rd delivery] | Orders delivers Placed to Till again.',
          'event Till [recognised] | Till recognises Placed and does nothing more.',
          'acknowledge Till > Orders [acknowledged] | Till acknowledges Placed.',
        ],
        could: [
          ['Till crashes after `puts Seen`, before it acknowledges Placed: Orders delivers it again.', 'crash: Till crashes'],
          ['Bank recognises the repeated request of Till.', 'outage: Bank does not respond', 'lost-reply: the answer to Till is lost'],
          ['Till knows that it has done this: it passes over `puts Seen`.', 'crash: Till crashes'],
          ['Till notes the key in Seen.', 'crash: Till crashes'],
          ['The acknowledgement of Till is lost: Orders delivers Placed again.', 'crash: Till crashes', 'duplicate: it comes again'],
          ['Till acknowledges Placed.', 'crash: Till crashes', 'duplicate: it comes again'],
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
      store Rows : postgres
      service Shop { serves place { sends Placed to Orders } }
      service Till { on Placed from Orders idempotent { puts Rows  deletes Rows } }
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'what a repeat passes over',
        strikes: [['Till deletes Rows.', 'Till crashes']],
        steps: [
          'event Till [crash] !crash | Till crashes after `puts Rows`, before it acknowledges Placed: Orders delivers it again.',
          'message Orders > Till [Placed · 2nd delivery] | Orders delivers Placed to Till again.',
          'event Till [passed over] | Till knows that it has done this: it passes over `puts Rows`.',
          'access Till > Rows [deletes Rows] ×1 | Till deletes Rows.',
          'acknowledge Till > Orders [acknowledged] | Till acknowledges Placed.',
        ],
        could: [
          [
            'Till crashes after `puts Rows`, before it acknowledges Placed: Orders delivers it again.',
            'crash: Till crashes',
            'outage: Rows does not respond',
          ],
          ['Till deletes Rows.', 'crash: Till crashes', 'outage: Rows does not respond'],
          ['Till acknowledges Placed.', 'crash: Till crashes', 'duplicate: it comes again'],
        ],
      },
    ],
  },
  {
    text: `
      event Seen { key id }
      topic Views : redis.pubsub
      service Site { serves look { publishes Seen to Views } }
      service Count { on Seen from Views { puts Rows } }
      store Rows : postgres
    `,
    flow: 'Site.look is called',
    runs: [
      {
        name: 'a message that is lost on its way',
        strikes: [['Views delivers Seen to Count.', 'Seen is lost on its way']],
        steps: [
          'message Views > Count [Seen] !drop failed breaks | Seen is lost on the way from Views to Count, and nobody sends it again.',
        ],
        breaks: ['nothing-lost: Seen is lost: Views takes it along once, whatever becomes of it.'],
        could: [['Seen is lost on the way from Views to Count, and nobody sends it again.', 'drop: Seen is lost on its way']],
        lights: ['Views>Count/on Seen from Views, -, -: on Seen from Views'],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
      store Rows : aws.dynamodb
      service Shop : aws.lambda { serves place { sends Placed to Orders } }
      service Till : aws.ecs { instances 1  on Placed from Orders with acknowledges first { puts Rows } }
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a message that is acknowledged first, and lost',
        strikes: [['Till puts Rows.', 'Till crashes']],
        steps: [
          'event Till [crash] !crash | Till crashes.',
          'event Orders [lost] failed breaks | Placed was acknowledged before it was handled: nobody delivers it again.',
        ],
        breaks: ['nothing-lost: Placed is lost: Orders takes it along once, whatever becomes of it.'],
        could: [['Till crashes.', 'crash: Till crashes', 'outage: Rows does not respond']],
        lights: [
          '-, -, Till/on Placed from Orders 1: on Placed from Orders with acknowledges first',
          'Orders>Till/on Placed from Orders, -, -: on Placed from Orders with acknowledges first',
        ],
      },
      {
        name: 'a first acknowledgement that is lost',
        strikes: [['Orders delivers Placed to Till.', 'it comes again']],
        steps: [
          'acknowledge Till > Orders [acknowledgement lost] !duplicate failed | The acknowledgement of Till is lost: Orders delivers Placed again.',
          'access Till > Rows [puts Rows] ×1 | Till puts Rows.',
          'message Orders > Till [Placed · 2nd delivery] | Orders delivers Placed to Till again.',
          'acknowledge Till > Orders [acknowledged] | Till acknowledges Placed.',
          'access Till > Rows [puts Rows · 2nd time] ×2 | Till puts Rows a second time.',
        ],
        could: [
          ['Till puts Rows.', 'crash: Till crashes', 'outage: Rows does not respond'],
          ['Orders delivers Placed to Till again.', 'duplicate: it comes again'],
          ['Till puts Rows a second time.', 'crash: Till crashes', 'outage: Rows does not respond'],
        ],
        lights: [
          'Orders>Till/on Placed from Orders, -, Till/on Placed from Orders 1: on Placed from Orders with acknowledges first',
          '-, Till/on Placed from Orders#0, Till/on Placed from Orders 1: puts Rows',
          'Orders>Till/on Placed from Orders, -, Till/on Placed from Orders 2: on Placed from Orders with acknowledges first',
          'Orders>Till/on Placed from Orders, -, Till/on Placed from Orders 2: on Placed from Orders with acknowledges first',
          '-, Till/on Placed from Orders#0, Till/on Placed from Orders 2: puts Rows',
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters to Parked after 2 attempts }
      queue Parked : aws.sqs { alarm  redrives to Orders }
      external Bank { serves pay }
      service Shop : aws.lambda { serves place { sends Placed to Orders } }
      service Till : aws.lambda { on Placed from Orders { calls Bank.pay } }
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a message that is tried, parked and put back',
        strikes: [['Till calls Bank.pay.', 'Bank does not respond']],
        steps: [
          'call Till > Bank [calls Bank.pay] !outage failed | Bank does not respond: Till cannot call Bank.pay.',
          'event Orders [back · try 2] | Placed goes back to Orders, for another try.',
          'message Orders > Till [Placed · 2nd delivery] | Orders delivers Placed to Till again.',
          'call Till > Bank [calls Bank.pay] failed | Bank does not respond: Till cannot call Bank.pay.',
          'message Orders > Parked [Placed] failed | Orders parks Placed in Parked.',
          'event Parked [Placed] | Placed comes in on Parked.',
          'message Parked > Orders [Placed] | Parked is redriven: Placed goes back to Orders.',
          'message Orders > Till [Placed · 3rd delivery] | Orders delivers Placed to Till again.',
          'call Till > Bank [pay] ×1 | Till calls Bank.pay.',
          'acknowledge Till > Orders [acknowledged] | Till acknowledges Placed.',
        ],
        could: [
          ['Bank does not respond: Till cannot call Bank.pay.', 'outage: Bank does not respond', 'lost-reply: the answer to Till is lost'],
          ['Till calls Bank.pay.', 'outage: Bank does not respond', 'lost-reply: the answer to Till is lost'],
          ['Till acknowledges Placed.', 'crash: Till crashes', 'duplicate: it comes again'],
        ],
        lights: [
          '-, Till/on Placed from Orders#0, Till/on Placed from Orders 1: calls Bank.pay',
          'Orders>Till/on Placed from Orders, -, Till/on Placed from Orders: on Placed from Orders',
          'Orders>Till/on Placed from Orders, -, Till/on Placed from Orders 2: on Placed from Orders',
          '-, Till/on Placed from Orders#0, Till/on Placed from Orders 2: calls Bank.pay',
          'Orders>Till/on Placed from Orders, -, -: on Placed from Orders',
          '-, -, -: queue Parked : aws.sqs',
          '-, -, -: redrives to Orders',
          'Orders>Till/on Placed from Orders, -, Till/on Placed from Orders 3: on Placed from Orders',
          '-, Till/on Placed from Orders#0, Till/on Placed from Orders 3: calls Bank.pay',
          'Orders>Till/on Placed from Orders, -, Till/on Placed from Orders 3: on Placed from Orders',
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      store Rows : aws.dynamodb
      service Shop : aws.lambda { serves place { sends Placed to Till } }
      service Till : aws.lambda { on Placed { puts Rows } }
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a message handed over, and again',
        strikes: [['Till acknowledges Placed.', 'it comes again']],
        steps: [
          'acknowledge Till > Shop [acknowledgement lost] !duplicate failed | The acknowledgement of Till is lost: Shop delivers Placed again.',
          'message Shop > Till [Placed · 2nd delivery] | Till is handed Placed again.',
          'access Till > Rows [puts Rows · 2nd time] ×2 | Till puts Rows a second time.',
          'acknowledge Till > Shop [acknowledged] | Till acknowledges Placed.',
        ],
        lights: [
          'Shop/place#0>Till/on Placed, -, Till/on Placed 1: sends Placed to Till',
          'Shop/place#0>Till/on Placed, -, Till/on Placed 2: sends Placed to Till',
          '-, Till/on Placed#0, Till/on Placed 2: puts Rows',
          'Shop/place#0>Till/on Placed, -, Till/on Placed 2: sends Placed to Till',
        ],
      },
      {
        name: 'a message handed over to somebody whose store is out',
        strikes: [['Till puts Rows.', 'Rows does not respond']],
        steps: [
          'access Till > Rows [puts Rows] !outage failed | Rows does not respond: Till cannot put Rows.',
          'event Shop [back · try 2] | Placed goes back to Shop, for another try.',
          'message Shop > Till [Placed · 2nd delivery] | Till is handed Placed again.',
          'access Till > Rows [puts Rows] failed | Rows does not respond: Till cannot put Rows.',
          'event Shop [back · try 3] | Placed goes back to Shop, for another try.',
          'message Shop > Till [Placed · 3rd delivery] | Till is handed Placed again.',
          'access Till > Rows [puts Rows] failed | Rows does not respond: Till cannot put Rows.',
          'event Shop [lost] failed breaks | Nothing keeps Placed when its tries are used up: it is gone.',
        ],
        breaks: ['nothing-lost: Placed is lost: Till cannot handle it, and when its tries are used up nothing keeps it.'],
        lights: [
          '-, Till/on Placed#0, Till/on Placed 1: puts Rows',
          'Shop/place#0>Till/on Placed, -, Till/on Placed: sends Placed to Till',
          'Shop/place#0>Till/on Placed, -, Till/on Placed 2: sends Placed to Till',
          '-, Till/on Placed#0, Till/on Placed 2: puts Rows',
          'Shop/place#0>Till/on Placed, -, Till/on Placed: sends Placed to Till',
          'Shop/place#0>Till/on Placed, -, Till/on Placed 3: sends Placed to Till',
          '-, Till/on Placed#0, Till/on Placed 3: puts Rows',
          'Shop/place#0>Till/on Placed, -, -: sends Placed to Till',
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      queue Orders : aws.sqs { dead-letters to Parked after 3 attempts }
      queue Parked : aws.sqs { retention 14d  alarm  redrives to Orders }
      service Shop : aws.lambda { serves place { sends Placed to Orders } }
      service Till : aws.lambda { on Placed from Orders idempotent by id within 1h { puts Rows } }
      store Rows : aws.dynamodb
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a message that comes again when it is forgotten',
        strikes: [['Till acknowledges Placed.', 'it comes again, late']],
        steps: [
          'acknowledge Till > Orders [acknowledgement lost · late] !duplicate failed | The acknowledgement of Till is lost: Orders delivers Placed again, so late that it is forgotten by then.',
          'message Orders > Till [Placed · 2nd delivery] | Orders delivers Placed to Till again.',
          'access Till > Rows [puts Rows · 2nd time] ×2 | Till puts Rows a second time.',
          'acknowledge Till > Orders [acknowledged] | Till acknowledges Placed.',
        ],
        could: [
          [
            'The acknowledgement of Till is lost: Orders delivers Placed again, so late that it is forgotten by then.',
            'crash: Till crashes',
            'duplicate: it comes again',
            'duplicate: it comes again, late',
          ],
          ['Till puts Rows a second time.', 'outage: Rows does not respond'],
          ['Till acknowledges Placed.', 'crash: Till crashes', 'duplicate: it comes again', 'duplicate: it comes again, late'],
        ],
      },
    ],
  },
  {
    text: `
      event Paid { key paymentId }
      stream Ledger : redis.streams
      external Desk { publishes Paid to Ledger }
      service Books { on Paid from Ledger }
    `,
    flow: 'Desk publishes Paid',
    runs: [
      {
        name: 'a message that is tried for ever',
        strikes: [['Ledger delivers Paid to Books.', 'Paid cannot be handled']],
        steps: [
          'event Ledger > Books [cannot be handled] !poison failed | Books cannot handle this Paid: every try fails.',
          'event Ledger [stuck] failed breaks | Ledger delivers Paid again and again, and no try will ever do.',
        ],
        breaks: ['nothing-lost: Paid is never done: Books cannot handle it, and it comes again for ever.'],
      },
    ],
  },
  {
    text: `
      event Paid { key paymentId }
      queue Ledger : aws.sqs
      external Desk { sends Paid to Ledger }
      service Books { on Paid from Ledger }
    `,
    flow: 'Desk sends Paid',
    runs: [
      {
        name: 'a message that is tried until it expires',
        strikes: [['Ledger delivers Paid to Books.', 'Paid cannot be handled']],
        steps: [
          'event Ledger > Books [cannot be handled] !poison failed | Books cannot handle this Paid: every try fails.',
          'event Ledger [lost] failed breaks | Ledger delivers Paid again and again until it expires: it is gone.',
        ],
        breaks: ['nothing-lost: Paid is lost: Books cannot handle it, and it comes again until it expires.'],
      },
    ],
  },
  {
    text: `
      event Paid { key paymentId }
      queue Ledger : aws.sqs { dead-letters after 3 attempts }
      external Desk { sends Paid to Ledger }
      service Books { on Paid from Ledger }
    `,
    flow: 'Desk sends Paid',
    runs: [
      {
        name: 'a message that is parked where nobody looks',
        strikes: [['Ledger delivers Paid to Books.', 'Paid cannot be handled']],
        steps: [
          'event Ledger > Books [cannot be handled] !poison failed | Books cannot handle this Paid: every try fails.',
          'message Ledger > Ledger.dead-letters [Paid] failed | Ledger parks Paid in its dead letters, where nobody looks.',
          'event Ledger.dead-letters [Paid] breaks | Paid comes in on Ledger.dead-letters.',
        ],
        breaks: ['nothing-lost: Paid lies in the dead letters of Ledger, and nobody looks there.'],
        lights: [
          'Ledger>Books/on Paid from Ledger, -, -: on Paid from Ledger',
          'Ledger>Books/on Paid from Ledger, -, -: on Paid from Ledger',
          '-, -, -: queue Ledger : aws.sqs',
        ],
      },
    ],
  },
  {
    text: `
      store Orders : aws.dynamodb { key id  publishes Changed to Changes }
      event Changed { key id }
      stream Changes : aws.dynamodb.streams
      queue Parked : aws.sqs { alarm }
      service Shop : aws.lambda { serves place { puts Orders } }
      service Count : aws.lambda { on Changed from Changes with dead-letters to Parked after 3 attempts }
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'what a store publishes',
        steps: [
          'event Shop [place] | Shop.place is called.',
          'access Shop > Orders [puts Orders] ×1 | Shop.place puts Orders.',
          'message Orders > Changes [Changed] | Orders publishes Changed to Changes.',
          'message Changes > Count [Changed] | Changes delivers Changed to Count.',
          'acknowledge Count > Changes [acknowledged] | Count acknowledges Changed.',
        ],
        could: [
          ['Shop.place puts Orders.', 'outage: Orders does not respond'],
          ['Changes delivers Changed to Count.', 'poison: Changed cannot be handled'],
          ['Count acknowledges Changed.', 'crash: Count crashes', 'duplicate: it comes again'],
        ],
        lights: [
          '-, -, Shop/place 1: serves place',
          '-, Shop/place#0, Shop/place 1: puts Orders',
          'Orders/unplaced#0>Changes, Orders/unplaced#0, Orders/unplaced: publishes Changed to Changes',
          'Changes>Count/on Changed from Changes, -, Count/on Changed from Changes 1: on Changed from Changes with dead-letters to Parked after 3 attempts',
          'Changes>Count/on Changed from Changes, -, Count/on Changed from Changes 1: on Changed from Changes with dead-letters to Parked after 3 attempts',
        ],
      },
    ],
  },
  {
    text: `
      event Paid { key orderId }
      event Packed { key orderId }
      topic Events : aws.sns.fifo
      queue Ready : aws.sqs { subscribes to Events  dead-letters after 3 attempts  alarm }
      service Till : aws.lambda { serves pay { publishes Paid to Events  when "packed" { publishes Packed to Events } } }
      service Sender : aws.lambda { on all of Paid, Packed within 10m from Ready { puts Sent } otherwise { deletes Sent } }
      store Sent : aws.dynamodb
    `,
    flow: 'Till.pay is called',
    runs: [
      {
        name: 'a join that has all it waits for',
        steps: [
          'event Till [pay] | Till.pay is called.',
          'message Till > Events [Paid] | Till.pay publishes Paid to Events.',
          'message Till > Events [Packed] | Till.pay publishes Packed to Events.',
          'message Events > Ready [Paid] | Events passes Paid on to Ready.',
          'message Ready > Sender [Paid] | Ready delivers Paid to Sender, which waits for the rest.',
          'message Events > Ready [Packed] | Events passes Packed on to Ready.',
          'message Ready > Sender [Packed] | Ready delivers Packed to Sender.',
          'access Sender > Sent [puts Sent] ×1 | Sender puts Sent.',
          'acknowledge Sender > Ready [acknowledged] | Sender acknowledges Packed.',
        ],
        could: [
          ['Till.pay publishes Paid to Events.', 'outage: Events does not respond'],
          ['Till.pay publishes Packed to Events.', 'crash: Till.pay crashes', 'outage: Events does not respond'],
          ['Events passes Paid on to Ready.', 'duplicate: it comes again', 'outage: the subscriber cannot be reached'],
          ['Ready delivers Paid to Sender, which waits for the rest.', 'poison: Paid cannot be handled'],
          ['Events passes Packed on to Ready.', 'duplicate: it comes again', 'outage: the subscriber cannot be reached'],
          ['Ready delivers Packed to Sender.', 'poison: Packed cannot be handled'],
          ['Sender puts Sent.', 'outage: Sent does not respond'],
          ['Sender acknowledges Packed.', 'crash: Sender crashes', 'duplicate: it comes again'],
        ],
        lights: [
          '-, -, Till/pay 1: serves pay',
          'Till/pay#0>Events, Till/pay#0, Till/pay: publishes Paid to Events',
          'Till/pay#1>Events, Till/pay#1, Till/pay: publishes Packed to Events',
          'Ready/subscribes 0, -, -: subscribes to Events',
          'Ready>Sender/on Paid, Packed from Ready, -, Sender/on Paid, Packed from Ready: on all of Paid, Packed within 10m from Ready',
          'Ready/subscribes 0, -, -: subscribes to Events',
          'Ready>Sender/on Paid, Packed from Ready, -, Sender/on Paid, Packed from Ready 1: on all of Paid, Packed within 10m from Ready',
          '-, Sender/on Paid, Packed from Ready#0, Sender/on Paid, Packed from Ready 1: puts Sent',
          'Ready>Sender/on Paid, Packed from Ready, -, Sender/on Paid, Packed from Ready 1: on all of Paid, Packed within 10m from Ready',
        ],
      },
      {
        name: 'a join whose time is up',
        variant: 1,
        steps: [
          'event Till [pay] | Till.pay is called.',
          'message Till > Events [Paid] | Till.pay publishes Paid to Events.',
          'message Events > Ready [Paid] | Events passes Paid on to Ready.',
          'message Ready > Sender [Paid] | Ready delivers Paid to Sender, which waits for the rest.',
          'event Sender [time is up] | The time of Sender is up before all have come.',
          'event Sender [begins] | Sender begins.',
          'access Sender > Sent [deletes Sent] ×1 | Sender deletes Sent.',
        ],
        could: [
          ['Till.pay publishes Paid to Events.', 'outage: Events does not respond'],
          ['Events passes Paid on to Ready.', 'duplicate: it comes again', 'outage: the subscriber cannot be reached'],
          ['Ready delivers Paid to Sender, which waits for the rest.', 'poison: Paid cannot be handled'],
          ['Sender deletes Sent.', 'outage: Sent does not respond'],
        ],
        lights: [
          '-, -, Till/pay 1: serves pay',
          'Till/pay#0>Events, Till/pay#0, Till/pay: publishes Paid to Events',
          'Ready/subscribes 0, -, -: subscribes to Events',
          'Ready>Sender/on Paid, Packed from Ready, -, Sender/on Paid, Packed from Ready: on all of Paid, Packed within 10m from Ready',
          '-, -, Sender/on Paid, Packed from Ready: on all of Paid, Packed within 10m from Ready',
          '-, -, Sender/on Paid, Packed from Ready 1: on all of Paid, Packed within 10m from Ready',
          '-, Sender/on Paid, Packed from Ready#1, Sender/on Paid, Packed from Ready 1: deletes Sent',
        ],
      },
    ],
  },
  {
    text: `
      event Asked  event Told  topic Talk : aws.sns
      service One { on Asked from Talk { publishes Told to Talk } }
      service Two { on Told from Talk { publishes Asked to Talk } }
    `,
    flow: 'Asked comes in',
    runs: [
      {
        name: 'a message that leads to itself',
        steps: [
          'event Talk [Asked] | Asked comes in on Talk.',
          'message Talk > One [Asked] | Talk delivers Asked to One.',
          'message One > Talk [Told] | One publishes Told to Talk.',
          'acknowledge One > Talk [acknowledged] | One acknowledges Asked.',
          'message Talk > Two [Told] | Talk delivers Told to Two.',
          'message Two > Talk [Asked] | Two publishes Asked to Talk.',
          'acknowledge Two > Talk [acknowledged] | Two acknowledges Told.',
          'message Talk > One [Asked] | Talk delivers Asked to One.',
          "event Two > One [again] breaks | It is One's turn again, where it all began.",
        ],
        breaks: ['comes-to-rest: Asked leads to itself again: One publishes Told and Two publishes Asked.'],
        could: [
          ['Talk delivers Asked to One.', 'poison: Asked cannot be handled'],
          ['One publishes Told to Talk.', 'outage: Talk does not respond'],
          ['One acknowledges Asked.', 'crash: One crashes', 'duplicate: it comes again'],
          ['Talk delivers Told to Two.', 'poison: Told cannot be handled'],
          ['Two publishes Asked to Talk.', 'outage: Talk does not respond'],
          ['Two acknowledges Told.', 'crash: Two crashes', 'duplicate: it comes again'],
          ['Talk delivers Asked to One.', 'duplicate: it comes again', 'poison: Asked cannot be handled'],
        ],
        lights: [
          '-, -, -: topic Talk : aws.sns',
          'Talk>One/on Asked from Talk, -, One/on Asked from Talk 1: on Asked from Talk',
          'One/on Asked from Talk#0>Talk, One/on Asked from Talk#0, One/on Asked from Talk: publishes Told to Talk',
          'Talk>One/on Asked from Talk, -, One/on Asked from Talk 1: on Asked from Talk',
          'Talk>Two/on Told from Talk, -, Two/on Told from Talk 1: on Told from Talk',
          'Two/on Told from Talk#0>Talk, Two/on Told from Talk#0, Two/on Told from Talk: publishes Asked to Talk',
          'Talk>Two/on Told from Talk, -, Two/on Told from Talk 1: on Told from Talk',
          'Talk>One/on Asked from Talk, -, -: on Asked from Talk',
          'Talk>One/on Asked from Talk, -, One/on Asked from Talk: on Asked from Talk',
        ],
      },
    ],
  },
  {
    text: `
      event E { key id }
      service A : aws.lambda { on E { sends E to A  puts X } }
      store X : aws.dynamodb
    `,
    flow: 'E comes in',
    runs: [
      {
        name: 'what comes from outside, straight to who handles it, comes again from there',
        strikes: [['A puts X.', 'X does not respond']],
        steps: [
          'access A > X [puts X] !outage failed | X does not respond: A cannot put X.',
          'event A [back · try 2] | E goes back to its sender, for another try.',
          'message A [E · 2nd delivery] | A is handed E again.',
          'message A [E] | A sends E to A a second time.',
          'access A > X [puts X] failed | X does not respond: A cannot put X.',
          'event A [back · try 3] | E goes back to its sender, for another try.',
          'message A [E · 3rd delivery] | A is handed E again.',
          'message A [E] | A sends E to A a second time.',
          'access A > X [puts X] failed | X does not respond: A cannot put X.',
          'event A [lost] failed breaks | Nothing keeps E when its tries are used up: it is gone.',
          'event A [E] | A takes up E.',
          "event A [again] breaks | It is A's turn again, where it all began.",
          'message A [E · 2nd delivery] | A is handed E again.',
          "event A [again] breaks | It is A's turn again, where it all began.",
          'message A [E · 3rd delivery] | A is handed E again.',
          "event A [again] breaks | It is A's turn again, where it all began.",
        ],
        breaks: [
          'nothing-lost: E is lost: A cannot handle it, and when its tries are used up nothing keeps it.',
          'comes-to-rest: E leads to itself again: A sends E.',
          'comes-to-rest: E leads to itself again: A sends E.',
          'comes-to-rest: E leads to itself again: A sends E.',
        ],
      },
    ],
  },
  {
    text: `
      event E { key id }
      service P { serves p { sends E to A } }
      service A : aws.lambda { on E with dead-letters to D { puts X } }
      queue D : aws.sqs { alarm }
      store X : aws.dynamodb
    `,
    flow: 'P.p is called',
    runs: [
      {
        name: 'a message that is handed over four times',
        strikes: [
          ['A acknowledges E.', 'it comes again'],
          ['A acknowledges E.', 'it comes again'],
          ['A acknowledges E.', 'it comes again'],
        ],
        steps: [
          'acknowledge A > P [acknowledgement lost] !duplicate failed | The acknowledgement of A is lost: P delivers E again.',
          'message P > A [E · 2nd delivery] | A is handed E again.',
          'access A > X [puts X · 2nd time] ×2 | A puts X a second time.',
          'acknowledge A > P [acknowledgement lost] !duplicate failed | The acknowledgement of A is lost: P delivers E again.',
          'message P > A [E · 3rd delivery] | A is handed E again.',
          'access A > X [puts X · 2nd time] ×2 | A puts X a second time.',
          'acknowledge A > P [acknowledgement lost] !duplicate failed | The acknowledgement of A is lost: P delivers E again.',
          'message P > A [E · 4th delivery] | A is handed E again.',
          'access A > X [puts X · 2nd time] ×2 | A puts X a second time.',
          'acknowledge A > P [acknowledged] | A acknowledges E.',
        ],
      },
    ],
  },
  {
    text: `
      event E { key id }
      topic T : aws.sns
      store X : postgres { publishes E to T }
      store Y : aws.dynamodb
      service P : aws.lambda { serves p { puts X  puts Y } }
    `,
    flow: 'P.p is called',
    runs: [
      {
        name: 'a crash behind a write with which a store publishes something comes after the write',
        strikes: [['P.p puts Y.', 'P.p crashes']],
        steps: ['event P [crash] !crash breaks | P.p crashes after `puts X`.'],
        breaks: ['all-or-nothing: P.p is done by half: puts Y never took place, and what it did before stays.'],
      },
    ],
  },
  {
    text: `
      event E { key id }
      topic T : aws.sns
      service P : aws.lambda { serves p { publishes E to T } }
    `,
    flow: 'P.p is called',
    runs: [
      {
        name: 'a topic that does not respond',
        strikes: [['P.p publishes E to T.', 'T does not respond']],
        steps: [
          'message P > T [publishes E] !outage failed | T does not respond: P.p cannot publish E.',
          'event P [fails] failed | P.p fails.',
        ],
      },
    ],
  },
]);
