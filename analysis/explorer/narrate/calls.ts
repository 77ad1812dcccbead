/** What is told of calls and their answers. */
import { isCallEffect } from '../../../language/model/lookups.ts';
import { objectOf } from '../../names.ts';
import type { RunEvent } from '../events.ts';
import { callLabel, targetOf } from '../phrases.ts';
import type { RunStep } from '../result.ts';
import type { Memory } from './memory.ts';

export function beginning(memory: Memory, { activation }: RunEvent): RunStep | undefined {
  if (!activation) return undefined;
  const { activity, trigger } = activation;
  const run = (memory.counts.get(activity) ?? 0) + 1;
  memory.counts.set(activity, run);
  memory.runs.set(activation, run);
  if (trigger.kind !== 'entry' || activity.kind === 'unplaced') return undefined;
  const again = activation.firing > 0 ? ' again' : '';
  const called = activity.kind === 'operation' || activity.kind === 'route';
  const verb = called ? 'is called' : activity.kind === 'schedule' ? 'is due' : 'begins';
  return memory.stepAt(activation, called ? (activity.name ?? activity.label) : 'begins', `${activity.label} ${verb}${again}.`);
}

export function callOrAnswer(memory: Memory, { kind, effect, activation, times = 1, fault, instead }: RunEvent): RunStep | undefined {
  if (!effect) return activation && { ...memory.stepAt(activation, 'fails', `${activation.activity.label} fails.`), failed: true };
  const caller = effect.activation;
  const asked = instead && effect.instead ? effect.instead.effect : effect.effect;
  const name = activation && activation !== caller ? activation.activity.label : objectOf(asked);
  const target = activation && activation !== caller ? activation.activity.element : isCallEffect(asked) ? asked.target : targetOf(effect);
  const here = { ...memory.stepOf(effect), to: target?.id ?? caller.activity.element.id };
  const there = { ...here, from: here.to, to: here.from };
  switch (kind) {
    case 'call': {
      const again = times > 1 ? ' again' : '';
      const why = effect.undoes ? `, to undo ${effect.undoes.step.name}` : '';
      return {
        ...here,
        kind: 'call',
        label: callLabel(effect.effect),
        note: times > 1 ? `retry ${times - 1}` : undefined,
        text: `${caller.activity.label} calls ${name}${again}${why}.`,
      };
    }
    case 'answer':
      return { ...there, kind: 'answer', label: 'done', text: `${name} answers ${caller.activity.label}.` };
    case 'lost-reply': {
      const text = `${name} is done, but its answer is lost: ${caller.activity.label} cannot know that it happened.`;
      return { ...there, kind: 'answer', label: 'time-out', text, fault, failed: true };
    }
    default:
      return {
        ...there,
        kind: 'answer',
        label: 'error',
        text: `${name} fails, and ${caller.activity.label} sees an error.`,
        failed: true,
      };
  }
}
