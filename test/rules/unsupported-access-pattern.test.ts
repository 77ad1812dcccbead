import { testRule } from './runner.ts';

testRule('unsupported-access-pattern', {
  valid: [
    {
      name: 'by the key, by default or said',
      text: `
      store Orders : aws.dynamodb { key customerId + orderId }
      service Shop { serves mine { reads Orders  reads Orders by customerId  reads Orders by customerId + status  reads Orders by orderId + customerId } }
    `,
    },
    {
      name: 'by an index, or its first part',
      text: `
      store Orders : aws.dynamodb { key orderId  index status + orderId }
      service Shop { serves open { reads Orders by status } }
    `,
    },
    {
      name: 'by what the partitions are',
      text: `
      store Orders : cassandra { key orderId  grouped by shopId }
      service Shop { serves all { reads Orders by shopId  reads Orders by orderId } }
    `,
    },
    {
      name: 'everything on purpose, on a schedule',
      text: `
      store Orders : aws.dynamodb { key orderId }
      service Reports { every 1d { reads Orders by status } }
    `,
    },
    {
      name: 'a search engine finds by any field',
      text: `
      store Hits : elasticsearch { key orderId }
      service Shop { serves find { reads Hits by words } }
    `,
      preset: 'strict',
    },
    {
      name: 'a database may have indexes that nobody mentions',
      text: `
      store Orders : postgres { key orderId }
      service Shop { serves mine { reads Orders by customerId } }
    `,
    },
    {
      name: 'files by what they are called, by what their names begin with, and by an index that is kept of them',
      text: `
      store Scans : aws.s3 { key claimId + page  index owner }
      service Desk { serves open { reads Scans  reads Scans by claimId  reads Scans by owner } }
    `,
    },
    {
      name: 'the key is not said',
      text: `
      store Orders : aws.dynamodb
      service Shop { serves mine { reads Orders by customerId } }
    `,
    },
  ],
  invalid: [
    {
      name: 'a table, by a field without an index',
      text: `
        store Orders : aws.dynamodb { key orderId  index status }
        service Shop { serves mine { <|reads Orders by customerId|> } }
      `,
      findings: [
        {
          message: 'scan',
          text: 'Shop.mine reads Orders by customerId, but Orders is keyed by orderId and indexed by status: to answer, it looks at every row. Give it `index customerId`, or read a copy that is keyed by customerId.',
          related: ['Orders is declared here'],
          data: { reader: 'Shop.mine', store: 'Orders', field: 'customerId', key: 'orderId', indexes: ' and indexed by status' },
          severity: 'warning',
          fixes: [
            {
              title: 'Index Orders by customerId',
              output: `
                store Orders : aws.dynamodb { key orderId  index status  index customerId }
                service Shop { serves mine { reads Orders by customerId } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'by the second part of the key alone',
      text: `
        store Orders : azure.tables { key customerId + orderId }
        service Shop { serves one { <|reads Orders by orderId|> } }
      `,
      findings: [{ message: 'scan', related: ['Orders is declared here'], data: { indexes: '' } }],
    },
    {
      name: 'a store of a cache’s make, which knows its keys only',
      text: `
        store Scores : redis { key playerId  durable }
        service Board { serves byTeam { <|reads Scores by teamId|> } }
      `,
      findings: [
        {
          message: 'cache',
          text: 'Board.byTeam reads Scores by teamId, but Scores is keyed by playerId, and what keeps its entries in memory knows no other way in. Keep a second entry by teamId, or read a store that can be indexed.',
          related: ['Scores is declared here'],
          data: { field: 'teamId', key: 'playerId' },
        },
      ],
    },
    {
      name: 'files, and settings, which are found by their names only',
      text: `
        store Scans : azure.blob { key path }
        store Settings : etcd { key name }
        service Desk { serves mine { <|reads Scans by owner|> } }
        service Admin { serves all { <|reads Settings by team|> } }
      `,
      findings: [
        {
          message: 'names',
          text: 'Desk.mine reads Scans by owner, but Scans finds what it holds by path alone: to answer, it lists everything. Keep a table beside it that is keyed by owner, or let a name begin with it.',
          related: ['Scans is declared here'],
          fixes: [],
        },
        { message: 'names', data: { store: 'Settings', key: 'name' }, fixes: [] },
      ],
    },
    {
      name: 'files that are a copy of what can be read so',
      text: `
        store Claims : aws.dynamodb { key claimId  index owner }
        store Exports : aws.s3 { key claimId  rebuilt from Claims within 1d }
        service Desk { serves mine { <|reads Exports by owner|> } }
      `,
      findings: [
        {
          message: 'names',
          fixes: [
            {
              title: 'Read Claims instead',
              output: `
                store Claims : aws.dynamodb { key claimId  index owner }
                store Exports : aws.s3 { key claimId  rebuilt from Claims within 1d }
                service Desk { serves mine { reads Claims by owner } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a cache',
      text: `
        store Orders
        cache Recent : redis { key orderId  caches Orders  ttl 1m }
        service Shop { serves mine { <|reads Recent by customerId|> } }
      `,
      findings: [{ message: 'cache', related: ['Recent is declared here'], fixes: [] }],
    },
    {
      name: 'strict asks for the index of a database',
      preset: 'strict',
      text: `
        store Orders : postgres { key orderId }
        service Shop { serves mine { <|reads Orders by customerId|> } }
      `,
      findings: [{ message: 'scan', related: ['Orders is declared here'], severity: 'info' }],
    },
    {
      name: 'a cache of what can be read so',
      text: `
        store Orders : aws.dynamodb { key orderId  index customerId }
        cache Recent : redis { key orderId  caches Orders  ttl 1m }
        service Shop { serves mine { <|reads Recent by customerId|> } }
      `,
      findings: [
        {
          message: 'cache',
          fixes: [
            {
              title: 'Read Orders instead',
              output: `
        store Orders : aws.dynamodb { key orderId  index customerId }
        cache Recent : redis { key orderId  caches Orders  ttl 1m }
        service Shop { serves mine { reads Orders by customerId } }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a table with several indexes, and a cache of no product',
      text: `
        store Orders : aws.dynamodb { key orderId  index status  index region + city }
        cache Recent { key orderId  caches Orders  ttl 1m }
        service Shop { serves mine { <|reads Orders by customerId|>  <|reads Recent by customerId|> } }
      `,
      findings: [
        { message: 'scan', data: { indexes: ' and indexed by status, region + city' } },
        { message: 'cache', data: { store: 'Recent' } },
      ],
    },
    {
      name: 'a cache of a search engine, which can be looked through by anything',
      text: `
        service Shop { serves find { <|reads Fast by name|> } }
        cache Fast { key id  caches Search }
        store Search : elasticsearch { key id }
      `,
      findings: [
        {
          message: 'cache',
          fixes: [
            {
              title: 'Read Search instead',
              output: `
                service Shop { serves find { reads Search by name } }
                cache Fast { key id  caches Search }
                store Search : elasticsearch { key id }
              `,
            },
          ],
        },
      ],
    },
  ],
});
