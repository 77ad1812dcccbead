/**
 * Names that may be missing from where they are missed: what cannot be read, or names nothing, may be the very thing. `publishes OrdrPlaced` is a mistake
 * of its own, and no reason to say that nobody publishes OrderPlaced.
 */
import type { Design, Problem, Source } from '../language/model/design.ts';
import { nearest } from './nearest.ts';
import { askWhole, defineQuestion } from './questions.ts';

/** Whether something is said of one of these that is not understood. */
export function inDoubt(design: Design, ...things: readonly { readonly name: string }[]): boolean {
  return things.some(({ name }) => askWhole(design, isDoubtful, name));
}

const isDoubtful = defineQuestion(
  'is-doubtful',
  (parts): ReadonlySet<string> => {
    const declared = parts.flatMap(({ elements, messages }) => [...elements, ...messages].map(({ name }) => name));
    return new Set(parts.flatMap((part) => doubtfulNames(part, declared)));
  },
  (names, name) => names.has(name),
);

/** The words around what is not understood, and what its names may have meant. */
function doubtfulNames(design: Design, declared: readonly string[]): readonly string[] {
  const problems = design.problems.filter(({ rule }) => rule === 'unknown-name' || rule === 'syntax-error');
  return problems.flatMap((problem) => {
    const meant = problem.rule === 'unknown-name' ? nearest(textOf(design, problem.source), declared) : undefined;
    return [...textAround(design, problem).matchAll(wordPattern)].map(([word]) => word).concat(meant ?? []);
  });
}

const wordPattern = /[\p{L}_][\p{L}\p{M}\p{N}_-]*/gu;

function fileText({ files }: Design, uri: string): string {
  return files.get(uri)?.text ?? '';
}

function textOf(design: Design, { uri, offset, end }: Source): string {
  return fileText(design, uri).slice(offset, end);
}

/** The declaration that a problem lies in; of what could not be read, the rest of it: to the end of its line, or of the block that begins there. */
function textAround(design: Design, { source }: Problem): string {
  const declarations = [...design.elements, ...design.flows].map(({ syntax }) => syntax.source);
  // Declarations do not hold one another.
  const around = [...declarations, ...design.requirements.map((requirement) => requirement.source)].find(
    ({ uri, offset, end }) => uri === source.uri && offset <= source.offset && source.end <= end,
  );
  if (around !== undefined) return textOf(design, around);
  const text = fileText(design, source.uri);
  let depth = 0;
  let end = source.offset;
  for (; end < text.length; end++) {
    const character = text[end];
    if (character === '{') depth++;
    if (character === '}') depth--;
    if (depth < 0 || (depth === 0 && character === '\n')) break;
  }
  return text.slice(source.offset, end);
}
