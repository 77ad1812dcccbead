/** The reads that break the promise of a flow to read its own or all writes. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { type StaleRead, staleReads } from '../../analysis/passes/stale-reads.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** Who reads what, and why it may be old. */
  readonly stale: readonly string[];
}

const declared = `
  event A { key id }
  event B { key id }
  topic T
  store One { consistency eventual }
  store Two { consistency eventual }
  store Rows
  store View { rebuilt from Rows within 2s }
  store Far { rebuilt from View within 3s }
`;

const promise = 'flow F from Api.go { reads own writes }';

/** An operation whose flow promises to read what it wrote. */
const own = (body: string, more = ''): string => `service Api { serves go { ${body} } }\n${promise}\n${more}`;

/** One that promises to read what anybody wrote. */
const all = (body: string, more = ''): string => own(body, more).replace('own writes', 'all writes');

/** A service that reads. */
const help = (body: string): string => `service Help { serves go { ${body} } }`;

const rows: readonly Row[] = [
  { name: 'a read of what was written', text: own('puts One  reads One'), stale: ['Api.go reads One: eventual after Api.go puts One'] },
  { name: 'a read before it is written', text: own('reads One  puts One'), stale: [] },
  { name: 'a read of something else', text: own('puts One  reads Two'), stale: [] },
  { name: 'a read of a consistent store', text: own('puts Rows  reads Rows'), stale: [] },
  { name: 'no promise', text: own('puts One  reads One').replace('reads own writes', 'within 1s'), stale: [] },
  { name: 'a moment, which is allowed', text: own('puts One  reads One').replace('own writes', 'own writes after 1s'), stale: [] },
  {
    name: 'the last of several writes',
    text: own('puts One  deletes One  reads One'),
    stale: ['Api.go reads One: eventual after Api.go deletes One'],
  },
  {
    name: 'a copy of what was written',
    text: own('puts Rows  reads View'),
    stale: ['Api.go reads View: copy of Rows by 2000 after Api.go puts Rows'],
  },
  {
    name: 'a copy of a copy of what was written',
    text: own('puts Rows  reads Far'),
    stale: ['Api.go reads Far: copy of Rows by 5000 after Api.go puts Rows'],
  },
  { name: 'a copy of what was not written', text: own('puts One  reads View'), stale: [] },
  {
    name: 'a copy that lags as much as is allowed',
    text: own('puts Rows  reads View').replace('own writes', 'own writes after 2s'),
    stale: [],
  },
  {
    name: 'a copy that lags longer than is allowed',
    text: own('puts Rows  reads View').replace('own writes', 'own writes after 1s'),
    stale: ['Api.go reads View: copy of Rows by 2000 after Api.go puts Rows'],
  },
  {
    name: 'a copy of which nobody says how far it lags',
    text: own('puts Rows  reads Late', 'store Late { rebuilt from Rows }').replace('own writes', 'own writes after 1d'),
    stale: ['Api.go reads Late: copy of Rows after Api.go puts Rows'],
  },
  {
    name: 'a copy of a copy, of which the nearer was written itself',
    text: own('puts Rows  puts View  reads Far'),
    stale: ['Api.go reads Far: copy of View by 5000 after Api.go puts View'],
  },
  { name: 'a copy that was written itself', text: own('puts Rows  puts View  reads View'), stale: [] },
  { name: 'a copy that was written itself, and before its source', text: own('puts View  puts Rows  reads View'), stale: [] },
  {
    name: 'a copy that was written itself on one of two ways',
    text: own('puts Rows  when "new" { puts View } otherwise { reads One }  reads View'),
    stale: ['Api.go reads View: copy of Rows by 2000 after Api.go puts Rows'],
  },
  {
    name: 'a copy that was written itself on both ways',
    text: own('puts Rows  when "new" { puts View } otherwise { deletes View }  reads View'),
    stale: [],
  },
  {
    name: 'a copy that was written itself on all ways but none',
    text: own('puts Rows  when "new" { puts View } otherwise when "old" { puts View }  reads View'),
    stale: ['Api.go reads View: copy of Rows by 2000 after Api.go puts Rows'],
  },
  {
    name: 'a copy that was written itself wherever its source was',
    text: own('when "new" { puts Rows  puts View }  reads View'),
    stale: [],
  },
  {
    name: 'a copy that was written itself on one of the ways on which its source was',
    text: own('when "new" { puts Rows  puts View } otherwise { puts Rows }  reads View'),
    stale: ['Api.go reads View: copy of Rows by 2000 after Api.go puts Rows'],
  },
  {
    name: 'a copy that was written itself in both, and its source after them',
    text: own('when "new" { puts View } otherwise { puts View }  puts Rows  reads View'),
    stale: [],
  },
  {
    name: 'a copy that was written itself in one, and its source after them',
    text: own('when "new" { puts View } otherwise { reads One }  puts Rows  reads View'),
    stale: ['Api.go reads View: copy of Rows by 2000 after Api.go puts Rows'],
  },
  { name: 'a copy that was written itself beside its source', text: own('parallel { puts View  puts Rows }  reads View'), stale: [] },
  {
    name: 'a copy that was written itself beside something else, and its source after them',
    text: own('parallel { puts View  puts One }  puts Rows  reads View'),
    stale: [],
  },
  {
    name: 'what was written on one of two ways, after them',
    text: own('when "new" { puts One } otherwise { puts Two }  reads One  reads Two'),
    stale: ['Api.go reads One: eventual after Api.go puts One', 'Api.go reads Two: eventual after Api.go puts Two'],
  },
  { name: 'what was written on the other way', text: own('when "new" { puts One } otherwise { reads One }'), stale: [] },
  { name: 'what is written at the same time', text: own('parallel { puts One  reads One }'), stale: [] },
  {
    name: 'what was written once for each',
    text: own('each "item" { puts One }  reads One'),
    stale: ['Api.go reads One: eventual after Api.go puts One'],
  },
  {
    name: 'what was written in a transaction',
    text: own('atomically { puts One  puts Two }  reads One'),
    stale: ['Api.go reads One: eventual after Api.go puts One'],
  },
  {
    name: 'what was written before, by an operation that is called',
    text: own('puts One  calls Help.go', help('reads One')),
    stale: ['Help.go reads One: eventual after Api.go puts One'],
  },
  {
    name: 'what an operation that was called has written',
    text: own('calls Help.go  reads One', help('puts One')),
    stale: ['Api.go reads One: eventual after Help.go puts One'],
  },
  {
    name: 'an operation that is called again when more was written',
    text: own('calls Help.go  puts One  calls Help.go', help('reads One')),
    stale: ['Help.go reads One: eventual after Api.go puts One'],
  },
  {
    name: 'an operation that is called on two ways, on each of which something else was written',
    text: own('when "new" { puts One  calls Help.go } otherwise { puts Two  calls Help.go }', help('reads One  reads Two')),
    stale: ['Help.go reads One: eventual after Api.go puts One', 'Help.go reads Two: eventual after Api.go puts Two'],
  },
  {
    name: 'an operation that is called on two ways, on one of which a copy was written along with its source',
    text: own('when "new" { puts Rows  puts View  calls Help.go } otherwise { puts Rows  calls Help.go }', help('reads View')),
    stale: ['Help.go reads View: copy of Rows by 2000 after Api.go puts Rows'],
  },
  {
    name: 'an operation that is called on two ways, and writes the source of a copy that was written on one of them',
    text: own('when "new" { puts View  calls Help.go } otherwise { calls Help.go }', help('puts Rows  reads View')),
    stale: ['Help.go reads View: copy of Rows by 2000 after Help.go puts Rows'],
  },
  {
    name: 'operations that call each other',
    text: own('calls Help.go', 'service Help { serves go { reads One  calls Help.on }  serves on { puts One  calls Help.go } }'),
    stale: ['Help.go reads One: eventual after Help.on puts One'],
  },
  {
    name: 'of several operations that may answer each',
    text: own('puts One  calls Help', 'service Help { serves look { reads One }  serves see { reads One strongly  reads One } }'),
    stale: ['Help.look reads One: eventual after Api.go puts One', 'Help.see reads One: eventual after Api.go puts One'],
  },
  {
    name: 'a consumer of its message, and a consumer of theirs',
    text: own(
      'puts One  publishes A to T',
      'service Mail { on A from T { reads One  publishes B to T } }\nservice Print { on B from T { reads One } }',
    ),
    stale: ['Mail reads One: eventual after Api.go puts One', 'Print reads One: eventual after Api.go puts One'],
  },
  {
    name: 'what a consumer wrote, by one of its own message',
    text: own(
      'publishes A to T',
      'service Mail { on A from T { puts One  publishes B to T } }\nservice Print { on B from T { reads One } }',
    ),
    stale: ['Print reads One: eventual after Mail puts One'],
  },
  {
    name: 'consumers that set each other off',
    text: own(
      'publishes A to T',
      'service Mail { on A from T { puts One  publishes B to T } }\nservice Print { on B from T { reads One  publishes A to T } }',
    ),
    stale: ['Print reads One: eventual after Mail puts One'],
  },
  {
    name: 'a run that it has started',
    text: own('puts One  starts W', 'orchestrator W { step Look reads One }'),
    stale: ['W reads One: eventual after Api.go puts One'],
  },
  {
    name: 'what waits in a workflow, and what it does then',
    text: own('puts One  calls W', 'orchestrator W { step Wait waits 1s  step Look reads One }'),
    stale: ['W reads One: eventual after Api.go puts One'],
  },
  {
    name: 'what a consumer of its message has yet to write',
    text: own('publishes A to T  reads Rows', 'service Mail { on A from T { puts Rows } }'),
    stale: ['Api.go reads Rows: A on its way, then Mail puts Rows'],
  },
  {
    name: 'what a consumer of its message has yet to write, read before',
    text: own('reads Rows  publishes A to T', 'service Mail { on A from T { puts Rows } }'),
    stale: [],
  },
  {
    name: 'what a consumer of its message only reads',
    text: own('publishes A to T  reads Rows', 'service Mail { on A from T { reads Rows } }'),
    stale: [],
  },
  {
    name: 'what a consumer of its message does only when something does not come',
    text: own(
      'publishes A to T  reads Rows',
      'service Mail { on all of A, B within 5m using One from T { puts Two } otherwise { puts Rows } }',
    ),
    stale: [],
  },
  {
    name: 'what a consumer of another message of its has yet to write',
    text: own('publishes A to T  reads Rows  publishes B to T', 'service Mail { on B from T { puts Rows } }'),
    stale: [],
  },
  {
    name: 'what is written by what a consumer calls, and by the consumer of its message',
    text: own(
      'publishes A to T  reads Rows  reads Two',
      'service Mail { on A from T { calls Help.go  publishes B to T } }\nservice Print { on B from T { puts Two } }\nservice Help { serves go { puts Rows } }',
    ),
    stale: ['Api.go reads Rows: A on its way, then Help.go puts Rows', 'Api.go reads Two: A on its way, then Print puts Two'],
  },
  {
    name: 'what was sent on one of two ways, after them',
    text: own('when "new" { publishes A to T }  reads Rows', 'service Mail { on A from T { puts Rows } }'),
    stale: ['Api.go reads Rows: A on its way, then Mail puts Rows'],
  },
  {
    name: 'a lag that is allowed, of what a consumer has yet to write',
    text: own('publishes A to T  reads Rows', 'service Mail { on A from T { puts Rows } }').replace('own writes', 'own writes after 1s'),
    stale: [],
  },
  {
    name: 'what was written already before what is still to be written',
    text: own('publishes A to T  puts One  reads One', 'service Mail { on A from T { puts One } }'),
    stale: ['Api.go reads One: eventual after Api.go puts One'],
  },
  {
    name: 'what a consumer of its caller’s message has yet to write is not known to a consumer',
    text: own('publishes A to T', 'service Mail { on A from T { reads Rows } }\nservice Print { on A from T { puts Rows } }'),
    stale: [],
  },
  {
    name: 'what a run has yet to write',
    text: own('starts W  reads Rows', 'orchestrator W { step Put puts Rows }'),
    stale: ['Api.go reads Rows: W to begin, then W puts Rows'],
  },
  {
    name: 'a copy of a channel that was published to',
    text: own('publishes A to T  reads Log', 'store Log { rebuilt from T within 1s }'),
    stale: ['Api.go reads Log: copy of T by 1000 after Api.go publishes A'],
  },
  {
    name: 'an outbox that was written to',
    text: own('publishes A to T via outbox One  reads One'),
    stale: ['Api.go reads One: eventual after Api.go publishes A'],
  },
  {
    name: 'a row of an outbox that is stored with a later write, read after it',
    text: own('publishes A to T via outbox One  puts One  reads Rows', 'service Mail { on A from T { puts Rows } }'),
    stale: ['Api.go reads Rows: A on its way, then Mail puts Rows'],
  },
  {
    name: 'one read of two flows, told once, of the first',
    text: `${own('puts One  calls Help.go', help('reads One'))}\nservice Other { serves go { puts One  calls Help.go } }\nflow G from Other.go { reads own writes }`,
    stale: ['Help.go reads One: eventual after Api.go puts One'],
  },
  {
    name: 'each consumer of the message that a flow begins with, apart from the others',
    text: 'service Mail { on A from T { puts One  calls Help.go } }\nservice Print { on A from T { reads One  puts Two  calls Help.go } }\nservice Help { serves go { reads Two } }\nflow F from A { reads own writes }\nactor X { publishes A to T }',
    stale: ['Help.go reads Two: eventual after Print puts Two'],
  },
  {
    name: 'each consumer of the message that a flow begins with, though another has called the same',
    text: `service Mail { on A from T { calls Help.go } }
      service Print { on A from T { calls Help.go  reads Two } }
      service Help { serves go { puts Two } }
      flow F from A { reads own writes }
      actor X { publishes A to T }`,
    stale: ['Print reads Two: eventual after Help.go puts Two'],
  },
  {
    name: 'an operation that is called again when more is on its way',
    text: own('calls Help.go  publishes A to T  calls Help.go', `${help('reads Rows')}\nservice Mail { on A from T { puts Rows } }`),
    stale: ['Help.go reads Rows: A on its way, then Mail puts Rows'],
  },
  {
    name: 'an operation that is called again when a copy was written since, after its source',
    text: own('calls Help.go  puts View  calls Help.go', help('puts Rows  reads View')),
    stale: ['Help.go reads View: copy of Rows by 2000 after Help.go puts Rows'],
  },
  {
    name: 'what an operation has written that was called on another way before',
    text: own(
      'when "new" { calls Help.go } otherwise { calls Help.go  reads Two }',
      'service Help { serves go { calls Help.on }  serves on { puts Two } }',
    ),
    stale: ['Api.go reads Two: eventual after Help.on puts Two'],
  },
  {
    name: 'a copy that such an operation has written along with its source',
    text: own('when "new" { calls Help.go } otherwise { calls Help.go  reads View }', help('puts Rows  puts View')),
    stale: [],
  },
  { name: 'what nobody writes, of all', text: all('reads One'), stale: [] },
  {
    name: 'what somebody else writes, of all',
    text: all('reads One', 'service Other { every 5m { puts One } }'),
    stale: ['Api.go reads One: eventual'],
  },
  { name: 'what is only read elsewhere, of all', text: all('reads One', 'service Other { every 5m { reads One } }'), stale: [] },
  { name: 'a copy, of all', text: all('reads View'), stale: ['Api.go reads View: copy of Rows by 2000'] },
  {
    name: 'a consumer is not waited for, of all',
    text: all('publishes A to T', 'service Mail { on A from T { reads View } }'),
    stale: [],
  },
  {
    name: 'an operation that is called, of all',
    text: all('calls Help.go', help('reads View')),
    stale: ['Help.go reads View: copy of Rows by 2000'],
  },
];

function said({ read, lag, write, message, run }: StaleRead): string {
  const writing = write
    ? `${write.activity.label} ${write.kind} ${'message' in write ? write.message?.name : 'store' in write ? write.store?.name : ''}`
    : '';
  const reading = `${read.activity.label} reads ${read.store?.name}`;
  if (!lag) return `${reading}: ${message ? `${message} on its way` : `${run} to begin`}, then ${writing}`;
  const of = lag.origin === read.store ? '' : ` of ${lag.origin.name}`;
  const by = lag.most === undefined ? '' : ` by ${lag.most}`;
  return `${reading}: ${lag.cause}${of}${by}${write ? ` after ${writing}` : ''}`;
}

describe('a read that a flow promises not to have', () => {
  for (const { name, text, stale } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual(analysisOf(design, staleReads).map(said), stale);
    });
});
