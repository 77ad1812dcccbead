/** Reading the words of a command line. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { nearest } from '../analysis/nearest.ts';
import { listed } from '../language/problems/problem.ts';
import { reasonOf, UsageError } from './errors.ts';

type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: Options; allowPositionals: true }>>;

/** Where what a command makes goes to. It has one name in all commands; some know it as `--out` from elsewhere. */
export const outputOption = { output: { type: 'string', short: 'o' } } as const satisfies ParseArgsOptionsConfig;

/**
 * Reads a command's options and other words.
 * @throws UsageError with one line that says what is wrong
 */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  command: string,
  words: readonly string[],
  options: Options,
): Pick<Parsed<Options>, 'values' | 'positionals'> {
  try {
    return parseArgs({ args: 'output' in options ? withOutput(words) : [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(explained(command, error, Object.keys(options)));
  }
}

/** `--out` is `--output`; behind `--` there are no options. */
function withOutput(words: readonly string[]): string[] {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  return words.map((word, index) => (index < end ? word.replace(/^--out(?=$|=)/, '--output') : word));
}

/** Says in our words what `parseArgs` found wrong. */
function explained(command: string, error: unknown, known: readonly string[]): string {
  const message = reasonOf(error);
  const unknown = /Unknown option '(-[^']*)'/.exec(message)?.[1];
  if (unknown !== undefined) {
    const near = nearest(unknown.replace(/^-+/, ''), known);
    const advice = near ? `Did you mean --${near}?` : `See \`archlint ${command} --help\`.`;
    return `\`archlint ${command}\` has no option ${unknown}. ${advice}`;
  }
  const option = /Option '(?:-\w, )?(--[\w-]+)/.exec(message)?.[1];
  if (option !== undefined && message.includes('does not take an argument')) return `The option ${option} takes no value.`;
  if (option !== undefined) return `The option ${option} needs a value. See \`archlint ${command} --help\`.`;
  return message;
}

/** @returns the value of an option that takes one of a few words. @throws UsageError */
export function oneOf<Word extends string>(option: string, value: string | undefined, words: readonly Word[], otherwise: Word): Word {
  if (value === undefined) return otherwise;
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const near = nearest(value, words);
  throw new UsageError(`The option --${option} takes ${listed(words)}, not "${value}".${near ? ` Did you mean ${near}?` : ''}`);
}

/** @returns the value of an option that takes a count, or undefined if it is not given. @throws UsageError */
export function countOf(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw new UsageError(`The option --${option} takes a whole number that is not negative, not "${value}".`);
  return Number(value);
}
