import type { Message } from '../../../language/model/design.ts';
import { showKey } from '../../../language/model/quantities.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides } from '../version.ts';
import { theMessage } from '../words.ts';

export const change = defineChange({
  id: 'messages',
  rank: 2,
  summary: 'Messages that are added and removed, and what they promise: key, order, worth, version.',
  compare(before, after) {
    const { both, removed, added } = sides(before.messages, after.messages);
    return [
      ...removed.map((message) => gone('other', `Removes ${theMessage(message)}.`, message.syntax.head)),
      ...added.map((message) => now('other', `Adds ${theMessage(message)}.`, message.syntax.head)),
      ...both.flatMap(([was, is]) => becomes(was, is)),
    ];
  },
});

function becomes(was: Message, is: Message): readonly Reported[] {
  const { name } = is;
  const sentences: string[] = [];
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
  return sentences.map((text) => now('other', text, is.syntax.head));
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
