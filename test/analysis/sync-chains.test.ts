/** Chains of synchronous calls that have no way around them. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { objectOf } from '../../analysis/names.ts';
import { type Chain, chains, requiredCallees } from '../../analysis/passes/sync-chains.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** Of each service that begins chains: the activity, the elements that must be up, and the calls between them. */
  readonly chains: readonly string[];
}

const declared = `
  event A { key id }
  store Rows
  external Bank { serves pay }
`;

/** Three services in a row, the last of which calls others. */
const three = (last: string, more = ''): string => `
  service One { serves go { calls Two.go } }
  service Two { serves go { calls Three.go } }
  service Three { serves go { ${last} } }
  ${more}
`;

const rows: readonly Row[] = [
  { name: 'a service that calls nobody', text: 'service One { serves go { puts Rows } }', chains: ['One.go: One'] },
  {
    name: 'services that wait for each other, and a system of others at the end',
    text: three('calls Bank.pay'),
    chains: ['One.go: One, Two, Three, Bank by Two.go, Three.go, Bank.pay'],
  },
  {
    name: 'a system of others of which no operation is named',
    text: three('calls Post', 'external Post'),
    chains: ['One.go: One, Two, Three, Post by Two.go, Three.go, Post'],
  },
  {
    name: 'a service of which nothing is said',
    text: three('calls Four', 'service Four'),
    chains: ['One.go: One, Two, Three, Four by Two.go, Three.go, Four'],
  },
  {
    name: 'a workflow that is waited for',
    text: three('calls W', 'orchestrator W { step Pay calls Bank.pay }'),
    chains: ['One.go: One, Two, Three, W, Bank by Two.go, Three.go, W, Bank.pay'],
  },
  {
    name: 'a workflow that is only started',
    text: three('starts W', 'orchestrator W { step Pay calls Bank.pay }'),
    chains: ['One.go: One, Two, Three by Two.go, Three.go'],
  },
  {
    name: 'a gateway in between, which is not counted, nor its call',
    text: three('calls G "/pay"', 'gateway G { routes "/pay" to Bank.pay }'),
    chains: ['One.go: One, Two, Three, Bank by Two.go, Three.go, G "/pay"'],
  },
  {
    name: 'a gateway of which nothing is said',
    text: three('calls G', 'gateway G'),
    chains: ['One.go: One, Two, Three by Two.go, Three.go'],
  },
  {
    name: 'a call with a way around it',
    text: three('calls Bank.pay with fallback Spare', 'service Spare'),
    chains: ['One.go: One, Two, Three by Two.go, Three.go'],
  },
  {
    name: 'a call of a step with a way around it, and without',
    text: 'service One { serves go { calls W } }\norchestrator W { step Pay calls Bank.pay on failure Note  step Note puts Rows }',
    chains: ['One.go: One, W by W'],
  },
  {
    name: 'a call of a step that fails the run another way',
    text: 'service One { serves go { calls W } }\norchestrator W { step Pay calls Bank.pay on failure Note } otherwise { step Note puts Rows }',
    chains: ['One.go: One, W, Bank by W, Bank.pay'],
  },
  {
    name: 'calls when it has failed already',
    text: 'service One { serves go { calls W } }\norchestrator W { step Put puts Rows undo { calls Bank.pay } } otherwise { step Note calls Bank.pay }',
    chains: ['One.go: One, W by W'],
  },
  {
    name: 'of two calls the one that needs more',
    text: `service One { serves go { calls Bank.pay  calls Two.go } }
      service Two { serves go { calls Bank.pay } }`,
    chains: ['One.go: One, Two, Bank by Two.go, Bank.pay'],
  },
  {
    name: 'of two calls that need as much the first',
    text: 'service One { serves go { calls Bank.pay  calls Post } }\nexternal Post',
    chains: ['One.go: One, Bank by Bank.pay'],
  },
  {
    name: 'of two operations the one that needs more, and of those that need as much the first',
    text: `service One { serves look  serves go { calls Bank.pay }  serves also { calls Bank.pay } }
      service Two { serves go { calls Bank.pay }  serves look }`,
    chains: ['One.go: One, Bank by Bank.pay', 'Two.go: Two, Bank by Bank.pay'],
  },
  {
    name: 'operations of one service that call each other, in no circle: it is counted once',
    text: 'service One { serves go { calls One.help }  serves help { calls Bank.pay } }',
    chains: ['One.go: One, Bank by One.help, Bank.pay'],
  },
  {
    name: 'which of several operations answers is not said: that of them that needs least',
    text: `service One { serves go { calls Two } }
      service Two { serves far { calls Three.go }  serves near  serves also { calls Bank.pay } }
      service Three { serves go { calls Bank.pay } }`,
    chains: ['One.go: One, Two by Two'],
  },
  {
    name: 'which of several operations answers is not said: the first of those that need least',
    text: `service One { serves go { calls Two } }
      service Two { serves far { calls Three.go }  serves pay { calls Bank.pay }  serves send { calls Post } }
      service Three { serves go { calls Bank.pay } }
      external Post`,
    chains: ['One.go: One, Two, Bank by Two, Bank.pay'],
  },
  {
    name: 'services that call each other end the chain where they are come to',
    text: `service One { serves go { calls Two.go } }
      service Two { serves go { calls Three.go } }
      service Three { serves go { calls Two.go  calls Bank.pay } }`,
    chains: ['One.go: One, Two by Two.go'],
  },
  { name: 'a service that calls itself', text: 'service One { serves go { calls One.go  calls Bank.pay } }', chains: [] },
  {
    name: 'nothing that begins with people, gateways or systems of others: their calls end where a chain begins',
    text: `actor Buyer { calls One.go  calls G "/go" }
      gateway G { routes "/go" to One.go }
      external Partner { calls One.go }
      service One { serves go { calls Bank.pay } }`,
    chains: ['One.go: One, Bank by Bank.pay'],
  },
  {
    name: 'nothing that begins where a service or a workflow calls',
    text: `service One { serves go { calls Two.go } }
      service Two { serves go { calls Bank.pay } }
      orchestrator W { step Go calls Three.go }
      service Three { serves go { calls Bank.pay } }`,
    chains: ['One.go: One, Two, Bank by Two.go, Bank.pay'],
  },
  {
    name: 'handlers and schedules begin chains as operations do',
    text: 'service One { on A { calls Bank.pay } }\nservice Two { every 5m { calls Bank.pay } }',
    chains: ['One: One, Bank by Bank.pay', 'Two every 5m: Two, Bank by Bank.pay'],
  },
];

function said({ start, elements, calls }: Chain): string {
  const by = calls.length > 0 ? ` by ${calls.map(objectOf).join(', ')}` : '';
  return `${start.label}: ${elements.map(({ name }) => name).join(', ')}${by}`;
}

describe('the longest chain of calls', () => {
  for (const { name, text, chains: expected } of rows)
    it(`of ${name}`, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual(analysisOf(design, chains).map(said), expected);
    });

  it('gets shorter where a call has a way around it, as far as no other is as long', async () => {
    const design = await designOf(`${declared}
      service One { serves go { calls Two.go  calls Three.go } }
      service Two { serves go { calls Three.go } }
      service Three { serves go { calls Bank.pay } }
      service Apart { on A { calls One.go } }
    `);
    const [chain = assert.fail('no chain')] = analysisOf(design, chains);
    assert.equal(said(chain), 'Apart: Apart, One, Two, Three, Bank by One.go, Two.go, Three.go, Bank.pay');
    assert.deepEqual(
      chain.calls.map((call) => `${objectOf(call)}: ${chain.depthWithout(call)}`),
      ['One.go: 1', 'Two.go: 4', 'Three.go: 4', 'Bank.pay: 4'],
    );
  });
});

describe('by itself and without a way around it', () => {
  for (const [name, body, callees] of [
    ['nobody is called', 'puts Rows', []],
    [
      'a service, a workflow and a system of others are',
      'calls Two.go  calls W  calls Bank.pay',
      ['Two: Two.go', 'W: W', 'Bank: Bank.pay'],
    ],
    ['what is called twice is told once, by its first call', 'calls Two.go  calls Two.other', ['Two: Two.go']],
    ['a gateway is not counted', 'calls G "/"', []],
    ['what is called under a condition may be done without', 'when "new" { calls Two.go } otherwise { calls Bank.pay }', []],
    [
      'what is called for each or side by side may not',
      'each "item" { calls Two.go }  parallel { calls Bank.pay }',
      ['Two: Two.go', 'Bank: Bank.pay'],
    ],
    ['what there is something else for may be done without', 'calls Two.go with fallback Bank', []],
    ['the service itself is there already', 'calls One.help', []],
    ['what is started is not waited for', 'starts W', []],
  ] as const)
    it(name, async () => {
      const design = await designOf(`${declared}
        service One { serves go { ${body} }  serves help }
        service Two { serves go  serves other }
        orchestrator W { step Pay calls Bank.pay }
        gateway G { routes "/" to Bank }
      `);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const activity = design.activities.find(({ label }) => label === 'One.go') ?? assert.fail('no operation');
      const found = [...requiredCallees(activity)].map(([element, call]) => `${element.name}: ${objectOf(call)}`);
      assert.deepEqual(found, callees);
    });

  it('a workflow and a gateway are not asked', async () => {
    const design = await designOf(`${declared}orchestrator W { step Pay calls Bank.pay }\ngateway G { routes "/" to Bank }\n`);
    assert.deepEqual(
      design.activities.map((activity) => requiredCallees(activity).size),
      design.activities.map(() => 0),
    );
  });
});
