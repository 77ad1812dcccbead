/** What the editor tells of a thing of the design, as Markdown. */
import type {
  Activity,
  Design,
  Element,
  Flow,
  Group,
  Hop,
  KeptState,
  Message,
  Place,
  Step,
  System,
  Technology,
} from '../../language/model/design.ts';
import { showDuration, showKey, showShare, showSize } from '../../language/model/quantities.ts';
import type { Designed } from './designed.ts';
import { type FactWords, factWords, failureWords, guaranteeWords, limitWords } from './fact-words.ts';

/** The most that one hover lists of a kind. */
const most = 12;

/** The text for a thing of the design. */
export function hoverText(design: Design, { kind, value }: Designed): string {
  switch (kind) {
    case 'system':
      return systemText(design, value);
    case 'group':
      return groupText(design, value);
    case 'message':
      return messageText(design, value);
    case 'element':
      return elementText(design, value);
    case 'activity':
      return activityText(design, value);
    case 'state':
      return stateText(value);
    case 'step':
      return stepText(value);
    case 'flow':
      return flowText(value);
    case 'view':
      return paragraphs(code(`view ${value.name}${titled(value.title)}`), value.description);
    case 'technology':
      return technologyText(value);
  }
}

function code(text: string): string {
  return `\`\`\`arch\n${text}\n\`\`\``;
}

function titled(title: string | undefined): string {
  return title === undefined ? '' : ` "${title}"`;
}

function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** A headline with a list below it; nothing for an empty list. */
function list(headline: string, items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : `**${headline}**\n\n${items.map((item) => `- ${item}`).join('\n')}`;
}

/** The same for what may be many: the first of them, and how many more. */
function section(headline: string, items: readonly string[]): string | undefined {
  const left = items.length - most;
  return list(headline, left > 0 ? [...items.slice(0, most), `and ${left} more`] : items);
}

function names(things: readonly { readonly name: string }[]): string {
  return [...new Set(things.map(({ name }) => name))].join(', ');
}

/** Owner, notes and links, as written. */
function annotations({ owner, notes, tags, links }: Pick<Element, 'owner' | 'notes' | 'tags' | 'links'>): string | undefined {
  const lines = [
    ...(owner === undefined ? [] : [`Owner: ${owner}`]),
    ...notes,
    ...(tags.length === 0 ? [] : [`Tags: ${tags.join(', ')}`]),
    ...links.map((link) => `<${link}>`),
  ];
  return lines.join('  \n');
}

/** Each fact with who says so, if that is another. */
function factLines(facts: readonly FactWords[], self: string): readonly string[] {
  return facts.map(({ word, value, origin }) => {
    const from = origin.name === self ? '' : ` — ${origin.name}`;
    return `${word}${value === '' ? '' : ` **${value}**`}${from}`;
  });
}

function systemText(design: Design, system: System): string {
  const elements = design.elements.filter((element) => element.system === system);
  return paragraphs(
    code(`system ${system.name}${titled(system.title)}`),
    system.description,
    annotations(system),
    `${elements.length} elements, ${design.messages.filter((message) => message.system === system).length} messages${
      system.parts.length > 1 ? `, in ${system.parts.length} parts` : ''
    }`,
  );
}

function groupText(design: Design, group: Group): string {
  return paragraphs(
    code(`group ${group.name}${titled(group.title)}`),
    group.description,
    annotations(group),
    section(
      'Elements',
      design.elements.filter((element) => element.group === group).map((element) => `${element.kind} ${element.name}`),
    ),
  );
}

function messageText(design: Design, message: Message): string {
  const { key, ordered, criticality, size, version, usefulFor, correlation, schema } = message;
  const said = [
    ...(key === undefined ? [] : [`key ${showKey(key)}`]),
    ...(ordered === undefined ? [] : [`ordered${ordered.by === undefined ? '' : ` by ${showKey(ordered.by)}`}`]),
    ...(criticality === 'normal' ? [] : [criticality]),
    ...(size === undefined ? [] : [`size ${showSize(size)}`]),
    ...(version === undefined ? [] : [`version ${version}`]),
    ...(usefulFor === undefined ? [] : [`useful for ${showDuration(usefulFor)}`]),
    ...(correlation === undefined ? [] : [`correlation ${correlation}`]),
    ...(schema === undefined ? [] : [`schema ${schema}`]),
  ];
  const hops = design.index.hopsOf.get(message.id) ?? [];
  const ways = (kinds: readonly Hop['kind'][], end: (hop: Hop) => Place): string[] => [
    ...new Set(hops.filter((hop) => kinds.includes(hop.kind)).map((hop) => placeName(end(hop)))),
  ];
  const channels = hops.flatMap(({ from, to }) => [from, to]).flatMap((place) => (place.kind === 'channel' ? [place.channel.name] : []));
  return paragraphs(
    code(`${message.kind} ${message.name}${titled(message.title)}`),
    message.description,
    said.join(' · '),
    annotations(message),
    section(
      'Published by',
      ways(['publish', 'direct'], ({ from }) => from),
    ),
    section(
      'Carried by',
      [...new Set(channels)].filter((name) => name !== ''),
    ),
    section(
      'Handled by',
      ways(['deliver', 'direct'], ({ to }) => to),
    ),
  );
}

function placeName(place: Place): string {
  return place.kind === 'channel' ? place.channel.name || 'its dead letters' : place.activity.label;
}

function elementText(design: Design, element: Element): string {
  const { name, kind, title, technology, technologyName } = element;
  const facts = [
    ...factWords({ ...element.facts, ...element.refused }),
    ...limitWords(element.limits).filter(({ origin }) => origin.name === name),
  ];
  const unknown = technologyName !== undefined && technology === undefined;
  const { hopsTo, hopsFrom, activitiesOf } = design.index;
  const activities = (activitiesOf.get(element.id) ?? []).filter((activity) => activity.kind !== 'unplaced');
  return paragraphs(
    code(implicitName(element) ?? `${kind} ${name}${titled(title)}${technologyName === undefined ? '' : ` : ${technologyName}`}`),
    element.description ?? technology?.description?.split('\n\n')[0],
    unknown ? 'This technology is not known, so its facts are not either.' : undefined,
    annotations(element),
    'messages' in element && element.messages.length > 0 ? `Carries ${names(element.messages)}` : undefined,
    list('Facts', factLines(facts, name)),
    section(
      'Comes in',
      hopLines(hopsTo.get(element.id) ?? [], ({ from }) => from),
    ),
    section(
      'Goes out',
      hopLines(hopsFrom.get(element.id) ?? [], ({ to }) => to),
    ),
    section('Used by', accessLines(design, element)),
    section(
      'Runs',
      activities.map(({ label }) => label),
    ),
  );
}

/** A queue that nobody declares goes by the channel whose dead letters it holds. */
function implicitName(element: Element): string | undefined {
  const channel = 'deadLettersOf' in element ? element.deadLettersOf : undefined;
  return channel && `${channel.name}.dead-letters`;
}

function hopLines(hops: readonly Hop[], other: (hop: Hop) => Place): readonly string[] {
  return hops.map((hop) => {
    const messages = hop.messages.length === 0 ? '' : `: ${names(hop.messages)}`;
    const holds = hop.kind === 'deliver' || hop.kind === 'direct' || hop.kind === 'forward' ? guaranteeWords(hop.guarantee) : [];
    return `${hop.kind} ${placeName(other(hop))}${messages}${holds.length > 0 ? ` — ${holds.join(', ')}` : ''}`;
  });
}

function accessLines(design: Design, element: Element): readonly string[] {
  return [...new Set((design.index.accessesOf.get(element.id) ?? []).map((effect) => `${effect.activity.label} ${effect.kind} it`))];
}

function activityText(design: Design, activity: Activity): string {
  const { idempotency, criticality, duration, safe, options } = activity;
  const said = [
    ...(duration === undefined ? [] : [`in ${showDuration(duration)}`]),
    ...(criticality === 'normal' ? [] : [criticality]),
    ...(safe ? ['safe'] : []),
    ...(idempotency === undefined
      ? []
      : [
          `idempotent by ${idempotency.by === undefined ? 'the whole request' : showKey(idempotency.by)}${
            idempotency.within === undefined ? ' for ever' : ` within ${showDuration(idempotency.within)}`
          }${idempotency.using === undefined ? '' : ` using ${idempotency.using.name}`}`,
        ]),
    ...(options.failure === undefined ? [] : [failureWords(options.failure)]),
  ];
  return paragraphs(
    code(activity.kind === 'operation' ? `${activity.element.name} serves ${activity.name ?? ''}` : activity.label),
    said.join(' · '),
    section('Called by', [...new Set((design.index.callsOf.get(activity.id) ?? []).map((effect) => effect.activity.label))]),
    section(
      'Gets',
      hopLines(design.index.hopsTo.get(activity.id) ?? [], ({ from }) => from),
    ),
    section(
      'Sends on',
      hopLines(design.index.hopsFrom.get(activity.id) ?? [], ({ to }) => to),
    ),
  );
}

function stateText({ name, element, place, store, rebuiltFrom }: KeptState): string {
  const where = place === 'store' ? `in ${store?.name ?? 'a store that is not known'}` : place === 'disk' ? 'on disk' : 'in memory';
  const lives =
    place === 'store'
      ? undefined
      : `It dies with the instance of ${element.name}${rebuiltFrom ? ` and is rebuilt from ${rebuiltFrom.from.name}` : ''}.`;
  return paragraphs(code(`${element.name} keeps ${name} ${where}`), lives);
}

function stepText({ name, orchestrator, undo, onFailure, effects }: Step): string {
  return paragraphs(
    code(`${orchestrator.name} step ${name}`),
    section(
      'Does',
      effects.map((effect) => effectWords(effect)),
    ),
    undo === undefined
      ? 'Nothing undoes it.'
      : section(
          'Undone by',
          undo.effects.map((effect) => effectWords(effect)),
        ),
    onFailure === undefined ? undefined : `On failure the run goes on at ${onFailure.name}.`,
  );
}

function effectWords(effect: Step['effects'][number]): string {
  switch (effect.kind) {
    case 'publishes':
    case 'sends':
      return `${effect.kind} ${effect.message?.name ?? '?'}${effect.to === undefined ? '' : ` to ${effect.to.name}`}`;
    case 'calls':
    case 'starts':
      return `${effect.kind} ${effect.target?.name ?? '?'}${effect.operation === undefined ? '' : `.${effect.operation}`}`;
    default:
      return `${effect.kind} ${effect.store?.name ?? '?'}`;
  }
}

function flowText({ name, title, description, within, available, reads, from }: Flow): string {
  const demands = [
    ...(within === undefined ? [] : [`within ${showDuration(within)}`]),
    ...(available === undefined ? [] : [`available ${showShare(available)}`]),
    ...(reads === undefined
      ? []
      : [`reads ${reads.scope} writes${reads.after === undefined ? '' : ` after ${showDuration(reads.after)}`}`]),
  ];
  return paragraphs(
    code(`flow ${name}${titled(title)}`),
    description,
    demands.join(' · '),
    section(
      'Begins at',
      from.map(({ label }) => label),
    ),
  );
}

function technologyText({ name, label, kinds, ancestors, description, facts, limits, builtIn }: Technology): string {
  const like = ancestors.length === 0 ? '' : ` like ${ancestors[0]}`;
  return paragraphs(
    code(`technology ${name} is ${kinds.join(', ')}${like}`),
    label === name ? undefined : `**${label}**`,
    description,
    list('Facts', factLines([...factWords(facts), ...limitWords(limits)], name)),
    builtIn ? 'From the catalogue that comes with Archlint.' : undefined,
  );
}

/** What a product is in short, for choosing one: the first lines of its description, and its facts. */
export function technologySummary({ name, description, facts }: Technology): string {
  return paragraphs(description?.split('\n\n')[0], list('Facts', factLines(factWords(facts), name)));
}
