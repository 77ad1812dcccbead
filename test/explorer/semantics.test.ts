/** docs/semantics.md is true: each of its designs breaks as the page says, step by step, and in no other way. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lint } from '../support/design.ts';
import { runsOf } from './runs.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/semantics.md', import.meta.url)), 'utf8');

describe('docs/semantics.md', () => {
  const examples = [...page.matchAll(/^```arch\n([\s\S]*?)^```\n\n```run\n([\s\S]*?)^```$/gm)];

  it('has an example of each fault and promise', () => {
    assert.equal(examples.length, [...page.matchAll(/^```arch$/gm)].length);
    const shown = examples.map((match) => match[2]).join('');
    for (const fault of [
      'crash',
      'duplicate',
      'lost-reply',
      'poison',
      'drop',
      'reorder',
      'instance-loss',
      'scale-out',
      'outage',
      'stale-read',
    ])
      assert.match(shown, new RegExp(`by ${fault}`));
    for (const promise of [
      'effect-once',
      'nothing-lost',
      'nothing-blocked',
      'all-or-nothing',
      'in-order',
      'state-kept',
      'read-your-writes',
      'comes-to-rest',
      'requirement',
    ])
      assert.match(shown, new RegExp(`^${promise}`, 'm'));
  });

  for (const match of examples) {
    const line = page.slice(0, match.index).split('\n').length + 1;
    it(`the design at line ${line} breaks as it says`, async () => {
      const text = match[1] ?? '';
      const broken = (await lint(text)).filter(({ rule }) => rule.endsWith('-name') || rule === 'syntax-error');
      assert.deepEqual(broken, []);
      assert.equal(await runsOf(text), match[2]);
    });
  }
});
