/** How changes speak of things. */
import type { Activity, Element, Message, Ordering, Origin, Rate, RetryPolicy } from '../../language/model/design.ts';
import { showDuration, showRate } from '../../language/model/quantities.ts';
import { messageNames, withTechnology } from '../element-names.ts';

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

/** @returns one run of an activity, told apart from the others of its element: `Stats on OrderPlaced`, `Cart.get`, `Stats every 5m`. */
export function theRun({ kind, element, messages, label }: Activity): string {
  if (kind === 'handler') return `${element.name} on ${messageNames(messages) || 'a message'}`;
  if (kind === 'join') return `${element.name} on all of ${messageNames(messages)}`;
  return label;
}

/** @returns how something is tried again: `3 retries exponential from 2s jitter`, `unlimited retries`, `no retries`. */
export function retriesText({ retries, ...policy }: RetryPolicy): string {
  const times = !Number.isFinite(retries)
    ? 'unlimited retries'
    : retries === 0
      ? 'no retries'
      : `${retries} ${retries === 1 ? 'retry' : 'retries'}`;
  return [times, pausesText(policy)].filter((text) => text !== '').join(' ');
}

/** @returns how long it is waited between tries: `exponential from 2s jitter`. Nothing where nothing is said. */
export function pausesText({ growth, from, jitter }: Omit<RetryPolicy, 'retries' | 'source'>): string {
  return [growth, from === undefined ? undefined : `from ${showDuration(from)}`, jitter ? 'jitter' : undefined]
    .filter((word) => word !== undefined)
    .join(' ');
}

/** @returns an average and a peak: `20/s to 100/s`, or the one figure. */
export function ratesText({ average, peak }: Rate): string {
  return average === peak ? showRate(peak) : `${showRate(average)} to ${showRate(peak)}`;
}

/** @returns which messages keep their order among each other. */
export function orderText(ordering: Ordering): string {
  return ordering === 'none' ? 'none' : ordering === 'total' ? 'one for all' : 'per key';
}
