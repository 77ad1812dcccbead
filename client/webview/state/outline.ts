/** The picture as a list that one can walk through without seeing it: groups, elements in them, and the relations of each. */
import type { Diagram, DiagramNode } from '../../../server/protocol.ts';
import { isClosedGroup } from './folding.ts';

/** A line of the outline. */
export interface Row {
  /** Unlike any other line's: a relation is listed at both of its ends. */
  readonly key: string;
  /** The part of the picture. */
  readonly id: string;
  /** How deep it is, from 1. */
  readonly level: number;
  /** The line that holds this one, or of a closed group's relation the group's: where one goes back to. */
  readonly parent?: string;
  /** Of a group, whether it is open in the picture; of an element, whether its relations are shown. `undefined` if it has none. */
  readonly open?: boolean;
  /** Of a relation: the element at its other end. */
  readonly leadsTo?: string;
}

/**
 * The lines that show. A group's are those of its members, as long as it is open in the picture; the relations of a closed one follow it.
 * @param opened elements whose relations show
 */
export function outlineOf({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>, opened: ReadonlySet<string>): readonly Row[] {
  const known = new Set(nodes.map(({ id }) => id));
  const inReadingOrder = nodes.toSorted((one, other) => one.y - other.y || one.x - other.x);
  const members = Map.groupBy(inReadingOrder, ({ group }) => (group !== undefined && known.has(group) ? group : ''));
  const ways = new Map<string, { readonly edge: string; readonly other: string }[]>();
  for (const { id, from, to } of edges) {
    for (const [end, other] of from === to
      ? [[from, to] as const]
      : ([
          [from, to],
          [to, from],
        ] as const))
      ways.set(end, [...(ways.get(end) ?? []), { edge: id, other }]);
  }
  const rows: Row[] = [];
  const add = (node: DiagramNode, level: number, parent: string | undefined): void => {
    const inside = members.get(node.id) ?? [];
    const relations = (ways.get(node.id) ?? []).map(({ edge, other }) => ({
      key: `${node.id} ${edge}`,
      id: edge,
      parent: node.id,
      leadsTo: other,
    }));
    if (node.kind === 'group') {
      rows.push({ key: node.id, id: node.id, level, parent, open: !isClosedGroup(node) });
      for (const relation of relations) rows.push({ ...relation, level: isClosedGroup(node) ? level : level + 1 });
    } else {
      rows.push({ key: node.id, id: node.id, level, parent, open: relations.length === 0 ? undefined : opened.has(node.id) });
      if (opened.has(node.id)) for (const relation of relations) rows.push({ ...relation, level: level + 1 });
    }
    for (const member of inside) add(member, level + 1, node.id);
  };
  for (const node of members.get('') ?? []) add(node, 1, undefined);
  return rows;
}
