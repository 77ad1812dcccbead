import { testRule } from './runner.ts';

testRule('unnecessary-dead-letter-queue', {
  valid: [
    {
      name: 'a queue that carries messages of worth too',
      text: `
        event Viewed { key viewId  expendable }
        event Paid { key paymentId  critical }
        service Pages { serves page { sends Viewed to Inbox  sends Paid to Inbox } }
        queue Inbox : aws.sqs { dead-letters after 5 attempts  alarm }
        service Work : aws.ecs { on Viewed, Paid from Inbox }
      `,
    },
    {
      name: 'critical messages that grow stale, and others that keep long enough',
      text: `
        event Offered { key offerId  useful for 10m  critical }
        event Asked { key questionId  useful for 2d }
        service Shop { serves offer { sends Offered to Offers  sends Asked to Questions } }
        queue Offers : aws.sqs { dead-letters after 5 attempts  alarm }
        queue Questions : aws.sqs { dead-letters after 5 attempts  alarm }
        service Work : aws.ecs { on Offered from Offers  on Asked from Questions }
      `,
    },
    {
      name: 'a dead-letter queue that tries later, or that somebody handles',
      text: `
        event Viewed { key viewId  expendable }
        service Pages { serves page { sends Viewed to Clicks  sends Viewed to Taps } }
        queue Clicks : aws.sqs { dead-letters to Later after 3 attempts }
        queue Later : aws.sqs { delay 10m }
        queue Taps : aws.sqs { dead-letters after 5 attempts }
        service Counting : aws.ecs { on Viewed from Clicks  on Viewed from Later  on Viewed from Taps  on Viewed from Taps.dead-letters }
      `,
    },
    {
      name: 'a standard of the house like a product that parks unasked, and one that its queue departs from',
      text: `
        technology house.bus is queue like azure.servicebus { alarm }
        technology house.queue is queue like aws.sqs { dead-letters after 5 attempts  alarm }
        event Viewed { key viewId  expendable }
        service Pages { serves page { sends Viewed to Clicks  sends Viewed to Looks } }
        queue Clicks : house.bus
        queue Looks : house.queue { drops after 3 attempts }
        service Counting : azure.functions { on Viewed from Clicks  on Viewed from Looks }
      `,
    },
    {
      name: 'a technology that parks unasked',
      text: `
        event Viewed { key viewId  expendable }
        service Pages { serves page { sends Viewed to Clicks } }
        queue Clicks : azure.servicebus
        service Counting : azure.functions { on Viewed from Clicks }
      `,
    },
    {
      name: 'messages that are of use for just as long as it takes somebody to look, and a queue that nobody uses yet',
      text: `
        event Offered { key offerId  useful for 1h }
        service Shop { serves offer { sends Offered to Offers } }
        queue Offers : aws.sqs { dead-letters after 5 attempts  alarm }
        queue Later : aws.sqs { dead-letters after 5 attempts  alarm }
        service Work : aws.ecs { on Offered from Offers }
      `,
    },
    {
      name: 'a topic of which nobody says what comes through it',
      text: `
        topic News
        queue Inbox { subscribes to News with dead-letters to Parked after 3 attempts }
        queue Parked { alarm }
      `,
    },
  ],
  invalid: [
    {
      name: 'a standard of the house, which its queue need not keep to',
      text: `
        technology house.queue is queue like aws.sqs { dead-letters after 4 attempts  alarm }
        event Viewed { key viewId  expendable }
        service Pages { serves page { sends Viewed to Clicks } }
        <|queue Clicks : house.queue|>
        service Counting : aws.ecs { on Viewed from Clicks }
      `,
      findings: [
        {
          message: 'expendable',
          data: { place: 'Clicks', attempts: 4 },
          fixes: [
            {
              title: 'Give up after 4 attempts',
              output: `
                technology house.queue is queue like aws.sqs { dead-letters after 4 attempts  alarm }
                event Viewed { key viewId  expendable }
                service Pages { serves page { sends Viewed to Clicks } }
                queue Clicks : house.queue { drops after 4 attempts }
                service Counting : aws.ecs { on Viewed from Clicks }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a dead-letter queue that people may put back: nobody will',
      text: `
        event Viewed { key viewId  expendable }
        service Pages { serves page { sends Viewed to Clicks } }
        queue Clicks : aws.sqs { <|dead-letters to Parked after 3 attempts|> }
        queue Parked : aws.sqs { retention 14d  redrives to Clicks }
        service Counting : aws.ecs { on Viewed from Clicks }
      `,
      findings: [
        {
          message: 'expendable',
          text: 'Viewed may be lost: parking what fails of it in Parked (aws.sqs) costs work that nobody needs. Let Clicks give up, `drops after 3 attempts`.',
        },
      ],
    },
    {
      name: 'a queue of messages that may be lost; the dead-letter queue goes with it',
      text: `
        event Viewed { key viewId  expendable }
        service Pages { serves page { sends Viewed to Clicks } }
        queue Clicks : aws.sqs { <|dead-letters to ClicksDlq after 3 attempts|> }
        queue ClicksDlq : aws.sqs { retention 14d  alarm }
        service Counting : aws.lambda { on Viewed from Clicks }
      `,
      findings: [
        {
          message: 'expendable',
          severity: 'hint',
          data: { message: 'Viewed', sink: 'ClicksDlq (aws.sqs)', place: 'Clicks', attempts: 3 },
          fixes: [
            {
              title: 'Give up after 3 attempts, and remove ClicksDlq',
              output: `
                event Viewed { key viewId  expendable }
                service Pages { serves page { sends Viewed to Clicks } }
                queue Clicks : aws.sqs { drops after 3 attempts }
                service Counting : aws.lambda { on Viewed from Clicks }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a queue of its own, and one that others need too',
      text: `
        event Viewed { key viewId  expendable }
        event Paid { key paymentId }
        service Pages { serves page { sends Viewed to Clicks  publishes Viewed to Views  sends Paid to Ledger } }
        queue Clicks : aws.sqs { <|dead-letters after 5 attempts|>  alarm }
        topic Views : aws.sns
        queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Counting : aws.lambda { on Viewed from Clicks  on Viewed from Views with <|dead-letters to Parked|>  on Paid from Ledger }
      `,
      findings: [
        { message: 'expendable', fixes: [{ title: 'Give up after 5 attempts', output: own() }] },
        { message: 'expendable', data: { place: 'Counting' } },
      ],
    },
    {
      name: 'messages that are stale before anybody looks',
      options: { reaction: '2h' },
      text: `
        event Offered { key offerId  useful for 1h }
        service Shop { serves offer { sends Offered to Offers } }
        queue Offers : aws.sqs { <|dead-letters after 5 attempts|>  alarm }
        service Work : aws.ecs { on Offered from Offers }
      `,
      findings: [
        {
          message: 'stale',
          text: 'Offered is useful for 1h, less than it takes anybody to look into Offers.dead-letters (aws.sqs). Let Offers give up, `drops after 5 attempts`.',
          data: { message: 'Offered', useful: '1h' },
        },
      ],
    },
    {
      name: 'several messages that are stale too soon: the one that lasts longest counts; a single attempt',
      text: `
        event Asked { key askId  useful for 30m }
        event Offered { key offerId  useful for 10m }
        service Shop { serves offer { sends Offered to Offers  sends Asked to Offers } }
        queue Offers : aws.sqs { <|dead-letters after 1 attempt|> }
        service Work : aws.ecs { on Offered, Asked from Offers }
      `,
      findings: [
        {
          message: 'stale',
          data: { useful: '30m', attempts: 1 },
          fixes: [
            {
              title: 'Give up after 1 attempt',
              output: `
                event Asked { key askId  useful for 30m }
                event Offered { key offerId  useful for 10m }
                service Shop { serves offer { sends Offered to Offers  sends Asked to Offers } }
                queue Offers : aws.sqs { drops after 1 attempt }
                service Work : aws.ecs { on Offered, Asked from Offers }
              `,
            },
          ],
        },
      ],
    },
  ],
});

function own(): string {
  return `
        event Viewed { key viewId  expendable }
        event Paid { key paymentId }
        service Pages { serves page { sends Viewed to Clicks  publishes Viewed to Views  sends Paid to Ledger } }
        queue Clicks : aws.sqs { drops after 5 attempts  alarm }
        topic Views : aws.sns
        queue Ledger : aws.sqs { dead-letters to Parked after 5 attempts }
        queue Parked : aws.sqs { retention 14d  alarm }
        service Counting : aws.lambda { on Viewed from Clicks  on Viewed from Views with dead-letters to Parked  on Paid from Ledger }
      `;
}
