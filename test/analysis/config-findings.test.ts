/** What is wrong with a configuration, as findings. */
import assert from 'node:assert/strict';
import { parseConfig } from '../../analysis/config.ts';
import { configFindings } from '../../analysis/config-findings.ts';
import { registryOf } from '../support/rule.ts';

const uri = 'file:///p/archlint.json';

describe('findings about a configuration', () => {
  it('are one for each problem, at its place, with the page of the rule', () => {
    const config = parseConfig('{ "rule": {},\n  "extends": "strict" }', uri, 'file:///p', registryOf());
    assert.deepEqual(configFindings(config, 'https://x/'), [
      {
        rule: 'invalid-configuration',
        code: 'TXT010',
        severity: 'error',
        message: 'The configuration has no `rule`. Did you mean `rules`?',
        messageId: 'invalid-configuration',
        data: {},
        source: { uri, offset: 2, end: 8, range: { start: { line: 0, character: 2 }, end: { line: 0, character: 8 } } },
        related: [],
        fixes: [],
        docs: 'https://x/invalid-configuration.md',
      },
      {
        rule: 'invalid-configuration',
        code: 'TXT010',
        severity: 'error',
        message: 'Presets are written in full: `archlint:strict`.',
        messageId: 'invalid-configuration',
        data: {},
        source: { uri, offset: 27, end: 35, range: { start: { line: 1, character: 13 }, end: { line: 1, character: 21 } } },
        related: [],
        fixes: [],
        docs: 'https://x/invalid-configuration.md',
      },
    ]);
  });

  it('have the severity that the configuration gives them, and cannot be switched off', () => {
    const severities = ['"hint"', '["warning"]', '"off"'].map((setting) => {
      const config = parseConfig(`{ "rule": {}, "rules": { "invalid-configuration": ${setting} } }`, uri, 'file:///p', registryOf());
      return configFindings(config, '').map(({ severity }) => severity);
    });
    assert.deepEqual(severities, [['hint'], ['warning'], ['error', 'error']]);
  });

  it('are none where nothing is wrong', () => {
    assert.deepEqual(configFindings(parseConfig('{ "extends": "archlint:strict" }', uri, 'file:///p', registryOf()), ''), []);
  });
});
