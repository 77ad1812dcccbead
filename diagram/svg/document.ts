/** The whole picture as an SVG document: bare for the editor, with title, legend and findings for slides. */
import type { Point } from '../layout/geometry.ts';
import { measures } from '../layout/measures.ts';
import type { Picture, PlacedGroup } from '../layout/picture.ts';
import { measure, wrap } from '../text/measure.ts';
import { editorPaint, fixedPaint } from '../theme.ts';
import { describeDock, describeEdge, describeNode } from './describe.ts';
import { drawEdges } from './edges.ts';
import { type ChipRow, drawChips, findingsOf, placeChips } from './foot.ts';
import { MARGIN, type RenderOptions, SUBTITLE_FONT, SUBTITLE_LINE, svgDocument, TITLE_FONT } from './frame.ts';
import { legendOf } from './legend.ts';
import { drawDock, drawNode } from './nodes.ts';
import { badgesOf, drawBadges, drawLabels, drawSeals, drawTitles, labelsOf } from './overlay.ts';
import { GATHERED_DASH } from './silhouettes.ts';
import { num, type Pen, tag, textAt } from './write.ts';

/** Exports are never narrower, so that legend and findings can be read. */
const LEAST_WIDTH = 640;
const LEAST_WIDTH_TWO_COLUMNS = 960;

/** Where the parts of a document stand. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Where the picture's own origin lies. */
  readonly body: Point;
  readonly chips?: ChipRow;
  readonly subtitle: readonly string[];
  /** Height of the line above the legend. */
  readonly rule?: number;
}

/** @returns where the parts of a document stand, for what is drawn and for whoever points at it. */
export function frameOf(picture: Picture, mode: RenderOptions['mode']): Frame {
  const margin = MARGIN[mode];
  const { view } = picture;
  const isExport = mode === 'export';
  const least = !isExport ? 0 : view.findings.length > 3 ? LEAST_WIDTH_TWO_COLUMNS : LEAST_WIDTH;
  const inner = Math.max(picture.width, least, isExport ? Math.ceil(measure(view.title, TITLE_FONT)) : 0);
  const chips = placeChips(picture, inner);
  const content = Math.max(inner, chips ? chips.box.width : 0);
  const subtitle = isExport && view.subtitle ? wrap(view.subtitle, SUBTITLE_FONT, content, 2) : [];
  const top = isExport ? 82 + (subtitle.length > 0 ? 24 + SUBTITLE_LINE * (subtitle.length - 1) : 0) : margin;
  const bodyBottom = top + Math.max(picture.height, chips ? chips.box.y + chips.box.height : 0);
  if (!isExport) return { width: content + 2 * margin, height: bodyBottom + margin, body: { x: margin, y: top }, chips, subtitle };
  const legend = legendOf(picture, content).height;
  const findings = findingsOf(picture, content).height;
  const rule = legend + findings > 0 ? bodyBottom + 30 : undefined;
  const height =
    rule === undefined ? bodyBottom + margin : rule + 12 + legend + (findings > 0 ? 10 + findings : 0) + (findings > 0 ? 18 : 28);
  return { width: content + 2 * margin, height, body: { x: margin, y: top }, chips, subtitle, rule };
}

/**
 * Draws a picture.
 *
 * @returns a complete SVG document without script and without references to anything outside
 */
export function renderSvg(picture: Picture, options: RenderOptions): string {
  const { view } = picture;
  const paint = options.mode === 'editor' ? editorPaint(options.theme) : fixedPaint(options.theme);
  const pen: Pen = { paint, theme: options.theme, density: view.density, mode: options.mode, folds: options.folds };
  const frame = frameOf(picture, options.mode);
  const { width, height } = frame;
  const isExport = options.mode === 'export';
  return svgDocument(
    {
      title: `${view.title}: architecture`,
      description: view.subtitle,
      width,
      height,
      className: view.density,
      parts: [
        isExport ? drawHeading(picture, frame, pen) : '',
        tag(
          'g',
          { class: 'picture', transform: `translate(${num(frame.body.x)} ${num(frame.body.y)})` },
          drawBody(picture, frame.chips, pen),
        ),
        isExport ? drawFoot(picture, frame, pen) : '',
      ],
    },
    options,
    paint,
  );
}

function drawHeading({ view }: Picture, { subtitle }: Frame, pen: Pen): string {
  const x = MARGIN.export;
  return (
    textAt({ x, y: 54 }, view.title, { font: TITLE_FONT, colour: 'ink' }, pen) +
    subtitle
      .map((line, index) => textAt({ x, y: 77 + SUBTITLE_LINE * index }, line, { font: SUBTITLE_FONT, colour: 'muted' }, pen))
      .join('')
  );
}

function drawFoot(picture: Picture, { width, rule }: Frame, pen: Pen): string {
  if (rule === undefined) return '';
  const x = MARGIN.export;
  const content = width - 2 * x;
  const legend = legendOf(picture, content);
  const findings = findingsOf(picture, content);
  return [
    tag('path', { d: `M${num(x)} ${num(rule)}H${num(width - x)}`, stroke: pen.paint('rule'), 'stroke-width': 1 }),
    legend.draw({ x, y: rule + 24 }, pen),
    findings.draw({ x, y: rule + 24 + legend.height + (legend.height > 0 ? 10 : 0) }, pen),
  ].join('\n');
}

function drawBody(picture: Picture, chips: ChipRow | undefined, pen: Pen): string {
  const badges = badgesOf(picture);
  const labels = labelsOf(picture, badges);
  const labelled = new Set(labels.map(({ edge }) => edge.edge.id));
  const names = new Map(picture.nodes.map(({ node }) => [node.id, node.name]));
  const parts = [
    layer(
      'groups',
      outermostFirst(picture)
        .map((group) => drawGroup(group, pen))
        .join(''),
    ),
    layer(
      'edges',
      drawEdges(picture.edges, ({ edge }) => describeEdge(edge, names), pen),
    ),
    layer(
      'nodes',
      picture.nodes
        .map((node) => drawDock(node, describeDock(node, picture), pen) + drawNode(node, describeNode(node.node, picture), pen))
        .join('\n'),
    ),
    layer('labels', drawLabels(picture, labels, badges, pen)),
    layer('titles', drawTitles(picture, pen)),
    layer('seals', drawSeals(picture, pen)),
    layer('badges', drawBadges(picture, badges, labelled, pen)),
    chips ? drawChips(chips, badges, pen) : '',
    picture.nodes.length === 0 && !chips ? emptyNotice(pen) : '',
  ];
  return `\n${parts.filter((part) => part !== '').join('\n')}\n`;
}

/** Groups within groups are drawn over them. */
function outermostFirst({ groups }: Picture): readonly PlacedGroup[] {
  return [...groups].sort((a, b) => b.width * b.height - a.width * a.height || (a.group.id < b.group.id ? -1 : 1));
}

function layer(name: string, content: string): string {
  return content === '' ? '' : tag('g', { class: name }, content);
}

function emptyNotice(pen: Pen): string {
  return textAt({ x: 0, y: 14 }, 'Nothing to draw yet: the design has no elements.', { font: SUBTITLE_FONT, colour: 'muted' }, pen);
}

function drawGroup({ group: { id, title, gathered }, x, y, width, height }: PlacedGroup, pen: Pen): string {
  const outline = tag('rect', {
    class: 'outline',
    x,
    y,
    width,
    height,
    rx: measures[pen.density].groupRadius,
    fill: pen.paint('groupFill'),
    stroke: pen.paint('group'),
    'stroke-width': pen.theme === 'hc' ? 1.5 : undefined,
    'stroke-dasharray': gathered ? GATHERED_DASH : undefined,
  });
  return tag('g', { class: 'group', 'data-id': id, role: 'graphics-symbol', 'aria-label': `${title}, group` }, outline);
}
