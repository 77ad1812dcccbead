import { testRule } from './runner.ts';

testRule('single-instance-on-critical-path', {
  valid: [
    {
      name: 'two instances and a replica',
      text: `
      service Cart { instances 2..4  serves get { reads Carts } }
      store Carts : postgres { replicas 1 }
      flow Open from Cart.get { critical }
    `,
    },
    {
      name: 'a flow that is not critical',
      text: `
      service Cart { instances 1  serves get }
      flow Open from Cart.get
    `,
    },
    {
      name: 'what a vendor replicates, and functions',
      text: `
      service Cart : aws.lambda { timeout 3s  instances 1..5  serves get { reads Carts } }
      store Carts : aws.dynamodb { replicas 0 }
      flow Open from Cart.get { critical }
    `,
    },
    {
      name: 'a way around it',
      text: `
      service Cart { instances 2  serves get { calls Prices.get with timeout 1s, fallback Copies.get } }
      service Prices { instances 1  serves get }
      service Copies { instances 2  serves get }
      flow Open from Cart.get { critical }
    `,
    },
    {
      name: 'only one of two ways',
      text: `
      service Cart { instances 2  serves get { when "new" { calls Prices.get with timeout 1s } } }
      service Prices { instances 1  serves get }
      flow Open from Cart.get { critical }
    `,
    },
    {
      name: 'a cache in front of what answers without it',
      text: `
      service Cart { instances 2  serves get { reads Copies } }
      cache Copies : redis { replicas 0  caches Carts  ttl 1m }
      store Carts : postgres { replicas 1 }
      flow Open from Cart.get { critical }
    `,
    },
    {
      name: 'work that waits in a queue until the instance is back',
      text: `
      command Pack { key orderId }
      queue Packing : aws.sqs { dead-letters after 5 attempts  alarm }
      service Shop { instances 2  serves order { sends Pack to Packing } }
      service Bench { instances 1  on Pack from Packing { puts Parcels } }
      store Parcels : aws.dynamodb
      flow Order from Shop.order { critical }
      flow Packed from Pack { critical }
    `,
    },
    {
      name: 'nothing is said of how many there are',
      text: `
      service Cart { serves get { reads Carts } }
      store Carts : postgres
      flow Open from Cart.get { critical }
    `,
    },
    {
      name: 'no product is chosen yet',
      text: `
      service Cart { instances 2  serves get { reads Carts } }
      store Carts
      flow Open from Cart.get { critical }
    `,
      preset: 'strict',
    },
    {
      name: 'work on a schedule, which starts again',
      text: `
      service Night { instances 1  every 1d { puts Sums } }
      store Sums : aws.dynamodb
      flow Nightly from Night { critical }
    `,
    },
    {
      name: 'flows that begin with a workflow, or with a message',
      text: `
        event A { key id }
        queue Q
        orchestrator W { step Run calls S.run }
        service S { instances 1  serves run }
        service T { instances 1  on A from Q }
        flow F from W { critical }
        flow G from A { critical }
      `,
    },
  ],
  invalid: [
    {
      name: 'one instance behind a gateway, one node behind it',
      text: `
        gateway Api : aws.apigateway { routes "/cart" to Cart.get }
        service Cart : kubernetes { <|instances 1..3|>  serves get { reads Carts } }
        cache Carts : redis { <|replicas 0|> }
        flow Open from Api "/cart" { critical }
      `,
      findings: [
        {
          message: 'instance',
          text: 'Open cannot do without Cart, which may run on one instance: whenever that one is replaced or fails, the flow stands still. Run at least two (`instances 2..4`), or give the flow a way around it.',
          data: { flows: 'Open', element: 'Cart', instances: '2..4' },
          severity: 'warning',
          related: ['Open is critical', 'Api routes "/cart" to Cart.get'],
          fixes: [
            {
              title: 'Run Cart on two instances or more',
              output: `
                gateway Api : aws.apigateway { routes "/cart" to Cart.get }
                service Cart : kubernetes { instances 2..4  serves get { reads Carts } }
                cache Carts : redis { replicas 0 }
                flow Open from Api "/cart" { critical }
              `,
            },
          ],
        },
        {
          message: 'replica',
          text: 'Open cannot do without Carts, which has no replica: whenever its node is replaced or fails, the flow stands still. Give it one (`replicas 1`), or give the flow a way around it.',
          data: { element: 'Carts' },
          related: ['Open is critical', 'Api routes "/cart" to Cart.get', 'Cart.get reads Carts'],
          fixes: [
            {
              title: 'Give Carts a replica',
              output: `
                gateway Api : aws.apigateway { routes "/cart" to Cart.get }
                service Cart : kubernetes { instances 1..3  serves get { reads Carts } }
                cache Carts : redis { replicas 1 }
                flow Open from Api "/cart" { critical }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'on all branches, in an outbox, at a broker; two flows are one finding',
      text: `
        event Placed { key id }
        service Shop {
          instances 2
          serves order {
            when "new" { calls Prices.get with timeout 1s } otherwise { calls Prices.old with timeout 1s }
            publishes Placed to Events
          }
          serves change { calls Prices.old with timeout 1s }
        }
        service Prices { <|instances 1|>  serves get  serves old }
        topic Events : rabbitmq { <|replicas 0|> }
        flow Order from Shop.order { critical }
        flow Change from Shop.change { critical }
      `,
      findings: [
        {
          message: 'instance',
          related: ['Order is critical', 'Change is critical', 'Shop.order calls Prices.get'],
          data: { flows: 'Order and Change' },
        },
        {
          message: 'replica',
          related: ['Order is critical', 'Shop.order publishes Placed to Events'],
          data: { flows: 'Order', element: 'Events' },
        },
      ],
    },
    {
      name: 'strict asks how many there are',
      preset: 'strict',
      text: `
        service <|Cart|> { serves get { reads Carts } }
        store <|Carts|> : postgres
        flow Open from Cart.get { critical }
      `,
      findings: [
        {
          message: 'unknown',
          text: 'Open cannot do without Cart, and the design does not say that there is more than one of it. Say how many there are (`instances 2..4`).',
          related: ['Open is critical'],
          data: { statement: 'instances 2..4' },
          severity: 'info',
        },
        { message: 'unknown', related: ['Open is critical', 'Cart.get reads Carts'], data: { statement: 'replicas 1' } },
      ],
    },
    {
      name: 'what one instance keeps, two would divide: that is another rule’s finding, and comes first',
      text: `
        service Cart { <|instances 1|>  keeps Basket in memory  serves get }
        flow Open from Cart.get { critical }
      `,
      findings: [{ message: 'instance', fixes: [] }],
    },
    {
      name: 'a house standard, effects of which nobody says when they happen, and what a partner runs, which is another rule’s',
      text: `
        technology house.app is service { instances 1..3 }
        service <|Cart|> : house.app { calls Bank.pay with timeout 1s }
        external Bank { serves pay }
        flow Open from Cart { critical }
      `,
      findings: [
        {
          message: 'instance',
          data: { instances: '2..4' },
          fixes: [
            {
              title: 'Run Cart on two instances or more',
              output: `
                technology house.app is service { instances 1..3 }
                service Cart : house.app { calls Bank.pay with timeout 1s  instances 2..4 }
                external Bank { serves pay }
                flow Open from Cart { critical }
              `,
            },
          ],
        },
      ],
    },
  ],
});
