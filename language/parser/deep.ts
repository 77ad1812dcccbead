/**
 * What is nested beyond all measure is not read, and said so. The parser descends with blocks, with branches and with the parts of a name; without
 * limits its stack would overflow, somewhere inside, on a text that a machine wrote or a cat typed. The stack of a browser's worker is small.
 */
import type { LexerResult } from 'langium';

type Token = LexerResult['tokens'][number];
type LexingError = LexerResult['errors'][number];

/** Blocks may stand in blocks this deep. */
const deepest = 64;
/** A `when` may have so many branches, and a name so many parts. */
const mostBranches = 256;
const mostParts = 64;

/** The words that are read, and what is said of those that are not. */
interface Shallow {
  readonly tokens: Token[];
  readonly errors: readonly LexingError[];
}

/** @returns the words without those beyond the limits. */
export function withoutDepths(tokens: Token[]): Shallow {
  const blocks = withoutDeepBlocks(tokens);
  const branches = withoutFurtherBranches(blocks.tokens);
  const names = withoutFurtherParts(branches.tokens);
  return { tokens: names.tokens, errors: [...blocks.errors, ...branches.errors, ...names.errors] };
}

/** Blocks in blocks beyond the limit are read as empty. */
function withoutDeepBlocks(tokens: Token[]): Shallow {
  const errors: LexingError[] = [];
  let depth = 0;
  const kept = tokens.filter((token) => {
    if (token.image === '}') depth--;
    const read = depth <= deepest;
    if (!read && (errors.length === 0 || depth === deepest))
      errors.push(errorAt(token, `Blocks stand in blocks more than ${deepest} deep here: what is inside is not read.`));
    if (token.image === '{') depth++;
    return read;
  });
  return { tokens: kept, errors };
}

/** A branch too many is left out, from its `otherwise` to the end of its block, and all that follow it. */
function withoutFurtherBranches(tokens: Token[]): Shallow {
  const errors: LexingError[] = [];
  /** For each open block, how many branches the `when` that is being read in it has. */
  const branches = [0];
  let droppedAt: number | undefined;
  const kept = tokens.filter((token, index) => {
    if (token.image === '}') branches.pop();
    const depth = branches.length - 1;
    const count = branches[depth] ?? 0;
    if (token.image === 'when') branches[depth] = tokens[index - 1]?.image === 'otherwise' ? count + 1 : 1;
    else if (token.image === 'otherwise' && tokens[index + 1]?.image === 'when' && count >= mostBranches) {
      if (count === mostBranches) errors.push(errorAt(token, `This \`when\` has more than ${mostBranches} branches: these are not read.`));
      droppedAt ??= depth;
    }
    const read = droppedAt === undefined;
    if (token.image === '}' && depth === droppedAt) droppedAt = undefined;
    if (token.image === '{') branches.push(0);
    return read;
  });
  return { tokens: kept, errors };
}

/** The parts of a name beyond the limit are left out. */
function withoutFurtherParts(tokens: Token[]): Shallow {
  const errors: LexingError[] = [];
  let dots = 0;
  const kept = tokens.filter((token, index) => {
    const dot = token.image === '.';
    if (dot) dots++;
    else if (tokens[index - 1]?.image !== '.') dots = 0;
    if (dot && dots === mostParts) errors.push(errorAt(token, `This name has more than ${mostParts} parts: these are not read.`));
    return dots < mostParts;
  });
  return { tokens: kept, errors };
}

function errorAt({ startOffset, startLine = 1, startColumn = 1, image }: Token, message: string): LexingError {
  return { offset: startOffset, line: startLine, column: startColumn, length: image.length, message: `${message} Split the design.` };
}
