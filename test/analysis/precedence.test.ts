/** One root cause, one finding: which findings make others needless. */
import assert from 'node:assert/strict';
import { dropOutranked, precedences } from '../../analysis/precedence.ts';
import { type FindingParts, findingOf } from '../support/finding.ts';

const lost = { rule: 'missing-dead-letter-queue', messageId: 'drops' };
const lossy = { rule: 'lossy-hop-on-critical-path', messageId: 'lossy' };
const slow = { rule: 'hot-partition', messageId: 'slow', subject: 'q', offset: 0, end: 5 };
const backlog = (messageId: string): FindingParts => ({ rule: 'backlog-grows', messageId, subject: 'q', offset: 20, end: 25 });
const invalid = { rule: 'invalid-technology-setting', messageId: 'subscriber' };

/** Findings, and which of them are left, by their places in the list. */
const cases: readonly (readonly [what: string, findings: readonly FindingParts[], left: readonly number[]])[] = [
  ['the few groups, not the queue that grows because of them', [slow, backlog('fewGroups')], [0]],
  ['the few groups, not the time that it takes to catch up because of them', [slow, backlog('fewGroupsTooLate')], [0]],
  ['few groups and consumers that are fewer still', [slow, backlog('grows')], [0, 1]],
  ['few groups and consumers too few to catch up', [slow, backlog('tooLate')], [0, 1]],
  ['few groups and instances that have nothing to read', [slow, backlog('idle')], [0, 1]],
  ['a queue that grows beside partitions that share too much', [{ ...slow, messageId: 'hot' }, backlog('fewGroups')], [0, 1]],
  [
    'both, of two subjects at two places',
    [
      { ...lost, subject: 'a', offset: 0, end: 5 },
      { ...lossy, subject: 'b', offset: 8, end: 9 },
    ],
    [0, 1],
  ],
  [
    'the winner, of one subject',
    [
      { ...lossy, subject: 'a', offset: 20, end: 25 },
      { ...lost, subject: 'a', offset: 0, end: 5 },
    ],
    [1],
  ],
  [
    'both, of no subject at two places',
    [
      { ...lossy, offset: 20, end: 25 },
      { ...lost, offset: 0, end: 5 },
    ],
    [0, 1],
  ],
  [
    'the winner, whose place holds the loser’s',
    [
      { ...lost, subject: 'a', offset: 0, end: 9 },
      { ...lossy, subject: 'b', offset: 3, end: 9 },
    ],
    [0],
  ],
  [
    'the winner, at the very place',
    [
      { ...lost, offset: 3, end: 9 },
      { ...lossy, offset: 3, end: 9 },
    ],
    [0],
  ],
  [
    'both, where the loser begins before',
    [
      { ...lost, offset: 4, end: 9 },
      { ...lossy, offset: 3, end: 9 },
    ],
    [0, 1],
  ],
  [
    'both, where the loser ends after',
    [
      { ...lost, offset: 3, end: 8 },
      { ...lossy, offset: 3, end: 9 },
    ],
    [0, 1],
  ],
  [
    'both, in two files',
    [
      { ...lost, uri: 'file:///a', offset: 0, end: 9 },
      { ...lossy, uri: 'file:///b', offset: 3, end: 9 },
    ],
    [0, 1],
  ],
  [
    'both, where the loser’s cause is another one',
    [
      { ...lost, subject: 'a' },
      { ...lossy, messageId: 'unmatched', subject: 'a' },
      { ...lossy, messageId: 'filtered', subject: 'a' },
    ],
    [0, 1, 2],
  ],
  [
    'both, of rules that do not know each other',
    [
      { ...lost, subject: 'a' },
      { rule: 'event-loop', subject: 'a' },
    ],
    [0, 1],
  ],
  ['what has no winner', [{ ...lossy, subject: 'a' }], [0]],
  [
    'all but the loser of one of several winners',
    [
      { ...lost, subject: 'a', offset: 0, end: 2 },
      { ...lost, subject: 'b', offset: 4, end: 6 },
      { ...lossy, subject: 'b', offset: 8, end: 9 },
    ],
    [0, 1],
  ],
  [
    'several winners, and no loser',
    [
      { ...lost, subject: 'a' },
      { ...lossy, subject: 'a' },
      { ...lost, subject: 'a' },
      { ...lossy, subject: 'a' },
    ],
    [0, 2],
  ],
  [
    'a winner whose place explains the loser',
    [
      { ...invalid, offset: 5, end: 9 },
      { ...lost, offset: 30, end: 40, related: [{ message: 'by way of', source: findingOf({ offset: 6, end: 8 }).source }] },
    ],
    [0],
  ],
  [
    'a loser that is explained by other places',
    [
      { ...invalid, offset: 5, end: 9 },
      { ...lost, offset: 30, end: 40, related: [{ message: 'by way of', source: findingOf({ offset: 16, end: 18 }).source }] },
    ],
    [0, 1],
  ],
  [
    'a loser of the same subject, where places decide',
    [
      { ...invalid, subject: 'a', offset: 5, end: 9 },
      { ...lost, subject: 'a', offset: 30, end: 40 },
    ],
    [0, 1],
  ],
  [
    'both, where places that explain do not decide',
    [
      { ...lost, offset: 5, end: 9 },
      { ...lossy, offset: 30, end: 40, related: [{ message: 'by way of', source: findingOf({ offset: 6, end: 8 }).source }] },
    ],
    [0, 1],
  ],
  [
    'a loser where the winner says something else',
    [
      { ...invalid, messageId: 'range', offset: 5, end: 9 },
      { ...lost, offset: 5, end: 9 },
    ],
    [0, 1],
  ],
];

describe('of two findings', () => {
  for (const [what, findings, left] of cases) {
    it(`stand: ${what}`, () => {
      const all = findings.map(findingOf);
      const standing = dropOutranked(all);
      assert.deepEqual(
        standing.map((finding) => all.indexOf(finding)),
        left,
      );
    });
  }

  /** Each winner with one of its messages, and whom it makes needless. */
  const pairs: readonly (readonly [winner: string, messageId: string, losers: readonly string[]])[] = [
    ...['subscriber', 'readers'].map(
      (messageId) =>
        [
          'invalid-technology-setting',
          messageId,
          [
            'dead-letter-breaks-ordering',
            'dead-letter-type-mismatch',
            'misplaced-dead-letter-queue',
            'missing-dead-letter-queue',
            'poison-message-blocks-partition',
            'unbuffered-burst',
          ],
        ] as const,
    ),
    ['missing-dead-letter-queue', 'any', ['lossy-hop-on-critical-path']],
    ['ordering-lost', 'any', ['unversioned-out-of-order-update']],
    ['non-idempotent-consumer', 'any', ['broker-dedup-is-not-idempotency']],
    ['call-without-timeout', 'endless', ['entry-timeout-exceeded']],
    ['call-without-timeout', 'cutOff', ['entry-timeout-exceeded']],
  ];

  for (const [winner, messageId, losers] of pairs) {
    it(`${winner} (${messageId}) stands, and what it makes needless does not`, () => {
      for (const loser of losers) {
        const found = dropOutranked([
          findingOf({ rule: winner, messageId, offset: 1, end: 5 }),
          findingOf({ rule: loser, offset: 2, end: 4 }),
        ]);
        assert.deepEqual(
          found.map(({ rule }) => rule),
          [winner],
          loser,
        );
      }
    });
  }

  it('there are no others', () => {
    assert.deepEqual(
      precedences.map(({ winner, losers, where }) => [winner, losers.length, where]),
      [
        ['invalid-technology-setting', 6, 'same-place'],
        ['missing-dead-letter-queue', 1, 'same-subject'],
        ['ordering-lost', 1, 'same-subject'],
        ['non-idempotent-consumer', 1, 'same-subject'],
        ['hot-partition', 1, 'same-subject'],
        ['call-without-timeout', 1, 'same-subject'],
      ],
    );
  });
});
