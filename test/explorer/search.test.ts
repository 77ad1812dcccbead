/** The search: every run within the budget, each state once, and of each way to break a promise the shortest. */
import assert from 'node:assert/strict';
import { forgetSearches, searchOnce } from '../../analysis/explorer/cache.ts';
import { strikes } from '../../analysis/explorer/faults.ts';
import { Machine } from '../../analysis/explorer/machine.ts';
import { breachKey, bytesPerState, ExplorationCancelled, type SearchLimits, search } from '../../analysis/explorer/search.ts';
import { trace } from '../../analysis/explorer/trace.ts';
import type { Unfolded } from '../../analysis/explorer/unfold.ts';
import { judgedDesigns } from './naive/designs/all.ts';
import { firstOf, unfoldedOf } from './unfolded.ts';

const limits: SearchLimits = { faults: 1, states: 100_000, cancelled: () => false };

const counting = `event E { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
  service P : aws.lambda { serves p { sends E to Q } }  service A : aws.lambda { on E from Q { increments X } }  store X : aws.dynamodb`;

/** Plays the run without a fault, and one for each fault that can strike in it: by what breaks, the fewest faults and steps that it takes. */
function everyRun(unfolded: Unfolded): ReadonlyMap<string, string> {
  const shortest = new Map<string, readonly [faults: number, steps: number]>();
  const play = (run: readonly number[], faults: number): void => {
    const steps = trace(unfolded, run, { toEnd: true, possible: faults === 0 });
    for (const [at, { breaches }] of steps.entries()) {
      for (const breach of breaches) {
        // What is wrong at the end of a run is known when there is no further step.
        const length = breach.blame === 'end' ? at + 2 : at + 1;
        const [fewest, least] = shortest.get(breachKey(breach)) ?? [Number.POSITIVE_INFINITY, 0];
        if (faults < fewest || (faults === fewest && length < least)) shortest.set(breachKey(breach), [faults, length]);
      }
    }
    if (faults > 0) return;
    for (const [at, { possible }] of steps.entries())
      for (const number of possible.keys()) play([...Array.from({ length: at }, () => 0), number + 1], 1);
  };
  play([], 0);
  return new Map([...shortest].map(([key, [faults, steps]]) => [key, `${faults} in ${steps}`]));
}

/**
 * Looks at every state without the search's own means: as texts, those with the fewest faults first, and of these the least deep.
 * @returns how many there are, and by what breaks the fewest faults and steps that it takes
 */
function everyState(unfolded: Unfolded, faults: number): { readonly states: number; readonly broken: ReadonlyMap<string, string> } {
  const machine = new Machine(unfolded);
  const known = new Set<string>();
  const shortest = new Map<string, readonly [faults: number, steps: number]>();
  let used = 0;
  let depth = 0;
  machine.onBreach = (breach) => {
    const [fewest, least] = shortest.get(breachKey(breach)) ?? [Number.POSITIVE_INFINITY, 0];
    if (used < fewest || (used === fewest && depth + 1 < least)) shortest.set(breachKey(breach), [used, depth + 1]);
  };
  let struck: Int32Array[][] = [[new Int32Array(unfolded.layout.words)]];
  for (let layer = 0; layer <= faults; layer++) {
    const byDepth = struck;
    struck = [];
    for (depth = 0; depth < byDepth.length; depth++) {
      for (const words of byDepth[depth] ?? []) {
        if (known.has(words.join())) continue;
        known.add(words.join());
        machine.words = words.slice();
        used = layer;
        const action = machine.next();
        if (!action) {
          machine.end();
          continue;
        }
        const possible = layer < faults ? strikes(machine, action) : [];
        machine.perform(action, undefined);
        byDepth[depth + 1] = [...(byDepth[depth + 1] ?? []), machine.words];
        used = layer + 1;
        for (const fault of possible) {
          machine.words = words.slice();
          machine.perform(action, fault);
          struck[depth + 1] = [...(struck[depth + 1] ?? []), machine.words];
        }
      }
    }
    struck = Array.from(struck, (at) => at ?? []);
  }
  return { states: known.size, broken: new Map([...shortest].map(([key, [by, steps]]) => [key, `${by} in ${steps}`])) };
}

/** What a handler does that always fails, in the end; poison, which comes before that, costs a fault. */
const failing = `event E { key id }  event F { key id }  queue Q : aws.sqs { drops after 1 attempt }  topic T : aws.sns
  service P : aws.lambda { serves p { sends E to Q  when "sometimes" { publishes F to T } } }  service A : aws.lambda { on E from Q { calls W } }
  orchestrator W : aws.stepfunctions { step Hear waits for F from T at most 1d }`;

describe('the search', () => {
  it('finds every state, and what breaks in it, by the fewest faults and then the fewest steps', async () => {
    const some = judgedDesigns.filter((_, at) => at % 4 === 0);
    for (const { name, text } of [...some, { name: 'what always fails', text: failing }]) {
      for (const unfolded of await unfoldedOf(`system s { ${text} }`, 2)) {
        const found = search(unfolded, { ...limits, faults: 2 });
        const shown = [...found.broken].map(([key, { run, faults }]) => [key, `${faults} in ${run.length}`] as const);
        assert.deepEqual({ states: found.states, broken: new Map(shown) }, everyState(unfolded, 2), name);
      }
    }
  });

  it('needs no fault for what one would only bring forward', async () => {
    const [, without] = await unfoldedOf(failing);
    assert.ok(without);
    const lost = [...search(without, limits).broken].find(([key]) => key.startsWith('nothing-lost leg'));
    assert.equal(lost?.[1].faults, 0);
  });

  it('tells breaches apart by all that they speak of', async () => {
    const { program } = await firstOf(
      `service A : aws.lambda { serves go { ${'calls B.o  '.repeat(12)} } }  service B : aws.lambda { serves o { puts X } }  store X : postgres`,
    );
    const of = (activation: number, effect: number): string =>
      breachKey({ promise: 'effect-once', blame: 'handler', activation: program.activations[activation], effect: program.effects[effect] });
    assert.notEqual(of(1, 11), of(11, 1));
  });

  it('finds what playing every run finds, by as few faults and steps', async () => {
    let broken = 0;
    for (const { name, text } of judgedDesigns) {
      for (const unfolded of await unfoldedOf(`system s { ${text} }`)) {
        const found = search(unfolded, limits);
        const shown = [...found.broken].map(([key, { run, faults }]) => [key, `${faults} in ${run.length}`] as const);
        assert.deepEqual(new Map(shown), everyRun(unfolded), name);
        broken += shown.length;
      }
    }
    assert.ok(broken > 60, String(broken));
  });

  it('ends each run that it has found with what it breaks', async () => {
    for (const { name, text, faults = 1 } of judgedDesigns.slice(0, 40)) {
      for (const unfolded of await unfoldedOf(`system s { ${text} }`, faults)) {
        for (const [key, { run, faults: used }] of search(unfolded, { ...limits, faults }).broken) {
          assert.equal(run.filter((choice) => choice > 0).length, used, name);
          const last = trace(unfolded, run).at(-1);
          assert.ok(
            last?.breaches.some((breach) => breachKey(breach) === key),
            name,
          );
        }
      }
    }
  });

  it('looks at every state once', async () => {
    const { states, complete } = search(await firstOf(counting), limits);
    assert.deepEqual([states, complete], [17, true]);
  });

  it('looks at as many as the run has without a fault', async () => {
    const unfolded = await firstOf(counting);
    assert.equal(search(unfolded, { ...limits, faults: 0 }).states, trace(unfolded, [], { toEnd: true }).length + 1);
  });

  it('has room for more than it began with', async () => {
    const calls = Array.from({ length: 300 }, (_, at) => `serves o${at} { puts X }`).join('  ');
    const asked = Array.from({ length: 300 }, (_, at) => `calls B.o${at}`).join('  ');
    const unfolded = await firstOf(
      `service A : aws.lambda { serves go { ${asked} } }  service B : aws.lambda { ${calls} }  store X : postgres`,
    );
    const steps = trace(unfolded, [], { toEnd: true }).length;
    assert.ok(steps > 600);
    assert.equal(search(unfolded, { ...limits, faults: 0 }).states, steps + 1);
  });

  it('stops at the states that it may look at, and says so', async () => {
    const unfolded = await firstOf(counting);
    for (const [states, complete] of [
      [17, false],
      [18, true],
    ] as const)
      assert.equal(search(unfolded, { ...limits, states }).complete, complete);
  });

  it('asks now and then whether to go on', async () => {
    const calls = Array.from({ length: 400 }, () => 'calls B.o').join('  ');
    const unfolded = await firstOf(
      `service A : aws.lambda { serves go { ${calls} } }  service B : aws.lambda { serves o { puts X } }  store X : postgres`,
    );
    let asked = 0;
    search(unfolded, { ...limits, faults: 0, cancelled: () => asked++ < 0 });
    assert.equal(asked, 1);
    assert.throws(() => search(unfolded, { ...limits, cancelled: () => true }), new ExplorationCancelled());
    assert.match(new ExplorationCancelled().message, /cancelled/);
  });

  it('tells how much room a state takes', async () => {
    const unfolded = await firstOf(counting);
    assert.equal(bytesPerState(unfolded), 4 * (unfolded.layout.words + 5));
  });
});

describe('a run that is played again', () => {
  it('ends where its faults do, unless it is to go on', async () => {
    const unfolded = await firstOf(counting);
    assert.equal(trace(unfolded, [0, 0]).length, 2);
    assert.equal(trace(unfolded, [0, 0], { toEnd: true }).length, trace(unfolded, [], { toEnd: true }).length);
  });

  it('tells what could have gone wrong where that is asked, or something has', async () => {
    const unfolded = await firstOf(counting);
    const told = (run: readonly number[], possible: boolean) =>
      trace(unfolded, run, { toEnd: true, possible }).map((step) => step.possible.length > 0);
    const [first] = told([], true).flatMap((could, at) => (could ? at : []));
    assert.ok(first !== undefined);
    assert.deepEqual(told([], false).filter(Boolean), []);
    const struck = [...Array.from({ length: first }, () => 0), 1];
    assert.deepEqual(
      told(struck, false).flatMap((could, at) => (could ? at : [])),
      [first],
    );
  });
});

describe('results of searches', () => {
  beforeEach(forgetSearches);

  it('are kept', async () => {
    const unfolded = await firstOf(counting);
    assert.equal(searchOnce(unfolded, limits), searchOnce(await firstOf(counting), limits));
  });

  it('are not those of other limits', async () => {
    const unfolded = await firstOf(counting);
    const one = searchOnce(unfolded, limits);
    assert.notEqual(searchOnce(unfolded, { ...limits, faults: 0 }), one);
    assert.notEqual(searchOnce(unfolded, { ...limits, states: 7 }), one);
    assert.equal(searchOnce(unfolded, { ...limits, states: 7 }).states, 7);
  });

  it('are forgotten when that is asked', async () => {
    const unfolded = await firstOf(counting);
    const one = searchOnce(unfolded, limits);
    forgetSearches();
    assert.notEqual(searchOnce(unfolded, limits), one);
  });

  it('are a thousand, those that were asked for last', async () => {
    const unfolded = await firstOf(counting);
    const of = (states: number) => searchOnce(unfolded, { ...limits, faults: 0, states });
    const first = of(1);
    const second = of(2);
    for (let states = 3; states <= 1_000; states++) of(states);
    assert.equal(of(1), first);
    of(1_001);
    assert.equal(of(1), first);
    assert.notEqual(of(2), second);
  });
});
