/** Elements that come and go, and what they run on. */
import { change } from '../../../../analysis/diff/changes/elements.ts';
import { describeChanges } from '../../../support/changes.ts';

/** One of each kind, by its name; what another kind lacks is left out. */
const kinds = [
  ['queue', 'Q', 'queues'],
  ['topic', 'T', 'topics'],
  ['bus', 'B', 'buses'],
  ['stream', 'S', 'streams'],
  ['store', 'D', 'stores'],
  ['cache', 'C', 'caches'],
  ['balancer', 'L', 'balancers'],
  ['gateway', 'G', 'gateways'],
  ['service', 'A', 'services'],
  ['orchestrator', 'O', 'orchestrators'],
  ['actor', 'P', 'actors'],
  ['external', 'X', 'externals'],
] as const;

const four = (kind: string, name: string): string => [1, 2, 3, 4].map((number) => `${kind} ${name}${number}`).join('\n');

describeChanges(change, [
  ...kinds.map(([kind, name, plural]) => ({
    name: `more than three ${plural} are told of in one sentence, at the first`,
    before: '',
    after: four(kind, name),
    says: [`~ Adds 4 ${plural}: ${name}1, ${name}2, ${name}3 and ${name}4.`],
    at: [`after: ${kind} ${name}1`],
  })),
  {
    name: 'three are told of one by one',
    before: '',
    after: 'queue A\nqueue B : aws.sqs\nqueue C',
    says: ['~ Adds the queue A.', '~ Adds the queue B (aws.sqs).', '~ Adds the queue C.'],
    at: ['after: queue A', 'after: queue B : aws.sqs', 'after: queue C'],
  },
  {
    name: 'what has gone: where it was, kind by kind, before what is new',
    before: 'queue A\nstore D : aws.s3\nqueue B',
    after: 'service N',
    says: ['~ Removes the queue A.', '~ Removes the queue B.', '~ Removes the store D (aws.s3).', '~ Adds the service N.'],
    at: ['before: queue A', 'before: queue B', 'before: store D : aws.s3', 'after: service N'],
  },
  {
    name: 'many that have gone',
    before: four('topic', 'T'),
    after: '',
    says: ['~ Removes 4 topics: T1, T2, T3 and T4.'],
    at: ['before: topic T1'],
  },
  {
    name: 'with what is served, and what handlers, joins and workflows take, once; not with what operations are asked',
    before: 'event E\nevent F\ncommand C\ntopic T { carries E, F }',
    after: `event E\nevent F\ncommand C\ntopic T { carries E, F }
      service A { on E from T { }  on E, F from T { } }
      service B { on all of E, F within 1h from T { } }
      orchestrator O { subscribes to T for F  step One calls D.run }
      service D { serves run(C)  every 1d { } }`,
    says: [
      '~ Adds the service A, which takes E and F.',
      '~ Adds the service B, which takes E and F.',
      '~ Adds the service D, which serves run.',
      '~ Adds the orchestrator O, which takes F.',
    ],
  },
  {
    name: 'with what those took that have gone',
    before: 'event E\ntopic T { carries E }\nservice A { on E from T { } }',
    after: 'event E\ntopic T { carries E }',
    says: ['~ Removes the service A, which took E.'],
  },
  {
    name: 'with what a channel takes from others',
    before: 'event E\nevent F\ntopic T { carries E, F }',
    after: 'event E\nevent F\ntopic T { carries E, F }\nqueue Q : aws.sqs { subscribes to T for E, F }\nqueue R { subscribes to T }',
    says: ['~ Adds the queue Q (aws.sqs), which takes E and F from T.', '~ Adds the queue R, which takes whatever comes from T.'],
  },
  {
    name: 'with what was served, and how many where there are more than three',
    before:
      'event E\ntopic T { carries E }\nservice A { serves a  serves b  serves c  on E from T { } }\nservice B { serves a  serves b  serves c  serves d }',
    after: 'event E\ntopic T { carries E }',
    says: ['~ Removes the service A, which served a, b and c and took E.', '~ Removes the service B, which served 4 operations.'],
  },
  ...kinds.map(([kind, name]) => ({
    name: `${kind}: another kind by the same name`,
    before: `${kind === 'queue' ? 'topic' : 'queue'} ${name}`,
    after: `${kind} ${name}`,
    says: [`~ ${name} is ${/^[aeo]/.test(kind) ? 'an' : 'a'} ${kind} now; it was a ${kind === 'queue' ? 'topic' : 'queue'}.`],
    at: [`after: ${kind} ${name}`],
  })),
  {
    name: 'a product that is said now',
    before: 'queue Q',
    after: 'queue Q : aws.sqs',
    says: ['~ Q runs on aws.sqs now.'],
    at: ['after: queue Q : aws.sqs'],
  },
  {
    name: 'another product',
    before: 'queue Q : aws.sqs',
    after: 'queue Q : rabbitmq',
    says: ['~ Q runs on rabbitmq now; it was aws.sqs.'],
  },
  {
    name: 'a product that is not said any more',
    before: 'queue Q : aws.sqs',
    after: 'queue Q',
    says: ['~ Q no longer says that it runs on aws.sqs.'],
  },
  { name: 'nothing where all is as it was', before: 'queue Q : aws.sqs', after: '// Moved.\nqueue Q "A title" : aws.sqs', says: [] },
  {
    name: 'nothing of the dead letters of a queue, which come with it',
    before: 'queue Q',
    after: 'queue Q { dead-letters after 5 attempts }',
    says: [],
  },
  {
    name: 'the same name in another system is another one',
    before: 'system x { queue Q }\nsystem y { }',
    after: 'system x { }\nsystem y { queue Q }',
    says: ['~ Removes the queue Q.', '~ Adds the queue Q.'],
  },
]);
