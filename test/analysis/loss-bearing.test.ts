/** Activities that run for messages alone which may get lost. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { lossBearing } from '../../analysis/passes/loss-bearing.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** The labels of those that may. */
  readonly bearing: readonly string[];
}

const declared = `
  event Minor { key id  expendable }
  event Small { key id  expendable }
  event A { key id }
  store Rows
`;

const rows: readonly Row[] = [
  { name: 'a handler of what may get lost', text: 'service S { on Minor }', bearing: ['S'] },
  { name: 'no handler of what may not', text: 'service S { on A }', bearing: [] },
  { name: 'a handler of several that may all get lost', text: 'service S { on Minor, Small }', bearing: ['S'] },
  { name: 'no handler of which one may not', text: 'service S { on Minor, A }', bearing: [] },
  { name: 'a join of what may get lost', text: 'service S { on all of Minor, Small using Rows }', bearing: ['S'] },
  { name: 'no join of which one may not', text: 'service S { on all of Minor, A using Rows }', bearing: [] },
  {
    name: 'what such a handler calls, and what that calls',
    text: 'service S { on Minor { calls T.go } }\nservice T { serves go { calls U.go } }\nservice U { serves go }',
    bearing: ['S', 'T.go', 'U.go'],
  },
  {
    name: 'nothing that is called from elsewhere, too, nor what that calls',
    text: 'service S { on Minor { calls T.go } }\nservice T { serves go { calls U.go } }\nservice U { serves go }\nactor B { calls T.go }',
    bearing: ['S'],
  },
  {
    name: 'what is called there, though the service is called for something else',
    text: 'service S { on Minor { calls T.go } }\nservice T { serves go  serves stay }\nactor B { calls T.stay }',
    bearing: ['S', 'T.go'],
  },
  {
    name: 'operations that call each other, begun there alone',
    text: 'service S { on Minor { calls T.go } }\nservice T { serves go { calls T.on }  serves on { calls T.go } }',
    bearing: ['S', 'T.go', 'T.on'],
  },
  { name: 'no operation that nobody is known to call', text: 'service T { serves go }', bearing: [] },
  {
    name: 'what a gateway routes to, and its route',
    text: 'service S { on Minor { calls G "/go" } }\ngateway G { routes "/go" to T.go }\nservice T { serves go }',
    bearing: ['G "/go"', 'S', 'T.go'],
  },
  {
    name: 'no route that people take',
    text: 'actor B { calls G "/go" }\ngateway G { routes "/go" to T.go }\nservice T { serves go }',
    bearing: [],
  },
  { name: 'no schedule', text: 'service S { every 5m { calls T.go } }\nservice T { serves go }', bearing: [] },
  { name: 'nothing of which nobody says when it happens', text: 'service S { calls T.go }\nservice T { serves go }', bearing: [] },
  {
    name: 'a workflow that begins with what may get lost, and what it calls',
    text: 'topic C\nactor B { publishes Minor to C }\norchestrator W { subscribes to C for Minor  step Go calls T.go }\nservice T { serves go }',
    bearing: ['T.go', 'W'],
  },
  {
    name: 'no workflow that begins with what may not',
    text: 'topic C\nactor B { publishes A to C }\norchestrator W { subscribes to C for A  step Go calls T.go }\nservice T { serves go }',
    bearing: [],
  },
  {
    name: 'no workflow that begins by the clock as well',
    text: 'topic C\nactor B { publishes Minor to C }\norchestrator W { subscribes to C for Minor  every 1h  step Go puts Rows }',
    bearing: [],
  },
  {
    name: 'no workflow that is started as well',
    text: 'topic C\nactor B { publishes Minor to C  starts W }\norchestrator W { subscribes to C for Minor  step Go puts Rows }',
    bearing: [],
  },
  { name: 'no workflow of which nobody says what begins it', text: 'orchestrator W { step Go puts Rows }', bearing: [] },
];

describe('losing some is fine for', () => {
  for (const { name, text, bearing } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual([...analysisOf(design, lossBearing)].map(({ label }) => label).sort(), bearing);
    });
});
