import { testRule } from './runner.ts';

const three = `
  service Stock { serves reserve { puts Reservations } }
  service Payment { serves charge { puts Charges } }
  service Shipping { serves ship { puts Parcels } }
  store Reservations
  store Charges
  store Parcels
`;

testRule('function-chaining', {
  valid: [
    {
      name: 'two services',
      text: `
      service Shop { serves place { calls Stock.reserve with timeout 1s  calls Payment.charge with timeout 1s  calls Stock.reserve with timeout 1s } }
      ${three}
    `,
    },
    {
      name: 'side by side',
      text: `
      service Shop { serves place { parallel { calls Stock.reserve with timeout 1s  calls Payment.charge with timeout 1s  calls Shipping.ship with timeout 1s } } }
      ${three}
    `,
    },
    {
      name: 'one of three',
      text: `
      service Shop {
        serves place {
          when "a" { calls Stock.reserve with timeout 1s } otherwise when "b" { calls Payment.charge with timeout 1s } otherwise { calls Shipping.ship with timeout 1s }
        }
      }
      ${three}
    `,
    },
    {
      name: 'all of them only read',
      text: `
      service Page { serves show { calls A.get with timeout 1s  calls B.get with timeout 1s  calls C.get with timeout 1s } }
      service A { serves get { reads Rows } }
      service B { serves get safe }
      service C { serves get { calls A.get with timeout 1s } }
      store Rows
    `,
    },
    {
      name: 'what they do is left out',
      text: `
      service Page { serves show { calls A.get with timeout 1s  calls B.get with timeout 1s  calls C with timeout 1s } }
      service A { serves get }
      service B { serves get }
      service C
    `,
    },
    {
      name: 'a workflow',
      text: `
      orchestrator Order : aws.stepfunctions {
        step A calls Stock.reserve with timeout 1s, 1 retry
        step B calls Payment.charge with timeout 1s, 1 retry
        step C calls Shipping.ship with timeout 1s, 1 retry
      }
      ${three}
    `,
    },
    {
      name: 'a function that sends, starts, or calls what is no function',
      text: `
      command Do { key id }
      service A : aws.lambda { timeout 3s  serves go { sends Do to B  starts W  calls C.work with timeout 1s } }
      service B : aws.lambda { timeout 3s  on Do with dead-letters to Parked after 3 attempts }
      queue Parked : aws.sqs { retention 14d  alarm }
      service C : aws.ecs { serves work }
      orchestrator W : aws.stepfunctions { step S calls B with timeout 1s, 1 retry }
    `,
    },
    {
      name: 'more are allowed',
      options: { maxServices: 3 },
      text: `
      service Shop { serves place { calls Stock.reserve with timeout 1s  calls Payment.charge with timeout 1s  calls Shipping.ship with timeout 1s } }
      ${three}
    `,
    },
    {
      name: 'calls written beside the operations, and a gateway that asks several',
      text: `
        service Shop { calls A.take with timeout 1s  calls B.take with timeout 1s  calls C.take with timeout 1s }
        gateway Api { routes "/" { calls A.take with timeout 1s  calls B.take with timeout 1s  calls C.take with timeout 1s } }
        service A { serves take { puts Rows } }
        service B { serves take { puts Rows } }
        service C { serves take { puts Rows } }
        store Rows
      `,
    },
    {
      name: 'two services and a workflow',
      text: `
        service Shop { serves place { calls A.take with timeout 1s  calls B.take with timeout 1s  calls W with timeout 9s } }
        orchestrator W { step S puts Rows }
        service A { serves take { puts Rows } }
        service B { serves take { puts Rows } }
        store Rows
      `,
    },
    {
      name: 'even in strict, three services that change nothing: they read, or say that they are safe',
      preset: 'strict',
      text: `
        service Page { serves show { calls A.get with timeout 1s  calls B.get with timeout 1s  calls C.get with timeout 1s } }
        service A { serves get { reads Rows } }
        service B { serves get safe { calls Bank.look with timeout 1s } }
        service C { serves get { calls A.get with timeout 1s } }
        external Bank { serves look safe }
        store Rows
      `,
    },
  ],
  invalid: [
    {
      name: 'three services one after the other',
      text: `
        service Shop {
          <|serves place|> {
            calls Stock.reserve with timeout 1s
            when "paid now" { calls Payment.charge with timeout 1s }
            each "parcel" at most 3 { calls Shipping.ship with timeout 1s }
          }
        }
        ${three}
      `,
      findings: [
        {
          message: 'sequence',
          text: 'Shop.place calls Stock, Payment and Shipping one after the other and waits: it is a workflow that nobody sees, and what it did is not undone when a later call fails. Move the sequence into an `orchestrator`, or publish an event.',
          data: { activity: 'Shop.place', callees: 'Stock, Payment and Shipping' },
          severity: 'warning',
          related: ['Shop.place calls Stock.reserve', 'Shop.place calls Payment.charge', 'Shop.place calls Shipping.ship'],
          fixes: [],
        },
      ],
    },
    {
      name: 'calls without options, of which those are tried again that twice do the same as once',
      text: `
        service Shop { <|serves place|> { calls A.one  calls B.two  calls C.three } }
        service A { serves one { puts Rows } }
        service B { serves two { reads Rows } }
        service C { serves three { increments Rows } }
        store Rows
      `,
      findings: [
        {
          message: 'sequence',
          fixes: [
            {
              title: 'Move the sequence into a workflow, Place',
              output: `
                service Shop { serves place { starts Place } }
                orchestrator Place {
                  alarm
                  step One calls A.one with 3 retries exponential jitter
                  step Two calls B.two with 3 retries exponential jitter
                  step Three calls C.three
                }
                service A { serves one { puts Rows } }
                service B { serves two { reads Rows } }
                service C { serves three { increments Rows } }
                store Rows
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a plain sequence, which can become a workflow',
      text: `
        service Shop {
          <|serves place|> {
            calls Stock.reserve with timeout 1s
            calls Payment.charge with timeout 1s
            calls Shipping with timeout 1s
            puts Parcels
          }
        }
        service Stock { serves reserve { reads Parcels } }
        service Payment { serves charge }
        service Shipping { serves ship { puts Parcels } }
        store Parcels
      `,
      findings: [
        {
          message: 'sequence',
          related: ['Shop.place calls Stock.reserve', 'Shop.place calls Payment.charge', 'Shop.place calls Shipping'],
          fixes: [
            {
              title: 'Move the sequence into a workflow, Place',
              output: `
                service Shop {
                  serves place { starts Place }
                }
                orchestrator Place {
                  alarm
                  step Reserve calls Stock.reserve with timeout 1s, 3 retries exponential jitter
                  step Charge calls Payment.charge with timeout 1s
                  step Shipping calls Shipping with timeout 1s, 3 retries exponential jitter
                  step Parcels puts Parcels
                }
                service Stock { serves reserve { reads Parcels } }
                service Payment { serves charge }
                service Shipping { serves ship { puts Parcels } }
                store Parcels
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a function that waits for a function, in a handler and in a body without one',
      text: `
        event Placed { key id }
        queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
        service A : aws.lambda { timeout 3s  <|on Placed from Placings|> { calls B.work with timeout 1s } }
        service B : aws.lambda { timeout 3s  serves work { reads Rows } }
        service C : gcp.cloudrun { <|calls B with timeout 1s|> }
        store Rows
      `,
      findings: [
        {
          message: 'functions',
          text: 'A is a function that waits for B: both are billed for the wait, and their timeouts and retries add up. Use a workflow, or an event if no answer is needed.',
          data: { activity: 'A', callees: 'B' },
          related: 1,
        },
        { message: 'functions', related: ['C calls B'], data: { activity: 'C' } },
      ],
    },
    {
      name: 'a function that does not need the answer can send a command',
      text: `
        service A : aws.lambda {
          timeout 5s
          <|serves place|> { calls B.pack with timeout 1s }
        }
        service B : aws.lambda {
          timeout 10s
          serves pack idempotent by orderId { puts Rows }
        }
        store Rows
        queue Other : aws.sqs
      `,
      findings: [
        {
          message: 'functions',
          related: ['A.place calls B.pack'],
          fixes: [
            {
              title: 'Let A send a command and not wait for B.pack',
              output: `
                service A : aws.lambda {
                  timeout 5s
                  serves place { sends Pack to PackQueue }
                }
                service B : aws.lambda {
                  timeout 10s
                  on Pack from PackQueue idempotent by orderId { puts Rows }
                }
                command Pack { key orderId }
                queue PackQueue : aws.sqs { visibility 1m  dead-letters after 5 attempts  alarm }
                store Rows
                queue Other : aws.sqs
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a handler that waits for several functions can start a workflow, by the name of its message',
      text: `
        event Placed { key id }
        queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
        service A : aws.lambda {
          timeout 3s
          <|on Placed from Placings|> {
            calls B.count with timeout 1s
            calls C.count with timeout 1s
          }
        }
        service B : aws.lambda { serves count { increments Rows } }
        service C : aws.lambda { serves count { increments Rows } }
        orchestrator Other : aws.stepfunctions { alarm  step S puts Rows }
        store Rows
      `,
      findings: [
        {
          message: 'functions',
          related: ['A calls B.count', 'A calls C.count'],
          fixes: [
            {
              title: 'Move the sequence into a workflow, PlacedFlow',
              output: `
                event Placed { key id }
                queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
                service A : aws.lambda {
                  timeout 3s
                  on Placed from Placings { starts PlacedFlow with key id }
                }
                orchestrator PlacedFlow : aws.stepfunctions {
                  alarm
                  step BCount calls B.count with timeout 1s
                  step CCount calls C.count with timeout 1s
                }
                service B : aws.lambda { serves count { increments Rows } }
                service C : aws.lambda { serves count { increments Rows } }
                orchestrator Other : aws.stepfunctions { alarm  step S puts Rows }
                store Rows
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'strict also asks about what is left out',
      preset: 'strict',
      text: `
        service Page { <|serves show|> { calls A.get with timeout 1s  calls B.get with timeout 1s  calls C.get with timeout 1s } }
        service A { serves get }
        service B { serves get }
        service C { serves get }
      `,
      findings: [
        { message: 'sequence', related: ['Page.show calls A.get', 'Page.show calls B.get', 'Page.show calls C.get'], severity: 'info' },
      ],
    },
    {
      name: 'what a schedule does cannot be started by it; one change far behind is enough',
      text: `
        service Page { <|every 1d|> { calls A.get with timeout 1s  calls B.get with timeout 1s  calls C.get with timeout 1s } }
        service A { serves get { reads Rows } }
        service B { serves get { reads Rows } }
        service C { serves get { calls Bank.charge with timeout 1s } }
        external Bank { serves charge }
        store Rows
      `,
      findings: [
        {
          message: 'sequence',
          related: ['Page every 1d calls A.get', 'Page every 1d calls B.get', 'Page every 1d calls C.get'],
          severity: 'warning',
          data: { callees: 'A, B and C' },
          fixes: [],
        },
      ],
    },
    {
      name: 'a join that waits for several functions: what it collects no workflow is started with',
      text: `
        event Placed { key id }
        event Paid { key id }
        topic T : aws.sns
        service Shop { serves go { publishes Placed to T  publishes Paid to T } }
        service A : aws.lambda { <|on all of Placed, Paid within 1h from T|> { calls B.count with timeout 1s  calls C.count with timeout 1s } }
        service B : aws.lambda { serves count { increments Rows } }
        service C : aws.lambda { serves count { increments Rows } }
        store Rows
      `,
      findings: [{ message: 'functions', fixes: [] }],
    },
    {
      name: 'an operation of which each call is another run; steps of one name, of a gateway, and written over two lines; a product of which nobody says that it retries',
      text: `
        technology house is orchestrator
        command Place { key id }
        service A : aws.lambda {
          <|serves place(Place)|> {
            calls B.count
              with timeout 1s
            calls C.count with timeout 1s
            calls D.count with timeout 1s
            calls Edge2 "/b" with timeout 1s
          }
        }
        gateway Edge2 { routes "/b" to B.count }
        service B : aws.lambda { serves count { increments Rows } }
        service C : aws.lambda { serves count { increments Rows } }
        service D : aws.lambda { serves count { increments Rows } }
        orchestrator Other : house { alarm  step S puts Rows }
        store Rows
      `,
      findings: [
        {
          message: 'functions',
          fixes: [
            {
              title: 'Move the sequence into a workflow, Place2',
              output: `
                technology house is orchestrator
                command Place { key id }
                service A : aws.lambda {
                  serves place(Place) { starts Place2 }
                }
                orchestrator Place2 : house {
                  alarm
                  step BCount calls B.count with timeout 1s
                  step CCount calls C.count with timeout 1s
                  step DCount calls D.count with timeout 1s
                  step Edge2 calls Edge2 "/b" with timeout 1s
                }
                gateway Edge2 { routes "/b" to B.count }
                service B : aws.lambda { serves count { increments Rows } }
                service C : aws.lambda { serves count { increments Rows } }
                service D : aws.lambda { serves count { increments Rows } }
                orchestrator Other : house { alarm  step S puts Rows }
                store Rows
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a product that retries by itself, which would repeat what the function did once',
      text: `
        technology house is orchestrator { 2 retries }
        event Placed { key id }
        queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
        service A : aws.lambda { timeout 3s  <|on Placed from Placings|> { calls B.add with timeout 1s  calls C.count with timeout 1s } }
        service B : aws.lambda { serves add { increments Rows } }
        service C : aws.lambda { serves count { increments Rows } }
        orchestrator Other : house { alarm  step S puts Rows }
        store Rows
      `,
      findings: [
        {
          message: 'functions',
          fixes: [
            {
              title: 'Move the sequence into a workflow, PlacedFlow',
              output: `
                technology house is orchestrator { 2 retries }
                event Placed { key id }
                queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
                service A : aws.lambda { timeout 3s  on Placed from Placings { starts PlacedFlow with key id } }
                orchestrator PlacedFlow {
                  alarm
                  step Add calls B.add with timeout 1s
                  step Count calls C.count with timeout 1s
                }
                service B : aws.lambda { serves add { increments Rows } }
                service C : aws.lambda { serves count { increments Rows } }
                orchestrator Other : house { alarm  step S puts Rows }
                store Rows
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a gateway behind which a function may answer',
      text: `
        service A : aws.lambda { <|serves go|> { calls Edge with timeout 1s } }
        gateway Edge { routes "/c" to C.work  routes "/b" to B.work }
        service B : aws.lambda { serves work { reads Rows } }
        service C : aws.ecs { serves work { reads Rows } }
        store Rows
      `,
      findings: [{ message: 'functions', related: ['A.go calls Edge'] }],
    },
    {
      name: 'of branches, and of what runs side by side, the one that calls the most services; of two alike the first',
      text: `
        service Shop {
          <|serves place|> {
            when "new" { calls Stock.reserve with timeout 1s  calls Payment.charge with timeout 1s } otherwise { puts Parcels }
            calls Shipping.ship with timeout 1s
          }
          <|serves more|> {
            calls Stock.reserve with timeout 1s
            parallel { calls Payment.charge with timeout 1s  calls Billing.bill with timeout 1s }
            calls Shipping.ship with timeout 1s
          }
        }
        service Billing { serves bill { puts Charges } }
        ${three}
      `,
      findings: [
        {
          message: 'sequence',
          related: ['Shop.place calls Stock.reserve', 'Shop.place calls Payment.charge', 'Shop.place calls Shipping.ship'],
        },
        {
          message: 'sequence',
          related: ['Shop.more calls Stock.reserve', 'Shop.more calls Payment.charge', 'Shop.more calls Shipping.ship'],
        },
      ],
    },
    {
      name: 'strict also asks about a service of which nothing is said',
      preset: 'strict',
      text: `
        service Page { <|serves show|> { calls A.get with timeout 1s  calls B.get with timeout 1s  calls C with timeout 1s } }
        service A { serves get { reads Rows } }
        service B { serves get { reads Rows } }
        service C
        store Rows
      `,
      findings: [{ message: 'sequence', severity: 'info' }],
    },
    {
      name: 'services that call each other in a circle and change nothing, and one that does',
      text: `
        service Page { <|serves show|> { calls A.get with timeout 1s  calls B.get with timeout 1s  calls C.take with timeout 1s } }
        service A { serves get { calls B.get with timeout 1s } }
        service B { serves get { calls A.get with timeout 1s } }
        service C { serves take { puts Rows } }
        store Rows
      `,
      findings: [{ message: 'sequence', severity: 'warning' }],
    },
  ],
});
