/** Making a channel keep the order that its consumers need. */
import type { Channel, Design } from '../../language/model/design.ts';
import type { TextEdit } from '../../language/model/source.ts';
import { usualAttempts } from './dead-letters.ts';
import { addStatement, setStatement } from './statements.ts';
import { replaceSource, textOf } from './text.ts';

/**
 * @param statement `grouped by …`
 * @returns the edits that let a channel group. Where it parks single messages they would be overtaken now, so it parks the group as a whole.
 */
export function groupBy(design: Design, channel: Channel, statement: string): readonly TextEdit[] {
  const { failure } = channel;
  const alone = setStatement(design, channel, 'grouped', statement);
  if (failure?.kind !== 'dead-letters' || failure.wholeGroup) return alone;
  if (failure.origin.kind === 'technology') {
    const parks = `dead-letters group after ${failure.attempts ?? usualAttempts} attempts`;
    return channel.groupedBy
      ? [...alone, ...addStatement(design, channel.syntax, parks)]
      : addStatement(design, channel.syntax, [statement, parks]);
  }
  const parked = textOf(design, failure.source).replace(/^dead-letters/, 'dead-letters group');
  return channel.groupedBy ? [...alone, replaceSource(failure.source, parked)] : [replaceSource(failure.source, `${statement}  ${parked}`)];
}
