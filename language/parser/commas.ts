/** What a comma is told that stands where no list goes: `reads Orders, Items`, `retention 4d, alarm`. */
import type { Span, Token } from './engine.ts';
import { Failure } from './failure.ts';

/** The words around a comma, as far as the message needs them. */
export interface CommaContext {
  readonly tokens: readonly Token[];
  /** Where the comma is, and where the statement before it begins. */
  readonly at: number;
  readonly start: number;
  /** Whether a word may begin a statement of the same block. */
  readonly begins: (index: number) => boolean;
}

/** @returns what is wrong with the comma, or undefined where nobody can say what it was for */
export function commaFailure({ tokens, at, start, begins }: CommaContext): Failure | undefined {
  const [comma, previous, next] = [tokens[at], tokens[at - 1], tokens[at + 1]];
  if (comma === undefined || previous === undefined) return undefined;
  const span = { offset: comma.startOffset, end: endOf(comma) };
  if (next === undefined || next.image === '}' || begins(at + 1)) {
    const mend = { title: 'Remove the `,`', edits: [{ ...span, text: '' }], safe: true };
    return new Failure('Nothing separates statements: remove the `,`.', comma, previous, span, { mend });
  }
  const name = nameBefore(tokens, at, start);
  const keyword = tokens[name - 1];
  if (name <= start || keyword === undefined || !isWord(keyword) || !isWord(next)) return undefined;
  const mistake = `\`${keyword.image}\` takes one name, and no list`;
  // Only a statement that is over after its name can be said again as a whole.
  const again = name - 1 === start ? repetitions(tokens, at, keyword.image, begins) : undefined;
  if (again === undefined) return new Failure(`${mistake}.`, comma, previous, span);
  const once = shown(tokens, start, at);
  const twice = `${keyword.image} ${shown(tokens, at + 1, nameEnd(tokens, at + 1))}`;
  const mend = { title: `Say \`${keyword.image}\` for each`, edits: again };
  return new Failure(`${mistake}: say it for each, \`${once}  ${twice}\`.`, comma, previous, span, { mend });
}

/** `, Items, Sums` as `  reads Items  reads Sums`, if the statements are over after that. */
function repetitions(
  tokens: readonly Token[],
  at: number,
  keyword: string,
  begins: CommaContext['begins'],
): readonly (Span & { readonly text: string })[] | undefined {
  const edits: (Span & { readonly text: string })[] = [];
  let index = at;
  for (let comma = tokens[index], name = tokens[index + 1]; comma?.image === ','; comma = tokens[index], name = tokens[index + 1]) {
    if (name === undefined || !isWord(name)) return undefined;
    edits.push({ offset: comma.startOffset, end: name.startOffset, text: `  ${keyword} ` });
    index = nameEnd(tokens, index + 1);
  }
  return tokens[index] === undefined || tokens[index]?.image === '}' || begins(index) ? edits : undefined;
}

/** Where the name begins that ends before an index: `Stock.reserve` is one. */
function nameBefore(tokens: readonly Token[], end: number, start: number): number {
  let first = end - 1;
  while (first - 2 >= start && tokens[first - 1]?.image === '.') first -= 2;
  return first;
}

/** Where the name ends that begins at an index. */
function nameEnd(tokens: readonly Token[], start: number): number {
  let end = start + 1;
  while (tokens[end]?.image === '.') end += 2;
  return end;
}

function shown(tokens: readonly Token[], start: number, end: number): string {
  return tokens
    .slice(start, end)
    .reduce((text, { image }) => (text === '' || image === '.' || text.endsWith('.') ? text + image : `${text} ${image}`), '');
}

function isWord({ image }: Token): boolean {
  return /^[\p{L}_]/u.test(image);
}

function endOf(token: Token): number {
  return (token.endOffset ?? token.startOffset) + 1;
}
