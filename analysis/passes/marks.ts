/** Marks that a handler sets by hand to recognise a message that it has seen before. */
import type { Activity, Effect, Store, StoreEffect } from '../../language/model/design.ts';
import { isStoreEffect } from '../../language/model/lookups.ts';
import { Repetition } from './repetition.ts';

/** A store that is read before, and in which a row is created after, effects that must not happen twice. */
export interface HandMadeMark {
  readonly store: Store;
  /** The effect that looks whether the message was seen. */
  readonly look: StoreEffect;
  /** The effect that notes that it was. */
  readonly note: StoreEffect;
  /** The first of those in between that must not happen twice. */
  readonly repeated: Effect;
}

/**
 * Finds `reads Seen … increments Sales … inserts Seen`: a crash before the note repeats the effects in between.
 * @returns undefined where the handler is `idempotent`, which is the language's own mark, or where one transaction joins all of it
 */
export function handMadeMark(activity: Activity): HandMadeMark | undefined {
  if (activity.idempotency || (activity.kind !== 'handler' && activity.kind !== 'join')) return undefined;
  const effects = activity.effects.filter((effect) => effect.part === 'body');
  const repetition = new Repetition();
  for (const [at, look] of effects.entries()) {
    if (look.kind !== 'reads' || !look.store) continue;
    const { store } = look;
    const last = effects.findLastIndex((effect) => effect.kind === 'inserts' && effect.store === store);
    const note = effects[last];
    if (!note || !isStoreEffect(note) || note.blocks.some((block) => block.kind === 'atomically')) continue;
    const between = effects.slice(at + 1, last).filter((effect) => !isStoreEffect(effect) || effect.store !== store);
    const repeated = between.find((effect) => repetition.ofEffect(effect, undefined).length > 0);
    if (repeated) return { store, look, note, repeated };
  }
  return undefined;
}
