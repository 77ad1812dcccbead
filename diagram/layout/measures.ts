/** Sizes of everything drawn, roomy and compact, in CSS pixels. */

import { type Font, measure, shownName } from '../text/measure.ts';
import type { Density, Direction, Docked, ViewNode } from '../view/graph.ts';

export interface Measures {
  readonly name: Font;
  readonly technology: Font;
  readonly label: Font;
  readonly groupTitle: Font;
  readonly owner: Font;
  readonly nodeHeight: number;
  /** Of a node without a technology line. */
  readonly plainHeight: number;
  readonly storeExtra: number;
  readonly busExtra: number;
  readonly baseWidth: number;
  readonly tubeWidth: number;
  readonly step: number;
  readonly bend: number;
  readonly groupRadius: number;
  readonly groupPadding: { readonly top: number; readonly side: number; readonly bottom: number };
  /** Added by silhouettes to the padding at both sides. */
  readonly depth: Readonly<Record<ViewNode['kind'], number>>;
}

const SIDE_PADDING = 16;

const roomy: Measures = {
  name: { size: 13, weight: 600 },
  technology: { size: 11, weight: 400 },
  label: { size: 11.5, weight: 500 },
  groupTitle: { size: 12.5, weight: 600 },
  owner: { size: 11, weight: 400 },
  nodeHeight: 52,
  plainHeight: 42,
  storeExtra: 6,
  busExtra: 4,
  baseWidth: 104,
  tubeWidth: 120,
  step: 24,
  bend: 9,
  groupRadius: 14,
  groupPadding: { top: 44, side: 32, bottom: 24 },
  depth: {
    service: 0,
    orchestrator: 26,
    queue: 30,
    stream: 44,
    topic: 24,
    bus: 24,
    store: 0,
    cache: 0,
    balancer: 26,
    gateway: 38,
    actor: 0,
    external: 0,
    group: 8,
  },
};

const compact: Measures = {
  name: { size: 12, weight: 600 },
  technology: { size: 11, weight: 400 },
  label: { size: 10.5, weight: 500 },
  groupTitle: { size: 11.5, weight: 600 },
  owner: { size: 10, weight: 400 },
  nodeHeight: 32,
  plainHeight: 32,
  storeExtra: 6,
  busExtra: 2,
  baseWidth: 84,
  tubeWidth: 104,
  step: 20,
  bend: 7,
  groupRadius: 12,
  groupPadding: { top: 34, side: 14, bottom: 14 },
  depth: {
    service: 0,
    orchestrator: 22,
    queue: 28,
    stream: 38,
    topic: 22,
    bus: 22,
    store: 0,
    cache: 0,
    balancer: 26,
    gateway: 30,
    actor: 0,
    external: 0,
    group: 8,
  },
};

export const measures: Readonly<Record<Density, Measures>> = { roomy, compact };

/** Width of the mark and the space after it, beside the technology (roomy) or the name (compact). */
export const MARK = { roomy: 18, compact: 17 } as const;

/** Between a technology and the number of its instances. */
export const INSTANCES_GAP = 6;

export const PARKING = { height: 26, font: { size: 11, weight: 500 }, padding: 45 } as const satisfies {
  readonly height: number;
  readonly font: Font;
  readonly padding: number;
};

/** Space between a queue and the dead letters below it; between an owner and its store or tray at its side. */
export const DOCK_GAP = { below: 13, beside: 8 } as const;
export const TRAY = { width: 14, height: 12 } as const;

/** A closed group says its name and how much is in it, however dense the picture is. */
const CLOSED_GROUP_HEIGHT = 52;

/** @returns whether what docks at a node stands below it, or else at its right: never where lines come in or go out. */
export function docksBelow(direction: Direction): boolean {
  return direction === 'right' || direction === 'left';
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** @returns the width of a technology line. */
export function technologyWidth(node: Pick<ViewNode, 'technology' | 'instances'>, { technology: font }: Measures): number {
  if (!node.technology) return 0;
  const mark = node.technology.mark === undefined ? 0 : MARK.roomy;
  return (
    mark + measure(shownName(node.technology.label, font), font) + (node.instances ? INSTANCES_GAP + measure(node.instances, font) : 0)
  );
}

/** @returns how large an element is drawn, what docks at it aside. */
export function sizeOf(node: ViewNode, density: Density): Size {
  const sizes = measures[density];
  if (node.parking) return parkingSize(node.name);
  if (node.kind === 'actor') {
    return {
      width: Math.ceil(Math.max(28, measure(shownName(node.name, sizes.name), sizes.name)) + 6),
      height: density === 'roomy' ? 52 : 42,
    };
  }
  const marked = density === 'compact' && node.technology?.mark !== undefined;
  const name = measure(shownName(node.name, sizes.name), sizes.name) + (marked ? MARK.compact : 0);
  const content = density === 'roomy' || node.kind === 'group' ? Math.max(name, technologyWidth(node, sizes)) : name;
  const isTube = node.kind === 'queue' || node.kind === 'stream';
  const width = stepped(content + 2 * SIDE_PADDING + sizes.depth[node.kind], isTube ? sizes.tubeWidth : sizes.baseWidth, sizes.step);
  return { width, height: heightOf(node, sizes) };
}

function heightOf(node: ViewNode, sizes: Measures): number {
  if (node.kind === 'group') return CLOSED_GROUP_HEIGHT;
  const base = node.technology ? sizes.nodeHeight : sizes.plainHeight;
  if (node.kind === 'store' || node.kind === 'cache') return base + sizes.storeExtra;
  return node.kind === 'bus' ? base + sizes.busExtra : base;
}

/** Equal steps keep columns straight. */
function stepped(content: number, base: number, step: number): number {
  return base + Math.max(0, Math.ceil((content - base) / step)) * step;
}

function parkingSize(name: string): Size {
  return { width: Math.ceil((measure(shownName(name, PARKING.font), PARKING.font) + PARKING.padding) / 4) * 4, height: PARKING.height };
}

/** @returns the size of what docks at a node. */
export function dockedSize(docked: Docked, density: Density): Size {
  if (docked.kind === 'dead-letters') return density === 'roomy' ? parkingSize(docked.name) : TRAY;
  const sizes = measures[density];
  const mark = docked.technology?.mark === undefined ? 0 : MARK.compact;
  const width = stepped(measure(shownName(docked.name, sizes.name), sizes.name) + mark + 2 * SIDE_PADDING, sizes.baseWidth, sizes.step);
  return { width, height: sizes.nodeHeight + sizes.storeExtra };
}
