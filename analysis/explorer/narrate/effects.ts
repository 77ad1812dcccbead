/** What is told of effects: done, not possible, read too early, gone round in a circle. */
import { isCallEffect, isMessageEffect } from '../../../language/model/lookups.ts';
import { objectOf, shortText } from '../../names.ts';
import type { RunEvent } from '../events.ts';
import { awaitedOn, callLabel, infinitive, labelOf, messageOf, nameOfTarget, ordinal, sentence, toOf } from '../phrases.ts';
import type { EffectOccurrence, Substitute } from '../program.ts';
import type { RunStep } from '../result.ts';
import type { Memory } from './memory.ts';
import { unreachable } from './mishaps.ts';

export function ofEffect(memory: Memory, event: RunEvent): RunStep | undefined {
  const { kind, effect, leg, fault, loop, times = 1 } = event;
  if (kind === 'unavailable' && leg) return unreachable(leg, event);
  if (loop) {
    const source = leg?.hop?.source ?? loop.effects.at(-1)?.syntax.source ?? loop.activity.syntax.head;
    const from = loop.effects.at(-1)?.activity.element.id ?? loop.activity.element.id;
    const text =
      loop.kind === 'call'
        ? `${loop.activity.label} is called while it still waits for itself.`
        : `It is ${loop.activity.label}'s turn again, where it all began.`;
    return {
      kind: 'event',
      from,
      to: loop.activity.element.id,
      label: 'again',
      text,
      source,
      hop: leg?.hop?.id,
      activity: loop.activity.id,
    };
  }
  if (!effect) return undefined;
  const who = effect.activation.activity.label;
  // A read that comes before what is still on a leg.
  if (leg) {
    const coming = leg.kind === 'start' ? 'to begin' : 'on its way';
    const text = `${sentence(awaitedOn(leg))} is still ${coming}, and with it what ${who} reads.`;
    return { ...memory.stepOf(effect), kind: 'event', label: shortText(effect.effect), fault, text };
  }
  if (event.instead && effect.instead) return ofSubstitute(memory, effect, effect.instead, event);
  const written = shortText(effect.effect);
  const base = { ...memory.stepOf(effect), label: written, fault };
  switch (kind) {
    case 'unavailable': {
      const still = times > 1 ? 'still does' : 'does';
      const text = `${nameOfTarget(effect)} ${still} not respond: ${who} cannot ${infinitive(effect.effect)}.`;
      return {
        ...base,
        kind: isCallEffect(effect.effect) ? 'call' : isMessageEffect(effect.effect) ? 'message' : 'access',
        text,
        failed: true,
      };
    }
    case 'stale':
      return { ...base, kind: 'access', text: `${who} ${written} and gets the value from before the last write.` };
    default:
      return takesPlace(effect, base, times);
  }
}

/** What is told of a fallback that nobody in the design runs. */
function ofSubstitute(
  memory: Memory,
  effect: EffectOccurrence,
  { effect: call }: Substitute,
  { kind, fault, times = 1 }: RunEvent,
): RunStep {
  const who = effect.activation.activity.label;
  const base = { ...memory.stepOf(effect), kind: 'call' as const, label: callLabel(call), fault };
  const to = call.target?.id ?? base.to;
  const name = objectOf(call);
  switch (kind) {
    case 'unavailable': {
      const text = `${call.target?.name ?? name} does not respond either: ${who} cannot ${infinitive(call)} instead.`;
      return { ...base, to, text, failed: true };
    }
    default:
      return { ...base, to, text: `${who} ${shortText(call)} instead${times > 1 ? ', a second time' : ''}.` };
  }
}

function takesPlace(effect: EffectOccurrence, base: Omit<RunStep, 'kind' | 'text'>, times: number): RunStep | undefined {
  const { effect: written } = effect;
  const who = effect.activation.activity.label;
  const again = times > 1 ? ' a second time' : '';
  const counted = written.kind === 'reads' ? undefined : times;
  if (isMessageEffect(written)) {
    if (!written.outbox) return handsOver(effect, base, again);
    const stored = messageOf({ message: written.message, firing: 0 });
    const text = `${who} stores ${stored} in the outbox of ${written.outbox.name}${again}.`;
    return { ...base, kind: 'access', to: written.outbox.id, text, times: counted };
  }
  const why = effect.undoes ? `, to undo ${effect.undoes.step.name}` : '';
  if (isCallEffect(written)) {
    const label = callLabel(written);
    return {
      ...base,
      kind: 'call',
      label,
      text: `${who} ${shortText(written)}${again}${why}.`,
      times: counted,
      note: times > 1 ? `${ordinal(times)} time` : undefined,
    };
  }
  return {
    ...base,
    kind: 'access',
    text: `${who} ${shortText(written)}${again}${why}.`,
    times: counted,
    note: times > 1 ? `${ordinal(times)} time` : undefined,
  };
}

/** A message handed straight to its receiver; what goes into a channel is told there. */
function handsOver(
  { effect, activation, directs }: EffectOccurrence,
  base: Omit<RunStep, 'kind' | 'text'>,
  again: string,
): RunStep | undefined {
  const [leg] = directs;
  if (!leg || !isMessageEffect(effect)) return undefined;
  const to = toOf(leg);
  const verb = effect.kind === 'sends' ? 'sends' : 'publishes';
  const text = `${activation.activity.label} ${verb} ${messageOf(leg)} to ${to.name}${again}.`;
  return { ...base, kind: 'message', to: to.id, label: labelOf(leg), text, hop: leg.hop?.id };
}
