import { testRule } from './runner.ts';

const design = (warehouse: string): string => `event Reserved { key id }
topic T : aws.sns
store Parcels : aws.dynamodb { key id }
orchestrator W : aws.stepfunctions {
  step Reserve calls Stock.reserve with timeout 1s, 1 retry
  step Pack calls Warehouse.pack with timeout 1s, 1 retry
}
service Stock : aws.lambda { serves reserve { publishes Reserved to T } }
${warehouse}`;

testRule('mixed-coordination', {
  valid: [
    {
      name: 'another service reacts',
      text: design(
        'service Warehouse : aws.lambda { serves pack { puts Parcels } }\nservice Stats : aws.lambda { on Reserved from T { puts Parcels } }',
      ),
    },
    {
      name: 'the reaction is another matter',
      text: `store Log : aws.dynamodb\n${design('service Warehouse : aws.lambda {\n  serves pack { puts Parcels }\n  on Reserved from T { appends Log }\n}')}`,
    },
    {
      name: 'a callback',
      text: design(
        'service Warehouse : aws.lambda {\n  serves pack { puts Parcels }\n  on Reserved from T { puts Parcels  sends Reserved to W }\n}',
      ),
    },
    {
      name: 'a reaction that reads what the operation reads',
      text: design('service Warehouse : aws.lambda {\n  serves pack { reads Parcels }\n  on Reserved from T { reads Parcels }\n}'),
    },
    {
      name: 'an operation that takes the message as its request, and an answer that the workflow waits for',
      text: `
        event Reserved { key id }
        event Packed { key id }
        topic T : aws.sns
        store Parcels : aws.dynamodb { key id }
        orchestrator W : aws.stepfunctions {
          step Reserve calls Stock.reserve with timeout 1s, 1 retry
          step Pack calls Warehouse.pack with timeout 1s, 1 retry
          step Wait waits for Packed from T at most 1d
        }
        service Stock : aws.lambda { serves reserve { publishes Reserved to T } }
        service Warehouse : aws.lambda { serves pack { puts Parcels  publishes Packed to T }  serves take(Reserved) { puts Parcels } }
      `,
    },
    {
      name: 'what is sent when the run has failed, and a system of others that is called and listens',
      text: `
        event Failed { key id }
        event Reserved { key id }
        topic T
        store Parcels
        orchestrator W {
          step Reserve calls Stock.reserve
          step Pack calls Warehouse.pack
          step Carry calls Carrier.carry
        } otherwise {
          step Tell publishes Failed to T
        }
        service Stock { serves reserve { publishes Reserved to T } }
        service Warehouse { serves pack { puts Parcels }  on Failed from T { puts Parcels } }
        external Carrier { serves carry { puts Parcels }  on Reserved from T { puts Parcels } }
      `,
    },
    {
      name: 'what a workflow that begins itself again sends when it has failed, and a reaction that calls somebody of whom nothing is said',
      text: `
        event Failed { key id }
        event Reserved { key id }
        topic T
        store Parcels
        external Bank
        orchestrator W {
          step Reserve calls Stock.reserve
          step Pack calls Warehouse.pack
          step Again starts W
        } otherwise {
          step Tell publishes Failed to T
        }
        service Stock { serves reserve { publishes Reserved to T } }
        service Warehouse { serves pack { puts Parcels }  on Failed from T { puts Parcels }  on Reserved from T { calls Bank } }
      `,
    },
  ],
  invalid: [
    {
      name: 'directed and reacting',
      text: design('service Warehouse : aws.lambda {\n  serves pack { puts Parcels }\n  <|on Reserved from T|> { puts Parcels }\n}'),
      findings: [
        {
          message: 'both',
          text: 'Warehouse is called by step Pack of W, and reacts to Reserved from the same run as well: the work is done twice, or behind the workflow’s back. Keep one of the two.',
          data: { service: 'Warehouse', step: 'Pack', workflow: 'W', message: 'Reserved' },
          severity: 'warning',
          related: 2,
          fixes: [
            {
              title: 'Let W alone bring Warehouse about: remove its handler of Reserved',
              output: design('service Warehouse : aws.lambda {\n  serves pack { puts Parcels }\n}'),
            },
            {
              title: 'Let the event alone bring Warehouse about: remove step Pack',
              output: design(
                'service Warehouse : aws.lambda {\n  serves pack { puts Parcels }\n  on Reserved from T { puts Parcels }\n}',
              ).replace('  step Pack calls Warehouse.pack with timeout 1s, 1 retry\n', ''),
            },
          ],
        },
      ],
    },
    {
      name: 'the handler calls what the step calls',
      text: design(
        'service Warehouse : aws.lambda {\n  serves pack { puts Parcels }\n  <|on Reserved from T|> { calls Warehouse.pack with timeout 1s }\n}',
      ),
      findings: [{ message: 'both', related: ['Pack calls Warehouse', 'Reserved is sent by Stock.reserve'] }],
    },
    {
      name: 'both hear of the message that begins the run',
      text: `event Placed { key id }
topic T : aws.sns
store Parcels : aws.dynamodb { key id }
service Shop : aws.lambda { serves order { publishes Placed to T } }
orchestrator W : aws.stepfunctions {
  subscribes to T for Placed with key id
  step Pack calls Warehouse.pack with timeout 1s, 1 retry
}
service Warehouse : aws.lambda {
  serves pack { puts Parcels }
  <|on Placed from T|> { puts Parcels }
}
`,
      findings: [
        { message: 'both', related: ['Pack calls Warehouse', 'Placed is sent by Shop.order'], data: { step: 'Pack', message: 'Placed' } },
      ],
    },
    {
      name: 'whoever starts the run tells of it as well',
      text: `event Placed { key id }
topic T : aws.sns
store Parcels : aws.dynamodb { key id }
service Shop : aws.lambda { serves order { publishes Placed to T  starts W with key id } }
orchestrator W : aws.stepfunctions {
  step Pack calls Warehouse.pack with timeout 1s, 1 retry
}
service Warehouse : aws.lambda {
  serves pack { puts Parcels }
  <|on Placed from T|> { puts Parcels }
}
`,
      findings: [{ message: 'both', related: ['Pack calls Warehouse', 'Placed is sent by Shop.order'] }],
    },
    {
      name: 'a handler of several messages, which does more than that, in a step that stands for failures',
      text: `event Reserved { key id }
event Refused { key id }
topic T : aws.sns
store Parcels : aws.dynamodb { key id }
store Log : aws.dynamodb
orchestrator W : aws.stepfunctions {
  step Reserve calls Stock.reserve with timeout 1s, 1 retry on failure Pack
  step Again calls Stock.again with timeout 1s, 1 retry
  step Pack calls Warehouse.pack with timeout 1s, 1 retry
}
service Stock : aws.lambda { serves reserve { publishes Reserved to T }  serves again { publishes Reserved to T  publishes Refused to T } }
service Warehouse : aws.lambda { serves pack { puts Parcels }  <|on Reserved, Refused from T|> { appends Log  puts Parcels } }
`,
      findings: [
        {
          message: 'both',
          related: ['Pack calls Warehouse', 'Reserved is sent by Stock.reserve'],
          data: { step: 'Pack', message: 'Reserved' },
          fixes: [],
        },
      ],
    },
    {
      name: 'a handler of several messages: only the step can go; a workflow of one step: only the handler can',
      text: `event Reserved { key id }
event Refused { key id }
topic T : aws.sns
store Parcels : aws.dynamodb { key id }
orchestrator W : aws.stepfunctions {
  step Reserve calls Stock.reserve with timeout 1s, 1 retry
  step Pack calls Warehouse.pack with timeout 1s, 1 retry
}
orchestrator V : aws.stepfunctions { step Ask calls Desk.ask with timeout 1s, 1 retry }
service Stock : aws.lambda { serves reserve { publishes Reserved to T  publishes Refused to T } }
service Warehouse : aws.lambda { serves pack { puts Parcels }  <|on Reserved, Refused from T|> { puts Parcels } }
service Shop : aws.lambda { serves order { starts V with key id  publishes Refused to T } }
service Desk : aws.lambda { serves ask { puts Parcels }  <|on Refused from T|> { puts Parcels } }
`,
      findings: [
        {
          message: 'both',
          related: ['Pack calls Warehouse', 'Reserved is sent by Stock.reserve'],
          fixes: [
            {
              title: 'Let the event alone bring Warehouse about: remove step Pack',
              output: `event Reserved { key id }
event Refused { key id }
topic T : aws.sns
store Parcels : aws.dynamodb { key id }
orchestrator W : aws.stepfunctions {
  step Reserve calls Stock.reserve with timeout 1s, 1 retry
}
orchestrator V : aws.stepfunctions { step Ask calls Desk.ask with timeout 1s, 1 retry }
service Stock : aws.lambda { serves reserve { publishes Reserved to T  publishes Refused to T } }
service Warehouse : aws.lambda { serves pack { puts Parcels }  on Reserved, Refused from T { puts Parcels } }
service Shop : aws.lambda { serves order { starts V with key id  publishes Refused to T } }
service Desk : aws.lambda { serves ask { puts Parcels }  on Refused from T { puts Parcels } }
`,
            },
          ],
        },
        {
          message: 'both',
          related: ['Ask calls Desk', 'Refused is sent by Shop.order'],
          data: { service: 'Desk', step: 'Ask' },
          fixes: [
            {
              title: 'Let V alone bring Desk about: remove its handler of Refused',
              output: `event Reserved { key id }
event Refused { key id }
topic T : aws.sns
store Parcels : aws.dynamodb { key id }
orchestrator W : aws.stepfunctions {
  step Reserve calls Stock.reserve with timeout 1s, 1 retry
  step Pack calls Warehouse.pack with timeout 1s, 1 retry
}
orchestrator V : aws.stepfunctions { step Ask calls Desk.ask with timeout 1s, 1 retry }
service Stock : aws.lambda { serves reserve { publishes Reserved to T  publishes Refused to T } }
service Warehouse : aws.lambda { serves pack { puts Parcels }  on Reserved, Refused from T { puts Parcels } }
service Shop : aws.lambda { serves order { starts V with key id  publishes Refused to T } }
service Desk : aws.lambda { serves ask { puts Parcels } }
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a handler that tells somebody else as well; a step of two calls, which cannot go for one of them',
      text: `
        event Reserved { key id }
        event Told { key id }
        topic T : aws.sns
        store Parcels : aws.dynamodb { key id }
        orchestrator W : aws.stepfunctions {
          step Reserve calls Stock.reserve with timeout 1s, 1 retry
          step Pack parallel { calls Warehouse.pack with timeout 1s, 1 retry  calls Stock.count with timeout 1s, 1 retry }
        }
        service Stock : aws.lambda { serves reserve { publishes Reserved to T }  serves count }
        service Warehouse : aws.lambda { serves pack { puts Parcels }  <|on Reserved from T|> { puts Parcels  sends Told to Partner } }
        external Partner
      `,
      findings: [
        {
          message: 'both',
          fixes: [
            {
              title: 'Let W alone bring Warehouse about: remove its handler of Reserved',
              output: `
                event Reserved { key id }
                event Told { key id }
                topic T : aws.sns
                store Parcels : aws.dynamodb { key id }
                orchestrator W : aws.stepfunctions {
                  step Reserve calls Stock.reserve with timeout 1s, 1 retry
                  step Pack parallel { calls Warehouse.pack with timeout 1s, 1 retry  calls Stock.count with timeout 1s, 1 retry }
                }
                service Stock : aws.lambda { serves reserve { publishes Reserved to T }  serves count }
                service Warehouse : aws.lambda { serves pack { puts Parcels } }
                external Partner
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a step that tells of it itself',
      text: `
        event Packing { key id }
        topic T
        store Parcels
        orchestrator W {
          step Pack calls Warehouse.pack
          step Tell publishes Packing to T
        }
        service Warehouse { serves pack { puts Parcels }  <|on Packing from T|> { deletes Parcels } }
      `,
      findings: [
        { message: 'both', related: ['Pack calls Warehouse', 'Packing is sent by W'], data: { step: 'Pack', message: 'Packing' } },
      ],
    },
    {
      name: 'handlers that tell, start and call what an operation of the service does, which a later step calls',
      text: `
        event Reserved { key id }
        event Told { key id }
        topic T
        store Parcels
        external Bank { serves pay  serves back }
        orchestrator Other { step Put puts Parcels }
        orchestrator W {
          step Reserve calls Stock.reserve
          step Look calls Warehouse.look
          step Pack calls Warehouse.pack
        }
        service Stock { serves reserve { publishes Reserved to T } }
        service Warehouse {
          serves look { reads Parcels }
          serves pack { publishes Told to T  starts Other  calls Bank.pay }
          <|on Reserved from T|> { publishes Told to T }
          <|on Reserved from T with filter "large"|> { starts Other }
          <|on Reserved from T with filter "small"|> { calls Bank.back }
          on Reserved from T with filter "none" { reads Parcels }
        }
      `,
      findings: [
        { message: 'both', related: ['Look calls Warehouse', 'Reserved is sent by Stock.reserve'], data: { step: 'Look' } },
        { message: 'both', data: { step: 'Look' } },
        { message: 'both', data: { step: 'Look' } },
      ],
    },
    {
      name: 'a handler that hears of it twice is one finding',
      text: `
        event Reserved { key id }
        topic T
        store Parcels
        orchestrator W {
          step Reserve calls Stock.reserve
          step Pack calls Warehouse.pack
        }
        service Stock { serves reserve { publishes Reserved to T  publishes Reserved to T } }
        service Warehouse { serves pack { puts Parcels }  <|on Reserved from T|> { puts Parcels } }
      `,
      findings: [{ message: 'both', data: { message: 'Reserved' } }],
    },
    {
      name: 'a handler that calls the service of the step, whichever operation answers',
      text: `
        event Reserved { key id }
        topic T
        store Parcels
        orchestrator W {
          step Reserve calls Stock.reserve
          step Pack calls Warehouse.pack
        }
        service Stock { serves reserve { publishes Reserved to T } }
        service Warehouse { serves pack { puts Parcels }  serves look { reads Parcels }  <|on Reserved from T|> { calls Warehouse } }
      `,
      findings: [{ message: 'both', data: { step: 'Pack', message: 'Reserved' } }],
    },
  ],
});
