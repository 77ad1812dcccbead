/** What the lines and signs of a sequence diagram mean: of those that occur. */
import type { Point } from '../layout/geometry.ts';
import { headAt, sample } from '../svg/edges.ts';
import { type LegendEntry, type LegendItem, legendItems, legendRows } from '../svg/legend-rows.ts';
import { type Pen, tag } from '../svg/write.ts';
import type { SequenceLayout } from './layout.ts';
import { ANSWER_DASH } from './rows.ts';
import type { SequenceStep } from './run.ts';
import { drawBolt, drawCount } from './signs.ts';

interface Entry extends Pick<LegendEntry, 'text' | 'sign'> {
  readonly occurs: (step: SequenceStep) => boolean;
  readonly draw: (at: Point, pen: Pen) => string;
}

const SAMPLE = 36;
const GAP = { sign: 8, entry: 24 } as const;

const isTravelling = ({ from, to, fault }: SequenceStep): boolean => from !== to && fault === undefined;

const entries: readonly Entry[] = [
  {
    text: 'call',
    sign: SAMPLE,
    occurs: (step) => step.kind === 'call' && isTravelling(step),
    draw: ({ x, y }, pen) => sample('call', x, y, SAMPLE, pen),
  },
  {
    text: 'answer, acknowledgement',
    sign: SAMPLE,
    occurs: (step) => (step.kind === 'answer' || step.kind === 'acknowledge') && isTravelling(step),
    draw: ({ x, y }, pen) =>
      tag('path', {
        d: `M${x} ${y}h${SAMPLE - 2}`,
        stroke: pen.paint('deadLetter'),
        'stroke-width': 1.5,
        'stroke-dasharray': ANSWER_DASH,
      }) +
      headAt(
        [
          { x, y },
          { x: x + SAMPLE + 1.5, y },
        ],
        'back',
        'deadLetter',
        pen,
      ),
  },
  {
    text: 'message',
    sign: SAMPLE,
    occurs: (step) => step.kind === 'message' && step.route === undefined && isTravelling(step),
    draw: ({ x, y }, pen) => sample('message', x, y, SAMPLE, pen),
  },
  {
    text: 'subscription',
    sign: SAMPLE,
    occurs: (step) => step.route === 'subscription' && isTravelling(step),
    draw: ({ x, y }, pen) => sample('subscription', x, y, SAMPLE, pen),
  },
  {
    text: 'dead letter',
    sign: SAMPLE,
    occurs: (step) => step.route === 'dead-letter' && isTravelling(step),
    draw: ({ x, y }, pen) => sample('dead-letter', x, y, SAMPLE, pen),
  },
  {
    text: 'read',
    sign: SAMPLE,
    occurs: (step) => step.kind === 'access' && step.reads,
    draw: ({ x, y }, pen) => sample('read', x, y, SAMPLE, pen),
  },
  {
    text: 'effect on a store',
    sign: SAMPLE,
    occurs: (step) => step.kind === 'access' && !step.reads,
    draw: ({ x, y }, pen) => sample('write', x, y, SAMPLE, pen),
  },
  {
    text: 'fault: not of the design’s doing',
    sign: 22,
    occurs: (step) => step.fault !== undefined,
    draw: ({ x, y }, pen) => drawBolt({ x: x + 11, y }, 'background', pen, 0.9),
  },
  {
    text: 'times applied',
    sign: 28,
    occurs: (step) => step.times !== undefined,
    draw: ({ x, y }, pen) => drawCount({ x, y: y - 10, width: 28, height: 20 }, '×1', false, 'background', pen),
  },
];

function entriesOf({ sequence: { steps } }: SequenceLayout): readonly LegendEntry[] {
  return entries.filter(({ occurs }) => steps.some(occurs)).map(({ text, sign, draw }) => ({ text, sign, gap: GAP.sign, draw }));
}

/** @returns what occurs in a run and what it means, for a page that shows the run without its legend. */
export function sequenceLegendItems(layout: SequenceLayout, pen: Pen): readonly LegendItem[] {
  return legendItems(entriesOf(layout), pen);
}

/** @returns the legend of what occurs, from its first row's middle, and its height. */
export function sequenceLegend(layout: SequenceLayout, width: number): ReturnType<typeof legendRows> {
  return legendRows(entriesOf(layout), width, GAP.entry);
}
