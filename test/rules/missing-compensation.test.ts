import { testRule } from './runner.ts';

const parts = `
service Stock : aws.lambda {
  serves reserve idempotent { puts Shelf }
  serves release idempotent { deletes Shelf }
  serves count { reads Shelf }
}
store Shelf : aws.dynamodb { key id }
external Bank {
  serves charge critical
  serves show safe
  serves mail expendable
}`;

const workflow = (steps: string, otherwise = ''): string => `orchestrator W : aws.stepfunctions {\n  ${steps}\n}${otherwise}\n${parts}`;

/** Steps that are not undone, of services that have ways back of other things. */
const steps = `
  orchestrator W : aws.stepfunctions {
    alarm
    step Make calls Books.createEntry with 2 retries exponential
    step Cancel calls Books.cancelAll with 2 retries exponential
    step Insert inserts Rows
    step Count increments Rows
    step Both parallel { puts Rows  puts Others }
    step Far calls Other.Ship.pack with 2 retries exponential
    step Last calls Books.look with 1 retry
  }
  service Books {
    serves createEntry idempotent { puts Rows }
    serves cancelAll idempotent { puts Rows }
    serves removeLine idempotent { puts Rows }
    serves look { reads Rows }
  }
  system Other { service Ship { serves pack idempotent { puts Rows } }  store Rows }
  store Rows
  store Others
`;

testRule('missing-compensation', {
  valid: [
    {
      name: 'a workflow that is called, and that writes only what it notes of its own failure',
      text: workflow(
        'step A calls Inner with 1 retry\n  step B calls Bank.show with 1 retry',
        '\norchestrator Inner : aws.stepfunctions { step C calls Stock.count with 1 retry } otherwise { step D puts Shelf }',
      ),
    },
    {
      name: 'a fallback elsewhere, and one that stands in when an answer is lost',
      text: workflow(
        'step A calls Stock.reserve with 1 retry\n  step B calls Bank.show with fallback Other',
        '\nexternal Other { serves show }',
      ),
    },
    { name: 'undone', text: workflow('step A calls Stock.reserve with 1 retry undo Stock.release\n  step B calls Bank.show with 1 retry') },
    {
      name: 'a disposable copy, which is filled again',
      text: workflow('step A puts Shown\n  step B calls Bank.show with 1 retry', '\ncache Shown : redis { ttl 1h }'),
    },
    { name: 'nothing lasting', text: workflow('step A calls Stock.count with 1 retry\n  step B calls Bank.charge with 1 retry') },
    {
      name: 'safe and expendable operations of externals',
      text: workflow('step A calls Bank.show with 1 retry\n  step M calls Bank.mail with 1 retry\n  step B calls Stock.count with 1 retry'),
    },
    {
      name: 'a reservation that runs out by itself',
      text: workflow('step A calls Stock.reserve with 1 retry\n  step B calls Bank.show with 1 retry').replace(
        'store Shelf : aws.dynamodb { key id }',
        'store Shelf : aws.dynamodb { key id  ttl 15m }',
      ),
    },
    { name: 'the last step', text: workflow('step A calls Stock.reserve with 1 retry') },
    {
      name: 'later steps retry until they are through',
      text: workflow('step A calls Stock.reserve with 1 retry\n  step B calls Bank.charge with unlimited retries exponential'),
    },
    {
      name: 'later steps go on when they fail',
      text: workflow('step A calls Stock.reserve with 1 retry\n  step B calls Bank.show with 1 retry on failure C\n  step C waits 1s'),
    },
    {
      name: 'steps of the otherwise block',
      text: workflow('step A calls Stock.count with 1 retry', ' otherwise { step B calls Stock.reserve  step C calls Bank.show }'),
    },
    {
      name: 'the other branch of a when',
      text: workflow('when "x" { step A calls Stock.reserve with 1 retry } otherwise { step B calls Bank.show with 1 retry }'),
    },
    {
      name: 'the otherwise block cleans up',
      text: workflow(
        'step A calls Stock.reserve with 1 retry\n  step B calls Bank.show with 1 retry',
        ' otherwise { step C deletes Shelf }',
      ),
    },
    { name: 'a timer cannot fail', text: workflow('step A calls Stock.reserve with 1 retry\n  step B waits 1h') },
    { name: 'a write that is certain, at the end', text: workflow('step A puts Shelf') },
    {
      name: 'an undo that retries by itself, whatever else it looks at',
      text: workflow(
        'step A calls Stock.reserve undo { reads Shelf  calls Stock.release with 2 retries }\n  step B calls Bank.show with 1 retry',
      ),
    },
    {
      name: 'an undo block whose effects are tried as often as the step says',
      text: workflow('step A calls Stock.reserve with 2 retries undo { calls Stock.release }\n  step B calls Bank.show with 1 retry'),
    },
  ],
  invalid: [
    {
      name: 'a later step fails',
      text: workflow('step <|A|> calls Stock.reserve with 1 retry\n  step B calls Bank.show with 1 retry'),
      findings: [
        {
          message: 'notUndone',
          text: 'Step A puts Shelf, and nothing undoes it when B fails. Name the compensation with `undo`, or let the later step retry until it is through.',
          data: { step: 'A', effect: 'puts Shelf', later: 'B' },
          severity: 'warning',
          related: 2,
          fixes: [
            {
              title: 'Undo A with Stock.release',
              output: workflow('step A calls Stock.reserve with 1 retry undo Stock.release\n  step B calls Bank.show with 1 retry'),
            },
          ],
        },
      ],
    },
    {
      name: 'the way back that removes the rows, whatever it is called, not one that only sounds like it',
      text: `
        orchestrator W : aws.stepfunctions {
          step <|A|> calls Camp.take with 1 retry
          step B calls Bank.show with 1 retry
        } otherwise { step X reads Tents }
        service Camp {
          serves take idempotent by id { puts Tents }
          serves release { increments Tents }
          serves clear { deletes Tents }
          serves drop { deletes Tents  deletes Fees }
        }
        store Tents
        store Fees
        external Bank { serves show safe }
      `,
      findings: [
        {
          message: 'notUndone',
          related: 2,
          fixes: [
            {
              title: 'Undo A with Camp.clear',
              output: `
              orchestrator W : aws.stepfunctions {
                step A calls Camp.take with 1 retry undo Camp.clear
                step B calls Bank.show with 1 retry
              } otherwise { step X reads Tents }
              service Camp {
                serves take idempotent by id { puts Tents }
                serves release { increments Tents }
                serves clear { deletes Tents }
                serves drop { deletes Tents  deletes Fees }
              }
              store Tents
              store Fees
              external Bank { serves show safe }
            `,
            },
          ],
        },
      ],
    },
    {
      name: 'a later step whose fallback needs what its call needs',
      text: workflow('step <|A|> calls Stock.reserve with 1 retry\n  step B calls Bank.show with fallback Bank.mail'),
      findings: [{ message: 'notUndone', data: { later: 'B' } }],
    },
    {
      name: 'money',
      text: workflow('step <|A|> calls Bank.charge with 1 retry\n  step B calls Stock.count with 1 retry'),
      findings: [{ message: 'notUndone', related: ['A calls Bank.charge', 'B can fail the run'], severity: 'error' }],
    },
    {
      name: 'a wait that may time out',
      text: `event E { key id }\n${workflow('step <|A|> calls Stock.reserve with 1 retry\n  step B waits for E at most 1h')}`,
      findings: [{ message: 'notUndone', related: ['A puts Shelf', 'B can fail the run'] }],
    },
    {
      name: 'beside it',
      text: workflow('parallel { step <|A|> calls Stock.reserve with 1 retry  step B calls Bank.show with 1 retry }'),
      findings: [{ message: 'notUndone', related: ['A puts Shelf', 'B can fail the run'] }],
    },
    {
      name: 'its own next item',
      text: workflow('each "item" { step <|A|> calls Stock.reserve with 1 retry }'),
      findings: [
        {
          message: 'notUndoneItems',
          text: 'Step A puts Shelf, once for each item, and nothing undoes what it did for the others when it fails for one. Name the compensation with `undo`, or let it retry until it is through.',
          related: ['A puts Shelf'],
        },
      ],
    },
    {
      name: 'an undo that is tried once',
      text: workflow('step <|A|> calls Stock.reserve undo Stock.release\n  step B calls Bank.show with 1 retry'),
      findings: [
        {
          message: 'fragile',
          text: 'The undo of step A is tried once: if it fails, what A did stays. Give the step retries; its undo runs with them.',
          data: { step: 'A' },
          fixes: [
            {
              title: 'Retry A three times, with growing intervals',
              output: workflow(
                'step A calls Stock.reserve with 3 retries exponential jitter undo Stock.release\n  step B calls Bank.show with 1 retry',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'an outcome that stays unknown',
      text: workflow('step <|A|> calls Stock.reserve'),
      findings: [
        {
          message: 'unknownOutcome',
          text: 'Step A puts Shelf and is neither retried nor undone: if its answer is lost, nobody knows whether it happened. Give it retries, or an `undo`.',
          data: { step: 'A' },
          fixes: [
            {
              title: 'Retry A three times, with growing intervals',
              output: workflow('step A calls Stock.reserve with 3 retries exponential jitter'),
            },
            { title: 'Undo A with Stock.release', output: workflow('step A calls Stock.reserve undo Stock.release') },
          ],
        },
      ],
    },
    {
      name: 'a stranger, which weighs more in a critical flow',
      text: `${workflow('step <|A|> calls Post.parcel with 1 retry\n  step B calls Bank.show with 1 retry')}
external Post { serves parcel }
service Shop : aws.lambda { serves order { starts W with key id } }
flow Order from Shop.order { critical }`,
      findings: [{ message: 'notUndone', related: ['A calls Post.parcel', 'B can fail the run'], severity: 'error' }],
    },
    {
      name: 'a stranger in any other flow',
      text: `${workflow('step <|A|> calls Post.parcel with 1 retry\n  step B calls Bank.show with 1 retry')}
external Post { serves parcel }
service Shop : aws.lambda { serves order { starts W with key id } }
flow Order from Shop.order { within 5s }`,
      findings: [{ message: 'notUndone', related: ['A calls Post.parcel', 'B can fail the run'], severity: 'warning' }],
    },
    {
      name: 'the step after it before its own next item',
      text: workflow('each "item" { step <|A|> calls Stock.reserve with 1 retry  step B calls Bank.show with 1 retry }'),
      findings: [{ message: 'notUndone', related: ['A puts Shelf', 'B can fail the run'], data: { later: 'B' } }],
    },
    {
      name: 'a service of the design in a critical flow, which can be mended by hand',
      text: `${workflow('step <|A|> calls Stock.reserve with 1 retry\n  step B calls Bank.show with 1 retry')}
service Shop : aws.lambda { serves order { starts W with key id } }
flow Order from Shop.order { critical }`,
      findings: [{ message: 'notUndone', related: ['A puts Shelf', 'B can fail the run'], severity: 'warning' }],
    },
    {
      name: 'what a later step deletes if all goes well, and what the otherwise block writes again',
      text: `${workflow('step <|A|> calls Stock.reserve with 1 retry\n  step B calls Bank.show with 1 retry\n  step C deletes Shelf')}
orchestrator V : aws.stepfunctions {
  step <|A|> calls Stock.reserve with 1 retry
  step B calls Bank.show with 1 retry
} otherwise { step C puts Shelf }`,
      findings: [
        { message: 'notUndone', related: ['A puts Shelf', 'B can fail the run'], data: { later: 'B' } },
        { message: 'notUndone', related: ['A puts Shelf', 'B can fail the run'], data: { later: 'B' } },
      ],
    },
    {
      name: 'an undo block of which one effect is tried once',
      text: workflow(
        'step <|A|> calls Stock.reserve undo { calls Stock.release with 2 retries  calls Bank.mail }\n  step B calls Bank.show with 1 retry',
      ),
      findings: [{ message: 'fragile' }],
    },
    {
      name: 'nothing that sounds like the way back: the service gets one; a row is removed; a stranger cannot be told to',
      text: `
        orchestrator W : aws.stepfunctions {
          step <|Row|> puts Rows
          step <|Pack|> calls Warehouse.pack with timeout 5s, 1 retry
          step <|Ship|> calls Carrier.ship with timeout 5s, 1 retry, key id
          step Tell calls Warehouse.note with timeout 5s, 1 retry
        }
        service Warehouse : aws.lambda { timeout 4s  serves pack idempotent { inserts Parcels }  serves note idempotent { puts Parcels } }
        external Carrier { serves ship idempotent by id }
        store Rows
        store Parcels
      `,
      findings: [
        {
          message: 'notUndone',
          fixes: [
            {
              title: 'Undo it by removing the row of Rows',
              output: `
        orchestrator W : aws.stepfunctions {
          step Row puts Rows undo { deletes Rows }
          step Pack calls Warehouse.pack with timeout 5s, 1 retry
          step Ship calls Carrier.ship with timeout 5s, 1 retry, key id
          step Tell calls Warehouse.note with timeout 5s, 1 retry
        }
        service Warehouse : aws.lambda { timeout 4s  serves pack idempotent { inserts Parcels }  serves note idempotent { puts Parcels } }
        external Carrier { serves ship idempotent by id }
        store Rows
        store Parcels
      `,
            },
          ],
        },
        {
          message: 'notUndone',
          fixes: [
            {
              title: 'Undo it with a new Warehouse.undoPack',
              output: `
        orchestrator W : aws.stepfunctions {
          step Row puts Rows
          step Pack calls Warehouse.pack with timeout 5s, 1 retry undo Warehouse.undoPack
          step Ship calls Carrier.ship with timeout 5s, 1 retry, key id
          step Tell calls Warehouse.note with timeout 5s, 1 retry
        }
        service Warehouse : aws.lambda { timeout 4s  serves pack idempotent { inserts Parcels }  serves note idempotent { puts Parcels }  serves undoPack idempotent }
        external Carrier { serves ship idempotent by id }
        store Rows
        store Parcels
      `,
            },
          ],
        },
        { message: 'notUndone', fixes: [] },
      ],
    },
    ...(
      [
        ['debitAccount', 'creditAccount'],
        ['Create', 'DeleteIt'],
        ['addLine', 'removeLine'],
        ['startRun', 'stopRun'],
        ['hold', 'revertHold'],
      ] as const
    ).map(([action, undo]) => ({
      name: `${action}, which ${undo} sounds like the way back of`,
      text: `
        orchestrator W : aws.stepfunctions {
          step <|A|> calls Books.${action} with 1 retry
          step B calls Books.look with 1 retry
        }
        service Books { serves ${action} idempotent { puts Rows }  serves look { reads Rows }  serves ${undo} idempotent { deletes Rows } }
        store Rows
      `,
      findings: [
        {
          message: 'notUndone',
          fixes: [
            {
              title: `Undo A with Books.${undo}`,
              output: `
                orchestrator W : aws.stepfunctions {
                  step A calls Books.${action} with 1 retry undo Books.${undo}
                  step B calls Books.look with 1 retry
                }
                service Books { serves ${action} idempotent { puts Rows }  serves look { reads Rows }  serves ${undo} idempotent { deletes Rows } }
                store Rows
              `,
            },
          ],
        },
      ],
    })),
    {
      name: 'what is sent, and two stores of which the otherwise block puts one right',
      text: `
        event Booked { key id }
        queue Mails : aws.sqs
        orchestrator W : aws.stepfunctions {
          step <|Tell|> sends Booked to Mails
          step <|Book|> calls Books.book with 1 retry
          step Look calls Books.look with 1 retry
        } otherwise { step Clean deletes Rows }
        service Books { serves book idempotent { puts Rows  puts Sums }  serves look { reads Rows } }
        service Mail { on Booked from Mails }
        store Rows
        store Sums
      `,
      findings: [
        { message: 'notUndone', data: { effect: 'sends Booked', later: 'Book' } },
        { message: 'notUndone', data: { step: 'Book', later: 'Look' } },
      ],
    },
    {
      name: 'a step of two calls, of which one is critical, and of which one is not retried',
      text: workflow(
        [
          'step <|A|> parallel { calls Stock.reserve with 1 retry  calls Bank.charge with 1 retry }',
          'step <|B|> parallel { calls Bank.show with 1 retry  calls Stock.reserve }',
        ].join('\n  '),
      ),
      findings: [
        { message: 'notUndone', severity: 'error' },
        { message: 'unknownOutcome', severity: 'warning' },
      ],
    },
    {
      name: 'the step before it of the next item',
      text: workflow('each "item" { step A calls Bank.show with 1 retry  step <|B|> calls Stock.reserve with 1 retry }'),
      findings: [{ message: 'notUndone', data: { step: 'B', later: 'A' } }],
    },
    {
      name: 'a way back of one action only, which is not that of another; a call that is one itself; a row; what a step adds to; a service of another system',
      text: steps.replace(/step (?!Last)(\w+)/g, 'step <|$1|>'),
      findings: [
        {
          message: 'notUndone',
          data: { step: 'Make' },
          fixes: [
            {
              title: 'Undo Make with Books.cancelAll',
              output: steps.replace('Books.createEntry with 2 retries exponential', '$& undo Books.cancelAll'),
            },
          ],
        },
        {
          message: 'notUndone',
          data: { step: 'Cancel' },
          fixes: [
            {
              title: 'Undo it with a new Books.undoCancelAll',
              output: steps
                .replace('Books.cancelAll with 2 retries exponential', '$& undo Books.undoCancelAll')
                .replace('serves look { reads Rows }', '$&\n    serves undoCancelAll idempotent'),
            },
          ],
        },
        {
          message: 'notUndone',
          data: { step: 'Insert' },
          fixes: [{ title: 'Undo it by removing the row of Rows', output: steps.replace('inserts Rows', '$& undo { deletes Rows }') }],
        },
        { message: 'notUndone', data: { step: 'Count' }, fixes: [] },
        { message: 'notUndone', data: { step: 'Both' }, fixes: [] },
        { message: 'notUndone', data: { step: 'Far' }, fixes: [] },
      ],
    },
    {
      name: 'a step after it, of an outer loop, before its own next item',
      text: workflow('each "order" { each "item" { step <|A|> calls Stock.reserve with 1 retry }  step B calls Bank.show with 1 retry }'),
      findings: [{ message: 'notUndone', data: { step: 'A', later: 'B' } }],
    },
    {
      name: 'a step of two calls, of which one has something that stands in for it: of the other the outcome can stay unknown',
      text: workflow(
        'step <|A|> parallel { calls Stock.reserve  calls Bank.show with fallback Other }',
        '\nexternal Other { serves show }',
      ),
      findings: [{ message: 'unknownOutcome', data: { step: 'A', effect: 'puts Shelf' } }],
    },
    {
      name: 'money of the design’s own, and of a stranger of whom not all is about money',
      text: `
        orchestrator W : aws.stepfunctions {
          step <|Own|> calls Books.pay with 1 retry
          step <|Ask|> calls Broker with 1 retry
          step Look calls Books.look with 1 retry
        }
        service Books { serves pay idempotent critical { puts Rows }  serves look { reads Rows } }
        external Broker { serves sell critical  serves note }
        store Rows
      `,
      findings: [
        { message: 'notUndone', severity: 'error', data: { step: 'Own' } },
        { message: 'notUndone', severity: 'error', data: { step: 'Ask' } },
      ],
    },
    {
      name: 'a stranger beside a service of the design, in a critical flow',
      text: `${workflow('step <|A|> parallel { calls Post.parcel with 1 retry  calls Stock.reserve with 1 retry }\n  step B calls Bank.show with 1 retry')}
external Post { serves parcel }
service Shop : aws.lambda { serves order { starts W with key id } }
flow Order from Shop.order { critical }`,
      findings: [{ message: 'notUndone', severity: 'error' }],
    },
    {
      name: 'operations that are the way back of something else',
      text: `
        orchestrator W : aws.stepfunctions {
          step <|A|> calls Books.hold with 1 retry
          step B calls Books.look with 1 retry
        }
        service Books {
          serves hold idempotent { puts Rows }
          serves creditAccount idempotent { puts Rows }
          serves deleteAll idempotent { puts Rows }
          serves stopAll idempotent { puts Rows }
          serves look { reads Rows }
        }
        store Rows
      `,
      findings: [
        {
          message: 'notUndone',
          fixes: [
            {
              title: 'Undo it with a new Books.undoHold',
              output: `
                orchestrator W : aws.stepfunctions {
                  step A calls Books.hold with 1 retry undo Books.undoHold
                  step B calls Books.look with 1 retry
                }
                service Books {
                  serves hold idempotent { puts Rows }
                  serves creditAccount idempotent { puts Rows }
                  serves deleteAll idempotent { puts Rows }
                  serves stopAll idempotent { puts Rows }
                  serves look { reads Rows }
                  serves undoHold idempotent
                }
                store Rows
              `,
            },
          ],
        },
      ],
    },
  ],
});
