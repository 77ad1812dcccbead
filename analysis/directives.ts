/** Comments that speak to Archlint: `// archlint-ignore rule: reason`, and those that are meant to and do not. */
import type { Comment, Fix, SourceFile } from '../language/model/source.ts';
import { nearest } from './nearest.ts';
import type { Registry } from './registry.ts';

/** A word of a comment, and where it stands in the file. */
export interface Word {
  readonly text: string;
  readonly offset: number;
  readonly end: number;
}

/** A comment that silences rules, as it is written. */
export interface Directive {
  readonly wholeFile: boolean;
  /** The rules that it names, known or not. */
  readonly rules: readonly Word[];
  readonly reason: string;
  /** What stands between rules and reason in place of `: `: dashes, or a blank alone. Undefined where all is well. */
  readonly separator: { readonly offset: number; readonly end: number } | undefined;
}

const begin = /^(?:\/\/+|\/\*+)[\s*]*/;
const directive = /^archlint-ignore(-file)?(?![\w-])/;

/** @returns what a comment silences; undefined for any other comment */
export function directiveOf(comment: Comment, registry: Registry): Directive | undefined {
  const at = begin.exec(comment.text)?.[0].length ?? 0;
  const match = directive.exec(comment.text.slice(at));
  if (!match) return undefined;
  return { wholeFile: match[1] !== undefined, ...listAt(comment, at + match[0].length, registry) };
}

/** The rules that are listed from a place of a comment on, and the reason after them. */
function listAt(comment: Comment, from: number, registry: Registry): Omit<Directive, 'wholeFile'> {
  const text = comment.text.startsWith('/*') ? comment.text.replace(/\s*\*\/$/, '') : comment.text;
  const rules: Word[] = [];
  let at = from;
  for (let goesOn = true; ; ) {
    const word = /^\s*([^\s,:]+)\s*(,?)/.exec(text.slice(at));
    const [whole = '', image = '', comma] = word ?? [];
    // A word that is no rule begins the reason, unless the list demands a rule there.
    if (!word || isDash(image) || !(goesOn || isLikeRule(image, registry))) break;
    const offset = comment.offset + at + whole.indexOf(image);
    rules.push({ text: image, offset, end: offset + image.length });
    at += whole.length;
    goesOn = comma === ',';
  }
  const end = rules.at(-1)?.end ?? comment.offset + from;
  const rest = text.slice(end - comment.offset);
  const colon = /^\s*,?\s*:\s*/.exec(rest)?.[0];
  if (colon !== undefined) return { rules, reason: rest.slice(colon.length).trim(), separator: undefined };
  const gap = /^\s*(?:(?:--+|[-–—])(?=\s|$)\s*)?/.exec(rest)?.[0] ?? '';
  const reason = rest.slice(gap.length).trim();
  return { rules, reason, separator: rules.length > 0 && reason !== '' ? { offset: end, end: end + gap.length } : undefined };
}

function isDash(word: string): boolean {
  return /^(?:--+|[-–—])$/.test(word);
}

/** Whether a word may be the name of a rule, misspelt or not: `missing-dlq`, `DLQ1`. */
function isLikeRule(word: string, registry: Registry): boolean {
  return registry.idOf(word) !== undefined || /^(?:[a-z]+(?:[-_][a-z]+)+|[a-z]{3}\d+)$/i.test(word);
}

// ---------------------------------------------------------------- what is meant to be one

/** A comment that is meant to silence rules and does not. */
export interface Misspelt {
  /** The word, as written. */
  readonly word: Word;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

type Meaning = readonly ('archlint-ignore' | 'archlint-ignore-file')[];

const line: Meaning = ['archlint-ignore'];
const file: Meaning = ['archlint-ignore-file'];
const either: Meaning = ['archlint-ignore', 'archlint-ignore-file'];

/** How other linters say it, and how people think that it is said here. Nothing is meant by what ends a stretch: there is none. */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...['ignore', 'ignore-line', 'ignore-next', 'ignore-next-line', 'disable-line', 'disable-next', 'disable-next-line'].map(
    (verb) => [verb, line] as const,
  ),
  ...['suppress', 'silence', 'skip', 'allow', 'expect-error', 'noqa', 'nolint'].map((verb) => [verb, line] as const),
  ...['ignore-file', 'ignore-all', 'disable-file', 'disable-all', 'skip-file', 'suppress-file'].map((verb) => [verb, file] as const),
  ...['disable', 'off'].map((verb) => [verb, either] as const),
  ...['enable', 'on', 'ignore-end', 'enable-line', 'restore'].map((verb) => [verb, []] as const),
]);

/** Short words are near to too many others. */
const longVerbs: readonly string[] = [...meanings.keys()].filter((verb) => verb.length > 5);

const own = /^@?archlint(?:[-_]|\s*:\s*|[ \t]+)([a-z][\w-]*)/i;
const foreign = /^@?(?:[a-z]\w*-)*(?:ignore|disable|suppress|skip|noqa|nolint)(?:-[a-z]+)*/i;

/**
 * @returns what is wrong with a comment that is meant to silence rules, and does not: a word that is misspelt or another linter's. Of comments that only speak
 * about Archlint nothing is said: a rule follows the word, or nothing does.
 */
export function misspeltDirective(sourceFile: SourceFile, comment: Comment, registry: Registry): Misspelt | undefined {
  const at = begin.exec(comment.text)?.[0].length ?? 0;
  const text = comment.text.slice(at);
  if (directive.test(text)) return undefined;
  const found = ownWord(text) ?? foreignWord(text);
  if (!found) return undefined;
  const { written, meant } = found;
  const isOwn = /^@?archlint/i.test(written);
  const gap = /^\s*[:=(]?\s*/.exec(text.slice(written.length))?.[0] ?? '';
  const from = at + written.length + gap.length;
  const closed = gap.includes('(') ? comment.text.indexOf(')', from) : -1;
  const list = listAt(closed < 0 ? comment : { ...comment, text: blankAt(comment.text, closed) }, from, registry);
  const [first] = list.rules;
  const known = first !== undefined && registry.idOf(first.text) !== undefined;
  const names = first !== undefined && (known || isLikeRule(first.text, registry) || nearest(first.text, registry.ids) !== undefined);
  const ends = /^[\s:]*(?:\*\/)?$/.test(text.slice(written.length));
  // What another linter is told is none of ours, unless it names a rule of ours.
  if (isOwn ? !(names || ends || /^:/.test(gap)) : !known) return undefined;
  const word = { text: written, offset: comment.offset + at, end: comment.offset + at + written.length };
  const { uri } = sourceFile;
  const fixes = meant.map((proposed): Fix => {
    const replaced = { uri, offset: word.offset, end: word.end + (names ? gap.length : 0), text: names ? `${proposed} ` : proposed };
    const separated = names && list.separator ? [{ uri, ...list.separator, text: ': ' }] : [];
    // Where no reason has to be parted from the rules, what closes their list stands alone.
    const freed =
      names && !list.separator && closed >= 0 ? [{ uri, offset: comment.offset + closed, end: comment.offset + closed + 1, text: '' }] : [];
    return { title: `Change to \`${proposed}\``, safe: false, edits: [replaced, ...separated, ...freed] };
  });
  return { word, message: messageOf(written, meant), fixes };
}

function blankAt(text: string, at: number): string {
  return `${text.slice(0, at)} ${text.slice(at + 1)}`;
}

function messageOf(written: string, meant: Meaning): string {
  const [first, second] = meant.map((proposed) => `\`${proposed}\``);
  const unknown = `Archlint does not know \`${written}\`, so this silences nothing.`;
  if (first === undefined)
    return `${unknown} \`archlint-ignore\` is about one line and \`archlint-ignore-file\` about the file, so there is nothing to end.`;
  return `${unknown} Did you mean ${second === undefined ? first : `${first}, of one line, or ${second}`}?`;
}

interface Meant {
  /** From the first word to the last that belong to it. */
  readonly written: string;
  readonly meant: Meaning;
}

function ownWord(text: string): Meant | undefined {
  const [written, verb] = own.exec(text) ?? [];
  if (written === undefined || verb === undefined) return undefined;
  const said = verb.toLowerCase().replaceAll('_', '-');
  const near = meanings.has(said) ? said : nearest(said, longVerbs);
  const meant = near === undefined ? undefined : meanings.get(near);
  return meant && { written, meant };
}

function foreignWord(text: string): Meant | undefined {
  const [written] = foreign.exec(text) ?? [];
  if (written === undefined || /^[\w-]/.test(text.slice(written.length))) return undefined;
  return { written, meant: /-(?:file|all)$/i.test(written) ? file : line };
}
