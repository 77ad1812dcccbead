import { testRule } from './runner.ts';

testRule('unversioned-event-contract', {
  valid: [
    {
      name: 'a version, a schema, a command',
      text: `
        event Paid { key paymentId  version 1 }
        event Refunded { key paymentId  schema "contracts/refunded.json" }
        command Book { key paymentId }
        topic Payments : aws.sns
        queue Books : aws.sqs
        service Checkout { owner "Shop"  serves pay { publishes Paid to Payments  publishes Refunded to Payments  sends Book to Books } }
        service Billing { owner "Finance"  on Paid, Refunded from Payments  on Book from Books }
      `,
    },
    {
      name: 'readers of the same owner, of no owner, and people',
      text: `
        event Paid { key paymentId }
        topic Payments : aws.sns
        group shop { owner "Shop"  service Checkout { serves pay { publishes Paid to Payments } }  service Desk { on Paid from Payments } }
        service Other { on Paid from Payments }
        group people { owner "Customers"  actor Shopper { on Paid from Payments } }
      `,
    },
    {
      name: 'a stranger, where nobody says whose the reader is',
      text: `
        event Paid { key paymentId }
        topic Payments : aws.sns
        external Stripe { publishes Paid to Payments }
        service Billing { on Paid from Payments }
      `,
    },
  ],
  invalid: [
    {
      name: 'a stranger that publishes, or that is told',
      text: `
        system shop {
          owner "Team Shop"
          event <|Paid|> { key paymentId }
          event <|Shipped|> { key orderId }
          topic Payments : aws.sns
          topic Parcels : aws.sns
          external Stripe { publishes Paid to Payments }
          service Billing { on Paid from Payments }
          service Depot { serves ship { publishes Shipped to Parcels } }
          external Carrier { on Shipped from Parcels }
        }
      `,
      findings: [
        {
          message: 'unversioned',
          text: 'Paid goes from Stripe (somebody else) to Billing (Team Shop), with neither version nor schema: a renamed field breaks them unseen. Say `version 1` and link the `schema`.',
          related: ['Billing reads it'],
          data: { producer: 'Stripe', owner: 'somebody else', readers: 'Billing (Team Shop)' },
        },
        {
          message: 'unversioned',
          related: ['Carrier reads it'],
          data: { producer: 'Depot', owner: 'Team Shop', readers: 'Carrier (somebody else)' },
        },
      ],
    },
    {
      name: 'a reader of another owner, through a queue',
      text: `
        event <|Paid|> { key paymentId }
        topic Payments : aws.sns
        queue Copies : aws.sqs { subscribes to Payments }
        group shop { owner "Shop"  service Checkout { serves pay { publishes Paid to Payments } } }
        service Billing { owner "Finance"  on Paid from Copies }
      `,
      findings: [
        {
          message: 'unversioned',
          severity: 'warning',
          data: { event: 'Paid', producer: 'Checkout', owner: 'Shop', readers: 'Billing (Finance)' },
          related: ['Billing reads it'],
          fixes: [
            {
              title: 'Give Paid a version',
              output: `
                event Paid { key paymentId  version 1 }
                topic Payments : aws.sns
                queue Copies : aws.sqs { subscribes to Payments }
                group shop { owner "Shop"  service Checkout { serves pay { publishes Paid to Payments } } }
                service Billing { owner "Finance"  on Paid from Copies }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'an event that is sent straight to somebody else’s service',
      text: `
        event Placed { key orderId }
        service Shop { owner "Team Shop"  serves place { sends Placed to Mail } }
        service Mail { owner "Team Mail"  on Placed }
      `.replace('event Placed', 'event <|Placed|>'),
      findings: [{ message: 'unversioned', data: { producer: 'Shop', owner: 'Team Shop', readers: 'Mail (Team Mail)' } }],
    },
  ],
});
