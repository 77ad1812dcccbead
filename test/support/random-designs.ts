/**
 * Designs at random, as texts: for laws that must hold of every design. Each is a list of declarations of one system, so that a law can shuffle them,
 * part them into files or put something beside them. Names are unique and every reference resolves.
 */
import fc from 'fast-check';

/** The declarations of a system, each a text of its own. */
export interface RandomDesign {
  readonly declarations: readonly string[];
}

const maybe = (text: string): fc.Arbitrary<string> => fc.constantFrom('', text);
const join = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.filter((text) => text !== '').join('  '));
const pick = (prefix: string, count: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: count - 1 }).map((number) => `${prefix}${number}`);

interface Counts {
  readonly messages: number;
  readonly queues: number;
  readonly topics: number;
  readonly stores: number;
  readonly services: number;
}

const counts: fc.Arbitrary<Counts> = fc.record({
  messages: fc.integer({ min: 1, max: 4 }),
  queues: fc.integer({ min: 1, max: 4 }),
  topics: fc.integer({ min: 1, max: 2 }),
  stores: fc.integer({ min: 1, max: 3 }),
  services: fc.integer({ min: 1, max: 4 }),
});

function message(number: number): fc.Arbitrary<string> {
  const words = join(
    maybe('key id'),
    maybe('ordered by group'),
    fc.constantFrom('', 'critical', 'expendable'),
    maybe('version 1'),
    maybe('size 300KB'),
  );
  return fc.tuple(fc.constantFrom('event', 'command'), words).map(([kind, body]) => `${kind} M${number} { ${body} }`);
}

function failures(counted: Counts): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      '',
      'no dead-letters because "decided"',
      'drops after 3 attempts',
      'dead-letters after 5 attempts',
      'dead-letters after 1 attempt',
    ),
    fc.tuple(fc.constantFrom('', 'group '), pick('D', 2)).map(([group, queue]) => `dead-letters ${group}to ${queue} after 5 attempts`),
    fc.constant(counted.queues > 3 ? 'dead-letters after 10 attempts' : ''),
  );
}

function queue(number: number, counted: Counts): fc.Arbitrary<string> {
  const technology = fc.constantFrom('aws.sqs', 'aws.sqs.fifo', 'azure.servicebus', 'rabbitmq');
  const subscription = fc.oneof(
    fc.constant(''),
    fc.tuple(pick('T', counted.topics), pick('M', counted.messages)).map(([topic, name]) => `subscribes to ${topic} for ${name}`),
  );
  const body = join(
    subscription,
    maybe('grouped by group'),
    failures(counted),
    maybe('alarm'),
    maybe('visibility 60s'),
    maybe('retention 14d'),
  );
  return fc.tuple(technology, body).map(([name, text]) => `queue Q${number} : ${name} { ${text} }`);
}

function topic(number: number): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('topic T : aws.sns', 'topic T : aws.sns.fifo', 'bus T : aws.eventbridge', 'stream T : kafka'),
      join(maybe('grouped by group'), maybe('alarm')),
    )
    .map(([head, body]) => `${head.replace('T ', `T${number} `)} { ${body} }`);
}

function store(number: number): fc.Arbitrary<string> {
  const head = fc.constantFrom('store S : aws.dynamodb', 'store S : postgres', 'cache S : aws.elasticache', 'cache S : redis');
  return fc
    .tuple(head, join(maybe('key id'), maybe('consistency eventual'), maybe('durable'), maybe('ttl 1h')))
    .map(([text, body]) => `${text.replace('S ', `S${number} `)} { ${body} }`);
}

function effect(counted: Counts, depth = 1): fc.Arbitrary<string> {
  const target = pick('S', counted.stores);
  const plain = fc.oneof(
    fc
      .tuple(fc.constantFrom('reads', 'puts', 'inserts', 'deletes', 'appends', 'increments', 'writes'), target)
      .map(([kind, name]) => `${kind} ${name}`),
    target.map((name) => `puts ${name} if newer`),
    fc
      .tuple(pick('M', counted.messages), pick('T', counted.topics), fc.constantFrom('', ' via outbox S0', ' with 2 retries'))
      .map(([name, to, more]) => `publishes ${name} to ${to}${more}`),
    fc.tuple(pick('M', counted.messages), pick('Q', counted.queues)).map(([name, to]) => `sends ${name} to ${to}`),
    fc
      .tuple(
        pick('V', counted.services),
        fc.constantFrom('', ' with timeout 2s', ' with timeout 2s, 3 retries exponential jitter', ' with 5 retries, key id'),
      )
      .map(([to, more]) => `calls ${to}.run${more}`),
    fc.constantFrom(
      'calls X.pay with timeout 1s',
      'calls X.pay with 3 retries, key id',
      'calls X.mail',
      'starts W',
      'starts W with key id',
    ),
  );
  if (depth === 0) return plain;
  const body = fc.array(effect(counted, 0), { minLength: 1, maxLength: 2 }).map((effects) => effects.join('  '));
  return fc.oneof(
    { weight: 6, arbitrary: plain },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('when "it fits"', 'atomically', 'parallel', 'each "item" at most 5'), body)
        .map(([head, text]) => `${head} { ${text} }`),
    },
  );
}

function effects(counted: Counts): fc.Arbitrary<string> {
  return fc.array(effect(counted), { maxLength: 3 }).map((list) => list.join('  '));
}

function idempotency(counted: Counts): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom('', ' by id', ' by transport.id'),
          fc.constantFrom('', ' within 1h'),
          fc.oneof(
            fc.constant(''),
            pick('S', counted.stores).map((name) => ` using ${name}`),
          ),
        )
        .map((parts) => `idempotent${parts.join('')}`),
    },
  );
}

function service(number: number, counted: Counts): fc.Arbitrary<string> {
  const channel = fc.oneof(pick('Q', counted.queues), pick('T', counted.topics));
  const options = fc.constantFrom(
    '',
    'with batch 10',
    'with ordering none',
    'with 3 retries',
    'with unlimited retries exponential jitter',
    'with dead-letters to D0 after 3 attempts',
    'with concurrency 5, acknowledges first',
  );
  const handler = fc
    .tuple(pick('M', counted.messages), channel, idempotency(counted), options, effects(counted))
    .map(([name, from, guard, more, body]) => `on ${name} from ${from} in 50ms ${guard} ${more} { ${body} }`);
  const operation = fc.tuple(idempotency(counted), effects(counted)).map(([guard, body]) => `serves run ${guard} { ${body} }`);
  const state = fc.constantFrom(
    '',
    'keeps Basket in memory',
    'keeps Basket on disk',
    'keeps Basket in S0',
    'keeps Basket in memory rebuilt from S0',
  );
  const head = fc.constantFrom(': aws.lambda { timeout 10s', ': aws.ecs { instances 2..4', ': aws.ecs { instances 1', ': kubernetes {');
  return fc
    .tuple(head, state, operation, fc.array(handler, { maxLength: 2 }), fc.constantFrom('', 'every 1h { reads S0 }'))
    .map(
      ([start, kept, run, handlers, schedule]) =>
        `service V${number} ${start}  ${[kept, run, ...handlers, schedule].filter((text) => text !== '').join('\n  ')} }`,
    );
}

function workflow(counted: Counts): fc.Arbitrary<string> {
  const step = fc.tuple(
    pick('V', counted.services),
    fc.constantFrom('', ' with 2 retries exponential', ' with timeout 5s, 3 retries exponential jitter'),
    fc.constantFrom('', ' undo V0.run'),
  );
  return fc
    .tuple(
      fc.constantFrom('aws.stepfunctions', 'aws.ecs'),
      fc.array(step, { minLength: 1, maxLength: 3 }),
      maybe(' otherwise { step Z puts S0 }'),
    )
    .map(([technology, steps, otherwise]) => {
      const lines = steps.map(([to, more, undo], number) => `step A${number} calls ${to}.run${more}${undo}`);
      return `orchestrator W : ${technology} {\n  ${lines.join('\n  ')}\n}${otherwise}`;
    });
}

function entries(counted: Counts): fc.Arbitrary<string> {
  const route = fc
    .tuple(maybe('sticky sessions'), pick('V', counted.services))
    .map(([sticky, to]) => `balancer B : aws.alb { ${sticky}  routes "/" to ${to} }`);
  const actor = fc.constantFrom('actor U { calls B with timeout 3s }', 'actor U { calls V0.run with timeout 1s, 2 retries at 50/s }');
  return fc.tuple(route, actor).map((parts) => parts.join('\n'));
}

/** Designs of one system. */
export const randomDesigns: fc.Arbitrary<RandomDesign> = counts.chain((counted) => {
  const many = (count: number, make: (number: number) => fc.Arbitrary<string>): fc.Arbitrary<string>[] =>
    Array.from({ length: count }, (_, number) => make(number));
  const declarations = fc.tuple(
    ...many(counted.messages, message),
    ...many(counted.topics, topic),
    ...many(counted.queues, (number) => queue(number, counted)),
    ...many(counted.stores, store),
    ...many(counted.services, (number) => service(number, counted)),
    workflow(counted),
    entries(counted),
    fc.constant('queue D0 : aws.sqs { retention 14d  alarm }'),
    fc.constant('queue D1 : aws.sqs.fifo'),
    fc.constant('external X { serves pay critical  serves mail expendable }'),
    fc.constantFrom('flow F from V0.run { critical  within 300ms }', 'flow F from V0.run { reads own writes }'),
  );
  return declarations.map((list) => ({ declarations: list }));
});

/** @returns the text of a design in one file. */
export function textOf(declarations: readonly string[]): string {
  return `system s {\n${declarations.join('\n')}\n}\n`;
}
