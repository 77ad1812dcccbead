/** Statements and options that are misplaced, said twice, or lack their value. */
import type { ProblemCase } from './problem-case.ts';

const strayOptions = `event A
queue Q { subscribes to T with batch 10, filter "x" }
topic T
service S {
  on A from Q with key a
  on A from T with ordering total, batch 5
  serves s with partial failures
  sends A to Q with timeout 3s, concurrency 2
}
orchestrator O { step W waits for A from Q with heartbeat 3s, timeout 5s }
`;

const figures = `actor U { sends E to Q at 20..5/s }
event E
queue Q { partitions 0 }
external X { serves op  available 120%  throughput 300..200/s }
service S { instances 5..2  concurrency 0  on E from Q with concurrency 1 }
service T { instances 2..2  available 100% }
actor V { sends E to Q at 5..5/s  calls X at 1..2/m }
`;

export const statementsCases: readonly ProblemCase[] = [
  {
    that: 'ranges that count down, and figures that cannot be',
    text: figures,
    problems: [
      {
        at: '20..5/s',
        says: 'syntax-error: `20..5/s` counts down: a range goes up, `5..20/s`.',
        fixes: { 'Change to `5..20/s`': figures.replace('20..5/s', '5..20/s') },
      },
      { at: '0', says: 'syntax-error: `partitions` takes at least 1, not `0`.' },
      { at: '120%', says: 'syntax-error: `available` takes at most 100%, not `120%`.' },
      {
        at: '300..200/s',
        says: 'syntax-error: `300..200/s` counts down: a range goes up, `200..300/s`.',
        fixes: { 'Change to `200..300/s`': figures.replace('300..200/s', '200..300/s') },
      },
      {
        at: '5..2',
        says: 'syntax-error: `5..2` counts down: a range goes up, `2..5`.',
        fixes: { 'Change to `2..5`': figures.replace('5..2', '2..5') },
      },
      { at: '0', says: 'syntax-error: `concurrency` takes at least 1, not `0`.' },
    ],
  },
  {
    that: 'an actor that serves, and a step of a service',
    text: 'actor U { serves x }\nservice S {\n  step One calls S.x\n  serves x\n}\n',
    problems: [
      {
        at: 'serves x',
        says: 'misplaced-option: `serves` means nothing on an actor. An actor begins things: it `calls`, `sends` and `publishes`.',
        fixes: { 'Remove `serves`': 'actor U { }\nservice S {\n  step One calls S.x\n  serves x\n}\n' },
      },
      {
        at: 'step',
        says: 'syntax-error: `step` belongs in an orchestrator, not in an element such as a service or a queue.',
        fixes: { 'Keep only the effect': 'actor U { serves x }\nservice S {\n  calls S.x\n  serves x\n}\n' },
      },
    ],
  },
  {
    that: 'what a message cannot say',
    text: 'event A {\n  key a\n  retention 3d  size 4KB\n  alarm\n}\n',
    problems: [
      {
        at: 'retention 3d',
        says: 'misplaced-option: `retention` means nothing on an event: it is said of the channel that carries it.',
        fixes: { 'Remove `retention`': 'event A {\n  key a\n  size 4KB\n  alarm\n}\n' },
      },
      {
        at: 'alarm',
        says: 'misplaced-option: `alarm` means nothing on an event: it is said of the channel that carries it.',
        fixes: { 'Remove `alarm`': 'event A {\n  key a\n  retention 3d  size 4KB\n}\n' },
      },
    ],
  },
  {
    that: 'what becomes of failures, said of a service and not of its handler',
    text: 'event A\nqueue Q\nservice S {\n  on A from Q\n  dead-letters to Q after 3 attempts\n}\nservice T { on A from Q concurrency 5 }\n',
    problems: [
      {
        at: 'dead-letters to Q after 3 attempts',
        says: 'misplaced-option: `dead-letters to` means nothing on a service. What a handler cannot deal with is parked where the channel says, or as the handler says: `on Message with dead-letters to Queue`.',
        fixes: {
          'Remove `dead-letters to`': 'event A\nqueue Q\nservice S {\n  on A from Q\n}\nservice T { on A from Q concurrency 5 }\n',
        },
      },
      {
        at: 'concurrency 5',
        says: 'misplaced-option: `with` is missing before `concurrency`: as it stands, it is said of the whole service, not of this handler.',
        fixes: {
          'Write `with` (safe)':
            'event A\nqueue Q\nservice S {\n  on A from Q\n  dead-letters to Q after 3 attempts\n}\nservice T { on A from Q with concurrency 5 }\n',
        },
      },
    ],
  },
  {
    that: 'options that mean nothing to a handler, an operation, a subscription, an effect, a step that waits',
    text: strayOptions,
    problems: [
      {
        at: 'batch 10',
        says: 'misplaced-option: `batch 10` means nothing to a subscription, whose options are `filter`, `dead-letters`, `drops` or `retries`.',
        fixes: { 'Remove `batch 10`': strayOptions.replace('batch 10, ', '') },
      },
      {
        at: 'key a',
        says: 'misplaced-option: `key a` means nothing to a handler, whose options are `batch`, `partial failures`, `concurrency`, `retries`, `timeout`, `heartbeat`, `dead-letters`, `drops`, `filter` or `ordering none`.',
        fixes: { 'Remove `key a`': strayOptions.replace(' with key a', '') },
      },
      {
        at: 'ordering total',
        says: 'misplaced-option: `ordering total` is for the channel to say: a handler can only do without the order, `ordering none`.',
        fixes: { 'Remove `ordering total`': strayOptions.replace('ordering total, ', '') },
      },
      {
        at: 'partial failures',
        says: 'misplaced-option: `partial failures` means nothing to an operation, whose options are `concurrency` or `timeout`.',
        fixes: { 'Remove `partial failures`': strayOptions.replace(' with partial failures', '') },
      },
      {
        at: 'concurrency 2',
        says: 'misplaced-option: `concurrency 2` means nothing to an effect, whose options are `timeout`, `retries`, `key`, `circuit-breaker`, `fallback`, `heartbeat`, `delay` or `delivery at-most-once`.',
        fixes: { 'Remove `concurrency 2`': strayOptions.replace(', concurrency 2', '') },
      },
      {
        at: 'timeout 5s',
        says: 'misplaced-option: `timeout 5s` means nothing to a waiting step, whose options are `heartbeat`.',
        fixes: { 'Remove `timeout 5s`': strayOptions.replace(', timeout 5s', '') },
      },
    ],
  },
  {
    that: 'what becomes of failures, said in two ways',
    text: 'event A\nqueue Q { drops after 3 attempts  no dead-letters }\nservice S { on A from Q with dead-letters to Q, drops after 3 attempts }\n',
    problems: [
      {
        at: 'no dead-letters',
        says: 'said-twice: `no dead-letters` says anew what `drops after 3 attempts` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: {
          'Remove `no dead-letters`':
            'event A\nqueue Q { drops after 3 attempts }\nservice S { on A from Q with dead-letters to Q, drops after 3 attempts }\n',
        },
      },
      {
        at: 'drops after 3 attempts',
        says: 'said-twice: `drops after 3 attempts` says anew what `dead-letters to Q` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: {
          'Remove `drops after 3 attempts`':
            'event A\nqueue Q { drops after 3 attempts  no dead-letters }\nservice S { on A from Q with dead-letters to Q }\n',
        },
      },
    ],
  },
  {
    that: 'what a queue cannot say',
    text: 'queue Q { instances 3  sticky sessions  critical  key a  on A }\nevent A\n',
    problems: [
      {
        at: 'instances 3',
        says: 'misplaced-option: `instances` means nothing on a queue. It is said of a service, a balancer, a gateway or an external.',
        fixes: { 'Remove `instances`': 'queue Q { sticky sessions  critical  key a  on A }\nevent A\n' },
      },
      {
        at: 'sticky sessions',
        says: 'misplaced-option: `sticky sessions` means nothing on a queue. It is said of a balancer or a gateway.',
        fixes: { 'Remove `sticky sessions`': 'queue Q { instances 3  critical  key a  on A }\nevent A\n' },
      },
      {
        at: 'critical',
        says: 'misplaced-option: `critical` means nothing on a queue. It is said of an event, a command, an operation or a flow.',
        fixes: { 'Remove `critical`': 'queue Q { instances 3  sticky sessions  key a  on A }\nevent A\n' },
      },
      {
        at: 'key a',
        says: 'misplaced-option: `key` means nothing on a queue. What keeps messages of a key together is `grouped by`.',
        fixes: { 'Remove `key`': 'queue Q { instances 3  sticky sessions  critical  on A }\nevent A\n' },
      },
      {
        at: 'on A',
        says: 'misplaced-option: `on` means nothing on a queue. A queue takes messages by `subscribes to`.',
        fixes: { 'Remove `on`': 'queue Q { instances 3  sticky sessions  critical  key a }\nevent A\n' },
      },
    ],
  },
  {
    that: 'how entries expire and what an index gives, each once, and jitter of nothing else',
    text: 'cache C { ttl 5m jitter }\nstore S {\n  consistency strong\n  consistency eventual by index\n  consistency strong by index\n}\nservice X : aws.lambda { retention 1h }\n',
    problems: [
      {
        at: 'consistency strong by index',
        says: 'said-twice: `consistency strong by index` says anew what `consistency eventual by index` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: {
          'Remove `consistency strong by index`':
            'cache C { ttl 5m jitter }\nstore S {\n  consistency strong\n  consistency eventual by index\n}\nservice X : aws.lambda { retention 1h }\n',
        },
      },
    ],
  },
  {
    that: 'what a service cannot say',
    text: 'topic T\nservice S {\n  subscribes to T\n  retention 3d\n  expendable\n}\n',
    problems: [
      {
        at: 'subscribes to T',
        says: 'misplaced-option: `subscribes to` means nothing on a service. A service handles messages: `on Message from Channel`.',
        fixes: { 'Remove `subscribes to`': 'topic T\nservice S {\n  retention 3d\n  expendable\n}\n' },
      },
      {
        at: 'retention 3d',
        says: 'misplaced-option: `retention` means nothing on a service. Retention is a matter of its channels and stores.',
        fixes: { 'Remove `retention`': 'topic T\nservice S {\n  subscribes to T\n  expendable\n}\n' },
      },
      {
        at: 'expendable',
        says: 'misplaced-option: `expendable` means nothing on a service. It is said of an event, a command, an operation or a flow.',
        fixes: { 'Remove `expendable`': 'topic T\nservice S {\n  subscribes to T\n  retention 3d\n}\n' },
      },
    ],
  },
  {
    that: 'what a store cannot say',
    text: 'store S { reads S  visibility 3s }\nactor U { calls V  owned by S }\nservice V\n',
    problems: [
      {
        at: 'reads S',
        says: 'misplaced-option: `reads` means nothing on a store. It is said of a service, an actor or an external.',
        fixes: { 'Remove `reads`': 'store S { visibility 3s }\nactor U { calls V  owned by S }\nservice V\n' },
      },
      {
        at: 'visibility 3s',
        says: 'misplaced-option: `visibility` means nothing on a store. It is said of a queue, a topic, a bus or a stream.',
        fixes: { 'Remove `visibility`': 'store S { reads S }\nactor U { calls V  owned by S }\nservice V\n' },
      },
      {
        at: 'owned by S',
        says: 'misplaced-option: `owned by` means nothing on an actor. It is said of a store or a cache.',
        fixes: { 'Remove `owned by`': 'store S { reads S  visibility 3s }\nactor U { calls V }\nservice V\n' },
      },
    ],
  },
  {
    that: 'what a workflow cannot say',
    text: 'orchestrator W { ttl 3d  alarm  retention 3d  step A waits 1s }\n',
    problems: [
      {
        at: 'ttl 3d',
        says: 'misplaced-option: `ttl` means nothing on an orchestrator.',
        fixes: { 'Remove `ttl`': 'orchestrator W { alarm  retention 3d  step A waits 1s }\n' },
      },
    ],
  },
  {
    that: 'a step in a service',
    text: 'event A\nservice S {\n  on A { step X reads Rows  step Y waits 5s }\n}\nstore Rows\n',
    problems: [
      {
        at: 'step X reads Rows',
        says: 'misplaced-option: `step` belongs in an orchestrator; in a service the effects themselves are written, one after the other.',
        fixes: { 'Keep only the effect': 'event A\nservice S {\n  on A { reads Rows  step Y waits 5s }\n}\nstore Rows\n' },
      },
      {
        at: 'step Y waits 5s',
        says: 'misplaced-option: `step` belongs in an orchestrator; in a service the effects themselves are written, one after the other.',
      },
    ],
  },
  {
    that: 'a system in a system',
    text: 'system s {\n  system t { }\n}\n',
    problems: [
      {
        at: 't',
        says: 'misplaced-option: A system stands at the top of a file; inside a system, `group` draws a boundary. This one is read as a system of its own.',
      },
    ],
  },
  {
    that: 'a comma lost on one line',
    text: 'event A\nservice S { on A with batch 10 concurrency 5 }\n',
    problems: [
      {
        at: 'concurrency 5',
        says: 'misplaced-option: A comma is missing before `concurrency`: as it stands, it is said of the whole service, not of this handler.',
        fixes: { 'Add the comma (safe)': 'event A\nservice S { on A with batch 10, concurrency 5 }\n' },
      },
    ],
  },
  {
    that: 'a comma lost before a block',
    text: 'event A\nstore Rows\nservice S {\n  on A with batch 10 concurrency 5 { puts Rows }\n  timeout 5s\n}\n',
    problems: [
      {
        at: 'concurrency 5',
        says: 'syntax-error: A comma stands between options: `, concurrency 5`.',
        fixes: {
          'Add the comma (safe)': 'event A\nstore Rows\nservice S {\n  on A with batch 10, concurrency 5 { puts Rows }\n  timeout 5s\n}\n',
        },
      },
    ],
  },
  {
    that: 'a comma lost at a line end',
    text: 'event A\nservice S {\n  on A with batch 10\n  3 retries\n}\n',
    problems: [
      {
        at: '3 retries',
        says: 'misplaced-option: A comma is missing before `3 retries`: as it stands, it is said of the whole service, not of this handler.',
        fixes: { 'Add the comma (safe)': 'event A\nservice S {\n  on A with batch 10,\n  3 retries\n}\n' },
      },
    ],
  },
  {
    that: 'a comma lost after an effect',
    text: 'service S { calls T with timeout 5s delay 3s }\nservice T\n',
    problems: [
      {
        at: 'delay 3s',
        says: 'misplaced-option: A comma is missing before `delay`: as it stands, it is said of the whole service, not of this effect.',
        fixes: { 'Add the comma (safe)': 'service S { calls T with timeout 5s, delay 3s }\nservice T\n' },
      },
    ],
  },
  {
    that: 'a comma lost before a rate, and `with` lost: one mistake, one problem',
    text: 'actor A { calls T with timeout 2s key id at 50/s }\nactor B { calls T with key id timeout 2s at 50/s }\nactor C { calls T key id at 50/s }\nservice T\n',
    problems: [
      {
        at: 'key id',
        says: 'misplaced-option: A comma is missing before `key`: as it stands, it is said of the whole actor, not of this effect.',
        fixes: {
          'Add the comma (safe)':
            'actor A { calls T with timeout 2s, key id at 50/s }\nactor B { calls T with key id timeout 2s at 50/s }\nactor C { calls T key id at 50/s }\nservice T\n',
        },
      },
      {
        at: 'timeout 2s at',
        says: 'misplaced-option: A comma is missing before `timeout`: as it stands, it is said of the whole actor, not of this effect.',
        fixes: {
          'Add the comma (safe)':
            'actor A { calls T with timeout 2s key id at 50/s }\nactor B { calls T with key id, timeout 2s at 50/s }\nactor C { calls T key id at 50/s }\nservice T\n',
        },
      },
      {
        at: 'key id',
        says: 'misplaced-option: `with` is missing before `key`: as it stands, it is said of the whole actor, not of this effect.',
        fixes: {
          'Write `with` (safe)':
            'actor A { calls T with timeout 2s key id at 50/s }\nactor B { calls T with key id timeout 2s at 50/s }\nactor C { calls T with key id at 50/s }\nservice T\n',
        },
      },
    ],
  },
  {
    that: 'a comma lost in a subscription, and none where the queue says it',
    text: 'topic T\nqueue Q { subscribes to T with filter "x" 3 retries }\nqueue R { subscribes to T with filter "x"  dead-letters to Q after 3 attempts }\n',
    problems: [
      {
        at: '3 retries',
        says: 'misplaced-option: A comma is missing before `3 retries`: as it stands, it is said of the whole queue, not of this subscription.',
        fixes: {
          'Add the comma (safe)':
            'topic T\nqueue Q { subscribes to T with filter "x", 3 retries }\nqueue R { subscribes to T with filter "x"  dead-letters to Q after 3 attempts }\n',
        },
      },
    ],
  },
  {
    that: 'a comma lost among effects, in a line or at its end, and `with` lost',
    text: 'event A\nservice S {\n  on A {\n    calls T with timeout 2s key id\n    calls T with timeout 3s\n      delay 4s\n    calls T 5 retries\n  }\n}\nservice T\n',
    problems: [
      {
        at: 'key',
        says: 'syntax-error: A comma is missing before `key`: what follows `with` is a list.',
        fixes: {
          'Add the comma (safe)':
            'event A\nservice S {\n  on A {\n    calls T with timeout 2s, key id\n    calls T with timeout 3s\n      delay 4s\n    calls T 5 retries\n  }\n}\nservice T\n',
        },
      },
      {
        at: 'delay',
        says: 'syntax-error: A comma is missing before `delay`: what follows `with` is a list.',
        fixes: {
          'Add the comma (safe)':
            'event A\nservice S {\n  on A {\n    calls T with timeout 2s key id\n    calls T with timeout 3s,\n      delay 4s\n    calls T 5 retries\n  }\n}\nservice T\n',
        },
      },
      {
        at: '5',
        says: 'syntax-error: `with` is missing before `5`: options follow it.',
        fixes: {
          'Add `with` (safe)':
            'event A\nservice S {\n  on A {\n    calls T with timeout 2s key id\n    calls T with timeout 3s\n      delay 4s\n    calls T with 5 retries\n  }\n}\nservice T\n',
        },
      },
    ],
  },
  {
    that: 'no comma lost',
    text: 'service S {\n  calls T with timeout 5s\n  concurrency 5  publishes A with timeout 1s  timeout 5s\n}\nservice T\nevent A\n',
    problems: [],
  },
  {
    that: 'a publication to a queue',
    text: 'event A\nqueue Q\nservice S { publishes A to Q }\n',
    problems: [
      {
        at: 'publishes',
        says: 'misplaced-option: `publishes` … `to Q`: one consumer gets each message of a queue, so it is `sends`.',
        fixes: { 'Write `sends` (safe)': 'event A\nqueue Q\nservice S { sends A to Q }\n' },
      },
    ],
  },
  {
    that: 'something sent to a topic and a bus',
    text: 'event A\ntopic T\nbus B\nstream X\nservice S { sends A to T  sends A to B  sends A to X  publishes A to X }\n',
    problems: [
      {
        at: 'sends',
        says: 'misplaced-option: `sends` … `to T`: every subscriber of a topic gets the message, so it is `publishes`.',
        fixes: {
          'Write `publishes` (safe)':
            'event A\ntopic T\nbus B\nstream X\nservice S { publishes A to T  sends A to B  sends A to X  publishes A to X }\n',
        },
      },
      {
        at: 'sends',
        says: 'misplaced-option: `sends` … `to B`: every subscriber of a bus gets the message, so it is `publishes`.',
        fixes: {
          'Write `publishes` (safe)':
            'event A\ntopic T\nbus B\nstream X\nservice S { sends A to T  publishes A to B  sends A to X  publishes A to X }\n',
        },
      },
    ],
  },
  {
    that: 'settings said twice',
    text: 'queue Q {\n  visibility 30s\n  alarm\n  visibility 60s   // why\n  retention 4d  alarm\n}\n',
    problems: [
      {
        at: 'visibility 60s',
        says: 'said-twice: `visibility 60s` says anew what `visibility 30s` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: { 'Remove `visibility 60s`': 'queue Q {\n  visibility 30s\n  alarm\n   // why\n  retention 4d  alarm\n}\n' },
      },
      {
        at: 'alarm',
        says: 'said-twice: `alarm` is said already.',
        related: ['It is said first here.'],
        fixes: { 'Remove `alarm` (safe)': 'queue Q {\n  visibility 30s\n  alarm\n  visibility 60s   // why\n  retention 4d\n}\n' },
      },
    ],
  },
  {
    that: 'statements said twice',
    text: 'queue Q { dead-letters after 3 attempts  dead-letters after 5 attempts  subscribes to T  subscribes to U  subscribes to T }\ntopic T\ntopic U\n',
    problems: [
      {
        at: 'dead-letters after 5 attempts',
        says: 'said-twice: `dead-letters after 5 attempts` says anew what `dead-letters after 3 attempts` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: {
          'Remove `dead-letters after 5 attempts`':
            'queue Q { dead-letters after 3 attempts  subscribes to T  subscribes to U  subscribes to T }\ntopic T\ntopic U\n',
        },
      },
      {
        at: 'subscribes to T',
        says: 'said-twice: `subscribes to T` is said already.',
        related: ['It is said first here.'],
        fixes: {
          'Remove `subscribes to T` (safe)':
            'queue Q { dead-letters after 3 attempts  dead-letters after 5 attempts  subscribes to T  subscribes to U }\ntopic T\ntopic U\n',
        },
      },
    ],
  },
  {
    that: 'clauses and options said twice',
    text: 'event A\nqueue Q\nservice S { on A, A from Q in 5s from Q with batch 5, timeout 3s, batch 5 }\n',
    problems: [
      {
        at: 'A',
        says: 'said-twice: `A` is said already.',
        related: ['It is said first here.'],
        fixes: { 'Remove `A` (safe)': 'event A\nqueue Q\nservice S { on A from Q in 5s from Q with batch 5, timeout 3s, batch 5 }\n' },
      },
      {
        at: 'from Q',
        says: 'said-twice: `from Q` is said already.',
        related: ['It is said first here.'],
        fixes: { 'Remove `from Q` (safe)': 'event A\nqueue Q\nservice S { on A, A from Q in 5s with batch 5, timeout 3s, batch 5 }\n' },
      },
      {
        at: 'batch 5',
        says: 'said-twice: `batch 5` is said already.',
        related: ['It is said first here.'],
        fixes: { 'Remove `batch 5` (safe)': 'event A\nqueue Q\nservice S { on A, A from Q in 5s from Q with batch 5, timeout 3s }\n' },
      },
    ],
  },
  {
    that: 'options that are alone in a list cannot go',
    text: 'event A\nservice S { serves x in 1s in 2s  publishes A with timeout 3s, timeout 4s }\n',
    problems: [
      {
        at: 'in 2s',
        says: 'said-twice: `in 2s` says anew what `in 1s` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: { 'Remove `in 2s`': 'event A\nservice S { serves x in 1s  publishes A with timeout 3s, timeout 4s }\n' },
      },
      {
        at: 'timeout 4s',
        says: 'said-twice: `timeout 4s` says anew what `timeout 3s` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: { 'Remove `timeout 4s`': 'event A\nservice S { serves x in 1s in 2s  publishes A with timeout 3s }\n' },
      },
    ],
  },
  {
    that: 'owners, flows and products said twice',
    text: 'system s { owner "a"  note "x"  note "y"  owner "b" }\ntechnology t is queue { managed managed needs attempts 3 needs attempts 4 }\nactor A\nflow F from A { available 99%  available 99.9% }\n',
    problems: [
      {
        at: 'owner "b"',
        says: 'said-twice: `owner "b"` says anew what `owner "a"` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: {
          'Remove `owner "b"`':
            'system s { owner "a"  note "x"  note "y" }\ntechnology t is queue { managed managed needs attempts 3 needs attempts 4 }\nactor A\nflow F from A { available 99%  available 99.9% }\n',
        },
      },
      {
        at: 'managed',
        says: 'said-twice: `managed` is said already.',
        related: ['It is said first here.'],
        fixes: {
          'Remove `managed` (safe)':
            'system s { owner "a"  note "x"  note "y"  owner "b" }\ntechnology t is queue { managed needs attempts 3 needs attempts 4 }\nactor A\nflow F from A { available 99%  available 99.9% }\n',
        },
      },
      {
        at: 'needs attempts 4',
        says: 'said-twice: `needs attempts 4` says anew what `needs attempts 3` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: {
          'Remove `needs attempts 4`':
            'system s { owner "a"  note "x"  note "y"  owner "b" }\ntechnology t is queue { managed managed needs attempts 3 }\nactor A\nflow F from A { available 99%  available 99.9% }\n',
        },
      },
      {
        at: 'available 99.9%',
        says: 'said-twice: `available 99.9%` says anew what `available 99%` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: {
          'Remove `available 99.9%`':
            'system s { owner "a"  note "x"  note "y"  owner "b" }\ntechnology t is queue { managed managed needs attempts 3 needs attempts 4 }\nactor A\nflow F from A { available 99% }\n',
        },
      },
    ],
  },
  {
    that: 'two subscriptions to one channel, for other messages or through other filters, and what changes nothing but matters',
    text: 'event A\nevent B\nqueue Q {\n  subscribes to T for A with filter "x"\n  subscribes to T for B\n  subscribes to T for A with filter "y"\n}\ntopic T\nservice S { serves look expendable safe }\n',
    problems: [],
  },
  {
    that: 'parts of `idempotent` in another order, and what only a join or a handler says',
    text: 'event A\nqueue Q\nservice S {\n  on A idempotent using D within 5m\n  on A from Q within 5m using D\n  serves x(A) from Q\n  on all of A within 5m using D idempotent\n}\nstore D\n',
    problems: [
      {
        at: 'within 5m',
        says: 'misplaced-option: `within 5m` is a part of `idempotent`: write `idempotent within 5m using D`.',
        fixes: {
          'Write `idempotent within 5m using D` (safe)':
            'event A\nqueue Q\nservice S {\n  on A idempotent within 5m using D\n  on A from Q within 5m using D\n  serves x(A) from Q\n  on all of A within 5m using D idempotent\n}\nstore D\n',
        },
      },
      {
        at: 'within 5m',
        says: 'misplaced-option: `within` means nothing here. It is said of a join, `on all of A, B`, and behind `idempotent`.',
        fixes: {
          'Remove `within 5m`':
            'event A\nqueue Q\nservice S {\n  on A idempotent using D within 5m\n  on A from Q using D\n  serves x(A) from Q\n  on all of A within 5m using D idempotent\n}\nstore D\n',
        },
      },
      {
        at: 'using D',
        says: 'misplaced-option: `using` means nothing here. It is said of a join, `on all of A, B`, and behind `idempotent`.',
        fixes: {
          'Remove `using D`':
            'event A\nqueue Q\nservice S {\n  on A idempotent using D within 5m\n  on A from Q within 5m\n  serves x(A) from Q\n  on all of A within 5m using D idempotent\n}\nstore D\n',
        },
      },
      {
        at: 'from Q',
        says: 'misplaced-option: `from` means nothing here. An operation is called by its name. What takes messages from a channel is a handler: `on Message from Channel`.',
        fixes: {
          'Remove `from Q`':
            'event A\nqueue Q\nservice S {\n  on A idempotent using D within 5m\n  on A from Q within 5m using D\n  serves x(A)\n  on all of A within 5m using D idempotent\n}\nstore D\n',
        },
      },
    ],
  },
  {
    that: 'subscriptions to one channel that share a message',
    text: 'event A\nevent B\nqueue Q {\n  subscribes to T for A\n  subscribes to T for B, A with filter "x"\n}\ntopic T\n',
    problems: [
      {
        at: 'subscribes to T for B, A with filter "x"',
        says: 'said-twice: `subscribes to T for B, A with filter "x"` says anew what `subscribes to T for A` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: {
          'Remove `subscribes to T for B, A with filter "x"`': 'event A\nevent B\nqueue Q {\n  subscribes to T for A\n}\ntopic T\n',
        },
      },
    ],
  },
  {
    that: 'what may be said again',
    text: 'store S { index a  index b  note "a"  note "b"  link "x"  link "y" }\nservice T { reads S  reads S  every 5s  every 5s }\n',
    problems: [],
  },
  {
    that: 'values that lack',
    text: 'queue Q { retention  visibility  alarm }\nservice S { instances  throughput  concurrency }\n',
    problems: [
      { at: 'retention', says: 'syntax-error: `retention` needs a time such as `14d`, or `unlimited`.' },
      { at: 'visibility', says: 'syntax-error: `visibility` needs a time such as `30s`.' },
      { at: 'instances', says: 'syntax-error: `instances` needs a number such as `3`, or a range such as `1..10`.' },
      { at: 'throughput', says: 'syntax-error: `throughput` needs a rate such as `200/s`.' },
      { at: 'concurrency', says: 'syntax-error: `concurrency` needs a number.' },
    ],
  },
  {
    that: 'values of the wrong kind',
    text: 'queue Q { retention 4KB  size 3s  throughput 5 }\nservice S { instances 5s  available 5  concurrency 1..5 }\ntechnology t is queue { retention 4d at most 5 }\n',
    problems: [
      { at: '4KB', says: 'syntax-error: `retention` takes a time such as `14d`, or `unlimited`, not `4KB`.' },
      { at: '3s', says: 'syntax-error: `size` takes a size such as `256KB`, not `3s`.' },
      { at: '5', says: 'syntax-error: `throughput` takes a rate such as `200/s`, not `5`.' },
      { at: '5s', says: 'syntax-error: `instances` takes a number such as `3`, or a range such as `1..10`, not `5s`.' },
      { at: '5', says: 'syntax-error: `available` takes a percentage such as `99.9%`, not `5`.' },
      { at: '5', says: 'syntax-error: `retention` takes a time such as `14d`, or `unlimited`, not `5`.' },
    ],
  },
];
