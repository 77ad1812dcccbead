/** Small rules, for tests of what is around rules. */
import { createRegistry, type Registry } from '../../analysis/registry.ts';
import { defineRule, type Messages, type OptionSchema, type Rule, type RuleDefinition } from '../../analysis/rule.ts';

/** A rule of which only what matters is said. */
export function smallRule<const Texts extends Messages, const Schema extends OptionSchema = Readonly<Record<never, never>>>(
  given: Partial<RuleDefinition<Texts, Schema>> & Pick<RuleDefinition<Texts, Schema>, 'id' | 'messages' | 'check'>,
): Rule {
  return defineRule<Texts, Schema>({
    code: 'TST001',
    category: 'hygiene',
    star: false,
    severity: 'warning',
    summary: 'A rule of the tests.',
    why: 'Because.',
    failureStory: ['First.', 'Then.'],
    whenNotToUse: 'Never.',
    examples: { wrong: '', right: '' },
    sources: ['https://example.org'],
    since: '0.1.0',
    fixable: 'none',
    ...given,
  });
}

/** Reports every queue, by name. */
export const everyQueue: Rule = smallRule({
  id: 'every-queue',
  code: 'TST002',
  severity: 'warning',
  star: true,
  options: { prefix: { type: 'enum', values: ['', 'Q'], default: '', description: 'Only queues whose names begin with it.' } },
  messages: { queue: '{name} is a queue.' },
  check({ design, options, report }) {
    for (const { kind, name, syntax, id } of design.elements) {
      if (kind === 'queue' && name.startsWith(options.prefix))
        report({ message: 'queue', data: { name }, source: syntax.head, subject: id });
    }
  },
});

/** @returns a registry of these rules and the text rules. */
export function registryOf(...rules: readonly Rule[]): Registry {
  return createRegistry(rules);
}
