/**
 * What a picture shows, before it has places: nodes, groups, edges, and what is said beside them. Made from a Design by `buildView`,
 * laid out by `layout`. Everything is sorted by id, so that neither the order of the text nor that of a map changes a picture.
 */
import type { ElementKind } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import type { Severity } from '../finding.ts';
import type { Gathered } from './collapse.ts';

export type Density = 'roomy' | 'compact';
export type Direction = 'right' | 'down' | 'left' | 'up';

export interface ViewGraph {
  readonly title: string;
  readonly subtitle?: string;
  readonly density: Density;
  readonly direction: Direction;
  /** Whether a `view` of the design says which way it runs. */
  readonly directed: boolean;
  /** Whether lines of one kind share a port at a channel or store. */
  readonly bundled: boolean;
  readonly nodes: readonly ViewNode[];
  readonly groups: readonly ViewGroup[];
  /** What the design puts into no group and the picture gathers, so that the next one can keep it together. */
  readonly gathered: Gathered;
  readonly edges: readonly ViewEdge[];
  /** Things without a place in the graph, shown below it. */
  readonly chips: readonly ViewChip[];
  /** What holds on every hop that carries no seal of its own. */
  readonly usual: Usual;
  /** Findings in the order they are listed, each with what carries its badge. */
  readonly findings: readonly ViewFinding[];
}

/** An element's kind, or `group` for a group that is closed: one node for all that is in it. */
export type NodeKind = ElementKind | 'group';

export interface ViewNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  readonly technology?: { readonly label: string; readonly mark?: string };
  /** `×2–6`: instances, where the design says how many. */
  readonly instances?: string;
  readonly group?: string;
  /** A queue that only holds dead letters: drawn small and grey. */
  readonly parking: boolean;
  /** Drawn at this node's side rather than as a node of its own. */
  readonly docked?: Docked;
  /** Of a closed group: how many elements are in it. */
  readonly elements?: number;
  /** Of a closed group: the design does not say it. */
  readonly gathered?: true;
  /** Kept in the picture so that others make sense, but faded: outside of the focus. */
  readonly faded: boolean;
  readonly description?: string;
  readonly source: Source;
  readonly tags: readonly string[];
}

/** A private dead-letter queue below its queue, or a private store beside its owner. */
export interface Docked {
  readonly id: string;
  readonly kind: 'dead-letters' | 'store' | 'cache';
  readonly name: string;
  readonly technology?: { readonly label: string; readonly mark?: string };
  /** Of a store: how its owner uses it. */
  readonly access?: AccessKind;
  /** Of dead letters: they go back to their queue. */
  readonly redrives: boolean;
  readonly description?: string;
  readonly source: Source;
  readonly tags: readonly string[];
}

export interface ViewGroup {
  readonly id: string;
  readonly title: string;
  readonly owner?: string;
  readonly parent?: string;
  readonly source: Source;
  readonly description?: string;
  readonly tags: readonly string[];
  /** The design does not say it: it is there because the picture has too many elements. */
  readonly gathered?: true;
}

export type AccessKind = 'read' | 'write' | 'read-write' | 'uses';
export type EdgeKind = 'call' | 'message' | 'subscription' | 'dead-letter' | 'redrive' | AccessKind;

export type Seal = 'at-least-once' | 'at-most-once' | 'exactly-once' | 'unordered' | 'per-key' | 'in-order' | 'outbox';

/** The delivery and order of most hops. */
export interface Usual {
  readonly delivery: 'at-least-once' | 'at-most-once' | 'exactly-once';
  readonly ordering: 'none' | 'per-key' | 'total';
}

export interface ViewEdge {
  readonly id: string;
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** Of a line that stands for several between closed groups: how many. */
  readonly count?: number;
  /** Before the head. */
  readonly seal?: Seal;
  /** After the source. */
  readonly outbox: boolean;
  /** Part of a cycle that a finding is about. */
  readonly halo?: Severity;
  readonly faded: boolean;
  /** The statements that say it, the first one where a double click leads. */
  readonly sources: readonly Source[];
}

/** A message that nobody sends or receives, or a finding about something that the picture does not show. */
export interface ViewChip {
  readonly id: string;
  readonly kind: 'message' | 'place';
  readonly name: string;
  /** Why it stands apart: `Declared, but neither sent nor received`. */
  readonly reason: string;
  readonly source: Source;
}

export interface ViewFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly source: Source;
  /** Id of the node, docked node, group, edge or chip that carries the badge. */
  readonly on?: string;
}
