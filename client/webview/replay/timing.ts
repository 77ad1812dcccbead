/** How long things take in a replay, in milliseconds at normal speed. */
import type { Speed } from './state.ts';

export const travelTime = 450;
export const restTime = 350;
/** The bolt of a fault is there before what it does. */
export const boltLead = 120;
export const easing = 'cubic-bezier(.4, 0, .2, 1)';

/** How long a step is shown before the next one: longer where there is more to read. */
export function stepTime(text: string, speed: Speed): number {
  const reading = Math.max(0, text.length - 60) * 14;
  return (travelTime + restTime + reading) / speed;
}

/** Points along a way, evenly spaced, for an animation between them. */
export function pointsAlong(
  way: { getTotalLength(): number; getPointAtLength(at: number): { readonly x: number; readonly y: number } },
  backward: boolean,
  until = 1,
): readonly { readonly x: number; readonly y: number }[] {
  const length = way.getTotalLength();
  const count = Math.max(2, Math.min(60, Math.ceil(length / 12)));
  return Array.from({ length: count + 1 }, (_, index) => {
    const share = (index / count) * until;
    const { x, y } = way.getPointAtLength((backward ? 1 - share : share) * length);
    return { x, y };
  });
}
