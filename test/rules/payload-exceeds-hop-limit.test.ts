import { testRule } from './runner.ts';

function shop(size: string, topic = 'topic Orders : aws.sns', publish = 'publishes Placed to Orders'): string {
  return `event Placed { key orderId  ${size} }
${topic}
service Shop : aws.ecs { serves place { ${publish} } }
`;
}

testRule('payload-exceeds-hop-limit', {
  valid: [
    { name: 'a message that fits', text: shop('size 64KB') },
    { name: 'a message of which no size is given', text: shop('') },
    { name: 'a limit that was raised', text: shop('size 400KB', 'topic Orders : aws.sns { size 1MB }') },
    { name: 'a channel of which no limit is known', text: shop('size 400MB', 'topic Orders') },
    { name: 'nearly full, if the project allows it', text: shop('size 250KB'), options: { share: 1 } },
    { name: 'three quarters of what a topic takes', text: shop('size 192KB') },
    {
      name: 'a consumer that fetches what its queue takes: it is not handed the message in one piece',
      text: `
        event Scanned { key scanId  size 2MB }
        queue Scans : rabbitmq { size 16MB }
        service Scanner { serves scan { sends Scanned to Scans } }
        service Reader : aws.lambda { on Scanned from Scans }
      `,
    },
  ],
  invalid: [
    {
      name: 'more than a topic takes unless it is told to',
      text: shop('size 400KB', undefined, '<|publishes Placed to Orders|>'),
      findings: [
        {
          message: 'exceeds',
          text: 'Placed can be 400KB, but Orders (aws.sns) takes no more than 256KB: the largest ones are refused. Store the body and send a reference to it.',
          data: { size: '400KB', limit: '256KB', place: 'Orders (aws.sns)' },
          severity: 'error',
          related: 2,
          fixes: [
            { title: 'Let Orders take 1MB', output: shop('size 400KB', 'topic Orders : aws.sns { size 1MB }') },
            {
              title: 'Store the body of Placed in a new store PlacedBodies, and send a reference',
              output: `event Placed { key orderId  size 1KB }
topic Orders : aws.sns
service Shop : aws.ecs { serves place { puts PlacedBodies } }
store PlacedBodies : aws.s3 { key orderId  publishes Placed to Orders }
`,
            },
          ],
        },
      ],
    },
    {
      name: 'hardly less',
      text: shop('size 250KB', undefined, '<|publishes Placed to Orders|>'),
      findings: [
        {
          message: 'nears',
          text: 'Placed can be 250KB, and Orders (aws.sns) takes no more than 256KB: headers and growth may use up what is left. Store the body and send a reference to it.',
          related: ['Placed is declared here', 'aws.sns takes 256KB'],
          severity: 'warning',
        },
      ],
    },
    {
      name: 'what a topic refuses does not come near the limit of the queue behind it',
      text: `
        event Placed { key orderId  size 900KB }
        topic Orders : aws.sns
        queue Bills : aws.sqs { subscribes to Orders }
        service Shop : aws.ecs { serves place { <|publishes Placed to Orders|> } }
      `,
      findings: [{ message: 'exceeds', related: ['Placed is declared here', 'aws.sns takes 256KB'], data: { place: 'Orders (aws.sns)' } }],
    },
    {
      name: 'a later hop, once for each place',
      text: `
        event Placed { key orderId  size 400KB }
        bus Events : aws.eventbridge
        service Shop : aws.ecs { serves place { publishes Placed to Events }  serves again { publishes Placed to Events } }
        queue Small : aws.sqs { <|subscribes to Events|>  size 256KB }
        orchestrator W : aws.stepfunctions { <|subscribes to Events with key orderId|>  step A reads T }
        store T : aws.dynamodb
      `,
      findings: [
        {
          message: 'exceeds',
          related: ['Placed is declared here', 'Small takes 256KB'],
          relatedAt: ['Placed', 'size 256KB'],
          data: { place: 'Small (aws.sqs)' },
        },
        {
          message: 'exceeds',
          related: ['Placed is declared here', 'aws.stepfunctions takes 256KB'],
          relatedAt: ['Placed', 'W'],
          data: { place: 'W (aws.stepfunctions)' },
        },
      ],
    },
    {
      name: 'a function that is handed more than it takes',
      text: `
        event Scanned { key scanId  size 2MB }
        service Scanner { serves scan { <|sends Scanned to Reader|> } }
        service Reader : aws.lambda { on Scanned }
      `,
      findings: [
        {
          message: 'exceeds',
          related: ['Scanned is declared here', 'aws.lambda takes 1MB'],
          data: { place: 'Reader (aws.lambda)', limit: '1MB' },
        },
      ],
    },
    {
      name: 'bodies that consumers fetch; of two senders each stores its own',
      text: `
        event Scanned { key scanId  size 300KB }
        topic Scans : aws.sns
        service Scanner : aws.ecs {
          serves scan { <|publishes Scanned to Scans|> at 5/s }
          every 1h { publishes Scanned to Scans }
        }
        service Reader : aws.lambda {
          timeout 10s
          on Scanned from Scans {
            puts Texts
          }
        }
        service Counter : aws.ecs { on Scanned from Scans {} }
        store Texts : aws.dynamodb { key scanId }
      `.replace('Scans|> at 5/s', 'Scans at 5/s|>'),
      findings: [
        {
          message: 'exceeds',
          fixes: [
            {
              title: 'Let Scans take 1MB',
              output: `
                event Scanned { key scanId  size 300KB }
                topic Scans : aws.sns { size 1MB }
                service Scanner : aws.ecs {
                  serves scan { publishes Scanned to Scans at 5/s }
                  every 1h { publishes Scanned to Scans }
                }
                service Reader : aws.lambda {
                  timeout 10s
                  on Scanned from Scans {
                    puts Texts
                  }
                }
                service Counter : aws.ecs { on Scanned from Scans {} }
                store Texts : aws.dynamodb { key scanId }
              `,
            },
            {
              title: 'Store the body of Scanned in a new store ScannedBodies, and send a reference',
              output: `
                event Scanned { key scanId  size 1KB }
                topic Scans : aws.sns
                service Scanner : aws.ecs {
                  serves scan { puts ScannedBodies at 5/s }
                  every 1h { puts ScannedBodies }
                }
                store ScannedBodies : aws.s3 { key scanId  publishes Scanned to Scans }
                service Reader : aws.lambda {
                  timeout 10s
                  on Scanned from Scans {
                    reads ScannedBodies
                    puts Texts
                  }
                }
                service Counter : aws.ecs { on Scanned from Scans { reads ScannedBodies } }
                store Texts : aws.dynamodb { key scanId }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'in order, which a store that tells of its writes does not keep; with options of the send',
      text: `
        event Moved { key moveId  ordered by vehicleId  size 300KB }
        event Seen { key viewId  size 300KB }
        topic Moves : aws.sns.fifo { grouped by vehicleId  size 256KB }
        topic Views : aws.sns { size 256KB at most 256KB }
        service Vehicle : aws.ecs { serves move { <|publishes Moved to Moves|>  <|publishes Seen to Views with 2 retries|> } }
      `,
      findings: [
        {
          message: 'exceeds',
          fixes: [
            {
              title: 'Let Moves take 1MB',
              output: `
        event Moved { key moveId  ordered by vehicleId  size 300KB }
        event Seen { key viewId  size 300KB }
        topic Moves : aws.sns.fifo { grouped by vehicleId  size 1MB }
        topic Views : aws.sns { size 256KB at most 256KB }
        service Vehicle : aws.ecs { serves move { publishes Moved to Moves  publishes Seen to Views with 2 retries } }
      `,
            },
          ],
        },
        { message: 'exceeds', fixes: [] },
      ],
    },
    {
      name: 'just as much as a topic takes, and what no setting lets through',
      text: `
        event Placed { key orderId  size 256KB }
        event Scanned { key scanId  size 1MB }
        event Filmed { key filmId  size 2MB }
        topic Orders : aws.sns
        topic Raised : aws.sns { size 1MB }
        topic Scans : aws.sns
        topic Films : aws.sns
        service Shop : aws.ecs {
          serves place { <|publishes Placed to Orders with 2 retries|> }
          serves raise { <|publishes Scanned to Raised with 2 retries|> }
          serves scan { <|publishes Scanned to Scans with 2 retries|> }
          serves film { <|publishes Filmed to Films with 2 retries|> }
        }
      `,
      findings: [
        { message: 'nears', data: { size: '256KB', limit: '256KB' } },
        { message: 'nears', data: { place: 'Raised (aws.sns)' }, fixes: [] },
        { message: 'exceeds', data: { place: 'Scans (aws.sns)' } },
        { message: 'exceeds', data: { place: 'Films (aws.sns)' }, fixes: [] },
      ],
    },
    {
      name: 'a function that a topic hands more than it takes, and a workflow that a queue begins',
      text: `
        technology house.topic is topic { pushes  size 16MB }
        event Scanned { key scanId  size 2MB }
        topic Scans : house.topic
        queue Pages : rabbitmq { size 16MB }
        service Scanner { serves scan { publishes Scanned to Scans }  serves page { sends Scanned to Pages } }
        service Reader : aws.lambda { <|on Scanned from Scans|> }
        orchestrator Archive : aws.stepfunctions { <|subscribes to Pages with key scanId|>  step A puts T }
        store T : aws.dynamodb
      `,
      findings: [
        { message: 'exceeds', data: { place: 'Reader (aws.lambda)', limit: '1MB' } },
        { message: 'exceeds', data: { place: 'Archive (aws.stepfunctions)', limit: '256KB' } },
      ],
    },
    {
      name: 'a channel that takes what another one hands on: only where it takes less than that',
      text: `
        technology house is topic, queue { size 100KB }
        event A { key id  size 80KB }
        topic T : house
        queue Same : house { subscribes to T }
        queue Wider : house { size 101KB  subscribes to T }
        queue Narrower : house { size 99KB  <|subscribes to T|> }
        queue Narrow : house { size 70KB  <|subscribes to T|> }
        service Shop { serves go { <|publishes A to T|> } }
        service Work { on A from Same  on A from Wider  on A from Narrower  on A from Narrow }
      `,
      findings: [
        { message: 'nears', data: { place: 'Narrower (house)' } },
        { message: 'exceeds', data: { place: 'Narrow (house)' } },
        { message: 'nears', data: { place: 'T (house)' } },
      ],
    },
  ],
});
