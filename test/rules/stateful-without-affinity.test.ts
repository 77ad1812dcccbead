import { testRule } from './runner.ts';

testRule('stateful-without-affinity', {
  valid: [
    {
      name: 'state outside of the instances',
      text: `
      store Answers
      balancer Front : aws.alb { routes "/" to Wizard }
      service Wizard { instances 2..20  keeps Form in Answers }
    `,
    },
    {
      name: 'a copy',
      text: `
      store Catalogue
      gateway Front : aws.apigateway { routes "/" to Wizard }
      service Wizard { instances 2..20  keeps Prices in memory rebuilt from Catalogue }
    `,
    },
    {
      name: 'stickiness, which another rule judges',
      text: `
      balancer Front : aws.alb { sticky sessions  routes "/" to Wizard }
      service Wizard { instances 2..20  keeps Form in memory }
    `,
    },
    {
      name: 'a single instance',
      text: `
      balancer Front : aws.alb { routes "/" to Wizard }
      service Wizard { instances 1  keeps Form in memory }
    `,
    },
    {
      name: 'an unknown number of instances',
      text: `
      balancer Front : aws.alb { routes "/" to Wizard }
      service Wizard { keeps Form in memory }
    `,
      preset: 'strict',
    },
    {
      name: 'what the client itself brings along again',
      text: `
      actor Browser { calls Front "/" with timeout 5s }
      balancer Front : aws.alb { routes "/" to Wizard }
      service Wizard { instances 2..20  keeps Form in memory rebuilt from Browser }
    `,
    },
  ],
  invalid: [
    {
      name: 'requests spread over instances that keep state',
      text: `
        balancer Front : aws.alb { routes "/wizard" to Wizard }
        service Wizard : aws.ecs {
          instances 2..20
          <|keeps Answers in memory|>
        }
      `,
      findings: [
        {
          message: 'scattered',
          text: 'Wizard keeps Answers in memory, but Front spreads requests over 2 to 20 instances: the next request lands on one that does not know it. Keep it in a store; `sticky sessions` would only stop the gap.',
          data: { service: 'Wizard', state: 'Answers', entry: 'Front', instances: '2 to 20 instances', place: 'in memory' },
          severity: 'error',
          related: ['Front sends requests to any instance of Wizard'],
          fixes: [
            {
              title: 'Keep Answers in a store',
              output: `
                balancer Front : aws.alb { routes "/wizard" to Wizard }
                service Wizard : aws.ecs {
                  instances 2..20
                  keeps Answers in AnswersStore
                }
                store AnswersStore { owned by Wizard }
              `,
            },
            {
              title: 'Let Front pin clients to instances for now',
              output: `
                balancer Front : aws.alb { routes "/wizard" to Wizard  sticky sessions }
                service Wizard : aws.ecs {
                  instances 2..20
                  keeps Answers in memory
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'through a gateway that serves others too: pinning would pin their clients',
      text: `
        gateway Front : aws.apigateway {
          routes "/" to Pages.show
          routes "/wizard" to Wizard.next
        }
        service Pages { instances 2..20  serves show }
        service Wizard { instances 2..20  <|keeps Answers in memory|>  serves next }
      `,
      findings: [
        {
          message: 'scattered',
          data: { entry: 'Front' },
          related: ['Front sends requests to any instance of Wizard'],
          relatedAt: ['routes "/wizard" to Wizard.next'],
          fixes: [
            {
              title: 'Keep Answers in a store',
              output: `
                gateway Front : aws.apigateway {
                  routes "/" to Pages.show
                  routes "/wizard" to Wizard.next
                }
                service Pages { instances 2..20  serves show }
                service Wizard { instances 2..20  keeps Answers in AnswersStore  serves next }
                store AnswersStore { owned by Wizard }
              `,
            },
          ],
        },
      ],
    },
  ],
});
