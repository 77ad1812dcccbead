import { testRule } from './runner.ts';

testRule('point-to-point-event', {
  valid: [
    {
      name: 'a command, and an event that is published',
      text: `
        command Pack { key orderId }
        event Placed { key orderId }
        group sales { service Shop { serves order { sends Pack to Packing  publishes Placed to Orders } } }
        topic Orders : aws.sns
        group warehouse { queue Packing : aws.sqs  service Bench { on Pack from Packing  on Placed from Orders } }
      `,
    },
    {
      name: 'work within one context, by group or by owner, and where nobody says whose it is',
      text: `
        event Placed { key orderId }
        group sales {
          queue Inbox : aws.sqs
          service Shop { serves order { sends Placed to Inbox } }
          service Desk { on Placed from Inbox }
        }
        group mail { owner "Team Shop"  queue Mails : aws.sqs  service Mail { on Placed from Mails } }
        service Web { owner "Team Shop"  serves order { sends Placed to Mails } }
        queue Other : aws.sqs
        service Till { serves order { sends Placed to Other } }
        service Books { on Placed from Other }
      `,
    },
    {
      name: 'a step that waits for it, people, and senders outside',
      text: `
        event Approved { key requestId }
        group desk { service Desk { serves approve { sends Approved to Decisions  sends Approved to Clerk } } }
        external Partner { sends Approved to Inbox }
        group claims {
          queue Decisions : azure.servicebus
          queue Inbox : azure.servicebus
          orchestrator Claim : temporal { step Decide waits for Approved from Decisions at most 7d }
          service Reader { on Approved from Inbox }
        }
        group people { actor Clerk { on Approved } }
      `,
    },
    {
      name: 'a command in disguise: its kind is what is wrong',
      text: `
        event SendInvoice { key orderId }
        group shop { service Shop { serves order { sends SendInvoice to Invoices } } }
        group finance { queue Invoices : aws.sqs  service Billing { on SendInvoice from Invoices } }
      `,
    },
    {
      name: 'partners and people, also those that belong to a group',
      text: `
        event Approved { key requestId }
        group desk { external Partner { sends Approved to Inbox }  actor Clerk { sends Approved to Inbox } }
        group claims { queue Inbox : aws.sqs  service Reader { on Approved from Inbox } }
      `,
    },
    {
      name: 'a sender or a consumer of which nobody says whose it is',
      text: `
        event Placed { key orderId }
        event Sold { key orderId }
        group sales { service Shop { serves order { sends Placed to Orders } }  queue Sales : aws.sqs  service Desk { on Sold from Sales } }
        queue Orders : aws.sqs
        service Books { on Placed from Orders }
        service Till { serves sell { sends Sold to Sales } }
      `,
    },
    {
      name: 'different events of one body, one event of two bodies, and one that goes to one queue in either case',
      text: `
        event Shipped { key orderId }
        event Billed { key orderId }
        service Packing {
          serves pack { sends Shipped to Mails  sends Billed to Bills }
          serves again { sends Shipped to Bills }
          serves late { when "by air" { sends Billed to Mails } otherwise { sends Billed to Mails } }
        }
        queue Mails : aws.sqs
        queue Bills : aws.sqs
        service Mail { on Shipped, Billed from Mails }
        service Billing { on Billed, Shipped from Bills }
      `,
    },
    {
      name: 'one queue or the other',
      text: `
        event Shipped { key orderId }
        service Packing { serves pack { when "by air" { sends Shipped to Air } otherwise { sends Shipped to Road } } }
        queue Air : aws.sqs
        queue Road : aws.sqs
        service Work { on Shipped from Air  on Shipped from Road }
      `,
    },
    {
      name: 'a queue of one’s own of which somebody else looks after what fails',
      text: `
        event Placed { key orderId }
        group sales {
          service Shop { serves order { sends Placed to Inbox } }
          queue Inbox : aws.sqs { dead-letters to Support after 5 attempts }
          service Desk { on Placed from Inbox }
        }
        group support { service Support { on Placed } }
      `,
    },
    {
      name: 'twice to the same queue',
      text: `
        event A { key id }
        queue Q
        service Shop { serves go { sends A to Q  sends A to Q } }
        service Work { on A from Q }
      `,
    },
  ],
  invalid: [
    {
      name: 'a queue, or a service, of somebody else',
      text: `
        event Shipped { key orderId }
        group warehouse { service Packing { serves pack { <|sends Shipped to Inbox|> }  serves again { <|sends Shipped to Ordering|> } } }
        group sales { queue Inbox : aws.sqs  service Ordering : aws.lambda { on Shipped from Inbox  on Shipped } }
      `,
      findings: [
        {
          message: 'straight',
          text: 'Packing.pack sends Shipped straight to Ordering: whoever else wants it needs a change of Packing. Publish it to a topic that Ordering subscribes to.',
          severity: 'info',
          data: { producer: 'Packing.pack', event: 'Shipped', consumer: 'Ordering', element: 'Packing' },
          fixes: [
            {
              title: 'Publish Shipped to a new topic, ShippedTopic',
              output: `
                event Shipped { key orderId }
                group warehouse { service Packing { serves pack { publishes Shipped to ShippedTopic }  serves again { sends Shipped to Ordering } }  topic ShippedTopic }
                group sales { queue Inbox : aws.sqs { subscribes to ShippedTopic for Shipped }  service Ordering : aws.lambda { on Shipped from Inbox  on Shipped } }
              `,
            },
          ],
        },
        { message: 'straight' },
      ],
    },
    {
      name: 'several queues, one by one',
      text: `
        event Shipped { key orderId }
        service Packing { serves pack { sends Shipped to Mails  <|sends Shipped to Bills|> } }
        queue Mails : aws.sqs
        queue Bills : aws.sqs
        service Mail { on Shipped from Mails }
        service Billing { on Shipped from Bills }
      `,
      findings: [
        {
          message: 'oneByOne',
          text: 'Packing.pack sends Shipped to Mails and Bills one by one: each further reader is a change here, and between two of the sends it can fail. Publish it once, to a topic.',
          data: { receivers: 'Mails and Bills' },
          related: ['It is sent to Mails here'],
          relatedAt: ['sends Shipped to Mails'],
          fixes: [
            {
              title: 'Publish Shipped to a new topic, ShippedTopic',
              output: `
                event Shipped { key orderId }
                service Packing { serves pack { publishes Shipped to ShippedTopic } }
                topic ShippedTopic
                queue Mails : aws.sqs { subscribes to ShippedTopic for Shipped }
                queue Bills : aws.sqs { subscribes to ShippedTopic for Shipped }
                service Mail { on Shipped from Mails }
                service Billing { on Shipped from Bills }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'where the system has topics, the new one is of the same product, and what it cannot deliver is parked where the queue parks',
      text: `
        event Shipped { key orderId }
        event Other { key orderId }
        group warehouse {
          service Packing : aws.lambda {
            serves pack {
              <|sends Shipped to Inbox with 2 retries exponential jitter|>
            }
          }
          topic Others : aws.sns
        }
        group sales {
          queue Inbox : aws.sqs {
            dead-letters to Parked after 5 attempts
          }
          queue Parked : aws.sqs { retention 14d  alarm }
          service Ordering : aws.lambda { on Shipped from Inbox }
        }
      `,
      findings: [
        {
          message: 'straight',
          fixes: [
            {
              title: 'Publish Shipped to a new topic, ShippedTopic',
              output: `
                event Shipped { key orderId }
                event Other { key orderId }
                group warehouse {
                  service Packing : aws.lambda {
                    serves pack {
                      publishes Shipped to ShippedTopic with 2 retries exponential jitter
                    }
                  }
                  topic ShippedTopic : aws.sns
                  topic Others : aws.sns
                }
                group sales {
                  queue Inbox : aws.sqs {
                    dead-letters to Parked after 5 attempts
                    subscribes to ShippedTopic for Shipped with dead-letters to Parked
                  }
                  queue Parked : aws.sqs { retention 14d  alarm }
                  service Ordering : aws.lambda { on Shipped from Inbox }
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'three queues, each after the first',
      text: `
        event Shipped { key orderId }
        service Packing { serves pack { sends Shipped to Mails  <|sends Shipped to Bills|>  <|sends Shipped to Stats|> } }
        queue Mails : aws.sqs
        queue Bills : aws.sqs
        queue Stats : aws.sqs
        service Work { on Shipped from Mails  on Shipped from Bills  on Shipped from Stats }
      `,
      findings: [
        { message: 'oneByOne', data: { receivers: 'Mails and Bills' } },
        {
          message: 'oneByOne',
          data: { receivers: 'Mails and Stats' },
          fixes: [
            {
              title: 'Publish Shipped to a new topic, ShippedTopic',
              output: `
                event Shipped { key orderId }
                service Packing { serves pack { publishes Shipped to ShippedTopic } }
                topic ShippedTopic
                queue Mails : aws.sqs { subscribes to ShippedTopic for Shipped }
                queue Bills : aws.sqs { subscribes to ShippedTopic for Shipped }
                queue Stats : aws.sqs { subscribes to ShippedTopic for Shipped }
                service Work { on Shipped from Mails  on Shipped from Bills  on Shipped from Stats }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'also if another body sends one of them, or not always',
      text: `
        event Shipped { key orderId }
        service Packing {
          serves again { sends Shipped to Mails }
          serves pack { sends Shipped to Mails  when "with a bill" { <|sends Shipped to Bills|> } }
        }
        queue Mails : aws.sqs
        queue Bills : aws.sqs
        service Work { on Shipped from Mails  on Shipped from Bills }
      `,
      findings: [{ message: 'oneByOne', data: { element: 'Packing.pack' }, fixes: [] }],
    },
    {
      name: 'where a topic is more than a change here: a queue that keeps the order, another system’s queue, a step, and an outbox',
      text: {
        'shop.arch': `
          system shop {
            event Shipped { key orderId }
            event Paid { key orderId }
            event Moved { key orderId }
            event Sent { key orderId }
            service Packing {
              serves pack { sends Shipped to Mails  <|sends Shipped to Bills|> }
              serves pay { sends Paid to Mails  <|sends Paid to books.Payments|> }
              serves send { sends Sent to Mails via outbox Parcels  <|sends Sent to Stats|> }
            }
            orchestrator Tour { step Tell sends Moved to Mails  step Count <|sends Moved to Stats|> }
            queue Mails : aws.sqs
            queue Stats : aws.sqs
            queue Bills : aws.sqs.fifo { grouped by orderId }
            store Parcels : postgres
            service Work { on Shipped, Paid, Moved, Sent from Mails  on Shipped from Bills  on Moved, Sent from Stats }
          }
        `,
        'books.arch': `
          system books { queue Payments : aws.sqs  service Books { on shop.Paid from Payments } }
        `,
      },
      findings: [
        { message: 'oneByOne', data: { event: 'Shipped' }, fixes: [] },
        { message: 'oneByOne', data: { event: 'Paid' }, fixes: [] },
        { message: 'oneByOne', data: { event: 'Sent' }, fixes: [] },
        { message: 'oneByOne', data: { event: 'Moved' }, fixes: [] },
      ],
    },
    {
      name: 'where the product of the system is a bus and no topic, a bus; a store that tells of its changes',
      text: `
        technology house.bus is bus { delivery at-least-once }
        event Changed { key rowId }
        event Other { key id }
        group sales {
          bus Others : house.bus
          store Rows : aws.dynamodb { <|sends Changed to Inbox|> }
        }
        group books { queue Inbox : aws.sqs  service Books { on Changed from Inbox } }
      `,
      findings: [
        {
          message: 'straight',
          data: { producer: 'Rows', consumer: 'Books' },
          fixes: [
            {
              title: 'Publish Changed to a new topic, ChangedTopic',
              output: `
                technology house.bus is bus { delivery at-least-once }
                event Changed { key rowId }
                event Other { key id }
                group sales {
                  bus Others : house.bus
                  store Rows : aws.dynamodb { publishes Changed to ChangedTopic }
                  bus ChangedTopic : house.bus
                }
                group books { queue Inbox : aws.sqs { subscribes to ChangedTopic for Changed }  service Books { on Changed from Inbox } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'once and for each of several things, which one publish cannot stand for; side by side, for which it can',
      text: `
        event A { key id }
        event B { key id }
        queue Q
        queue P
        queue R
        queue S
        service Shop {
          serves go { sends A to Q  each "item" { <|sends A to P|> } }
          serves all { parallel { sends B to R  <|sends B to S|> } }
        }
        service Work { on A from Q  on A from P  on B from R  on B from S }
      `,
      findings: [
        { message: 'oneByOne', data: { receivers: 'Q and P' }, fixes: [] },
        {
          message: 'oneByOne',
          data: { receivers: 'R and S' },
          fixes: [
            {
              title: 'Publish B to a new topic, BTopic',
              output: `
                event A { key id }
                event B { key id }
                queue Q
                queue P
                queue R { subscribes to BTopic for B }
                queue S { subscribes to BTopic for B }
                service Shop {
                  serves go { sends A to Q  each "item" { sends A to P } }
                  serves all { parallel { publishes B to BTopic } }
                }
                topic BTopic
                service Work { on A from Q  on A from P  on B from R  on B from S }
              `,
            },
          ],
        },
      ],
    },
  ],
});
