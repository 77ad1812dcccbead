import { testRule } from './runner.ts';

function payments(call: string, more = ''): string {
  return `command Charge { key paymentId }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves pay { sends Charge to Q } }
service Payments : aws.lambda {
  timeout 5s
  on Charge from Q idempotent by paymentId using Paid {
    ${call}
  }
}
store Paid : aws.dynamodb { key paymentId }
external Bank { serves charge  serves pay idempotent by paymentId  serves rate safe  serves mail expendable }
${more}`;
}

const airline = (reserve: string, release: string, step: string): string => `orchestrator Book : aws.stepfunctions {
  ${step}
}
service Flights : aws.lambda { timeout 5s  ${reserve} { increments Seats }  ${release} { increments Seats } }
store Seats : aws.dynamodb
`;

const shelf = `service Shelf { serves take { increments Left } }
store Left : postgres
cache Fast : redis
`;

testRule('retry-without-idempotency', {
  valid: [
    {
      name: 'an undo that never runs, because nothing can fail the run',
      text: `
        orchestrator W : aws.stepfunctions { step A calls Bank.hold with unlimited retries exponential, key id undo Bank.free }
        external Bank { serves hold idempotent by id  serves free }
      `,
    },
    { name: 'a call that is not retried', text: payments('calls Bank.charge with timeout 2s') },
    {
      name: 'what only the handler of an expendable message calls',
      text: `
        event Viewed { key viewId  expendable }
        queue Views : aws.sqs { drops after 3 attempts }
        service Shop { serves view { sends Viewed to Views } }
        service Stats { on Viewed from Views { calls Counter.count } }
        service Counter { serves count { calls Meter.add with 2 retries } }
        external Meter { serves add }
      `,
    },
    { name: 'no retries, said', text: payments('calls Bank.charge with no retries') },
    { name: 'a key that the target is idempotent by', text: payments('calls Bank.pay with 3 retries exponential jitter, key paymentId') },
    { name: 'a target that changes nothing', text: payments('calls Bank.rate with 3 retries exponential jitter') },
    {
      name: 'a target whose effects are idempotent by nature',
      text: payments('calls Stock.reserve with 3 retries', 'service Stock { serves reserve { puts Paid } }'),
    },
    {
      name: 'a target that recognises the whole request',
      text: payments('calls Stock.reserve with 3 retries', 'service Stock { serves reserve idempotent { increments Paid } }'),
    },
    {
      name: 'a target that takes a message with the key',
      text: payments('calls Stock.reserve with 3 retries', 'service Stock { serves reserve(Charge) idempotent { increments Paid } }'),
    },
    {
      name: 'a target of which nothing is known',
      text: payments('calls Stock.reserve with 3 retries', 'service Stock { serves reserve }'),
    },
    { name: 'a publish, which is judged at its consumers', text: payments('publishes Charge to T with 3 retries', 'topic T : aws.sns') },
    {
      name: 'a named run',
      text: payments('starts W with 3 retries, key paymentId', 'orchestrator W : aws.stepfunctions { step A increments Paid }'),
    },
    {
      name: 'a gateway that passes the key on',
      text: `
        actor Customer { calls Api "POST /pay" with 3 retries exponential jitter, key paymentId }
        gateway Api : aws.apigateway { routes "POST /pay" to Payments.pay }
        service Payments : aws.lambda { timeout 5s  serves pay idempotent by paymentId using Paid { increments Paid } }
        store Paid : aws.dynamodb
      `,
    },
    {
      name: 'what is done for messages that may be lost',
      text: payments('calls Bank.pay with 3 retries, key paymentId')
        .replace('{ key paymentId }', '{ key paymentId  expendable }')
        .replace('Bank.pay', 'Bank.charge'),
    },
  ],
  invalid: [
    {
      name: 'an operation behind the route of a gateway, which is to be changed',
      text: `
        actor Shopper { <|calls Edge "POST /orders" with 2 retries|> }
        gateway Edge { routes "POST /orders" to Shop.place }
        service Shop { serves place { appends Orders } }
        store Orders
      `,
      findings: [
        {
          message: 'differs',
          text: 'Shopper retries calling Edge "POST /orders" up to 2 times, and Shop.place appends Orders, which twice is not the same as once: if only the answer is lost, it happens again. Let the call carry a `key`, and make Shop.place `idempotent` by it.',
          related: ['Shop.place appends Orders'],
          data: { target: 'Shop.place', effect: 'appends Orders' },
        },
      ],
    },
    {
      name: 'operations that call each other, both of which are retried: what each leads to is told once',
      text: `
        service Shop { serves pay { <|calls Bank.book with 2 retries|>  <|calls Desk.note with 2 retries|> } }
        service Bank { serves book { appends Rows  calls Desk.note } }
        service Desk { serves note { appends Notes  calls Bank.book } }
        store Rows
        store Notes
      `,
      findings: [
        {
          message: 'differs',
          data: { target: 'Bank.book', effect: 'appends Rows' },
          related: ['Bank.book appends Rows', 'Desk.note appends Notes'],
        },
        {
          message: 'differs',
          data: { target: 'Desk.note', effect: 'appends Notes' },
          related: ['Desk.note appends Notes', 'Bank.book appends Rows'],
        },
      ],
    },
    {
      name: 'a workflow that not only an expendable message begins',
      text: `
        event Viewed { key viewId  expendable }
        topic Views : aws.sns
        service Shop { serves view { publishes Viewed to Views }  serves count { starts Count with key viewId } }
        orchestrator Count : aws.stepfunctions {
          subscribes to Views for Viewed with key viewId
          step Add <|calls Meter.add with 2 retries|>
        }
        external Meter { serves add }
      `,
      findings: [
        {
          message: 'external',
          text: 'Count retries calling Meter.add up to 2 times, and nothing says that Meter.add recognises a repeated call: if only the answer is lost, it happens twice. Pass a `key` that Meter.add is `idempotent by`, or do not retry.',
        },
      ],
    },
    {
      name: 'a stranger that charges each time',
      text: payments('<|calls Bank.charge with timeout 2s, 3 retries exponential jitter|>'),
      findings: [
        {
          message: 'external',
          data: { retry: 'Payments retries calling Bank.charge up to 3 times', target: 'Bank.charge' },
          severity: 'error',
          related: [],
          fixes: [
            {
              title: 'Say that Bank.charge is idempotent by paymentId, and pass the key',
              output: payments('calls Bank.charge with timeout 2s, 3 retries exponential jitter, key paymentId').replace(
                'serves charge ',
                'serves charge idempotent by paymentId ',
              ),
            },
            { title: 'Do not retry Bank.charge', output: payments('calls Bank.charge with timeout 2s') },
          ],
        },
      ],
    },
    {
      name: 'a mail, which is a nuisance',
      text: payments('<|calls Bank.mail with 1 retry|>'),
      findings: [{ message: 'external', severity: 'warning', data: { retry: 'Payments retries calling Bank.mail once' } }],
    },
    {
      name: 'the key that the target asks for, left out',
      text: payments('<|calls Bank.pay with 3 retries|>'),
      findings: [
        {
          message: 'keyMissing',
          text: 'Payments retries calling Bank.pay up to 3 times, and Bank.pay is idempotent by paymentId, but the call does not carry that key, so the repeat looks new. Add `key paymentId`.',
          data: { by: 'paymentId' },
          fixes: [
            { title: 'Pass the key paymentId', output: payments('calls Bank.pay with 3 retries, key paymentId') },
            { title: 'Do not retry Bank.pay', output: payments('calls Bank.pay') },
          ],
        },
      ],
    },
    {
      name: 'a step and its undo, two findings on one line',
      text: airline(
        'serves reserve',
        'serves release',
        'step Reserve <|calls Flights.reserve with timeout 5s, 2 retries exponential|> <|undo Flights.release|>',
      ),
      findings: [
        {
          message: 'differs',
          related: ['Flights.reserve increments Seats'],
          data: { target: 'Flights.reserve', effect: 'increments Seats' },
          fixes: [
            {
              title: 'Make Flights.reserve idempotent',
              output: airline(
                'serves reserve idempotent using Seats',
                'serves release',
                'step Reserve calls Flights.reserve with timeout 5s, 2 retries exponential undo Flights.release',
              ),
            },
          ],
        },
        {
          message: 'differs',
          related: ['Flights.release increments Seats'],
          data: { target: 'Flights.release' },
          fixes: [
            {
              title: 'Make Flights.release idempotent',
              output: airline(
                'serves reserve',
                'serves release idempotent using Seats',
                'step Reserve calls Flights.reserve with timeout 5s, 2 retries exponential undo Flights.release',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'retries that are the product’s own',
      text: `
        orchestrator Book : temporal { step Reserve <|calls Flights.reserve|> }
        service Flights { serves reserve { increments Seats } }
        store Seats : postgres
      `,
      findings: [
        {
          message: 'differs',
          related: ['Flights.reserve increments Seats'],
          data: { retry: 'Book (temporal) retries calling Flights.reserve for ever' },
        },
      ],
    },
    {
      name: 'the steps of a workflow that one hosts oneself',
      text: `
        orchestrator Book : kubernetes { step Reserve <|calls Flights.reserve|>  step Count <|increments Seats|> }
        service Flights { serves reserve { increments Seats } }
        store Seats : postgres
      `,
      findings: [
        { message: 'differs', related: ['Flights.reserve increments Seats'] },
        {
          message: 'effect',
          text: 'Book runs a step again if it dies before it has noted that it is done: step Count increments Seats again, which twice is not the same as once. Let an idempotent operation do it, or write so that twice is the same.',
          data: { step: 'Count', effect: 'increments Seats' },
        },
      ],
    },
    {
      name: 'a run that is started again',
      text: payments('<|starts W with 3 retries|>', 'orchestrator W : aws.stepfunctions { step A puts Paid }'),
      findings: [
        {
          message: 'starts',
          text: 'Payments retries starting W up to 3 times: if only the answer is lost, W runs twice. Name the run with a `key`, so that the second start is the same run.',
          data: { target: 'W' },
          fixes: [
            {
              title: 'Name the run by paymentId',
              output: payments('starts W with 3 retries, key paymentId', 'orchestrator W : aws.stepfunctions { step A puts Paid }'),
            },
            { title: 'Do not retry W', output: payments('starts W', 'orchestrator W : aws.stepfunctions { step A puts Paid }') },
          ],
        },
      ],
    },
    {
      name: 'in strict, a target of which nothing is known',
      text: payments('<|calls Stock.reserve with 3 retries|>', 'service Stock { serves reserve }'),
      preset: 'strict',
      findings: [
        {
          message: 'unknownEffect',
          text: 'Payments retries calling Stock.reserve up to 3 times, and the design does not say whether Stock.reserve does the same when it is called twice. Write down its effects, or make it `idempotent`.',
          severity: 'warning',
        },
      ],
    },
    {
      name: 'what is certain, before what is not known',
      text: payments(
        '<|calls Stock.reserve with 3 retries|>',
        'service Stock { serves reserve { writes Log  increments Left } }\nstore Log : postgres\nstore Left : postgres\n',
      ),
      findings: [
        {
          message: 'differs',
          data: { effect: 'increments Left' },
          related: ['Stock.reserve writes Log', 'Stock.reserve increments Left'],
        },
      ],
    },
    {
      name: 'an undo of a step that cannot fail, where a later one can',
      text: `
        orchestrator W : aws.stepfunctions {
          step A calls Bank.hold with unlimited retries exponential, key id <|undo Bank.free|>
          step B calls Bank.pay with key id
        }
        external Bank { serves hold idempotent by id  serves pay idempotent by id  serves free }
      `,
      findings: [{ message: 'external', data: { target: 'Bank.free' } }],
    },
    {
      name: 'somebody of whom nothing is known, which may be more than a nuisance',
      text: payments('<|calls Courier with 3 retries|>', 'external Courier\n'),
      findings: [{ message: 'external', data: { target: 'Courier' }, severity: 'error' }],
    },
    {
      name: 'another key than the one that the target asks for',
      text: payments('<|calls Bank.pay with 3 retries, key orderId|>'),
      findings: [
        {
          message: 'keyMissing',
          fixes: [{ title: 'Do not retry Bank.pay', output: payments('calls Bank.pay with key orderId') }],
        },
      ],
    },
    {
      name: 'steps of a workflow that one hosts oneself, which say how often they are tried',
      text: `
        orchestrator Book : kubernetes {
          step Reserve <|calls Flights.reserve with 2 retries|>
          step Seat <|calls Flights.seat with no retries|>
        }
        service Flights { serves reserve { increments Seats }  serves seat { increments Seats } }
        store Seats : postgres
      `,
      findings: [
        { message: 'differs', data: { retry: 'Book retries calling Flights.reserve up to 2 times' } },
        { message: 'differs', data: { retry: 'Book runs a step again if it dies before it has noted that it is done' } },
      ],
    },
    ...['service Stock { serves reserve { calls Shelf.take } }', 'service Stock { serves reserve { increments Fast } }'].map((stock) => ({
      name: `no mark but in a store that the operation itself writes: ${stock}`,
      text: payments('<|calls Stock.reserve with 3 retries|>', `${stock}\n${shelf}`),
      findings: [
        {
          message: 'differs',
          fixes: [
            {
              title: 'Make Stock.reserve idempotent by paymentId, and pass the key',
              output: payments(
                'calls Stock.reserve with 3 retries, key paymentId',
                `${stock.replace('reserve', 'reserve idempotent by paymentId')}\n${shelf}`,
              ),
            },
            { title: 'Do not retry Stock.reserve', output: payments('calls Stock.reserve', `${stock}\n${shelf}`) },
          ],
        },
      ],
    })),
    {
      name: 'an undo whose key the call of its step has to carry',
      text: `
        event Placed { key orderId }
        topic Orders : aws.sns
        service Shop { serves place { publishes Placed to Orders } }
        orchestrator Book : aws.stepfunctions {
          subscribes to Orders with key orderId
          step Reserve calls Flights.reserve with 2 retries exponential <|undo Flights.release|>
        }
        service Flights { serves reserve safe  serves release idempotent by orderId { increments Seats } }
        store Seats : aws.dynamodb
      `,
      findings: [
        {
          message: 'keyMissing',
          fixes: [
            {
              title: 'Pass the key orderId',
              output: `
                event Placed { key orderId }
                topic Orders : aws.sns
                service Shop { serves place { publishes Placed to Orders } }
                orchestrator Book : aws.stepfunctions {
                  subscribes to Orders with key orderId
                  step Reserve calls Flights.reserve with 2 retries exponential, key orderId undo Flights.release
                }
                service Flights { serves reserve safe  serves release idempotent by orderId { increments Seats } }
                store Seats : aws.dynamodb
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a step of a workflow that runs itself, which nobody retries otherwise; a key that the call passes already',
      text: `
        orchestrator Book : aws.ecs { step Reserve <|calls Flights.reserve|> }
        service Desk { serves ask { <|calls Flights.add with 2 retries, key id|> } }
        service Flights { serves reserve { increments Seats }  serves add { increments Seats } }
        store Seats
      `,
      findings: [
        { message: 'differs', data: { retry: 'Book runs a step again if it dies before it has noted that it is done' } },
        {
          message: 'differs',
          data: { retry: 'Desk.ask retries calling Flights.add up to 2 times' },
          fixes: [
            {
              title: 'Make Flights.add idempotent by id',
              output: `
                orchestrator Book : aws.ecs { step Reserve calls Flights.reserve }
                service Desk { serves ask { calls Flights.add with 2 retries, key id } }
                service Flights { serves reserve { increments Seats }  serves add idempotent by id using Seats { increments Seats } }
                store Seats
              `,
            },
            {
              title: 'Do not retry Flights.add',
              output: `
                orchestrator Book : aws.ecs { step Reserve calls Flights.reserve }
                service Desk { serves ask { calls Flights.add with key id } }
                service Flights { serves reserve { increments Seats }  serves add { increments Seats } }
                store Seats
              `,
            },
          ],
        },
      ],
    },
  ],
});
