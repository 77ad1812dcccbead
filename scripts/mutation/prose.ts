/**
 * Tells Stryker what of the file of a rule, or of a kind of change, is its page and not its code: the summary, the stories and examples, the sources, the numbers under which users know the rule,
 * whether it has a star. The tests lint the examples, the generated pages show the rest, and a changed word there is no fault that the table of the rule should find.
 * Messages, severities and the defaults of options stay: they are what users meet.
 */
import type { Ignorer, NodePath } from '@stryker-mutator/api/ignore';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** What is looked at of a Babel path; the package declares the type empty, so as to leave the choice of parser open. */
interface Path extends NodePath {
  readonly node: { readonly type: string; readonly key?: Named; readonly callee?: Named };
  readonly parentPath: Path | null;
}

interface Named {
  readonly name?: string;
}

/** Of a rule's definition. */
const page = new Set([
  'id',
  'code',
  'category',
  'star',
  'summary',
  'why',
  'failureStory',
  'whenNotToUse',
  'examples',
  'sources',
  'since',
  'correspondsTo',
]);

/** What declares something that has a page. */
const declaring = new Set(['defineRule', 'defineChange']);

/** @returns whether the object that a property stands in is what `defineRule` or `defineChange` is given, itself or by way of so many objects. */
function isWithinRule(property: Path, depth: number): boolean {
  let path: Path | null | undefined = property;
  for (let level = 0; level < depth; level++) path = path?.parentPath?.parentPath;
  const call = path?.parentPath?.parentPath;
  return call?.node.type === 'CallExpression' && declaring.has(call.node.callee?.name ?? '');
}

const prose: Ignorer = {
  shouldIgnore(given) {
    const path = given as Path;
    const name = path.node.key?.name;
    if (path.node.type !== 'ObjectProperty' || name === undefined) return undefined;
    if (page.has(name) && isWithinRule(path, 0)) return `The ${name} belongs to the page of a rule or a kind of change.`;
    // options: { limit: { description: '…' } }
    if (name === 'description' && isWithinRule(path, 2)) return 'The description of an option belongs to the page of its rule.';
    return undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'prose', prose)];
