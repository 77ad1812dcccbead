/** What the lines and signs of a state machine mean. */
import type { Point } from '../layout/geometry.ts';
import { badgeEntries } from '../svg/legend.ts';
import { type LegendEntry, type LegendItem, legendItems, legendRows } from '../svg/legend-rows.ts';
import { headPath } from '../svg/paths.ts';
import { lineWidth, num, outlineWidth, type Pen, tag } from '../svg/write.ts';
import { editorPaint, type ThemeName } from '../theme.ts';
import { UNKNOWN_DASH } from './lines.ts';
import type { StatesPicture } from './picture.ts';
import { clock, envelope, failureSign } from './signs.ts';

const GAP = 22;
const AFTER_SIGN = 9;

function entriesOf({ parts, lanes }: StatesPicture): readonly LegendEntry[] {
  const cards = parts.filter((part) => part.part === 'card');
  const entry = (text: string, sign: number, draw: LegendEntry['draw']): LegendEntry => ({ text, sign, gap: AFTER_SIGN, draw });
  const has = (each: LegendEntry, occurs: boolean): readonly LegendEntry[] => (occurs ? [each] : []);
  return [
    entry('next step', 35, nextSample),
    ...has(
      entry('fails for good, after its retries', 44, failsSample),
      lanes.length > 0 || parts.some((part) => part.part === 'line' && part.kind === 'fails'),
    ),
    ...has(
      entry('its outcome is unknown: undone, too', 36, unknownSample),
      parts.some((part) => part.part === 'line' && part.kind === 'unknown'),
    ),
    ...has(
      entry('retried', 13, retriedSample),
      cards.some(({ step }) => step.retries !== undefined),
    ),
    ...has(
      entry('time limit', 12, (at, pen) => clock({ x: at.x + 6, y: at.y }, pen)),
      cards.some(({ step }) => step.limit !== undefined),
    ),
    ...has(
      entry('compensation, with its step’s retries', 27, undoSample),
      parts.some(({ part }) => part === 'undo'),
    ),
    ...has(
      entry('one of these', 18, choiceSample),
      parts.some((part) => part.part === 'mark' && part.kind === 'choice'),
    ),
    ...has(
      entry('side by side', 16, barSample),
      parts.some((part) => part.part === 'mark' && part.kind === 'bar'),
    ),
    ...has(
      entry('waits for a message', 14, envelope),
      cards.some(({ step }) => step.kind === 'wait' && step.acts.some(({ kind }) => kind === 'message')),
    ),
  ];
}

/** @returns the legend of a state machine, from its first row's middle, and its height. */
export function statesLegend(picture: StatesPicture, width: number): ReturnType<typeof legendRows> {
  return legendRows(entriesOf(picture), width, GAP);
}

/** @returns the same for a page that shows the machine without its legend. */
export function statesLegendItems(picture: StatesPicture, theme: ThemeName): readonly LegendItem[] {
  const pen: Pen = { paint: editorPaint(theme), theme, density: 'roomy', mode: 'editor' };
  return legendItems([...entriesOf(picture), ...badgeEntries(picture.machine.findings)], pen);
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
  return failureLine({ x: x + 14, y }, 29, undefined, pen) + failureSign({ x: x + 7, y }, pen);
}

function unknownSample(at: Point, pen: Pen): string {
  return failureLine(at, 35, UNKNOWN_DASH, pen);
}

function failureLine({ x, y }: Point, length: number, dash: string | undefined, pen: Pen): string {
  const stroke = pen.paint('fault');
  const width = lineWidth(1.6, pen);
  return (
    tag('path', { d: `M${num(x)} ${num(y)}h${length - 1}`, stroke, 'stroke-width': width, 'stroke-dasharray': dash }) +
    tag('path', {
      d: headPath({ x: x + length, y }, { x: 1, y: 0 }, 8, 4.4, false),
      fill: 'none',
      stroke,
      'stroke-width': width,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    })
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
