import { testRule } from './runner.ts';

function booking(rate: string, service: string, more = 'bus Events : aws.eventbridge'): string {
  return `event Placed { key orderId }
actor Customer { publishes Placed to Events ${rate} }
${more}
service Booking : aws.lambda { ${service} { puts Books } }
store Books : aws.dynamodb
`;
}

testRule('unbuffered-burst', {
  valid: [
    { name: 'a handler that can take the peak', text: booking('at 10..80/s', 'concurrency 20  on Placed from Events in 200ms') },
    {
      name: 'a queue in between',
      text: booking(
        'at 10..500/s',
        'concurrency 20  on Placed from Q in 200ms',
        'bus Events : aws.eventbridge\nqueue Q : aws.sqs { subscribes to Events }',
      ),
    },
    { name: 'rates that nobody gives', text: booking('', 'concurrency 20  on Placed from Events in 200ms') },
    { name: 'a time that nobody gives', text: booking('at 500/s', 'concurrency 20  on Placed from Events') },
    {
      name: 'an entry that limits the rate',
      text: 'actor User { calls Api at 500/s }\ngateway Api : kong { throughput 50/s  routes "/" to A.go }\nservice A { concurrency 10  serves go in 200ms }\n',
    },
  ],
  invalid: [
    {
      name: 'a bus that hands over more than gets done',
      text: booking('at 10..500/s', 'concurrency 20  <|on Placed from Events in 200ms|>'),
      findings: [
        {
          message: 'pushed',
          data: { source: 'Events (aws.eventbridge)', rate: '500/s', capacity: '100/s', concurrency: 20, time: '200ms' },
          severity: 'warning',
          related: 1,
        },
      ],
    },
    {
      name: 'clients that call more than gets done',
      text: 'actor User { calls A.go at 10..500/s }\nservice A { concurrency 10  <|serves go in 200ms|> }\n',
      findings: [{ message: 'called', data: { rate: '500/s', capacity: '50/s' } }],
    },
  ],
});
