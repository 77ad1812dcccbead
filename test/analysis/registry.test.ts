/** Rules by id and by code, what they declare, and how they run. */
import assert from 'node:assert/strict';
import { createRegistry, textRuleOf } from '../../analysis/registry.ts';
import { defaultOptions, fillIn } from '../../analysis/rule.ts';
import { textRules } from '../../analysis/text-rules.ts';
import { designOf } from '../support/design.ts';
import { everyQueue, smallRule } from '../support/rule.ts';

const other = smallRule({ id: 'other', code: 'Tst003', messages: {}, check: () => {} });
const registry = createRegistry([everyQueue, other]);

describe('the registry', () => {
  it('has the rules in their order, by id, and the text rules after them', () => {
    assert.deepEqual(registry.rules, [everyQueue, other]);
    assert.deepEqual(
      [...registry.byId],
      [
        ['every-queue', everyQueue],
        ['other', other],
      ],
    );
    assert.deepEqual(registry.ids, ['every-queue', 'other', ...textRules.keys()]);
  });

  it('knows rules of both sorts by id or code, in any case', () => {
    assert.deepEqual(
      ['every-queue', 'EVERY-Queue', 'tst002', 'TST003', 'syntax-error', 'TXT001', 'txt013', 'nothing', ''].map(registry.idOf),
      ['every-queue', 'every-queue', 'every-queue', 'other', 'syntax-error', 'syntax-error', 'unsettled-requirement', undefined, undefined],
    );
  });

  it('tells what is known of rules of both sorts', () => {
    assert.deepEqual(
      ['other', 'said-twice', 'TXT006'].map((id) => registry.summaryOf(id)?.code),
      ['Tst003', 'TXT006', undefined],
    );
  });
});

describe('text rules', () => {
  /** Code, severity and best fix of each, as the handbook has them. */
  const expected = [
    'syntax-error TXT001 error none',
    'unknown-name TXT002 error suggestion',
    'duplicate-name TXT003 error none',
    'unknown-technology TXT004 warning suggestion',
    'misplaced-option TXT005 warning safe',
    'said-twice TXT006 warning suggestion',
    'unused-suppression TXT007 warning safe',
    'suppression-without-reason TXT008 warning suggestion',
    'unknown-rule TXT009 warning safe',
    'invalid-configuration TXT010 error none',
    'broken-requirement TXT011 error none',
    'unreachable-requirement TXT012 error none',
    'unsettled-requirement TXT013 warning none',
  ];

  it('have the codes, severities and fixes that users know', () => {
    assert.deepEqual(
      [...textRules].map(
        ([key, { id, code, severity, fixable }]) => `${key === id ? id : `${key} is ${id}`} ${code} ${severity} ${fixable}`,
      ),
      expected,
    );
  });

  it('are all of the category text, with a summary and a reason in whole sentences', () => {
    for (const { category, summary, why } of textRules.values()) {
      assert.equal(category, 'text');
      for (const text of [summary, why]) assert.match(text, /^[A-Z].+\.$/);
    }
  });

  it('are had by their ids', () => {
    assert.equal(textRuleOf('unknown-rule').code, 'TXT009');
    assert.throws(() => textRuleOf('no-such-rule' as 'unknown-rule'), /^Error: There is no text rule no-such-rule\.$/);
  });
});

describe('a rule', () => {
  it('fills its messages in: names in braces alone, and what is not given stays', () => {
    assert.equal(
      fillIn('{name} has {count} of {name}; {other} and { name } stay.', { name: 'A', count: 0 }),
      'A has 0 of A; {other} and { name } stay.',
    );
  });

  it('has the defaults of its options', () => {
    assert.deepEqual(
      defaultOptions({
        max: { type: 'number', default: 3, description: '' },
        loud: { type: 'boolean', default: false, description: '' },
        except: { type: 'names', default: ['A'], description: '' },
      }),
      { max: 3, loud: false, except: ['A'] },
    );
    assert.deepEqual(other.options, {});
    assert.deepEqual(Object.keys(everyQueue.options), ['prefix']);
  });

  it('reports with its text filled in, and what it was told besides', async () => {
    const design = await designOf('queue A\nqueue Q1');
    const all = everyQueue.run({ design, options: { prefix: '' }, preset: 'recommended' });
    assert.deepEqual(
      all.map(({ messageId, text, data, subject }) => [messageId, text, data, subject]),
      [
        ['queue', 'A is a queue.', { name: 'A' }, design.elements[0]?.id],
        ['queue', 'Q1 is a queue.', { name: 'Q1' }, design.elements[1]?.id],
      ],
    );
    assert.equal(all[0]?.source, design.elements[0]?.syntax.head);
    assert.equal(everyQueue.run({ design, options: { prefix: 'Q' }, preset: 'recommended' }).length, 1);
  });

  it('reports a message without data, and knows the preset and the analyses of the design', async () => {
    const design = await designOf('queue A');
    const analysis = { name: 'count', compute: ({ elements }: typeof design) => elements.length };
    const rule = smallRule({
      id: 'plain',
      messages: { plain: 'Plain.' },
      check({ preset, report, analysis: result }) {
        if (preset === 'strict' && result(analysis) === 1)
          for (const { syntax } of design.elements) report({ message: 'plain', source: syntax.head, severity: 'hint', unknown: 'silent' });
      },
    });
    const [report] = rule.run({ design, options: {}, preset: 'strict' });
    assert.deepEqual(
      [report?.messageId, report?.text, report?.data, report?.severity, report?.unknown],
      ['plain', 'Plain.', {}, 'hint', 'silent'],
    );
    assert.deepEqual(rule.run({ design, options: {}, preset: 'essential' }), []);
  });
});
