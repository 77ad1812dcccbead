/** Every form of `require`: kept, broken by a run, and beyond the reach of any. */
import assert from 'node:assert/strict';
import { flowsOf } from '../../analysis/explorer/flows.ts';
import { explore } from '../../analysis/explorer/index.ts';
import { Reach } from '../../analysis/explorer/reach.ts';
import { Wishes } from '../../analysis/explorer/requirements.ts';
import { checkRequirements } from '../../analysis/requirements.ts';
import { designOf, lint } from '../support/design.ts';

const shop = `
  event Placed { key orderId }
  queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
  store Sales : aws.dynamodb { key orderId }
  service Shop : aws.lambda { serves place { sends Placed to Orders } }
`;

/** A case: what the design adds to the shop, its requirement, and the findings about it, by rule and message. */
interface Case {
  readonly name: string;
  readonly text: string;
  readonly requirement: string;
  readonly found?: readonly [rule: string, message: RegExp];
  /** Faults of the shortest run. */
  readonly faults?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'an effect that is guarded takes place at most once',
    text: 'service Stats : aws.lambda { on Placed from Orders idempotent by orderId using Sales { increments Sales } }',
    requirement: 'Sales at most once per Placed',
  },
  {
    name: 'an effect that a redelivery repeats does not',
    text: 'service Stats : aws.lambda { on Placed from Orders { increments Sales } }',
    requirement: 'Sales at most once per Placed',
    found: [
      'broken-requirement',
      /^increments Sales took place a second time for one Placed\. In `Shop\.place is called` a crash is enough\.$/,
    ],
    faults: ['crash'],
  },
  {
    name: 'two effects below one request add up without any fault',
    text: 'service Stats : aws.lambda { on Placed from Orders { puts Sales  puts Sales } }',
    requirement: 'Sales at most once per Shop.place',
    found: ['broken-requirement', /it takes no fault at all\.$/],
    faults: [],
  },
  {
    name: 'a requirement knows no exemption for what may be lost',
    text: 'service Stats : aws.lambda { on Clicked from Clicks { increments Sales } }  event Clicked { expendable }  queue Clicks : aws.sqs  service Site : aws.lambda { serves click { sends Clicked to Clicks } }',
    requirement: 'Clicked never lost',
    found: ['broken-requirement', /^Clicked is lost: Stats cannot handle it/],
    faults: ['poison'],
  },
  {
    name: 'a message that is parked where somebody looks is not lost',
    text: 'service Stats : aws.lambda { on Placed from Orders { puts Sales } }',
    requirement: 'Placed never lost',
  },
  {
    name: 'a message that is given up is',
    text: 'service Stats : aws.lambda { on Told from Notes { puts Sales } }  event Told  queue Notes : aws.sqs { drops after 2 attempts }  service Site : aws.lambda { serves tell { sends Told to Notes } }',
    requirement: 'Told never lost',
    found: ['broken-requirement', /^Told is lost: .*a message that cannot be handled is enough\.$/],
    faults: ['poison'],
  },
  {
    name: 'an unordered queue does not keep the order, whether the message says that it needs it or not',
    text: 'service Stats : aws.lambda { on Placed from Orders { puts Sales } }',
    requirement: 'Placed in order at Stats',
    found: ['broken-requirement', /^Stats begins a later Placed .*before an earlier one is done\./],
    faults: ['reorder'],
  },
  {
    name: 'an ordered one that parks the whole group does',
    text: `service Stats : aws.lambda { on Told from Notes { puts Sales } }  event Told { key orderId }
      queue Notes : aws.sqs.fifo { grouped by orderId  dead-letters group after 2 attempts  alarm }  service Site : aws.lambda { serves tell { sends Told to Notes } }`,
    requirement: 'Told in order at Stats',
  },
  {
    name: 'state in memory does not survive',
    text: 'service Cart : aws.ecs { instances 1  keeps Basket in memory  serves add }',
    requirement: 'Cart.Basket survives instance loss',
    found: ['broken-requirement', /^Basket of Cart is gone when it is next needed\. .*the loss of an instance is enough\.$/],
    faults: ['instance-loss'],
  },
  {
    name: 'state in a store does',
    text: 'service Cart : aws.ecs { instances 2  keeps Basket in Baskets  serves add }  store Baskets : aws.dynamodb { key cartId }',
    requirement: 'Cart.Basket survives instance loss',
  },
  {
    name: 'an operation that a crash leaves half done',
    text: 'service Desk : aws.lambda { serves file { puts Sales  sends Placed to Orders } }  service Stats : aws.lambda { on Placed from Orders { reads Sales } }',
    requirement: 'Desk.file all or nothing',
    found: ['broken-requirement', /^Desk\.file is done by half: sends Placed never took place/],
    faults: ['crash'],
  },
  {
    name: 'an operation with an outbox is whole',
    text: 'service Desk : aws.lambda { serves file { puts Sales  sends Placed to Orders via outbox Sales } }  service Stats : aws.lambda { on Placed from Orders { reads Sales } }',
    requirement: 'Desk.file all or nothing',
  },
  {
    name: 'what leads to an effect does so unless a fault takes it away',
    text: 'service Stats : aws.lambda { on Told from Notes { puts Sales } }  event Told  queue Notes : aws.sqs  service Site : aws.lambda { serves tell { sends Told to Notes } }',
    requirement: 'Told leads to Sales',
    found: ['broken-requirement', /^A run with Told ends, and Sales never comes about\./],
    faults: ['poison'],
  },
  {
    name: 'one of the ends named is enough, and what is parked where somebody looks is not judged',
    text: 'event Done  event Refused  topic Ends : aws.sns  service Stats : aws.lambda { on Placed from Orders { when "paid" { publishes Done to Ends } otherwise { publishes Refused to Ends } } }',
    requirement: 'Placed leads to Done or Refused',
  },
  {
    name: 'a branch that ends elsewhere breaks it without a fault',
    text: 'event Done  topic Ends : aws.sns  service Stats : aws.lambda { on Placed from Orders { when "paid" { publishes Done to Ends } } }',
    requirement: 'Placed leads to Done',
    found: ['broken-requirement', /it takes no fault at all\.$/],
    faults: [],
  },
  {
    name: 'a flow stands for where it begins, and a step for what it does',
    text: `orchestrator Fulfil : aws.stepfunctions { subscribes to Told for Placed with dead-letters to Parked  step Count calls Stats.add with 2 retries }
      topic Told : aws.sns  queue Parked : aws.sqs { alarm }  service Site : aws.lambda { serves tell { publishes Placed to Told } }
      service Stats : aws.lambda { serves add { puts Sales } }  flow Tell from Site.tell`,
    requirement: 'Fulfil.Count at most once per Tell',
    found: ['broken-requirement', /^calls Stats\.add took place a second time for one Site\.tell\./],
    faults: ['lost-reply'],
  },
  {
    name: 'an effect that is not below the request',
    text: 'service Stats : aws.lambda { every 5m { puts Sales } }',
    requirement: 'Sales at most once per Shop.place',
    found: ['unreachable-requirement', /^No run of the design comes to Sales below Shop\.place, so this says nothing\./],
  },
  {
    name: 'a consumer that does not get the message',
    text: 'service Stats : aws.lambda { on Placed from Orders { puts Sales } }  service Idle : aws.lambda { every 5m { reads Sales } }',
    requirement: 'Placed in order at Idle',
    found: ['unreachable-requirement', /brings Idle about/],
  },
  {
    name: 'an end that nothing brings about',
    text: 'event Done  service Stats : aws.lambda { on Placed from Orders { puts Sales } }',
    requirement: 'Placed leads to Sales or Done',
    found: ['unreachable-requirement', /reaches Done, so this says nothing/],
  },
  {
    name: 'is looked for in each flow that it may speak of, whatever others speak of',
    text: `service Stats : aws.lambda { on Placed from Orders { puts Sales  puts Sales } }  service Site : aws.lambda { serves tell { reads Sales } }
      require Site.tell all or nothing`,
    requirement: 'Sales at most once per Shop.place',
    found: ['broken-requirement', /it takes no fault at all\.$/],
    faults: [],
  },
  {
    name: 'the order of a message is not that of others of the same consumer',
    text: `service Stats : aws.lambda { on Told from Notes { puts Sales }  on Placed from Orders { puts Sales } }  event Told { key orderId }
      queue Notes : aws.sqs.fifo { grouped by orderId  dead-letters group after 2 attempts  alarm }  service Site : aws.lambda { serves tell { sends Told to Notes  sends Placed to Orders } }`,
    requirement: 'Told in order at Stats',
  },
  {
    name: 'an operation that its own element calls is one of its occurrences',
    text: 'service Stats : aws.lambda { on Placed from Orders idempotent by orderId { calls Stats.add }  serves add { puts Sales  puts Sales } }',
    requirement: 'Sales at most once per Stats.add',
    found: ['broken-requirement', /it takes no fault at all\.$/],
    faults: [],
  },
  {
    name: 'what an element calls of itself is part of what it does once',
    text: 'service Stats : aws.lambda { on Placed from Orders idempotent by orderId { calls Stats.add  calls Stats.more }  serves add { puts Sales }  serves more { puts Sales } }',
    requirement: 'Sales at most once per Stats',
    found: ['broken-requirement', /a second time for one Stats\. .*it takes no fault at all\.$/],
    faults: [],
  },
  {
    name: 'what another message leads to is not below this one',
    text: `service Stats : aws.lambda { on Placed from Orders idempotent by orderId using Sales { puts Sales }  on Told from Notes { puts Sales  puts Sales } }  event Told { key orderId }
      queue Notes : aws.sqs { dead-letters after 2 attempts  alarm }  service Site : aws.lambda { serves tell { sends Told to Notes } }`,
    requirement: 'Sales at most once per Placed',
  },
  {
    name: 'another message may be lost',
    text: `service Stats : aws.lambda { on Placed from Orders { puts Sales }  on Told from Notes { puts Sales } }  event Told
      queue Notes : aws.sqs { drops after 2 attempts }  service Site : aws.lambda { serves tell { sends Told to Notes  sends Placed to Orders } }`,
    requirement: 'Placed never lost',
  },
  {
    name: 'state of another service may be gone',
    text: `service Cart : aws.ecs { instances 1  keeps Basket in Baskets  serves add }  store Baskets : aws.dynamodb { key cartId }
      service Desk : aws.ecs { instances 1  keeps Draft in memory  serves edit { calls Cart.add } }`,
    requirement: 'Cart survives instance loss',
  },
  {
    name: 'other state of the same service may be gone',
    text: 'service Cart : aws.ecs { instances 1  keeps Basket in Baskets  keeps Theme in memory  serves add }  store Baskets : aws.dynamodb { key cartId }',
    requirement: 'Cart.Basket survives instance loss',
  },
  {
    name: 'a service stands for all of its state',
    text: 'service Cart : aws.ecs { instances 1  keeps Basket in Baskets  keeps Theme in memory  serves add }  store Baskets : aws.dynamodb { key cartId }',
    requirement: 'Cart survives instance loss',
    found: ['broken-requirement', /^Theme of Cart is gone when it is next needed\./],
    faults: ['instance-loss'],
  },
  {
    name: 'state of a service that never runs',
    text: 'service Cart : aws.ecs { instances 1  keeps Basket in memory }',
    requirement: 'Cart.Basket survives instance loss',
    found: ['unreachable-requirement', /^No run of the design reaches Cart\.Basket, so this says nothing\./],
  },
  {
    name: 'what undoes a step is not what it does',
    text: `orchestrator Fulfil : aws.stepfunctions { every 1d  step Count calls Stats.add undo Stats.take  step Tell calls Stats.tell with no retries }
      service Stats : aws.lambda { serves add { puts Sales }  serves take { deletes Sales }  serves tell { reads Sales } }`,
    requirement: 'Fulfil.Count at most once per Fulfil',
  },
  {
    name: 'a step that only reads does nothing that could be counted',
    text: 'orchestrator Fulfil : aws.stepfunctions { every 1d  step Look reads Sales }',
    requirement: 'Fulfil.Look at most once per Fulfil',
    found: ['unreachable-requirement', /^No run of the design comes to Fulfil\.Look below Fulfil, so this says nothing\./],
  },
  {
    name: 'a read is nothing that could be counted',
    text: 'service Stats : aws.lambda { on Placed from Orders { reads Sales } }',
    requirement: 'Sales at most once per Placed',
    found: ['unreachable-requirement', /^No run of the design comes to Sales below Placed, so this says nothing\./],
  },
  {
    name: 'of messages those are counted that it names',
    text: `event Done  event Seen  topic Ends : aws.sns
      orchestrator Fulfil : aws.stepfunctions { every 1d  step One publishes Done to Ends  step Two publishes Seen to Ends  step Three publishes Seen to Ends }`,
    requirement: 'Done at most once per Fulfil',
  },
  {
    name: 'all of them are',
    text: `event Done  topic Ends : aws.sns
      orchestrator Fulfil : aws.stepfunctions { every 1d  step One publishes Done to Ends  step Two publishes Done to Ends }`,
    requirement: 'Done at most once per Fulfil',
    found: ['broken-requirement', /^publishes Done took place a second time for one Fulfil\. .*it takes no fault at all\.$/],
    faults: [],
  },
  {
    name: 'a channel stands for all that goes into it',
    text: `event Done  event Seen  topic Ends : aws.sns
      orchestrator Fulfil : aws.stepfunctions { every 1d  step One publishes Done to Ends  step Two publishes Seen to Ends }`,
    requirement: 'Ends at most once per Fulfil',
    found: ['broken-requirement', /^publishes Seen took place a second time for one Fulfil\. .*it takes no fault at all\.$/],
    faults: [],
  },
  {
    name: 'each of several channels does',
    text: `event Done  topic Ends : aws.sns { carries Done }  topic News : aws.sns { carries Done }
      orchestrator Fulfil : aws.stepfunctions { every 1d  step One publishes Done  step Two publishes Done to News }`,
    requirement: 'News at most once per Fulfil',
    found: ['broken-requirement', /^publishes Done took place a second time for one Fulfil\. .*it takes no fault at all\.$/],
    faults: [],
  },
  {
    name: 'what goes into another channel is not counted',
    text: `event Done  topic Ends : aws.sns  topic News : aws.sns
      orchestrator Fulfil : aws.stepfunctions { every 1d  step One publishes Done to Ends  step Two publishes Done to News  step Three publishes Done to News }`,
    requirement: 'Ends at most once per Fulfil',
  },
  {
    name: 'a service stands for what is handed straight to it',
    text: `service Stats : aws.lambda { on Placed idempotent by orderId using Sales with dead-letters to Orders { puts Sales } }
      orchestrator Fulfil : aws.stepfunctions { every 1d  step One sends Placed to Stats  step Two sends Placed to Stats }`,
    requirement: 'Stats at most once per Fulfil',
    found: ['broken-requirement', /^sends Placed took place a second time for one Fulfil\. .*it takes no fault at all\.$/],
    faults: [],
  },
  {
    name: 'what a fallback does counts',
    text: `external Rates { serves look safe }  service Desk : aws.lambda { serves go { calls Rates.look with fallback Copy.look } }
      service Copy : aws.lambda { serves look { puts Sales  puts Sales } }`,
    requirement: 'Sales at most once per Desk.go',
    found: ['broken-requirement', /In `Desk\.go is called` an outage is enough\.$/],
    faults: ['outage'],
  },
  {
    name: 'a step as what something must lead to',
    text: 'orchestrator Fulfil : aws.stepfunctions { every 1d  step Count puts Sales }',
    requirement: 'Placed leads to Fulfil.Count',
    found: ['broken-requirement', /^A run with Placed ends, and Fulfil\.Count never comes about\./],
    faults: [],
  },
  {
    name: 'where nobody says whether a message comes again it may still lead there',
    text: `event Told { key orderId }  queue Notes  external Bank { serves pay }  service Site : aws.lambda { serves tell { sends Told to Notes } }
      service Stats { on Told from Notes { calls Bank.pay  puts Sales } }`,
    requirement: 'Told leads to Sales',
  },
  {
    name: 'below what never happens',
    text: 'event Never  service Stats : aws.lambda { on Placed from Orders { puts Sales } }',
    requirement: 'Sales at most once per Never',
    found: ['unreachable-requirement', /^No run of the design comes to Sales below Never, so this says nothing\./],
  },
];

describe('a requirement', () => {
  for (const { name, text, requirement, found, faults } of cases) {
    it(name, async () => {
      const whole = `system shop {${shop}${text}\nrequire ${requirement}\n}`;
      const design = await designOf(whole);
      assert.deepEqual(
        design.problems.filter(({ rule }) => rule === 'unknown-name' || rule === 'syntax-error'),
        [],
      );
      const problems = checkRequirements(design);
      assert.deepEqual(
        problems.map(({ rule }) => rule),
        found ? [found[0]] : [],
        JSON.stringify(problems.map(({ message }) => message)),
      );
      const [problem] = problems;
      if (!problem || !found) return;
      assert.match(problem.message, found[1]);
      assert.equal(whole.slice(problem.source.offset, problem.source.end), `require ${requirement}`);
      const runs = explore(design)
        .flows.flatMap((flow) => flow.counterexamples)
        .filter((run) => run.requirement !== undefined);
      const fewest = Math.min(...runs.map((run) => run.faults.length));
      if (faults) assert.deepEqual(runs.find((run) => run.faults.length === fewest)?.faults, faults);
      else assert.deepEqual(runs, []);
    });
  }

  const flows: readonly (readonly [requirement: string, ...flows: string[]])[] = [
    ['Sales at most once per Fulfil', 'Clock every 5m', 'Fulfil'],
    ['Orders at most once per Shop.place', 'Shop.place is called'],
    ['Shop.place all or nothing', 'Shop.place is called'],
    ['Placed never lost', 'Shop.place is called'],
    ['Cart.Basket survives instance loss', 'Cart.add is called'],
    ['Fulfil.Count at most once per Fulfil', 'Fulfil'],
    ['Never never lost'],
  ];
  it('may be broken by what is left of a flow that comes to what it speaks of', async () => {
    const rest = `event Never  service Clock : aws.lambda { every 5m { reads Sales } }  service Cart : aws.ecs { instances 1  keeps Basket in memory  serves add }
      orchestrator Fulfil : aws.stepfunctions { every 1d  step Count puts Sales }`;
    const design = await designOf(`system shop {${shop}${rest}\n${flows.map(([requirement]) => `require ${requirement}\n`).join('')}}`);
    const wishes = new Wishes(design);
    const known = flowsOf(design).map((start) => {
      const reach = new Reach(design);
      reach.from(start);
      return { name: start.name, within: wishes.within(reach) };
    });
    for (const [number, [requirement, ...names]] of flows.entries()) {
      const found = known.filter(({ within }) => within.includes(number)).map(({ name }) => name);
      assert.deepEqual(found, names, requirement);
    }
  });

  it('is an error of a check, with its steps as places that explain it', async () => {
    const text = `system shop {${shop}service Stats : aws.lambda { on Placed from Orders { increments Sales } }\nrequire Sales at most once per Placed\n}`;
    const finding = (await lint(text)).find(({ rule }) => rule === 'broken-requirement');
    assert.equal(finding?.severity, 'error');
    assert.equal(finding?.code, 'TXT011');
    assert.ok((finding?.related.length ?? 0) > 3);
  });

  it('with an unknown name asks for nothing', async () => {
    for (const requirement of [
      'Nobody never lost',
      'Sales at most once per Nothing',
      'Nobody at most once per Never',
      'Placed in order at Nobody',
      'Never in order at Nobody',
      'Nothing leads to Never',
      'Placed leads to Nothing',
      'Placed leads to Never or Nothing',
    ]) {
      const stats = 'event Never  service Stats : aws.lambda { on Placed from Orders { puts Sales } }';
      const design = await designOf(`system shop {${shop}${stats}\nrequire ${requirement}\n}`);
      assert.deepEqual(
        design.problems.map(({ rule }) => rule),
        ['unknown-name'],
        requirement,
      );
      assert.deepEqual(checkRequirements(design), [], requirement);
    }
  });
});
