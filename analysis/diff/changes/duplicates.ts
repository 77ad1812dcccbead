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
  rank: 6,
  summary: 'Who becomes idempotent or stops being so, and who is hit by a message that comes twice.',
  compare(before, after) {
    const { both } = sides(workers(before), workers(after));
    return both.flatMap(([was, is]) => becomes(was, is));
  },
});

interface Worker {
  readonly activity: Activity;
  /** Twice is the same as once: by its effects, or because it recognises what it has done. */
  readonly idempotent: boolean;
  /** A message can come twice, and that does harm. */
  readonly exposed: boolean;
}

/** What runs once a message or call and changes something, by what it is there for. */
function workers(version: Version): ReadonlyMap<string, Worker> {
  const exposed = new Set(version.analysis(exposedConsumers).map(({ activity }) => activity));
  const repetition = new Repetition();
  const found = new Map<string, Worker>();
  for (const activity of version.design.activities) {
    if (!['handler', 'join', 'operation', 'workflow'].includes(activity.kind) || activity.body === undefined) continue;
    const { effects, idempotency } = activity;
    if (effects.every((effect) => effect.kind === 'reads' || isMessageEffect(effect)) && !idempotency) continue;
    const idempotent = idempotency !== undefined || repetition.ofBody(activity, keyOf(activity.messages)).length === 0;
    found.set(version.activityKey(activity), { activity, idempotent, exposed: exposed.has(activity) });
  }
  return found;
}

function becomes(was: Worker, is: Worker): readonly Reported[] {
  const { activity } = is;
  const { label } = activity;
  const source = activity.idempotency?.source ?? activity.syntax.head;
  const input = messageNames(activity.messages);
  if (!was.idempotent && is.idempotent) return [now('better', `${label} becomes idempotent${byText(activity)}.`, source)];
  if (was.idempotent && !is.idempotent) {
    const harm = is.exposed && input !== '' ? `: a second ${input} does its work again` : '';
    return [now('worse', `${label} is no longer idempotent${harm}.`, source)];
  }
  const changed: Reported[] = [];
  if (!was.exposed && is.exposed) changed.push(now('worse', `${label} can now get ${input} twice, and is not idempotent.`, source));
  if (was.exposed && !is.exposed) changed.push(now('better', `${label} can no longer be harmed by ${input} that comes twice.`, source));
  if (byText(was.activity) !== byText(activity) && was.activity.idempotency && activity.idempotency)
    changed.push(
      now('other', `${label} recognises repeats${byText(activity)} now; it was${byText(was.activity) || ' its default'}.`, source),
    );
  return changed;
}

function byText({ idempotency }: Activity): string {
  if (!idempotency) return '';
  const { by, within, using } = idempotency;
  return `${by ? ` by ${showKey(by)}` : ''}${within === undefined ? '' : ` within ${showDuration(within)}`}${using ? ` using ${using.name}` : ''}`;
}
