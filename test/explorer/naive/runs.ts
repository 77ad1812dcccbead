/** The runs of workflows: forward, undoing, recovering. */
import type { Activity, Element, Orchestrator } from '../../../language/model/design.ts';
import type { StepDoing } from './bodies.ts';
import type { Broken } from './facts.ts';
import { begin } from './frames.ts';
import { endsSomewhere, loopIn } from './messages.ts';
import { breakStateWishes, endWishes } from './requirements.ts';
import type { Frame, Run, State, Thread } from './state.ts';
import type { World } from './world.ts';

/** A workflow is to run: for the first time, once more, or not at all, as it is named and has begun already. */
export function startRun(
  world: World,
  next: State,
  breaks: Broken[],
  activity: Activity,
  occ: string,
  named = false,
  called = false,
): void {
  if (occ.includes(`|${activity.id}|`)) {
    if (!endsSomewhere(world, occ, activity))
      breaks.push({ promise: 'comes-to-rest', element: activity.element.id, at: activity.id, detail: loopIn(world, occ, activity) });
    return;
  }
  const known = next.runs[occ];
  if (known) {
    if (known.phase === 'vanished') known.phase = 'idle';
    else if (named) return;
    // A caller that calls again waits for one more run; what comes by message twice comes more than once.
    known.starts = called ? known.begun + 1 : Math.min(known.starts + 1, 2);
    return;
  }
  next.runs[occ] = {
    activity: activity.id,
    starts: 1,
    named,
    called,
    begun: 0,
    phase: 'idle',
    at: 0,
    failed: -1,
    completed: [],
    unknown: [],
    undone: [],
    taken: [],
    recoverAt: 0,
  };
}

/** Whether a step of a run is under way. */
export function isAtWork(state: State, occ: string): boolean {
  return state.threads.some((thread) => thread.rootKind === 'step' && thread.root === occ);
}

/** Whether a run has something to do. */
export function mayGoOn(state: State, occ: string, run: Run): boolean {
  if (isAtWork(state, occ)) return false;
  if (run.phase === 'idle' || run.phase === 'done' || run.phase === 'failed') return run.starts > run.begun;
  return run.phase !== 'vanished';
}

/** A workflow's next step begins, or it ends. */
export function goOn(world: World, occ: string, run: Run): void {
  const activity = world.activity(run.activity);
  const { element } = activity;
  const steps = world.steps(activity, 'body');
  if (run.phase === 'idle' || run.phase === 'done' || run.phase === 'failed') {
    // What keeps its runs begins a named one once; what keeps none may run it again whatever its name.
    if (run.begun === 0 && !(run.named && element.facts.durable) && element.facts.delivery?.value === 'at-least-once')
      world.can((next) => {
        const it = next.runs[occ];
        if (it) it.starts = 2;
      }, 'duplicate');
    world.can((next) => {
      const it = next.runs[occ];
      if (it)
        Object.assign(it, {
          begun: it.begun + 1,
          phase: 'forward',
          at: 0,
          failed: -1,
          completed: [],
          unknown: [],
          taken: [],
        });
    });
    return;
  }
  if (
    element.kind === 'orchestrator' &&
    isSelfHosted(element) &&
    losesProgress(element) &&
    (run.completed.length > 0 || run.at > 0) &&
    isNeeded(world, run, activity, steps)
  )
    world.can((next, breaks) => {
      const it = next.runs[occ];
      if (it) it.phase = 'vanished';
      breaks.push({ promise: 'state-kept', element: element.id, at: 'progress' });
      breakStateWishes(
        world,
        breaks,
        element.state.filter(({ place, rebuiltFrom }) => place !== 'store' && !rebuiltFrom),
      );
    }, 'instance-loss');
  const beginPart = (part: Frame['part'], step: number): void =>
    world.can((next) => {
      const thread: Thread = { root: occ, rootKind: 'step', frames: [], late: false };
      next.threads.push(thread);
      begin(world, next, thread, activity, `${occ}|${activity.id}|${part}${step}`, part, undefined, step);
    });
  switch (run.phase) {
    case 'forward': {
      const step = steps[run.at];
      if (step) {
        const { action } = step.step;
        if (action.kind === 'wait') wait(world, occ, action.wait.atMost !== undefined);
        else beginPart('step', run.at);
      } else
        world.can((next) => {
          const it = next.runs[occ];
          if (!it) return;
          endForward(world, it, steps, activity);
          if (it.phase === 'done') endWishes(world, next, occ, activity);
        });
      return;
    }
    case 'undoing': {
      const step = nextUndo(run, steps);
      if (step !== undefined) beginPart('undo', step);
      else
        world.can((next) => {
          const it = next.runs[occ];
          if (it) Object.assign(it, { phase: 'recovering', at: it.recoverAt });
        });
      return;
    }
    case 'recovering':
      if (world.steps(activity, 'otherwise')[run.at]) beginPart('otherwise', run.at);
      else
        world.can((next) => {
          const it = next.runs[occ];
          if (it) it.phase = 'failed';
        });
      return;
    case 'vanished':
      return;
  }
}

/** The step that is undone next. */
function nextUndo(run: Run, steps: readonly StepDoing[]): number | undefined {
  const left = [...run.completed, ...run.unknown].filter((step) => !run.undone.includes(step) && (steps[step]?.undo.length ?? 0) > 0);
  return left.sort((one, other) => other - one)[0];
}

/** Whether a run goes on with something, so that its progress is needed. */
function isNeeded(world: World, run: Run, activity: Activity, steps: readonly StepDoing[]): boolean {
  const recovery = world.steps(activity, 'otherwise');
  switch (run.phase) {
    case 'forward':
      return steps[run.at] !== undefined;
    case 'undoing':
      return nextUndo(run, steps) !== undefined || recovery[run.recoverAt] !== undefined;
    case 'recovering':
      return recovery[run.at] !== undefined;
    default:
      return false;
  }
}

/** A step has done something in this turn of its run: what an earlier turn has undone is to be undone once more. */
function takesEffect(run: Run, step: number): void {
  run.undone = run.undone.filter((other) => other !== step);
}

function wait(world: World, occ: string, limited: boolean): void {
  world.can((next) => {
    const it = next.runs[occ];
    if (it) it.at++;
  });
  if (limited)
    world.can((next) => {
      const it = next.runs[occ];
      if (it) stepFailed(world, it, false);
    }, 'outage');
}

function endForward(world: World, run: Run, steps: readonly StepDoing[], activity: Activity): void {
  if (run.failed < 0) {
    run.phase = 'done';
    return;
  }
  run.phase = 'undoing';
  const onFailure = steps[run.failed]?.step.onFailure;
  const recovery = onFailure?.part === 'otherwise' ? world.steps(activity, 'otherwise').findIndex(({ step }) => step === onFailure) : 0;
  run.recoverAt = Math.max(recovery, 0);
}

function stepFailed(world: World, run: Run, unknown: boolean): void {
  const activity = world.activity(run.activity);
  const steps = world.steps(activity, 'body');
  const failed = steps[run.at];
  if (!failed) return;
  if (unknown) {
    run.unknown.push(run.at);
    takesEffect(run, run.at);
  }
  const target = failed.step.onFailure;
  if (target && target.part === 'body') {
    const later = steps.findIndex(({ step, item }, number) => number > run.at && step === target && item === failed.item);
    // Behind a block of which a branch has failed nothing begins any more.
    const isBehind = run.failed >= 0 && steps[later]?.parallel?.id !== failed.parallel?.id;
    if (later >= 0 && !isBehind) {
      run.at = later;
      return;
    }
  }
  if (run.failed < 0) run.failed = run.at;
  // The other branches of a parallel block still end; the steps after it do not begin.
  const { parallel } = failed;
  run.at++;
  while (run.at < steps.length) {
    const other = steps[run.at]?.parallel;
    if (parallel && other?.id === parallel.id && other.branch !== parallel.branch) break;
    run.at++;
  }
}

/** A step is done, and its run goes on. */
export function finishStep(world: World, thread: Thread, number: number, frame: Frame): void {
  const { element } = world.activity(frame.activity);
  const end = (next: State): Run | undefined => {
    next.threads.splice(number, 1);
    delete next.out[thread.root];
    return next.runs[thread.root];
  };
  world.can((next) => {
    const run = end(next);
    if (!run) return;
    if (frame.part === 'undo') {
      run.undone.push(frame.step ?? 0);
      return;
    }
    if (frame.part === 'step') {
      run.completed.push(run.at);
      takesEffect(run, run.at);
      if (run.failed >= 0) skipAfterParallel(world, run);
      else run.at++;
      return;
    }
    run.at++;
  });
  // A self-hosted orchestrator dies before it has noted that the step is done: it runs the step again.
  if (element.kind === 'orchestrator' && isSelfHosted(element)) world.can((next) => void end(next), 'crash');
}

/** A run that has failed only ends the other branches of the parallel block that the failed step is in. */
function skipAfterParallel(world: World, run: Run): void {
  const steps = world.steps(world.activity(run.activity), 'body');
  const failed = steps[run.failed]?.parallel;
  run.at++;
  while (run.at < steps.length) {
    const other = steps[run.at]?.parallel;
    if (failed && other?.id === failed.id && other.branch !== failed.branch) break;
    run.at++;
  }
}

/** Whether an effect is that of a failed run below `root`, which answers for itself. */
export function isOfFailedRun(state: State, occ: string, root: string): boolean {
  return Object.entries(state.runs).some(
    ([below, { phase, called }]) => called && phase === 'failed' && below !== root && below.startsWith(root) && occ.startsWith(below),
  );
}

/** A step has failed for good. */
export function failStep(world: World, next: State, thread: Thread, frame: Frame): void {
  delete next.out[thread.root];
  const run = next.runs[thread.root];
  if (!run) return;
  if (frame.part === 'undo') {
    // It is tried once, and nobody comes back to it.
    run.completed = run.completed.filter((step) => step !== frame.step);
    run.unknown = run.unknown.filter((step) => step !== frame.step);
    return;
  }
  if (frame.part === 'otherwise') {
    run.phase = 'failed';
    return;
  }
  const unknown = run.taken.some((occ) => occ.startsWith(`${frame.occ}#`) && !isOfFailedRun(next, occ, thread.root));
  stepFailed(world, run, unknown);
}

function isSelfHosted({ technology }: Element): boolean {
  return technology !== undefined && !technology.kinds.includes('orchestrator') && !technology.facts.managed;
}

/** Its progress is in no store. */
function losesProgress({ state }: Orchestrator): boolean {
  return !state.some(({ place }) => place === 'store');
}
