/** What can be asked of one state of a flow, whatever has led to it. */
import assert from 'node:assert/strict';
import { FlowState, STATUS } from '../../analysis/explorer/state.ts';
import { firstOf } from './unfolded.ts';

/** Two messages of one group, each over a topic into a queue. */
const ordered = `event E { key id  ordered by who }  topic T : aws.sns  store X : postgres
  queue Q : aws.sqs { subscribes to T  dead-letters to D after 3 attempts }  queue D : aws.sqs { alarm }
  service P { serves p { publishes E to T } }  service A { on E from Q { puts X } }`;

describe('an earlier message', () => {
  const cases: readonly {
    readonly name: string;
    /** What became of it on its way into the queue, and out of it. */
    readonly forward: keyof typeof STATUS;
    readonly deliver: keyof typeof STATUS;
    /** Where copies of it wait. */
    readonly waits?: 'forward' | 'deliver';
    readonly underWay: boolean;
    readonly parked?: 'forward' | 'deliver';
  }[] = [
    { name: 'that has not been sent is not under way', forward: 'none', deliver: 'none', underWay: false },
    { name: 'that waits to be delivered is', forward: 'handled', deliver: 'none', waits: 'deliver', underWay: true },
    { name: 'that waits further back is', forward: 'none', deliver: 'none', waits: 'forward', underWay: true },
    { name: 'that is handled is not', forward: 'handled', deliver: 'handled', underWay: false },
    { name: 'that is handled and comes again is', forward: 'handled', deliver: 'handled', waits: 'deliver', underWay: true },
    {
      name: 'that is handled is not, whatever comes again further back',
      forward: 'handled',
      deliver: 'handled',
      waits: 'forward',
      underWay: false,
    },
    {
      name: 'that is dropped is not, whatever comes again further back',
      forward: 'handled',
      deliver: 'dropped',
      waits: 'forward',
      underWay: false,
    },
    { name: 'that is parked is', forward: 'handled', deliver: 'parked', underWay: true, parked: 'deliver' },
    { name: 'that is parked further back is', forward: 'parked', deliver: 'none', underWay: true, parked: 'forward' },
  ];
  for (const { name, forward, deliver, waits, underWay, parked } of cases)
    it(name, async () => {
      const unfolded = await firstOf(ordered);
      const legs = unfolded.program.legs.filter(({ firing }) => firing === 0);
      const into = legs.find(({ kind }) => kind === 'forward');
      const out = legs.find(({ before }) => before !== undefined && before === into);
      assert.ok(into && out);
      const state = new FlowState(unfolded);
      state.set(into.field.status, STATUS[forward]);
      state.set(out.field.status, STATUS[deliver]);
      if (waits) state.set((waits === 'forward' ? into : out).field.copies, 1);
      assert.equal(state.isUnderWay(out), underWay);
      assert.equal(state.parkedOn(out), parked && (parked === 'forward' ? into : out));
    });
});
