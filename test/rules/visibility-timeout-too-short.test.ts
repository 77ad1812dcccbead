import { testRule } from './runner.ts';

function labels(queue: string, service: string): string {
  return `event Placed { key orderId }
queue Q : ${queue}
service Shop : aws.lambda { timeout 5s  serves place { sends Placed to Q } }
service Labelling : ${service}
store Shipments : aws.dynamodb
`;
}

testRule('visibility-timeout-too-short', {
  valid: [
    {
      name: 'six times the timeout',
      text: labels('aws.sqs { visibility 6m }', 'aws.lambda { timeout 60s  on Placed from Q { puts Shipments } }'),
    },
    {
      name: 'a timeout short enough for the default',
      text: labels('aws.sqs', 'aws.lambda { timeout 5s  on Placed from Q { puts Shipments } }'),
    },
    {
      name: 'a handler that prolongs the time',
      text: labels('aws.sqs', 'aws.ecs { on Placed from Q in 5m with heartbeat { puts Shipments } }'),
    },
    {
      name: 'a product that prolongs it',
      text: labels('azure.servicebus', 'azure.functions { on Placed from Q in 5m { puts Shipments } }'),
    },
    {
      name: 'work that is done in time, whatever its limit',
      text: labels('aws.sqs', 'aws.ecs { timeout 5m  on Placed from Q in 2s { puts Shipments } }'),
    },
    {
      name: 'a handler that acknowledges first',
      text: labels('aws.sqs', 'aws.ecs { on Placed from Q in 5m with acknowledges first { puts Shipments } }'),
    },
    { name: 'times that nobody gives', text: labels('aws.sqs', 'aws.ecs { on Placed from Q { puts Shipments } }') },
    {
      name: 'a stream whose consumer works for less than it may between two polls',
      text: labels('kafka', 'aws.ecs { on Placed from Q in 4m { puts Shipments } }')
        .replace('queue Q', 'stream Q')
        .replace('sends Placed', 'publishes Placed'),
    },
    {
      name: 'work that takes just as long, a message that is hidden for just as long as it is kept',
      text: labels('aws.sqs { retention 60s  visibility 60s }', 'aws.ecs { on Placed from Q in 60s { puts Shipments } }'),
    },
    {
      name: 'a timeout that the product refuses, of a function or a handler, which another rule says',
      text: labels(
        'aws.sqs',
        'aws.lambda { timeout 20m  on Placed from Q { puts Shipments } }\nservice Night : aws.lambda { on Placed from Q with timeout 20m { puts Shipments } }',
      ),
    },
    {
      name: 'a workflow, which takes the message at once',
      text: labels(
        'aws.sqs',
        'aws.ecs\norchestrator Ship : temporal { timeout 5m  subscribes to Q with key orderId  step A puts Shipments }',
      ),
    },
    {
      name: 'a channel that delivers once at most',
      text: labels('aws.sqs { delivery at-most-once }', 'aws.ecs { on Placed from Q in 5m { puts Shipments } }'),
    },
    {
      name: 'a limit that is only the product’s own, and a worker that gathers a batch before it begins',
      text: labels(
        'gcp.pubsub',
        'gcp.cloudrun { on Placed from Q { puts Shipments }  on Placed from R with timeout 25s, batch 10 within 30s { puts Shipments } }\nqueue R : aws.sqs\nservice Feed { serves go { sends Placed to R } }',
      ),
    },
    {
      name: 'a function that reads a stream, which hides nothing',
      text: labels('kafka', 'aws.lambda { timeout 60s  on Placed from Q { puts Shipments } }')
        .replace('queue Q', 'stream Q')
        .replace('sends Placed', 'publishes Placed'),
    },
    {
      name: 'long work on what is parked, which the queue no longer hides',
      text: `
        event A { key id }
        queue Q { visibility 30s  dead-letters to Desk after 5 attempts }
        service Shop { serves go { sends A to Q } }
        service Work { on A from Q in 1s }
        service Desk { on A in 5m }
      `,
    },
  ],
  invalid: [
    {
      name: 'a function that may run for longer than its message is hidden',
      text: labels('aws.sqs { <|visibility 30s|> }', 'aws.lambda { timeout 60s  on Placed from Q { puts Shipments } }'),
      findings: [
        {
          message: 'belowTimeout',
          text: 'Labelling may take 1m before it is stopped, but Q (aws.sqs) hides a message for only 30s: a second consumer starts on it meanwhile. Set `visibility` to at least 6m.',
          severity: 'error',
          data: { handler: 'Labelling', time: '1m', visibility: '30s', wanted: '6m' },
          related: 2,
          fixes: [
            {
              title: 'Hide messages of Q for 6m',
              output: labels('aws.sqs { visibility 6m }', 'aws.lambda { timeout 60s  on Placed from Q { puts Shipments } }'),
            },
          ],
        },
      ],
    },
    {
      name: 'less than six times, with the time to gather a batch',
      text: labels('aws.sqs', 'aws.lambda { timeout 10s  on Placed from Q with batch 10 within 30s { puts Shipments } }').replace(
        'queue Q',
        'queue <|Q|>',
      ),
      findings: [
        {
          message: 'belowFactor',
          text: 'Labelling may take 10s, and its product asks for 6 times that and 30s to gather a batch, because a throttled receive comes again; Q (aws.sqs) hides a message for only 30s, its default. Set `visibility` to at least 1.5m.',
          related: ['Labelling may take 10s', 'Labelling is stopped then'],
          severity: 'warning',
          data: { origin: ', its default', factor: 6, wanted: '1.5m', window: ' and 30s to gather a batch' },
          fixes: [
            {
              title: 'Hide messages of Q for 1.5m',
              output: labels(
                'aws.sqs { visibility 1.5m }',
                'aws.lambda { timeout 10s  on Placed from Q with batch 10 within 30s { puts Shipments } }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a worker that takes longer',
      text: labels('aws.sqs { <|visibility 30s|> }', 'aws.ecs { on Placed from Q in 2m { puts Shipments } }'),
      findings: [
        {
          message: 'belowWork',
          text: 'Labelling takes up to 2m, but Q (aws.sqs) hides a message for only 30s: a second consumer starts on it meanwhile. Set `visibility` to at least 4m, or let the handler prolong it `with heartbeat`.',
          related: ['Labelling may take 2m'],
          fixes: [
            {
              title: 'Hide messages of Q for 4m',
              output: labels('aws.sqs { visibility 4m }', 'aws.ecs { on Placed from Q in 2m { puts Shipments } }'),
            },
            {
              title: 'Let Labelling prolong it while it works',
              output: labels('aws.sqs { visibility 30s }', 'aws.ecs { on Placed from Q in 2m with heartbeat { puts Shipments } }'),
            },
          ],
        },
      ],
    },
    {
      name: 'a limit that the design sets, where the time is not given',
      text: labels('aws.sqs { <|visibility 30s|> }', 'aws.ecs { on Placed from Q with timeout 1m { puts Shipments } }'),
      findings: [{ message: 'belowTimeout', related: ['Labelling may take 1m'], data: { wanted: '1m' } }],
    },
    {
      name: 'the worst of two consumers, once',
      text: labels(
        'aws.sqs { <|visibility 30s|> }',
        'aws.lambda { timeout 20s  on Placed from Q { puts Shipments } }\nservice Night : aws.lambda { timeout 60s  on Placed from Q { puts Shipments } }',
      ),
      findings: [{ message: 'belowTimeout', related: ['Night may take 1m', 'Night is stopped then'], data: { handler: 'Night' } }],
    },
    {
      name: 'a message that expires while it is hidden',
      text: labels('aws.sqs { retention 60s  <|visibility 2m|> }', 'aws.ecs { on Placed from Q in 2s { puts Shipments } }'),
      findings: [
        {
          message: 'aboveRetention',
          text: 'Q (aws.sqs) hides a message for 2m but keeps it for only 1m: a message whose consumer dies expires before anybody else sees it. Keep it longer, or hide it for less.',
          severity: 'error',
          data: { retention: '1m' },
          fixes: [
            {
              title: 'Keep messages of Q for 4d',
              output: labels('aws.sqs { retention 4d  visibility 2m }', 'aws.ecs { on Placed from Q in 2s { puts Shipments } }'),
            },
          ],
        },
      ],
    },
    {
      name: 'a stream whose consumer works for longer than it may between two polls, a batch at a time',
      text: labels('kafka { alarm }', 'aws.ecs { on Placed from Q in 10m with batch 500 { puts Shipments } }')
        .replace('queue Q', 'stream <|Q|>')
        .replace('sends Placed', 'publishes Placed'),
      findings: [
        {
          message: 'belowWork',
          related: ['Labelling may take 10m'],
          severity: 'warning',
          data: { time: '10m', visibility: '5m', origin: ', its default' },
        },
      ],
    },
    {
      name: 'a consumer that is cut off because it does not acknowledge in time',
      text: labels('rabbitmq { dead-letters after 5 attempts  alarm }', 'aws.ecs { on Placed from Q in 45m { puts Shipments } }').replace(
        'queue Q',
        'queue <|Q|>',
      ),
      findings: [{ message: 'belowWork', related: ['Labelling may take 45m'], severity: 'warning', data: { visibility: '30m' } }],
    },
    {
      name: 'a lock that is shorter than the work',
      text: labels('gcp.pubsub', 'gcp.cloudrun { on Placed from Q in 1m { puts Shipments } }').replace('queue Q', 'queue <|Q|>'),
      findings: [{ message: 'belowWork', related: ['Labelling may take 1m'], data: { visibility: '10s' } }],
    },
    {
      name: 'a message that expires while it is hidden, as the product hides it',
      text: labels('aws.sqs { <|retention 20s|> }', 'aws.ecs { on Placed from Q in 2s { puts Shipments } }'),
      findings: [
        {
          message: 'aboveRetention',
          data: { visibility: '30s', retention: '20s' },
          fixes: [
            {
              title: 'Keep messages of Q for 4d',
              output: labels('aws.sqs { retention 4d }', 'aws.ecs { on Placed from Q in 2s { puts Shipments } }'),
            },
          ],
        },
      ],
    },
    {
      name: 'a product that keeps messages for less than the design hides them, or for just as long',
      text: `
        technology house.queue is queue { delivery at-least-once  retention 1m }
        event Placed { key orderId }
        queue Q : house.queue { retention 30s  <|visibility 2m|> }
        queue R : house.queue { retention 30s  <|visibility 1m|> }
        service Shop { serves place { sends Placed to Q  sends Placed to R } }
        service Work { on Placed from Q in 2s  on Placed from R in 2s }
      `,
      findings: [
        { message: 'aboveRetention', fixes: [] },
        {
          message: 'aboveRetention',
          fixes: [
            {
              title: 'Keep messages of R for 1m',
              output: `
                technology house.queue is queue { delivery at-least-once  retention 1m }
                event Placed { key orderId }
                queue Q : house.queue { retention 30s  visibility 2m }
                queue R : house.queue { retention 1m  visibility 1m }
                service Shop { serves place { sends Placed to Q  sends Placed to R } }
                service Work { on Placed from Q in 2s  on Placed from R in 2s }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'of several consumers the worst, and of two that are as bad the first',
      text: labels(
        'aws.sqs { <|visibility 30s|> }',
        'aws.lambda { timeout 60s  on Placed from Q { puts Shipments } }\nservice Night : aws.lambda { timeout 60s  on Placed from Q { puts Shipments } }\nservice Day : aws.lambda { timeout 20s  on Placed from Q { puts Shipments } }',
      ),
      findings: [{ message: 'belowTimeout', data: { handler: 'Labelling', wanted: '6m' } }],
    },
    {
      name: 'six times the limit, which is the product’s own, of a function that gathers no batch',
      text: labels('aws.sqs { <|visibility 10s|> }', 'aws.lambda { on Placed from Q { puts Shipments } }'),
      findings: [
        {
          message: 'belowFactor',
          text: 'Labelling may take 3s, and its product asks for 6 times that, because a throttled receive comes again; Q (aws.sqs) hides a message for only 10s. Set `visibility` to at least 18s.',
        },
      ],
    },
    {
      name: 'a function whose work is soon done, but whose limit binds; a worker of which only the limit is known',
      text: labels(
        'aws.sqs { <|visibility 30s|> }',
        'aws.lambda { timeout 60s  on Placed from Q in 2s { puts Shipments } }\nqueue R : aws.sqs { <|visibility 40s|> }\nservice Night : aws.ecs { timeout 1m  on Placed from R { sends Placed to R } }',
      ),
      findings: [
        { message: 'belowTimeout', data: { time: '1m', wanted: '6m' } },
        { message: 'belowTimeout', data: { handler: 'Night', wanted: '1m' } },
      ],
    },
    ...(
      [
        ['visibility 30s', '6h', 'visibility 12h'],
        ['retention 1m  visibility 20s', '30s', 'retention 1m  visibility 1m'],
        ['visibility 30s', '7h', undefined],
        ['retention 1m  visibility 30s', '40s', undefined],
      ] as const
    ).map(([queue, time, hidden]) => ({
      name: `${queue}, and work of ${time}: ${hidden ?? 'no time is long enough that the product takes and that the message is kept for'}`,
      text: labels(`aws.sqs { ${queue} }`, `aws.ecs { on Placed from Q in ${time} { puts Shipments } }`).replace(
        /visibility \w+/,
        '<|$&|>',
      ),
      findings: [
        {
          message: 'belowWork',
          fixes: [
            ...(hidden
              ? [
                  {
                    title: `Hide messages of Q for ${hidden.split(' ').at(-1)}`,
                    output: labels(`aws.sqs { ${hidden} }`, `aws.ecs { on Placed from Q in ${time} { puts Shipments } }`),
                  },
                ]
              : []),
            {
              title: 'Let Labelling prolong it while it works',
              output: labels(`aws.sqs { ${queue} }`, `aws.ecs { on Placed from Q in ${time} with heartbeat { puts Shipments } }`),
            },
          ],
        },
      ],
    })),
  ],
});
