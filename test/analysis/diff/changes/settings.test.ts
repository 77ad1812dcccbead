/** What elements can take and give now. */
import { change } from '../../../../analysis/diff/changes/settings.ts';
import { describeChanges } from '../../../support/changes.ts';

/** An element, a setting, how it is called, how it is shown, and another value of it. */
const settings: readonly (readonly [element: string, one: string, name: string, shown: string, other: string, otherShown: string])[] = [
  ['service A', 'instances 2', 'the number of instances', '2', 'instances 2..10', '2 to 10'],
  ['service A', 'timeout 5s', 'time limit', '5s', 'timeout 1m', '1m'],
  ['service A', 'latency 20ms', 'latency', '20ms', 'latency 2s', '2s'],
  ['service A', 'concurrency 5', 'concurrency', '5', 'concurrency 6', '6'],
  ['store A', 'throughput 20/s', 'throughput', '20/s', 'throughput 20..90/s', '20/s to 90/s'],
  ['stream A', 'partitions 4', 'the number of partitions', '4', 'partitions 8', '8'],
  ['store A', 'replicas 2', 'the number of replicas', '2', 'replicas 3', '3'],
  ['cache A', 'ttl 1h', 'time to live', '1h', 'ttl 2h', '2h'],
  ['queue A', 'delay 1m', 'delay', '1m', 'delay 90s', '1.5m'],
  ['queue A', 'size 256KB', 'largest message', '256KB', 'size 1MB', '1MB'],
  ['store A', 'consistency strong', 'consistency', 'strong', 'consistency eventual', 'eventual'],
  ['store A', 'consistency strong by index', 'consistency by index', 'strong', 'consistency eventual by index', 'eventual'],
  ['service A', 'available 99.95%', 'availability', '99.95%', 'available 99%', '99%'],
  ['queue A', 'deduplicates within 5m', 'deduplication', 'within 5m', 'deduplicates by id within 1h', 'by id within 1h'],
];

/** A queue that somebody reads. */
const read = (body: string): string => `command C
external X { sends C to Q }
queue Q { ${body} }
service A { on C from Q { } }`;

describeChanges(change, [
  ...settings.flatMap(([element, one, name, shown, other, otherShown]) => [
    {
      name: `${one}: said now, where it is said`,
      before: element,
      after: `${element} { ${one} }`,
      says: [`~ A: ${name} is ${shown} now.`],
      at: [`after: ${one}`],
    },
    {
      name: `${one}: ${other} now`,
      before: `${element} { ${one} }`,
      after: `${element} { ${other} }`,
      says: [`~ A: ${name} is ${otherShown} now; it was ${shown}.`],
      at: [`after: ${other}`],
    },
    {
      name: `${one}: not said any more, at the element`,
      before: `${element} { ${one} }`,
      after: `${element} { }`,
      says: [`~ A: ${name} is no longer known; it was ${shown}.`],
      at: [`after: ${element}`],
    },
    {
      name: `${one}: nothing where it stays`,
      before: `${element} { ${one} }`,
      after: `// Moved.\n${element} { ${one}  note "x" }`,
      says: [],
    },
  ]),
  {
    name: 'what outlasts a restart, and what is kept of each key',
    before: 'cache C\nstream S { compacted }',
    after: 'cache C { durable }\nstream S',
    says: ['+ What C holds outlasts its restart now.', '~ S no longer keeps the last message of each key.'],
    at: ['after: durable', 'after: stream S'],
  },
  {
    name: 'the other way round',
    before: 'cache C { durable }\nstream S',
    after: 'cache C\nstream S { compacted }',
    says: ['- What C holds is lost now when it restarts.', '~ S keeps the last message of each key now.'],
    at: ['after: cache C', 'after: compacted'],
  },
  {
    name: 'an alarm that comes',
    before: 'queue Q',
    after: 'queue Q { alarm }',
    says: ['+ Someone is told about Q now: it has an alarm.'],
    at: ['after: alarm'],
  },
  {
    name: 'an alarm that goes',
    before: 'queue Q { alarm }',
    after: 'queue Q',
    says: ['- Q has no alarm any more.'],
    at: ['after: queue Q'],
  },
  { name: 'nothing of an alarm that stays', before: 'queue Q { alarm }', after: 'queue Q { note "x"  alarm }', says: [] },
  {
    name: 'expiry that is spread',
    before: 'cache C { ttl 1h }',
    after: 'cache C { ttl 1h jitter }',
    says: ['+ What C holds expires at different times now.'],
  },
  {
    name: 'expiry that is spread no longer',
    before: 'cache C { ttl 1h jitter }',
    after: 'cache C { ttl 1h }',
    says: ['- What came to C at one time may expire at one time now.'],
  },
  {
    name: 'what a product says, with its name, at the element',
    before: 'service A : aws.lambda { timeout 5s }',
    after: 'service A : aws.lambda',
    says: ['~ A: time limit is 3s now (aws.lambda); it was 5s.'],
    at: ['after: service A : aws.lambda'],
  },
  {
    name: 'retention and visibility of a channel not: they are told of each of its legs',
    before: read('retention 1d  visibility 1m  delivery at-least-once  ordering none'),
    after: read('retention 2d  visibility 2m  delivery at-most-once  ordering total'),
    says: [],
  },
  {
    name: 'retention, visibility, delivery and order of a channel that nobody reads',
    before: 'queue Q { retention 1d  visibility 1m  delivery at-least-once  ordering none }',
    after: 'queue Q { retention 2d  visibility 2m  delivery at-most-once  ordering total }',
    says: [
      '~ Q: delivery is at-most-once now; it was at-least-once.',
      '~ Q: order is one for all now; it was none.',
      '~ Q: retention is 2d now; it was 1d.',
      '~ Q: visibility is 2m now; it was 1m.',
    ],
  },
  {
    name: 'what is said of several at once, in one sentence; of alarms, one each',
    before:
      'technology house.queue is queue { size 256KB }\nqueue A : house.queue\nqueue B : house.queue { alarm }\nqueue C : house.queue { size 1MB  alarm }',
    after:
      'technology house.queue is queue { size 512KB }\nqueue A : house.queue\nqueue B : house.queue\nqueue C : house.queue { size 1MB }',
    says: [
      '~ A and B: largest message is 512KB now (house.queue); it was 256KB.',
      '- B has no alarm any more.',
      '- C has no alarm any more.',
    ],
    at: ['after: size 512KB', 'after: queue B : house.queue', 'after: queue C : house.queue'],
  },
  {
    name: 'throughput of each partition',
    before: 'stream S { throughput 5/s per partition }',
    after: 'stream S { throughput 6/s per partition }',
    says: ['~ S: throughput per partition is 6/s now; it was 5/s.'],
  },
  {
    name: 'nothing of consistency where somebody reads what is said of it',
    before: 'store S { consistency strong }\nservice A { serves go { reads S } }',
    after: 'store S { consistency eventual }\nservice A { serves go { reads S } }',
    says: [],
  },
  {
    name: 'consistency where whoever reads it sees what they saw',
    before: 'store S { consistency strong }\nservice A { serves go { reads S strongly } }',
    after: 'store S { consistency eventual }\nservice A { serves go { reads S strongly } }',
    says: ['~ S: consistency is eventual now; it was strong.'],
  },
  {
    name: 'all but consistency of a store whose readers see something else now: they say that',
    before: 'store S { consistency strong  latency 5ms }\nservice A { serves go { reads S } }',
    after: 'store S { consistency eventual  latency 9ms }\nservice A { serves go { reads S } }',
    says: ['~ S: latency is 9ms now; it was 5ms.'],
  },
  {
    name: 'nothing of what another product brings: that is told with it',
    before: 'queue Q : aws.sqs',
    after: 'queue Q : rabbitmq',
    says: ['- What Q holds is lost now when it restarts.'],
  },
  {
    name: 'what was said, where another product says it',
    before: 'queue Q : aws.sqs { visibility 5m }',
    after: 'queue Q : rabbitmq',
    says: ['~ Q: visibility is 30m now (rabbitmq); it was 5m.', '- What Q holds is lost now when it restarts.'],
  },
  {
    name: 'retention of a store',
    before: 'store S { retention 1d }',
    after: 'store S { retention unlimited }',
    says: ['~ S: retention is unlimited now; it was 1d.'],
  },
  { name: 'nothing of elements that come or go', before: 'service A { timeout 5s }', after: 'service B { timeout 6s }', says: [] },
]);
