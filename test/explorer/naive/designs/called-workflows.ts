/** Workflows that are called: somebody waits for their end. */
import type { JudgedDesign } from './judged.ts';

export const calledWorkflows: readonly JudgedDesign[] = [
  {
    name: 'a call of a workflow that is retried, without a name',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.pay }  external Bank { serves pay }
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 2', 'effect-once Shop 1'],
    faults: 2,
  },
  {
    name: 'the same with a name: its run fails once and for all',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.pay }  external Bank { serves pay }
      service Shop { serves buy { calls W with 1 retry, key id } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 1'],
    faults: 2,
  },
  {
    name: 'a handler that calls a workflow, and does so again',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q { calls W } }
      orchestrator W : aws.stepfunctions { step A calls Bank.pay }  external Bank { serves pay }`,
    breaks: ['effect-once S 1'],
  },
  {
    name: 'the same by name: what has failed stays so, and its message is parked',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q { calls W with key id  puts Done } }  store Done
      orchestrator W : aws.stepfunctions { step A calls Bank.pay }  external Bank { serves pay }`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'an idempotent handler that calls a workflow',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q idempotent by id { calls W  puts Done } }  store Done
      orchestrator W : aws.stepfunctions { step A calls Bank.pay  step B puts Rows }  external Bank { serves pay }  store Rows`,
    breaks: [],
  },
  {
    name: 'a called workflow of two steps, the first without an undo',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock  step B calls Bank.pay }  store Stock  external Bank { serves pay idempotent }
      service Shop { serves buy { calls W } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 1'],
    faults: 2,
  },
  {
    name: 'the same, called until it is through',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock  step B calls Bank.pay }  store Stock  external Bank { serves pay idempotent }
      event Paid { key id }  queue Q : aws.sqs { dead-letters after 5 attempts  alarm }  actor U { sends Paid to Q }
      service Shop { on Paid from Q { calls W } }`,
    breaks: [],
  },
  {
    name: 'a write, and a workflow that is called beside it',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock }  store Stock  store Orders
      service Shop { serves buy { puts Orders  calls W } }
      actor U { calls Shop.buy }`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'a workflow that calls one that undoes what it has done',
    text: `orchestrator W : aws.stepfunctions { step A calls V }
      orchestrator V : aws.stepfunctions { step C calls Shelf.take with 2 retries undo Shelf.give  step D calls Bank.pay }  external Shelf { serves take idempotent serves give idempotent }
      external Bank { serves pay idempotent }
      actor U { starts W with key id }`,
    breaks: ['all-or-nothing V 1', 'all-or-nothing W 1'],
    faults: 2,
  },
  {
    name: 'a step that calls a workflow with retries',
    text: `orchestrator W : aws.stepfunctions { step A calls V with 2 retries exponential }
      orchestrator V : aws.stepfunctions { step C calls Shelf.take }  external Shelf { serves take }
      actor U { starts W with key id }`,
    breaks: ['all-or-nothing V 2', 'all-or-nothing W 2', 'effect-once W 1'],
    faults: 2,
  },
  {
    name: 'the same with a key: the workflow that failed answers for itself',
    text: `orchestrator W : aws.stepfunctions { step A calls V with 2 retries exponential, key id }
      orchestrator V : aws.stepfunctions { step C calls Shelf.take }  external Shelf { serves take }
      actor U { starts W with key id }`,
    breaks: ['all-or-nothing V 1', 'all-or-nothing W 2'],
    faults: 2,
  },
  {
    name: 'a called workflow whose product may run it twice',
    text: `orchestrator W : aws.stepfunctions.express { step A calls Bank.pay }  external Bank { serves pay }
      service Shop { serves buy { calls W } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 1', 'effect-once W 1'],
  },
  {
    name: 'a called workflow that keeps its progress in memory',
    text: `orchestrator W : aws.ecs { keeps Progress in memory  step A calls Bank.pay with key id  step B puts Rows }  external Bank { serves pay idempotent by id }  store Rows
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: ['state-kept W 1'],
  },
  {
    name: 'a called workflow that does a step again when it dies',
    text: `orchestrator W : aws.ecs { keeps Progress in Rows  step A calls Bank.pay  step B puts Rows }  external Bank { serves pay }  store Rows
      service Shop { serves buy { calls W with key id } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 1', 'effect-once W 1'],
  },
  {
    name: 'a workflow and an operation that call one another',
    text: `orchestrator W : aws.stepfunctions { step A calls Shop.buy }
      service Shop { serves buy { calls W } }
      actor U { calls Shop.buy }`,
    breaks: ['comes-to-rest W 0'],
  },
  {
    name: 'a fallback where the workflow fails',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.pay  step B puts Rows }  external Bank { serves pay }  store Rows
      service Shop { serves buy { calls W with fallback Later.note } }  service Later { serves note { appends Notes } } store Notes
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 1'],
  },
  {
    name: 'a called workflow that sends twice',
    text: `event Sold { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      orchestrator W : aws.stepfunctions { step A sends Sold to Q  step B puts Rows } store Rows
      service Count { on Sold from Q { increments Sum } } store Sum
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: ['effect-once Count 1'],
  },
  {
    name: 'a read of what a called workflow has written',
    text: `orchestrator W : aws.stepfunctions { step A puts Rows }  store Rows { consistency eventual }
      service Shop { serves buy { calls W  reads Rows } }
      flow F from Shop.buy { reads own writes }`,
    breaks: ['read-your-writes Rows 1'],
  },
  {
    name: 'a workflow that the handler of an expendable message calls',
    text: `event Seen { key id expendable }  queue Q : aws.sqs  actor U { sends Seen to Q }
      service S : aws.ecs { on Seen from Q { calls W } }
      orchestrator W : aws.stepfunctions { step A calls Bank.pay }  external Bank { serves pay }`,
    breaks: [],
  },
  {
    name: 'an otherwise block that runs in each of two runs',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock undo { deletes Stock }  step B calls Bank.pay } otherwise { step C calls Mail.send }
      store Stock  external Bank { serves pay idempotent }  external Mail { serves send }
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 2', 'effect-once Shop 2'],
    faults: 2,
  },
  {
    name: 'a called workflow whose name is gone with its instance: who asks again begins it again',
    text: `event Sold { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Desk { on Sold from Q { calls W with key id } }
      orchestrator W : aws.ecs { step One increments Sums undo { deletes Sums }  step Two calls Bank.look with 2 retries }
      actor U { sends Sold to Q } store Sums external Bank { serves look safe }`,
    breaks: ['effect-once Desk 1', 'effect-once W 1', 'state-kept W 1'],
  },
  {
    name: 'a fallback that needs what its call needs',
    text: `orchestrator W : aws.stepfunctions { step One puts Rows  step Two calls Bank.pay with fallback Bank.look }
      store Rows  external Bank { serves pay idempotent  serves look safe }`,
    breaks: ['all-or-nothing W 1'],
  },
  {
    name: 'a fallback elsewhere, which fails by itself',
    text: `orchestrator W : aws.stepfunctions { step One puts Rows  step Two calls Bank.pay with fallback Other.look }
      store Rows  external Bank { serves pay idempotent }  external Other { serves look safe }`,
    breaks: ['all-or-nothing W 2'],
    faults: 2,
  },
  {
    name: 'the same where the progress is in a store',
    text: `event Sold { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Desk { on Sold from Q { calls W with key id } }
      orchestrator W : aws.ecs { keeps Progress in Runs  step One increments Sums undo { deletes Sums }  step Two calls Bank.look with 2 retries }
      actor U { sends Sold to Q } store Sums store Runs external Bank { serves look safe }`,
    breaks: ['effect-once W 1'],
  },
  {
    name: 'a run that is called again and fails where its first turn had succeeded: it undoes what it has done itself, and no more',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock undo { deletes Stock } }  store Stock
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: ['all-or-nothing W 2'],
    faults: 2,
  },
  {
    name: 'the same with a second step that fails: what is recognised is undone as well',
    text: `orchestrator W : aws.stepfunctions { step A calls Shelf.take with unlimited retries, key id undo Shelf.give  step B calls Bank.look }
      external Shelf { serves take idempotent by id  serves give idempotent }  external Bank { serves look safe }
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'a step of unknown outcome is undone, whatever it does',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.look undo Bank.note }  external Bank { serves look safe  serves note }
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }`,
    breaks: ['effect-once Shop 2'],
    faults: 2,
  },
  {
    name: 'a called workflow that is gone with its instance: whoever called it undoes the step',
    text: `orchestrator W : aws.stepfunctions { step A calls V undo Bank.back }
      orchestrator V : aws.ecs { step C puts Stock  step D calls Bank.look }  store Stock  external Bank { serves look safe  serves back }
      actor U { starts W with key id }`,
    breaks: ['all-or-nothing V 1', 'all-or-nothing W 2', 'state-kept V 1'],
    faults: 2,
  },
  {
    name: 'a repeat of a message that was handled, which fails for good',
    text: `event A { key id }  event C { key id }  queue QA  queue QC : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends C to QC }
      service Both { on C from QC { sends A to QA } }
      service Ship { on A from QA { calls W } }
      orchestrator W : aws.stepfunctions { step One puts S0 }  store S0`,
    breaks: ['all-or-nothing W 2'],
    faults: 2,
  },
];
