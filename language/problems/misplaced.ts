/** Statements and options that mean nothing where they stand. The grammar reads them everywhere, so that nothing else is lost. */
import type { AstNode } from 'langium';
import type { Clause, Element, ElementKind, ElementStatement, Message, Orchestrator, Path, Publish, Send, Step } from '../generated/ast.ts';
import { isElement } from '../generated/ast.ts';
import type { Fix, Problem } from '../model/source.ts';
import { enclosingElement } from '../names/symbols.ts';
import { fix, listed, problem, propertyCst, removal, type Text, withArticle } from './problem.ts';

const channels: readonly ElementKind[] = ['queue', 'topic', 'bus', 'stream'];
const stores: readonly ElementKind[] = ['store', 'cache'];
const active: readonly ElementKind[] = ['service', 'actor', 'external'];
const fronts: readonly ElementKind[] = ['balancer', 'gateway'];

/** Which elements a statement means something to; what is not listed means something to every one. */
const places: Readonly<Record<string, readonly ElementKind[]>> = {
  retention: [...channels, ...stores, 'service'],
  visibility: channels,
  delay: channels,
  ttl: [...stores, ...channels],
  partitions: [...channels, ...stores],
  instances: ['service', ...fronts, 'external'],
  compacted: channels,
  durable: [...channels, ...stores],
  critical: [],
  expendable: [],
  OrderingSetting: channels,
  DeliverySetting: channels,
  ConsistencySetting: stores,
  Key: stores,
  Index: stores,
  Grouped: [...channels, ...stores],
  Deduplicates: channels,
  Subscription: channels,
  NoDeadLetters: channels,
  DeadLetters: channels,
  Drops: channels,
  Redrives: channels,
  Carries: channels,
  Handler: active,
  Operation: ['service', 'external', ...fronts],
  Schedule: active,
  Keeps: ['service', ...active, ...fronts],
  Caches: stores,
  RebuiltFrom: stores,
  OwnedBy: stores,
  Route: fronts,
  Sticky: fronts,
  Read: active,
  Write: active,
  Call: active,
  Start: [...active, ...stores, ...channels],
  Publish: [...active, ...stores],
  Send: [...active, ...stores],
  Atomically: active,
  Parallel: active,
  When: active,
  Each: active,
};

const parksAtHandler =
  'What a handler cannot deal with is parked where the channel says, or as the handler says: `on Message with dead-letters to Queue`.';

/** The same for what has a better word on another kind of element. */
const advice: Readonly<Record<string, Partial<Record<ElementKind, string>>>> = {
  Subscription: { service: 'A service handles messages: `on Message from Channel`.' },
  DeadLetters: { service: parksAtHandler },
  NoDeadLetters: { service: parksAtHandler },
  Drops: { service: parksAtHandler },
  Handler: { queue: 'A queue takes messages by `subscribes to`.', topic: 'A topic takes messages by `subscribes to`.' },
  Operation: { actor: 'An actor begins things: it `calls`, `sends` and `publishes`.' },
  retention: { service: 'Retention is a matter of its channels and stores.' },
  Key: {
    queue: 'What keeps messages of a key together is `grouped by`.',
    stream: 'What keeps messages of a key together is `grouped by`.',
  },
};

/** Settings and flags that a message may carry. */
const ofMessages: ReadonlySet<string> = new Set(['size', 'version', 'critical', 'expendable']);

/** Settings and flags that a workflow has no use for. */
const notOfWorkflows: ReadonlySet<string> = new Set(['visibility', 'delay', 'ttl', 'partitions', 'compacted', 'size', 'expendable']);

/**
 * Tells whether a statement means something where it would stand: for completion.
 *
 * @param subject the statement's type, or the word of a setting or flag: `Handler`, `retention`
 * @param kind what it would be said of
 */
export function meansSomething(subject: string, kind: ElementKind | Message['kind'] | 'orchestrator'): boolean {
  switch (kind) {
    case 'event':
    case 'command':
      return !/^[a-z]/.test(subject) || ofMessages.has(subject);
    case 'orchestrator':
      return !notOfWorkflows.has(subject);
    default:
      return places[subject]?.includes(kind) ?? true;
  }
}

function subjectOf(statement: AstNode): string {
  const { $type } = statement;
  return $type === 'Setting' || $type === 'Flag' ? `${(statement as AstNode & { kind?: string }).kind}` : $type;
}

/** The first words of a statement, as a message cites it: `dead-letters`, `subscribes to`. */
function wordsOf(statement: AstNode): string {
  const [first = '', second = ''] = (statement.$cstNode?.text ?? '').split(/\s+/);
  return /^(to|by|from|sessions|retries|retry)$/.test(second) ? `${first} ${second}` : first;
}

/** Checks the statements of an element against its kind. */
export function misplacedInElement(text: Text, element: Element): Problem[] {
  const problems: Problem[] = [];
  let before: ElementStatement | undefined;
  for (const statement of element.body?.statements ?? []) {
    const lost = before === undefined ? undefined : lostComma(text, element, before, statement);
    if (lost !== undefined) problems.push(lost);
    else {
      const subject = subjectOf(statement);
      const kinds = places[subject];
      if (kinds !== undefined && (!kinds.includes(element.kind) || isNobodys(subject, element)))
        problems.push(misplaced(text, statement, element, subject, kinds));
    }
    before = statement;
  }
  return problems;
}

/** Only a product that keeps asynchronous calls for its functions gives a service something to retain. */
function isNobodys(subject: string, { kind, technology }: Element): boolean {
  return subject === 'retention' && kind === 'service' && technology === undefined;
}

function misplaced(text: Text, statement: AstNode, element: Element, subject: string, kinds: readonly ElementKind[]): Problem {
  const general =
    kinds.length === 0
      ? 'It is said of an event, a command, an operation or a flow.'
      : `It is said of ${listed([...new Set(kinds)].map(withArticle))}.`;
  const hint = advice[subject]?.[element.kind] ?? general;
  const message = `\`${wordsOf(statement)}\` means nothing on ${withArticle(element.kind)}. ${hint}`;
  return problem('misplaced-option', text.source(statement.$cstNode), message, { fixes: removals(text, statement) });
}

function removals(text: Text, statement: AstNode): Fix[] {
  const cst = statement.$cstNode;
  return cst === undefined ? [] : [fix(`Remove \`${wordsOf(statement)}\``, [removal(text, cst)])];
}

/** Checks what a message says. */
export function misplacedInMessage(text: Text, message: Message): Problem[] {
  return (message.body?.statements ?? [])
    .filter((statement) => (statement.$type === 'Setting' || statement.$type === 'Flag') && !ofMessages.has(statement.kind))
    .map((statement) => {
      const said = `\`${wordsOf(statement)}\` means nothing on ${withArticle(message.kind)}: it is said of the channel that carries it.`;
      return problem('misplaced-option', text.source(statement.$cstNode), said, { fixes: removals(text, statement) });
    });
}

/** Checks what a workflow says besides its steps. */
export function misplacedInWorkflow(text: Text, workflow: Orchestrator): Problem[] {
  return (workflow.body?.statements ?? [])
    .filter((statement) => notOfWorkflows.has(subjectOf(statement)))
    .map((statement) =>
      problem('misplaced-option', text.source(statement.$cstNode), `\`${wordsOf(statement)}\` means nothing on an orchestrator.`, {
        fixes: removals(text, statement),
      }),
    );
}

// ---------------------------------------------------------------- options that lost their comma

/** What is an option of a handler and also, without the comma, a statement of the service. */
const optionWords: ReadonlySet<string> = new Set([
  'concurrency',
  'timeout',
  'delay',
  'OrderingSetting',
  'DeliverySetting',
  'Key',
  'RetriesSetting',
  'DeadLetters',
  'NoDeadLetters',
  'Drops',
]);

/** Options at the end of a statement without a body: whatever follows might have been one more. */
function openOptions(statement: ElementStatement): boolean {
  switch (statement.$type) {
    case 'Handler':
    case 'Operation':
      return statement.body === undefined && statement.clauses.at(-1)?.$type === 'OptionsClause';
    case 'Publish':
    case 'Send':
    case 'Call':
    case 'Start':
      return statement.options !== undefined && statement.rate === undefined;
    case 'Subscription':
      return statement.options !== undefined;
    default:
      return false;
  }
}

/** Whether options might follow a statement that has none so far. */
function lacksOptions(statement: ElementStatement): boolean {
  switch (statement.$type) {
    case 'Handler':
      return statement.body === undefined && !statement.clauses.some(isOptions);
    case 'Publish':
    case 'Send':
    case 'Call':
    case 'Start':
      return statement.options === undefined && statement.rate === undefined;
    case 'Subscription':
      return statement.options === undefined;
    default:
      return false;
  }
}

/** What the options of a statement are said of. */
function ownerOf({ $type }: ElementStatement): 'handler' | 'subscription' | 'effect' {
  if ($type === 'Handler' || $type === 'Operation') return 'handler';
  return $type === 'Subscription' ? 'subscription' : 'effect';
}

function isOptions({ $type }: Clause): boolean {
  return $type === 'OptionsClause';
}

function lostComma(text: Text, element: Element, before: ElementStatement, statement: ElementStatement): Problem | undefined {
  const [first, second] = [before.$cstNode, statement.$cstNode];
  if (first === undefined || second === undefined || !optionWords.has(subjectOf(statement))) return undefined;
  const between = text.text.slice(first.end, second.offset);
  if (between === ' ' && lacksOptions(before))
    return problem(
      'misplaced-option',
      text.source(second),
      `\`with\` is missing before \`${wordsOf(statement)}\`: as it stands, it is said of the whole ${element.kind}, not of this ${ownerOf(before)}.`,
      { grave: true, fixes: [fix('Write `with`', [text.edit(first.end, first.end, ' with')], true)] },
    );
  if (!openOptions(before)) return undefined;
  const opensBody = /^\s*\{/.test(text.text.slice(second.end));
  const owner = ownerOf(before);
  // Statements on one line are two blanks apart; one blank, or a handler that has no body yet, tells of a list that goes on.
  if (between !== ' ' && !opensBody && !(owner === 'handler' && between.includes('\n'))) return undefined;
  const message = `A comma is missing before \`${wordsOf(statement)}\`: as it stands, it is said of the whole ${element.kind}, not of this ${owner}.`;
  return problem('misplaced-option', text.source(second), message, {
    grave: true,
    fixes: [fix('Add the comma', [text.edit(first.end, first.end, ',')], true)],
  });
}

// ---------------------------------------------------------------- where a word does not belong

/** Checks that a step stands in a workflow. */
export function misplacedStep(text: Text, step: Step): Problem[] {
  const element = enclosingElement(step);
  if (element === undefined || !isElement(element) || element.kind === undefined) return [];
  const keyword = step.$cstNode;
  const message = `\`step\` belongs in an orchestrator; in ${withArticle(element.kind)} the effects themselves are written, one after the other.`;
  const action = step.action?.$cstNode;
  const fixes =
    keyword === undefined || action === undefined || step.undo !== undefined || step.action.$type === 'Wait'
      ? []
      : [fix('Keep only the effect', [text.edit(keyword.offset, action.offset, '')])];
  return [problem('misplaced-option', text.source(keyword), message, { fixes })];
}

/** Checks that events are published and that what one receiver gets is sent. */
export function wrongVerb(text: Text, effect: Publish | Send): Problem[] {
  const path: Path | undefined = effect.$type === 'Publish' ? effect.channel : effect.receiver;
  const target = path?.target.ref;
  if (path === undefined || target === undefined || !isElement(target)) return [];
  const publishes = effect.$type === 'Publish';
  const wrong = publishes ? target.kind === 'queue' : target.kind === 'topic' || target.kind === 'bus';
  const first = effect.$cstNode;
  if (!wrong || first === undefined) return [];
  const [verb, other] = publishes ? ['publishes', 'sends'] : ['sends', 'publishes'];
  const why = publishes ? 'one consumer gets each message of a queue' : `every subscriber of a ${target.kind} gets the message`;
  const message = `\`${verb}\` … \`to ${target.name}\`: ${why}, so it is \`${other}\`.`;
  const keyword = text.span(first.offset, first.offset + verb.length);
  return [
    problem('misplaced-option', keyword, message, {
      related: [],
      fixes: [fix(`Write \`${other}\``, [text.edit(keyword.offset, keyword.end, other)], true)],
    }),
  ];
}

/** Checks that a system stands at the top of a file. */
export function nestedSystem(text: Text, system: AstNode): Problem[] {
  if (system.$container?.$type === 'Document') return [];
  const name = propertyCst(system, 'name') ?? system.$cstNode;
  const message =
    'A system stands at the top of a file; inside a system, `group` draws a boundary. This one is read as a system of its own.';
  return [problem('misplaced-option', text.source(name), message)];
}
