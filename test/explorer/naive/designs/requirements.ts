/** Every form of `require`. */
import type { JudgedDesign } from './judged.ts';

export const requireDesigns: readonly JudgedDesign[] = [
  {
    name: 'at most once: a call that its callee knows again',
    text: `service Shop { serves buy { calls Pay.go with 2 retries, key id } }
      service Pay { serves go idempotent by id { increments Sum } } store Sum
      actor U { calls Shop.buy }
      require Pay.go at most once per Shop.buy
      require Sum at most once per Shop.buy`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'at most once: a call that its callee does not know',
    text: `service Shop { serves buy { calls Pay.go with 2 retries } }
      service Pay { serves go { puts Sum } } store Sum
      actor U { calls Shop.buy }
      require Pay.go at most once per Shop.buy
      require Sum at most once per Shop.buy`,
    breaks: ['requirement 0 1', 'requirement 1 1'],
  },
  {
    name: 'at most once below each of two messages',
    text: `event Paid { key id } queue Q : aws.sqs { dead-letters after 3 attempts  alarm } queue R : aws.sqs { dead-letters after 3 attempts  alarm } event Two { key id }
      actor U { sends Paid to Q }
      service S { on Paid from Q { sends Two to R } }
      service R1 { on Two from R idempotent by id { calls Bank.pay } } external Bank { serves pay }
      require Bank.pay at most once per Paid
      require Bank.pay at most once per Two
      require Two at most once per Paid`,
    breaks: ['requirement 2 1'],
  },
  {
    name: 'at most once below a message of many',
    text: `event Paid { key id } queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service S { serves go { each "x" at most 5 { sends Paid to Q } } } actor U { calls S.go }
      service R { on Paid from Q idempotent by id { calls Bank.pay with key id } } external Bank { serves pay idempotent by id }
      require Bank.pay at most once per Paid
      require Bank.pay at most once per S.go`,
    breaks: ['requirement 1 0'],
  },
  {
    name: 'at most once, and leading to an end, through a join',
    text: `event Paid { key id }  event Packed { key id }
      queue P : aws.sqs { dead-letters after 3 attempts  alarm }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
      service Shop { serves buy { sends Paid to P  sends Packed to Q } }
      service Ship { on all of Paid, Packed within 10m using Came { increments Sum } otherwise { calls Bank.refund } } store Came { key id } store Sum external Bank { serves refund }
      require Sum at most once per Paid
      require Sum at most once per Packed
      require Sum at most once per Shop.buy
      require Paid leads to Sum or Bank.refund
      require Paid leads to Sum
      require Packed leads to Sum`,
    breaks: ['all-or-nothing Shop 1', 'effect-once Ship 1', 'requirement 0 1', 'requirement 1 1', 'requirement 2 1', 'requirement 4 1'],
  },
  {
    name: 'at most once below a workflow that is called',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.pay  step B puts Rows }  external Bank { serves pay } store Rows
      service Shop { serves buy { calls W with 1 retry } }
      actor U { calls Shop.buy }
      require Bank.pay at most once per Shop.buy
      require Rows at most once per Shop.buy
      require W.B at most once per W
      require W at most once per Shop.buy
      require Shop.buy leads to Rows`,
    breaks: [
      'all-or-nothing W 2',
      'effect-once Shop 1',
      'requirement 0 1',
      'requirement 1 1',
      'requirement 2 1',
      'requirement 3 1',
      'requirement 4 1',
    ],
    faults: 2,
  },
  {
    name: 'at most once below a workflow that is called by name',
    text: `orchestrator W : aws.stepfunctions { step A calls Bank.pay with 2 retries, key id  step B puts Rows }  external Bank { serves pay idempotent by id } store Rows
      service Shop { serves buy { calls W with 2 retries, key id } }
      actor U { calls Shop.buy }
      require Bank.pay at most once per Shop.buy
      require Rows at most once per Shop.buy
      require W at most once per Shop.buy
      require Shop.buy leads to Rows
      require Shop.buy all or nothing`,
    breaks: ['all-or-nothing W 1', 'requirement 2 1', 'requirement 3 1'],
    faults: 2,
  },
  {
    name: 'a fallback counts as itself',
    text: `service Shop { serves buy { calls Bank.pay with fallback Other.pay } } external Bank { serves pay } external Other { serves pay }
      actor U { calls Shop.buy }
      require Bank.pay at most once per Shop.buy
      require Other.pay at most once per Shop.buy
      require Shop.buy leads to Bank.pay
      require Shop.buy leads to Bank.pay or Other.pay`,
    breaks: ['requirement 2 1'],
  },
  {
    name: 'at most once, where the store refuses the repeat, and where it does not',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S : aws.ecs { on Paid from Q { inserts A  puts B if newer  puts C } }  store A  store B  store C
      require A at most once per Paid
      require B at most once per Paid
      require C at most once per Paid`,
    breaks: ['requirement 2 1'],
  },
  {
    name: 'leading to an end past a partition that stops where somebody is called, with what waits behind it',
    text: `event Paid { key id  ordered by who }  stream K : kafka { grouped by who  alarm }  store A  actor U { publishes Paid to K }
      service S : kubernetes { instances 2  on Paid from K with unlimited retries exponential { puts A } }
      require Paid leads to A`,
    breaks: [],
  },
  {
    name: 'the same where nobody is',
    text: `event Paid { key id  ordered by who }  stream K : kafka { grouped by who }  store A  actor U { publishes Paid to K }
      service S : kubernetes { instances 2  on Paid from K with unlimited retries exponential { puts A } }
      require Paid leads to A`,
    breaks: ['nothing-blocked K 1', 'requirement 0 1'],
  },
  {
    name: 'at most once, and leading to an end, through an outbox',
    text: `event Paid { key id } topic T : aws.sns queue Q : aws.sqs { subscribes to T with dead-letters to D dead-letters after 3 attempts  alarm } queue D : aws.sqs { alarm }
      service Shop { serves buy idempotent by id { puts Rows  publishes Paid to T via outbox Rows } } store Rows
      service S { on Paid from Q { appends A } } store A
      actor U { calls Shop.buy with 2 retries, key id }
      require Paid at most once per Shop.buy
      require A at most once per Paid
      require Shop.buy leads to Paid
      require Shop.buy leads to A`,
    breaks: ['effect-once S 1', 'requirement 1 1', 'requirement 2 1', 'requirement 3 1'],
  },
  {
    name: 'at most once, and leading to an end, through a change stream',
    text: `event Changed { key id } stream C : aws.dynamodb.streams
      store Rows : aws.dynamodb { key id publishes Changed to C }
      service Shop { serves buy { puts Rows } }
      service S : aws.lambda { on Changed from C { appends A } } store A
      actor U { calls Shop.buy with 2 retries }
      require A at most once per Changed
      require A at most once per Shop.buy
      require Changed leads to A`,
    breaks: ['effect-once S 1', 'nothing-blocked C 1', 'requirement 0 1', 'requirement 1 1', 'requirement 2 1'],
  },
  {
    name: 'all or nothing, though the message is parked where somebody looks',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S { on Paid from Q { puts A  puts B } } store A store B
      require S all or nothing
      require Paid leads to B`,
    breaks: ['requirement 0 1'],
  },
  {
    name: 'all or nothing in one transaction',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S { on Paid from Q { atomically { puts A  puts B } } } store A store B
      require S all or nothing`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'all or nothing of a workflow, and what it leads to',
    text: `orchestrator W : aws.stepfunctions { step A puts Stock  step B calls Bank.pay with 2 retries, key id }  store Stock  external Bank { serves pay idempotent by id }
      actor U { starts W with key id }
      require W all or nothing
      require Bank.pay at most once per W
      require W leads to Bank.pay
      require W leads to W.B`,
    breaks: ['all-or-nothing W 1', 'requirement 0 1', 'requirement 2 1', 'requirement 3 1'],
  },
  {
    name: 'a workflow that leads to one end or the other',
    text: `event Cancelled { key id } event Placed { key id } topic T : aws.sns
      orchestrator W : aws.stepfunctions { subscribes to T for Placed with key id, dead-letters to D  step A puts Stock undo { deletes Stock }  step B calls Bank.pay with 2 retries, key id } otherwise { step C publishes Cancelled to Ends with unlimited retries }  store Stock  external Bank { serves pay idempotent by id }
      topic Ends : aws.sns queue D : aws.sqs { alarm } event Done { key id }
      service S { serves place { publishes Placed to T } }
      require Placed leads to W.B or Cancelled
      require W all or nothing`,
    breaks: ['all-or-nothing W 2', 'requirement 1 2'],
    faults: 2,
  },
  {
    name: 'never lost where somebody looks',
    text: `event Paid { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends Paid to Q }
      service S { on Paid from Q { puts A } } store A
      require Paid never lost
      require Paid leads to A`,
    breaks: [],
  },
  {
    name: 'never lost, though it is decided that it may be',
    text: `event Paid { key id }  queue Q : aws.sqs { no dead-letters because "x" }  actor U { sends Paid to Q }
      service S { on Paid from Q { puts A } } store A
      require Paid never lost
      require Paid leads to A`,
    breaks: ['requirement 0 1', 'requirement 1 1'],
  },
  {
    name: 'never lost on either of two legs',
    text: `event Paid { key id } topic T : aws.sns queue Q : aws.sqs { subscribes to T with dead-letters to D dead-letters after 3 attempts  alarm } queue R : aws.sqs { subscribes to T with dead-letters to D no dead-letters } queue D : aws.sqs { alarm }
      actor U { publishes Paid to T }
      service S { on Paid from Q { puts A } } store A
      service R1 { on Paid from R { puts B } } store B
      require Paid never lost
      require Paid leads to A
      require Paid leads to B
      require Paid leads to S`,
    breaks: ['requirement 0 1', 'requirement 2 1'],
  },
  {
    name: 'in order, though the message does not ask for it',
    text: `event Paid { key id } topic T : aws.sns queue Q : aws.sqs { subscribes to T with dead-letters to D dead-letters after 3 attempts  alarm } queue R : aws.sqs { subscribes to T with dead-letters to D dead-letters after 3 attempts alarm } queue D : aws.sqs { alarm }
      actor U { publishes Paid to T }
      service S { on Paid from Q { puts A if newer } } store A
      service R1 { on Paid from R { puts B } } store B
      require Paid in order at S`,
    breaks: ['requirement 0 1'],
  },
  {
    name: 'in order, though the consumer says that it does not mind',
    text: `event Paid { key id ordered by who } queue Q : aws.sqs.fifo { grouped by who dead-letters after 3 attempts  alarm }
      actor U { sends Paid to Q }
      service S { on Paid from Q with ordering none { puts A } } store A
      require Paid in order at S`,
    breaks: ['requirement 0 1'],
  },
  {
    name: 'the progress of a workflow survives',
    text: `orchestrator W : aws.ecs { keeps Progress in memory  step A puts Rows  step B puts Rows2 } store Rows store Rows2
      actor U { starts W with key id }
      require W.Progress survives instance loss`,
    breaks: ['all-or-nothing W 1', 'requirement 0 1', 'state-kept W 1'],
  },
  {
    name: 'a copy survives',
    text: `service Cart { instances 2  keeps Basket in memory rebuilt from Log  serves add { puts Log } }  store Log  actor U { calls Cart.add }
      require Cart.Basket survives instance loss`,
    breaks: [],
  },
  {
    name: 'leading to an end, unless a message is parked when the time of a join runs out',
    text: `event C { key id }  event A { key id }  event B { key id }
      queue QA : aws.sqs { dead-letters after 3 attempts  alarm }  queue QB : aws.sqs { dead-letters after 3 attempts  alarm }
      queue QC : aws.sqs { dead-letters after 3 attempts  alarm }
      actor U { sends C to QC }
      service Both { on C from QC { sends A to QA  sends B to QB } }
      service Ship { on all of A, B within 10m using S1 { puts S0 } otherwise { puts S1 } } store S0 store S1 { key id }
      require A leads to S0`,
    breaks: [],
  },
  {
    name: 'a failed step that names one behind the undos: the run goes on there, and leaves out what stands before it',
    text: `orchestrator W : aws.stepfunctions { step Book calls Desk.book undo Desk.free on failure Tell  step Pay calls Bank.look on failure Tell }
        otherwise { step Skip puts Log  step Tell puts Log }
      service Desk { serves book { puts Rows }  serves free { deletes Rows } }  external Bank { serves look safe }  store Rows  store Log
      require Log at most once per W`,
    breaks: ['all-or-nothing W 2'],
    faults: 2,
  },
  {
    name: 'the same of a workflow that may not have noted its undo',
    text: `orchestrator W : aws.ecs { keeps Progress in Runs  step Book calls Desk.book undo Desk.free on failure Tell  step Pay calls Bank.look on failure Tell }
        otherwise { step Skip puts Log  step Tell puts Told }
      service Desk { serves book { puts Rows }  serves free { increments Rows } }  external Bank { serves look safe }
      store Rows  store Log  store Told  store Runs
      require Log at most once per W`,
    breaks: ['all-or-nothing W 2', 'effect-once W 2'],
    faults: 2,
  },
  {
    name: 'a run that is started by name begins once, however often it is asked for',
    text: `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends E to Q }
      service S { on E from Q { starts W with key id } }  orchestrator W : aws.stepfunctions { step A puts Rows }  store Rows
      require W at most once per E`,
    breaks: [],
    faults: 2,
  },
  {
    name: 'and without a name as often as it is asked for',
    text: `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  actor U { sends E to Q }
      service S { on E from Q { starts W } }  orchestrator W : aws.stepfunctions { step A puts Rows }  store Rows
      require W at most once per E`,
    breaks: ['effect-once S 1', 'requirement 0 1'],
  },
];
