import type { Design, Flow, StoreEffect } from '../../language/model/design.ts';
import { showDuration, showKey } from '../../language/model/quantities.ts';
import type { Fix, Related } from '../../language/model/source.ts';
import { nameFrom } from '../fixes/elements.ts';
import { insertAt, replaceSource, textOf } from '../fixes/text.ts';
import { staleReads } from '../passes/stale-reads.ts';
import type { Lag } from '../passes/staleness.ts';
import { defineRule } from '../rule.ts';
import { effectSentence } from '../wording.ts';

export const rule = defineRule({
  id: 'stale-read-violates-consistency',
  code: 'STA006',
  category: 'state',
  star: true,
  severity: 'error',
  summary: 'A flow promises to read what was written, and reads a place that lags behind.',
  why: `A replica, an index, a projection, a cache and an eventually consistent read all answer with the past. Most of the time it is a recent past, so it works
in every test; under load the lag grows, and a user who has just changed something is shown that nothing has changed.`,
  failureStory: [
    'A customer orders; the service writes the order and at once reads the list of orders with the default, eventually consistent read.',
    'The order is not in the list. The customer orders again.',
  ],
  whenNotToUse: `Where the interface shows the new state without asking, or waits for it, the flow does not promise it: allow the lag (\`reads own writes after 5s\`) or leave the promise out.`,
  examples: {
    wrong: `service Api : aws.ecs {
  instances 2..20
  serves order { puts Orders  reads Orders }
}
store Orders : aws.dynamodb
flow Order from Api.order { reads own writes }
`,
    right: `service Api : aws.ecs {
  instances 2..20
  serves order { puts Orders  reads Orders strongly }
}
store Orders : aws.dynamodb
flow Order from Api.order { reads own writes }
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/saga',
    'https://aws.amazon.com/builders-library/caching-challenges-and-strategies/',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    ownEventual:
      '{flow} promises `{promise}`, but {reader} reads {store}{technology} with eventual consistency after {writer} wrote it: it may see the value from before. Read it `strongly`, or allow a lag.',
    ownIndex:
      '{flow} promises `{promise}`, but {reader} reads {store}{technology} by {by}, an index, which follows {store} a moment later however it is read, after {writer} wrote it: it may see the value from before. Read it by its key, or allow a lag.',
    ownCopy:
      '{flow} promises `{promise}`, but {reader} reads {store} after {writer} wrote {origin}, and {store} lags behind {origin} by {lag}. Read {origin}, or allow the lag.',
    ownMessage:
      '{flow} promises `{promise}`, but {reader} reads {store} while {message}, sent before, has yet to make {writer} write it. Write it before reading, or allow a lag.',
    ownRun:
      '{flow} promises `{promise}`, but {reader} reads {store} while the run of {run}, started before, has yet to write it. Write it before reading, or allow a lag.',
    allEventual:
      '{flow} promises `{promise}`, but {reader} reads {store}{technology} with eventual consistency: it may miss what was just written. Read it `strongly`, or allow a lag.',
    allIndex:
      '{flow} promises `{promise}`, but {reader} reads {store}{technology} by {by}, an index, which follows {store} a moment later however it is read: it may miss what was just written. Read it by its key, or allow a lag.',
    allCopy:
      '{flow} promises `{promise}`, but {reader} reads {store}, which lags behind {origin} by {lag}. Read {origin}, or allow the lag.',
  },
  check({ design, analysis, report }) {
    for (const { flow, reads, read, lag, write, message, run } of analysis(staleReads)) {
      const { store } = read;
      if (!store) continue;
      const data = {
        flow: flow.name,
        promise: textOf(design, reads.source),
        reader: read.activity.label,
        store: store.name,
        origin: lag?.origin.name ?? store.name,
        technology: isMomentary(lag) && !lag?.source && store.technologyName ? ` (${store.technologyName})` : '',
        lag: lagText(lag),
        by: showKey(read.by ?? []),
        writer: write?.activity.label ?? '',
        message: message ?? '',
        run: run ?? '',
      };
      const related: Related[] = [{ message: `${flow.name} promises it`, source: reads.source }];
      if (write) related.push({ message: effectSentence(design, write), source: write.syntax.source });
      if (lag?.source) related.push({ message: lagSentence(store.name, lag), source: lag.source });
      const shared = { source: read.syntax.source, related, fixes: fixesFor(design, flow, read, lag) };
      const unknown = lag && !isMomentary(lag) && lag.most === undefined && reads.after !== undefined ? 'silent' : undefined;
      if (!lag) report({ message: run ? 'ownRun' : 'ownMessage', data, ...shared });
      else if (lag.cause === 'eventual') report({ message: write ? 'ownEventual' : 'allEventual', data, ...shared });
      else if (lag.cause === 'index') report({ message: write ? 'ownIndex' : 'allIndex', data, ...shared });
      else report({ message: write ? 'ownCopy' : 'allCopy', data, unknown, ...shared });
    }
  },
});

/** A product's own lag, which nobody bounds: a moment. */
function isMomentary(lag: Lag | undefined): boolean {
  return lag?.cause === 'eventual' || lag?.cause === 'index';
}

function lagText(lag: Lag | undefined): string {
  if (lag?.most === undefined) return 'a time that is not said';
  return Number.isFinite(lag.most) ? `up to ${showDuration(lag.most)}` : 'any time, as nothing refreshes it';
}

function lagSentence(store: string, lag: Lag): string {
  if (lag.cause === 'index') return `What is read of ${store} by an index is eventually consistent`;
  return lag.cause === 'eventual' ? `${store} is eventually consistent` : `${store} lags behind ${lag.origin.name} by ${lagText(lag)}`;
}

/** What a user can be asked to wait where nothing else is said. */
const usualLag = 5_000;

function fixesFor(design: Design, flow: Flow, read: StoreEffect, lag: Lag | undefined): readonly Fix[] {
  const fixes: Fix[] = [];
  const { source } = read.syntax;
  const text = textOf(design, source);
  if (lag?.cause === 'eventual') {
    const end = source.offset + (/\s+at\s+[\d.]/.exec(text)?.index ?? text.length);
    fixes.push({ title: `Read ${read.store?.name} strongly`, safe: false, edits: [insertAt(source.uri, end, ' strongly')] });
  } else if (
    lag &&
    lag.cause !== 'index' &&
    (lag.origin.kind === 'store' || lag.origin.kind === 'cache') &&
    !lag.origin.rebuiltFrom &&
    !lag.origin.caches
  ) {
    const eventual = lag.origin.facts.consistency?.value === 'eventual' && !read.strongly;
    const name = nameFrom(read.activity.element.system, lag.origin);
    const replaced = text.replace(/^(reads\s+)\S+/, `$1${name}`);
    const end = /\s+at\s+[\d.]/.exec(replaced)?.index ?? replaced.length;
    const changed = eventual ? `${replaced.slice(0, end)} strongly${replaced.slice(end)}` : replaced;
    fixes.push({ title: `Read ${lag.origin.name} instead`, safe: false, edits: [replaceSource(source, changed)] });
  }
  const most = isMomentary(lag) || !lag ? usualLag : lag.most;
  if (flow.reads && most !== undefined && Number.isFinite(most)) {
    const allowed = showDuration(Math.ceil(most / 100) * 100);
    fixes.push({
      title: `Let ${flow.name} lag by ${allowed}`,
      safe: false,
      edits: [replaceSource(flow.reads.source, `reads ${flow.reads.scope === 'own' ? 'own' : 'all'} writes after ${allowed}`)],
    });
  }
  return fixes;
}
