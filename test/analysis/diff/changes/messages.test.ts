/** Messages that come and go, and what they promise. */
import { change } from '../../../../analysis/diff/changes/messages.ts';
import { describeChanges } from '../../../support/changes.ts';

const event = (words: string): string => `event A { ${words} }`;

/** Words before and after, and what is said. */
const rows: readonly (readonly [before: string, after: string, said: string])[] = [
  ['', 'critical', 'Losing A is an incident now; it was a defect.'],
  ['critical', 'expendable', 'Losing A is fine now; it was an incident.'],
  ['expendable', '', 'Losing A is a defect now; it was fine.'],
  ['', 'ordered', 'A must come in order now.'],
  ['', 'ordered by id', 'A must come in order per id now.'],
  ['ordered', 'ordered by id', 'A must come in order per id now.'],
  ['ordered by id', 'ordered', 'A must come in order now.'],
  ['ordered by id', '', 'A need no longer come in order per id.'],
  ['ordered', '', 'A need no longer come in order.'],
  ['key id', 'key id + day', 'A is told apart by id + day now; it was id.'],
  ['', 'key id', 'A is told apart by id now; it was nothing.'],
  ['key id', '', 'A is told apart by nothing now; it was id.'],
  ['', 'version 2', 'A is version 2 now.'],
  ['version 1', 'version 2', 'A is version 2 now; it was 1.'],
  ['version 2', '', 'A has no version any more; it was 2.'],
  ['', 'schema "a.json"', 'The schema of A is a.json now.'],
  ['schema "a.json"', 'schema "b.json"', 'The schema of A is b.json now; it was a.json.'],
  ['schema "a.json"', '', 'A has no schema any more; it was a.json.'],
  ['', 'size 4KB', 'A has at most 4KB now.'],
  ['size 4KB', 'size 2MB', 'A has at most 2MB now; it was 4KB.'],
  ['size 4KB', '', 'Nothing says any more how large A may be; it was at most 4KB.'],
  ['', 'useful for 10m', 'A is useful for 10m now.'],
  ['useful for 10m', 'useful for 2h', 'A is useful for 2h now; it was 10m.'],
  ['useful for 10m', '', 'A is useful for ever now; it was 10m.'],
];

describeChanges(change, [
  ...rows.map(([before, after, said]) => ({
    name: `from ${before || 'nothing'} to ${after || 'nothing'}`,
    before: event(before),
    after: event(after),
    says: [`~ ${said}`],
    at: ['after: event A'],
  })),
  { name: 'an event that is a command now', before: 'event A', after: 'command A', says: ['~ A is a command now; it was an event.'] },
  { name: 'a command that is an event now', before: 'command A', after: 'event A', says: ['~ A is an event now; it was a command.'] },
  {
    name: 'what has gone, where it was, and what is new',
    before: 'event A\nevent Both',
    after: 'event Both\ncommand B',
    says: ['~ Removes the event A.', '~ Adds the command B.'],
    at: ['before: event A', 'after: command B'],
  },
  {
    name: 'nothing where all is as it was',
    before: event('key id  critical  ordered by id  version 2  size 4KB  schema "x"  useful for 5m'),
    after: event('useful for 5m  schema "x"  size 4KB  version 2  ordered by id  critical  key id  owner "somebody"'),
    says: [],
  },
  {
    name: 'what ties a message to others: at the message',
    before: 'event M',
    after: 'event M { correlation traceId }',
    says: ['~ M is tied to what belongs together by traceId now.'],
    at: ['after: event M'],
  },
  {
    name: 'what ties all messages of a system, in one sentence; one that says it itself stays',
    before: 'system x { event A  event B  event C { correlation own } }',
    after: 'system x { correlation traceId  event A  event B  event C { correlation own } }',
    says: ['~ A and B are tied to what belongs together by traceId now.'],
  },
  {
    name: 'what else ties them',
    before: 'system x { correlation traceId  event A  event B }',
    after: 'system x { correlation runId  event A  event B }',
    says: ['~ A and B are tied to what belongs together by runId now; it was by traceId.'],
  },
  {
    name: 'messages that are tied no longer, those alike together',
    before: 'system x { correlation traceId  event A  event B  event C { correlation own } }',
    after: 'system x { event A  event B  event C }',
    says: ['~ A and B are no longer tied to what belongs together by traceId.', '~ C is no longer tied to what belongs together by own.'],
  },
]);
