/** The search: every run within the budget, each state once, and of each way to break a promise the shortest. */
import assert from 'node:assert/strict';
import { forgetSearches, searchOnce } from '../../analysis/explorer/cache.ts';
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

describe('the search', () => {
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
    assert.throws(() => search(unfolded, { ...limits, cancelled: () => true }), ExplorationCancelled);
  });

  it('tells how much room a state takes', async () => {
    const unfolded = await firstOf(counting);
    assert.equal(bytesPerState(unfolded), 4 * (unfolded.layout.words + 5));
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
