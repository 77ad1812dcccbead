/** Which part of a picture a place in the text belongs to. */
import type { Diagram, DiagramNode } from '../../server/protocol.ts';

/** A place in a text, lines and characters counted from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

interface Span {
  readonly start: Place;
  readonly end: Place;
}

/** The identifier of the node or edge whose source holds the place most narrowly, or `null`. Groups count when nothing inside them does. */
export function partAt({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>, uri: string, place: Place): string | null {
  let found: { readonly id: string; readonly range: Span } | undefined;
  const sources = [
    ...nodes.map(({ id, source }) => ({ id, source })),
    ...edges.flatMap((edge) => edge.sources.map((source) => ({ id: edge.id, source }))),
  ];
  for (const { id, source } of sources) {
    if (source.uri !== uri || !holds(source.range, place)) continue;
    if (found === undefined || isNarrower(source.range, found.range)) found = { id, range: source.range };
  }
  return found?.id ?? null;
}

function holds({ start, end }: Span, place: Place): boolean {
  return compare(start, place) <= 0 && compare(place, end) <= 0;
}

function isNarrower(inner: Span, outer: Span): boolean {
  return (
    compare(inner.start, outer.start) >= 0 &&
    compare(inner.end, outer.end) <= 0 &&
    !(compare(inner.start, outer.start) === 0 && compare(inner.end, outer.end) === 0)
  );
}

function compare(one: Place, other: Place): number {
  return one.line - other.line || one.character - other.character;
}

/** Where the text of a part is; `undefined` when the picture has no such part. */
export function sourceOf({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>, id: string): DiagramNode['source'] | undefined {
  return nodes.find((node) => node.id === id)?.source ?? edges.find((edge) => edge.id === id)?.sources[0];
}
