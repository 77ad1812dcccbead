/** Which keywords fit at a place: those that the grammar allows there, less what would mean nothing. */
import { AstUtils, GrammarAST } from 'langium';
import type { NextFeature } from 'langium/lsp';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Element, Message, Setting } from '../../language/index.ts';
import { valueWords } from '../../language/index.ts';
import { meansSomething } from '../../language/problems/misplaced.ts';
import { isOptionOf } from '../../language/problems/options.ts';
import type { CursorContext } from './completion-context.ts';
import type { KeywordText } from './keyword-texts.ts';
import { meaningOf } from './keywords.ts';

/** What the statement at the cursor belongs to. */
export interface Surroundings {
  /** The kind of the element or message in whose body a new statement would stand. */
  readonly bodyOf?: Element['kind'] | Message['kind'] | 'orchestrator';
  /** The type of the statement that `with` options would belong to. */
  readonly optionsOf?: string;
  /** Whether steps may stand here. */
  readonly inWorkflow: boolean;
}

/** A keyword, with those that always follow it: `subscribes to`. */
export interface Keyword {
  readonly words: string;
  readonly first: string;
  readonly detail?: string;
  readonly kind: CompletionItemKind;
  readonly meaning?: KeywordText;
  /** Whether a new statement begins with it. */
  readonly isStart: boolean;
}

/** The rules of names: every keyword may be one, and none is offered as one. */
const nameRules: ReadonlySet<string> = new Set(['Name', 'NotMemory', 'Field', 'QualifiedName']);

/** Rules whose keywords begin a statement or a declaration. */
const startRules: ReadonlySet<string> = new Set([
  'System',
  'Group',
  'Message',
  'ElementKind',
  'Orchestrator',
  'Technology',
  'Flow',
  'View',
  'Requirement',
  'Correlation',
  'Annotation',
  'Key',
  'Ordered',
  'Setting',
  'Flag',
  'Schema',
  'Useful',
  'Index',
  'OrderingSetting',
  'RetryPolicy',
  'DeliverySetting',
  'ConsistencySetting',
  'Grouped',
  'Deduplicates',
  'Subscription',
  'DeadLetters',
  'NoDeadLetters',
  'Drops',
  'Redrives',
  'Carries',
  'Handler',
  'Operation',
  'Schedule',
  'Keeps',
  'Caches',
  'RebuiltFrom',
  'OwnedBy',
  'Route',
  'Sticky',
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
  'CatchesFailures',
  'BatchSetting',
  'ProductFlag',
  'StepsLimit',
  'EachLimit',
  'HeartbeatSetting',
  'Mark',
  'Needs',
  'Readers',
  'Subscribers',
  'FlowStatement',
  'ViewStatement',
]);

/** Rules whose keywords an option begins with, without being an option themselves. */
const optionOf: Readonly<Record<string, string>> = {
  RetryPolicy: 'RetriesOption',
  DeadLetters: 'DeadLettersOption',
  NoDeadLetters: 'NoDeadLettersOption',
  Drops: 'DropsOption',
};

/** The keyword of a feature of the grammar; undefined if it is none, or would mean nothing at the cursor. */
export function keywordFor(next: NextFeature, { before }: CursorContext, around: Surroundings): Keyword | undefined {
  const { feature } = next;
  if (!GrammarAST.isKeyword(feature) || !/^\p{L}/u.test(feature.value)) return undefined;
  const rule = AstUtils.getContainerOfType(feature, GrammarAST.isParserRule)?.name ?? '';
  if (nameRules.has(rule) || !isRightNumber(feature.value, before)) return undefined;
  // What happens otherwise comes after a block.
  if (feature.value === 'otherwise' && before !== '}') return undefined;
  const owner = before === 'with' || before === ',' ? around.optionsOf : undefined;
  const type = next.type ?? rule;
  if (owner !== undefined && !isOptionOf(optionOf[type] ?? type, owner)) return undefined;
  if (rule === 'Step' && !around.inWorkflow) return undefined;
  const isStart = owner === undefined && startRules.has(rule) && (next.type !== undefined || rule === 'ElementKind');
  const subject = rule === 'Setting' || rule === 'Flag' ? feature.value : rule;
  if (isStart && around.bodyOf !== undefined && !meansSomething(subject, around.bodyOf)) return undefined;
  const isDeclaration = rule === 'ElementKind' || rule === 'Orchestrator' || rule === 'Message' || rule === 'System' || rule === 'Group';
  return {
    words: [feature.value, ...(rule === 'RetryPolicy' && /^(no|unlimited)$/.test(feature.value) ? ['retries'] : followers(feature))].join(
      ' ',
    ),
    first: feature.value,
    ...(rule === 'Setting' && isStart && { detail: valueWords(feature.value as Setting['kind']).replaceAll('`', '') }),
    kind: isDeclaration ? CompletionItemKind.Class : CompletionItemKind.Keyword,
    meaning: meaningOf(feature),
    isStart,
  };
}

/** `1 attempt`, but `5 attempts`. */
function isRightNumber(word: string, before: string): boolean {
  const singular = word === 'attempt' || word === 'retry' || word === 'group';
  const plural = word === 'attempts' || word === 'retries' || word === 'groups';
  return !/^\d/.test(before) || (before === '1' ? !plural : !singular);
}

/** The keywords that always come after one. */
function followers(keyword: GrammarAST.Keyword): readonly string[] {
  let element: GrammarAST.AbstractElement = keyword;
  while (element.$container !== undefined && !GrammarAST.isGroup(element.$container)) {
    if (!GrammarAST.isAssignment(element.$container)) return [];
    element = element.$container;
  }
  const group = element.$container;
  if (!GrammarAST.isGroup(group)) return [];
  const rest = group.elements.slice(group.elements.indexOf(element) + 1);
  const end = rest.findIndex((next) => !GrammarAST.isKeyword(next) || next.cardinality !== undefined || !/^\p{L}/u.test(next.value));
  return rest.slice(0, end < 0 ? undefined : end).map((next) => (GrammarAST.isKeyword(next) ? next.value : ''));
}
