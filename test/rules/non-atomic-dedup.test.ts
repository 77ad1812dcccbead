import { testRule } from './runner.ts';

function invoicing(handler: string, more = ''): string {
  return `event Placed { key orderId }
topic Orders : aws.sns
queue Q : aws.sqs { subscribes to Orders }
queue R : aws.sqs { subscribes to Orders }
service Shop : aws.ecs { serves place { publishes Placed to Orders } }
service Invoicing : aws.ecs {
  ${handler}
}
store Ledger : aws.dynamodb
store Seen : aws.dynamodb
cache Fast : aws.elasticache
external Bank { serves charge  serves pay idempotent by orderId }
${more}`;
}

testRule('non-atomic-dedup', {
  valid: [
    {
      name: 'a message that is taken along once',
      text: `
        event Sold { key id }
        queue Sales { delivery at-most-once }
        service Shop { serves sell { sends Sold to Sales } }
        service Stats { on Sold from Sales idempotent by id using Seen { increments Sums } }
        store Sums
        store Seen
      `,
    },
    {
      name: 'a message of which nobody says how often it comes',
      text: `
        event Sold { key id }
        queue Sales
        service Shop { serves sell { sends Sold to Sales } }
        service Stats { on Sold from Sales idempotent by id using Seen { increments Sums } }
        store Sums
        store Seen
      `,
    },
    { name: 'the mark where the effect is', text: invoicing('on Placed from Q idempotent by orderId using Ledger { appends Ledger }') },
    {
      name: 'another store, in one transaction with the mark’s',
      text: invoicing('on Placed from Q idempotent by orderId using Seen { atomically { inserts Seen  increments Ledger } }'),
    },
    { name: 'effects that are idempotent by nature', text: invoicing('on Placed from Q idempotent by orderId using Seen { puts Ledger }') },
    {
      name: 'a call that recognises the key itself',
      text: invoicing('on Placed from Q idempotent by orderId using Seen { calls Bank.pay with key orderId }'),
    },
    {
      name: 'an operation whose key what it calls recognises',
      text: `
        service Payments { serves pay idempotent by paymentId using Seen { calls Bank.charge } }
        store Seen { key paymentId }
        external Bank { serves charge idempotent by paymentId }
      `,
    },
    {
      name: 'a publish, which is judged at its consumers',
      text: invoicing('on Placed from Q idempotent by orderId using Seen { publishes Placed to Orders }'),
    },
    { name: 'no store of marks', text: invoicing('on Placed from Q idempotent by orderId { appends Ledger }') },
    {
      name: 'messages that may be lost',
      text: invoicing('on Placed from Q idempotent by orderId using Seen { appends Ledger }').replace(
        'key orderId',
        'key orderId  expendable',
      ),
    },
    {
      name: 'a mark by hand, of messages that may be lost',
      text: invoicing('on Placed from Q { reads Seen  increments Ledger  inserts Seen }').replace('key orderId', 'key orderId  expendable'),
    },
    {
      name: 'a mark by hand, where a message is taken along once, and where nobody says how often',
      text: `
        event Sold { key id }
        queue Sales { delivery at-most-once }
        queue Copies
        service Shop { serves sell { sends Sold to Sales  sends Sold to Copies } }
        service Stats { on Sold from Sales { reads Seen  increments Sums  inserts Seen } }
        service More { on Sold from Copies { reads Seen  increments Sums  inserts Seen } }
        service First { on Sold from Copies with acknowledges first { reads Seen  increments Sums  inserts Seen } }
        store Sums
        store Seen
      `,
    },
    { name: 'a store that is read and one that is written', text: invoicing('on Placed from Q { reads Seen  puts Ledger }') },
    {
      name: 'a mark by hand in one transaction',
      text: invoicing('on Placed from Q { reads Seen  atomically { appends Ledger  inserts Seen } }'),
    },
    {
      name: 'two handlers of one service',
      text: invoicing(
        'on Placed from Q idempotent by orderId using Ledger { appends Ledger }\n  on Placed from R idempotent by orderId using Ledger { appends Ledger }',
      ),
    },
    {
      name: 'a message that is acknowledged first',
      text: invoicing('on Placed from Q idempotent by orderId using Seen with acknowledges first { appends Ledger }'),
    },
    {
      name: 'marks in a cache, where twice is the same as once',
      text: invoicing('on Placed from Q idempotent by orderId using Fast { puts Ledger }'),
    },
    {
      name: 'two services that mark by different keys, and operations of two, which are called by name',
      text: invoicing(
        'on Placed from Q idempotent by orderId using Seen\n  serves enter idempotent by orderId using Seen { puts Ledger }',
        'service Billing : aws.ecs { on Placed from R idempotent by customerId using Seen  serves enter idempotent by orderId using Seen { puts Ledger } }\n',
      ),
    },
    {
      name: 'a message that comes at most once by one way, and nobody says how often by the other',
      text: `
        event Sold { key id }
        queue Sales { delivery at-most-once }
        queue Copies
        service Shop { serves sell { sends Sold to Sales  sends Sold to Copies } }
        service Stats { on Sold idempotent by id using Seen { increments Sums } }
        store Sums
        store Seen
      `,
    },
    {
      name: 'a write that does not say how',
      text: invoicing('on Placed from Q idempotent by orderId using Seen { writes Ledger }'),
    },
    {
      name: 'a message that is taken along once, even in strict',
      preset: 'strict',
      text: `
        event Sold { key id }
        queue Sales { delivery at-most-once }
        service Shop { serves sell { sends Sold to Sales } }
        service Stats { on Sold from Sales idempotent by id using Seen { increments Sums } }
        store Sums
        store Seen
      `,
    },
    {
      name: 'marks in a cache, for a join that does something else than a write only when its time is up',
      text: `
        event Placed { key orderId }
        event Paid { key orderId }
        topic T : aws.sns
        service Shop { serves go { publishes Placed to T  publishes Paid to T } }
        service Ship {
          on all of Placed, Paid within 1h from T idempotent by orderId using Fast { puts Rows } otherwise { publishes Placed to T }
        }
        cache Fast : redis
        store Rows
      `,
    },
    {
      name: 'another store, in one transaction with a mark that is set on a condition',
      text: invoicing(
        'on Placed from Q idempotent by orderId using Seen { atomically { when "new" { inserts Seen }  increments Ledger } }',
      ),
    },
  ],
  invalid: [
    {
      name: 'a mark in another store',
      text: invoicing('on Placed from Q <|idempotent by orderId using Seen|> { appends Ledger }'),
      findings: [
        {
          message: 'otherStore',
          text: 'Invoicing appends Ledger and then notes orderId in Seen: a crash in between repeats it, because no transaction joins the two. Keep the mark where the effect is, `using Ledger`, or join both `atomically`.',
          related: ['Invoicing appends Ledger'],
          data: { handler: 'Invoicing', effect: 'appends Ledger', key: 'orderId', store: 'Seen', other: 'Ledger' },
          severity: 'warning',
          fixes: [
            {
              title: 'Keep the mark in Ledger, and remove Seen',
              output: invoicing('on Placed from Q idempotent by orderId using Ledger { appends Ledger }').replace(/store Seen.*\n/, ''),
            },
          ],
        },
      ],
    },
    {
      name: 'a call that no transaction reaches',
      text: invoicing('on Placed from Q <|idempotent by orderId using Seen|> { calls Bank.charge }'),
      findings: [
        {
          message: 'outside',
          text: 'Invoicing calls Bank.charge and then notes orderId in Seen: a crash in between repeats it, because the mark cannot be set in one transaction with it. Let what is called recognise a `key` itself.',
          related: ['Invoicing calls Bank.charge'],
          data: { effect: 'calls Bank.charge' },
        },
      ],
    },
    {
      name: 'marks in a cache',
      text: invoicing('on Placed from Q <|idempotent by orderId using Fast|> { appends Ledger }'),
      findings: [
        {
          message: 'cache',
          text: 'Invoicing keeps its marks in Fast, a cache: when it is emptied or loses its node, every repeat looks new. Keep them in the store that the effect writes.',
          fixes: [
            {
              title: 'Keep the mark in Ledger, and remove Fast',
              output: invoicing('on Placed from Q idempotent by orderId using Ledger { appends Ledger }').replace(/cache Fast.*\n/, ''),
            },
          ],
        },
      ],
    },
    {
      name: 'marks in a cache, for a publish that is not repeated as long as the cache lives',
      text: invoicing('on Placed from Q <|idempotent by orderId using Fast|> { publishes Placed to Orders }'),
      findings: [{ message: 'cache', fixes: [] }],
    },
    {
      name: 'a mark made by hand',
      text: invoicing('on Placed from Q { reads Seen  increments Ledger  <|inserts Seen|> }'),
      findings: [
        {
          message: 'handMade',
          text: 'Invoicing looks into Seen, increments Ledger, and only then notes what it has done: a crash in between repeats it, and so do two deliveries at a time. Say `idempotent by orderId using` the store that the effect writes, so that mark and effect are one transaction.',
          related: ['Invoicing reads Seen'],
          data: { store: 'Seen', effect: 'increments Ledger' },
          fixes: [
            {
              title: 'Make Invoicing idempotent by orderId, with the mark in Ledger',
              output: invoicing('on Placed from Q idempotent by orderId using Ledger { increments Ledger }'),
            },
          ],
        },
      ],
    },
    {
      name: 'two services that share their marks',
      text: invoicing(
        'on Placed from Q idempotent by orderId using Seen',
        'service Billing : aws.ecs { on Placed from R <|idempotent by orderId using Seen|> }\n',
      ),
      findings: [
        {
          message: 'shared',
          text: 'Billing and Invoicing keep their marks for orderId in the same store Seen: whichever comes first shuts the other out. Give each consumer marks of its own.',
          data: { handler: 'Billing', other: 'Invoicing', store: 'Seen' },
          related: 1,
          fixes: [
            {
              title: 'Give Billing marks of its own, in a new store BillingSeen',
              output: invoicing(
                'on Placed from Q idempotent by orderId using Seen',
                'service Billing : aws.ecs { on Placed from R idempotent by orderId using BillingSeen }\nstore BillingSeen : aws.dynamodb { key orderId  owned by Billing }\n',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a cache that keeps what it has is a store like others',
      text: invoicing('on Placed from Q <|idempotent by orderId using Kept|> { appends Ledger }', 'cache Kept : redis { durable }\n'),
      findings: [{ message: 'otherStore', related: ['Invoicing appends Ledger'], data: { store: 'Kept', other: 'Ledger' } }],
    },
    {
      name: 'effects in two stores, of which none is the one for the mark',
      text: invoicing(
        'on Placed from Q <|idempotent by orderId using Seen|> { appends Ledger  appends Rows }',
        'store Rows : aws.dynamodb\n',
      ),
      findings: [{ message: 'otherStore', related: ['Invoicing appends Ledger'], fixes: [] }],
    },
    {
      name: 'an operation that writes to the store of the mark, but in a transaction of its own',
      text: invoicing(
        'on Placed from Q <|idempotent by orderId using Ledger|> { calls Books.enter with timeout 1s }',
        'service Books : aws.ecs { serves enter { appends Ledger } }\n',
      ),
      findings: [{ message: 'outside', data: { effect: 'calls Books.enter' }, related: ['Books.enter appends Ledger'] }],
    },
    {
      name: 'two transactions, a condition, and a transaction that only looks at the mark',
      text: `
        event Placed { key orderId }
        topic Orders : aws.sns
        queue Q : aws.sqs { subscribes to Orders }
        queue R : aws.sqs { subscribes to Orders }
        queue S : aws.sqs { subscribes to Orders }
        service Shop : aws.ecs { serves place { publishes Placed to Orders } }
        service One : aws.ecs { on Placed from Q <|idempotent by orderId using Seen|> { atomically { inserts Seen  puts Rows }  atomically { increments Ledger } } }
        service Two : aws.ecs { on Placed from R <|idempotent by orderId using Kept|> { when "new" { inserts Kept  increments Ledger } } }
        service Three : aws.ecs { on Placed from S <|idempotent by orderId using Looked|> { atomically { reads Looked  increments Ledger } } }
        store Ledger : aws.dynamodb
        store Rows : aws.dynamodb
        store Seen : aws.dynamodb
        store Kept : aws.dynamodb
        store Looked : aws.dynamodb
      `,
      findings: [
        { message: 'otherStore', related: ['One increments Ledger'], data: { store: 'Seen' } },
        { message: 'otherStore', related: ['Two increments Ledger'], data: { store: 'Kept' } },
        { message: 'otherStore', related: ['Three increments Ledger'], data: { store: 'Looked' } },
      ],
    },
    {
      name: 'of what is done between looking and noting, what twice would be more than once; in a cache the mark cannot stand',
      text: `
        event Placed { key orderId }
        topic Orders : aws.sns
        queue Q : aws.sqs { subscribes to Orders }
        queue R : aws.sqs { subscribes to Orders }
        service Shop : aws.ecs { serves place { publishes Placed to Orders } }
        service One : aws.ecs { on Placed from Q { appends Rows  reads Seen  puts Rows  increments Ledger  <|inserts Seen|> } }
        service Two : aws.ecs { on Placed from R { reads Seen  increments Counts  <|inserts Seen|> } }
        store Ledger : aws.dynamodb
        store Rows : aws.dynamodb
        store Seen : aws.dynamodb
        cache Counts : redis { durable }
      `,
      findings: [
        { message: 'handMade', related: ['One reads Seen'], data: { effect: 'increments Ledger' } },
        { message: 'handMade', related: ['Two reads Seen'], data: { effect: 'increments Counts' }, fixes: [] },
      ],
    },
    {
      name: 'three services that share their marks, by the key of the message, for a time',
      text: `
        event Placed
        topic Orders : aws.sns
        queue Q : aws.sqs { subscribes to Orders }
        queue R : aws.sqs { subscribes to Orders }
        queue S : aws.sqs { subscribes to Orders }
        service Shop : aws.ecs { serves place { publishes Placed to Orders } }
        service One : aws.ecs { on Placed from Q idempotent using Seen }
        service Two : aws.ecs { on Placed from R <|idempotent using Seen|> }
        service Three : aws.ecs { on Placed from S <|idempotent using Seen|> }
        store Seen { ttl 30d }
      `,
      findings: [
        {
          message: 'shared',
          related: ['One marks in Seen too'],
          data: { other: 'One', key: 'the key of Placed' },
          fixes: [
            {
              title: 'Give Two marks of its own, in a new store TwoSeen',
              output: `
                event Placed
                topic Orders : aws.sns
                queue Q : aws.sqs { subscribes to Orders }
                queue R : aws.sqs { subscribes to Orders }
                queue S : aws.sqs { subscribes to Orders }
                service Shop : aws.ecs { serves place { publishes Placed to Orders } }
                service One : aws.ecs { on Placed from Q idempotent using Seen }
                service Two : aws.ecs { on Placed from R idempotent using TwoSeen }
                store TwoSeen { ttl 30d  owned by Two }
                service Three : aws.ecs { on Placed from S idempotent using Seen }
                store Seen { ttl 30d }
              `,
            },
          ],
        },
        { message: 'shared', related: ['One marks in Seen too'], data: { other: 'One' } },
      ],
    },
    {
      name: 'a message that one of its ways brings again',
      text: `
        event Sold { key id }
        queue Sales { delivery at-most-once }
        queue Copies
        queue Again : aws.sqs { dead-letters after 5 attempts  alarm }
        service Shop { serves sell { sends Sold to Sales  sends Sold to Copies  sends Sold to Again } }
        service Stats { on Sold <|idempotent by id using Seen|> { increments Sums } }
        store Sums
        store Seen
      `,
      findings: [{ message: 'otherStore' }],
    },
    {
      name: 'a join',
      text: `
        event Paid { key orderId }
        event Packed { key orderId }
        topic T : aws.sns
        service Shop { serves go { publishes Paid to T  publishes Packed to T } }
        queue Q : aws.sqs { subscribes to T  dead-letters after 5 attempts  alarm }
        service Ship { on all of Paid, Packed within 10m using Came from Q <|idempotent by orderId using Seen|> { increments Sums } }
        store Came
        store Seen
        store Sums
      `,
      findings: [{ message: 'otherStore', data: { store: 'Seen', other: 'Sums' } }],
    },
    {
      name: 'marks in a cache for something else than a write, beside one',
      text: invoicing('on Placed from Q <|idempotent by orderId using Fast|> { puts Ledger  publishes Placed to Orders }'),
      findings: [{ message: 'cache', fixes: [] }],
    },
    {
      name: 'an operation that can recognise the key itself, if the call carries it; one that is sent a key already',
      text: invoicing(
        'on Placed from Q <|idempotent by orderId using Seen|> { calls Books.enter with timeout 1s }\n  on Placed from R <|idempotent by orderId using Marks|> { calls Books.put with key orderId }',
        'service Books : aws.ecs { serves enter { appends Ledger }  serves put { appends Ledger } }\nstore Marks\n',
      ),
      findings: [
        {
          message: 'outside',
          fixes: [
            {
              title: 'Make Books.enter idempotent by orderId, and pass the key',
              output: invoicing(
                'on Placed from Q idempotent by orderId using Seen { calls Books.enter with timeout 1s, key orderId }\n  on Placed from R idempotent by orderId using Marks { calls Books.put with key orderId }',
                'service Books : aws.ecs { serves enter idempotent by orderId { appends Ledger }  serves put { appends Ledger } }\nstore Marks\n',
              ),
            },
          ],
        },
        { message: 'outside', fixes: [] },
      ],
    },
    {
      name: 'joins of two services that share their marks',
      text: `
        event Placed { key orderId }
        event Paid { key orderId }
        topic T : aws.sns
        service Shop : aws.ecs { serves a { publishes Placed to T }  serves b { publishes Paid to T } }
        service One : aws.ecs { on all of Placed, Paid from T within 1h idempotent by orderId using Seen }
        service Two : aws.ecs { on all of Placed, Paid from T within 1h <|idempotent by orderId using Seen|> }
        store Seen : aws.dynamodb
      `,
      findings: [{ message: 'shared', data: { handler: 'Two', other: 'One' } }],
    },
    {
      name: 'messages of which nobody says how often they come, in the strict preset; one that is tried again nevertheless',
      preset: 'strict',
      text: `
        event Sold { key id }
        queue Sales
        queue Copies
        service Shop { serves sell { sends Sold to Sales  sends Sold to Copies } }
        service Stats { on Sold from Sales <|idempotent by id using Seen|> { increments Sums } }
        service Stock { on Sold from Copies <|idempotent by id using Marks|> with 2 retries { increments Sums } }
        store Sums
        store Seen
        store Marks
      `,
      findings: [{ message: 'otherStore' }, { message: 'otherStore' }],
    },
    {
      name: 'messages of which nobody says how often they come, tried again',
      text: `
        event Sold { key id }
        queue Sales
        service Shop { serves sell { sends Sold to Sales } }
        service Stats { on Sold from Sales <|idempotent by id using Seen|> with 2 retries { increments Sums } }
        store Sums
        store Seen
      `,
      findings: [{ message: 'otherStore' }],
    },
    {
      name: 'an operation, which is called as often as its callers like',
      text: `
        service Stats { serves add <|idempotent by id using Seen|> { increments Sums } }
        actor Seller { calls Stats.add }
        store Sums
        store Seen
      `,
      findings: [{ message: 'otherStore' }],
    },
    {
      name: 'a message that comes at least once, of which nobody says how often it is tried',
      text: `
        event Sold { key id }
        queue Sales { delivery at-least-once }
        service Shop { serves sell { sends Sold to Sales } }
        service Stats { on Sold from Sales <|idempotent by id using Seen|> { increments Sums } }
        store Sums
        store Seen
      `,
      findings: [{ message: 'otherStore' }],
    },
    {
      name: 'an operation that knows a repeat by its whole request',
      text: `
        service Stats { serves add <|idempotent using Seen|> { increments Sums } }
        actor Seller { calls Stats.add }
        store Sums
        store Seen
      `,
      findings: [{ message: 'otherStore', data: { key: 'the request' } }],
    },
    {
      name: 'a mark by hand of messages that share no key',
      text: `
        event Sold { key id }
        event Returned { key returnId }
        queue Sales : aws.sqs { dead-letters after 5 attempts  alarm }
        service Shop { serves sell { sends Sold to Sales  sends Returned to Sales } }
        service Stats { on Sold, Returned from Sales { reads Seen  increments Sums  <|inserts Seen|> } }
        store Sums
        store Seen
      `,
      findings: [{ message: 'handMade', data: { key: '…', effect: 'increments Sums' }, fixes: [] }],
    },
    {
      name: 'marks in a cache, for what an operation writes in a transaction of its own',
      text: invoicing(
        'on Placed from Q <|idempotent by orderId using Fast|> { calls Books.enter with timeout 1s }',
        'service Books : aws.ecs { serves enter { appends Ledger } }\n',
      ),
      findings: [{ message: 'cache', fixes: [] }],
    },
    {
      name: 'two services that share their marks in the store that both write',
      text: invoicing(
        'on Placed from Q idempotent by orderId using Ledger { appends Ledger }',
        'service Billing : aws.ecs { on Placed from R <|idempotent by orderId using Ledger|> { appends Ledger } }\n',
      ),
      findings: [
        {
          message: 'shared',
          data: { handler: 'Billing', other: 'Invoicing' },
          fixes: [
            {
              title: 'Give Billing marks of its own, in a new store BillingSeen',
              output: invoicing(
                'on Placed from Q idempotent by orderId using Ledger { appends Ledger }',
                'service Billing : aws.ecs { on Placed from R idempotent by orderId using BillingSeen { atomically { inserts BillingSeen  appends Ledger } } }\nstore BillingSeen : aws.dynamodb { key orderId  owned by Billing }\n',
              ),
            },
          ],
        },
      ],
    },
  ],
});
