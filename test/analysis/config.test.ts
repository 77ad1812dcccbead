import assert from 'node:assert/strict';
import { defaultConfig, isIgnored, parseConfig, parseLayer, pathFrom, Settings } from '../../analysis/config.ts';
import { everyQueue, registryOf, smallRule } from '../support/rule.ts';

const thresholds = smallRule({
  id: 'with-options',
  code: 'TST003',
  severity: 'error',
  options: {
    max: { type: 'number', default: 3, minimum: 1, maximum: 9, description: '' },
    least: { type: 'number', default: 3, minimum: 1, description: '' },
    most: { type: 'number', default: 3, maximum: 9, description: '' },
    any: { type: 'number', default: 3, description: '' },
    window: { type: 'duration', default: 60_000, description: '' },
    grace: { type: 'duration', default: 0, description: '' },
    patience: { type: 'duration', default: 7_200_000, description: '' },
    loud: { type: 'boolean', default: false, description: '' },
    mode: { type: 'enum', values: ['fast', 'slow'], default: 'fast', description: '' },
    only: { type: 'enum', values: ['once'], default: 'once', description: '' },
    except: { type: 'names', default: [], description: '' },
  },
  messages: {},
  check: () => {},
});
const registry = registryOf(everyQueue, thresholds);
const uri = 'file:///p/archlint.json';
const read = (text: string) => parseConfig(text, uri, 'file:///p', registry);

/** Text, and the problems expected with their line and column from 1. */
const wrong: readonly (readonly [text: string, problems: readonly string[]])[] = [
  ['', ['1:1 archlint.json is not JSON: Expected a value, but found the end of the file.']],
  ['{ "rules": { }, }', ['1:17 archlint.json is not JSON: A comma stands before `}`, where nothing follows.']],
  ['{ "rules" }', ['1:11 archlint.json is not JSON: Expected a colon, but found `}`.']],
  ['{ rules: {} }', ['1:3 archlint.json is not JSON: Expected a name in double quotes, but found `r`.']],
  ['{ "ignore": off }', ['1:13 archlint.json is not JSON: off is no value: texts stand in double quotes.']],
  ['{ "ignore": "a }', ['1:13 archlint.json is not JSON: A text lacks its closing double quote.']],
  ['{} {}', ['1:4 archlint.json is not JSON: Expected the end of the file, but found `{`.']],
  ['{ "ignore": ["a" "b"] }', ['1:18 archlint.json is not JSON: Expected a comma or `]`, but found `"`.']],
  ['{ "ignore": "\\q" }', ['1:13 archlint.json is not JSON: A text holds an escape that JSON does not know.']],
  ['[]', ['1:1 The configuration must be an object in braces.']],
  ['{\n  "rule": {}\n}', ['2:3 The configuration has no `rule`. Did you mean `rules`?']],
  [
    '{ "severity": {} }',
    ['1:3 The configuration has no `severity`. It may hold `$schema`, `extends`, `rules`, `overrides`, `ignore` and `baseline`.'],
  ],
  ['{ "ignore": [], "ignore": [] }', ['1:17 The configuration has `ignore` twice; the second one holds.']],
  ['{ "extends": "strict" }', ['1:14 Presets are written in full: `archlint:strict`.']],
  ['{ "extends": ["archlint:recomended"] }', ['1:15 There is no preset `archlint:recomended`. Did you mean `archlint:recommended`?']],
  [
    '{ "extends": "archlint:all" }',
    ['1:14 There is no preset `archlint:all`. Use `archlint:essential`, `archlint:recommended` or `archlint:strict`.'],
  ],
  [
    '{ "extends": [true] }',
    [
      '1:15 `extends` takes a preset (`archlint:essential`, `archlint:recommended` or `archlint:strict`), the path of a file or the name of a package, or a list of these.',
    ],
  ],
  ['{ "ignore": ["a", " ", "!"] }', ['1:19 A glob must not be empty.', '1:24 A glob must not be empty.']],
  ['{ "ignore": "old\\\\**" }', ['1:13 Globs have slashes on every system: `old/**`.']],
  [
    '{ "ignore": ["/old/**", "C:/old"] }',
    [
      '1:14 Globs start from the folder of archlint.json, without a slash: `legacy/**`, not `/old/**`.',
      '1:25 Globs start from the folder of archlint.json, without a slash: `legacy/**`, not `C:/old`.',
    ],
  ],
  [
    '{ "ignore": ["!../a/**", "a/../b", "!!a"] }',
    [
      '1:14 `!../a/**` leads out of the project: globs match files in the folder of archlint.json and below it.',
      '1:36 `!!a` has one `!` too many.',
    ],
  ],
  [
    '{ "overrides": [{ "files": ["!old", "**"], "rules": {} }] }',
    ['1:28 `!old` takes files out of what the globs before it match, and there is none. Begin with `**`.'],
  ],
  [
    '{ "rules": { "TXT001": "off", "invalid-configuration": ["off"] } }',
    [
      '1:24 syntax-error cannot be switched off: what it reports hides other findings. Leave files out of the project with `ignore`.',
      '1:57 invalid-configuration cannot be switched off: what it reports hides other findings. Leave files out of the project with `ignore`.',
    ],
  ],
  ['{ "extends": ".\\\\house.json" }', ['1:14 Paths have slashes on every system: `./house.json`.']],
  ['{ "baseline": "known\\\\a.json" }', ['1:15 Paths have slashes on every system: `known/a.json`.']],
  ['{ "ignore": [1] }', ['1:14 `ignore` must be a list of globs, such as `["drafts/**"]`.']],
  ['{ "rules": [] }', ['1:12 `rules` must be an object in braces: `{ "missing-dead-letter-queue": "error" }`.']],
  ['{ "rules": { "evry-queue": "error" } }', ['1:14 There is no rule evry-queue. Did you mean every-queue?']],
  ['{ "rules": { "x": "error" } }', ['1:14 There is no rule x. `archlint rules` lists them all.']],
  ['{ "rules": { "every-queue": "fatal" } }', ['1:29 `fatal` is no severity. Use `error`, `warning`, `info`, `hint` or `off`.']],
  [
    '{ "rules": { "every-queue": 2 } }',
    ['1:29 The setting of every-queue must be a severity, or a list of a severity and options: `["warning", { … }]`.'],
  ],
  ['{ "rules": { "every-queue": "off", "TST002": "error" } }', ['1:36 The rule every-queue is set twice; the second setting holds.']],
  ['{ "rules": { "syntax-error": ["error", { "a": 1 }] } }', ['1:40 The rule syntax-error has no options.']],
  ['{ "rules": { "with-options": ["error", { "maxx": 1 }] } }', ['1:42 The rule with-options has no `maxx`. Did you mean `max`?']],
  ['{ "rules": { "with-options": ["error", { "max": 10 }] } }', ['1:49 The option `max` must be a number from 1 to 9.']],
  ['{ "rules": { "with-options": ["error", { "least": 0 }] } }', ['1:51 The option `least` must be a number of at least 1.']],
  ['{ "rules": { "with-options": ["error", { "window": 5 }] } }', ['1:52 The option `window` must be a time, such as `"1m"`.']],
  ['{ "rules": { "with-options": ["error", { "loud": "yes" }] } }', ['1:50 The option `loud` must be `true` or `false`.']],
  ['{ "rules": { "with-options": ["error", { "mode": "quick" }] } }', ['1:50 The option `mode` must be one of `fast` and `slow`.']],
  ['{ "rules": { "with-options": ["error", { "except": "A" }] } }', ['1:52 The option `except` must be a list of names in double quotes.']],
  ['{ "rules": { "with-options": ["error", { "most": 10 }] } }', ['1:50 The option `most` must be a number of at most 9.']],
  ['{ "rules": { "with-options": ["error", { "any": "3" }] } }', ['1:49 The option `any` must be a number.']],
  ['{ "rules": { "with-options": ["error", { "grace": 5 }] } }', ['1:51 The option `grace` must be a time, such as `"1m"`.']],
  ['{ "rules": { "with-options": ["error", { "patience": 5 }] } }', ['1:54 The option `patience` must be a time, such as `"2h"`.']],
  ['{ "rules": { "with-options": ["error", { "only": "twice" }] } }', ['1:50 The option `only` must be one of `once`.']],
  ['{ "rules": { "with-options": ["error", { "except": [1] }] } }', ['1:53 The option `except` must be a list of names in double quotes.']],
  ['{ "rules": { "with-options": ["error", { "max": 1, "least": 1, "most": 9 }] } }', []],
  ['{ "rules": { "with-options": ["error", { "max": 9 }] } }', []],
  ['{ "rules": { "every-queue": ["error", {}] } }', []],
  [
    '{ "rules": { "every-queue": ["error", {}, 1] } }',
    ['1:29 The setting of every-queue must be a severity, or a list of a severity and options: `["warning", { … }]`.'],
  ],
  [
    '{ "extends": " " }',
    [
      '1:14 `extends` takes a preset (`archlint:essential`, `archlint:recommended` or `archlint:strict`), the path of a file or the name of a package, or a list of these.',
    ],
  ],
  ['{ "overrides": [1] }', ['1:17 An override must be an object in braces.']],
  ['{ "overrides": [{ "files": [1], "rules": {} }] }', ['1:29 `files` must be a list of globs, such as `["legacy/**"]`.']],
  ['{ "overrides": {} }', ['1:16 `overrides` must be a list: `[{ "files": ["legacy/**"], "rules": { … } }]`.']],
  ['{ "overrides": [{ "files": "a" }] }', ['1:17 An override needs `files` and `rules`.']],
];

describe('archlint.json', () => {
  for (const [text, problems] of wrong) {
    it(`is told what is wrong: ${text.replaceAll('\n', ' ') || '(empty)'}`, () => {
      const found = read(text).problems.map(
        ({ message, source }) => `${source.range.start.line + 1}:${source.range.start.character + 1} ${message}`,
      );
      assert.deepEqual(found, problems);
    });
  }

  it('is told what is wrong by its own name, and where: one character of it', () => {
    const [problem] = parseConfig('{} }', 'file:///p/my%20lint.json', 'file:///p', registry).problems;
    assert.deepEqual(
      [problem?.message, problem?.broken, problem?.source.offset, problem?.source.end],
      ['my lint.json is not JSON: Expected the end of the file, but found `}`.', true, 3, 4],
    );
    const [atEnd] = read('{').problems;
    assert.deepEqual([atEnd?.source.offset, atEnd?.source.end], [1, 1]);
  });

  it('does not overflow on values nested deeply', () => {
    assert.match(read('['.repeat(100_000)).problems[0]?.message ?? '', /nested too deeply/);
  });

  it('keeps what is right beside what is wrong', () => {
    const settings = new Settings(read('{ "rules": { "nope": "error", "every-queue": "error" } }'), registry);
    assert.equal(settings.of('every-queue', 'file:///p/a.arch').severity, 'error');
  });

  it('fills in defaults, and reads times as milliseconds', () => {
    const settings = new Settings(read('{ "rules": { "TST003": ["warning", { "max": 4, "window": "2h", "except": ["A"] }] } }'), registry);
    assert.deepEqual(settings.of('with-options', 'file:///p/a.arch'), {
      severity: 'warning',
      off: false,
      options: {
        max: 4,
        least: 3,
        most: 3,
        any: 3,
        window: 7_200_000,
        grace: 0,
        patience: 7_200_000,
        loud: false,
        mode: 'fast',
        only: 'once',
        except: ['A'],
      },
    });
  });

  it('has nothing to say where it is empty, broken or not there', () => {
    const nothing = { root: 'file:///p', preset: 'recommended', rules: new Map(), overrides: [], ignore: [], extended: [] };
    assert.deepEqual(defaultConfig('file:///p'), { ...nothing, problems: [] });
    assert.deepEqual(read('{}'), { ...nothing, problems: [] });
    const broken = read('{ "ignore": ["a"] ');
    assert.deepEqual({ ...broken, problems: [] }, { ...nothing, problems: [] });
    assert.equal(broken.problems.length, 1);
    assert.deepEqual(read('[]').ignore, []);
  });

  it('names a baseline by its path from the file', () => {
    assert.equal(parseLayer('{ "baseline": "known/base line.json" }', uri, registry).baseline?.uri, 'file:///p/known/base%20line.json');
  });

  it('leaves an option as it is by default where its value is wrong', () => {
    const settings = new Settings(read('{ "rules": { "with-options": ["error", { "max": 10 }] } }'), registry);
    assert.equal(settings.of('with-options', uri).options.max, 3);
  });

  it('takes from each place what it says: a severity, options, or both', () => {
    const text = `{ "rules": { "with-options": ["warning", { "max": 4 }] }, "overrides": [
      { "files": ["loud"], "rules": { "with-options": "error" } },
      { "files": ["wrong"], "rules": { "with-options": ["fatal", { "max": 5 }] } } ] }`;
    const settings = new Settings(read(text), registry);
    const of = (path: string) => settings.of('with-options', `file:///p/${path}/a.arch`);
    assert.deepEqual(
      ['loud', 'wrong', 'other'].map((path) => [of(path).severity, of(path).options.max]),
      [
        ['error', 4],
        ['warning', 5],
        ['warning', 4],
      ],
    );
  });

  it('lets the last override that fits win, and leaves other files alone', () => {
    const text = `{ "rules": { "every-queue": "error" }, "overrides": [
      { "files": ["legacy/**"], "rules": { "every-queue": "hint" } },
      { "files": ["legacy/gone"], "rules": { "every-queue": "off" } } ] }`;
    const settings = new Settings(read(text), registry);
    const of = (path: string) => settings.of('every-queue', `file:///p/${path}`);
    assert.equal(of('new/a.arch').severity, 'error');
    assert.equal(of('legacy/a.arch').severity, 'hint');
    assert.equal(of('legacy/gone/a.arch').off, true);
    assert.equal(settings.of('every-queue', 'file:///elsewhere/a.arch').severity, 'error');
  });

  it('takes essential rules only where the preset says so, and others that are asked for', () => {
    const settings = new Settings(read('{ "extends": ["archlint:essential"], "rules": {} }'), registry);
    assert.equal(settings.of('every-queue', uri).off, false);
    assert.equal(settings.of('with-options', uri).off, true);
    assert.equal(settings.of('unknown-name', uri).off, false);
    const asked = new Settings(read('{ "extends": "archlint:essential", "rules": { "with-options": "info" } }'), registry);
    assert.deepEqual([asked.of('with-options', uri).severity, asked.of('with-options', uri).off], ['info', false]);
  });

  it('lets an override hold where one of its globs fits', () => {
    const text = '{ "overrides": [{ "files": ["old", "legacy/**"], "rules": { "every-queue": "hint" } }] }';
    const settings = new Settings(read(text), registry);
    assert.deepEqual(
      ['old/a.arch', 'legacy/a.arch', 'new/a.arch'].map((path) => settings.of('every-queue', `file:///p/${path}`).severity),
      ['hint', 'hint', undefined],
    );
  });

  it('lets the last glob that matches a file decide, and one with `!` take it out again', () => {
    const globs = ['legacy/**', '!legacy/kept', 'legacy/kept/old/*'];
    const paths = ['legacy/a.arch', 'legacy/kept/a.arch', 'legacy/kept/old/a.arch', 'new/a.arch'];
    const config = read(JSON.stringify({ ignore: globs, overrides: [{ files: globs, rules: { 'every-queue': 'hint' } }] }));
    const settings = new Settings(config, registry);
    const expected = [true, false, true, false];
    assert.deepEqual(
      paths.map((path) => isIgnored(config, `file:///p/${path}`)),
      expected,
    );
    assert.deepEqual(
      paths.map((path) => settings.of('every-queue', `file:///p/${path}`).severity === 'hint'),
      expected,
    );
    const none = read('{ "ignore": ["!(legacy)/**", "./", "!new"] }');
    assert.deepEqual(
      paths.map((path) => isIgnored(none, `file:///p/${path}`)),
      [true, true, true, false],
    );
    assert.ok(paths.every((path) => !isIgnored(read('{ "ignore": ["!legacy/**"] }'), `file:///p/${path}`)));
  });

  it('ignores hidden files like others, and no folder further down', () => {
    const config = read('{ "ignore": ["drafts", "a./b"] }');
    const ignored = (path: string) => isIgnored(config, `file:///p/${path}`);
    assert.deepEqual(['drafts/.old/a.arch', 'x/drafts/a.arch', 'a./b/c.arch'].map(ignored), [true, false, true]);
  });

  it('ignores files by glob, folders with all that is in them', () => {
    const config = read('{ "ignore": ["drafts", "./tmp/", "**/*.old.arch"] }');
    const ignored = (path: string) => isIgnored(config, `file:///p/${path}`);
    assert.deepEqual(['drafts/a.arch', 'tmp/x/a.arch', 'a/b.old.arch', 'a/b.arch', 'drafts2/a.arch'].map(ignored), [
      true,
      true,
      true,
      false,
      false,
    ]);
    assert.equal(isIgnored(config, 'file:///q/drafts/a.arch'), false);
  });

  it('finds paths of files whose names are encoded in their addresses', () => {
    assert.equal(pathFrom('file:///p', 'file:///p/a%20b/%C3%BC.arch'), 'a b/ü.arch');
    assert.equal(pathFrom('file:///p/', 'file:///p/100%.arch'), '100%.arch');
    assert.equal(pathFrom('file:///p', 'file:///pq/a.arch'), undefined);
  });
});
