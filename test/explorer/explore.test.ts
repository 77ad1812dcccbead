/** What is explored, how far, and how often anew. */
import assert from 'node:assert/strict';
import { flowsOf } from '../../analysis/explorer/flows.ts';
import { ExplorationCancelled, explore, replay } from '../../analysis/explorer/index.ts';
import { Wishes } from '../../analysis/explorer/requirements.ts';
import { search } from '../../analysis/explorer/search.ts';
import { unfold } from '../../analysis/explorer/unfold.ts';
import { Choices } from '../../analysis/explorer/variants.ts';
import { designOf } from '../support/design.ts';

const shop = `event Placed { key orderId }
queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
store Sales : aws.dynamodb { key day }
actor Shopper { calls Shop.place  calls Shop.look }
service Shop : aws.lambda {
  serves place { sends Placed to Orders }
  serves look { reads Sales }
  every 5m { reads Sales }
}
service Stats : aws.lambda { on Placed from Orders { increments Sales } }
flow Look from Shop.look
`;

describe('the explorer', () => {
  it('finds a flow for each effect of an actor, each schedule, and each `flow`, under its name', async () => {
    const { flows } = explore(await designOf(shop));
    assert.deepEqual(
      flows.map(({ name, verdict, effects }) => [name, verdict, effects]),
      [
        ['Shopper calls Shop.place', 'broken', 3],
        ['Look', 'holds', 2],
        ['Shop every 5m', 'holds', 1],
      ],
    );
  });

  it('starts in a circle where nothing begins, and with no message that only a workflow waits for', async () => {
    const circle = explore(
      await designOf(
        'event A  event B  topic T : aws.sns  service X { on A from T { publishes B to T } }  service Y { on B from T { publishes A to T } }',
      ),
    );
    assert.deepEqual(
      circle.flows.map(({ name }) => name),
      ['A comes in'],
    );
    const called = explore(
      await designOf(`service A { serves one { calls A.two } serves two { calls A.one  starts W } }
        service Late { on E from Q { puts S } }
        orchestrator V { step Again calls B.run } service B { serves run { starts V  sends E to Q } }
        orchestrator W { step Once puts S }  event E  queue Q  store S`),
    );
    assert.deepEqual(
      called.flows.map(({ name }) => name),
      // What only a circle leads to begins nothing; a circle of calls alone begins with its first operation.
      ['A.one is called', 'V'],
    );
    const waiting = explore(
      await designOf('event A  topic T : aws.sns  orchestrator W : aws.stepfunctions { step S waits for A from T at most 1d }'),
    );
    assert.deepEqual(
      waiting.flows.map(({ name }) => name),
      ['W'],
    );
  });

  it('looks at one flow where one is named', async () => {
    const { flows } = explore(await designOf(shop), { flow: 'Look' });
    assert.deepEqual(
      flows.map(({ name }) => name),
      ['Look'],
    );
    assert.deepEqual(explore(await designOf(shop), { flow: 'Nothing' }).flows, []);
  });

  it('tells the run without a fault', async () => {
    const [flow] = explore(await designOf(shop)).flows;
    assert.deepEqual(
      flow?.happyPath.map(({ kind, text }) => [kind, text]),
      [
        ['call', 'Shopper calls Shop.place.'],
        ['message', 'Shop.place sends Placed to Orders.'],
        ['answer', 'Shop.place answers Shopper.'],
        ['message', 'Orders delivers Placed to Stats.'],
        ['access', 'Stats increments Sales.'],
        ['acknowledge', 'Stats acknowledges Placed.'],
      ],
    );
    assert.deepEqual(
      flow?.happyPath.filter(({ fault, failed, breaks }) => fault ?? failed ?? breaks),
      [],
    );
  });

  it('finds with two faults what it finds with one, by no more faults', async () => {
    const design = await designOf(shop);
    const one = explore(design).flows.flatMap((flow) => flow.counterexamples);
    const two = explore(design, { faults: 2 }).flows.flatMap((flow) => flow.counterexamples);
    for (const run of one) {
      const same = two.find(({ promise, source }) => promise === run.promise && source.offset === run.source.offset);
      assert.equal(same?.faults.length, run.faults.length);
    }
    assert.deepEqual(
      explore(design, { faults: 0 }).flows.flatMap((flow) => flow.counterexamples),
      [],
    );
  });

  it('tells how far it is, and stops when it is asked to', async () => {
    const design = await designOf(shop);
    const told: string[] = [];
    explore(design, { progress: (done, all) => told.push(`${done} of ${all}`) });
    assert.deepEqual(told, ['1 of 3', '2 of 3', '3 of 3']);
    assert.throws(() => explore(design, { cancelled: () => true }), ExplorationCancelled);
  });

  it('looks for requirements only where they may be broken', async () => {
    const text = `${shop}require Sales at most once per Placed\n`;
    const { flows, unreachable } = explore(await designOf(text), { requirementsOnly: true });
    assert.deepEqual(
      flows.map(({ name }) => name),
      ['Shopper calls Shop.place'],
    );
    assert.deepEqual(flows[0]?.counterexamples.map(({ promise }) => promise).sort(), ['effect-once', 'requirement']);
    assert.deepEqual(unreachable, []);
  });

  it('takes three faults and more', async () => {
    const { flows } = explore(await designOf(shop), { faults: 3, flow: 'Look' });
    assert.deepEqual(
      flows.map(({ verdict, complete }) => [verdict, complete]),
      [['holds', true]],
    );
  });

  it('tells a flow that begins twice once', async () => {
    const text = 'store Rows : postgres  service Cart : aws.ecs { instances 2  keeps Basket in memory  serves add { puts Rows } }';
    const [flow] = explore(await designOf(text)).flows;
    assert.equal(flow?.effects, 1);
    assert.deepEqual(
      flow?.happyPath.map((step) => step.text),
      ['Cart.add is called.', 'Cart.add puts Rows.'],
    );
  });

  it('says what no run reaches when it has looked at all flows', async () => {
    const design = await designOf(`${shop}store Unused : postgres\nrequire Unused at most once per Placed\n`);
    assert.equal(explore(design).unreachable.length, 1);
    assert.deepEqual(explore(design, { flow: 'Look' }).unreachable, []);
  });

  it('takes the variant that breaks a promise by fewer faults, and then in fewer steps', async () => {
    const two = (first: string, second: string): string =>
      `store A : postgres  store B : postgres  store R : postgres  external Bank { serves pay  serves look safe }
       service S : aws.lambda { serves go { when "so" { ${first} } otherwise { ${second} }  calls Bank.pay } }  actor U { calls S.go with 2 retries }`;
    const better: readonly (readonly [first: string, second: string, variant: number])[] = [
      ['reads R', 'reads A  reads R', 0],
      ['reads A  reads R', 'reads R', 1],
      ['reads R', 'reads R', 0],
    ];
    for (const [first, second, variant] of better) {
      const runs = explore(await designOf(two(first, second))).flows.flatMap(({ counterexamples }) => counterexamples);
      assert.deepEqual(
        runs.map(({ promise, run }) => [promise, run?.variant]),
        [['effect-once', variant]],
      );
    }
  });

  it('leaves out variants of which no requirement speaks, and counts them', async () => {
    const design = await designOf(`event E { key id }  queue Q : aws.sqs { no dead-letters because "decided" }  store A : postgres
      service S : aws.lambda { serves go { when "so" { reads A } otherwise { sends E to Q } } }
      service T : aws.lambda { on E from Q { puts A } }  require E never lost`);
    const [whole] = explore(design).flows;
    const [asked] = explore(design, { requirementsOnly: true }).flows;
    assert.ok(whole && asked && asked.states < whole.states, `${asked?.states} of ${whole?.states}`);
    assert.deepEqual(
      asked.counterexamples.map(({ promise, run }) => [promise, run?.variant]),
      [['requirement', 1]],
    );
  });

  it('stops after as many states as it may look at', async () => {
    const design = await designOf(shop);
    const [start] = flowsOf(design);
    assert.ok(start);
    const unfolded = unfold(design, start, new Choices(), 1, new Wishes(design));
    const whole = search(unfolded, { faults: 1, states: 100_000, cancelled: () => false });
    assert.equal(whole.complete, true);
    const part = search(unfolded, { faults: 1, states: 5, cancelled: () => false });
    assert.deepEqual([part.complete, part.states], [false, 5]);
  });

  it('keeps what it has found while only other things change, and tells it at its new place', async () => {
    const design = await designOf(shop);
    const moved = await designOf(`// A comment, and an element that no flow meets.\nstore Unused : postgres\n\n${shop}`);
    const [before] = explore(design).flows;
    const [after] = explore(moved).flows;
    const [run] = before?.counterexamples ?? [];
    const [same] = after?.counterexamples ?? [];
    assert.deepEqual(
      same?.steps.map(({ text }) => text),
      run?.steps.map(({ text }) => text),
    );
    assert.equal((same?.source.range.start.line ?? 0) - (run?.source.range.start.line ?? 0), 3);
    const changed = await designOf(shop.replace('increments Sales', 'puts Sales'));
    assert.deepEqual(explore(changed).flows[0]?.counterexamples, []);
  });

  it('plays a counterexample again, and goes on from it with another fault', async () => {
    const design = await designOf(shop);
    const [flow] = explore(design).flows;
    const [run] = flow?.counterexamples ?? [];
    assert.ok(flow && run?.run);
    const again = replay(design, flow.name, run.run);
    const texts = again?.steps.map(({ text }) => text) ?? [];
    for (const { text } of run.steps) assert.ok(texts.includes(text), text);
    assert.deepEqual(
      again?.breaches.map(({ promise }) => promise),
      [run.promise],
    );
    assert.equal(again?.steps[again.breaches[0]?.step ?? -1]?.breaks, true);
    const strike = again?.steps.at(-1)?.strikes.find(({ fault }) => fault === 'duplicate');
    assert.ok(strike);
    const further = replay(design, flow.name, { ...run.run, choices: [...run.run.choices, strike.choice] });
    assert.deepEqual(
      further?.steps.filter(({ fault }) => fault).map(({ fault }) => fault),
      ['crash', 'duplicate'],
    );
    assert.equal(replay(design, 'Nothing'), undefined);
    assert.equal(replay(design, flow.name, { variant: 7, budget: 1, choices: [] }), undefined);
  });
});
