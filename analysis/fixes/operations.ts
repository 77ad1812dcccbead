/** Turning operations that are called into handlers of messages. */
import type { Activity, CallEffect, Design, Element } from '../../language/model/design.ts';
import { isCallEffect } from '../../language/model/lookups.ts';
import { showKey } from '../../language/model/quantities.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { analysisOf } from '../analyses.ts';
import { reactions } from '../passes/reactions.ts';
import { Repetition } from '../passes/repetition.ts';
import { queueBody, technologyText } from './channels.ts';
import { freshName, insertAfter } from './elements.ts';
import { replaceSource, textOf } from './text.ts';
import { usualTechnology } from './usual-technology.ts';

/**
 * @param from who calls it: names are written as its system has them
 * @returns whether an operation can become a handler: it is ours to change, it promises its callers nothing that a message cannot carry, and nobody else calls it
 */
export function canHandle(design: Design, operation: Activity, from: Element): boolean {
  const { element, kind, messages, criticality, safe } = operation;
  const callers = design.index.callsOf.get(operation.id) ?? [];
  const plain = kind === 'operation' && messages.length === 0 && criticality === 'normal' && !safe;
  return plain && element.kind === 'service' && callers.length === 1 && element.system === from.system;
}

/** Lets an operation handle a message instead of being called: `serves pack` becomes `on Pack from PackQueue`. */
export function handlerInstead(design: Design, operation: Activity, message: string, channel: string): readonly TextEdit[] {
  const { head } = operation.syntax;
  return [replaceSource(head, textOf(design, head).replace(/^serves\s+[^\s{]+/, `on ${message} from ${channel}`))];
}

/**
 * Sends a command in a queue instead of calling and waiting, where the operation serves nobody else and promises no answer.
 * @returns one fix, or none
 */
export function sendInstead(design: Design, call: CallEffect): readonly Fix[] {
  const [callee, ...others] = call.callees;
  if (!callee || others.length > 0 || call.implied || call.step || call.options.fallback) return [];
  const { element, name, idempotency } = callee;
  const caller = call.activity.element;
  if (!name || !canHandle(design, callee, caller) || leadsTo(design, callee, call.activity)) return [];
  // What is only read is read for its answer.
  if (callee.effects.length > 0 && callee.effects.every(({ kind }) => kind === 'reads')) return [];
  // A queue delivers again: what twice is not the same as once would only trade one fault for another.
  if (!idempotency && new Repetition().ofBody(callee, undefined).some(({ certain }) => certain)) return [];
  const command = freshName(design, name.charAt(0).toUpperCase() + name.slice(1));
  const queue = freshName(design, `${command}Queue`);
  const key = idempotency?.by ? ` { key ${showKey(idempotency.by)} }` : '';
  const technology = usualTechnology(design, element.system, 'queue');
  const hidden = (element.facts.timeout?.value ?? 0) * (element.facts.needsVisibility?.value ?? 1);
  return [
    {
      title: `Let ${caller.name} send a command and not wait for ${element.name}.${name}`,
      safe: false,
      edits: [
        replaceSource(call.syntax.source, `sends ${command} to ${queue}`),
        ...handlerInstead(design, callee, command, queue),
        ...insertAfter(
          design,
          element.syntax,
          `command ${command}${key}\nqueue ${queue}${technologyText(technology)}${queueBody(technology, [], hidden)}`,
        ),
      ],
    },
  ];
}

/** Whether an activity calls another, or sets it off, over any number of hops: as messages that would be a circle. */
function leadsTo(design: Design, from: Activity, to: Activity): boolean {
  const known = analysisOf(design, reactions);
  const reached = new Set([from]);
  for (const activity of reached) {
    for (const effect of activity.effects) if (isCallEffect(effect)) for (const callee of effect.callees) reached.add(callee);
    for (const reaction of known.get(activity.id) ?? []) reached.add(reaction.to);
  }
  return reached.has(to);
}
