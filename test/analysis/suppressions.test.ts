import assert from 'node:assert/strict';
import { defaultConfig, parseConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import type { Finding } from '../../analysis/finding.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import { addressed, designOf, testRoot } from '../support/design.ts';
import { everyQueue, registryOf } from '../support/rule.ts';

const registry = registryOf(everyQueue);

async function findings(text: string, config = defaultConfig(testRoot)): Promise<readonly Finding[]> {
  return analyze(await designOf(text), config, { registry });
}

async function found(text: string): Promise<readonly string[]> {
  return (await findings(text)).map(({ source, rule }) => `${source.range.start.line + 1} ${rule}`);
}

function fixed(text: string, finding: Finding | undefined, title: RegExp): string | undefined {
  const fix = finding?.fixes.find((candidate) => title.test(candidate.title));
  assert.ok(fix, `no fix ${title}`);
  return [...applyFixes((uri) => addressed(text).get(uri), [fix]).texts.values()][0];
}

/** Text, and what is still found. */
const cases: readonly (readonly [what: string, text: string, found: readonly string[]])[] = [
  ['at the end of the line', 'queue A // archlint-ignore every-queue: why\nqueue B', ['2 every-queue']],
  ['on the line before', '// archlint-ignore every-queue: why\nqueue A\nqueue B', ['3 every-queue']],
  ['before blank lines and doc comments', '// archlint-ignore every-queue: why\n\n/** All of it. */\n// more\nqueue A', []],
  ['several before one line', '// archlint-ignore every-queue: why\n// archlint-ignore unknown-technology: soon\nqueue A : x', []],
  ['by code, in any case', 'queue A // archlint-ignore tst002: why', []],
  ['in a block comment', '/* archlint-ignore every-queue: why */ queue A', []],
  ['of several rules', 'queue A : x // archlint-ignore every-queue, unknown-technology: why', []],
  ['of a whole file', 'queue A\n// archlint-ignore-file every-queue: why\nqueue B', []],
  ['with CRLF', '// archlint-ignore every-queue: why\r\nqueue A\r\nqueue B', ['3 every-queue']],
  ['without a reason', 'queue A // archlint-ignore every-queue', ['1 suppression-without-reason']],
  ['with an empty reason', 'queue A // archlint-ignore every-queue:  ', ['1 suppression-without-reason']],
  ['that silences nothing', 'service A // archlint-ignore every-queue: why', ['1 unused-suppression']],
  ['of a file, that silences nothing', '// archlint-ignore-file every-queue: why\nservice A', ['1 unused-suppression']],
  ['of an unknown rule', 'service A // archlint-ignore evry-queue: why', ['1 unknown-rule']],
  ['of no rule', 'service A // archlint-ignore: why', ['1 unknown-rule']],
  ['of no rule and without a reason', 'service A // archlint-ignore', ['1 unknown-rule']],
  ['whose use cannot be known, the text being broken', 'oops\nservice A // archlint-ignore every-queue: why', ['1 syntax-error']],
  ['of what hides other findings', 'oops // archlint-ignore syntax-error: why', ['1 syntax-error', '1 unused-suppression']],
  ['of a file, of what hides other findings', '// archlint-ignore-file TXT001: why\noops', ['1 unused-suppression', '2 syntax-error']],
  ['that is another word', 'queue A // archlint-ignored every-queue: why', ['1 every-queue', '1 unused-suppression']],
  ['in a string', 'queue A "// archlint-ignore every-queue: why"', ['1 every-queue']],
  ['without a blank, or with many', '//archlint-ignore   every-queue  ,unknown-technology   :   why\nqueue A : x', []],
  ['with a blank between rules', 'queue A : x // archlint-ignore every-queue unknown-technology: why', []],
  ['in a doc comment', '/** archlint-ignore every-queue: why */\nqueue A', []],
  ['in a block comment of several lines', '/*\n  archlint-ignore every-queue: why,\n  and why else\n*/\nqueue A', []],
  ['with a reason that holds a colon', 'queue A // archlint-ignore every-queue: see: there', []],
  ['on a line with two findings', 'queue A /* archlint-ignore every-queue: why */ queue B\nqueue C', ['2 every-queue']],
  ['before a line that is indented', 'group G {\n  // archlint-ignore every-queue: why\n  queue A\n  queue B\n}', ['4 every-queue']],
  ['of a file, that is another word', 'queue A // archlint-ignore-files every-queue: why', ['1 every-queue', '1 unused-suppression']],
  ['that does not begin its comment', 'queue A // see archlint-ignore every-queue: why', ['1 every-queue']],
  ['with dashes before the reason', 'queue A // archlint-ignore every-queue -- why', ['1 suppression-without-reason']],
  ['with nothing but blanks before the reason', 'queue A // archlint-ignore every-queue we know: so', ['1 suppression-without-reason']],
  ['of no rule, but of prose', 'queue A // archlint-ignore comments need a reason', ['1 every-queue', '1 unknown-rule']],
  ['of a misspelt rule after a known one', 'queue A // archlint-ignore every-queue evry-queues: why', ['1 unknown-rule']],
  ['of a misspelt rule after a known one and a comma', 'queue A // archlint-ignore every-queue, queues: why', ['1 unknown-rule']],
  ['with nothing after it', 'service A\n// archlint-ignore every-queue: why', ['2 unused-suppression']],
];

/** Comments that are meant to silence something and do not, what is said of the word, and what the fixes make of the comment. */
const misspelt: readonly (readonly [comment: string, said: string, ...becomes: readonly string[]])[] = [
  ...[
    ['// archlint-ignores every-queue: why', 'archlint-ignores'],
    ['// archlint-ingore every-queue: why', 'archlint-ingore'],
    ['// archlint-ignore-next-line every-queue: why', 'archlint-ignore-next-line'],
    ['// archlint-disable-next-line every-queue -- why', 'archlint-disable-next-line'],
    ['// archlint-suppress every-queue - why', 'archlint-suppress'],
    ['// archlint ignore every-queue: why', 'archlint ignore'],
    ['// archlint: ignore every-queue: why', 'archlint: ignore'],
    ['// archlint_ignore every-queue: why', 'archlint_ignore'],
    ['// Archlint-Ignore every-queue: why', 'Archlint-Ignore'],
    ['// @archlint-ignore every-queue why', '@archlint-ignore'],
    ['// archlint-disable-line=every-queue: why', 'archlint-disable-line'],
    ['// eslint-disable-next-line every-queue -- why', 'eslint-disable-next-line'],
    ['// biome-ignore every-queue: why', 'biome-ignore'],
    ['// ignore every-queue: why', 'ignore'],
    ...['ignore-next', 'disable-next', 'silence', 'skip', 'allow', 'expect-error', 'noqa', 'nolint', 'silense', 'DISABLE_NEXT_LINE'].map(
      (verb) => [`// archlint-${verb} every-queue: why`, `archlint-${verb}`],
    ),
    ['// archlint-disable-line : every-queue --- why', 'archlint-disable-line'],
    ['// archlint-disable-line(every-queue) why', 'archlint-disable-line'],
    ['// nolint(every-queue): why', 'nolint'],
    ['// firewall-ignore every-queue: why', 'firewall-ignore'],
    ['// profile-ignore every-queue: why', 'profile-ignore'],
  ].map(
    ([comment = '', word = '']) =>
      [
        comment,
        `Archlint does not know \`${word}\`, so this silences nothing. Did you mean \`archlint-ignore\`?`,
        '// archlint-ignore every-queue: why',
      ] as const,
  ),
  [
    '// noqa: TST002',
    'Archlint does not know `noqa`, so this silences nothing. Did you mean `archlint-ignore`?',
    '// archlint-ignore TST002',
  ],
  [
    '/* archlint-disable every-queue */',
    'Archlint does not know `archlint-disable`, so this silences nothing. Did you mean `archlint-ignore`, of one line, or `archlint-ignore-file`?',
    '/* archlint-ignore every-queue */',
    '/* archlint-ignore-file every-queue */',
  ],
  [
    '/* archlint-disable */',
    'Archlint does not know `archlint-disable`, so this silences nothing. Did you mean `archlint-ignore`, of one line, or `archlint-ignore-file`?',
    '/* archlint-ignore */',
    '/* archlint-ignore-file */',
  ],
  [
    '// archlint-ignore-files every-queue: why',
    'Archlint does not know `archlint-ignore-files`, so this silences nothing. Did you mean `archlint-ignore-file`?',
    '// archlint-ignore-file every-queue: why',
  ],
  ...['ignore-all', 'disable-file', 'disable-all', 'skip-file', 'suppress-file'].map(
    (verb) =>
      [
        `// archlint-${verb} every-queue: why`,
        `Archlint does not know \`archlint-${verb}\`, so this silences nothing. Did you mean \`archlint-ignore-file\`?`,
        '// archlint-ignore-file every-queue: why',
      ] as const,
  ),
  ...['enable', 'on', 'ignore-end', 'enable-line', 'restore'].map(
    (verb) =>
      [
        `// archlint-${verb} every-queue: why`,
        `Archlint does not know \`archlint-${verb}\`, so this silences nothing. \`archlint-ignore\` is about one line and \`archlint-ignore-file\` about the file, so there is nothing to end.`,
      ] as const,
  ),
  [
    '// archlint-off every-queue: why',
    'Archlint does not know `archlint-off`, so this silences nothing. Did you mean `archlint-ignore`, of one line, or `archlint-ignore-file`?',
    '// archlint-ignore every-queue: why',
    '// archlint-ignore-file every-queue: why',
  ],
  [
    '// eslint-disable-all every-queue',
    'Archlint does not know `eslint-disable-all`, so this silences nothing. Did you mean `archlint-ignore-file`?',
    '// archlint-ignore-file every-queue',
  ],
  ...[
    ['// archlint-disable-line', '// archlint-ignore'],
    ['//// archlint-disable-line every-queue', '//// archlint-ignore every-queue'],
    ['/** archlint-disable-line every-queue -- why **/', '/** archlint-ignore every-queue: why **/'],
    ['// archlint-disable-line evryqueue: why', '// archlint-ignore evryqueue: why'],
    ['// archlint-disable-line every-queue ---', '// archlint-ignore every-queue ---'],
    ['// archlint-disable-line every-queue --why', '// archlint-ignore every-queue: --why'],
    ['// archlint-disable-line some-long-name: why', '// archlint-ignore some-long-name: why'],
    ['// archlint-disable-line abc12: why', '// archlint-ignore abc12: why'],
    ['// archlint-disable-line (every-queue)', '// archlint-ignore every-queue'],
  ].map(
    ([comment = '', becomes = '']) =>
      [
        comment,
        'Archlint does not know `archlint-disable-line`, so this silences nothing. Did you mean `archlint-ignore`?',
        becomes,
      ] as const,
  ),
  [
    '// archlint-ignore-line: why',
    'Archlint does not know `archlint-ignore-line`, so this silences nothing. Did you mean `archlint-ignore`?',
    '// archlint-ignore: why',
  ],
  [
    '// archlint-enable every-queue',
    'Archlint does not know `archlint-enable`, so this silences nothing. `archlint-ignore` is about one line and `archlint-ignore-file` about the file, so there is nothing to end.',
  ],
];

/** Comments that only speak about Archlint, or to somebody else. */
const ordinary: readonly string[] = [
  '// see archlint-ignore-line every-queue',
  '// archlint-skip this',
  '// archlint-disable-line ab12: why',
  '// archlint-disable-line --- why',
  '// We check this with archlint before each release.',
  '// archlint ignores this folder, see archlint.json',
  '// archlint-baseline.json holds what is known',
  '// archlint ignore comments are explained in the README',
  '// archlint-disabled by accident: mended',
  '// Archlint: see README',
  '// archlint allows it',
  '// archlint',
  '// ignore what follows',
  '// every-queue is silenced in the file above',
  '// skip-level meeting',
  '// eslint-disable-next-line no-console',
  '// noqa',
  '/** An archlint-ignore as in the handbook. */',
];

/** Text, which fix of its only finding, and the text after it. */
const fixes: readonly (readonly [text: string, title: RegExp, after: string])[] = [
  ['service A // archlint-ignore every-queue: why\n', /^Remove the suppression$/, 'service A\n'],
  ['// archlint-ignore every-queue: why\nservice A\n', /^Remove the suppression$/, 'service A\n'],
  ['queue A // archlint-ignore every-queue\n', /^Remove the suppression$/, 'queue A\n'],
  ['queue A // archlint-ignore every-queue -- why', /^Add the colon$/, 'queue A // archlint-ignore every-queue: why'],
  ['queue A /* archlint-ignore every-queue\n  why */', /^Add the colon$/, 'queue A /* archlint-ignore every-queue: why */'],
  ['service A // archlint-ignore evry-queue: why', /^Change to every-queue$/, 'service A // archlint-ignore every-queue: why'],
  [
    'service A : x // archlint-ignore every-queue, unknown-technology: why',
    /^Remove every-queue from the suppression$/,
    'service A : x // archlint-ignore unknown-technology: why',
  ],
  [
    'service A : x // archlint-ignore unknown-technology, every-queue: why',
    /^Remove every-queue from the suppression$/,
    'service A : x // archlint-ignore unknown-technology: why',
  ],
  ['service B\n  queue A', /^Ignore every-queue with a reason$/, 'service B\n  // archlint-ignore every-queue: \n  queue A'],
  ['service B\r\n\tqueue A', /^Ignore every-queue with a reason$/, 'service B\r\n\t// archlint-ignore every-queue: \r\n\tqueue A'],
  [
    '// archlint-ignore unknown-technology: soon\nqueue A : x',
    /^Ignore every-queue with a reason$/,
    '// archlint-ignore unknown-technology, every-queue: soon\nqueue A : x',
  ],
];

/** Text, and what is said of its suppressions: the words it points at, and the message. */
const problems: readonly (readonly [text: string, at: string, message: string])[] = [
  [
    'service A // archlint-ignore: why',
    '// archlint-ignore: why',
    'This suppression names no rule, so it silences nothing. Write `archlint-ignore rule: reason`.',
  ],
  [
    'queue A : x // archlint-ignore every-queue unknown-technology',
    '// archlint-ignore every-queue unknown-technology',
    'Nobody will know why every-queue, unknown-technology is silenced here. Write the reason after a colon: `archlint-ignore every-queue, unknown-technology: reason`.',
  ],
  [
    'service A /* archlint-ignore evry-queue: why */',
    'evry-queue',
    'There is no rule evry-queue, so this silences nothing. Did you mean every-queue?',
  ],
  [
    'service A // archlint-ignore nothing-near: why',
    'nothing-near',
    'There is no rule nothing-near, so this silences nothing. See `archlint rules`.',
  ],
  [
    'queue A : x // archlint-ignore unknown-technology, said-twice,every-queue: why',
    'said-twice',
    'said-twice finds nothing here, so this suppression silences nothing. Remove it, or it will hide the next finding.',
  ],
  [
    '// archlint-ignore-file every-queue: why\nservice A',
    'every-queue',
    'every-queue finds nothing in this file, so this suppression silences nothing. Remove it, or it will hide the next finding.',
  ],
  [
    'service A // archlint-ignore syntax-error: why',
    'syntax-error',
    'syntax-error cannot be silenced: what it reports hides other findings. Mend that, and remove this.',
  ],
];

describe('suppressions', () => {
  for (const [what, text, expected] of cases) it(what, async () => assert.deepEqual(await found(text), expected));

  for (const [text, title, after] of fixes) {
    it(`${title.source}: ${text}`, async () => {
      const all = await findings(text);
      assert.equal(all.length, 1);
      assert.equal(fixed(text, all[0], title), after);
    });
  }

  for (const [text, at, message] of problems) {
    it(`tell what is wrong with them: ${text.replaceAll('\n', ' ')}`, async () => {
      const all = await findings(text);
      assert.deepEqual(
        all.map(({ source, message: said }) => [text.slice(source.offset, source.end), said]),
        [[at, message]],
      );
    });
  }

  for (const [comment, said, ...becomes] of misspelt) {
    it(`are not meant in vain: ${comment}`, async () => {
      const text = `${comment}\nqueue A\n`;
      const all = await findings(text);
      assert.deepEqual(
        all.map(({ rule }) => rule),
        ['unused-suppression', 'every-queue'],
      );
      const [finding] = all;
      assert.equal(finding?.message, said);
      const offered = finding.fixes.filter((fix) => !isIgnoreFix(fix));
      const after = offered.map((fix) => [...applyFixes((uri) => addressed(text).get(uri), [fix]).texts.values()][0]);
      assert.deepEqual(after, [...becomes.map((line) => `${line}\nqueue A\n`), 'queue A\n']);
      assert.ok(offered.every(({ safe }) => !safe));
    });
  }

  for (const comment of ordinary) {
    it(`are not taken for what only speaks of them: ${comment}`, async () =>
      assert.deepEqual(await found(`${comment}\nqueue A`), ['2 every-queue']));
  }

  it('can be taken away safely where they silence nothing, and not where the finding would be back', async () => {
    const safe = async (text: string): Promise<readonly string[]> =>
      (await findings(text)).flatMap(({ fixes: all }) => all.map((fix) => `${fix.title}: ${fix.safe}`));
    assert.deepEqual(await safe('service A // archlint-ignore every-queue: why'), ['Remove the suppression: true']);
    assert.deepEqual(await safe('service A // archlint-ignore'), ['Remove the suppression: true']);
    assert.deepEqual(await safe('service A // archlint-ignore: why'), ['Remove the suppression: false']);
    assert.deepEqual(await safe('queue A // archlint-ignore every-queue'), ['Remove the suppression: false']);
    assert.deepEqual(await safe('service A // archlint-ignore evry-queue: why'), [
      'Change to every-queue: false',
      'Remove the suppression: false',
    ]);
    assert.deepEqual(await safe('service A // archlint-ignore nothing-near, nor-this: why'), [
      'Remove nothing-near from the suppression: true',
      'Remove nor-this from the suppression: true',
    ]);
    assert.deepEqual(await safe('queue A'), ['Ignore every-queue with a reason: false']);
  });

  /** Text, and the text after `every-queue` is silenced at its last place. */
  const offers: readonly (readonly [what: string, text: string, after: string])[] = [
    ['below a comment about something else', '// About A.\nqueue A', '// About A.\n// archlint-ignore every-queue: \nqueue A'],
    [
      'together with the one above, blank lines or not',
      '// archlint-ignore unknown-technology: soon\n\nqueue A : x',
      '// archlint-ignore unknown-technology, every-queue: soon\n\nqueue A : x',
    ],
    [
      'together with one that has no reason yet',
      '// archlint-ignore unknown-technology  \nqueue A : x',
      '// archlint-ignore unknown-technology, every-queue  \nqueue A : x',
    ],
    [
      'not together with one that is about another line',
      '// archlint-ignore unknown-technology: soon\nservice B : x\nqueue A',
      '// archlint-ignore unknown-technology: soon\nservice B : x\n// archlint-ignore every-queue: \nqueue A',
    ],
    [
      'not together with one of a whole file',
      '// archlint-ignore-file unknown-technology: soon\nqueue A : x',
      '// archlint-ignore-file unknown-technology: soon\n// archlint-ignore every-queue: \nqueue A : x',
    ],
    [
      'not in a block comment',
      '/* archlint-ignore unknown-technology: soon */\nqueue A : x',
      '/* archlint-ignore unknown-technology: soon */\n// archlint-ignore every-queue: \nqueue A : x',
    ],
    ['at the first of several on a line', 'service B  queue A', '// archlint-ignore every-queue: \nservice B  queue A'],
  ];

  for (const [what, text, after] of offers) {
    it(`are written ${what}`, async () => {
      const finding = (await findings(text)).findLast(({ rule }) => rule === 'every-queue');
      assert.equal(fixed(text, finding, /^Ignore every-queue with a reason$/), after);
    });
  }

  it('are told from what mends a finding by their title', () => {
    const titles = [
      'Ignore a-rule with a reason',
      'Ignore a rule with a reason',
      'Do ignore a-rule with a reason',
      'Ignore a-rule with a reason now',
    ];
    assert.deepEqual(
      titles.filter((title) => isIgnoreFix({ title, safe: false, edits: [] })),
      ['Ignore a-rule with a reason'],
    );
  });

  it('of one file do nothing in another', async () => {
    const design = await designOf({ 'a.arch': '// archlint-ignore-file every-queue: why\nqueue A', 'b.arch': 'queue B' });
    const left = analyze(design, defaultConfig(testRoot), { registry }).map(
      ({ source, rule }) => `${source.uri.slice(testRoot.length + 1)} ${rule}`,
    );
    assert.deepEqual(left, ['b.arch every-queue']);
  });

  it('of a rule that is off is not called unused', async () => {
    const off = parseConfig('{ "rules": { "every-queue": "off" } }', `${testRoot}/archlint.json`, testRoot, registry);
    assert.deepEqual(await findings('queue A // archlint-ignore every-queue: why', off), []);
  });

  it('are offered for each finding but those that silence cannot mend', async () => {
    const all = await findings('queue A { oops\nservice B // archlint-ignore nope: why');
    const offered = all.filter((finding) => finding.fixes.some(isIgnoreFix)).map(({ rule }) => rule);
    assert.deepEqual(offered, ['every-queue']);
  });
});
