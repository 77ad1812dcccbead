/** The requirement that a finding's fix writes is one that the design breaks, or it would not be the finding's. */
import assert from 'node:assert/strict';
import { explore } from '../../analysis/explorer/index.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { requireFix } from '../../analysis/fixes/require.ts';
import { checkRequirements } from '../../analysis/requirements.ts';
import { rules } from '../../analysis/rules/index.ts';
import { addressed, designOf, lint } from '../support/design.ts';

/** Text after the fix of the first finding of a rule in a text, and the title. */
async function demanded(rule: string, text: string): Promise<{ readonly title: string; readonly text: string } | undefined> {
  const [finding] = (await lint(text)).filter((one) => one.rule === rule);
  const design = await designOf(text);
  const fix = finding && requireFix(design, finding);
  if (!fix) return undefined;
  const [address] = [...addressed(text).keys()];
  const { texts } = applyFixes(() => text, [fix]);
  return { title: fix.title, text: texts.get(address ?? '') ?? text };
}

describe('the require that a finding asks for', () => {
  let asked = 0;
  for (const { id, examples } of rules) {
    it(`is broken in the wrong design of ${id}, if there is one`, async () => {
      const after = await demanded(id, examples.wrong);
      if (!after) return;
      asked++;
      const design = await designOf(after.text);
      assert.deepEqual(
        design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
        [],
        after.text,
      );
      assert.equal(design.requirements.length, 1, after.text);
      assert.deepEqual(
        checkRequirements(design).map(({ rule }) => rule),
        ['broken-requirement'],
        `${after.title}: ${JSON.stringify(explore(design).unreachable)}`,
      );
      assert.equal(await demanded(id, after.text), undefined, 'It is asked for once.');
    });
  }
  it('is there for most of the rules whose findings are runs', () => assert.ok(asked >= 16, String(asked)));
});
