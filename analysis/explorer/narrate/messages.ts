/** What is told of messages on their way. */
import type { RunEvent } from '../events.ts';
import { fromOf, labelOf, messageOf, nameOfReceiver, nameOfSender, ordinal, sentence, sourceOf, toOf } from '../phrases.ts';
import type { Activation, Leg, Put } from '../program.ts';
import type { RunStep } from '../result.ts';
import type { Memory } from './memory.ts';

export function ofMessage(memory: Memory, event: RunEvent): RunStep | undefined {
  const { kind, put, leg, activation } = event;
  if (put) return intoChannel(memory, put, kind);
  if (!leg) return undefined;
  const label = labelOf(leg);
  const called = messageOf(leg);
  const to = toOf(leg);
  const base = {
    // What comes from outside is told of where it comes in.
    from: (fromOf(leg) ?? to).id,
    to: to.id,
    source: sourceOf(leg),
    hop: leg.hop?.id,
    activity: leg.activation?.activity.id,
    activation: activation && runOf(memory, activation),
  };
  switch (kind) {
    case 'forwarded': {
      // What the relay takes up it publishes, which says it all, unless there is no channel to publish it to.
      if (leg.kind === 'relay') return undefined;
      return {
        ...base,
        kind: 'message',
        label,
        text: `${nameOfSender(leg)} passes ${called} on to ${to.name}.`,
      };
    }
    case 'delivered':
      return delivered(memory, leg, base, event);
    case 'collected':
      return {
        ...base,
        kind: 'message',
        label,
        text: `${nameOfSender(leg)} delivers ${called} to ${nameOfReceiver(leg)}, which waits for the rest.`,
      };
    case 'acknowledged':
      return {
        ...base,
        kind: 'acknowledge',
        from: base.to,
        to: base.from,
        label: 'acknowledged',
        text: `${nameOfReceiver(leg)} acknowledges ${called}.`,
      };
    default:
      return duplicate(leg, base, event);
  }
}

/** Which run of its activity a delivery is acknowledged for: the one that it has brought about, or, where that comes first, the one that is about to begin. */
function runOf({ runs, counts }: Memory, activation: Activation): number | undefined {
  const comesFirst = activation.acknowledgesFirst || activation.activity.kind === 'workflow';
  return comesFirst ? (counts.get(activation.activity) ?? 0) + 1 : runs.get(activation);
}

function intoChannel(memory: Memory, put: Put, kind: RunEvent['kind']): RunStep | undefined {
  const called = messageOf(put);
  const { hop, channel } = put;
  if (kind === 'deduplicated') {
    const text = `${channel.name} recognises ${called} and takes it once.`;
    return { kind: 'event', from: channel.id, to: channel.id, label: 'ignored', text, source: hop?.source ?? channel.syntax.head };
  }
  if (hop && hop.kind !== 'publish') return undefined;
  const times = (memory.deliveries.get(put) ?? 0) + 1;
  memory.deliveries.set(put, times);
  const again = times > 1 ? ' again' : '';
  const activity = hop?.from.kind === 'activity' ? hop.from.activity : undefined;
  const shared = {
    kind: 'message' as const,
    to: channel.id,
    label: labelOf(put),
    note: times > 1 ? 'again' : undefined,
    hop: hop?.id,
    effect: hop?.effect?.id,
    activity: activity?.id,
  };
  if (!activity)
    return {
      ...shared,
      from: channel.id,
      kind: 'event',
      text: `${sentence(called)} comes in on ${channel.name}${again}.`,
      source: channel.syntax.head,
    };
  const { outbox } = hop?.effect ?? {};
  const verb = hop?.effect?.kind === 'sends' ? 'sends' : 'publishes';
  if (outbox) {
    const text = `The relay of ${outbox.name}'s outbox ${verb} ${called} to ${channel.name}${again}.`;
    return { ...shared, from: outbox.id, text, source: hop?.source ?? channel.syntax.head };
  }
  return {
    ...shared,
    from: activity.element.id,
    text: `${activity.label} ${verb} ${called} to ${channel.name}${again}.`,
    source: hop?.source ?? channel.syntax.head,
  };
}

function delivered(memory: Memory, leg: Leg, base: Omit<RunStep, 'kind' | 'label' | 'text'>, { activation }: RunEvent): RunStep {
  const times = (memory.deliveries.get(leg) ?? 0) + 1;
  memory.deliveries.set(leg, times);
  const label = labelOf(leg);
  const called = messageOf(leg);
  const again = times > 1 ? ' again' : '';
  const note = times > 1 ? `${ordinal(times)} delivery` : undefined;
  const to = nameOfReceiver(leg);
  const run = activation && (memory.counts.get(activation.activity) ?? 0) + 1;
  const shared = { ...base, kind: 'message' as const, note, activation: run };
  if (leg.kind === 'start') return { ...shared, label: 'start', effect: leg.effect?.effect.id, text: `A run of ${to} begins${again}.` };
  const step = leg.hop?.step ? ` at step ${leg.hop.step.name}` : '';
  if (!leg.channel) {
    const text = times > 1 ? `${to} is handed ${called}${step} again.` : `${to} takes up ${called}${step}.`;
    return { ...shared, kind: times > 1 ? 'message' : 'event', from: times > 1 ? shared.from : shared.to, label, text };
  }
  return { ...shared, label, text: `${leg.channel.name} delivers ${called} to ${to}${step}${again}.` };
}

function duplicate(leg: Leg, base: Omit<RunStep, 'kind' | 'label' | 'text'>, { fault, late }: RunEvent): RunStep {
  const called = messageOf(leg);
  const when = late ? ', so late that it is forgotten by then' : '';
  const note = late ? 'late' : undefined;
  if (leg.kind === 'relay') {
    const text = `The relay dies before it has noted that ${called} is out: it publishes it again${when}.`;
    return { ...base, kind: 'event', to: base.from, label: 'relayed again', note, text, fault };
  }
  const text = `The acknowledgement of ${nameOfReceiver(leg)} is lost: ${nameOfSender(leg)} delivers ${called} again${when}.`;
  return { ...base, kind: 'acknowledge', from: base.to, to: base.from, label: 'acknowledgement lost', note, text, fault, failed: true };
}
