import type { Orchestrator, Step } from '../../../language/model/design.ts';
import { showDuration } from '../../../language/model/quantities.ts';
import { listed } from '../../element-names.ts';
import { objectOf, shortText } from '../../names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'workflows',
  rank: 10,
  summary: 'Steps of workflows, what they wait for, what undoes them, and where they go when they fail.',
  compare(before, after) {
    const workflows = sides(workflowsOf(before), workflowsOf(after)).both;
    return workflows.flatMap(([was, is]) => {
      const { both, removed, added } = sides(stepsOf(was), stepsOf(is));
      return [
        ...removed.map((step) => gone('other', `${is.name} no longer has the step ${step.name}${doing(step)}.`, step.syntax.head)),
        ...added.map((step) => now('other', `${is.name} has a step ${step.name} now${doing(step)}.`, step.syntax.head)),
        ...both.flatMap(([earlier, step]) => becomes(is, earlier, step)),
      ];
    });
  },
});

function workflowsOf({ elements }: Version): ReadonlyMap<string, Orchestrator> {
  return new Map([...elements].flatMap(([key, element]) => (element.kind === 'orchestrator' ? [[key, element] as const] : [])));
}

function stepsOf({ steps }: Orchestrator): ReadonlyMap<string, Step> {
  return new Map(steps.map((step) => [step.name, step]));
}

function doing({ effects }: Step): string {
  return effects.length === 0 ? '' : `, which ${listed(effects.map(shortText))}`;
}

/** @returns what undoes a step: `Stock.release`, or what it says as it is written. */
function undoText({ undo }: Step): string | undefined {
  const said = (undo?.effects ?? []).map((effect) => (effect.kind === 'calls' ? objectOf(effect) : `\`${shortText(effect)}\``));
  return said.length === 0 ? undefined : listed(said);
}

/** @returns what a step waits for: `2h`, `for Signed or Refused from Answers, at most 14d`. */
function waitText({ action }: Step): string | undefined {
  if (action.kind !== 'wait') return undefined;
  const { duration, messages, all, from, atMost, heartbeat } = action.wait;
  if (duration !== undefined) return showDuration(duration);
  const names = messages.map(({ name }) => name);
  return [
    `for ${all ? `all of ${listed(names)}` : names.join(' or ')}${from ? ` from ${from.name}` : ''}`,
    atMost === undefined ? undefined : `at most ${showDuration(atMost)}`,
    heartbeat === undefined ? undefined : `while a heartbeat comes${heartbeat === true ? '' : ` every ${showDuration(heartbeat)}`}`,
  ]
    .filter((text) => text !== undefined)
    .join(', ');
}

function becomes({ name }: Orchestrator, was: Step, is: Step): readonly Reported[] {
  const changed: Reported[] = [];
  const step = `The step ${is.name} of ${name}`;
  const [wasUndone, isUndone] = [undoText(was), undoText(is)];
  if (wasUndone !== isUndone) {
    if (isUndone === undefined)
      changed.push(now('worse', `${step} is not undone any more when the run fails; it was, by ${wasUndone}.`, is.syntax.head));
    else
      changed.push(
        now(
          wasUndone === undefined ? 'better' : 'other',
          `${step} is undone by ${isUndone} now when the run fails${wasUndone === undefined ? '' : `; it was ${wasUndone}`}.`,
          is.undo?.source ?? is.syntax.head,
        ),
      );
  }
  const [wasWaiting, isWaiting] = [waitText(was), waitText(is)];
  if (wasWaiting !== isWaiting)
    changed.push(
      isWaiting === undefined
        ? now('other', `${step} no longer waits ${wasWaiting}.`, is.syntax.head)
        : now(
            'other',
            `${step} waits ${isWaiting} now${wasWaiting === undefined ? '' : `; it was ${wasWaiting}`}.`,
            is.action.kind === 'wait' ? is.action.wait.source : is.syntax.head,
          ),
    );
  if (was.onFailure?.name !== is.onFailure?.name)
    changed.push(
      is.onFailure
        ? now('other', `${step} goes on with ${is.onFailure.name} now when it fails.`, is.syntax.head)
        : now('other', `${step} fails the run now when it fails; it went on with ${was.onFailure?.name}.`, is.syntax.head),
    );
  return changed;
}
