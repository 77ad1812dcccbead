import { testRule } from './runner.ts';

function payments(call: string, attempts = 5, more = ''): string {
  return `command Charge { key paymentId }
queue Charges : aws.sqs { dead-letters after ${attempts} attempts  alarm }
service Shop : aws.ecs { serves pay { sends Charge to Charges } }
service Payments : aws.ecs { on Charge from Charges { ${call} } }
external Bank { serves charge idempotent by paymentId }
${more}`;
}

testRule('retry-amplification', {
  valid: [
    {
      name: 'a workflow that a queue begins: its steps do not make the message come again',
      text: `
        event Placed { key id }
        queue Orders : azure.servicebus { dead-letters after 10 attempts  alarm }
        actor User { sends Placed to Orders }
        orchestrator W : azure.durablefunctions { subscribes to Orders for Placed with key id  step A calls S.run with timeout 5s, 3 retries exponential jitter undo S.back }
        service S { serves run idempotent  serves back idempotent }
      `,
    },
    { name: 'one layer that retries', text: payments('calls Bank.charge with key paymentId', 20) },
    { name: 'few layers and few tries', text: payments('calls Bank.charge with 1 retry, key paymentId') },
    { name: 'a circuit breaker', text: payments('calls Bank.charge with 3 retries exponential jitter, key paymentId, circuit-breaker') },
    {
      name: 'more, if the project allows it',
      text: payments('calls Bank.charge with 3 retries exponential jitter, key paymentId'),
      options: { maxAmplification: 20 },
    },
    {
      name: 'retries without end, which wait',
      text: payments('calls Bank.charge with unlimited retries exponential jitter, key paymentId'),
    },
    {
      name: 'a fallback, which keeps the failure from those above',
      text: `
        service A { serves go { calls B.go with 4 retries exponential jitter } }
        service B { serves go { calls C.go with 4 retries exponential jitter, fallback D.go } }
        service C { serves go }
        service D { serves go }
      `,
    },
    {
      name: 'calls in a circle, which another rule looks at',
      text: 'service A { serves go { calls B.go with 4 retries } }\nservice B { serves go { calls A.go with 4 retries } }\n',
    },
    {
      name: 'few tries, whatever the target can take',
      text: `
        actor User { calls A.go with 1 retry at 10/s }
        service A { serves go { calls Bank.pay with 1 retry, key id } }
        external Bank { serves pay idempotent by id  throughput 15/s }
      `,
    },
    {
      name: 'many tries of one layer, whoever is before it',
      text: `
        service A { serves go { calls Bank.pay with 19 retries exponential jitter, key id } }
        external Bank { serves pay idempotent by id }
        actor User { calls A.go }
      `,
    },
    {
      name: 'a queue that tries for days, which is no burst',
      text: payments('calls Bank.charge with 3 retries exponential jitter, key paymentId', 21),
    },
    {
      name: 'services that call each other, whether or not it is the same call that comes back; operations of one service in a circle',
      text: `
        actor User { calls A.a with 4 retries  calls C.go with 4 retries }
        service A { serves a { calls B.b with 4 retries }  serves d }
        service B { serves b  serves c { calls A.d with 4 retries } }
        service C { serves go { calls C.help with 4 retries }  serves help { calls C.go with 4 retries } }
      `,
    },
    {
      name: 'an undo that is only named, which is tried as often as its step says',
      text: `
        orchestrator W { step A calls S.run with 3 retries exponential jitter undo S.back }
        service S { serves run idempotent  serves back idempotent { calls Bank.refund with 3 retries exponential jitter, key id } }
        external Bank { serves refund idempotent by id }
      `,
    },
  ],
  invalid: [
    {
      name: 'a queue and a call',
      text: payments('<|calls Bank.charge with timeout 1s, 3 retries exponential jitter, key paymentId|>'),
      findings: [
        {
          message: 'multiplies',
          text: 'When Bank.charge fails, it is called up to 20 times for one original request: Charges delivers up to 5 times, Payments tries Bank.charge 4 times. Retry at one layer only, or put a `circuit-breaker` before it.',
          data: { target: 'Bank.charge', times: 20, layers: 'Charges delivers up to 5 times, Payments tries Bank.charge 4 times' },
          severity: 'warning',
          related: 2,
          fixes: [{ title: 'Do not retry Bank.charge here', output: payments('calls Bank.charge with timeout 1s, key paymentId') }],
        },
      ],
    },
    {
      name: 'three layers, at the innermost',
      text: `
        actor User { calls A.go with 3 retries exponential jitter }
        service A { serves go { calls B.go with 3 retries exponential jitter } }
        service B { serves go { <|calls C.go with 3 retries exponential jitter|> } }
        service C { serves go }
      `,
      findings: [{ message: 'multiplies', data: { times: 64 }, related: 3 }],
    },
    {
      name: 'a step of a workflow whose product retries',
      text: `
        orchestrator W : conductor { step A calls B.go }
        service B { serves go { <|calls C.go with 3 retries exponential jitter|> } }
        service C { serves go }
      `,
      findings: [{ message: 'multiplies', related: ['W tries B.go 4 times', 'B.go tries C.go 4 times'], data: { times: 16 } }],
    },
    {
      name: 'more than the target can take, at the peak',
      text: `
        actor User { calls A.go with 3 retries exponential jitter at 2..10/s }
        service A { serves go { <|calls Bank.pay with 3 retries exponential jitter, key id|> } }
        external Bank { serves pay idempotent by id  throughput 100/s }
      `,
      findings: [
        {
          message: 'overwhelms',
          text: 'When Bank.pay fails, it is called up to 16 times for one original request: User tries A.go 4 times, A.go tries Bank.pay 4 times. Of 10/s at peak that makes 160/s, and Bank.pay can do 100/s: it does not come back. Retry at one layer only, or put a `circuit-breaker` before it.',
          severity: 'error',
          data: { times: 16, rate: '10/s', load: '160/s', capacity: '100/s' },
          related: 2,
          fixes: [
            {
              title: 'Do not retry Bank.pay here',
              output: `
                actor User { calls A.go with 3 retries exponential jitter at 2..10/s }
                service A { serves go { calls Bank.pay with key id } }
                external Bank { serves pay idempotent by id  throughput 100/s }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'more than the target gets done, and more than it gets done even when all goes well',
      text: `
        actor User { calls A.go with 3 retries exponential jitter at 10/s  calls B.go with 3 retries exponential jitter at 10/s }
        service A { serves go { <|calls C.go with 3 retries exponential jitter|> } }
        service B { serves go { <|calls D.go with 3 retries exponential jitter|> } }
        service C { concurrency 2  serves go in 50ms { reads T } }
        service D { concurrency 1  serves go in 1s { reads T } }
        store T
      `,
      findings: [
        { message: 'overwhelms', related: ['User tries A.go 4 times', 'A.go tries C.go 4 times'], data: { capacity: '40/s' } },
        { message: 'multiplies', related: ['User tries B.go 4 times', 'B.go tries D.go 4 times'], severity: 'warning' },
      ],
    },
    {
      name: 'a queue that tries as often as is still a burst',
      text: payments('<|calls Bank.charge with 3 retries exponential jitter, key paymentId|>', 20),
      findings: [{ message: 'multiplies', data: { times: 80 } }],
    },
    {
      name: 'a layer between that does not retry, and a target of which no operation is named',
      text: `
        actor User { calls A.go with 3 retries exponential jitter }
        service A { serves go { calls B.go } }
        service B { serves go { <|calls Bank with 3 retries exponential jitter|> } }
        external Bank
      `,
      findings: [
        {
          message: 'multiplies',
          data: { times: 16, layers: 'User tries A.go 4 times, B.go tries Bank 4 times' },
          related: ['User tries A.go 4 times', 'B.go tries Bank 4 times'],
        },
      ],
    },
    {
      name: 'an undo that says itself how often it is tried',
      text: `
        orchestrator W { step A calls S.run with 3 retries exponential jitter undo { calls S.back with 3 retries exponential jitter } }
        service S { serves run idempotent  serves back idempotent { <|calls Bank.refund with 3 retries exponential jitter, key id|> } }
        external Bank { serves refund idempotent by id }
      `,
      findings: [{ message: 'multiplies', data: { times: 16 } }],
    },
    {
      name: 'just as much as the target can take, and just more',
      text: `
        actor User { calls A.go with 3 retries exponential jitter at 10/s  calls B.go with 3 retries exponential jitter at 10/s }
        service A { serves go { <|calls Bank.pay with 3 retries exponential jitter, key id|> } }
        service B { serves go { <|calls Mint.pay with 3 retries exponential jitter, key id|> } }
        external Bank { serves pay idempotent by id  throughput 160/s }
        external Mint { serves pay idempotent by id  throughput 10/s }
      `,
      findings: [
        { message: 'multiplies', severity: 'warning' },
        { message: 'overwhelms', data: { rate: '10/s', load: '160/s', capacity: '10/s' } },
      ],
    },
    {
      name: 'a target that states more than it gets done, and one of several operations, whose speed is not known',
      text: `
        actor User { calls A.go with 3 retries exponential jitter at 10/s  calls B.go with 3 retries exponential jitter at 10/s }
        service A { serves go { <|calls C.go with 3 retries exponential jitter|> } }
        service B { serves go { <|calls D with 3 retries exponential jitter|> } }
        service C { throughput 1000/s  concurrency 2  serves go in 50ms { reads T } }
        service D { concurrency 2  serves go in 50ms { reads T }  serves other in 1ms { reads T } }
        store T
      `,
      findings: [
        { message: 'overwhelms', data: { capacity: '40/s' } },
        { message: 'multiplies', data: { target: 'D' } },
      ],
    },
    {
      name: 'of several ways to one call the worst, wherever it stands',
      text: `
        actor Few { calls A.go with 2 retries exponential jitter }
        actor Many { calls A.go with 4 retries exponential jitter }
        actor Last { calls A.go with 2 retries exponential jitter }
        service A { serves go { <|calls Bank.pay with 3 retries exponential jitter, key id|> } }
        external Bank { serves pay idempotent by id }
      `,
      findings: [{ message: 'multiplies', data: { times: 20, layers: 'Many tries A.go 5 times, A.go tries Bank.pay 4 times' } }],
    },
    {
      name: 'at the innermost, by way of a call that is not retried, and of services that call each other',
      text: `
        actor User { calls A.go with 3 retries exponential jitter }
        service A { serves go { calls B.go with 3 retries exponential jitter } }
        service B { serves go { calls C.go } }
        service C { serves go { <|calls Bank.pay with 3 retries exponential jitter, key id|>  calls C.help }  serves help { calls C.go } }
        external Bank { serves pay idempotent by id }
      `,
      findings: [{ message: 'multiplies', data: { target: 'Bank.pay', times: 64 } }],
    },
    {
      name: 'layers below a fallback, which those above it do not multiply',
      text: `
        actor User { calls A.go with 4 retries exponential jitter }
        service A { serves go { calls B.go with 3 retries exponential jitter, fallback Spare } }
        service B { serves go { <|calls Bank.pay with 3 retries exponential jitter, key id|> } }
        external Bank { serves pay idempotent by id }
        external Spare
      `,
      findings: [
        {
          message: 'multiplies',
          data: { times: 16, layers: 'A.go tries B.go 4 times, B.go tries Bank.pay 4 times' },
          related: ['A.go tries B.go 4 times', 'B.go tries Bank.pay 4 times'],
        },
      ],
    },
  ],
});
