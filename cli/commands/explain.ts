/** `archlint explain RULE`: what a rule is about. */
import { registry } from '../../analysis/engine.ts';
import { nearest } from '../../analysis/nearest.ts';
import { rulePage, textRulePage, withoutPageLinks } from '../../analysis/page.ts';
import { textRules } from '../../analysis/text-rules.ts';
import { readArguments } from '../arguments.ts';
import { UsageError } from '../errors.ts';
import type { Terminal } from '../terminal.ts';

/** Runs the command. @returns the exit status */
export function explain(words: readonly string[], terminal: Terminal): number {
  const { positionals } = readArguments('explain', words, {});
  const [word, more] = positionals;
  if (word === undefined) throw new UsageError('`archlint explain` needs a rule: `archlint explain missing-dead-letter-queue`.');
  if (more !== undefined) throw new UsageError('`archlint explain` takes one rule.');
  const id = registry.idOf(word);
  const rule = id === undefined ? undefined : registry.byId.get(id);
  const textRule = [...textRules.values()].find((candidate) => candidate.id === id);
  if (rule) terminal.out(withoutPageLinks(rulePage(rule)));
  else if (textRule) terminal.out(withoutPageLinks(textRulePage(textRule)));
  else {
    const near = nearest(word, registry.ids);
    throw new UsageError(`There is no rule ${word}. ${near ? `Did you mean ${near}?` : '`archlint rules` lists them all.'}`);
  }
  return 0;
}
