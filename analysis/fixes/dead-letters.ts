/** Giving a place where failures end a dead-letter queue. */
import type { Activity, Channel, Design, Element, ElementKind, FailureRule, System, Technology } from '../../language/model/design.ts';
import { isChannel, isStore } from '../../language/model/drafts.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { analysisOf, defineAnalysis } from '../analyses.ts';
import type { Attachment, Leg } from '../passes/failures.ts';
import { askWhole, defineQuestion, inTextOrder } from '../questions.ts';
import { freshName, insertAfter, nameFrom } from './elements.ts';
import { addOption } from './options.ts';
import { addStatement, removeUnused } from './statements.ts';
import { replaceSource } from './text.ts';
import { usualTechnology } from './usual-technology.ts';

/** Long enough for a person to come back from holidays. */
const twoWeeks = 14 * 24 * 3_600_000;

/** Enough tries that one lost or throttled delivery parks nothing. */
export const usualAttempts = 5;

/** Whether a technology is one of those named, or like one of them. No names: anything will do. */
export function isOneOf(technology: Technology, names: readonly string[]): boolean {
  return names.length === 0 || names.includes(technology.name) || technology.ancestors.some((name) => names.includes(name));
}

const channelKinds: readonly ElementKind[] = ['queue', 'stream', 'topic', 'bus'];

/** Where the product hands on only pointers to what failed, a store or a stream keeps the message itself. */
function kindsOf(technology: Technology, wholeMessages: boolean): readonly ElementKind[] {
  const kinds: readonly ElementKind[] = wholeMessages ? ['store', 'stream'] : channelKinds;
  return kinds.filter((kind) => technology.kinds.includes(kind));
}

/**
 * @param sinks the technologies that can take the dead letters, best first; none: any
 * @param like the technology to take where any will do
 * @returns the declaration of an element that takes dead letters.
 */
export function sinkDeclaration(
  design: Design,
  name: string,
  { sinks, like, pointers = false }: { readonly sinks: readonly string[]; readonly like?: Technology; readonly pointers?: boolean },
): string {
  const able = sinks.flatMap((sink) => design.technologies.get(sink) ?? []);
  const technology = [...able, ...(like && sinks.length === 0 ? [like] : [])].find((one) => kindsOf(one, pointers).length > 0) ?? able[0];
  if (!technology) return `queue ${name} { alarm }`;
  const kind = kindsOf(technology, pointers)[0] ?? technology.kinds[0] ?? 'queue';
  if (!channelKinds.includes(kind)) return `${kind} ${name} : ${technology.name}`;
  const usual = technology.facts.retention?.value;
  const longest = technology.limits.retention?.value;
  const wanted = longest !== undefined && Number.isFinite(longest) ? longest : twoWeeks;
  const retention = usual === undefined || usual < wanted ? `retention ${showDuration(wanted)}  ` : '';
  return `${kind} ${name} : ${technology.name} { ${retention}alarm }`;
}

/** What can take the dead letters of an attachment. */
function sinksOf(
  design: Design,
  attachment: Attachment,
): { readonly sinks: readonly string[]; readonly like?: Technology; readonly pointers: boolean } {
  const { channel } = attachment;
  const own = channel?.facts.catches?.value;
  if (attachment.place === 'handler' && (!own || own.places.every((place) => place !== 'handler'))) {
    // A function that is handed messages unasked brings its own failure destination.
    const ofFunction = attachment.activity.element.facts.catches?.value;
    if (ofFunction?.places.includes('handler')) return { sinks: ofFunction.sinks, like: keeping(design, channel), pointers: false };
  }
  return { sinks: own?.sinks ?? [], like: keeping(design, channel), pointers: channel?.facts.pointers !== undefined };
}

/** @returns the product in which the dead letters of a channel lie until somebody looks: its own where that keeps them, else a queue that the system uses. */
export function keeping(design: Design, channel: Channel | undefined): Technology | undefined {
  if (channel === undefined) return undefined;
  const { technology, system } = channel;
  if (technology === undefined || (keeps(technology) && !carriesChanges(design, channel))) return technology;
  const others = channelKinds.flatMap((kind) => usualTechnology(design, system, kind) ?? []);
  return others.find((other) => other.kinds.includes('queue') && keeps(other));
}

/** Whether what is put there waits for a reader: what delivers unasked would try the dead letters again, what delivers at most once may lose them. */
function keeps({ kinds, facts }: Technology): boolean {
  const asked = kinds.some((kind) => kind === 'queue' || kind === 'stream') && facts.pushes === undefined;
  return asked && facts.delivery?.value !== 'at-most-once';
}

/** A change stream is part of its store: nothing else can be put into one of its kind. */
function carriesChanges(design: Design, channel: Channel): boolean {
  const sources = (design.index.hopsTo.get(channel.id) ?? []).filter(({ kind }) => kind === 'publish');
  return sources.length > 0 && sources.every(({ from }) => from.kind === 'activity' && isStore(from.activity.element));
}

/** The channels that take dead letters already, by system, in the order of the text. */
const knownSinks = defineQuestion(
  'known-sink',
  (parts) => Map.groupBy(inTextOrder(parts.flatMap((part) => analysisOf(part, sinks))).filter(isChannel), ({ system }) => system.id),
  (bySystem, about) => {
    const [system = '', ...names] = about.split('\n');
    return bySystem.get(system)?.find(({ technology }) => technology !== undefined && isOneOf(technology, names))?.name;
  },
);

const sinks = defineAnalysis('sinks', (design): readonly Channel[] =>
  design.elements.filter(isChannel).filter((channel) => {
    const taking = design.index.parkedFrom.has(channel.id) && channel.deadLettersOf === undefined;
    return taking && channel.facts.delay === undefined;
  }),
);

/** The name of a channel of the system that takes dead letters already, and can take those of an attachment too. */
function existingSink(design: Design, system: System, attachment: Attachment): string | undefined {
  const { sinks, like, pointers } = sinksOf(design, attachment);
  const names = sinks.length > 0 ? sinks : like ? [like.name] : [];
  return pointers || names.length === 0 ? undefined : askWhole(design, knownSinks, [system.id, ...names].join('\n'));
}

/**
 * @param leg one that needs a dead-letter queue
 * @param ordered whether those that follow a parked message must be parked with it
 * @returns the ways to give it one: of its own, or one that the system has already.
 */
export function parkFixes(design: Design, leg: Leg, ordered: boolean): readonly Fix[] {
  const { attachment } = leg;
  const word = ordered ? 'dead-letters group' : 'dead-letters';
  if (attachment.place === 'queue') {
    const { channel } = attachment;
    const safe = !ordered && isSafeToPark(leg, channel);
    return [{ title: `Give ${channel.name} a dead-letter queue`, safe, edits: parkQueue(design, channel, word) }];
  }
  const element: Element = attachment.place === 'handler' ? attachment.activity.element : attachment.subscription.subscriber;
  const name = freshName(design, attachment.place === 'handler' ? `${element.name}Dlq` : `${element.name}Undelivered`);
  // What is tried without end is never parked; how often it was tried before it was dropped goes with the dropping.
  const endless = leg.hop.guarantee.attempts?.value === Number.POSITIVE_INFINITY;
  const dropped = givenAt(attachment)?.kind === 'drops';
  const tries = dropped || (attachment.place === 'handler' ? isPolled(leg) : endless) ? ` after ${usualAttempts} attempts` : '';
  const option = (to: string): readonly TextEdit[] => parkOption(design, attachment, `${word} to ${to}${tries}`);
  const declaration = sinkDeclaration(design, name, sinksOf(design, attachment));
  const fixes: Fix[] = [
    {
      title: `Park what fails in a new ${declaration.split(' ')[0]} ${name}`,
      safe: false,
      edits: [...option(name), ...insertAfter(design, element.syntax, declaration)],
    },
  ];
  const existing = existingSink(design, element.system, attachment);
  if (existing) fixes.push({ title: `Park what fails in ${existing}`, safe: false, edits: option(existing) });
  return fixes;
}

/**
 * Whether parking can take nothing away: the product catches failures at the queue, what keeps failing is lost in the end, nobody has said that it should be, and
 * nobody needs an order.
 */
function isSafeToPark({ fate }: Leg, channel: Channel): boolean {
  const catches = channel.facts.catches?.value.places.includes('queue');
  return catches === true && (fate === 'expires' || fate === 'forever') && channel.messages.every(({ ordered }) => ordered === undefined);
}

/** Where a product pushes, it says itself how often it tries. */
function isPolled({ hop }: Leg): boolean {
  return !Number.isFinite(hop.guarantee.attempts?.value ?? Number.NaN);
}

function parkQueue(design: Design, channel: Channel, word: string): readonly TextEdit[] {
  const statement = `${word} after ${usualAttempts} attempts`;
  const alarm = channel.facts.alarm ? [] : ['alarm'];
  const given = channel.statements.get('drops')?.[0];
  if (!given) return addStatement(design, channel.syntax, [statement, ...alarm]);
  return [replaceSource(given, [statement, ...alarm].join('  '))];
}

/** What is said there of failures already. */
function givenAt(attachment: Exclude<Attachment, { place: 'queue' }>): FailureRule | undefined {
  return attachment.place === 'handler' ? attachment.activity.options.failure : attachment.subscription.failure;
}

function parkOption(design: Design, attachment: Exclude<Attachment, { place: 'queue' }>, option: string): readonly TextEdit[] {
  const given = givenAt(attachment);
  if (given) return [replaceSource(given.source, option)];
  return addOption(design, attachment.place === 'handler' ? attachment.activity : attachment.subscription, option);
}

/**
 * @param handlers those that take from the same place, nearest first
 * @returns where a new handler of an element parks what fails, as its neighbours do: ` with dead-letters to Lost after 3 attempts`; nothing where none of them does
 */
export function parkedAlike(element: Element, handlers: readonly Activity[]): string {
  for (const { options, element: neighbour } of handlers) {
    const { failure } = options;
    if (failure?.kind !== 'dead-letters' || !failure.to || neighbour.system !== element.system) continue;
    const attempts = failure.attempts === undefined ? '' : ` after ${failure.attempts} attempt${failure.attempts === 1 ? '' : 's'}`;
    return ` with dead-letters to ${nameFrom(element.system, failure.to)}${attempts}`;
  }
  return '';
}

/** @returns the edit that removes the queue which a rule parks in, where nothing else in the text names it. */
export function removeUnusedSink(design: Design, rule: FailureRule): readonly TextEdit[] {
  if (rule.kind !== 'dead-letters' || rule.own || !rule.to) return [];
  return removeUnused(design, rule.to);
}
