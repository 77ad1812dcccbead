import { testRule } from './runner.ts';

const shop = (prices: string, flow: string, reads = 'reads Prices', rate = '600/s', writes = 'at 1/m'): string => `
  actor Shopper { calls Shop.prices at ${rate} }
  actor Editor { calls Shop.change ${writes} }
  service Shop { serves prices { ${reads} }  serves change { puts Prices } }
  ${prices}
  flow Show from Shop.prices { ${flow} }
`;

testRule('hot-read-without-cache', {
  valid: [
    { name: 'read seldom', text: shop('store Prices { throughput 10/s }', 'reads all writes after 1m', 'reads Prices', '99/s') },
    {
      name: 'written often',
      text: shop('store Prices { throughput 1000/s }', 'reads all writes after 1m', 'reads Prices', '600/s', 'at 61/s'),
    },
    { name: 'it must not be old', text: shop('store Prices { throughput 1000/s }', 'reads all writes') },
    { name: 'it may be old for less than a second', text: shop('store Prices { throughput 1000/s }', 'reads all writes after 500ms') },
    { name: 'nobody says how old it may be', text: shop('store Prices { throughput 1000/s }', 'within 1s') },
    { name: 'read strongly', text: shop('store Prices { throughput 1000/s }', 'reads all writes after 1m', 'reads Prices strongly') },
    { name: 'the store has time for it', text: shop('store Prices { throughput 2000/s }', 'reads all writes after 1m') },
    { name: 'nobody says what the store can do', text: shop('store Prices', 'reads all writes after 1m') },
    {
      name: 'a copy already',
      text: shop('store Raw\nstore Prices { throughput 1000/s  rebuilt from Raw within 1s }', 'reads all writes after 1m'),
    },
    { name: 'replicas already', text: shop('store Prices { throughput 1000/s  replicas 2 }', 'reads all writes after 1m') },
    {
      name: 'how often it is written is not said',
      text: shop('store Prices { throughput 1000/s }', 'reads all writes after 1m', 'reads Prices', '600/s', ''),
    },
    { name: 'the store has just time enough', text: shop('store Prices { throughput 1200/s }', 'reads all writes after 1m') },
    {
      name: 'the store is quick enough for the flow, and for another that has no limit',
      text: `
        actor Shopper { calls Shop.prices at 200/s }
        service Shop { serves prices { reads Prices } }
        store Prices { latency 80ms }
        flow Show from Shop.prices { within 160ms  reads all writes after 1m }
        flow Other from Shop.prices { reads all writes after 1m }
      `,
    },
    {
      name: 'a store that takes just half of the time of a flow',
      text: `
        actor Shopper { calls Shop.prices at 200/s }
        service Shop { serves prices { reads Prices  reads Others } }
        store Prices { latency 80ms }
        store Others { latency 80ms }
        flow Show from Shop.prices { within 100ms  reads all writes after 1m }
      `,
    },
  ],
  invalid: [
    {
      name: 'a store that is busy with it',
      text: `
        actor Shopper { calls Shop.prices at 600..900/s }
        actor Editor { calls Shop.change at 1/m }
        service Shop {
          instances 2..8
          serves prices { reads Prices by articleId }
          serves change { puts Prices }
        }
        store <|Prices|> { throughput 1000/s }
        flow Show from Shop.prices { reads all writes after 1m }
      `,
      findings: [
        {
          message: 'busy',
          text: 'Prices answers 600/s reads of what changes 1/m and may be 1m old, and with its other work needs 90% of its throughput: a cache would take 99% of the load from it.',
          data: { store: 'Prices', reads: '600/s', writes: 'changes 1/m', staleness: '1m', use: 90, share: 99 },
          severity: 'info',
          related: 1,
          fixes: [
            {
              title: 'Cache Prices',
              output: `
                actor Shopper { calls Shop.prices at 600..900/s }
                actor Editor { calls Shop.change at 1/m }
                service Shop {
                  instances 2..8
                  serves prices { reads PricesCache by articleId }
                  serves change { puts Prices }
                }
                store Prices { throughput 1000/s }
                cache PricesCache { caches Prices  ttl 1m }
                flow Show from Shop.prices { reads all writes after 1m }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a flow that waits for it, through two operations',
      text: `
        actor Shopper { calls Shop.prices at 200/s  calls Shop.all at 50/s }
        service Shop {
          serves prices { reads Prices }
          serves all { reads Prices }
        }
        store <|Prices|> { latency 80ms }
        flow Show from Shop.prices { within 100ms  reads all writes after 1m }
        flow All from Shop.all { reads all writes after 2m }
      `,
      findings: [
        {
          message: 'slow',
          text: 'Prices answers 250/s reads of what never changes and may be 1m old, and takes 100% of the time of Show: a cache would give most of that back.',
          data: { reads: '250/s', writes: 'never changes', staleness: '1m', use: 100, flow: 'Show' },
          related: 2,
        },
      ],
    },
    {
      name: 'just as often, as seldom written and as old as it takes',
      text: shop('store <|Prices|> { throughput 120/s }', 'reads all writes after 1s', 'reads Prices', '100/s', 'at 10/s'),
      findings: [
        {
          message: 'busy',
          related: ['Shop.prices reads Prices'],
          data: { reads: '100/s', writes: 'changes 10/s', staleness: '1s', share: 91 },
        },
      ],
    },
    {
      name: 'the flow that waits for it most, of the time that it takes with what else it reads',
      text: `
        actor Shopper { calls Shop.all at 50/s  calls Shop.prices at 200/s }
        service Shop {
          serves all { reads Others  reads Others  reads Prices }
          serves prices { reads Others  reads Prices }
        }
        store <|Prices|> { latency 80ms }
        store Others { latency 20ms }
        flow All from Shop.all { within 100ms  reads all writes after 2m }
        flow Show from Shop.prices { within 100ms  reads all writes after 1m }
        flow More from Shop.all { within 100ms  reads all writes after 2m }
      `,
      findings: [{ message: 'slow', related: ['Shop.all reads Prices', 'Shop.prices reads Prices'], data: { use: 80, flow: 'Show' } }],
    },
    {
      name: 'a store of another system',
      text: `
        system catalogue {
          store <|Prices|> { throughput 1000/s }
          service Editor { serves change { puts Prices } }
          actor Author { calls Editor.change at 1/m }
        }
        system shop {
          actor Shopper { calls Shop.prices at 600/s }
          service Shop { serves prices { reads catalogue.Prices } }
          flow Show from Shop.prices { reads all writes after 1m }
        }
      `,
      findings: [
        {
          message: 'busy',
          related: ['Shop.prices reads catalogue.Prices'],
          fixes: [
            {
              title: 'Cache Prices',
              output: `
                system catalogue {
                  store Prices { throughput 1000/s }
                  cache PricesCache { caches Prices  ttl 1m }
                  service Editor { serves change { puts Prices } }
                  actor Author { calls Editor.change at 1/m }
                }
                system shop {
                  actor Shopper { calls Shop.prices at 600/s }
                  service Shop { serves prices { reads catalogue.PricesCache } }
                  flow Show from Shop.prices { reads all writes after 1m }
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a flow that reads by what it calls, and writes; a read of which nobody says how often',
      text: `
        actor Shopper { calls Shop.prices at 600/s }
        service Shop { serves prices { calls Pricing.get  calls Pricing.note } }
        service Pricing {
          serves get { reads Prices }
          serves note { puts Prices at 1/m }
          serves export { reads Prices }
        }
        store <|Prices|> { throughput 1000/s }
        flow Show from Shop.prices { reads all writes after 1m }
      `,
      findings: [{ message: 'busy', data: { reads: '600/s', writes: 'changes 1/m' }, related: ['Pricing.get reads Prices'] }],
    },
    {
      name: 'of two flows alike the first; a store of a system with a name',
      text: `
        system shop {
          actor Shopper { calls Shop.prices at 200/s }
          service Shop { serves prices { reads Prices } }
          store <|Prices|> { latency 80ms }
          flow One from Shop.prices { within 100ms  reads all writes after 1m }
          flow Two from Shop.prices { within 100ms  reads all writes after 1m }
        }
      `,
      findings: [
        {
          message: 'slow',
          data: { flow: 'One', use: 100 },
          fixes: [
            {
              title: 'Cache Prices',
              output: `
                system shop {
                  actor Shopper { calls Shop.prices at 200/s }
                  service Shop { serves prices { reads PricesCache } }
                  store Prices { latency 80ms }
                  cache PricesCache { caches Prices  ttl 1m }
                  flow One from Shop.prices { within 100ms  reads all writes after 1m }
                  flow Two from Shop.prices { within 100ms  reads all writes after 1m }
                }
              `,
            },
          ],
        },
      ],
    },
  ],
});
