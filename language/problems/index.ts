/** What is wrong with a text itself, before any rule of design looks at it. */
import type { AstNode, LangiumDocument } from 'langium';
import type { ArchAstType, Publish, Send } from '../generated/ast.ts';
import type { Problem } from '../model/source.ts';
import type { ProjectNames } from '../names/project-names.ts';
import { treeOf } from '../names/tree.ts';
import { declarations } from '../parser/words.ts';
import { misplacedClauses } from './clauses.ts';
import { duplicateNames } from './duplicates.ts';
import { misplacedInElement, misplacedInMessage, misplacedInWorkflow, misplacedStep, nestedSystem, wrongVerb } from './misplaced.ts';
import { misplacedOptions } from './options.ts';
import { Text } from './problem.ts';
import { unknownRoutes } from './routes.ts';
import { syntaxErrors } from './syntax.ts';
import { clausesTwice, namesTwice, optionsTwice, saidTwice } from './twice.ts';
import { unknownNames } from './unknown.ts';
import { checkRange, checkSetting } from './values.ts';

/**
 * Finds everything wrong with one file: syntax, names, misplaced and repeated statements.
 *
 * @param document a parsed document whose names can be resolved
 * @param names what its project declares, `NameTables.at(document.uri)`
 * @returns the problems in the order of the text; empty for a file that is right
 */
export function problemsOf(document: LangiumDocument, names: ProjectNames): readonly Problem[] {
  const text = new Text(document);
  const local = localProblems(text);
  const unread = local.problems.filter((found) => found.rule === 'syntax-error');
  const reported = new Set(unread.map((found) => found.source.offset));
  // What `sevice Cart { … }` would have declared is not unknown: the mistake is in its first word.
  const meant = new Set(unread.flatMap((found) => namesMeant(text, found.source.end)));
  const linked = [
    ...wrongNames(text, names, local).filter(
      ({ rule, source }) =>
        rule === 'misplaced-option' || (!reported.has(source.offset) && !meant.has(text.text.slice(source.offset, source.end))),
    ),
    ...duplicateNames(text, names),
  ];
  return [...local.problems, ...linked].sort((a, b) => a.source.offset - b.source.offset || a.source.end - b.source.end);
}

const name = /[\p{L}_][\p{L}\p{M}\p{N}_.-]*/u.source;
const nameNext = new RegExp(`^[ \\t]+(${name})`, 'u');
const declaration = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_.-])(${name})[ \\t]+(?=(${name}))`, 'gu');

/** The names that a statement would have declared whose first word is not understood: the one behind that word, and those in a block that is lost with it. */
function namesMeant({ text }: Text, offset: number): readonly string[] {
  const [, own] = nameNext.exec(text.slice(offset, offset + 200)) ?? [];
  if (own === undefined) return [];
  const inside = [...lostBlock(text, offset).matchAll(declaration)].flatMap(([, word = '', declared]) =>
    declarations().has(word) && declared !== undefined ? [declared] : [],
  );
  return [own, ...inside];
}

/** So much of a text is looked at for what is lost with one word. */
const longestLost = 50_000;

/** What stands in the block that is opened in the same line. */
function lostBlock(text: string, offset: number): string {
  const open = /^[^\n{}]*\{/.exec(text.slice(offset, offset + 400));
  if (open === null) return '';
  const start = offset + open[0].length;
  const rest = text.slice(start, start + longestLost);
  let depth = 1;
  for (const { index, 0: brace } of rest.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth === 0) return rest.slice(0, index);
  }
  return rest;
}

/** Lists of resolved names in which all is well. Names that are resolved anew are another list, so most files need no second look. */
const clean = new WeakSet<LangiumDocument['references']>();

/** What is wrong with what the names of a file mean. */
function wrongNames(text: Text, names: ProjectNames, { effects }: Local): readonly Problem[] {
  const { references } = text.document;
  if (clean.has(references)) return [];
  const found = [...unknownNames(text, names), ...unknownRoutes(text), ...effects.flatMap((effect) => wrongVerb(text, effect))];
  // Before the names are resolved the list is empty, and stands for nothing.
  if (references.length > 0 && found.length === 0) clean.add(references);
  return found;
}

/** What a file's own text tells, without its names. */
interface Local {
  readonly problems: readonly Problem[];
  /** Effects that name a channel: whether the verb fits is known when the name is. */
  readonly effects: readonly (Publish | Send)[];
}

const known = new WeakMap<AstNode, Local>();

function localProblems(text: Text): Local {
  const root = text.document.parseResult.value;
  let local = known.get(root);
  if (local === undefined) {
    const problems: Problem[] = [];
    const effects: (Publish | Send)[] = [];
    for (const node of treeOf(root).nodes) {
      problems.push(...checkNode(text, node));
      if (node.$type === 'Publish' || node.$type === 'Send') effects.push(node as Publish | Send);
    }
    local = { problems: withoutConsequences(text, syntaxErrors(text), problems), effects };
    known.set(root, local);
  }
  return local;
}

/** Leaves out what only follows from another mistake: a second syntax error at one place, a block after an option that lost its comma. */
function withoutConsequences(text: Text, unread: readonly Problem[], checked: readonly Problem[]): readonly Problem[] {
  const places = new Set<number>();
  const needless = new Set(checked.flatMap((found) => consequence(text, unread, found) ?? []));
  const ends = checked.filter((found) => found.rule === 'misplaced-option').map((found) => found.source.end);
  return [...unread, ...checked].filter((found) => {
    const { rule, source } = found;
    if (rule !== 'syntax-error') return true;
    if (places.has(source.offset) || needless.has(found)) return false;
    places.add(source.offset);
    // A block or a rate that the option would have stood before.
    const goesOn = /^(?:\{|at\b)/.test(text.text.slice(source.offset, source.offset + 3));
    return !ends.some((end) => {
      const follows = end < source.offset && text.text.slice(end, source.offset).trim() === '';
      return follows && (goesOn || text.text.slice(end - 3, end) === ' at');
    });
  });
}

/** A setting lacks its value where something stands in its place: `ttl: 5m`, `latency high`. It is said once, by what can be mended. */
function consequence(text: Text, unread: readonly Problem[], setting: Problem): Problem | undefined {
  if (setting.rule !== 'syntax-error') return undefined;
  const next = unread.find(
    ({ source }) => source.offset >= setting.source.end && /^[ \t]*$/.test(text.text.slice(setting.source.end, source.offset)),
  );
  return next !== undefined && next.fixes.length > 0 ? setting : next;
}

/** Every node of the language, told apart by its type. */
type ArchNode = ArchAstType[keyof ArchAstType];

function checkNode(text: Text, untyped: AstNode): Problem[] {
  const node = untyped as ArchNode;
  switch (node.$type) {
    case 'System':
      return nestedSystem(text, node);
    case 'Element':
      return misplacedInElement(text, node);
    case 'Message':
      return misplacedInMessage(text, node);
    case 'Orchestrator':
      return misplacedInWorkflow(text, node);
    case 'Step':
      return misplacedStep(text, node);
    case 'Setting':
      return checkSetting(text, node);
    case 'Range':
    case 'Rate':
      return checkRange(text, node);
    case 'MessageBody':
    case 'ElementBody':
    case 'OrchestratorBody':
    case 'TechnologyBody':
    case 'FlowBody':
    case 'ViewBody':
      return saidTwice(text, node.statements);
    case 'MemberBody':
      return saidTwice(text, node.members);
    case 'Handler':
      return [...namesTwice(text, node.messages), ...clausesTwice(text, node.clauses), ...misplacedClauses(text, node)];
    case 'Operation':
      return [...clausesTwice(text, node.clauses), ...misplacedClauses(text, node)];
    case 'Subscription':
    case 'Carries':
    case 'Wait':
      return namesTwice(text, node.messages);
    case 'Options':
      return [...optionsTwice(text, node.options), ...misplacedOptions(text, node)];
    default:
      return [];
  }
}
