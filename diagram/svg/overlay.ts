/** What lies over nodes and lines: labels, group titles, seals, badges. */
import { type Box, contains, lengthOf, overlap, type Point, pointAlong, stretches } from '../layout/geometry.ts';
import { measures } from '../layout/measures.ts';
import type { Picture, PlacedEdge, PlacedNode } from '../layout/picture.ts';
import { sealBox, sealsOf } from '../layout/seals.ts';
import { measure } from '../text/measure.ts';
import type { ColourToken } from '../theme.ts';
import { graver } from '../view/badges.ts';
import type { EdgeKind } from '../view/graph.ts';
import { type Badge, badgeWidth, drawBadge, drawSeal } from './signs.ts';
import { type Pen, tag, textAt } from './write.ts';

/** Baseline below the middle of a label. */
const BASELINE = { roomy: 4.14, compact: 3.8 } as const;
/** Between the badge of an edge and its label. */
const BADGE_GAP = 6.5;

/** @returns the badges of a picture, by what carries them. */
export function badgesOf({ view }: Picture): ReadonlyMap<string, Badge> {
  const badges = new Map<string, Badge>();
  for (const { on, severity } of view.findings) {
    if (on === undefined) continue;
    const before = badges.get(on);
    badges.set(on, before ? { severity: graver(before.severity, severity), count: before.count + 1 } : { severity, count: 1 });
  }
  return badges;
}

/** @returns the fill behind a place. */
export function surfaceAt({ groups }: Picture, at: Point): ColourToken {
  return groups.some((group) => contains(group, { ...at, width: 0, height: 0 })) ? 'groupFill' : 'background';
}

/** Where the words of an edge stand, and its badge. */
export interface PlacedLabel {
  readonly edge: PlacedEdge;
  /** Middle of the text, at its baseline. */
  readonly text: Point;
  readonly box: Box;
  readonly badge?: Point;
}

/** @returns places of labels; a badge before a label moves both so that they touch nothing. */
export function labelsOf(picture: Picture, badges: ReadonlyMap<string, Badge>): readonly PlacedLabel[] {
  const { density } = picture.view;
  const { label: font } = measures[density];
  const seals = sealsOf(picture.edges).map(sealBox);
  return picture.edges.flatMap((edge): PlacedLabel[] => {
    if (!edge.label || edge.edge.label === undefined) return [];
    const { x, y, width, height } = edge.label;
    const textWidth = measure(edge.edge.label, font);
    const badge = badges.get(edge.edge.id);
    const middle = y + height / 2;
    if (!badge) {
      const centred = { x: x + (width - textWidth) / 2, y: middle - 7, width: textWidth, height: 14 };
      const box = asideOf(centred, seals, edge, picture);
      return [{ edge, text: { x: box.x + textWidth / 2, y: middle + BASELINE[density] }, box }];
    }
    const all = badgeWidth(badge) + BADGE_GAP + textWidth;
    const starts = [x + (width - all) / 2, x + 4, x + width - 4 - all];
    const free = starts.find((start) => isFree({ x: start, y: middle - 9, width: all, height: 18 }, edge, picture)) ?? starts[0] ?? x;
    return [
      {
        edge,
        text: { x: free + all - textWidth / 2, y: middle + BASELINE[density] },
        box: { x: free, y: middle - 9, width: all, height: 18 },
        badge: { x: free + badgeWidth(badge) / 2, y: middle },
      },
    ];
  });
}

/** Moves a label level out of the way of a seal, if there is room. */
function asideOf(box: Box, seals: readonly Box[], edge: PlacedEdge, picture: Picture): Box {
  const seal = seals.find((each) => overlap(each, box));
  if (!seal) return box;
  const right = { ...box, x: seal.x + seal.width + 4 };
  const left = { ...box, x: seal.x - box.width - 4 };
  const nearer = Math.abs(right.x - box.x) <= Math.abs(left.x - box.x) ? [right, left] : [left, right];
  return nearer.find((each) => isFree(each, edge, picture)) ?? box;
}

function isFree(box: Box, own: PlacedEdge, { nodes, edges }: Picture): boolean {
  if (nodes.some((node) => overlap(node, box))) return false;
  return !edges.some(
    ({ points, label, edge }) =>
      stretches(points).some((stretch) => overlap(stretch, box, edge === own.edge ? 1 : 0)) ||
      (edge !== own.edge && label && overlap(label, box, 2)),
  );
}

/** Draws labels with the badges before them. */
export function drawLabels(picture: Picture, labels: readonly PlacedLabel[], badges: ReadonlyMap<string, Badge>, pen: Pen): string {
  const { label: font } = measures[picture.view.density];
  return labels
    .map(({ edge: { edge }, text, badge: at }) => {
      const colour: ColourToken = colourOf(edge.kind);
      const badge = badges.get(edge.id);
      const words = textAt(text, edge.label ?? '', { font, colour, anchor: 'middle' }, pen);
      const sign = badge && at ? drawBadge(badge, at, surfaceAt(picture, at), pen) : '';
      return tag(
        'g',
        { class: `label${edge.faded ? ' faded' : ''}`, 'data-of': edge.id, opacity: edge.faded ? 0.4 : undefined },
        sign + words,
      );
    })
    .join('');
}

function colourOf(kind: EdgeKind): ColourToken {
  switch (kind) {
    case 'message':
    case 'subscription':
      return 'message';
    case 'call':
      return 'ink';
    default:
      return 'muted';
  }
}

/** Draws the titles of groups. */
export function drawTitles({ groups, view }: Picture, pen: Pen): string {
  const sizes = measures[view.density];
  return groups
    .map(({ group, title, owner }) => {
      if (!title) return '';
      const name = textAt(title, group.title, { font: sizes.groupTitle, colour: 'ink' }, pen);
      const by = owner && group.owner ? textAt(owner, group.owner, { font: sizes.owner, colour: 'muted' }, pen) : '';
      return tag('g', { class: 'group-title', 'data-of': group.id }, name + by);
    })
    .join('');
}

/** Draws seals on their lines. */
export function drawSeals(picture: Picture, pen: Pen): string {
  return sealsOf(picture.edges)
    .map(({ edge: { edge }, seal, at }) =>
      tag(
        'g',
        { class: 'seal', 'data-of': edge.id, opacity: edge.faded ? 0.4 : undefined },
        drawSeal(seal, at, surfaceAt(picture, at), pen),
      ),
    )
    .join('');
}

/** Draws the badges of nodes, docked nodes, groups and of edges without a label. */
export function drawBadges(picture: Picture, badges: ReadonlyMap<string, Badge>, labelled: ReadonlySet<string>, pen: Pen): string {
  const places = new Map<string, Point>();
  for (const node of picture.nodes) {
    places.set(node.node.id, corner(node));
    if (node.docked) places.set(node.docked.docked.id, { x: node.docked.x + node.docked.width - 4, y: node.docked.y });
  }
  for (const group of picture.groups) places.set(group.group.id, { x: group.x + group.width - 18, y: group.y });
  for (const { edge, points } of picture.edges) {
    if (!labelled.has(edge.id)) places.set(edge.id, pointAlong(points, lengthOf(points) / 2).point);
  }
  return [...places]
    .map(([id, at]) => {
      const badge = badges.get(id);
      if (!badge) return '';
      const shifted = { x: at.x - (badgeWidth(badge) - 17) / 2, y: at.y };
      return tag('g', { class: 'badge', 'data-of': id }, drawBadge(badge, shifted, surfaceAt(picture, at), pen));
    })
    .join('');
}

function corner({ x, y, width, node }: PlacedNode): Point {
  if (node.kind === 'actor') return { x: x + width / 2 + 12, y: y + 4 };
  const isRound = node.kind === 'store' || node.kind === 'cache' || node.kind === 'balancer' || node.kind === 'gateway';
  return { x: x + width - (isRound ? 10 : 6), y: isRound ? y + 4 : y };
}
