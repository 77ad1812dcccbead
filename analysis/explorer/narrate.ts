/** A run in words: each event as a step that can be read, drawn and found in the text. */
import type { Activity } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect } from '../../language/model/lookups.ts';
import { inputOf, objectOf, shortText } from '../names.ts';
import type { RunEvent } from './events.ts';
import { callLabel, fromOf, infinitive, messageOf, nameOfTarget, ordinal, sentence, sourceOf, targetOf, toOf } from './phrases.ts';
import type { Activation, EffectOccurrence, Leg, Put } from './program.ts';
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
  const teller = new Teller();
  return steps.flatMap(({ events }, at) =>
    events.flatMap((event, number): readonly Told[] => {
      // A crash says itself where the message goes, and that it failed.
      const crashed = events.some(({ kind }) => kind === 'crash');
      if (crashed && (event.kind === 'returned' || (event.kind === 'error' && !event.effect))) return [];
      const step = teller.tell(event, events.slice(number + 1));
      return step ? [{ event, step, at }] : [];
    }),
  );
}

class Teller {
  /** Which run of its activity each activation is in. */
  readonly #runs = new Map<Activation, number>();
  readonly #counts = new Map<Activity, number>();
  readonly #deliveries = new Map<Leg | Put, number>();
  readonly #lastEffect = new Map<Activation, EffectOccurrence>();

  tell(event: RunEvent, after: readonly RunEvent[]): RunStep | undefined {
    switch (event.kind) {
      case 'begins':
        return this.#begins(event);
      case 'call':
      case 'answer':
      case 'error':
      case 'lost-reply':
        return this.#callOrAnswer(event);
      case 'effect':
      case 'unavailable':
      case 'stale':
      case 'pending':
      case 'loop':
        return this.#effect(event);
      case 'accepted':
      case 'deduplicated':
      case 'forwarded':
      case 'delivered':
      case 'collected':
      case 'acknowledged':
      case 'duplicate':
        return this.#message(event);
      case 'returned':
      case 'parked':
      case 'dropped':
      case 'blocked':
      case 'behind':
      case 'held-back':
      case 'released':
      case 'redriven':
      case 'poison':
        return this.#mishap(event);
      case 'crash':
        return this.#crash(event, after);
      default:
        return this.#happening(event);
    }
  }

  #begins({ activation }: RunEvent): RunStep | undefined {
    if (!activation) return undefined;
    const { activity, trigger } = activation;
    const run = (this.#counts.get(activity) ?? 0) + 1;
    this.#counts.set(activity, run);
    this.#runs.set(activation, run);
    if (trigger.kind !== 'entry' || activity.kind === 'unplaced') return undefined;
    const again = activation.firing > 0 ? ' again' : '';
    const called = activity.kind === 'operation' || activity.kind === 'route';
    const verb = called ? 'is called' : activity.kind === 'schedule' ? 'is due' : 'begins';
    return this.#at(activation, called ? (activity.name ?? activity.label) : 'begins', `${activity.label} ${verb}${again}.`);
  }

  // ---------------------------------------------------------------- calls

  #callOrAnswer({ kind, effect, activation, times = 1, fault }: RunEvent): RunStep | undefined {
    if (!effect) return activation && { ...this.#at(activation, 'fails', `${activation.activity.label} fails.`), failed: true };
    const caller = effect.activation;
    const name = activation && activation !== caller ? activation.activity.label : objectOf(effect.effect);
    const here = { ...this.#of(effect), to: targetOf(effect)?.id ?? caller.activity.element.id };
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

  // ---------------------------------------------------------------- effects

  #effect(event: RunEvent): RunStep | undefined {
    const { kind, effect, leg, fault, loop, times = 1 } = event;
    if (kind === 'unavailable' && leg) return this.#unreachable(leg, event);
    if (kind === 'loop' && loop) {
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
    const written = shortText(effect.effect);
    const who = effect.activation.activity.label;
    const base = { ...this.#of(effect), label: written, fault };
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
      case 'pending':
        return {
          ...base,
          kind: 'event',
          text: `${leg ? messageOf(leg) : 'The message'} is still on its way, and with it what ${who} reads.`,
        };
      default:
        return this.#takesPlace(effect, base, times);
    }
  }

  #takesPlace(effect: EffectOccurrence, base: Omit<RunStep, 'kind' | 'text'>, times: number): RunStep | undefined {
    const { effect: written } = effect;
    const who = effect.activation.activity.label;
    const again = times > 1 ? ' a second time' : '';
    const counted = written.kind === 'reads' ? undefined : times;
    if (isMessageEffect(written)) {
      if (!written.outbox) return this.#handsOver(effect, base, again);
      const text = `${who} stores ${written.message?.name ?? 'the message'} in the outbox of ${written.outbox.name}${again}.`;
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
  #handsOver({ effect, activation, directs }: EffectOccurrence, base: Omit<RunStep, 'kind' | 'text'>, again: string): RunStep | undefined {
    const [leg] = directs;
    if (!leg || !isMessageEffect(effect)) return undefined;
    const to = toOf(leg);
    const verb = effect.kind === 'sends' ? 'sends' : 'publishes';
    const text = `${activation.activity.label} ${verb} ${messageOf(leg)} to ${to?.name ?? 'its receiver'}${again}.`;
    return { ...base, kind: 'message', to: to?.id ?? base.to, label: leg.message?.name ?? base.label, text, hop: leg.hop?.id };
  }

  // ---------------------------------------------------------------- messages

  #message(event: RunEvent): RunStep | undefined {
    const { kind, put, leg, activation } = event;
    if (put) return this.#intoChannel(put, kind);
    if (!leg) return undefined;
    const name = leg.message?.name ?? 'the message';
    const called = messageOf(leg);
    const from = fromOf(leg);
    const base = {
      from: from?.id ?? '',
      to: toOf(leg)?.id ?? '',
      source: sourceOf(leg),
      hop: leg.hop?.id,
      activity: leg.activation?.activity.id,
      activation: activation && this.#runs.get(activation),
    };
    switch (kind) {
      case 'forwarded': {
        // What the relay takes up it publishes, which says it all, unless there is no channel to publish it to.
        if (leg.kind === 'relay') return undefined;
        return {
          ...base,
          kind: 'message',
          label: name,
          text: `${from?.name ?? 'It'} passes ${called} on to ${toOf(leg)?.name ?? 'its subscriber'}.`,
        };
      }
      case 'delivered':
        return this.#delivered(leg, base, event);
      case 'collected':
        return {
          ...base,
          kind: 'message',
          label: name,
          text: `${from?.name ?? 'It'} delivers ${called} to ${activation?.activity.label ?? ''}, which waits for the rest.`,
        };
      case 'acknowledged':
        return {
          ...base,
          kind: 'acknowledge',
          from: base.to,
          to: base.from,
          label: 'acknowledged',
          text: `${activation?.activity.label ?? ''} acknowledges ${called}.`,
        };
      default:
        return this.#duplicate(leg, base, event);
    }
  }

  #intoChannel(put: Put, kind: RunEvent['kind']): RunStep | undefined {
    const name = put.message?.name ?? 'a message';
    const { hop, channel } = put;
    if (kind === 'deduplicated') {
      const text = `${channel.name} recognises ${name} and takes it once.`;
      return { kind: 'event', from: channel.id, to: channel.id, label: 'ignored', text, source: hop?.source ?? channel.syntax.head };
    }
    if (hop && hop.kind !== 'publish') return undefined;
    const times = (this.#deliveries.get(put) ?? 0) + 1;
    this.#deliveries.set(put, times);
    const again = times > 1 ? ' again' : '';
    const called = put.firing > 0 ? `the next ${name}` : name;
    const activity = hop?.from.kind === 'activity' ? hop.from.activity : undefined;
    const shared = {
      kind: 'message' as const,
      to: channel.id,
      label: name,
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

  #delivered(leg: Leg, base: Omit<RunStep, 'kind' | 'label' | 'text'>, { activation }: RunEvent): RunStep {
    const times = (this.#deliveries.get(leg) ?? 0) + 1;
    this.#deliveries.set(leg, times);
    const name = leg.message?.name ?? '';
    const called = messageOf(leg);
    const again = times > 1 ? ' again' : '';
    const note = times > 1 ? `${ordinal(times)} delivery` : undefined;
    const to = activation?.activity.label ?? (leg.hop?.to.kind === 'activity' ? leg.hop.to.activity.label : '');
    const run = activation && (this.#counts.get(activation.activity) ?? 0) + 1;
    const shared = { ...base, kind: 'message' as const, note, activation: run };
    if (leg.kind === 'start') return { ...shared, label: 'start', effect: leg.effect?.effect.id, text: `A run of ${to} begins${again}.` };
    const step = leg.hop?.step ? ` at step ${leg.hop.step.name}` : '';
    if (!leg.channel) {
      const text = times > 1 ? `${to} is handed ${called}${step} again.` : `${to} takes up ${called}${step}.`;
      return { ...shared, kind: times > 1 ? 'message' : 'event', from: times > 1 ? shared.from : shared.to, label: name, text };
    }
    return { ...shared, label: name, text: `${leg.channel.name} delivers ${called} to ${to}${step}${again}.` };
  }

  #duplicate(leg: Leg, base: Omit<RunStep, 'kind' | 'label' | 'text'>, { fault, late, activation }: RunEvent): RunStep {
    const called = messageOf(leg);
    const from = fromOf(leg)?.name ?? 'the sender';
    const when = late ? ', so late that it is forgotten by then' : '';
    const note = late ? 'late' : undefined;
    if (leg.kind === 'relay') {
      const text = `The relay dies before it has noted that ${called} is out: it publishes it again${when}.`;
      return { ...base, kind: 'event', to: base.from, label: 'relayed again', note, text, fault };
    }
    const who = activation?.activity.label ?? toOf(leg)?.name ?? 'the receiver';
    const text = `The acknowledgement of ${who} is lost: ${from} delivers ${called} again${when}.`;
    return { ...base, kind: 'acknowledge', from: base.to, to: base.from, label: 'acknowledgement lost', note, text, fault, failed: true };
  }

  // ---------------------------------------------------------------- what goes wrong

  #mishap({ kind, leg, put, activation, fault, times }: RunEvent): RunStep | undefined {
    if (put) return this.#mishapInChannel(kind, put, fault);
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
        return { ...base, label: 'lost', failed: true, text: `Nothing keeps ${called} when its tries are used up: it is gone.` };
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

  #mishapInChannel(kind: RunEvent['kind'], { channel, hop, message }: Put, fault: RunStep['fault']): RunStep {
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

  #unreachable(leg: Leg, { fault }: RunEvent): RunStep {
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

  #crash({ activation, fault, step }: RunEvent, after: readonly RunEvent[]): RunStep | undefined {
    if (!activation) return undefined;
    const { activity } = activation;
    if (step)
      return {
        ...this.#at(
          activation,
          'crash',
          `${activity.label} dies before it has noted that step ${step.step.name} is done: it does it again.`,
        ),
        fault,
      };
    const returned = after.find(({ kind }) => kind === 'returned')?.leg;
    const leg = returned ?? after.find(({ kind }) => kind === 'dropped' || kind === 'parked' || kind === 'blocked')?.leg;
    const last = this.#lastEffect.get(activation);
    const done = last ? ` after \`${shortText(last.effect)}\`` : '';
    const name = leg?.message?.name;
    const before =
      leg && !activation.acknowledgesFirst && activation.trigger.kind === 'delivery'
        ? `, before it acknowledges ${name ?? 'its message'}`
        : '';
    const then = returned ? `: ${fromOf(returned)?.name ?? 'its channel'} delivers it again` : '';
    return { ...this.#at(activation, 'crash', `${activity.label} crashes${done}${before}${then}.`), fault };
  }

  // ---------------------------------------------------------------- other things that happen

  #happening({ kind, activation, step, state, effect, leg, fault, times }: RunEvent): RunStep | undefined {
    if (!activation) return undefined;
    const { label, element } = activation.activity;
    const at = (what: string, text: string): RunStep => ({ ...this.#at(activation, what, text), fault });
    const name = step?.step.name ?? '';
    switch (kind) {
      case 'recorded':
        return at('noted', `${label} notes the key in ${activation.activity.idempotency?.using?.name ?? 'its store'}.`);
      case 'recognised':
        if (effect) return at('recognised', `${nameOfTarget(effect)} recognises the repeated request of ${label}.`);
        return at('recognised', `${label} recognises ${leg?.message?.name ?? inputOf(activation.activity)} and does nothing more.`);
      case 'passed-over':
        return effect && at('passed over', `${label} knows that it has done this: it passes over \`${shortText(effect.effect)}\`.`);
      case 'instance-loss':
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
        return at('goes on', `Step ${name} of ${label} has what it waited for.`);
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

  #at(activation: Activation, label: string, text: string): RunStep {
    const { activity } = activation;
    const { id } = activity.element;
    return {
      kind: 'event',
      from: id,
      to: id,
      label,
      text,
      source: activity.syntax.head,
      activity: activity.id,
      activation: this.#runs.get(activation),
    };
  }

  #of(effect: EffectOccurrence) {
    const { activity } = effect.activation;
    // What a store publishes is part of the write.
    if (effect.effect.activity === activity) this.#lastEffect.set(effect.activation, effect);
    return {
      from: activity.element.id,
      to: targetOf(effect)?.id ?? activity.element.id,
      source: effect.effect.syntax.source,
      effect: effect.effect.id,
      activity: activity.id,
      activation: this.#runs.get(effect.activation),
    };
  }
}
