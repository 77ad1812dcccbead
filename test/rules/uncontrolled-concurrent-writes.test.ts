import { testRule } from './runner.ts';

testRule('uncontrolled-concurrent-writes', {
  valid: [
    {
      name: 'optimistic locking, versions, a transaction',
      text: `
      store Claims
      service Desk {
        instances 2..4
        serves a { reads Claims  puts Claims if unchanged }
        serves b { reads Claims  puts Claims if newer }
        serves c { atomically { reads Claims  puts Claims } }
      }
    `,
    },
    {
      name: 'what needs no reading before, or is not written back',
      text: `
      store Claims
      service Desk {
        instances 2..4
        serves a { puts Claims  reads Claims }
        serves b { reads Claims  increments Claims }
        serves c { reads Claims  inserts Claims }
        serves d { when "new" { puts Claims } otherwise { reads Claims } }
      }
    `,
    },
    {
      name: 'one at a time for each key',
      text: `
      event Changed { key claimId }
      stream Changes : kafka { grouped by claimId  alarm }
      store Claims
      service Desk { instances 2..4  on Changed from Changes { reads Claims  puts Claims } }
    `,
    },
    {
      name: 'two handlers of one channel that hands out the messages of a key one after the other',
      text: `
        event Raised { key changeId  ordered by claimId }
        event Lowered { key changeId  ordered by claimId }
        service Desk { serves change { sends Raised to Changes  sends Lowered to Changes } }
        queue Changes : aws.sqs.fifo { grouped by claimId  no dead-letters because "order"  alarm }
        store Claims : postgres { key claimId }
        service Amounts : kubernetes {
          instances 2..4
          on Raised from Changes { reads Claims  puts Claims }
          on Lowered from Changes { reads Claims  puts Claims }
        }
      `,
    },
    {
      name: 'one at a time at all',
      text: `
      store Claims
      service Desk { instances 1  concurrency 1  serves change { reads Claims  puts Claims } }
      service Clean { every 1d { reads Claims } }
    `,
    },
    {
      name: 'objects in a bucket',
      text: `
      store Tiles : aws.s3
      service Render { instances 2..9  serves a { reads Tiles  puts Tiles }  serves b { reads Tiles  puts Tiles } }
    `,
    },
    {
      name: 'nobody says how many there are',
      text: `
      store Claims
      service Desk { serves change { reads Claims  puts Claims } }
    `,
    },
  ],
  invalid: [
    {
      name: 'an operation with several instances',
      text: `
        store Claims : postgres { key claimId }
        service Desk {
          instances 2..4
          serves change { reads Claims  <|puts Claims at 5/s|> }
        }
      `,
      findings: [
        {
          message: 'itself',
          text: 'Desk.change reads Claims and writes it back, and may run several times at once: of two changes to one row, one is lost. Write `if unchanged`, or do both `atomically`.',
          data: { writer: 'Desk.change', store: 'Claims' },
          severity: 'warning',
          fixes: [
            {
              title: 'Write Claims only if it is unchanged',
              output: `
                store Claims : postgres { key claimId }
                service Desk {
                  instances 2..4
                  serves change { reads Claims  puts Claims if unchanged at 5/s }
                }
              `,
            },
            {
              title: 'Read and write Claims in one transaction',
              output: `
                store Claims : postgres { key claimId }
                service Desk {
                  instances 2..4
                  serves change { atomically { reads Claims  puts Claims at 5/s } }
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a function, and a handler of an unordered queue that runs several at a time',
      text: `
        command Change { key claimId }
        queue Changes : aws.sqs { dead-letters after 5 attempts  alarm }
        store Claims
        store Letters
        service Desk : aws.lambda { timeout 30s  serves change { reads Claims  <|writes Claims|> } }
        service Clerk { instances 1  on Change from Changes with concurrency 5 { reads Letters  <|puts Letters|> } }
      `,
      findings: [{ message: 'itself' }, { message: 'itself', data: { writer: 'Clerk' } }],
    },
    {
      name: 'two who do the same',
      text: `
        store Claims
        service Desk { instances 1  concurrency 1  serves change { reads Claims  <|puts Claims|> } }
        service Audit { every 1h { reads Claims  <|puts Claims|> } }
      `,
      findings: [
        {
          message: 'others',
          text: 'Desk.change reads Claims and writes it back, and so does Audit every 1h: of two changes to one row at the same time, one is lost. Write `if unchanged`, or do both `atomically`.',
          data: { writer: 'Desk.change', others: 'Audit every 1h' },
          related: ['Audit every 1h puts Claims'],
        },
        { message: 'others', related: ['Desk.change puts Claims'] },
      ],
    },
    {
      name: 'strict asks how many there are',
      preset: 'strict',
      text: `
        store Claims
        service Desk { serves change { reads Claims  <|puts Claims|> } }
      `,
      findings: [{ message: 'itself', severity: 'info' }],
    },
  ],
});
