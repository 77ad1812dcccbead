import { testRule } from './runner.ts';

const desk = `store Claims
store Rates
external Bank { serves rate safe }
service Desk {
  instances 2..4
  serves a { reads Claims  calls Bank.rate  puts Claims }
  serves b { reads Rates  reads Claims  reads Rates  puts Claims  reads Claims  calls Bank.rate }
  serves c { reads Claims  when "dear" { reads Rates }  puts Claims }
}
`;

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
    {
      name: 'what is read in another branch, or beside it, is not what is written; what is read again in the transaction is',
      text: `
      store Claims
      service Desk {
        instances 2..4
        serves a { when "old" { reads Claims } otherwise { puts Claims } }
        serves b { parallel { reads Claims  puts Claims } }
        serves c { reads Claims  atomically { reads Claims  puts Claims } }
      }
    `,
    },
    {
      name: 'the steps of a workflow, and effects of which nobody says when they happen',
      text: `
      store Claims
      store Letters
      orchestrator Settle : temporal { step Look reads Claims  step Note puts Claims }
      orchestrator Reopen : temporal { step Look reads Claims  step Note puts Claims }
      service Desk { instances 2..4  reads Letters  puts Letters }
    `,
    },
    {
      name: 'a schedule, which runs once a tick on however many instances',
      text: `
      store Claims
      service Clean { instances 2..4  every 1d { reads Claims  puts Claims } }
    `,
    },
    {
      name: 'in strict too, one instance that does one thing at a time, or all instances together one',
      preset: 'strict',
      text: `
      command Change { key claimId }
      queue Changes : aws.sqs { dead-letters after 5 attempts  alarm }
      store Claims
      store Letters
      store Files
      service Desk { instances 1  on Change from Changes with concurrency 1 { reads Claims  puts Claims } }
      service Clerk { instances 2..4  concurrency 1  serves change { reads Letters  puts Letters } }
      service Archive { concurrency 1  serves change { reads Files  puts Files } }
    `,
    },
    {
      name: 'two handlers of one stream in one service',
      text: `
        event Raised { key changeId  ordered by claimId }
        event Lowered { key changeId  ordered by claimId }
        service Desk { serves change { publishes Raised to Changes  publishes Lowered to Changes } }
        stream Changes : kafka { grouped by claimId  alarm }
        store Claims : postgres { key claimId }
        service Amounts : kubernetes {
          instances 2..4
          on Raised from Changes { reads Claims  puts Claims }
          on Lowered from Changes { reads Claims  puts Claims }
        }
      `,
    },
    {
      name: 'one instance, or one at a time, of which nobody says more',
      text: `
        event A { key id }
        queue Q
        service Shop { serves go { sends A to Q } }
        service One { instances 1  on A from Q { reads Rows  puts Rows } }
        store Rows
        queue P
        service Desk { serves go { sends A to P } }
        service Other { on A from P with concurrency 1 { reads Sums  puts Sums } }
        store Sums
      `,
    },
    {
      name: 'two services that take turns on one queue that keeps the order of a key',
      text: `
        event A { key id }
        event B { key id }
        queue Q : aws.sqs.fifo { grouped by id }
        service Shop { serves go { sends A to Q  sends B to Q } }
        service One : aws.ecs { instances 2..4  on A from Q { reads Rows  puts Rows } }
        service Two : aws.ecs { instances 2..4  on B from Q { reads Rows  puts Rows } }
        store Rows
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
    {
      name: 'three who do the same, in a cache as well',
      text: `
        cache Claims
        service A { serves change { reads Claims  <|puts Claims|> } }
        service B { serves change { reads Claims  <|puts Claims|> } }
        service C { serves change { reads Claims  <|puts Claims|> } }
      `,
      findings: [
        { message: 'others', data: { others: 'B.change and C.change', do: 'do' } },
        { message: 'others', data: { others: 'A.change and C.change' } },
        { message: 'others', data: { others: 'A.change and B.change' } },
      ],
    },
    {
      name: 'in one branch, and in different transactions, which no fix makes one',
      text: `
        store Claims
        store Rows
        service Desk {
          instances 2..4
          serves a { when "old" { reads Claims  <|puts Claims|> } }
          serves b { atomically { reads Rows }  atomically { <|puts Rows|> } }
        }
      `,
      findings: [
        {
          message: 'itself',
          fixes: [
            {
              title: 'Write Claims only if it is unchanged',
              output: `
                store Claims
                store Rows
                service Desk {
                  instances 2..4
                  serves a { when "old" { reads Claims  puts Claims if unchanged } }
                  serves b { atomically { reads Rows }  atomically { puts Rows } }
                }
              `,
            },
            {
              title: 'Read and write Claims in one transaction',
              output: `
                store Claims
                store Rows
                service Desk {
                  instances 2..4
                  serves a { when "old" { atomically { reads Claims  puts Claims } } }
                  serves b { atomically { reads Rows }  atomically { puts Rows } }
                }
              `,
            },
          ],
        },
        {
          message: 'itself',
          fixes: [
            {
              title: 'Write Rows only if it is unchanged',
              output: `
                store Claims
                store Rows
                service Desk {
                  instances 2..4
                  serves a { when "old" { reads Claims  puts Claims } }
                  serves b { atomically { reads Rows }  atomically { puts Rows if unchanged } }
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a call between the two, other stores read between them and after, a read inside a branch',
      text: desk
        .replace('rate  puts Claims', 'rate  <|puts Claims|>')
        .replace('Rates  puts Claims', 'Rates  <|puts Claims|>')
        .replace('}  puts Claims', '}  <|puts Claims|>'),
      findings: [
        {
          message: 'others',
          fixes: [
            { title: 'Write Claims only if it is unchanged', output: desk.replace('rate  puts Claims', 'rate  puts Claims if unchanged') },
          ],
        },
        {
          message: 'others',
          fixes: [
            {
              title: 'Write Claims only if it is unchanged',
              output: desk.replace('Rates  puts Claims', 'Rates  puts Claims if unchanged'),
            },
            {
              title: 'Read and write Claims in one transaction',
              output: desk.replace('reads Claims  reads Rates  puts Claims', 'atomically { reads Claims  reads Rates  puts Claims }'),
            },
          ],
        },
        {
          message: 'others',
          fixes: [{ title: 'Write Claims only if it is unchanged', output: desk.replace('}  puts Claims', '}  puts Claims if unchanged') }],
        },
      ],
    },
    {
      name: 'a limit of each instance, of which there are several',
      text: `
        command Change { key claimId }
        queue Changes : aws.sqs { dead-letters after 5 attempts  alarm }
        store Claims
        service Desk { instances 2  on Change from Changes with concurrency 1 { reads Claims  <|puts Claims|> } }
      `,
      findings: [{ message: 'itself' }],
    },
    {
      name: 'two services that each read all of a stream; handlers of an unordered queue, or of two queues; an operation beside a handler',
      text: `
        event Raised { key changeId  ordered by claimId }
        event Lowered { key changeId  ordered by claimId }
        service Desk {
          serves change { publishes Raised to Changes }
          serves send { sends Raised to Loose  sends Lowered to Loose  sends Raised to One  sends Lowered to Two }
        }
        stream Changes : kafka { grouped by claimId  alarm }
        queue Loose : aws.sqs { dead-letters after 5 attempts  alarm }
        queue One : aws.sqs.fifo { grouped by claimId  no dead-letters because "order"  alarm }
        queue Two : aws.sqs.fifo { grouped by claimId  no dead-letters because "order"  alarm }
        store A : postgres { key claimId }
        store B : postgres { key claimId }
        store C : postgres { key claimId }
        store D : postgres { key claimId }
        service Amounts : kubernetes {
          instances 1
          concurrency 1
          on Raised from Changes { reads A  <|puts A|> }
          on Raised from Loose with ordering none { reads B  <|puts B|> }
          on Lowered from Loose with ordering none { reads B  <|puts B|> }
          on Raised from One { reads C  <|puts C|> }
          on Lowered from Two { reads C  <|puts C|>  reads D  <|puts D|> }
          serves correct { reads D  <|puts D|> }
        }
        service Sums : kubernetes { instances 1  concurrency 1  on Raised from Changes { reads A  <|puts A|> } }
      `,
      findings: [
        { message: 'others', data: { store: 'A', others: 'Sums' } },
        { message: 'others', data: { store: 'B' } },
        { message: 'others', data: { store: 'B' } },
        { message: 'others', data: { store: 'C' } },
        { message: 'others', data: { store: 'C' } },
        { message: 'others', data: { store: 'D' } },
        { message: 'others', data: { store: 'D' } },
        { message: 'others', data: { store: 'A' } },
      ],
    },
    {
      name: 'messages that come in order by one way, and in none by another',
      text: `
        event A { key id }
        queue Fifo : aws.sqs.fifo { grouped by id }
        queue Plain : aws.sqs
        service Shop { serves go { sends A to Fifo  sends A to Plain } }
        service Work : aws.ecs { instances 2..4  on A { reads Rows  <|puts Rows|> } }
        store Rows
      `,
      findings: [{ message: 'itself' }],
    },
  ],
});
