import { testRule } from './runner.ts';

testRule('local-state-on-scaled-service', {
  valid: [
    {
      name: 'a copy that can be made anew',
      text: `
      store Catalogue
      service Prices { instances 4  keeps Prices in memory rebuilt from Catalogue }
    `,
    },
    {
      name: 'a share of the keys, rebuilt from the log it reads',
      text: `
      stream Changes : kafka { grouped by accountId }
      service Totals : kafka.streams { instances 6  keeps Sums on disk rebuilt from Changes }
    `,
    },
    {
      name: 'state outside of the instances',
      text: `
      store Sums
      service Totals { instances 4  keeps Totals in Sums }
    `,
    },
    { name: 'a single instance: its state is lost, but not divided', text: 'service Totals { instances 1  keeps Sums in memory }' },
    { name: 'a function, whose state is lost first of all', text: 'service Totals : aws.lambda { timeout 5s  keeps Sums in memory }' },
    {
      name: 'requests that come through a balancer are another matter',
      text: `
      balancer Front : aws.alb { routes "/" to Totals }
      service Totals { instances 4  keeps Sums in memory }
    `,
    },
    { name: 'an unknown number of instances', text: 'service Totals { keeps Sums in memory }', preset: 'strict' },
  ],
  invalid: [
    {
      name: 'what a stream brings to every instance, and a store that is read, may be what it is made from',
      text: `
        event Changed { key changeId }
        stream Changes : kafka { alarm }
        queue Orders : aws.sqs { dead-letters after 5 attempts  alarm }
        store Rates : postgres
        service Feed { serves go { publishes Changed to Changes  sends Changed to Orders } }
        service Totals : aws.ecs {
          instances 4
          <|keeps Sums in memory|>
          on Changed from Changes with unlimited retries exponential from 1s { reads Rates }
          on Changed from Orders
        }
      `,
      findings: [
        {
          message: 'divided',
          text: 'Totals keeps Sums in memory and runs on 4 instances: each has a part of it that the others cannot see, and it is gone when the instance is. Keep it in a store, or say what it is `rebuilt from`.',
          related: ['Totals runs on 4 instances'],
          fixes: [
            {
              title: 'Keep Sums in a store',
              output: rebuilt('keeps Sums in SumsStore', '        store SumsStore { owned by Totals }\n'),
            },
            { title: 'Say that Sums is rebuilt from Rates', output: rebuilt('keeps Sums in memory rebuilt from Rates') },
            { title: 'Say that Sums is rebuilt from Changes', output: rebuilt('keeps Sums in memory rebuilt from Changes') },
          ],
        },
      ],
    },
    {
      name: 'several instances, reached through a queue',
      text: `
        service Totals : aws.ecs {
          instances 4
          <|keeps Sums in memory|>
        }
      `,
      findings: [
        {
          message: 'divided',
          data: { service: 'Totals', state: 'Sums', place: 'in memory', instances: '4 instances' },
          severity: 'error',
          related: ['Totals runs on 4 instances'],
          fixes: [
            {
              title: 'Keep Sums in a store',
              output: `
                service Totals : aws.ecs {
                  instances 4
                  keeps Sums in SumsStore
                }
                store SumsStore { owned by Totals }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'one or more, on disk, two pieces of it',
      text: `
        service Totals {
          instances 1..3
          <|keeps Sums on disk|>
          <|keeps Counts in memory|>
        }
      `,
      findings: [
        { message: 'divided', related: ['Totals runs on 1 to 3 instances'], data: { place: 'on disk', instances: '1 to 3 instances' } },
        { message: 'divided', related: ['Totals runs on 1 to 3 instances'], data: { state: 'Counts' } },
      ],
    },
  ],
});

function rebuilt(keeps: string, store = ''): string {
  return `
        event Changed { key changeId }
        stream Changes : kafka { alarm }
        queue Orders : aws.sqs { dead-letters after 5 attempts  alarm }
        store Rates : postgres
        service Feed { serves go { publishes Changed to Changes  sends Changed to Orders } }
        service Totals : aws.ecs {
          instances 4
          ${keeps}
          on Changed from Changes with unlimited retries exponential from 1s { reads Rates }
          on Changed from Orders
        }
${store}      `;
}
