import { testRule } from './runner.ts';

testRule('invalid-technology-setting', {
  valid: [
    {
      name: 'a large batch that is told, of a queue and a function; two readers; a queue that subscribes',
      text: `
        event A { key a }
        queue Q : aws.sqs { subscribes to T }
        topic T : aws.sns.fifo
        stream C : aws.dynamodb.streams
        service S : aws.lambda { on A from Q with batch 100 within 1s  on A from C }
        service R : aws.lambda { on A from C }
      `,
    },
    `
      queue Packing : aws.sqs { retention 14d  visibility 12h  delay 15m  size 1MB }
    `,
    {
      name: 'a raised limit, stated in place',
      text: `queue Packing : aws.sqs { retention 30d at most 60d }`,
    },
    { name: 'no technology, no limits', text: `queue Packing { retention 3000d }` },
    {
      name: 'a workflow of one’s own on compute, a cache in a table',
      text: `
        orchestrator Fulfil : aws.ecs { step Ask calls Stock.ask } otherwise { step Tell calls Stock.ask }
        cache Prices : aws.dynamodb { ttl 5m }
        service Stock : aws.lambda { serves ask { reads Prices } }
      `,
    },
    {
      name: 'within the limits of the channel it reads',
      text: `
        event Paid { key id }
        queue Payments : aws.sqs.fifo { visibility 2h  drops after 5 attempts }
        store Rows : aws.dynamodb
        service Books : aws.lambda { on Paid from Payments with batch 10, timeout 15m { puts Rows } }
        service Shop : aws.lambda { serves pay { sends Paid to Payments } }
      `,
    },
    {
      name: 'values at the limits',
      text: `
        queue Packing : aws.sqs { retention 14d  visibility 12h  delay 15m }
        service Bench : aws.lambda { timeout 15m }
      `,
    },
    {
      name: 'a time to gather a batch of a service that polls by itself, and of a queue that gathers',
      text: `
        event A { key id }
        actor U { sends A to Q  sends A to R }
        queue Q : aws.sqs.fifo { grouped by id }
        queue R : aws.sqs
        service S : aws.ecs { on A from Q with batch 10 within 5s }
        service T : aws.lambda { on A from R with batch 10 within 5s  on A from Q with batch 10 }
      `,
    },
    {
      name: 'what people read themselves, and what a topic delivers to',
      text: `
        technology house.topic is topic { subscribers queue, service }
        event A { key a }
        topic T : aws.sns.fifo { grouped by a }
        topic V : house.topic
        actor U { publishes A to T  publishes A to V }
        actor Reader { on A from T }
        external Partner { on A from T }
        service S { on A from V }
      `,
    },
    {
      name: 'as many at once as come without being waited for',
      text: `
        event A { key id }
        actor U { sends A to Q }
        queue Q : aws.sqs
        service S : aws.lambda { on A from Q with batch 10 }
      `,
    },
    {
      name: 'a house standard that keeps as much order as the product it is like',
      text: `
        technology house.queue is queue like azure.servicebus { ordering per-key }
        queue Tracks : house.queue
      `,
    },
  ],
  invalid: [
    {
      name: 'a value beyond the limit',
      text: `
        queue Packing : aws.sqs {
          <|retention 30d|>
          visibility 60s
        }
      `,
      findings: [
        {
          message: 'tooMuch',
          text: 'Packing has retention 30d, but aws.sqs allows 14d at most. Set it to 14d or less, or state a raised limit with `at most`.',
          data: { element: 'Packing', setting: 'retention', value: '30d', technology: 'aws.sqs', limit: '14d' },
          severity: 'error',
          fixes: [
            {
              title: 'Set retention to 14d instead of 30d',
              output: `
                queue Packing : aws.sqs {
                  retention 14d
                  visibility 60s
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'for ever, where the product forgets',
      text: `queue Packing : aws.sqs { <|retention unlimited|> }`,
      findings: [
        {
          message: 'tooMuch',
          data: { value: 'unlimited' },
          fixes: [{ title: 'Set retention to 14d instead of unlimited', output: `queue Packing : aws.sqs { retention 14d }` }],
        },
      ],
    },
    {
      name: 'several settings, rates and sizes',
      text: `
        queue Jobs : aws.batch { <|throughput 100/s|>  <|size 1MB|> }
        gateway Api : aws.apigateway { <|timeout 10m|>  routes "GET /" to Shop }
        service Shop : aws.lambda { <|timeout 20m|>  serves get { reads Rows } }
        store Rows : aws.dynamodb
      `,
      findings: [
        { message: 'tooMuch', data: { setting: 'throughput', value: '100/s', limit: '50/s' } },
        { message: 'tooMuch', data: { setting: 'size', value: '1MB', limit: '30KB' } },
        { message: 'tooMuch', data: { setting: 'timeout', value: '10m', limit: '5m' } },
        { message: 'tooMuch', data: { setting: 'timeout', value: '20m', limit: '15m' } },
      ],
    },
    {
      name: 'a house standard beyond the product it is like, reported once',
      text: `
        technology house.queue is queue like aws.sqs { <|retention 60d|> }
        queue One : house.queue
        queue Two : house.queue
      `,
      findings: [{ message: 'tooMuch', data: { element: 'house.queue', limit: '14d' } }],
    },
    {
      name: 'an order that the product does not keep',
      text: `queue Tracks : azure.servicebus { <|ordering total|> }`,
      findings: [
        {
          message: 'tooOrdered',
          text: 'Tracks claims `ordering total`, but azure.servicebus keeps order per key at most. Claim what it can give, or use a product that orders.',
          data: { element: 'Tracks', value: 'total', technology: 'azure.servicebus' },
          fixes: [{ title: 'Count on order per key only', output: `queue Tracks : azure.servicebus { ordering per-key }` }],
        },
      ],
    },
    {
      name: 'an order of a product that keeps none',
      text: `
        technology house.queue is queue { ordering none at most none }
        queue Tracks : house.queue {
          <|ordering per-key|>
          alarm
        }
      `,
      findings: [
        {
          message: 'tooOrdered',
          data: { element: 'Tracks', value: 'per-key', technology: 'house.queue', limit: 'no order' },
          fixes: [
            {
              title: 'Do not count on an order',
              output: `
                technology house.queue is queue { ordering none at most none }
                queue Tracks : house.queue {
                  alarm
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a house standard that claims more order than the product it is like, reported once',
      text: `
        technology house.queue is queue like azure.servicebus { <|ordering total|> }
        technology house.other is queue like house.queue
        queue One : house.queue
        queue Two : house.other
      `,
      findings: [
        {
          message: 'tooOrdered',
          data: { element: 'house.queue', value: 'total', technology: 'azure.servicebus', limit: 'order per key' },
          fixes: [
            {
              title: 'Count on order per key only',
              output: `
                technology house.queue is queue like azure.servicebus { ordering per-key }
                technology house.other is queue like house.queue
                queue One : house.queue
                queue Two : house.other
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'more instances than a house runs',
      text: `
        technology house.pods is service { instances at most 3 }
        service S : house.pods { <|instances 2..5|> }
      `,
      findings: [
        {
          message: 'tooMuch',
          data: { element: 'S', setting: 'instances', value: '5', limit: '3' },
          fixes: [
            {
              title: 'Set instances to 3 instead of 5',
              output: `
                technology house.pods is service { instances at most 3 }
                service S : house.pods { instances 3 }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a limit of one’s own below what is set',
      text: `technology house.queue is queue like aws.sqs { <|retention 60d at most 30d|> }`,
      findings: [
        {
          message: 'tooMuch',
          fixes: [
            {
              title: 'Set retention to 30d instead of 60d',
              output: `technology house.queue is queue like aws.sqs { retention 30d at most 30d }`,
            },
          ],
        },
      ],
    },
    {
      name: 'options of handlers and effects',
      text: `
        event Paid { key id }
        queue Payments : aws.sqs.fifo { visibility 2h  drops after 5 attempts }
        store Rows : aws.dynamodb
        service Books : aws.lambda { on Paid from Payments <|with batch 100, timeout 5m|> { puts Rows } }
        service Night : aws.lambda { on Paid from Payments <|with timeout 30m|> { puts Rows } }
        service Shop : aws.lambda { serves pay { sends Paid to Payments <|with delay 1h|> } }
      `,
      findings: [
        {
          message: 'batch',
          text: 'Books takes batches of 100, but Payments (aws.sqs.fifo) hands over 10 at most. Set it to 10 or less.',
          data: { handler: 'Books', value: '100', limit: '10' },
          fixes: [
            {
              title: 'Set batch to 10 instead of 100',
              output: `
                event Paid { key id }
                queue Payments : aws.sqs.fifo { visibility 2h  drops after 5 attempts }
                store Rows : aws.dynamodb
                service Books : aws.lambda { on Paid from Payments with batch 10, timeout 5m { puts Rows } }
                service Night : aws.lambda { on Paid from Payments with timeout 30m { puts Rows } }
                service Shop : aws.lambda { serves pay { sends Paid to Payments with delay 1h } }
              `,
            },
          ],
        },
        {
          message: 'handler',
          text: 'Night may take 30m, but aws.lambda ends it after 15m. Do less in one run, or run it elsewhere.',
          data: { handler: 'Night', value: '30m', limit: '15m' },
          fixes: [
            {
              title: 'Set timeout to 15m instead of 30m',
              output: `
                event Paid { key id }
                queue Payments : aws.sqs.fifo { visibility 2h  drops after 5 attempts }
                store Rows : aws.dynamodb
                service Books : aws.lambda { on Paid from Payments with batch 100, timeout 5m { puts Rows } }
                service Night : aws.lambda { on Paid from Payments with timeout 15m { puts Rows } }
                service Shop : aws.lambda { serves pay { sends Paid to Payments with delay 1h } }
              `,
            },
          ],
        },
        {
          message: 'delayed',
          text: 'Shop.pay delays what it sends to Payments by 1h, but aws.sqs.fifo allows 15m at most. Wait in a workflow (`waits 1h`), or use a shorter delay.',
          data: { sender: 'Shop.pay', value: '1h', limit: '15m' },
          fixes: [
            {
              title: 'Set delay to 15m instead of 1h',
              output: `
                event Paid { key id }
                queue Payments : aws.sqs.fifo { visibility 2h  drops after 5 attempts }
                store Rows : aws.dynamodb
                service Books : aws.lambda { on Paid from Payments with batch 100, timeout 5m { puts Rows } }
                service Night : aws.lambda { on Paid from Payments with timeout 30m { puts Rows } }
                service Shop : aws.lambda { serves pay { sends Paid to Payments with delay 15m } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a product of another kind',
      text: `<|queue Orders : aws.dynamodb|>`,
      findings: [
        {
          message: 'kind',
          text: 'Orders is a queue, but aws.dynamodb is a store. Use a product that is one, or declare it as what it is.',
          data: { element: 'Orders', kind: 'queue', technology: 'aws.dynamodb' },
          severity: 'warning',
        },
      ],
    },
    {
      name: 'a product of two other kinds',
      text: `
        technology house.bus is topic, bus
        <|store Orders : house.bus|>
      `,
      findings: [{ message: 'kind', data: { kinds: 'topic or bus' } }],
    },
    {
      name: 'a delay of a message that is published',
      text: `
        event A { key a }
        technology house.topic is topic { delay at most 15m }
        topic T : house.topic
        external Partner { publishes A to T <|with delay 20m|> }
      `,
      findings: [{ message: 'delayed', data: { sender: 'Partner', value: '20m' } }],
    },
    {
      name: 'a batch of two queues, of which one hands over less',
      text: `
        event A { key a }
        actor U { sends A to Q  sends A to R }
        queue Q : aws.sqs
        queue R : aws.sqs.fifo { grouped by a }
        service S : aws.ecs { on A <|with batch 20|> { puts D } }
        store D
      `,
      findings: [{ message: 'batch', data: { channel: 'R', value: '20', limit: '10' } }],
    },
    {
      name: 'a large batch that is not told how long to gather',
      text: `
        event A { key a }
        queue Q : aws.sqs
        service S : aws.lambda { on A from Q <|with batch 100, partial failures|> }
      `,
      findings: [
        {
          message: 'window',
          text: 'S takes batches of 100 from Q, but above 10 aws.sqs must be told how long to gather one. Add `within 1s`, or take 10.',
          severity: 'error',
          data: { handler: 'S', value: 100, limit: 10, technology: 'aws.sqs' },
          fixes: [
            {
              title: 'Gather for a second',
              output: `
                event A { key a }
                queue Q : aws.sqs
                service S : aws.lambda { on A from Q with batch 100 within 1s, partial failures }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'one reader too many',
      text: `
        event A { key a }
        stream C : aws.dynamodb.streams
        service R : aws.lambda { on A from C }
        service S : aws.lambda { on A from C }
        service T : aws.lambda { <|on A from C|> }
      `,
      findings: [
        {
          message: 'readers',
          text: 'T is reader number 3 of C, but aws.dynamodb.streams allows 2: they throttle each other. Let one reader publish to a topic or bus that the others subscribe to.',
          data: { handler: 'T', count: 3, limit: 2 },
        },
      ],
    },
    {
      name: 'fewer attempts than the product makes before it parks a message',
      text: `
        event A { key a }
        topic T : gcp.pubsub
        actor U { publishes A to T }
        queue P : gcp.pubsub { retention 31d  alarm }
        queue Q : gcp.pubsub { subscribes to T with <|dead-letters to P after 1 attempt|> }
        queue R : gcp.pubsub { subscribes to T with dead-letters to P after 5 attempts }
        service S : gcp.cloudrun { on A from Q { puts D }  on A from R { puts D } }
        store D
      `,
      findings: [
        {
          message: 'hasty',
          text: 'Q gives up after 1 attempt, but gcp.pubsub makes 5 attempts at least. Say `after 5 attempts`, or count them in the handler.',
          fixes: [
            {
              title: 'Make 5 attempts',
              output: `
        event A { key a }
        topic T : gcp.pubsub
        actor U { publishes A to T }
        queue P : gcp.pubsub { retention 31d  alarm }
        queue Q : gcp.pubsub { subscribes to T with dead-letters to P after 5 attempts }
        queue R : gcp.pubsub { subscribes to T with dead-letters to P after 5 attempts }
        service S : gcp.cloudrun { on A from Q { puts D }  on A from R { puts D } }
        store D
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a subscriber that the product does not deliver to',
      text: `
        event A { key a  ordered by a }
        topic T : aws.sns.fifo { grouped by a }
        actor U { publishes A to T }
        queue P : aws.sqs { retention 14d  alarm }
        service S : aws.lambda {
          <|on A from T with dead-letters to P after 3 attempts|> { puts D if newer }
        }
        store D
      `,
      findings: [
        {
          message: 'subscriber',
          text: 'S subscribes to T, but aws.sns.fifo delivers to a queue only. Let a queue subscribe, and take the messages from there.',
          data: { subscriber: 'S', channel: 'T', kinds: 'a queue', technology: 'aws.sns.fifo' },
          fixes: [
            {
              title: 'Put a queue between T and S, SQueue',
              output: `
                event A { key a  ordered by a }
                topic T : aws.sns.fifo { grouped by a }
                actor U { publishes A to T }
                queue P : aws.sqs { retention 14d  alarm }
                queue SQueue : aws.sqs.fifo { subscribes to T for A with dead-letters group to SQueue.dead-letters  grouped by a  dead-letters group after 5 attempts  alarm }
                service S : aws.lambda {
                  on A from SQueue { puts D if newer }
                }
                store D
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a subscriber with time to run, of two messages of which one has an order',
      text: `
        event A { key a  ordered by a }
        event B { key a }
        topic T : aws.sns.fifo { grouped by a }
        actor U { publishes A to T  publishes B to T }
        service S : aws.lambda { timeout 5m  <|on A, B from T idempotent|> { puts D } }
        store D
      `,
      findings: [
        {
          message: 'subscriber',
          fixes: [
            {
              title: 'Put a queue between T and S, SQueue',
              output: `
                event A { key a  ordered by a }
                event B { key a }
                topic T : aws.sns.fifo { grouped by a }
                actor U { publishes A to T  publishes B to T }
                queue SQueue : aws.sqs.fifo { subscribes to T for A, B with dead-letters group to SQueue.dead-letters  grouped by a  visibility 30m  dead-letters group after 5 attempts  alarm }
                service S : aws.lambda { timeout 5m  on A, B from SQueue idempotent { puts D } }
                store D
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a workflow that subscribes, at that subscription',
      text: `
        event A { key a }
        event B { key a }
        topic O
        topic T : aws.sns.fifo { grouped by a }
        actor U { publishes A to T  publishes B to O }
        orchestrator Flow { subscribes to O for B with key a  <|subscribes to T for A with key a|>  step Look reads D }
        store D
      `,
      findings: [{ message: 'subscriber', data: { subscriber: 'Flow' }, fixes: [] }],
    },
    {
      name: 'subscribers that no queue can stand before as they are: one that gives up, one that joins, one of another system',
      text: `
        event A { key a }
        event B { key a }
        system Far { topic V : aws.sns.fifo { grouped by a } }
        topic T : aws.sns.fifo { grouped by a }
        actor U { publishes A to T  publishes B to T  publishes A to Far.V }
        service S : aws.lambda { <|on A from T with drops after 3 attempts|> { puts D } }
        service J : aws.lambda { <|on all of A, B from T within 5m|> { puts D } }
        service F : aws.lambda { <|on A from Far.V|> { puts D } }
        store D
      `,
      findings: [
        { message: 'subscriber', fixes: [] },
        { message: 'subscriber', fixes: [] },
        { message: 'subscriber', fixes: [] },
      ],
    },
    {
      name: 'each beyond what its product allows: time kept, hidden and held back, time to run, a batch in order',
      text: `
        command Pack { key orderId }
        queue Packing : aws.sqs { <|retention 15d|>  <|visibility 13h|>  <|delay 16m|> }
        queue Sorting : aws.sqs.fifo { grouped by orderId  alarm }
        service Shop : aws.ecs { serves pack { sends Pack to Packing  sends Pack to Sorting } }
        service Bench : aws.lambda { <|timeout 16m|>  on Pack from Packing idempotent { puts Parcels } }
        service Sorter : aws.ecs { on Pack from Sorting <|with batch 20|> { puts Parcels } }
        store Parcels : aws.dynamodb
      `,
      findings: [
        { message: 'tooMuch', data: { setting: 'retention', limit: '14d' } },
        { message: 'tooMuch', data: { setting: 'visibility', limit: '12h' } },
        { message: 'tooMuch', data: { setting: 'delay', limit: '15m' } },
        { message: 'tooMuch', data: { setting: 'timeout', limit: '15m' } },
        { message: 'batch', data: { value: '20', limit: '10' } },
      ],
    },
    {
      name: 'a batch that is to be gathered where nothing is',
      text: `
        event A { key id }
        actor U { sends A to Q }
        queue Q : aws.sqs.fifo { grouped by id }
        service S : aws.lambda { on A from Q <|with batch 10 within 5s, partial failures|> }
      `,
      findings: [
        {
          message: 'gathered',
          text: 'S gathers a batch from Q for 5s, but aws.sqs.fifo hands over what there is at once. Leave `within` out.',
          severity: 'error',
          fixes: [
            {
              title: 'Take what there is',
              output: `
        event A { key id }
        actor U { sends A to Q }
        queue Q : aws.sqs.fifo { grouped by id }
        service S : aws.lambda { on A from Q with batch 10, partial failures }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'what is gathered without a number, and with blanks between the words',
      text: `
        event A { key id }
        event B { key id }
        actor U { sends A to Q  sends B to R }
        queue Q : aws.sqs.fifo { grouped by id }
        queue R : aws.sqs.fifo { grouped by id }
        service S : aws.lambda { on A from Q <|with partial failures, batch within 5s|> }
        service T : aws.lambda { on B from R <|with batch  10  within  5s|> }
      `,
      findings: [
        {
          message: 'gathered',
          fixes: [
            {
              title: 'Take what there is',
              output: `
                event A { key id }
                event B { key id }
                actor U { sends A to Q  sends B to R }
                queue Q : aws.sqs.fifo { grouped by id }
                queue R : aws.sqs.fifo { grouped by id }
                service S : aws.lambda { on A from Q with partial failures, batch }
                service T : aws.lambda { on B from R with batch  10  within  5s }
              `,
            },
          ],
        },
        {
          message: 'gathered',
          fixes: [
            {
              title: 'Take what there is',
              output: `
                event A { key id }
                event B { key id }
                actor U { sends A to Q  sends B to R }
                queue Q : aws.sqs.fifo { grouped by id }
                queue R : aws.sqs.fifo { grouped by id }
                service S : aws.lambda { on A from Q with partial failures, batch within 5s }
                service T : aws.lambda { on B from R with batch  10 }
              `,
            },
          ],
        },
      ],
    },
  ],
  unfixable: {
    kind: 'which of the two is meant only the author knows',
    readers: 'another way to spread what is read changes what every reader sees',
  },
});
