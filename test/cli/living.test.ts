/** What a team needs to live with `archlint check`: baselines, shorter reports, other inputs and outputs. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archlint, archlintProcess, folderWith, startArchlint, textIn } from './run.ts';

/** One error and one warning. */
const faulty = `event Placed { key orderId }
queue Orders : aws.sqs { retention 30d  drops after 5 attempts }
external Shop { sends Placed to Orders }
`;

interface Json {
  readonly findings: readonly {
    readonly rule: string;
    readonly file: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
  readonly summary: {
    readonly errors: number;
    readonly baseline?: { readonly known: number; readonly renamed: number; readonly gone: number };
  };
  readonly stats?: { readonly reading: number; readonly rules: readonly { readonly rule: string; readonly milliseconds: number }[] };
}

async function json(folder: string, words: readonly string[], input?: string): Promise<Json> {
  const all = ['check', '--format', 'json', ...words];
  const { out } = input === undefined ? await archlint(folder, all) : await archlintProcess(folder, all, input);
  return JSON.parse(out) as Json;
}

describe('archlint check with a baseline', () => {
  it('reports what is new, though lines and files have moved, and says what no longer occurs', async () => {
    const folder = folderWith({ 'archlint.json': '{}', 'a/shop.arch': faulty });
    const written = await archlint(folder, ['check', '--write-baseline']);
    assert.deepEqual(
      [written.status, written.out],
      [0, '2 findings known now, in archlint-baseline.json. From now on: `archlint check --baseline archlint-baseline.json`.\n'],
    );
    const known = await archlint(folder, ['check', '--baseline', 'archlint-baseline.json']);
    assert.deepEqual([known.status, known.out], [0, 'No new problems in 1 file. 2 findings known from the baseline.\n']);

    // The file moves, its lines move, one fault is mended, and another one comes.
    mkdirSync(join(folder, 'b'));
    renameSync(join(folder, 'a/shop.arch'), join(folder, 'b/store.arch'));
    rmSync(join(folder, 'a'), { recursive: true });
    writeFileSync(join(folder, 'b/store.arch'), `// More.\n\n${faulty.replace('30d', '14d')}queue Idle : aws.sqs\n`);
    const { findings, summary } = await json(folder, ['--baseline', 'archlint-baseline.json']);
    assert.deepEqual(
      findings.map(({ rule, file, range }) => `${file}:${range.start.line} ${rule}`),
      ['b/store.arch:6 unmatched-event'],
    );
    assert.deepEqual(summary.baseline, { known: 1, renamed: 0, gone: 1 });
    const { out } = await archlint(folder, ['check', '--baseline', 'archlint-baseline.json']);
    assert.match(out, / 1 finding known from the baseline\. 1 entry of it no longer occurs: --write-baseline drops it\.\n$/);
  });

  it('knows what was renamed, says so, and reports what comes beside it', async () => {
    const folder = folderWith({ 'archlint.json': '{ "baseline": "archlint-baseline.json" }', 'shop.arch': faulty });
    await archlint(folder, ['check', '--write-baseline']);
    writeFileSync(join(folder, 'shop.arch'), faulty.replaceAll('Orders', 'Purchases'));
    const { findings, summary } = await json(folder, []);
    assert.deepEqual([findings, summary.baseline], [[], { known: 2, renamed: 1, gone: 0 }]);
    const { out } = await archlint(folder, ['check']);
    assert.equal(
      out,
      'No new problems in 1 file. 2 findings known from the baseline, 1 of them under another name now: --write-baseline notes it.\n',
    );
    await archlint(folder, ['check', '--write-baseline']);
    assert.deepEqual((await json(folder, [])).summary.baseline, { known: 2, renamed: 0, gone: 0 });
  });

  it('keeps what is known of files that were not checked when it is written anew, and nothing of those that are gone', async () => {
    const folder = folderWith({
      'archlint.json': '{ "baseline": "known.json" }',
      'a/a.arch': 'queue A\n',
      'b/b.arch': 'queue B\n',
      'c.arch': 'queue C\n',
    });
    const files = (): readonly string[] =>
      (JSON.parse(textIn(folder, 'known.json')) as { readonly findings: readonly { readonly file: string }[] }).findings.map(
        ({ file }) => file,
      );
    await archlint(folder, ['check', '--write-baseline']);
    assert.deepEqual(files(), ['a/a.arch', 'b/b.arch', 'c.arch']);
    rmSync(join(folder, 'c.arch'));
    writeFileSync(join(folder, 'a/a.arch'), 'queue A\nqueue Other\n');
    const { out } = await archlint(folder, ['check', 'a', '--write-baseline']);
    assert.equal(
      out,
      '2 findings known now, in known.json, beside 1 entry of files that were not checked. From now on: `archlint check`.\n',
    );
    assert.deepEqual(files(), ['a/a.arch', 'a/a.arch', 'b/b.arch']);
    assert.deepEqual((await json(folder, [])).summary.baseline, { known: 3, renamed: 0, gone: 0 });
  });

  it('writes no baseline over one that cannot be read', async () => {
    const folder = folderWith({ 'a.arch': 'queue A\n', 'known.json/kept': '' });
    assert.deepEqual(await archlint(folder, ['check', '--baseline', 'known.json', '--write-baseline']), {
      status: 2,
      out: '',
      err: 'archlint: Cannot read the baseline known.json: it is a folder.\n',
    });
  });

  it('finds the baseline that archlint.json names, writes it there, and does without one that is not there yet', async () => {
    const folder = folderWith({
      'archlint.json': '{ "baseline": "known/design.json" }',
      'known/.keep': '',
      'shop.arch': faulty,
      'other/archlint.json': '{}',
      'other/idle.arch': 'queue Idle : aws.sqs\n',
    });
    assert.equal((await json(folder, ['shop.arch'])).findings.length, 2);
    const { out } = await archlint(folder, ['check', 'shop.arch', '--write-baseline']);
    assert.equal(out, '2 findings known now, in known/design.json. From now on: `archlint check`.\n');
    const { findings, summary } = await json(folder, []);
    assert.deepEqual(
      findings.map(({ rule, file }) => `${file} ${rule}`),
      ['other/idle.arch unmatched-event'],
    );
    assert.deepEqual(summary.baseline, { known: 2, renamed: 0, gone: 0 });
    writeFileSync(join(folder, 'known/design.json'), '[]');
    const wrong = await archlint(folder, ['check', 'shop.arch']);
    assert.equal(wrong.status, 2);
    assert.match(wrong.out, /design\.json is no baseline of Archlint\./);
  });

  it('counts what is known once where it mends too, and hides no second finding behind one that is known', async () => {
    const one = 'event Placed { key orderId }\nqueue Orders : aws.sqs { retention 30d  drops after 5 attempts }\n';
    const folder = folderWith({ 'a.arch': one });
    await archlint(folder, ['check', '--write-baseline']);
    const words = ['check', '--baseline', 'archlint-baseline.json', '--fix'];
    const { findings } = JSON.parse(textIn(folder, 'archlint-baseline.json')) as { readonly findings: readonly object[] };
    const known = await archlint(folder, [...words, '--format', 'json']);
    const { summary } = JSON.parse(known.out) as { readonly summary: { readonly baseline: object } };
    assert.deepEqual(summary.baseline, { known: findings.length, renamed: 0, gone: 0 });
    writeFileSync(join(folder, 'b.arch'), one);
    const again = await archlint(folder, [...words, '--format', 'compact']);
    assert.equal(again.out.match(/has retention 30d/g)?.length, 1, again.out);
  });

  it('checks again with --watch when the baseline has changed', async () => {
    const folder = folderWith({ 'a.arch': 'queue Idle\n', 'known.json': '{ "version": 1, "findings": [] }' });
    const running = startArchlint(folder, ['check', '--watch', '--format', 'compact', '--baseline', 'known.json']);
    const ready = /Watching \d+ files?\. Ctrl\+C ends\.\n$/;
    try {
      assert.match(await running.until(ready), /unmatched-event/);
      await archlint(folder, ['check', '--write-baseline', '--baseline', 'known.json']);
      assert.match(await running.until(ready), /^Checking…\nWatching 1 file\. /);
    } finally {
      await running.interrupt();
    }
  });

  it('writes all findings down, though it mends and a baseline is named', async () => {
    const folder = folderWith({ 'a.arch': 'queue Idle\n', 'archlint.json': '{ "baseline": "known.json" }' });
    await archlint(folder, ['check', '--write-baseline']);
    const before = textIn(folder, 'known.json');
    assert.match(before, /unmatched-event/);
    await archlint(folder, ['check', '--write-baseline', '--fix']);
    assert.equal(textIn(folder, 'known.json'), before);
  });

  it('writes the same file for the same findings, a line each', async () => {
    const folder = folderWith({ 'shop.arch': faulty, 'z.arch': 'system z { queue Idle }' });
    await archlint(folder, ['check', '--baseline', 'known.json', '--write-baseline']);
    const first = textIn(folder, 'known.json');
    await archlint(folder, ['check', '--baseline', 'known.json', '--write-baseline']);
    assert.equal(textIn(folder, 'known.json'), first);
    const { version, findings } = JSON.parse(first) as { readonly version: number; readonly findings: readonly object[] };
    assert.equal(version, 1);
    assert.equal(first.split('\n').filter((line) => line.includes('fingerprint')).length, findings.length);
    assert.deepEqual(Object.keys(findings[0] ?? {}), ['file', 'rule', 'fingerprint', 'message']);
  });

  it('never takes broken text for known, and mends only what is new', async () => {
    const folder = folderWith({ 'shop.arch': 'queue {\n', 'ok.arch': 'external A // archlint-ignore event-loop: gone\n' });
    const { status, err } = await archlint(folder, ['check', '--write-baseline']);
    assert.equal(status, 1);
    assert.match(err, /^archlint: \d+ findings? of broken text or configuration cannot be in a baseline: mend them\.\n$/);
    writeFileSync(join(folder, 'shop.arch'), 'external B\n');
    await archlint(folder, ['check', '--write-baseline']);
    writeFileSync(join(folder, 'shop.arch'), 'external B // archlint-ignore event-loop: gone\n');
    await archlint(folder, ['check', '--baseline', 'archlint-baseline.json', '--fix']);
    assert.equal(textIn(folder, 'shop.arch'), 'external B\n');
    assert.equal(textIn(folder, 'ok.arch'), 'external A // archlint-ignore event-loop: gone\n');
  });

  const wrong: readonly (readonly [what: string, file: string | undefined, err: RegExp])[] = [
    [
      'is not there',
      undefined,
      /^archlint: Cannot read the baseline b\.json: there is no such file or folder\. `archlint check --baseline b\.json --write-baseline` writes one\.\n$/,
    ],
    ['is no JSON', '{', /^archlint: b\.json is no baseline of Archlint\. `--write-baseline` writes it anew\.\n$/],
    [
      'is of another version',
      '{ "version": 2, "findings": [] }',
      /^archlint: b\.json is a baseline of version 2, and this Archlint reads version 1\. `--write-baseline` writes it anew\.\n$/,
    ],
    ['is another JSON', '{ "findings": [{ "rule": "x" }] }', /^archlint: b\.json is no baseline of Archlint\./],
  ];
  for (const [what, text, err] of wrong) {
    it(`says in one line that it ${what}`, async () => {
      const folder = folderWith({ 'a.arch': 'external A\n', ...(text !== undefined && { 'b.json': text }) });
      const ran = await archlint(folder, ['check', '--baseline', 'b.json']);
      assert.match(ran.err, err);
      assert.deepEqual([ran.status, ran.out], [2, '']);
    });
  }
});

describe('archlint check reports', () => {
  it('errors alone with --quiet, and counts all', async () => {
    const folder = folderWith({ 'shop.arch': faulty });
    const { out, status } = await archlint(folder, ['check', '--quiet', '--format', 'compact', '--max-warnings', '0']);
    assert.equal(status, 1);
    assert.match(out, /^shop\.arch:2:26: error: .+ \[invalid-technology-setting\]\n$/);
    const text = await archlint(folder, ['check', '--quiet']);
    assert.match(text.out, /1 error, 1 warning/);
    assert.ok(!text.out.includes('unmatched-event'));
  });

  it('into a file with --output, and one line here', async () => {
    const folder = folderWith({ 'shop.arch': faulty });
    const { out, status } = await archlint(folder, ['check', '--format', 'sarif', '--output', 'report.sarif'], { FORCE_COLOR: '1' });
    assert.equal(status, 1);
    assert.equal(out.trimEnd().split('\n').length, 1);
    assert.ok(out.includes('The report is in report.sarif.'));
    assert.equal((JSON.parse(textIn(folder, 'report.sarif')) as { readonly version: string }).version, '2.1.0');
    await archlint(folder, ['check', '--output', 'report.txt'], { FORCE_COLOR: '1' });
    assert.ok(!textIn(folder, 'report.txt').includes('\u001b'), 'no colours in a file');
    const nowhere = await archlint(folder, ['check', '--output', 'no/where.txt']);
    assert.deepEqual([nowhere.status, nowhere.out], [2, '']);
    assert.match(nowhere.err, /^archlint: Cannot write no\/where\.txt: no: there is no such file or folder\.\n$/);
  });

  it('the time of each rule with --stats', async () => {
    const folder = folderWith({ 'shop.arch': faulty });
    const { stats } = await json(folder, ['--stats']);
    assert.ok(stats && stats.reading > 0);
    assert.ok(stats.rules.length > 60);
    const times = stats.rules.map(({ milliseconds }) => milliseconds);
    assert.deepEqual(
      times,
      times.toSorted((one, other) => other - one),
    );
    const { out } = await archlint(folder, ['check', '--stats']);
    assert.match(out, /\nrule +ms +share\n([a-z-]+ +\d+\.\d +\d+\.\d %\n){10}\d+ other rules +\d/);
    const { out: sarif, err } = await archlint(folder, ['check', '--stats', '--format', 'sarif']);
    JSON.parse(sarif);
    assert.match(err, /^rule +ms/);
  });

  it('paths from the top of the checkout to CI services', async () => {
    const folder = folderWith({ 'designs/shop.arch': faulty });
    const { out } = await archlint(join(folder, 'designs'), ['check', '--format', 'github'], { GITHUB_WORKSPACE: folder });
    assert.match(out, /^::warning file=designs\/shop\.arch,line=1,/m);
    const elsewhere = await archlint(join(folder, 'designs'), ['check', '--format', 'github'], { GITHUB_WORKSPACE: '/elsewhere' });
    assert.match(elsewhere.out, /^::warning file=shop\.arch,line=1,/m);
  });

  it('files whatever their names', async () => {
    const { summary } = await json(folderWith({ 'a & b, c: (d) #é%20.arch': faulty }), []);
    assert.equal(summary.errors, 1);
  });

  it('what is wrong in archlint.json at its place, holds the rest of it, and fails with 2', async () => {
    const folder = folderWith({
      'shop.arch': faulty,
      'archlint.json': '{\n  "extends": "./house.json",\n  "rules": { "unmatched-event": "off", "nope": "off" }\n}\n',
      'house.json': '{ "rules": { "HYG002": "info" }, "ignored": [] }',
    });
    const { status, out, err } = await archlint(folder, ['check']);
    assert.deepEqual([status, err], [2, '']);
    assert.match(
      out,
      /^house\.json:1:34 error invalid-configuration TXT010\n {2}The configuration has no `ignored`\. Did you mean `ignore`\?\n/m,
    );
    assert.match(out, /^archlint\.json:3:40 error invalid-configuration TXT010\n.+\n {2}3 \| {3}"rules": .+\n {4}\| +\^{6}$/m);
    assert.match(out, /^shop\.arch:2:26 info invalid-technology-setting/m);
    assert.ok(!out.includes('unmatched-event HYG001'));
  });
});

describe('archlint check --stdin', () => {
  const parts = {
    'archlint.json': '{}',
    'events.arch': 'system shop { event Placed { key id } }',
    'sub/shop.arch': 'system shop { external Web { publishes Placed } external Mail { on Placed } }',
  };

  it('checks a text in the project of its file, and reports of it alone', async () => {
    const folder = folderWith({ ...parts, 'bad.arch': 'queue {' });
    assert.deepEqual((await json(folder, ['--stdin', '--stdin-filename', 'sub/shop.arch'], parts['sub/shop.arch'])).findings, []);
    const { findings } = await json(
      folder,
      ['--stdin', '--stdin-filename', 'sub/new.arch'],
      'system shop {\nexternal Web { publishes Placd }\n}',
    );
    assert.deepEqual(
      findings.filter(({ rule }) => rule === 'unknown-name').map(({ file, range }) => `${file}:${range.start.line}`),
      ['sub/new.arch:2'],
    );
  });

  it('takes the folder for the project where there is no archlint.json', async () => {
    const folder = folderWith({ 'events.arch': parts['events.arch'] });
    assert.deepEqual((await json(folder, ['--stdin', '--stdin-filename', 'shop.arch'], parts['sub/shop.arch'])).findings, []);
  });

  it('finds nothing in a file that is ignored', async () => {
    const folder = folderWith({ 'archlint.json': '{ "ignore": ["drafts"] }', 'drafts/a.arch': '' });
    assert.deepEqual((await json(folder, ['--stdin', '--stdin-filename', 'drafts/a.arch'], 'queue {')).findings, []);
  });

  it('says in one line that it is no text', async () => {
    const { status, err } = await archlintProcess(
      folderWith({}),
      ['check', '--stdin', '--stdin-filename', 'a.arch'],
      new Uint8Array([0x71, 0xff, 0xfe]),
    );
    assert.deepEqual([status, err], [2, 'archlint: Cannot read the standard input: it is not UTF-8 text.\n']);
  });
});

describe('archlint check refuses', () => {
  const cases: readonly (readonly [words: string, err: string])[] = [
    ['--stdin', 'The option --stdin needs --stdin-filename FILE: the file that the text stands in for.'],
    ['--stdin-filename a.arch', 'The option --stdin-filename goes with --stdin.'],
    ['--stdin --stdin-filename a.txt', 'The option --stdin-filename takes the name of an .arch file, not a.txt.'],
    ['--stdin --stdin-filename a.arch b.arch', 'With --stdin the text comes from the standard input: leave out b.arch.'],
    ['--stdin --stdin-filename a.arch --fix', 'The option --fix writes files; with --stdin there is none to write.'],
    ['--stdin --stdin-filename a.arch --watch', 'The standard input cannot be watched: leave out --stdin or --watch.'],
    ['--stdin --stdin-filename a.arch --write-baseline', 'A baseline is of whole projects: leave out --stdin.'],
    ['--watch --write-baseline', 'A baseline is written once: leave out --watch.'],
    ['--write-baseline --output x', 'Writing a baseline gives no report: leave out --output.'],
    ['--write-baseline --format json', 'Writing a baseline gives no report: leave out --format.'],
    ['--stdin --stdin-filename no/a.arch', 'Cannot read no: there is no such file or folder.'],
    ['--baseline', 'The option --baseline needs a value. See `archlint check --help`.'],
    ['--watch nope.arch', 'Cannot read nope.arch: there is no such file or folder.'],
  ];
  for (const [words, message] of cases) {
    it(words, async () => {
      const all = ['check', ...words.split(' ')];
      const folder = folderWith({ 'a.arch': '' });
      const { status, out, err } = words.includes('no/a.arch') ? await archlintProcess(folder, all, '') : await archlint(folder, all);
      assert.deepEqual([status, out, err], [2, '', `archlint: ${message}\n`]);
    });
  }
});

describe('archlint check --watch', () => {
  it('checks again with each change, whatever happens meanwhile, and ends with Ctrl+C', async () => {
    const folder = folderWith({ 'a.arch': 'external Shop\n' });
    const elsewhere = folderWith({});
    // At once, as editors save: of a file that is written in its place, a busy machine may see it empty first.
    const save = (name: string, content: string | Uint8Array): void => {
      writeFileSync(join(elsewhere, 'saved'), content);
      renameSync(join(elsewhere, 'saved'), join(folder, name));
    };
    const running = startArchlint(folder, ['check', '--watch', '--format', 'compact']);
    const ready = /Watching \d+ files?\. Ctrl\+C ends\.\n$/;
    assert.match(await running.until(ready), /^Checking…\nWatching 1 file\. /);
    appendFileSync(join(folder, 'a.arch'), 'queue Idle\n');
    assert.match(await running.until(ready), /^a\.arch:2:1: warning: .+ \[unmatched-event\]$/m);
    mkdirSync(join(folder, 'sub'));
    save('sub/b.arch', 'queue {');
    assert.match(await running.until(ready), /^sub\/b\.arch:1:1?7: error: /m);
    save('archlint.json', '{ "rules": { "unmatched-event": "off" }, "ignore": ["sub"] }');
    assert.match(await running.until(ready), /^Checking…\nWatching 1 file\. /);
    save('archlint.json', '{');
    assert.match(await running.until(ready), /^Checking…\nWatching 1 file\. /);
    const refusal =
      'archlint: archlint.json:1:2: archlint.json is not JSON: Expected a name in double quotes, but found the end of the file.\n';
    await running.untilError(/\n$/);
    // A change that mends nothing is no news: there is time to tell of it, and it is told once all the same.
    save('c.arch', 'external Other\n');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(running.errors(), refusal);
    rmSync(join(folder, 'c.arch'));
    rmSync(join(folder, 'archlint.json'));
    assert.match(await running.until(ready), /unmatched-event/);
    save('a.bin.arch', Uint8Array.of(0xff));
    assert.doesNotMatch(await running.until(ready), /unmatched-event/);
    rmSync(join(folder, 'a.bin.arch'));
    assert.match(await running.until(ready), /unmatched-event/, 'though nothing is different from what was checked before the mistake');
    renameSync(join(folder, 'sub'), join(folder, 'orders.v2'));
    assert.match(await running.until(ready), /^orders\.v2\/b\.arch:1:1?7: error: /m);
    assert.deepEqual(await running.interrupt(), { status: 0, signal: null });
    assert.ok(existsSync(folder));
  });
});
