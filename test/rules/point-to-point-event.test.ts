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
          related: 1,
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
  ],
});
