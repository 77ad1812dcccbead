/** Names that are unknown, of the wrong kind, or declared twice. */
import type { ProblemCase } from './problem-case.ts';

export const namesCases: readonly ProblemCase[] = [
  {
    that: 'an unknown message',
    text: 'system s {\n  event Placed\n  service S {\n    on Plced\n  }\n}\n',
    problems: [
      {
        at: 'Plced',
        says: 'unknown-name: There is no `Plced` in the system `s`; an event or a command is expected. Did you mean `Placed`?',
        fixes: {
          'Change to `Placed`': 'system s {\n  event Placed\n  service S {\n    on Placed\n  }\n}\n',
          'Declare the event `Plced`': 'system s {\n  event Placed\n  event Plced\n  service S {\n    on Plced\n  }\n}\n',
        },
      },
    ],
  },
  {
    that: 'an unknown message without a like',
    text: 'system s {\n  // first\n  queue Q\n  service S {\n    on Shipped from Q\n  }\n}\n',
    problems: [
      {
        at: 'Shipped',
        says: 'unknown-name: There is no `Shipped` in the system `s`; an event or a command is expected. Declare it, or correct the name.',
        fixes: {
          'Declare the event `Shipped`':
            'system s {\n  event Shipped\n  // first\n  queue Q\n  service S {\n    on Shipped from Q\n  }\n}\n',
        },
      },
    ],
  },
  {
    that: 'a message before everything of a file',
    text: '/** The cart. */\nservice S { sends Add }\n',
    problems: [
      {
        at: 'Add',
        says: 'unknown-name: There is no `Add` in this file; an event or a command is expected. Declare it, or correct the name.',
        fixes: { 'Declare the command `Add`': 'command Add\n/** The cart. */\nservice S { sends Add }\n' },
      },
    ],
  },
  {
    that: 'an unknown queue',
    text: 'system s {\n  event A\n  group g {\n    service S { on A from Work }   // the worker\n  }\n}\n',
    problems: [
      {
        at: 'Work',
        says: 'unknown-name: There is no `Work` in the system `s`; a channel is expected. Declare it, or correct the name.',
        fixes: {
          'Declare the queue `Work`':
            'system s {\n  event A\n  group g {\n    service S { on A from Work }   // the worker\n    queue Work\n  }\n}\n',
        },
      },
    ],
  },
  {
    that: 'an unknown gateway that is called by a route',
    text: 'system s {\n  actor User { calls Api "POST /orders" }\n}\n',
    problems: [
      {
        at: 'Api',
        says: 'unknown-name: There is no `Api` in the system `s`; a service or one of its operations is expected. Declare it, or correct the name.',
        fixes: {
          'Declare the gateway `Api`': 'system s {\n  actor User { calls Api "POST /orders" }\n  gateway Api\n}\n',
        },
      },
    ],
  },
  {
    that: 'an unknown service that is called',
    text: 'system s {\n  actor User { calls Stock.reserve }\n}\n',
    problems: [
      {
        at: 'Stock',
        says: 'unknown-name: There is no `Stock` in the system `s`; a service or one of its operations is expected. Declare it, or correct the name.',
        fixes: {
          'Declare the service `Stock`': 'system s {\n  actor User { calls Stock.reserve }\n  service Stock { serves reserve }\n}\n',
        },
      },
    ],
  },
  {
    that: 'an unknown operation of a service with a body',
    text: 'service Stock { serves release }\nactor User { calls Stock.reserve }\n',
    problems: [
      {
        at: 'reserve',
        says: 'unknown-name: The service `Stock` has no `reserve`.',
        fixes: {
          'Declare the operation `reserve` of `Stock`':
            'service Stock { serves release  serves reserve }\nactor User { calls Stock.reserve }\n',
        },
      },
    ],
  },
  {
    that: 'an unknown operation of a service without one',
    text: 'service Stock\nactor User { calls Stock.reserve }\n',
    problems: [
      {
        at: 'reserve',
        says: 'unknown-name: The service `Stock` has no `reserve`.',
        fixes: { 'Declare the operation `reserve` of `Stock`': 'service Stock { serves reserve }\nactor User { calls Stock.reserve }\n' },
      },
    ],
  },
  {
    that: 'an unknown operation of a service of several lines',
    text: 'service Stock {\n  timeout 5s\n}\nexternal Pay { }\nactor User { calls Stock.reserve calls Pay.now }\n',
    problems: [
      {
        at: 'reserve',
        says: 'unknown-name: The service `Stock` has no `reserve`.',
        fixes: {
          'Declare the operation `reserve` of `Stock`':
            'service Stock {\n  timeout 5s\n  serves reserve\n}\nexternal Pay { }\nactor User { calls Stock.reserve calls Pay.now }\n',
        },
      },
      {
        at: 'now',
        says: 'unknown-name: The external `Pay` has no `now`.',
        fixes: {
          'Declare the operation `now` of `Pay`':
            'service Stock {\n  timeout 5s\n}\nexternal Pay { serves now }\nactor User { calls Stock.reserve calls Pay.now }\n',
        },
      },
    ],
  },
  {
    that: 'an unknown operation in another file',
    text: 'system s { actor User { calls Stock.reserve } }\n',
    others: { 'b.arch': 'system s { service Stock }\n' },
    problems: [
      {
        at: 'reserve',
        says: 'unknown-name: The service `Stock` has no `reserve`.',
        fixes: { 'Declare the operation `reserve` of `Stock`': 'system s { service Stock { serves reserve } }\n' },
      },
    ],
  },
  {
    that: 'a misspelt operation',
    text: 'service Stock { serves reserve }\nactor User { calls Stock.reserv }\n',
    problems: [
      {
        at: 'reserv',
        says: 'unknown-name: The service `Stock` has no `reserv`. Did you mean `reserve`?',
        fixes: {
          'Change to `reserve`': 'service Stock { serves reserve }\nactor User { calls Stock.reserve }\n',
          'Declare the operation `reserv` of `Stock`':
            'service Stock { serves reserve  serves reserv }\nactor User { calls Stock.reserv }\n',
        },
      },
    ],
  },
  {
    that: 'an unknown member of a system',
    text: 'system s { actor User { calls s.Nothing.x on t.A } }\n',
    problems: [
      { at: 'Nothing', says: 'unknown-name: The system `s` has no `Nothing`.' },
      {
        at: 't',
        says: 'unknown-name: There is no `t` in the system `s`; an event or a command is expected. Did you mean `s`?',
        fixes: { 'Change to `s`': 'system s { actor User { calls s.Nothing.x on s.A } }\n' },
      },
    ],
  },
  {
    that: 'an unknown step',
    text: 'orchestrator W { step First waits 1s on failure Frist }\n',
    problems: [
      {
        at: 'Frist',
        says: 'unknown-name: The workflow has no step `Frist`. Did you mean `First`?',
        fixes: { 'Change to `First`': 'orchestrator W { step First waits 1s on failure First }\n' },
      },
    ],
  },
  {
    that: 'an unknown workflow, store, and what no kind is told for',
    text: 'service S { starts Ship reads Rows }\nview V { include Things }\n',
    problems: [
      {
        at: 'Ship',
        says: 'unknown-name: There is no `Ship` in this file; a workflow is expected. Declare it, or correct the name.',
        fixes: {
          'Declare the orchestrator `Ship`': 'service S { starts Ship reads Rows }\norchestrator Ship\nview V { include Things }\n',
        },
      },
      {
        at: 'Rows',
        says: 'unknown-name: There is no `Rows` in this file; a store is expected. Declare it, or correct the name.',
        fixes: { 'Declare the store `Rows`': 'service S { starts Ship reads Rows }\nstore Rows\nview V { include Things }\n' },
      },
      {
        at: 'Things',
        says: 'unknown-name: There is no `Things` in this file; something of the design is expected. Declare it, or correct the name.',
      },
    ],
  },
  {
    that: 'a name of another kind',
    text: 'queue Q\nservice S { on Q reads S }\nevent S2\n',
    problems: [
      {
        at: 'Q',
        says: 'unknown-name: `Q` is a queue, but an event or a command is expected here.',
        related: ['The queue `Q` is declared here.'],
      },
      { at: 'S', says: 'unknown-name: `S` is a service, but a store is expected here.', related: ['The service `S` is declared here.'] },
    ],
  },
  {
    that: 'a flow that begins where nothing acts or is called',
    text: 'event E\ntopic T\nstore D\nservice S { serves go  on E from T { puts D } }\nexternal X { publishes E to T }\nflow A from T\nflow B from D\nflow C from S\nflow F from S.go\nflow G from X\nflow H from E\n',
    problems: [
      {
        at: 'T',
        says: 'unknown-name: `T` is a topic, but an operation, a route, an actor, a workflow or a message is expected here.',
        related: ['The topic `T` is declared here.'],
      },
      {
        at: 'D',
        says: 'unknown-name: `D` is a store, but an operation, a route, an actor, a workflow or a message is expected here.',
        related: ['The store `D` is declared here.'],
      },
    ],
  },
  {
    that: 'verbs that do not fit what is done',
    text: `event E { key id }
queue Qc queue Qr topic Tc topic Tw stream Kc store Dc store Dp cache Cs actor Uc balancer Bp
service S {
  calls Dc calls Qc calls Tc calls Kc calls Uc
  reads Qr
  puts Tw
  publishes E to Dp publishes E to Bp
  sends E to Cs
}
`,
    problems: [
      {
        at: 'Dc',
        says: 'unknown-name: `Dc` is a store, but a service or one of its operations is expected here. A store is read and written: `reads Dc`, `puts Dc`.',
        related: ['The store `Dc` is declared here.'],
      },
      {
        at: 'Qc',
        says: 'unknown-name: `Qc` is a queue, but a service or one of its operations is expected here. A queue is sent messages: `sends … to Qc`; what is in it is handled `on …`.',
        related: ['The queue `Qc` is declared here.'],
      },
      {
        at: 'Tc',
        says: 'unknown-name: `Tc` is a topic, but a service or one of its operations is expected here. A topic is published to: `publishes … to Tc`; what comes from it is handled `on …`.',
        related: ['The topic `Tc` is declared here.'],
      },
      {
        at: 'Kc',
        says: 'unknown-name: `Kc` is a stream, but a service or one of its operations is expected here. A stream is published to: `publishes … to Kc`; what comes from it is handled `on …`.',
        related: ['The stream `Kc` is declared here.'],
      },
      {
        at: 'Uc',
        says: 'unknown-name: `Uc` is an actor, but a service or one of its operations is expected here.',
        related: ['The actor `Uc` is declared here.'],
      },
      {
        at: 'Qr',
        says: 'unknown-name: `Qr` is a queue, but a store is expected here. A queue is sent messages: `sends … to Qr`; what is in it is handled `on …`.',
        related: ['The queue `Qr` is declared here.'],
      },
      {
        at: 'Tw',
        says: 'unknown-name: `Tw` is a topic, but a store is expected here. A topic is published to: `publishes … to Tw`; what comes from it is handled `on …`.',
        related: ['The topic `Tw` is declared here.'],
      },
      {
        at: 'Dp',
        says: 'unknown-name: `Dp` is a store, but a channel is expected here. A store is read and written: `reads Dp`, `puts Dp`.',
        related: ['The store `Dp` is declared here.'],
      },
      {
        at: 'Bp',
        says: 'unknown-name: `Bp` is a balancer, but a channel is expected here.',
        related: ['The balancer `Bp` is declared here.'],
      },
      {
        at: 'Cs',
        says: 'unknown-name: `Cs` is a cache, but a queue or another receiver is expected here. A cache is read and written: `reads Cs`, `puts Cs`.',
        related: ['The cache `Cs` is declared here.'],
      },
    ],
  },
  {
    that: 'a statement cut short',
    text: 'queue Q {\n  dead-letters to\n  alarm\n}\n',
    problems: [
      {
        at: 'to',
        says: 'unknown-name: `dead-letters to` ends before its name: it lacks a channel. As it stands, `alarm` of the next line is taken for it.',
      },
    ],
  },
  {
    that: 'a statement cut short before one with words',
    text: 'queue Q {\n  dead-letters to\n  retention 4d\n}\n',
    problems: [
      { at: 'to', says: 'syntax-error: After `to` comes the name of a channel or another receiver, but the line ends without it.' },
    ],
  },
  {
    that: 'an unknown technology',
    text: 'queue Q : acme.queue\nstore S : aws.dynamdb\ntechnology x like acme.base\n',
    problems: [
      {
        at: 'acme.queue',
        says: 'unknown-technology: The technology `acme.queue` is not known, so nothing is known of its delivery, retries and limits. Declare it to say what it does.',
        fixes: {
          'Declare the technology `acme.queue`':
            'queue Q : acme.queue\nstore S : aws.dynamdb\ntechnology x like acme.base\n\ntechnology acme.queue is queue\n',
        },
      },
      {
        at: 'aws.dynamdb',
        says: 'unknown-technology: The technology `aws.dynamdb` is not known, so nothing is known of its delivery, retries and limits. Did you mean `aws.dynamodb`? Declare it to say what it does.',
        fixes: {
          'Change to `aws.dynamodb`': 'queue Q : acme.queue\nstore S : aws.dynamodb\ntechnology x like acme.base\n',
          'Declare the technology `aws.dynamdb`':
            'queue Q : acme.queue\nstore S : aws.dynamdb\ntechnology x like acme.base\n\ntechnology aws.dynamdb is store\n',
        },
      },
      {
        at: 'acme.base',
        says: 'unknown-technology: The technology `acme.base` is not known, so nothing is known of its delivery, retries and limits. Declare it to say what it does.',
      },
    ],
  },
  {
    that: 'names declared twice',
    text: 'system s {\n  queue Q\n  topic Q\n  event M\n  flow F from M\n  flow F from M\n  view V { include Q }\n  view V { include Q }\n  service S { serves a  keeps a in memory }\n  group S { }\n}\ntechnology t is queue\ntechnology t is topic\n',
    problems: [
      {
        at: 'Q',
        says: 'duplicate-name: `Q` is declared twice in the system `s`. Rename one of them, or remove it.',
        related: ['Declared here too, as a topic.'],
      },
      {
        at: 'Q',
        says: 'duplicate-name: `Q` is declared twice in the system `s`. Rename one of them, or remove it.',
        related: ['Declared here too, as a queue.'],
      },
      {
        at: 'F',
        says: 'duplicate-name: `F` is declared twice in the system `s`. Rename one of them, or remove it.',
        related: ['Declared here too, as a flow.'],
      },
      {
        at: 'F',
        says: 'duplicate-name: `F` is declared twice in the system `s`. Rename one of them, or remove it.',
        related: ['Declared here too, as a flow.'],
      },
      {
        at: 'V',
        says: 'duplicate-name: `V` is declared twice in the system `s`. Rename one of them, or remove it.',
        related: ['Declared here too, as a view.'],
      },
      {
        at: 'V',
        says: 'duplicate-name: `V` is declared twice in the system `s`. Rename one of them, or remove it.',
        related: ['Declared here too, as a view.'],
      },
      {
        at: 'S',
        says: 'duplicate-name: `S` is declared twice in the system `s`. Rename one of them, or remove it.',
        related: ['Declared here too, as a group.'],
      },
      {
        at: 'a',
        says: 'duplicate-name: `a` is declared twice in `S`. Rename one of them, or remove it.',
        related: ['Declared here too, as a state.'],
      },
      {
        at: 'a',
        says: 'duplicate-name: `a` is declared twice in `S`. Rename one of them, or remove it.',
        related: ['Declared here too, as an operation.'],
      },
      {
        at: 'S',
        says: 'duplicate-name: `S` is declared twice in the system `s`. Rename one of them, or remove it.',
        related: ['Declared here too, as a service.'],
      },
      {
        at: 't',
        says: 'duplicate-name: `t` is declared twice in this project. Rename one of them, or remove it.',
        related: ['Declared here too, as a technology.'],
      },
      {
        at: 't',
        says: 'duplicate-name: `t` is declared twice in this project. Rename one of them, or remove it.',
        related: ['Declared here too, as a technology.'],
      },
    ],
  },
  {
    that: 'names declared in another file too',
    text: 'system s { queue Q }\n',
    others: { 'b.arch': 'system s { event Q orchestrator O }\n', 'c.arch': 'system s { command Q }\n' },
    problems: [
      {
        at: 'Q',
        says: 'duplicate-name: `Q` is declared 3 times in the system `s`. Rename one of them, or remove it.',
        related: ['Declared here too, as an event.', 'Declared here too, as a command.'],
      },
    ],
  },
  {
    that: 'steps of one name',
    text: 'orchestrator W { step A waits 1s } otherwise { step A waits 1s }\n',
    problems: [
      {
        at: 'A',
        says: 'duplicate-name: `A` is declared twice in `W`. Rename one of them, or remove it.',
        related: ['Declared here too, as a step.'],
      },
      {
        at: 'A',
        says: 'duplicate-name: `A` is declared twice in `W`. Rename one of them, or remove it.',
        related: ['Declared here too, as a step.'],
      },
    ],
  },
];
