/** Where findings sit in a picture. */
import type { Source } from '../../language/model/source.ts';
import type { Finding, Severity } from '../finding.ts';
import type { ViewFinding } from './graph.ts';

/** A stretch of text that stands for a part of the picture. */
export interface Anchor {
  readonly source: Source;
  readonly id: string;
}

/** Looks up which part of a picture a stretch of text belongs to: the smallest that contains its start. */
export class Anchors {
  readonly #byFile = new Map<string, Anchor[]>();

  constructor(anchors: readonly Anchor[]) {
    for (const anchor of anchors) {
      const list = this.#byFile.get(anchor.source.uri);
      if (list) list.push(anchor);
      else this.#byFile.set(anchor.source.uri, [anchor]);
    }
  }

  find({ uri, offset }: Source): string | undefined {
    let best: Anchor | undefined;
    for (const anchor of this.#byFile.get(uri) ?? []) {
      const { source } = anchor;
      if (source.offset > offset || source.end < offset) continue;
      if (!best || source.end - source.offset < best.source.end - best.source.offset) best = anchor;
    }
    return best?.id;
  }
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };

/** @returns the graver of two severities. */
export function graver(a: Severity, b: Severity): Severity {
  return ranks[a] <= ranks[b] ? a : b;
}

/** @returns findings as they are listed: gravest first, then by place in the text. */
export function placeFindings(findings: readonly Finding[], anchors: Anchors): ViewFinding[] {
  return findings
    .map(({ rule, severity, message, source }) => ({ rule, severity, message, source, on: anchors.find(source) }))
    .sort(
      (a, b) =>
        ranks[a.severity] - ranks[b.severity] ||
        (a.source.uri === b.source.uri ? a.source.offset - b.source.offset : a.source.uri < b.source.uri ? -1 : 1) ||
        (a.rule < b.rule ? -1 : 1),
    );
}

/**
 * Edges that a finding shows to run in a circle: those its places lie on, as far as each begins where another of them ends.
 *
 * @returns the severity to paint behind each edge, by id
 */
export function halosOf(
  findings: readonly Finding[],
  anchors: Anchors,
  edges: ReadonlyMap<string, { readonly from: string; readonly to: string }>,
): ReadonlyMap<string, Severity> {
  const halos = new Map<string, Severity>();
  for (const { severity, source, related } of findings) {
    const ids = new Set(
      [source, ...related.map((each) => each.source)].map((each) => anchors.find(each)).filter((id) => id !== undefined && edges.has(id)),
    );
    const touched = [...ids].flatMap((id) => {
      const edge = id === undefined ? undefined : edges.get(id);
      return edge && id !== undefined ? [{ id, ...edge }] : [];
    });
    for (const { id } of circle(touched)) halos.set(id, graver(severity, halos.get(id) ?? severity));
  }
  return halos;
}

/** Takes away edges that lead nowhere or come from nowhere until only circles are left. */
function circle<T extends { readonly from: string; readonly to: string }>(edges: readonly T[]): readonly T[] {
  const sources = new Set(edges.map(({ from }) => from));
  const targets = new Set(edges.map(({ to }) => to));
  const left = edges.filter(({ from, to }) => targets.has(from) && sources.has(to));
  return left.length === edges.length ? left : circle(left);
}
