import type { Channel } from '../../../language/model/design.ts';
import { isChannel } from '../../../language/model/drafts.ts';
import { showKey } from '../../../language/model/quantities.ts';
import { messageNames } from '../../element-names.ts';
import { type Aspect, changedAspects } from '../aspects.ts';
import { defineChange } from '../change.ts';
import { sides } from '../version.ts';

export const change = defineChange({
  id: 'channels',
  rank: 19,
  summary: 'What channels transport, into how many groups they part it, and where dead letters are put back.',
  compare: (before, after) =>
    sides(before.elements, after.elements).both.flatMap(([was, is]) => {
      if (!isChannel(was) || !isChannel(is)) return [];
      // Where somebody takes its messages, the group is told of their way.
      return changedAspects(after.sharesLegOf(is, before) ? aspects : [...aspects, grouping], is.name, was, is, is.syntax.head);
    }),
});

const aspects: readonly Aspect<Channel>[] = [
  {
    of: ({ closed, messages }) => (closed ? messageNames(messages.toSorted((one, other) => (one.name < other.name ? -1 : 1))) : undefined),
    has: (who, text) => `${who} carries ${text} alone now`,
    lost: (who, text) => `${who} carries whatever is put into it, no longer ${text} alone`,
    at: ({ statements }) => statements.get('carries')?.[0],
  },
  {
    of: ({ redrivesTo }) => redrivesTo?.channel.name,
    has: (who, text) => `What lies in ${who} can be put back into ${text} now`,
    lost: (who, text) => `What lies in ${who} can no longer be put back into ${text}`,
    at: ({ redrivesTo }) => redrivesTo?.source,
  },
  {
    of: ({ groupedBy }) =>
      groupedBy?.groups === undefined ? undefined : `${groupedBy.groups} ${groupedBy.groups === 1 ? 'group' : 'groups'}`,
    has: (who, text) => `${who} has ${text} at most now: so many messages can be handled at a time`,
    lost: (who, text) => `${who} is no longer limited to ${text}`,
    at: ({ groupedBy }) => groupedBy?.source,
  },
];

const grouping: Aspect<Channel> = {
  of: ({ groupedBy }) => groupedBy && showKey(groupedBy.key),
  has: (who, text) => `${who} is grouped by ${text} now`,
  lost: (who, text) => `${who} is no longer grouped by ${text}`,
  had: (text) => `it was by ${text}`,
  at: ({ groupedBy }) => groupedBy?.source,
};
