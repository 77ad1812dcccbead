import type { Activity } from '../../../language/model/design.ts';
import { showDuration } from '../../../language/model/quantities.ts';
import { messageNames } from '../../element-names.ts';
import { type Aspect, changedAspects } from '../aspects.ts';
import { defineChange } from '../change.ts';
import { activityPairs } from '../pairs.ts';
import { theRun } from '../words.ts';
import { lossesBetween } from './loss.ts';

export const change = defineChange({
  id: 'handling',
  rank: 17,
  summary:
    'How handlers, joins and operations run: how long, in what batches, until when, for what they pass over, and how much it matters.',
  compare(before, after) {
    const losing = new Set(lossesBetween(before, after).map(({ hop: { to } }) => (to.kind === 'activity' ? to.activity : undefined)));
    return activityPairs(before, after).flatMap(([was, is]) => {
      const told = losing.has(is) ? aspects.filter((aspect) => aspect !== acknowledging) : aspects;
      // What it does is told effect by effect; here only whether it is known.
      const isBare = was.effects.length === 0 && is.effects.length === 0;
      return changedAspects(isBare ? [...told, doing] : told, theRun(is), was, is, is.syntax.head);
    });
  },
});

/** Told by what is lost, where the design says so much. */
const acknowledging: Aspect<Activity> = {
  of: ({ options }) => (options.acknowledgesFirst ? 'yes' : undefined),
  has: (who) => `${who} acknowledges before the work is done now: what it dies with is lost`,
  lost: (who) => `${who} acknowledges when the work is done, no longer before`,
  having: 'worse',
  at: ({ options }) => options.acknowledgesFirst,
};

const doing: Aspect<Activity> = {
  of: ({ body }) => body && 'nothing',
  has: (who) => `${who} does nothing now`,
  lost: (who) => `Nothing says any more what ${who} does`,
};

const aspects: readonly Aspect<Activity>[] = [
  {
    of: ({ kind, messages }) => (kind === 'operation' && messages.length > 0 ? messageNames(messages) : undefined),
    has: (who, text) => `${who} is asked with ${text} now`,
    lost: (who, text) => `${who} is no longer asked with ${text}`,
  },
  {
    of: ({ duration }) => time(duration),
    has: (who, text) => `One run of ${who} takes ${text} now`,
    lost: (who, text) => `Nothing says any more how long one run of ${who} takes; it was ${text}`,
  },
  {
    of: ({ options }) => time(options.timeout),
    has: (who, text) => `${who} is cut off after ${text} now`,
    lost: (who, text) => `${who} is no longer cut off after ${text}`,
    at: ({ options }) => options.source,
  },
  {
    of: ({ options: { batch } }) =>
      batch &&
      `${batch.size ?? 'as many as there are'}${batch.within === undefined ? '' : ` gathered within ${showDuration(batch.within)}`}`,
    has: (who, text) => `${who} takes batches of ${text} now`,
    lost: (who, text) => `${who} takes single messages now; it was batches of ${text}`,
    at: ({ options }) => options.source,
  },
  {
    of: ({ options }) => (options.partialFailures ? 'yes' : undefined),
    has: (who) => `One message that fails no longer fails the whole batch of ${who}`,
    lost: (who) => `One message that fails now fails the whole batch of ${who}`,
    having: 'better',
    at: ({ options }) => options.source,
  },
  {
    of: ({ options: { heartbeat } }) =>
      heartbeat === undefined ? undefined : heartbeat === true ? '' : ` every ${showDuration(heartbeat)}`,
    has: (who, text) => `${who} holds its message by a heartbeat${text} now, so that it does not come again meanwhile`,
    lost: (who) => `${who} no longer holds its message by a heartbeat: where it takes long, the message comes again meanwhile`,
    had: (text) => (text === '' ? 'nothing said how often' : `it was${text}`),
    having: 'better',
    at: ({ options }) => options.source,
  },
  acknowledging,
  {
    of: ({ options: { filter } }) => filter && `“${filter}”`,
    has: (who, text) => `${who} takes only what matches ${text} now`,
    lost: (who, text) => `${who} takes also what does not match ${text} now`,
    at: ({ options }) => options.source,
  },
  {
    of: ({ join }) => time(join?.within),
    has: (who, text) => `${who} waits ${text} at most for those that are missing now`,
    lost: (who, text) => `${who} waits without end for those that are missing now; it was ${text}`,
  },
  {
    of: ({ join }) => join?.using?.name,
    has: (who, text) => `${who} keeps those that have come in ${text} now`,
    lost: (who, text) => `Nothing says any more where ${who} keeps those that have come; it was ${text}`,
  },
  {
    of: ({ criticality }) => (criticality === 'normal' ? undefined : criticality),
    has: (who, text) => `To do ${who} twice or never is ${text === 'critical' ? 'an incident' : 'fine'} now`,
    lost: (who, text) => `To do ${who} twice or never is a defect now; it was ${text === 'critical' ? 'an incident' : 'fine'}`,
    had: (text) => `it was ${text === 'critical' ? 'an incident' : 'fine'}`,
  },
  {
    of: ({ safe }) => (safe ? 'yes' : undefined),
    has: (who) => `${who} is said to change nothing now`,
    lost: (who) => `${who} is no longer said to change nothing`,
  },
];

function time(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : showDuration(milliseconds);
}
