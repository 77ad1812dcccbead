/** The explorer's thread: one answer for one question, nothing for nobody. */
import assert from 'node:assert/strict';
import { createExplorer, ExplorationCancelledError, type Explorer } from '../../server/explorer.ts';
import { designOf } from '../support/design.ts';

const text = (count: number): string => `system s {
  ${Array.from({ length: count }, (_, n) => `event E${n} { key id critical }  queue Q${n} : aws.sqs  service S${n} : aws.lambda { on E${n} from Q${n} { increments T } }`).join('\n  ')}
  store T : aws.dynamodb
  actor A { ${Array.from({ length: count }, (_, n) => `sends E${n} to Q${n}`).join('  ')} }
}`;

describe('the explorer in its thread', () => {
  let explorer: Explorer;
  beforeEach(() => {
    explorer = createExplorer();
  });
  afterEach(() => explorer.dispose());

  it('answers a question about a design once', async () => {
    const design = await designOf(text(1));
    assert.equal(explorer.known(design, 1), undefined);
    const [one, other] = await Promise.all([explorer.explore(design, 1), explorer.explore(design, 1)]);
    assert.equal(one, other);
    assert.equal(await explorer.explore(design, 1), one);
    assert.equal(explorer.known(design, 1), one);
    assert.equal(explorer.known(design, 2), undefined);
    assert.equal(one.flows[0]?.verdict, 'broken');
  });

  it('knows a design again that it has had to forget', async () => {
    const first = await designOf(text(1));
    await explorer.explore(first, 1);
    for (let other = 0; other < 5; other++) await explorer.explore(await designOf(text(1)), 1);
    assert.equal((await explorer.explore(first, 2)).faults, 2);
  });

  it('gives up what nobody wants any more, and goes on with the next', async () => {
    const [large, small] = [await designOf(text(12)), await designOf(text(1))];
    const stop = new AbortController();
    // All at once, so that the thread cannot be done with it before it is given up.
    const unwanted = explorer.explore(large, 2, stop.signal);
    const wanted = explorer.explore(small, 1);
    stop.abort();
    await assert.rejects(unwanted, ExplorationCancelledError);
    assert.equal((await wanted).flows.length, 1);
  });

  it('keeps what somebody else still wants', async () => {
    const design = await designOf(text(2));
    const stop = new AbortController();
    const unwanted = explorer.explore(design, 1, stop.signal);
    const wanted = explorer.explore(design, 1);
    stop.abort();
    await assert.rejects(unwanted, ExplorationCancelledError);
    assert.equal((await wanted).flows.length, 2);
  });

  it('plays a run again, and goes on with another fault', async () => {
    const design = await designOf(text(1));
    const [flow] = (await explorer.explore(design, 1)).flows;
    assert.ok(flow);
    const happy = await explorer.replay(design, flow.name);
    assert.deepEqual(happy?.breaches, []);
    const strike = happy?.steps.flatMap(({ strikes }) => strikes).find(({ fault }) => fault === 'duplicate');
    assert.ok(strike);
    const twice = await explorer.replay(design, flow.name, { variant: 0, budget: 2, choices: [strike.choice] });
    assert.equal(twice?.breaches[0]?.promise, 'effect-once');
    assert.equal(await explorer.replay(design, 'no such flow'), undefined);
  });

  it('begins nothing for a signal that is aborted already', async () => {
    await assert.rejects(explorer.explore(await designOf(text(1)), 1, AbortSignal.abort()), ExplorationCancelledError);
  });

  it('rejects what still waits when it is shut down', async () => {
    const waiting = explorer.explore(await designOf(text(3)), 1);
    const rejected = assert.rejects(waiting, ExplorationCancelledError);
    await explorer.dispose();
    await rejected;
  });
});
