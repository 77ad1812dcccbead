import { testRule } from './runner.ts';

function shop(retries: string, instances = ''): string {
  return `service Shop : aws.ecs { ${instances} serves place { calls Stock.check with timeout 1s, ${retries} } }
service Stock : aws.ecs { serves check }
`;
}

function run(technology: string, retries: string): string {
  return `orchestrator W : ${technology} { step A calls Stock.check with timeout 3s, ${retries} }
service Stock : aws.ecs { serves check }
`;
}

testRule('retry-without-backoff', {
  valid: [
    { name: 'growing intervals with jitter', text: shop('5 retries exponential from 100ms jitter') },
    { name: 'one more try', text: shop('1 retry') },
    { name: 'no retries', text: shop('no retries') },
    {
      name: 'a schedule runs once a tick, however many instances there are',
      text: `
        service Reminders : aws.ecs { instances 2..400  every 1d { calls Stock.check with timeout 1s, 3 retries exponential } }
        service Stock : aws.ecs { serves check }
      `,
    },
    { name: 'without end, with growing intervals', text: shop('unlimited retries exponential jitter') },
    {
      name: 'what the product does by itself',
      text: 'orchestrator W : conductor { step A calls Stock.check }\nservice Stock : aws.ecs { serves check }\n',
    },
    { name: 'few clients without jitter', text: shop('5 retries exponential', 'instances 2..4') },
    { name: 'many clients, if the project allows it', text: shop('5 retries exponential', 'instances 2..400'), options: { clients: 1000 } },
    {
      name: 'a subscription whose product lets the intervals grow',
      text: `
        event A { key id }
        topic T : aws.sns
        queue Q : aws.sqs { subscribes to T }
        service S : aws.ecs { on A from Q { puts D } }
        store D : aws.dynamodb
      `,
    },
    {
      name: 'a number alone, of deliveries that the product makes at growing intervals: of a bus, to a function that is handed its messages',
      text: `
        event Placed { key orderId }
        bus Events : aws.eventbridge
        topic News : aws.sns
        queue Q : aws.sqs { subscribes to Events with 20 retries }
        service Shop { serves place { publishes Placed to Events  publishes Placed to News } }
        service Pack : aws.ecs { on Placed from Q }
        service Tell : aws.lambda { on Placed from News with 2 retries { puts Rows } }
        store Rows : aws.dynamodb
      `,
    },
    { name: 'a number alone in Step Functions, whose intervals double from a second', text: run('aws.stepfunctions', '3 retries') },
    { name: 'a number alone in a short workflow', text: run('aws.stepfunctions.express.sync', '3 retries') },
    { name: 'a number alone in Temporal', text: run('temporal', '3 retries') },
    { name: 'without end in Temporal, whose intervals grow', text: run('temporal', 'unlimited retries') },
    { name: 'a number alone in an engine of whose intervals nothing is known', text: run('aws.lambda.durable', '3 retries') },
    { name: 'a number alone in Logic Apps', text: run('azure.logicapps', '3 retries') },
    {
      name: 'a number alone in an engine of one’s own that tries once unless told otherwise',
      text: `technology house.flow is orchestrator { no retries linear from 2s }\n${run('house.flow', '3 retries')}`,
    },
    { name: 'intervals that grow by the same each time', text: shop('5 retries linear from 100ms jitter') },
  ],
  invalid: [
    {
      name: 'at once',
      text: shop('<|3 retries|>'),
      findings: [
        {
          message: 'atOnce',
          text: 'What Shop.place does (calls Stock.check) is retried up to 3 times with no wait in between, so a target that is overloaded gets 4 times the load. Let the interval grow: `exponential jitter`.',
          data: { times: 'up to 3 times', load: '4 times' },
          severity: 'warning',
          fixes: [{ title: 'Retry with growing intervals: 3 retries exponential jitter', output: shop('3 retries exponential jitter') }],
        },
      ],
    },
    {
      name: 'at a constant pace',
      text: shop('<|5 retries fixed from 100ms|>'),
      findings: [
        {
          message: 'constant',
          text: 'What Shop.place does (calls Stock.check) is retried up to 5 times every 100ms, so a target that is overloaded gets no time to recover. Let the interval grow: `exponential jitter`.',
          data: { interval: '100ms' },
          fixes: [
            {
              title: 'Retry with growing intervals: 5 retries exponential from 100ms jitter',
              output: shop('5 retries exponential from 100ms jitter'),
            },
          ],
        },
      ],
    },
    {
      name: 'at a constant pace that nobody gives',
      text: shop('<|5 retries fixed|>'),
      findings: [
        {
          message: 'steady',
          text: 'What Shop.place does (calls Stock.check) is retried up to 5 times at a constant pace, so a target that is overloaded gets no time to recover. Let the interval grow: `exponential jitter`.',
          fixes: [{ title: 'Retry with growing intervals: 5 retries exponential jitter', output: shop('5 retries exponential jitter') }],
        },
      ],
    },
    {
      name: 'a number alone in an engine that waits equally long each time',
      text: run('airflow', '<|3 retries|>'),
      findings: [
        {
          message: 'constant',
          text: 'What W does (calls Stock.check) is retried up to 3 times every 5m, so a target that is overloaded gets no time to recover. Let the interval grow: `exponential jitter`.',
          fixes: [
            { title: 'Retry with growing intervals: 3 retries exponential jitter', output: run('airflow', '3 retries exponential jitter') },
          ],
        },
      ],
    },
    {
      name: 'a number alone in an engine whose code gives one interval',
      text: run('azure.durablefunctions', '<|3 retries|>'),
      findings: [{ message: 'steady' }],
    },
    {
      name: 'the design’s own word over the engine’s',
      text: run('aws.stepfunctions', '<|3 retries fixed from 2s|>'),
      findings: [{ message: 'constant', data: { interval: '2s' } }],
    },
    {
      name: 'a number alone in an engine that tries again at once',
      text: run('camunda', '<|3 retries|>'),
      findings: [{ message: 'atOnce' }],
    },
    {
      name: 'a number alone in a workflow that a service runs itself, whose product only retries what it is handed',
      text: run('aws.lambda', '<|3 retries|>'),
      findings: [{ message: 'atOnce' }],
    },
    {
      name: 'without end',
      text: shop('<|unlimited retries|>'),
      findings: [{ message: 'atOnce', data: { times: 'for ever', load: 'many times' } }],
    },
    {
      name: 'many clients in step',
      text: shop('<|5 retries exponential|>', 'instances 2..400'),
      findings: [
        {
          message: 'inStep',
          text: 'What Shop.place does (calls Stock.check) is retried by up to 400 instances that wait equally long, so they all come back at the same moments. Add `jitter`.',
          severity: 'info',
          data: { clients: 400 },
        },
      ],
    },
    {
      name: 'a schedule',
      text: `
        service Reminders : aws.ecs { instances 2..400  every 1d { calls Stock.check with timeout 1s, <|3 retries|> } }
        service Stock : aws.ecs { serves check }
      `,
      findings: [
        {
          message: 'atOnce',
          text: 'What Reminders does every 1d (calls Stock.check) is retried up to 3 times with no wait in between, so a target that is overloaded gets 4 times the load. Let the interval grow: `exponential jitter`.',
        },
      ],
    },
    {
      name: 'a handler’s policy, and a subscription’s',
      text: `
        event A { key id }
        topic T : aws.sns
        queue Q : aws.sqs { subscribes to T with <|5 retries fixed from 1s|> }
        service S : aws.ecs { on A from Q with <|3 retries|> { puts D } }
        store D : aws.dynamodb
      `,
      findings: [
        { message: 'constant' },
        {
          message: 'steady',
          text: 'S is retried up to 3 times at a constant pace, so a target that is overloaded gets no time to recover. Let the interval grow: `exponential jitter`.',
        },
      ],
    },
    {
      name: 'a handler’s policy where the broker hands back at once',
      text: `
        event A { key id }
        queue Q : rabbitmq { dead-letters after 5 attempts  alarm }
        service P : aws.ecs { serves p { sends A to Q } }
        service S : aws.ecs { on A from Q with <|3 retries|> { puts D } }
        store D : aws.dynamodb
      `,
      findings: [{ message: 'atOnce' }],
    },
    {
      name: 'fifty clients in step, by intervals that grow by the same each time',
      text: shop('<|5 retries linear|>', 'instances 2..50'),
      findings: [
        {
          message: 'inStep',
          data: { clients: 50 },
          fixes: [
            { title: 'Retry with growing intervals: 5 retries linear jitter', output: shop('5 retries linear jitter', 'instances 2..50') },
          ],
        },
      ],
    },
    {
      name: 'a step with its undo, once, and the delivery to a workflow',
      text: `
        event Placed { key orderId }
        topic Orders : aws.sns
        service Shop { serves place { publishes Placed to Orders } }
        orchestrator Book : aws.stepfunctions {
          subscribes to Orders with key orderId, <|5 retries fixed from 1s|>
          step Reserve calls Flights.reserve with <|2 retries fixed from 3s|> undo Flights.release
        }
        service Flights { serves reserve idempotent  serves release idempotent }
      `,
      findings: [
        {
          message: 'constant',
          text: 'The delivery of Orders to Book is retried up to 5 times every 1s, so a target that is overloaded gets no time to recover. Let the interval grow: `exponential jitter`.',
        },
        { message: 'constant', data: { interval: '3s' } },
      ],
    },
  ],
});
