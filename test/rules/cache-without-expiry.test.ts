import { testRule } from './runner.ts';

const writer = 'service Editor { serves change { puts Catalogue } }';

testRule('cache-without-expiry', {
  valid: [
    `store Catalogue\ncache Prices { caches Catalogue  ttl 5m }\n${writer}`,
    { name: 'a time to live by the product', text: `store Catalogue\ncache Prices : aws.dax { caches Catalogue }\n${writer}` },
    { name: 'a copy kept up with its source', text: `store Catalogue\ncache Prices { rebuilt from Catalogue within 1s }\n${writer}` },
    {
      name: 'entries are removed when something changes',
      text: `
      event PriceChanged { key articleId }
      store Catalogue { publishes PriceChanged to Changes }
      topic Changes
      cache Prices { caches Catalogue }
      service Editor { serves change { puts Catalogue } }
      service Shop { on PriceChanged from Changes { deletes Prices } }
    `,
    },
    {
      name: 'written through',
      text: `
      store Catalogue
      cache Prices { caches Catalogue }
      service Editor { serves change { puts Catalogue  puts Prices } }
    `,
    },
    {
      name: 'what never changes, as far as the design says',
      text: `
      store Catalogue
      cache Prices { caches Catalogue }
      service Shop { serves show { reads Prices } }
    `,
    },
    { name: 'sessions are no copy of anything', text: 'cache Sessions : redis { durable }' },
    {
      name: 'all expires at once, and the source can take the reads; or it does not, or nobody knows how many there are',
      text: `
        store Catalogue { throughput 500/s }
        cache Prices { caches Catalogue  ttl 5m }
        cache Spread { caches Catalogue  ttl 5m jitter }
        cache Unread { caches Catalogue  ttl 5m }
        actor User { calls Shop.show at 10..500/s  calls Shop.list at 900/s }
        service Shop { serves show { reads Prices }  serves list { reads Spread }  serves find { reads Unread } }
      `,
    },
    {
      name: 'a source of which nobody says what it takes, and entries that stay for good',
      text: `
        store Catalogue
        store Names { throughput 10/s }
        cache Prices { caches Catalogue  ttl 5m }
        cache Files { caches Names  ttl unlimited }
        actor User { calls Shop.show at 10..500/s }
        service Shop { serves show { reads Prices  reads Files } }
      `,
    },
    {
      name: 'a cache that is filled more often than its origin can be read, and read less often',
      text: `
        actor Editor { calls Shop.fill at 500/s }
        actor Shopper { calls Shop.look at 50/s }
        service Shop { serves fill { puts Fast }  serves look { reads Fast } }
        cache Fast { caches Prices  ttl 5m }
        store Prices { throughput 100/s }
      `,
    },
  ],
  invalid: [
    {
      name: 'filled after a miss, never emptied',
      text: `
        store Catalogue
        cache <|Prices|> : redis { caches Catalogue }
        service Shop { serves show { reads Prices  reads Catalogue  puts Prices } }
        service Editor { serves change { puts Catalogue } }
      `,
      findings: [
        {
          message: 'written',
          text: 'Prices never expires what it holds of Catalogue, and nobody tells it of what Editor.change may write there: readers of Prices do not see the change, ever. Give it a `ttl`, or let the writer remove the entry.',
          data: { cache: 'Prices', origin: 'Catalogue', writers: 'Editor.change' },
          severity: 'warning',
          related: ['Prices is a copy of Catalogue', 'Editor.change puts Catalogue'],
          fixes: [
            {
              title: 'Let entries of Prices expire after 5m',
              output: `
                store Catalogue
                cache Prices : redis { caches Catalogue  ttl 5m }
                service Shop { serves show { reads Prices  reads Catalogue  puts Prices } }
                service Editor { serves change { puts Catalogue } }
              `,
            },
            {
              title: 'Let Editor.change remove the entry of Prices',
              output: `
                store Catalogue
                cache Prices : redis { caches Catalogue }
                service Shop { serves show { reads Prices  reads Catalogue  puts Prices } }
                service Editor { serves change { puts Catalogue  deletes Prices } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'an external changes without telling',
      text: `
        external Rates { serves today }
        cache <|RateCache|> { caches Rates }
      `,
      findings: [
        {
          message: 'external',
          text: 'RateCache never expires what it holds of Rates, which changes without telling: readers of RateCache do not see it, ever. Give it a `ttl`.',
          related: ['RateCache is a copy of Rates'],
          data: { origin: 'Rates' },
        },
      ],
    },
    {
      name: 'strict also asks about what nobody in the design writes',
      preset: 'strict',
      text: `
        store Catalogue
        cache <|Prices|> { caches Catalogue }
      `,
      findings: [
        {
          message: 'unwritten',
          text: 'Prices never expires what it holds of Catalogue: if that ever changes, readers of Prices do not see it. Give it a `ttl`.',
          related: ['Prices is a copy of Catalogue'],
          severity: 'info',
        },
      ],
    },
    {
      name: 'a store that is a copy, with two writers of what it copies, of whom neither alone can remove entries',
      text: `
        store Catalogue
        store <|Prices|> { caches Catalogue }
        service Editor { serves change { puts Catalogue } }
        service Import { serves load { puts Catalogue } }
      `,
      findings: [
        {
          message: 'written',
          related: ['Prices is a copy of Catalogue', 'Editor.change puts Catalogue', 'Import.load puts Catalogue'],
          data: { writers: 'Editor.change and Import.load' },
          fixes: [
            {
              title: 'Let entries of Prices expire after 5m',
              output: `
                store Catalogue
                store Prices { caches Catalogue  ttl 5m }
                service Editor { serves change { puts Catalogue } }
                service Import { serves load { puts Catalogue } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a writer of which nobody says when it writes',
      text: `
        store Catalogue
        cache <|Prices|> { caches Catalogue }
        service Editor { puts Catalogue }
      `,
      findings: [
        {
          message: 'written',
          related: ['Prices is a copy of Catalogue', 'Editor puts Catalogue'],
          data: { writers: 'Editor' },
          fixes: [
            {
              title: 'Let entries of Prices expire after 5m',
              output: `
                store Catalogue
                cache Prices { caches Catalogue  ttl 5m }
                service Editor { puts Catalogue }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'all expires at once, and the source cannot take what is read then',
      text: `
        store Catalogue { throughput 200/s }
        cache Prices : redis { caches Catalogue  <|ttl 5m|> }
        actor User { calls Shop.show at 10..300/s  calls Shop.list at 10..100/s }
        service Shop { serves show { reads Prices }  serves list { reads Prices } }
      `,
      findings: [
        {
          message: 'stampede',
          text: 'Entries of Prices that came together expire together, and the 400/s of its reads at peak then go to Catalogue, which takes 200/s. Spread their ends with `jitter`.',
          data: { cache: 'Prices', origin: 'Catalogue', rate: '400/s', limit: '200/s', after: '' },
          severity: 'info',
          related: ['Prices is a copy of Catalogue', 'Shop.show reads Prices', 'Shop.list reads Prices'],
          fixes: [
            {
              title: 'Let entries of Prices expire at different times',
              output: `
        store Catalogue { throughput 200/s }
        cache Prices : redis { caches Catalogue  ttl 5m jitter }
        actor User { calls Shop.show at 10..300/s  calls Shop.list at 10..100/s }
        service Shop { serves show { reads Prices }  serves list { reads Prices } }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'the product says when; a standard of the house spreads them, and this cache has another time',
      text: `
        technology house.cache is cache { ttl 1h jitter }
        store Catalogue { partitions 2  throughput 100/s per partition }
        cache <|Prices|> : aws.dax { caches Catalogue }
        cache Names : house.cache { caches Catalogue }
        cache Pages : house.cache { caches Catalogue  <|ttl 5m|> }
        actor User { calls Shop.show at 10..300/s }
        service Shop { serves show { reads Prices  reads Names  reads Pages } }
      `,
      findings: [
        {
          message: 'stampede',
          text: 'Entries of Prices that came together expire together (aws.dax keeps them for 5m), and the 300/s of its reads at peak then go to Catalogue, which takes 200/s. Spread their ends with `jitter`.',
          fixes: [
            {
              title: 'Let entries of Prices expire at different times',
              output: `
        technology house.cache is cache { ttl 1h jitter }
        store Catalogue { partitions 2  throughput 100/s per partition }
        cache Prices : aws.dax { caches Catalogue  ttl 5m jitter }
        cache Names : house.cache { caches Catalogue }
        cache Pages : house.cache { caches Catalogue  ttl 5m }
        actor User { calls Shop.show at 10..300/s }
        service Shop { serves show { reads Prices  reads Names  reads Pages } }
      `,
            },
          ],
        },
        { message: 'stampede', data: { cache: 'Pages', limit: '200/s' } },
      ],
    },
  ],
});
