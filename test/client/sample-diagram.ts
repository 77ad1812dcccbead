/** A picture of three elements in one group, as the server would send it. */
import type { Diagram, DiagramEdge, DiagramNode } from '../../server/protocol.ts';

type Range = DiagramNode['source']['range'];

export const uri = 'file:///shop.arch';

/** A range from line and character to line and character, counted from 0. */
export function range(startLine: number, startCharacter: number, endLine: number, endCharacter: number): Range {
  return { start: { line: startLine, character: startCharacter }, end: { line: endLine, character: endCharacter } };
}

function node(id: string, kind: string, x: number, where: Range, group?: string): DiagramNode {
  const node = { id, name: id, kind, x, y: 100, width: 104, height: 52, tags: [], source: { uri, range: where } };
  return group === undefined ? node : { ...node, group };
}

function edge(id: string, from: string, to: string, kind: string, where: Range): DiagramEdge {
  return { id, from, to, kind, sources: [{ uri, range: where }] };
}

export const sample: Diagram = {
  uri,
  version: 1,
  title: 'shop',
  svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  width: 800,
  height: 400,
  nodes: [
    node('warehouse', 'group', 0, range(0, 0, 9, 1)),
    node('Till', 'service', 20, range(1, 2, 3, 3), 'warehouse'),
    node('Paid', 'queue', 200, range(4, 2, 4, 30), 'warehouse'),
    node('Books', 'service', 400, range(5, 2, 7, 3)),
    node('Alone', 'service', 600, range(8, 2, 8, 20)),
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
};
