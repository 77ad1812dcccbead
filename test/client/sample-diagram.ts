/** A picture of three elements in one group, as the server would send it. */
import type { Diagram, DiagramEdge, DiagramNode } from '../../server/protocol.ts';

type Range = DiagramNode['source']['range'];

export const uri = 'file:///shop.arch';

/** A range from line and character to line and character, counted from 0. */
export function range(startLine: number, startCharacter: number, endLine: number, endCharacter: number): Range {
  return { start: { line: startLine, character: startCharacter }, end: { line: endLine, character: endCharacter } };
}

function node(id: string, kind: string, where: Range, group?: string): DiagramNode {
  const node = { id, name: id, kind, x: columns[id] ?? 0, y: 100, width: 104, height: 52, tags: [], source: { uri, range: where } };
  return group === undefined ? node : { ...node, group };
}

/** Where the nodes stand, from left to right. */
const columns: Readonly<Record<string, number>> = { warehouse: 0, Till: 20, Paid: 200, Books: 400, Alone: 600 };

function edge(id: string, from: string, to: string, kind: string, where: Range): DiagramEdge {
  const [start, end] = [columns[from] ?? 0, columns[to] ?? 0];
  return { id, from, to, kind, x: start + 104, y: 126, width: end - start - 104, height: 0, sources: [{ uri, range: where }] };
}

export const sample: Diagram = {
  uri,
  version: 1,
  title: 'shop',
  svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  width: 800,
  height: 400,
  nodes: [
    node('warehouse', 'group', range(0, 0, 9, 1)),
    node('Till', 'service', range(1, 2, 3, 3), 'warehouse'),
    node('Paid', 'queue', range(4, 2, 4, 30), 'warehouse'),
    node('Books', 'service', range(5, 2, 7, 3)),
    node('Alone', 'service', range(8, 2, 8, 20)),
  ],
  edges: [
    edge('Till->Paid', 'Till', 'Paid', 'message', range(2, 4, 2, 20)),
    {
      ...edge('Paid->Books', 'Paid', 'Books', 'message', range(6, 4, 6, 20)),
      label: 'Paid',
      sources: [range(6, 4, 6, 20), range(5, 10, 5, 14)].map((each) => ({ uri, range: each })),
    },
  ],
  findings: [
    {
      rule: 'missing-dead-letter-queue',
      severity: 'warning',
      message: 'Nothing catches it.',
      on: 'Paid',
      source: { uri, range: range(4, 2, 4, 12) },
    },
  ],
  legend: [
    { text: 'service', sign: '<svg xmlns="http://www.w3.org/2000/svg"/>', width: 33, height: 22 },
    { text: 'message', sign: '<svg xmlns="http://www.w3.org/2000/svg"/>', width: 40, height: 22 },
    { text: 'Messages: at least once, unordered', width: 0, height: 22 },
  ],
};
