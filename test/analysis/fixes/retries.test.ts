/** Steps that are tried again: what is written, and where a second try would do something twice. */
import assert from 'node:assert/strict';
import { retryStep } from '../../../analysis/fixes/retries.ts';
import { callsOf } from '../../../analysis/passes/workflows.ts';
import { designOf } from '../../support/design.ts';
import { assertOffers, type Changes } from '../../support/fixes.ts';

interface Row {
  readonly name: string;
  /** A step named Charge. */
  readonly step: string;
  readonly rest: string;
  /** Absent where nothing is offered. */
  readonly becomes?: Changes;
}

const calls = 'step Charge calls Bank.charge';
const retries = 'with 3 retries exponential jitter';

const rows: readonly Row[] = [
  {
    name: 'tries what recognises any repeat',
    step: calls,
    rest: 'external Bank { serves charge idempotent }',
    becomes: { [calls]: `${calls} ${retries}` },
  },
  {
    name: 'tries what changes nothing',
    step: calls,
    rest: 'external Bank { serves charge safe }',
    becomes: { [calls]: `${calls} ${retries}` },
  },
  {
    name: 'tries what is the same when it is done twice',
    step: calls,
    rest: 'service Bank { serves charge { puts Rows } }\nstore Rows',
    becomes: { [calls]: `${calls} ${retries}` },
  },
  {
    name: 'tries what is not known to differ when it is done twice',
    step: calls,
    rest: 'service Bank { serves charge { writes Rows } }\nstore Rows',
    becomes: { [calls]: `${calls} ${retries}` },
  },
  {
    name: 'sends the key by which a repeat is recognised',
    step: calls,
    rest: 'external Bank { serves charge idempotent by id }',
    becomes: { [calls]: `${calls} ${retries}, key id` },
  },
  {
    name: 'sends all of a key',
    step: calls,
    rest: 'service Bank { serves charge idempotent by account + id { increments Rows } }\nstore Rows',
    becomes: { [calls]: `${calls} ${retries}, key account + id` },
  },
  {
    name: 'leaves the key to a call that sends it',
    step: `${calls} with key id`,
    rest: 'external Bank { serves charge idempotent by id }',
    becomes: { 'with key id }': 'with key id, 3 retries exponential jitter }' },
  },
  {
    name: 'does not try what is asked with another key',
    step: `${calls} with key account`,
    rest: 'external Bank { serves charge idempotent by id }',
  },
  { name: 'does not try what does not recognise a repeat', step: calls, rest: 'external Bank { serves charge critical }' },
  {
    name: 'does not try what calls on what does not recognise a repeat',
    step: calls,
    rest: 'service Bank { serves charge { calls Mint.strike } }\nexternal Mint { serves strike }',
  },
  {
    name: 'goes on with the options that are there',
    step: `${calls} with timeout 5s`,
    rest: 'external Bank { serves charge idempotent by id }',
    becomes: { 'timeout 5s': 'timeout 5s, 3 retries exponential jitter, key id' },
  },
  {
    name: 'writes before the way back',
    step: `${calls} undo Bank.refund`,
    rest: 'external Bank { serves charge idempotent  serves refund idempotent }',
    becomes: { [calls]: `${calls} ${retries}` },
  },
  {
    name: 'tries a way back that recognises the same key',
    step: `${calls} undo Bank.refund`,
    rest: 'external Bank { serves charge idempotent by id  serves refund idempotent by id }',
    becomes: { [calls]: `${calls} ${retries}, key id` },
  },
  {
    name: 'does not try where the way back does not recognise a repeat',
    step: `${calls} undo Bank.refund`,
    rest: 'external Bank { serves charge idempotent  serves refund }',
  },
  {
    name: 'does not try where the way back recognises another key',
    step: `${calls} undo Bank.refund`,
    rest: 'external Bank { serves charge idempotent by id  serves refund idempotent by refundId }',
  },
  {
    name: 'does not try where only the way back asks for a key',
    step: `${calls} undo Bank.refund`,
    rest: 'external Bank { serves charge idempotent  serves refund idempotent by id }',
  },
];

describe('a step that is tried again', () => {
  for (const { name, step, rest, becomes } of rows)
    it(name, async () => {
      const text = `orchestrator Pay : aws.stepfunctions { alarm  ${step} }\n${rest}`;
      const design = await designOf(text);
      const [found] = design.elements.flatMap((element) => (element.kind === 'orchestrator' ? element.steps : []));
      const [call] = found ? callsOf(found) : [];
      assert.ok(found && call);
      const title = 'Retry Charge three times, with growing intervals';
      await assertOffers(text, retryStep(design, found, call), becomes ? [{ title, becomes }] : []);
    });
});
