/** Small designs that are written in Promela too. */

export interface SpinDesign {
  readonly name: string;
  readonly text: string;
  readonly faults: number;
}

export const spinDesigns: readonly SpinDesign[] = [
  {
    name: 'a sale that is stored, told and counted',
    faults: 1,
    text: `event Sold { key id }
      queue Sales : aws.sqs { dead-letters after 5 attempts }
      service Shop { serves sell { puts Ledger  sends Sold to Sales } }
      service Stats { on Sold from Sales { increments Sum } }
      store Ledger  store Sum
      actor U { calls Shop.sell with 2 retries }`,
  },
  {
    name: 'the same with a mark beside the sum',
    faults: 1,
    text: `event Sold { key id }
      queue Sales : aws.sqs { dead-letters after 5 attempts  alarm }
      service Shop { serves sell { sends Sold to Sales } }
      service Stats { on Sold from Sales idempotent by id using Sum { increments Sum  appends Log } }
      store Sum  store Log
      actor U { calls Shop.sell with 2 retries }`,
  },
  {
    name: 'a payment that a handler makes for each order',
    faults: 2,
    text: `event Ordered { key id }
      queue Orders : aws.sqs { dead-letters after 2 attempts  alarm }
      service Pay { on Ordered from Orders idempotent by id { calls Bank.charge with 1 retry  puts Paid } }
      store Paid  external Bank { serves charge }
      actor U { sends Ordered to Orders }`,
  },
  {
    name: 'a payment with a key, and a mail without',
    faults: 2,
    text: `event Ordered { key id }
      queue Orders : aws.sqs { dead-letters after 2 attempts  alarm }
      service Pay { on Ordered from Orders { calls Bank.charge with 1 retry, key id  calls Mail.send } }
      external Bank { serves charge idempotent by id }  external Mail { serves send }
      actor U { sends Ordered to Orders }`,
  },
  {
    name: 'a topic with two consumers, one of which may lose what it gets',
    faults: 1,
    text: `event Moved { key id }
      topic Moves : aws.sns
      queue Maps : aws.sqs { subscribes to Moves }
      queue Bills : aws.sqs { subscribes to Moves  dead-letters after 3 attempts  alarm }
      service Map { on Moved from Maps { puts Places } }
      service Bill { on Moved from Bills idempotent by id using Sums { increments Sums } }
      store Places  store Sums
      actor U { publishes Moved to Moves }`,
  },
  {
    name: 'calls three deep, guarded in the middle',
    faults: 2,
    text: `service A { serves go { calls B.go with 1 retry } }
      service B { serves go idempotent { calls C.go with 1 retry  puts Rows } }
      service C { serves go { increments Sum } }
      store Rows  store Sum
      actor U { calls A.go with 1 retry }`,
  },
  {
    name: 'a message that sets off the next, through dead letters that are consumed',
    faults: 1,
    text: `event One { key id }  event Two { key id }
      queue First : aws.sqs { dead-letters to Failed after 2 attempts }
      queue Failed : aws.sqs
      queue Second : aws.sqs
      service S { on One from First { puts Rows  sends Two to Second } }
      service Ops { on One from Failed { appends Cases } }
      service R { on Two from Second idempotent by id { increments Sum } }
      store Rows  store Cases  store Sum
      actor U { sends One to First }`,
  },
  {
    name: 'two writes in one transaction, and a third',
    faults: 1,
    text: `service S { serves go { atomically { puts A  puts B }  puts C } }
      store A  store B  store C
      actor U { calls S.go }`,
  },
];
