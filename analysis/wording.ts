/** How messages to people name what a design consists of. */
import type { Activity, Effect, Element, Message } from '../language/model/design.ts';

/** @returns the name of an element or message, the label of an activity. */
export function nameOf(thing: Element | Message | Activity): string {
  return 'label' in thing ? thing.label : thing.name;
}

/** @returns `Stats (aws.sqs)`, or the name alone where no technology is said. */
export function withTechnology(element: Element): string {
  return element.technologyName ? `${element.name} (${element.technologyName})` : element.name;
}

/** @returns what an effect is done to: its store, its message, the operation or element that it calls. */
export function objectOf(effect: Effect): string {
  switch (effect.kind) {
    case 'publishes':
    case 'sends':
      return effect.message?.name ?? 'a message';
    case 'calls':
    case 'starts':
      return `${effect.target?.name ?? 'something'}${effect.operation ? `.${effect.operation}` : ''}`;
    default:
      return effect.store?.name ?? 'a store';
  }
}

/** @returns an effect in the words of the language, its options left out: `increments Revenue`. */
export function effectText(effect: Effect): string {
  return `${effect.kind} ${objectOf(effect)}`;
}
