/** The words of syntax messages: what was expected, said as the handbook says it. */
import { ArchGrammar } from '../generated/grammar.ts';
import type { Token } from './engine.ts';
import type { Expected } from './expectations.ts';
import { declarationWords } from './first-words.ts';

/** What stands for each kind of word that is no keyword. */
const terminals: Readonly<Record<string, string>> = {
  ID: 'a name',
  STRING: 'a text in quotes',
  DURATION: 'a time such as `30s`',
  RATE: 'a rate such as `200/s`',
  SIZE: 'a size such as `256KB`',
  PERCENTAGE: 'a percentage such as `99.9%`',
  NUMBER: 'a number',
};

/** What a name stands for after each keyword. */
const names: ReadonlyMap<string, string> = new Map(
  Object.entries({
    from: 'the name of a channel',
    to: 'the name of a channel or another receiver',
    on: 'the name of an event or a command',
    for: 'the name of an event or a command',
    using: 'the name of a store',
    outbox: 'the name of a store',
    reads: 'the name of a store',
    puts: 'the name of a store',
    inserts: 'the name of a store',
    deletes: 'the name of a store',
    appends: 'the name of a store',
    increments: 'the name of a store',
    writes: 'the name of a store',
    caches: 'the name of a store',
    publishes: 'the name of an event or a command',
    sends: 'the name of an event or a command',
    carries: 'the name of an event or a command',
    calls: 'the name of a service or one of its operations',
    starts: 'the name of a workflow',
    undo: 'the name of an operation or a block `{ … }`',
    ':': 'the name of a technology',
    like: 'the name of a technology',
    key: 'the name of a field',
    index: 'the name of a field',
    failure: 'the name of a step',
    fallback: 'the name of a service or a store',
    include: 'the name of an element',
    exclude: 'the name of an element',
    around: 'the name of an element',
    serves: 'a name for the operation',
    keeps: 'a name for the state',
    '.': 'the rest of the name',
  }),
);

/** Further words that a name follows, for which `names` has no words of its own. */
const beforeNames: ReadonlySet<string> = new Set(['by', 'of', 'in', 'is', 'require', ',', '+']);

let declared: ReadonlyMap<string, string | undefined> | undefined;

/** The words that declare a name, each with the rule of the list in its block; read from the grammar once. */
export function declarations(): ReadonlyMap<string, string | undefined> {
  declared ??= declarationWords(ArchGrammar());
  return declared;
}

/** Whether a word wants a name after it: where one ends a line, the next line's keyword is no name. */
export function wantsName(word: string): boolean {
  return names.has(word) || beforeNames.has(word) || declarations().has(word);
}

/** What may stand where no alternative of a rule fits. */
const alternatives: Readonly<Record<string, string>> = {
  Option: 'an option such as `timeout 5s` or `3 retries`',
  Options: 'an option such as `timeout 5s` or `3 retries`',
  Quantity: 'a value such as `30s`, `256KB`, `200/s` or `10`',
  Rate: 'a rate such as `200/s`',
  OrderingValue: '`none`, `per-key` or `total`',
  DeliveryValue: '`at-least-once`, `at-most-once` or `exactly-once`',
  ConsistencySetting: '`strong` or `eventual`',
  Keeps: '`in memory`, `on disk` or `in` a store',
  RetryPolicy: 'the number of `retries`',
  Route: '`to` a service, or a block `{ … }`',
  Step: 'what the step does: an effect such as `calls Stock.reserve`, `waits …` or a block',
  Undo: 'the name of an operation or a block `{ … }`',
  Wait: 'a time such as `5s`, or `for` a message',
  Requirement:
    'what must hold: `never lost`, `at most once per …`, `in order at …`, `leads to …`, `survives instance loss` or `all or nothing`',
  TechnologyKind: 'what it is: `queue`, `topic`, `service` or another kind of element',
  ElementKind: 'a kind of element',
  CatchesFailures: '`queue`, `subscription` or `handler`',
  ViewStatement: '`include`, `around`, `exclude` or `direction`',
  Field: 'the name of a field',
  Each: 'a text in quotes: what is repeated for each',
  Needs: '`attempts` or `visibility`',
  Write: '`newer` or `unchanged`',
  Publish: '`newer` or `unchanged`',
  CriticalityClause: '`critical`, `expendable` or `safe`',
};

/**
 * What one kind of word is called.
 *
 * @param tokenType the engine's name of the kind
 * @param previous the word before
 */
export function expectedWord(tokenType: string, previous: Token): string {
  if (tokenType === 'ID') return expectedName(previous);
  return terminals[tokenType] ?? `\`${tokenType.replace(/:KW$/, '')}\``;
}

/** What a name would stand for after a word. */
export function expectedName(previous: Token): string {
  const word = previous.image;
  return names.get(word) ?? (declarations().has(word) ? `a name for the ${word}` : 'a name');
}

/**
 * What was expected where no alternative fits.
 *
 * @param rules the rules being parsed, outermost first
 * @param previous the word before
 * @returns undefined where there are no words but those of the grammar, see `inWords`
 */
export function expectedInRule(rules: readonly string[], previous: Token): string | undefined {
  const rule = rules.at(-1) ?? '';
  if (rule === 'Name' || rule === 'NotMemory') {
    if (rules.includes('Field') && !names.has(previous.image)) return 'the name of a field';
    if (previous.image === ',') return listedName(rules);
    return expectedName(previous);
  }
  if (previous.image === 'no') return '`dead-letters`';
  if (previous.tokenType.name === 'NUMBER') return undefined;
  if (previous.image === 'direction') return '`right`, `down`, `left` or `up`';
  if (rule === 'FlowStatement' && previous.image === 'reads') return '`own writes` or `all writes`';
  return alternatives[rule];
}

/** The most that are listed of what may stand at a place. */
const mostListed = 6;

/** What may stand at a place, as the grammar has it: `with` or `at`. @returns undefined if that is too much to say */
export function inWords({ words, terminals }: Expected, previous: Token): string | undefined {
  const all = [
    ...[...terminals].map((terminal) => expectedWord(terminal, previous)),
    ...[...words].filter((word) => word !== '}' && word !== '.').map((word) => (word === '{' ? 'a block `{ … }`' : `\`${word}\``)),
  ].filter((word) => !isOtherNumber(word, previous));
  if (all.length === 0 || all.length > mostListed) return undefined;
  return all.length < 2 ? all[0] : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

/** `1 attempt`, but `5 attempts`. */
function isOtherNumber(word: string, { image }: Token): boolean {
  return /^\d/.test(image) && (image === '1' ? /^`(attempts|retries|groups)`$/ : /^`(attempt|retry|group)`$/).test(word);
}

function listedName(rules: readonly string[]): string {
  if (rules.includes('Handler') || rules.includes('Carries') || rules.includes('Wait') || rules.includes('Subscription'))
    return 'the name of another event or command';
  return rules.includes('ViewBody') ? 'the name of another element' : 'another name';
}

/** What each list of statements is part of, for `step` belongs in an orchestrator; where a word has several homes, the first is named. */
export const listWords: Readonly<Record<string, string>> = {
  MemberBody: 'a system or a group',
  ElementBody: 'an element such as a service or a queue',
  OrchestratorBody: 'an orchestrator',
  MessageBody: 'an event or a command',
  FlowBody: 'a flow',
  ViewBody: 'a view',
  TechnologyBody: 'a technology',
  Body: 'a handler, an operation or another block of effects',
  Document: 'a file',
};
