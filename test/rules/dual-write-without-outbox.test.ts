import { testRule } from './runner.ts';

function shop(body: string, more = ''): string {
  return `event Placed { key orderId }
event Viewed { key viewId  expendable }
topic Orders : aws.sns
topic Mirror : aws.sns
service Shop : aws.lambda { timeout 5s  serves place idempotent by orderId { ${body} } }
store Ledger : aws.dynamodb
store Index : aws.dynamodb
store Copy : aws.dynamodb { rebuilt from Ledger }
cache Hot : aws.elasticache { caches Ledger  ttl 1m }
external Bank { serves charge critical  serves rate safe  serves score }
orchestrator Flow : aws.stepfunctions { step A reads Ledger }
${more}`;
}

const queue = 'queue Q : aws.sqs { subscribes to Orders  dead-letters after 5 attempts  alarm }\n';

testRule('dual-write-without-outbox', {
  valid: [
    {
      name: 'an operation that its one caller calls until it is through',
      text: `
        orchestrator Sell : aws.stepfunctions { step Store calls Shop.sell with unlimited retries exponential }
        service Shop { serves sell idempotent { puts Ledger  puts Stock } }
        store Ledger : aws.dynamodb
        store Stock : postgres
      `,
    },
    {
      name: 'two places that a copy joins in one transaction',
      text: `
        event Sold { key id }
        topic Sales : aws.sns
        service Shop { serves sell { publishes Sold to Sales via outbox Shown  atomically { puts Shown  puts Ledger } } }
        cache Shown : redis
        store Ledger : aws.dynamodb
      `,
    },
    { name: 'one store only', text: shop('puts Ledger  increments Ledger') },
    { name: 'an outbox in the store that is written', text: shop('puts Ledger  publishes Placed to Orders via outbox Ledger') },
    { name: 'one transaction', text: shop('atomically { puts Ledger  puts Index }') },
    {
      name: 'a transaction and an outbox beside it',
      text: shop('atomically { puts Ledger  puts Index }  publishes Placed to Orders via outbox Index'),
    },
    { name: 'a message that may be lost', text: shop('puts Ledger  publishes Viewed to Orders') },
    { name: 'copies and caches, which are made anew', text: shop('puts Ledger  puts Copy  deletes Hot') },
    { name: 'a call that changes nothing', text: shop('calls Bank.rate  puts Ledger') },
    {
      name: 'a fallback in place of a call',
      text: shop('calls Bank.charge with fallback Other.charge  calls Other.charge', 'external Other { serves charge critical }\n'),
    },
    { name: 'branches of which only one happens', text: shop('when "paid" { puts Ledger } otherwise { publishes Placed to Orders }') },
    {
      name: 'a handler whose input comes again',
      text: shop('reads Ledger', `${queue}service Sum : aws.lambda { timeout 5s  on Placed from Q { puts Ledger  puts Index } }\n`),
    },
    {
      name: 'an operation that only such a handler calls',
      text: shop(
        'reads Ledger',
        `${queue}service Sum : aws.lambda { timeout 5s  on Placed from Q { calls Sum.add }  serves add { puts Ledger  puts Index } }\n`,
      ),
    },
    {
      name: 'a handler of which nobody says how often it is called',
      text: 'event A { key id }\nqueue Q\nservice S { on A from Q { puts T  puts U } }\nstore T\nstore U\n',
    },
    {
      name: 'the steps of a workflow, which undo',
      text: shop('reads Ledger', 'orchestrator W : aws.stepfunctions { step A puts Ledger  step B puts Index }\n'),
    },
  ],
  invalid: [
    {
      name: 'a store and then a message',
      text: shop('puts Ledger  <|publishes Placed to Orders|>'),
      findings: [
        {
          message: 'thenPublishes',
          text: 'Shop.place puts Ledger and then publishes Placed: a crash in between leaves Ledger changed and nobody told of Placed. Publish it `via outbox Ledger`, or let Ledger publish its changes.',
          data: { activity: 'Shop.place', store: 'Ledger', message: 'Placed' },
          severity: 'error',
          related: ['Shop.place puts Ledger'],
          fixes: [
            { title: 'Publish Placed via an outbox in Ledger', output: shop('puts Ledger  publishes Placed to Orders via outbox Ledger') },
          ],
        },
      ],
    },
    {
      name: 'the outbox goes before options',
      text: shop('puts Ledger  <|publishes Placed to Orders with 2 retries|>'),
      findings: [
        {
          message: 'thenPublishes',
          related: ['Shop.place puts Ledger'],
          fixes: [
            {
              title: 'Publish Placed via an outbox in Ledger',
              output: shop('puts Ledger  publishes Placed to Orders via outbox Ledger with 2 retries'),
            },
          ],
        },
      ],
    },
    {
      name: 'a message and then a store',
      text: shop('publishes Placed to Orders  <|puts Ledger|>'),
      findings: [
        {
          message: 'thenWrites',
          text: 'Shop.place publishes Placed and then puts Ledger: a crash in between leaves Placed announced and Ledger unchanged. Publish it `via outbox Ledger`, or let Ledger publish its changes.',
          related: ['Shop.place publishes Placed'],
          fixes: [
            { title: 'Publish Placed via an outbox in Ledger', output: shop('publishes Placed to Orders via outbox Ledger  puts Ledger') },
          ],
        },
      ],
    },
    {
      name: 'two stores of one product',
      text: shop('puts Ledger  <|puts Index|>'),
      findings: [
        {
          message: 'twoStores',
          text: 'Shop.place puts Ledger and then puts Index: a crash in between leaves the two stores in disagreement. Write both `atomically` if they share a transaction, else derive one from the changes of the other.',
          related: ['Shop.place puts Ledger'],
          fixes: [{ title: 'Write Ledger and Index in one transaction', output: shop('atomically { puts Ledger  puts Index }') }],
        },
      ],
    },
    {
      name: 'two channels',
      text: shop('publishes Placed to Orders  <|publishes Placed to Mirror|>'),
      findings: [
        {
          message: 'twoMessages',
          text: 'Shop.place publishes Placed and then publishes Placed: a crash in between sends one without the other. Publish to one topic that both receivers subscribe to, or store both in an outbox.',
          related: ['Shop.place publishes Placed'],
        },
      ],
    },
    {
      name: 'three places, of which two are to be joined',
      text: shop('puts Ledger  <|publishes Placed to Orders|>  <|puts Index|>'),
      findings: [
        { message: 'thenPublishes', related: ['Shop.place puts Ledger'] },
        { message: 'twoStores', related: ['Shop.place puts Ledger'] },
      ],
    },
    {
      name: 'money and then a row',
      text: shop('calls Bank.charge  <|puts Ledger|>'),
      findings: [
        {
          message: 'external',
          text: 'Shop.place calls Bank.charge and then puts Ledger: a crash in between does one without the other, and nobody comes back for the rest. Let a queue or a workflow bring Shop.place about, so that it is repeated until both are done; what changes nothing is marked `safe`.',
          related: ['Shop.place calls Bank.charge'],
          severity: 'error',
        },
      ],
    },
    {
      name: 'a call of which little is known',
      text: shop('calls Bank.score  <|puts Ledger|>'),
      findings: [{ message: 'external', related: ['Shop.place calls Bank.score'], severity: 'warning' }],
    },
    {
      name: 'a row and then a run',
      text: shop('puts Ledger  <|starts Flow with key orderId|>'),
      findings: [
        {
          message: 'starts',
          text: 'Shop.place puts Ledger and then starts Flow: a crash in between does one without the other. Publish a message `via outbox` and let the workflow subscribe to it.',
          related: ['Shop.place puts Ledger'],
        },
      ],
    },
    {
      name: 'a caller that tries again, and gives up at last',
      text: shop(
        'puts Ledger  <|publishes Placed to Orders|>',
        'actor Customer { calls Shop.place with 3 retries exponential jitter, key orderId }\n',
      ),
      findings: [{ message: 'thenPublishes', related: ['Shop.place puts Ledger'], severity: 'warning' }],
    },
    {
      name: 'a handler that acknowledges first',
      text: shop(
        'reads Ledger',
        `${queue}service Sum : aws.ecs { on Placed from Q with acknowledges first { puts Ledger  <|puts Index|> } }\n`,
      ),
      findings: [{ message: 'twoStores', related: ['Sum puts Ledger'] }],
    },
    {
      name: 'a schedule',
      text: shop('reads Ledger', 'service Nightly : aws.ecs { every 1d { puts Ledger  <|publishes Placed to Orders|> } }\n'),
      findings: [{ message: 'thenPublishes', related: ['Nightly every 1d puts Ledger'] }],
    },
    {
      name: 'a branch and what comes before it',
      text: shop('puts Ledger  when "paid" { <|publishes Placed to Orders|> } otherwise { publishes Placed to Orders }'),
      findings: [{ message: 'thenPublishes', related: ['Shop.place puts Ledger'] }],
    },
    {
      name: 'in strict, a handler of which nobody says how often it is called',
      text: 'event A { key id }\nqueue Q\nservice S { on A from Q { puts T  <|puts U|> } }\nstore T\nstore U\n',
      preset: 'strict',
      findings: [{ message: 'twoStores', related: ['S puts T'], severity: 'warning' }],
    },
    {
      name: 'a run and then a row',
      text: shop('starts Flow with key orderId  <|puts Ledger|>'),
      findings: [
        {
          message: 'starts',
          related: ['Shop.place starts Flow'],
          fixes: [
            {
              title: 'Store a command with Ledger that starts Flow, through a new queue FlowStarts',
              output: shop('sends StartFlow to FlowStarts via outbox Ledger  puts Ledger').replace(
                'orchestrator Flow : aws.stepfunctions { step A reads Ledger }',
                'command StartFlow { key orderId }\nqueue FlowStarts { dead-letters after 5 attempts  alarm }\norchestrator Flow : aws.stepfunctions { step A reads Ledger  subscribes to FlowStarts for StartFlow with key orderId }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'two stores of one product with something between them, in and beside a branch, and of two products',
      text: `
        service Shop {
          serves place { puts Ledger  reads Rows  <|puts Index|> }
          serves pay { when "paid" { puts Ledger }  <|puts Index|> }
          serves move { puts Ledger  <|puts Rows|> }
        }
        store Ledger : aws.dynamodb
        store Index : aws.dynamodb
        store Rows : postgres
      `,
      findings: [
        { message: 'twoStores', related: ['Shop.place puts Ledger'], fixes: [] },
        { message: 'twoStores', related: ['Shop.pay puts Ledger'], fixes: [] },
        { message: 'twoStores', related: ['Shop.move puts Ledger'], fixes: [] },
      ],
    },
    {
      name: 'the outbox goes before a rate',
      text: shop('puts Ledger  <|publishes Placed to Orders at 5/s|>'),
      findings: [
        {
          message: 'thenPublishes',
          related: ['Shop.place puts Ledger'],
          fixes: [
            {
              title: 'Publish Placed via an outbox in Ledger',
              output: shop('puts Ledger  publishes Placed to Orders via outbox Ledger at 5/s'),
            },
          ],
        },
      ],
    },
    {
      name: 'two messages side by side, and two with something between them',
      text: shop('publishes Placed to Orders at 5/s  <|publishes Placed to Mirror with 2 retries|>')
        .replace(
          'service Shop : aws.lambda {',
          'service Shop : aws.lambda { serves again { publishes Placed to Orders  reads Ledger  <|publishes Placed to Mirror|> }',
        )
        .replace('serves place', ' serves place'),
      findings: [
        { message: 'twoMessages', fixes: [] },
        {
          message: 'twoMessages',
          fixes: [
            {
              title: 'Send both from a new outbox, ShopOutbox',
              output: shop(
                'atomically { publishes Placed to Orders via outbox ShopOutbox at 5/s  publishes Placed to Mirror via outbox ShopOutbox with 2 retries }',
              )
                .replace(
                  'service Shop : aws.lambda {',
                  'service Shop : aws.lambda { serves again { publishes Placed to Orders  reads Ledger  publishes Placed to Mirror }',
                )
                .replace('serves place', ' serves place')
                .replace('store Ledger', 'store ShopOutbox : aws.dynamodb { owned by Shop }\nstore Ledger'),
            },
          ],
        },
      ],
    },
    {
      name: 'a second store of another make, which can follow the first',
      text: `
        service Shop : aws.lambda {
          timeout 5s
          serves place { puts Orders  <|increments Sums|> }
        }
        store Orders : aws.dynamodb { key orderId }
        store Sums : postgres
      `,
      findings: [
        {
          message: 'twoStores',
          fixes: [
            {
              title: 'Let Sums follow the changes of Orders',
              output: `
        service Shop : aws.lambda {
          timeout 5s
          serves place { puts Orders }
          on OrdersChanged from OrdersChanges idempotent using Sums { increments Sums }
        }
        store Orders : aws.dynamodb { key orderId  publishes OrdersChanged to OrdersChanges }
        event OrdersChanged { key orderId }
        stream OrdersChanges : aws.dynamodb.streams { alarm }
        store Sums : postgres
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'money and a run, one after the other',
      text: shop('calls Bank.charge  <|starts Flow with key orderId|>'),
      findings: [{ message: 'starts', fixes: [] }],
    },
    {
      name: 'a run and then money',
      text: shop('starts Flow with key orderId  <|calls Bank.charge|>'),
      findings: [{ message: 'starts', fixes: [] }],
    },
    ...['timeout 5s', '3 retries exponential, key orderId', 'delay 5s', 'fallback Flow'].map((option) => ({
      name: `a run that is started with ${option}, which a message would not be`,
      text: shop(`puts Ledger  <|starts Flow with ${option}|>`),
      findings: [{ message: 'starts', fixes: [] }],
    })),
    {
      name: 'a run or a row of another system, where a statement cannot be put from here',
      text: `
        service Shop {
          serves run { puts Ledger  <|starts Far.Flow|> }
          serves row { puts Far.Rows  <|starts Flow|> }
        }
        store Ledger
        orchestrator Flow { step A reads Ledger }
        system Far { store Rows  orchestrator Flow { step A reads Rows } }
      `,
      findings: [
        { message: 'starts', fixes: [] },
        { message: 'starts', fixes: [] },
      ],
    },
    {
      name: 'a run that has no key, started at a rate',
      text: `
        service Shop { serves place { puts Ledger  <|starts Flow  at  5/s|> } }
        store Ledger
        orchestrator Flow { step A reads Ledger }
      `,
      findings: [
        {
          message: 'starts',
          fixes: [
            {
              title: 'Store a command with Ledger that starts Flow, through a new queue FlowStarts',
              output: `
                service Shop { serves place { puts Ledger  sends StartFlow to FlowStarts via outbox Ledger  at  5/s } }
                store Ledger
                command StartFlow
                queue FlowStarts { dead-letters after 5 attempts  alarm }
                orchestrator Flow { step A reads Ledger  subscribes to FlowStarts for StartFlow }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'messages of which one is in an outbox already, of another store perhaps',
      text: `
        event Placed
        topic Orders
        topic Mirror
        service Shop {
          serves first { publishes Placed to Orders via outbox Ledger  <|publishes Placed to Mirror|> }
          serves second { publishes Placed to Orders  <|publishes Placed to Mirror via outbox Ledger|> }
          serves other { puts Ledger  <|publishes Placed to Orders via outbox Index|> }
        }
        store Ledger
        store Index
      `,
      findings: [
        { message: 'twoMessages', fixes: [] },
        { message: 'twoMessages', fixes: [] },
        { message: 'thenPublishes', fixes: [] },
      ],
    },
    {
      name: 'two messages a line each, with blanks before what they are sent with',
      text: `
        event Placed
        topic Orders
        topic Mirror
        service Shop {
          serves place {
            publishes Placed to Orders
            <|publishes Placed to Mirror  with 2 retries  at  5/s|>
          }
        }
      `,
      findings: [
        {
          message: 'twoMessages',
          fixes: [
            {
              title: 'Send both from a new outbox, ShopOutbox',
              output: `
                event Placed
                topic Orders
                topic Mirror
                service Shop {
                  serves place {
                    atomically { publishes Placed to Orders via outbox ShopOutbox  publishes Placed to Mirror via outbox ShopOutbox  with 2 retries  at  5/s }
                  }
                }
                store ShopOutbox { owned by Shop }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a store that cannot follow: in a branch, at a rate, after one that tells already, that others write, of another system, of a gateway',
      text: `
        event Changed
        topic News
        service Shop {
          serves branch { puts Orders  when "paid" { <|puts Sums|> } }
          serves rated { puts Orders  <|puts Sums at 5/s|> }
          serves tells { puts Stock  <|puts Sums|> }
          serves shared { puts Shared  <|puts Sums|> }
          serves from { puts Far.Rows  <|puts Sums|> }
          serves to { puts Orders  <|puts Far.Sums|> }
        }
        service Other { serves add { puts Shared } }
        gateway Api { routes "POST /" { puts Bills  <|puts Sums|> } }
        store Orders : aws.dynamodb
        store Stock : aws.dynamodb { publishes Changed to News }
        store Shared : aws.dynamodb
        store Bills : aws.dynamodb
        store Sums : postgres
        system Far { store Rows : aws.dynamodb  store Sums : postgres }
      `,
      findings: Array.from({ length: 7 }, () => ({ message: 'twoStores', fixes: [] })),
    },
    {
      name: 'a store that would follow too late for who reads what is written',
      text: `
        service Shop { serves place { puts Orders  <|puts Sums|> } }
        store Orders : aws.dynamodb
        store Sums : postgres
        flow Place from Shop.place { reads own writes }
      `,
      findings: [{ message: 'twoStores', fixes: [] }],
    },
    ...[
      ['appends Sums', ' idempotent using Sums'],
      ['puts Sums', ''],
    ].map(([write = '', guard = '']) => ({
      name: `${write}, which can follow a store that others only read`,
      text: `
        service Shop {
          timeout 5s
          serves place { puts Orders  <|${write}|> }
        }
        service Look { serves look { reads Orders } }
        flow Buy from Shop.place { within 5s }
        store Orders : aws.dynamodb
        store Sums : postgres
      `,
      findings: [
        {
          message: 'twoStores',
          fixes: [
            {
              title: 'Let Sums follow the changes of Orders',
              output: `
                service Shop {
                  timeout 5s
                  serves place { puts Orders }
                  on OrdersChanged from OrdersChanges${guard} { ${write} }
                }
                service Look { serves look { reads Orders } }
                flow Buy from Shop.place { within 5s }
                store Orders : aws.dynamodb { publishes OrdersChanged to OrdersChanges }
                event OrdersChanged
                stream OrdersChanges : aws.dynamodb.streams { alarm }
                store Sums : postgres
              `,
            },
          ],
        },
      ],
    })),
    {
      name: 'a second store of another product that is written on a condition only, which no change stream knows',
      text: `
        service Shop { serves go { puts One  when "large" { <|puts Other|> } } }
        store One : postgres
        store Other : aws.dynamodb
      `,
      findings: [{ message: 'twoStores', fixes: [] }],
    },
  ],
  unfixable: {
    external: 'whether the caller can do without an answer only the author knows',
  },
});
