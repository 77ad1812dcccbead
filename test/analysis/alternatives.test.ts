/** Messages of which one run sends the one or the other. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { alternatives } from '../../analysis/passes/alternatives.ts';
import type { Message } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  /** What comes besides the events `One` and `Other`, the stream `S` and the store `Rows`. */
  readonly text: string;
  readonly excludes: boolean;
}

const rows: readonly Row[] = [
  {
    name: 'branches of one decision',
    text: 'service A { serves go { when "paid" { publishes One to S } otherwise { publishes Other to S } } }',
    excludes: true,
  },
  { name: 'one after the other', text: 'service A { serves go { publishes One to S  publishes Other to S } }', excludes: false },
  {
    name: 'one branch',
    text: 'service A { serves go { when "paid" { publishes One to S  publishes Other to S } } }',
    excludes: false,
  },
  {
    name: 'side by side',
    text: 'service A { serves go { parallel { publishes One to S  publishes Other to S } } }',
    excludes: false,
  },
  {
    name: 'the last step of a workflow but for a wait whose time may run out',
    text: 'event X { key id }\norchestrator W { step Tell publishes One to S  step Wait waits for X at most 1h } otherwise { publishes Other to S }',
    excludes: false,
  },
  {
    name: 'branches of two decisions',
    text: 'service A { serves go { when "paid" { publishes One to S } otherwise { reads Rows }  when "late" { reads Rows } otherwise { publishes Other to S } } }',
    excludes: false,
  },
  {
    name: 'a branch, and what is done whatever was decided',
    text: 'service A { serves go { when "paid" { publishes One to S }  publishes Other to S } }',
    excludes: false,
  },
  {
    name: 'branches of one decision, and the one of them once more after it',
    text: 'service A { serves go { when "paid" { publishes One to S } otherwise { publishes Other to S }  publishes One to S } }',
    excludes: false,
  },
  {
    name: 'branches of one decision, and the other of them from elsewhere',
    text: `service A { serves go { when "paid" { publishes One to S } otherwise { publishes Other to S } } }
      service B { serves go { publishes Other to S } }`,
    excludes: false,
  },
  { name: 'one that nobody sends', text: 'service A { serves go { publishes One to S } }', excludes: false },
  { name: 'another that nobody sends', text: 'service A { serves go { publishes Other to S } }', excludes: false },
  {
    name: 'two operations that nothing is known to call',
    text: 'service A { serves a { publishes One to S }  serves b { publishes Other to S } }',
    excludes: false,
  },
  {
    name: 'operations that are called on branches of one decision',
    text: `service A { serves go { when "paid" { calls B.one } otherwise { calls B.other } } }
      service B { serves one { publishes One to S }  serves other { publishes Other to S } }`,
    excludes: true,
  },
  {
    name: 'an operation that is called on one branch, and what is sent on the other',
    text: `service A { serves go { when "paid" { calls B.one } otherwise { publishes Other to S } } }
      service B { serves one { publishes One to S } }`,
    excludes: true,
  },
  {
    name: 'the same the other way round',
    text: `service A { serves go { when "paid" { publishes One to S } otherwise { calls B.other } } }
      service B { serves other { publishes Other to S } }`,
    excludes: true,
  },
  {
    name: 'an operation that somebody else calls as well',
    text: `service A { serves go { when "paid" { calls B.one } otherwise { publishes Other to S } } }
      service B { serves one { publishes One to S } }
      service C { serves go { calls B.one } }`,
    excludes: false,
  },
  {
    name: 'the other operation, which somebody else calls as well',
    text: `service A { serves go { when "paid" { publishes One to S } otherwise { calls B.other } } }
      service B { serves other { publishes Other to S } }
      service C { serves go { calls B.other } }`,
    excludes: false,
  },
  {
    name: 'two handlers of what is sent on branches of one decision, several steps before',
    text: `event X { key id }\nevent Y { key id }
      service A { serves go { when "paid" { calls B.x } otherwise { calls B.y } } }
      service B { serves x { publishes X to S }  serves y { publishes Y to S } }
      service C { on X from S { publishes One to S }  on Y from S { publishes Other to S } }`,
    excludes: true,
  },
  {
    name: 'two handlers of the same event',
    text: `event X { key id }
      service A { serves go { publishes X to S } }
      service B { on X from S { publishes One to S } }
      service C { on X from S { publishes Other to S } }`,
    excludes: false,
  },
  {
    name: 'messages that bring each other about',
    text: 'service A { on One from S { publishes Other to S }  on Other from S { publishes One to S } }',
    excludes: false,
  },
  {
    name: 'a join that was completed, or was not',
    text: `event X { key id }\nevent Y { key id }
      service A { on all of X, Y within 10m using Rows from S { publishes One to S } otherwise { publishes Other to S } }`,
    excludes: true,
  },
  {
    name: 'what one end of a join sends',
    text: `event X { key id }\nevent Y { key id }
      service A { on all of X, Y within 10m using Rows from S { publishes One to S  publishes Other to S } otherwise { reads Rows } }`,
    excludes: false,
  },
  {
    name: 'the last step of a workflow, and what is done when the workflow fails',
    text: 'orchestrator W { step Read reads Rows  step Tell publishes One to S } otherwise { publishes Other to S }',
    excludes: true,
  },
  {
    name: 'what is done when a workflow fails, and its last step',
    text: 'orchestrator W { step Read reads Rows  step Tell publishes Other to S } otherwise { publishes One to S }',
    excludes: true,
  },
  {
    name: 'a step of a workflow that another one follows, and what is done when that one fails',
    text: 'orchestrator W { step Tell publishes One to S  step Read reads Rows } otherwise { publishes Other to S }',
    excludes: false,
  },
  {
    name: 'two steps of a workflow',
    text: 'orchestrator W { step Tell publishes One to S  step Say publishes Other to S }',
    excludes: false,
  },
  {
    name: 'a step of a workflow, and its undoing',
    text: 'orchestrator W { step Tell publishes One to S undo { publishes Other to S }  step Read reads Rows }',
    excludes: false,
  },
];

describe('messages that exclude one another', () => {
  for (const { name, text, excludes } of rows)
    it(`${name}: ${excludes ? 'do' : 'do not'}`, async () => {
      const design = await designOf(`event One { key id }\nevent Other { key id }\nstream S\nstore Rows\n${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const message = (wanted: string): Message => {
        const found = design.messages.find(({ name: own }) => own === wanted);
        return found ?? assert.fail(`no ${wanted}`);
      };
      const exclude = analysisOf(design, alternatives);
      const answers = [exclude(message('One'), message('Other')), exclude(message('Other'), message('One'))];
      assert.deepEqual(answers, [excludes, excludes]);
    });
});
