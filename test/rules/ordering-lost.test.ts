import { testRule } from './runner.ts';

/** A house's queues and their consumers, of which that of one does not mind the order. */
function house(indifferent: string): string {
  return `
    event Moved { key moveId  ordered by siteId + pageId }
    technology house.queue is queue { ordering none }
    technology house.queue.twin is queue { ordering none }
    technology house.queue.log is stream { ordering per-key }
    technology other.queue is queue { ordering per-key }
    technology house.queue.ordered is queue { ordering per-key }
    queue Kept : house.queue { retention 4d }
    queue Said : house.queue { ordering none }
    queue Dropped : house.queue { drops after 3 attempts }
    service Site { serves a { sends Moved to Kept }  serves b { sends Moved to Said }  serves c { sends Moved to Dropped } }
    service One { on Moved from Kept }
    service Two { on Moved from Said }
    service Three { on Moved from Dropped }
  `.replace(`from ${indifferent} }`, `from ${indifferent} with ordering none }`);
}

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
    {
      name: 'groups by something else, which is another rule’s finding',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { sends Moved to Moves } }
        queue Moves : aws.sqs.fifo { grouped by tenantId }
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
              title: 'Change Copies to aws.sqs.fifo',
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
      name: 'the first of two legs that lose it, in whatever order the channels are declared',
      text: `
        event Moved { key moveId  ordered by customerId }
        service Profile { serves move { publishes Moved to Moves } }
        topic Moves : aws.sns
        topic Shared { ordering per-key  grouped by tenantId  subscribes to Moves }
        queue Addresses : aws.sqs.fifo { grouped by customerId  subscribes to Shared }
        service Shipping : aws.ecs { <|on Moved from Addresses|> { puts Book } }
        store Book
      `,
      findings: [{ message: 'unordered', related: ['The order is lost here', 'Moved must be in order'], data: { hop: 'Moves (aws.sns)' } }],
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
    {
      name: 'a house’s queues, of which one is the ordered sibling; one that says itself that it has no order, and one that gives up',
      text: house('').replace(/on Moved from \w+/g, '<|$&|>'),
      findings: [
        {
          message: 'unordered',
          text: 'One needs Moved in order per siteId + pageId, but Kept (house.queue) keeps no order, and nothing after it can bring it back. Take a channel that orders, `grouped by siteId + pageId`, or let One compare versions (`if newer`).',
          fixes: [
            {
              title: 'Change Kept to house.queue.ordered',
              output: house('').replace('house.queue { retention 4d }', 'house.queue.ordered { retention 4d  grouped by siteId + pageId }'),
            },
            { title: 'Say that One does not mind the order', output: house('Kept') },
          ],
        },
        { message: 'unordered', fixes: [{ title: 'Say that Two does not mind the order', output: house('Said') }] },
        { message: 'unordered', fixes: [{ title: 'Say that Three does not mind the order', output: house('Dropped') }] },
      ],
    },
    {
      name: 'a topic whose ordered sibling delivers to queues only, and a message whose order has no key',
      text: `
        event Moved { key moveId  ordered by siteId }
        event Plain { key plainId  ordered }
        topic Moves : aws.sns
        queue Plains : aws.sqs
        service Site { serves a { publishes Moved to Moves }  serves b { sends Plain to Plains } }
        service One { <|on Moved from Moves|>  <|on Plain from Plains|> }
      `,
      findings: [
        {
          message: 'unordered',
          fixes: [
            {
              title: 'Say that One does not mind the order',
              output: `
                event Moved { key moveId  ordered by siteId }
                event Plain { key plainId  ordered }
                topic Moves : aws.sns
                queue Plains : aws.sqs
                service Site { serves a { publishes Moved to Moves }  serves b { sends Plain to Plains } }
                service One { on Moved from Moves with ordering none  on Plain from Plains }
              `,
            },
          ],
        },
        {
          message: 'unordered',
          text: 'One needs Plain in order, but Plains (aws.sqs) keeps no order, and nothing after it can bring it back. Take a channel that orders, or let One compare versions (`if newer`).',
          fixes: [
            {
              title: 'Say that One does not mind the order',
              output: `
                event Moved { key moveId  ordered by siteId }
                event Plain { key plainId  ordered }
                topic Moves : aws.sns
                queue Plains : aws.sqs
                service Site { serves a { publishes Moved to Moves }  serves b { sends Plain to Plains } }
                service One { on Moved from Moves  on Plain from Plains with ordering none }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'messages handed over directly: one finding a consumer, whatever comes to it',
      text: `
        command Render { key pageId  ordered by siteId }
        command Draw { key pageId  ordered by siteId }
        service Site { serves a { sends Render to Renderer }  serves b { sends Draw to Renderer }  serves c { sends Draw to Other } }
        service Renderer : aws.lambda { <|on Render, Draw|> }
        service Other : aws.lambda { <|on Draw|> }
      `,
      findings: [
        {
          message: 'direct',
          data: { message: 'Render and Draw' },
          related: ['The order is lost here', 'Render must be in order', 'Draw must be in order'],
        },
        { message: 'direct', data: { message: 'Draw' } },
      ],
    },
  ],
});
