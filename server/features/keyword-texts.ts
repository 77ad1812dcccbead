/**
 * What the words of the language mean, in a sentence or two: for hover and completion. Keyed by the rule of the grammar that a word stands in and, where
 * the rule is of several statements, by the word that tells them apart. docs/language.md says it at length; a test holds that no word is forgotten.
 */

/** A statement or option as one writes it, and what it means. */
export interface KeywordText {
  /** The form, with what may be left out in brackets. */
  readonly form: string;
  readonly text: string;
}

function meaning(form: string, text: string): KeywordText {
  return { form, text };
}

const ordering = meaning(
  'ordering none | per-key | total',
  'In which order messages come out: in none, in order for each key (message group, partition), or all of them in order.',
);
const delivery = meaning(
  'delivery at-least-once | at-most-once | exactly-once',
  'How often a message comes: maybe twice (a consumer has to be able to bear that), maybe never, or just once.',
);
const retries = meaning(
  'N retries [exponential | linear | fixed] [from D] [jitter]',
  'Tries again that many times after the first attempt: `3 retries` are four attempts. `exponential` waits twice as long each time, beginning with `from` D; `jitter` spreads the waiting, so that not all try again at once.',
);
const condition =
  '`if newer`: an older version, or the same again, changes nothing. `if unchanged`: only when nobody wrote since it was read (optimistic locking).';
const heartbeat = meaning(
  'heartbeat [D]',
  'Whoever works tells every D that it still does; the message, or the step, is held for it meanwhile, and given up when the beats stop.',
);

const texts: Readonly<Record<string, KeywordText>> = {
  // ---------------------------------------------------------------- systems and messages
  System: meaning(
    'system NAME ["title"] { … }',
    'A namespace. It may be continued in any file of the project; from outside its elements are `NAME.Element`.',
  ),
  Group: meaning(
    'group NAME ["title"] { … }',
    'A boundary in the picture, with an owner perhaps. It is no namespace: elements move in and out of it freely.',
  ),
  Correlation: meaning(
    'correlation FIELD',
    'The field that ties together all messages of one run. Said once for a system, it holds for all its messages.',
  ),
  'Annotation note': meaning('note "…"', 'Words for people. They change no finding.'),
  'Annotation owner': meaning('owner "…"', 'Who looks after it.'),
  'Annotation link': meaning('link "https://…"', 'Where to read more.'),
  'Annotation tags': meaning('tags a, b', 'Words by which the picture can be filtered.'),
  'Message event': meaning(
    'event NAME { key FIELD … }',
    'A fact that happened. Whoever wants to know of it handles it; the sender knows none of them.',
  ),
  'Message command': meaning('command NAME { key FIELD … }', 'A request to do something, sent to the one who is to do it.'),
  Ordered: meaning(
    'ordered [by FIELD]',
    'Consumers must see messages with the same field in the order in which they were published; without a field, all of them.',
  ),
  Schema: meaning('schema "…"', 'Where the contract of the message is.'),
  Useful: meaning('useful for D', 'After that time the message is stale, and losing it no loss.'),
  Key: meaning(
    'key FIELD [+ FIELD]',
    'What makes it one and the same. Of a message: two with the same key are the same message, which an idempotent consumer handles once. Of a store: a row, and its first field the partition.',
  ),
  Index: meaning('index FIELD', 'The store can be read by this field too.'),

  // ---------------------------------------------------------------- kinds of elements
  'ElementKind queue': meaning('queue NAME [: technology]', 'A channel from which one consumer gets each message.'),
  'ElementKind topic': meaning('topic NAME [: technology]', 'A channel from which every subscriber gets each message.'),
  'ElementKind bus': meaning('bus NAME [: technology]', 'A topic with rules that route messages by what is in them.'),
  'ElementKind stream': meaning(
    'stream NAME [: technology]',
    'A partitioned log that can be read again: every service reads all of it, and its instances share the partitions.',
  ),
  'ElementKind service': meaning(
    'service NAME [: technology]',
    'Compute: it handles messages (`on`), serves operations (`serves`) and runs on a schedule (`every`).',
  ),
  'ElementKind store': meaning('store NAME [: technology]', 'Durable state: a table, a database, a bucket.'),
  'ElementKind cache': meaning('cache NAME [: technology]', 'A copy that may be lost at any time.'),
  'ElementKind balancer': meaning('balancer NAME [: technology]', 'Spreads requests over the instances of services.'),
  'ElementKind gateway': meaning('gateway NAME [: technology]', 'The front door: it routes requests to services.'),
  'ElementKind actor': meaning('actor NAME', 'A person or client that starts things.'),
  'ElementKind external': meaning('external NAME', 'A system that somebody else runs.'),
  Element: meaning(
    'kind NAME : technology',
    'The product that it runs on. What that guarantees and allows is known from it, and can be said otherwise in the body.',
  ),
  TechnologyKind: meaning('technology NAME is KIND', 'The kinds of elements that the product can be.'),

  // ---------------------------------------------------------------- settings
  'Setting retention': meaning(
    'retention D | unlimited',
    'How long a message is kept that nobody has taken; of a workflow, how long a run can be looked up.',
  ),
  'Setting visibility': meaning(
    'visibility D',
    'How long a message that was received is hidden from others. A consumer that is not done by then gets it again, or another one does.',
  ),
  'Setting delay': meaning('delay D', 'How long a message waits in the channel before it can be received.'),
  'Setting latency': meaning('latency D', 'How long one access takes, as a 99th percentile.'),
  'Setting timeout': meaning('timeout D', 'After that long it is given up: a run of a service or workflow, a request through a gateway.'),
  'Setting ttl': meaning(
    'ttl D [jitter]',
    'After that long an entry is gone. `jitter` spreads it, so that entries that came together do not all go together.',
  ),
  'Setting size': meaning('size 4KB', 'The largest message that there is, or that the channel takes.'),
  'Setting throughput': meaning('throughput N/s [per partition]', 'The most that it can take.'),
  'Setting concurrency': meaning('concurrency N', 'How many at a time, all instances together; of a store, how many connections.'),
  'Setting available': meaning('available 99.9%', 'The share of the time in which it answers.'),
  'Setting partitions': meaning(
    'partitions N',
    'How many partitions the log has: so many instances of a service can read it side by side.',
  ),
  'Setting replicas': meaning(
    'replicas N',
    'How many copies there are besides the first: with none, what is in memory dies with its node.',
  ),
  'Setting version': meaning('version N', 'The version of the contract.'),
  'Setting instances': meaning('instances N | A..B', 'How many run at the same time, or between which numbers that varies with the load.'),
  Setting: meaning('… at most V', 'The limit that the product sets; what stands before it is the default.'),
  'Quantity unlimited': meaning('unlimited', 'Without a limit.'),
  'Flag alarm': meaning(
    'alarm',
    'Somebody is told: when a queue fills or ages, when something is parked in its dead letters, when a run of a workflow fails.',
  ),
  'Flag compacted': meaning('compacted', 'The log keeps the last message of each key for good and drops earlier ones.'),
  'Flag durable': meaning('durable', 'What was written is still there after a restart.'),
  'Flag critical': meaning('critical', 'To lose it, or to do it twice, is an incident.'),
  'Flag expendable': meaning('expendable', 'To lose some is fine.'),
  OrderingSetting: ordering,
  OrderingValue: ordering,
  DeliverySetting: delivery,
  DeliveryValue: delivery,
  ConsistencySetting: meaning(
    'consistency strong | eventual [by index]',
    'What a read gets that does not say `strongly`: the last write, or maybe an older one. `by index`: what a read by an index gets, whatever it says.',
  ),
  Grouped: meaning(
    'grouped by FIELD [in N groups]',
    'Messages (or rows) with the same field stay together and in order: the message group, partition key or session. `in N groups`, where the field has few values.',
  ),
  Deduplicates: meaning(
    'deduplicates [by FIELD] within D',
    'The same message, published once more within that time, is kept once. What is delivered again is not affected.',
  ),

  // ---------------------------------------------------------------- channels
  Subscription: meaning(
    'subscribes to TOPIC [for MESSAGE, …] [with …]',
    'Takes what is published there: all of it, or the messages named after `for`.',
  ),
  DeadLetters: meaning(
    'dead-letters [group] [to QUEUE] [after N attempts]',
    'A message that has failed that many times is parked instead of being tried for ever or lost: in the queue named, or else in one of its own, `Name.dead-letters`, which the `alarm` covers. `group` parks all of its key with it, so that order survives.',
  ),
  NoDeadLetters: meaning('no dead-letters [because "…"]', 'Decided: what fails for good is not parked.'),
  Drops: meaning('drops after N attempts', 'Decided: after so many attempts the message is given up and gone.'),
  Redrives: meaning('redrives to QUEUE', 'People put what is parked here back there.'),
  Carries: meaning('carries MESSAGE, …', 'Only these messages may be sent here. Without it, the channel takes whatever is.'),

  // ---------------------------------------------------------------- state
  Keeps: meaning(
    'keeps NAME in memory | on disk | in STORE [rebuilt from SOURCE [within D]]',
    'State that must survive from one request to the next, and where it lives. In memory or on disk it dies with the instance, unless it is a copy that is rebuilt.',
  ),
  Caches: meaning('caches STORE', 'A copy that is filled when read, and stale for its `ttl`.'),
  RebuiltFrom: meaning(
    'rebuilt from STORE [within D]',
    'A copy that is kept up with the original: a replica, an index, a projection. It lags by D; to lose it loses nothing.',
  ),
  OwnedBy: meaning('owned by SERVICE', 'Who may write it. Others ask the owner.'),
  Route: meaning('routes ["GET /path"] to SERVICE[.operation] | { … }', 'Where requests of this route go, or what happens to them.'),
  Sticky: meaning('sticky sessions [for D]', 'All requests of one client go to the same instance.'),

  // ---------------------------------------------------------------- what services do
  Handler: meaning(
    'on MESSAGE [from CHANNEL] [idempotent] [with …] { … }',
    'What happens when the message comes: once for each delivery, so maybe twice for one message.',
  ),
  'Handler all': meaning(
    'on all of A, B [within D] [using STORE] { … } otherwise { … }',
    'Waits until all have come for the same key, then runs once. STORE holds those that came; `otherwise` runs when the time is up.',
  ),
  'Handler of': meaning(
    'on all of A, B [within D] [using STORE] { … } otherwise { … }',
    'Waits until all have come for the same key, then runs once. STORE holds those that came; `otherwise` runs when the time is up.',
  ),
  'Handler otherwise': meaning('on all of A, B within D { … } otherwise { … }', 'What happens when the time is up and not all have come.'),
  Operation: meaning('serves NAME[(REQUEST)] [in D] [idempotent] { … }', 'What happens when the service is called so: once for each call.'),
  Schedule: meaning('every D { … }', 'Runs at regular intervals: once a tick, however many instances there are.'),
  'Clause from': meaning('from CHANNEL', 'The channel that the messages are taken from. Without it: wherever they are published.'),
  'Clause within': meaning('within D', 'How long a join waits for the rest.'),
  'Clause using': meaning('using STORE', 'The store that keeps what has come of a join.'),
  'Clause critical': meaning('critical', 'Done twice or never, it is an incident.'),
  'Clause expendable': meaning('expendable', 'It matters little whether it is done.'),
  'Clause safe': meaning('safe', 'It changes nothing, so it may be repeated at will.'),
  'Clause in': meaning('in D', 'How long one run takes, as a 99th percentile; of a batch, if there is one.'),
  'Clause idempotent': meaning(
    'idempotent [by FIELD] [within D] [using STORE]',
    'The same key once more within that time changes nothing. `by`: the message’s key, unless said; `within`: for ever, unless said; STORE holds a mark of what is done, in one transaction with what is written to it.',
  ),
  Options: meaning('with OPTION, OPTION', 'Options of this statement, with commas between them.'),
  'Option batch': meaning('batch [N] [within D]', 'Up to N messages are handled in one run, gathered for up to D.'),
  'Option partial': meaning('partial failures', 'An item that fails does not fail its batch: only it is tried again.'),
  'Option concurrency': meaning('concurrency N', 'How many of these run at a time.'),
  'Option timeout': meaning('timeout D', 'Gives up after that long. What was asked for may happen nevertheless.'),
  'Option heartbeat': heartbeat,
  'Option acknowledges': meaning(
    'acknowledges first',
    'The message is taken off the channel before the work is done: what fails then is lost.',
  ),
  'Option filter': meaning('filter "…"', 'Only messages that fit come through.'),
  'Option ordering': meaning('ordering none', 'This consumer does not care in which order messages come.'),
  'Option delivery': meaning(
    'delivery exactly-once | at-most-once',
    'Of a handler: one broker transaction, which covers what is published back to it. Of an effect: `at-most-once` is not confirmed.',
  ),
  'Option key': meaning(
    'key FIELD',
    'The idempotency key that is passed along. It protects where the one who is called is `idempotent by` it; a workflow started by it starts once.',
  ),
  'Option circuit-breaker': meaning('circuit-breaker', 'After many failures it stops asking for a while, and fails at once.'),
  'Option fallback': meaning('fallback TARGET', 'What is done instead when the call fails.'),
  'Option delay': meaning('delay D', 'The message waits that long before it can be received.'),
  RetryPolicy: retries,
  'RetryPolicy unlimited': meaning('unlimited retries', 'Tries until it is through.'),
  'RetryPolicy no': meaning('no retries', 'One attempt.'),

  // ---------------------------------------------------------------- effects
  Read: meaning(
    'reads STORE [by FIELD] [strongly]',
    'Reads by the store’s key, or by the field named. `strongly`: what was written last, and no older copy.',
  ),
  'Write puts': meaning(
    'puts STORE [if newer | if unchanged]',
    `Writes the row of the message’s key, whatever was there: twice is the same as once. ${condition}`,
  ),
  'Write inserts': meaning('inserts STORE', 'Creates the row of the message’s key and fails if it exists: twice is the same as once.'),
  'Write deletes': meaning('deletes STORE', 'Removes the row of the message’s key: twice is the same as once.'),
  'Write appends': meaning('appends STORE', `Adds a row every time: twice is **not** the same as once. ${condition}`),
  'Write increments': meaning('increments STORE', `Changes a value by an amount: twice is **not** the same as once. ${condition}`),
  'Write writes': meaning('writes STORE', `Some write, not said which, so whether twice is the same as once is unknown. ${condition}`),
  'Write if': meaning('… if newer | if unchanged', condition),
  'Write newer': meaning('… if newer', condition),
  'Write unchanged': meaning('… if unchanged', condition),
  Publish: meaning(
    'publishes EVENT [to TOPIC] [via outbox STORE] [with …]',
    'Sends an event to every subscriber. `via outbox`: stored in one transaction with what the body writes to the store, and passed on later, at least once.',
  ),
  Send: meaning(
    'sends MESSAGE [to QUEUE] [via outbox STORE] [with …]',
    'Sends to one receiver: a queue, a service, a waiting workflow, an external, an actor. `via outbox`: stored in one transaction with what the body writes to the store, and passed on later, at least once.',
  ),
  Call: meaning('calls SERVICE[.operation] ["route"] [with …]', 'Calls and waits for the answer.'),
  Start: meaning(
    'starts WORKFLOW [with key FIELD]',
    'Starts a workflow and does not wait for it. With a key, the same key starts one run.',
  ),
  Frequency: meaning('… at 50/s', 'How often this happens; `50..400/s` is an average and a peak.'),
  Atomically: meaning('atomically { … }', 'The writes inside happen all or none.'),
  Parallel: meaning('parallel { … }', 'The statements inside run side by side.'),
  When: meaning('when "…" { … } [otherwise when "…" { … }] [otherwise { … }]', 'One of the blocks happens. The condition is in words.'),
  Each: meaning(
    'each "parcel" [at most N] [with concurrency N] { … }',
    'Once for each: how many there are at most, and how many at a time.',
  ),

  // ---------------------------------------------------------------- workflows
  Orchestrator: meaning(
    'orchestrator NAME [: technology] { step … }',
    'A workflow that decides what runs next, and undoes what was done when a step fails for good.',
  ),
  'Orchestrator otherwise': meaning(
    'orchestrator NAME { … } otherwise { … }',
    'What runs when the workflow fails: after the undos of the steps that were done.',
  ),
  Step: meaning(
    'step NAME EFFECT [undo OPERATION] [on failure STEP]',
    'One step. When one fails for good, the run fails, and the undos of those done run in reverse order, unless `on failure` says where to go on.',
  ),
  Undo: meaning('undo OPERATION | undo { … }', 'What takes the step back when a later one fails: its compensation.'),
  Wait: meaning(
    'waits D | waits for MESSAGE [from CHANNEL] [at most D]',
    'Waits for a time, or for the first of these messages (`all of`: for all), for at most D.',
  ),

  // ---------------------------------------------------------------- technologies
  Technology: meaning(
    'technology NAME is KIND [like OTHER] { … }',
    'What is known of a product, or a standard of the house. `like` takes over the facts of another one.',
  ),
  CatchesFailures: meaning(
    'dead-letters on queue | subscription | handler [to TECHNOLOGY]',
    'Where the product catches what fails for good, and in what.',
  ),
  BatchSetting: meaning('batch N [at most M]', 'How many messages one run or receive takes, unless said, and at most.'),
  'ProductFlag ephemeral': meaning('ephemeral', 'Instances come and go with the load, and what they keep goes with them.'),
  'ProductFlag managed': meaning('managed', 'The vendor runs and replicates it.'),
  'ProductFlag pushes': meaning('pushes', 'It delivers unasked: a consumer that is slow is not waited for.'),
  'ProductFlag traced': meaning('traced', 'It passes the trace on without being asked.'),
  'ProductFlag pointers': meaning('pointers', 'What it parks is a pointer to the messages and not the messages.'),
  'ProductFlag partial': meaning('partial failures', 'An item that fails does not fail its batch.'),
  'ProductFlag no': meaning(
    'no waits | no window',
    '`no waits`: its workflows cannot wait for a message. `no window`: it hands over what there is, and gathers no batch over a time.',
  ),
  'ProductFlag keeps': meaning('keeps age', 'A message that is parked keeps its age: it expires as early as if it had not been.'),
  'ProductFlag new': meaning('new ids', 'A message that is put back gets another id, by which nobody knows it again.'),
  'ProductFlag drops': meaning(
    'drops unmatched',
    'What a filter of its does not let through is gone: nobody else gets it, and nothing tells of it.',
  ),
  StepsLimit: meaning('steps N', 'The most entries that the history of a run may have.'),
  EachLimit: meaning('each N [at most M]', 'How many items of an `each` run at a time.'),
  HeartbeatSetting: heartbeat,
  Mark: meaning('mark NAME', 'The sign that the picture shows for it.'),
  Needs: meaning(
    'needs attempts N | visibility N | window N | spare N',
    'What it needs of the queue in front of it; of the concurrency that all share, how much must stay free.',
  ),
  'Needs attempts': meaning(
    'needs attempts N',
    'A queue in front of it should try at least that many times before it parks: failures that are not the message’s fault count too.',
  ),
  'Needs visibility': meaning('needs visibility N', 'The visibility of a queue in front of it should be that many times its timeout.'),
  'Needs spare': meaning(
    'needs spare N',
    'All elements of the product share its concurrency, and that much of it cannot be set aside for single ones.',
  ),
  'Needs window': meaning('needs window N', 'A batch of more than that many needs a time in which to gather it (`within D`).'),
  Readers: meaning('readers N', 'How many services may read the stream.'),
  Subscribers: meaning('subscribers KIND, …', 'What may subscribe to the topic.'),

  // ---------------------------------------------------------------- flows, views, requirements
  Flow: meaning('flow NAME ["title"] from ENTRY ["route"] { … }', 'An entry point that matters, and what it must meet.'),
  'FlowStatement within': meaning('within D', 'The answer comes by then; of a flow that a message begins, all is done by then.'),
  'FlowStatement available': meaning('available 99.9%', 'The share of the time in which it must work.'),
  'FlowStatement reads': meaning(
    'reads own writes | all writes [after D]',
    'Who wrote sees it in the next read (`own`), or everybody does (`all`); `after D`, if it may lag that long.',
  ),
  'FlowStatement at': meaning('at 200/s', 'How often it begins, where no actor says so.'),
  View: meaning('view NAME ["title"] { include … }', 'A picture of a part of the design.'),
  'ViewStatement include': meaning('include NAME, …', 'Shows these: elements, groups, flows.'),
  'ViewStatement around': meaning('around ELEMENT [within N]', 'Shows what is at most N steps away from it.'),
  'ViewStatement exclude': meaning('exclude NAME, …', 'Leaves these out.'),
  'ViewStatement direction': meaning('direction right | down | left | up', 'Which way the arrows point.'),
  Requirement: meaning(
    'require SUBJECT …',
    'A guarantee that every run of the design must give, whatever single fault strikes. A run that breaks it is shown step by step.',
  ),
  'Requirement at': meaning('require EFFECT at most once per MESSAGE', 'However often the message comes, this happens once at most.'),
  'Requirement never': meaning('require MESSAGE never lost', 'Each one is handled, or parked where somebody looks after it.'),
  'Requirement in': meaning(
    'require MESSAGE in order at SERVICE',
    'Messages of one key are handled there in the order in which they were published.',
  ),
  'Requirement survives': meaning('require STATE survives instance loss', 'It is still there when an instance dies.'),
  'Requirement all': meaning('require WORKFLOW all or nothing', 'All of its effects last, or none does.'),
  'Requirement leads': meaning('require START leads to OUTCOME [or OUTCOME]', 'One of these comes about in the end.'),
};

/**
 * What a word of the language means where it stands.
 *
 * @param rule the rule of the grammar that it stands in
 * @param words the words by which the rule's statements can be told apart, the most telling one first
 */
export function keywordText(rule: string, words: readonly string[]): KeywordText | undefined {
  for (const word of words) {
    const own = texts[`${rule} ${word}`];
    if (own !== undefined) return own;
  }
  return texts[rule];
}
