/** When two findings of two versions are one. */
import assert from 'node:assert/strict';
import type { Finding } from '../../analysis/finding.ts';
import { identityOf, isSameTopic, matchUp } from '../../analysis/identity.ts';
import { type FindingParts, findingOf } from '../support/finding.ts';

const lost: FindingParts = {
  rule: 'missing-dead-letter-queue',
  messageId: 'drops',
  message: 'Ledger drops it.',
  subject: 'shop.Ledger',
  data: { channel: 'Ledger', attempts: 3 },
};

/** What is different about a second finding, and whether it is the same one all the same. */
const cases: readonly (readonly [what: string, other: FindingParts, same: boolean])[] = [
  ['nothing', {}, true],
  ['where it stands', { uri: 'file:///elsewhere/b.arch', offset: 40 }, true],
  ['the wording of its message', { message: 'Ledger will drop it.' }, true],
  ['its severity', { severity: 'error' }, true],
  ['the order of its data', { data: { attempts: 3, channel: 'Ledger' } }, true],
  ['its rule', { rule: 'poison-message-blocks-partition' }, false],
  ['which message of the rule it is', { messageId: 'expires' }, false],
  ['what it is about', { subject: 'shop.Other' }, false],
  ['that it is about something', { subject: undefined }, false],
  ['a figure in it', { data: { channel: 'Ledger', attempts: 4 } }, false],
  ['where what it is about ends and a figure begins', { subject: 'shop.Ledgerattempts=3', data: { channel: 'Ledger' } }, false],
  ['the name of a figure in it', { data: { channel: 'Ledger', tries: 3 } }, false],
];

describe('a finding is known again', () => {
  for (const [what, other, same] of cases) {
    it(`${same ? 'whatever' : 'not where it differs in'}: ${what}`, () => {
      assert.equal(identityOf(findingOf(lost)) === identityOf(findingOf({ ...lost, ...other })), same);
    });
  }

  it('whatever number its file has among those of the project', () => {
    const subjects = ['#2.Orders', '#13.Orders', '#2.Orders/on Paid from #2.Ledger', '#13.Orders/on Paid from #4.Ledger', 'x.Orders'];
    const identities = subjects.map((subject) => identityOf(findingOf({ ...lost, subject })));
    const classes = subjects.map((_, index) => identities.indexOf(identities[index] ?? ''));
    assert.deepEqual(classes, [0, 0, 2, 2, 4]);
  });

  it('of the text by what it says, since it has no data', () => {
    const unknown = (message: string): string => identityOf(findingOf({ rule: 'unknown-name', messageId: 'unknown-name', message }));
    assert.equal(unknown('Nothing is called A.'), unknown('Nothing is called A.'));
    assert.notEqual(unknown('Nothing is called A.'), unknown('Nothing is called B.'));
  });
});

/** What is different about a second finding, and whether it still speaks of the same thing. */
const topics: readonly (readonly [what: string, other: FindingParts, same: boolean])[] = [
  ['nothing', {}, true],
  ['a figure in it', { data: { channel: 'Ledger', attempts: 4 } }, true],
  ['all that it tells', { data: { channel: 'Books', attempts: 9 } }, true],
  ['the number of its file', { subject: '#13.Ledger' }, true],
  ['its rule', { rule: 'poison-message-blocks-partition' }, false],
  ['which message of the rule it is', { messageId: 'expires' }, false],
  ['its severity', { severity: 'hint' }, false],
  ['what it is about', { subject: '#2.Other' }, false],
  ['that it is about something', { subject: undefined }, false],
];

describe('a finding speaks of the same thing', () => {
  const about = { ...lost, subject: '#2.Ledger' };
  for (const [what, other, same] of topics)
    it(`${same ? 'whatever' : 'not where it differs in'}: ${what}`, () => {
      const [one, two] = [findingOf(about), findingOf({ ...about, ...other })];
      assert.deepEqual([isSameTopic(one, two), isSameTopic(two, one)], [same, same]);
    });

  it('where its rule names no subject, if most of what it tells is the same', () => {
    const told = (...values: readonly number[]): Finding =>
      findingOf({ ...lost, subject: undefined, data: Object.fromEntries(values.map((value, index) => [`${index}`, value])) });
    const same = (one: readonly number[], two: readonly number[]): boolean => isSameTopic(told(...one), told(...two));
    assert.deepEqual(
      [same([1, 2, 3], [1, 2, 9]), same([1, 2, 3, 4], [1, 2, 8, 9]), same([1, 2, 3], [1, 8, 9]), same([], [])],
      [true, false, false, false],
    );
  });

  it('not where it is about the text', () => {
    const unknown = findingOf({ rule: 'unknown-name', messageId: 'unknown-name', message: 'Nothing is called A.', subject: 'x.A' });
    assert.equal(isSameTopic(unknown, unknown), false);
  });
});

/** Findings before and after, each by file and identity, and what is new and what has gone. */
const matches: readonly {
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
}[] = [
  { name: 'what is in both', before: ['a 1', 'a 2'], after: ['a 2', 'a 1'], added: [], gone: [] },
  {
    name: 'what is new, and what has gone, in their orders',
    before: ['a 1', 'a 2', 'a 3'],
    after: ['a 5', 'a 2', 'a 4'],
    added: ['a 5', 'a 4'],
    gone: ['a 1', 'a 3'],
  },
  { name: 'as often as it was there', before: ['a 1', 'a 1'], after: ['a 1', 'a 1', 'a 1'], added: ['a 1'], gone: [] },
  { name: 'as often as it is there', before: ['a 1', 'a 1', 'a 1'], after: ['a 1'], added: [], gone: ['a 1', 'a 1'] },
  { name: 'what has moved to another file', before: ['a 1'], after: ['b 1'], added: [], gone: [] },
  { name: 'the one in the same file first', before: ['a 1', 'b 1'], after: ['c 1', 'a 1'], added: [], gone: [] },
  { name: 'in the same file first, however it is listed', before: ['a 1'], after: ['b 1', 'a 1'], added: ['b 1'], gone: [] },
  { name: 'no two of other identities in one file', before: ['a 1'], after: ['a 2'], added: ['a 2'], gone: ['a 1'] },
];

describe('findings before and after', () => {
  const read = (text: string): { readonly file: string; readonly identity: string } => {
    const [file = '', identity = ''] = text.split(' ');
    return { file, identity };
  };
  for (const { name, before, after, added, gone } of matches) {
    it(`are matched: ${name}`, () => {
      const found = matchUp(before.map(read), after.map(read));
      const told = (all: readonly { readonly file: string; readonly identity: string }[]): readonly string[] =>
        all.map(({ file, identity }) => `${file} ${identity}`);
      assert.deepEqual([told(found.added), told(found.gone)], [added, gone]);
    });
  }
});
