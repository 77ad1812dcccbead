import type { Activity } from '../../../language/model/design.ts';
import { isMessageEffect } from '../../../language/model/lookups.ts';
import { showDuration, showKey } from '../../../language/model/quantities.ts';
import { listed, messageNames } from '../../element-names.ts';
import { exposedConsumers } from '../../passes/consumers.ts';
import { keyOf, Repetition } from '../../passes/repetition.ts';
import { between } from '../between.ts';
import { defineChange, now, type Reported } from '../change.ts';
import { activityPairs } from '../pairs.ts';
import type { Version } from '../version.ts';
import { theRun } from '../words.ts';

export const change = defineChange({
  id: 'duplicates',
  rank: 11,
  summary: 'Who becomes idempotent or stops being so, and who is hit by a message that comes twice.',
  compare: (before, after) => repeatsBetween(before, after).map(({ reported }) => reported),
});

/** What is told of one who does something once a message or call. */
interface RepeatChange {
  readonly activity: Activity;
  readonly reported: Reported;
}

/** @returns who fares otherwise than before with what comes twice. */
export const repeatsBetween = between((before: Version, after: Version): readonly RepeatChange[] => {
  const [earlier, present] = [workers(before), workers(after)];
  return activityPairs(before, after).flatMap(([one, activity]) => {
    const [was, is] = [earlier.get(one), present.get(activity)];
    if (!was || !is || !(was.isWork || is.isWork)) return [];
    return becomes(was, is, nameOf(after, activity)).map((reported) => ({ activity, reported }));
  });
});

/** Its label; with what it takes, where its element has more that do. */
function nameOf({ design }: Version, activity: Activity): string {
  const takers = (design.index.activitiesOf.get(activity.element.id) ?? []).filter(({ kind }) => kind === 'handler' || kind === 'join');
  return takers.length > 1 && takers.includes(activity) ? theRun(activity) : activity.label;
}

interface Worker {
  readonly activity: Activity;
  /** It changes something, or says that it recognises what it has done. */
  readonly isWork: boolean;
  /** Twice is the same as once: by its effects, or because it recognises what it has done. */
  readonly idempotent: Answer;
  /** A message can come twice, and that does harm. */
  readonly exposed: Answer;
}

/** Of what the design does not say enough, there is nothing to tell. */
type Answer = 'yes' | 'no' | 'unsaid';

/** What runs once a message or call. */
function workers(version: Version): ReadonlyMap<Activity, Worker> {
  const exposed = new Map(version.analysis(exposedConsumers).map(({ activity, cause }) => [activity, cause ? 'yes' : 'unsaid'] as const));
  const repetition = new Repetition();
  const found = new Map<Activity, Worker>();
  for (const activity of version.design.activities) {
    if (!['handler', 'join', 'operation', 'workflow'].includes(activity.kind)) continue;
    const { effects, idempotency } = activity;
    const changes = effects.some((effect) => effect.kind !== 'reads' && !isMessageEffect(effect));
    const differences = idempotency ? [] : repetition.ofBody(activity, keyOf(activity.messages));
    // Of what is only read or sent on, who gets it decides.
    const known = idempotency !== undefined || (changes && differences.length === 0);
    const idempotent = known ? 'yes' : changes && differences.some(({ certain }) => certain) ? 'no' : 'unsaid';
    found.set(activity, {
      activity,
      isWork: changes || idempotency !== undefined,
      idempotent,
      exposed: exposed.get(activity) ?? 'no',
    });
  }
  return found;
}

function becomes(was: Worker, is: Worker, name: string): readonly Reported[] {
  const { activity } = is;
  const source = activity.idempotency?.source ?? activity.syntax.head;
  const input = messageNames(activity.messages);
  if (was.idempotent !== 'yes' && is.idempotent === 'yes') return [now('better', `${name} becomes idempotent${byText(activity)}.`, source)];
  if (was.idempotent === 'yes' && is.idempotent === 'unsaid')
    return [now('worse', `Nothing says any more that ${name} is idempotent.`, source)];
  if (was.idempotent === 'yes' && is.idempotent === 'no') {
    const harm = is.exposed === 'yes' ? `: ${secondText(activity)} does its work again` : '';
    return [now('worse', `${name} is no longer idempotent${harm}.`, source)];
  }
  const reason = namingText(was.activity, activity);
  if (was.exposed === 'no' && is.exposed === 'yes') {
    const harm = is.idempotent === 'no' ? 'is not idempotent' : 'nothing says that it is idempotent';
    return [now('worse', `${name} can now get ${input} twice, and ${harm}${reason}.`, source)];
  }
  if (was.exposed === 'yes' && is.exposed === 'no')
    return [now('better', `${name} can no longer be harmed by ${input} that comes twice${reason}.`, source)];
  const [wasBy, isBy] = [byText(was.activity), byText(activity)];
  // What comes to the same when it is done twice need not be recognised.
  if (was.activity.idempotency && !activity.idempotency)
    return [now('other', `${name} no longer recognises repeats${wasBy}: done twice, what it does comes to the same.`, source)];
  if (activity.idempotency && !was.activity.idempotency)
    return [now('other', `${name} recognises repeats${isBy} now: done twice, what it does came to the same already.`, source)];
  if (was.activity.idempotency && activity.idempotency && wasBy !== isBy)
    return [now('other', `${name} recognises repeats${isBy} now; it was${wasBy}.`, source)];
  return [];
}

/** `a second Paid or Sent`; to a join all of them come. */
function secondText({ kind, messages }: Activity): string {
  const names = messageNames(messages);
  return `a second ${kind === 'join' ? names : names.replace(/ and (?=\S+$)/, ' or ')}`;
}

/** A run that has a name is begun once: where that is what has changed, it is the reason. */
function namingText(was: Activity, is: Activity): string {
  const [earlier, present] = [namesOf(was), namesOf(is)];
  if (earlier === present) return '';
  return present === '' ? ': its runs are no longer named' : `: its runs are named by ${present} now`;
}

function namesOf({ element }: Activity): string {
  const keys = 'subscriptions' in element ? element.subscriptions.flatMap(({ key }) => (key ? [showKey(key)] : [])) : [];
  return listed(new Set(keys));
}

function byText({ kind, idempotency }: Activity): string {
  if (!idempotency) return '';
  const { by, within, using } = idempotency;
  const key = by ? showKey(by) : `the whole ${kind === 'operation' ? 'request' : 'message'}`;
  return ` by ${key}${within === undefined ? '' : ` within ${showDuration(within)}`}${using ? ` using ${using.name}` : ''}`;
}
