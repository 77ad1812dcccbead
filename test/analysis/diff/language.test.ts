/** Every statement and option of the language: a change of it is told, the way back tells the opposite, and what is only text is not told. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { opposite } from '../../../analysis/diff/aspects.ts';
import type { Change } from '../../../analysis/diff/change.ts';
import { compareDesigns } from '../../../analysis/diff/compare.ts';
import type { Version } from '../../../analysis/diff/version.ts';
import { versionOf } from '../../support/changes.ts';

/** What the rows speak of, so that each says only what it is about. */
const rest = `
event E { key id }
event F { key id }
command C { key id }
command K { key id }
topic T
topic U
queue Q
queue R
queue D
queue P
store S { key id }
store Z { key id }
service B { serves run { puts Z }  serves stop { puts Z } }
service H { serves run  serves stop }
external X { serves pay  publishes E to T  publishes F to T  sends C to Q }
actor Person { sends K to R }
orchestrator W { step One calls B.run }
gateway G { routes "/a" to B.run  routes "/b" to B.stop }
`;

/**
 * Designs with a place in which alternatives stand, `«one|other»`: a change from each to each other means something.
 */
const told: Readonly<Record<string, readonly string[]>> = {
  messages: [
    '«|event M»',
    '«event|command» M',
    'event M { «|key a|key b|key a + b» }',
    'event M { «|ordered|ordered by a|ordered by b» }',
    'event M { «|critical|expendable» }',
    'event M { «|size 4KB|size 8KB» }',
    'event M { «|version 1|version 2» }',
    'event M { «|schema "a"|schema "b"» }',
    'event M { «|useful for 5m|useful for 6m» }',
    'event M { «|correlation a|correlation b» }',
    'system x { «|correlation a|correlation b»  event M }',
  ],
  groups: [
    'group I { «|owner "a"|owner "b"»  service A }',
    'service A { «|owner "a"|owner "b"» }',
    'system x { «|owner "a"|owner "b"»  service A }',
  ],
  elements: [
    '«|queue|topic|bus|stream|service|store|cache|balancer|gateway|actor|external|orchestrator» N',
    'queue N «|: aws.sqs|: aws.sqs.fifo|: rabbitmq»',
    'service A «|: aws.lambda|: aws.ecs»',
    'store N «|: aws.dynamodb|: postgres»',
  ],
  subscriptions: [
    'queue N { «|subscribes to T for E|subscribes to T for F|subscribes to T for E, F|subscribes to T|subscribes to U for E» }',
    'queue N { subscribes to T for E «|with filter "a"|with filter "b"» }',
    'queue N { subscribes to T for E «|with dead-letters to D after 3 attempts|with dead-letters to D after 4 attempts|with dead-letters to R after 3 attempts» }',
    'queue N { subscribes to T for E «|with 2 retries|with 3 retries|with 3 retries exponential|with 3 retries linear|with 3 retries exponential from 1s|with 3 retries exponential from 2s|with 3 retries exponential from 2s jitter|with unlimited retries|with 1 retry|with no retries» }',
    'orchestrator V { subscribes to T for E «|with key id|with key other»  step One calls B.run }',
    'orchestrator V { «|subscribes to T for E|subscribes to T for F»  step One calls B.run }',
  ],
  channels: [
    'queue N { «|dead-letters|dead-letters after 3 attempts|dead-letters after 4 attempts|dead-letters to D after 3 attempts|dead-letters group to D after 3 attempts|dead-letters to R after 3 attempts|no dead-letters|drops after 3 attempts|drops after 1 attempt» }',
    'queue N { «|dead-letters|dead-letters after 3 attempts|dead-letters after 4 attempts|dead-letters to D after 3 attempts|dead-letters group to D after 3 attempts|dead-letters to R after 3 attempts|no dead-letters|drops after 3 attempts|drops after 4 attempts» }  service A { on C from N { puts S } }  actor Y { sends C to N }',
    'queue N { «|redrives to Q|redrives to R» }',
    'queue N { «|carries C|carries K|carries C, K» }',
    'topic N { «|delivery at-least-once|delivery at-most-once|delivery exactly-once» }',
    'queue N { «|ordering none|ordering per-key|ordering total» }',
    'queue N { «|ordering none|ordering per-key|ordering total» }  service A { on C from N { puts S } }  actor Y { sends C to N }',
    'queue N { «|delivery at-least-once|delivery at-most-once|delivery exactly-once» }  service A { on C from N { puts S } }  actor Y { sends C to N }',
    'queue N { «|retention 1d|retention 2d|retention unlimited» }',
    'queue N { «|retention 1d|retention 2d|retention unlimited» }  service A { on C from N { puts S } }  actor Y { sends C to N }',
    'queue N { «|visibility 1m|visibility 2m» }',
    'queue N { «|visibility 1m|visibility 2m» }  service A { on C from N { puts S } }  actor Y { sends C to N }',
    'queue N { «|delay 1m|delay 2m» }',
    'queue N { «|deduplicates within 5m|deduplicates within 6m|deduplicates by id within 5m» }',
    'queue N { «|grouped by a|grouped by b|grouped by a in 4 groups|grouped by a in 5 groups» }',
    'queue N { «|grouped by a|grouped by b|grouped by a in 4 groups|grouped by a in 5 groups» }  service A { on C from N { puts S } }  actor Y { sends C to N }',
    'stream N { «|partitions 4|partitions 5» }',
    'stream N { «|compacted» }',
    'queue N { «|size 4KB|size 8KB» }',
    'queue N { «|alarm» }',
    'queue N { «|throughput 5/s|throughput 6/s|throughput 5..6/s» }',
    'stream N { «|throughput 5/s per partition|throughput 6/s per partition» }',
    'queue N { «|latency 5ms|latency 6ms» }',
    'queue N { «|concurrency 5|concurrency 6» }',
    'queue N { «|available 99%|available 98%» }',
  ],
  services: [
    'service A { «|instances 2|instances 2..3» }',
    'service A { «|timeout 2s|timeout 3s» }',
    'service A { «|throughput 2/s|throughput 3/s» }',
    'service A { «|concurrency 2|concurrency 3» }',
    'service A : aws.lambda { «|retention 1h|retention 2h» }',
    'service A { «|keeps N in memory|keeps N on disk|keeps N in S|keeps N in Z|keeps N in memory rebuilt from S|keeps N in memory rebuilt from Z|keeps N in memory rebuilt from S within 5s|keeps N in memory rebuilt from S within 6s» }',
    'service A { «|keeps M in memory» }',
  ],
  handlers: [
    'service A { «|on C from Q|on C, K|on K|on all of C, K» }',
    'service A { on C «from Q|from R» { puts S } }  actor Y { sends C to R }',
    'service A { on C from Q «|{ }» }',
    'service A { on C from Q «|in 2s|in 3s» }',
    'service A { on C from Q «|idempotent|idempotent by a|idempotent by b|idempotent within 5s|idempotent within 6s|idempotent using S|idempotent using Z» { appends S } }',
    'service A { on C from Q «|idempotent» }',
    'service A { on C from Q «|with batch|with batch 5|with batch 6|with batch 5 within 2s|with batch 5 within 3s» }',
    'service A { on C from Q with batch 5 «|, partial failures» }',
    'service A { on C from Q «|with concurrency 5|with concurrency 6» }',
    'service A { on C from Q «|with 2 retries|with 3 retries|with 3 retries exponential|with 3 retries linear|with 3 retries fixed|with 3 retries exponential from 1s|with 3 retries exponential from 2s|with 3 retries exponential from 2s jitter|with unlimited retries|with no retries» }',
    'service A { on C from Q «|with timeout 2s|with timeout 3s» }',
    'service A { on C from Q «|with heartbeat|with heartbeat 2s|with heartbeat 3s» }',
    'service A { on C from Q «|with acknowledges first» }',
    'service A { on C from Q «|with acknowledges first» { puts S } }',
    'service A { on C from Q «|with filter "a"|with filter "b"» }',
    'service A { on C from Q «|with dead-letters to D after 3 attempts|with dead-letters to D after 4 attempts|with dead-letters to R after 3 attempts|with no dead-letters|with drops after 3 attempts» }',
    'service A { on C from Q «|with ordering none» }',
    'service A { on C from Q «|with delivery exactly-once|with delivery at-most-once» }',
    'service A { on all of C, K «|within 5m|within 6m» }',
    'service A { on all of C, K «|using S|using Z» }',
    'service A { on all of C, K within 5m { puts S } «|otherwise { puts Z }|otherwise { deletes Z }» }',
  ],
  operations: [
    'service A { «|serves go|serves stay» }',
    'service A { serves go «|(C)|(K)» }',
    'service A { serves go «|in 2s|in 3s» }',
    'service A { serves go «|critical|expendable|safe» }',
    'service A { serves go «|idempotent|idempotent by a» { appends S } }',
    'service A { serves go «|idempotent|idempotent by a» }',
    'service A { every «5m|6m» { puts S } }',
    'service A { «|every 5m { puts S }» }',
    'external A { «|serves go» }',
    'actor A { «|on C» }',
  ],
  effects: [
    'service A { serves go { «|reads S|puts S|inserts S|deletes S|appends S|increments S|writes S|reads Z|puts Z» } }',
    'service A { serves go { reads S «|by a|by b|strongly|by a strongly» } }',
    'service A { serves go { puts S «|if newer|if unchanged» } }',
    'service A { serves go { publishes E «to T|to U» } }',
    'service A { serves go { puts S  publishes E to T «|via outbox S|via outbox Z» } }',
    'service A { serves go { «|publishes E to T|publishes F to T» } }',
    'service A { serves go { sends C «to Q|to R|to B» } }',
    'service A { serves go { «|sends C to Q|sends K to Q» } }',
    'service A { serves go { «|calls B|calls B.run|calls B.stop|calls H.run|calls G|calls G "/a"|calls G "/b"|calls W|starts W» } }',
    'service A { serves go { starts W «|with key a|with key b» } }',
    ...['calls B.run', 'publishes E to T', 'sends C to Q', 'starts W'].flatMap((effect) => [
      `service A { serves go { ${effect} «|with timeout 2s|with timeout 3s» } }`,
      `service A { serves go { ${effect} «|with 2 retries|with 3 retries|with 3 retries exponential|with 3 retries linear|with 3 retries exponential from 1s|with 3 retries exponential from 2s|with 3 retries exponential from 2s jitter|with unlimited retries|with no retries» } }`,
      `service A { serves go { ${effect} «|with key a|with key b» } }`,
      `service A { serves go { ${effect} «|with circuit-breaker» } }`,
      `service A { serves go { ${effect} «|with fallback H.run|with fallback H.stop|with fallback S» } }`,
      `service A { serves go { ${effect} «|with heartbeat 2s|with heartbeat 3s» } }`,
      `service A { serves go { ${effect} «|with delay 2s|with delay 3s» } }`,
      `service A { serves go { ${effect} «|at 2/s|at 3/s|at 2..3/s» } }`,
    ]),
    'service A { serves go { publishes E to T «|with delivery at-most-once» } }',
    'service A { serves go { sends C to Q «|with delivery at-most-once» } }',
    'service A { serves go { reads S «|at 2/s» } }',
    'actor A { calls B.run «|at 2/s|at 3/s|at 2..3/s» }',
    'service A { serves go { «reads S puts Z|puts Z reads S» } }',
    'service A { serves go { «puts S publishes E to T|publishes E to T puts S» } }',
    'service A { serves go { «puts S puts Z|atomically { puts S puts Z }|parallel { puts S puts Z }|when "a" { puts S puts Z }|when "b" { puts S puts Z }|each "a" { puts S puts Z }» } }',
    'service A { serves go { when "a" { puts S } «|otherwise { puts Z }|otherwise { deletes Z }|otherwise when "b" { puts Z }» } }',
    'service A { serves go { each "a" «|at most 5|at most 6|with concurrency 2|with concurrency 3|at most 5 with concurrency 2» { puts S } } }',
    'service A { «on C from Q { puts S }  on K from R { reads S }|on C from Q { reads S }  on K from R { puts S }» }',
    'service A { «serves go { puts S }|puts S» }',
  ],
  stores: [
    'store N { «|key a|key b» }',
    'store N { «|index a|index b|index a  index b» }',
    'store N { «|grouped by a|grouped by b|grouped by a in 4 groups» }',
    'store N { «|consistency strong|consistency eventual» }',
    'store N { «|consistency eventual by index|consistency strong by index» }',
    'cache N { «|ttl 5m|ttl 6m|ttl 5m jitter» }',
    'cache N { «|durable» }',
    'cache N { «|caches S|caches Z» }',
    'store N { «|rebuilt from S|rebuilt from Z|rebuilt from S within 5s|rebuilt from S within 6s» }',
    'store N { «|owned by B|owned by H» }',
    'store N { «|replicas 2|replicas 3» }',
    'store N { «|publishes E to T|sends C to Q» }',
    'store N { «|alarm» }',
  ],
  workflows: [
    'orchestrator V { «|step One calls B.run|step One calls B.stop|step Two calls B.run» }',
    'orchestrator V { «step One calls B.run  step Two calls H.run|step Two calls H.run  step One calls B.run» }',
    'orchestrator V { step One calls B.run «|undo B.stop|undo H.stop|undo { puts S }» }',
    'orchestrator V { step One calls B.run «|on failure Two|on failure Three»  step Two calls H.run  step Three calls H.stop }',
    'orchestrator V { step One calls B.run «|with timeout 2s|with timeout 3s» }',
    'orchestrator V { step One calls B.run } «|otherwise { step Two calls H.run }|otherwise { step Two calls H.stop }»',
    'orchestrator V { step One calls B.run  «step Two calls H.run }|} otherwise { step Two calls H.run }»',
    'orchestrator V { step One waits «2s|3s|for C|for K|for C, K|for all of C, K|for C from Q|for C from R|for C at most 2d|for C at most 3d|for C with heartbeat 2s|for C with heartbeat 3s» }',
    'orchestrator V { «step One calls B.run  step Two calls H.run|parallel { step One calls B.run  step Two calls H.run }|when "a" { step One calls B.run  step Two calls H.run }|each "a" { step One calls B.run  step Two calls H.run }» }',
    'orchestrator V { each "a" «|at most 5|at most 6|with concurrency 5» { step One calls B.run } }',
    'orchestrator V { «|every 1d|every 2d»  step One calls B.run }',
    'orchestrator V { «|alarm»  step One calls B.run }',
    'orchestrator V { «|retention 1d|retention 2d»  step One calls B.run }',
    'orchestrator V { «|no dead-letters|dead-letters to D after 2 attempts»  step One calls B.run }',
    'orchestrator V { «|serves look»  step One calls B.run }',
  ],
  entries: [
    'gateway N { «|routes to B|routes to H|routes to B.run» }',
    'gateway N { «|routes "/a" to B.run|routes "/a" to B.stop|routes "/b" to B.run|routes "/a" { puts S }» }',
    'gateway N { routes "/a" { «|puts S|puts Z» } }',
    'balancer N { routes to B  «|sticky sessions|sticky sessions for 1h|sticky sessions for 2h» }',
    'balancer N { «|timeout 2s|timeout 3s»  routes to B }',
  ],
  technologies: [
    ...[
      'retention 4d at most |5d|6d',
      'visibility 30s at most |1m|2m',
      'delay 0s at most |1m|2m',
      'timeout 3s at most |1m|2m',
      'size at most |1KB|2KB',
      'throughput 1/s at most |2/s|3/s',
      'concurrency 1 at most |2|3',
      'ordering none at most |per-key|total',
      'batch 1 at most |5|6',
    ].map((text) => {
      const [start = '', ...limits] = text.split('|');
      return `technology t is queue { «${['', ...limits.map((limit) => `${start}${limit}`)].join('|')}» }  queue N : t`;
    }),
    ...[
      'ephemeral',
      'managed',
      'pushes',
      'traced',
      'pointers',
      'partial failures',
      'no window',
      'keeps age',
      'new ids',
      'drops unmatched',
      'needs attempts 5|needs attempts 6',
      'needs visibility 5|needs visibility 6',
      'needs window 10|needs window 11',
      'needs spare 10|needs spare 11',
      'batch 5|batch 6|batch 5 within 2s',
      'heartbeat 2s|heartbeat 3s|heartbeat',
      'dead-letters on queue|dead-letters on queue to aws.sqs|dead-letters on handler|dead-letters on queue after 3 attempts',
      '2 retries|3 retries|3 retries exponential',
      'drops after 3 attempts|drops after 4 attempts',
    ].map((text) => `technology t is queue { «|${text}» }  queue N : t`),
    'technology t is orchestrator { «|no waits|steps 5|steps 6|steps at most 7|each 5|each 6|each 5 at most 7|each 5 at most 8» }  orchestrator V : t { step One calls B.run }',
    'technology t is stream { «|readers 5|readers 6» }  stream N : t',
    'technology t is topic { «|subscribers queue|subscribers service|subscribers queue, service» }  topic N : t',
    'technology t is service { «|instances 1..2 at most 5|instances 1..2 at most 6» }  service A : t',
    'technology t is cache { «|ttl 5m at most 1h|ttl 5m at most 2h» }  cache N : t',
    'technology t is stream { «|partitions 1 at most 5|partitions 1 at most 6» }  stream N : t',
    'technology t is store { «|replicas 1 at most 5|replicas 1 at most 6» }  store N : t',
    'technology t is queue «|like aws.sqs|like aws.sqs.fifo» { }  queue N : t',
  ],
  flows: [
    '«|flow I from B.run»',
    'flow I from «B.run|B.stop|G "/a"|G "/b"|E|F|W|Person»',
    'flow I from B.run { «|within 2s|within 3s» }',
    'flow I from B.run { «|available 99%|available 98%» }',
    'flow I from B.run { «|reads own writes|reads all writes|reads own writes after 2s|reads own writes after 3s» }',
    'flow I from B.run { «|critical|expendable» }',
    'flow I from B.run { «|at 2/s|at 3/s|at 2..3/s» }',
  ],
  requirements: [
    '«|require E never lost|require F never lost»',
    'service A { serves go { puts S } }  «|require S at most once per C|require S at most once per E»',
    '«|require E in order at B|require E in order at H»',
    'service A { keeps N in memory } «|require A.N survives instance loss»',
    '«|require W all or nothing»',
    '«|require E leads to F|require E leads to F or C|require E leads to S»',
  ],
};

/** Designs in which a change means nothing for how the system behaves. */
const untold: readonly string[] = [
  'service A «|"The service"»',
  'service A { «|note "a"|link "b"|tags a, b» }',
  '«|/* A comment. */|/** Says what is next. */» service A',
  '«service A  service I|service I  service A»',
  '«service A|service A { }»',
  '«service A|group I { service A }|group I "Title" { service A }|group I { note "a"  service A }»',
  '«|view V { include B }|view V { include B  direction down }|view V { around B within 2  exclude S }»',
  'queue N { «subscribes to T for E, F|subscribes to T for F, E» }',
  'service A { on C, K from Q } «|»',
  'service A { on C from Q «in 2s idempotent with batch 5, concurrency 2|with concurrency 2, batch 5 idempotent in 2s» }',
  'system x { «service A  service I }|service A } system x { service I }»',
  'technology t is queue { «|mark queue|note "a"» }  queue N : t',
  '«|technology t is queue { retention 4d }»',
  'queue N { no dead-letters «|because "a"|because "b"» }',
  'gateway N { «routes "/a" to B  routes "/b" to H|routes "/b" to H  routes "/a" to B» }',
  'store N { «index a  index b|index b  index a» }',
  'event M { key «a + b|a  +  b» }',
  'queue N { retention «60m|1h» }',
];

/** Words that bear on nothing by themselves: they join others, say what is read by people or drawn, or name what a row is about. */
const joining = 'at by first for from if is in nothing of on or to via with after because';
const forPeople = 'around direction down exclude include left link mark note right tags up view';
/** Kinds of things that rows stand in, and words that only products of the catalogue have. */
const named = 'actor group flow require system technology step subscription';

interface Slot {
  readonly text: string;
  readonly version: Version;
}

async function slotsOf(template: string): Promise<readonly Slot[]> {
  const [, start = '', slot = '', end = ''] = /^([^«]*)«([^»]*)»(.*)$/s.exec(template) ?? [];
  const slots: Slot[] = [];
  for (const text of slot.split('|')) slots.push({ text, version: await versionOf(`${start}${text}${end}${rest}`) });
  return slots;
}

function pairsOf(slots: readonly Slot[]): readonly (readonly [Slot, Slot])[] {
  return slots.flatMap((one, index) => slots.slice(index + 1).map((other) => [one, other] as const));
}

/** Kinds and what they mean, each once: what two flows or elements have in common may be one sentence in one direction and two in the other. */
function meanings(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.map(({ kind, bearing }) => `${kind} ${bearing}`))].sort();
}

describe('what a change of the language’s words does', () => {
  for (const [area, templates] of Object.entries(told))
    for (const template of templates)
      it(`${area}: ${template}`, async () => {
        for (const [one, other] of pairsOf(await slotsOf(template))) {
          const forth = compareDesigns(one.version, other.version);
          const back = compareDesigns(other.version, one.version);
          const what = `from \`${one.text}\` to \`${other.text}\``;
          assert.notDeepEqual(forth, [], `Nothing is said ${what}.`);
          assert.deepEqual(meanings(back), meanings(forth.map((change) => ({ ...change, bearing: opposite(change.bearing) }))), what);
        }
      });

  for (const template of untold)
    it(`nothing: ${template}`, async () => {
      for (const [one, other] of pairsOf(await slotsOf(template)))
        for (const found of [compareDesigns(one.version, other.version), compareDesigns(other.version, one.version)])
          assert.deepEqual(
            found.map(({ text }) => text),
            [],
          );
    });

  it('is looked at for every word of the language', () => {
    const grammar = readFileSync(new URL('../../../language/arch.langium', import.meta.url), 'utf8');
    const words = new Set([...grammar.matchAll(/'([a-z][a-z-]*)'/g)].map(([, word = '']) => word));
    const slots = [...Object.values(told).flat(), ...untold].map((template) => /«([^»]*)»/.exec(template)?.[1] ?? '');
    const looked = new Set([...slots, joining, forPeople, named].join(' ').match(/[a-z][a-z-]*/g));
    assert.deepEqual([...words].filter((word) => !looked.has(word)).sort(), []);
  });
});
