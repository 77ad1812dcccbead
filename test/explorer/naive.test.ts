/** The naive model against what a reader of the specification would say of small designs, and against the rules on designs at random. */
import assert from 'node:assert/strict';
import { defaultConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import type { Design } from '../../language/model/design.ts';
import { designOf, testRoot } from '../support/design.ts';
import { designFromTape, tapeOf } from '../support/judged-designs.ts';
import { textOf } from '../support/random-designs.ts';
import { type Disagreement, disagreements, type Judgement } from './agreement.ts';
import { intendedDifference } from './differences.ts';
import { foundByExplorer, foundNaively } from './naive/comparison.ts';
import { judgedDesigns, withoutPlace } from './naive/designs/all.ts';
import { exploreNaively, NaiveLimit } from './naive/explore.ts';
import { judgementsOf } from './naive/judgements.ts';
import { furtherDesign } from './naive/random.ts';

function judge(design: Design, faults: number, bound: number): readonly Judgement[] | undefined {
  try {
    return judgementsOf(design, exploreNaively(design, { faults, bound }).failures);
  } catch (error) {
    if (error instanceof NaiveLimit) return undefined;
    throw error;
  }
}

function compare(design: Design, bound: number): readonly Disagreement[] | undefined {
  const judgements = judge(design, 1, bound);
  const findings = analyze(design, defaultConfig(testRoot));
  return (
    judgements &&
    disagreements({ design, findings, judgements, atFaults: (faults) => judge(design, faults, 5 ** (faults - 1) * bound) }).filter(
      (one) => !intendedDifference(one, design),
    )
  );
}

function describeAll(found: readonly Disagreement[]): readonly string[] {
  return found.map(({ kind, finding, judgement }) => `${kind}: ${finding ? `${finding.rule}: ${finding.message}` : judgement?.text}`);
}

describe('the naive model', function () {
  this.timeout(240_000);

  // What the explorer says of these is `judged.test.ts`.
  for (const { name, text, breaks, faults = 1 } of judgedDesigns) {
    it(name, async () => {
      const design = await designOf(`system s { ${text} }`);
      const errors = design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name');
      assert.deepEqual(errors, []);
      for (let budget = 1; budget <= faults; budget++) {
        const expected = breaks.filter((line) => Number(line.split(' ').at(-1)) <= budget).map(withoutPlace);
        assert.deepEqual(foundNaively(design, { faults: budget }), expected, `by ${budget}`);
      }
    });
  }

  it('finds the same in every order', async () => {
    let compared = 0;
    for (const { name, text, breaks } of judgedDesigns) {
      const found = foundNaively(await designOf(`system s { ${text} }`), { faults: 1, every: true, bound: 400 });
      if (!found) continue;
      compared++;
      const expected = breaks.filter((line) => Number(line.split(' ').at(-1)) <= 1).map(withoutPlace);
      assert.deepEqual(found, expected, name);
    }
    assert.ok(compared > judgedDesigns.length * 0.4, `${compared} of ${judgedDesigns.length} were small enough`);
  });

  it('finds what the explorer finds in designs at random, by as many faults', async () => {
    let compared = 0;
    for (let seed = 0; seed < 30; seed++) {
      const text = textOf(designFromTape(tapeOf(seed)).declarations);
      const design = await designOf(text);
      const naive = foundNaively(design, { faults: 1, bound: 1500 });
      if (!naive) continue;
      compared++;
      assert.deepEqual(foundByExplorer(design, 1), naive, `design ${seed}:\n${text}`);
    }
    assert.ok(compared > 15, `${compared} were small enough`);
  });

  it('finds what the explorer finds in designs at random with joins, called workflows and requirements', async () => {
    let compared = 0;
    for (let seed = 0; seed < 40; seed++) {
      const text = furtherDesign(seed);
      const design = await designOf(text);
      const naive = foundNaively(design, { faults: 1, bound: 1500 });
      if (!naive) continue;
      compared++;
      assert.deepEqual(foundByExplorer(design, 1), naive, `design ${seed}:\n${text}`);
    }
    assert.ok(compared > 30, `${compared} were small enough`);
  });

  it('differs from the rules only where that is intended', async () => {
    let compared = 0;
    for (let seed = 100; seed < 115; seed++) {
      const text = textOf(designFromTape(tapeOf(seed)).declarations);
      const design = await designOf(text);
      const found = compare(design, 1500);
      if (!found) continue;
      compared++;
      assert.deepEqual(describeAll(found), [], text);
    }
    assert.ok(compared > 8, `${compared} were small enough`);
  });
});
