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
  ],
  invalid: [
    {
      name: 'a mark in another store',
      text: invoicing('on Placed from Q <|idempotent by orderId using Seen|> { appends Ledger }'),
      findings: [
        {
          message: 'otherStore',
          data: { handler: 'Invoicing', effect: 'appends Ledger', key: 'orderId', store: 'Seen', other: 'Ledger' },
          severity: 'warning',
          fixes: [
            {
              title: 'Keep the mark in Ledger',
              output: invoicing('on Placed from Q idempotent by orderId using Ledger { appends Ledger }'),
            },
          ],
        },
      ],
    },
    {
      name: 'a call that no transaction reaches',
      text: invoicing('on Placed from Q <|idempotent by orderId using Seen|> { calls Bank.charge }'),
      findings: [{ message: 'outside', data: { effect: 'calls Bank.charge' } }],
    },
    {
      name: 'marks in a cache',
      text: invoicing('on Placed from Q <|idempotent by orderId using Fast|> { appends Ledger }'),
      findings: [
        {
          message: 'cache',
          fixes: [
            {
              title: 'Keep the mark in Ledger',
              output: invoicing('on Placed from Q idempotent by orderId using Ledger { appends Ledger }'),
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
  ],
});
