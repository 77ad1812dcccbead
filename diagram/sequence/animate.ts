/** Makes a sequence diagram tell its run step by step: rows appear in turn, and what travels is seen to. All in style rules, so that it plays as an image too. */
import type { Point } from '../layout/geometry.ts';
import { num } from '../svg/write.ts';
import type { PlacedRow, SequenceLayout } from './layout.ts';

/** Milliseconds: of a step, before the first, and after the last before it begins again. */
const TIME = { step: 900, travel: 450, before: 600, after: 3_500 } as const;
/** How much of a row is seen before its turn. */
const FAINT = 0.1;

/**
 * @param layout the diagram, in whose coordinates the token moves
 * @returns style rules; where less motion is wanted, nothing moves and everything is seen
 */
export function animationStyle({ rows }: SequenceLayout): string {
  if (rows.length === 0) return '';
  const total = TIME.before + TIME.step * rows.length + TIME.after;
  const at = (milliseconds: number): string => `${num((milliseconds / total) * 100)}%`;
  const starts = rows.map((_, index) => TIME.before + TIME.step * index);
  const appear = rows.map(
    (_, index) =>
      `@keyframes s${index}{0%,${at(starts[index] ?? 0)}{opacity:${FAINT}}${at((starts[index] ?? 0) + 160)},100%{opacity:1}}` +
      `.step[data-step="${index}"]{animation-name:s${index}}`,
  );
  const frames = rows.flatMap((row, index) => tokenFrames(row, starts[index] ?? 0, at));
  return [
    '@media (prefers-reduced-motion:no-preference){',
    `.step,.token,.verdict{animation-duration:${total}ms;animation-iteration-count:infinite;animation-timing-function:linear}`,
    ...appear,
    `@keyframes token{0%{opacity:0}${frames.join('')}100%{opacity:0}}.token{animation-name:token}`,
    `@keyframes verdict{0%,${at(TIME.before + TIME.step * rows.length)}{opacity:${FAINT}}${at(TIME.before + TIME.step * rows.length + 160)},100%{opacity:1}}.verdict{animation-name:verdict}`,
    '}',
  ].join('');
}

/** The token waits at the start of a line, travels, and is gone; of what happens at one element there is none. */
function tokenFrames({ points, step, lost, bolt }: PlacedRow, start: number, at: (milliseconds: number) => string): string[] {
  const way = step.reads ? [...points].reverse() : points;
  const [from] = way;
  const to = lost && bolt ? bolt : way.at(-1);
  if (!from || !to) return [];
  const move = ({ x, y }: Point): string => `transform:translate(${num(x)}px,${num(y)}px)`;
  return [
    `${at(start)}{opacity:0;${move(from)}}`,
    `${at(start + 1)}{opacity:1;${move(from)};animation-timing-function:cubic-bezier(.4,0,.2,1)}`,
    `${at(start + TIME.travel)}{opacity:1;${move(to)}}`,
    `${at(start + TIME.travel + 120)}{opacity:0;${move(to)}}`,
  ];
}
