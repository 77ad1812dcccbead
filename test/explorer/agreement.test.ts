/**
 * Rules and explorer are two answers to one question. Over designs at random they agree: where the rules of a promise are silent no single fault breaks it, where
 * one speaks a run does, and its fix takes the run away. Where they differ, they do so on purpose (differences.ts). `npm run night` compares thousands more.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaultConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import type { Design } from '../../language/model/design.ts';
import { designOf, testRoot } from '../support/design.ts';
import { describeDisagreement, disagreements } from './agreement.ts';
import { compareAt, isTrue } from './comparison.ts';
import { differences, intendedDifference } from './differences.ts';
import { judge } from './explored.ts';

const DESIGNS = 500;
/** How many designs have every fix of theirs applied and looked at again. */
const FIXED = 25;

function answersOf(design: Design) {
  const findings = analyze(design, defaultConfig(testRoot));
  return {
    design,
    findings,
    judgements: judge(design, 1),
    atFaults: (faults: number) => judge(design, faults),
    twiceRound: (faults: number) => judge(design, faults, 2),
  };
}

describe('rules and explorer', function () {
  this.timeout(300_000);

  it(`agree on ${DESIGNS} designs at random`, async () => {
    for (let seed = 0; seed < DESIGNS; seed++) {
      const { text, problems, unintended } = await compareAt(seed);
      assert.deepEqual(problems, [], text);
      assert.deepEqual(unintended.map(describeDisagreement), [], `design ${seed}:\n${text}`);
    }
  });

  it(`agree on what each fix of ${FIXED} designs leaves`, async () => {
    for (let seed = 0; seed < FIXED; seed++) {
      const { text, fixes } = await compareAt(seed, { fixes: true });
      assert.deepEqual(fixes, [], `design ${seed}:\n${text}`);
    }
  });
});

describe('rules and explorer differ on purpose in', () => {
  it('what the page says they do', () => {
    const page = readFileSync(new URL('../../docs/quality.md', import.meta.url), 'utf8');
    const [, listed = ''] = page.split('## Where they differ on purpose');
    const sections = differences.map(({ name, reason, example }) => {
      const title = `### ${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      return `${title}\n\n${reason}\n\n\`\`\`arch\n${example}\`\`\`\n`;
    });
    for (const section of sections) assert.ok(listed.includes(section), `Missing in docs/quality.md:\n\n${section}`);
    assert.equal(listed.split('\n### ').length - 1, sections.length);
  });

  for (const difference of differences) {
    it(difference.name, async () => {
      const design = await designOf(difference.example);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const answers = answersOf(design);
      const found = disagreements(answers);
      assert.ok(found.length > 0, 'They agree.');
      const names = found.map((one) => intendedDifference(one, design)?.name);
      assert.ok(names.includes(difference.name) && !names.includes(undefined), found.map(describeDisagreement).join('\n'));
      for (const one of found) assert.ok(await isTrue(difference, difference.example, one, design), 'Its reason is not the true one.');
    });
  }
});
