import { testRule } from './runner.ts';

testRule('entry-timeout-exceeded', {
  valid: [
    {
      name: 'a limit that the product does not allow is what to mend first',
      text: `
      gateway Api : aws.apigateway.http { timeout 40s  routes "/" to Orders.place }
      service Orders { serves place { calls Bank.charge with timeout 15s, 2 retries } }
      external Bank { serves charge }
    `,
    },
    {
      name: 'it fits',
      text: `
      gateway Api : aws.apigateway { routes "/" to Orders.place }
      service Orders { serves place { calls Bank.charge with timeout 9s, 2 retries } }
      external Bank { serves charge }
    `,
    },
    {
      name: 'a callee that is known to be quicker than its timeout',
      text: `
      actor User { calls Orders.place with timeout 3s }
      service Orders { serves place { calls Bank.charge with timeout 10s, 1 retry } }
      external Bank { serves charge in 1s }
    `,
    },
    {
      name: 'handed over: the answer does not wait',
      text: `
      command Place { key orderId }
      gateway Api : aws.apigateway { routes "/" { sends Place to Placings }  routes "/w" { starts W } }
      queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
      service Orders { instances 2  on Place from Placings { calls Bank.charge with timeout 60s } }
      orchestrator W : aws.stepfunctions { step S calls Bank.charge with timeout 60s, 1 retry }
      external Bank { serves charge }
    `,
    },
    {
      name: 'side by side',
      text: `
      gateway Api : aws.apigateway { routes "/" to Orders.place }
      service Orders { serves place { parallel { calls Bank.charge with timeout 20s  calls Bank.check with timeout 20s } } }
      external Bank { serves charge  serves check }
    `,
    },
    {
      name: 'a call without any timeout is what to mend first',
      text: `
      gateway Api : aws.apigateway { routes "/" to Orders.place }
      service Orders { serves place { calls Bank.charge  calls Bank.check with timeout 40s } }
      external Bank { serves charge  serves check }
    `,
    },
    {
      name: 'nobody says how long it takes',
      text: `
      gateway Api : aws.apigateway { routes "/" to Orders.place }
      service Orders : azure.functions { serves place { puts Rows } }
      store Rows
    `,
    },
    {
      name: 'a function with a long timeout that is known to be quick',
      text: `
      gateway Api : aws.apigateway { routes "/" to Orders.place }
      service Orders : aws.lambda { timeout 60s  serves place in 200ms { puts Rows } }
      store Rows
    `,
    },
    {
      name: 'a function that stops in time',
      text: `
      gateway Api : aws.apigateway { routes "/" to Orders.place }
      service Orders : aws.lambda { timeout 29s  serves place { puts Rows } }
      store Rows
    `,
    },
    {
      name: 'a circle of calls',
      text: `
      service A { serves a { calls B.b with timeout 1s } }
      service B { serves b { calls A.a with timeout 9s } }
    `,
    },
    {
      name: 'several routes, of which one may be quick enough',
      text: `
      gateway Api { routes "/a" to A.a  routes "/b" to A.b }
      actor User { calls Api with timeout 1s }
      service A { serves a in 2s  serves b in 100ms }
    `,
    },
    {
      name: 'several functions of which one answers, one that a call bounds, one that is no function and one whose limit is the product’s',
      text: `
      gateway Api : aws.apigateway { routes "/a" to Orders  routes "/b" { calls Orders.place with timeout 20s }  routes "/c" to W  routes "/d" to Plain.place }
      service Orders : aws.lambda { timeout 60s  serves place { puts Rows }  serves take { puts Rows } }
      service Plain : azure.functions { serves place { puts Rows } }
      orchestrator W : aws.stepfunctions { timeout 60s  step S puts Rows }
      store Rows
    `,
    },
    {
      name: 'just as long as the gateway waits, and as the function may run',
      text: `
      gateway Api : aws.apigateway { routes "/" to Orders.place }
      service Orders : aws.lambda { timeout 29s  serves place { calls Bank.charge with timeout 29s } }
      external Bank { serves charge }
    `,
    },
    {
      name: 'an undo that is only named runs with the options of its step',
      text: `
      orchestrator W : aws.stepfunctions { step S calls B.work with timeout 1s undo B.back }
      service B { serves work  serves back { calls Bank.refund with timeout 5s } }
      external Bank { serves refund }
    `,
    },
    {
      name: 'a route that only starts a workflow',
      text: `
        gateway Api : aws.apigateway { routes "/orders" to Order }
        orchestrator Order : aws.stepfunctions { step Pack calls Stock.pack with timeout 50s, 1 retry }
        service Stock : aws.ecs { serves pack }
      `,
    },
    {
      name: 'work that takes long by itself, and calls of which nobody says when they are made',
      text: `
        service Pay : aws.lambda { timeout 10s  serves charge in 20s { puts Rows } }
        service Check : aws.lambda { timeout 10s  calls Bank.check with timeout 20s }
        store Rows
        external Bank { serves check }
      `,
    },
    {
      name: 'a workflow, which its own timeout does not stop in the middle of a call',
      text: `
        orchestrator W : aws.stepfunctions { timeout 10s  step Check calls Bank.check with timeout 20s }
        external Bank { serves check }
      `,
    },
    {
      name: 'a function with a long timeout whose stores are known to be quick, and one that is known to be quick whatever it waits for',
      text: `
        gateway Api : aws.apigateway { routes "/a" to Orders.place  routes "/b" to Orders.ask }
        service Orders : aws.lambda { timeout 60s  serves place { puts Rows }  serves ask in 200ms { calls Bank.ask } }
        store Rows { latency 20ms }
        external Bank { serves ask }
      `,
    },
  ],
  invalid: [
    {
      name: 'retries behind a gateway',
      text: `
        gateway Api : aws.apigateway { <|routes "POST /orders" to Orders.place|> }
        service Orders : aws.ecs {
          instances 2..8
          serves place {
            reads Rows
            calls Bank.charge with timeout 10s, 3 retries exponential from 1s, key orderId
          }
        }
        external Bank { serves charge idempotent by orderId }
        store Rows { latency 20ms }
      `,
      findings: [
        {
          message: 'entry',
          text: 'Api gives up after 29s (the default of aws.apigateway), but "POST /orders" may take 48s (Rows 20ms and Bank.charge 4 × 10s and 7s between): the client sees an error while the work goes on, and asks again. Shorten the timeouts behind it, or answer at once and do the work from a queue.',
          data: {
            entry: 'Api',
            limit: '29s (the default of aws.apigateway)',
            route: '"POST /orders"',
            parts: 'Rows 20ms and Bank.charge 4 × 10s and 7s between',
          },
          severity: 'error',
          related: 2,
          fixes: [
            {
              title: 'Give up on Bank.charge after 5s',
              output: `
                gateway Api : aws.apigateway { routes "POST /orders" to Orders.place }
                service Orders : aws.ecs {
                  instances 2..8
                  serves place {
                    reads Rows
                    calls Bank.charge with timeout 5s, 3 retries exponential from 1s, key orderId
                  }
                }
                external Bank { serves charge idempotent by orderId }
                store Rows { latency 20ms }
              `,
            },
            {
              title: 'Let Api wait for 48s',
              output: `
                gateway Api : aws.apigateway { routes "POST /orders" to Orders.place  timeout 48s }
                service Orders : aws.ecs {
                  instances 2..8
                  serves place {
                    reads Rows
                    calls Bank.charge with timeout 10s, 3 retries exponential from 1s, key orderId
                  }
                }
                external Bank { serves charge idempotent by orderId }
                store Rows { latency 20ms }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a function that may run longer than its gateway waits',
      text: `
        gateway Api : aws.apigateway.http { <|routes "/" to Orders.place|> }
        service Orders : aws.lambda { timeout 60s  serves place { puts Rows } }
        store Rows
      `,
      findings: [
        {
          message: 'function',
          text: 'Api gives up after 30s (the default of aws.apigateway.http), but Orders may run for 1m, its own timeout: the client sees an error while the work goes on, and asks again. Let Orders stop in time, or answer at once and do the work from a queue.',
          related: ['Orders may run for 1m'],
          data: { service: 'Orders', time: '1m' },
          severity: 'warning',
          fixes: [
            {
              title: 'Stop Orders after 30s',
              output: `
                gateway Api : aws.apigateway.http { routes "/" to Orders.place }
                service Orders : aws.lambda { timeout 30s  serves place { puts Rows } }
                store Rows
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a caller inside',
      text: `
        service Front { serves go { <|calls Orders.place with timeout 3s|> } }
        service Orders { serves place { calls Bank.charge with timeout 4s } }
        external Bank { serves charge }
      `,
      findings: [
        {
          message: 'inverted',
          text: 'Front.go gives up on Orders.place after 3s, but it may take 4s (Bank.charge 4s): the work goes on unseen while Front.go fails or tries again. Shorten the timeouts behind it, or wait longer.',
          related: ['Orders.place calls Bank.charge: 4s'],
          data: { caller: 'Front.go', callee: 'Orders.place', time: '4s', parts: 'Bank.charge 4s' },
          severity: 'warning',
          fixes: [
            {
              title: 'Give up on Bank.charge after 3s',
              output: `
                service Front { serves go { calls Orders.place with timeout 3s } }
                service Orders { serves place { calls Bank.charge with timeout 3s } }
                external Bank { serves charge }
              `,
            },
            {
              title: 'Let Front.go wait for 4s',
              output: `
                service Front { serves go { calls Orders.place with timeout 4s } }
                service Orders { serves place { calls Bank.charge with timeout 4s } }
                external Bank { serves charge }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a client that waits as long as the gateway does gets its answer, an error',
      text: `
        actor User { calls Api with timeout 29s }
        gateway Api : aws.apigateway { <|routes "/" to Front.go|> }
        service Front { serves go { calls Orders.place with timeout 40s } }
        service Orders { serves place }
      `,
      findings: [
        {
          message: 'entry',
          related: ['Front.go calls Orders.place: 40s'],
          data: { limit: '29s (the default of aws.apigateway)', time: '40s' },
        },
      ],
    },
    {
      name: 'a client that gives up before the gateway does',
      text: `
        actor User { <|calls Api with timeout 5s|> }
        gateway Api : aws.apigateway { <|routes "/" to Front.go|> }
        service Front { serves go { calls Orders.place with timeout 40s } }
        service Orders { serves place }
      `,
      findings: [
        {
          message: 'client',
          text: 'User gives up on Api after 5s, but it may take 29s (Api takes so long): the work goes on unseen, and is done again if User asks again. Shorten the timeouts behind it, or wait longer.',
          data: { limit: '5s', time: '29s' },
        },
        { message: 'entry', related: ['Front.go calls Orders.place: 40s'], data: { time: '40s' } },
      ],
    },
    {
      name: 'a client',
      text: `
        actor User { <|calls Front.go with timeout 2s|> }
        service Front { serves go { calls Orders.place with timeout 3s } }
        service Orders { serves place }
      `,
      findings: [
        {
          message: 'client',
          related: ['Front.go calls Orders.place: 3s'],
          data: { caller: 'User', callee: 'Front.go', limit: '2s', time: '3s' },
          severity: 'error',
        },
      ],
    },
    {
      name: 'a function that is stopped in the middle of its calls',
      text: `
        service Pay : aws.lambda {
          timeout 10s
          <|serves charge|> {
            calls Bank.check with timeout 5s
            calls Bank.charge with timeout 8s
          }
        }
        external Bank { serves check  serves charge }
      `,
      findings: [
        {
          message: 'platform',
          text: 'Pay.charge may take 13s (Bank.check 5s and Bank.charge 8s), but Pay is stopped after 10s: it ends in the middle of its calls, and nothing of its own handles that. Shorten their timeouts, or raise that of Pay.',
          related: ['Pay has a timeout of 10s', 'Pay.charge calls Bank.check: 5s', 'Pay.charge calls Bank.charge: 8s'],
          data: { activity: 'Pay.charge', time: '13s', service: 'Pay', limit: '10s' },
          severity: 'warning',
          fixes: [
            {
              title: 'Give up on Bank.charge after 5s',
              output: `
                service Pay : aws.lambda {
                  timeout 10s
                  serves charge {
                    calls Bank.check with timeout 5s
                    calls Bank.charge with timeout 5s
                  }
                }
                external Bank { serves check  serves charge }
              `,
            },
            {
              title: 'Let Pay wait for 13s',
              output: `
                service Pay : aws.lambda {
                  timeout 13s
                  serves charge {
                    calls Bank.check with timeout 5s
                    calls Bank.charge with timeout 8s
                  }
                }
                external Bank { serves check  serves charge }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a call that is tried again without end',
      text: `
        gateway Api : aws.apigateway { <|routes "/" to Orders.place|> }
        service Orders { serves place { calls Bank.charge with timeout 1s, unlimited retries exponential from 1s, key id } }
        external Bank { serves charge idempotent by id }
      `,
      findings: [
        {
          message: 'entry',
          related: ['Orders.place calls Bank.charge: for ever'],
          data: { time: 'for ever', parts: 'Bank.charge tried again without end' },
          fixes: [],
        },
      ],
    },
    {
      name: 'an external that gives up, and the quickest of several that may answer',
      text: `
        gateway Api { routes "/a" to A.a  routes "/b" to A.b  routes "/c" to A.c }
        external Partner { <|calls Api with timeout 1s|> }
        service A { serves a in 4s  serves b in 2s  serves c in 3s }
      `,
      findings: [
        {
          message: 'client',
          related: ['Api routes "/b" to A.b: 2s'],
          severity: 'error',
          data: { caller: 'Partner', time: '2s' },
          fixes: [
            {
              title: 'Let Partner wait for 2s',
              output: `
                gateway Api { routes "/a" to A.a  routes "/b" to A.b  routes "/c" to A.c }
                external Partner { calls Api with timeout 2s }
                service A { serves a in 4s  serves b in 2s  serves c in 3s }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'an undo with a body of its own',
      text: `
        orchestrator W : aws.stepfunctions { step S calls B.work with timeout 1s undo { <|calls B.back with timeout 2s|> } }
        service B { serves work  serves back { calls Bank.refund with timeout 5s } }
        external Bank { serves refund }
      `,
      findings: [{ message: 'inverted', related: ['B.back calls Bank.refund: 5s'], data: { callee: 'B.back' } }],
    },
    {
      name: 'a limit that the design states, and a gateway that its product lets wait no longer',
      text: `
        gateway Api : aws.apigateway.http { timeout 10s  <|routes "/" to Orders.place|> }
        gateway Edge : aws.apigateway.http { <|routes "/" to Orders.wait|> }
        service Orders { serves place { calls Bank.charge with timeout 20s }  serves wait { calls Bank.check with timeout 31s } }
        external Bank { serves charge  serves check }
      `,
      findings: [
        {
          message: 'entry',
          data: { limit: '10s' },
          related: ['Api has a timeout of 10s', 'Orders.place calls Bank.charge: 20s'],
        },
        {
          message: 'entry',
          related: ['Orders.wait calls Bank.check: 31s'],
          data: { time: '31s' },
          fixes: [
            {
              title: 'Give up on Bank.check after 30s',
              output: `
                gateway Api : aws.apigateway.http { timeout 10s  routes "/" to Orders.place }
                gateway Edge : aws.apigateway.http { routes "/" to Orders.wait }
                service Orders { serves place { calls Bank.charge with timeout 20s }  serves wait { calls Bank.check with timeout 30s } }
                external Bank { serves charge  serves check }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a client that waits for less than the gateway: what is given must fit both, in tenths of a second',
      text: `
        actor User { <|calls Api "/" with timeout 2s|> }
        gateway Api : aws.apigateway { timeout 4s  <|routes "/" to Orders.place|> }
        service Orders { serves place { reads Rows  calls Bank.charge with timeout 5s } }
        store Rows { latency 250ms }
        external Bank { serves charge }
      `,
      findings: [
        { message: 'client' },
        {
          message: 'entry',
          related: ['Api has a timeout of 4s', 'Orders.place reads Rows: 250ms', 'Orders.place calls Bank.charge: 5s'],
          data: { time: '5.3s' },
          fixes: [
            {
              title: 'Give up on Bank.charge after 1.7s',
              output: `
                actor User { calls Api "/" with timeout 2s }
                gateway Api : aws.apigateway { timeout 4s  routes "/" to Orders.place }
                service Orders { serves place { reads Rows  calls Bank.charge with timeout 1.7s } }
                store Rows { latency 250ms }
                external Bank { serves charge }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'what would leave no time worth giving, and rounds that a shorter timeout would multiply',
      text: `
        service Front {
          serves go { <|calls Orders.place with timeout 1s|> }
          serves all { <|calls Orders.each with timeout 1s|> }
        }
        service Orders {
          serves place { reads Rows  calls Bank.charge with timeout 2s }
          serves each { each "item" at most 3 { calls Bank.charge with timeout 2s } }
        }
        store Rows { latency 950ms }
        external Bank { serves charge }
      `,
      findings: [
        { message: 'inverted', related: ['Orders.place reads Rows: 950ms', 'Orders.place calls Bank.charge: 2s'], data: { time: '3s' } },
        {
          message: 'inverted',
          related: ['Orders.each calls Bank.charge: 6s'],
          data: { time: '6s' },
          fixes: [
            {
              title: 'Let Front.all wait for 6s',
              output: `
                service Front {
                  serves go { calls Orders.place with timeout 1s }
                  serves all { calls Orders.each with timeout 6s }
                }
                service Orders {
                  serves place { reads Rows  calls Bank.charge with timeout 2s }
                  serves each { each "item" at most 3 { calls Bank.charge with timeout 2s } }
                }
                store Rows { latency 950ms }
                external Bank { serves charge }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a route to a workflow that its caller waits for',
      text: `
        gateway Api : aws.apigateway { <|routes "/orders" to Order|> }
        orchestrator Order : aws.stepfunctions.express.sync { step Pack calls Stock.pack with timeout 20s, 1 retry }
        service Stock : aws.ecs { serves pack }
      `,
      findings: [{ message: 'entry', data: { limit: '29s (the default of aws.apigateway)', time: '40s' } }],
    },
    {
      name: 'times, rounded up so that what is over a limit looks so: to milliseconds, tenths of a second, seconds',
      text: `
        service Front {
          serves o0 { <|calls Orders.o0 with timeout 500ms|> }
          serves o1 { <|calls Orders.o1 with timeout 500ms|> }
          serves o2 { <|calls Orders.o2 with timeout 500ms|> }
          serves o3 { <|calls Orders.o3 with timeout 500ms|> }
          serves o4 { <|calls Orders.o4 with timeout 500ms|> }
          serves o5 { <|calls Orders.o5 with timeout 500ms|> }
          serves o6 { <|calls Orders.o6 with timeout 500ms|> }
        }
        service Orders { serves o0 in 999ms  serves o1 in 1s  serves o2 in 1001ms  serves o3 in 9900ms  serves o4 in 9901ms  serves o5 in 10s  serves o6 in 10001ms }
      `,
      findings: [
        { message: 'inverted', data: { callee: 'Orders.o0', limit: '500ms', time: '999ms', parts: 'Orders.o0 takes so long' } },
        { message: 'inverted', data: { callee: 'Orders.o1', limit: '500ms', time: '1s', parts: 'Orders.o1 takes so long' } },
        { message: 'inverted', data: { callee: 'Orders.o2', limit: '500ms', time: '1.1s', parts: 'Orders.o2 takes so long' } },
        { message: 'inverted', data: { callee: 'Orders.o3', limit: '500ms', time: '9.9s', parts: 'Orders.o3 takes so long' } },
        { message: 'inverted', data: { callee: 'Orders.o4', limit: '500ms', time: '10s', parts: 'Orders.o4 takes so long' } },
        { message: 'inverted', data: { callee: 'Orders.o5', limit: '500ms', time: '10s', parts: 'Orders.o5 takes so long' } },
        { message: 'inverted', data: { callee: 'Orders.o6', limit: '500ms', time: '11s', parts: 'Orders.o6 takes so long' } },
      ],
    },
    {
      name: 'what a caller is to wait for, in whole seconds, and what a call may take then',
      text: `
        service Front { serves go { <|calls Orders.place with timeout 2500ms|> } }
        service Orders { serves place { calls Bank.charge with timeout 1200ms, 2 retries fixed from 100ms } }
        external Bank { serves charge }
      `,
      findings: [
        {
          message: 'inverted',
          data: { time: '3.8s', parts: 'Bank.charge 3 × 1.2s and 200ms between' },
          fixes: [
            {
              title: 'Give up on Bank.charge after 700ms',
              output: `
                service Front { serves go { calls Orders.place with timeout 2500ms } }
                service Orders { serves place { calls Bank.charge with timeout 700ms, 2 retries fixed from 100ms } }
                external Bank { serves charge }
              `,
            },
            {
              title: 'Let Front.go wait for 4s',
              output: `
                service Front { serves go { calls Orders.place with timeout 4s } }
                service Orders { serves place { calls Bank.charge with timeout 1200ms, 2 retries fixed from 100ms } }
                external Bank { serves charge }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a call to which no more than a tenth of a second is left, and one to which less is',
      text: `
        service Front {
          serves go { <|calls Orders.place with timeout 1050ms|> }
          serves less { <|calls Orders.less with timeout 1s|> }
        }
        service Orders {
          serves place { reads Rows  calls Bank.charge with timeout 2s }
          serves less { reads Rows  calls Bank.charge with timeout 2s }
        }
        store Rows { latency 950ms }
        external Bank { serves charge }
      `,
      findings: [
        {
          message: 'inverted',
          fixes: [
            {
              title: 'Give up on Bank.charge after 100ms',
              output: `
                service Front {
                  serves go { calls Orders.place with timeout 1050ms }
                  serves less { calls Orders.less with timeout 1s }
                }
                service Orders {
                  serves place { reads Rows  calls Bank.charge with timeout 100ms }
                  serves less { reads Rows  calls Bank.charge with timeout 2s }
                }
                store Rows { latency 950ms }
                external Bank { serves charge }
              `,
            },
            {
              title: 'Let Front.go wait for 3s',
              output: `
                service Front {
                  serves go { calls Orders.place with timeout 3s }
                  serves less { calls Orders.less with timeout 1s }
                }
                service Orders {
                  serves place { reads Rows  calls Bank.charge with timeout 2s }
                  serves less { reads Rows  calls Bank.charge with timeout 2s }
                }
                store Rows { latency 950ms }
                external Bank { serves charge }
              `,
            },
          ],
        },
        {
          message: 'inverted',
          fixes: [
            {
              title: 'Let Front.less wait for 3s',
              output: `
                service Front {
                  serves go { calls Orders.place with timeout 1050ms }
                  serves less { calls Orders.less with timeout 3s }
                }
                service Orders {
                  serves place { reads Rows  calls Bank.charge with timeout 2s }
                  serves less { reads Rows  calls Bank.charge with timeout 2s }
                }
                store Rows { latency 950ms }
                external Bank { serves charge }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a route without a path',
      text: `
        gateway Api { timeout 3s  <|routes to Orders.place|> }
        service Orders { serves place { calls Bank.charge with timeout 4s } }
        external Bank { serves charge }
      `,
      findings: [{ message: 'entry', data: { route: 'what it routes to', time: '4s' } }],
    },
    {
      name: 'a store of which nobody says how quick it is: it is no part of what is known',
      text: `
        service Front { serves go { <|calls Orders.place with timeout 3s|> } }
        service Orders { serves place { reads Rows  calls Bank.charge with timeout 4s } }
        store Rows
        external Bank { serves charge }
      `,
      findings: [{ message: 'inverted', data: { parts: 'Bank.charge 4s' }, related: ['Orders.place calls Bank.charge: 4s'] }],
    },
    {
      name: 'a limit that is the default of a technology of the design',
      text: `
        technology house is gateway { timeout 3s at most 4s }
        gateway Api : house { <|routes "/" to Orders.place|> }
        service Orders { serves place { calls Bank.charge with timeout 4s } }
        external Bank { serves charge }
      `,
      findings: [
        {
          message: 'entry',
          data: { limit: '3s (the default of house)' },
          related: ['Orders.place calls Bank.charge: 4s'],
          fixes: [
            {
              title: 'Give up on Bank.charge after 3s',
              output: `
                technology house is gateway { timeout 3s at most 4s }
                gateway Api : house { routes "/" to Orders.place }
                service Orders { serves place { calls Bank.charge with timeout 3s } }
                external Bank { serves charge }
              `,
            },
            {
              title: 'Let Api wait for 4s',
              output: `
                technology house is gateway { timeout 3s at most 4s }
                gateway Api : house { routes "/" to Orders.place  timeout 4s }
                service Orders { serves place { calls Bank.charge with timeout 4s } }
                external Bank { serves charge }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a client that waits just as long as it takes: the gateway can, too',
      text: `
        actor User { calls Api "/" with timeout 4s }
        gateway Api { timeout 3s  <|routes "/" to Orders.place|> }
        service Orders { serves place { calls Bank.charge with timeout 4s } }
        external Bank { serves charge }
      `,
      findings: [
        {
          message: 'entry',
          fixes: [
            {
              title: 'Give up on Bank.charge after 3s',
              output: `
                actor User { calls Api "/" with timeout 4s }
                gateway Api { timeout 3s  routes "/" to Orders.place }
                service Orders { serves place { calls Bank.charge with timeout 3s } }
                external Bank { serves charge }
              `,
            },
            {
              title: 'Let Api wait for 4s',
              output: `
                actor User { calls Api "/" with timeout 4s }
                gateway Api { timeout 4s  routes "/" to Orders.place }
                service Orders { serves place { calls Bank.charge with timeout 4s } }
                external Bank { serves charge }
              `,
            },
          ],
        },
      ],
    },
  ],
});
