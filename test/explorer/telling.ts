/** Runs as text, whole: who acts on whom, what stands on the arrow, the sentence, what is marked, and the place in the text. */
import assert from 'node:assert/strict';
import { type Replay, type RunStep, replay } from '../../analysis/explorer/index.ts';
import type { Design, Source } from '../../language/model/design.ts';

/** A fault that strikes: the sentence of the step in which it does, which is what would have happened without it, what goes wrong, and which time; the first unless said. */
export type Struck = readonly [step: string, fault: string, time?: number];

/**
 * Plays a flow with so many faults, each found by its words among those that may strike.
 * @param strikes in the order in which they do
 */
export function play(
  design: Design,
  flow: string,
  strikes: readonly Struck[] = [],
  { budget = 2, variant = 0 }: { readonly budget?: number; readonly variant?: number | undefined } = {},
): Replay {
  let run: Replay['run'] = { variant, budget, choices: [] };
  let after = -1;
  for (const [step, fault, time = 1] of strikes) {
    const known = whole(replay(design, flow, run));
    const candidates = known.steps.filter(({ text }) => text === step).flatMap((one) => one.strikes);
    const strike = candidates.filter((one) => one.text === fault && one.choice.at > after)[time - 1];
    assert.ok(strike, `Nothing that is called “${fault}” strikes where “${step}”: ${known.steps.map(({ text }) => text).join(' ')}`);
    after = strike.choice.at;
    run = { ...run, choices: [...run.choices, strike.choice] };
  }
  return whole(replay(design, flow, run));
}

function whole(run: Replay | undefined): Replay {
  assert.ok(run, 'no such flow');
  return run;
}

/** @returns a step as a line: `call Shopper > Shop [place] Shopper calls Shop.place.`, with its marks before and its place in the text after it */
export function lineOf(design: Design, step: RunStep): string {
  const { kind, from, to, label, note, text, failed, fault, breaks, times } = step;
  const way = from === to ? nameOf(design, from) : `${nameOf(design, from)} > ${nameOf(design, to)}`;
  const marks = [fault && `!${fault}`, failed && 'failed', breaks && 'breaks', times !== undefined && `×${times}`].filter(Boolean);
  return `${kind} ${way} [${[label, note].filter((part) => part !== undefined).join(' · ')}]${marks.map((mark) => ` ${mark}`).join('')} | ${text}`;
}

/** @returns what of the diagram and of the text a step is about: `Orders>Stats/on Placed from Orders, Stats/on Placed from Orders 2: on Placed from Orders` */
export function lightOf(text: string, { hop, effect, activity, activation, source }: RunStep): string {
  const ids = [hop, effect, activity && `${activity}${activation === undefined ? '' : ` ${activation}`}`];
  return `${ids.map((id) => id?.replaceAll('#1.', '') ?? '-').join(', ')}: ${wordsOf(text, source)}`;
}

/** @returns the words of the text that a source stands for */
export function wordsOf(text: string, { offset, end }: Source): string {
  return text.slice(offset, end);
}

function nameOf({ elements }: Design, id: string): string {
  return elements.find((element) => element.id === id)?.name ?? `no element ${id}`;
}
