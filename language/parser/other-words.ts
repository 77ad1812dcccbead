/** What others call the things of the language: words that people bring along from elsewhere, and what they are called here. */
const words: Readonly<Record<string, readonly string[]>> = {
  actor: ['client', 'customer', 'person', 'user', 'users'],
  appends: ['adds', 'logs', 'records'],
  atomically: ['atomic', 'transaction', 'transactionally'],
  balancer: ['alb', 'lb', 'load-balancer', 'loadbalancer'],
  because: ['reason', 'since'],
  bus: ['event-bus', 'eventbus'],
  cache: ['memcache'],
  calls: ['asks', 'invoke', 'invokes', 'requests'],
  command: ['request'],
  'dead-letters': ['dead-letter', 'deadletter', 'deadletters', 'dlq'],
  deletes: ['removes'],
  each: ['for', 'foreach', 'loop', 'map'],
  event: ['message', 'msg'],
  every: ['cron', 'schedule', 'schedules'],
  external: ['partner', 'saas', 'third-party', 'thirdparty', 'vendor'],
  flow: ['scenario', 'usecase', 'use-case'],
  gateway: ['api', 'apigateway'],
  group: ['boundary', 'team'],
  increments: ['counts'],
  inserts: ['creates'],
  note: ['comment', 'description'],
  on: ['consumes', 'handle', 'handler', 'handles', 'listens', 'receives'],
  orchestrator: ['process', 'saga', 'state-machine', 'statemachine', 'stepfunction', 'workflow'],
  otherwise: ['else', 'elseif', 'elsif', 'default'],
  parallel: ['concurrently', 'fork'],
  publishes: ['emit', 'emits', 'fires', 'produces', 'raises'],
  puts: ['persists', 'saves', 'sets', 'updates', 'upserts'],
  queue: ['mq'],
  reads: ['fetches', 'gets', 'loads', 'queries'],
  retention: ['retains'],
  sends: ['enqueues', 'posts', 'pushes'],
  serves: ['endpoint', 'exposes', 'offers', 'operation', 'provides'],
  service: ['app', 'application', 'component', 'consumer', 'function', 'job', 'lambda', 'microservice', 'worker'],
  starts: ['launches', 'triggers'],
  step: ['activity', 'state', 'task'],
  store: ['bucket', 'database', 'datastore', 'db', 'table'],
  stream: ['log'],
  'subscribes to': ['subscription'],
  system: ['context', 'domain', 'module', 'namespace', 'package', 'project', 'workspace'],
  topic: ['exchange'],
  undo: ['compensate', 'compensates', 'compensation', 'rollback', 'undoes'],
  when: ['case', 'if', 'switch'],
};

const byOther: ReadonlyMap<string, string> = new Map(
  Object.entries(words).flatMap(([word, others]) => others.map((other) => [other, word] as const)),
);

/** The language's own word for one that others use; undefined if it has none. */
export function ownWord(other: string): string | undefined {
  return byOther.get(other.toLowerCase());
}
