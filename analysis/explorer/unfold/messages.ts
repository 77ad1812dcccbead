/** Messages on their way: put into channels, handed on leg by leg, parked, and what they bring about. */
import type { Activity, Channel, Hop, Message } from '../../../language/model/design.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { analysisOf } from '../../analyses.ts';
import { horizons } from '../../passes/horizons.ts';
import { toleratesDisorder } from '../../passes/order.ts';
import { type Cause, loopTo } from '../causes.ts';
import { blocksAtHead, canFail, canGiveUp, disorderOf, fateOf, handedOn, keepsOrder } from '../legs.ts';
import { type Activation, type Leg, NO_FIELD, type Put } from '../program.ts';
import type { Draft } from '../settle.ts';
import type { Growth, Way } from './growth.ts';

export function addPut(growth: Growth, channel: Channel, way: Way, hop?: Hop): Draft<Put> {
  const within = channel.facts.deduplicates?.value.within;
  const publisher = way.effect?.effect.activity.id;
  const horizon = publisher ? (analysisOf(growth.design, horizons).get(publisher)?.milliseconds ?? 0) : 0;
  const put: Draft<Put> = {
    id: growth.puts.length,
    channel,
    firing: way.firing,
    message: way.message,
    legs: [],
    hop,
    deduplicates: within !== undefined,
    forgets: within !== undefined && within < horizon,
    atMostOnce: hop?.guarantee.delivery?.value === 'at-most-once',
    neverLost: [...growth.required.concerning(growth.wishes.neverLost(way.message))],
    field: { accepted: within === undefined ? NO_FIELD : growth.layout.field(1), parked: NO_FIELD },
  };
  growth.puts.push(put);
  if (way.puts.some((other) => other.channel === channel)) return put;
  const further: Way = { ...way, puts: [...way.puts, put] };
  for (const hops of handedOn(growth.design, channel, way.message)) {
    const taken = hops[growth.choices.pick(`consumer ${channel.id} ${way.message?.id}`, hops.length)];
    if (taken) put.legs.push(travel(growth, taken, further));
  }
  return put;
}

export function addLeg(growth: Growth, kind: Leg['kind'], way: Way): Draft<Leg> {
  const leg: Draft<Leg> = {
    id: growth.legs.length,
    kind,
    firing: way.firing,
    message: way.message,
    effect: way.effect,
    before: way.before,
    sender: way.sender,
    puts: [],
    directs: [],
    delivery: kind === 'relay' ? 'at-least-once' : undefined,
    named: false,
    ordered: false,
    blocks: false,
    needsOrder: false,
    attempts: growth.faults + 1,
    fate: { kind: 'waits', attended: true, decided: true, wholeGroup: false },
    canFail: false,
    canGiveUp: false,
    inOrder: [],
    neverLost: [...growth.required.concerning(growth.wishes.neverLost(way.message))],
    field: {
      copies: growth.layout.field(3),
      late: growth.layout.field(1),
      // Of one try more than faults, the last is never counted: it is the end of them.
      fails: growth.layout.field(growth.faults),
      status: growth.layout.field(7),
    },
  };
  growth.legs.push(leg);
  return leg;
}

/** A message goes one leg further. */
export function travel(growth: Growth, hop: Hop, way: Way): Draft<Leg> {
  const kind = hop.step ? 'await' : hop.kind === 'forward' ? 'forward' : 'deliver';
  const leg = addLeg(growth, kind, way);
  const { message } = way;
  const by = message && (message.ordered ?? growth.wishes.ordered.get(message));
  leg.hop = hop;
  leg.channel = hop.from.kind === 'channel' ? hop.from.channel : undefined;
  leg.delivery = hop.guarantee.delivery?.value;
  leg.named = hop.subscription?.key !== undefined && hop.to.kind === 'activity';
  leg.blocks = blocksAtHead(hop);
  leg.disorder = by && disorderOf(growth.design, hop, by.by);
  leg.ordered = keepsOrder(hop) && !leg.disorder;
  leg.attempts = Math.min(hop.guarantee.attempts?.value ?? Number.POSITIVE_INFINITY, growth.faults + 1);
  leg.fate = fateOf(growth.design, hop);
  leg.canFail = canFail(growth.design, hop);
  leg.canGiveUp = canGiveUp(growth.design, hop);
  const further: Way = { ...way, before: leg };
  if (hop.to.kind === 'channel')
    leg.puts.push(addPut(growth, hop.to.channel, { ...further, guarded: way.guarded || hop.subscription?.filter !== undefined }, hop));
  else {
    const { activity } = hop.to;
    leg.needsOrder = mustBeInOrder(activity, message);
    leg.inOrder = message ? [...growth.required.concerning(growth.wishes.orderedAt(message, activity))] : [];
    leg.disordered = firstDisordered(leg);
    if (leg.kind !== 'await') reach(growth, leg, activity, way, hop);
  }
  park(growth, leg, hop, way);
  return leg;
}

function mustBeInOrder(activity: Activity, message: Message | undefined): boolean {
  if (activity.kind !== 'handler' && activity.kind !== 'join') return false;
  return message?.ordered !== undefined && activity.element.kind !== 'actor' && !toleratesDisorder(activity);
}

/** Where failed messages go: into a channel, whoever takes them from there, and perhaps back. */
function park(growth: Growth, leg: Draft<Leg>, { guarantee: { failure } }: Hop, way: Way): void {
  if (leg.fate.kind !== 'parked' || failure?.kind !== 'dead-letters' || !isChannel(failure.to)) return;
  const { to } = failure;
  if (way.puts.some(({ channel }) => channel === to)) return;
  const put = addPut(growth, to, { ...way, before: leg });
  put.field = { ...put.field, parked: growth.layout.field(2) };
  leg.parked = put;
  const back = to.redrivesTo?.channel;
  if (!back) return;
  const own = way.puts.find(({ channel }) => channel === back);
  if (back === leg.channel && back.kind === 'queue') put.redrive = { puts: [], leg };
  else put.redrive = { puts: [own ?? addPut(growth, back, { ...way, before: leg })] };
}

/** Something is brought about by a leg, unless it is among its own causes. */
export function reach(growth: Growth, leg: Draft<Leg>, activity: Activity, way: Way, hop: Hop | undefined): void {
  const effect = way.effect?.effect;
  const guarded = way.guarded || hop?.subscription?.filter !== undefined || activity.options.filter !== undefined;
  const loop = way.cause && effect && loopTo(activity, way.cause, { effect, guarded, call: false, rounds: growth.rounds });
  if (loop) {
    leg.back = growth.activations.find((other) => other.activity === activity && other.firing === way.firing);
    if (loop !== 'guarded') leg.loop = loop;
    return;
  }
  const cause: Cause = { activity, up: way.cause, effect, guarded, counters: way.counters };
  if (activity.kind === 'join') joinUp(growth, leg, activity, cause, way);
  else bringAbout(growth, leg, activity, cause, way);
}

function bringAbout(
  growth: Growth,
  leg: Draft<Leg>,
  activity: Activity,
  cause: Cause,
  { firing }: Way,
  legs: Leg[] = [leg],
): Draft<Activation> {
  const activation = growth.activate({ activity, trigger: { kind: 'delivery', legs }, cause, firing });
  activation.acknowledgesFirst = leg.delivery === 'at-most-once' || activity.options.acknowledgesFirst !== undefined;
  leg.activation = activation;
  return activation;
}

/** What a join waits for comes over several legs; the same message once more begins another one. */
function joinUp(growth: Growth, leg: Draft<Leg>, activity: Activity, cause: Cause, way: Way): void {
  const { firing } = way;
  const key = `${activity.id} ${firing}`;
  const known = growth.joins.get(key) ?? [];
  growth.joins.set(key, known);
  const open = known.find(({ legs }) => legs.every(({ message }) => message !== leg.message));
  if (open) {
    open.legs.push(leg);
    open.causes.push(cause);
    leg.activation = open.activation;
    return;
  }
  const causes: Cause[] = [];
  const whole: Cause = { ...cause, also: causes };
  const legs: Leg[] = [leg];
  const activation = bringAbout(growth, leg, activity, whole, way, legs);
  if (activity.otherwise && activity.join?.within !== undefined)
    activation.otherwise = growth.activate({ activity, trigger: { kind: 'entry' }, cause: whole, firing, body: activity.otherwise });
  known.push({ activation, legs, causes });
}

/** The leg nearest to where the message comes from on which order is lost. */
function firstDisordered(leg: Leg): Leg | undefined {
  let found: Leg | undefined;
  for (let at: Leg | undefined = leg; at; at = at.before) if (at.disorder) found = at;
  return found;
}
