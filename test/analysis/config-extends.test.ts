import assert from 'node:assert/strict';
import { isIgnored, Settings } from '../../analysis/config.ts';
import { candidatesFor, resolveConfig } from '../../analysis/config-extends.ts';
import { everyQueue, registryOf } from '../support/rule.ts';

const registry = registryOf(everyQueue);
const root = 'file:///p';
const uri = `${root}/archlint.json`;

/** Resolves `archlint.json` of `/p` among files by path. A text of `!reason` cannot be read. */
function resolved(files: Readonly<Record<string, string>>) {
  const read = async (address: string): Promise<string | undefined> => {
    const text = files[decodeURIComponent(address.slice('file://'.length))];
    if (text?.startsWith('!')) throw new Error(text.slice(1));
    return text;
  };
  return resolveConfig(files['/p/archlint.json'] ?? '{}', uri, root, registry, read);
}

/** Files, and the severity that comes out for `every-queue` in a file of the project. */
const cases: readonly (readonly [what: string, files: Readonly<Record<string, string>>, severity: string | undefined])[] = [
  [
    'a file beside it',
    { '/p/archlint.json': '{ "extends": "./house.json" }', '/p/house.json': '{ "rules": { "every-queue": "info" } }' },
    'info',
  ],
  [
    'a file without its ending',
    { '/p/archlint.json': '{ "extends": "./house" }', '/p/house.json': '{ "rules": { "every-queue": "info" } }' },
    'info',
  ],
  ['a folder above', { '/p/archlint.json': '{ "extends": ".." }', '/archlint.json': '{ "rules": { "every-queue": "info" } }' }, 'info'],
  [
    'a name with blanks',
    { '/p/archlint.json': '{ "extends": "./our house.json" }', '/p/our house.json': '{ "rules": { "every-queue": "info" } }' },
    'info',
  ],
  [
    'a package above',
    {
      '/p/archlint.json': '{ "extends": "@acme/house" }',
      '/node_modules/@acme/house/archlint.json': '{ "rules": { "every-queue": "info" } }',
    },
    'info',
  ],
  [
    'a file of a package, and the nearest package',
    {
      '/p/archlint.json': '{ "extends": "house/loose" }',
      '/p/node_modules/house/loose.json': '{ "rules": { "every-queue": "hint" } }',
      '/node_modules/house/loose.json': '{ "rules": { "every-queue": "info" } }',
    },
    'hint',
  ],
  [
    'its own settings over those',
    {
      '/p/archlint.json': '{ "extends": "./house.json", "rules": { "every-queue": "error" } }',
      '/p/house.json': '{ "rules": { "every-queue": "info" } }',
    },
    'error',
  ],
  [
    'the later of several',
    {
      '/p/archlint.json': '{ "extends": ["./a.json", "./b.json"] }',
      '/p/a.json': '{ "rules": { "every-queue": "info" } }',
      '/p/b.json': '{ "rules": { "every-queue": "hint" } }',
    },
    'hint',
  ],
  [
    'what those extend, from where they are',
    {
      '/p/archlint.json': '{ "extends": "./config/a.json" }',
      '/p/config/a.json': '{ "extends": "./b.json" }',
      '/p/config/b.json': '{ "rules": { "every-queue": "hint" } }',
    },
    'hint',
  ],
  [
    'one file by two ways',
    {
      '/p/archlint.json': '{ "extends": ["./a.json", "./b.json"] }',
      '/p/a.json': '{ "extends": "./c.json" }',
      '/p/b.json': '{ "extends": "./c.json" }',
      '/p/c.json': '{ "rules": { "every-queue": "hint" } }',
    },
    'hint',
  ],
];

/** Files, and the problems with the file they stand in. */
const wrong: readonly (readonly [what: string, files: Readonly<Record<string, string>>, problems: readonly string[]])[] = [
  [
    'a file that is not there',
    { '/p/archlint.json': '{ "extends": "./house.json" }' },
    ['archlint.json:1:14 There is no file `./house.json` beside this one.'],
  ],
  [
    'a package that is not there',
    { '/p/archlint.json': '{ "extends": "house" }' },
    [
      'archlint.json:1:14 No `node_modules` at or above this folder has a package `house` with an archlint.json in it. A file is named by its path: `./house.json`.',
    ],
  ],
  [
    'a file that cannot be read',
    { '/p/archlint.json': '{ "extends": "./house.json" }', '/p/house.json': '!permission denied' },
    ['archlint.json:1:14 `./house.json` cannot be read: permission denied.'],
  ],
  [
    'itself',
    { '/p/archlint.json': '{ "extends": "./archlint.json" }' },
    ['archlint.json:1:14 This goes round in a circle: archlint.json extends archlint.json.'],
  ],
  [
    'a circle of three',
    { '/p/archlint.json': '{ "extends": "./a.json" }', '/p/a.json': '{ "extends": "./b.json" }', '/p/b.json': '{ "extends": "./a.json" }' },
    ['b.json:1:14 This goes round in a circle: a.json extends b.json extends a.json.'],
  ],
  [
    'what is wrong in another file, at its place there',
    { '/p/archlint.json': '{ "extends": "./a.json" }', '/p/a.json': '{\n  "rules": { "x": "off" }\n}' },
    ['a.json:2:14 There is no rule x. `archlint rules` lists them all.'],
  ],
  [
    'a baseline that is none',
    { '/p/archlint.json': '{ "baseline": "known.json" }', '/p/known.json': '{}' },
    ['archlint.json:1:15 known.json is no baseline of Archlint. `archlint check --write-baseline` writes one.'],
  ],
  [
    'a baseline of a package',
    {
      '/p/archlint.json': '{ "extends": "house" }',
      '/p/node_modules/house/archlint.json': '{ "baseline": "known.json" }',
    },
    [
      'archlint.json:1:15 What is known of a project is no matter of a package that others use too: name the baseline in the archlint.json of the project.',
    ],
  ],
  [
    'a baseline that cannot be read',
    { '/p/archlint.json': '{ "baseline": "known.json" }', '/p/known.json': '!it is locked' },
    ['archlint.json:1:15 The baseline known.json cannot be read: it is locked.'],
  ],
  [
    'a baseline without a name',
    { '/p/archlint.json': '{ "baseline": " " }' },
    ['archlint.json:1:15 `baseline` must be the path of a file from this one, such as `"archlint-baseline.json"`.'],
  ],
  [
    'another file that is no JSON',
    { '/p/archlint.json': '{ "extends": "./a.json" }', '/p/a.json': 'rules: {}' },
    ['a.json:1:1 a.json is not JSON: rules is no value: texts stand in double quotes.'],
  ],
];

describe('extends', () => {
  for (const [what, files, severity] of cases) {
    it(`takes ${what}`, async () => {
      const config = await resolved(files);
      assert.deepEqual(config.problems, []);
      assert.equal(new Settings(config, registry).of('every-queue', `${root}/a.arch`).severity, severity);
    });
  }

  for (const [what, files, problems] of wrong) {
    it(`tells of ${what}`, async () => {
      const found = (await resolved(files)).problems.map(({ message, source }) => {
        const { line, character } = source.range.start;
        return `${source.uri.slice(source.uri.lastIndexOf('/') + 1)}:${line + 1}:${character + 1} ${message}`;
      });
      assert.deepEqual(found, problems);
    });
  }

  it('adds up what is ignored and overridden, with globs from the project’s folder, and takes the last preset', async () => {
    const config = await resolved({
      '/p/archlint.json': '{ "extends": ["archlint:strict", "./config/a.json"], "ignore": ["own"] }',
      '/p/config/a.json':
        '{ "extends": "archlint:essential", "ignore": "theirs", "overrides": [{ "files": "old", "rules": { "every-queue": "off" } }] }',
    });
    assert.equal(config.preset, 'essential');
    assert.deepEqual(
      ['own', 'theirs', 'config/theirs'].map((folder) => isIgnored(config, `${root}/${folder}/a.arch`)),
      [true, true, false],
    );
    assert.equal(new Settings(config, registry).of('every-queue', `${root}/old/a.arch`).off, true);
  });

  it('keeps options of those where only the severity is set', async () => {
    const config = await resolved({
      '/p/archlint.json': '{ "extends": "./a.json", "rules": { "every-queue": "error" } }',
      '/p/a.json': '{ "rules": { "every-queue": ["info", { "prefix": "Q" }] } }',
    });
    const { severity, options } = new Settings(config, registry).of('every-queue', `${root}/a.arch`);
    assert.deepEqual([severity, options], ['error', { prefix: 'Q' }]);
  });

  it('reads the baseline that the last of the files names, from there', async () => {
    const entry = { file: 'a.arch', rule: 'every-queue', fingerprint: '0', message: 'm' };
    const files = {
      '/p/archlint.json': '{ "extends": "./house/archlint.json" }',
      '/p/house/archlint.json': '{ "baseline": "our known.json" }',
      '/p/house/our known.json': JSON.stringify({ version: 1, findings: [entry] }),
    };
    const { baseline, extended } = await resolved(files);
    assert.deepEqual(baseline, { uri: `${root}/house/our%20known.json`, entries: [entry] });
    assert.ok(extended.includes(`${root}/house/our%20known.json`));
    const own = await resolved({ ...files, '/p/archlint.json': '{ "extends": "./house/archlint.json", "baseline": "none.json" }' });
    assert.deepEqual([own.baseline, own.problems], [{ uri: `${root}/none.json`, entries: [] }, []]);
  });

  it('remembers every file it looked for', async () => {
    const { extended } = await resolved({ '/p/archlint.json': '{ "extends": "./house" }', '/p/house.json': '{}' });
    assert.deepEqual(extended, [`${root}/house/archlint.json`, `${root}/house.json`]);
    assert.deepEqual(candidatesFor('house', uri), [
      'file:///p/node_modules/house/archlint.json',
      'file:///node_modules/house/archlint.json',
    ]);
  });
});
