/** What is told of the rest: what is recognised, state that is lost, workflows. */
import { showDuration } from '../../../language/model/quantities.ts';
import { inputOf, shortText } from '../../names.ts';
import type { RunEvent } from '../events.ts';
import { nameOfTarget } from '../phrases.ts';
import type { RunStep } from '../result.ts';
import type { Memory } from './memory.ts';

export function happening(
  memory: Memory,
  { kind, activation, step, state, effect, leg, fault, times, instead }: RunEvent,
): RunStep | undefined {
  if (!activation) return undefined;
  const { label, element } = activation.activity;
  const at = (what: string, text: string): RunStep => ({ ...memory.stepAt(activation, what, text), fault });
  const name = step?.step.name ?? '';
  const timer = step?.step.action.kind === 'wait' ? step.step.action.wait.duration : undefined;
  switch (kind) {
    case 'recorded':
      return at('noted', `${label} notes the key in ${activation.activity.idempotency?.using?.name ?? 'its store'}.`);
    case 'recognised':
      if (effect)
        return at(
          'recognised',
          `${(instead && effect.instead?.effect.target?.name) || nameOfTarget(effect)} recognises the repeated request of ${label}.`,
        );
      return at('recognised', `${label} recognises ${leg?.message?.name ?? inputOf(activation.activity)} and does nothing more.`);
    case 'passed-over':
      return effect && at('passed over', `${label} knows that it has done this: it passes over \`${shortText(effect.effect)}\`.`);
    case 'instance-loss':
      // What is kept in a cache of one node goes with that node, whatever becomes of the service.
      if (state?.store)
        return at('node lost', `The node of ${state.store.name} is replaced, and ${state.name} is gone when ${label} needs it.`);
      return at(
        'instance lost',
        `The instance of ${element.name} is replaced, and ${state?.name ?? 'its state'} is gone when ${label} needs it.`,
      );
    case 'scale-out':
      return at('another instance', `${label} runs on another instance of ${element.name}, which has no ${state?.name ?? 'such state'}.`);
    case 'gone':
      return at('instance lost', `The instance of ${element.name} is replaced, and the run with it: nothing else knows how far it was.`);
    case 'waits':
      return at('waits', `Step ${name} of ${label} waits.`);
    case 'goes-on':
      return at(
        'goes on',
        `Step ${name} of ${label} ${timer === undefined ? 'has what it waited for' : `has waited for ${showDuration(timer)}`}.`,
      );
    case 'silence':
      return at('silence', `What step ${name} of ${label} waits for does not come in time.`);
    case 'times-out':
      return at('time is up', step ? `The time of step ${name} of ${label} is up.` : `The time of ${label} is up before all have come.`);
    case 'step-failed':
      return { ...at('failed', `Step ${name} of ${label} fails for good.`), failed: true };
    case 'run-failed':
      return { ...at('undoing', `The run of ${label} fails, and undoes what it can.`), failed: true };
    case 'run-ends':
      return at('ends', `The run of ${label} ends${times === 0 ? ' as failed' : ''}.`);
    case 'rerun':
      return at('run again', `${label} runs the same run again: its product begins runs at least once.`);
    default:
      return undefined;
  }
}
