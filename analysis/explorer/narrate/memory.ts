/** What whoever tells of a run remembers: which run, delivery or effect of several it is at. */
import type { Activity } from '../../../language/model/design.ts';
import { targetOf } from '../phrases.ts';
import type { Activation, EffectOccurrence, Leg, Put } from '../program.ts';
import type { RunStep } from '../result.ts';

export class Memory {
  /** Which run of its activity each activation is in. */
  readonly runs = new Map<Activation, number>();
  readonly counts = new Map<Activity, number>();
  readonly deliveries = new Map<Leg | Put, number>();
  readonly lastEffect = new Map<Activation, EffectOccurrence>();

  /** @returns a step that happens within the element that runs something */
  stepAt(activation: Activation, label: string, text: string): RunStep {
    const { activity } = activation;
    const { id } = activity.element;
    return {
      kind: 'event',
      from: id,
      to: id,
      label,
      text,
      source: activity.syntax.head,
      activity: activity.id,
      activation: this.runs.get(activation),
    };
  }

  /** @returns what all steps that tell of an effect have in common, which is the last one from now on */
  stepOf(effect: EffectOccurrence) {
    const { activity } = effect.activation;
    // What a store publishes is part of the write.
    if (effect.effect.activity === activity) this.lastEffect.set(effect.activation, effect);
    return {
      from: activity.element.id,
      to: targetOf(effect)?.id ?? activity.element.id,
      source: effect.effect.syntax.source,
      effect: effect.effect.id,
      activity: activity.id,
      activation: this.runs.get(effect.activation),
    };
  }
}
