/**
 * What an activation did is forgotten when it is over and nothing can bring it about again, so that runs meet that differ in nothing that still matters: in how many
 * different ways the runs of a flow end, whatever has gone wrong in them.
 */
import assert from 'node:assert/strict';
import { strikes } from '../../analysis/explorer/faults.ts';
import { Machine } from '../../analysis/explorer/machine.ts';
import type { Unfolded } from '../../analysis/explorer/unfold.ts';
import { firstOf } from './unfolded.ts';

/** Plays every run with so many faults at most. */
function endsOf(unfolded: Unfolded, faults: number): number {
  const machine = new Machine(unfolded);
  const known = new Set<string>();
  const ends = new Set<string>();
  const waiting: { readonly words: Int32Array; readonly left: number }[] = [{ words: new Int32Array(unfolded.layout.words), left: faults }];
  for (;;) {
    const next = waiting.pop();
    if (!next) return ends.size;
    const { words, left } = next;
    const key = `${left} ${words.join()}`;
    if (known.has(key)) continue;
    known.add(key);
    machine.words = words.slice();
    const action = machine.next();
    if (!action) {
      ends.add(words.join());
      continue;
    }
    for (const fault of [undefined, ...(left > 0 ? strikes(machine, action) : [])]) {
      machine.words = words.slice();
      machine.perform(action, fault);
      waiting.push({ words: machine.words, left: fault ? left - 1 : left });
    }
  }
}

const slow =
  'event E { key id }  queue Q : aws.sqs { retention 14d  visibility 12h  dead-letters after 20 attempts  alarm }  store X : postgres';
const called =
  'service S : aws.lambda { serves a { puts X }  serves b { deletes X }  serves c { puts Y } }  store X : postgres  store Y : postgres';

describe('runs end in no more ways than it matters:', () => {
  const cases: readonly { readonly name: string; readonly text: string; readonly faults?: number; readonly ends: number }[] = [
    {
      name: 'a message is handled or parked, however often it came',
      text: `${slow}  service A : aws.lambda { on E from Q { increments X } }`,
      ends: 2,
    },
    {
      name: 'soon or late, with a mark or without',
      text: `${slow}  service A : aws.lambda { on E from Q idempotent within 1m using X { increments X } }`,
      ends: 2,
    },
    {
      name: 'however often somebody was asked',
      text: `${slow}  external Bank { serves pay }  service A : aws.lambda { on E from Q { calls Bank.pay with 1 retry } }`,
      ends: 2,
    },
    {
      name: 'by whomever it was done instead',
      text: `${slow}  external Bank { serves pay }  external Other { serves pay }
        service A : aws.lambda { on E from Q { calls Bank.pay with fallback Other.pay } }`,
      ends: 2,
    },
    {
      name: 'whatever was done below',
      text: `${slow}  service A : aws.lambda { on E from Q { calls B.add } }  service B : aws.lambda { serves add { increments X } }`,
      ends: 2,
    },
    {
      name: 'however often a store has told of it',
      text: `event E { key id }  event Changed { key id }  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  topic T : aws.sns
        store X : postgres { key id  publishes Changed to T }  service A : aws.lambda { on E from Q { puts X } }`,
      ends: 2,
    },
    {
      name: 'what is acknowledged first is lost, or it is not, wholly done or half',
      text: `${slow}  store Y : postgres  service A : aws.ecs { instances 1  on E from Q idempotent using X with acknowledges first { puts X  increments Y } }`,
      ends: 2,
    },
    {
      name: 'where it is lost between a call and what stands in for it, that is the same as before the call',
      text: `${slow}  external Bank { serves pay }  external Other { serves pay }
        service A : aws.ecs { instances 1  on E from Q with acknowledges first { calls Bank.pay with fallback Other.pay } }`,
      faults: 2,
      ends: 2,
    },
    {
      name: 'a workflow has been begun or has not, whether it went well or was undone',
      text: `service P { serves p { starts W } }  ${called}
        orchestrator W : aws.stepfunctions { step One calls S.a with 1 retry undo S.b  step Two calls S.c with 1 retry }`,
      ends: 2,
    },
    {
      name: 'the same of one whose run is gone',
      text: `service P { serves p { starts W } }  ${called}  orchestrator W : aws.ecs { step One calls S.a  step Two calls S.c }`,
      ends: 2,
    },
    {
      name: 'the same of one that is waited for',
      text: `service P { serves p { calls W } }  ${called}
        orchestrator W : aws.stepfunctions { step One calls S.a with 1 retry undo S.b  step Two calls S.c with 1 retry }`,
      ends: 1,
    },
    {
      name: 'what a message can bring about again is remembered',
      text: `event E { key id }  queue Q : aws.sqs { dead-letters to D after 3 attempts }  queue D : aws.sqs { alarm  redrives to Q }  store X : postgres
        service A : aws.lambda { on E from Q { increments X } }`,
      // Done once, or more often; put back, when nobody had tried it or when somebody had.
      ends: 4,
    },
  ];
  for (const { name, text, faults = 1, ends } of cases)
    it(name, async () => assert.equal(endsOf(await firstOf(text, faults), faults), ends));
});
