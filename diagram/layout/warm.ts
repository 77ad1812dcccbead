/** A small graph that has something of everything: whoever starts the engine ahead has it laid out, so that the first picture finds what it needs compiled. */
import type { ViewEdge, ViewGraph, ViewNode } from '../view/graph.ts';
import type { ElkGraph } from './elk.ts';
import { elkGraph, prepare } from './graph.ts';
import { THOROUGHNESS } from './options.ts';

const nowhere = { line: 0, character: 0 } as const;
const source = { uri: '', offset: 0, end: 0, range: { start: nowhere, end: nowhere } } as const;

const PARTS = 3;
const chain = ['gateway', 'service', 'topic', 'queue', 'service', 'store'] as const;

function nodesOf(part: number): readonly ViewNode[] {
  return chain.map((kind, index) => ({
    id: `${part}.${index}`,
    kind,
    name: `Element ${index}`,
    technology: { label: 'Technology' },
    group: String(part),
    parking: false,
    faded: false,
    source,
    tags: [],
    ...(kind === 'queue' && {
      docked: { id: `${part}.dead`, kind: 'dead-letters', name: 'Dead letters', redrives: false, source, tags: [] },
    }),
  }));
}

function edgesOf(part: number): readonly ViewEdge[] {
  const edge = (kind: ViewEdge['kind'], from: string, to: string, label?: string): ViewEdge => {
    return { id: `${kind}:${from}>${to}`, kind, from, to, label, outbox: false, faded: false, sources: [source] };
  };
  const id = (index: number, of = part): string => `${of}.${index}`;
  const next = (part + 1) % PARTS;
  return [
    edge('call', id(0), id(1), 'operation'),
    edge('message', id(1), id(2), 'Message'),
    edge('subscription', id(2), id(3)),
    edge('message', id(3), id(4)),
    edge('read-write', id(4), id(5)),
    edge('write', id(1), id(5)),
    edge('call', id(4), id(1, next), 'operation'),
    edge('message', id(4), id(3, next), 'Message'),
  ];
}

/** @returns the graph, of a compact picture, which is what large designs have. */
export function warmUpGraph(): ElkGraph {
  const parts = Array.from({ length: PARTS }, (_, part) => part);
  const view: ViewGraph = {
    title: '',
    density: 'compact',
    direction: 'down',
    directed: false,
    gathered: new Map(),
    bundled: true,
    nodes: parts.flatMap(nodesOf),
    groups: parts.map((part) => ({ id: String(part), title: 'Group', source, tags: [] })),
    edges: parts.flatMap(edgesOf),
    chips: [],
    usual: { delivery: 'at-least-once', ordering: 'none' },
    findings: [],
  };
  return elkGraph(prepare(view), { seed: 1, placement: 'NETWORK_SIMPLEX', thoroughness: THOROUGHNESS.first });
}
