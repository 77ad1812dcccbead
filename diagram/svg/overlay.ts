/** What lies over nodes and lines: labels, group titles, seals, badges. */
import { type Box, boxOfPoints, contains, grow, lengthOf, overlap, type Point, pointAlong, stretches } from '../layout/geometry.ts';
import { isFree } from '../layout/labels.ts';
import { measures } from '../layout/measures.ts';
import type { Picture, PlacedEdge, PlacedNode } from '../layout/picture.ts';
import { sealBox, sealsOf } from '../layout/seals.ts';
import { FOLD_ROOM } from '../layout/titles.ts';
import { measure } from '../text/measure.ts';
import type { ColourToken } from '../theme.ts';
import { graver } from '../view/badges.ts';
import type { EdgeKind } from '../view/graph.ts';
import { foldMark } from './folds.ts';
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
function surfaceAt({ groups }: Picture, at: Point): ColourToken {
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
  const taken: Box[] = [];
  return picture.edges.flatMap((edge): PlacedLabel[] => {
    if (!edge.label || edge.edge.label === undefined) return [];
    const { x, y, width, height } = edge.label;
    const textWidth = measure(edge.edge.label, font);
    const badge = badges.get(edge.edge.id);
    const middle = y + height / 2;
    const beside = (): PlacedLabel => {
      const centred = { x: x + (width - textWidth) / 2, y: middle - 7, width: textWidth, height: 14 };
      const box = asideOf(centred, seals, edge, picture);
      return { edge, text: { x: box.x + textWidth / 2, y: middle + BASELINE[density] }, box };
    };
    if (!badge) return [beside()];
    const all = badgeWidth(badge) + BADGE_GAP + textWidth;
    const base = { x: x + (width - all) / 2, y: middle - 9, width: all, height: 18 };
    const box = places(base, edge.label, edge).find(
      (each) =>
        isInside(each, picture) &&
        !straddles(each, picture) &&
        !taken.some((other) => overlap(other, each)) &&
        isFree(each, edge.edge.id, picture),
    );
    if (!box) {
      const alone = beside();
      const place = onLine(
        edge,
        badgeWidth(badge),
        (each) => !overlap(each, alone.box) && !taken.some((other) => overlap(other, each)),
        picture,
      );
      taken.push(place.box);
      return [{ ...alone, badge: place.at }];
    }
    taken.push(box);
    const centre = box.y + 9;
    return [
      {
        edge,
        text: { x: box.x + all - textWidth / 2, y: centre + BASELINE[density] },
        box,
        badge: { x: box.x + badgeWidth(badge) / 2, y: centre },
      },
    ];
  });
}

/** A place on the line itself, for a badge that finds no room before the words: the nearest to the middle where it covers nothing. */
function onLine(
  edge: PlacedEdge,
  width: number,
  isClear: (box: Box) => boolean,
  picture: Picture,
): { readonly at: Point; readonly box: Box } {
  const length = lengthOf(edge.points);
  const places = Array.from({ length: Math.max(1, Math.floor(length / ALONG)) }, (_, index) => {
    const { point } = pointAlong(edge.points, (index + 0.5) * ALONG);
    return {
      at: point,
      box: { x: point.x - width / 2 - 1, y: point.y - 9.5, width: width + 2, height: 19 },
      off: Math.abs((index + 0.5) * ALONG - length / 2),
    };
  }).sort((a, b) => a.off - b.off);
  const others = picture.edges.filter((other) => other !== edge);
  const free = places.filter(
    ({ box }) =>
      isClear(box) &&
      !picture.nodes.some((node) => overlap(node, box) || (node.docked && overlap(node.docked, box))) &&
      !others.some(
        ({ label, points }) => (label && overlap(label, box)) || stretches(points).some((stretch) => overlap(stretch, box, -0.01)),
      ),
  );
  const place = free[0] ?? places.find(({ box }) => isClear(box)) ?? places[0];
  return place ?? { at: edge.points[0] ?? { x: 0, y: 0 }, box: boxOfPoints(edge.points.slice(0, 1)) };
}

/** From one place that is tried to the next. */
const ALONG = 8;

/** How far a label and its badge may slide along their line, nearest first. */
const SLIDES = [0, ...Array.from({ length: 8 }, (_, step) => [-12 * (step + 1), 12 * (step + 1)]).flat()];
/** What slides further than this must still stand beside an upright stretch. */
const NEAR = 48;
/** What a badge pushes out may use of the margin at the right. */
const MARGIN_USED = 16;
/** Kept between a line and what stands beside it. */
const BESIDE = 5;

/** Places for a label with its badge: where the layout put the label, at either end of that room, at either side of an upright line. */
function places(base: Box, room: Box, { points }: PlacedEdge): Box[] {
  const upright = stretches(points).filter((stretch) => stretch.width < 0.01 && overlap(grow(stretch, room.width), room));
  const starts = [
    base.x,
    room.x + 4,
    room.x + room.width - 4 - base.width,
    ...upright.flatMap((stretch) => [stretch.x + BESIDE, stretch.x - BESIDE - base.width]),
  ];
  const isBeside = (y: number): boolean =>
    y === base.y || upright.some((stretch) => y >= stretch.y && y + base.height <= stretch.y + stretch.height);
  return SLIDES.filter((slide) => Math.abs(slide) <= NEAR || isBeside(base.y + slide)).flatMap((slide) =>
    starts.map((start) => ({ ...base, x: start, y: base.y + slide })),
  );
}

/** Whether a box lies on the outline of a group. */
function straddles(box: Box, { groups }: Picture): boolean {
  return groups.some((group) => overlap(group, box) && !contains(group, box));
}

function isInside({ x, y, width, height }: Box, picture: Picture): boolean {
  return x >= 0 && y >= 0 && x + width <= picture.width + MARGIN_USED && y + height <= picture.height;
}

/** Moves a label level out of the way of a seal, if there is room. */
function asideOf(box: Box, seals: readonly Box[], edge: PlacedEdge, picture: Picture): Box {
  const seal = seals.find((each) => overlap(each, box));
  if (!seal) return box;
  const right = { ...box, x: seal.x + seal.width + 4 };
  const left = { ...box, x: seal.x - box.width - 4 };
  const nearer = Math.abs(right.x - box.x) <= Math.abs(left.x - box.x) ? [right, left] : [left, right];
  return nearer.find((each) => isInside(each, picture) && isFree(each, edge.edge.id, picture)) ?? box;
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

/** Middle of the mark before a title, and how far above the baseline the middle of small letters is, of the font's size. */
const MARK_MIDDLE = 5;
const X_HEIGHT = 0.34;

/** Draws the titles of groups, with the marks at which they are closed. */
export function drawTitles({ groups, view }: Picture, pen: Pen): string {
  const sizes = measures[view.density];
  return groups
    .map(({ group, title, owner }) => {
      if (!title || (title.text === '' && !pen.folds)) return '';
      const aside = pen.folds ? FOLD_ROOM : 0;
      const middle = { x: title.x + MARK_MIDDLE, y: title.y - sizes.groupTitle.size * X_HEIGHT };
      const mark = foldMark({ id: group.id, name: group.title, open: true }, middle, pen);
      const at = { x: title.x + aside, y: title.y };
      const name = title.text === '' ? '' : textAt(at, title.text, { font: sizes.groupTitle, colour: 'ink' }, pen);
      const by =
        owner && group.owner ? textAt({ x: owner.x + aside, y: owner.y }, group.owner, { font: sizes.owner, colour: 'muted' }, pen) : '';
      return tag('g', { class: 'group-title', 'data-of': group.id }, mark + name + by);
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
