/** Which runs show what a finding says, and which of them are looked at. */
import assert from 'node:assert/strict';
import { explore } from '../../analysis/explorer/index.ts';
import type { Counterexample, Exploration } from '../../analysis/explorer/result.ts';
import { runsShowing, shows } from '../../analysis/explorer/showing.ts';
import { designOf, lint } from '../support/design.ts';

/** A handler that four flows come to, the first and the last over more legs. */
const text = `event E { key id }  event F { key id }
queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
queue R : aws.sqs { dead-letters after 3 attempts  alarm }
service One : aws.lambda { serves go { sends F to R } }
service Two : aws.lambda { serves go { sends E to Q } }
service Three : aws.lambda { serves go { sends E to Q } }
service Four : aws.lambda { serves go { sends E to Q } }
service Five : aws.lambda { on F from R { sends E to Q } }
service A : aws.lambda { on E from Q { increments X } }
store X : aws.dynamodb
`;

const at = { offset: 10, end: 20 };
const source = { uri: 'a', ...at, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
const run = { rules: ['one', 'two'], source } as unknown as Counterexample;

describe('a run', () => {
  const rows: readonly (readonly [
    name: string,
    finding: { readonly rule: string; readonly uri?: string; readonly offset: number; readonly end: number },
    shown: boolean,
  ])[] = [
    ['shows a finding of its rule at its place', { rule: 'one', ...at }, true],
    ['shows one of its second rule', { rule: 'two', ...at }, true],
    ['shows none of another rule', { rule: 'three', ...at }, false],
    ['shows none in another file', { rule: 'one', uri: 'b', ...at }, false],
    ['shows one that begins before and ends within', { rule: 'one', offset: 5, end: 11 }, true],
    ['shows none that ends where it begins', { rule: 'one', offset: 5, end: 10 }, false],
    ['shows one that begins within', { rule: 'one', offset: 19, end: 25 }, true],
    ['shows none that begins where it ends', { rule: 'one', offset: 20, end: 25 }, false],
  ];
  for (const [name, { rule, uri = 'a', offset, end }, shown] of rows)
    it(name, () => assert.equal(shows(run, { rule, source: { ...source, uri, offset, end } }), shown));

  it('that breaks a requirement shows that it is broken, and nothing of its rules', () => {
    const required: Counterexample = { ...run, requirement: 0 };
    assert.equal(shows(required, { rule: 'broken-requirement', source }), true);
    assert.equal(shows(required, { rule: 'one', source }), false);
    assert.equal(shows(run, { rule: 'broken-requirement', source }), false);
  });
});

describe('runs that show a finding', () => {
  it('are three, of a flow each, the shortest first', async () => {
    const finding = (await lint(text)).find(({ rule }) => rule === 'non-idempotent-consumer');
    assert.ok(finding);
    const exploration = explore(await designOf(text));
    const shown = runsShowing(finding, exploration);
    assert.deepEqual(
      shown.map(({ flow }) => flow.name),
      ['Two.go is called', 'Three.go is called', 'Four.go is called'],
    );
    for (const { flow, index, run: of } of shown) assert.equal(flow.counterexamples[index], of);
  });

  it('with fewer faults come before shorter ones', () => {
    const flow = (faults: number, steps: number) => ({
      counterexamples: [{ ...run, faults: Array(faults).fill('crash'), steps: Array(steps).fill({}) }],
    });
    const exploration = { flows: [flow(2, 3), flow(1, 9), { counterexamples: [] }, flow(1, 4)] } as unknown as Exploration;
    assert.deepEqual(
      runsShowing({ rule: 'one', source }, exploration).map(({ run: { faults, steps } }) => [faults.length, steps.length]),
      [
        [1, 4],
        [1, 9],
        [2, 3],
      ],
    );
  });
});
