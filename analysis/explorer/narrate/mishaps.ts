/** What is told of messages that go wrong, and of what dies. */
import { shortText } from '../../names.ts';
import type { RunEvent } from '../events.ts';
import { endOfTries, fromOf, labelOf, messageOf, nameOfReceiver, nameOfSender, sentence, sourceOf, toOf } from '../phrases.ts';
import type { Leg, Put } from '../program.ts';
import type { RunStep } from '../result.ts';
import type { Memory } from './memory.ts';

export function mishap({ kind, leg, put, activation, fault, times }: RunEvent): RunStep | undefined {
  if (put) return mishapInChannel(kind, put, fault);
  if (!leg) return undefined;
  const label = labelOf(leg);
  const called = messageOf(leg);
  const receiver = toOf(leg);
  const to = nameOfReceiver(leg);
  const place = nameOfSender(leg);
  // What comes from outside goes wrong where it comes in.
  const { id } = fromOf(leg) ?? receiver;
  const base = { kind: 'event' as const, from: id, to: id, source: sourceOf(leg), hop: leg.hop?.id, fault };
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
      const failure = leg.hop?.guarantee.failure;
      const sink = failure?.kind === 'dead-letters' ? failure.to : undefined;
      const where = sink && !('deadLettersOf' in sink && sink.deadLettersOf) ? sink.name : 'its dead letters';
      const unseen = leg.fate.attended ? '' : ', where nobody looks';
      return {
        ...base,
        kind: 'message',
        to: sink?.id ?? id,
        label,
        failed: true,
        text: `${place} parks ${called} in ${where}${unseen}.`,
      };
    }
    case 'dropped': {
      if (fault === 'drop')
        return {
          ...base,
          kind: 'message',
          to: receiver.id,
          label,
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
      const end = endOfTries(leg.hop);
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
        text: `${place} tries ${called} again and again, and holds back what comes after it.`,
      };
    case 'behind':
      return { ...base, label: 'waits', text: `${sentence(called)} waits behind it in ${place}.` };
    case 'held-back':
      return { ...base, label: 'overtaken', text: `${place} does not keep the order: this ${label} stays behind.` };
    case 'released':
      return { ...base, label: 'late', text: `${place} hands over the ${label} that stayed behind.` };
    default:
      return {
        ...base,
        to: receiver.id,
        label: 'cannot be handled',
        failed: true,
        text: `${to} cannot handle this ${label}: every try fails.`,
      };
  }
}

function mishapInChannel(kind: RunEvent['kind'], put: Put, fault: RunStep['fault']): RunStep {
  const { channel, hop } = put;
  const label = labelOf(put);
  const called = messageOf(put);
  const source = hop?.source ?? channel.syntax.head;
  if (kind === 'dropped' && hop) {
    const { from } = hop;
    const sender =
      from.kind === 'activity'
        ? { label: from.activity.label, id: from.activity.element.id }
        : { label: from.channel.name, id: from.channel.id };
    return {
      kind: 'message',
      from: sender.id,
      to: channel.id,
      label,
      text: `${sentence(called)} never arrives in ${channel.name}, and ${sender.label} does not ask.`,
      source,
      hop: hop.id,
      effect: hop.effect?.id,
      fault,
      failed: true,
    };
  }
  const { channel: back, source: written } = channel.redrivesTo ?? { channel, source };
  const text = `${channel.name} is redriven: ${called} goes back to ${back.name}.`;
  return { kind: 'message', from: channel.id, to: back.id, label, text, source: written };
}

export function unreachable(leg: Leg, { fault }: RunEvent): RunStep {
  const to = toOf(leg);
  const { id } = fromOf(leg) ?? to;
  const text = `${to.name} cannot be reached: ${nameOfSender(leg)} gives up on ${messageOf(leg)}.`;
  return { kind: 'message', from: id, to: to.id, label: labelOf(leg), text, source: sourceOf(leg), hop: leg.hop?.id, fault, failed: true };
}

export function crash(memory: Memory, { activation, fault, step, effect }: RunEvent, events: readonly RunEvent[]): RunStep | undefined {
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
  const returned = events.find(({ kind }) => kind === 'returned')?.leg;
  const leg = returned ?? events.find(({ kind }) => kind === 'dropped' || kind === 'parked')?.leg;
  const last = memory.lastEffect.get(activation);
  const done = last ? ` after \`${shortText(last.effect)}\`` : '';
  const before =
    leg && !activation.acknowledgesFirst && activation.trigger.kind === 'delivery' ? `, before it acknowledges ${messageOf(leg)}` : '';
  const then = returned ? `: ${nameOfSender(returned)} delivers it again` : '';
  return { ...memory.stepAt(activation, 'crash', `${activity.label} crashes${done}${before}${then}.`), fault };
}
