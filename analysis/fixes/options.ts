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
  const { source, head } = target.syntax;
  const file = fileOf(design, source);
  // A subscription has no place of its options: they end it.
  const list = 'options' in target ? target.options.source : hasOptions(file, source) ? source : undefined;
  if (list !== undefined) return [insertAt(list.uri, codeEnd(file, list.offset, list.end), `, ${option}`)];
  return [insertAt(head.uri, endBeforeFrequency(file, head), ` with ${option}`)];
}

function endBeforeFrequency(file: SourceFile, head: Source): number {
  const end = codeEnd(file, head.offset, head.end);
  const code = file.text.slice(head.offset, end);
  return end - (frequency.exec(code)?.[0].length ?? 0);
}

function hasOptions(file: SourceFile, { offset, end }: Source): boolean {
  return [...file.text.slice(offset, end).matchAll(withWord)].some(([word]) => word === 'with');
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
