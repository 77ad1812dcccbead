/** ELK's options. They are set on the root and on every group: nothing is inherited. */
import type { Density, Direction, ViewGraph } from '../view/graph.ts';
import type { ElkOptions } from './elk.ts';
import { DOCK_GAP, measures } from './measures.ts';

/** How one try at a layout differs from another. */
export interface Start {
  readonly seed: number;
  readonly placement: 'NETWORK_SIMPLEX' | 'BRANDES_KOEPF';
  /** How often the engine tries to lessen crossings. */
  readonly thoroughness: number;
  /** What takes little time is all that is done: for pictures that cannot be had otherwise. Lines have no labels. */
  readonly plain?: true;
}

/** The last try before a plain grid. */
export const PLAIN: Start = { seed: 1, placement: 'BRANDES_KOEPF', thoroughness: 1, plain: true };

interface Spacing {
  readonly nodes: number;
  readonly layers: number;
  readonly edgeNode: number;
  readonly edgeNodeLayers: number;
  readonly edges: number;
  readonly edgeLayers: number;
  readonly ports: number;
}

const spacings: Readonly<Record<Density, Spacing>> = {
  roomy: { nodes: 26, layers: 40, edgeNode: 16, edgeNodeLayers: 18, edges: 12, edgeLayers: 12, ports: 17 },
  compact: { nodes: 22, layers: 24, edgeNode: 14, edgeNodeLayers: 12, edges: 11, edgeLayers: 10, ports: 20 },
};

/**
 * Above so many edges, or where fewer nodes have so many each, the engine's most thorough settings take seconds (100 nodes with 585 edges: 2.6 s; 26
 * nodes with 113: over 10 s).
 */
const DENSE = { edges: 300, least: 80, perNode: 3, thoroughness: 5 } as const;

/** @returns whether a view has too many edges for the engine's most thorough settings. */
export function isDense(nodes: number, edges: number): boolean {
  return edges > DENSE.edges || (edges > DENSE.least && edges > DENSE.perNode * nodes);
}

/** Few nodes that nearly all have to do with each other, as what is gathered of a design without any order: what takes time gains little. */
const TANGLE = { edges: 20, perNode: 2 } as const;

/** @returns whether a view is a tangle, for which one layout at little cost has to do. */
export function isTangle({ nodes, edges }: ViewGraph): boolean {
  return edges.length > TANGLE.edges && edges.length > TANGLE.perNode * nodes.length;
}

/**
 * Of tries that may take their time; of the first picture of many elements, which is to come at once; of an edit of many, whose order is known already;
 * of the first picture of very many.
 */
export const THOROUGHNESS = { best: 30, first: 7, edit: 3, least: 1 } as const;

/** @returns the options of the root, or with its padding of a group. */
export function containerOptions(
  density: Density,
  direction: Direction,
  start: Start,
  size: { readonly isDense: boolean; readonly isGroup: boolean; readonly isHinted: boolean },
): ElkOptions {
  const spacing = spacings[density];
  const { top, side, bottom } = measures[density].groupPadding;
  const dense = size.isDense || start.plain === true;
  return {
    'elk.algorithm': 'layered',
    'elk.direction': direction.toUpperCase(),
    'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
    'elk.edgeRouting': 'ORTHOGONAL',
    'elk.randomSeed': String(start.seed),
    'elk.json.edgeCoords': 'ROOT',
    'elk.padding': size.isGroup ? `[top=${top},left=${side},bottom=${bottom},right=${side}]` : '[top=0,left=0,bottom=0,right=0]',
    'elk.spacing.nodeNode': String(spacing.nodes),
    'elk.spacing.edgeNode': String(spacing.edgeNode),
    'elk.spacing.edgeEdge': String(spacing.edges),
    'elk.spacing.portPort': String(spacing.ports),
    'elk.spacing.edgeLabel': '4',
    // Only what docks at a node is a label of it.
    'elk.spacing.labelNode': String(density === 'roomy' ? DOCK_GAP.below : DOCK_GAP.beside),
    'elk.layered.spacing.nodeNodeBetweenLayers': String(spacing.layers),
    'elk.layered.spacing.edgeNodeBetweenLayers': String(spacing.edgeNodeLayers),
    'elk.layered.spacing.edgeEdgeBetweenLayers': String(spacing.edgeLayers),
    'elk.layered.thoroughness': String(dense ? Math.min(DENSE.thoroughness, start.thoroughness) : start.thoroughness),
    'elk.layered.nodePlacement.strategy': dense ? 'BRANDES_KOEPF' : start.placement,
    'elk.layered.nodePlacement.favorStraightEdges': 'true',
    'elk.layered.crossingMinimization.greedySwitch.type': dense ? 'OFF' : 'TWO_SIDED',
    'elk.layered.crossingMinimization.greedySwitchHierarchical.type': dense ? 'OFF' : 'TWO_SIDED',
    'elk.layered.edgeLabels.sideSelection': 'SMART_UP',
    ...(start.plain && { 'elk.layered.layering.strategy': 'LONGEST_PATH' }),
    ...(size.isHinted && { 'elk.layered.crossingMinimization.semiInteractive': 'true' }),
  };
}
