/** `archlint explain RULE`: what a rule is about. */
import { registry } from '../../analysis/engine.ts';
import { nearest } from '../../analysis/nearest.ts';
import { rulePage, textRulePage, withoutPageLinks } from '../../analysis/page.ts';
import { textRules } from '../../analysis/text-rules.ts';
import { listed } from '../../language/problems/problem.ts';
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
    throw new UsageError(`There is no rule ${word}. ${adviceFor(word)}`);
  }
  return 0;
}

const mostProposed = 4;

/** The rule that is misspelt, or else those that share the most words with what was asked for. */
function adviceFor(word: string): string {
  const near = nearest(word, registry.ids);
  if (near !== undefined) return `Did you mean ${near}?`;
  const spelt = word.toLowerCase().replace(/\bdlq\b/, 'dead-letter-queue');
  const asked = new Set(spelt.split(/[^a-z]+/).filter((part) => part.length > 2));
  const shared = (id: string): number => id.split('-').filter((part) => asked.has(part)).length;
  const most = Math.max(0, ...registry.ids.map(shared));
  const found = most === 0 ? [] : registry.ids.filter((id) => shared(id) === most);
  if (found.length === 0 || found.length > mostProposed) return '`archlint rules` lists them all.';
  return `Did you mean ${listed(found)}?`;
}
