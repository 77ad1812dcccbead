import { testRule } from './runner.ts';

testRule('lossy-hop-on-critical-path', {
  valid: [
    {
      name: 'messages that may be lost',
      text: `
        event Viewed { key viewId  expendable }
        service Pages { serves page { publishes Viewed to Pushes with delivery at-most-once  sends Viewed to Clicks } }
        topic Pushes : mqtt
        queue Clicks : aws.sqs { drops after 3 attempts }
        service Counting { on Viewed from Pushes  on Viewed from Clicks with acknowledges first }
      `,
    },
    {
      name: 'hops that keep a message until it is handled; tries that end with no dead letters are another rule’s finding',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs
        service Books : aws.ecs { on Paid from Ledger }
      `,
    },
    {
      name: 'a hop of which nobody says how it delivers',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger
        service Books { on Paid from Ledger }
      `,
    },
  ],
  invalid: [
    {
      name: 'an acknowledgement before the work is done',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger with batch 10, <|acknowledges first|> }
      `,
      findings: [
        {
          message: 'acknowledged',
          severity: 'error',
          data: { consumer: 'Books', message: 'Paid' },
          fixes: [
            {
              title: 'Acknowledge when the work is done',
              output: `
                event Paid { key paymentId  critical }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
                service Books : aws.ecs { on Paid from Ledger with batch 10 }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a send that nobody confirms, of unmarked messages',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger with <|delivery at-most-once|> } }
        queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
        service Books : aws.ecs { on Paid from Ledger }
      `,
      findings: [
        {
          message: 'unconfirmed',
          severity: 'warning',
          data: { producer: 'Checkout.pay', channel: 'Ledger (aws.sqs)' },
          fixes: [
            {
              title: 'Deliver it until it is handled',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { sends Paid to Ledger } }
                queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
                service Books : aws.ecs { on Paid from Ledger }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'what a channel or a handler says',
      text: `
        event Paid { key paymentId  critical }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books } }
        queue Ledger : aws.sqs { <|delivery at-most-once|>  dead-letters after 5 attempts  alarm }
        queue Books : aws.sqs { dead-letters after 5 attempts  alarm }
        service Work : aws.ecs {
          on Paid from Ledger
          on Paid from Books with <|delivery at-most-once|>
        }
      `,
      findings: [
        {
          message: 'said',
          data: { place: 'Ledger' },
          fixes: [
            {
              title: 'Deliver until it is handled',
              output: `
                event Paid { key paymentId  critical }
                service Checkout { serves pay { sends Paid to Ledger  sends Paid to Books } }
                queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
                queue Books : aws.sqs { dead-letters after 5 attempts  alarm }
                service Work : aws.ecs {
                  on Paid from Ledger
                  on Paid from Books with delivery at-most-once
                }
              `,
            },
          ],
        },
        { message: 'said', data: { place: 'Work' } },
      ],
    },
    {
      name: 'what a technology does, at each effect that relies on it',
      text: `
        event Paid { key paymentId }
        event Sent { key mailId  critical }
        service Checkout {
          serves pay { <|publishes Paid to Pushes|>  <|publishes Sent to Signals|> }
        }
        topic Pushes : mqtt
        topic Signals : mqtt
        actor Shopper { on Paid from Pushes }
        service Mail { on Sent from Signals }
      `,
      findings: [
        { message: 'technology', severity: 'warning', data: { channel: 'Pushes (mqtt)', message: 'Paid', consumer: 'Shopper' }, fixes: [] },
        { message: 'technology', severity: 'error', data: { consumer: 'Mail' } },
      ],
    },
  ],
});
