import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry } from '../../analysis/engine.ts';
import { unfit } from '../../cli/version.ts';
import { root } from '../../scripts/lib.ts';
import { archlint, archlintProcess, folderWith, textIn } from './run.ts';

const empty = folderWith({});

describe('the archlint command', () => {
  it('tells its version and how it is used', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    assert.deepEqual(await archlint(empty, ['--version']), { status: 0, out: `${version}\n`, err: '' });
    const { status, out } = await archlint(empty, ['--help']);
    assert.equal(status, 0);
    for (const command of ['check', 'format', 'rules', 'explain', 'diagram', 'lsp']) {
      assert.ok(out.includes(command), command);
      const help = await archlint(empty, [command, '--help']);
      assert.equal(help.status, 0);
      assert.ok(help.out.startsWith(`Usage: archlint ${command}`));
    }
  });

  it('names the Node.js that it needs, where it is given an older one', () => {
    assert.equal(unfit('20.20.2'), 'Archlint needs Node.js 22 or newer, and this is 20.20.2.');
    assert.equal(unfit('22.0.0'), undefined);
    assert.equal(unfit('100.1.0'), undefined);
  });

  it('paints, or does not, as it is told, wherever it is told', async () => {
    for (const words of [
      ['rules', '--color'],
      ['--color', 'rules'],
      ['rules', '--no-color', '--colour'],
    ])
      assert.ok((await archlint(empty, words)).out.includes('\u001b['), words.join(' '));
    for (const words of [['rules'], ['rules', '--no-color'], ['rules', '--color', '--no-colour']])
      assert.ok(!(await archlint(empty, words)).out.includes('\u001b['), words.join(' '));
    assert.match((await archlint(empty, ['explain', '--', '--color'])).err, /There is no rule --color\./);
  });

  const wrong: readonly (readonly [words: readonly string[], err: RegExp])[] = [
    [[], /Which command\? `archlint --help` lists them\./],
    [['chek'], /There is no command chek\. Did you mean `archlint check`\?/],
    [['export'], /There is no command export\. Did you mean `archlint diagram`\?/],
    [['lint', '.'], /There is no command lint\. Did you mean `archlint check`\?/],
    [['fix'], /There is no command fix\. Did you mean `archlint check --fix`\?/],
    [['zzz'], /There is no command zzz\. `archlint --help` lists them\./],
    [['explain', 'missing-dlq'], /There is no rule missing-dlq\. Did you mean missing-dead-letter-queue\?/],
    [['explain', 'idempotent'], /There is no rule idempotent\. Did you mean non-idempotent-consumer\?/],
    [['explain', 'key-of-ordering'], /There is no rule key-of-ordering\. Did you mean missing-ordering-key\?/],
    [['explain', 'queue'], /There is no rule queue\. `archlint rules` lists them all\./],
    [['explain', 'loops'], /There is no rule loops\. `archlint rules` lists them all\./],
    [['explain'], /`archlint explain` needs a rule/],
    [['explain', 'event-lop'], /There is no rule event-lop\. Did you mean event-loop\?/],
    [['explain', 'event-loop', 'x'], /takes one rule/],
    [['rules', 'event-loop'], /`archlint explain event-loop`/],
    [['diagram'], /needs a file or a folder/],
    [['diagram', 'a', 'b'], /one file or folder at a time/],
    [['diagram', '.', '--output', 'a.pdf'], /end a\.pdf in \.svg, \.png, \.mmd, \.d2, \.dot or \.json/],
    [['diagram', '.', '--output', 'a.png', '--format', 'svg'], /--format svg does not go with the file a\.png/],
    [['diagram', '.', '--format', 'png'], /A PNG goes into a file/],
    [['diagram', '.', '--output', 'a.svg', '--scale', '2'], /--scale goes with a PNG/],
    [['diagram', '.', '--output', 'a.png', '--scale', '0'], /--scale takes a number up to 8/],
    [['diagram', '.', '--within', '2'], /--within goes with --focus/],
    [['lsp'], /`archlint lsp --stdio`/],
    [['format', '--stdin-filename', 'a.arch'], /The option --stdin-filename goes with --stdin/],
    [['format', '--stdin', '--stdin-filename', 'a.txt'], /takes the name of an \.arch file, not a\.txt/],
    [['format', '--stdin', 'a.arch'], /comes from the standard input: leave out a\.arch/],
  ];
  for (const [words, err] of wrong) {
    it(`says what is wrong with: archlint ${words.join(' ')}`, async () => {
      const ran = await archlint(empty, words);
      assert.deepEqual([ran.status, ran.out, ran.err.trim().split('\n').length], [2, '', 1]);
      assert.match(ran.err, err);
    });
  }
});

describe('an output that cannot be written', () => {
  it('is told in one line', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const full = openSync('/dev/full', 'w');
    try {
      const { status, stderr } = spawnSync(process.execPath, [join(root, 'cli/main.ts'), 'rules'], {
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      assert.equal(stderr, 'archlint: Cannot write to the standard output: no space left on the device.\n');
      assert.equal(status, 2);
    } finally {
      closeSync(full);
    }
  });
});

describe('archlint rules', () => {
  it('lists all rules, for people and for programs', async () => {
    const [text, json] = await Promise.all([archlint(empty, ['rules']), archlint(empty, ['rules', '--format', 'json'])]);
    const { rules } = JSON.parse(json.out) as { readonly rules: readonly Readonly<Record<string, unknown>>[] };
    assert.deepEqual(rules.map(({ id }) => id).toSorted(), registry.ids.toSorted());
    for (const { id, code, category, severity, summary, fixable } of rules) {
      const expected = registry.summaryOf(String(id));
      assert.deepEqual(
        { code, category, severity, summary, fixable },
        {
          code: expected?.code,
          category: expected?.category,
          severity: expected?.severity,
          summary: expected?.summary,
          fixable: expected?.fixable,
        },
      );
      assert.ok(text.out.includes(String(id)));
    }
  });
});

describe('archlint explain', () => {
  it('knows rules by id and by code, and what is said about the text', async () => {
    const [byId, byCode, text] = await Promise.all([
      archlint(empty, ['explain', 'event-loop']),
      archlint(empty, ['explain', 'cho002']),
      archlint(empty, ['explain', 'unknown-name']),
    ]);
    assert.equal(byId.out, byCode.out);
    for (const part of ['# event-loop', '## Wrong', '## Right', '## When not to use it', '## Sources'])
      assert.ok(byId.out.includes(part), part);
    assert.match(text.out, /^# unknown-name\n/);
  });
});

describe('archlint format', () => {
  const untidy = 'queue   A{alarm}\n';

  it('lays files out, once', async () => {
    const folder = folderWith({ 'a.arch': untidy, 'b.arch': 'queue B\n' });
    const first = await archlint(folder, ['format']);
    assert.deepEqual([first.status, first.out], [0, 'a.arch\n1 of 2 files formatted.\n']);
    assert.notEqual(textIn(folder, 'a.arch'), untidy);
    assert.equal((await archlint(folder, ['format', 'a.arch'])).out, '1 file, all laid out as they should be.\n');
  });

  it('lays out the standard input, but nothing that is ignored', async () => {
    const folder = folderWith({ 'archlint.json': '{ "ignore": ["drafts"] }', 'drafts/a.arch': '' });
    const from = (...words: readonly string[]) => archlintProcess(folder, ['format', '--stdin', ...words], untidy);
    assert.deepEqual(await from(), { status: 0, out: 'queue A { alarm }\n', err: '' });
    assert.deepEqual(await from('--stdin-filename', 'b.arch'), { status: 0, out: 'queue A { alarm }\n', err: '' });
    assert.deepEqual(await from('--stdin-filename', 'drafts/a.arch'), { status: 0, out: untidy, err: '' });
    assert.deepEqual(await from('--check', '--stdin-filename', 'b.arch'), { status: 1, out: 'b.arch is laid out otherwise.\n', err: '' });
    assert.deepEqual(await from('--check', '--stdin-filename', 'drafts/a.arch'), { status: 0, out: '', err: '' });
  });

  it('is content where all that is named is ignored, as a hook may name it', async () => {
    const folder = folderWith({ 'archlint.json': '{ "ignore": ["drafts"] }', 'drafts/a.arch': untidy });
    assert.deepEqual(await archlint(folder, ['format', '--check', 'drafts/a.arch']), {
      status: 0,
      out: '0 files, all laid out as they should be.\n',
      err: '',
    });
    assert.deepEqual(await archlint(folder, ['check', 'drafts']), { status: 0, out: 'No problems in 0 files.\n', err: '' });
    assert.deepEqual(await archlint(folder, ['diagram', 'drafts/a.arch']), {
      status: 2,
      out: '',
      err: 'archlint: drafts/a.arch is among what archlint.json ignores.\n',
    });
  });

  it('only looks with --check', async () => {
    const folder = folderWith({ 'a.arch': untidy });
    const { status, out } = await archlint(folder, ['format', '--check']);
    assert.deepEqual([status, out], [1, 'a.arch\n1 of 1 file laid out otherwise. Run `archlint format`.\n']);
    assert.equal(textIn(folder, 'a.arch'), untidy);
  });
});

describe('archlint diagram', () => {
  const files = {
    'a.arch': 'system shop { external Web { calls Shop } service Shop { calls Stock } }',
    'b.arch': 'system shop { service Stock  service Alone }',
  };

  it('draws a folder to a file or to the standard output', async () => {
    const folder = folderWith(files);
    const [toFile, toOutput] = await Promise.all([
      archlint(folder, ['diagram', '.', '-o', 'shop.svg']),
      archlint(folder, ['diagram', '.']),
    ]);
    assert.deepEqual(toFile, { status: 0, out: '', err: '' });
    assert.equal(textIn(folder, 'shop.svg'), toOutput.out);
    for (const name of ['Web', 'Shop', 'Stock', 'Alone']) assert.ok(toOutput.out.includes(name), name);
    assert.match(toOutput.out, /^<svg[\s\S]*<\/svg>\s*$/);
  });

  it('draws what is around an element, and says what it does not know', async () => {
    const folder = folderWith(files);
    const [around, unknown, nowhere] = await Promise.all([
      archlint(folder, ['diagram', '.', '--focus', 'Web', '--within', '1']),
      archlint(folder, ['diagram', '.', '--view', 'Nope']),
      archlint(folder, ['diagram', '.', '--output', 'no/such/shop.svg']),
    ]);
    assert.ok(!around.out.includes('Alone'));
    assert.equal(unknown.status, 2);
    assert.match(unknown.err, /Nope/);
    assert.match(nowhere.err, /^archlint: Cannot write no\/such\/shop\.svg: /);
  });

  it('writes the format that the name of the file ends in', async () => {
    const folder = folderWith(files);
    for (const [name, start] of [
      ['shop.mmd', '---\ntitle: "shop"'],
      ['shop.d2', 'direction: right'],
      ['shop.dot', 'digraph "shop" {'],
      ['shop.json', '{\n  "title": "shop"'],
      ['shop.png', '\uFFFDPNG'],
    ] as const) {
      assert.deepEqual(await archlint(folder, ['diagram', '.', '--out', name]), { status: 0, out: '', err: '' });
      assert.ok(textIn(folder, name).startsWith(start), name);
    }
    const { out } = await archlint(folder, ['diagram', '.', '--format', 'dot']);
    assert.equal(out, textIn(folder, 'shop.dot'));
  });

  it('draws what can be read, and says where something cannot', async () => {
    const folder = folderWith({ 'a.arch': 'system shop {\n  service Stock\n  service Shop { calls\n}' });
    const { status, out, err } = await archlint(folder, ['diagram', '.', '--format', 'mmd']);
    assert.deepEqual([status, out.includes('Stock')], [0, true]);
    assert.match(err, /^archlint: a\.arch:\d(?: and \d more)? cannot be read, so something may be missing from the picture\.\n$/);
  });

  it('opens and closes groups, and proposes the name of one', async () => {
    const folder = folderWith({ 'a.arch': 'system shop { group back { service Stock  service Alone } service Shop { calls Stock } }' });
    const [closed, unknown] = await Promise.all([
      archlint(folder, ['diagram', '.', '--collapse', 'back', '--format', 'mmd']),
      archlint(folder, ['diagram', '.', '--expand', 'bak']),
    ]);
    assert.match(closed.out, /label: "back<br\/>2 elements"/);
    assert.ok(!closed.out.includes('Alone'));
    assert.deepEqual([unknown.status, unknown.err], [2, 'archlint: There is no group named bak. Did you mean back?\n']);
  });

  it('gathers hundreds of elements without groups, and opens what it has gathered by its name', async () => {
    const services = Array.from({ length: 160 }, (_, index) => {
      const ring = Math.floor(index / 40);
      const next = [1, 2].map((step) => `calls S${ring * 40 + ((index + step) % 40)}.ask`).join('  ');
      return `service S${index} { owner "Team ${ring}"  serves ask { ${next} } }`;
    });
    const folder = folderWith({ 'a.arch': `system shop { ${services.join('\n')} }` });
    const [closed, open, unknown] = await Promise.all([
      archlint(folder, ['diagram', '.', '--format', 'mmd']),
      archlint(folder, ['diagram', '.', '--expand', 'Team 2', '--format', 'mmd']),
      archlint(folder, ['diagram', '.', '--expand', 'Team 9', '--format', 'mmd']),
    ]);
    assert.match(closed.out, /label: "Team 2<br\/>40 elements"/);
    assert.ok(!closed.out.includes('S80'));
    assert.ok(open.out.includes('S80') && !open.out.includes('S40'));
    assert.equal(unknown.status, 2);
  });
});
