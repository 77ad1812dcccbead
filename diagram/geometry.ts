/** Where everything in a drawn picture is, for whoever makes it live. */
import type { Source } from '../language/model/source.ts';
import type { Severity } from './finding.ts';
import type { Box, Point } from './layout/geometry.ts';
import { boxOfPoints } from './layout/geometry.ts';
import type { Picture } from './layout/picture.ts';
import { frameOf } from './svg/document.ts';
import type { RenderOptions } from './svg/frame.ts';

/** Places in the coordinates of the SVG document that `renderSvg` draws in the same mode. */
export interface PictureGeometry {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly GeometryNode[];
  readonly edges: readonly GeometryEdge[];
  readonly findings: readonly GeometryFinding[];
}

export interface GeometryNode extends Box {
  readonly id: string;
  readonly name: string;
  /** An element's keyword, `group`, or `message` for a chip. */
  readonly kind: string;
  readonly group?: string;
  readonly technology?: string;
  /** Of a closed group: how many elements are in it. */
  readonly elements?: number;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly source: Source;
}

export interface GeometryEdge extends Box {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly label?: string;
  readonly points: readonly Point[];
  readonly sources: readonly Source[];
}

export interface GeometryFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly on?: string;
  readonly source: Source;
}

/** @returns the geometry of a picture as drawn in a mode. */
export function geometryOf(picture: Picture, mode: RenderOptions['mode']): PictureGeometry {
  const { width, height, body, chips } = frameOf(picture, mode);
  const moved = ({ x, y, ...size }: Box): Box => ({ x: x + body.x, y: y + body.y, width: size.width, height: size.height });
  const nodes: GeometryNode[] = [];
  for (const placed of picture.groups) {
    const { id, title, parent, description, source, tags } = placed.group;
    nodes.push({ ...moved(placed), id, name: title, kind: 'group', group: parent, description, tags, source });
  }
  for (const placed of picture.nodes) {
    const { id, name, kind, group, technology, elements, description, source, tags } = placed.node;
    nodes.push({ ...moved(placed), id, name, kind, group, technology: technology?.label, elements, description, tags, source });
    if (!placed.docked) continue;
    const { docked } = placed.docked;
    const dockKind = docked.kind === 'dead-letters' ? 'queue' : docked.kind;
    nodes.push({
      ...moved(placed.docked),
      id: docked.id,
      name: docked.name,
      kind: dockKind,
      group,
      technology: docked.technology?.label,
      description: docked.description,
      tags: docked.tags,
      source: docked.source,
    });
  }
  for (const { chip, ...box } of chips?.chips ?? []) {
    nodes.push({ ...moved(box), id: chip.id, name: chip.name, kind: chip.kind, description: chip.reason, tags: [], source: chip.source });
  }
  const edges = picture.edges.map(({ edge, points }): GeometryEdge => {
    const own = points.map(({ x, y }) => ({ x: x + body.x, y: y + body.y }));
    const { id, from, to, kind, label, sources } = edge;
    return { ...boxOfPoints(own), id, from, to, kind, label, points: own, sources };
  });
  return { title: picture.view.title, width, height, nodes, edges, findings: picture.view.findings };
}
