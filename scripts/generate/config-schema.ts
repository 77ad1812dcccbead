/** Writes the JSON schema of `archlint.json`, by which editors complete and check it. */
import { severities } from '../../analysis/finding.ts';
import { globPattern } from '../../analysis/globs.ts';
import { jsonValue } from '../../analysis/page.ts';
import type { OptionSpec, Rule } from '../../analysis/rule.ts';
import { rules } from '../../analysis/rules/index.ts';
import { hidingOthers, textRules } from '../../analysis/text-rules.ts';

const path = 'docs/archlint.schema.json';

function optionSchema(spec: OptionSpec): object {
  const shared = { description: spec.description, default: jsonValue(spec) };
  switch (spec.type) {
    case 'number':
      return { type: 'number', minimum: spec.minimum, maximum: spec.maximum, ...shared };
    case 'duration':
      return { type: 'string', pattern: '^\\d+(\\.\\d+)?(ms|s|m|h|d)$', ...shared };
    case 'boolean':
      return { type: 'boolean', ...shared };
    case 'enum':
      return { enum: spec.values, ...shared };
    case 'names':
      return { type: 'array', items: { type: 'string' }, ...shared };
  }
}

function severityOf(id: string): object {
  return { $ref: hidingOthers.has(id) ? '#/definitions/severityOn' : '#/definitions/severity' };
}

function settingSchema(rule: Pick<Rule, 'summary' | 'severity'> & { readonly id: string; readonly options?: Rule['options'] }): object {
  const options = Object.entries(rule.options ?? {}).map(([name, spec]) => [name, optionSchema(spec)] as const);
  const values = { type: 'object', additionalProperties: false, properties: Object.fromEntries(options) };
  const severity = severityOf(rule.id);
  const list = { type: 'array', items: [severity, values], minItems: 1, maxItems: 2, additionalItems: false };
  const description = `${rule.summary} By default: ${rule.severity}.`;
  return { description, anyOf: options.length === 0 ? [severity, { ...list, items: [severity], maxItems: 1 }] : [severity, list] };
}

function schema(): object {
  const settings = [...rules, ...textRules.values()].map((rule) => [rule.id, settingSchema(rule)] as const);
  const withCodes = Object.groupBy([...rules, ...textRules.values()], ({ id }) => (hidingOthers.has(id) ? 'on' : 'any'));
  const byCode = Object.values(withCodes).map((some) => {
    const pattern = `^(${some
      .map(({ code }) => code)
      .toSorted()
      .join('|')})$`;
    return [pattern, { anyOf: [severityOf(some[0]?.id ?? ''), { type: 'array' }] }] as const;
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Archlint configuration',
    description: 'Which rules hold for the designs in this folder, and how severe they are.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      extends: {
        description:
          'What to start from: a preset, the path of another configuration ("./house.json") or the name of a package that holds one ("@acme/archlint-config"). Of several, the later ones win; this file wins over all.',
        default: 'archlint:recommended',
        anyOf: [{ $ref: '#/definitions/base' }, { type: 'array', items: { $ref: '#/definitions/base' } }],
      },
      rules: { $ref: '#/definitions/rules' },
      overrides: {
        description: 'Settings for some of the files; the last that fits wins.',
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['files', 'rules'],
          properties: { files: { $ref: '#/definitions/files' }, rules: { $ref: '#/definitions/rules' } },
        },
      },
      ignore: { $ref: '#/definitions/globs' },
      baseline: {
        description:
          'A baseline, by its path from this file: findings that are known, which `archlint check` leaves out and editors show as hints. `archlint check --write-baseline` writes it.',
        type: 'string',
        pattern: '^[^\\\\]*[^\\\\\\s][^\\\\]*$',
      },
    },
    definitions: {
      base: {
        anyOf: [
          { enum: ['archlint:essential', 'archlint:recommended', 'archlint:strict'] },
          { type: 'string', minLength: 1, not: { pattern: '^(archlint:|(essential|recommended|strict)$)|\\\\' } },
        ],
      },
      severity: { enum: [...severities, 'off'] },
      severityOn: { description: 'It hides other findings, so it cannot be switched off.', enum: severities },
      glob: { type: 'string', pattern: globPattern },
      globThatAdds: { allOf: [{ $ref: '#/definitions/glob' }, { pattern: '^(?!![^(])' }] },
      globs: {
        description:
          'Globs from the folder of archlint.json, such as "legacy/**". The last that matches a file decides; one that begins with "!" takes it out again.',
        anyOf: [{ $ref: '#/definitions/glob' }, { type: 'array', items: { $ref: '#/definitions/glob' } }],
      },
      files: {
        description:
          'Globs from the folder of archlint.json, such as "legacy/**". The last that matches a file decides; one that begins with "!" takes it out again.',
        anyOf: [
          { $ref: '#/definitions/globThatAdds' },
          { type: 'array', items: [{ $ref: '#/definitions/globThatAdds' }], additionalItems: { $ref: '#/definitions/glob' } },
        ],
      },
      rules: {
        description: 'A severity by rule, or a list of the severity and options.',
        type: 'object',
        properties: Object.fromEntries(settings),
        patternProperties: Object.fromEntries(byCode),
        additionalProperties: false,
      },
    },
  };
}

/** The schema's file, by path below the checkout. */
export function configSchemaFiles(): ReadonlyMap<string, string> {
  return new Map([[path, `${JSON.stringify(schema(), undefined, 2)}\n`]]);
}
