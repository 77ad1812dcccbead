/** The JSON schema of `archlint.json` says the same as the reader. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parseConfig } from '../../analysis/config.ts';
import { registry } from '../../analysis/engine.ts';
import { rules } from '../../analysis/rules/index.ts';
import { root } from '../../scripts/lib.ts';

const schema = JSON.parse(readFileSync(join(root, 'docs/archlint.schema.json'), 'utf8')) as object;
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

function problemsOf(value: unknown): readonly string[] {
  const text = JSON.stringify(value);
  return parseConfig(text, 'file:///p/archlint.json', 'file:///p', registry).problems.map(({ message }) => message);
}

const right: readonly unknown[] = [
  {},
  { $schema: './node_modules/archlint/docs/archlint.schema.json' },
  { extends: 'archlint:strict' },
  { extends: ['archlint:essential', './house.json', '@acme/house'] },
  { rules: { 'missing-dead-letter-queue': 'error', DLQ002: 'off', 'syntax-error': ['warning'] } },
  { rules: { 'choreography-too-complex': ['warning', { maxParticipants: 6 }] } },
  { rules: { 'dead-letter-evidence-expires': ['hint', { triage: '7d' }] } },
  { overrides: [{ files: 'legacy/**', rules: { 'shared-database': 'hint' } }], ignore: ['drafts/**'] },
  { ignore: 'drafts' },
  { ignore: ['legacy/**', '!legacy/kept/**', './tmp/', 'a b/ü', '!(a|b)/**', '!!(a|b)/**', '..a', 'a/../b'] },
  { rules: { 'syntax-error': 'hint', TXT010: ['info'] } },
  { baseline: 'known/archlint-baseline.json' },
];

const wrong: readonly unknown[] = [
  [],
  { rule: {} },
  { extends: 'strict' },
  { extends: 'archlint:all' },
  { extends: 7 },
  { extends: '' },
  { ignore: [1] },
  { ignore: '' },
  { ignore: [' '] },
  { ignore: ['!'] },
  { ignore: ['old\\**'] },
  { ignore: ['/old'] },
  { ignore: ['!../old'] },
  { ignore: '..' },
  { ignore: 'C:/old' },
  { ignore: '!!old' },
  { overrides: [{ files: ['!old'], rules: {} }] },
  { overrides: [{ files: '!old', rules: {} }] },
  { extends: '.\\house.json' },
  { baseline: 'known\\a.json' },
  { rules: { 'syntax-error': 'off' } },
  { rules: { 'invalid-configuration': ['off'] } },
  { rules: { TXT001: 'off' } },
  { overrides: [{ files: 'a', rules: { 'syntax-error': 'off' } }] },
  { baseline: ['a.json'] },
  { baseline: ' ' },
  { rules: [] },
  { rules: { nope: 'error' } },
  { rules: { 'missing-dead-letter-queue': 'fatal' } },
  { rules: { 'missing-dead-letter-queue': 2 } },
  { rules: { 'missing-dead-letter-queue': [] } },
  { rules: { 'missing-dead-letter-queue': ['error', { x: 1 }] } },
  { rules: { 'choreography-too-complex': ['warning', { maxParticipants: 'six' }] } },
  { rules: { 'choreography-too-complex': ['warning', { maxParticipants: 0 }] } },
  { rules: { 'dead-letter-evidence-expires': ['hint', { triage: '7 days' }] } },
  { overrides: {} },
  { overrides: [{ files: 'a' }] },
  { overrides: [{ files: 'a', rules: {}, ignore: [] }] },
];

describe('the schema of archlint.json', () => {
  for (const value of right) {
    it(`and the reader take ${JSON.stringify(value)}`, () => {
      assert.ok(validate(value), JSON.stringify(validate.errors));
      assert.deepEqual(problemsOf(value), []);
    });
  }

  for (const value of wrong) {
    it(`and the reader refuse ${JSON.stringify(value)}`, () => {
      assert.ok(!validate(value));
      assert.ok(problemsOf(value).length > 0);
    });
  }

  it('and the reader take the defaults of every option', () => {
    for (const { id, severity, options } of rules) {
      const values = Object.entries(options).map(([name, spec]) => [
        name,
        spec.type === 'duration' ? `${spec.default / 1000}s` : spec.default,
      ]);
      const value = { rules: { [id]: [severity, Object.fromEntries(values)] } };
      if (values.length === 0) continue;
      assert.ok(validate(value), `${id}: ${JSON.stringify(validate.errors)}`);
      assert.deepEqual(problemsOf(value), [], id);
    }
  });

  it('is what the extension and the package bring to editors', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly contributes: { readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[] };
      readonly files: readonly string[];
    };
    assert.deepEqual(manifest.contributes.jsonValidation, [{ fileMatch: 'archlint.json', url: './docs/archlint.schema.json' }]);
    assert.ok(manifest.files.includes('docs/*.schema.json'));
  });

  it('holds the example of the handbook', () => {
    const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8');
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text ?? '') as unknown);
    assert.ok(examples.length >= 2);
    for (const example of examples) {
      assert.ok(validate(example), JSON.stringify(validate.errors));
      assert.deepEqual(problemsOf(example), []);
    }
  });
});
