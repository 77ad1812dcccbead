import { testRule } from './runner.ts';

const writesOfAll = `store Orders : aws.dynamodb
store View : postgres { rebuilt from Orders within 10s }
cache Old : redis { caches Orders }
service Writer { serves order { puts Orders } }
service Api { serves show { reads Orders }  serves view { reads View }  serves old { reads Old } }
flow Show from Api.show { reads all writes }
flow ShowView from Api.view { reads all writes after 5s }
flow ShowOld from Api.old { reads all writes after 5s }
`;

testRule('stale-read-violates-consistency', {
  valid: [
    {
      name: 'read strongly',
      text: `
      store Orders : aws.dynamodb
      service Api { serves order { puts Orders  reads Orders strongly } }
      flow Order from Api.order { reads own writes }
    `,
    },
    {
      name: 'read before it is written, and what is not written',
      text: `
      store Orders : aws.dynamodb
      store Catalogue : aws.dynamodb
      service Api { serves order { reads Orders  puts Orders  reads Catalogue } }
      flow Order from Api.order { reads own writes }
    `,
    },
    {
      name: 'written on one branch, read on the other',
      text: `
      store Orders : aws.dynamodb
      service Api { serves order { when "new" { puts Orders } otherwise { reads Orders } } }
      flow Order from Api.order { reads own writes }
    `,
    },
    {
      name: 'a strongly consistent store, and one of which nothing is known',
      text: `
      store Orders : postgres
      store Rows
      service Api { serves order { puts Orders  reads Orders  puts Rows  reads Rows } }
      flow Order from Api.order { reads own writes }
    `,
    },
    {
      name: 'no promise',
      text: `
      store Orders : aws.dynamodb
      service Api { serves order { puts Orders  reads Orders } }
      flow Order from Api.order { within 1s }
    `,
    },
    {
      name: 'a lag that is allowed',
      text: `
      store Orders : aws.dynamodb
      store Search : elasticsearch { rebuilt from Orders within 2s }
      cache Recent : redis { caches Orders  ttl 3s }
      service Api { serves order { puts Orders  reads Orders  reads Search  reads Recent } }
      flow Own from Api.order { reads own writes after 5s }
      flow All from Api.order { reads all writes after 3s }
    `,
    },
    {
      name: 'a copy that is written itself in the branch in which its source is',
      text: `
      store Orders : postgres
      store Search : elasticsearch { rebuilt from Orders within 2s  consistency strong }
      service Api { serves order { when "new" { atomically { puts Orders  puts Search } }  reads Search } }
      flow Order from Api.order { reads own writes }
    `,
    },
    {
      name: 'a copy that is written itself, whichever branch is taken',
      text: `
      store Orders : postgres
      store Search : elasticsearch { rebuilt from Orders within 2s  consistency strong }
      service Api { serves order { puts Orders  when "new" { puts Search } otherwise { deletes Search }  reads Search } }
      service Desk { serves order { puts Orders  parallel { puts Search  puts Orders }  reads Search } }
      flow Order from Api.order { reads own writes }
      flow Sell from Desk.order { reads own writes }
    `,
    },
    {
      name: 'a cache that is written through',
      text: `
      store Orders : postgres
      cache Recent : redis { caches Orders  ttl 5m }
      service Api { serves order { puts Orders  puts Recent  reads Recent } }
      flow Order from Api.order { reads own writes }
    `,
    },
    {
      name: 'what a workflow writes only when it fails',
      text: `
      store Orders : postgres
      service Api { serves order { starts Fulfil with key orderId  reads Orders } }
      orchestrator Fulfil { step Look calls Bank.look } otherwise { step Note puts Orders }
      external Bank { serves look safe }
      flow Order from Api.order { reads own writes }
    `,
    },
    {
      name: 'a row of an outbox that is stored with a later write',
      text: `
      command Place { key orderId }
      queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
      store Orders : postgres
      service Api { serves order { sends Place to Placings via outbox Orders  reads Orders  puts Orders } }
      service Writer { instances 2  on Place from Placings { puts Orders } }
      flow Order from Api.order { reads own writes }
    `,
    },
    {
      name: 'reference data that nobody writes',
      text: `
      store Countries : aws.dynamodb
      service Api { serves list { reads Countries } }
      flow List from Api.list { reads all writes }
    `,
    },
    {
      name: 'a lag that is not said',
      text: `
      store Orders : postgres
      store Search : elasticsearch { rebuilt from Orders }
      service Api { serves list { reads Search } }
      flow List from Api.list { reads all writes after 5s }
    `,
    },
    {
      name: 'an index that may be part of the table’s own partitions, one that is said to be consistent, and the key beside a field',
      text: `
        store Orders : aws.dynamodb { key customerId + orderId  index customerId + date }
        store Rows : aws.dynamodb { key orderId  index customerId  consistency strong by index }
        store Lines : aws.dynamodb { key orderId  index customerId }
        service Api {
          serves order {
            puts Orders  puts Rows  puts Lines
            reads Orders by customerId + date strongly  reads Rows by customerId  reads Lines by orderId + customerId strongly
          }
        }
        flow Order from Api.order { reads own writes }
      `,
    },
    {
      name: 'an index under a lag that is allowed, and one of a copy, whose lag is said',
      text: `
        store Orders : aws.dynamodb { key orderId  index customerId }
        store Search : aws.dynamodb { key orderId  index customerId  rebuilt from Orders within 1s }
        service Api { serves order { puts Orders  reads Orders by customerId  reads Search by customerId } }
        flow Order from Api.order { reads own writes after 2s }
      `,
    },
  ],
  invalid: [
    {
      name: 'eventually consistent by default, in an operation that is called',
      text: `
        store Orders : aws.dynamodb
        service Api { serves order { puts Orders  calls Lists.show with timeout 1s } }
        service Lists { serves show { <|reads Orders by customerId at 5/s|> } }
        flow Order from Api.order { reads own writes }
      `,
      findings: [
        {
          message: 'ownEventual',
          text: 'Order promises `reads own writes`, but Lists.show reads Orders (aws.dynamodb) with eventual consistency after Api.order wrote it: it may see the value from before. Read it `strongly`, or allow a lag.',
          data: { flow: 'Order', reader: 'Lists.show', store: 'Orders', technology: ' (aws.dynamodb)', writer: 'Api.order' },
          severity: 'error',
          related: ['Order promises it', 'Api.order puts Orders'],
          fixes: [
            {
              title: 'Read Orders strongly',
              output: `
                store Orders : aws.dynamodb
                service Api { serves order { puts Orders  calls Lists.show with timeout 1s } }
                service Lists { serves show { reads Orders by customerId strongly at 5/s } }
                flow Order from Api.order { reads own writes }
              `,
            },
            {
              title: 'Let Order lag by 5s',
              output: `
                store Orders : aws.dynamodb
                service Api { serves order { puts Orders  calls Lists.show with timeout 1s } }
                service Lists { serves show { reads Orders by customerId at 5/s } }
                flow Order from Api.order { reads own writes after 5s }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a copy that is written itself on one branch only',
      text: `
        store Orders : postgres
        store Search : elasticsearch { rebuilt from Orders within 2s  consistency strong }
        service Api { serves order { puts Orders  when "new" { puts Search }  <|reads Search|> } }
        service Desk { serves order { puts Orders  when "new" { puts Search } otherwise { puts Orders }  <|reads Search|> } }
        flow Order from Api.order { reads own writes }
        flow Sell from Desk.order { reads own writes }
      `,
      findings: [
        { message: 'ownCopy', data: { origin: 'Orders', lag: 'up to 2s', writer: 'Api.order' } },
        { message: 'ownCopy', data: { origin: 'Orders', writer: 'Desk.order' } },
      ],
    },
    {
      name: 'a copy of what was written: the lags on the way add up',
      text: `
        store Orders : aws.dynamodb
        store Search : elasticsearch { rebuilt from Orders within 2s }
        cache Hits : redis { caches Search  ttl 30s }
        service Api { serves order { puts Orders  <|reads Hits|> } }
        flow Order from Api.order { reads own writes after 10s }
      `,
      findings: [
        {
          message: 'ownCopy',
          text: 'Order promises `reads own writes after 10s`, but Api.order reads Hits after Api.order wrote Orders, and Hits lags behind Orders by up to 32s. Read Orders, or allow the lag.',
          data: { store: 'Hits', origin: 'Orders', lag: 'up to 32s' },
          related: 3,
          fixes: [
            {
              title: 'Read Orders instead',
              output: `
                store Orders : aws.dynamodb
                store Search : elasticsearch { rebuilt from Orders within 2s }
                cache Hits : redis { caches Search  ttl 30s }
                service Api { serves order { puts Orders  reads Orders strongly } }
                flow Order from Api.order { reads own writes after 10s }
              `,
            },
            {
              title: 'Let Order lag by 32s',
              output: `
                store Orders : aws.dynamodb
                store Search : elasticsearch { rebuilt from Orders within 2s }
                cache Hits : redis { caches Search  ttl 30s }
                service Api { serves order { puts Orders  reads Hits } }
                flow Order from Api.order { reads own writes after 32s }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'an operation that is called on two branches, after another write on each',
      text: `
        store Orders : aws.dynamodb
        store Carts : aws.dynamodb
        service Api { serves order { when "new" { puts Orders  calls Lists.show } otherwise { puts Carts  calls Lists.show } } }
        service Lists { serves show { <|reads Orders|>  <|reads Carts|> } }
        flow Order from Api.order { reads own writes }
      `,
      findings: [
        { message: 'ownEventual', data: { reader: 'Lists.show', store: 'Orders' } },
        { message: 'ownEventual', data: { reader: 'Lists.show', store: 'Carts' } },
      ],
    },
    {
      name: 'a message that has yet to be handled',
      text: `
        command Place { key orderId }
        queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
        store Orders : postgres
        service Api { serves order { sends Place to Placings  <|reads Orders|> } }
        service Writer { instances 2  on Place from Placings { puts Orders } }
        flow Order from Api.order { reads own writes }
      `,
      findings: [
        {
          message: 'ownMessage',
          text: 'Order promises `reads own writes`, but Api.order reads Orders while Place, sent before, has yet to make Writer write it. Write it before reading, or allow a lag.',
          related: ['Order promises it', 'Writer puts Orders'],
          data: { reader: 'Api.order', message: 'Place', writer: 'Writer' },
          fixes: [
            {
              title: 'Let Order lag by 5s',
              output: `
                command Place { key orderId }
                queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
                store Orders : postgres
                service Api { serves order { sends Place to Placings  reads Orders } }
                service Writer { instances 2  on Place from Placings { puts Orders } }
                flow Order from Api.order { reads own writes after 5s }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a run that has yet to begin',
      text: `
        store Orders : postgres
        service Api { serves order { starts Fulfil with key orderId  <|reads Orders|> } }
        orchestrator Fulfil { step Write calls Writer.write }
        service Writer { serves write { puts Orders } }
        flow Order from Api.order { reads own writes }
      `,
      findings: [
        {
          message: 'ownRun',
          data: { reader: 'Api.order', run: 'Fulfil', store: 'Orders', writer: 'Writer.write' },
          related: ['Order promises it', 'Writer.write puts Orders'],
          fixes: [
            {
              title: 'Let Order lag by 5s',
              output: `
                store Orders : postgres
                service Api { serves order { starts Fulfil with key orderId  reads Orders } }
                orchestrator Fulfil { step Write calls Writer.write }
                service Writer { serves write { puts Orders } }
                flow Order from Api.order { reads own writes after 5s }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a read of the run that the flow has started',
      text: `
        command Place { key orderId }
        queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
        store Orders : postgres
        service Api { serves order { starts Fulfil with key orderId } }
        orchestrator Fulfil { step Send calls Writer.send }
        service Writer { instances 2  serves send { sends Place to Placings  <|reads Orders|> }  on Place from Placings { puts Orders } }
        flow Order from Api.order { reads own writes }
      `,
      findings: [{ message: 'ownMessage', data: { reader: 'Writer.send', message: 'Place', writer: 'Writer' } }],
    },
    {
      name: 'a message whose consumer starts a workflow that writes',
      text: `
        command Place { key orderId }
        queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
        store Orders : postgres
        service Api { serves order { sends Place to Placings  <|reads Orders|> } }
        service Writer { instances 2  on Place from Placings { starts Fulfil with key orderId } }
        orchestrator Fulfil { step Write puts Orders }
        flow Order from Api.order { reads own writes }
      `,
      findings: [{ message: 'ownMessage', data: { reader: 'Api.order', message: 'Place', writer: 'Fulfil' } }],
    },
    {
      name: 'a row of an outbox that is stored with the write before, or with one that may not happen',
      text: `
        command Place { key orderId }
        queue Placings : aws.sqs { dead-letters after 5 attempts  alarm }
        store Orders : postgres
        service Api {
          serves order { puts Orders  sends Place to Placings via outbox Orders  <|reads Orders|>  puts Orders }
          serves change { sends Place to Placings via outbox Orders  <|reads Orders|>  when "new" { puts Orders } }
        }
        service Writer { instances 2  on Place from Placings { puts Orders } }
        flow Order from Api.order { reads own writes }
        flow Change from Api.change { reads own writes }
      `,
      findings: [
        { message: 'ownMessage', data: { reader: 'Api.order' } },
        { message: 'ownMessage', data: { reader: 'Api.change' } },
      ],
    },
    {
      name: 'a consumer that reads what the flow wrote before',
      text: `
        event Placed { key orderId }
        topic Placings : aws.sns
        store Orders : aws.dynamodb { consistency eventual }
        service Api { serves order { puts Orders  publishes Placed to Placings } }
        service Mail { instances 2  on Placed from Placings { <|reads Orders|> } }
        flow Order from Api.order { reads own writes }
      `,
      findings: [
        {
          message: 'ownEventual',
          data: { reader: 'Mail', technology: '' },
          related: ['Order promises it', 'Api.order puts Orders', 'Orders is eventually consistent'],
          relatedAt: ['reads own writes', 'puts Orders', 'consistency eventual'],
        },
      ],
    },
    {
      name: 'the writes of all: eventual reads, copies, caches that nothing refreshes',
      text: writesOfAll.replace(/reads (Orders|View|Old)\b/g, '<|$&|>'),
      findings: [
        {
          message: 'allEventual',
          text: 'Show promises `reads all writes`, but Api.show reads Orders (aws.dynamodb) with eventual consistency: it may miss what was just written. Read it `strongly`, or allow a lag.',
          related: ['Show promises it'],
          data: { flow: 'Show' },
        },
        {
          message: 'allCopy',
          text: 'ShowView promises `reads all writes after 5s`, but Api.view reads View, which lags behind Orders by up to 10s. Read Orders, or allow the lag.',
          related: ['ShowView promises it', 'View lags behind Orders by up to 10s'],
          data: { lag: 'up to 10s', origin: 'Orders' },
          fixes: [
            {
              title: 'Read Orders instead',
              output: writesOfAll.replace('reads View', 'reads Orders strongly'),
            },
            {
              title: 'Let ShowView lag by 10s',
              output: writesOfAll.replace('Api.view { reads all writes after 5s }', 'Api.view { reads all writes after 10s }'),
            },
          ],
        },
        {
          message: 'allCopy',
          related: ['ShowOld promises it', 'Old lags behind Orders by any time, as nothing refreshes it'],
          data: { lag: 'any time, as nothing refreshes it' },
        },
      ],
    },
    {
      name: 'strict asks for a lag that is not said',
      preset: 'strict',
      text: `
        store Orders : postgres
        store Search : elasticsearch { rebuilt from Orders }
        service Api { serves list { <|reads Search|> } }
        flow List from Api.list { reads all writes after 5s }
      `,
      findings: [
        {
          message: 'allCopy',
          related: ['List promises it', 'Search lags behind Orders by a time that is not said'],
          severity: 'warning',
          data: { lag: 'a time that is not said' },
        },
      ],
    },
    {
      name: 'an index of a table, and a replica of a database',
      text: `
        store Orders : aws.dynamodb { key orderId  index customerId }
        store Rows : postgres
        store Replica : postgres { rebuilt from Rows within 1s }
        service Api { serves order { puts Orders  puts Rows  <|reads Orders by customerId|>  <|reads Replica|> } }
        flow Order from Api.order { reads own writes }
      `,
      findings: [
        { message: 'ownIndex', related: ['Order promises it', 'Api.order puts Orders'] },
        {
          message: 'ownCopy',
          related: ['Order promises it', 'Api.order puts Rows', 'Replica lags behind Rows by up to 1s'],
          data: { lag: 'up to 1s' },
        },
      ],
    },
    {
      name: 'a cache that is filled when read, longer than the promise allows',
      text: `
        store Orders : postgres
        cache Recent : redis { caches Orders  ttl 30s }
        service Api { serves order { puts Orders }  serves show { <|reads Recent|> } }
        flow Show from Api.show { reads all writes after 10s }
      `,
      findings: [
        {
          message: 'allCopy',
          related: ['Show promises it', 'Recent lags behind Orders by up to 30s'],
          severity: 'error',
          data: { lag: 'up to 30s' },
        },
      ],
    },
    {
      name: 'an index of the product’s, although it is read strongly',
      text: `
        store Orders : aws.dynamodb { key orderId  index customerId }
        service Api { serves order { puts Orders  <|reads Orders by customerId strongly|> } }
        flow Order from Api.order { reads own writes }
      `,
      findings: [
        {
          message: 'ownIndex',
          text: 'Order promises `reads own writes`, but Api.order reads Orders (aws.dynamodb) by customerId, an index, which follows Orders a moment later however it is read, after Api.order wrote it: it may see the value from before. Read it by its key, or allow a lag.',
          severity: 'error',
          related: ['Order promises it', 'Api.order puts Orders'],
          fixes: [
            {
              title: 'Let Order lag by 5s',
              output: `
        store Orders : aws.dynamodb { key orderId  index customerId }
        service Api { serves order { puts Orders  reads Orders by customerId strongly } }
        flow Order from Api.order { reads own writes after 5s }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'the writes of all, by an index that the design itself says lags',
      text: `
        store Orders : postgres { key orderId  index customerId  consistency eventual by index }
        service Api { serves list { <|reads Orders by customerId|>  reads Orders }  serves order { puts Orders } }
        flow List from Api.list { reads all writes }
      `,
      findings: [
        {
          message: 'allIndex',
          text: 'List promises `reads all writes`, but Api.list reads Orders by customerId, an index, which follows Orders a moment later however it is read: it may miss what was just written. Read it by its key, or allow a lag.',
          related: ['List promises it', 'What is read of Orders by an index is eventually consistent'],
        },
      ],
    },
    {
      name: 'no lag is allowed, and how far the copy lags is not said; the rate of the read stays',
      text: `
        store Orders : aws.dynamodb
        store Search : elasticsearch { rebuilt from Orders }
        service Writer { serves order { puts Orders } }
        service Api { serves list { <|reads Search at 5/s|> } }
        flow List from Api.list { reads all writes }
      `,
      findings: [
        {
          message: 'allCopy',
          severity: 'error',
          fixes: [
            {
              title: 'Read Orders instead',
              output: `
                store Orders : aws.dynamodb
                store Search : elasticsearch { rebuilt from Orders }
                service Writer { serves order { puts Orders } }
                service Api { serves list { reads Orders strongly at 5/s } }
                flow List from Api.list { reads all writes }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a copy of what a cache alone keeps',
      text: `
        cache Sessions : redis
        store Archive : postgres { rebuilt from Sessions within 1m }
        service Api { serves open { puts Sessions  <|reads Archive|> } }
        flow Open from Api.open { reads own writes }
      `,
      findings: [
        {
          message: 'ownCopy',
          fixes: [
            {
              title: 'Read Sessions instead',
              output: `
                cache Sessions : redis
                store Archive : postgres { rebuilt from Sessions within 1m }
                service Api { serves open { puts Sessions  reads Sessions } }
                flow Open from Api.open { reads own writes }
              `,
            },
            {
              title: 'Let Open lag by 1m',
              output: `
                cache Sessions : redis
                store Archive : postgres { rebuilt from Sessions within 1m }
                service Api { serves open { puts Sessions  reads Archive } }
                flow Open from Api.open { reads own writes after 1m }
              `,
            },
          ],
        },
      ],
    },
  ],
});
