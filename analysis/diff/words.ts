/** How changes speak of things. */
import type { Element, Message, Origin } from '../../language/model/design.ts';
import { withTechnology } from '../element-names.ts';

/** @returns `the queue Ledger (aws.sqs)`. */
export function theElement(element: Element): string {
  return `the ${element.kind} ${withTechnology(element)}`;
}

/** @returns `the event OrderPlaced`. */
export function theMessage({ kind, name }: Message): string {
  return `the ${kind} ${name}`;
}

/** @returns who says so, in brackets, where that is not the thing itself: ` (aws.sqs)`. */
export function saidBy(origin: Origin | undefined, itself: string): string {
  return origin === undefined || origin.name === itself ? '' : ` (${origin.name})`;
}
