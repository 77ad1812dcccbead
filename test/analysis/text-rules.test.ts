/** The pages of what is no rule of design: their wrong examples are reported, their right ones are not. */
import assert from 'node:assert/strict';
import { parseConfig } from '../../analysis/config.ts';
import { registry } from '../../analysis/engine.ts';
import { textRules } from '../../analysis/text-rules.ts';
import { lint, testRoot } from '../support/design.ts';

/** Why a page has no example. */
const without: Readonly<Record<string, string>> = {
  'unsettled-requirement': 'a flow with more runs than are looked at fills pages',
};

async function reported(id: string, text: string): Promise<readonly string[]> {
  if (id !== 'invalid-configuration') return (await lint(text)).map(({ rule }) => rule);
  return parseConfig(text, `${testRoot}/archlint.json`, testRoot, registry).problems.map(() => id);
}

describe('the examples of rules about the text', () => {
  for (const { id, examples } of textRules.values()) {
    if (!examples) {
      it(`${id} has none, for a reason`, () => assert.ok(id in without));
      continue;
    }
    it(`of ${id} are reported where they are wrong, and not where they are right`, async () => {
      assert.ok((await reported(id, examples.wrong)).includes(id), examples.wrong);
      assert.deepEqual(
        (await reported(id, examples.right)).filter((rule) => textRules.has(rule as typeof id)),
        [],
      );
    });
  }
});
