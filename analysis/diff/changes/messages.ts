import type { Message } from '../../../language/model/design.ts';
import { showDuration, showKey, showSize } from '../../../language/model/quantities.ts';
import { messageNames } from '../../element-names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides } from '../version.ts';
import { theMessage } from '../words.ts';

export const change = defineChange({
  id: 'messages',
  rank: 3,
  summary: 'Messages that are added and removed, and what they promise: kind, worth, order, key, size, contract, correlation.',
  compare(before, after) {
    const { both, removed, added } = sides(before.messages, after.messages);
    return [
      ...removed.map((message) => gone('other', `Removes ${theMessage(message)}.`, message.syntax.head)),
      ...added.map((message) => now('other', `Adds ${theMessage(message)}.`, message.syntax.head)),
      ...both.flatMap(([was, is]) => becomes(was, is)),
      ...tiedOtherwise(both),
    ];
  },
});

/** Said of a whole system, it holds for all its messages: they are told of together. */
function tiedOtherwise(both: readonly (readonly [was: Message, is: Message])[]): readonly Reported[] {
  const changed = both.filter(([was, is]) => was.correlation !== is.correlation);
  const alike = Map.groupBy(changed, ([was, is]) => JSON.stringify([was.correlation, is.correlation]));
  return [...alike.values()].flatMap((own): readonly Reported[] => {
    const [first] = own;
    if (!first) return [];
    const [was, is] = first;
    const who = `${messageNames(own.map(([, message]) => message))} ${own.length === 1 ? 'is' : 'are'}`;
    const text =
      is.correlation === undefined
        ? `${who} no longer tied to what belongs together by ${was.correlation}.`
        : `${who} tied to what belongs together by ${is.correlation} now${was.correlation === undefined ? '' : `; it was by ${was.correlation}`}.`;
    return [now('other', text, is.syntax.head)];
  });
}

function becomes(was: Message, is: Message): readonly Reported[] {
  const { name } = is;
  const sentences: string[] = [];
  if (was.kind !== is.kind) sentences.push(`${name} is ${aKind(is)} now; it was ${aKind(was)}.`);
  if (was.criticality !== is.criticality) sentences.push(`Losing ${name} is ${worth(is)} now; it was ${worth(was)}.`);
  if (orderOf(was) !== orderOf(is))
    sentences.push(is.ordered ? `${name} must come in order${orderOf(is)} now.` : `${name} need no longer come in order${orderOf(was)}.`);
  if (keyText(was) !== keyText(is)) sentences.push(`${name} is told apart by ${keyText(is)} now; it was ${keyText(was)}.`);
  if (was.version !== is.version)
    sentences.push(
      is.version === undefined
        ? `${name} has no version any more; it was ${was.version}.`
        : `${name} is version ${is.version} now${was.version === undefined ? '' : `; it was ${was.version}`}.`,
    );
  if (was.schema !== is.schema)
    sentences.push(
      is.schema === undefined
        ? `${name} has no schema any more; it was ${was.schema}.`
        : `The schema of ${name} is ${is.schema} now${was.schema === undefined ? '' : `; it was ${was.schema}`}.`,
    );
  if (was.size !== is.size)
    sentences.push(
      is.size === undefined
        ? `Nothing says any more how large ${name} may be; it was at most ${showSize(was.size ?? 0)}.`
        : `${name} has at most ${showSize(is.size)} now${was.size === undefined ? '' : `; it was ${showSize(was.size)}`}.`,
    );
  if (was.usefulFor !== is.usefulFor)
    sentences.push(`${name} is useful for ${useText(is)} now${was.usefulFor === undefined ? '' : `; it was ${useText(was)}`}.`);
  return sentences.map((text) => now('other', text, is.syntax.head));
}

function useText({ usefulFor }: Message): string {
  return showDuration(usefulFor ?? Number.POSITIVE_INFINITY);
}

function aKind({ kind }: Message): string {
  return kind === 'event' ? 'an event' : 'a command';
}

function worth({ criticality }: Message): string {
  switch (criticality) {
    case 'critical':
      return 'an incident';
    case 'expendable':
      return 'fine';
    case 'normal':
      return 'a defect';
  }
}

function orderOf({ ordered }: Message): string {
  if (!ordered) return '-';
  return ordered.by ? ` per ${showKey(ordered.by)}` : '';
}

function keyText({ key }: Message): string {
  return key ? showKey(key) : 'nothing';
}
