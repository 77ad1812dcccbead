/**
 * Analysis A2, the redelivery horizon: how long after its first arrival the same message or request can come again. The greatest sum over the ways
 * that lead to an activity, of how long each hop on the way goes on delivering. Repeats after a crash come soon; this is about late ones.
 */
import type { Activity, Channel, Design, Hop, Message, Place } from '../../language/model/design.ts';
import { isSubscriptionOfOneProduct } from '../../language/model/guarantees.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Related, Source } from '../../language/model/source.ts';
import { defineAnalysis } from '../analyses.ts';
import { withTechnology } from '../names.ts';
import { duplicateId } from './duplicates.ts';
import { type Farthest, farthest, type WeightedEdge, wayTo } from './farthest.ts';
import { lossBearing } from './loss-bearing.ts';
import { type Redrive, redrives } from './redrives.ts';

/** How long an activity can get the same again, and why. */
export interface Horizon {
  readonly milliseconds: number;
  readonly explain: () => {
    /** What goes on longest: a clause. */
    readonly cause: string;
    readonly way: readonly Related[];
  };
}

interface Leg extends WeightedEdge<string> {
  readonly lasts: number;
  readonly text: string;
  readonly source: Source;
}

/** How long one hop goes on, and a clause that says so. */
interface Span {
  readonly lasts: number;
  readonly text: string;
}

/** The greatest sums by the id of an activity, by message in a channel, and of each operation as `judged` sees it. */
const sums = defineAnalysis('horizon-sums', (design, get) => {
  const bearing = get(lossBearing);
  const putBack = new PutBack(design, get(redrives));
  const legs = [
    ...design.hops.flatMap((hop) => legsOfHop(hop, putBack)),
    ...putBack.elsewhere,
    ...design.activities.flatMap((activity) => legsOfCalls(activity)),
    // What only the handler of an expendable message brings about again does no harm; what it sends comes again all the same.
    ...design.activities.filter((activity) => !bearing.has(activity)).flatMap((activity) => legsOfCalls(activity, judged)),
  ];
  const nodes = [...new Set(legs.flatMap(({ from, to }) => [from, to]))];
  return farthest<string, Leg>(nodes, legs, 0, 'goes on');
});

/**
 * An operation, or a workflow, as those bring it about for whom twice is not the same as once. Everything else is brought about by messages, each of which has a
 * handler of its own.
 */
function judged({ id, kind }: Activity): string {
  return kind === 'operation' || kind === 'route' || kind === 'workflow' ? `${id} judged` : id;
}

function idOf({ id }: Activity): string {
  return id;
}

/** Horizons by the id of the activity; without an entry, nothing late is known to come. */
export const horizons = defineAnalysis('horizons', (design, get) => horizonsAt(design, get(sums), idOf));

/** The same, where what is brought about again for expendable messages alone does not count. */
export const judgedHorizons = defineAnalysis('judged-horizons', (design, get) => horizonsAt(design, get(sums), judged));

function horizonsAt(
  design: Design,
  found: ReadonlyMap<string, Farthest<Leg>>,
  nodeOf: (activity: Activity) => string,
): ReadonlyMap<string, Horizon> {
  const result = new Map<string, Horizon>();
  for (const activity of design.activities) {
    const node = nodeOf(activity);
    const milliseconds = found.get(node)?.value ?? 0;
    if (milliseconds <= 0) continue;
    const explain: Horizon['explain'] = () => {
      const way = wayTo(found, node).filter(({ lasts }) => lasts > 0);
      const longest = way.reduce<Leg | undefined>((best, leg) => (best && best.lasts >= leg.lasts ? best : leg), undefined);
      return { cause: longest?.text ?? '', way: way.map(({ text, source }) => ({ message: text, source })) };
    };
    result.set(activity.id, { milliseconds, explain });
  }
  return result;
}

/** The longest that a message can lie parked before it is put back, by where it comes to and by whether it has failed there. */
class PutBack {
  readonly #same = new Map<string, Span>();
  readonly #elsewhere: Leg[] = [];

  constructor(design: Design, all: readonly Redrive[]) {
    for (const { hop, message, legs } of all) {
      if (hop.from.kind !== 'channel' || hop.to.kind !== 'channel') continue;
      const { channel } = hop.to;
      const span = redriveSpan(hop.from.channel);
      const to = duplicateId(channel, message);
      // What is put back where it failed, or into what leads there, counts at the hops that take it on from there; as an edge it would close a cycle.
      const fed = fedBy(design, channel, message);
      if (legs.some(({ from }) => from.kind === 'channel' && fed.has(from.channel))) {
        const known = this.#same.get(to);
        if (!known || span.lasts > known.lasts) this.#same.set(to, span);
      } else this.#elsewhere.push(leg(duplicateId(hop.from.channel, message), to, span, hop.source));
    }
  }

  /** Of messages that come back to where they failed, by way of a channel. */
  into(channel: Channel, message: Message): Span | undefined {
    return this.#same.get(duplicateId(channel, message));
  }

  /** The ways of messages that come to a channel other than that in which they failed. */
  get elsewhere(): readonly Leg[] {
    return this.#elsewhere;
  }
}

/** @returns the channels that a message gets to from one, and that one. */
function fedBy(design: Design, start: Channel, message: Message): ReadonlySet<Channel> {
  const reached = new Set([start]);
  for (const { id } of reached) {
    for (const { kind, to, messages } of design.index.hopsFrom.get(id) ?? [])
      if (kind === 'forward' && to.kind === 'channel' && messages.includes(message)) reached.add(to.channel);
  }
  return reached;
}

/** Each message in a channel has a horizon of its own. */
function nodeAt(place: Place, message: Message | undefined): string {
  if (place.kind === 'activity') return place.activity.id;
  return message ? duplicateId(place.channel, message) : place.channel.id;
}

function legsOfHop(hop: Hop, putBack: PutBack): readonly Leg[] {
  if (hop.step || hop.subscription?.key || hop.kind === 'redrive') return [];
  const span = hop.kind === 'publish' ? { lasts: 0, text: '' } : spanOf(hop);
  const repeats = hop.from.kind === 'channel' || (hop.effect !== undefined && repeatsLate(hop.from.activity, hop));
  const messages = hop.messages.length > 0 ? hop.messages : [undefined];
  return messages.flatMap((message) => {
    const back = message && hop.kind !== 'dead-letter' && hop.from.kind === 'channel' ? putBack.into(hop.from.channel, message) : undefined;
    const spans = back ? [span, back] : [span];
    const lasts = spans.reduce((sum, one) => sum + one.lasts, 0);
    const text = spans.reduce((best, other) => (other.lasts > best.lasts ? other : best)).text;
    const to = [nodeAt(hop.to, message)];
    if (hop.to.kind === 'activity' && hop.to.activity.kind === 'workflow' && message?.criticality !== 'expendable')
      to.push(judged(hop.to.activity));
    // Where no late repeat comes along, the way begins here.
    const from = repeats ? nodeAt(hop.from, message) : hop.id;
    return to.map((node) => leg(from, node, { lasts, text }, hop.source));
  });
}

function leg(from: string, to: string, { lasts, text }: Span, source: Source): Leg {
  return { from, to, lasts, text, source, extend: (value) => value + lasts };
}

/** A late repeat of an activity sends its messages again, but not those of an outbox, nor where a mark of its own still knows the key. */
function repeatsLate(activity: Activity, hop: Hop): boolean {
  if (hop.effect?.outbox) return false;
  const { idempotency } = activity;
  return !(idempotency?.using && idempotency.within === undefined);
}

function legsOfCalls(activity: Activity, nodeOf = idOf): readonly Leg[] {
  const { idempotency } = activity;
  if (idempotency && idempotency.within === undefined) return [];
  return activity.effects.flatMap((effect) => {
    // A second run that is started is another one, by a name or without; the start is what is wrong then.
    if (effect.kind !== 'calls') return [];
    if (effect.options.key && effect.target?.kind === 'orchestrator') return [];
    const { fallback } = effect.options;
    const answering = fallback?.operation ? [...effect.callees, fallback.operation] : effect.callees;
    return answering.map((callee) => leg(nodeOf(activity), nodeOf(callee), { lasts: 0, text: '' }, effect.syntax.source));
  });
}

/** How long a hop goes on delivering. What nobody says counts as nothing. */
function spanOf(hop: Hop): Span {
  const nothing = { lasts: 0, text: '' };
  const { guarantee } = hop;
  if (guarantee.delivery?.value === 'at-most-once') return nothing;
  // A queue that is its topic's own subscription is where the tries are made.
  if (hop.kind === 'forward' && hop.subscription && isSubscriptionOfOneProduct(hop.subscription)) return nothing;
  const retention = guarantee.retention?.value;
  const receiver = hop.to.kind === 'activity' ? hop.to.activity.element : undefined;
  // The retention of a workflow is that of its history.
  const asynchronous = receiver?.kind !== 'orchestrator' && receiver?.facts.delivery ? receiver.facts.retention?.value : undefined;
  // Where a channel hands its dead letters straight to a receiver, it is the receiver that goes on.
  const channel = hop.from.kind === 'channel' && hop.kind !== 'dead-letter' ? hop.from.channel : undefined;
  if (!channel) {
    if (!asynchronous || !receiver) return nothing;
    return { lasts: asynchronous, text: `${withTechnology(receiver)} goes on trying for ${showDuration(asynchronous)}` };
  }
  const name = withTechnology(channel);
  if (channel.kind === 'stream') {
    return retention === undefined ? nothing : { lasts: retention, text: `${name} can be read again for ${showDuration(retention)}` };
  }
  if (channel.facts.pushes || hop.kind === 'forward') {
    const lasts = (retention ?? 0) + (channel.facts.pushes && asynchronous ? asynchronous : 0);
    return lasts === 0 ? nothing : { lasts, text: `${name} goes on trying for ${showDuration(lasts)}` };
  }
  return polledSpan(name, hop);
}

function polledSpan(name: string, { guarantee: { retention, attempts, visibility } }: Hop): Span {
  const tried = attempts && visibility && Number.isFinite(attempts.value) ? attempts.value * visibility.value : Number.POSITIVE_INFINITY;
  const kept = retention?.value ?? Number.POSITIVE_INFINITY;
  if (retention === undefined && !Number.isFinite(tried)) return { lasts: 0, text: '' };
  if (tried < kept && attempts && visibility) {
    return { lasts: tried, text: `${name} delivers up to ${attempts.value} times, ${showDuration(visibility.value)} apart` };
  }
  return { lasts: kept, text: `${name} goes on delivering for ${showDuration(kept)}` };
}

function redriveSpan(parked: Channel): Span {
  const kept = parked.facts.retention?.value ?? 0;
  return { lasts: kept, text: `${parked.name} keeps it for ${showDuration(kept)} and may be redriven` };
}
