/** What the `require`s of a design ask of a flow. */
import type { Activity, Message } from '../../language/model/design.ts';
import type { Layout } from './layout.ts';
import type { Field } from './program.ts';

export interface Wishes {
  /** Messages that must be in order at some consumer, whether they are `ordered` or not. */
  readonly ordered: ReadonlyMap<Message, { readonly by?: readonly string[] }>;
  orderedAt(message: Message, consumer: Activity): boolean;
  /** Fields that say that a message has come about. */
  happens(message: Message, layout: Layout): readonly Field[];
}

export const NO_WISHES: Wishes = { ordered: new Map(), orderedAt: () => false, happens: () => [] };
