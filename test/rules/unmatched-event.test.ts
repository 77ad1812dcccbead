import { testRule } from './runner.ts';

testRule('unmatched-event', {
  valid: [
    { name: 'a sketch of which hardly anything hangs together yet', text: 'service A { calls B }\nservice B\nstore C\nexternal D\n' },
    {
      name: 'elements that are only named: by routes, state, fallbacks, flows, marks, outboxes, dead letters',
      text: `
        event A { key a }
        gateway G { routes "/" to S }
        topic T
        service S {
          on A from T idempotent using Marks with dead-letters to Parked after 3 attempts { calls X with fallback F }
          keeps State in Kept
        }
        store Marks
        store Kept
        store Parked
        service F
        external X
        store Box
        actor U { publishes A to T }
        service P { serves go { publishes A to T via outbox Box } }
        service E
        flow Go from E
      `,
    },
    `
      event Placed { key orderId }
      queue Orders : aws.sqs
      service Shop : aws.lambda { serves place { sends Placed to Orders } }
      service Mail : aws.lambda { on Placed from Orders idempotent { sends Placed to Partner } }
      external Partner
    `,
    {
      name: 'a consumer outside, declared',
      text: `
        event Placed { key orderId }
        topic Orders : aws.sns
        service Shop : aws.lambda { serves place { publishes Placed to Orders } }
        external Newsletter { on Placed from Orders }
      `,
    },
    {
      name: 'a command that an operation takes as its request',
      text: `
        command Redeem { key id }
        service Accounts : aws.lambda { serves redeem(Redeem) idempotent }
      `,
    },
    {
      name: 'a step that waits, a workflow that is started, a copy that is rebuilt',
      text: `
        event Placed { key orderId }
        event Signed { key orderId }
        event Moved { key orderId }
        topic Events : aws.sns
        stream Moves : kafka
        service Shop : aws.lambda { serves place { publishes Placed to Events  publishes Signed to Events  sends Moved to Moves } }
        orchestrator Fulfil : aws.stepfunctions {
          subscribes to Events for Placed with key orderId
          step Wait waits for Signed from Events at most 1d
        } otherwise { step Tell calls Shop.place }
        cache Positions : redis { rebuilt from Moves }
      `,
    },
    {
      name: 'a change stream that a store publishes',
      text: `
        event Changed { key orderId }
        store Orders : aws.dynamodb { publishes Changed to Changes }
        stream Changes : aws.dynamodb.streams
        service Search : aws.lambda { on Changed from Changes { reads Orders } }
      `,
    },
    {
      name: 'what a channel says that it carries',
      text: `
        event Placed { key orderId }
        topic Events { carries Placed }
        service Shop { serves place { publishes Placed to Events } }
        service Mail { on Placed from Events }
      `,
    },
  ],
  invalid: [
    {
      name: 'declared in vain',
      text: `
        system shop {
          /** Nobody needs it. */
          <|event Returned|> { key orderId }
          event Placed { key orderId }
          service Shop { serves place { sends Placed to Mail } }
          external Mail
        }
      `,
      findings: [
        {
          message: 'unused',
          text: 'Returned is declared, but nothing sends it and nothing takes it. Remove it, or say who publishes it and who handles it.',
          data: { message: 'Returned' },
          severity: 'warning',
          fixes: [
            {
              title: 'Remove Returned',
              output: `
                system shop {
                  event Placed { key orderId }
                  service Shop { serves place { sends Placed to Mail } }
                  external Mail
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'declared in vain, yet named by a channel that carries nothing else',
      text: `
        <|event Returned|> { key orderId }
        event Placed { key orderId }
        topic Events { carries Returned }
        service Mail { on Placed from Events }
        service Shop { serves place { <|publishes Placed to Events|> } }
      `,
      findings: [
        { message: 'unused', fixes: [] },
        {
          message: 'uncarried',
          text: 'Shop.place sends Placed to Events, which `carries` only Returned, so nobody gets it. Add it to `carries`, or send it elsewhere.',
          data: { producer: 'Shop.place', channel: 'Events', carried: 'Returned' },
          severity: 'error',
          fixes: [
            {
              title: 'Let Events carry Placed too',
              output: `
        event Returned { key orderId }
        event Placed { key orderId }
        topic Events { carries Returned, Placed }
        service Mail { on Placed from Events }
        service Shop { serves place { publishes Placed to Events } }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'sent, and taken by nobody',
      text: `
        <|event Placed|> { key orderId }
        topic Orders : aws.sns
        service Shop : aws.lambda { serves place { publishes Placed to Orders } }
      `,
      findings: [
        {
          message: 'unconsumed',
          text: 'Placed is sent by Shop.place, but nothing takes it. Add a handler (`on Placed`) where it is needed, or stop sending it.',
          data: { message: 'Placed', producer: 'Shop.place' },
          related: 1,
          fixes: [
            {
              title: 'Say that somebody outside takes Placed',
              output: `
        event Placed { key orderId }
        external PlacedReader { on Placed from Orders }
        topic Orders : aws.sns
        service Shop : aws.lambda { serves place { publishes Placed to Orders } }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'awaited, and sent by nobody',
      text: `
        event Placed { key orderId }
        queue Orders : aws.sqs
        service Mail : aws.lambda { <|on Placed from Orders|> { reads Templates } }
        store Templates : aws.s3
        service Print : aws.lambda { on Placed from Orders { reads Templates } }
      `,
      findings: [
        {
          message: 'unpublished',
          text: 'Mail waits for Placed, which nothing in the design sends, so it never runs. Say who publishes it; what comes from outside is sent by an `external`.',
          data: { message: 'Placed', consumer: 'Mail' },
          severity: 'error',
          related: ['Print waits for it, too'],
          fixes: [
            {
              title: 'Say that Placed comes from outside',
              output: `
        event Placed { key orderId }
        external PlacedSource { sends Placed to Orders }
        queue Orders : aws.sqs
        service Mail : aws.lambda { on Placed from Orders { reads Templates } }
        store Templates : aws.s3
        service Print : aws.lambda { on Placed from Orders { reads Templates } }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'sent to another channel than the one it is awaited from',
      text: `
        event Placed { key orderId }
        event Paid { key orderId }
        queue Orders : aws.sqs
        queue Payments : aws.sqs
        service Shop : aws.lambda { serves place { sends Placed to Orders  sends Paid to Payments } }
        service Mail : aws.lambda {
          <|on Placed from Payments|> { reads Templates }
          on Paid from Payments { reads Templates }
          on Placed from Orders { reads Templates }
        }
        store Templates : aws.s3
      `,
      findings: [
        {
          message: 'astray',
          text: 'Mail waits for Placed from Payments, but it is sent to Orders and never gets there. Take it from there, or send it to Payments.',
          data: { consumer: 'Mail', message: 'Placed', channel: 'Payments', others: 'Orders' },
          related: 1,
          // It is taken from there already.
          fixes: [],
        },
      ],
    },
    {
      name: 'channels that lead nowhere',
      text: `
        event Placed { key orderId }
        queue Orders : aws.sqs
        <|queue Copies : aws.sqs|>
        <|topic Unused : aws.sns|>
        service Shop : aws.lambda { serves place { sends Placed to Orders  sends Placed to Copies } }
        service Mail : aws.lambda { on Placed from Orders { reads Templates } }
        store Templates : aws.s3
      `,
      findings: [
        {
          message: 'undrained',
          text: 'Nothing takes Placed out of Copies, so it is sent there in vain. Add a handler `from Copies`, or remove the channel.',
          data: { channel: 'Copies', messages: 'Placed' },
          related: 1,
          fixes: [
            {
              title: 'Say that somebody outside reads Copies',
              output: `
        event Placed { key orderId }
        queue Orders : aws.sqs
        queue Copies : aws.sqs
        external CopiesReader { on Placed from Copies }
        topic Unused : aws.sns
        service Shop : aws.lambda { serves place { sends Placed to Orders  sends Placed to Copies } }
        service Mail : aws.lambda { on Placed from Orders { reads Templates } }
        store Templates : aws.s3
      `,
            },
          ],
        },
        {
          message: 'idle',
          text: 'Nothing is sent to Unused, and nothing is taken from it. Remove it, or connect it.',
          data: { channel: 'Unused' },
          fixes: [
            {
              title: 'Remove Unused',
              output: `
        event Placed { key orderId }
        queue Orders : aws.sqs
        queue Copies : aws.sqs
        service Shop : aws.lambda { serves place { sends Placed to Orders  sends Placed to Copies } }
        service Mail : aws.lambda { on Placed from Orders { reads Templates } }
        store Templates : aws.s3
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a subscription for what is published elsewhere',
      text: `
        event Paid { key paymentId }
        topic Orders : aws.sns
        topic Payments : aws.sns
        event Placed { key orderId }
        queue Books : aws.sqs { <|subscribes to Orders for Paid|> }
        service Shop { serves pay { publishes Paid to Payments  publishes Placed to Orders } }
        service Booking { on Paid from Books }
        service Mail { on Placed from Orders  on Paid from Payments }
      `,
      findings: [
        {
          message: 'missed',
          text: 'Books subscribes to Orders for Paid, which is never published there: it is sent to Payments, and Booking waits in vain. Subscribe to where it is sent, or publish it to Orders.',
          severity: 'error',
          data: { channel: 'Books', topic: 'Orders', message: 'Paid', others: 'Payments', consumer: 'Booking' },
          related: ['Booking waits for it', 'Shop.pay sends it here'],
          fixes: [
            {
              title: 'Subscribe to Payments',
              output: `
        event Paid { key paymentId }
        topic Orders : aws.sns
        topic Payments : aws.sns
        event Placed { key orderId }
        queue Books : aws.sqs { subscribes to Payments for Paid }
        service Shop { serves pay { publishes Paid to Payments  publishes Placed to Orders } }
        service Booking { on Paid from Books }
        service Mail { on Placed from Orders  on Paid from Payments }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'elements that have to do with nothing',
      text: `
        service Shop { serves order { puts Orders  calls Bank } }
        store Orders
        external Bank
        <|service Lonely : kubernetes|> { instances 2 }
        <|store Unused : postgres|>
        <|actor Nobody|>
        store Copy { rebuilt from Orders within 1s }
        service Cache { keeps Prices in memory rebuilt from Treasury }
        external Treasury
      `,
      findings: [
        {
          message: 'alone',
          text: 'Nothing in the design has to do with Lonely: it calls, sends and stores nothing, and nobody uses it. Connect it, or remove it.',
          severity: 'warning',
          data: { element: 'Lonely' },
          fixes: [
            {
              title: 'Remove Lonely',
              output: `
                service Shop { serves order { puts Orders  calls Bank } }
                store Orders
                external Bank
                store Unused : postgres
                actor Nobody
                store Copy { rebuilt from Orders within 1s }
                service Cache { keeps Prices in memory rebuilt from Treasury }
                external Treasury
              `,
            },
          ],
        },
        { message: 'alone' },
        { message: 'alone' },
      ],
    },
    {
      name: 'sent to several channels, and to a service itself, and awaited from another, which subscribes to something else or to all',
      text: `
        event Placed { key orderId }
        event Paid { key orderId }
        event Sent { key orderId }
        topic Orders : aws.sns
        topic Payments : aws.sns
        topic Copies : aws.sns
        queue Books : aws.sqs { subscribes to Orders for Placed }
        queue All : aws.sqs { subscribes to Orders }
        service Shop { serves pay { publishes Placed to Orders  publishes Paid to Payments  publishes Paid to Copies  sends Sent to Post } }
        service Booking { on Placed from Books  <|on Paid from Books|>  <|on Sent from Books|> }
        service Audit { on Placed from All  <|on Paid from All|> }
        service Post { on Sent  on Paid from Payments  on Paid from Copies }
      `,
      findings: [
        { message: 'astray', data: { channel: 'Books', others: 'Payments, Copies' } },
        { message: 'astray', data: { message: 'Sent', others: 'Post' } },
        { message: 'astray', data: { channel: 'All', message: 'Paid' } },
      ],
    },
    {
      name: 'a queue that carries something else, and one that nobody empties of several messages',
      text: `
        event Placed { key orderId }
        event Paid { key orderId }
        event Sent { key orderId }
        queue Orders : aws.sqs { carries Placed, Paid }
        <|queue Copies : aws.sqs|>
        service Shop { serves pay { sends Placed to Orders  sends Paid to Orders  <|sends Sent to Orders|>  sends Placed to Copies  sends Paid to Copies } }
        service Booking { on Placed, Paid from Orders  on Sent }
      `,
      findings: [
        { message: 'undrained', data: { messages: 'Placed, Paid' }, related: 2 },
        { message: 'uncarried', data: { message: 'Sent', carried: 'Placed, Paid' } },
      ],
    },
    {
      name: 'awaited from the wrong queue; from a topic that nobody publishes to; by way of a topic; sent to somebody by name, and to two channels',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        event D { key id }
        <|event E|> { key id }
        topic One : aws.sns
        queue Two : aws.sqs
        topic T : aws.sns
        topic U : aws.sns
        queue Fed : aws.sqs { subscribes to U for C }
        external Partner
        service Shop { serves go { publishes A to One  sends D to Partner  publishes E to T  publishes E to U } }
        service Other { on A from One }
        service Mail { <|on A from Two|> { reads Rows }  <|on B from T|> { reads Rows }  <|on C from Fed|> { reads Rows } }
        store Rows
      `,
      findings: [
        { message: 'unconsumed' },
        {
          message: 'astray',
          fixes: [
            {
              title: 'Take it from One',
              output: `
        event A { key id }
        event B { key id }
        event C { key id }
        event D { key id }
        event E { key id }
        topic One : aws.sns
        queue Two : aws.sqs
        topic T : aws.sns
        topic U : aws.sns
        queue Fed : aws.sqs { subscribes to U for C }
        external Partner
        service Shop { serves go { publishes A to One  sends D to Partner  publishes E to T  publishes E to U } }
        service Other { on A from One }
        service Mail { on A from One { reads Rows }  on B from T { reads Rows }  on C from Fed { reads Rows } }
        store Rows
      `,
            },
          ],
        },
        { message: 'unpublished' },
        { message: 'unpublished' },
      ],
    },
    {
      name: 'sent to a service that does not take it, and published nowhere in particular',
      text: `
        <|event Told|> { key orderId }
        <|event Loose|> { key orderId }
        service Post { serves go { reads Rows } }
        service Shop { serves tell { sends Told to Post }  serves call { publishes Loose } }
        store Rows
      `,
      findings: [
        { message: 'unconsumed', fixes: [] },
        {
          message: 'unconsumed',
          fixes: [
            {
              title: 'Say that somebody outside takes Loose',
              output: `
                event Told { key orderId }
                event Loose { key orderId }
                external LooseReader { on Loose }
                service Post { serves go { reads Rows } }
                service Shop { serves tell { sends Told to Post }  serves call { publishes Loose } }
                store Rows
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'published wherever it is carried, which is in two topics, of which none is the one to take it from',
      text: `
        <|event Placed|>
        event Other
        topic Orders { carries Placed, Other }
        topic Copies { carries Placed, Other }
        service Shop { serves a { publishes Placed } }
        service Mail { on Other from Orders  on Other from Copies }
        actor U { publishes Other }
      `,
      findings: [{ message: 'unconsumed', fixes: [] }],
    },
    {
      name: 'awaited from a topic, by way of another, and from two queues, of which none is the one to send to',
      text: `
        event A
        event B
        event C
        topic T
        topic U
        queue Fed { subscribes to U for B }
        queue Q
        queue R
        service Mail { <|on A from T|>  <|on B from Fed|>  <|on C from Q|> }
        service Print { on C from R }
      `,
      findings: [
        {
          message: 'unpublished',
          fixes: [
            {
              title: 'Say that A comes from outside',
              output: `
                event A
                external ASource { publishes A to T }
                event B
                event C
                topic T
                topic U
                queue Fed { subscribes to U for B }
                queue Q
                queue R
                service Mail { on A from T  on B from Fed  on C from Q }
                service Print { on C from R }
              `,
            },
          ],
        },
        {
          message: 'unpublished',
          fixes: [
            {
              title: 'Say that B comes from outside',
              output: `
                event A
                event B
                external BSource { publishes B to U }
                event C
                topic T
                topic U
                queue Fed { subscribes to U for B }
                queue Q
                queue R
                service Mail { on A from T  on B from Fed  on C from Q }
                service Print { on C from R }
              `,
            },
          ],
        },
        { message: 'unpublished', fixes: [] },
      ],
    },
    {
      name: 'awaited from the wrong topic, and taken from the right one already, with another message; where others empty the right queue; of two messages; of another system; of a service',
      text: `
        event Placed
        event Paid
        event Sent
        event Said
        event Told
        topic Orders
        topic Payments
        queue Full
        system Far { event Made  topic Orders  service Shop { serves go { publishes Made to Orders } }  service Mail { on Made from Orders } }
        service Shop { serves a { publishes Placed to Orders }  serves b { publishes Paid to Orders }  serves c { sends Sent to Full }  serves d { sends Said to Post }  serves e { publishes Told to Payments } }
        service Mail { <|on Placed from Payments|>  on Paid, Placed from Orders }
        service Many { <|on Placed, Told from Payments|> }
        service Rival { <|on Sent from Payments|> }
        service Books { on Sent from Full }
        service Other { <|on Far.Made from Payments|> }
        service Near { <|on Said from Payments|> }
        service Post { on Said }
        service Plain { <|on Placed from Payments|>  on Paid from Orders }
      `,
      findings: [
        { message: 'astray', fixes: [] },
        { message: 'astray', fixes: [] },
        { message: 'astray', fixes: [] },
        { message: 'astray', fixes: [] },
        { message: 'astray', fixes: [] },
        {
          message: 'astray',
          fixes: [
            {
              title: 'Take it from Orders',
              output: `
                event Placed
                event Paid
                event Sent
                event Said
                event Told
                topic Orders
                topic Payments
                queue Full
                system Far { event Made  topic Orders  service Shop { serves go { publishes Made to Orders } }  service Mail { on Made from Orders } }
                service Shop { serves a { publishes Placed to Orders }  serves b { publishes Paid to Orders }  serves c { sends Sent to Full }  serves d { sends Said to Post }  serves e { publishes Told to Payments } }
                service Mail { on Placed from Payments  on Paid, Placed from Orders }
                service Many { on Placed, Told from Payments }
                service Rival { on Sent from Payments }
                service Books { on Sent from Full }
                service Other { on Far.Made from Payments }
                service Near { on Said from Payments }
                service Post { on Said }
                service Plain { on Placed from Orders  on Paid from Orders }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'subscriptions for what is published elsewhere: for two messages, for one of two topics, for one with blanks between the words',
      text: `
        event Paid
        event Placed
        event Sold
        topic Orders
        topic Payments
        topic Copies
        queue Books { <|subscribes to Orders for Paid, Sold|> }
        queue Split { <|subscribes to Orders for Placed|> }
        queue Wide { <|subscribes  to  Orders for Sold|> }
        service Shop {
          serves a { publishes Paid to Payments }
          serves b { publishes Placed to Payments }
          serves c { publishes Placed to Copies }
          serves d { publishes Sold to Copies }
        }
        service Booking { on Paid from Books  on Placed from Split }
        service Mail { on Placed, Paid from Payments  on Placed from Copies  on Sold from Copies  on Sold from Wide }
      `,
      findings: [
        { message: 'missed', fixes: [] },
        { message: 'missed', fixes: [] },
        {
          message: 'missed',
          fixes: [
            {
              title: 'Subscribe to Copies',
              output: `
        event Paid
        event Placed
        event Sold
        topic Orders
        topic Payments
        topic Copies
        queue Books { subscribes to Orders for Paid, Sold }
        queue Split { subscribes to Orders for Placed }
        queue Wide { subscribes  to  Copies for Sold }
        service Shop {
          serves a { publishes Paid to Payments }
          serves b { publishes Placed to Payments }
          serves c { publishes Placed to Copies }
          serves d { publishes Sold to Copies }
        }
        service Booking { on Paid from Books  on Placed from Split }
        service Mail { on Placed, Paid from Payments  on Placed from Copies  on Sold from Copies  on Sold from Wide }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a subscription for what is published in another system, to a topic of the same name; for what is sent to a service',
      text: `
        event Sent
        topic Orders
        queue Books { <|subscribes to Orders for Far.Made|> }
        queue Copies { <|subscribes to Orders for Sent|> }
        service Booking { on Far.Made from Books  on Sent from Copies }
        service Shop { serves go { sends Sent to Post } }
        service Post { on Sent }
        system Far {
          event Made
          topic Orders
          service Shop { serves go { publishes Made to Orders } }
          service Mail { on Made from Orders }
        }
        event Plain
        service Other { serves go { publishes Plain to Orders }  on Plain from Orders }
      `,
      findings: [
        {
          message: 'missed',
          fixes: [
            {
              title: 'Subscribe to Far.Orders',
              output: `
                event Sent
                topic Orders
                queue Books { subscribes to Far.Orders for Far.Made }
                queue Copies { subscribes to Orders for Sent }
                service Booking { on Far.Made from Books  on Sent from Copies }
                service Shop { serves go { sends Sent to Post } }
                service Post { on Sent }
                system Far {
                  event Made
                  topic Orders
                  service Shop { serves go { publishes Made to Orders } }
                  service Mail { on Made from Orders }
                }
                event Plain
                service Other { serves go { publishes Plain to Orders }  on Plain from Orders }
              `,
            },
          ],
        },
        { message: 'missed', fixes: [] },
      ],
    },
    {
      name: 'a message that is sent to two other channels, and one that goes wherever it is carried',
      text: `
        event A { key id }
        event B { key id }
        topic T
        topic U
        topic V { carries B }
        queue Q
        service Shop { serves go { publishes A to T  publishes A to U  publishes B } }
        service One { on A from T  on A from U  on B from V }
        service Work { <|on A from Q|>  <|on B from Q|> }
      `,
      findings: [
        { message: 'astray', data: { channel: 'Q', others: 'T, U' }, fixes: [] },
        { message: 'astray', data: { channel: 'Q', others: 'V' } },
      ],
    },
  ],
});
