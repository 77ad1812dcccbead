/** Whatever is said twice: the second says nothing new, or contradicts the first. */
import type { AstNode, CstNode } from 'langium';
import type { Clause, Option, Path, Subscription } from '../generated/ast.ts';
import {
  isAnnotation,
  isConsistencySetting,
  isFilterOption,
  isFlag,
  isNeeds,
  isPath,
  isProductFlag,
  isSetting,
  isSubscription,
} from '../generated/ast.ts';
import type { Fix, Problem } from '../model/source.ts';
import { fix, previousCst, problem, removal, type Text } from './problem.ts';

/** Statements that may be written again, each time for something else. */
const repeatable: ReadonlySet<string> = new Set([
  'Index',
  'Handler',
  'Operation',
  'Schedule',
  'Keeps',
  'Route',
  'Subscription',
  'Read',
  'Write',
  'Publish',
  'Send',
  'Call',
  'Start',
  'Atomically',
  'Parallel',
  'When',
  'Each',
  'Step',
  'System',
  'Group',
  'Message',
  'Element',
  'Orchestrator',
  'Technology',
  'Flow',
  'View',
  'Requirement',
  'Include',
  'Exclude',
  'Around',
  'CatchesFailures',
  'OwnedBy',
  'RebuiltFrom',
  'Caches',
  'Carries',
  'Redrives',
]);

/** Parking, giving up, doing neither: one of them holds. */
const failureRules: ReadonlySet<string> = new Set(['DeadLetters', 'NoDeadLetters', 'Drops']);
const failureOptions: ReadonlySet<string> = new Set(['DeadLettersOption', 'NoDeadLettersOption', 'DropsOption']);

/** Finds statements of one body that say the same thing a second time. */
export function saidTwice(text: Text, statements: readonly AstNode[]): Problem[] {
  const problems: Problem[] = [];
  const first = new Map<string, AstNode>();
  for (const statement of statements) {
    const subject = subjectOf(statement);
    if (subject === undefined) continue;
    const known = first.get(subject);
    if (known === undefined) first.set(subject, statement);
    else if (!isSubscription(statement)) problems.push(twice(text, statement, known, removeStatement));
  }
  return [...problems, ...subscribedTwice(text, statements.filter(isSubscription))];
}

/** Two subscriptions to one channel may each be for messages of its own, or pass on what their own filter lets through. */
function subscribedTwice(text: Text, subscriptions: readonly Subscription[]): Problem[] {
  return subscriptions.flatMap((subscription, at) => {
    const same = subscriptions.slice(0, at).find((earlier) => overlaps(earlier, subscription));
    return same ? [twice(text, subscription, same, removeStatement)] : [];
  });
}

function overlaps(one: Subscription, other: Subscription): boolean {
  if (one.channel?.$cstNode?.text !== other.channel?.$cstNode?.text) return false;
  const [first, second] = [filterOf(one), filterOf(other)];
  if (first !== undefined && second !== undefined && first !== second) return false;
  const names = new Set(one.messages.map((path) => path.$cstNode?.text));
  return names.size === 0 || other.messages.length === 0 || other.messages.some((path) => names.has(path.$cstNode?.text));
}

function filterOf({ options }: Subscription): string | undefined {
  return options?.options.find(isFilterOption)?.text;
}

/** What a statement is about; two of one body about the same are one too many. */
function subjectOf(statement: AstNode): string | undefined {
  if (isSetting(statement) && statement.each !== undefined) return 'throughput per partition';
  if (isConsistencySetting(statement)) return `consistency ${statement.by ?? ''}`.trim();
  if (isSetting(statement) || isFlag(statement) || isProductFlag(statement)) return statement.kind;
  if (isAnnotation(statement)) return statement.kind === 'owner' ? 'owner' : undefined;
  if (isNeeds(statement)) return `needs ${statement.what}`;
  if (isSubscription(statement)) return subscriptionSubject(statement);
  if (failureRules.has(statement.$type)) return 'what becomes of failures';
  return repeatable.has(statement.$type) ? undefined : statement.$type;
}

function subscriptionSubject({ channel }: Subscription): string | undefined {
  const text = channel?.$cstNode?.text;
  return text === undefined ? undefined : `subscribes to ${text}`;
}

/** Finds the clauses of a head that say the same thing a second time. */
export function clausesTwice(text: Text, clauses: readonly Clause[]): Problem[] {
  return repeated(text, clauses, clauseSubject, removeStatement);
}

/** That an operation changes nothing says neither that it matters nor that it does not. */
function clauseSubject(clause: Clause): string | undefined {
  if (clause.$type === 'OptionsClause') return undefined;
  return clause.$type === 'CriticalityClause' && clause.value === 'safe' ? 'safe' : clause.$type;
}

/** Finds the options of a list that say the same thing a second time. */
export function optionsTwice(text: Text, options: readonly Option[]): Problem[] {
  return repeated(text, options, (option) => (failureOptions.has(option.$type) ? 'what becomes of failures' : option.$type), removeListed);
}

/** Finds names that a list mentions a second time. */
export function namesTwice(text: Text, paths: readonly Path[]): Problem[] {
  return repeated(text, paths, (path) => (isPath(path) ? path.$cstNode?.text : undefined), removeListed);
}

function repeated<T extends AstNode>(text: Text, nodes: readonly T[], subject: (node: T) => string | undefined, remove: Remove): Problem[] {
  const first = new Map<string, T>();
  const problems: Problem[] = [];
  for (const node of nodes) {
    const key = subject(node);
    if (key === undefined) continue;
    const known = first.get(key);
    if (known === undefined) first.set(key, node);
    else problems.push(twice(text, node, known, remove));
  }
  return problems;
}

/** Makes the fix that removes a node. */
type Remove = (text: Text, node: AstNode, same: boolean) => readonly Fix[];

function twice(text: Text, second: AstNode, first: AstNode, remove: Remove): Problem {
  const same = second.$cstNode?.text === first.$cstNode?.text;
  const said = firstLine(second.$cstNode);
  const message = same
    ? `\`${said}\` is said already.`
    : `\`${said}\` says anew what \`${firstLine(first.$cstNode)}\` says. Only one of them can hold.`;
  return problem('said-twice', text.source(second.$cstNode), message, {
    related: [{ message: 'It is said first here.', source: text.source(first.$cstNode) }],
    fixes: remove(text, second, same),
  });
}

function firstLine(cst: CstNode | undefined): string {
  const [line = ''] = (cst?.text ?? '').split(/\r?\n/);
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** Removes a statement with the blanks before it; without loss if it only repeats. */
function removeStatement(text: Text, node: AstNode, same: boolean): Fix[] {
  const cst = node.$cstNode;
  return cst === undefined ? [] : [fix(`Remove \`${firstLine(cst)}\``, [removal(text, cst)], same)];
}

/** Removes an item of a list with the comma before it. */
function removeListed(text: Text, node: AstNode, same: boolean): Fix[] {
  const cst = node.$cstNode;
  const comma = cst === undefined ? undefined : previousCst(cst);
  if (cst === undefined || comma?.text !== ',') return [];
  return [fix(`Remove \`${firstLine(cst)}\``, [text.edit(comma.offset, cst.end, '')], same)];
}
