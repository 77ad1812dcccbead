import { testRule } from './runner.ts';

testRule('sticky-sessions', {
  valid: [
    {
      name: 'connections that clients open anew',
      text: `
      actor Browser
      balancer Edge : aws.alb { sticky sessions  routes "/ws" to Push }
      service Push { instances 2..8  keeps Connections in memory rebuilt from Browser }
    `,
    },
    {
      name: 'a copy that stickiness only makes more useful',
      text: `
      store Profiles
      balancer Edge : aws.alb { sticky sessions  routes "/" to Pages }
      service Pages { instances 2..8  keeps Warm in memory rebuilt from Profiles }
    `,
    },
    {
      name: 'no stickiness',
      text: `
      balancer Edge : aws.alb { routes "/" to Pages }
      service Pages { instances 2..8 }
    `,
    },
    {
      name: 'state on a single instance is in danger for another reason',
      text: `
      balancer Edge : aws.alb { sticky sessions  routes "/" to Pages }
      service Pages { instances 1  keeps Basket in memory }
    `,
    },
    {
      name: 'a function cannot be pinned to: its state is lost anyway',
      text: `
      gateway Edge : aws.apigateway { sticky sessions  routes "/" to Pages }
      service Pages : aws.lambda { timeout 3s  keeps Basket in memory }
    `,
    },
    { name: 'an entry that routes to what is not known', text: 'balancer Edge : aws.alb { sticky sessions }' },
    {
      name: 'an entry that routes elsewhere too',
      text: `
      external Legacy
      balancer Edge : aws.alb { sticky sessions  routes "/" to Pages  routes "/old" to Legacy }
      service Pages { instances 2..8 }
    `,
    },
  ],
  invalid: [
    {
      name: 'connections, which come back with the client that connects anew',
      text: `
        actor Browser { calls Edge "/chat" }
        balancer Edge : aws.alb { <|sticky sessions|>  routes "/chat" to Chat }
        service Chat : aws.ecs {
          instances 2..20
          keeps Connections in memory
        }
      `,
      findings: [
        {
          message: 'pinned',
          text: 'Edge pins each client to one instance of Chat, which keeps Connections in memory: new instances do not relieve a busy one, and losing an instance loses what it kept. Keep Connections in a store and drop `sticky sessions`.',
          related: ['Chat keeps Connections in memory'],
          fixes: [
            {
              title: 'Keep Connections in a store and drop sticky sessions',
              output: `
                actor Browser { calls Edge "/chat" }
                balancer Edge : aws.alb { routes "/chat" to Chat }
                service Chat : aws.ecs {
                  instances 2..20
                  keeps Connections in ConnectionsStore
                }
                store ConnectionsStore { owned by Chat }
              `,
            },
            {
              title: 'Say that Connections is rebuilt from Browser',
              output: `
                actor Browser { calls Edge "/chat" }
                balancer Edge : aws.alb { sticky sessions  routes "/chat" to Chat }
                service Chat : aws.ecs {
                  instances 2..20
                  keeps Connections in memory rebuilt from Browser
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'state on the instances that clients are pinned to',
      text: `
        balancer Edge : aws.alb { <|sticky sessions for 1h|>  routes "/cart" to Cart }
        service Cart : aws.ecs {
          instances 2..20
          keeps Basket in memory
        }
      `,
      findings: [
        {
          message: 'pinned',
          data: { entry: 'Edge', services: 'Cart', states: 'Basket', place: 'in memory' },
          severity: 'warning',
          related: ['Cart keeps Basket in memory'],
          fixes: [
            {
              title: 'Keep Basket in a store and drop sticky sessions',
              output: `
                balancer Edge : aws.alb { routes "/cart" to Cart }
                service Cart : aws.ecs {
                  instances 2..20
                  keeps Basket in BasketStore
                }
                store BasketStore { owned by Cart }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'several pieces of state are one finding, an unknown number of instances is several',
      text: `
        balancer Edge : aws.alb {
          <|sticky sessions|>
          routes "/cart" { calls Cart.show }
          routes "/form" to Form
        }
        service Cart { keeps Basket in memory  serves show }
        service Form { instances 2  keeps Answers on disk }
      `,
      findings: [
        { message: 'pinned', data: { services: 'Cart and Form', states: 'Basket and Answers', place: 'on the instance' }, related: 2 },
      ],
    },
    {
      name: 'nothing is kept where clients are pinned to',
      text: `
        store Sessions
        balancer Edge : aws.alb { routes "/" to Pages  <|sticky sessions|> }
        service Pages : aws.ecs { instances 2..20  keeps Session in Sessions }
      `,
      findings: [
        {
          message: 'pointless',
          text: 'Edge pins each client to one instance of Pages, though nothing is kept there: load spreads unevenly for no gain. Drop `sticky sessions`.',
          related: ['Pages keeps nothing on its instances'],
          data: { entry: 'Edge', services: 'Pages' },
          severity: 'hint',
          fixes: [
            {
              title: 'Drop sticky sessions',
              output: `
                store Sessions
                balancer Edge : aws.alb { routes "/" to Pages }
                service Pages : aws.ecs { instances 2..20  keeps Session in Sessions }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'clients among others that call it, and several pieces of state, of which not all come back with a client',
      text: `
        service Robot { calls Edge "/chat" }
        actor Browser { calls Edge "/chat"  calls Front "/form" }
        balancer Edge : aws.alb { <|sticky sessions|>  routes "/chat" to Chat }
        balancer Front : aws.alb { <|sticky sessions|>  routes "/form" to Form }
        service Chat : aws.ecs { instances 2..20  keeps Connections in memory }
        service Form : aws.ecs { instances 2..20  keeps Answers in memory  keeps Pages in memory }
      `,
      findings: [
        {
          message: 'pinned',
          fixes: [
            {
              title: 'Keep Connections in a store and drop sticky sessions',
              output: `
                service Robot { calls Edge "/chat" }
                actor Browser { calls Edge "/chat"  calls Front "/form" }
                balancer Edge : aws.alb { routes "/chat" to Chat }
                balancer Front : aws.alb { sticky sessions  routes "/form" to Form }
                service Chat : aws.ecs { instances 2..20  keeps Connections in ConnectionsStore }
                store ConnectionsStore { owned by Chat }
                service Form : aws.ecs { instances 2..20  keeps Answers in memory  keeps Pages in memory }
              `,
            },
            {
              title: 'Say that Connections is rebuilt from Browser',
              output: `
                service Robot { calls Edge "/chat" }
                actor Browser { calls Edge "/chat"  calls Front "/form" }
                balancer Edge : aws.alb { sticky sessions  routes "/chat" to Chat }
                balancer Front : aws.alb { sticky sessions  routes "/form" to Form }
                service Chat : aws.ecs { instances 2..20  keeps Connections in memory rebuilt from Browser }
                service Form : aws.ecs { instances 2..20  keeps Answers in memory  keeps Pages in memory }
              `,
            },
          ],
        },
        {
          message: 'pinned',
          fixes: [
            {
              title: 'Keep Answers and Pages in a store and drop sticky sessions',
              output: `
                service Robot { calls Edge "/chat" }
                actor Browser { calls Edge "/chat"  calls Front "/form" }
                balancer Edge : aws.alb { sticky sessions  routes "/chat" to Chat }
                balancer Front : aws.alb { routes "/form" to Form }
                service Chat : aws.ecs { instances 2..20  keeps Connections in memory }
                service Form : aws.ecs { instances 2..20  keeps Answers in AnswersStore  keeps Pages in PagesStore }
                store AnswersStore { owned by Form }
                store PagesStore { owned by Form }
              `,
            },
          ],
        },
      ],
    },
  ],
});
