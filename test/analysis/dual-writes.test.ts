/** Activities that change two places with nothing that joins them, and nobody who makes sure that both are reached. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { objectOf } from '../../analysis/names.ts';
import { type DualWrite, dualWrites } from '../../analysis/passes/dual-writes.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** Who writes what and then what. */
  readonly parted: readonly string[];
}

const declared = `
  event A { key id }
  event B { key id }
  topic T
  queue Unsaid
  queue Often { delivery at-least-once }
  queue Lossy { delivery at-most-once }
  store One
  store Two
  store Three
  cache Copy
`;

/** An operation that nobody is known to call. */
const serves = (body: string): string => `service S { serves go { ${body} } }`;

/** What others make sure of. */
const taken = (bringing: string, go = 'serves go'): string => `service S { ${go} { puts One  puts Two } }\n${bringing}`;

const rows: readonly Row[] = [
  { name: 'two stores', text: serves('puts One  puts Two'), parted: ['S: One, Two'] },
  { name: 'one store twice', text: serves('puts One  puts One'), parted: [] },
  { name: 'a store that is only read', text: serves('reads One  puts Two'), parted: [] },
  { name: 'a copy, which may be lost', text: serves('puts One  puts Copy'), parted: [] },
  { name: 'a store and a message', text: serves('puts One  publishes A to T'), parted: ['S: One, A'] },
  { name: 'a store and a message in its outbox', text: serves('puts One  publishes A to T via outbox One'), parted: [] },
  { name: 'one transaction', text: serves('atomically { puts One  puts Two }'), parted: [] },
  {
    name: 'a transaction and what stands outside',
    text: serves('atomically { puts One  puts Two }  puts Three'),
    parted: ['S: One, Three'],
  },
  { name: 'three stores, each once', text: serves('puts One  puts Two  puts Three  puts Two'), parted: ['S: One, Two', 'S: One, Three'] },
  { name: 'there and back', text: serves('puts One  puts Two  puts One'), parted: ['S: One, Two'] },
  { name: 'branches of one decision', text: serves('when "new" { puts One } otherwise { puts Two }'), parted: [] },
  { name: 'one branch', text: serves('when "new" { puts One  puts Two }'), parted: ['S: One, Two'] },
  {
    name: 'branches of two decisions',
    text: serves('when "new" { puts One } otherwise { reads One }  when "late" { reads One } otherwise { puts Two }'),
    parted: ['S: One, Two'],
  },
  { name: 'a branch, and what is done whatever was decided', text: serves('when "new" { puts One }  puts Two'), parted: ['S: One, Two'] },
  {
    name: 'what a join does when it is complete, and when it is not',
    text: 'service S { on all of A, B within 10m using Three from Lossy { puts One } otherwise { puts Two } }',
    parted: [],
  },
  {
    name: 'what a join does when it is not complete',
    text: 'service S { on all of A, B within 10m using Three from Lossy { reads One } otherwise { puts One  puts Two } }',
    parted: ['S: One, Two'],
  },
  { name: 'the steps of a workflow', text: 'orchestrator W { step First puts One  step Then puts Two }', parted: [] },
  { name: 'a message that comes until it is handled', text: taken('', 'on A from Often'), parted: [] },
  { name: 'a message that comes once at most', text: taken('', 'on A from Lossy'), parted: ['S: One, Two'] },
  {
    name: 'a message of which nobody says how often it comes',
    text: taken('', 'on A from Unsaid'),
    parted: ['S: One, Two, if it comes once'],
  },
  {
    name: 'a message that is taken off before it is handled',
    text: taken('', 'on A from Often with acknowledges first'),
    parted: ['S: One, Two'],
  },
  { name: 'a call by a handler that runs until it is through', text: taken('service U { on A from Often { calls S.go } }'), parted: [] },
  {
    name: 'calls by that handler and by somebody who gives up',
    text: taken('service U { on A from Often { calls S.go } }\nactor V { calls S.go }'),
    parted: ['S: One, Two'],
  },
  {
    name: 'calls by that handler and by one of which nobody knows',
    text: taken('service U { on A from Often { calls S.go } }\nservice V { on A from Unsaid { calls S.go } }'),
    parted: ['S: One, Two, if it comes once'],
  },
  {
    name: 'a call by way of another operation, which nobody makes sure of',
    text: taken('service U { serves via { calls S.go } }\nactor V { calls U.via }'),
    parted: ['S: One, Two'],
  },
  {
    name: 'operations that call each other, begun by a handler that runs until it is through',
    text: taken(
      'service U { on A from Often { calls V.ping } }\nservice V { serves ping { calls V.pong  calls S.go }  serves pong { calls V.ping } }',
    ),
    parted: [],
  },
  {
    name: 'a call that is tried until it is through',
    text: taken('actor V { calls S.go with unlimited retries exponential }'),
    parted: [],
  },
  {
    name: 'callers who all try again, of an operation that bears it',
    text: taken('actor U { calls S.go with 2 retries }\nactor V { calls S.go with 2 retries }', 'serves go idempotent by id'),
    parted: ['S: One, Two, tried again'],
  },
  {
    name: 'callers of whom one does not try again',
    text: taken('actor U { calls S.go with 2 retries }\nactor V { calls S.go }', 'serves go idempotent by id'),
    parted: ['S: One, Two'],
  },
  {
    name: 'callers who try again, of an operation that does not bear it',
    text: taken('actor U { calls S.go with 2 retries }'),
    parted: ['S: One, Two'],
  },
];

function said({ activity, first, second, retried, unknownDelivery }: DualWrite): string {
  const places = `${activity.element.name}: ${nameOf(first)}, ${nameOf(second)}`;
  return `${places}${retried ? ', tried again' : ''}${unknownDelivery ? ', if it comes once' : ''}`;
}

function nameOf(effect: DualWrite['first']): string {
  return 'message' in effect ? (effect.message?.name ?? '') : objectOf(effect);
}

describe('writes of two places', () => {
  for (const { name, text, parted } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual(analysisOf(design, dualWrites).map(said), parted);
    });
});
