/** Where edges meet their nodes: which side of a channel, and which edges share a port. */
import type { EdgeKind, ViewEdge, ViewGraph, ViewNode } from '../view/graph.ts';

export type Side = 'back' | 'front' | 'below';

/** An edge's two ends: `port` is shared by a bundle or its own; without one the edge meets the node wherever it suits. */
export interface EdgeEnds {
  readonly from: End;
  readonly to: End;
  /** The end at which the edge belongs to a bundle of several. */
  readonly bundle?: 'from' | 'to';
}

export interface End {
  readonly node: string;
  readonly port?: string;
}

export interface Ports {
  readonly ends: ReadonlyMap<string, EdgeEnds>;
  /** By node id: its ports and their sides, sorted. */
  readonly ports: ReadonlyMap<string, ReadonlyMap<string, Side>>;
  /** Channels whose flow runs to the left (in pictures that run up or down, against the picture). */
  readonly mirrored: ReadonlySet<string>;
}

/**
 * Lays out where edges meet their nodes.
 *
 * Edges of one kind share a port at a channel, store or actor, at one end only: with both ends shared, the lines would show ways that do not
 * exist. At a hub each has its own.
 */
export function portsOf(view: ViewGraph, reversed: ReadonlySet<string>, hubs: ReadonlySet<string>): Ports {
  const nodes = new Map(view.nodes.map((node) => [node.id, node]));
  const against = againstTheFlow(view, nodes, reversed);
  const sideOf = (edge: ViewEdge, end: 'from' | 'to'): Side => {
    const node = edge[end];
    if (edge.kind === 'dead-letter' && end === 'from' && leavesBelow(nodes.get(node), view)) return 'below';
    if (against.has(node)) return end === 'from' ? 'back' : 'front';
    return reversed.has(edge.id) === (end === 'from') ? 'back' : 'front';
  };
  const bundles = new Map<string, number>();
  for (const edge of view.edges) {
    for (const end of ['from', 'to'] as const) {
      const key = bundleKey(edge, end, nodes, hubs, sideOf, view.bundled);
      if (key) bundles.set(key, (bundles.get(key) ?? 0) + 1);
    }
  }
  const ends = new Map<string, EdgeEnds>();
  const ports = new Map<string, Map<string, Side>>();
  for (const edge of view.edges) {
    const keys = {
      from: bundleKey(edge, 'from', nodes, hubs, sideOf, view.bundled),
      to: bundleKey(edge, 'to', nodes, hubs, sideOf, view.bundled),
    };
    const counts = { from: keys.from ? (bundles.get(keys.from) ?? 0) : 0, to: keys.to ? (bundles.get(keys.to) ?? 0) : 0 };
    const shared = counts.from > 1 && counts.from >= counts.to ? 'from' : counts.to > 1 ? 'to' : undefined;
    const end = (which: 'from' | 'to'): End => {
      const node = edge[which];
      const fixed = isFixed(nodes.get(node)) || (edge.kind === 'dead-letter' && which === 'from');
      const port = shared === which ? keys[which] : fixed ? `${node}|${edge.id}|${which}` : undefined;
      if (port === undefined) return { node };
      const own = ports.get(node) ?? new Map<string, Side>();
      own.set(port, sideOf(edge, which));
      ports.set(node, own);
      return { node, port };
    };
    ends.set(edge.id, { from: end('from'), to: end('to'), bundle: shared });
  }
  // A picture that runs to the left shows turned round what runs with it.
  const mirrored =
    view.direction === 'left'
      ? new Set(view.nodes.filter((node) => isChannel(node) && !against.has(node.id)).map(({ id }) => id))
      : against;
  return { ends, ports, mirrored };
}

/** Dead letters leave at the underside (in pictures that run down, at the end), unless something docks there. */
function leavesBelow(node: ViewNode | undefined, { density }: ViewGraph): boolean {
  return node !== undefined && !node.docked && (density === 'roomy' || isChannel(node));
}

/** Channels and actors have fixed sides; services and stores are met wherever it suits. */
export function isFixed(node: ViewNode | undefined): boolean {
  return node !== undefined && (isChannel(node) || node.parking || node.kind === 'actor');
}

function isChannel({ kind }: ViewNode): boolean {
  return kind === 'queue' || kind === 'topic' || kind === 'bus' || kind === 'stream';
}

function bundleKey(
  edge: ViewEdge,
  end: 'from' | 'to',
  nodes: ReadonlyMap<string, ViewNode>,
  hubs: ReadonlySet<string>,
  sideOf: (edge: ViewEdge, end: 'from' | 'to') => Side,
  bundled: boolean,
): string | undefined {
  const node = nodes.get(edge[end]);
  if (!bundled || !node || hubs.has(node.id) || edge.from === edge.to || !bundlesAt(edge.kind, end, node)) return undefined;
  return `${node.id}|${edge.kind}|${end}|${sideOf(edge, end)}`;
}

function bundlesAt(kind: EdgeKind, end: 'from' | 'to', node: ViewNode): boolean {
  switch (kind) {
    case 'call':
      return node.kind === 'actor';
    case 'redrive':
      return false;
    case 'message':
    case 'subscription':
      return isChannel(node) || node.kind === 'actor';
    case 'dead-letter':
      return end === 'to';
    case 'read':
    case 'write':
    case 'read-write':
    case 'uses':
      return end === 'to';
  }
}

/**
 * Channels that stand where a circle turns back or on its way back: what they give runs back, and what they take comes from the far side.
 * Where consumer and producer are one, both lines use one side, and the channel stands as usual.
 */
function againstTheFlow(view: ViewGraph, nodes: ReadonlyMap<string, ViewNode>, reversed: ReadonlySet<string>): ReadonlySet<string> {
  const against = new Set<string>();
  for (const node of nodes.values()) {
    if (!isChannel(node)) continue;
    const into = view.edges.filter(({ to, kind }) => to === node.id && kind !== 'redrive');
    const out = view.edges.filter(({ from, kind }) => from === node.id && kind !== 'dead-letter' && kind !== 'redrive');
    if (out.length === 0 || !out.every(({ id }) => reversed.has(id))) continue;
    const producers = new Set(into.map(({ from }) => from));
    if (into.length > 0 && !out.some(({ to }) => producers.has(to))) against.add(node.id);
  }
  return against;
}
