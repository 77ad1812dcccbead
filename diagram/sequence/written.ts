/** What is written in the rows of a sequence diagram, cut and broken, and how wide it is. */
import { type Font, measure, shorten, wrap } from '../text/measure.ts';
import { BOLT, COUNT, CROSS, FONTS, LOCAL, LONGEST_LABEL, LOOP, type SequenceDensity } from './measures.ts';
import type { SequenceStep } from './run.ts';
import { inWords } from './words.ts';

/** The texts of a row, cut and broken. */
export interface Written {
  readonly labels: readonly string[];
  readonly labelFont: Font;
  readonly note: string;
  readonly fault: string;
  /** `×2`, empty for the sign of a broken promise. */
  readonly count?: string;
}

/** Of a row that is not there. */
export const nothing: Written = { labels: [], labelFont: FONTS.label, note: '', fault: '' };

/** Cuts and breaks the texts of a step for its row. */
export function writtenOf(step: SequenceStep, density: SequenceDensity): Written {
  const isLocal = step.from === step.to && step.kind === 'event';
  const isQuiet = step.kind === 'answer' || step.kind === 'acknowledge' || isLocal;
  const labelFont = isQuiet ? FONTS.quiet : FONTS.label;
  const name = step.fault === undefined ? '' : inWords(step.fault);
  return {
    labels: isLocal ? wrap(step.label, labelFont, LOCAL.width[density], LOCAL.lines) : [shorten(step.label, labelFont, LONGEST_LABEL)],
    labelFont,
    note: shorten(step.note ?? '', FONTS.note, LONGEST_LABEL),
    fault: name,
    count: step.times === undefined ? (step.breaks ? '' : undefined) : `×${step.times}`,
  };
}

/** A message, an answer or an acknowledgement that a fault takes away on its way. */
export function isLost({ kind, fault }: SequenceStep): boolean {
  if (fault === undefined) return false;
  return (fault === 'drop' && kind === 'message') || kind === 'answer' || kind === 'acknowledge';
}

/** @returns how wide the badge of a count is. */
export function countWidth(text: string): number {
  return Math.max(COUNT.height, Math.ceil(measure(text, FONTS.count)) + 2 * COUNT.padding);
}

/** How far before its end a line that is lost has its bolt: its name fits between it and what is there. */
export function lostReach({ fault }: Written): number {
  return Math.max(BOLT.half, measure(fault, FONTS.fault) / 2) + 8;
}

/** @returns how wide the widest line of a row's label and note is, the cross of a failure included. */
export function widthOf({ failed }: SequenceStep, { labels, labelFont, note }: Written): number {
  const label = Math.max(0, ...labels.map((line) => measure(line, labelFont)));
  return Math.max(label + (failed ? 2 * CROSS : 0), measure(note, FONTS.note));
}

/** How far beside the bar the text of what happens at one element begins. */
export function indentOf({ kind, fault, failed }: SequenceStep): number {
  if (kind === 'event') return LOCAL.indent + (fault === undefined ? 0 : 2);
  return LOOP.width + (fault === undefined ? 8 : 18) + (failed ? CROSS : 0);
}
