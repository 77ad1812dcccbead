/** Which flows survive any one fault now, and which no longer do. */

import assert from 'node:assert/strict';
import { change } from '../../../../analysis/diff/changes/faults.ts';
import type { Version } from '../../../../analysis/diff/version.ts';
import { exploration } from '../../../../analysis/passes/exploration.ts';
import { describeChanges, versionOf } from '../../../support/changes.ts';

const shop = (queue: string, effects = 'puts Rows', more = ''): string => `event Paid { key id  critical }
external Web { sends Paid to Ledger }
queue Ledger : aws.sqs { ${queue} }
service Books : aws.lambda { timeout 5s  on Paid from Ledger { ${effects} } }
store Rows : aws.dynamodb
${more}
`;

/** Two flows of one name, since one sender sends it to two queues. */
const both = (ledger: string, other: string, effects = 'puts Rows'): string =>
  shop(
    ledger,
    effects,
    `queue Other : aws.sqs { ${other} }\nservice Reads : aws.lambda { timeout 5s  on Paid from Other { puts Rows } }`,
  ).replace('sends Paid to Ledger', 'sends Paid to Ledger  sends Paid to Other');

/** A workflow that what it calls starts again. */
const round = (steps: string, done: string): string => `orchestrator W : aws.stepfunctions { ${steps} }
service V { serves run { ${done} } }
service Z { serves run { starts W } }
store S
external X { starts W }
`;

const safe = 'dead-letters after 5 attempts  alarm';
const lost = 'Paid is lost: Books cannot handle it, and when its tries are used up nothing keeps it.';
const unseen = 'Paid lies in the dead letters of Ledger, and nobody looks there.';
const twice = 'increments Rows took place twice for one Paid.';
const desk = 'external Desk { sends Paid to Ledger }';

describeChanges(change, [
  {
    name: 'a flow that fails in one way: where it fails',
    before: shop(safe),
    after: shop('drops after 3 attempts'),
    says: [`- Not every fault is survived any more by “Web sends Paid”: ${lost}`],
    at: ['after: Ledger'],
  },
  {
    name: 'a flow that fails in two ways',
    before: shop(safe),
    after: shop('drops after 3 attempts', 'increments Rows'),
    says: [`- Not every fault is survived any more by “Web sends Paid”: ${lost} There is another way to fail.`],
  },
  {
    name: 'a flow that fails in more ways',
    before: both(safe, safe),
    after: both('drops after 3 attempts', 'drops after 2 attempts', 'increments Rows'),
    says: [`- Not every fault is survived any more by “Web sends Paid”: ${lost} There are 2 more ways to fail.`],
  },
  {
    name: 'nothing of a requirement that is new and does not hold: that is told by itself',
    before: shop(safe),
    after: shop(safe, 'puts Rows', 'require Paid leads to Rows'),
    says: [],
  },
  {
    name: 'nothing of a requirement that did not hold and has gone',
    before: shop(safe, 'puts Rows', 'require Paid leads to Rows'),
    after: shop(safe),
    says: [],
  },
  {
    name: 'a requirement of both versions that no longer holds',
    before: shop(safe, 'puts Rows', 'require Paid never lost'),
    after: shop('drops after 3 attempts', 'puts Rows', 'require Paid  never lost'),
    says: [`- Not every fault is survived any more by “Web sends Paid”: ${lost}`],
  },
  {
    name: 'a requirement of both versions that no longer holds, and nothing else',
    before: shop(safe, 'puts Rows', 'require Paid leads to Rows'),
    after: shop(safe, 'reads Rows', 'require Paid leads to Rows'),
    says: [`- Not every fault is survived any more by “Web sends Paid”: A run with Paid ends, and Rows never comes about.`],
  },
  {
    name: 'nothing of a requirement that is new, has never held, and does not hold',
    before: shop(safe, 'reads Rows', 'require Paid never lost'),
    after: shop(safe, 'reads Rows', 'require Paid never lost\nrequire Paid leads to Rows'),
    says: [],
  },
  {
    name: 'a flow that survives now: where it begins',
    before: shop('drops after 3 attempts', 'increments Rows'),
    after: shop(safe),
    says: ['+ Any one fault is survived now by “Web sends Paid”.'],
    at: ['after: sends Paid to Ledger'],
  },
  {
    name: 'a way to fail that is new, and one that has gone, each where it is',
    before: shop('dead-letters after 5 attempts'),
    after: shop(safe, 'increments Rows'),
    says: [`- A new way to fail, in “Web sends Paid”: ${twice}`, `+ No longer a way to fail, in “Web sends Paid”: ${unseen}`],
    at: ['after: on Paid from Ledger', 'before: dead-letters after 5 attempts'],
  },
  {
    name: 'nothing of a way to fail that stays',
    before: shop('drops after 3 attempts'),
    after: shop('drops after 3 attempts  visibility 1m'),
    says: [],
  },
  { name: 'nothing where nothing fails', before: shop(safe), after: shop(`${safe}  visibility 1m`), says: [] },
  {
    name: 'several flows that fail in the same way, in one sentence',
    before: shop(safe, 'puts Rows', desk),
    after: shop('drops after 3 attempts', 'puts Rows', desk),
    says: [`- Not every fault is survived any more by “Web sends Paid” and “Desk sends Paid”: ${lost}`],
  },
  {
    name: 'several flows that survive, in one sentence',
    before: shop('drops after 3 attempts', 'puts Rows', desk),
    after: shop(safe, 'puts Rows', desk),
    says: ['+ Any one fault is survived now by “Web sends Paid” and “Desk sends Paid”.'],
  },
  {
    name: 'flows of one name are looked at together',
    before: both(safe, safe),
    after: both(safe, 'drops after 2 attempts'),
    says: [
      '- Not every fault is survived any more by “Web sends Paid”: Paid is lost: Reads cannot handle it, and when its tries are used up nothing keeps it.',
    ],
  },
  {
    name: 'nothing of a second way round where the run came back to itself before',
    before: round('step A calls V.run  step B calls Z.run', 'puts S'),
    after: round('step A calls V.run  step B calls Z.run', 'starts W'),
    says: [],
  },
  {
    name: 'a run that comes back to itself',
    before: round('step B calls Z.run', 'puts S').replace('service Z { serves run { starts W } }', 'service Z { serves run { puts S } }'),
    after: round('step B calls Z.run', 'puts S'),
    says: ['- A new way to fail, in “X starts W”: A run of W leads to itself again: W calls Z.run and Z.run starts W.'],
  },
  {
    name: 'nothing of a flow that is new',
    before: shop(safe),
    after: shop(
      safe,
      'puts Rows',
      'queue New : aws.sqs { drops after 2 attempts }\nexternal Desk { sends Paid to New }\nservice Takes { on Paid from New { } }',
    ),
    says: [],
  },
]);

/** A version of which not every run was looked at, as it is with designs that are too large for that. */
async function partly(text: string): Promise<Version> {
  const version = await versionOf(text);
  const flows = version.analysis(exploration).flows.map((flow) => ({ ...flow, complete: false }));
  return Object.assign(Object.create(version) as Version, { analysis: () => ({ flows }) });
}

describe('where not every run was looked at', () => {
  const fails = shop('drops after 3 attempts');
  const failsElse = shop('dead-letters after 5 attempts');
  const survives = shop(safe);

  it('nothing is concluded from what was not found, before or after', async () => {
    const said = async (before: Version, after: Version): Promise<readonly string[]> =>
      change.compare(before, after).map(({ text }) => text);
    assert.deepEqual(await said(await partly(survives), await versionOf(fails)), [], 'it may have failed before');
    assert.deepEqual(await said(await versionOf(fails), await partly(survives)), [], 'it may still fail');
    assert.deepEqual(await said(await partly(fails), await versionOf(failsElse)), [
      `No longer a way to fail, in “Web sends Paid”: ${lost}`,
    ]);
    assert.deepEqual(await said(await versionOf(fails), await partly(failsElse)), [`A new way to fail, in “Web sends Paid”: ${unseen}`]);
  });

  it('what was found is told', async () => {
    const said = change.compare(await versionOf(survives), await partly(fails)).map(({ text }) => text);
    assert.deepEqual(said, [`Not every fault is survived any more by “Web sends Paid”: ${lost}`]);
    assert.deepEqual(
      change.compare(await partly(fails), await versionOf(survives)).map(({ text }) => text),
      ['Any one fault is survived now by “Web sends Paid”.'],
    );
  });
});
