/** Who has to do with whom, statement by statement, as the lines of a picture will show it. */
import type {
  Activity,
  CallEffect,
  Channel,
  Delivery,
  Design,
  Effect,
  Element,
  Hop,
  Message,
  MessageEffect,
  Ordering,
  Place,
  StoreEffect,
} from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';

export type RelationKind = 'call' | 'message' | 'subscription' | 'read' | 'write' | 'uses' | 'dead-letter' | 'redrive';

export interface Relation {
  readonly kind: RelationKind;
  readonly from: Element;
  readonly to: Element;
  /** The operation, route or messages, for the label. */
  readonly names: readonly string[];
  readonly messages: readonly Message[];
  /** Of a hop that delivers or forwards. */
  readonly delivery?: Delivery;
  readonly ordering?: Ordering;
  readonly outbox: boolean;
  readonly source: Source;
  /** The effect that says it; others are said by channels, subscriptions and handlers. */
  readonly effect?: Effect;
}

/** @returns every relation of a design, in the order of its parts. */
export function relationsOf(design: Design): readonly Relation[] {
  return [
    ...design.effects.flatMap((effect) => [...effectRelations(effect), ...fallbackRelations(effect)]),
    ...design.hops.flatMap((hop) => hopRelations(hop)),
    ...design.elements.flatMap((element) => elementRelations(element)),
    ...design.activities.flatMap((activity) => activityRelations(activity)),
    ...[...design.index.parkedFrom.values()].flat().map((route): Relation => {
      const from = isChannel(route.from) ? route.from : route.from.element;
      return plain('dead-letter', from, route.to, route.source);
    }),
  ].filter(({ from, to, kind }) => from !== to || kind === 'call' || kind === 'message');
}

function plain(kind: RelationKind, from: Element, to: Element, source: Source): Relation {
  return { kind, from, to, names: [], messages: [], outbox: false, source };
}

function isChannel(place: Channel | Activity): place is Channel {
  return 'subscriptions' in place;
}

function effectRelations(effect: Effect): readonly Relation[] {
  switch (effect.kind) {
    case 'calls':
    case 'starts':
      return callRelations(effect);
    case 'publishes':
    case 'sends':
      return messageRelations(effect);
    default:
      return accessRelations(effect);
  }
}

function callRelations(effect: CallEffect): readonly Relation[] {
  if (!effect.target) return [];
  const name = effect.kind === 'starts' ? 'start' : (effect.operation ?? effect.route ?? calleeName(effect));
  const names = name === undefined ? [] : [name];
  return [{ ...plain('call', effect.activity.element, effect.target, effect.syntax.source), names, effect }];
}

/** A call of a balancer or gateway without a route may end at any of several: none is named. */
function calleeName(effect: CallEffect): string | undefined {
  const [only, more] = effect.callees;
  return only && !more ? only.name : undefined;
}

function messageRelations(effect: MessageEffect): readonly Relation[] {
  const ends = new Set<Element>(effect.channels);
  if (effect.to) ends.add(effect.to);
  return [...ends].map((to) => ({
    ...plain('message', effect.activity.element, to, effect.syntax.source),
    names: effect.message ? [effect.message.name] : [],
    messages: effect.message ? [effect.message] : [],
    outbox: effect.outbox !== undefined,
    effect,
  }));
}

/** What is done instead when the effect fails leads to somebody, too. */
function fallbackRelations({ activity, options: { fallback }, syntax }: Effect): readonly Relation[] {
  const to = fallback?.element;
  if (!to) return [];
  return [{ ...plain(fallbackKind(to), activity.element, to, syntax.source), names: ['fallback'] }];
}

function fallbackKind({ kind }: Element): RelationKind {
  switch (kind) {
    case 'store':
    case 'cache':
      return 'read';
    case 'queue':
    case 'topic':
    case 'bus':
    case 'stream':
      return 'message';
    case 'service':
    case 'orchestrator':
    case 'balancer':
    case 'gateway':
    case 'actor':
    case 'external':
      return 'call';
  }
}

function accessRelations(effect: StoreEffect): readonly Relation[] {
  if (!effect.store) return [];
  return [{ ...plain(effect.kind === 'reads' ? 'read' : 'write', effect.activity.element, effect.store, effect.syntax.source), effect }];
}

function hopRelations(hop: Hop): readonly Relation[] {
  const from = elementOf(hop.from);
  const to = elementOf(hop.to);
  const base = { ...plain('message', from, to, hop.source), messages: hop.messages, names: hop.messages.map(({ name }) => name) };
  switch (hop.kind) {
    case 'forward':
    case 'deliver':
      return [{ ...base, kind: isBroadcast(from) || hop.kind === 'forward' ? 'subscription' : 'message', ...promises(hop) }];
    case 'direct':
      return [
        {
          ...base,
          outbox: hop.effect?.outbox !== undefined,
          effect: hop.effect,
          source: hop.effect?.syntax.source ?? hop.source,
          ...promises(hop),
        },
      ];
    case 'publish': // said by the effect
    case 'dead-letter': // said by the index of parking places
    case 'redrive': // said by the channel
      return [];
  }
}

function elementOf(place: Place): Element {
  return place.kind === 'channel' ? place.channel : place.activity.element;
}

function isBroadcast(element: Element): boolean {
  return element.kind === 'topic' || element.kind === 'bus';
}

/** Order per key is only worth a sign where something says which key. */
function promises({ guarantee }: Hop): Pick<Relation, 'delivery' | 'ordering'> {
  const ordering = guarantee.ordering?.value;
  return {
    delivery: guarantee.delivery?.value,
    ordering: ordering === 'per-key' && !guarantee.groupedBy ? 'none' : ordering,
  };
}

function elementRelations(element: Element): readonly Relation[] {
  switch (element.kind) {
    case 'queue':
    case 'topic':
    case 'bus':
    case 'stream': {
      const subscriptions = element.subscriptions.map(({ to, syntax }) => plain('subscription', to, element, syntax.source));
      const redrive = element.redrivesTo ? [plain('redrive', element, element.redrivesTo.channel, element.redrivesTo.source)] : [];
      return [...subscriptions, ...redrive];
    }
    case 'store':
    case 'cache':
      return [element.caches, element.rebuiltFrom].flatMap((copied) =>
        copied && (copied.from.kind === 'store' || copied.from.kind === 'cache')
          ? [plain('read', element, copied.from, copied.source)]
          : [],
      );
    case 'service':
      return element.state.flatMap(({ store, syntax }) => (store ? [plain('uses', element, store, syntax.source)] : []));
    case 'orchestrator':
      return [
        ...element.state.flatMap(({ store, syntax }) => (store ? [plain('uses', element, store, syntax.source)] : [])),
        ...element.subscriptions.map(({ to, syntax }) => plain(isBroadcast(to) ? 'subscription' : 'message', to, element, syntax.source)),
      ];
    case 'balancer':
    case 'gateway':
    case 'actor':
    case 'external':
      return [];
  }
}

function activityRelations(activity: Activity): readonly Relation[] {
  const { element, idempotency, join, from } = activity;
  const used = new Set([idempotency?.using, join?.using].filter((store) => store !== undefined));
  return [
    ...[...used].map((store) => plain('uses', element, store, idempotency?.source ?? activity.syntax.source)),
    ...(from ? [plain(isBroadcast(from) ? 'subscription' : 'message', from, element, activity.syntax.source)] : []),
  ];
}
