/** How long things take, in the normal case and at worst. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { objectOf } from '../../analysis/names.ts';
import { backoffOf, responseTimes, type Time } from '../../analysis/passes/response-times.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** Of which activity: `S.go` unless said otherwise. */
  readonly of?: string;
  readonly normal: string | undefined;
  /** As in the normal case unless said otherwise. */
  readonly worst?: string;
  /** As at worst unless said otherwise. */
  readonly uncut?: string;
}

const declared = `
  event A { key id }
  queue Q
  store Fast { latency 5ms }
  store Slow { latency 50ms }
  store Even { latency 50ms }
  store Vague
`;

const go = (body: string, others = ''): string => `service S { serves go { ${body} } }\n${others}`;

const rows: readonly Row[] = [
  { name: 'effects in a row add up', text: go('reads Fast  puts Slow'), normal: '55 = Fast 5 + Slow 50, 2 round trips' },
  { name: 'what nobody says adds nothing', text: go('reads Fast  puts Vague'), normal: 'at least 5 = Fast 5 + Vague 0, 2 round trips' },
  { name: 'nothing to do takes no time', text: go(''), normal: '0' },
  { name: 'of nobody knows what nothing is known', text: 'service S { serves go }', normal: 'at least 0' },
  {
    name: 'what is not waited for takes no time',
    text: go('sends A to Q  starts W', 'orchestrator W { step One puts Slow }'),
    normal: '0',
  },
  {
    name: 'side by side the slowest counts',
    text: go('parallel { reads Fast  puts Slow  deletes Fast }'),
    normal: '50 = Slow 50, 1 round trip',
  },
  { name: 'of equally slow ones the first is shown', text: go('parallel { reads Slow  puts Even }'), normal: '50 = Slow 50, 1 round trip' },
  { name: 'nothing side by side takes no time', text: go('parallel { }'), normal: '0' },
  {
    name: 'side by side what nobody says may be slower',
    text: go('parallel { puts Slow  reads Vague }'),
    normal: 'at least 50 = Slow 50, 1 round trip',
  },
  {
    name: 'of branches the slowest counts, and the most round trips',
    text: go('when "new" { reads Fast  puts Fast } otherwise { puts Slow }'),
    normal: '50 = Slow 50, 2 round trips',
  },
  {
    name: 'a transaction is one after the other',
    text: go('atomically { puts Fast  puts Slow }'),
    normal: '55 = Fast 5 + Slow 50, 2 round trips',
  },
  {
    name: 'an each is as often as it allows',
    text: go('each "line" at most 4 { puts Fast  reads Fast }'),
    normal: '40 = Fast 4x 20 + Fast 4x 20, 8 round trips',
  },
  {
    name: 'an each is as often as it allows by how many run at a time',
    text: go('each "line" at most 7 with concurrency 3 { puts Slow }'),
    normal: '150 = Slow 3x 150, 3 round trips',
  },
  { name: 'an each that does not say how many is once', text: go('each "line" { puts Slow }'), normal: '50 = Slow 50, 1 round trip' },
  {
    name: 'an each in an each multiplies',
    text: go('each "line" at most 2 { each "part" at most 3 { puts Fast } }'),
    normal: '30 = Fast 6x 30, 6 round trips',
  },
  {
    name: 'a call takes as long as what is called, and what that is made of is shown',
    text: go('calls U.go  reads Fast', 'service U { serves go { puts Slow  reads Fast } }'),
    normal: '60 = Slow 50 + Fast 5 + Fast 5, 3 round trips',
  },
  {
    name: 'a call of what says how long it takes is shown itself',
    text: go('calls U.go', 'service U { serves go in 200ms }'),
    normal: '200 = U.go 200',
  },
  {
    name: 'a call of what takes longer than what it does is shown itself',
    text: go('calls U.go', 'service U { serves go in 200ms { puts Slow } }'),
    normal: '200 = U.go 200, 1 round trip',
  },
  {
    name: 'what takes longer than it says takes as long as what it does',
    text: 'service S { serves go in 20ms { puts Slow } }',
    normal: '50 = Slow 50, 1 round trip',
  },
  { name: 'what says how long it takes takes that', text: 'service S { serves go in 80ms { puts Slow } }', normal: '80, 1 round trip' },
  {
    name: 'what says how long it takes takes that, whatever nobody knows',
    text: 'service S { serves go in 80ms { puts Vague } }',
    normal: '80, 1 round trip',
  },
  { name: 'what says how long it takes, for nobody knows what', text: 'service S { serves go in 80ms }', normal: '80' },
  {
    name: 'what takes as long as what it does shows that',
    text: 'service S { serves go in 50ms { puts Slow } }',
    normal: '50 = Slow 50, 1 round trip',
  },
  {
    name: 'what takes longer than it says is complete, whatever nobody knows',
    text: 'service S { serves go in 20ms { puts Slow  reads Vague } }',
    normal: '50 = Slow 50 + Vague 0, 2 round trips',
  },
  {
    name: 'a timeout ends a call, as long as it may take normally',
    text: go('calls U.go with timeout 100ms', 'service U { serves go in 200ms }'),
    normal: '100 = U.go 100',
  },
  {
    name: 'a timeout ends a call in the middle of what is called',
    text: go('calls U.go with timeout 30ms', 'service U { serves go { reads Fast  puts Slow } }'),
    normal: '30 = U.go 30, 2 round trips',
  },
  {
    name: 'a timeout does not draw out a call whose time is known',
    text: go('calls U.go with timeout 3s', 'service U { serves go in 200ms }'),
    normal: '200 = U.go 200',
  },
  {
    name: 'a call whose time nobody knows takes all of its timeout at worst',
    text: go('calls U.go with timeout 3s', 'service U { serves go }'),
    normal: 'at least 0 = U.go 0',
    worst: '3000 = U.go 3000',
  },
  {
    name: 'a call whose time is known in part takes all of its timeout at worst',
    text: go('calls U.go with timeout 3s', 'service U { serves go { puts Slow  reads Vague } }'),
    normal: 'at least 50 = Slow 50 + Vague 0, 2 round trips',
    worst: '3000 = U.go 3000, 2 round trips',
  },
  {
    name: 'a call whose time nobody knows and that has no timeout has no end at worst',
    text: go('reads Fast  calls U.go', 'service U { serves go }'),
    normal: 'at least 5 = Fast 5 + U.go 0, 1 round trip',
    worst: 'at least 5 = Fast 5 + U.go 0, 1 round trip, no end to S.go calling U.go',
  },
  {
    name: 'of calls that have no end the first is told',
    text: go('calls U.go  calls V.go', 'service U { serves go }\nservice V { serves go }'),
    normal: 'at least 0 = U.go 0 + V.go 0',
    worst: 'at least 0 = U.go 0 + V.go 0, no end to S.go calling U.go',
  },
  {
    name: 'side by side, too, a call that has no end is told, be it slow or not',
    text: go('parallel { puts Slow  calls U.go }', 'service U { serves go }'),
    normal: 'at least 50 = Slow 50, 1 round trip',
    worst: 'at least 50 = Slow 50, 1 round trip, no end to S.go calling U.go',
  },
  {
    name: 'of calls that call the innermost is told that has no end',
    text: go('calls U.go', 'service U { serves go { puts Slow  calls V.go } }\nservice V { serves go }'),
    normal: 'at least 50 = Slow 50 + V.go 0, 1 round trip',
    worst: 'at least 50 = Slow 50 + V.go 0, 1 round trip, no end to U.go calling V.go',
  },
  {
    name: 'a timeout puts an end to what has none',
    text: go('calls U.go with timeout 1s', 'service U { serves go { puts Slow  calls V.go } }\nservice V { serves go }'),
    normal: 'at least 50 = Slow 50 + V.go 0, 1 round trip',
    worst: '1000 = U.go 1000, 1 round trip',
  },
  {
    name: 'what says how long it takes has no end at worst, if a call of its own has none',
    text: 'service S { serves go in 80ms { calls U.go } }\nservice U { serves go }',
    normal: '80',
    worst: 'at least 80, no end to S.go calling U.go',
  },
  {
    name: 'what takes longer than it says has no end at worst, if a call of its own has none',
    text: 'service S { serves go in 20ms { puts Slow  calls U.go } }\nservice U { serves go }',
    normal: '50 = Slow 50 + U.go 0, 1 round trip',
    worst: 'at least 50 = Slow 50 + U.go 0, 1 round trip, no end to S.go calling U.go',
  },
  {
    name: 'all tries of a call count at worst, and the waits between them',
    text: go('calls U.go with timeout 1s, 2 retries fixed from 100ms', 'service U { serves go in 300ms }'),
    normal: '300 = U.go 300',
    worst: '1100 = U.go 3x 1100',
  },
  {
    name: 'all tries of a call that times out count at worst',
    text: go('calls U.go with timeout 1s, 2 retries', 'service U { serves go in 3s }'),
    normal: '1000 = U.go 1000',
    worst: '3000 = U.go 3x 3000',
  },
  {
    name: 'tries of a call that takes no known time add nothing, nor do their waits',
    text: go('calls U.go with 2 retries fixed from 100ms', 'service U { serves go }'),
    normal: 'at least 0 = U.go 0',
    worst: 'at least 0 = U.go 3x 0, no end to S.go calling U.go',
  },
  {
    name: 'a call that is tried for ever has no bound',
    text: go('calls U.go with unlimited retries', 'service U { serves go in 10ms }'),
    normal: '10 = U.go 10',
    worst: 'Infinity = U.go Infinityx Infinity',
  },
  {
    name: 'of several operations the quickest is certain',
    text: go('calls U', 'service U { serves slow in 200ms  serves go in 20ms  serves stop in 30ms }'),
    normal: '20 = U 20',
  },
  {
    name: 'of several operations, of which nobody knows how long one takes, nothing is certain',
    text: go('calls U with timeout 1s', 'service U { serves go in 20ms  serves stop }'),
    normal: 'at least 0 = U 0',
    worst: '1000 = U 1000',
  },
  {
    name: 'of several operations the quickest is certain, and all must be known',
    text: go('calls U with timeout 1s', 'service U { serves go in 20ms  serves stop { puts Slow  reads Vague } }'),
    normal: 'at least 20 = U 20',
    worst: '1000 = U 1000',
  },
  {
    name: 'of equally quick operations the first is shown',
    text: go('calls U', 'service U { serves go { puts Slow }  serves stop { puts Even } }'),
    normal: '50 = Slow 50, 1 round trip',
  },
  {
    name: 'of several operations all must be known, also of a service that says how long it takes',
    text: go('calls U with timeout 1s', 'service U { latency 30ms  serves go in 20ms  serves stop { puts Slow  reads Vague } }'),
    normal: 'at least 30 = U 30',
    worst: '1000 = U 1000',
  },
  {
    name: 'a call of a service that says that it takes longer than what it does is shown itself',
    text: go('calls U.go', 'service U { latency 60ms  serves go { puts Slow } }'),
    normal: '60 = U.go 60, 1 round trip',
  },
  {
    name: 'of what does nothing that takes time nobody knows how long it takes at worst',
    text: go('calls U.go with timeout 1s', 'service U { serves go {} }'),
    normal: '0 = U.go 0',
    worst: '1000 = U.go 1000',
  },
  {
    name: 'whether others end what takes too long is their affair',
    text: go('calls Bank.pay', 'external Bank { timeout 1s  serves pay in 2s }'),
    normal: '2000 = Bank.pay 2000',
  },
  {
    name: 'of a service that says how long it takes any operation takes that, if it takes no longer',
    text: go('calls U.go  calls U.stop', 'service U { latency 30ms  serves go in 20ms  serves stop in 40ms }'),
    normal: '70 = U.go 30 + U.stop 40',
  },
  {
    name: 'of a system that says how long it takes any call takes that',
    text: go('calls Bank with timeout 1s', 'external Bank { latency 30ms }'),
    normal: 'at least 30 = Bank 30',
    worst: '1000 = Bank 1000',
  },
  {
    name: 'of a system that says nothing nothing is known',
    text: go('calls Bank with timeout 1s', 'external Bank'),
    normal: 'at least 0 = Bank 0',
    worst: '1000 = Bank 1000',
  },
  {
    name: 'a service ends what takes longer than its timeout, at worst',
    text: 'service S { timeout 80ms  serves go { puts Slow  reads Slow } }',
    normal: '100 = Slow 50 + Slow 50, 2 round trips',
    worst: '80, 2 round trips',
    uncut: '100 = Slow 50 + Slow 50, 2 round trips',
  },
  {
    name: 'a service does not end what takes just as long as its timeout',
    text: 'service S { timeout 100ms  serves go { puts Slow  reads Slow } }',
    normal: '100 = Slow 50 + Slow 50, 2 round trips',
  },
  {
    name: 'who calls a service waits for no longer than its timeout',
    text: go('calls U.go', 'service U { timeout 80ms  serves go { puts Slow  reads Slow } }'),
    normal: '100 = Slow 50 + Slow 50, 2 round trips',
    worst: '80 = U.go 80, 2 round trips',
  },
  {
    name: 'an entry answers when its timeout is up',
    text: 'gateway Api { timeout 30ms  routes "GET" to S.go }\nservice S { serves go { puts Slow } }',
    of: 'Api "GET"',
    normal: '50 = Slow 50, 1 round trip',
    worst: '30, 1 round trip',
    uncut: '50 = Slow 50, 1 round trip',
  },
  {
    name: 'the steps of a workflow add up, with what it waits for as far as that is said',
    text: 'actor X { sends A to Q }\norchestrator W { step One puts Slow  step Rest waits 3s  step Wait waits for A from Q at most 4s }',
    of: 'W',
    normal: 'at least 3050 = Slow 50, 1 round trip',
  },
  {
    name: 'a workflow ends when its timeout is up',
    text: 'orchestrator W { timeout 2s  step One puts Slow  step Rest waits 3s }',
    of: 'W',
    normal: '3050 = Slow 50, 1 round trip',
    worst: '2000, 1 round trip',
    uncut: '3050 = Slow 50, 1 round trip',
  },
  {
    name: 'what a workflow undoes or does in the end is no part of it',
    text: 'orchestrator W { step One puts Slow undo { deletes Slow } } otherwise { step Tell reads Slow }',
    of: 'W',
    normal: '50 = Slow 50, 1 round trip',
  },
  {
    name: 'what calls itself has no time',
    text: go('puts Slow  calls U.go', 'service U { serves go { calls S.go } }'),
    normal: undefined,
  },
  {
    name: 'of who calls what calls itself as much is known as it does itself',
    text: go('puts Slow  calls U.go', 'service U { serves go { calls V.go } }\nservice V { serves go { calls U.go } }'),
    normal: 'at least 50 = Slow 50 + U.go 0, 1 round trip',
    worst: 'at least 50 = Slow 50 + U.go 0, 1 round trip, no end to S.go calling U.go',
  },
  {
    name: 'what calls itself only when it fails has a time',
    text: 'orchestrator W { step One puts Slow } otherwise { step Again calls W }',
    of: 'W',
    normal: '50 = Slow 50, 1 round trip',
  },
];

function said({ total, complete, parts, roundTrips, endless }: Time): string {
  const shown = parts.map((part) => `${objectOf(part.effect)} ${part.times === 1 ? '' : `${part.times}x `}${part.total}`).join(' + ');
  const trips = roundTrips === 0 ? '' : `, ${roundTrips} round trip${roundTrips === 1 ? '' : 's'}`;
  const open = endless ? `, no end to ${endless.activity.label} calling ${objectOf(endless)}` : '';
  return `${complete ? '' : 'at least '}${total}${shown ? ` = ${shown}` : ''}${trips}${open}`;
}

describe('how long it takes', () => {
  for (const { name, text, of = 'S.go', normal, worst = normal, uncut = worst } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const { id } = design.activities.find(({ label }) => label === of) ?? assert.fail(`no ${of}`);
      const found = analysisOf(design, responseTimes);
      const times = [found.normal, found.worst, found.uncut].map((all) => all.get(id));
      assert.deepEqual(
        times.map((time) => time && said(time)),
        [normal, worst, uncut],
      );
    });
});

describe('the waits between tries', () => {
  for (const [retries, waits] of [
    ['3 retries fixed from 100ms', 300],
    ['3 retries from 100ms', 300],
    ['3 retries linear from 100ms', 600],
    ['3 retries exponential from 100ms', 700],
    ['1 retry exponential from 100ms', 100],
    ['3 retries exponential', 0],
    ['unlimited retries fixed from 100ms', Number.POSITIVE_INFINITY],
    ['unlimited retries', Number.POSITIVE_INFINITY],
  ] as const)
    it(`of ${retries} are ${waits} ms`, async () => {
      const { effects } = await designOf(`${go(`calls U.go with ${retries}`)}service U { serves go }\n`);
      assert.equal(backoffOf(effects[0]?.options.retries ?? assert.fail('no retries')), waits);
    });
});
