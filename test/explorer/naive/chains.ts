/** Who waits for whom: the bodies around what happens, through the runs of workflows that are called, and what stands of their work. */
import type { Frame, State, Thread } from './state.ts';

/** The bodies on the way to what a thread does now, the outermost first: those that wait for the run of a workflow come before its steps. */
export function chainOf(state: State, thread: Thread): readonly Frame[] {
  const caller = callerOf(state, thread);
  return caller ? [...chainOf(state, caller), ...thread.frames] : thread.frames;
}

/** What began all that a thread does: itself, or whoever waits for the run that it is a step of. */
export function outermost(state: State, thread: Thread): Thread {
  const caller = callerOf(state, thread);
  return caller ? outermost(state, caller) : thread;
}

function callerOf(state: State, { root, rootKind }: Thread): Thread | undefined {
  return rootKind === 'step' ? state.threads.find(({ frames }) => frames.at(-1)?.awaits === root) : undefined;
}

/** An effect stands: it has taken place, now or in an earlier try that nobody repeats. */
export function tookPlace(next: State, thread: Thread, occ: string): void {
  next.times[occ] = Math.min((next.times[occ] ?? 0) + 1, 2);
  next.took[occ] = chainOf(next, thread).map(({ run }) => run);
  stands(next, thread, occ);
}

/** Notes for the runs of workflows around it that an effect is done. */
export function stands(next: State, thread: Thread, occ: string): void {
  const run = thread.rootKind === 'step' ? next.runs[thread.root] : undefined;
  if (run && !run.taken.includes(occ)) run.taken.push(occ);
  const caller = callerOf(next, thread);
  if (caller) stands(next, caller, occ);
}
