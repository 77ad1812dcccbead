/** Pictures as clients get them: SVG, geometry and legend, in the words of the protocol. */
import {
  type ExportFormat,
  type GeometryEdge,
  type GeometryNode,
  geometryOf,
  legendItemsOf,
  mediaTypes,
  type Picture,
  type PictureGeometry,
  renderSvg,
} from '../../diagram/index.ts';
import type { Diagram, DiagramEdge, DiagramNode, DiagramTheme, ExportedDiagram, LegendItem } from '../protocol.ts';
import { fileNameOf, locationOf } from './places.ts';

/** What is answered when a picture is exported: a file name made of its title, bytes as base64. */
export function exported(title: string, format: ExportFormat, content: string | Uint8Array, notice: string | undefined): ExportedDiagram {
  return {
    fileName: `${fileNameOf(title, 'picture')}.${format}`,
    mediaType: mediaTypes[format],
    content: typeof content === 'string' ? content : Buffer.from(content).toString('base64'),
    encoding: typeof content === 'string' ? 'text' : 'base64',
    ...(notice !== undefined && { notice }),
  };
}

/**
 * What is answered when an architecture picture is asked for.
 *
 * @param stale why it is not the picture of the text as it stands, if it is not
 */
export function diagramOf(
  uri: string,
  theme: DiagramTheme,
  { picture, version }: { readonly picture: Picture; readonly version: number | null },
  stale: string | undefined,
): Diagram {
  return answerOf(
    uri,
    version,
    renderSvg(picture, { theme, mode: 'editor', folds: true }),
    geometryOf(picture, 'editor'),
    legendItemsOf(picture, theme),
    stale,
  );
}

/** What is answered when a picture of any kind is asked for. */
export function answerOf(
  uri: string,
  version: number | null,
  svg: string,
  geometry: PictureGeometry,
  legend: readonly LegendItem[],
  stale: string | undefined,
): Diagram {
  const { title, width, height, nodes, edges, findings } = geometry;
  return {
    uri,
    version,
    title,
    svg,
    width,
    height,
    nodes: nodes.map(nodeOf),
    edges: edges.map(edgeOf),
    findings: findings.map(({ source, ...finding }) => ({ ...finding, source: locationOf(source) })),
    legend,
    ...(stale !== undefined && { stale }),
  };
}

/** How far the nodes of two pictures moved, in the median; undefined if they did not. */
export function movedSince(before: Picture, after: Picture): Diagram['moved'] {
  if (before.structure === after.structure) return undefined;
  const places = new Map(before.nodes.map((node) => [node.node.id, node]));
  const moves = after.nodes.flatMap(({ node, x, y }) => {
    const old = places.get(node.id);
    return old ? [{ x: x - old.x, y: y - old.y }] : [];
  });
  const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const moved = { x: middle(moves.map(({ x }) => x)), y: middle(moves.map(({ y }) => y)) };
  return moved.x === 0 && moved.y === 0 ? undefined : moved;
}

function nodeOf({
  id,
  name,
  kind,
  group,
  elements,
  tags,
  x,
  y,
  width,
  height,
  technology,
  description,
  source,
}: GeometryNode): DiagramNode {
  const said = [technology, description].filter((part) => part !== undefined).join('. ');
  const place = { x, y, width, height };
  return {
    id,
    name,
    kind,
    group,
    elements,
    technology,
    tags,
    ...place,
    ...(said !== '' && { description: said }),
    source: locationOf(source),
  };
}

function edgeOf({ id, from, to, kind, label, x, y, width, height, sources }: GeometryEdge): DiagramEdge {
  return { id, from, to, kind, label, x, y, width, height, sources: sources.map(locationOf) };
}
