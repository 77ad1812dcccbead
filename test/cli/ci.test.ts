/** What other programs read of Archlint: the GitHub Action, the pre-commit hooks, VS Code's problem matchers. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../cli/help.ts';
import { formats } from '../../cli/report/formats.ts';
import { root } from '../../scripts/lib.ts';
import { reportOf } from './report.ts';
import { archlint, folderWith, textIn } from './run.ts';

const faulty = `event Paid { key id  critical }
external Web { sends Paid to Ledger }
queue Ledger : aws.sqs
service Books { on Paid from Ledger { puts Rows } }
store Rows
`;

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

describe('the GitHub Action', () => {
  const action = read('action.yml');
  const script = read('scripts/action.sh');

  it('hands each of its inputs to the script', () => {
    const inputs = [...(/^inputs:\n([\s\S]*?)^outputs:/m.exec(action)?.[1] ?? '').matchAll(/^ {2}([\w-]+):$/gm)].map(([, name]) => name);
    const handed = [...action.matchAll(/ARCHLINT_(\w+): \$\{\{ inputs\.([\w-]+) \}\}/g)];
    for (const [, variable, input] of handed) {
      assert.equal(variable?.toLowerCase().replaceAll('_', '-'), input);
      assert.ok(script.includes(`ARCHLINT_${variable}`), variable);
    }
    assert.deepEqual([...handed.map(([, , input]) => input), 'working-directory'].sort(), [...inputs].sort());
  });

  it('annotates, sums up, writes SARIF and compares with the base', () => {
    const folder = folderWith({
      'designs/shop.arch': faulty,
      'node_modules/.bin/archlint': `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'cli/main.ts')}" "$@"\n`,
    });
    chmodSync(join(folder, 'node_modules/.bin/archlint'), 0o755);
    const git = (...words: readonly string[]): void => {
      const { status, stderr } = spawnSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...words], { cwd: folder });
      assert.equal(status, 0, stderr.toString());
    };
    git('init', '--quiet', '--initial-branch', 'main');
    git('commit', '--quiet', '--allow-empty', '--message', 'First');
    const ran = spawnSync('bash', [join(root, 'scripts/action.sh')], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        RUNNER_TEMP: folder,
        GITHUB_WORKSPACE: folder,
        GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
        GITHUB_OUTPUT: join(folder, 'outputs'),
        ARCHLINT_PATHS: 'designs\n',
        ARCHLINT_SARIF: 'report.sarif',
        ARCHLINT_DIFF_BASE: 'main',
      },
    });
    assert.equal(ran.status, 1, ran.stderr);
    assert.match(ran.stdout, /^::error file=designs\/shop\.arch,line=3,/m);
    assert.match(textIn(folder, 'summary.md'), /^### Archlint: 1 error.*\n[\s\S]*\n### What this change does to the architecture\n/);
    assert.match(textIn(folder, 'archlint-diff.md'), /Adds the queue Ledger/);
    assert.equal(textIn(folder, 'outputs'), `diff=${folder}/archlint-diff.md\n`);
    assert.equal((JSON.parse(textIn(folder, 'report.sarif')) as { readonly version: string }).version, '2.1.0');
  });
});

/** Runs the action's one step of its own as a runner does: its inputs and their defaults in its variables, its line in a shell that stops at an error. */
function runAction(
  folder: string,
  given: Readonly<Record<string, string>>,
): { readonly status: number | null; readonly out: string; readonly err: string } {
  const action = read('action.yml');
  const defaults = new Map(
    [
      ...(/^inputs:\n([\s\S]*?)^outputs:/m.exec(action)?.[1] ?? '').matchAll(/^ {2}([\w-]+):\n {4}description:.*\n {4}default: (.*)$/gm),
    ].map(([, name = '', value = '']) => [name, value.replace(/^""$/, '').replace(/^\$\{\{.*\}\}$/, '')]),
  );
  const input = (name: string): string => given[name] ?? defaults.get(name) ?? assert.fail(`There is no input ${name}.`);
  const handed = [...action.matchAll(/^ {8}(ARCHLINT_\w+): \$\{\{ inputs\.([\w-]+) \}\}$/gm)];
  const line = /^ {6}run: (.*)$/m.exec(action)?.[1] ?? assert.fail('The action runs nothing.');
  const script = join(folder, 'step.sh');
  writeFileSync(script, line);
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], {
    cwd: join(folder, input('working-directory')),
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      GITHUB_ACTION_PATH: root,
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      GITHUB_OUTPUT: join(folder, 'outputs'),
      RUNNER_TEMP: folder,
      ...Object.fromEntries(handed.map(([, variable = '', name = '']) => [variable, input(name)])),
    },
  });
  return { status, out: stdout, err: stderr };
}

describe('the GitHub Action’s step', () => {
  const own = `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'cli/main.ts')}" "$@"\n`;
  const repository = (files: Readonly<Record<string, string>>, inside = ''): string => {
    const folder = folderWith({ ...files, [join(inside, 'node_modules/.bin/archlint')]: own });
    chmodSync(join(folder, inside, 'node_modules/.bin/archlint'), 0o755);
    return folder;
  };

  it('checks the folder at hand when nothing is given, and compares nothing without a base', () => {
    const folder = repository({ 'ok.arch': 'event Paid { key id }\nexternal Web { sends Paid to Books }\nexternal Books\n' });
    const { status, out, err } = runAction(folder, {});
    assert.equal(status, 0, err);
    assert.equal(out.includes('::error'), false, out);
    assert.match(textIn(folder, 'summary.md'), /^### Archlint/);
    assert.equal(existsSync(join(folder, 'outputs')), false);
  });

  it('goes into a folder, takes paths with blanks and hyphens, a configuration and a limit', () => {
    const warned = 'event Idle { key id }\n';
    const folder = repository(
      { 'sub/-designs/our shop.arch': warned, 'sub/house.json': '{ "rules": { "unmatched-event": "warning" } }', 'sub/other.arch': faulty },
      'sub',
    );
    const inputs = { 'working-directory': 'sub', paths: '-designs/our shop.arch\r\n', config: 'house.json' };
    const within = runAction(folder, { ...inputs, 'max-warnings': '1' });
    assert.equal(within.status, 0, within.err);
    assert.match(within.out, /^::warning file=.*-designs\/our%20shop\.arch|^::warning file=.*-designs\/our shop\.arch/m);
    assert.equal(within.out.includes('other.arch'), false);
    assert.equal(runAction(folder, { ...inputs, 'max-warnings': '0' }).status, 1);
  });

  it('says so where the base is not there, and goes on', () => {
    const folder = repository({ 'shop.arch': faulty });
    const { status, out } = runAction(folder, { 'diff-base': 'no-such-revision' });
    assert.equal(status, 1);
    assert.match(out, /^::warning title=Archlint::The change was not compared with its base\./m);
  });

  it('compares what it checks, by the same configuration', () => {
    const folder = repository({
      '-designs/shop.arch': 'external Shop\n',
      'other/other.arch': 'external Other\n',
      'house.json': '{ "rules": { "unmatched-event": "error" } }',
    });
    const git = (...words: readonly string[]): void => {
      const { status, stderr } = spawnSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...words], { cwd: folder });
      assert.equal(status, 0, stderr.toString());
    };
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '--', '-designs', 'other', 'house.json');
    git('commit', '--quiet', '--message', 'First');
    writeFileSync(join(folder, '-designs/shop.arch'), 'external Shop\nqueue Idle\n');
    writeFileSync(join(folder, 'other/other.arch'), 'external Other\nqueue Unrelated\n');
    const ran = runAction(folder, { paths: '-designs', config: 'house.json', 'diff-base': 'main' });
    assert.equal(ran.status, 1, ran.err);
    const comparison = textIn(folder, 'archlint-diff.md');
    assert.match(comparison, /Adds the queue Idle/);
    assert.match(comparison, /🔴 error/);
    assert.doesNotMatch(comparison, /Unrelated/);
  });

  it('fails where it cannot write what was asked for', () => {
    const folder = repository({ 'ok.arch': 'external Shop\n' });
    const { status, err } = runAction(folder, { sarif: 'no/such/folder.sarif' });
    assert.equal(status, 2);
    assert.match(err, /Cannot write no\/such\/folder\.sarif/);
  });

  it('takes no value for an option', () => {
    const folder = repository({ 'ok.arch': 'external Shop\n' });
    const { status, out, err } = runAction(folder, { config: '--fix', 'diff-base': '--output=x' });
    assert.equal(status, 2);
    assert.match(`${out}${err}`, /Cannot read --fix/);
    assert.match(`${out}${err}`, /There is no file or folder --output=x/);
    assert.equal(existsSync(join(folder, 'x')), false);
  });

  it('ends with what went wrong when it was told nonsense', () => {
    const folder = repository({ 'shop.arch': faulty });
    const { status, err } = runAction(folder, { config: 'none.json' });
    assert.equal(status, 2);
    assert.match(err, /none\.json/);
    assert.equal(existsSync(join(folder, 'summary.md')), false);
  });
});

describe('the pre-commit hooks', () => {
  it('run commands that there are', () => {
    const entries = [...read('.pre-commit-hooks.yaml').matchAll(/^ {2}entry: archlint (\w+)$/gm)].map(([, name]) => name);
    assert.deepEqual(entries, ['check', 'format']);
    for (const entry of entries) assert.ok(commands.some((command) => command === entry));
  });

  it('look at designs and configurations', () => {
    const pattern = /^ {2}files: (\(.+)$/m.exec(read('.pre-commit-hooks.yaml'))?.[1] ?? '';
    const files = new RegExp(pattern);
    assert.deepEqual(
      ['a.arch', 'x/archlint.json', 'archlint.json', 'x/myarchlint.json', 'a.archive', 'a.ts'].map((name) => files.test(name)),
      [true, true, true, false, false, false],
    );
  });
});

interface Matcher {
  readonly name: string;
  readonly pattern: Readonly<Record<'file' | 'line' | 'column' | 'severity' | 'message' | 'code', number>> & { readonly regexp: string };
  readonly background?: { readonly beginsPattern: string; readonly endsPattern: string };
}

describe('the problem matchers', () => {
  const { contributes } = JSON.parse(read('package.json')) as { readonly contributes: { readonly problemMatchers: readonly Matcher[] } };

  it('read what the compact format writes', async () => {
    const report = await reportOf({ 'a b/shop.arch': faulty });
    const lines = formats.compact(report).trimEnd().split('\n');
    const findings = report.results.flatMap((result) => result.findings);
    for (const { pattern } of contributes.problemMatchers) {
      const read = lines.map((line) => {
        const match = new RegExp(pattern.regexp).exec(line);
        assert.ok(match, line);
        return [
          match[pattern.file],
          match[pattern.line],
          match[pattern.column],
          match[pattern.severity],
          match[pattern.message],
          match[pattern.code],
        ];
      });
      const expected = findings.map(({ source: { range }, severity, message, rule }) => [
        'a b/shop.arch',
        `${range.start.line + 1}`,
        `${range.start.character + 1}`,
        severity,
        message,
        rule,
      ]);
      assert.deepEqual(read, expected);
    }
  });

  it('know from what it says when a watching check begins and ends', async () => {
    const background = contributes.problemMatchers.find(({ name }) => name === 'archlint-watch')?.background;
    assert.ok(background);
    const { out } = await archlint(folderWith({ 'a.arch': '' }), ['check', '--help']);
    assert.ok(out.includes('--watch'));
    // The same lines as in the test of `--watch`.
    assert.ok(new RegExp(background.beginsPattern).test('Checking…'));
    for (const line of ['Watching 1 file. Ctrl+C ends.', 'Watching 12 files. Ctrl+C ends.'])
      assert.ok(new RegExp(background.endsPattern).test(line));
  });
});
