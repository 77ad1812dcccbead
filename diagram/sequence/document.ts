/** A sequence diagram as an SVG document: bare for the editor, with title, verdict and legend for documents and slides. */
import type { Point } from '../layout/geometry.ts';
import { FONT_FAMILY, fontFaces } from '../svg/frame.ts';
import type { LegendItem } from '../svg/legend-rows.ts';
import { drawNode } from '../svg/nodes.ts';
import { drawBadge } from '../svg/signs.ts';
import { escaped, num, type Pen, tag, textAt } from '../svg/write.ts';
import { measure, wrap } from '../text/measure.ts';
import { editorPaint, fixedPaint, type ThemeName } from '../theme.ts';
import { animationStyle } from './animate.ts';
import { layoutSequence, type SequenceLayout } from './layout.ts';
import { sequenceLegend, sequenceLegendItems } from './legend.ts';
import { FONTS, HEADS_TOP, MARGIN, type SequenceDensity } from './measures.ts';
import { drawGround, drawRow } from './rows.ts';
import type { Sequence } from './run.ts';

export interface SequenceOptions {
  readonly theme: ThemeName;
  /** `editor`: colours from the editor's variables, neither title nor legend. `export`: colours fixed, everything on it. */
  readonly mode: 'editor' | 'export';
  /** `roomy` if not said. */
  readonly density?: SequenceDensity;
  /** Of an export: the steps appear one after another, over and over; all at once where motion is not wanted. */
  readonly animated?: boolean;
  /** Whether an export carries its font. */
  readonly embedFonts?: boolean;
}

/** A drawn run, and where its rows are for whoever makes it live. */
export interface DrawnSequence {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** Everything above can stay in sight while the rows move. */
  readonly headsBottom: number;
  readonly rows: readonly { readonly y: number }[];
  /** Ids of the elements that have a column. */
  readonly elements: readonly string[];
  /** What its lines and signs mean, for a page that shows it without its legend. */
  readonly legend: readonly LegendItem[];
}

/** From the last lifeline's end to the verdict, and from one to the next. */
const VERDICT = { above: 20, below: 20, padding: 16, line: 18, text: 44 } as const;
const SUBTITLE_LINE = 18;
/** Documents are never narrower, so that title and legend can be read. */
const LEAST_WIDTH = 560;

/** Draws a run. @returns a complete document without script and without references to anything outside */
export function renderSequence(sequence: Sequence, options: SequenceOptions): string {
  return drawSequence(sequence, options).svg;
}

/** Draws a run and says where its rows are. */
export function drawSequence(sequence: Sequence, options: SequenceOptions): DrawnSequence {
  const { theme, mode, density = 'roomy' } = options;
  const pen: Pen = { paint: mode === 'editor' ? editorPaint(theme) : fixedPaint(theme), theme, density: 'compact', mode };
  const layout = layoutSequence(sequence, density);
  const isExport = mode === 'export';
  const margin = MARGIN[mode];
  const content = Math.max(layout.width, isExport ? Math.max(LEAST_WIDTH, Math.ceil(measure(sequence.title, FONTS.title))) : 0);
  const subtitle = isExport ? wrap(sequence.subtitle, FONTS.subtitle, content, 3) : [];
  const top = HEADS_TOP[mode] + SUBTITLE_LINE * Math.max(0, subtitle.length - 1);
  const verdict = verdictOf(sequence, content);
  const verdictTop = top + layout.height + VERDICT.above;
  const foot = verdict.height === 0 ? top + layout.height : verdictTop + verdict.height;
  const legend = isExport ? sequenceLegend(layout, content) : undefined;
  const rule = foot + VERDICT.below;
  const height = legend ? rule + 22 + legend.height + 12 : foot + margin;
  const width = content + 2 * margin;
  const body = { x: margin, y: top };
  const parts = [
    isExport ? styleOf(layout, options) : '',
    `<title>${escaped(sequence.title)}</title>`,
    `<desc>${escaped(sequence.subtitle)}</desc>`,
    isExport ? tag('rect', { class: 'background', width, height, fill: pen.paint('background') }) : '',
    isExport ? heading(sequence, subtitle, pen) : '',
    tag('g', { class: 'run', transform: `translate(${num(body.x)} ${num(body.y)})` }, drawBody(layout, options.animated ?? false, pen)),
    verdict.draw({ x: margin, y: verdictTop }, pen),
    legend
      ? tag('path', { d: `M${margin} ${num(rule)}H${num(width - margin)}`, stroke: pen.paint('rule') }) +
        legend.draw({ x: margin, y: rule + 22 }, pen)
      : '',
  ];
  const svg = tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${num(width)} ${num(height)}`,
      width,
      height,
      class: `archlint sequence ${theme} ${density}`,
      'font-family': FONT_FAMILY,
      'font-kerning': 'normal',
      role: isExport ? 'img' : 'graphics-document',
      'aria-label': `${sequence.title}: sequence diagram`,
    },
    `\n${parts.filter((part) => part !== '').join('\n')}\n`,
  );
  return {
    svg,
    width,
    height,
    headsBottom: top + layout.headsBottom,
    rows: layout.rows.map(({ y }) => ({ y: y + top })),
    elements: sequence.participants.map(({ id }) => id),
    legend: sequenceLegendItems(layout, pen),
  };
}

function styleOf(layout: SequenceLayout, { embedFonts, animated }: SequenceOptions): string {
  const rules = [embedFonts === false ? '' : fontFaces(), animated ? animationStyle(layout) : ''].join('');
  return rules === '' ? '' : `<style>${rules}</style>`;
}

function heading({ title }: Sequence, subtitle: readonly string[], pen: Pen): string {
  const x = MARGIN.export;
  const lines = subtitle.map((line, index) =>
    textAt({ x, y: 81 + SUBTITLE_LINE * index }, line, { font: FONTS.subtitle, colour: 'muted' }, pen),
  );
  return textAt({ x, y: 58 }, title, { font: FONTS.title, colour: 'ink' }, pen) + lines.join('');
}

function drawBody(layout: SequenceLayout, animated: boolean, pen: Pen): string {
  const heads = layout.heads.map((head) => {
    const drawn = drawNode({ ...head, mirrored: false }, `${head.node.name}, ${head.node.kind}`, pen);
    return tag('g', { class: 'head', 'data-element': head.node.id }, `<title>${escaped(head.node.name)}</title>${drawn}`);
  });
  const rows = layout.rows.map((row) => drawRow(row, layout, pen));
  const token = animated ? tag('circle', { class: 'token', r: 5, fill: pen.paint('ink'), opacity: 0 }) : '';
  const empty =
    rows.length === 0 ? textAt({ x: 0, y: 90 }, 'Nothing happens in this flow.', { font: FONTS.subtitle, colour: 'muted' }, pen) : '';
  return `\n${[tag('g', { class: 'ground' }, drawGround(layout, pen)), ...heads, ...rows, token, empty].filter((part) => part !== '').join('\n')}\n`;
}

/** The line below the run: which promise broke, how, and what the run takes for granted. */
function verdictOf(
  { verdict, restsOn }: Sequence,
  width: number,
): { readonly height: number; readonly draw: (at: Point, pen: Pen) => string } {
  if (!verdict) return { height: 0, draw: () => '' };
  const titleWidth = measure(verdict.title, FONTS.verdict);
  const room = width - VERDICT.text - VERDICT.padding;
  const inline = titleWidth + 13 + measure(verdict.text, FONTS.told) <= room;
  const told = inline ? [] : wrap(verdict.text, FONTS.told, room, 4);
  const rests = restsOn.length === 0 ? [] : wrap(`It rests on defaults: ${restsOn.join('; ')}.`, FONTS.small, room, 3);
  const height = 46 + VERDICT.line * told.length + (rests.length > 0 ? 15 * rests.length + 1 : 0);
  return {
    height,
    draw: ({ x, y }, pen) => {
      const left = x + VERDICT.text;
      const lines = [
        textAt({ x: left, y: y + 27.5 }, verdict.title, { font: FONTS.verdict, colour: 'errorText' }, pen),
        inline ? textAt({ x: left + titleWidth + 13, y: y + 27.5 }, verdict.text, { font: FONTS.told, colour: 'ink' }, pen) : '',
        ...told.map((line, index) =>
          textAt({ x: left, y: y + 27.5 + VERDICT.line * (index + 1) }, line, { font: FONTS.told, colour: 'ink' }, pen),
        ),
        ...rests.map((line, index) =>
          textAt({ x: left, y: y + 45.5 + VERDICT.line * told.length + 15 * index }, line, { font: FONTS.small, colour: 'muted' }, pen),
        ),
      ];
      const plate = tag('rect', {
        x,
        y,
        width,
        height,
        rx: 10,
        fill: pen.paint('errorFill'),
        stroke: pen.theme === 'hc' ? pen.paint('error') : undefined,
      });
      const badge = drawBadge({ severity: 'error', count: 1 }, { x: x + 24, y: y + 23 }, 'errorFill', pen);
      return tag(
        'g',
        { class: 'verdict', role: 'note', 'aria-label': `${verdict.title}: ${verdict.text}` },
        plate + badge + lines.join(''),
      );
    },
  };
}
