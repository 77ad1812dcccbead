/** A picture: a view whose parts have places. What is drawn from it follows; nothing is measured or moved any more. */
import type { Docked, ViewEdge, ViewGraph, ViewGroup, ViewNode } from '../view/graph.ts';
import type { Beside } from './beside.ts';
import type { Box, Point } from './geometry.ts';
import type { Start } from './options.ts';

export interface Picture {
  readonly view: ViewGraph;
  /** Extent of groups, nodes and edges; coordinates begin at the origin. */
  readonly width: number;
  readonly height: number;
  readonly groups: readonly PlacedGroup[];
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  /** The tries that gave this layout, by the first node of each part that nothing joins to the others, for the next one to reuse. */
  readonly starts: ReadonlyMap<string, Start>;
  /** What was moved beside the rest of its part, by the same key, for the next picture to move again. */
  readonly beside: ReadonlyMap<string, readonly Beside[]>;
  /** The same for views that differ in nothing that has a place. */
  readonly structure: string;
  /** Whether the layout is a plain grid because the engine failed or took too long. */
  readonly fallback: boolean;
}

export interface PlacedNode extends Box {
  readonly node: ViewNode;
  /** Its flow runs right to left (or upwards), so its silhouette is turned round. */
  readonly mirrored: boolean;
  readonly docked?: Box & { readonly docked: Docked };
}

export interface PlacedGroup extends Box {
  readonly group: ViewGroup;
  /**
   * Baseline start of the title, and of the owner if there is room for it. Both stand further right where the group has a mark to be closed at. The text
   * is empty where lines leave room for that mark only; there is no title where they leave no gap at all.
   */
  readonly title?: Point & { readonly text: string };
  readonly owner?: Point;
}

export interface PlacedEdge {
  readonly edge: ViewEdge;
  /** From the outline of its start to that of its end. */
  readonly points: readonly Point[];
  /** At this end it belongs to a bundle of the same key. */
  readonly bundle?: { readonly key: string; readonly at: 'from' | 'to' };
  readonly label?: Box;
}

/** Everything about places that a layout decides. */
export interface Placement {
  readonly nodes: ReadonlyMap<string, Box>;
  readonly groups: ReadonlyMap<string, Box>;
  readonly docks: ReadonlyMap<string, Box>;
  readonly edges: ReadonlyMap<string, { readonly points: readonly Point[]; readonly label?: Box }>;
}
