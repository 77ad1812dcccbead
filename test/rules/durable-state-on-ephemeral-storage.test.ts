import { testRule } from './runner.ts';

testRule('durable-state-on-ephemeral-storage', {
  valid: [
    {
      name: 'a copy',
      text: `
      store Catalogue
      service Prices : aws.lambda { timeout 3s  keeps Prices in memory rebuilt from Catalogue }
    `,
    },
    {
      name: 'a durable store, a durable cache, a replicated one, one that a vendor replicates',
      text: `
      service Cart { instances 2  keeps A in Rows  keeps B in Durable  keeps C in Replicated  keeps D in Managed }
      store Rows : postgres
      cache Durable : redis { durable }
      cache Replicated : redis { replicas 1 }
      cache Managed : aws.elasticache.serverless
    `,
    },
    {
      name: 'a cache that can be filled anew',
      text: `
      store Orders : postgres
      service Cart { instances 2  keeps Recent in Copies }
      cache Copies : redis { replicas 0  caches Orders  ttl 5m }
    `,
    },
    {
      name: 'a cache that nobody says to keep state in',
      text: `
      service Cart { instances 2  serves get { reads Copies } }
      cache Copies : redis { replicas 0 }
    `,
    },
    {
      name: 'several instances, which other rules judge',
      text: `
      balancer Front : aws.alb { routes "/" to Wizard }
      service Wizard { instances 2..20  keeps Form in memory }
      service Totals { instances 4  keeps Sums in memory }
    `,
    },
    {
      name: 'the progress of a workflow is judged with its orchestrator',
      text: `
      orchestrator Fulfil : aws.ecs { instances 1  keeps Progress in memory  step Wait waits 5m }
    `,
    },
  ],
  invalid: [
    {
      name: 'a function',
      text: `
        store Catalogue
        service Uploads : aws.lambda {
          timeout 10s
          <|keeps Drafts on disk|>
          serves upload { reads Catalogue }
        }
      `,
      findings: [
        {
          message: 'function',
          text: 'Uploads keeps Drafts on disk, but its instances come and go with the load: each call may find another one, and what was kept is gone. Keep it in a store, or say what it is `rebuilt from`.',
          data: { service: 'Uploads', state: 'Drafts', place: 'on disk' },
          severity: 'error',
          fixes: [
            {
              title: 'Keep Drafts in a store',
              output: `
                store Catalogue
                service Uploads : aws.lambda {
                  timeout 10s
                  keeps Drafts in DraftsStore
                  serves upload { reads Catalogue }
                }
                store DraftsStore { owned by Uploads }
              `,
            },
            {
              title: 'Say that Drafts is rebuilt from Catalogue',
              output: `
                store Catalogue
                service Uploads : aws.lambda {
                  timeout 10s
                  keeps Drafts on disk rebuilt from Catalogue
                  serves upload { reads Catalogue }
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'one instance, or none said; a balancer changes nothing',
      text: `
        balancer Front : aws.alb { routes "/" to One }
        service One { instances 1  <|keeps Sums in memory|> }
        service Some { <|keeps Counts in memory|> }
      `,
      findings: [
        {
          message: 'instance',
          text: 'One keeps Sums in memory and nowhere else: when its instance is replaced or crashes, it is gone. Keep it in a store, or say what it is `rebuilt from`.',
          data: { service: 'One' },
        },
        { message: 'instance', data: { service: 'Some' } },
      ],
    },
    {
      name: 'a cache of one node, which two services keep state in',
      text: `
        service Cart { instances 2  keeps Carts in CartRedis }
        service Wishes { instances 2  keeps Lists in CartRedis }
        cache <|CartRedis|> : redis { replicas 0 }
      `,
      findings: [
        {
          message: 'cache',
          text: 'CartRedis holds Carts and Lists of Cart and Wishes, but is a cache that is neither `durable` nor replicated: they are gone with its node, and nothing can bring them back. Give it `replicas`, or keep Carts and Lists in a store.',
          data: { services: 'Cart and Wishes', states: 'Carts and Lists', cache: 'CartRedis' },
          related: ['Cart keeps Carts in CartRedis', 'Wishes keeps Lists in CartRedis'],
          fixes: [
            {
              title: 'Replicate CartRedis',
              output: `
                service Cart { instances 2  keeps Carts in CartRedis }
                service Wishes { instances 2  keeps Lists in CartRedis }
                cache CartRedis : redis { replicas 1 }
              `,
            },
            {
              title: 'Make CartRedis durable',
              output: `
                service Cart { instances 2  keeps Carts in CartRedis }
                service Wishes { instances 2  keeps Lists in CartRedis }
                cache CartRedis : redis { replicas 0  durable }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a cache of which nothing is said is a disposable copy',
      text: `
        service Cart { instances 2  keeps Carts in CartCache }
        cache <|CartCache|> : memcached
      `,
      findings: [{ message: 'cache', related: ['Cart keeps Carts in CartCache'] }],
    },
  ],
});
