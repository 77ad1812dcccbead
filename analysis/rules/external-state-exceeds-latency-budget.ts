import type { Action, Activity, Design, Effect, Flow, Store, StoreEffect } from '../../language/model/design.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Fix, Related, TextEdit } from '../../language/model/source.ts';
import { freshName, insertAfter, nameFrom, wrapInBlock } from '../fixes/elements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { listed, objectOf } from '../names.ts';
import { type Part, type ResponseTimes, responseTimes, type Time } from '../passes/response-times.ts';
import { defineRule } from '../rule.ts';
import { effectSentence } from '../wording.ts';

export const rule = defineRule({
  id: 'external-state-exceeds-latency-budget',
  code: 'STA005',
  category: 'state',
  star: true,
  severity: 'warning',
  summary: 'The stores and calls on the way to an answer take longer than the flow allows.',
  why: `Moving state out of the instances has a price: each access is a round trip. One after the other they add up, and the budget is gone before the
service has done any work of its own. What is independent can be read in parallel or in one batch, what is read again and again can be cached.`,
  failureStory: [
    'The report reads an archive twice and a table once, one after the other; each is fast enough alone.',
    'Together they take 310 ms where 200 were promised, on every request, and more machines change nothing.',
  ],
  whenNotToUse: `Where the figure stated for a store is its worst and not its 99th percentile, correct the figure. Where the budget is a wish and not a promise, leave it out.`,
  examples: {
    wrong: `service Api : aws.ecs {
  instances 2..20
  serves report { reads Archive  reads Catalogue  reads Archive }
}
store Catalogue : aws.dynamodb { latency 10ms }
store Archive : aws.s3 { latency 150ms }
flow Report from Api.report { within 200ms }
`,
    right: `service Api : aws.ecs {
  instances 2..20
  serves report { parallel { reads Archive  reads Catalogue  reads Archive } }
}
store Catalogue : aws.dynamodb { latency 10ms }
store Archive : aws.s3 { latency 150ms }
flow Report from Api.report { within 200ms }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/antipatterns/chatty-io/',
    'https://aws.amazon.com/builders-library/caching-challenges-and-strategies/',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    maxRoundTrips: {
      type: 'number',
      default: 8,
      minimum: 1,
      description: 'Accesses to stores, one after the other, that a flow with a budget may need.',
    },
  },
  messages: {
    slow: '{flow} takes {total} for its {trips} on the way to the answer ({list}), where {budget} are allowed. Batch them, run them in `parallel`, or cache {dominant}.',
    work: '{flow} takes {total} on the way to the answer ({list}), where {budget} are allowed, before the network has its share. Make {dominant} faster or answer before it is done.',
    chatty:
      '{flow} makes {trips} one after the other before it answers, and has {budget} for all of it: each is a round trip. Batch them, run them in `parallel`, or cache {dominant}.',
  },
  check({ design, options, analysis, report }) {
    const times = analysis(responseTimes);
    for (const flow of design.flows) {
      const budget = flow.within;
      const time = slowestStart(flow, times);
      if (budget === undefined || !time) continue;
      const slow = time.total > budget;
      if (!slow && time.roundTrips <= options.maxRoundTrips) continue;
      const parts = time.parts.filter(({ total }) => total > 0);
      const stated = flow.from.find((activity) => times.normal.get(activity.id) === time);
      const dominant = dominantOf(slow ? parts : time.parts);
      const data = {
        flow: flow.name,
        total: showDuration(time.total),
        budget: showDuration(budget),
        trips: `${time.roundTrips} ${time.roundTrips === 1 ? 'access' : 'accesses'} to stores`,
        list: slow && parts.length > 0 ? partsText(parts) : `${stated?.label ?? flow.name} ${showDuration(time.total)}`,
        dominant: dominant ?? stated?.label ?? flow.name,
      };
      const fits = (saved: number, trips: number): boolean =>
        time.total - saved <= budget && time.roundTrips - trips <= options.maxRoundTrips;
      const shared = {
        source: flow.syntax.name ?? flow.syntax.head,
        related: [...statedAt(flow), ...relatedParts(design, slow ? parts : time.parts)],
        fixes: [...parallelFixes(design, time, fits), ...cacheFixes(design, time, fits)],
      };
      if (!slow) report({ message: 'chatty', data, ...shared });
      else if (parts.some(({ effect }) => 'store' in effect)) report({ message: 'slow', data, ...shared });
      else report({ message: 'work', data, ...shared });
    }
  },
});

/** The budget, where it is written. */
function statedAt({ statements, within }: Flow): readonly Related[] {
  const source = statements.get('within');
  return source && within !== undefined ? [{ message: `${showDuration(within)} are allowed`, source }] : [];
}

/** A request takes one of several routes or operations, a message goes to all consumers: the slowest must keep the budget too. */
function slowestStart(flow: Flow, { normal }: ResponseTimes): Time | undefined {
  let slowest: Time | undefined;
  for (const activity of flow.from) {
    const time = normal.get(activity.id);
    if (time && (!slowest || time.total > slowest.total)) slowest = time;
  }
  return slowest;
}

function partsText(parts: readonly Part[]): string {
  const shown = parts.slice(0, 6).map(({ effect, times, total }) => {
    const name = `${objectOf(effect)} ${showDuration(total / times)}`;
    return times > 1 ? `${times} × ${name}` : name;
  });
  return parts.length > 6 ? `${shown.join(', ')} and ${parts.length - 6} more` : listed(shown);
}

function dominantOf(parts: readonly Part[]): string | undefined {
  const totals = new Map<string, number>();
  for (const { effect, total, times } of parts) totals.set(objectOf(effect), (totals.get(objectOf(effect)) ?? 0) + total + times / 1_000);
  return [...totals].sort(([, one], [, other]) => other - one)[0]?.[0];
}

function relatedParts(design: Design, parts: readonly Part[]): { message: string; source: Effect['syntax']['source'] }[] {
  return parts.map(({ effect, times, total }) => ({
    message: `${effectSentence(design, effect)}${total > 0 ? `: ${showDuration(total)}` : ''}${times > 1 ? ` in ${times} rounds` : ''}`,
    source: effect.syntax.source,
  }));
}

// ---------------------------------------------------------------- fixes

type Fits = (savedMilliseconds: number, savedRoundTrips: number) => boolean;

/** Reads that follow one another directly, in the bodies that the time is spent in. */
function neighbouringReads(activities: Iterable<Activity>): StoreEffect[][] {
  const runs: StoreEffect[][] = [];
  const visit = (actions: readonly Action[]): void => {
    let run: StoreEffect[] = [];
    for (const action of actions) {
      if (action.kind === 'effect' && action.effect.kind === 'reads') {
        if (run.length === 0) runs.push(run);
        run.push(action.effect as StoreEffect);
        continue;
      }
      run = [];
      // What already runs side by side has nothing to gain.
      if (action.kind === 'each' || action.kind === 'atomically') visit(action.body);
      else if (action.kind === 'when') for (const branch of action.branches) visit(branch.body);
    }
  };
  for (const activity of activities) visit(activity.body ?? []);
  return runs.filter((run) => run.length > 1);
}

function parallelFixes(design: Design, time: Time, fits: Fits): readonly Fix[] {
  const partOf = new Map(time.parts.map((part) => [part.effect, part]));
  return neighbouringReads(new Set(time.parts.map(({ effect }) => effect.activity))).flatMap((run): readonly Fix[] => {
    const [first, last] = [run[0], run.at(-1)];
    const parts = run.flatMap((effect) => partOf.get(effect) ?? []);
    if (!first || !last || parts.length < run.length) return [];
    const longest = Math.max(...parts.map(({ total }) => total));
    const saved = parts.reduce((sum, { total }) => sum + total, 0) - longest;
    const trips = parts.reduce((sum, { times }) => sum + times, 0) - Math.max(...parts.map(({ times }) => times));
    if (!fits(saved, trips)) return [];
    const edits = wrapInBlock(design, first.syntax.source, last.syntax.source, 'parallel');
    return [{ title: `Read ${listed([...new Set(run.map(objectOf))])} side by side`, safe: false, edits }];
  });
}

/** A cache in memory, beside the service: its own time is what a look-up in one takes on a local network, to be corrected by the author. */
const cacheLatency = 1;

function cacheFixes(design: Design, time: Time, fits: Fits): readonly Fix[] {
  const reads = new Map<Store, Part[]>();
  for (const part of time.parts) {
    if (!('store' in part.effect) || part.effect.kind !== 'reads' || !part.effect.store || part.effect.store.kind === 'cache') continue;
    reads.set(part.effect.store, [...(reads.get(part.effect.store) ?? []), part]);
  }
  return [...reads].flatMap(([store, parts]): readonly Fix[] => {
    const saved = parts.reduce((sum, { total, times }) => sum + total - times * cacheLatency, 0);
    if (!fits(saved, 0)) return [];
    const cache = freshName(design, `${store.name}Cache`);
    const edits: TextEdit[] = parts.map(({ effect: { syntax, activity } }) => {
      const name = nameFrom(activity.element.system, { ...store, name: cache });
      return replaceSource(syntax.source, textOf(design, syntax.source).replace(/^(reads\s+)\S+/, `$1${name}`));
    });
    const declaration = `cache ${cache} { caches ${store.name}  ttl 1m  latency ${showDuration(cacheLatency)} }`;
    return [{ title: `Cache ${store.name}`, safe: false, edits: [...edits, ...insertAfter(design, store.syntax, declaration)] }];
  });
}
