import type { Activity } from '../../../language/model/design.ts';
import { isMessageEffect } from '../../../language/model/lookups.ts';
import { showDuration, showKey } from '../../../language/model/quantities.ts';
import { messageNames } from '../../element-names.ts';
import { exposedConsumers } from '../../passes/consumers.ts';
import { keyOf, Repetition } from '../../passes/repetition.ts';
import { defineChange, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'duplicates',
  rank: 11,
  summary: 'Who becomes idempotent or stops being so, and who is hit by a message that comes twice.',
  compare(before, after) {
    const { both } = sides(workers(before), workers(after));
    return both.flatMap(([was, is]) => (was.isWork || is.isWork ? becomes(was, is) : []));
  },
});

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

/** What runs once a message or call, by what it is there for. */
function workers(version: Version): ReadonlyMap<string, Worker> {
  const exposed = new Map(version.analysis(exposedConsumers).map(({ activity, cause }) => [activity, cause ? 'yes' : 'unsaid'] as const));
  const repetition = new Repetition();
  const found = new Map<string, Worker>();
  for (const activity of version.design.activities) {
    if (!['handler', 'join', 'operation', 'workflow'].includes(activity.kind)) continue;
    const { effects, idempotency } = activity;
    const changes = effects.some((effect) => effect.kind !== 'reads' && !isMessageEffect(effect));
    const differences = idempotency ? [] : repetition.ofBody(activity, keyOf(activity.messages));
    // Of what is only read or sent on, who gets it decides.
    const known = idempotency !== undefined || (changes && differences.length === 0);
    const idempotent = known ? 'yes' : changes && differences.some(({ certain }) => certain) ? 'no' : 'unsaid';
    found.set(version.activityKey(activity), {
      activity,
      isWork: changes || idempotency !== undefined,
      idempotent,
      exposed: exposed.get(activity) ?? 'no',
    });
  }
  return found;
}

function becomes(was: Worker, is: Worker): readonly Reported[] {
  const { activity } = is;
  const { label } = activity;
  const source = activity.idempotency?.source ?? activity.syntax.head;
  const input = messageNames(activity.messages);
  if (was.idempotent !== 'yes' && is.idempotent === 'yes')
    return [now('better', `${label} becomes idempotent${byText(activity)}.`, source)];
  if (was.idempotent === 'yes' && is.idempotent === 'unsaid')
    return [now('worse', `Nothing says any more that ${label} is idempotent.`, source)];
  if (was.idempotent === 'yes' && is.idempotent === 'no') {
    const harm = is.exposed === 'yes' ? `: a second ${input} does its work again` : '';
    return [now('worse', `${label} is no longer idempotent${harm}.`, source)];
  }
  if (was.exposed === 'no' && is.exposed === 'yes') {
    const harm = is.idempotent === 'no' ? 'is not idempotent' : 'nothing says that it is idempotent';
    return [now('worse', `${label} can now get ${input} twice, and ${harm}.`, source)];
  }
  if (was.exposed === 'yes' && is.exposed === 'no')
    return [now('better', `${label} can no longer be harmed by ${input} that comes twice.`, source)];
  const [wasBy, isBy] = [byText(was.activity), byText(activity)];
  if (was.activity.idempotency && activity.idempotency && wasBy !== isBy)
    return [now('other', `${label} recognises repeats${isBy} now; it was${wasBy}.`, source)];
  return [];
}

function byText({ kind, idempotency }: Activity): string {
  if (!idempotency) return '';
  const { by, within, using } = idempotency;
  const key = by ? showKey(by) : `the whole ${kind === 'operation' ? 'request' : 'message'}`;
  return ` by ${key}${within === undefined ? '' : ` within ${showDuration(within)}`}${using ? ` using ${using.name}` : ''}`;
}
