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
  View,
} from '../../language/model/design.ts';
import { showDuration, showKey, showShare, showSize } from '../../language/model/quantities.ts';
import type { Designed } from './designed.ts';
import { type FactWords, factWords, guaranteeWords, limitWords } from './fact-words.ts';
import { activityHead, effectWords, handlerOptionWords, stepWords } from './statement-words.ts';

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
      return viewText(value);
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

/** Facts by who says so, its own first. A default and its limit are said together. */
function factParagraph(facts: readonly FactWords[], limits: readonly FactWords[], self: string): string {
  const left = new Map(limits.map((limit) => [`${limit.word} ${limit.origin.name}`, limit]));
  const together = facts.map((fact) => {
    const key = `${fact.word} ${fact.origin.name}`;
    const limit = left.get(key);
    left.delete(key);
    if (limit === undefined || fact.value === '') return fact;
    return { ...fact, value: limit.value.endsWith(` ${fact.value}`) ? limit.value : `${fact.value}**, **${limit.value}` };
  });
  const byOrigin = Map.groupBy([...together, ...left.values()], ({ origin }) => origin.name);
  const names = [...byOrigin.keys()].sort((one, other) => Number(other === self) - Number(one === self));
  return names
    .map((name) => {
      const words = (byOrigin.get(name) ?? []).map(({ word, value }) => `${word}${value === '' ? '' : ` **${value}**`}`);
      return `**${name === self ? 'Says' : `${name} says`}** ${words.join(' · ')}`;
    })
    .join('\n\n');
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function systemText(design: Design, system: System): string {
  const messages = design.messages.filter((message) => message.system === system);
  const elements = design.elements.filter((element) => element.system === system);
  return paragraphs(
    code(`system ${system.name}${titled(system.title)}`),
    system.description,
    annotations(system),
    `${counted(elements.length, 'element')}, ${counted(messages.length, 'message')}${system.parts.length > 1 ? `, in ${system.parts.length} parts` : ''}`,
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
    hops.length === 0 ? 'Nothing in the design sends it to anybody.' : undefined,
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
  const unknown = technologyName !== undefined && technology === undefined;
  const { hopsTo, hopsFrom } = design.index;
  const limits = limitWords(element.limits).filter(({ origin }) => origin.name === name);
  return paragraphs(
    code(implicitName(element) ?? `${kind} ${name}${titled(title)}${technologyName === undefined ? '' : ` : ${technologyName}`}`),
    'deadLettersOf' in element && element.deadLettersOf
      ? `Holds what ${element.deadLettersOf.name} parks, until somebody looks after it.`
      : undefined,
    element.description ?? technology?.description?.split('\n\n')[0],
    unknown ? 'This technology is not known, so its facts are not either.' : undefined,
    annotations(element),
    storeWords(element),
    'messages' in element && element.messages.length > 0 ? `Carries ${names(element.messages)}` : undefined,
    factParagraph(factWords({ ...element.facts, ...element.refused }), limits, name),
    section(
      'Comes in',
      hopLines(hopsTo.get(element.id) ?? [], ({ from }) => from),
    ),
    section(
      'Goes out',
      hopLines(hopsFrom.get(element.id) ?? [], ({ to }) => to),
    ),
    section('Used by', accessLines(design, element)),
    section('Does', deeds(design, element)),
  );
}

/** What a store says of itself. */
function storeWords(element: Element): string | undefined {
  if (!('indexes' in element)) return undefined;
  const { key, indexes, groupedBy, caches, rebuiltFrom, ownedBy } = element;
  const said = [
    key === undefined ? undefined : `key ${showKey(key)}`,
    ...indexes.map((index) => `index ${showKey(index)}`),
    groupedBy === undefined ? undefined : `grouped by ${showKey(groupedBy.key)}`,
    caches === undefined ? undefined : `caches ${caches.from.name}`,
    rebuiltFrom === undefined
      ? undefined
      : `rebuilt from ${rebuiltFrom.from.name}${rebuiltFrom.within === undefined ? '' : ` within ${showDuration(rebuiltFrom.within)}`}`,
    ownedBy === undefined ? undefined : `owned by ${ownedBy.element.name}`,
  ];
  return said.filter((word) => word !== undefined).join(' · ');
}

/** What an element runs, and what it is known to do at some time. */
function deeds(design: Design, element: Element): readonly string[] {
  return (design.index.activitiesOf.get(element.id) ?? []).flatMap((activity) => {
    if (activity.kind === 'unplaced') return activity.effects.map(effectWords);
    if (activity.kind === 'workflow' && element.kind === 'orchestrator')
      return element.steps.filter(({ part }) => part === 'body').map((step) => `step ${step.name}: ${stepWords(step).join(', ')}`);
    return [activityHead(activity)];
  });
}

/** A queue that nobody declares goes by the channel whose dead letters it holds. */
function implicitName(element: Element): string | undefined {
  const channel = 'deadLettersOf' in element ? element.deadLettersOf : undefined;
  return channel && `${channel.name}.dead-letters`;
}

/** What each kind of hop is called by the end that it is told of, `from` or `to` the other. */
const hopWords: Readonly<Record<Hop['kind'], string>> = {
  publish: 'published',
  forward: 'passed on',
  deliver: 'delivered',
  direct: 'sent straight',
  'dead-letter': 'parked',
  redrive: 'put back',
};

/** From the end that receives, and from the end that sends. */
const directions: Readonly<Record<Hop['kind'], readonly [back: string, forth: string]>> = {
  publish: ['by', 'to'],
  forward: ['from', 'to'],
  deliver: ['from', 'to'],
  direct: ['by', 'to'],
  'dead-letter': ['by', 'in'],
  redrive: ['from', 'in'],
};

function hopLines(hops: readonly Hop[], other: (hop: Hop) => Place): readonly string[] {
  return hops.map((hop) => {
    const messages = hop.messages.length === 0 ? '' : `${names(hop.messages)} `;
    const [back, forth] = directions[hop.kind];
    const direction = other(hop) === hop.from ? back : forth;
    const holds = hop.kind === 'deliver' || hop.kind === 'direct' || hop.kind === 'forward' ? guaranteeWords(hop.guarantee) : [];
    return `${messages}${hopWords[hop.kind]} ${direction} ${placeName(other(hop))}${holds.length > 0 ? ` — ${holds.join(', ')}` : ''}`;
  });
}

function accessLines(design: Design, element: Element): readonly string[] {
  return [...new Set((design.index.accessesOf.get(element.id) ?? []).map((effect) => `${effect.activity.label} ${effect.kind} it`))];
}

function activityText(design: Design, activity: Activity): string {
  const { idempotency, criticality, duration, safe, options, element, effects } = activity;
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
    ...handlerOptionWords(options),
  ];
  return paragraphs(
    code(`${element.name} ${activityHead(activity)}`),
    said.join(' · '),
    section('Called by', [...new Set((design.index.callsOf.get(activity.id) ?? []).map((effect) => effect.activity.label))]),
    section(
      'Gets',
      hopLines(design.index.hopsTo.get(activity.id) ?? [], ({ from }) => from),
    ),
    section('Does', effects.map(effectWords)),
    effects.length === 0 && activity.body === undefined ? 'What it does is not said.' : undefined,
  );
}

function stateText({ name, element, place, store, rebuiltFrom }: KeptState): string {
  const where = place === 'store' ? `in ${store?.name ?? 'a store that is not known'}` : place === 'disk' ? 'on disk' : 'in memory';
  const copy = rebuiltFrom
    ? ` and is rebuilt from ${rebuiltFrom.from.name}${rebuiltFrom.within === undefined ? '' : ` within ${showDuration(rebuiltFrom.within)}`}`
    : '';
  const lives =
    place === 'store' ? `It outlives the instances of ${element.name}.` : `It dies with the instance of ${element.name}${copy}.`;
  return paragraphs(code(`${element.name} keeps ${name} ${where}`), lives);
}

function stepText(step: Step): string {
  const { name, orchestrator, undo, onFailure, effects, action, part } = step;
  const changes = effects.some(({ kind }) => kind !== 'reads');
  return paragraphs(
    code(`${orchestrator.name} step ${name}`),
    section('Does', stepWords(step)),
    undo === undefined
      ? changes && part === 'body' && action.kind !== 'wait'
        ? 'Nothing undoes it.'
        : undefined
      : section('Undone by', undo.effects.map(effectWords)),
    onFailure === undefined
      ? undefined
      : onFailure.part === 'otherwise' && part === 'body'
        ? `If it fails for good, the run fails: what was done is undone, and the \`otherwise\` block begins at ${onFailure.name}.`
        : `If it fails for good, the run goes on at ${onFailure.name}.`,
  );
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

function viewText({ name, title, description, include, exclude, around, direction }: View): string {
  const shown = [
    ...(include.length === 0 ? [] : [`shows ${names(include)}`]),
    ...around.map(({ target, within }) => `what is around ${target.name} within ${counted(within, 'step')}`),
    ...(exclude.length === 0 ? [] : [`without ${names(exclude)}`]),
    ...(direction === undefined ? [] : [`direction ${direction}`]),
  ];
  return paragraphs(code(`view ${name}${titled(title)}`), description, shown.join(' · '));
}

function technologyText({ name, label, kinds, ancestors, description, facts, limits, builtIn }: Technology): string {
  const like = ancestors.length === 0 ? '' : ` like ${ancestors[0]}`;
  // What it is comes before the facts, where they are from after them.
  const sources = description?.search(/^- /m) ?? -1;
  const [is, from] = sources < 0 ? [description, undefined] : [description?.slice(0, sources).trim(), description?.slice(sources)];
  return paragraphs(
    code(`technology ${name} is ${kinds.join(', ')}${like}`),
    label === name ? undefined : `**${label}**`,
    is,
    factParagraph(factWords(facts), limitWords(limits), name),
    from === undefined ? undefined : `**Sources**\n\n${from}`,
    builtIn ? 'From the catalogue that comes with Archlint.' : undefined,
  );
}

/** What a product is in short, for choosing one: the first lines of its description, and its facts. */
export function technologySummary({ name, description, facts }: Technology): string {
  return paragraphs(description?.split('\n\n')[0], factParagraph(factWords(facts), [], name));
}
