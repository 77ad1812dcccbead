/** From a view to the graph that the layout engine takes. */
import { measure, shownName } from '../text/measure.ts';
import type { ViewEdge, ViewGraph, ViewGroup, ViewNode } from '../view/graph.ts';
import type { ElkEdge, ElkGraph, ElkLabel, ElkNode, ElkOptions } from './elk.ts';
import { DEPTHS } from './ends.ts';
import type { Point } from './geometry.ts';
import { dockedSize, docksBelow, measures, type Size, sizeOf } from './measures.ts';
import { containerOptions, isDense, type Start } from './options.ts';
import { isHub, reversedEdges } from './orient.ts';
import { isFixed, type Ports, portsOf, type Side } from './ports.ts';

/** A view prepared for layout: what does not depend on the start. */
export interface Prepared {
  readonly view: ViewGraph;
  readonly reversed: ReadonlySet<string>;
  readonly ports: Ports;
  readonly sizes: ReadonlyMap<string, Size>;
  readonly hubs: ReadonlySet<string>;
}

/** Between two lines at a hub. */
const HUB_PITCH = 86;

/**
 * Decides all that does not depend on the start.
 *
 * @param before where nodes and groups stood in an earlier picture: circles begin where they began
 */
export function prepare(view: ViewGraph, before?: ReadonlyMap<string, Point>): Prepared {
  const reversed = reversedEdges(view, before);
  const hubs = new Set(view.nodes.filter(({ id }) => isHub(id, view)).map(({ id }) => id));
  const ports = portsOf(view, reversed, hubs);
  const busiest = busiestSides(view, reversed, ports);
  const sizes = new Map(view.nodes.map((node) => [node.id, roomFor(node, busiest.get(node.id) ?? 0, view, hubs.has(node.id))]));
  return { view, reversed, ports, sizes, hubs };
}

/** Between two lines that meet one side of a node (the engine's space between ports), and from the outermost to the corner. */
const LINE_PITCH = { roomy: 17, compact: 20 } as const;
const CORNER = 9;

/** Nodes grow so that the heads of their lines do not overlap; a hub is as wide as its busier side needs. */
function roomFor(node: ViewNode, lines: number, { density, direction }: ViewGraph, hub: boolean): Size {
  const size = sizeOf(node, density);
  if (hub) return { width: Math.max(size.width, (lines + 1) * HUB_PITCH), height: size.height };
  const needed = (lines - 1) * LINE_PITCH[density] + 2 * CORNER;
  const horizontal = direction === 'right' || direction === 'left';
  return horizontal
    ? { width: size.width, height: Math.max(size.height, needed) }
    : { width: Math.max(size.width, needed + (node.kind === 'orchestrator' ? 2 * DEPTHS.orchestrator : 0)), height: size.height };
}

/** How many lines or bundles meet a node at its busier side. */
function busiestSides({ edges }: ViewGraph, reversed: ReadonlySet<string>, ports: Ports): ReadonlyMap<string, number> {
  const met = new Map<string, Set<string>>();
  for (const { id } of edges) {
    const ends = ports.ends.get(id);
    if (!ends) continue;
    for (const end of ['from', 'to'] as const) {
      const { node, port } = ends[end];
      const side =
        (port === undefined ? undefined : ports.ports.get(node)?.get(port)) ?? (reversed.has(id) === (end === 'from') ? 'back' : 'front');
      const key = `${node}\u0000${side}`;
      met.set(key, (met.get(key) ?? new Set()).add(port ?? id));
    }
  }
  const busiest = new Map<string, number>();
  for (const [key, lines] of met) {
    const [node = '', side] = key.split('\u0000');
    if (side !== 'below') busiest.set(node, Math.max(busiest.get(node) ?? 0, lines.size));
  }
  return busiest;
}

/** Builds a fresh graph: the engine writes into what it is given. */
export function elkGraph(prepared: Prepared, start: Start, hints?: ReadonlyMap<string, Point>): ElkGraph {
  const { view } = prepared;
  const options = (isGroup: boolean): ElkOptions =>
    containerOptions(view.density, view.direction, start, {
      isDense: isDense(view.nodes.length, view.edges.length),
      isGroup,
      isHinted: hints !== undefined,
    });
  const childrenOf = (parent: string | undefined): ElkNode[] => [
    ...view.groups
      .filter((group) => group.parent === parent)
      .map(
        (group): ElkNode => ({
          id: `group:${group.id}`,
          layoutOptions: { ...options(true), ...roomForTitle(group, prepared), ...hintOf(hints?.get(group.id)) },
          children: childrenOf(group.id),
        }),
      ),
    ...view.nodes.filter((node) => node.group === parent).map((node) => elkNode(node, prepared, hints?.get(node.id))),
  ];
  return {
    id: 'root',
    layoutOptions: options(false),
    children: childrenOf(undefined),
    edges: view.edges.map((edge) => elkEdge(edge, prepared, start.plain !== true)),
  };
}

/** A group is at least as wide as its title, where what it holds is not. */
function roomForTitle({ id, title }: ViewGroup, { view, sizes }: Prepared): ElkOptions {
  const { groupTitle, groupPadding } = measures[view.density];
  const needed = Math.ceil(measure(shownName(title, groupTitle), groupTitle)) + 36;
  const inside = view.nodes.filter(({ group }) => group === id).map((node) => sizes.get(node.id)?.width ?? 0);
  if (Math.max(0, ...inside) + 2 * groupPadding.side >= needed) return {};
  return { 'elk.nodeSize.constraints': 'MINIMUM_SIZE', 'elk.nodeSize.minimum': `(${needed},${groupPadding.top})` };
}

/** Where a node stood, for the order within its layer. */
function hintOf(hint: Point | undefined): ElkOptions {
  return hint ? { 'elk.position': `(${hint.x},${hint.y})` } : {};
}

function elkNode(node: ViewNode, { view, ports, sizes, hubs }: Prepared, hint: Point | undefined): ElkNode {
  const own = ports.ports.get(node.id);
  const fixed = isFixed(node) || [...(own?.values() ?? [])].includes('below');
  const dock = dockLabel(node, view);
  return {
    id: node.id,
    ...sizes.get(node.id),
    layoutOptions: {
      'elk.portConstraints': fixed ? 'FIXED_SIDE' : 'FREE',
      'elk.portAlignment.default': hubs.has(node.id) ? 'DISTRIBUTED' : 'CENTER',
      ...hintOf(hint),
    },
    labels: dock ? [dock] : [],
    ports: [...(own ?? [])]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, side]) => ({
        id,
        width: 0,
        height: 0,
        ...(fixed && { layoutOptions: { 'elk.port.side': sideName(side, view) } }),
      })),
  };
}

function sideName(side: Side, { direction }: ViewGraph): string {
  const horizontal = direction === 'right' || direction === 'left';
  if (side === 'below') return horizontal ? 'SOUTH' : 'EAST';
  switch (direction) {
    case 'right':
      return side === 'back' ? 'WEST' : 'EAST';
    case 'left':
      return side === 'back' ? 'EAST' : 'WEST';
    case 'down':
      return side === 'back' ? 'NORTH' : 'SOUTH';
    case 'up':
      return side === 'back' ? 'SOUTH' : 'NORTH';
  }
}

/** What docks at a node reserves its place as a label of the node: lines keep clear of it, and the node keeps its middle. */
function dockLabel({ id, docked }: ViewNode, { density, direction }: ViewGraph): ElkLabel | undefined {
  if (!docked) return undefined;
  return {
    id: `dock:${id}`,
    text: docked.name || '?',
    ...dockedSize(docked, density),
    layoutOptions: { 'elk.nodeLabels.placement': docksBelow(direction) ? 'OUTSIDE V_BOTTOM H_CENTER' : 'OUTSIDE V_CENTER H_RIGHT' },
  };
}

/** Height reserved for a label beside its line. */
const LABEL_HEIGHT = { roomy: 15, compact: 14 } as const;

function elkEdge(edge: ViewEdge, { view, reversed, ports }: Prepared, isLabelled: boolean): ElkEdge {
  const ends = ports.ends.get(edge.id);
  const from = ends?.from.port ?? edge.from;
  const to = ends?.to.port ?? edge.to;
  const isReversed = reversed.has(edge.id);
  const label = edge.label && {
    id: `label:${edge.id}`,
    text: edge.label,
    width: Math.ceil(measure(edge.label, measures[view.density].label)) + 8,
    height: LABEL_HEIGHT[view.density],
    layoutOptions: { 'elk.edgeLabels.placement': 'CENTER' },
  };
  return {
    id: edge.id,
    sources: [isReversed ? to : from],
    targets: [isReversed ? from : to],
    labels: label && isLabelled ? [label] : [],
  };
}
