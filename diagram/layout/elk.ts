/** The part of ELK's JSON that pictures use, and the engine as they see it. */

export interface ElkEngine {
  /** Gives every node, port, edge and label of a graph its place. May change its argument. */
  layout(graph: ElkGraph): Promise<ElkGraph>;
}

/** The engine took longer than it may: further tries would, too. */
export class LayoutDeadlineError extends Error {
  override readonly name = 'LayoutDeadlineError';
}

/** The caller no longer wants the layout. */
export class LayoutCancelledError extends Error {
  override readonly name = 'LayoutCancelledError';
}

export type ElkOptions = Readonly<Record<string, string>>;

export interface ElkGraph extends ElkNode {
  readonly edges: ElkEdge[];
}

export interface ElkNode {
  readonly id: string;
  readonly layoutOptions?: ElkOptions;
  readonly children?: ElkNode[];
  readonly ports?: ElkPort[];
  readonly labels?: ElkLabel[];
  x?: number;
  y?: number;
  width?: number;
  height?: number;
}

export interface ElkPort {
  readonly id: string;
  readonly layoutOptions?: ElkOptions;
  readonly width: number;
  readonly height: number;
  x?: number;
  y?: number;
}

export interface ElkLabel {
  readonly id: string;
  readonly text: string;
  readonly layoutOptions?: ElkOptions;
  readonly width: number;
  readonly height: number;
  x?: number;
  y?: number;
}

export interface ElkEdge {
  readonly id: string;
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  readonly layoutOptions?: ElkOptions;
  readonly labels?: ElkLabel[];
  sections?: readonly ElkSection[];
}

export interface ElkSection {
  readonly startPoint: { readonly x: number; readonly y: number };
  readonly endPoint: { readonly x: number; readonly y: number };
  readonly bendPoints?: readonly { readonly x: number; readonly y: number }[];
}
