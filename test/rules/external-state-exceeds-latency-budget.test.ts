import { testRule } from './runner.ts';

testRule('external-state-exceeds-latency-budget', {
  valid: [
    {
      name: 'within the budget',
      text: `
      store Rows { latency 20ms }
      service Api { serves show { reads Rows  reads Rows } }
      flow Show from Api.show { within 40ms }
    `,
    },
    {
      name: 'side by side',
      text: `
      store Rows { latency 100ms }
      service Api { serves show { parallel { reads Rows  reads Rows  reads Rows } } }
      flow Show from Api.show { within 100ms }
    `,
    },
    {
      name: 'one of two',
      text: `
      store Rows { latency 100ms }
      service Api { serves show { when "new" { reads Rows } otherwise { reads Rows } } }
      flow Show from Api.show { within 100ms }
    `,
    },
    {
      name: 'what happens after the answer',
      text: `
      command Do { key id }
      store Rows { latency 100ms }
      queue Work : aws.sqs { dead-letters after 5 attempts  alarm }
      service Api { serves go { sends Do to Work  starts W } }
      service Worker { instances 2  on Do from Work { puts Rows  puts Rows } }
      orchestrator W : aws.stepfunctions { step S puts Rows }
      flow Go from Api.go { within 50ms }
    `,
    },
    {
      name: 'latencies that nobody has stated',
      text: `
      store Rows
      service Api { serves show { reads Rows  reads Rows } }
      flow Show from Api.show { within 1ms }
    `,
    },
    {
      name: 'no budget',
      text: `
      store Rows { latency 1s }
      service Api { serves show { reads Rows  reads Rows } }
      flow Show from Api.show
    `,
    },
    {
      name: 'the stated time of a run covers what it reads',
      text: `
      store Rows { latency 100ms }
      service Api { serves show in 150ms { reads Rows } }
      flow Show from Api.show { within 150ms }
    `,
    },
    {
      name: 'many round trips with leave',
      options: { maxRoundTrips: 10 },
      text: `
      store Rows
      service Api { serves show { each "row" at most 10 { reads Rows } } }
      flow Show from Api.show { within 1s }
    `,
    },
    {
      name: 'circles of calls are not measured',
      text: `
      service A { serves a { calls B.b with timeout 1s } }
      service B { serves b { calls A.a with timeout 1s } }
      flow Show from A.a { within 1ms }
    `,
    },
  ],
  invalid: [
    {
      name: 'accesses that add up, down the calls',
      text: `
        gateway Edge : aws.apigateway { routes "/report" to Api.report }
        service Api : aws.ecs {
          instances 2..20
          serves report {
            reads Archive
            reads Catalogue
            calls Totals.get with timeout 1s
          }
        }
        service Totals : aws.ecs { instances 2  serves get { reads Archive } }
        store Catalogue : aws.dynamodb { latency 10ms }
        store Archive : aws.s3 { latency 150ms }
        flow <|Report|> from Edge "/report" { within 305ms }
      `,
      findings: [
        {
          message: 'slow',
          text: 'Report takes 310ms for its 3 accesses to stores on the way to the answer (Archive 150ms and Catalogue 10ms), where 305ms are allowed. Batch them, run them in `parallel`, or cache Archive.',
          data: { flow: 'Report', total: '310ms', budget: '305ms', trips: '3 accesses to stores', dominant: 'Archive' },
          severity: 'warning',
          related: [
            '305ms are allowed',
            'Api.report reads Archive: 150ms',
            'Api.report reads Catalogue: 10ms',
            'Totals.get reads Archive: 150ms',
          ],
          fixes: [
            {
              title: 'Read Archive and Catalogue side by side',
              output: `
                gateway Edge : aws.apigateway { routes "/report" to Api.report }
                service Api : aws.ecs {
                  instances 2..20
                  serves report {
                    parallel {
                      reads Archive
                      reads Catalogue
                    }
                    calls Totals.get with timeout 1s
                  }
                }
                service Totals : aws.ecs { instances 2  serves get { reads Archive } }
                store Catalogue : aws.dynamodb { latency 10ms }
                store Archive : aws.s3 { latency 150ms }
                flow Report from Edge "/report" { within 305ms }
              `,
            },
            {
              title: 'Cache Archive',
              output: `
                gateway Edge : aws.apigateway { routes "/report" to Api.report }
                service Api : aws.ecs {
                  instances 2..20
                  serves report {
                    reads ArchiveCache
                    reads Catalogue
                    calls Totals.get with timeout 1s
                  }
                }
                service Totals : aws.ecs { instances 2  serves get { reads ArchiveCache } }
                store Catalogue : aws.dynamodb { latency 10ms }
                store Archive : aws.s3 { latency 150ms }
                cache ArchiveCache { caches Archive  ttl 1m  latency 1ms }
                flow Report from Edge "/report" { within 305ms }
              `,
            },
            {
              title: 'Cache Catalogue',
              output: `
                gateway Edge : aws.apigateway { routes "/report" to Api.report }
                service Api : aws.ecs {
                  instances 2..20
                  serves report {
                    reads Archive
                    reads CatalogueCache
                    calls Totals.get with timeout 1s
                  }
                }
                service Totals : aws.ecs { instances 2  serves get { reads Archive } }
                store Catalogue : aws.dynamodb { latency 10ms }
                cache CatalogueCache { caches Catalogue  ttl 1m  latency 1ms }
                store Archive : aws.s3 { latency 150ms }
                flow Report from Edge "/report" { within 305ms }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'rounds, as many at a time as are allowed; the slowest of several starts',
      text: `
        event Placed { key id }
        topic Placings : aws.sns
        store Rows { latency 10ms }
        service Slow { instances 2  on Placed from Placings { each "row" at most 100 with concurrency 10 { puts Rows } } }
        service Fast { instances 2  on Placed from Placings { puts Rows } }
        flow <|Place|> from Placed { within 50ms }
      `,
      findings: [
        {
          message: 'slow',
          related: ['50ms are allowed', 'Slow puts Rows: 100ms in 10 rounds'],
          data: { total: '100ms', list: '10 × Rows 10ms' },
        },
      ],
    },
    {
      name: 'work, not state',
      text: `
        service Api { serves go { calls Bank.pay with timeout 5s } }
        service Own { serves go in 300ms }
        external Bank { serves pay in 800ms }
        flow <|Go|> from Api.go { within 500ms }
        flow <|Own|> from Own.go { within 200ms }
      `,
      findings: [
        {
          message: 'work',
          text: 'Go takes 800ms on the way to the answer (Bank.pay 800ms), where 500ms are allowed, before the network has its share. Make Bank.pay faster or answer before it is done.',
          related: ['500ms are allowed', 'Api.go calls Bank.pay: 800ms'],
          data: { list: 'Bank.pay 800ms', dominant: 'Bank.pay' },
          fixes: [],
        },
        { message: 'work', related: ['200ms are allowed'], data: { list: 'Own.go 300ms', dominant: 'Own.go' } },
      ],
    },
    {
      name: 'too many round trips, whatever they take',
      text: `
        store Rows
        store Prices
        service Api {
          serves show {
            reads Prices
            reads Prices
            each "row" at most 8 { reads Rows }
          }
        }
        flow <|Show|> from Api.show { within 1s }
      `,
      findings: [
        {
          message: 'chatty',
          text: 'Show makes 10 accesses to stores one after the other before it answers, and has 1s for all of it: each is a round trip. Batch them, run them in `parallel`, or cache Rows.',
          related: ['1s are allowed', 'Api.show reads Prices', 'Api.show reads Prices', 'Api.show reads Rows in 8 rounds'],
          data: { trips: '10 accesses to stores', dominant: 'Rows' },
          fixes: [],
        },
      ],
    },
    {
      name: 'three reads in a row, which fit side by side to the millisecond',
      text: `
        store Big { latency 100ms }
        store Small { latency 10ms }
        store Tiny { latency 10ms }
        service Api { serves show { reads Big  reads Small  reads Tiny } }
        flow <|Show|> from Api.show { within 100ms }
      `,
      findings: [
        {
          message: 'slow',
          related: ['100ms are allowed', 'Api.show reads Big: 100ms', 'Api.show reads Small: 10ms', 'Api.show reads Tiny: 10ms'],
          data: { list: 'Big 100ms, Small 10ms and Tiny 10ms', dominant: 'Big' },
          fixes: [
            {
              title: 'Read Big, Small and Tiny side by side',
              output: `
                store Big { latency 100ms }
                store Small { latency 10ms }
                store Tiny { latency 10ms }
                service Api { serves show { parallel { reads Big  reads Small  reads Tiny } } }
                flow Show from Api.show { within 100ms }
              `,
            },
            {
              title: 'Cache Big',
              output: `
                store Big { latency 100ms }
                cache BigCache { caches Big  ttl 1m  latency 1ms }
                store Small { latency 10ms }
                store Tiny { latency 10ms }
                service Api { serves show { reads BigCache  reads Small  reads Tiny } }
                flow Show from Api.show { within 100ms }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'reads that do not fit side by side either; a start that is slower than the one before it',
      text: `
        store Big { latency 100ms }
        store Small { latency 10ms }
        store Tiny { latency 10ms }
        event Asked { key id }
        topic Questions : aws.sns
        service Quick { on Asked from Questions { reads Tiny } }
        service Api { on Asked from Questions { reads Big  reads Small  reads Tiny } }
        flow <|Show|> from Asked { within 95ms }
      `,
      findings: [
        {
          message: 'slow',
          related: ['95ms are allowed', 'Api reads Big: 100ms', 'Api reads Small: 10ms', 'Api reads Tiny: 10ms'],
          data: { total: '120ms' },
          fixes: [
            {
              title: 'Cache Big',
              output: `
                store Big { latency 100ms }
                cache BigCache { caches Big  ttl 1m  latency 1ms }
                store Small { latency 10ms }
                store Tiny { latency 10ms }
                event Asked { key id }
                topic Questions : aws.sns
                service Quick { on Asked from Questions { reads Tiny } }
                service Api { on Asked from Questions { reads BigCache  reads Small  reads Tiny } }
                flow Show from Asked { within 95ms }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'many stores, of which the first six are named, and none of which nothing is known',
      text: `
        store A { latency 10ms }
        store B { latency 10ms }
        store C { latency 10ms }
        store D { latency 10ms }
        store E { latency 10ms }
        store F { latency 10ms }
        store G { latency 10ms }
        store Unknown
        service Api {
          serves show { puts Unknown  puts A  puts B  puts C  puts D  puts E  puts F  puts G }
          serves less { puts A  puts B  puts C  puts D  puts E  puts F }
        }
        flow <|Show|> from Api.show { within 20ms }
        flow <|Less|> from Api.less { within 20ms }
      `,
      findings: [
        { message: 'slow', data: { list: 'A 10ms, B 10ms, C 10ms, D 10ms, E 10ms, F 10ms and 1 more' }, related: 8 },
        { message: 'slow', data: { list: 'A 10ms, B 10ms, C 10ms, D 10ms, E 10ms and F 10ms' }, related: 7 },
      ],
    },
    {
      name: 'a single access, of what is a cache already',
      text: `
        cache Hot : redis { latency 150ms }
        service Api { serves show { reads Hot } }
        flow <|Show|> from Api.show { within 100ms }
      `,
      findings: [
        { message: 'slow', related: ['100ms are allowed', 'Api.show reads Hot: 150ms'], data: { trips: '1 access to stores' }, fixes: [] },
      ],
    },
    {
      name: 'reads within a condition, of which one side by side is one less of those that are too many',
      text: `
        store Prices
        store Stock
        store Rows
        service Api { serves show { when "new" { reads Prices  reads Stock  each "row" at most 7 { reads Rows } } } }
        flow <|Show|> from Api.show { within 1s }
      `,
      findings: [
        {
          message: 'chatty',
          related: ['1s are allowed', 'Api.show reads Prices', 'Api.show reads Stock', 'Api.show reads Rows in 7 rounds'],
          data: { trips: '9 accesses to stores' },
          fixes: [
            {
              title: 'Read Prices and Stock side by side',
              output: `
                store Prices
                store Stock
                store Rows
                service Api { serves show { when "new" { parallel { reads Prices  reads Stock }  each "row" at most 7 { reads Rows } } } }
                flow Show from Api.show { within 1s }
              `,
            },
          ],
        },
      ],
    },
  ],
  unfixable: {
    work: 'no access to state is to blame',
  },
});
