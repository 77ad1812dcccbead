import type { Action, Activity, Design, Effect, Fix, Message, MessageEffect, TextEdit } from '../../language/model/design.ts';
import { actionsIn, isMessageEffect, isStoreEffect, sourceOfAction } from '../../language/model/lookups.ts';
import { showKey } from '../../language/model/quantities.ts';
import { messageNames } from '../element-names.ts';
import { parkedAlike } from '../fixes/dead-letters.ts';
import { freshName, insertAfter, nameFrom } from '../fixes/elements.ts';
import { addStatement } from '../fixes/statements.ts';
import { fileOf, indentationAt, insertAt, lineBreak, lineStart, textOf } from '../fixes/text.ts';
import { traffic } from '../passes/traffic.ts';
import { isDurable } from '../passes/workflows.ts';
import { defineRule } from '../rule.ts';

type When = Extract<Action, { kind: 'when' }>;

export const rule = defineRule({
  id: 'missing-failure-event',
  code: 'CHO005',
  category: 'choreography',
  star: false,
  severity: 'warning',
  summary: 'A participant of a choreography that says yes by an event and no by silence.',
  why: `In a choreography nobody waits for an answer, so a refusal exists only if it is an event. Where a handler publishes that it succeeded and says nothing when
it did not, what was done before stays done: the stock stays reserved, the points stay taken. Success is told by one event, refusal by another, and
somebody upstream listens to it and undoes.`,
  failureStory: [
    'The order reserves the stock and asks for the payment.',
    'The card is declined. Payment publishes nothing: there is only an event for success.',
    'The goods stay reserved for an order that will never be paid, until the shelf is full of them.',
  ],
  whenNotToUse: `Where nothing upstream has to be undone, or somebody watches for the missing success with a time limit (a join with \`within\`, which the rule
sees, or a process outside of the design, which it does not).`,
  examples: {
    wrong: `event Reserved { key orderId }
event Charged { key orderId }

bus Events : aws.eventbridge
service Stock {
  serves reserve { puts Reservations  publishes Reserved to Events via outbox Reservations }
  on Charged from Events { puts Sales }
}
service Payment { on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { puts Refusals } } }
store Reservations
store Sales
store Refusals
`,
    right: `event Reserved { key orderId }
event Charged { key orderId }
event ChargeRefused { key orderId }

bus Events : aws.eventbridge
service Stock {
  serves reserve { puts Reservations  publishes Reserved to Events via outbox Reservations }
  on Charged from Events { puts Sales }
  on ChargeRefused from Events { deletes Reservations }
}
service Payment { on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { publishes ChargeRefused to Events } } }
store Reservations
store Sales
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/saga',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/choreography',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    silent:
      'When {consumer} refuses {message} nobody is told: {told} comes only if it succeeds, and {effect} of {producer} stays in place. Publish the refusal too, and let {producer} undo it.',
    unheard:
      'When {consumer} refuses {message} it says so by {refusal}, which nobody takes, and {effect} of {producer} stays in place. Let {producer} take {refusal}, and undo it.',
  },
  check({ design, analysis, report }) {
    const watched = watchedMessages(design);
    const { ends } = analysis(traffic);
    const isTaken = ({ id }: Message): boolean => (ends.get(id)?.consumers.length ?? 0) > 0;
    for (const activity of design.activities) {
      if (activity.kind !== 'handler') continue;
      const whens = whensIn(activity.body ?? []);
      // Whoever sends a message is looked for only where somebody may keep silent: a message of many senders may have many takers.
      const upstream = whens.length > 0 ? leftUpstream(design, activity) : undefined;
      if (!upstream) continue;
      for (const when of whens) {
        const outcome = outcomeOf(when, isTaken);
        if (!outcome || outcome.told.some((message) => watched.has(message))) continue;
        const data = {
          consumer: activity.label,
          message: upstream.message.name,
          effect: `\`${effectName(upstream.effect)}\``,
          producer: upstream.effect.activity.element.name,
        };
        const shared = { source: when.syntax.head, related: [{ message: 'This stays in place', source: upstream.effect.syntax.source }] };
        const [refusal] = outcome.unheard;
        if (refusal?.message)
          report({
            message: 'unheard',
            data: { ...data, refusal: refusal.message.name },
            ...shared,
            fixes: listeningFix(design, activity, refusal, refusal.message, upstream),
          });
        else
          report({
            message: 'silent',
            data: { ...data, told: messageNames(outcome.told) },
            ...shared,
            fixes: refusalFix(design, activity, when, upstream),
          });
      }
    }
  },
});

function effectName(effect: Effect): string {
  const object = 'store' in effect ? effect.store?.name : 'target' in effect ? effect.target?.name : undefined;
  return `${effect.kind} ${object ?? ''}`.trim();
}

/** Messages whose absence somebody notices. */
function watchedMessages(design: Design): ReadonlySet<Message> {
  return new Set(design.activities.flatMap(({ join, messages }) => (join?.within === undefined ? [] : messages)));
}

interface Upstream {
  readonly effect: Effect;
  readonly message: Message;
}

/** What whoever sent the message did before, and would have to undo. A workflow undoes by itself. */
function leftUpstream(design: Design, handler: Activity): Upstream | undefined {
  for (const message of handler.messages) {
    if (message.criticality === 'expendable') continue;
    for (const { from, kind } of design.index.hopsOf.get(message.id) ?? []) {
      if (from.kind !== 'activity' || (kind !== 'publish' && kind !== 'direct')) continue;
      const { activity } = from;
      if (activity.kind === 'workflow' || activity.kind === 'unplaced' || activity.element === handler.element) continue;
      const effect = activity.effects.find((one) => one.kind !== 'publishes' && one.kind !== 'sends' && isDurable(one));
      if (effect) return { effect, message };
    }
  }
  return undefined;
}

function whensIn(actions: readonly Action[]): readonly When[] {
  return actionsIn(actions).filter((action) => action.kind === 'when');
}

/** How a condition ends. */
interface Outcome {
  /** What is published in one branch. */
  readonly told: readonly Message[];
  /** What another branch says and nobody takes; nothing where it does not even say so. */
  readonly unheard: readonly MessageEffect[];
}

/** @returns what one branch publishes, if another one tells nobody anything. */
function outcomeOf({ branches }: When, isTaken: (message: Message) => boolean): Outcome | undefined {
  const all = branches.map(({ body }) => effectsIn(body).filter((effect) => !isStoreEffect(effect)));
  const told = all.flat().flatMap((effect) => (isMessageEffect(effect) && effect.message ? [effect.message] : []));
  if (all.some((effects) => effects.length === 0)) return told.length > 0 ? { told, unheard: [] } : undefined;
  const heard = told.filter(isTaken);
  const unheardIn = (effects: readonly Effect[]): MessageEffect[] =>
    effects.filter(
      (effect): effect is MessageEffect => isMessageEffect(effect) && effect.message !== undefined && !isTaken(effect.message),
    );
  const unheard = all.filter((effects) => unheardIn(effects).length === effects.length).flatMap(unheardIn);
  return heard.length > 0 && unheard.length > 0 ? { told: heard, unheard } : undefined;
}

function effectsIn(actions: readonly Action[]): readonly Effect[] {
  return actionsIn(actions).flatMap((action) => (action.kind === 'effect' ? [action.effect] : []));
}

/**
 * Publishes a refusal where the branches that tell nobody end, to where the consent goes, and lets whoever sent the message undo what it did.
 */
function refusalFix(design: Design, handler: Activity, when: When, { effect, message }: Upstream): readonly Fix[] {
  const consent = when.branches.flatMap(({ body }) => effectsIn(body)).find(isMessageEffect);
  const channel = consent?.channels[0];
  const producer = effect.activity.element;
  const oneSystem = [producer, handler.element, ...(channel ? [channel] : [])].every(({ system }) => system === message.system);
  if (!consent?.message || consent.kind !== 'publishes' || !channel || channel.kind === 'queue' || !oneSystem) return [];
  const name = freshName(design, `${withoutParticiple(message.name)}Refused`);
  const words = textOf(design, consent.syntax.source).replace(/^(publishes\s+)\S+/, `$1${name}`);
  const silent = when.branches.filter(({ body }) => effectsIn(body).every(isStoreEffect));
  const edits = silent.map(({ body }) => {
    const last = body.at(-1);
    return last ? after(design, last, words) : inEmptyBranch(design, when, words);
  });
  const told = edits.filter((edit) => edit !== undefined);
  if (told.length < edits.length) return [];
  const from = channel.closed ? undefined : channel.name;
  const own = (design.index.activitiesOf.get(producer.id) ?? []).filter((activity) => activity.from === channel);
  const neighbours = [...own, ...(handler.from === channel ? [handler] : [])];
  if (!from) return [];
  const key = message.key ? `key ${showKey(message.key)}  ` : '';
  return [
    {
      title: `Publish ${name} too, and let ${producer.name} undo what it did`,
      safe: false,
      edits: [
        ...told,
        ...insertAfter(design, message.syntax, `event ${name} { ${key}}`.replace(/ {2}\}$/, ' }')),
        ...addStatement(design, producer.syntax, `on ${name} from ${from}${undoOf(effect, parkedAlike(producer, neighbours))}`),
      ],
    },
  ];
}

/** Lets whoever sent the message hear of the refusal, and undo what it did. */
function listeningFix(design: Design, handler: Activity, refusal: MessageEffect, message: Message, { effect }: Upstream): readonly Fix[] {
  const [channel, ...others] = refusal.channels;
  const producer = effect.activity.element;
  const oneSystem = [message, handler.element, ...(channel ? [channel] : [])].every(({ system }) => system === producer.system);
  if (refusal.kind !== 'publishes' || !channel || others.length > 0 || channel.kind === 'queue' || !oneSystem) return [];
  const own = (design.index.activitiesOf.get(producer.id) ?? []).filter((activity) => activity.from === channel);
  const neighbours = [...own, ...(handler.from === channel ? [handler] : [])];
  const statement = `on ${message.name} from ${channel.name}${undoOf(effect, parkedAlike(producer, neighbours))}`;
  return [
    {
      title: `Let ${producer.name} take ${message.name} and undo what it did`,
      safe: false,
      edits: addStatement(design, producer.syntax, statement),
    },
  ];
}

/** `OrderPlaced` is refused as `OrderRefused`: what is left is what it is about, if anything is. */
function withoutParticiple(name: string): string {
  const subject = name.replace(/(?:\p{Lu}\p{Ll}*ed|Request)$/u, '');
  return subject === '' ? name : subject;
}

/** A further statement after the last one of a branch. */
function after(design: Design, action: Action, words: string): TextEdit {
  const source = sourceOfAction(action);
  const { text } = fileOf(design, source);
  const own = text.slice(lineStart(text, source.offset), source.offset).trim() === '';
  const part = own ? `${lineBreak(text)}${indentationAt(text, source.offset)}` : '  ';
  return insertAt(source.uri, source.end, `${part}${words}`);
}

/** Fills the one branch that is empty. */
function inEmptyBranch(design: Design, { syntax: { source } }: When, words: string): TextEdit | undefined {
  const [match, ...others] = [...textOf(design, source).matchAll(/\{\s*\}/g)];
  if (!match || others.length > 0) return undefined;
  const offset = source.offset + match.index;
  return { uri: source.uri, offset, end: offset + match[0].length, text: `{ ${words} }` };
}

/** What takes an effect back, as far as it can be told, with the options of the handler that does so. */
function undoOf(effect: Effect, options: string): string {
  const { kind } = effect;
  if (!('store' in effect) || !effect.store) return options;
  const store = nameFrom(effect.activity.element.system, effect.store);
  switch (kind) {
    case 'puts':
    case 'inserts':
      return `${options} { deletes ${store} }`;
    case 'increments':
    case 'appends':
      return ` idempotent${options} { ${kind} ${store} }`;
    default:
      return options;
  }
}
