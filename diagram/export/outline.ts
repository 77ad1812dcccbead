/** A view as text formats take it: plain names for everything, and what docks in our pictures as a node of its own. */

import { sealNames } from '../svg/signs.ts';
import type { Docked, EdgeKind, NodeKind, ViewEdge, ViewGraph, ViewNode } from '../view/graph.ts';

/** A node with a name that every format can read: letters, digits and underscores, not beginning with a digit. */
export interface OutlineNode {
  readonly key: string;
  readonly kind: NodeKind;
  readonly name: string;
  /** `SQS FIFO`, `×2–6`: what stands below the name. */
  readonly notes: readonly string[];
  readonly parking: boolean;
}

export interface OutlineGroup {
  readonly key: string;
  readonly title: string;
  readonly owner?: string;
  readonly groups: readonly OutlineGroup[];
  readonly nodes: readonly OutlineNode[];
}

export interface OutlineEdge {
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  /** What stands beside the line, what it promises in words. */
  readonly label?: string;
}

export interface Outline {
  readonly title: string;
  readonly direction: ViewGraph['direction'];
  /** What stands in no group, and the outermost groups. */
  readonly root: OutlineGroup;
  readonly edges: readonly OutlineEdge[];
}

/** @returns the outline of a view; the same view gives the same keys. */
export function outlineOf(view: ViewGraph): Outline {
  const keys = new Keys();
  const nodes = view.nodes.flatMap((node) => [
    { group: node.group, node: outlineNode(node, keys) },
    ...(node.docked ? [{ group: node.group, node: dockedNode(node.docked, keys) }] : []),
  ]);
  const inside = (parent: string | undefined): Pick<OutlineGroup, 'groups' | 'nodes'> => ({
    groups: view.groups
      .filter((group) => group.parent === parent)
      .map(({ id, title, owner }) => ({ key: keys.of(`group ${id}`), title, owner, ...inside(id) })),
    nodes: nodes.filter(({ group }) => group === parent).map(({ node }) => node),
  });
  const edges = [...view.edges.map((edge) => outlineEdge(edge, keys)), ...view.nodes.flatMap((node) => dockedEdges(node, keys))];
  return { title: view.title, direction: view.direction, root: { key: 'root', title: view.title, ...inside(undefined) }, edges };
}

/** Gives each id a name of its own that is as like it as can be. */
export class Keys {
  readonly #keys = new Map<string, string>();
  readonly #taken = new Set<string>();

  of(id: string): string {
    const known = this.#keys.get(id);
    if (known !== undefined) return known;
    const plain = id
      .normalize('NFD')
      .replace(/[^A-Za-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
    const base = /^[A-Za-z]/.test(plain) ? plain : `n_${plain}`;
    let key = base;
    for (let count = 2; this.#taken.has(key.toLowerCase()) || reserved.has(key.toLowerCase()); count++) key = `${base}_${count}`;
    this.#taken.add(key.toLowerCase());
    this.#keys.set(id, key);
    return key;
  }
}

/** Words that mean something in one of the formats. */
const reserved: ReadonlySet<string> = new Set(
  'graph digraph subgraph strict node edge end class style default click call href direction flowchart state note label shape vars layers steps scenarios classes link constraint icon width height near root'.split(
    ' ',
  ),
);

function outlineNode({ id, kind, name, technology, instances, parking }: ViewNode, keys: Keys): OutlineNode {
  const note = [technology?.label, instances].filter((part) => part !== undefined).join(' ');
  return { key: keys.of(id), kind, name, notes: note === '' ? [] : [note], parking };
}

function dockedNode({ id, kind, name, technology }: Docked, keys: Keys): OutlineNode {
  const isParking = kind === 'dead-letters';
  return { key: keys.of(id), kind: isParking ? 'queue' : kind, name, notes: technology ? [technology.label] : [], parking: isParking };
}

function outlineEdge({ kind, from, to, label, seal, outbox }: ViewEdge, keys: Keys): OutlineEdge {
  const promised = [seal && sealNames[seal], outbox ? sealNames.outbox : undefined].filter((part) => part !== undefined).join(', ');
  const said = [label, promised === '' ? undefined : `(${promised})`].filter((part) => part !== undefined).join(' ');
  return { kind, from: keys.of(from), to: keys.of(to), label: said === '' ? undefined : said };
}

function dockedEdges({ id, docked }: ViewNode, keys: Keys): readonly OutlineEdge[] {
  if (!docked) return [];
  const from = keys.of(id);
  const to = keys.of(docked.id);
  if (docked.kind !== 'dead-letters') return [{ kind: docked.access ?? 'read-write', from, to }];
  return [{ kind: 'dead-letter', from, to }, ...(docked.redrives ? [{ kind: 'redrive' as const, from: to, to: from }] : [])];
}

/** All nodes of an outline. */
export function nodesIn(group: OutlineGroup): readonly OutlineNode[] {
  return [...group.nodes, ...group.groups.flatMap(nodesIn)];
}

/** Text on one line, without characters that no format can show. */
export function plain(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\p{Cs}/gu, '')
    .trim();
}
