/** Which parts of the architecture picture a run is about: where each step happens, and along which line it goes. */
import type { Diagram, DiagramEdge, DrawnRun, DrawnStep } from '../../../server/protocol.ts';

/** Where a step is in the picture. */
export interface Place {
  /** The nodes at its ends, closed groups in place of what is in them; the same where it happens at one. */
  readonly from: string | null;
  readonly to: string | null;
  /** The line it goes along, and whether against the line's own direction. */
  readonly edge: string | null;
  readonly backward: boolean;
}

type Parts = Pick<Diagram, 'nodes' | 'edges'>;

const families: Readonly<Record<string, readonly string[]>> = {
  call: ['call'],
  answer: ['call'],
  message: ['subscription', 'message', 'dead-letter', 'redrive'],
  acknowledge: ['subscription', 'message', 'redrive', 'dead-letter'],
  access: ['write', 'read-write', 'read', 'uses'],
};

/** Where a step happens. */
export function placeOf(step: DrawnStep, { nodes, edges }: Parts, run: Pick<DrawnRun, 'around'>): Place {
  const shown = new Set(nodes.map(({ id }) => id));
  const nodeOf = (id: string): string | null => [id, ...(run.around[id] ?? [])].find((each) => shown.has(each)) ?? null;
  const from = nodeOf(step.from);
  const to = nodeOf(step.to);
  if (from === null || to === null || from === to) return { from, to, edge: null, backward: false };
  const kinds = families[step.kind] ?? [];
  const ahead = best(edges, kinds, from, to);
  const against = best(edges, kinds, to, from);
  // Answers go back the way that the call came; everything else goes with its line if there is one.
  const returns = step.kind === 'answer' || step.kind === 'acknowledge';
  const [edge, backward] = returns && against ? [against, true] : ahead ? [ahead, false] : [against, true];
  return { from, to, edge: edge?.id ?? null, backward: edge !== undefined && backward };
}

/** The line of the kind that comes first. */
function best(edges: readonly DiagramEdge[], kinds: readonly string[], from: string, to: string): DiagramEdge | undefined {
  const between = edges.filter((edge) => edge.from === from && edge.to === to && kinds.includes(edge.kind));
  return between.sort((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind))[0];
}

/** All parts that a run is about. */
export function litParts(run: DrawnRun, parts: Parts): readonly string[] {
  const lit = new Set<string>();
  for (const step of run.steps) {
    const { from, to, edge } = placeOf(step, parts, run);
    for (const id of [from, to, edge]) if (id !== null) lit.add(id);
  }
  return [...lit];
}
