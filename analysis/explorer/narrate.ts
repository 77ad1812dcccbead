/** A run in words: each event as a step that can be read, drawn and found in the text. */
import type { RunEvent } from './events.ts';
import { beginning, callOrAnswer } from './narrate/calls.ts';
import { ofEffect } from './narrate/effects.ts';
import { happening } from './narrate/happenings.ts';
import { Memory } from './narrate/memory.ts';
import { ofMessage } from './narrate/messages.ts';
import { crash, mishap } from './narrate/mishaps.ts';
import type { RunStep } from './result.ts';
import type { TraceStep } from './trace.ts';

/** An event with the step that tells of it. */
export interface Told {
  readonly event: RunEvent;
  readonly step: RunStep;
  /** The number of the machine's step. */
  readonly at: number;
}

/** @returns what is worth telling of a run */
export function narrate(steps: readonly TraceStep[]): readonly Told[] {
  const memory = new Memory();
  return steps.flatMap(({ events }, at) =>
    events.flatMap((event): readonly Told[] => {
      // A crash says itself where the message goes, and that it failed.
      const crashed = events.some(({ kind }) => kind === 'crash');
      if (crashed && (event.kind === 'returned' || (event.kind === 'error' && !event.effect))) return [];
      const step = tell(memory, event, events);
      return step ? [{ event, step, at }] : [];
    }),
  );
}

function tell(memory: Memory, event: RunEvent, events: readonly RunEvent[]): RunStep | undefined {
  switch (event.kind) {
    case 'begins':
      return beginning(memory, event);
    case 'call':
    case 'answer':
    case 'error':
    case 'lost-reply':
      return callOrAnswer(memory, event);
    case 'effect':
    case 'unavailable':
    case 'stale':
    case 'pending':
    case 'loop':
      return ofEffect(memory, event);
    case 'accepted':
    case 'deduplicated':
    case 'forwarded':
    case 'delivered':
    case 'collected':
    case 'acknowledged':
    case 'duplicate':
      return ofMessage(memory, event);
    case 'returned':
    case 'parked':
    case 'dropped':
    case 'blocked':
    case 'behind':
    case 'held-back':
    case 'released':
    case 'redriven':
    case 'poison':
      return mishap(event);
    case 'crash':
      return crash(memory, event, events);
    default:
      return happening(memory, event);
  }
}
