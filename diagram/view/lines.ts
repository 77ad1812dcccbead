/** From relations to the lines of a picture: one line for all that two elements have to do with each other in one way. */
import type { Delivery, Element, Ordering } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import type { EdgeKind, Seal, Usual } from './graph.ts';
import type { Relation, RelationKind } from './relations.ts';

export interface Line {
  readonly id: string;
  readonly kind: EdgeKind;
  readonly from: Element;
  readonly to: Element;
  readonly names: readonly string[];
  readonly deliveries: readonly Delivery[];
  readonly orderings: readonly Ordering[];
  readonly outbox: boolean;
  readonly sources: readonly Source[];
}

type Family = 'call' | 'message' | 'subscription' | 'access' | 'dead-letter' | 'redrive';

function familyOf(kind: RelationKind): Family {
  return kind === 'read' || kind === 'write' || kind === 'uses' ? 'access' : kind;
}

/**
 * @param bundled whether all that one element has to do with another in one way is one line; otherwise each message and operation has its own
 * @returns a line for each pair and family of relations, sorted by id
 */
export function linesOf(relations: readonly Relation[], bundled = true): readonly Line[] {
  const bundles = new Map<string, Relation[]>();
  for (const relation of relations) {
    const pair = `${familyOf(relation.kind)}:${relation.from.id}>${relation.to.id}`;
    const id = bundled || relation.names.length === 0 ? pair : `${pair}#${relation.names.join(',')}`;
    const bundle = bundles.get(id);
    if (bundle) bundle.push(relation);
    else bundles.set(id, [relation]);
  }
  return [...bundles].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([id, bundle]) => lineOf(id, bundle));
}

function lineOf(id: string, bundle: readonly Relation[]): readonly Line[] {
  const [first] = bundle;
  if (!first) return [];
  return [
    {
      id,
      kind: kindOf(bundle, first),
      from: first.from,
      to: first.to,
      names: [...new Set(bundle.flatMap(({ names }) => names))],
      deliveries: distinct(bundle.map(({ delivery }) => delivery)),
      orderings: distinct(bundle.map(({ ordering }) => ordering)),
      outbox: bundle.some(({ outbox }) => outbox),
      sources: [...bundle].sort(byPlace).map(({ source }) => source),
    },
  ];
}

function byPlace(a: Relation, b: Relation): number {
  if (a.source.uri !== b.source.uri) return a.source.uri < b.source.uri ? -1 : 1;
  return a.source.offset - b.source.offset;
}

function distinct<T>(values: readonly (T | undefined)[]): T[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

function kindOf(bundle: readonly Relation[], first: Relation): EdgeKind {
  if (familyOf(first.kind) !== 'access') return first.kind;
  const kinds = new Set(bundle.map(({ kind }) => kind));
  if (kinds.has('write')) return kinds.size > 1 ? 'read-write' : 'write';
  return kinds.has('uses') ? 'uses' : 'read';
}

/** What most deliveries of a picture promise; a tie leaves it at the weakest, so that a seal always says more. */
export function usualOf(lines: readonly Line[]): Usual {
  return {
    delivery: most(
      lines.flatMap(({ deliveries }) => deliveries),
      'at-least-once',
    ),
    ordering: most(
      lines.flatMap(({ orderings }) => orderings),
      'none',
    ),
  };
}

function most<T>(values: readonly T[], otherwise: T): T {
  const counts = new Map<T, number>([[otherwise, 0]]);
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = otherwise;
  for (const [value, count] of counts) if (count > (counts.get(best) ?? 0)) best = value;
  return best;
}

/** @returns the sign of what a line promises other than most do, if it promises one thing; order counts more than delivery. */
export function sealOf(line: Line, usual: Usual): Seal | undefined {
  const [ordering, otherOrdering] = line.orderings;
  if (ordering && !otherOrdering && ordering !== usual.ordering) {
    return ordering === 'none' ? 'unordered' : ordering === 'per-key' ? 'per-key' : 'in-order';
  }
  const [delivery, otherDelivery] = line.deliveries;
  return delivery && !otherDelivery && delivery !== usual.delivery ? delivery : undefined;
}

const MOST_NAMES = 2;
/** Three names stand beside a line if they are short; one is cut if it is very long. */
const SHORT_LIST = 28;
const LONG_NAME = 18;
const LONGEST_LABEL = 44;

/**
 * What stands beside a line. Calls show the operation. A message is named where it is put in, where it enters another group, and where its
 * channel carries several.
 */
export function labelOf(line: Line): string | undefined {
  const names = line.names;
  if (names.length === 0 || !isNamed(line)) return undefined;
  const count = names.join(', ').length <= SHORT_LIST ? MOST_NAMES + 1 : (names[0] ?? '').length > LONG_NAME ? 1 : MOST_NAMES;
  const shown = names.slice(0, count).join(', ');
  const cut = shown.length > LONGEST_LABEL ? `${shown.slice(0, LONGEST_LABEL - 1)}…` : shown;
  return names.length > count ? `${cut} +${names.length - count}` : cut;
}

function isNamed({ kind, from, to }: Line): boolean {
  switch (kind) {
    case 'call':
      return true;
    case 'message':
    case 'subscription':
      return !isChannel(from) || from.group !== to.group || (isChannel(from) && from.messages.length > 1);
    default:
      return false;
  }
}

function isChannel(element: Element): element is Extract<Element, { readonly subscriptions: unknown; readonly closed: unknown }> {
  return element.kind === 'queue' || element.kind === 'topic' || element.kind === 'bus' || element.kind === 'stream';
}
