/** What a baseline's text may be, and which findings one knows. */
import assert from 'node:assert/strict';
import { type BaselineEntry, isKeepable, knownAmong, parseBaseline } from '../../analysis/baseline.ts';
import { findingOf } from '../support/finding.ts';

const entry: BaselineEntry = { file: 'a.arch', rule: 'some-rule', fingerprint: '1', message: 'Something.' };

/** What is wrong with a text that is no baseline. */
const broken: readonly (readonly [what: string, text: string])[] = [
  ['no JSON', '{'],
  ['nothing', ''],
  ['null', 'null'],
  ['a text', '"findings"'],
  ['a list', '[]'],
  ['no findings', '{ "version": 1 }'],
  ['findings that are no list', '{ "findings": {} }'],
  ['an entry that is null', '{ "findings": [null] }'],
  ['an entry that is a text', '{ "findings": ["a.arch"] }'],
  ...(['file', 'rule', 'fingerprint', 'message'] as const).flatMap((name) => [
    [`an entry without ${name}`, JSON.stringify({ findings: [entry, { ...entry, [name]: undefined }] })] as const,
    [`an entry whose ${name} is no text`, JSON.stringify({ findings: [{ ...entry, [name]: 1 }] })] as const,
  ]),
];

describe('the text of a baseline', () => {
  it('may begin with a byte order mark', () =>
    assert.deepEqual(parseBaseline(`\uFEFF${JSON.stringify({ version: 1, findings: [entry] })}`), [entry]));

  it('is of one version', () => assert.equal(parseBaseline('{ "version": 2, "findings": [] }'), undefined));

  it('holds entries, and whatever else', () => {
    assert.deepEqual(parseBaseline(JSON.stringify({ version: 1, findings: [entry, { ...entry, line: 3 }] })), [
      entry,
      { ...entry, line: 3 },
    ]);
  });

  it('may hold none', () => assert.deepEqual(parseBaseline('{ "findings": [] }'), []));

  for (const [what, text] of broken) it(`is none: ${what}`, () => assert.equal(parseBaseline(text), undefined));
});

/** What a baseline holds, by file and fingerprint; what is found, by address and fingerprint; and which of these are known, by their places in the list. */
const cases: readonly {
  readonly name: string;
  readonly at?: string;
  readonly entries: readonly (readonly [file: string, fingerprint: string])[];
  readonly found: readonly (readonly [uri: string, fingerprint: string, rule?: string])[];
  readonly known: readonly number[];
}[] = [
  { name: 'one that is there', entries: [['a.arch', '1']], found: [['file:///p/a.arch', '1']], known: [0] },
  { name: 'none that says something else', entries: [['a.arch', '1']], found: [['file:///p/a.arch', '2']], known: [] },
  {
    name: 'one for each entry',
    entries: [['a.arch', '1']],
    found: [
      ['file:///p/a.arch', '1'],
      ['file:///p/a.arch', '1'],
    ],
    known: [0],
  },
  {
    name: 'two for two entries',
    entries: [
      ['a.arch', '1'],
      ['a.arch', '1'],
    ],
    found: [
      ['file:///p/a.arch', '1'],
      ['file:///p/a.arch', '1'],
    ],
    known: [0, 1],
  },
  { name: 'one that has moved to another file', entries: [['a.arch', '1']], found: [['file:///p/b/c.arch', '1']], known: [0] },
  {
    name: 'the one in the same file before one elsewhere',
    entries: [['b.arch', '1']],
    found: [
      ['file:///p/a.arch', '1'],
      ['file:///p/b.arch', '1'],
    ],
    known: [1],
  },
  {
    name: 'a file above the baseline',
    at: 'file:///p/known/deep/baseline.json',
    entries: [['../../a.arch', '1']],
    found: [
      ['file:///p/b.arch', '1'],
      ['file:///p/a.arch', '1'],
    ],
    known: [1],
  },
  {
    name: 'a file beside the folder of the baseline, whose name begins as that folder’s',
    at: 'file:///p/a/baseline.json',
    entries: [['../ab/x.arch', '1']],
    found: [
      ['file:///p/a/x.arch', '1'],
      ['file:///p/ab/x.arch', '1'],
    ],
    known: [1],
  },
  {
    name: 'a file that is named as the folder of the baseline',
    at: 'file:///p/a/baseline.json',
    entries: [['../a', '1']],
    found: [
      ['file:///p/b', '1'],
      ['file:///p/a', '1'],
    ],
    known: [1],
  },
  {
    name: 'files whose names are encoded in their addresses, that of the baseline too',
    at: 'file:///p/my%20designs/baseline.json',
    entries: [['ü b.arch', '1']],
    found: [
      ['file:///p/c.arch', '1'],
      ['file:///p/my designs/%C3%BC%20b.arch', '1'],
    ],
    known: [1],
  },
  {
    name: 'files whose names are encoded wrongly',
    entries: [['100%.arch', '1']],
    found: [
      ['file:///p/b.arch', '1'],
      ['file:///p/100%.arch', '1'],
    ],
    known: [1],
  },
  {
    name: 'no broken text and no broken configuration, whatever it holds',
    entries: [
      ['a.arch', '1'],
      ['a.arch', '2'],
    ],
    found: [
      ['file:///p/a.arch', '1', 'syntax-error'],
      ['file:///p/a.arch', '2', 'invalid-configuration'],
    ],
    known: [],
  },
  { name: 'nothing where it holds nothing', entries: [], found: [['file:///p/a.arch', '1']], known: [] },
];

describe('a baseline knows', () => {
  for (const { name, at = 'file:///p/baseline.json', entries, found, known } of cases) {
    it(name, () => {
      const findings = found.map(([uri, message, rule = 'some-rule']) => findingOf({ uri, message, rule }));
      const baseline = { uri: at, entries: entries.map(([file, fingerprint]) => ({ ...entry, file, fingerprint })) };
      const said = knownAmong(baseline, findings, ({ message }) => message, []);
      assert.deepEqual(
        findings.flatMap((finding, index) => (said.has(finding) ? [index] : [])),
        known,
      );
    });
  }

  it('whatever is a finding of a rule, and what is wrong with names and suppressions', () => {
    const keepable = ['some-rule', 'unknown-name', 'unused-suppression', 'syntax-error', 'invalid-configuration'].filter((rule) =>
      isKeepable(findingOf({ rule })),
    );
    assert.deepEqual(keepable, ['some-rule', 'unknown-name', 'unused-suppression']);
  });
});
