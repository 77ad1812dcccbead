/**
 * Suppressions: `// archlint-ignore rule[, rule]: reason` at the end of a line or on a line before the one it is about, and
 * `// archlint-ignore-file rule: reason`. Block comments do as well.
 */
import type { Design } from '../language/model/design.ts';
import { type Comment, commentBefore, type Fix, type Source, type SourceFile } from '../language/model/source.ts';
import { directiveOf, misspeltDirective } from './directives.ts';
import { removeSource } from './fixes/statements.ts';
import { insertAt, lineBreak, lineStart } from './fixes/text.ts';
import { sourceAt } from './json.ts';
import { nearest } from './nearest.ts';
import type { Registry } from './registry.ts';
import { hidingOthers, type SuppressionProblemId } from './text-rules.ts';

/** One comment that silences rules. */
export interface Suppression {
  readonly source: Source;
  /** Counted from 0; undefined: the whole file. */
  readonly line: number | undefined;
  readonly rules: readonly SuppressedRule[];
  readonly reason: string;
  /** What stands before the reason where a colon is missing. */
  readonly separator: { readonly offset: number; readonly end: number } | undefined;
}

export interface SuppressedRule {
  /** As written. */
  readonly word: string;
  /** Undefined when there is no such rule. */
  readonly id: string | undefined;
  readonly source: Source;
}

/** Something wrong with a suppression. */
export interface SuppressionProblem {
  readonly rule: SuppressionProblemId;
  readonly message: string;
  readonly source: Source;
  readonly fixes: readonly Fix[];
}

/** @returns the suppressions of a file in the order of the text. */
function suppressionsOf(file: SourceFile, registry: Registry): readonly Suppression[] {
  return file.comments.flatMap((comment) => {
    const directive = directiveOf(comment, registry);
    if (!directive) return [];
    const source = sourceAt(file.uri, file.text, comment.offset, comment.end);
    const rules = directive.rules.map(({ text: word, offset, end }) => ({
      word,
      id: registry.idOf(word),
      source: sourceAt(file.uri, file.text, offset, end),
    }));
    const { reason, separator } = directive;
    return [{ source, line: directive.wholeFile ? undefined : lineOf(file, comment, source), rules, reason, separator }];
  });
}

/** The line that a comment is about: its own if code stands before it, else the next that holds code. */
function lineOf(file: SourceFile, comment: Comment, source: Source): number {
  const before = file.text.slice(lineStart(file.text, comment.offset), comment.offset);
  if (before.trim() !== '') return source.range.start.line;
  let at = comment.end;
  for (;;) {
    at += /^\s*/.exec(file.text.slice(at))?.[0].length ?? 0;
    const next = file.comments.find((other) => other.offset === at);
    if (!next) break;
    at = next.end;
  }
  return sourceAt(file.uri, file.text, at, at).range.start.line;
}

/** What the suppressions of a project do to its findings, and what is wrong with them. */
export class Suppressions {
  readonly #byFile = new Map<string, readonly Suppression[]>();
  readonly #used = new Set<SuppressedRule>();

  constructor(design: Design, registry: Registry) {
    for (const file of design.files.values()) {
      const found = suppressionsOf(file, registry);
      if (found.length > 0) this.#byFile.set(file.uri, found);
    }
  }

  /** @returns whether a finding of a rule at a place is silenced, and remembers that the suppression was needed. */
  silences(ruleId: string, source: Source): boolean {
    if (hidingOthers.has(ruleId)) return false;
    let silenced = false;
    for (const suppression of this.#byFile.get(source.uri) ?? []) {
      if (suppression.line !== undefined && suppression.line !== source.range.start.line) continue;
      for (const rule of suppression.rules) {
        if (rule.id !== ruleId) continue;
        this.#used.add(rule);
        silenced = true;
      }
    }
    return silenced;
  }

  /**
   * @param couldFind whether the rule was run for a file: a suppression of a rule that did not run cannot be called unused
   * @returns what is wrong with the suppressions, after all findings have been put to `silences`
   */
  problems(design: Design, couldFind: (ruleId: string, uri: string) => boolean, registry: Registry): readonly SuppressionProblem[] {
    const ofSuppressions = [...this.#byFile.values()]
      .flat()
      .flatMap((suppression) => [
        ...this.#withoutRule(design, suppression),
        ...this.#withoutReason(design, suppression),
        ...suppression.rules.flatMap((rule) => this.#ruleProblems(design, suppression, rule, couldFind, registry)),
      ]);
    return [...ofSuppressions, ...[...design.files.values()].flatMap((file) => misspelt(design, file, registry))];
  }

  #withoutRule(design: Design, { rules, reason, source }: Suppression): readonly SuppressionProblem[] {
    if (rules.length > 0) return [];
    const message = 'This suppression names no rule, so it silences nothing. Write `archlint-ignore rule: reason`.';
    // Whoever wrote a reason meant a rule.
    const removed: Fix = { ...removal(design, source, 'Remove the suppression'), safe: reason === '' };
    return [{ rule: 'unknown-rule', message, source, fixes: [removed] }];
  }

  #withoutReason(design: Design, { rules, reason, source, separator }: Suppression): readonly SuppressionProblem[] {
    if (rules.length === 0 || (reason !== '' && !separator)) return [];
    const names = rules.map(({ word }) => word).join(', ');
    // Of words of which none is a rule nobody can say where the reason begins.
    if (separator && rules.every(({ id }) => id === undefined)) return [];
    if (separator) {
      const edits = [{ uri: source.uri, ...separator, text: ': ' }];
      const text = `The reason follows a colon: \`archlint-ignore ${names}: ${firstLine(reason)}\`.`;
      return [{ rule: 'suppression-without-reason', message: text, source, fixes: [{ title: 'Add the colon', safe: true, edits }] }];
    }
    const message = `Nobody will know why ${names} is silenced here. Write the reason after a colon: \`archlint-ignore ${names}: reason\`.`;
    // Without it the finding is back: that is for the author to want.
    const removed: Fix = { ...removal(design, source, 'Remove the suppression'), safe: false };
    return [{ rule: 'suppression-without-reason', message, source, fixes: [removed] }];
  }

  #ruleProblems(
    design: Design,
    suppression: Suppression,
    rule: SuppressedRule,
    couldFind: (ruleId: string, uri: string) => boolean,
    registry: Registry,
  ): readonly SuppressionProblem[] {
    const { id, word, source } = rule;
    if (id === undefined) {
      const near = nearest(word, registry.ids);
      const message = `There is no rule ${word}, so this silences nothing. ${near ? `Did you mean ${near}?` : 'See `archlint rules`.'}`;
      const rename: readonly Fix[] = near
        ? [{ title: `Change to ${near}`, safe: false, edits: [{ uri: source.uri, offset: source.offset, end: source.end, text: near }] }]
        : [];
      // Of two ways to mend it the author has to choose one.
      const removed: Fix = { ...removeRule(design, suppression, rule), safe: near === undefined };
      return [{ rule: 'unknown-rule', message, source, fixes: [...rename, removed] }];
    }
    if (hidingOthers.has(id)) {
      const message = `${id} cannot be silenced: what it reports hides other findings. Mend that, and remove this.`;
      return [{ rule: 'unused-suppression', message, source, fixes: [removeRule(design, suppression, rule)] }];
    }
    if (this.#used.has(rule) || !couldFind(id, source.uri)) return [];
    const where = suppression.line === undefined ? 'in this file' : 'here';
    const message = `${id} finds nothing ${where}, so this suppression silences nothing. Remove it, or it will hide the next finding.`;
    return [{ rule: 'unused-suppression', message, source, fixes: [removeRule(design, suppression, rule)] }];
  }
}

/** Comments that are meant to silence something, in words that are not ours. */
function misspelt(design: Design, file: SourceFile, registry: Registry): readonly SuppressionProblem[] {
  return file.comments.flatMap((comment) => {
    const found = misspeltDirective(file, comment, registry);
    if (!found) return [];
    const { word, message, fixes } = found;
    const whole = sourceAt(file.uri, file.text, comment.offset, comment.end);
    // Who wrote it wanted something: to take it away is but a second choice.
    const removed: Fix = { ...removal(design, whole, 'Remove the comment'), safe: false };
    const source = sourceAt(file.uri, file.text, word.offset, word.end);
    return [{ rule: 'unused-suppression' as const, message, source, fixes: [...fixes, removed] }];
  });
}

function firstLine(text: string): string {
  const [line = '', ...more] = text.split(/\r?\n/);
  return more.length === 0 ? line : `${line}…`;
}

function removal(design: Design, source: Source, title: string): Fix {
  return { title, safe: true, edits: [removeSource(design, source)] };
}

/** Takes one rule out of a suppression, and the whole comment with its last one. */
function removeRule(design: Design, suppression: Suppression, rule: SuppressedRule): Fix {
  if (suppression.rules.length === 1) return removal(design, suppression.source, 'Remove the suppression');
  const index = suppression.rules.indexOf(rule);
  const next = suppression.rules[index + 1];
  const previous = suppression.rules[index - 1];
  const { uri } = rule.source;
  const [offset, end] = next ? [rule.source.offset, next.source.offset] : [previous?.source.end ?? rule.source.offset, rule.source.end];
  return { title: `Remove ${rule.word} from the suppression`, safe: true, edits: [{ uri, offset, end, text: '' }] };
}

/**
 * Offers to silence a rule where it reports something. The reason is left for the author to write: until then
 * `suppression-without-reason` asks for it.
 */
export function ignoreFix(design: Design, ruleId: string, source: Source): Fix | undefined {
  const file = design.files.get(source.uri);
  if (file === undefined) return undefined;
  const { text } = file;
  const title = `Ignore ${ruleId} with a reason`;
  // Asked of each finding: to look for the beginning of a long line in the text would make the work quadratic.
  const start = source.offset - source.range.start.character;
  const last = commentBefore(file, start);
  const previous = last && text.slice(last.end, start).trim() === '' && isIgnore(last) ? last : undefined;
  if (previous) {
    const colon = previous.text.indexOf(':');
    const offset = previous.offset + (colon < 0 ? previous.text.trimEnd().length : colon);
    return { title, safe: false, edits: [insertAt(source.uri, offset, `, ${ruleId}`)] };
  }
  const indentation = /^[ \t]*/.exec(text.slice(start, source.offset))?.[0] ?? '';
  const line = `${indentation}// archlint-ignore ${ruleId}: ${lineBreak(text)}`;
  return { title, safe: false, edits: [insertAt(source.uri, start, line)] };
}

/** @returns whether a fix is the engine's offer to silence a finding rather than a rule's way to mend it. */
export function isIgnoreFix({ title }: Fix): boolean {
  return /^Ignore [\w-]+ with a reason$/.test(title);
}

function isIgnore({ text }: Comment): boolean {
  return /^\/\/\s*archlint-ignore(?![\w-])/.test(text);
}
