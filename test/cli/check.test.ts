import assert from 'node:assert/strict';
import { chmodSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { archlint, folderWith, textIn } from './run.ts';

/** One error (a product that keeps nothing for 30 days), one warning (a message that nobody takes). */
const faulty = `event Placed { key orderId }
queue Orders : aws.sqs { retention 30d  drops after 5 attempts }
external Shop { sends Placed to Orders }
`;
const clean = 'external Shop\n';
const escapeCode = '\u001b';

interface Json {
  readonly findings: readonly {
    readonly rule: string;
    readonly code: string;
    readonly severity: string;
    readonly message: string;
    readonly file: string;
    readonly range: {
      readonly start: { readonly line: number; readonly column: number };
      readonly end: { readonly line: number; readonly column: number };
    };
    readonly related: readonly { readonly file: string; readonly message: string }[];
    readonly fixes: readonly { readonly title: string; readonly safe: boolean; readonly edits: readonly object[] }[];
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

async function checkJson(folder: string, ...words: readonly string[]): Promise<Json> {
  const { out, err } = await archlint(folder, ['check', '--format', 'json', ...words]);
  assert.equal(err, '');
  return JSON.parse(out) as Json;
}

describe('archlint check', () => {
  it('shows each finding with its line, and counts them', async () => {
    const { status, out, err } = await archlint(folderWith({ 'shop.arch': faulty }), ['check']);
    assert.equal(err, '');
    assert.equal(status, 1);
    assert.match(out, /^shop\.arch:1:1 warning unmatched-event HYG001\n {2}Placed is sent by /m);
    assert.match(out, /^shop\.arch:2:26 error invalid-technology-setting HYG002$/m);
    assert.match(out, /^ {2}2 \| queue Orders : aws\.sqs \{ retention 30d {2}drops after 5 attempts \}\n {4}\| {26}\^{13}$/m);
    assert.match(out, /^ {2}fix: Set retention to 14d instead of 30d$/m);
    assert.match(out, /\n\n1 error, 1 warning.* in 1 file\.\n$/);
    assert.ok(!out.includes('\u001b'), 'no colour where there is no terminal');
  });

  it('colours when it is told to, and not when it is told not to', async () => {
    const folder = folderWith({ 'shop.arch': faulty });
    assert.ok((await archlint(folder, ['check'], { FORCE_COLOR: '1' })).out.includes(escapeCode));
    assert.ok(!(await archlint(folder, ['check'], { NO_COLOR: '1' })).out.includes(escapeCode));
  });

  it('writes findings for programs, lines and columns from 1', async () => {
    const { findings, summary } = await checkJson(folderWith({ 'a/shop.arch': faulty }));
    const finding = findings.find(({ rule }) => rule === 'invalid-technology-setting');
    assert.ok(finding);
    assert.equal(finding.file, 'a/shop.arch');
    assert.equal(finding.code, 'HYG002');
    assert.equal(finding.severity, 'error');
    assert.deepEqual(finding.range, { start: { line: 2, column: 26 }, end: { line: 2, column: 39 } });
    assert.deepEqual(finding.fixes[0], {
      title: 'Set retention to 14d instead of 30d',
      safe: false,
      edits: [{ file: 'a/shop.arch', range: finding.range, text: 'retention 14d' }],
    });
    const unmatched = findings.find(({ rule }) => rule === 'unmatched-event');
    assert.deepEqual(
      unmatched?.related.map(({ file }) => file),
      ['a/shop.arch'],
    );
    assert.deepEqual([summary.files, summary.errors, summary.warnings], [1, 1, 1]);
  });

  it('succeeds where there is nothing to mend', async () => {
    const { status, out } = await archlint(folderWith({ 'a.arch': clean }), ['check', 'a.arch']);
    assert.deepEqual([status, out], [0, 'No problems in 1 file.\n']);
  });

  it('fails on warnings only when there are more than are allowed', async () => {
    const folder = folderWith({ 'a.arch': 'event Placed { key orderId }\n' });
    const status = async (...words: readonly string[]) => (await archlint(folder, ['check', ...words])).status;
    assert.deepEqual(await Promise.all([status(), status('--max-warnings', '1'), status('--max-warnings=0')]), [0, 0, 1]);
  });

  it('reports broken text under the ids of what is wrong', async () => {
    const { findings } = await checkJson(folderWith({ 'a.arch': 'queue A\nqueue A\nservice S { calls Nobody }\nqueue {' }));
    const rules = new Set(findings.map(({ rule }) => rule));
    for (const rule of ['duplicate-name', 'unknown-name', 'syntax-error']) assert.ok(rules.has(rule), rule);
  });

  describe('finds projects', () => {
    const parts = {
      'events.arch': 'system shop { event Placed { key id } }',
      'shop.arch': 'system shop { external Web { publishes Placed } external Mail { on Placed } }',
    };
    const unknown = async (folder: string, ...paths: readonly string[]) =>
      (await checkJson(folder, ...paths)).findings.filter(({ rule }) => rule === 'unknown-name').length;

    it('of files of one folder named together, of a folder, of a glob', async () => {
      const folder = folderWith({ 'x/events.arch': parts['events.arch'], 'x/shop.arch': parts['shop.arch'] });
      assert.equal(await unknown(folder, 'x/events.arch', 'x/shop.arch'), 0);
      assert.equal(await unknown(folder, 'x'), 0);
      assert.equal(await unknown(folder), 0);
      assert.equal(await unknown(folder, 'x/*.arch'), 0);
      assert.equal(await unknown(folder, 'x/shop.arch'), 2, 'alone, it lacks the event');
    });

    it('but not of packages and hidden folders, unless they are named', async () => {
      const above = folderWith({
        'here/a.arch': 'external Shop\n',
        'here/node_modules/house/b.arch': 'queue {',
        'here/.history/c.arch': 'queue {',
        'here/.d.arch': 'queue {',
      });
      const folder = join(above, 'here');
      assert.match((await archlint(folder, ['check'])).out, / in 1 file\.\n$/);
      assert.match((await archlint(folder, ['check', '.history'])).out, /c\.arch:1:7 error /);
      assert.match((await archlint(folder, ['check', '.history/*.arch', '../*/node_modules/**/*.arch'])).out, / in 2 files\.\n$/);
    });

    it('by links to files, not by those to folders', async () => {
      const folder = folderWith({ 'designs/a.arch': 'external Shop\n', 'elsewhere/b.arch': 'external Bank\n' });
      symlinkSync(join(folder, 'elsewhere/b.arch'), join(folder, 'designs/b.arch'));
      symlinkSync(join(folder, 'elsewhere'), join(folder, 'designs/folder.arch'));
      symlinkSync(folder, join(folder, 'designs/circle'));
      assert.match((await archlint(folder, ['check', 'designs'])).out, / in 2 files\.\n$/);
      symlinkSync(join(folder, 'nowhere'), join(folder, 'designs/c.arch'));
      const { status, err } = await archlint(folder, ['check', 'designs']);
      assert.deepEqual([status, err], [2, 'archlint: Cannot read designs/c.arch: there is no such file or folder.\n']);
    });

    it('apart, files of two folders', async () => {
      const folder = folderWith({ 'x/events.arch': parts['events.arch'], 'y/shop.arch': parts['shop.arch'] });
      assert.equal(await unknown(folder, 'x/events.arch', 'y/shop.arch'), 2);
      assert.equal(await unknown(folder, 'x', 'y'), 2);
      assert.equal(await unknown(folder, '.'), 0);
    });

    it('bounded by archlint.json, whose other files are read but not reported', async () => {
      const folder = folderWith({
        'archlint.json': '{}',
        'x/events.arch': parts['events.arch'],
        'y/shop.arch': parts['shop.arch'],
        'z/bad.arch': 'queue {',
      });
      const { findings, summary } = await checkJson(folder, 'y/shop.arch');
      assert.deepEqual(findings, []);
      assert.equal(summary.files, 1);
      const inner = folderWith({
        'archlint.json': '{}',
        'x/events.arch': parts['events.arch'],
        'y/archlint.json': '{}',
        'y/shop.arch': parts['shop.arch'],
      });
      assert.equal(await unknown(inner), 2);
    });
  });

  it('obeys archlint.json: severities, options, overrides, ignored files', async () => {
    const rules = { 'unmatched-event': 'off', HYG002: 'info' };
    const overrides = [{ files: ['old/**'], rules: { 'invalid-technology-setting': 'off' } }];
    const folder = folderWith({
      'archlint.json': JSON.stringify({ rules, overrides, ignore: ['drafts'] }),
      'a.arch': `system a { ${faulty} }`,
      'old/b.arch': `system b { ${faulty} }`,
      'drafts/c.arch': 'queue {',
    });
    const { findings, summary } = await checkJson(folder);
    assert.deepEqual(
      findings.map(({ rule, severity, file }) => `${file} ${severity} ${rule}`),
      ['a.arch info invalid-technology-setting'],
    );
    assert.equal(summary.files, 2);
    const given = folderWith({
      'strict.json': JSON.stringify({ rules: { 'unmatched-event': 'error', HYG002: 'off' } }),
      'archlint.json': '{}',
      'a.arch': faulty,
    });
    assert.deepEqual(
      (await checkJson(given, '--config', 'strict.json')).findings.map(({ rule, severity }) => `${severity} ${rule}`),
      ['error unmatched-event'],
    );
  });

  it('takes suggestions one by one with --fix-suggested, and leaves a design without their findings', async () => {
    const text = `event Paid { key paymentId  critical }
actor Shopper { sends Paid to Ledger }
queue Ledger : aws.sqs { visibility 60s }
service Statistics : aws.lambda { timeout 10s  on Paid from Ledger { increments Sales } }
store Sales : aws.dynamodb
`;
    const folder = folderWith({ 'a.arch': text });
    await archlint(folder, ['check', '--fix-suggested']);
    assert.match(textIn(folder, 'a.arch'), /queue Ledger : aws\.sqs \{.*dead-letters after 5 attempts.*alarm/);
    assert.match(textIn(folder, 'a.arch'), /idempotent/);
    assert.equal((await archlint(folder, ['check'])).status, 0);
  });

  describe('mends with --fix', () => {
    const text = '// archlint-ignore unmatched-event: gone\nexternal Shop\nexternal Mail // archlint-ignore event-loop: gone\n';

    it('what is safe, and writes the file', async () => {
      const folder = folderWith({ 'a.arch': text, 'b.arch': clean });
      const before = statSync(join(folder, 'b.arch')).mtimeMs;
      chmodSync(join(folder, 'a.arch'), 0o640);
      const { status, out } = await archlint(folder, ['check', '--fix']);
      assert.deepEqual([status, out], [0, '2 fixes made. No problems in 2 files.\n']);
      assert.equal(textIn(folder, 'a.arch'), 'external Shop\nexternal Mail\n');
      assert.equal(statSync(join(folder, 'a.arch')).mode & 0o777, 0o640);
      assert.equal(statSync(join(folder, 'b.arch')).mtimeMs, before);
      assert.deepEqual(readdirSync(folder).sort(), ['a.arch', 'b.arch']);
    });

    it('nothing that is read-only', async () => {
      const folder = folderWith({ 'a.arch': text });
      chmodSync(join(folder, 'a.arch'), 0o444);
      const { status, err } = await archlint(folder, ['check', '--fix']);
      assert.deepEqual([status, err], [2, 'archlint: Cannot write a.arch: it is read-only.\n']);
      assert.equal(textIn(folder, 'a.arch'), text);
      assert.deepEqual(readdirSync(folder), ['a.arch']);
    });

    it('through a link, which stays one', async () => {
      const folder = folderWith({ 'real/a.txt': text });
      symlinkSync('real/a.txt', join(folder, 'a.arch'));
      await archlint(folder, ['check', '--fix', 'a.arch']);
      assert.equal(textIn(folder, 'real/a.txt'), 'external Shop\nexternal Mail\n');
    });

    it('only in the files that were named', async () => {
      const folder = folderWith({ 'archlint.json': '{}', 'a.arch': text, 'b.arch': `system b { ${text} }` });
      await archlint(folder, ['check', '--fix', 'a.arch']);
      assert.equal(textIn(folder, 'b.arch'), `system b { ${text} }`);
    });

    it('and counts no column for a byte order mark', async () => {
      const folder = folderWith({ 'a.arch': '\uFEFFqueue Idle\n' });
      const { findings } = await checkJson(folder);
      assert.deepEqual(
        findings.map(({ rule, range }) => [rule, range.start.column]),
        [['unmatched-event', 1]],
      );
    });

    it('and keeps CRLF and a byte order mark', async () => {
      const folder = folderWith({ 'a.arch': '\uFEFFexternal Shop // archlint-ignore event-loop: gone\r\nexternal Mail\r\n' });
      await archlint(folder, ['check', '--fix']);
      assert.equal(textIn(folder, 'a.arch'), '\uFEFFexternal Shop\r\nexternal Mail\r\n');
    });
  });

  describe('says in one line what it cannot read', () => {
    const cases: readonly (readonly [
      what: string,
      files: Readonly<Record<string, string | Uint8Array>>,
      words: readonly string[],
      err: RegExp,
    ])[] = [
      ['a path that is not there', {}, ['nope.arch'], /^archlint: Cannot read nope\.arch: there is no such file or folder\.\n$/],
      ['a glob that matches nothing', {}, ['*.arch'], /^archlint: No \.arch file matches \*\.arch\.\n$/],
      ['a folder without designs', { 'a.txt': '' }, ['.'], /^archlint: No \.arch file in \.\.\n$/],
      [
        'a file that is no design',
        { 'a.json': '{}' },
        ['a.json'],
        /^archlint: Cannot read a\.json: it is no design, whose name would end in \.arch\.\n$/,
      ],
      ['a dash for the standard input', {}, ['-'], /^archlint: Cannot read -: with `--stdin --stdin-filename FILE`, check and format read/],
      ['a binary file', { 'a.arch': new Uint8Array([0, 1, 2]) }, ['a.arch'], /^archlint: Cannot read a\.arch: it is not a text file\.\n$/],
      [
        'another encoding',
        { 'a.arch': new Uint8Array([0x71, 0xff, 0xfe]) },
        ['a.arch'],
        /^archlint: Cannot read a\.arch: it is not UTF-8 text\.\n$/,
      ],
      [
        'a broken configuration',
        { 'a.arch': clean, 'archlint.json': '{' },
        ['a.arch'],
        /^archlint: archlint\.json:1:2: archlint\.json is not JSON: [^\n]+\n$/,
      ],
      [
        'a configuration that is not there',
        { 'a.arch': clean },
        ['--config', 'x.json'],
        /^archlint: Cannot read x\.json: there is no such file or folder\.\n$/,
      ],
      ['an unknown option', {}, ['--fixx'], /^archlint: `archlint check` has no option --fixx\. Did you mean --fix\?\n$/],
      [
        'an unknown format',
        {},
        ['--format', 'xml'],
        /^archlint: The option --format takes text, compact, json, [^\n]+ or markdown, not "xml"\.\n$/,
      ],
      ['an option without its value', {}, ['--format'], /^archlint: The option --format needs a value\.[^\n]+\n$/],
      ['a value where none belongs', {}, ['--fix=yes'], /^archlint: The option --fix takes no value\.\n$/],
      ['a format misspelt', {}, ['--format', 'sariff'], /, not "sariff"\. Did you mean sarif\?\n$/],
      ['a count that is none', {}, ['--max-warnings', 'few'], /^archlint: The option --max-warnings takes a whole number [^\n]+\n$/],
    ];
    for (const [what, files, words, err] of cases) {
      it(what, async () => {
        const ran = await archlint(folderWith(files), ['check', ...words]);
        assert.match(ran.err, err);
        assert.deepEqual([ran.status, ran.out], [2, '']);
      });
    }

    it('each of several', async () => {
      const { err } = await archlint(folderWith({ 'a.arch': new Uint8Array([0]), 'b.arch': new Uint8Array([0]) }), ['check']);
      assert.equal(err.trim().split('\n').length, 2);
    });
  });

  it('shows names of all scripts, and lets no text steer the terminal', async () => {
    const { out } = await archlint(folderWith({ 'a.arch': 'event Bestellung_übermittelt { key id } // \u001b[31mred\u202E 🎉\n' }), [
      'check',
    ]);
    assert.match(out, /Bestellung_übermittelt is declared/);
    assert.ok(!out.includes(escapeCode) && !out.includes('\u202E'));
  });

  it('takes an empty file and a long line in its stride', async () => {
    const { status, out } = await archlint(folderWith({ 'a.arch': '', 'b.arch': `event A { key id } // ${'x'.repeat(5000)}\n` }), [
      'check',
    ]);
    assert.equal(status, 0);
    assert.ok(out.split('\n').every((line) => line.length < 400));
  });
});
