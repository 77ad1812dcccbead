/** How stores find their rows, who owns them, and what they are copies of. */
import { change } from '../../../../analysis/diff/changes/stores.ts';
import { describeChanges } from '../../../support/changes.ts';

const store = (...said: readonly string[]): string => `store A { ${said.join('  ')} }\nstore B\nstore C\nservice S\nservice T`;

/** Two ways to say it, and the sentences: said now, said otherwise, no longer said. */
const aspects: readonly (readonly [one: string, other: string, now: string, otherwise: string, lost: string])[] = [
  [
    'key customerId + orderId',
    'key orderId',
    'A has the key customerId + orderId now.',
    'A has the key orderId now; it was customerId + orderId.',
    'A has no key any more; it was customerId + orderId.',
  ],
  [
    'grouped by kind in 1 group',
    'grouped by kind in 8 groups',
    'A is grouped by kind in 1 group now.',
    'A is grouped by kind in 8 groups now; it was by kind in 1 group.',
    'A is no longer grouped by kind in 1 group.',
  ],
  ['owned by S', 'owned by T', 'A is owned by S now.', 'A is owned by T now; it was by S.', 'A is no longer owned by S.'],
  [
    'rebuilt from B within 5s',
    'rebuilt from C',
    'A is rebuilt from B within 5s now.',
    'A is rebuilt from C now; it was from B within 5s.',
    'A is no longer rebuilt from B within 5s.',
  ],
  ['caches B', 'caches C', 'A caches B now.', 'A caches C now; it was B.', 'A no longer caches B.'],
];

describeChanges(change, [
  ...aspects.flatMap(([one, other, now, otherwise, lost]) => [
    { name: `${one}: said now`, before: store(), after: store(one), says: [`~ ${now}`], at: [`after: ${one}`] },
    { name: `${one}: said otherwise`, before: store(one), after: store(other), says: [`~ ${otherwise}`], at: [`after: ${other}`] },
    { name: `${one}: no longer said`, before: store(one), after: store(), says: [`~ ${lost}`], at: ['after: store A'] },
    { name: `${one}: said as before`, before: store(one), after: store(one), says: [] },
  ]),
  {
    name: 'indexes that go and come: where each was or is',
    before: store('index status', 'index day + hour'),
    after: store('index owner', 'index status'),
    says: ['~ A is no longer indexed by day + hour.', '~ A is indexed by owner now.'],
    at: ['before: index day + hour', 'after: index owner'],
  },
  { name: 'what is no store', before: 'queue A { grouped by a }', after: 'queue A { grouped by b }', says: [] },
]);
