/** Failures that have happened, as designs: the explorer finds each of them, in the shortest way that it can happen. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { explore, replay } from '../../analysis/explorer/index.ts';
import { designOf, lint } from '../support/design.ts';
import { runsOf } from './runs.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/incidents.md', import.meta.url)), 'utf8');
const incidents = [...page.matchAll(/^## (.*)\n\n```arch\n([\s\S]*?)^```\n\n```run\n([\s\S]*?)^```$/gm)].map(
  ([, name = '', text = '', runs = '']) => ({
    name,
    text,
    runs,
  }),
);

describe('docs/incidents.md', () => {
  it('shows a run of every design', () => assert.equal(incidents.length, [...page.matchAll(/^```arch$/gm)].length));

  for (const { name, text, runs } of incidents) {
    it(`${name} is found`, async () => {
      assert.match(runs, /^! /m);
      assert.equal(await runsOf(text), runs);
      assert.ok((await lint(text)).some(({ severity }) => severity !== 'hint'));
    });
  }

  it('a card is charged twice, as it was, where the balances cannot be written', async () => {
    const design = await designOf(incidents[0]?.text ?? '');
    const [flow] = explore(design).flows;
    const happy = replay(design, flow?.name ?? '');
    const writing = happy?.steps.find(({ text }) => text === 'Billing increments Balances.');
    const outage = writing?.strikes.find(({ fault }) => fault === 'outage');
    assert.equal(outage?.text, 'Balances does not respond');
    const run = replay(design, flow?.name ?? '', { variant: 0, budget: 2, choices: outage ? [outage.choice] : [] });
    assert.deepEqual(
      run?.steps.filter(({ failed, times }) => failed || times).map(({ text }) => text),
      [
        'Billing calls Cards.charge.',
        'Balances does not respond: Billing cannot increment Balances.',
        'Billing calls Cards.charge a second time.',
        'Balances does not respond: Billing cannot increment Balances.',
        'Billing calls Cards.charge a second time.',
        'Balances does not respond: Billing cannot increment Balances.',
        'Usage parks Used in its dead letters.',
      ],
    );
    const twice = run?.breaches.find(({ promise }) => promise === 'effect-once');
    assert.equal(run?.steps[twice?.step ?? -1]?.text, 'Billing calls Cards.charge a second time.');
  });
});
