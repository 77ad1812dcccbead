/** A queue of its own for one of several services that take from one. */
import type { Activity, Channel, Design } from '../../language/model/design.ts';
import type { Fix } from '../../language/model/source.ts';
import { copyOf, fanOutKind, sendElsewhere, takeFrom, technologyText, withStatements } from './channels.ts';
import { freshName, insertAfter, nameFrom } from './elements.ts';
import { addStatement } from './statements.ts';
import { usualTechnology } from './usual-technology.ts';

/**
 * Where the queue subscribes to a topic, a second queue that does so too is all it takes; where it is sent to, there has to be a topic first.
 * @param activity the handler that gets the new queue
 */
export function ownQueueFixes(design: Design, channel: Channel, activity: Activity): readonly Fix[] {
  if (channel.subscriptions.length === 0) return newTopic(design, channel, activity);
  const { element } = activity;
  if (!activity.from) return [];
  // What is sent to the queue itself does not get to a second one.
  const sent = (design.index.hopsTo.get(channel.id) ?? []).filter(({ kind }) => kind === 'publish').flatMap(({ messages }) => messages);
  if (activity.messages.some((message) => sent.includes(message))) return [];
  const name = freshName(design, `${channel.name}${element.name}`);
  const taken = takeFrom(design, activity, nameFrom(element.system, { ...channel, name }));
  const copy = copyOf(design, channel, name);
  if (!taken || !copy) return [];
  return [{ title: `Give ${element.name} a queue of its own`, safe: false, edits: [taken, ...insertAfter(design, channel.syntax, copy)] }];
}

/** What is sent to the queue goes to a topic instead, to which the queue subscribes and a copy of it. A product's unordered topic would lose an order. */
function newTopic(design: Design, channel: Channel, activity: Activity): readonly Fix[] {
  const { system, facts } = channel;
  const effects = [...new Set((design.index.hopsTo.get(channel.id) ?? []).map(({ effect }) => effect))];
  const sends = effects.filter((effect) => effect !== undefined);
  const elements = [activity.element, ...sends.map((effect) => effect.activity.element)];
  if (sends.length === 0 || sends.length < effects.length || elements.some((element) => element.system !== system)) return [];
  if (sends.some(({ step, channels }) => step || channels.length > 1) || (facts.ordering && facts.ordering.value !== 'none')) return [];
  const topic = freshName(design, `${channel.name}Topic`);
  const own = freshName(design, `${channel.name}${activity.element.name}`);
  const technology = usualTechnology(design, system, 'topic', 'bus');
  const copy = copyOf(design, channel, own);
  const handlers = (design.index.hopsFrom.get(channel.id) ?? []).flatMap(({ kind, to }) =>
    kind === 'deliver' && to.kind === 'activity' && to.activity.element === activity.element ? [to.activity] : [],
  );
  const taken = [...new Set(handlers)].map((handler) => takeFrom(design, handler, own));
  const edits = taken.filter((edit) => edit !== undefined);
  if (!copy || edits.length < taken.length || channel.deadLettersOf) return [];
  // Whoever sends something else as well would have to make sure of two places.
  const senders = new Set(sends.map((effect) => effect.activity));
  if ([...senders].some(({ effects: all }) => all.some((effect) => 'message' in effect && !sends.includes(effect)))) return [];
  const subscribing = `subscribes to ${topic}`;
  return [
    {
      title: `Publish to a new topic, ${topic}, and give ${activity.element.name} a queue of its own`,
      safe: false,
      edits: [
        ...sends.map((effect) => sendElsewhere(design, effect, 'publishes', topic)),
        ...addStatement(design, channel.syntax, subscribing),
        ...edits,
        ...insertAfter(
          design,
          channel.syntax,
          `${fanOutKind(technology)} ${topic}${technologyText(technology)}\n${withStatements(copy, subscribing)}`,
        ),
      ],
    },
  ];
}
