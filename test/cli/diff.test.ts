import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archlint, folderWith, textIn } from './run.ts';

const before = `event Paid { key id  critical }
external Web { sends Paid to Ledger }
queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books { on Paid from Ledger { puts Rows } }
store Rows
`;
const after = `// A comment more.
${before.replace('dead-letters after 5 attempts  alarm', 'alarm')}`;
const fails =
  'Not every fault is survived any more by “Web sends Paid”: Paid is lost: Books cannot handle it, and it comes again until it expires.';
const lost = 'Paid may now be lost on its way to Books: Ledger (aws.sqs) drops what keeps failing after 4d.';

interface Json {
  readonly changes: readonly {
    readonly kind: string;
    readonly bearing: string;
    readonly text: string;
    readonly side: string;
    readonly file: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
  readonly findings: {
    readonly new: readonly { readonly rule: string; readonly file: string }[];
    readonly resolved: readonly { readonly rule: string }[];
    readonly altered: readonly { readonly rule: string; readonly message: string; readonly was: string }[];
  };
  readonly broken: readonly { readonly file: string; readonly side: string; readonly rule: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

async function json(folder: string, ...words: readonly string[]): Promise<Json> {
  const { out, err } = await archlint(folder, ['diff', '--format', 'json', ...words]);
  assert.equal(err, '');
  return JSON.parse(out) as Json;
}

function git(folder: string, ...words: readonly string[]): void {
  const settings = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.org',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'core.hooksPath=/dev/null',
  ];
  execFileSync('git', [...settings, ...words], { cwd: folder, stdio: 'pipe' });
}

/** A repository whose branch `main` holds the files. */
function repositoryWith(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'First');
  return folder;
}

describe('archlint diff', () => {
  it('says what is different between two folders, and which findings are new and resolved', async () => {
    const folder = folderWith({ 'old/shop.arch': before, 'new/shop.arch': after });
    const { changes, findings, summary } = await json(folder, 'old', 'new');
    assert.deepEqual(
      changes.map(({ kind, bearing, text, side, file, range }) => `${kind} ${bearing} ${side} ${file}:${range.start.line} ${text}`),
      [
        'dead-letters worse before old/shop.arch:3 Removes the only dead-letter queue of Ledger.',
        `loss worse after new/shop.arch:5 ${lost}`,
        `faults worse after new/shop.arch:4 ${fails}`,
      ],
    );
    assert.deepEqual(
      findings.new.map(({ rule, file }) => `${file} ${rule}`),
      ['new/shop.arch missing-dead-letter-queue'],
    );
    assert.deepEqual(findings.resolved, []);
    assert.deepEqual(summary, { worse: 3, better: 0, other: 0, newFindings: 1, resolvedFindings: 0, alteredFindings: 0 });
  });

  it('says it to people, in sections', async () => {
    const folder = folderWith({ 'old.arch': after, 'new.arch': before });
    const { status, out } = await archlint(folder, ['diff', 'old.arch', 'new.arch']);
    assert.equal(status, 0);
    assert.match(out, /^For the better\n {2}\+ Gives Ledger a dead-letter queue: a queue of its own\. new\.arch:3\n/);
    assert.match(out, /\n\nResolved findings\n {2}old\.arch:4 error missing-dead-letter-queue\n {4}If Books keeps failing/);
    assert.match(
      out,
      /\n\nFrom old\.arch to new\.arch: 3 changes \(0 for the worse, 3 for the better, 0 otherwise\), 0 new findings, 1 resolved\.\n$/,
    );
    const same = await archlint(folder, ['diff', 'old.arch', 'old.arch']);
    assert.equal(same.out, 'From old.arch to old.arch the design does the same.\n');
  });

  it('knows again what only has another name', async () => {
    const renamed = before
      .replaceAll('Ledger', 'PaymentsToBook')
      .replaceAll('Paid', 'Charged')
      .replace('after 5 attempts', 'after 6 attempts');
    const folder = folderWith({ 'old/shop.arch': `${before}queue Idle\n`, 'new/shop.arch': renamed });
    const { changes, findings, summary } = await json(folder, 'old', 'new');
    assert.deepEqual(
      changes.filter(({ kind }) => kind === 'renames').map(({ text, file, range, side }) => `${file}:${range.start.line} ${side} ${text}`),
      [
        'new/shop.arch:3 after Renames the queue Ledger (aws.sqs) to PaymentsToBook.',
        'new/shop.arch:1 after Renames the event Paid to Charged.',
      ],
    );
    assert.deepEqual(
      changes.filter(({ bearing }) => bearing !== 'other').map(({ text }) => text),
      [],
    );
    const rest = changes.filter(({ kind }) => kind !== 'renames').map(({ text, range }) => `${range.start.line}: ${text}`);
    assert.ok(rest.includes('6: Removes the queue Idle.'), rest.join('\n'));
    assert.ok(!rest.some((text) => /Ledger|Paid/.test(text)), rest.join('\n'));
    assert.deepEqual([findings.new, summary.worse], [[], 0]);
    for (const format of ['text', 'markdown']) {
      const { out } = await archlint(folder, ['diff', '--format', format, 'old', 'new']);
      assert.match(out, /Renames the queue Ledger \(aws\.sqs\) to PaymentsToBook\./);
    }
  });

  it('knows again operations, flows and groups, and compares what goes by their names', async () => {
    const old = `group Front {
  service Till : aws.lambda { timeout 5s  serves pay idempotent by paymentId { puts Rows } }
  actor Guest { calls Till.pay with timeout 9s, key paymentId }
}
store Rows : aws.dynamodb { key paymentId }
flow Buy from Till.pay { within 3s  available 99% }
`;
    const folder = folderWith({
      'old/shop.arch': old,
      'new/shop.arch': old
        .replaceAll(/\bpay\b/g, 'charge')
        .replace('Buy', 'Purchase')
        .replace('Front', 'Counter')
        .replace('within 3s', 'within 4s'),
    });
    const { changes } = await json(folder, 'old', 'new');
    assert.deepEqual(
      changes.map(({ text, range, side }) => `${range.start.line} ${side} ${text}`),
      [
        '2 after Renames the operation pay of Till to charge.',
        '6 after Renames the flow Buy to Purchase.',
        '1 after Renames the group Front to Counter.',
        '6 after The flow Purchase promises an answer within 4s now; it was an answer within 3s.',
      ],
    );
  });

  it('makes a comment for a pull request', async () => {
    const folder = folderWith({ 'old.arch': before, 'new.arch': `${after}queue Idle\n` });
    const { out } = await archlint(folder, ['diff', 'old.arch', 'new.arch', '--format', 'markdown', '--output', 'comment.md']);
    assert.match(out, /^From old\.arch to new\.arch: 4 changes .+ The report is in comment\.md\.\n$/);
    const comment = textIn(folder, 'comment.md');
    assert.match(comment, /^### What this change does to the architecture\n\nFrom old\.arch to new\.arch: 4 changes /);
    assert.ok(
      comment.includes(
        `\n#### For the worse\n\n- 🔴 Removes the only dead-letter queue of Ledger. <sub>\`old.arch:3\`</sub>\n- 🔴 ${lost}`,
      ),
    );
    assert.match(
      comment,
      /\n#### New findings\n\n\| \| where \| what \| rule \|\n\| --- \| --- \| --- \| --- \|\n\| 🔴 error \| `new\.arch:4` \|/,
    );
    assert.match(comment, /\n<details><summary>1 other change<\/summary>\n\n- ⚪ Adds the queue Idle\./);
  });

  it('fits into a comment, what matters most first', async () => {
    const many = (words: string): string =>
      Array.from({ length: 400 }, (_, index) =>
        before.replaceAll(/\b(Paid|Web|Ledger|Books|Rows)\b/g, `$1${index}`).replace(words, ''),
      ).join('');
    const folder = folderWith({ 'old.arch': many(''), 'new.arch': many('dead-letters after 5 attempts') });
    const { out } = await archlint(folder, ['diff', 'old.arch', 'new.arch', '--format', 'markdown']);
    assert.ok(out.length < 65_536 && out.length > 50_000, String(out.length));
    assert.match(out, /#### For the worse\n\n- 🔴 Removes the only dead-letter queue of Ledger0\./);
    assert.equal(out.match(/^… and \d+ more\. `archlint diff` lists them all\.$/gm)?.length, 2);
    assert.match(
      out,
      /lists them all\.\n\n#### New findings\n\n\| \| where \| what \| rule \|\n\| --- \| --- \| --- \| --- \|\n\| .*Ledger0/,
    );
  });

  it('takes a finding for the same one where it only tells of another name or figure, in every format', async () => {
    const shorter = after.replace('alarm', 'alarm  retention 1d');
    const folder = folderWith({ 'old.arch': after, 'new.arch': shorter });
    const { findings, summary } = await json(folder, 'old.arch', 'new.arch');
    assert.deepEqual(
      findings.altered.map(({ rule, was, message }) => [rule, was.includes('after 4d'), message.includes('after 1d')]),
      [['missing-dead-letter-queue', true, true]],
    );
    assert.ok(![...findings.new, ...findings.resolved].some(({ rule }) => rule === 'missing-dead-letter-queue'));
    assert.equal(summary.alteredFindings, 1);
    const text = await archlint(folder, ['diff', 'old.arch', 'new.arch']);
    assert.match(text.out, /\n\nFindings that stay, and say something else\n {2}new\.arch:4 error missing-dead-letter-queue\n/);
    assert.match(text.out, /resolved, 1 that says something else\.\n$/);
    const { out } = await archlint(folder, ['diff', 'old.arch', 'new.arch', '--format', 'markdown']);
    assert.match(out, /<details><summary>1 finding that stays and says something else<\/summary>\n\n\| \| where/);
  });

  it('warns of a file that is broken, of either side, in every format', async () => {
    const folder = folderWith({ 'old/a.arch': before, 'new/a.arch': before.replace('service Books {', 'service Books [') });
    const hint = /What stands there is not understood, and may be told as gone or resolved\./;
    for (const [base, head] of [
      ['old', 'new'],
      ['new', 'old'],
    ] as const) {
      const text = await archlint(folder, ['diff', base, head]);
      assert.match(text.out, /^Broken new\/a\.arch:4, in new: /);
      assert.match(text.out.replace(/\s+/g, ' '), hint);
      const { out } = await archlint(folder, ['diff', base, head, '--format', 'markdown']);
      assert.match(out, /\n\n> \[!WARNING\]\n> new\/a\.arch:4, in new: /);
      const { broken } = await json(folder, base, head);
      assert.deepEqual(
        broken.map(({ file, side, rule }) => [file, side, rule]),
        [['new/a.arch', 'new', 'syntax-error']],
      );
    }
    const whole = await archlint(folder, ['diff', 'old', 'old']);
    assert.equal(whole.out, 'From old to old the design does the same.\n');
  });

  it('ends with 1 where it is asked to and something is worse', async () => {
    const folder = folderWith({ 'old.arch': before, 'new.arch': after });
    const status = async (...words: readonly string[]) => (await archlint(folder, ['diff', ...words])).status;
    assert.deepEqual(
      [
        await status('old.arch', 'new.arch', '--exit-code'),
        await status('new.arch', 'old.arch', '--exit-code'),
        await status('old.arch', 'new.arch'),
      ],
      [1, 0, 0],
    );
  });

  it('compares revisions with each other and with the working tree', async () => {
    const folder = repositoryWith({ 'designs/shop.arch': before, 'other/x.arch': 'system x { queue {' });
    writeFileSync(join(folder, 'designs/shop.arch'), after);
    const texts = ({ changes }: Json) => changes.map(({ text }) => text);
    const expected = ['Removes the only dead-letter queue of Ledger.', lost, fails];
    assert.deepEqual(texts(await json(folder, 'main')), expected);
    assert.deepEqual(texts(await json(join(folder, 'designs'), 'main')), expected);
    assert.deepEqual(texts(await json(folder, 'main', '--in', 'designs/shop.arch')), expected);
    git(folder, 'commit', '--quiet', '--all', '--message', 'Second');
    assert.deepEqual(texts(await json(folder, 'HEAD~1', 'HEAD', '--in', 'designs')), expected);
    assert.deepEqual(texts(await json(folder, 'main')), []);
    // The folder is gone from the working tree, and the file moves inside of the revision.
    mkdirSync(join(folder, 'moved'));
    writeFileSync(join(folder, 'moved/store.arch'), after);
    rmSync(join(folder, 'designs'), { recursive: true });
    assert.deepEqual(texts(await json(folder, 'HEAD~1', 'HEAD', '--in', 'designs')), expected);
    const moved = await json(folder, 'HEAD');
    assert.deepEqual([texts(moved), moved.findings.new, moved.findings.resolved], [[], [], []]);
  });

  it('obeys the archlint.json of each revision, and what it extends', async () => {
    const folder = repositoryWith({
      'archlint.json': '{ "extends": "./house.json" }',
      'house.json': '{ "rules": { "missing-dead-letter-queue": "off" } }',
      'a/shop.arch': before,
    });
    writeFileSync(join(folder, 'a/shop.arch'), after);
    assert.deepEqual((await json(folder, 'main')).findings.new, []);
    writeFileSync(join(folder, 'house.json'), '{}');
    assert.deepEqual(
      (await json(folder, 'main')).findings.new.map(({ rule }) => rule),
      ['missing-dead-letter-queue'],
    );
    git(folder, 'commit', '--quiet', '--all', '--message', 'Second');
    const { findings } = await json(folder, 'HEAD~1', 'HEAD');
    assert.deepEqual(
      findings.new.map(({ rule }) => rule),
      ['missing-dead-letter-queue'],
    );
  });

  it('looks in a revision at the file or folder that it is compared with', async () => {
    const folder = repositoryWith({ 'a/shop.arch': before, 'b/other.arch': 'service Other\n', 'c.arch': 'service C\n' });
    writeFileSync(join(folder, 'a/shop.arch'), after);
    const texts = ({ changes }: Json) => changes.map(({ text }) => text);
    const [removed = ''] = texts(await json(folder, 'main', 'a'));
    assert.equal(removed, 'Removes the only dead-letter queue of Ledger.');
    assert.equal(texts(await json(folder, 'main', 'a/shop.arch')).length, 3);
    assert.equal(texts(await json(join(folder, 'b'), 'main', '../a')).length, 3);
    assert.equal(texts(await json(folder, 'a/shop.arch', ':/First'))[0], 'Gives Ledger a dead-letter queue: a queue of its own.');
  });

  it('tells of one file of a project what stands there, also where it has gone', async () => {
    const folder = repositoryWith({
      'archlint.json': '{}',
      'a/shop.arch': before,
      'a/web.arch': 'service Idle\nqueue Empty\n',
      'b.arch': 'store Far\n',
    });
    writeFileSync(join(folder, 'a/shop.arch'), after);
    writeFileSync(join(folder, 'b.arch'), 'store Near\nqueue Near2\n');
    rmSync(join(folder, 'a/web.arch'));
    const texts = ({ changes }: Json) => changes.map(({ text }) => text);
    const gone = ['Removes the service Idle.', 'Removes the queue Empty.'];
    assert.deepEqual(texts(await json(folder, 'main', '--in', 'a/shop.arch')), [
      'Removes the only dead-letter queue of Ledger.',
      lost,
      fails,
    ]);
    assert.deepEqual(texts(await json(folder, 'main', '--in', 'a/web.arch')), gone);
    git(folder, 'commit', '--quiet', '--all', '--message', 'Second');
    assert.deepEqual(texts(await json(folder, 'HEAD~1', 'HEAD', '--in', 'a/web.arch')), gone);
    assert.deepEqual(texts(await json(folder, 'HEAD', 'HEAD~1', '--in', 'a/web.arch')), [
      'Adds the service Idle.',
      'Adds the queue Empty.',
    ]);
  });

  it('says that what a revision lacks may have to be fetched, in a clone that is shallow', async () => {
    const origin = repositoryWith({ 'a.arch': 'service A\n' });
    writeFileSync(join(origin, 'a.arch'), 'service B\n');
    git(origin, 'commit', '--quiet', '--all', '--message', 'Second');
    const folder = folderWith({});
    git(folder, 'clone', '--quiet', '--depth', '1', `file://${origin}`, 'clone');
    const { status, err } = await archlint(join(folder, 'clone'), ['diff', 'HEAD~1']);
    assert.equal(status, 2);
    assert.equal(
      err,
      'archlint: There is no file or folder HEAD~1, and git knows no revision of that name: this clone is shallow, so it may have to be fetched first.\n',
    );
  });

  it('takes a side without designs for one where all is still to come', async () => {
    const folder = repositoryWith({ 'readme.txt': '' });
    writeFileSync(join(folder, 'shop.arch'), 'service A\n');
    const { changes } = await json(folder, 'main');
    assert.deepEqual(
      changes.map(({ text }) => text),
      ['Adds the service A.'],
    );
  });

  describe('says in one line what is wrong', () => {
    const repository = repositoryWith({ 'a.arch': 'service A\n', 'bad.json': '{', 'empty/x.txt': '' });
    const elsewhere = folderWith({ 'a.arch': '' });
    const cases: readonly (readonly [what: string, folder: string, words: string, err: string])[] = [
      [
        'nothing to compare',
        repository,
        '',
        '`archlint diff` needs something to compare with: `archlint diff main`, `archlint diff old/ new/`.',
      ],
      ['three things', repository, 'a b c', '`archlint diff` compares two versions at a time.'],
      [
        'two revisions in one word',
        repository,
        'main..other',
        'There is no file or folder main..other, and git knows no revision of that name: to compare two, write `archlint diff main other`.',
      ],
      [
        'a file of a revision in one word',
        repository,
        'main:a.arch',
        'There is no file or folder main:a.arch, and git knows no revision of that name: to look at one file, write `archlint diff main --in a.arch`.',
      ],
      ['what is no commit', repository, 'main^{tree}', 'There is no file or folder main^{tree}, and git knows no revision of that name.'],
      [
        'no designs at a place',
        repository,
        'main --in nowhere',
        'There is no .arch file in main, and none in nowhere: nothing is at nowhere.',
      ],
      ['an unknown revision', repository, 'mian', 'There is no file or folder mian, and git knows no revision of that name.'],
      [
        'what looks like an option',
        repository,
        '-- --output=x',
        'There is no file or folder --output=x, and git knows no revision of that name.',
      ],
      [
        'no repository',
        elsewhere,
        'main',
        'There is no file or folder main, and this is no git repository in which it could be a revision.',
      ],
      ['an unknown format', repository, 'main --format xml', 'The option --format takes text, markdown or json, not "xml".'],
      ['no designs', repository, 'empty empty', 'There is no .arch file in empty, and none in empty.'],
      [
        'a broken configuration',
        repository,
        'main --config bad.json',
        'bad.json:1:2: bad.json is not JSON: Expected a name in double quotes, but found the end of the file.',
      ],
    ];
    it('an empty word, as a variable that is not set leaves it', async () => {
      for (const [words, name] of [
        [[''], 'BASE'],
        [['main', ''], 'HEAD'],
        [['main', '--in', ''], '--in'],
      ] as const) {
        const { status, err } = await archlint(repository, ['diff', ...words]);
        assert.deepEqual(
          [status, err],
          [2, `archlint: ${name} is empty: \`archlint diff\` needs the name of a file, a folder or a revision there.\n`],
        );
      }
    });
    for (const [what, folder, words, message] of cases) {
      it(what, async () => {
        const { status, out, err } = await archlint(folder, ['diff', ...words.split(' ').filter((word) => word !== '')]);
        assert.deepEqual([status, out, err], [2, '', `archlint: ${message}\n`]);
      });
    }
  });
});
