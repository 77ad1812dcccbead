/** Writes the `require` that a finding speaks of: the promise that the design does not keep, as a demand that is checked from then on. */
import type { Activity, Design, Effect, Element, Fix, Message, Source, Syntax, System } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { isCallEffect, isStoreEffect } from '../../language/model/lookups.ts';
import { analysisOf } from '../analyses.ts';
import type { Finding } from '../finding.ts';
import { failures, placeOf, valuable } from '../passes/failures.ts';
import { keptStates } from '../passes/kept-state.ts';
import { losses } from '../passes/losses.ts';
import { order } from '../passes/order.ts';
import { parkings } from '../passes/parkings.ts';
import { keyOf, Repetition } from '../passes/repetition.ts';
import { insertAfter, nameFrom } from './elements.ts';
import { addStatement } from './statements.ts';
import { fileOf, lineBreak, textOf } from './text.ts';

/** A system and, of one with a name, the braces that a place in it stands between. */
interface Scope {
  readonly system: System;
  readonly part?: Syntax;
}

/** @returns a fix that adds the requirement; undefined where a finding is about no promise, or its system already asks for it */
export function requireFix(design: Design, { rule, source }: Pick<Finding, 'rule' | 'source'>): Fix | undefined {
  const scope = scopeOf(design, source);
  const wanted = scope && demandOf(design, rule, source, scope.system);
  if (!wanted) return undefined;
  const statement = `require ${wanted}`;
  const written = design.requirements.filter((requirement) => scopeOf(design, requirement.source)?.system === scope.system);
  if (written.some((requirement) => textOf(design, requirement.source).replace(/\s+/g, ' ') === statement)) return undefined;
  return { title: `Demand it: ${statement}`, safe: false, edits: insertion(design, source, scope, statement) };
}

function scopeOf(design: Design, { uri, offset }: Source): Scope | undefined {
  for (const system of design.systems) {
    const part = system.parts.find(({ source }) => source.uri === uri && source.offset <= offset && offset < source.end);
    if (system.named && part) return { system, part };
  }
  // What stands in no system is in the file's own.
  const system = design.systems.find(({ named, parts }) => !named && parts.some(({ source }) => source.uri === uri));
  return system && { system };
}

/** After the last requirement between the same braces, else as the last words between them; at the end of the file where there are none. */
function insertion(design: Design, { uri }: Source, { part }: Scope, statement: string): Fix['edits'] {
  const last = design.requirements.findLast(({ source }) => source.uri === uri && scopeOf(design, source)?.part === part);
  if (last) return insertAfter(design, { source: last.source, head: last.source }, statement);
  if (part) return addStatement(design, part, statement);
  const { text } = fileOf(design, { uri });
  const newLine = lineBreak(text);
  return [{ uri, offset: text.trimEnd().length, end: text.length, text: `${newLine}${newLine}${statement}${newLine}` }];
}

function same(one: Source | undefined, other: Source): boolean {
  return one !== undefined && one.uri === other.uri && one.offset === other.offset;
}

/** What is demanded, without the word `require`. */
function demandOf(design: Design, rule: string, source: Source, system: System): string | undefined {
  const name = (target: Element | Message | undefined): string | undefined => target && nameFrom(system, target);
  switch (rule) {
    case 'non-idempotent-consumer':
    case 'broker-dedup-is-not-idempotency':
    case 'non-atomic-dedup':
    case 'dedup-window-too-short':
      return onceForConsumer(design, source, system);
    case 'retry-without-idempotency':
      return onceForCaller(design, source, system);
    case 'missing-dead-letter-queue':
    case 'unattended-dead-letter-queue':
    case 'misplaced-dead-letter-queue':
    case 'lossy-hop-on-critical-path': {
      const lost = name(lostAt(design, rule, source));
      return lost && `${lost} never lost`;
    }
    case 'ordering-lost':
    case 'missing-ordering-key':
    case 'dead-letter-breaks-ordering':
      return inOrder(design, rule, source, system);
    case 'dual-write-without-outbox': {
      const effect = design.effects.find(({ syntax }) => same(syntax.source, source));
      return effect && `${activityName(effect.activity, system)} all or nothing`;
    }
    case 'missing-compensation': {
      const orchestrator = design.elements.find(
        (element) => element.kind === 'orchestrator' && element.steps.some(({ syntax }) => same(syntax.name ?? syntax.head, source)),
      );
      return orchestrator && `${nameFrom(system, orchestrator)} all or nothing`;
    }
    case 'sticky-sessions':
    case 'stateful-without-affinity':
    case 'local-state-on-scaled-service':
    case 'durable-state-on-ephemeral-storage':
      return survival(design, source, system);
    default:
      return undefined;
  }
}

/** An operation by its name, everything else by its element. */
function activityName(activity: Activity, system: System): string {
  const element = nameFrom(system, activity.element);
  return activity.kind === 'operation' && activity.name ? `${element}.${activity.name}` : element;
}

/** What an effect acts on, as a requirement names it. */
function targetName(effect: Effect, system: System): string | undefined {
  if (isStoreEffect(effect)) return effect.store && nameFrom(system, effect.store);
  if (!isCallEffect(effect) || !effect.target) return undefined;
  return `${nameFrom(system, effect.target)}${effect.operation ? `.${effect.operation}` : ''}`;
}

function onceForConsumer(design: Design, source: Source, system: System): string | undefined {
  const activity = design.activities.find(
    ({ syntax, idempotency, kind }) => same(idempotency?.source, source) || (kind !== 'workflow' && same(syntax.head, source)),
  );
  const [message] = activity?.messages ?? [];
  if (!activity || !message) return undefined;
  const repetition = new Repetition();
  const differences = repetition.ofBody(activity, keyOf(activity.messages));
  const effect = (differences.find(({ certain }) => certain) ?? differences[0])?.effect;
  const target = effect && targetName(effect, system);
  return target && `${target} at most once per ${nameFrom(system, message)}`;
}

function onceForCaller(design: Design, source: Source, system: System): string | undefined {
  const effect = design.effects.find(({ syntax }) => same(syntax.source, source));
  const target = effect && targetName(effect, system);
  if (!effect || !target) return undefined;
  const [message] = effect.activity.messages;
  const scope = effect.activity.kind === 'handler' && message ? nameFrom(system, message) : activityName(effect.activity, system);
  return `${target} at most once per ${scope}`;
}

function lostAt(design: Design, rule: string, source: Source): Message | undefined {
  if (rule === 'lossy-hop-on-critical-path')
    return valuable(analysisOf(design, losses).find((loss) => same(loss.source, source))?.messages ?? [])[0];
  if (rule === 'missing-dead-letter-queue') {
    const legs = analysisOf(design, failures).flatMap((group) => group.legs);
    const leg = legs.find(({ attachment, hop }) => same(placeOf(attachment), source) || same(hop.guarantee.failure?.source, source));
    return leg && valuable(leg.hop.messages)[0];
  }
  const parked = analysisOf(design, parkings).find(({ parking }) => {
    const queue = isChannel(parking.to) ? parking.to : undefined;
    const owner = queue?.deadLettersOf ?? queue;
    return same(parking.source, source) || same(owner?.syntax.name ?? owner?.syntax.head, source);
  });
  const misplaced = design.hops.find(({ guarantee }) => guarantee.misplaced?.some((one) => same(one.source, source)));
  return valuable(parked?.legs.flatMap(({ messages }) => messages) ?? misplaced?.messages ?? [])[0];
}

function inOrder(design: Design, rule: string, source: Source, system: System): string | undefined {
  const { deliveries, keptOn } = analysisOf(design, order);
  const delivery =
    rule === 'dead-letter-breaks-ordering'
      ? analysisOf(design, parkings)
          .filter(({ parking }) => same(parking.source, source))
          .flatMap(({ legs }) => legs.flatMap(({ id }) => keptOn.get(id) ?? []))[0]
      : deliveries.find(({ consumer, hop, disorder }) => {
          const channel = disorder?.channel;
          const at =
            rule === 'missing-ordering-key'
              ? (channel?.groupedBy?.source ?? channel?.syntax.name ?? channel?.syntax.head)
              : (hop.subscription?.syntax.source ?? consumer.syntax.head);
          return disorder !== undefined && same(at, source);
        });
  return delivery && `${nameFrom(system, delivery.message)} in order at ${nameFrom(system, delivery.consumer.element)}`;
}

function survival(design: Design, source: Source, system: System): string | undefined {
  const { verdicts, fragile } = analysisOf(design, keptStates);
  const verdict = verdicts.find((one) => same(one.kind === 'pinned' ? one.entry.sticky?.source : one.state.syntax.source, source));
  const state = verdict?.state ?? fragile.find(({ cache }) => same(cache.syntax.name ?? cache.syntax.head, source))?.states[0];
  return state && `${nameFrom(system, state.element)}.${state.name} survives instance loss`;
}
