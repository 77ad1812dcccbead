import { testRule } from './runner.ts';

testRule('competing-services-on-one-queue', {
  valid: [
    {
      name: 'a service that takes the dead letters of the queue, and no messages of it',
      text: `
        event Paid { key paymentId }
        service Shop { serves pay { sends Paid to Ledger } }
        queue Ledger { dead-letters to Poison after 5 attempts }
        service Books { on Paid from Ledger }
        service Poison { on Paid }
      `,
    },
    {
      name: 'instances of one service, and one with several handlers',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs
        service Books : aws.ecs { instances 2..9  on Paid from Ledger  on Paid from Ledger with filter "late" }
      `,
    },
    {
      name: 'filters that keep services apart, and services that take different messages',
      text: `
        event Paid { key paymentId }
        event Refunded { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Desk  sends Refunded to Desk } }
        queue Ledger : azure.servicebus
        queue Desk : rabbitmq
        service Card { on Paid from Ledger with filter "by card"  on Paid from Desk }
        service Cash { on Paid from Ledger with filter "in cash"  on Refunded from Desk }
      `,
    },
    {
      name: 'a topic and a stream, which give each service all of it',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments  publishes Paid to Log } }
        topic Payments : aws.sns
        stream Log : kafka
        service Card { on Paid from Payments  on Paid from Log }
        service Cash { on Paid from Payments  on Paid from Log }
      `,
    },
  ],
  invalid: [
    {
      name: 'every service after the first',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs
        service Books : aws.ecs { on Paid from Ledger }
        service Mail : aws.ecs { <|on Paid from Ledger|> }
        service Points : aws.ecs { <|on Paid from Ledger with filter "large"|> }
      `,
      findings: [
        {
          message: 'compete',
          text: 'Mail and Books compete for Paid in Ledger (aws.sqs): each sees only some of them. Give each a queue of its own that subscribes to a topic, or let one service do the work.',
          severity: 'error',
          data: { first: 'Books', second: 'Mail', messages: 'Paid', queue: 'Ledger (aws.sqs)' },
          related: ['Books takes them too'],
          fixes: [
            {
              title: 'Publish to a new topic, LedgerTopic, and give Mail a queue of its own',
              output: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to LedgerTopic } }
        queue Ledger : aws.sqs { subscribes to LedgerTopic }
        topic LedgerTopic
        queue LedgerMail : aws.sqs { subscribes to LedgerTopic }
        service Books : aws.ecs { on Paid from Ledger }
        service Mail : aws.ecs { on Paid from LedgerMail }
        service Points : aws.ecs { on Paid from Ledger with filter "large" }
      `,
            },
          ],
        },
        { message: 'compete', related: ['Books takes them too'], data: { second: 'Points' } },
      ],
    },
    {
      name: 'a queue that subscribes to a topic: the second service gets one too',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { publishes Paid to Payments } }
        topic Payments : aws.sns
        queue Ledger : aws.sqs { subscribes to Payments for Paid }
        service Books : aws.ecs { on Paid from Ledger }
        service Mail : aws.ecs { <|on Paid from Ledger idempotent|> }
      `,
      findings: [
        {
          message: 'compete',
          related: ['Books takes them too'],
          fixes: [
            {
              title: 'Give Mail a queue of its own',
              output: `
                event Paid { key paymentId }
                service Checkout { serves pay { publishes Paid to Payments } }
                topic Payments : aws.sns
                queue Ledger : aws.sqs { subscribes to Payments for Paid }
                queue LedgerMail : aws.sqs { subscribes to Payments for Paid }
                service Books : aws.ecs { on Paid from Ledger }
                service Mail : aws.ecs { on Paid from LedgerMail idempotent }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a workflow and a queue that takes from the queue',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : rabbitmq
        queue Copies : rabbitmq { subscribes to Ledger }
        orchestrator Deliver : temporal { <|subscribes to Ledger for Paid|>  step Pack puts Parcels }
        store Parcels
      `,
      findings: [{ message: 'compete', related: ['Copies takes them too'], data: { first: 'Copies', second: 'Deliver' } }],
    },
    {
      name: 'a service with several handlers once, for what both take',
      text: `
        event Paid { key paymentId }
        event Refunded { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Refunded to Ledger } }
        queue Ledger : aws.sqs
        service Books : aws.ecs { on Paid from Ledger }
        service Mail : aws.ecs { <|on Paid, Refunded from Ledger|>  on Paid from Ledger with filter "late" }
      `,
      findings: [{ message: 'compete', related: ['Books takes them too'], data: { first: 'Books', second: 'Mail', messages: 'Paid' } }],
    },
    {
      name: 'a part of what the first takes',
      text: `
        event Paid { key paymentId }
        event Refunded { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Refunded to Ledger } }
        queue Ledger : aws.sqs
        service Books : aws.ecs { on Paid, Refunded from Ledger }
        service Mail : aws.ecs { <|on Refunded from Ledger|> }
      `,
      findings: [{ message: 'compete', related: ['Books takes them too'], data: { messages: 'Refunded' } }],
    },
    {
      name: 'a filter against none, and against the same one',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger  sends Paid to Desk } }
        queue Ledger : azure.servicebus
        queue Desk : azure.servicebus
        service Books : aws.ecs { on Paid from Ledger with filter "large"  on Paid from Desk with filter "large" }
        service Mail : aws.ecs { <|on Paid from Ledger|>  <|on Paid from Desk with filter "large"|> }
      `,
      findings: [
        { message: 'compete', related: ['Books takes them too'] },
        { message: 'compete', related: ['Books takes them too'] },
      ],
    },
    {
      name: 'the later one in the order of files',
      text: {
        'a.arch': 'system shop { service Zebra : aws.ecs { on Paid from Ledger } }',
        'b.arch': `
          system shop {
            event Paid { key paymentId }
            service Checkout { serves pay { sends Paid to Ledger } }
            queue Ledger : aws.sqs
            service Books : aws.ecs { <|on Paid from Ledger|> }
          }
        `,
      },
      findings: [{ message: 'compete', related: ['Zebra takes them too'], data: { first: 'Zebra', second: 'Books' } }],
    },
    {
      name: 'the later one in the order of a text',
      text: `
        service Zebra : aws.ecs { on Paid from Ledger }
        service Books : aws.ecs { <|on Paid from Ledger|> }
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : aws.sqs
      `,
      findings: [{ message: 'compete', related: ['Zebra takes them too'], data: { first: 'Zebra', second: 'Books' } }],
    },
    {
      name: 'the later one in the order of a text, also if it is a queue that takes from the queue',
      text: `
        event Paid { key paymentId }
        service Checkout { serves pay { sends Paid to Ledger } }
        queue Ledger : rabbitmq
        service Books { on Paid from Ledger }
        queue Copies : rabbitmq { <|subscribes to Ledger|> }
        service Mail { <|on Paid from Ledger|> }
      `,
      findings: [
        { message: 'compete', data: { first: 'Books', second: 'Copies' }, fixes: [] },
        { message: 'compete', data: { first: 'Books', second: 'Mail' } },
      ],
    },
    {
      name: 'services in two files: at the one that comes after the first file’s, wherever it stands in its own',
      text: {
        'a.arch': `
          system shop {
            event Sold { key id }
            queue Sales
            service Desk { serves sell { sends Sold to Sales } }
            service One { on Sold from Sales }
          }
        `,
        'b.arch': 'system shop { service Two { <|on Sold from Sales|> } }',
      },
      findings: [{ message: 'compete' }],
    },
  ],
});
