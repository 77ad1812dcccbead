import type {
  Activity,
  Channel,
  Design,
  Effect,
  Fix,
  Message,
  MessageEffect,
  Place,
  Source,
  Subscription,
} from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { isMessageEffect } from '../../language/model/lookups.ts';
import { showDuration, showRate } from '../../language/model/quantities.ts';
import { listed } from '../element-names.ts';
import { wrapInBlock } from '../fixes/elements.ts';
import { addOption } from '../fixes/options.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { objectOf, shortText } from '../names.ts';
import { cyclicComponents } from '../passes/components.ts';
import { type Reaction, type Reactions, reactions } from '../passes/reactions.ts';
import { defineRule } from '../rule.ts';

/** An edge of the graph in which a message may come back to where it began. */
interface Edge {
  readonly to: Activity;
  readonly effect: Effect;
  readonly message?: Message;
  /** A synchronous call: it closes a loop only together with a message. */
  readonly call: boolean;
  /** What the design says that sets its pace: `delay 1m`. */
  readonly brake?: string;
}

/** A condition or a filter on the way ends the loop some day, so the author has thought of it. A waiting step goes on, it does not begin again. */
function isOpen({ effect, hops, to, step }: Reaction): boolean {
  if (step || to.options.filter || effect.blocks.some((block) => block.kind === 'when')) return false;
  return !hops.some((hop) => hop.subscription?.filter);
}

/** A rate at the effect, a delay on the way, a limit of a channel. What only the product says was not meant for it. */
function brakeAt({ effect, hops }: Reaction): string | undefined {
  if (effect.rate) return `at ${showRate(effect.rate.peak)}`;
  if (effect.options.delay !== undefined) return `delay ${showDuration(effect.options.delay)}`;
  for (const { to } of hops) {
    const { delay, throughput } = to.kind === 'channel' ? to.channel.facts : {};
    if (delay && delay.origin.kind !== 'technology') return `delay ${showDuration(delay.value)}`;
    if (throughput && throughput.origin.kind !== 'technology') return `throughput ${showRate(throughput.value.peak)}`;
  }
  return undefined;
}

function edgesOf(activity: Activity, all: Reactions): Edge[] {
  const edges: Edge[] = (all.get(activity.id) ?? [])
    .filter(isOpen)
    .map((reaction) => ({ to: reaction.to, effect: reaction.effect, message: reaction.message, call: false, brake: brakeAt(reaction) }));
  for (const effect of activity.effects) {
    if ((effect.kind !== 'calls' && effect.kind !== 'starts') || effect.blocks.some((block) => block.kind === 'when')) continue;
    for (const to of effect.callees) edges.push({ to, effect, call: effect.kind === 'calls' });
  }
  return edges;
}

export const rule = defineRule({
  id: 'event-loop',
  code: 'CHO002',
  category: 'choreography',
  star: false,
  severity: 'error',
  summary: 'A message leads back to itself, and nothing ends the circle.',
  why: `A handler that reacts to a message by sending what leads to the same message runs for ever: one message becomes an endless stream, each
further one adds another, queues fill up, and every call is billed. Channels can do it without any handler: by subscribing to each other, or by dead letters that
lead back to where they failed. Some products stop the shortest of these circles after a number of rounds; the
design is wrong all the same. What only slows the circle down, such as a \`delay\` in it, makes the finding a warning: a slow circle has no end either.`,
  failureStory: [
    'A stock correction is published, and the stock service answers it with a stock correction of its own.',
    'An hour later the same correction has been handled a million times, and the messages of real customers wait behind it.',
  ],
  whenNotToUse: `Where the circle ends by something that the language cannot say, such as a counter in the message. Say so in the suppression.`,
  examples: {
    wrong: `event Restocked { key articleId }

topic Changes : aws.sns
store Articles : aws.dynamodb

service Stock : aws.ecs {
  instances 2
  on Restocked from Changes {
    puts Articles
    publishes Restocked to Changes
  }
}
`,
    right: `event Restocked { key articleId }

topic Changes : aws.sns
store Articles : aws.dynamodb

service Stock : aws.ecs {
  instances 2
  on Restocked from Changes {
    puts Articles
    when "the shelf changed, too" { publishes Restocked to Changes }
  }
}
`,
  },
  sources: [
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-patterns-best-practices.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/choreography',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    channels:
      '{path}: what comes into one of them goes round without end. Take one of the subscriptions away, or `filter` out what comes from the others.',
    parked:
      '{path}: a message that cannot be handled is parked there and tried here again, without end. Park it at last where nobody sends it back.',
    loop: '{path}: each {message} leads to another one, without end. Send it only `when` something changed, or `filter` out what comes from here.',
    slowed:
      '{path}: each {message} leads to another one, without end; {brake} is all that slows it. Send it only `when` something changed, or `filter` out what comes from here.',
    itself:
      '{handler} answers each {message} with another {message}, which it receives again, without end. Send it only `when` something changed, or `filter` out its own.',
  },
  check({ design, analysis, report }) {
    const all = analysis(reactions);
    const edges = new Map(design.activities.map((activity) => [activity, edgesOf(activity, all)]));
    for (const component of cyclicComponents(design.activities, (activity) => (edges.get(activity) ?? []).map((edge) => edge.to))) {
      const members = new Set(component);
      const inside = component.flatMap((activity) => (edges.get(activity) ?? []).filter((edge) => members.has(edge.to)));
      inside.sort((a, b) => place(a.effect).localeCompare(place(b.effect)));
      const [first] = inside;
      const sending = inside.filter((edge) => !edge.call);
      if (!first || sending.length === 0) continue;
      // A circle in which nothing is sent is one of workflows that are started.
      const message = sending.find((edge) => edge.message)?.message?.name ?? 'run';
      const related = inside
        .filter((edge) => edge.effect !== first.effect)
        .map((edge) => ({ message: `${edge.effect.activity.label} leads on to ${edge.to.label}`, source: edge.effect.syntax.source }));
      const shared = { source: first.effect.syntax.source, related, fixes: fixesOf(design, inside) };
      const brake = brakesOf(inside);
      if (brake) report({ message: 'slowed', data: { path: pathOf(first, edges), message, brake }, severity: 'warning', ...shared });
      else if (component.length === 1) report({ message: 'itself', data: { handler: first.to.label, message }, ...shared });
      else report({ message: 'loop', data: { path: pathOf(first, edges), message }, ...shared });
    }
    for (const { links, parking } of channelCircles(design)) {
      const [first] = links;
      if (!first) continue;
      report({
        message: parking ? 'parked' : 'channels',
        data: { path: [...links.map(({ from }) => from.name), first.from.name].join(' → ') },
        source: first.source,
        related: links.slice(1).map(({ from, to, source }) => ({ message: `${from.name} leads on to ${to.name}`, source })),
        fixes: circleFixes(design, links),
      });
    }
  },
});

/** What sets the pace of a loop: of each way round, as one that nothing slows is a loop all the same. It ends by none of it. */
function brakesOf(inside: readonly Edge[]): string | undefined {
  const free = inside.filter(({ brake }) => brake === undefined);
  const circles = cyclicComponents([...new Set(free.map(({ effect }) => effect.activity))], (activity) =>
    free.filter(({ effect }) => effect.activity === activity).map(({ to }) => to),
  ).map((component) => new Set(component));
  // A circle of calls alone is another rule's.
  if (free.some(({ effect, to, call }) => !call && circles.some((circle) => circle.has(effect.activity) && circle.has(to))))
    return undefined;
  return listed([...new Set(inside.flatMap(({ brake }) => brake ?? []))].map((words) => `\`${words}\``));
}

/** Sorts by file, then by place. */
function place(effect: Effect): string {
  return order(effect.syntax.source);
}

/** `Watcher → ZoneLeft → Tracker → ScooterMoved → Watcher`: what is sent, and who sends the next. Of a call, what is called. */
function pathOf(first: Edge, edges: ReadonlyMap<Activity, readonly Edge[]>): string {
  const names = walk(first, edges).flatMap(({ message, to, effect }) => [message?.name ?? objectOf(effect), to.label]);
  // A change of a store leads to the store's own publishing, a call to what is called: it is named once.
  return [first.effect.activity.label, ...names].filter((name, at, all) => name !== all[at - 1]).join(' → ');
}

/** The shortest way round: breadth first from the first edge's end back to its start. */
function walk(first: Edge, edges: ReadonlyMap<Activity, readonly Edge[]>): Edge[] {
  const before = new Map<Activity, Edge>([[first.to, first]]);
  for (const at of before.keys()) for (const edge of edges.get(at) ?? []) if (!before.has(edge.to)) before.set(edge.to, edge);
  const path: Edge[] = [];
  for (let edge = before.get(first.effect.activity); edge; edge = edge === first ? undefined : before.get(edge.effect.activity))
    path.unshift(edge);
  return path;
}

const bodies: readonly Activity['kind'][] = ['handler', 'join', 'operation', 'schedule'];

/** Two ways to end it: send on a condition, or do not take what comes from others of the circle. Where it is said is for the author to move. */
function fixesOf(design: Design, inside: readonly Edge[]): readonly Fix[] {
  const sent = opening(
    inside,
    ({ effect, call }) => !call && bodies.includes(effect.activity.kind) && !effect.step,
    (edge) => edge.effect,
  );
  const isTaken = ({ to }: Edge): boolean => to.kind === 'handler' || to.kind === 'join';
  const taken = opening(inside, isTaken, (edge) => edge.to);
  const fixes: Fix[] = [];
  if (sent) {
    const edits = sent.flatMap(({ effect: { syntax } }) => wrapInBlock(design, syntax.source, syntax.source, 'when "something changed"'));
    const what = listed(sent.map(({ effect }) => shortText(effect)));
    fixes.push({ title: `Do ${sent.length > 1 ? 'them' : 'it'} only when something changed: ${what}`, safe: false, edits });
  }
  if (taken) {
    // All that come to it from the circle: what one of them is kept from, another would bring.
    const filters = taken.map(({ to }) => inside.filter((edge) => edge.to === to && isTaken(edge)));
    const edits = filters.flatMap((edges) =>
      edges.slice(0, 1).flatMap(({ to }) => addOption(design, to, `filter "not from ${listed(sendersOf(edges))}"`)),
    );
    fixes.push({ title: `Let ${listed(filters.map(filtering))}`, safe: false, edits });
  }
  return fixes;
}

/** Who sends along these edges, each named once. */
function sendersOf(edges: readonly Edge[]): readonly string[] {
  return [...new Set(edges.map(({ effect }) => effect.activity.element.name))];
}

/** What one handler is to filter out. */
function filtering(edges: readonly Edge[]): string {
  const [name = ''] = edges.map(({ to }) => to.element.name);
  const kept = edges.map(({ to, effect, message }) => {
    const sender = effect.activity.element;
    return to.element === sender ? `its own ${message?.name ?? 'messages'}` : `what ${sender.name} sends`;
  });
  return `${name} filter out ${listed([...new Set(kept)])}`;
}

/**
 * @param suits which edges can be guarded
 * @param guarded what the guard is put at: all edges with the same are guarded together
 * @returns edges, the first in the text, whose guards leave no circle; undefined where those that suit do not suffice
 */
function opening(edges: readonly Edge[], suits: (edge: Edge) => boolean, guarded: (edge: Edge) => object): readonly Edge[] | undefined {
  const chosen: Edge[] = [];
  for (let left = edges; ; ) {
    const circles = cyclicComponents([...new Set(left.map(({ effect }) => effect.activity))], (activity) =>
      left.filter(({ effect }) => effect.activity === activity).map(({ to }) => to),
    ).map((component) => new Set(component));
    const going = left.filter(({ effect, to }) => circles.some((circle) => circle.has(effect.activity) && circle.has(to)));
    // A circle of calls alone is another rule's.
    if (going.every(({ call }) => call)) return chosen;
    const next = going.find(suits);
    if (!next) return undefined;
    chosen.push(next);
    left = left.filter((edge) => guarded(edge) !== guarded(next));
  }
}

/** A channel hands messages on to another by itself, or parks them there. */
interface Link {
  readonly from: Channel;
  readonly to: Channel;
  readonly source: Source;
  readonly subscription?: Subscription;
  readonly parking: boolean;
  /** What sends a parked message back. */
  readonly effect?: MessageEffect;
}

/** Circles of channels that need nobody to send anything: subscriptions, and dead letters that lead back to where they failed. */
function channelCircles(design: Design): readonly { readonly links: readonly Link[]; readonly parking: boolean }[] {
  const links = new Map<Channel, Link[]>();
  const add = (link: Link): void => {
    const known = links.get(link.from);
    if (known) known.push(link);
    else links.set(link.from, [link]);
  };
  for (const { kind, from, to, subscription, source } of design.hops)
    if (kind === 'forward' && from.kind === 'channel' && to.kind === 'channel' && !subscription?.filter)
      add({ from: from.channel, to: to.channel, source: subscription?.syntax.source ?? source, subscription, parking: false });
  for (const channel of design.elements.filter(isChannel))
    for (const { from, source } of design.index.parkedFrom.get(channel.id) ?? [])
      for (const parked of 'closed' in from ? [from] : channelsTo(design, from))
        if (isTried(design, parked)) add({ from: parked, to: channel, source, parking: true });
  for (const { from, to, effect } of sentBack(design)) add({ from, to, source: effect.syntax.source, parking: false, effect });
  const next = (channel: Channel): Channel[] => (links.get(channel) ?? []).map(({ to }) => to);
  return cyclicComponents([...links.keys()], next).flatMap((component) => {
    const members = new Set(component);
    const inside = component.flatMap((channel) => (links.get(channel) ?? []).filter(({ to }) => members.has(to)));
    inside.sort((a, b) => order(a.source).localeCompare(order(b.source)));
    // From the first effect in the text, or else the first link, the shortest way round.
    const start = inside.find(({ effect }) => effect !== undefined) ?? inside[0];
    if (!start) return [];
    const came = new Map<Channel, Link>([[start.to, start]]);
    for (const channel of came.keys())
      for (const link of links.get(channel) ?? []) if (members.has(link.to) && !came.has(link.to)) came.set(link.to, link);
    const way: Link[] = [];
    for (let link = came.get(start.from); link; link = link === start ? undefined : came.get(link.from)) way.unshift(link);
    return [{ links: way, parking: way.some(({ parking }) => parking) }];
  });
}

/** Who takes what is parked and, whatever happens, sends the same message on to a channel. */
function sentBack(design: Design): readonly { readonly from: Channel; readonly to: Channel; readonly effect: MessageEffect }[] {
  return design.elements.filter(isChannel).flatMap((from) => {
    if (!design.index.parkedFrom.has(from.id)) return [];
    return (design.index.hopsFrom.get(from.id) ?? []).flatMap(({ kind, to, step, messages }) => {
      if (kind !== 'deliver' || to.kind !== 'activity' || step || to.activity.options.filter) return [];
      return to.activity.effects
        .filter(isMessageEffect)
        .filter(({ message, blocks }) => message && messages.includes(message) && !blocks.some((block) => block.kind === 'when'))
        .flatMap((effect) => effect.channels.map((channel) => ({ from, to: channel, effect })));
    });
  });
}

/** What comes from the others is not taken back; what failed where somebody tried it is parked where nobody sends it back. */
function circleFixes(design: Design, links: readonly Link[]): readonly Fix[] {
  const [sent] = links.flatMap(({ effect }) => effect ?? []);
  if (sent) {
    const { source } = sent.syntax;
    const title = `Do it only when it has not come too often: ${shortText(sent)}`;
    return [{ title, safe: false, edits: wrapInBlock(design, source, source, 'when "it has not come too often"') }];
  }
  const fixes: Fix[] = [];
  const tried = links.find((link) => link.parking && isHandled(design, link.from) && !feeds(design, link));
  const words = tried && textOf(design, tried.source);
  const parked = words?.replace(/\s+to\s+[^\s,]+/, '');
  if (tried && parked !== undefined && parked !== words)
    fixes.push({
      title: `Park what ${tried.from.name} cannot handle in dead letters of its own`,
      safe: false,
      edits: [replaceSource(tried.source, parked)],
    });
  const last = links.findLast(({ subscription }) => subscription !== undefined);
  if (last?.subscription && !tried) {
    const { to, subscription } = last;
    const edits = addOption(design, subscription, `filter "not from ${to.name}"`);
    fixes.push({ title: `Let ${to.name} filter out its own`, safe: false, edits });
  }
  return fixes;
}

/** The channels that bring an activity its messages. */
function channelsTo(design: Design, { id }: Activity): readonly Channel[] {
  return (design.index.hopsTo.get(id) ?? []).flatMap(({ kind, from }) =>
    kind === 'deliver' && from.kind === 'channel' ? [from.channel] : [],
  );
}

function isHandled(design: Design, { id }: Channel): boolean {
  return (design.index.hopsFrom.get(id) ?? []).some(({ kind }) => kind === 'deliver');
}

/** Whether those who handle what is parked would get nothing without it. */
function feeds(design: Design, { from, to }: Link): boolean {
  const others = (design.index.hopsTo.get(to.id) ?? []).filter((hop) => !(hop.kind === 'dead-letter' && isAt(design, hop.from, from)));
  return isHandled(design, to) && others.length === 0;
}

/** Whether it is the channel, or somebody who handles what comes from there. */
function isAt(design: Design, place: Place, channel: Channel): boolean {
  return place.kind === 'channel' ? place.channel === channel : channelsTo(design, place.activity).includes(channel);
}

/** Where nobody consumes, nothing fails: what is parked elsewhere has only waited its time. */
function isTried(design: Design, channel: Channel): boolean {
  return channel.facts.delay !== undefined || isHandled(design, channel);
}

function order({ uri, offset }: Source): string {
  return `${uri} ${String(offset).padStart(12, '0')}`;
}
