/** Making a workflow of what services do for one another's events. */
import type { Activity, Design, Message, MessageEffect } from '../../language/model/design.ts';
import { isMessageEffect } from '../../language/model/lookups.ts';
import { showDuration, showKey } from '../../language/model/quantities.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import type { Choreography } from '../passes/choreographies.ts';
import type { Reaction } from '../passes/reactions.ts';
import { keyKnownTo, keyOf, Repetition } from '../passes/repetition.ts';
import { technologyText } from './channels.ts';
import { freshName, insertAfter } from './elements.ts';
import { removeSource } from './statements.ts';
import { fileOf, indentationUnit, replaceSource, textOf } from './text.ts';
import { usualTechnology } from './usual-technology.ts';

/** What a call of a step may take where the service does not say how long it is given. */
const usualTimeout = 30_000;

/** A handler on the way, and the operation that it becomes. */
interface Link {
  readonly handler: Activity;
  readonly message: Message;
  readonly operation: string;
}

/**
 * Lets a workflow call one after the other what was brought about by events, where that is a plain row: each service handles one event and sends the next.
 * What only tells others goes on being published. Decisions, joins and what stands in several files of systems are for the author to move.
 */
export function orchestratorFix(design: Design, { start, effect, longest, reactions, join }: Choreography): readonly Fix[] {
  const { message: first } = effect;
  const system = start.element.system;
  const links = longest.map(linkOf);
  const row = links.filter((link) => link !== undefined);
  const handlers = new Set(row.map(({ handler }) => handler));
  if (!first || join || row.length < 2 || row.length < links.length || start.kind === 'unplaced') return [];
  if ([...handlers].some(({ element }) => element.system !== system || element.kind !== 'service')) return [];
  const sent = [effect, ...longest.slice(1).map((reaction) => reaction.effect)];
  if (sent.some((one) => !isMessageEffect(one) || one.rate || one.outbox || one.blocks.length > 0 || one.step)) return [];
  // Who else hears the first message would not be told any more.
  if (isHeard(design, effect, handlers)) return [];
  // Whoever else reacts is only told: what it does leads to nobody on the row.
  if (reactions.some((reaction) => handlers.has(reaction.to) && !longest.includes(reaction))) return [];
  const name = freshName(design, `${first.name}Flow`);
  const key = keyOf([first]);
  const usual = usualTechnology(design, system, 'orchestrator');
  // What one hosts oneself may run a step again.
  const technology = usual?.kinds.includes('orchestrator') ? usual : undefined;
  const insistent = (technology?.facts.retries?.value.retries ?? 0) > 0;
  const steps = row.map((link) => `step ${link.handler.element.name} ${stepOf(link, insistent)}`);
  const operations = row.flatMap((link) => becomesOperation(design, link) ?? []);
  if (new Set(row.map(({ handler }) => handler.element)).size < row.length || operations.length < row.length) return [];
  const unit = indentationUnit(fileOf(design, start.element.syntax.source).text);
  const body = ['alarm', ...steps].map((statement) => unit + statement);
  const declaration = [`orchestrator ${name}${technologyText(technology)} {`, ...body, '}'].join('\n');
  return [
    {
      title: `Let a workflow, ${name}, call them one after the other`,
      safe: false,
      edits: [
        replaceSource(effect.syntax.source, `starts ${name}${key ? ` with key ${showKey(key)}` : ''}`),
        ...operations,
        ...sent.slice(1).flatMap((one) => (isMessageEffect(one) ? quieted(design, one, handlers) : [])),
        ...insertAfter(design, start.element.syntax, declaration),
      ],
    },
  ];
}

function linkOf({ to, message }: Reaction): Link | undefined {
  const { kind, messages, options, otherwise, syntax } = to;
  // What is said of deliveries means nothing to a call.
  if (kind !== 'handler' || !message || messages.length > 1 || options.source || otherwise || !syntax.body) return undefined;
  return { handler: to, message, operation: `on${message.name}` };
}

/** @param insistent whether the product tries a step again unasked */
function stepOf({ handler, message, operation }: Link, insistent: boolean): string {
  const { element, idempotency } = handler;
  const key = idempotency?.by ?? keyOf([message]);
  const timeout = element.facts.timeout?.value ?? usualTimeout;
  // A step that does the same when it is done twice is tried again.
  const again = idempotency || new Repetition().ofBody(handler, keyKnownTo(handler)).length === 0;
  const retries = again ? ['3 retries exponential jitter'] : insistent ? ['no retries'] : [];
  const options = [`timeout ${showDuration(timeout)}`, ...retries, ...(key ? [`key ${showKey(key)}`] : [])];
  return `calls ${element.name}.${operation} with ${options.join(', ')}`;
}

/** `on A from T idempotent { … }` becomes `serves onA(A) idempotent { … }`; undefined where the head cannot be read. */
function becomesOperation(design: Design, { handler, operation }: Link): TextEdit | undefined {
  const { head } = handler.syntax;
  const before = textOf(design, head);
  const after = before.replace(/^on\s+([^\s,{]+)(?:\s+from\s+[^\s,{]+)?/, `serves ${operation}($1)`);
  return before.includes('/*') ? undefined : replaceSource(head, after);
}

/** A message that only led on to the next service is not sent any more; one that others hear, too, still is. */
function quieted(design: Design, effect: MessageEffect, handlers: ReadonlySet<Activity>): readonly TextEdit[] {
  return isHeard(design, effect, handlers) ? [] : [removeSource(design, effect.syntax.source)];
}

/** Whether somebody else takes the message. */
function isHeard(design: Design, { message }: MessageEffect, handlers: ReadonlySet<Activity>): boolean {
  return (design.index.hopsOf.get(message?.id ?? '') ?? []).some(
    ({ to, kind }) => (kind === 'deliver' || kind === 'direct') && to.kind === 'activity' && !handlers.has(to.activity),
  );
}
