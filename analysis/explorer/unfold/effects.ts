/** Effects, and what they lead to: calls, runs of workflows, messages. */
import type { Activity, CallEffect, Effect } from '../../../language/model/design.ts';
import { isStore } from '../../../language/model/drafts.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { isSelfHosted } from '../../passes/workflows.ts';
import { type Cause, isGuarded, loopTo } from '../causes.ts';
import { forgetsTooSoon } from '../horizons.ts';
import { NO_PLACE, placesOf } from '../places.ts';
import { type Activation, type Counter, type EffectOccurrence, NO_FIELD, type StepOccurrence, type Trigger } from '../program.ts';
import type { Draft } from '../settle.ts';
import { BY_FALLBACK } from '../state.ts';
import { differs, retriesOf, stalenessOf } from '../traits.ts';
import type { Around, Growth, Way } from './growth.ts';
import { addLeg, addPut, reach, travel } from './messages.ts';

export function addEffect(growth: Growth, effect: Effect, around: Around): Draft<EffectOccurrence> {
  const { activation, cause } = around;
  const retries = retriesOf(effect);
  const undoes = around.undoes;
  const places = growth.places.get(effect.activity) ?? placesOf(effect.activity);
  growth.places.set(effect.activity, places);
  const workflow =
    activation.activity.kind === 'workflow' && activation.activity.element.kind === 'orchestrator'
      ? activation.activity.element
      : undefined;
  const recorded = workflow !== undefined && isSelfHosted(workflow);
  const capped = Math.min(retries, growth.faults);
  const occurrence: Draft<EffectOccurrence> = {
    id: growth.effects.length,
    effect,
    activation,
    step: undoes ? undefined : (around.step as StepOccurrence | undefined),
    undoes: undoes as StepOccurrence | undefined,
    within: undoes ? undefined : stepAround(activation, around.step),
    puts: [],
    directs: [],
    changes: [],
    differs: differs(effect),
    place: places.get(effect) ?? NO_PLACE,
    retries: capped,
    // An undo that is tried again is tried until it is through.
    unlimited: retries === Number.POSITIVE_INFINITY || (undoes !== undefined && retries > 0),
    canLoseReply: effect.kind === 'calls' || (retries > 0 && (effect.kind === 'starts' || workflow !== undefined)),
    canRepeat: recorded,
    forgets: isCallEffect(effect) && forgets(growth, effect, activation),
    stale: stalenessOf(growth.design, growth.start.flow, effect, (id) => growth.writtenField(`${activation.firing} ${id}`)),
    writes: [],
    counted: [],
    happens: growth.required.happens(effect, activation.firing),
    field: {
      count: effect.kind === 'reads' ? NO_FIELD : growth.layout.field(BY_FALLBACK),
      tries: capped > 0 || recorded ? growth.layout.field(capped) : NO_FIELD,
      instead: NO_FIELD,
    },
  };
  growth.effects.push(occurrence);
  growth.counted.push({ effect, cause, counters: occurrence.counted as Counter[] });
  if (occurrence.step) (occurrence.step.effects as EffectOccurrence[]).push(occurrence);
  if (undoes) (undoes.undo as EffectOccurrence[]).push(occurrence);
  leadOn(growth, occurrence, around, cause);
  return occurrence;
}

/** Whether somebody else who answers a call forgets it earlier than it can come again. */
function forgets({ design }: Growth, { callees: [callee] }: CallEffect, caller: Activation): boolean {
  return callee !== undefined && forgetsTooSoon(design, callee, caller.root);
}

/** The step that an activation is part of, or that a body of a workflow is at. */
function stepAround({ activity, trigger }: Activation, step: StepOccurrence | undefined): StepOccurrence | undefined {
  if (activity.kind === 'workflow') return step;
  return trigger.kind === 'call' ? trigger.effect.within : undefined;
}

function leadOn(growth: Growth, occurrence: Draft<EffectOccurrence>, around: Around, cause: Cause): void {
  const { effect } = occurrence;
  if (isStoreEffect(effect)) {
    if (effect.kind === 'reads' || !effect.store) return;
    for (const change of growth.design.index.activitiesOf.get(effect.store.id) ?? []) {
      const inner: Cause = { activity: change, up: cause, effect, guarded: isGuarded(effect) };
      for (const published of change.effects.filter(isMessageEffect))
        occurrence.changes.push(addEffect(growth, published, { ...around, cause: inner }));
    }
  } else if (isMessageEffect(effect)) addMessage(growth, occurrence, around, cause);
  else if (effect.kind === 'calls') addCall(growth, occurrence, effect, around, cause);
  else addStart(growth, occurrence, effect, around, cause);
}

function addMessage(growth: Growth, occurrence: Draft<EffectOccurrence>, { activation }: Around, cause: Cause): void {
  const { effect } = occurrence;
  if (!isMessageEffect(effect)) return;
  const base: Way = {
    message: effect.message,
    effect: occurrence,
    cause,
    guarded: isGuarded(effect),
    firing: activation.firing,
    sender: activation,
    puts: [],
    counters: growth.required.countersOf(growth.wishes.scopesOfMessage(effect.message)),
  };
  const relay = effect.outbox ? addLeg(growth, 'relay', base) : undefined;
  const way: Way = relay ? { ...base, before: relay } : base;
  const hops = (growth.design.index.hopsFrom.get(effect.activity.id) ?? []).filter((hop) => hop.effect === effect);
  const into = relay ?? occurrence;
  for (const channel of effect.channels) {
    const hop = hops.find(({ to }) => to.kind === 'channel' && to.channel === channel);
    into.puts.push(addPut(growth, channel, way, hop));
  }
  for (const hop of hops) if (hop.kind === 'direct') into.directs.push(travel(growth, hop, way));
  occurrence.relay = relay;
}

function addCall(growth: Growth, occurrence: Draft<EffectOccurrence>, effect: CallEffect, around: Around, cause: Cause): void {
  const callee = effect.callees[growth.choices.pick(`callee ${effect.id}`, effect.callees.length)] ?? unknownOperation(effect);
  if (callee && callee.element.kind !== 'external') occurrence.callee = calleeOf(growth, occurrence, callee, around, cause, false);
  addFallback(growth, occurrence, effect, around, cause);
}

/** What is done instead when a call has failed for good: a call too, which can fail as well. */
function addFallback(growth: Growth, occurrence: Draft<EffectOccurrence>, effect: CallEffect, around: Around, cause: Cause): void {
  const { fallback } = effect.options;
  if (!fallback) return;
  const { element, operation } = fallback;
  const { activation } = around;
  const substitute = operation ?? (element?.kind === 'orchestrator' ? element.workflow : undefined);
  const other: CallEffect = {
    ...effect,
    target: element,
    operation: operation?.name,
    route: undefined,
    callees: operation ? [operation] : [],
  };
  const scope = around.scope ?? activation.scope;
  const outside = element !== undefined && element !== activation.activity.element && !growth.spared.has(scope);
  const counted: Counter[] = [];
  growth.counted.push({ effect: other, cause, counters: counted });
  occurrence.field = { ...occurrence.field, instead: growth.layout.field(1) };
  const callee =
    substitute && substitute.element.kind !== 'external' ? calleeOf(growth, occurrence, substitute, around, cause, true) : undefined;
  occurrence.instead = {
    effect: other,
    callee,
    differs: differs(other),
    forgets: forgets(growth, other, activation),
    count: callee ? NO_FIELD : growth.layout.field(2),
    site: outside ? growth.site(scope, element) : undefined,
    canLoseReply: element !== undefined && !isStore(element),
    counted,
    happens: growth.required.happens(other, activation.firing),
  };
}

function calleeOf(
  growth: Growth,
  occurrence: Draft<EffectOccurrence>,
  callee: Activity,
  around: Around,
  cause: Cause,
  fallback: boolean,
): Activation | undefined {
  const { effect } = occurrence;
  const loop = loopTo(callee, cause, { effect, guarded: isGuarded(effect), call: true, rounds: growth.rounds });
  if (loop) {
    if (loop !== 'guarded') occurrence.loop = loop;
    return undefined;
  }
  const inner: Cause = { activity: callee, up: cause, effect, guarded: isGuarded(effect), call: true };
  const { activation, scope } = around;
  const trigger: Trigger = { kind: 'call', effect: occurrence, fallback };
  return growth.activate({
    activity: callee,
    trigger,
    cause: inner,
    firing: activation.firing,
    caller: activation,
    scope: scope ?? activation.scope,
  });
}

function addStart(growth: Growth, occurrence: Draft<EffectOccurrence>, effect: CallEffect, { activation }: Around, cause: Cause): void {
  const [callee] = effect.callees;
  if (!callee) return;
  const way: Way = {
    effect: occurrence,
    cause,
    guarded: isGuarded(effect),
    firing: activation.firing,
    sender: activation,
    puts: [],
  };
  const leg = addLeg(growth, 'start', way);
  leg.named = effect.options.key !== undefined;
  occurrence.start = leg;
  reach(growth, leg, callee, way, undefined);
}

/** A service of which no operation is written has one all the same, of which nothing is known. */
function unknownOperation({ target, syntax }: CallEffect): Activity | undefined {
  if (target?.kind !== 'service') return undefined;
  return {
    id: `${target.id}/called`,
    kind: 'operation',
    element: target,
    label: target.name,
    messages: [],
    criticality: target.criticality,
    safe: false,
    unknownFrom: false,
    options: { partialFailures: false },
    effects: [],
    syntax: { ...target.syntax, source: syntax.source },
  };
}
