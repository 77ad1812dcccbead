/** The pages of rules, made from what they declare. */
import assert from 'node:assert/strict';
import { jsonValue, rulePage, textRulePage, withoutPageLinks } from '../../analysis/page.ts';
import { textRuleOf } from '../../analysis/registry.ts';
import { dedent } from '../support/design.ts';
import { smallRule } from '../support/rule.ts';

const plain = smallRule({
  id: 'plain',
  examples: { wrong: '\nqueue A\n', right: '\nqueue B\n' },
  messages: {},
  check: () => {},
});

const rich = smallRule({
  ...plain,
  id: 'rich',
  code: 'TST009',
  category: 'ordering',
  severity: 'error',
  star: true,
  since: '0.2.0',
  fixable: 'safe',
  summary: 'Rich.',
  why: 'Why not?',
  failureStory: ['One.', 'Two.', 'Three.'],
  whenNotToUse: 'Always.',
  sources: ['https://example.org/a', 'https://example.org/b'],
  correspondsTo: 'Somebody has it.',
  options: {
    window: { type: 'duration', default: 90_000, description: 'How long.' },
    except: { type: 'names', default: ['A'], description: 'Which not.' },
  },
  messages: {},
  check: () => {},
});

const plainPage = dedent(`
  # plain

  **A rule of the tests.**

  \`TST001\` · hygiene · warning by default · since 0.1.0.

  ## Why it matters

  Because.

  ## How it goes wrong

  1. First.
  2. Then.

  ## Wrong

  \`\`\`arch
  queue A
  \`\`\`

  ## Right

  \`\`\`arch
  queue B
  \`\`\`

  ## When not to use it

  Never.

  Silence one finding with its reason: \`// archlint-ignore plain: the reason\`.

  ## In other linters

  None of [those that were looked at](../other-linters.md) has this rule.

  ## Sources

  - <https://example.org>
`);

const richPage = dedent(`
  # rich

  **Rich.**

  \`TST009\` · ordering · error by default · in every preset · since 0.2.0. It has a safe quick fix, which \`archlint check --fix\` applies; where there is a choice to make, its fixes want a look first.

  ## Why it matters

  Why not?

  ## How it goes wrong

  1. One.
  2. Two.
  3. Three.

  ## Wrong

  \`\`\`arch
  queue A
  \`\`\`

  ![The wrong design, drawn](wrong.svg)

  The shortest run in which it fails:

  ![The run, step by step](run.svg)

  ## Right

  \`\`\`arch
  queue B
  \`\`\`

  ![The right design, drawn](right.svg)

  ## Options

  | option | default | means |
  | --- | --- | --- |
  | \`window\` | \`"1.5m"\` | How long. |
  | \`except\` | \`["A"]\` | Which not. |

  \`\`\`json
  { "rules": { "rich": ["error", {"window":"1.5m","except":["A"]}] } }
  \`\`\`

  ## When not to use it

  Always.

  Silence one finding with its reason: \`// archlint-ignore rich: the reason\`.

  ## In other linters

  Somebody has it.

  ## Sources

  - <https://example.org/a>
  - <https://example.org/b>
`);

describe('the page of a rule', () => {
  it('says what the rule declares', () => assert.equal(rulePage(plain), plainPage));

  it('has options, pictures and a run where there are some', () =>
    assert.equal(rulePage(rich, { wrong: 'wrong.svg', right: 'right.svg', run: 'run.svg' }), richPage));

  it('has no run where nothing happens', () => {
    const page = rulePage(rich, { wrong: 'wrong.svg', right: 'right.svg' });
    assert.equal(page, richPage.replace(/The shortest run[\s\S]*?run\.svg\)\n\n/, ''));
  });

  it('tells what its fixes are', () => {
    const said = (['none', 'suggestion'] as const).map((fixable) => rulePage({ ...plain, fixable }).split('\n')[4]);
    assert.deepEqual(said, [
      '`TST001` · hygiene · warning by default · since 0.1.0.',
      '`TST001` · hygiene · warning by default · since 0.1.0. It has a quick fix, which wants a look before it is applied.',
    ]);
  });

  it('of the text is shorter', () => {
    const { examples, ...bare } = textRuleOf('unknown-name');
    const { summary, why } = bare;
    const page = `# unknown-name\n\n**${summary}**\n\n\`TXT002\` · error by default. It has a quick fix, which wants a look before it is applied.\n\n## Why it matters\n\n${why}\n`;
    assert.equal(textRulePage(bare), page);
    assert.equal(
      textRulePage({ ...bare, examples: { wrong: 'queue A\n', right: 'queue B\n' } }),
      `${page}\n## Wrong\n\n\`\`\`arch\nqueue A\n\`\`\`\n\n## Right\n\n\`\`\`arch\nqueue B\n\`\`\`\n`,
    );
    assert.ok(examples);
    assert.match(textRulePage(textRuleOf('syntax-error')), /\n\n`TXT001` · error by default\.\n\n/);
  });

  it('says of what hides other findings that nothing switches it off, and shows a configuration as what it is', () => {
    const page = textRulePage(textRuleOf('invalid-configuration'));
    assert.match(page, /nothing switches it off/);
    assert.match(page, /```json\n\{/);
    assert.doesNotMatch(textRulePage(textRuleOf('unknown-name')), /switches it off/);
  });

  it('leaves out in a terminal where other pages are, and keeps what can be opened', () =>
    assert.equal(
      withoutPageLinks('See [those](../other-linters.md), [this](a.md#b) and [that](https://example.org/x).'),
      'See those, this and [that](https://example.org/x).',
    ));
});

describe('the default of an option', () => {
  it('is told as archlint.json has it', () => {
    assert.deepEqual(
      [
        jsonValue({ type: 'number', default: 3, description: '' }),
        jsonValue({ type: 'duration', default: 60_000, description: '' }),
        jsonValue({ type: 'boolean', default: true, description: '' }),
        jsonValue({ type: 'enum', values: ['a'], default: 'a', description: '' }),
        jsonValue({ type: 'names', default: ['A'], description: '' }),
      ],
      [3, '1m', true, 'a', ['A']],
    );
  });
});
