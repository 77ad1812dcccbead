/** What `npm run mutation` would judge by what: every source of the analyses has tests, and they are there. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib.ts';
import { filesOf, judgesOf, parts } from '../../scripts/mutation/judges.ts';

describe('mutation testing', () => {
  for (const part of Object.keys(parts)) {
    it(`judges each file of ${part} by tests that exist`, () => {
      const judged = filesOf(part).map((file) => ({ file, judges: judgesOf(file) }));
      assert.ok(judged.length > 5);
      const alone = judged.filter(({ judges }) => judges.length === 0 || judges.some((judge) => !existsSync(join(root, judge))));
      assert.deepEqual(alone, []);
    });
  }

  it('finds no module that remembers what one mutant made for the next', () => {
    // What is kept for a design or a configuration goes with it. The results of searches are forgotten between mutants (`scripts/mutation/memory.ts`).
    const lasting = /^(?:let \w+\b|(?:export )?const \w+(?:: [^=]+)? = new (?:Map|Set)(?:<.*>)?\(\);)/m;
    const files = Object.keys(parts).flatMap(filesOf);
    const remembering = files.filter((file) => lasting.test(readFileSync(join(root, file), 'utf8')));
    assert.deepEqual(remembering, ['analysis/explorer/cache.ts']);
  });

  it('judges a rule by its own table alone, and a pass by the tables of the rules that use it', () => {
    assert.deepEqual(judgesOf('analysis/rules/event-loop.ts'), ['test/rules/event-loop.test.ts']);
    const judges = judgesOf('analysis/passes/capacities.ts');
    assert.ok(judges.includes('test/rules/backlog-grows.test.ts'), judges.join('\n'));
    assert.ok(!judges.includes('test/rules/event-loop.test.ts'), judges.join('\n'));
  });

  it('judges a fix by its own table, not by those of the rules that offer it', () => {
    const judges = judgesOf('analysis/fixes/require.ts');
    assert.equal(judges[0], 'test/analysis/fixes/require.test.ts');
    assert.ok(!judges.some((judge) => judge.startsWith('test/rules/')), judges.join('\n'));
  });
});
