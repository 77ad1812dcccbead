/** What shapes, lines and signs mean: of those that occur in a picture. */
import type { Severity } from '../finding.ts';
import type { Box, Point } from '../layout/geometry.ts';
import type { Picture } from '../layout/picture.ts';
import { sealWidth } from '../layout/seals.ts';
import { editorPaint, type ThemeName } from '../theme.ts';
import type { EdgeKind, NodeKind, Seal, Usual, ViewFinding } from '../view/graph.ts';
import { haloPath, sample } from './edges.ts';
import { type LegendEntry, type LegendItem, legendItems, legendRows } from './legend-rows.ts';
import { parkingTube, tray } from './nodes.ts';
import { BADGE, drawBadge, drawSeal, sealNames, severityColour } from './signs.ts';
import { GATHERED_DASH, silhouette } from './silhouettes.ts';
import { lineWidth, num, type Pen, tag } from './write.ts';

const SAMPLE = 36;
const SIGN_GAP = { line: 8, seal: 6, shape: 7, badge: 6 } as const;
const ENTRY_GAP = 21;

const kindNames: readonly (readonly [EdgeKind, string])[] = [
  ['call', 'call'],
  ['message', 'message'],
  ['subscription', 'subscription'],
  ['read', 'read'],
  ['write', 'write'],
  ['uses', 'remembers'],
  ['dead-letter', 'dead letters'],
  ['redrive', 'put back'],
];

/** What lines and seals mean, of those that occur. */
function entriesOf({ view }: Picture): readonly LegendEntry[] {
  const kinds = new Set<EdgeKind>(view.edges.map(({ kind }) => kind));
  for (const { docked } of view.nodes) {
    if (docked?.kind === 'dead-letters') kinds.add('dead-letter');
    if (docked?.access) kinds.add(docked.access);
  }
  if (kinds.has('read-write')) {
    kinds.add('read');
    kinds.add('write');
  }
  const lines = kindNames
    .filter(([kind]) => kinds.has(kind))
    .map(
      ([kind, text]): LegendEntry => ({
        text,
        sign: SAMPLE,
        gap: SIGN_GAP.line,
        draw: ({ x, y }, pen) => sample(kind, x, y, SAMPLE, pen),
      }),
    );
  const present = new Set<Seal>(
    view.edges.flatMap(({ seal, outbox }) => [...(outbox ? (['outbox'] as const) : []), ...(seal ? [seal] : [])]),
  );
  const seals = (Object.keys(sealNames) as Seal[])
    .filter((seal) => present.has(seal))
    .sort((a, b) => Number(b === 'outbox') - Number(a === 'outbox'))
    .map((seal): LegendEntry => {
      const sign = sealWidth(seal);
      return {
        text: sealNames[seal],
        sign,
        gap: SIGN_GAP.seal,
        draw: ({ x, y }, pen) => drawSeal(seal, { x: x + sign / 2, y }, 'background', pen),
      };
    });
  const made = gatheredEntry(view);
  if (!kinds.has('message') && !kinds.has('subscription')) return [...lines, ...seals, ...made];
  const rest = `${present.size > 0 ? 'Everything else' : 'Messages'}: ${usualWords(view.usual)}`;
  return [...lines, ...seals, { text: rest, sign: 0, gap: 0 }, ...made];
}

const GATHERED = { text: 'not a group of the design, gathered here as there are so many elements', width: 22, height: 14 } as const;

function gatheredEntry({ nodes, groups }: Picture['view']): readonly LegendEntry[] {
  if (![...nodes, ...groups].some(({ gathered }) => gathered)) return [];
  const { text, width, height } = GATHERED;
  const outline = { fill: 'none', rx: 4, 'stroke-dasharray': GATHERED_DASH } as const;
  const draw = ({ x, y }: Point, pen: Pen): string =>
    tag('rect', { x, y: y - height / 2, width, height, ...outline, stroke: pen.paint('external'), 'stroke-width': lineWidth(1.25, pen) });
  return [{ text, sign: width, gap: SIGN_GAP.line, draw }];
}

function usualWords({ delivery, ordering }: Usual): string {
  const order = ordering === 'none' ? 'unordered' : ordering === 'per-key' ? 'in order per key' : 'in order';
  return `${delivery.replaceAll('-', ' ')}, ${order}`;
}

/** @returns the legend of what occurs, from its first row's middle, and its height. */
export function legendOf(picture: Picture, width: number): { readonly height: number; readonly draw: (at: Point, pen: Pen) => string } {
  return legendRows(entriesOf(picture), width, ENTRY_GAP);
}

/** Shapes in the legend are drawn at this scale of themselves. */
const SHAPE_SCALE = 0.62;
const SHAPE = { width: 46, height: 26 } as const;
const FIGURE = { width: 28, height: 33 } as const;

/** The kinds of shapes in their order, with what they are called. */
const shapeNames: readonly (readonly [kind: NodeKind, text: string])[] = [
  ['actor', 'actor'],
  ['gateway', 'gateway'],
  ['balancer', 'balancer'],
  ['service', 'service'],
  ['orchestrator', 'orchestrator'],
  ['queue', 'queue'],
  ['stream', 'stream'],
  ['topic', 'topic'],
  ['bus', 'bus'],
  ['store', 'store'],
  ['cache', 'cache'],
  ['external', 'external system'],
  ['group', 'closed group'],
];

/** A shape by which a kind is known, drawn small. */
function shapeEntry(text: string, { width, height }: { readonly width: number; readonly height: number }, draw: LegendShape): LegendEntry {
  return {
    text,
    sign: width * SHAPE_SCALE,
    gap: SIGN_GAP.shape,
    draw: ({ x, y }, pen) =>
      tag(
        'g',
        { transform: `translate(${num(x)} ${num(y)}) scale(${SHAPE_SCALE})` },
        draw({ x: 0, y: -height / 2, width, height }, { ...pen, density: 'compact' }),
      ),
  };
}

type LegendShape = (box: Box, pen: Pen) => string;

/** What shapes mean, of those that occur. */
function shapesOf({ view: { nodes, density } }: Picture): readonly LegendEntry[] {
  const kinds = new Set<NodeKind>(nodes.filter(({ parking }) => !parking).map(({ kind }) => kind));
  for (const { docked } of nodes) if (docked !== undefined && docked.kind !== 'dead-letters') kinds.add(docked.kind);
  const docksParking = nodes.some(({ docked }) => docked?.kind === 'dead-letters');
  const parks = nodes.some(({ parking }) => parking) || (docksParking && density === 'roomy');
  return [
    ...shapeNames
      .filter(([kind]) => kinds.has(kind))
      .map(([kind, text]) =>
        shapeEntry(text, kind === 'actor' ? FIGURE : SHAPE, (box, pen) =>
          silhouette({ kind }, box, false, { ...pen, density: kind === 'actor' ? 'roomy' : pen.density }),
        ),
      ),
    ...(parks ? [shapeEntry('dead-letter queue', SHAPE, (box, pen) => parkingTube(box, '', 'background', pen))] : []),
    ...(docksParking && density === 'compact'
      ? [shapeEntry('own dead letters', TRAY, (box, pen) => tray(box, 'background', false, pen))]
      : []),
  ];
}

/** A tray with the dotted way into it. */
const TRAY = { width: 14, height: 12 } as const;

/** What the badges of findings mean, of those that occur. */
export function badgeEntries(findings: readonly Pick<ViewFinding, 'on' | 'severity'>[]): readonly LegendEntry[] {
  const on = new Set(findings.flatMap((finding) => (finding.on === undefined ? [] : [finding.severity])));
  return severityNames
    .filter(([severities]) => severities.some((severity) => on.has(severity)))
    .map(([[severity], text]) => ({
      text,
      sign: BADGE,
      gap: SIGN_GAP.badge,
      draw: ({ x, y }, pen) => drawBadge({ severity, count: 1 }, { x: x + BADGE / 2, y }, 'background', pen),
    }));
}

/** The tint behind lines that run in a circle. */
function haloEntry({ view: { edges } }: Picture): readonly LegendEntry[] {
  const { kind, halo } = edges.find((edge) => edge.halo !== undefined) ?? {};
  if (kind === undefined || halo === undefined) return [];
  const draw = ({ x, y }: Point, pen: Pen): string =>
    haloPath(`M${num(x)} ${num(y)}h${SAMPLE}`, severityColour(halo), pen) + sample(kind, x, y, SAMPLE, pen);
  return [{ text: 'runs in a circle', sign: SAMPLE, gap: SIGN_GAP.line, draw }];
}

const severityNames: readonly (readonly [severities: readonly [Severity, ...Severity[]], text: string])[] = [
  [['error'], 'error'],
  [['warning'], 'warning'],
  [['hint', 'info'], 'hint'],
];

/** @returns what occurs in a picture and what it means, for a page that shows the picture without its legend: shapes, lines, seals, findings. */
export function legendItemsOf(picture: Picture, theme: ThemeName): readonly LegendItem[] {
  const pen: Pen = { paint: editorPaint(theme), theme, density: picture.view.density, mode: 'editor' };
  const entries = entriesOf(picture);
  const words = entries.filter(({ draw }) => draw === undefined);
  return legendItems(
    [
      ...shapesOf(picture),
      ...entries.filter(({ draw }) => draw !== undefined),
      ...haloEntry(picture),
      ...badgeEntries(picture.view.findings),
      ...words,
    ],
    pen,
  );
}
