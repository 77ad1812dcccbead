/**
 * Messages that exclude one another: of one run comes the one or the other, because their ways part at the branches of a `when`, or at a join that
 * was completed or was not.
 */
import type { Activity, Design, Effect, Message } from '../../language/model/design.ts';
import { isMessageEffect } from '../../language/model/lookups.ts';
import { defineAnalysis } from '../analyses.ts';
import { reactions } from './reactions.ts';

/** Whether two messages never come of one run. Where nobody in the design sends one of them nothing is known of it, and the answer is no. */
export type Alternatives = (one: Message, other: Message) => boolean;

/** How many steps back the ways of two messages are followed: far enough for any flow that a person can follow. */
const farthest = 12;

export const alternatives = defineAnalysis('alternatives', (design, get): Alternatives => {
  const senders = new Map<Message, Effect[]>();
  for (const effect of design.effects.filter(isMessageEffect)) {
    if (!effect.message) continue;
    const known = senders.get(effect.message);
    if (known) known.push(effect);
    else senders.set(effect.message, [effect]);
  }
  const ways = new Ways(causesOf(design, get(reactions)));
  return (one, other) => {
    const [ones = [], others = []] = [senders.get(one), senders.get(other)];
    return ones.length > 0 && others.length > 0 && ones.every((left) => others.every((right) => ways.exclude(left, right)));
  };
});

/** By activity: the effects that bring it about. */
function causesOf(design: Design, all: ReadonlyMap<string, readonly { readonly effect: Effect; readonly to: Activity }[]>) {
  const causes = new Map<string, Effect[]>();
  const note = (activity: Activity, effect: Effect): void => {
    const known = causes.get(activity.id);
    if (known) known.push(effect);
    else causes.set(activity.id, [effect]);
  };
  for (const list of all.values()) for (const { effect, to } of list) note(to, effect);
  for (const effect of design.effects) if ('callees' in effect) for (const callee of effect.callees) note(callee, effect);
  return causes;
}

class Ways {
  readonly #causes: ReadonlyMap<string, readonly Effect[]>;
  /** What is being asked counts as no, so that a circle ends. */
  readonly #known = new Map<string, boolean>();

  constructor(causes: ReadonlyMap<string, readonly Effect[]>) {
    this.#causes = causes;
  }

  exclude(one: Effect, other: Effect, left = farthest): boolean {
    if (one.activity === other.activity) return apart(one, other);
    const key = `${one.id}\n${other.id}`;
    const known = this.#known.get(key);
    if (known !== undefined || left === 0) return known ?? false;
    this.#known.set(key, false);
    const [first, second] = [this.#before(one), this.#before(other)];
    const answer =
      (second.length > 0 && second.every((effect) => this.exclude(one, effect, left - 1))) ||
      (first.length > 0 && first.every((effect) => this.exclude(effect, other, left - 1)));
    this.#known.set(key, answer);
    return answer;
  }

  #before({ activity }: Effect): readonly Effect[] {
    return this.#causes.get(activity.id) ?? [];
  }
}

function apart(one: Effect, other: Effect): boolean {
  if (one.activity.kind === 'join' && one.part !== other.part) return true;
  if (one.part !== other.part) return isLast(one) || isLast(other);
  return one.blocks.some(
    ({ kind, id, branch }) => kind === 'when' && other.blocks.some((block) => block.id === id && block.branch !== branch),
  );
}

/** The last that a run does: after it nothing can fail any more, so what is done `otherwise` is not done besides. */
function isLast(effect: Effect): boolean {
  const { element } = effect.activity;
  const { step } = effect;
  if (element.kind !== 'orchestrator' || step?.part !== 'body' || effect.part !== 'body') return false;
  const later = element.steps.slice(element.steps.indexOf(step) + 1).filter(({ part }) => part === 'body');
  return later.every(({ effects }) => effects.length > 0 && effects.every((other) => apart(effect, other)));
}
