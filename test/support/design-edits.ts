/** Small edits of designs at random, for laws about what is said of a change: such that bear on behaviour, and such that do not. */
import fc from 'fast-check';

/** Another word in the place of one that bears on behaviour. What is overridden elsewhere bears on nothing, so those that may be are left out. */
const words: readonly (readonly [what: string, pattern: RegExp, instead: (found: string) => string])[] = [
  ['a time', /(?<=(?:timeout|visibility|retention|ttl|within|every|in) )\d+(?=ms|s|m|h|d)/g, more],
  ['a size', /(?<=size )\d+(?=KB)/g, more],
  ['a number', /(?<=(?:version|batch|concurrency|at most|instances) )\d+/g, more],
  ['a rate', /(?<=at )\d+(?=\/s)/g, more],
  ['how often a call is tried', /(?<=calls \S+ with (?:timeout \S+ )?)\d+(?= retries)/g, more],
  ['what is done', /\b(?:reads|puts|inserts|deletes|appends|increments)(?= S\d)/g, (found) => (found === 'puts' ? 'appends' : 'puts')],
  ['what matters', /\b(?:critical|expendable)\b/g, (found) => (found === 'critical' ? 'expendable' : 'critical')],
  ['a key', /(?<=\bkey )id/g, () => 'other'],
  ['what is in order', /(?<=\bordered by )group/g, () => 'other'],
  ['a group', /(?<=\bgrouped by )group/g, () => 'other'],
  ['an alarm', /\balarm\b/g, nothing],
  ['what a read sees', /(?<=\bconsistency )eventual/g, () => 'strong'],
  ['a condition', /"it fits"/g, () => '"it does not"'],
  ['all or none', /\batomically\b/g, () => 'parallel'],
  ['side by side', /\bparallel\b/g, () => 'atomically'],
  ['whether it is newer', /\bif newer\b/g, nothing],
  ['where state is', /(?<=\bin )memory\b(?! rebuilt)/g, () => 'S0'],
  ['a client at one instance', /\bsticky sessions\b/g, nothing],
  ['an outbox', / via outbox S0/g, nothing],
  ['what undoes', / undo V0\.run/g, nothing],
  ['what is done first', /\backnowledges first\b/g, () => 'batch 7'],
  ['a product', /(?<= : )(?:aws\.sqs|rabbitmq|postgres|kafka|aws\.lambda)(?= )/g, () => 'house.product'],
  ['a message more', /(?<=\bon )M\d(?= from )/g, (found) => `${found}, M9`],
  ['another message', /(?<=\bon )M\d(?= from )/g, () => 'M9'],
  ['another channel', /(?<=\bon M\d from )[QT]\d/g, () => 'Q9'],
  ['one access less', /(?<=[{ ] )(?:reads|puts|inserts|deletes|appends|increments) S\d(?: if newer)?/g, nothing],
  ['one message less', /(?<=[{ ] )sends M\d to Q\d/g, nothing],
  ['one access more', /(?<=\bserves run [^{\n]*\{)/g, () => ' inserts S9 '],
  ['one step more', /(?<=\norchestrator W : \S+ \{)/g, () => '\n  step New puts S9\n'],
  ['one operation more', /(?<=\n) {2}(?=serves run)/g, () => '  serves look { reads S9 }\n  '],
  ['one clock less', / {2}every 1h \{ reads S0 \}/g, nothing],
];

function more(found: string): string {
  return `${Number(found) + 1}`;
}

function nothing(): string {
  return '';
}

/** What edits name and no design of `randomDesigns` has. */
export const forEdits: readonly string[] = [
  'event M9 { key id }',
  'queue Q9 : aws.sqs { dead-letters after 5 attempts  alarm }',
  'store S9',
  'external Y { sends M9 to Q9 }',
];

/** One other word or statement. */
export interface Edit {
  /** What it is, and where. */
  readonly what: string;
  readonly edited: string;
}

/** @returns each text that has one other word, or one statement more or less. */
export function editsOf(text: string): readonly Edit[] {
  return words.flatMap(([what, pattern, instead]) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
      what: `${what}: ${text.slice(text.lastIndexOf('\n', index) + 1, index)}»${found}« ${instead(found)}`,
      edited: `${text.slice(0, index)}${instead(found)}${text.slice(index + found.length)}`,
    })),
  );
}

/** @returns the declarations, and somebody who sends what handlers take to where they take it: what nobody sends is never handled. */
export function fed(declarations: readonly string[]): readonly string[] {
  const ways = [...declarations.join('\n').matchAll(/\bon (M\d+) from ((?:Q|T)\d+)/g)].map(
    ([, message, channel]) => `${channel?.startsWith('T') ? 'publishes' : 'sends'} ${message} to ${channel}`,
  );
  return [...declarations, `external Feed { ${[...new Set(ways)].join('  ')} }`];
}

/** Another text of the same design, with the names of files. */
export type Texts = Readonly<Record<string, string>>;

/** Ways to write the same declarations: in another order, set out otherwise, in several files, in groups. */
export function rewritings(declarations: readonly string[]): fc.Arbitrary<Texts> {
  const shuffled = fc.shuffledSubarray([...declarations], { minLength: declarations.length });
  return fc.tuple(shuffled, fc.integer({ min: 1, max: 3 }), fc.boolean(), fc.boolean()).map(([list, count, isGrouped, isSetOut]) => {
    const files = Map.groupBy(list.entries(), ([index]) => `${index % count}.arch`);
    return Object.fromEntries(
      [...files].map(([name, own]) => {
        const body = own.map(([, text]) => (isSetOut ? setOut(text) : text)).join('\n');
        // Flows are no members of groups.
        return [name, `// Moved.\nsystem s {\n${isGrouped ? grouped(body, name.charAt(0)) : body}\n}\n`];
      }),
    );
  });
}

/** Statements on lines of their own, and a comment between them. */
function setOut(text: string): string {
  return text.replaceAll(/ {2,}/g, '\n\n    // As before.\n    ');
}

function grouped(body: string, name: string): string {
  return `group G${name} "A group" {\n${body}\n}`;
}
