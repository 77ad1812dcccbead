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
          fixes: [{ title: 'Let Orders take 1MB', output: shop('size 400KB', 'topic Orders : aws.sns { size 1MB }') }],
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
        { message: 'exceeds', related: ['Placed is declared here', 'Small takes 256KB'], data: { place: 'Small (aws.sqs)' } },
        {
          message: 'exceeds',
          related: ['Placed is declared here', 'aws.stepfunctions takes 256KB'],
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
  ],
});
