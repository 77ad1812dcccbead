/** Workflows step by step: what a step leaves behind, whether it can fail the run, and which steps come after it. */
import assert from 'node:assert/strict';
import { shortText } from '../../analysis/names.ts';
import {
  callsOf,
  canFailTheRun,
  durableEffectsOf,
  isSelfHosted,
  laterSteps,
  leftBehind,
  losesProgress,
  orchestratorsOf,
  retriesOf,
} from '../../analysis/passes/workflows.ts';
import type { Orchestrator, Step } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

const declared = `
  event A { key id }
  event Minor { key id  expendable }
  store Rows
  store Marks { ttl 10m }
  store Source
  store View { rebuilt from Source }
  cache Recent
  cache Copy { caches Source }
  cache Kept { durable }
  cache Mirror { caches Source  durable }
  external Partner { serves take { puts Rows } }
  orchestrator Other { step Go puts Rows }
  external Bank { serves pay  serves look safe  serves hint expendable }
  service Stock { serves take { puts Rows } }
  service Careful { serves look safe { puts Rows } }
  service Desk {
    serves go { calls Stock.take  calls Bank.pay  reads Rows }
    serves twice { calls Stock.take  calls Stock.take }
    serves round { appends Rows  calls Desk.back }
    serves back { deletes Rows  calls Desk.round }
  }
  gateway Api { routes "/pay" to Bank.pay  routes "/look" to Bank.look }
`;

async function workflowOf(statement: string): Promise<Orchestrator> {
  const design = await designOf(`${declared}${statement}\n`);
  assert.deepEqual(
    design.problems.map(({ message }) => message),
    [],
  );
  return orchestratorsOf(design).find(({ name }) => name === 'W') ?? assert.fail('no workflow');
}

/** @param rest what is said before and after the first step */
async function firstStep(step: string, rest: string = ''): Promise<{ readonly step: Step; readonly workflow: Orchestrator }> {
  const workflow = await workflowOf(`orchestrator W { step First ${step} ${rest} }`);
  return { step: workflow.steps[0] ?? assert.fail('no step'), workflow };
}

describe('a step leaves behind', () => {
  for (const [step, left] of [
    ['reads Rows', []],
    ['puts Rows', ['puts Rows']],
    ['deletes Rows', ['deletes Rows']],
    ['puts View', []],
    ['puts Recent', []],
    ['puts Copy', []],
    ['puts Kept', ['puts Kept']],
    ['puts Marks', []],
    ['deletes Marks', ['deletes Marks']],
    ['publishes A', ['publishes A']],
    ['sends A to Bank', ['sends A']],
    ['publishes Minor', []],
    ['starts Other', ['starts Other']],
    ['calls Bank.pay', ['calls Bank.pay']],
    ['calls Bank.look', []],
    ['calls Bank.hint', []],
    ['calls Bank', []],
    ['calls Stock.take', ['puts Rows']],
    ['calls Careful.look', []],
    ['calls Desk.go', ['puts Rows', 'calls Bank.pay']],
    ['calls Desk.twice', ['puts Rows']],
    ['calls Desk.round', ['appends Rows', 'deletes Rows']],
    ['calls Api "/pay"', ['calls Bank.pay']],
    ['puts Rows undo { deletes Rows }', ['puts Rows']],
    ['reads Rows undo { deletes Rows }', []],
    ['parallel { step Inner puts Rows undo { deletes Rows } }', ['puts Rows']],
    ['puts Mirror', []],
    ['calls Partner.take', ['calls Partner.take']],
    ['calls Sub', ['puts Rows']],
  ] as const)
    it(`${left.join(', ') || 'nothing'}: ${step}`, async () => {
      const sub = step === 'calls Sub' ? '}\norchestrator Sub { step Put puts Rows undo { deletes Source }' : '';
      const { step: first } = await firstStep(step, sub);
      assert.deepEqual(leftBehind(first).map(shortText), left);
    });

  it('what a call does, whoever asks, also where that will not stay', async () => {
    const { step } = await firstStep('puts Marks');
    assert.deepEqual(step.effects.flatMap((effect) => durableEffectsOf(effect)).map(shortText), ['puts Marks']);
  });
});

describe('the calls of a step are', () => {
  for (const [step, calls] of [
    ['puts Rows', []],
    ['calls Bank.pay undo Bank.look', ['calls Bank.pay']],
    ['calls Bank.pay undo { calls Bank.look }', ['calls Bank.pay']],
    ['starts Other', []],
    ['parallel { step Inner calls Bank.pay undo Bank.look }', ['calls Bank.pay']],
    ['parallel { calls Bank.pay  calls Bank.look }', ['calls Bank.pay', 'calls Bank.look']],
  ] as const)
    it(`${calls.join(', ') || 'none'}: ${step}`, async () => {
      const { step: first } = await firstStep(step);
      assert.deepEqual(callsOf(first).map(shortText), calls);
    });
});

describe('an effect is tried again', () => {
  for (const [name, workflow, times] of [
    ['as often as it says', 'orchestrator W { step Pay calls Bank.pay with 2 retries }', 2],
    [
      'as often as its workflow’s product does',
      'technology house is orchestrator { 4 retries }\norchestrator W : house { step Pay calls Bank.pay }',
      4,
    ],
    [
      'as often as it says itself before its workflow’s product',
      'technology house is orchestrator { 4 retries }\norchestrator W : house { step Pay calls Bank.pay with 0 retries }',
      0,
    ],
    ['as often as nobody says', 'orchestrator W { step Pay calls Bank.pay }', undefined],
  ] as const)
    it(name, async () => {
      const orchestrator = await workflowOf(workflow);
      const effect = orchestrator.steps[0]?.effects[0] ?? assert.fail('no effect');
      assert.equal(retriesOf(effect, orchestrator), times);
    });
});

describe('a step fails the run', () => {
  for (const [name, step, rest, can] of [
    ['if it fails', 'calls Bank.pay', '', true],
    ['if it fails after all tries', 'calls Bank.pay with 3 retries', '', true],
    ['not if it is tried until it is through', 'calls Bank.pay with unlimited retries', '', false],
    ['not if something else is done then', 'calls Bank.pay with fallback Stock', '', false],
    ['if what is done then needs what has failed', 'calls Bank.pay with fallback Bank.look', '', true],
    ['not if a later step is gone to then', 'calls Bank.pay on failure Later', 'step Later puts Rows', false],
    ['if a step of the end is gone to then', 'calls Bank.pay on failure Last', '} otherwise { step Last puts Rows', true],
    ['if one of several things can fail it', 'parallel { calls Bank.pay with unlimited retries  calls Bank.look }', '', true],
    ['if another of several things can fail it', 'parallel { calls Bank.look  calls Bank.pay with unlimited retries }', '', true],
    [
      'not if none of several things can',
      'parallel { calls Bank.look with fallback Stock  calls Bank.pay with unlimited retries }',
      '',
      false,
    ],
    ['not for an undo that is tried once', 'calls Bank.pay with unlimited retries undo { calls Bank.look with 1 retry }', '', false],
    [
      'not for an undo of a step inside that is tried once',
      'parallel { step Inner calls Bank.pay with unlimited retries undo { calls Bank.look with 1 retry } }',
      '',
      false,
    ],
    ['not if it does nothing that can fail', 'waits 5m', '', false],
    ['if what it waits for does not come in time', 'waits for A at most 5m', '', true],
    ['not if it waits for ever', 'waits for A', '', false],
    [
      'not if it waits, and something is done when it does not come',
      'waits for A at most 5m on failure Later',
      'step Later puts Rows',
      false,
    ],
  ] as const)
    it(name, async () => {
      const { step: first, workflow } = await firstStep(step, rest);
      assert.equal(canFailTheRun(first, workflow), can);
    });

  it('not if it runs when the run has failed already', async () => {
    const workflow = await workflowOf('orchestrator W { step Pay calls Bank.pay } otherwise { step Last calls Bank.look }');
    assert.deepEqual(
      workflow.steps.map((step) => `${step.name}: ${canFailTheRun(step, workflow)}`),
      ['Pay: true', 'Last: false'],
    );
  });
});

describe('after a step come', () => {
  for (const [name, body, later] of [
    ['those behind it', 'step One waits 1s  step Two waits 1s  step Three waits 1s', ['One: Two, Three', 'Two: Three', 'Three: ']],
    ['none, of one alone', 'step One waits 1s', ['One: ']],
    [
      'those of its branch and those behind the decision',
      'when "new" { step One waits 1s  step Two waits 1s } otherwise { step Three waits 1s }  step Four waits 1s',
      ['One: Two, Four', 'Two: Four', 'Three: Four', 'Four: '],
    ],
    [
      'those beside it',
      'step Zero waits 1s  parallel { step One waits 1s  step Two waits 1s  step Three waits 1s }  step Four waits 1s',
      ['Zero: One, Two, Three, Four', 'One: Two, Three, Four', 'Two: One, Three, Four', 'Three: One, Two, Four', 'Four: '],
    ],
    [
      'those of a branch beside it, and not those of the decision that excludes it',
      'parallel { when "new" { step One waits 1s } otherwise { step Two waits 1s }  step Three waits 1s }',
      ['One: Three', 'Two: Three', 'Three: One, Two'],
    ],
    [
      'itself and all others of what is done once for each',
      'each "parcel" { step One waits 1s  step Two waits 1s }  step Three waits 1s',
      ['One: Two, One, Three', 'Two: One, Two, Three', 'Three: '],
    ],
    [
      'those of a transaction',
      'atomically { step One puts Rows  step Two puts Rows }  step Three waits 1s',
      ['One: Two, Three', 'Two: Three', 'Three: '],
    ],
    [
      'those inside it, and behind them those behind it',
      'step Outer parallel { step One waits 1s  step Two waits 1s }  step Three waits 1s',
      ['Outer: Three', 'One: Two, Three', 'Two: One, Three', 'Three: '],
    ],
    [
      'those inside it that each repeats',
      'step Outer each "parcel" { step One waits 1s }  step Two waits 1s',
      ['Outer: Two', 'One: One, Two', 'Two: '],
    ],
    ['nothing but steps', 'step One waits 1s  when "new" { step Two waits 1s }', ['One: Two', 'Two: ']],
  ] as const)
    it(name, async () => {
      const { workflow } = await workflowOf(`orchestrator W { ${body} } otherwise { step Last waits 1s }`);
      const found = [...laterSteps(workflow)].map(([step, steps]) => `${step.name}: ${steps.map((other) => other.name).join(', ')}`);
      assert.deepEqual(found.sort(inOrderOf(later)), later);
    });
});

/** Steps are told in the order in which they were met; here they are read in that of the text. */
function inOrderOf(texts: readonly string[]): (one: string, other: string) => number {
  const names = texts.map((text) => text.split(':')[0]);
  return (one, other) => names.indexOf(one.split(':')[0]) - names.indexOf(other.split(':')[0]);
}

describe('a workflow runs on instances of the design’s own', () => {
  for (const [name, text, own] of [
    ['not where nobody says on what', 'orchestrator W { step Go puts Rows }', false],
    ['where it runs on a product for services', 'technology house is service\norchestrator W : house { step Go puts Rows }', true],
    [
      'not where its product is one for workflows',
      'technology house is service, orchestrator\norchestrator W : house { step Go puts Rows }',
      false,
    ],
    ['not where its vendor runs it', 'technology house is service { managed }\norchestrator W : house { step Go puts Rows }', false],
  ] as const)
    it(name, async () => assert.equal(isSelfHosted(await workflowOf(text)), own));
});

describe('the progress of runs dies with an instance', () => {
  for (const [name, keeps, dies] of [
    ['not known where nobody says where it is kept', '', false],
    ['where it is kept in memory', 'keeps X in memory', true],
    ['where it is kept on disk', 'keeps X on disk', true],
    ['not where it is kept in a store', 'keeps X in Rows', false],
    ['not where some of it is kept in a store', 'keeps X in memory  keeps Y in Rows', false],
    ['not where what is in memory is a copy', 'keeps X in memory rebuilt from Rows', false],
    ['where not all that is in memory is a copy', 'keeps X in memory rebuilt from Rows  keeps Y on disk', true],
  ] as const)
    it(name, async () => {
      const workflow = await workflowOf(`technology house is service\norchestrator W : house { ${keeps}  step Go puts Rows }`);
      assert.equal(losesProgress(workflow), dies);
    });
});
