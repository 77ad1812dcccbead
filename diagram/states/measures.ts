/** Sizes of state machines: roomy for a few steps, compact for many. */
import type { Font } from '../text/measure.ts';
import { measure } from '../text/measure.ts';
import { isStep, type Machine, type StateAct, type StateStep, stepsIn } from './machine.ts';

export interface StateMeasures {
  readonly name: Font;
  readonly act: Font;
  readonly limit: Font;
  readonly number: Font;
  /** Baselines from the card's top: its name, its first act; from one act to the next, from the last one to the limit. */
  readonly nameAt: number;
  readonly actAt: number;
  readonly actStep: number;
  readonly limitStep: number;
  /** From the last baseline to the card's lower edge. */
  readonly foot: number;
  readonly padding: number;
  readonly width: number;
  /** Of undos, and of what is done when the run has failed. */
  readonly small: number;
  /** Between two cards. */
  readonly gap: number;
  /** From the start to the first card, from the last one to the end. */
  readonly lead: { readonly start: number; readonly end: number };
}

const roomy: StateMeasures = {
  name: { size: 15, weight: 600 },
  act: { size: 12.5, weight: 400 },
  limit: { size: 11.5, weight: 400 },
  number: { size: 12, weight: 400 },
  nameAt: 30,
  actAt: 53,
  actStep: 20,
  limitStep: 31,
  foot: 20,
  padding: 18,
  width: 208,
  small: 164,
  gap: 122,
  lead: { start: 136, end: 72 },
};

const compact: StateMeasures = {
  name: { size: 13.5, weight: 600 },
  act: { size: 12, weight: 400 },
  limit: { size: 11, weight: 400 },
  number: { size: 11, weight: 400 },
  nameAt: 24,
  actAt: 43,
  actStep: 17,
  limitStep: 22,
  foot: 15,
  padding: 14,
  width: 168,
  small: 164,
  gap: 44,
  lead: { start: 64, end: 52 },
};

/** Small cards: undos, and what is done when the run has failed. */
export const SMALL = {
  name: { size: 13, weight: 600 },
  act: { size: 12, weight: 400 },
  height: 58,
  nameAt: 24,
  actAt: 43,
  padding: 18,
} as const satisfies Record<string, Font | number>;

/** What loops above a card. */
export const RETRY = { font: { size: 11, weight: 400 }, height: 28, loop: 56 } as const;

/** Up to so many steps stand wide apart. */
const ROOMY_STEPS = 4;
/** Cards grow in steps, up to this much more than their least width. */
const STEP = 24;
const MOST_GROWTH = 72;

/** @returns the sizes of a machine's parts; all cards are as wide as the one that needs most. */
export function measuresOf({ run, otherwise }: Machine): StateMeasures {
  const steps = stepsIn(run);
  const sizes = steps.length <= ROOMY_STEPS && run.every(isStep) ? roomy : compact;
  const most = Math.max(0, ...steps.map((step) => widthFor(step, sizes)));
  const growth = Math.min(MOST_GROWTH, Math.ceil(Math.max(0, most - sizes.width) / STEP) * STEP);
  const width = sizes.width + growth;
  // Undos stand half a column after their step: wider than this they would meet the lines that come down.
  const room = width + sizes.gap - 2 * BESIDE_UNDO;
  const small = Math.max(
    0,
    ...steps.flatMap(({ undo }) => (undo ? [smallWidth(undo.name, undo.acts, UNDO_SIGN)] : [])),
    ...stepsIn(otherwise).map(({ name, acts }) => smallWidth(name, acts.slice(0, 1), 0)),
  );
  return { ...sizes, width, small: Math.min(room, Math.max(sizes.small, Math.ceil(small / 4) * 4)) };
}

/** Between an undo and the line of a failure beside it; the room that the sign of an undo takes. */
const BESIDE_UNDO = 22;
const UNDO_SIGN = 20;

function smallWidth(name: string, acts: readonly StateAct[], sign: number): number {
  const words = acts.map(({ text }) => text).join(', ');
  return 2 * SMALL.padding + Math.max(sign + measure(name, SMALL.name), (sign || SIGN.act) + measure(words, SMALL.act));
}

/** Before an act stands its sign, before a limit a clock. */
export const SIGN = { act: 22, limit: 18 } as const;

function widthFor({ name, number, acts, limit, retries }: StateStep, sizes: StateMeasures): number {
  const inside = Math.max(
    measure(name, sizes.name) + (number === undefined ? 0 : 12 + measure(String(number), sizes.number)),
    ...acts.map(({ text }) => SIGN.act + measure(text, sizes.act)),
    limit === undefined ? 0 : SIGN.limit + measure(limit, sizes.limit),
  );
  const above = retries === undefined ? 0 : measure(retries, RETRY.font) + RETRY.loop;
  return Math.max(inside + 2 * sizes.padding, above);
}

/** Acts beyond these are counted. */
export const MOST_ACTS = 3;

/** @returns how high a step's card is. */
export function cardHeight({ acts, limit }: StateStep, sizes: StateMeasures): number {
  const rows = Math.min(MOST_ACTS, Math.max(1, acts.length));
  return sizes.actAt + (rows - 1) * sizes.actStep + (limit === undefined ? 0 : sizes.limitStep) + sizes.foot;
}
