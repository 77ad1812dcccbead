import type { Design, Effect, Flow, Store, StoreEffect } from '../../language/model/design.ts';
import { showDuration, showRate } from '../../language/model/quantities.ts';
import type { Fix } from '../../language/model/source.ts';
import { freshName, insertAfter, nameFrom } from '../fixes/elements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { type Rates, rateOfEffect, rates } from '../passes/rates.ts';
import { type ResponseTimes, responseTimes } from '../passes/response-times.ts';
import { defineRule } from '../rule.ts';
import { effectSentence } from '../wording.ts';

export const rule = defineRule({
  id: 'hot-read-without-cache',
  code: 'STA008',
  category: 'state',
  star: false,
  severity: 'info',
  summary: 'A store answers the same reads over and over, though their answers change seldom and may be a little old.',
  why: `Where hundreds of reads a second find what the last one found, and readers have said that they can live with an older value, the store does work that
a cache would do faster and cheaper, with capacity that is there for what only the store can do.`,
  failureStory: [
    'Every page view reads the price list, which changes twice a day.',
    'On the day of the campaign the store is at its limit with price lists, and orders fail because they cannot be written.',
  ],
  whenNotToUse: `Where each client reads rows of its own, a cache would seldom find anything: silence it with that reason.`,
  examples: {
    wrong: `actor Shopper { calls Shop.prices at 600/s }
actor Editor { calls Shop.change at 1/m }
service Shop : aws.ecs {
  instances 2..8
  serves prices { reads Prices }
  serves change { puts Prices }
}
store Prices : aws.dynamodb { throughput 1000/s }
flow Show from Shop.prices { reads all writes after 1m }
`,
    right: `actor Shopper { calls Shop.prices at 600/s }
actor Editor { calls Shop.change at 1/m }
service Shop : aws.ecs {
  instances 2..8
  serves prices { reads PriceCache }
  serves change { puts Prices }
}
store Prices : aws.dynamodb { throughput 1000/s }
cache PriceCache : aws.elasticache { caches Prices  ttl 1m }
flow Show from Shop.prices { reads all writes after 1m }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/antipatterns/no-caching/',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/cache-aside',
    'https://aws.amazon.com/builders-library/caching-challenges-and-strategies/',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo:
    'checkov CKV_AWS_120 and CKV_AWS_225 ask every API for a cache. This rule goes by the rate of reads and by how old an answer may be.',
  options: {
    minRate: { type: 'number', default: 100, minimum: 1, description: 'Reads a second from which a cache is worth its trouble.' },
    minRatio: { type: 'number', default: 10, minimum: 1, description: 'Reads for each write from which a cache would find enough.' },
    minStaleness: { type: 'duration', default: 1_000, description: 'How old an answer must at least be allowed to be.' },
    maxUse: {
      type: 'number',
      default: 50,
      minimum: 1,
      maximum: 100,
      description: 'Per cent of its throughput that a store may need, or of a flow’s time that it may take, before it is reported.',
    },
  },
  messages: {
    busy: '{store} answers {reads} reads of what {writes} and may be {staleness} old, and with its other work needs {use}% of its throughput: a cache would take {share}% of the load from it.',
    slow: '{store} answers {reads} reads of what {writes} and may be {staleness} old, and takes {use}% of the time of {flow}: a cache would give most of that back.',
  },
  check({ design, options, analysis, report }) {
    const tolerances = toleratedAges(design);
    const all = analysis(rates);
    const times = analysis(responseTimes);
    for (const store of design.elements) {
      if (store.kind !== 'store' || store.caches || store.rebuiltFrom || (store.facts.replicas?.value ?? 0) > 0) continue;
      const load = loadOf(design, store, all, tolerances, options.minStaleness);
      if (!load || load.readRate < options.minRate || load.readRate < options.minRatio * load.writeRate) continue;
      const data = {
        store: store.name,
        reads: showRate(load.readRate),
        writes: load.writeRate > 0 ? `changes ${showRate(load.writeRate)}` : 'never changes',
        staleness: showDuration(load.staleness),
      };
      const shared = {
        source: store.syntax.name ?? store.syntax.head,
        related: [...load.reads.map((effect) => ({ message: effectSentence(design, effect), source: effect.syntax.source }))],
        fixes: [cacheFix(design, store, load.reads, load.staleness)],
      };
      const throughput = store.facts.throughput?.value.peak;
      const use = throughput === undefined ? 0 : Math.round((load.peak / throughput) * 100);
      const slowed = mostSlowed(design, store, times);
      if (use > options.maxUse) {
        // All of it only where there is nothing else: what is rounded up to that would promise too much.
        const share = Math.min(Math.round((load.readRate / load.all) * 100), load.readRate < load.all ? 99 : 100);
        report({ message: 'busy', data: { ...data, use, share }, ...shared });
      } else if (slowed && slowed.use > options.maxUse)
        report({ message: 'slow', data: { ...data, use: slowed.use, flow: slowed.flow.name }, ...shared });
    }
  },
});

/** How old the answer of each read may be, as the flows that it belongs to allow; the strictest holds. */
function toleratedAges(design: Design): ReadonlyMap<Effect, number> {
  const ages = new Map<Effect, number>();
  for (const flow of design.flows) {
    if (!flow.reads) continue;
    const seen = new Set(flow.from);
    for (const activity of seen) {
      for (const effect of activity.effects) {
        if (effect.kind === 'calls') for (const callee of effect.callees) seen.add(callee);
        const age = 'strongly' in effect && effect.strongly ? 0 : (flow.reads.after ?? 0);
        ages.set(effect, Math.min(age, ages.get(effect) ?? Number.POSITIVE_INFINITY));
      }
    }
  }
  return ages;
}

interface Load {
  /** Those that may be answered with an older value. */
  readonly reads: readonly StoreEffect[];
  readonly readRate: number;
  readonly writeRate: number;
  /** Averages of all that is done with the store, and its peak. */
  readonly all: number;
  readonly peak: number;
  readonly staleness: number;
}

/** What a store has to do; undefined where the design does not say how often it is written. */
function loadOf(
  design: Design,
  store: Store,
  { activities }: Rates,
  tolerances: ReadonlyMap<Effect, number>,
  minStaleness: number,
): Load | undefined {
  const reads: StoreEffect[] = [];
  let [readRate, writeRate, all, peak, staleness] = [0, 0, 0, 0, Number.POSITIVE_INFINITY];
  for (const effect of design.index.accessesOf.get(store.id) ?? []) {
    const rate = rateOfEffect(effect, activities);
    if (!rate && effect.kind !== 'reads') return undefined;
    all += rate?.average ?? 0;
    peak += rate?.peak ?? 0;
    if (effect.kind !== 'reads') writeRate += rate?.average ?? 0;
    const age = tolerances.get(effect) ?? 0;
    if (effect.kind !== 'reads' || !('store' in effect) || !rate || age < minStaleness) continue;
    reads.push(effect);
    readRate += rate.average;
    staleness = Math.min(staleness, age);
  }
  return { reads, readRate, writeRate, all, peak, staleness };
}

/** The flow with a budget of whose time a store takes the largest share. */
function mostSlowed(design: Design, store: Store, { normal }: ResponseTimes): { readonly flow: Flow; readonly use: number } | undefined {
  let most: { flow: Flow; use: number } | undefined;
  for (const flow of design.flows) {
    if (flow.within === undefined) continue;
    for (const { id } of flow.from) {
      const time = normal.get(id);
      const inStore =
        time?.parts.reduce((sum, { effect, total }) => ('store' in effect && effect.store === store ? sum + total : sum), 0) ?? 0;
      const use = time ? Math.round((inStore / time.total) * 100) : 0;
      // A store that is quick enough slows nobody, however little else there is to do.
      if (inStore > flow.within / 2 && use > (most?.use ?? 0)) most = { flow, use };
    }
  }
  return most;
}

function cacheFix(design: Design, store: Store, reads: readonly StoreEffect[], staleness: number): Fix {
  const cache = freshName(design, `${store.name}Cache`);
  const edits = reads.map(({ activity, syntax: { source } }) => {
    const system = activity.element.system;
    const name = system === store.system || !store.system.named ? cache : `${store.system.name}.${cache}`;
    return replaceSource(source, textOf(design, source).replace(/^(reads\s+)\S+/, `$1${name}`));
  });
  const declaration = `cache ${cache} { caches ${nameFrom(store.system, store)}  ttl ${showDuration(staleness)} }`;
  return { title: `Cache ${store.name}`, safe: false, edits: [...edits, ...insertAfter(design, store.syntax, declaration)] };
}
