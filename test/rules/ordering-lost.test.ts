import { testRule } from './runner.ts';

testRule('ordering-lost', {
  valid: [
    {
      name: 'a way that keeps the order all along, grouped by a part of what must be in order',
      text: `
        event Moved { key moveId  ordered by customerId + addressId }
        service Profile { serves move { publishes Moved to Moves } }
        topic Moves : aws.sns.fifo { grouped by customerId }
        queue Addresses : aws.sqs.fifo { subscribes to Moves }
        service Shipping : aws.ecs { instances 2..9  on Moved from Addresses { puts Book } }
        store Book
      `,
    },
    {
      name: 'consumers that compare versions or do not mind',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { publishes Moved to Moves } }
        topic Moves : aws.sns
        service Shipping : aws.ecs { on Moved from Moves { puts Book if newer } }
        service Mail : aws.ecs { on Moved from Moves with ordering none }
        actor Customer { on Moved from Moves }
        store Book
      `,
    },
    {
      name: 'one instance, one at a time, of a queue in total order',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { sends Moved to Moves } }
        queue Moves : rabbitmq { ordering total }
        service Shipping : kubernetes { instances 1  on Moved from Moves }
      `,
    },
    {
      name: 'messages that need no order, and dead letters, which have none',
      text: `
        event Moved { key moveId  ordered by customerId }
        event Paid { key paymentId }
        service Profile { serves move { sends Moved to Moves  sends Paid to Ledger } }
        queue Moves : aws.sqs.fifo { grouped by customerId  dead-letters after 5 attempts }
        queue Ledger : aws.sqs
        service Shipping : aws.ecs { on Moved from Moves  on Moved from Moves.dead-letters  on Paid from Ledger }
      `,
    },
    {
      name: 'the change stream of a store, in order of its key, and a relay, which is no second source',
      text: `
        event Changed { key customerId  ordered by customerId }
        store Customers : aws.dynamodb { key customerId  publishes Changed to Changes }
        stream Changes : aws.dynamodb.streams
        queue Copies : aws.sqs.fifo { grouped by customerId }
        service Relay : aws.lambda { on Changed from Changes { sends Changed to Copies } }
        service Search : aws.ecs { on Changed from Copies { puts Found } }
        store Found
      `,
    },
    {
      name: 'a channel without a group key: that is another rule’s finding',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { sends Moved to Moves } }
        queue Moves : aws.sqs.fifo
        service Shipping : aws.ecs { on Moved from Moves }
      `,
    },
    {
      name: 'what nobody says, in the recommended preset',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { sends Moved to Moves } }
        queue Moves
        service Shipping : aws.ecs { on Moved from Moves }
      `,
    },
  ],
  invalid: [
    {
      name: 'a topic that keeps no order, several messages in one finding',
      text: `
        event Moved { key moveId  ordered by customerId }
        event Left { key leaveId  ordered by customerId }
        service Profile { serves move { publishes Moved to Moves  publishes Left to Moves } }
        topic Moves : aws.sns
        queue Addresses : aws.sqs.fifo { subscribes to Moves  grouped by customerId }
        service Shipping : aws.ecs { <|on Moved, Left from Addresses|> { puts Book } }
        store Book
      `,
      findings: [
        {
          message: 'unordered',
          text: 'Shipping needs Moved and Left in order per customerId, but Moves (aws.sns) keeps no order, and nothing after it can bring it back. Take a channel that orders, `grouped by customerId`, or let Shipping compare versions (`if newer`).',
          severity: 'error',
          data: { consumer: 'Shipping', message: 'Moved and Left', order: 'in order per customerId', hop: 'Moves (aws.sns)' },
          related: ['The order is lost here', 'Moved must be in order', 'Left must be in order'],
          fixes: [
            {
              title: 'Let Shipping compare versions before it writes',
              output: `
                event Moved { key moveId  ordered by customerId }
                event Left { key leaveId  ordered by customerId }
                service Profile { serves move { publishes Moved to Moves  publishes Left to Moves } }
                topic Moves : aws.sns
                queue Addresses : aws.sqs.fifo { subscribes to Moves  grouped by customerId }
                service Shipping : aws.ecs { on Moved, Left from Addresses { puts Book if newer } }
                store Book
              `,
            },
            {
              title: 'Say that Shipping does not mind the order',
              output: `
                event Moved { key moveId  ordered by customerId }
                event Left { key leaveId  ordered by customerId }
                service Profile { serves move { publishes Moved to Moves  publishes Left to Moves } }
                topic Moves : aws.sns
                queue Addresses : aws.sqs.fifo { subscribes to Moves  grouped by customerId }
                service Shipping : aws.ecs { on Moved, Left from Addresses with ordering none { puts Book } }
                store Book
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a channel that orders when asked to, and one that has an ordered sibling',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { sends Moved to Moves  sends Moved to Copies } }
        queue Moves : azure.servicebus { alarm }
        queue Copies : aws.sqs
        service Shipping : aws.ecs { <|on Moved from Moves|> { appends Book }  <|on Moved from Copies|> { appends Book } }
        store Book
      `,
      findings: [
        {
          message: 'unordered',
          related: ['The order is lost here', 'Moved must be in order'],
          fixes: [
            {
              title: 'Let Moves keep the order per customerId',
              output: `
                event Moved { key moveId  ordered by customerId }
                service Profile { serves move { sends Moved to Moves  sends Moved to Copies } }
                queue Moves : azure.servicebus { alarm  grouped by customerId  dead-letters group after 10 attempts }
                queue Copies : aws.sqs
                service Shipping : aws.ecs { on Moved from Moves { appends Book }  on Moved from Copies { appends Book } }
                store Book
              `,
            },
            {
              title: 'Say that Shipping does not mind the order',
              output: `
                event Moved { key moveId  ordered by customerId }
                service Profile { serves move { sends Moved to Moves  sends Moved to Copies } }
                queue Moves : azure.servicebus { alarm }
                queue Copies : aws.sqs
                service Shipping : aws.ecs { on Moved from Moves with ordering none { appends Book }  on Moved from Copies { appends Book } }
                store Book
              `,
            },
          ],
        },
        {
          message: 'unordered',
          related: ['The order is lost here', 'Moved must be in order'],
          fixes: [
            {
              title: 'Make Copies a aws.sqs.fifo',
              output: `
                event Moved { key moveId  ordered by customerId }
                service Profile { serves move { sends Moved to Moves  sends Moved to Copies } }
                queue Moves : azure.servicebus { alarm }
                queue Copies : aws.sqs.fifo { grouped by customerId }
                service Shipping : aws.ecs { on Moved from Moves { appends Book }  on Moved from Copies { appends Book } }
                store Book
              `,
            },
            {
              title: 'Say that Shipping does not mind the order',
              output: `
                event Moved { key moveId  ordered by customerId }
                service Profile { serves move { sends Moved to Moves  sends Moved to Copies } }
                queue Moves : azure.servicebus { alarm }
                queue Copies : aws.sqs
                service Shipping : aws.ecs { on Moved from Moves { appends Book }  on Moved from Copies with ordering none { appends Book } }
                store Book
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'an asynchronous call',
      text: `
        command Render { key pageId  ordered by siteId }
        service Site { serves save { sends Render to Renderer } }
        service Renderer : aws.lambda { <|on Render with dead-letters to Parked|> }
        queue Parked : aws.sqs { retention 14d  alarm }
      `,
      findings: [
        {
          message: 'direct',
          text: 'Renderer needs Render in order per siteId, but it is handed over with no channel between, and in no order. Send it by a channel that orders, `grouped by siteId`, or let Renderer compare versions (`if newer`).',
          related: ['The order is lost here', 'Render must be in order'],
        },
      ],
    },
    {
      name: 'instances that take turns',
      text: `
        event Moved { key moveId  ordered }
        service Profile { serves move { sends Moved to Moves } }
        queue Moves : rabbitmq { ordering total }
        service Shipping : kubernetes { instances 3  <|on Moved from Moves|> }
      `,
      findings: [
        {
          message: 'competing',
          text: 'Shipping needs Moved in order, but its instances take turns at Moves (rabbitmq), so the faster one comes first. Let one instance handle them with `concurrency 1`, or take a channel that orders per key.',
          related: ['The order is lost here', 'Moved must be in order'],
          data: { order: 'in order' },
        },
      ],
    },
    {
      name: 'two services that publish one message',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { sends Moved to Moves } }
        service Desk { serves correct { sends Moved to Moves } }
        queue Moves : aws.sqs.fifo { grouped by customerId }
        service Shipping : aws.ecs { <|on Moved from Moves|> }
      `,
      findings: [
        {
          message: 'producers',
          text: 'Shipping needs Moved in order per customerId, but Profile and Desk publish it, and nothing orders one against the other. Let one of them own the message, or let Shipping compare versions (`if newer`).',
          related: ['The way of both', 'Moved must be in order'],
          severity: 'error',
          data: { producers: 'Profile and Desk' },
        },
      ],
    },
    {
      name: 'what nobody says, in the strict preset',
      preset: 'strict',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { sends Moved to Moves } }
        queue Moves
        service Shipping : aws.ecs { <|on Moved from Moves|> }
      `,
      findings: [
        {
          message: 'unsaid',
          text: 'Shipping needs Moved in order per customerId, and nothing says whether Moves keeps it. Say `ordering per-key` and `grouped by` there.',
          related: ['The order is lost here', 'Moved must be in order'],
          severity: 'warning',
        },
      ],
    },
    {
      name: 'an ordered topic, whose order a plain queue does not keep',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { publishes Moved to Moves } }
        topic Moves : aws.sns.fifo { grouped by customerId }
        queue Addresses : aws.sqs { subscribes to Moves }
        service Shipping : aws.ecs { <|on Moved from Addresses|> { puts Book } }
        store Book
      `,
      findings: [
        { message: 'unordered', related: ['The order is lost here', 'Moved must be in order'], data: { hop: 'Addresses (aws.sqs)' } },
      ],
    },
    {
      name: 'a bus',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { publishes Moved to Moves } }
        bus Moves : aws.eventbridge
        service Shipping : aws.lambda { <|on Moved from Moves|> { puts Book } }
        store Book
      `,
      findings: [
        {
          message: 'unordered',
          related: ['The order is lost here', 'Moved must be in order'],
          severity: 'error',
          data: { hop: 'Moves (aws.eventbridge)' },
        },
      ],
    },
    ...['dead-letters after 5 attempts  alarm', 'grouped by tenantId', 'subscribes to Moves for Moved'].map((statement) => {
      const text = `
        event Moved { key moveId  ordered by customerId + siteId }
        topic Moves : aws.sns.fifo { grouped by customerId + siteId }
        service Profile { serves move { ${statement.startsWith('subscribes') ? 'publishes Moved to Moves' : 'sends Moved to Copies'} } }
        queue Copies : aws.sqs { ${statement} }
        service Shipping : aws.ecs { on Moved from Copies { appends Book } }
        store Book
      `;
      return {
        name: `a queue whose ordered sibling may not fit what it says: ${statement}`,
        text: text.replace('on Moved from Copies', '<|on Moved from Copies|>'),
        findings: [
          {
            message: 'unordered',
            data: { order: 'in order per customerId + siteId' },
            fixes: [
              {
                title: 'Say that Shipping does not mind the order',
                output: text.replace('on Moved from Copies', 'on Moved from Copies with ordering none'),
              },
            ],
          },
        ],
      };
    }),
  ],
});
