/** Options of a `with` that mean nothing where they stand. The grammar reads every option everywhere, so that nothing else is lost. */
import type { Option, Options } from '../generated/ast.ts';
import type { Fix, Problem } from '../model/source.ts';
import { fix, listed, problem, type Text } from './problem.ts';

type OptionType = Option['$type'];

/** What an option list belongs to. */
type Owner = 'handler' | 'operation' | 'subscription' | 'effect' | 'waiting step';

const failure: readonly OptionType[] = ['DeadLettersOption', 'NoDeadLettersOption', 'DropsOption'];

/** Which options mean something where. */
const allowed: Readonly<Record<Owner, readonly OptionType[]>> = {
  handler: [
    'BatchOption',
    'PartialFailuresOption',
    'ConcurrencyOption',
    'RetriesOption',
    'TimeoutOption',
    'HeartbeatOption',
    'AcknowledgesFirstOption',
    'FilterOption',
    'OrderingOption',
    'DeliveryOption',
    ...failure,
  ],
  operation: ['ConcurrencyOption', 'TimeoutOption'],
  subscription: ['FilterOption', 'RetriesOption', 'KeyOption', ...failure],
  effect: [
    'TimeoutOption',
    'RetriesOption',
    'KeyOption',
    'CircuitBreakerOption',
    'FallbackOption',
    'HeartbeatOption',
    'DelayOption',
    'DeliveryOption',
  ],
  'waiting step': ['HeartbeatOption'],
};

/** The words of the options that a reader is told of. */
const words: Readonly<Record<Owner, readonly string[]>> = {
  handler: [
    'batch',
    'partial failures',
    'concurrency',
    'retries',
    'timeout',
    'heartbeat',
    'dead-letters',
    'drops',
    'filter',
    'ordering none',
  ],
  operation: ['concurrency', 'timeout'],
  subscription: ['filter', 'dead-letters', 'drops', 'retries'],
  effect: ['timeout', 'retries', 'key', 'circuit-breaker', 'fallback', 'heartbeat', 'delay', 'delivery at-most-once'],
  'waiting step': ['heartbeat'],
};

/** @param statement the type of the statement with the options */
function ownerOf(statement: string | undefined): Owner | undefined {
  switch (statement) {
    case 'Handler':
      return 'handler';
    case 'Operation':
      return 'operation';
    case 'Subscription':
      return 'subscription';
    case 'Publish':
    case 'Send':
    case 'Call':
    case 'Start':
      return 'effect';
    case 'Wait':
      return 'waiting step';
    default:
      return undefined;
  }
}

/**
 * Tells whether an option means something after a statement: for completion.
 *
 * @param option the type of the option, `RetriesOption`
 * @param statement the type of the statement, `Handler`
 */
export function isOptionOf(option: string, statement: string): boolean {
  const owner = ownerOf(statement);
  return owner === undefined || allowed[owner].some((type) => type === option);
}

/** Finds the options of a list that mean nothing to what the list belongs to. */
export function misplacedOptions(text: Text, options: Options): Problem[] {
  const container = options.$container.$type === 'OptionsClause' ? options.$container.$container : options.$container;
  const owner = ownerOf(container?.$type);
  if (owner === undefined) return [];
  return options.options.flatMap((option): Problem[] => {
    const cst = option.$cstNode;
    if (cst === undefined) return [];
    const said = cst.text.replace(/\s+/g, ' ');
    const found = (message: string): Problem[] => [
      problem('misplaced-option', text.source(cst), message, { fixes: without(text, options, option) }),
    ];
    if (!allowed[owner].includes(option.$type)) {
      const article = /^[aeiou]/.test(owner) ? 'an' : 'a';
      const choice = listed(words[owner].map((word) => `\`${word}\``));
      return found(`\`${said}\` means nothing to ${article} ${owner}, whose options are ${choice}.`);
    }
    if (owner === 'handler' && option.$type === 'OrderingOption' && option.value !== undefined && option.value !== 'none')
      return found(`\`${said}\` is for the channel to say: a handler can only do without the order, \`ordering none\`.`);
    return [];
  });
}

/** Removes an option with its comma, or the whole list where it is the only one. */
function without(text: Text, options: Options, option: Option): Fix[] {
  const [whole, cst] = [options.$cstNode, option.$cstNode];
  if (whole === undefined || cst === undefined) return [];
  const title = `Remove \`${cst.text.replace(/\s+/g, ' ')}\``;
  const at = options.options.indexOf(option);
  const [before, after] = [options.options[at - 1]?.$cstNode, options.options[at + 1]?.$cstNode];
  if (before !== undefined) return [fix(title, [text.edit(before.end, cst.end, '')])];
  if (after !== undefined) return [fix(title, [text.edit(cst.offset, after.offset, '')])];
  return [fix(title, [text.edit(text.endBefore(whole.offset), whole.end, '')])];
}
