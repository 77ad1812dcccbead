import type { FailureRule, Hop, Source } from '../../../language/model/design.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import type { Parking } from '../../passes/parkings.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { placeText, sinkText } from '../failures.ts';
import { legPairs } from '../pairs.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'dead-letters',
  rank: 0,
  summary: 'Dead-letter queues that come and go, where they are, and after how many tries a message is parked.',
  compare(before, after) {
    const ofLegs = legPairs(before, after).flatMap(([was, is]) => compareParking(endOf(was), endOf(is)));
    return [...ofLegs, ...ofUnread(before, after)];
  },
});

/** Channels whose messages nobody takes, and workflows, whose runs fail: they say so themselves. */
function ofUnread(before: Version, after: Version): readonly Reported[] {
  return sides(before.elements, after.elements).both.flatMap(([was, is]): readonly Reported[] => {
    if (!('failure' in was && 'failure' in is) || (isChannel(is) && after.sharesLegOf(is, before))) return [];
    const [earlier, present] = [was, is].map(
      ({ name, failure, syntax }): End => ({ place: name, failure, parked: parkedBy(failure), source: syntax.head }),
    );
    if (!earlier || !present) return [];
    return [...compareParking(earlier, present), ...compareGivingUp(earlier, present)];
  });
}

/** Where messages end that fail for good. */
interface End {
  readonly place: string;
  readonly failure: FailureRule | undefined;
  readonly parked: Parked | undefined;
  /** Where it is, if nothing is said about it. */
  readonly source: Source;
}

/** Dead letters, and after how many tries: as they say, or as the product does without a word. */
interface Parked extends Parking {
  readonly attempts?: number;
}

function parkedBy(failure: FailureRule | undefined): Parked | undefined {
  return failure?.kind === 'dead-letters' ? failure : undefined;
}

function endOf(hop: Hop): End {
  const { failure, attempts } = hop.guarantee;
  const parked = failure?.kind === 'dead-letters' ? { ...failure, attempts: attempts?.value } : undefined;
  return { place: placeText(hop), failure, parked, source: hop.source };
}

/** Of legs it is told with their attempts. */
function compareGivingUp(was: End, is: End): readonly Reported[] {
  const [earlier, present] = [was.failure, is.failure].map((failure) => (failure?.kind === 'drops' ? failure.attempts : undefined));
  if (earlier === present || was.parked || is.parked) return [];
  const source = is.failure?.source ?? is.source;
  if (present !== undefined)
    return [
      now('other', `${is.place} gives up after ${attemptsText(present)} now${earlier === undefined ? '' : `; it was ${earlier}`}.`, source),
    ];
  return [now('other', `${is.place} no longer gives up after ${attemptsText(earlier ?? 0)}.`, source)];
}

function attemptsText(attempts: number): string {
  return `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
}

/** A decision to park nothing, where nothing was parked before. */
function compareDecisions(was: End, is: End): readonly Reported[] {
  const [earlier, present] = [was.failure?.kind === 'none', is.failure?.kind === 'none'];
  if (earlier === present) return [];
  if (present) return [now('other', `It is decided now that ${is.place} needs no dead-letter queue.`, is.failure?.source ?? is.source)];
  return [now('other', `It is no longer decided that ${is.place} needs no dead-letter queue.`, is.source)];
}

function compareParking(earlier: End, present: End): readonly Reported[] {
  const { place } = present;
  const [was, is] = [earlier.parked, present.parked];
  if (was && !is) return [gone('worse', `Removes the only dead-letter queue of ${earlier.place}.`, was.source)];
  if (!was && is) return [now('better', `Gives ${place} a dead-letter queue: ${sinkText(is)}.`, is.source)];
  if (!was || !is) return compareDecisions(earlier, present);
  const changed: Reported[] = [];
  if (sinkText(was) !== sinkText(is))
    changed.push(now('other', `${place} parks what fails in ${sinkText(is)} now; it was ${sinkText(was)}.`, is.source));
  if (was.attempts !== is.attempts) changed.push(now('other', triesText(place, was.attempts, is.attempts), is.source));
  if (was.wholeGroup !== is.wholeGroup)
    changed.push(
      is.wholeGroup
        ? now('better', `${place} parks the whole group now, so that order survives.`, is.source)
        : now('worse', `${place} parks single messages now, no longer the whole group.`, is.source),
    );
  return changed;
}

function triesText(place: string, was: number | undefined, is: number | undefined): string {
  const earlier = was === undefined ? '' : Number.isFinite(was) ? `; it was ${was}` : '; it never gave up';
  if (is === undefined) return `Nothing says any more after how many attempts ${place} parks${earlier}.`;
  if (!Number.isFinite(is)) return `${place} never gives up now, so it parks nothing${earlier}.`;
  return `${place} parks after ${attemptsText(is)} now${earlier}.`;
}
