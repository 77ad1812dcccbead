/** Names of things as messages to people say them. */
import type { Element, Message } from '../language/model/design.ts';

/** @returns the element's name with its technology, `Revenue (aws.sqs)`, because that is what most guarantees come from. */
export function withTechnology(element: Element): string {
  return element.technologyName ? `${element.name} (${element.technologyName})` : element.name;
}

/** @returns several names as one reads them: `A`, `A and B`, `A, B and C`, each once. */
export function listed(names: Iterable<string>): string {
  const all = [...new Set(names)];
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** @returns the names of messages as one reads them. */
export function messageNames(messages: Iterable<Message>): string {
  return listed([...messages].map(({ name }) => name));
}
