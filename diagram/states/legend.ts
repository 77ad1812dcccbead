/** What the lines and signs of a state machine mean. */
import type { Point } from '../layout/geometry.ts';
import { headPath } from '../svg/paths.ts';
import { lineWidth, num, outlineWidth, type Pen, tag, textAt } from '../svg/write.ts';
import { measure } from '../text/measure.ts';
import { clock, failureSign } from './draw.ts';
import type { StatesPicture } from './picture.ts';

interface Entry {
  readonly text: string;
  readonly sign: number;
  draw(at: Point, pen: Pen): string;
}

const FONT = { size: 11, weight: 400 } as const;
const ROW = 24;
const GAP = 22;
const AFTER_SIGN = 9;

function entriesOf({ parts, lane }: StatesPicture): readonly Entry[] {
  const cards = parts.filter((part) => part.part === 'card');
  const has = (entry: Entry, occurs: boolean): readonly Entry[] => (occurs ? [entry] : []);
  return [
    { text: 'next step', sign: 35, draw: nextSample },
    ...has(
      { text: 'fails for good, after its retries', sign: 44, draw: failsSample },
      lane !== undefined || parts.some((part) => part.part === 'line' && part.kind === 'fails'),
    ),
    ...has(
      { text: 'retried', sign: 13, draw: retriedSample },
      cards.some(({ step }) => step.retries !== undefined),
    ),
    ...has(
      { text: 'time limit', sign: 12, draw: (at, pen) => clock({ x: at.x + 6, y: at.y }, pen) },
      cards.some(({ step }) => step.limit !== undefined),
    ),
    ...has(
      { text: 'compensation, with its step’s retries', sign: 27, draw: undoSample },
      parts.some(({ part }) => part === 'undo'),
    ),
    ...has(
      { text: 'one of these', sign: 18, draw: choiceSample },
      parts.some((part) => part.part === 'mark' && part.kind === 'choice'),
    ),
    ...has(
      { text: 'side by side', sign: 16, draw: barSample },
      parts.some((part) => part.part === 'mark' && part.kind === 'bar'),
    ),
    ...has(
      { text: 'waits for a message', sign: 14, draw: envelope },
      cards.some(({ step }) => step.kind === 'wait' && step.acts.some(({ kind }) => kind === 'message')),
    ),
  ];
}

function placed(
  picture: StatesPicture,
  width: number,
): { readonly rows: number; readonly places: readonly { entry: Entry; x: number; y: number }[] } {
  const places: { entry: Entry; x: number; y: number }[] = [];
  let x = 0;
  let y = 0;
  for (const entry of entriesOf(picture)) {
    const size = entry.sign + AFTER_SIGN + measure(entry.text, FONT);
    if (x > 0 && x + size > width) {
      x = 0;
      y += ROW;
    }
    places.push({ entry, x, y });
    x += size + GAP;
  }
  return { rows: y / ROW + 1, places };
}

export function statesLegendHeight(picture: StatesPicture, width: number): number {
  return placed(picture, width).rows * ROW;
}

/** Draws the legend from the middle of its first row. */
export function drawStatesLegend(picture: StatesPicture, at: Point, width: number, pen: Pen): string {
  const entries = placed(picture, width).places.map(({ entry, x, y }) => {
    const start = { x: at.x + x, y: at.y + y };
    const words = textAt({ x: start.x + entry.sign + AFTER_SIGN, y: start.y + 4 }, entry.text, { font: FONT, colour: 'muted' }, pen);
    return entry.draw(start, pen) + words;
  });
  return tag('g', { class: 'legend' }, entries.join(''));
}

function nextSample({ x, y }: Point, pen: Pen): string {
  const stroke = pen.paint('call');
  return (
    tag('path', { d: `M${num(x)} ${num(y)}h27`, stroke, 'stroke-width': lineWidth(1.75, pen) }) +
    tag('path', {
      d: headPath({ x: x + 35, y }, { x: 1, y: 0 }, 9, 4, true),
      fill: stroke,
      stroke,
      'stroke-width': 0.8,
      'stroke-linejoin': 'round',
    })
  );
}

function failsSample({ x, y }: Point, pen: Pen): string {
  const stroke = pen.paint('fault');
  return (
    tag('path', { d: `M${num(x + 14)} ${num(y)}h28`, stroke, 'stroke-width': lineWidth(1.6, pen) }) +
    tag('path', {
      d: headPath({ x: x + 43, y }, { x: 1, y: 0 }, 8, 4.4, false),
      fill: 'none',
      stroke,
      'stroke-width': lineWidth(1.6, pen),
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }) +
    failureSign({ x: x + 7, y }, pen)
  );
}

function retriedSample({ x, y }: Point, pen: Pen): string {
  return tag('path', {
    d: `M${num(x + 11.2)} ${num(y - 2.6)}a5.2 5.2 0 1 0 .6 3.6M${num(x + 11.8)} ${num(y - 5.4)}v3.2h-3.2`,
    fill: 'none',
    stroke: pen.paint('orchestrator'),
    'stroke-width': lineWidth(1.4, pen),
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
}

function undoSample({ x, y }: Point, pen: Pen): string {
  return tag('rect', {
    x,
    y: y - 8,
    width: 27,
    height: 16,
    rx: 4,
    fill: 'none',
    stroke: pen.paint('orchestrator'),
    'stroke-width': outlineWidth(1.5, pen),
    'stroke-dasharray': '4 3',
  });
}

function choiceSample({ x, y }: Point, pen: Pen): string {
  return tag('path', {
    d: `M${num(x)} ${num(y)}l9-9 9 9-9 9z`,
    fill: pen.paint('orchestratorFill'),
    stroke: pen.paint('orchestrator'),
    'stroke-width': outlineWidth(1.4, pen),
    'stroke-linejoin': 'round',
  });
}

function barSample({ x, y }: Point, pen: Pen): string {
  const fill = pen.paint('orchestrator');
  return (
    tag('rect', { x, y: y - 8, width: 4, height: 16, rx: 2, fill }) +
    tag('path', {
      d: `M${num(x + 4)} ${num(y - 4)}h12M${num(x + 4)} ${num(y + 4)}h12`,
      stroke: pen.paint('call'),
      'stroke-width': lineWidth(1.5, pen),
    })
  );
}

function envelope({ x, y }: Point, pen: Pen): string {
  return tag('path', {
    d: `M${num(x)} ${num(y - 4.5)}h14v9.5h-14zM${num(x)} ${num(y - 4)}l7 5 7-5`,
    fill: 'none',
    stroke: pen.paint('message'),
    'stroke-width': 1.3,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
}
