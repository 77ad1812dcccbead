import { testRule } from './runner.ts';

function shop(rate: string, queue: string, more = ''): string {
  return `event Placed { key orderId }
actor Customer { sends Placed to Orders ${rate} }
queue Orders : aws.sqs.fifo${queue}
${more}`;
}

testRule('throughput-exceeds-quota', {
  valid: [
    {
      name: 'partitions enough, or nobody knows how many',
      text: `
        event Read { key id }
        actor Meter { publishes Read to Readings at 500..2500/s  publishes Read to Others at 5000/s }
        stream Readings : aws.kinesis { partitions 4 }
        stream Others : aws.kinesis
      `,
    },
    { name: 'less than the quota', text: shop('at 20..200/s', '') },
    { name: 'rates that nobody gives', text: shop('', '') },
    { name: 'a quota that was raised', text: shop('at 100..800/s', ' { throughput 1000/s }') },
    { name: 'three quarters, if the project allows it', text: shop('at 250/s', ''), options: { share: 0.9 } },
    {
      name: 'what happens only in some cases',
      text: 'actor User { calls A.go at 500/s }\nservice A { serves go { when "rare" { calls Old.ask } } }\nexternal Old { serves ask  throughput 10/s }\n',
    },
    {
      name: 'what happens when the last of two messages has come, which is as often as the rarer comes',
      text: `
        event Paid { key id }
        event Packed { key id }
        topic T
        actor User { publishes Paid to T at 8/s  publishes Packed to T at 7/s }
        service Ship { on all of Paid, Packed within 1d from T { calls Carrier.send } }
        external Carrier { serves send  throughput 10/s }
      `,
    },
    {
      name: 'what happens only with what a filter lets through',
      text: `
        event Paid { key id }
        topic T
        actor User { publishes Paid to T at 500/s }
        service Watch { on Paid from T with filter "large" { calls Police.ask } }
        external Police { serves ask  throughput 10/s }
      `,
    },
    { name: 'just the share of a product’s quota that may be used, and all of one’s own', text: shop('at 210/s', '') },
    { name: 'all of a quota that the design itself gives', text: shop('at 1000/s', ' { throughput 1000/s }') },
  ],
  invalid: [
    {
      name: 'more than the product takes',
      text: shop('at 100..800/s', '').replace('queue Orders', 'queue <|Orders|>'),
      findings: [
        {
          message: 'exceeds',
          text: 'Orders (aws.sqs.fifo) gets 800/s at peak, and aws.sqs.fifo takes 300/s: the rest is refused and tried again. Raise it (and write the new `throughput`), spread the load, or buffer it.',
          related: ['Customer sends Placed at 800/s'],
          data: { rate: '800/s', limit: '300/s', whose: 'aws.sqs.fifo takes' },
          severity: 'error',
          fixes: [{ title: 'Say that the quota is raised to 1100/s', output: shop('at 100..800/s', ' { throughput 1100/s }') }],
        },
      ],
    },
    {
      name: 'little less',
      text: shop('at 250/s', '').replace('queue Orders', 'queue <|Orders|>'),
      findings: [
        {
          message: 'nears',
          text: 'Orders (aws.sqs.fifo) gets 250/s at peak, and aws.sqs.fifo takes 300/s: there is little left for retries and growth. Have the quota raised in time, and write the new `throughput`.',
          related: ['Customer sends Placed at 250/s'],
          severity: 'warning',
        },
      ],
    },
    {
      name: 'more than the design itself allows, through several hands',
      text: `
        actor User { calls Api "GET /" at 50/s  calls Api "GET /other" at 20/s }
        actor Robot { calls Api "GET /" at 10/s }
        gateway Api : aws.apigateway { routes "GET /" to A.go  routes "GET /other" to B.go }
        service A { serves go { calls Old.ask  calls Old.ask } }
        service B { serves go { calls Old.ask } }
        external Old { serves ask  <|throughput 100/s|> }
      `,
      findings: [
        {
          message: 'exceeds',
          data: { rate: '140/s', whose: 'it is given' },
          related: ['A.go calls Old.ask at 60/s', 'A.go calls Old.ask at 60/s', 'B.go calls Old.ask at 20/s'],
          fixes: [
            {
              title: 'Say that the quota is raised to 200/s',
              output: `
                actor User { calls Api "GET /" at 50/s  calls Api "GET /other" at 20/s }
                actor Robot { calls Api "GET /" at 10/s }
                gateway Api : aws.apigateway { routes "GET /" to A.go  routes "GET /other" to B.go }
                service A { serves go { calls Old.ask  calls Old.ask } }
                service B { serves go { calls Old.ask } }
                external Old { serves ask  throughput 200/s }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'as many as an `each` may have, at the peak',
      text: `
        actor User { calls A.go at 1..2/s }
        service A { serves go { each "line" at most 100 { calls Old.ask } } }
        external Old { serves ask  <|throughput 150/s|> }
      `,
      findings: [{ message: 'exceeds', related: ['A.go calls Old.ask at 200/s'], data: { rate: '200/s' } }],
    },
    {
      name: 'a rate that a flow states',
      text: 'service A { serves go { calls Old.ask } }\nexternal Old { serves ask  <|throughput 100/s|> }\nflow F from A.go { at 200/s }\n',
      findings: [{ message: 'exceeds', related: ['A.go calls Old.ask at 200/s'] }],
    },
    {
      name: 'a schedule, over a change stream',
      text: `
        event Changed { key id }
        service A { every 1s { puts T  puts T } }
        store T { sends Changed to S }
        stream S { <|throughput 1/s|> }
      `,
      findings: [{ message: 'exceeds', related: ['T sends Changed at 2/s'], data: { rate: '2/s' } }],
    },
    {
      name: 'more than all partitions take together',
      text: `
        event Read { key id }
        actor Meter { publishes Read to <|Readings|> at 500..2500/s }
        stream Readings : aws.kinesis { partitions 2 }
      `
        .replace('<|Readings|> at', 'Readings at')
        .replace('stream Readings', 'stream <|Readings|>'),
      findings: [
        {
          message: 'exceeds',
          related: ['Meter publishes Read at 2500/s'],
          data: { rate: '2500/s', limit: '2000/s' },
          fixes: [
            {
              title: 'Give Readings 4 partitions',
              output: `
                event Read { key id }
                actor Meter { publishes Read to Readings at 500..2500/s }
                stream Readings : aws.kinesis { partitions 4 }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'more runs than the product starts',
      text: `
        actor User { starts Pay with key orderId at 100..400/s }
        orchestrator <|Pay|> : aws.stepfunctions { alarm  step A calls Bank.pay with timeout 1s, 1 retry, key orderId }
        external Bank { serves pay idempotent by orderId }
      `,
      findings: [{ message: 'exceeds', related: ['User starts Pay at 400/s'], data: { rate: '400/s', limit: '300/s' } }],
    },
    {
      name: 'more than a gateway lets in',
      text: `
        actor User { calls Api "GET /" at 12000/s }
        gateway <|Api|> : aws.apigateway { routes "GET /" to A.go }
        service A { serves go }
      `,
      findings: [{ message: 'exceeds', related: ['User calls Api "GET /" at 12000/s'], data: { limit: '10000/s' } }],
    },
    {
      name: 'just what the product takes',
      text: shop('at 300/s', '').replace('queue Orders', 'queue <|Orders|>'),
      findings: [{ message: 'nears', data: { rate: '300/s', limit: '300/s' } }],
    },
    {
      name: 'the first eight that bring the load',
      text: `
        ${Array.from({ length: 9 }, (_, at) => `actor User${at} { calls Old.ask at 20/s }`).join('\n        ')}
        external Old { serves ask  <|throughput 100/s|> }
      `,
      findings: [{ message: 'exceeds', related: 8 }],
    },
    {
      name: 'more than the product can be told to take, or just as much, in partitions and at all',
      text: `
        technology house.few is stream { throughput 1000/s per partition  partitions 2 at most 3 }
        technology house.more is stream { throughput 1000/s per partition  partitions 2 at most 4 }
        technology house.queue is queue { throughput 100/s at most 200/s }
        event Read { key id }
        actor Meter { publishes Read to Few at 2500/s  publishes Read to More at 2500/s  sends Read to Q at 150/s  sends Read to R at 151/s }
        stream <|Few|> : house.few
        stream <|More|> : house.more
        queue <|Q|> : house.queue
        queue <|R|> : house.queue
      `,
      findings: [
        { message: 'exceeds', data: { limit: '2000/s', whose: 'house.few takes' }, fixes: [] },
        {
          message: 'exceeds',
          fixes: [
            {
              title: 'Give More 4 partitions',
              output: `
                technology house.few is stream { throughput 1000/s per partition  partitions 2 at most 3 }
                technology house.more is stream { throughput 1000/s per partition  partitions 2 at most 4 }
                technology house.queue is queue { throughput 100/s at most 200/s }
                event Read { key id }
                actor Meter { publishes Read to Few at 2500/s  publishes Read to More at 2500/s  sends Read to Q at 150/s  sends Read to R at 151/s }
                stream Few : house.few
                stream More : house.more { partitions 4 }
                queue Q : house.queue
                queue R : house.queue
              `,
            },
          ],
        },
        {
          message: 'exceeds',
          fixes: [
            {
              title: 'Say that the quota is raised to 200/s',
              output: `
                technology house.few is stream { throughput 1000/s per partition  partitions 2 at most 3 }
                technology house.more is stream { throughput 1000/s per partition  partitions 2 at most 4 }
                technology house.queue is queue { throughput 100/s at most 200/s }
                event Read { key id }
                actor Meter { publishes Read to Few at 2500/s  publishes Read to More at 2500/s  sends Read to Q at 150/s  sends Read to R at 151/s }
                stream Few : house.few
                stream More : house.more
                queue Q : house.queue { throughput 200/s }
                queue R : house.queue
              `,
            },
          ],
        },
        { message: 'exceeds', fixes: [] },
      ],
    },
    {
      name: 'a few an hour, and one a second',
      text: `
        actor Clerk { calls Old.ask at 20/h  calls Slow.ask at 1/s }
        external Old { serves ask  <|throughput 10/h|> }
        external Slow { serves ask  <|throughput 30/m|> }
      `,
      findings: [
        {
          message: 'exceeds',
          fixes: [
            {
              title: 'Say that the quota is raised to 30/h',
              output: `
                actor Clerk { calls Old.ask at 20/h  calls Slow.ask at 1/s }
                external Old { serves ask  throughput 30/h }
                external Slow { serves ask  throughput 30/m }
              `,
            },
          ],
        },
        {
          message: 'exceeds',
          fixes: [
            {
              title: 'Say that the quota is raised to 2/s',
              output: `
                actor Clerk { calls Old.ask at 20/h  calls Slow.ask at 1/s }
                external Old { serves ask  throughput 10/h }
                external Slow { serves ask  throughput 2/s }
              `,
            },
          ],
        },
      ],
    },
  ],
});
