/** Changing `with …` lists and the clauses of a head. */
import type { Activity, Design, Effect, Subscription } from '../../language/model/design.ts';
import type { Source, SourceFile, TextEdit } from '../../language/model/source.ts';
import { codeEnd, fileOf, insertAt } from './text.ts';

/** `at 200/s` and `at 50..400/s` end an effect; options stand before them. */
const frequency = /\s+at\s+[\d.]+\/[a-z]+$/;

/** The reserved word `with` outside of strings and comments: it cannot be a name. */
const withWord = /"(?:\\.|[^"\\\n\r])*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|(?<![\w-])with(?![\w-])/g;

/**
 * Adds an option to the `with` list of a handler, operation, effect or subscription, and begins one if there is none.
 * @param option `timeout 5s`, or several parted by commas
 */
export function addOption(design: Design, target: Activity | Effect | Subscription, option: string): readonly TextEdit[] {
  const { syntax } = target;
  const file = fileOf(design, syntax.source);
  const list = 'options' in target ? target.options.source : optionsIn(file, syntax.source);
  if (list !== undefined) return [insertAt(list.uri, codeEnd(file, list.offset, list.end), `, ${option}`)];
  const head = 'body' in syntax && syntax.body !== undefined ? syntax.head : syntax.source;
  return [insertAt(head.uri, endBeforeFrequency(file, head), ` with ${option}`)];
}

function endBeforeFrequency(file: SourceFile, head: Source): number {
  const end = codeEnd(file, head.offset, head.end);
  const code = file.text.slice(head.offset, end);
  return end - (frequency.exec(code)?.[0].length ?? 0);
}

/** The options of a statement whose options end it. */
function optionsIn(file: SourceFile, source: Source): { readonly uri: string; readonly offset: number; readonly end: number } | undefined {
  for (const match of file.text.slice(source.offset, source.end).matchAll(withWord)) {
    if (match[0] === 'with') return { uri: source.uri, offset: source.offset + match.index, end: source.end };
  }
  return undefined;
}

/**
 * Removes one option of a `with` list, and the list with its last one.
 * @param list from the word `with` to the last option
 * @param option the option's place, inside the list
 */
export function removeOption(design: Design, list: Source, option: Source): TextEdit {
  const { text } = fileOf(design, list);
  const before = text.slice(list.offset, option.offset);
  const after = text.slice(option.end, list.end);
  const commaBefore = /\s*,\s*$/.exec(before)?.[0].length;
  if (commaBefore !== undefined) return { uri: list.uri, offset: option.offset - commaBefore, end: option.end, text: '' };
  const commaAfter = /^\s*,\s*/.exec(after)?.[0].length;
  if (commaAfter !== undefined) return { uri: list.uri, offset: option.offset, end: option.end + commaAfter, text: '' };
  return { uri: list.uri, offset: text.slice(0, list.offset).trimEnd().length, end: list.end, text: '' };
}

/**
 * Adds a clause to the head of a handler or operation, before its `with` list.
 * @param clause `idempotent by orderId using Seen`
 */
export function addClause(design: Design, activity: Activity, clause: string): readonly TextEdit[] {
  const { syntax, options } = activity;
  const file = fileOf(design, syntax.source);
  const end = options.source?.offset ?? codeEnd(file, syntax.head.offset, syntax.head.end);
  return [insertAt(syntax.source.uri, end, options.source ? `${clause} ` : ` ${clause}`)];
}
