import type { Design, Effect, Fact, Fix, Store } from '../../language/model/design.ts';
import { showDuration, showRate } from '../../language/model/quantities.ts';
import { insertAfter, nameFrom } from '../fixes/elements.ts';
import { setStatement } from '../fixes/statements.ts';
import { listed } from '../names.ts';
import { quotaOf } from '../passes/capacities.ts';
import { rateOfEffect, rates } from '../passes/rates.ts';
import { isInvalidated } from '../passes/staleness.ts';
import { defineRule } from '../rule.ts';
import { effectSentence } from '../wording.ts';

export const rule = defineRule({
  id: 'cache-without-expiry',
  code: 'STA007',
  category: 'state',
  star: false,
  severity: 'warning',
  summary:
    'A cache of data that changes never expires what it holds, and nobody tells it of changes; or all of it expires at once, and what is behind it cannot take the reads.',
  why: `A value enters the cache when it is first read and stays there. Whatever is written to the source afterwards is not seen by those who read the
cache: not after minutes, but never, until somebody empties it by hand.

Where entries do expire, those that came together go together: after a start, or a sale that begins at nine, all readers go to the
source at the same moment. Where that is more than the source can serve, the rule says so as an info: let the times differ (\`ttl 5m jitter\`).`,
  failureStory: [
    'A price is lowered in the catalogue; the shop shows the old one, because it was read into the cache last month.',
    'Restarting the cache helps, and sends all reads to the catalogue at once, which breaks down under them.',
  ],
  whenNotToUse: `Where what is cached never changes, such as files named by their content. A copy that is kept up with its source says
\`rebuilt from\` instead of \`caches\`.`,
  examples: {
    wrong: `store Catalogue : aws.dynamodb
cache Prices : aws.elasticache { caches Catalogue }
service Shop : aws.lambda { serves show { reads Prices } }
service Editor : aws.lambda { serves change { puts Catalogue } }
`,
    right: `store Catalogue : aws.dynamodb
cache Prices : aws.elasticache { caches Catalogue  ttl 5m }
service Shop : aws.lambda { serves show { reads Prices } }
service Editor : aws.lambda { serves change { puts Catalogue } }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/cache-aside',
    'https://aws.amazon.com/builders-library/caching-challenges-and-strategies/',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    written:
      '{cache} never expires what it holds of {origin}, and nobody tells it of what {writers} may write there: readers of {cache} do not see the change, ever. Give it a `ttl`, or let the writer remove the entry.',
    external:
      '{cache} never expires what it holds of {origin}, which changes without telling: readers of {cache} do not see it, ever. Give it a `ttl`.',
    stampede:
      'Entries of {cache} that came together expire together{after}, and the {rate} of its reads at peak then go to {origin}, which takes {limit}. Spread their ends with `jitter`.',
    unwritten: '{cache} never expires what it holds of {origin}: if that ever changes, readers of {cache} do not see it. Give it a `ttl`.',
  },
  check({ design, analysis, report }) {
    const { activities } = analysis(rates);
    for (const cache of design.elements) {
      if ((cache.kind !== 'cache' && cache.kind !== 'store') || !cache.caches || cache.rebuiltFrom) continue;
      const { from, source } = cache.caches;
      const { ttl } = cache.facts;
      if (ttl) {
        const reads = (design.index.accessesOf.get(cache.id) ?? []).filter(({ kind }) => kind === 'reads');
        const rate = reads.reduce((sum, effect) => sum + (rateOfEffect(effect, activities)?.peak ?? 0), 0);
        const quota = quotaOf(from);
        if (!Number.isFinite(ttl.value) || isSpread(cache, ttl) || !quota || rate <= quota.value.peak) continue;
        const own = ttl.origin.kind !== 'technology' ? ttl.origin.source : undefined;
        report({
          message: 'stampede',
          data: {
            cache: cache.name,
            origin: from.name,
            after: own ? '' : ` (${ttl.origin.name} keeps them for ${showDuration(ttl.value)})`,
            rate: showRate(rate),
            limit: showRate(quota.value.peak),
          },
          source: own ?? cache.syntax.name ?? cache.syntax.head,
          severity: 'info',
          related: [
            { message: `${cache.name} is a copy of ${from.name}`, source },
            ...reads.map((effect) => ({ message: effectSentence(design, effect), source: effect.syntax.source })),
          ],
          fixes: [
            {
              title: `Let entries of ${cache.name} expire at different times`,
              safe: false,
              edits: setStatement(design, cache, 'ttl', `ttl ${showDuration(ttl.value)} jitter`),
            },
          ],
        });
        continue;
      }
      if (isInvalidated(design, cache)) continue;
      const writes = (design.index.accessesOf.get(from.id) ?? []).filter((effect) => effect.kind !== 'reads');
      const data = { cache: cache.name, origin: from.name };
      const shared = {
        source: cache.syntax.name ?? cache.syntax.head,
        related: [
          { message: `${cache.name} is a copy of ${from.name}`, source },
          ...writes.map((effect) => ({ message: effectSentence(design, effect), source: effect.syntax.source })),
        ],
        fixes: [
          { title: `Let entries of ${cache.name} expire after 5m`, safe: false, edits: setStatement(design, cache, 'ttl', 'ttl 5m') },
          ...removeFixes(design, cache, writes),
        ],
      };
      if (writes.length > 0) {
        const writers = listed([...new Set(writes.map(({ activity }) => activity.label))]);
        report({ message: 'written', data: { ...data, writers }, ...shared });
      } else if (from.kind === 'external') report({ message: 'external', data, ...shared });
      else report({ message: 'unwritten', data, unknown: 'silent', ...shared });
    }
  },
});

/** `jitter` holds for the time that it is said with: who says another one says so again. */
function isSpread({ facts: { ttlJitter } }: Store, { origin }: Fact<number>): boolean {
  return ttlJitter !== undefined && ttlJitter.origin.name === origin.name && ttlJitter.origin.kind === origin.kind;
}

/** Who writes the source removes the copy, where there is one who does: the next read fills it anew. */
function removeFixes(design: Design, cache: Store, writes: readonly Effect[]): readonly Fix[] {
  const [write, ...others] = writes;
  if (!write || others.length > 0 || write.activity.kind === 'unplaced' || write.step) return [];
  const name = nameFrom(write.activity.element.system, cache);
  return [
    {
      title: `Let ${write.activity.label} remove the entry of ${cache.name}`,
      safe: false,
      edits: insertAfter(design, write.syntax, `deletes ${name}`),
    },
  ];
}
