/** Which hops lose messages without a trace, where that is said, and how it is mended. */
import type { Action, Activity, Channel, Design, Hop, Message, MessageEffect, Subscription } from '../../language/model/design.ts';
import { isFiltered } from '../../language/model/lookups.ts';
import type { Fix, Source } from '../../language/model/source.ts';
import { defineAnalysis } from '../analyses.ts';
import { listed, messageNames, withTechnology } from '../element-names.ts';
import { parkFixes } from '../fixes/dead-letters.ts';
import { wrapInBlock } from '../fixes/elements.ts';
import { removeOption } from '../fixes/options.ts';
import { ownQueueFixes } from '../fixes/own-queues.ts';
import { removeSource } from '../fixes/statements.ts';
import { fileOf, replaceSource, textOf } from '../fixes/text.ts';
import { sourceAt } from '../json.ts';
import { consumerOf, failures, fateWhenConfirmed, isLosing, type Leg, type LegGroup, valuable } from './failures.ts';
import { type Order, order } from './order.ts';

/** Something that loses messages, with what the rule says of it. */
export interface Loss {
  readonly hops: readonly [Hop, ...Hop[]];
  readonly messages: readonly Message[];
  readonly source: Source;
  readonly wording:
    | { readonly message: 'acknowledged'; readonly data: { readonly consumer: string; readonly message: string } }
    | { readonly message: 'unconfirmed'; readonly data: { readonly producer: string; readonly channel: string; readonly message: string } }
    | {
        readonly message: 'unmatched' | 'filtered';
        readonly data: { readonly consumer: string; readonly channel: string; readonly message: string };
      }
    | {
        readonly message: 'rivals';
        readonly data: { readonly consumer: string; readonly others: string; readonly channel: string; readonly message: string };
      }
    | { readonly message: 'said'; readonly data: { readonly place: string; readonly message: string } }
    | { readonly message: 'technology'; readonly data: { readonly channel: string; readonly message: string; readonly consumer: string } };
  readonly fixes: readonly Fix[];
  /** It rests on what the design does not say: whether other filters let through what this one does not. */
  readonly unknown?: 'silent';
}

/** What loses messages: said at one place it is one loss; what only a technology does is one at each effect that relies on it. */
export const losses = defineAnalysis('losses', (design, get): readonly Loss[] => {
  const lossy = design.hops.filter((hop) => hop.guarantee.delivery?.value === 'at-most-once' && valuable(hop.messages).length > 0);
  const channels = new Map<Channel, [Hop, ...Hop[]]>();
  const found: Loss[] = [...acknowledgedFirst(design, get(order), get(failures))];
  for (const hop of lossy) {
    const origin = hop.guarantee.delivery?.origin;
    if (origin?.kind === 'handler') found.push(...saidAtHandler(design, hop));
    else if (hop.effect)
      found.push(origin?.kind === 'technology' ? byTechnology(hop.to, hop.effect, [hop]) : unconfirmed(design, hop, hop.effect));
    else if (hop.from.kind === 'channel') {
      const known = channels.get(hop.from.channel);
      if (known) known.push(hop);
      else channels.set(hop.from.channel, [hop]);
    }
  }
  found.push(...throughFilters(design));
  for (const [channel, hops] of channels) found.push(...lossyChannel(design, channel, hops));
  return found;
});

function acknowledgedFirst(design: Design, { keptOn }: Order, groups: readonly LegGroup[]): readonly Loss[] {
  return design.activities.flatMap((activity): Loss[] => {
    const { options } = activity;
    // What a product hands on once is lost by it, whenever it is acknowledged.
    const [hop, ...others] = (design.index.hopsTo.get(activity.id) ?? []).filter(
      ({ kind, guarantee: { delivery } }) =>
        (kind === 'deliver' || kind === 'direct') && !(delivery?.value === 'at-most-once' && delivery.origin.kind === 'technology'),
    );
    const { acknowledgesFirst, source } = options;
    if (!hop || !acknowledgesFirst || !source) return [];
    const messages = [hop, ...others].flatMap((one) => one.messages);
    return [
      {
        hops: [hop, ...others],
        messages,
        source: acknowledgesFirst,
        wording: { message: 'acknowledged', data: { consumer: activity.label, message: messageNames(valuable(messages)) } },
        fixes: afterwards(
          design,
          activity,
          groups.flatMap(({ legs }) => legs).filter((leg) => leg.hop === hop || others.includes(leg.hop)),
          ({ id }) => keptOn.has(id),
        ),
      },
    ];
  });
}

/** What is acknowledged afterwards can fail, so it needs a place to end, and one that keeps the order where that matters. */
function afterwards(design: Design, activity: Activity, legs: readonly Leg[], isOrdered: (hop: Hop) => boolean): readonly Fix[] {
  const { acknowledgesFirst, source } = activity.options;
  if (!acknowledgesFirst || !source) return [];
  const removed = removeOption(design, source, acknowledgesFirst);
  const fated = legs.map((leg) => ({ ...leg, fate: fateWhenConfirmed(leg.hop) }));
  const endless = fated.find(({ fate, hop }) => isLosing(fate) && fate !== 'unknown' && valuable(hop.messages).length > 0);
  if (endless && endless.attachment.place !== 'queue') return [];
  const apart = fated.find(
    ({ hop, fate }) =>
      fate === 'parked' && isOrdered(hop) && hop.guarantee.failure?.kind === 'dead-letters' && !hop.guarantee.failure.wholeGroup,
  );
  const rule = apart?.hop.guarantee.failure;
  // Dead letters that a product brings unasked are written nowhere.
  if (apart && (rule?.kind !== 'dead-letters' || rule.origin.kind === 'technology')) return [];
  const edits = [
    removed,
    ...(endless ? (parkFixes(design, endless, isOrdered(endless.hop))[0]?.edits ?? []) : []),
    ...(rule ? [replaceSource(rule.source, textOf(design, rule.source).replace(/^dead-letters(?! group)/, 'dead-letters group'))] : []),
  ];
  const more = endless ? ', and park what fails' : rule ? ', and park what fails with those that follow it' : '';
  return [{ title: `Acknowledge when the work is done${more}`, safe: false, edits }];
}

/** Legs through one filter, of a product that does not keep for others what the filter holds back. */
function throughFilters(design: Design): readonly Loss[] {
  const owners = new Map<Activity | Subscription, [Hop, ...Hop[]]>();
  for (const hop of design.hops) {
    const owner = filterOf(hop);
    if (!owner || hop.guarantee.delivery?.value === 'at-most-once') continue;
    const known = owners.get(owner);
    if (known) known.push(hop);
    else owners.set(owner, [hop]);
  }
  return [...owners].flatMap(([owner, hops]): Loss[] => {
    const channel = hops[0].from.kind === 'channel' ? hops[0].from.channel : undefined;
    if (!channel) return [];
    const others = (design.index.hopsFrom.get(channel.id) ?? []).filter((hop) => isTaking(hop) && !hops.includes(hop));
    const queued = channel.kind === 'queue';
    // A topic delivers to each: what this subscription does not get, one without a filter does.
    const open = (message: Message): boolean => !queued && others.some((hop) => hop.messages.includes(message) && !isFiltered(hop));
    const messages = [...new Set(hops.flatMap((hop) => hop.messages))].filter((message) => !open(message));
    const lost = valuable(messages);
    if (lost.length === 0) return [];
    const shared = !queued && others.some((hop) => lost.some((message) => hop.messages.includes(message)));
    const list = 'options' in owner ? owner.options.source : owner.syntax.source;
    const option = optionIn(design, list, filterWords);
    const data = { consumer: consumerOf(hops[0]), channel: withTechnology(channel), message: messageNames(lost) };
    const rivals = others.filter((hop) => queued && lost.some((message) => hop.messages.includes(message))).map(consumerOf);
    const wording: Loss['wording'] =
      rivals.length > 0
        ? { message: 'rivals', data: { ...data, others: listed(rivals) } }
        : { message: queued ? 'unmatched' : 'filtered', data };
    return [
      {
        hops,
        messages: lost,
        source: option ?? owner.syntax.head,
        wording,
        // Without its filter one would take what is meant for the other.
        fixes:
          rivals.length === 0 ? unfiltered(design, owner, list, option) : 'options' in owner ? ownQueueFixes(design, channel, owner) : [],
        ...(shared ? { unknown: 'silent' } : {}),
      },
    ];
  });
}

function isTaking({ kind }: Hop): boolean {
  return kind === 'deliver' || kind === 'forward';
}

/** @returns who filters on a leg, if what the filter holds back is gone. A stream keeps it for its other readers. */
function filterOf(hop: Hop): Activity | Subscription | undefined {
  if (!isTaking(hop) || hop.from.kind !== 'channel' || hop.from.channel.kind === 'stream') return undefined;
  const { channel } = hop.from;
  if (hop.subscription?.filter !== undefined) return channel.facts.dropsUnmatched && hop.subscription;
  const activity = hop.to.kind === 'activity' ? hop.to.activity : undefined;
  if (activity?.options.filter === undefined) return undefined;
  const polled = channel.kind === 'queue' ? activity.element.facts.dropsUnmatched : undefined;
  return (channel.facts.dropsUnmatched ?? polled) && activity;
}

/** Takes everything, and decides in the handler's own body, if that is written. */
function unfiltered(design: Design, owner: Activity | Subscription, list: Source | undefined, option: Source | undefined): readonly Fix[] {
  if (!list || !option || /\n/.test(textOf(design, option))) return [];
  const removed = removeOption(design, withOptions(design, list), option);
  if (!('options' in owner)) return [{ title: `Let all of it into ${owner.subscriber.name}`, safe: false, edits: [removed] }];
  const [first] = owner.body ?? [];
  const last = owner.body?.at(-1);
  const condition = textOf(design, option).replace(/^filter\s+/, '');
  const wrapped = first && last ? wrapInBlock(design, placeOfAction(first), placeOfAction(last), `when ${condition}`) : [];
  return [{ title: `Let ${owner.label} take all of it, and decide itself`, safe: false, edits: [removed, ...wrapped] }];
}

function placeOfAction(action: Action): Source {
  return action.kind === 'effect' ? action.effect.syntax.source : action.kind === 'step' ? action.step.syntax.source : action.syntax.source;
}

/** The list of options of a statement that they end, from the word `with` on. */
function withOptions(design: Design, statement: Source): Source {
  const at = /(?<![\w-])with(?![\w-])/.exec(textOf(design, statement))?.index ?? 0;
  return { ...statement, offset: statement.offset + at };
}

const filterWords = /filter\s+"(?:\\.|[^"\\\n\r])*"/;

/** The words of an option in a list, by default `delivery at-most-once`. */
function optionIn(design: Design, list: Source | undefined, words = /delivery\s+at-most-once/): Source | undefined {
  const match = list && words.exec(textOf(design, list));
  if (!list || !match) return undefined;
  const offset = list.offset + match.index;
  return sourceAt(list.uri, fileOf(design, list).text, offset, offset + match[0].length);
}

function withoutOption(design: Design, list: Source | undefined, option: Source | undefined): readonly Fix[] {
  if (!list || !option || /\n/.test(textOf(design, option))) return [];
  return [{ title: 'Deliver it until it is handled', safe: false, edits: [removeOption(design, list, option)] }];
}

function unconfirmed(design: Design, hop: Hop, effect: MessageEffect): Loss {
  const list = effect.options.source;
  const option = optionIn(design, list);
  const to = hop.to.kind === 'channel' ? withTechnology(hop.to.channel) : hop.to.activity.label;
  return {
    hops: [hop],
    messages: hop.messages,
    source: option ?? effect.syntax.source,
    wording: { message: 'unconfirmed', data: { producer: effect.activity.label, channel: to, message: messageNames(hop.messages) } },
    fixes: withoutOption(design, list, option),
  };
}

function saidAtHandler(design: Design, hop: Hop): readonly Loss[] {
  if (hop.to.kind !== 'activity') return [];
  const { activity } = hop.to;
  const option = optionIn(design, activity.options.source);
  return [
    {
      hops: [hop],
      messages: hop.messages,
      source: option ?? activity.syntax.head,
      wording: { message: 'said', data: { place: activity.label, message: messageNames(valuable(hop.messages)) } },
      fixes: withoutOption(design, activity.options.source, option),
    },
  ];
}

function byTechnology(to: Hop['to'], effect: MessageEffect, hops: readonly [Hop, ...Hop[]], channel?: Channel): Loss {
  const message = effect.message?.name ?? 'it';
  const receiver = to.kind === 'channel' ? to.channel : to.activity.element;
  return {
    hops,
    messages: effect.message ? [effect.message] : [],
    source: effect.syntax.source,
    wording: {
      message: 'technology',
      data: { channel: withTechnology(channel ?? receiver), message, consumer: listed(hops.map(consumerOf)) },
    },
    fixes: [],
  };
}

/** Said of the channel, it is mended there; a fact of the product is mended where something is put into it. */
function lossyChannel(design: Design, channel: Channel, hops: readonly [Hop, ...Hop[]]): readonly Loss[] {
  const origin = channel.facts.delivery?.origin;
  const source = origin?.source;
  if (origin && origin.kind !== 'technology' && source) {
    const messages = [...new Set(hops.flatMap((hop) => hop.messages))];
    const wording = { message: 'said', data: { place: channel.name, message: messageNames(valuable(messages)) } } as const;
    const edits = [removeSource(design, source)];
    return [{ hops, messages, source, wording, fixes: [{ title: 'Deliver until it is handled', safe: false, edits }] }];
  }
  return (design.index.hopsTo.get(channel.id) ?? []).flatMap((incoming): Loss[] => {
    const { effect } = incoming;
    if (!effect?.message) return [];
    const { message } = effect;
    const [first, ...others] = hops.filter(({ messages }) => messages.includes(message));
    return first ? [byTechnology(incoming.to, effect, [first, ...others], channel)] : [];
  });
}
