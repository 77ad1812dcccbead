import type { Action, Activity, Effect } from '../../../language/model/design.ts';
import type { Source } from '../../../language/model/source.ts';
import { listed, shortText } from '../../names.ts';
import { opposite } from '../aspects.ts';
import { type Bearing, defineChange, now, type Reported } from '../change.ts';
import { activityPairs } from '../pairs.ts';
import { sides, type Version } from '../version.ts';
import { theRun } from '../words.ts';

export const change = defineChange({
  id: 'bodies',
  rank: 9,
  summary: 'How what is done hangs together: in which order, all or none, side by side, under which condition, and how many times.',
  compare: (before, after) =>
    activityPairs(before, after).flatMap(([was, is]) => {
      const [earlier, present] = [itemsOf(before, was), itemsOf(after, is)];
      return [...framed(is, earlier, present), ...reordered(is, earlier, present)];
    }),
});

/** An effect of a body, or a step of a workflow. */
interface Item {
  readonly key: string;
  /** `puts Rows`, `has the step Charge`: with the one who does it before it, a sentence. */
  readonly text: string;
  readonly source: Source;
  /** The blocks around it, outermost first. */
  readonly frames: readonly Frame[];
}

/** A block, as what it means for what stands in it. */
interface Frame {
  readonly kind: 'atomically' | 'parallel' | 'when' | 'each' | 'otherwise';
  /** `all or none`, `only when “express”`: the end of a sentence. */
  readonly text: string;
  /** Two things in one block have the same here. */
  readonly block: Action | undefined;
}

/** What a body holds by key, in its order; what is there several times is told apart by its place. */
function itemsOf(version: Version, { kind, body, otherwise }: Activity): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>();
  const add = (key: string, item: Omit<Item, 'key'>): void => {
    let free = key;
    for (let number = 2; found.has(free); number += 1) free = `${key} (${number})`;
    found.set(free, { key: free, ...item });
  };
  const walk = (actions: readonly Action[], frames: readonly Frame[]): void => {
    for (const action of actions) {
      switch (action.kind) {
        case 'effect':
          add(version.deedKey(action.effect), deed(action.effect, frames));
          break;
        case 'step':
          add(`step ${action.step.name}`, { text: `runs ${action.step.name}`, source: action.step.syntax.head, frames });
          break;
        case 'atomically':
          walk(action.body, [...frames, { kind: 'atomically', text: 'all or none', block: action }]);
          break;
        case 'parallel':
          walk(action.body, [...frames, { kind: 'parallel', text: 'side by side', block: action }]);
          break;
        case 'when': {
          const [first] = action.branches;
          for (const { condition, body: branch } of action.branches) {
            const text = condition === undefined ? `only when not “${first?.condition}”` : `only when “${condition}”`;
            walk(branch, [...frames, { kind: 'when', text, block: action }]);
          }
          break;
        }
        case 'each':
          walk(action.body, [...frames, { kind: 'each', text: eachText(action), block: action }]);
          break;
      }
    }
  };
  walk(body ?? [], []);
  walk(otherwise ?? [], [
    { kind: 'otherwise', text: kind === 'join' ? 'only when not all have come in time' : 'only when the run has failed', block: undefined },
  ]);
  return found;
}

function deed(effect: Effect, frames: readonly Frame[]): Omit<Item, 'key'> {
  return { text: shortText(effect), source: effect.syntax.source, frames };
}

function eachText({ item, atMost, concurrency }: Extract<Action, { kind: 'each' }>): string {
  return [
    `for each ${item}`,
    atMost === undefined ? undefined : `${atMost} at most`,
    concurrency === undefined ? undefined : `${concurrency} at a time`,
  ]
    .filter((word) => word !== undefined)
    .join(', ');
}

// ---------------------------------------------------------------- what stands around it

/** Of what is all or none now, one part can no longer take place without the other. */
function meaning({ kind }: Frame): Bearing {
  return kind === 'atomically' ? 'better' : 'other';
}

function framed(activity: Activity, was: ReadonlyMap<string, Item>, is: ReadonlyMap<string, Item>): readonly Reported[] {
  const moved = sides(was, is).both.flatMap(([earlier, present]) => {
    const [left, entered] = [textsOf(earlier), textsOf(present)];
    const lost = earlier.frames.filter(({ text }) => !entered.includes(text));
    const gained = present.frames.filter(({ text }) => !left.includes(text));
    return lost.length + gained.length === 0 ? [] : [{ present, lost, gained }];
  });
  // What goes into a block together is told of together.
  const together = Map.groupBy(moved, ({ lost, gained }) => JSON.stringify([lost, gained].map((frames) => frames.map(({ text }) => text))));
  return [...together.values()].flatMap((alike): readonly Reported[] => {
    const [first] = alike;
    if (!first) return [];
    const [who, what] = [theRun(activity), listed(alike.map(({ present }) => present.text))];
    const { lost, gained, present } = first;
    const say = (bearing: Bearing, end: string): Reported => now(bearing, `${who} ${what} ${end}.`, present.source);
    const replaced = gained.map((frame) => ({ frame, before: lost.find(({ kind }) => kind === frame.kind) }));
    return [
      ...replaced.map(({ frame, before }) =>
        before ? say('other', `${frame.text} now; it was ${before.text}`) : say(meaning(frame), `${frame.text} now`),
      ),
      ...lost
        .filter((frame) => !replaced.some(({ before }) => before === frame))
        .map((frame) => now(opposite(meaning(frame)), `${who} no longer ${what} ${frame.text}.`, present.source)),
    ];
  });
}

function textsOf({ frames }: Item): readonly string[] {
  return frames.map(({ text }) => text);
}

// ---------------------------------------------------------------- in which order

/** The fewest of those in both versions whose places the others keep are told of, each with one that it has passed. */
function reordered(activity: Activity, was: ReadonlyMap<string, Item>, is: ReadonlyMap<string, Item>): readonly Reported[] {
  const places = new Map([...was.keys()].filter((key) => is.has(key)).map((key, place) => [key, place] as const));
  const present = [...is.values()].flatMap((item) => {
    const place = places.get(item.key);
    return place === undefined ? [] : [{ item, place }];
  });
  const kept = longestRising(present.map(({ place }) => place));
  return present.flatMap(({ item, place }, index): readonly Reported[] => {
    if (kept.has(place)) return [];
    const passed = present.find((other, at) => kept.has(other.place) && at < index !== other.place < place && !areApart(other.item, item));
    if (!passed) return [];
    const side = present.indexOf(passed) < index ? 'after' : 'before';
    return [now('other', `${theRun(activity)} ${item.text} ${side} it ${passed.item.text} now.`, item.source)];
  });
}

/** Whether neither is before the other: they go on side by side, or only one of them takes place. */
function areApart(one: Item, other: Item): boolean {
  const fork = one.frames.findIndex(
    (frame, index) => frame.block !== other.frames[index]?.block || frame.text !== other.frames[index]?.text,
  );
  const shared = fork < 0 ? one.frames.length : fork;
  const [branch, otherBranch] = [one.frames[shared], other.frames[shared]];
  const isFork = branch?.kind === 'when' && branch.block === otherBranch?.block;
  return isFork || one.frames[shared - 1]?.kind === 'parallel';
}

/** @returns the values of the longest rising part of a list, the first such where there are several. */
function longestRising(values: readonly number[]): ReadonlySet<number> {
  const lengths: number[] = [];
  for (const [index, value] of values.entries())
    lengths.push(1 + Math.max(0, ...values.slice(0, index).map((earlier, at) => (earlier < value ? (lengths[at] ?? 0) : 0))));
  const rising = new Set<number>();
  let wanted = Math.max(0, ...lengths);
  let limit = Number.POSITIVE_INFINITY;
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const value = values[index] ?? 0;
    if (lengths[index] !== wanted || value >= limit) continue;
    rising.add(value);
    limit = value;
    wanted -= 1;
  }
  return rising;
}
