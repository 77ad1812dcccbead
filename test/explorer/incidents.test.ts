/** Failures that have happened, as designs: the explorer finds each of them, in the shortest way that it can happen. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { explore, replay } from '../../analysis/explorer/index.ts';
import { designOf, lint } from '../support/design.ts';
import { runsOf } from './runs.ts';

function incident(name: string): string {
  return readFileSync(new URL(`./incidents/${name}.arch`, import.meta.url), 'utf8');
}

const expected: Readonly<Record<string, string>> = {
  'double-charge': `effect-once by lost-reply, non-idempotent-consumer, line 11: calls Cards.charge took place twice for one Used.
  Calls.finish is called.
  Calls.finish sends Used to Usage.
  Usage delivers Used to Billing.
  Billing calls Cards.charge.
! Cards.charge is done, but its answer is lost: Billing cannot know that it happened.
  Used goes back to Usage, for another try.
  Usage delivers Used to Billing again.
  Billing calls Cards.charge a second time.

requirement by lost-reply, line 21: calls Cards.charge took place a second time for one Used.
  Calls.finish is called.
  Calls.finish sends Used to Usage.
  Usage delivers Used to Billing.
  Billing calls Cards.charge.
! Cards.charge is done, but its answer is lost: Billing cannot know that it happened.
  Used goes back to Usage, for another try.
  Usage delivers Used to Billing again.
  Billing calls Cards.charge a second time.
`,
  'poison-pill': `nothing-blocked by poison, poison-message-blocks-partition, line 9: Every further DocumentAdded of the same group waits behind one that Indexers cannot handle.
  Uploads.add is called.
  Uploads.add publishes DocumentAdded to Documents.
! Indexers cannot handle this DocumentAdded: every try fails.
  Documents tries DocumentAdded again and again, and holds back what comes after it.
  Uploads.add is called again.
  Uploads.add publishes the next DocumentAdded to Documents.
  The next DocumentAdded waits behind it in Documents.
`,
  'oversold-seats': `effect-once by lost-reply, retry-without-idempotency, line 6: increments Seats took place twice for one run of Booking.
  Booking begins.
  Booking calls Flights.reserve.
  Flights.reserve increments Seats.
! Flights.reserve is done, but its answer is lost: Booking cannot know that it happened.
  Booking calls Flights.reserve again.
  Flights.reserve increments Seats a second time.

requirement by lost-reply, line 19: calls Flights.reserve took place a second time for one Booking.
  Booking begins.
  Booking calls Flights.reserve.
! Flights.reserve is done, but its answer is lost: Booking cannot know that it happened.
  Booking calls Flights.reserve again.
`,
};

describe('an incident', () => {
  for (const [name, runs] of Object.entries(expected)) {
    it(`${name} is found`, async () => {
      const text = incident(name);
      assert.equal(await runsOf(text), runs);
      assert.ok((await lint(text)).some(({ severity }) => severity !== 'hint'));
    });
  }

  it('double-charge happens, as it did, where the balances cannot be written', async () => {
    const design = await designOf(incident('double-charge'));
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
