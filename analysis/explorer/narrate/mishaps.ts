/** What is told of messages that go wrong, and of what dies. */
import { shortText } from '../../names.ts';
import type { RunEvent } from '../events.ts';
import { endOfTries, fromOf, messageOf, sentence, sourceOf, toOf } from '../phrases.ts';
import type { Leg, Put } from '../program.ts';
import type { RunStep } from '../result.ts';
import type { Memory } from './memory.ts';

export function mishap({ kind, leg, put, activation, fault, times }: RunEvent): RunStep | undefined {
  if (put) return mishapInChannel(kind, put, fault);
  if (!leg) return undefined;
  const name = leg.message?.name ?? 'the message';
  const called = messageOf(leg);
  const from = fromOf(leg);
  const to = leg.activation?.activity.label ?? toOf(leg)?.name ?? 'its receiver';
  const place = from?.name ?? 'its sender';
  const base = { kind: 'event' as const, from: from?.id ?? '', to: from?.id ?? '', source: sourceOf(leg), hop: leg.hop?.id, fault };
  switch (kind) {
    case 'returned':
      return {
        ...base,
        label: 'back',
        note: `try ${times ?? 2}`,
        text: `${sentence(called)} goes back to ${place}, for another try.`,
        activity: activation?.activity.id,
      };
    case 'parked': {
      const sink = leg.parked?.channel;
      const where = sink?.deadLettersOf ? `its dead letters` : (sink?.name ?? 'its dead letters');
      const unseen = leg.fate.attended ? '' : ', where nobody looks';
      return {
        ...base,
        kind: 'message',
        to: sink?.id ?? base.to,
        label: name,
        failed: true,
        text: `${place} parks ${called} in ${where}${unseen}.`,
      };
    }
    case 'dropped': {
      if (fault === 'drop')
        return {
          ...base,
          kind: 'message',
          to: toOf(leg)?.id ?? base.to,
          label: name,
          failed: true,
          text: `${sentence(called)} is lost on the way from ${place} to ${to}, and nobody sends it again.`,
        };
      if (leg.activation?.acknowledgesFirst)
        return {
          ...base,
          label: 'lost',
          failed: true,
          text: `${sentence(called)} was acknowledged before it was handled: nobody delivers it again.`,
        };
      if (leg.fate.kind === 'waits') return { ...base, label: 'away', failed: true, text: `Nobody says whether ${called} comes again.` };
      const end = leg.hop ? endOfTries(leg.hop) : 'used up';
      if (end === 'never')
        return { ...base, label: 'stuck', failed: true, text: `${place} delivers ${called} again and again, and no try will ever do.` };
      const last =
        end === 'expires'
          ? `${place} delivers ${called} again and again until it expires`
          : `Nothing keeps ${called} when its tries are used up`;
      return { ...base, label: 'lost', failed: true, text: `${last}: it is gone.` };
    }
    case 'blocked':
      return {
        ...base,
        label: 'blocked',
        failed: true,
        text: `${place} tries ${name} again and again, and holds back what comes after it.`,
      };
    case 'behind':
      return { ...base, label: 'waits', text: `${sentence(called)} waits behind it in ${place}.` };
    case 'held-back':
      return { ...base, label: 'overtaken', text: `${place} does not keep the order: this ${name} stays behind.` };
    case 'released':
      return { ...base, label: 'late', text: `${place} hands over the ${name} that stayed behind.` };
    default:
      return {
        ...base,
        to: toOf(leg)?.id ?? base.to,
        label: 'cannot be handled',
        failed: true,
        text: `${to} cannot handle this ${name}: every try fails.`,
      };
  }
}

function mishapInChannel(kind: RunEvent['kind'], { channel, hop, message }: Put, fault: RunStep['fault']): RunStep {
  const name = message?.name ?? 'the message';
  const source = hop?.source ?? channel.syntax.head;
  if (kind === 'dropped') {
    const from = hop?.from.kind === 'activity' ? hop.from.activity : undefined;
    const text = `${name} never arrives in ${channel.name}, and ${from?.label ?? 'its sender'} does not ask.`;
    return {
      kind: 'message',
      from: from?.element.id ?? channel.id,
      to: channel.id,
      label: name,
      text,
      source,
      hop: hop?.id,
      effect: hop?.effect?.id,
      fault,
      failed: true,
    };
  }
  const target = channel.redrivesTo;
  return {
    kind: 'message',
    from: channel.id,
    to: target?.channel.id ?? channel.id,
    label: name,
    text: `${channel.name} is redriven: ${name} goes back to ${target?.channel.name ?? 'where it failed'}.`,
    source: target?.source ?? source,
  };
}

export function unreachable(leg: Leg, { fault }: RunEvent): RunStep {
  const name = leg.message?.name ?? 'the message';
  const called = messageOf(leg);
  const to = toOf(leg);
  const text = `${to?.name ?? 'The subscriber'} cannot be reached: ${fromOf(leg)?.name ?? 'the topic'} gives up on ${called}.`;
  return {
    kind: 'message',
    from: fromOf(leg)?.id ?? '',
    to: to?.id ?? '',
    label: name,
    text,
    source: sourceOf(leg),
    hop: leg.hop?.id,
    fault,
    failed: true,
  };
}

export function crash(memory: Memory, { activation, fault, step, effect }: RunEvent, after: readonly RunEvent[]): RunStep | undefined {
  if (!activation) return undefined;
  const { activity } = activation;
  if (step)
    return {
      ...memory.stepAt(
        activation,
        'crash',
        effect?.undoes
          ? `${activity.label} dies before it has noted that step ${step.step.name} is undone: it undoes it again.`
          : `${activity.label} dies before it has noted that step ${step.step.name} is done: it does it again.`,
      ),
      fault,
    };
  const returned = after.find(({ kind }) => kind === 'returned')?.leg;
  const leg = returned ?? after.find(({ kind }) => kind === 'dropped' || kind === 'parked' || kind === 'blocked')?.leg;
  const last = memory.lastEffect.get(activation);
  const done = last ? ` after \`${shortText(last.effect)}\`` : '';
  const name = leg?.message?.name;
  const before =
    leg && !activation.acknowledgesFirst && activation.trigger.kind === 'delivery'
      ? `, before it acknowledges ${name ?? 'its message'}`
      : '';
  const then = returned ? `: ${fromOf(returned)?.name ?? 'its channel'} delivers it again` : '';
  return { ...memory.stepAt(activation, 'crash', `${activity.label} crashes${done}${before}${then}.`), fault };
}
