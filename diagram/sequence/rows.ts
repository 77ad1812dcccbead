/** Draws the rows of a sequence diagram: lines, labels, signs. */
import { pointAlong } from '../layout/geometry.ts';
import { headAt } from '../svg/edges.ts';
import { roundedPath, trim } from '../svg/paths.ts';
import { tokenOf } from '../svg/silhouettes.ts';
import { escaped, lineWidth, type Pen, tag, textAt } from '../svg/write.ts';
import type { ColourToken } from '../theme.ts';
import type { PlacedRow, PlacedText, SequenceLayout } from './layout.ts';
import { BAND, BAR, FONTS, GUTTER, ROW } from './measures.ts';
import type { SequenceStep } from './run.ts';
import { drawBolt, drawCount, drawCross } from './signs.ts';

/** How a step's line looks. */
interface LineLook {
  readonly colour: ColourToken;
  readonly width: number;
  readonly dash?: string;
  readonly head: 'call' | 'open' | 'read' | 'write' | 'back' | 'small';
  /** How far before its end the line itself stops: inside of the head. */
  readonly stop: number;
}

export const ANSWER_DASH = '2 3.5';
const MESSAGE_DASH = '6 4';

function lookOf(step: SequenceStep): LineLook {
  switch (step.kind) {
    case 'call':
      return { colour: 'call', width: 1.5, head: 'call', stop: 8 };
    case 'message':
      if (step.route === 'dead-letter') return { colour: 'deadLetter', width: 1.5, dash: '0.1 4.5', head: 'small', stop: 2 };
      return { colour: 'message', width: 1.5, dash: MESSAGE_DASH, head: 'open', stop: 2.5 };
    case 'access':
      return step.reads
        ? { colour: 'access', width: 1.1, head: 'read', stop: 1.5 }
        : { colour: 'access', width: 2.1, head: 'write', stop: 9 };
    case 'answer':
    case 'acknowledge':
    case 'event':
      return { colour: 'deadLetter', width: 1.5, dash: ANSWER_DASH, head: 'back', stop: 1.5 };
  }
}

function labelColour(step: SequenceStep): ColourToken {
  if (step.fault !== undefined && step.kind !== 'event') return 'faultText';
  if (step.failed) return 'faultText';
  switch (step.kind) {
    case 'call':
    case 'event':
      return 'ink';
    case 'message':
      return step.route === 'dead-letter' ? 'muted' : 'message';
    case 'access':
      return 'access';
    default:
      return 'muted';
  }
}

/** Draws a row with its number; `data-step` counts from 0. */
export function drawRow(row: PlacedRow, layout: SequenceLayout, pen: Pen): string {
  const { step, index, y } = row;
  const surface: ColourToken = row.struck ? 'faultFill' : 'background';
  const stressed = step.fault !== undefined || step.breaks;
  const number = textAt(
    { x: GUTTER.number, y: y + 4 },
    String(index + 1),
    { font: FONTS.number, colour: stressed ? 'faultText' : 'muted', anchor: 'end' },
    pen,
  );
  const parts = [
    `<title>${escaped(step.text)}</title>`,
    pen.mode === 'editor' ? rowFrame(row, layout) : '',
    number,
    row.at ? eventSign(row, pen) : line(row, pen),
    ...row.labels.map((label) => words(label, labelColour(step), surface, pen)),
    ...row.notes.map((note) => words(note, step.fault === undefined ? 'muted' : 'faultText', surface, pen)),
    step.failed && !row.at && row.labels[0] ? drawCross({ x: row.labels[0].box.x - 9, y: row.labels[0].at.y - 4 }, pen) : '',
    row.faultName ? words(row.faultName, 'faultText', surface, pen) : '',
    row.bolt ? drawBolt(row.bolt, surface, pen) : '',
    row.count ? drawCount(row.count, row.count.text?.text, step.breaks, surface, pen) : '',
  ];
  return tag(
    'g',
    {
      class: `step ${step.kind}${step.fault === undefined ? '' : ' fault'}${step.breaks ? ' breaks' : ''}`,
      'data-step': index,
      role: 'graphics-symbol',
      'aria-label': `Step ${index + 1}: ${step.text}`,
    },
    parts.join(''),
  );
}

/** What a pointer meets, and what frames the present step. */
function rowFrame({ y }: PlacedRow, { width }: SequenceLayout): string {
  return tag('rect', {
    class: 'row',
    x: 2,
    y: y - ROW / 2 + 1,
    width: width - 4,
    height: ROW - 2,
    rx: 7,
    fill: 'none',
    'pointer-events': 'all',
  });
}

function line(row: PlacedRow, pen: Pen): string {
  const { step, lost } = row;
  const look = lookOf(step);
  const subscribed = step.route === 'subscription';
  const colour: ColourToken = step.fault === undefined ? look.colour : 'fault';
  // A read is drawn as what it brings.
  const points = step.reads ? [...row.points].reverse() : row.points;
  const [start] = points;
  const end = points.at(-1);
  if (!start || !end) return '';
  const until = lost && row.bolt ? [start, row.bolt] : points;
  const cut = trim(until, subscribed ? 6.5 : 0, lost ? 14 : look.stop);
  const stroke = pen.paint(colour);
  const path = tag('path', {
    class: 'line',
    d: roundedPath(cut, 6),
    fill: 'none',
    stroke,
    'stroke-width': lineWidth(step.fault === undefined ? look.width : Math.max(look.width, 2), pen),
    'stroke-dasharray': look.dash,
    'stroke-linecap': look.head === 'small' ? 'round' : undefined,
  });
  return path + (subscribed ? ring(points, colour, row.struck, pen) : '') + (lost ? '' : headAt(points, look.head, colour, pen));
}

/** A subscription takes a message from one channel to the next. */
function ring(points: PlacedRow['points'], colour: ColourToken, struck: boolean, pen: Pen): string {
  const { point } = pointAlong(points, 3.5);
  return tag('circle', {
    cx: point.x,
    cy: point.y,
    r: 3,
    fill: pen.paint(struck ? 'faultFill' : 'background'),
    stroke: pen.paint(colour),
    'stroke-width': lineWidth(1.5, pen),
  });
}

/** A small square in the colour of what it happens to; a cross where it fails; where a fault strikes, its bolt stands instead. */
function eventSign({ at, bolt, step }: PlacedRow, pen: Pen): string {
  if (!at || bolt) return '';
  if (step.failed) return drawCross(at, pen);
  return tag('rect', { x: at.x - 3.5, y: at.y - 3.5, width: 7, height: 7, rx: 1.5, fill: pen.paint(tokenOf(step.about)) });
}

/** Text with a border of what lies behind it, so that lifelines do not run through letters. */
function words({ text, at, anchor, font }: PlacedText, colour: ColourToken, surface: ColourToken, pen: Pen): string {
  return tag(
    'text',
    {
      x: at.x,
      y: at.y,
      'font-size': font.size,
      'font-weight': font.weight === 400 ? undefined : font.weight,
      fill: pen.paint(colour),
      stroke: pen.paint(surface),
      'stroke-width': 4,
      'stroke-linejoin': 'round',
      'paint-order': 'stroke',
      'text-anchor': anchor,
    },
    escaped(text),
  );
}

/** Draws what lies behind the rows: the band, lifelines, activation bars. */
export function drawGround(layout: SequenceLayout, pen: Pen): string {
  const { band, columns, lifelines, bars, heads } = layout;
  const tint = band
    ? tag('rect', {
        class: 'band',
        x: band.x,
        y: band.y,
        width: band.width,
        height: band.height,
        rx: BAND.radius,
        fill: pen.paint('faultFill'),
        stroke: pen.theme === 'hc' ? pen.paint('fault') : undefined,
        'stroke-dasharray': pen.theme === 'hc' ? '4 3' : undefined,
      })
    : '';
  const lines = columns.map((x) =>
    tag('path', {
      class: 'lifeline',
      d: `M${Math.round(x * 100) / 100} ${lifelines.top}V${lifelines.bottom}`,
      stroke: pen.paint('deadLetter'),
      'stroke-width': 1,
      'stroke-dasharray': '3 4',
      opacity: pen.theme === 'hc' ? 1 : 0.8,
    }),
  );
  const running = bars.map(({ bar, x, y, width, height }) => {
    const token = tokenOf(heads[bar.column]?.node.kind ?? 'service');
    return tag('rect', {
      class: 'bar',
      'data-rows': `${bar.first} ${bar.last}`,
      x,
      y,
      width,
      height,
      rx: Math.min(3, BAR.half),
      fill: pen.paint(`${token}Fill`),
      stroke: pen.paint(token),
      'stroke-width': pen.theme === 'hc' ? 1.75 : 1.25,
    });
  });
  return tint + lines.join('') + running.join('');
}
