/** How often something that fails is tried for one original request. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { objectOf } from '../../analysis/names.ts';
import { type Amplified, amplification } from '../../analysis/passes/amplification.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** The calls that are tried again, each with how often it is made for one request and the layers that multiply. */
  readonly tried: readonly string[];
}

const declared = 'event A { key id }\nexternal Bank { serves pay idempotent by id  serves back idempotent by id }\n';

/** A queue that delivers so often to a handler that tries twice. */
const delivered = (attempts: string): string => `queue Q { ${attempts} }\nservice Shop { on A from Q { calls Bank.pay with 1 retry } }`;

const rows: readonly Row[] = [
  { name: 'a call that is made once', text: 'service Shop { serves go { calls Bank.pay } }', tried: [] },
  { name: 'a call that is tried no more than once', text: 'service Shop { serves go { calls Bank.pay with 0 retries } }', tried: [] },
  {
    name: 'one layer, which multiplies nothing',
    text: 'service Shop { serves go { calls Bank.pay with 2 retries } }',
    tried: ['Bank.pay 3 times alone: Shop.go tries Bank.pay 3 times'],
  },
  {
    name: 'two layers, and one between them that does not try again',
    text: `actor Buyer { calls Shop.go with 1 retry }
      service Shop { serves go { calls Desk.go } }
      service Desk { serves go { calls Bank.pay with 2 retries } }`,
    tried: [
      'Shop.go 2 times alone: Buyer tries Shop.go 2 times',
      'Bank.pay 6 times: Buyer tries Shop.go 2 times, Desk.go tries Bank.pay 3 times',
    ],
  },
  {
    name: 'a queue that delivers again',
    text: delivered('dead-letters after 4 attempts'),
    tried: ['Bank.pay 8 times: Q delivers up to 4 times, Shop tries Bank.pay 2 times'],
  },
  {
    name: 'a queue that delivers as often as is still a burst',
    text: delivered('dead-letters after 20 attempts'),
    tried: ['Bank.pay 40 times: Q delivers up to 20 times, Shop tries Bank.pay 2 times'],
  },
  {
    name: 'a queue that delivers more often, over days',
    text: delivered('dead-letters after 21 attempts'),
    tried: ['Bank.pay 2 times alone: Shop tries Bank.pay 2 times'],
  },
  {
    name: 'a queue that delivers once',
    text: delivered('dead-letters after 1 attempts'),
    tried: ['Bank.pay 2 times alone: Shop tries Bank.pay 2 times'],
  },
  {
    name: 'a run is not begun again for a step that fails',
    text: 'queue Q { dead-letters after 4 attempts }\norchestrator W { subscribes to Q for A  step Pay calls Bank.pay with 1 retry }',
    tried: ['Bank.pay 2 times alone: W tries Bank.pay 2 times'],
  },
  {
    name: 'nor for a message that it waits for',
    text: 'queue Q { dead-letters after 4 attempts }\norchestrator W { step Wait waits for A from Q  step Pay calls Bank.pay with 1 retry }',
    tried: ['Bank.pay 2 times alone: W tries Bank.pay 2 times'],
  },
  {
    name: 'a breaker ends the trying',
    text: 'actor Buyer { calls Shop.go with 1 retry }\nservice Shop { serves go { calls Bank.pay with 2 retries, circuit-breaker } }',
    tried: ['Shop.go 2 times alone: Buyer tries Shop.go 2 times'],
  },
  {
    name: 'behind a fallback nobody above learns of it',
    text: 'actor Buyer { calls Shop.go with 1 retry }\nservice Shop { serves go { calls Bank.pay with 2 retries, fallback Spare } }\nexternal Spare',
    tried: ['Shop.go 2 times alone: Buyer tries Shop.go 2 times', 'Bank.pay 3 times alone: Shop.go tries Bank.pay 3 times'],
  },
  {
    name: 'trying without end is no burst',
    text: 'actor Buyer { calls Shop.go with unlimited retries }\nservice Shop { serves go { calls Bank.pay with 2 retries } }',
    tried: ['Bank.pay 3 times alone: Shop.go tries Bank.pay 3 times'],
  },
  {
    name: 'an undo that is only named is a part of its step, and one that is written out is not',
    text: `orchestrator W {
        step Named calls Bank.pay with 1 retry undo Bank.back
        step Written calls Bank.pay undo { calls Bank.back with 2 retries }
      }`,
    tried: ['Bank.pay 2 times alone: W tries Bank.pay 2 times', 'Bank.back 3 times alone: W tries Bank.back 3 times'],
  },
  {
    name: 'services that call each other are looked at elsewhere, and what one of them calls besides is not',
    text: `service Shop { serves go { calls Desk.go with 1 retry } }
      service Desk { serves go { calls Shop.go with 1 retry  calls Bank.pay with 2 retries } }`,
    tried: ['Bank.pay 3 times alone: Desk.go tries Bank.pay 3 times'],
  },
  {
    name: 'operations of one service that call each other',
    text: 'service Shop { serves go { calls Shop.help with 1 retry  calls Bank.pay with 2 retries }  serves help { calls Shop.go with 1 retry } }',
    tried: ['Bank.pay 3 times alone: Shop.go tries Bank.pay 3 times'],
  },
  {
    name: 'an operation of one service that calls another, in no circle',
    text: 'service Shop { serves go { calls Shop.help with 1 retry }  serves help { calls Bank.pay with 2 retries } }',
    tried: [
      'Shop.help 2 times alone: Shop.go tries Shop.help 2 times',
      'Bank.pay 6 times: Shop.go tries Shop.help 2 times, Shop.help tries Bank.pay 3 times',
    ],
  },
  {
    name: 'a system of others of which no operation is named',
    text: `actor Buyer { calls Shop.go with 1 retry }
      service Shop { serves go { calls Post with 2 retries } }
      external Post`,
    tried: ['Shop.go 2 times alone: Buyer tries Shop.go 2 times', 'Post 6 times: Buyer tries Shop.go 2 times, Shop.go tries Post 3 times'],
  },
  {
    name: 'each of several operations that may answer',
    text: `actor Buyer { calls Shop with 1 retry }
      service Shop { serves go { calls Bank.pay with 2 retries }  serves back { calls Bank.back with 3 retries } }`,
    tried: [
      'Shop 2 times alone: Buyer tries Shop 2 times',
      'Shop 2 times alone: Buyer tries Shop 2 times',
      'Bank.pay 6 times: Buyer tries Shop 2 times, Shop.go tries Bank.pay 3 times',
      'Bank.back 8 times: Buyer tries Shop 2 times, Shop.back tries Bank.back 4 times',
    ],
  },
  {
    name: 'a gateway on the way',
    text: `actor Buyer { calls G "/go" with 1 retry }
      gateway G { routes "/go" { calls Shop.go with 1 retry } }
      service Shop { serves go { calls Bank.pay with 1 retry } }`,
    tried: [
      'G "/go" 2 times alone: Buyer tries G "/go" 2 times',
      'Shop.go 4 times: Buyer tries G "/go" 2 times, G "/go" tries Shop.go 2 times',
      'Bank.pay 8 times: Buyer tries G "/go" 2 times, G "/go" tries Shop.go 2 times, Shop.go tries Bank.pay 2 times',
    ],
  },
  {
    name: 'a gateway that only routes',
    text: `actor Buyer { calls G "/go" with 1 retry }
      gateway G { routes "/go" to Shop.go }
      service Shop { serves go { calls Bank.pay with 1 retry } }`,
    tried: [
      'G "/go" 2 times alone: Buyer tries G "/go" 2 times',
      'Bank.pay 4 times: Buyer tries G "/go" 2 times, Shop.go tries Bank.pay 2 times',
    ],
  },
  {
    name: 'a service that calls itself, whichever operation answers',
    text: 'service Shop { serves go { calls Shop with 1 retry }  serves help }',
    tried: [],
  },
  {
    name: 'a fallback half way down, of which those above learn nothing and those below nothing either',
    text: `actor Buyer { calls Shop.go with 1 retry }
      service Shop { serves go { calls Desk.go with 2 retries, fallback Spare } }
      service Desk { serves go { calls Bank.pay with 1 retry } }
      external Spare`,
    tried: [
      'Shop.go 2 times alone: Buyer tries Shop.go 2 times',
      'Desk.go 3 times alone: Shop.go tries Desk.go 3 times',
      'Bank.pay 6 times: Shop.go tries Desk.go 3 times, Desk.go tries Bank.pay 2 times',
    ],
  },
  {
    name: 'of two ways to a call the one that multiplies more',
    text: `actor Buyer { calls Shop.go with 1 retry }
      actor Clerk { calls Shop.go with 4 retries }
      service Shop { serves go { calls Bank.pay with 1 retry } }`,
    tried: [
      'Shop.go 2 times alone: Buyer tries Shop.go 2 times',
      'Shop.go 5 times alone: Clerk tries Shop.go 5 times',
      'Bank.pay 10 times: Clerk tries Shop.go 5 times, Shop.go tries Bank.pay 2 times',
    ],
  },
  {
    name: 'a message that is handed over with no channel between',
    text: `actor Buyer { sends A to Shop }
      service Shop { on A with 2 retries { calls Bank.pay with 1 retry } }`,
    tried: ['Bank.pay 6 times: Shop delivers up to 3 times, Shop tries Bank.pay 2 times'],
  },
  {
    name: 'a workflow whose product tries each step again, and one that says itself how often',
    text: `technology house is orchestrator { 4 retries }
      orchestrator W : house { step Pay calls Bank.pay  step Back calls Bank.back with 1 retry }`,
    tried: ['Bank.pay 5 times alone: W tries Bank.pay 5 times', 'Bank.back 2 times alone: W tries Bank.back 2 times'],
  },
  {
    name: 'a service whose product tries again what comes in, which tries nothing that goes out',
    text: `technology house is service { 4 retries }
      service Shop : house { serves go { calls Bank.pay } }`,
    tried: [],
  },
  {
    name: 'services that call each other by way of a third, and one beside them',
    text: `service One { serves go { calls Two.go with 1 retry } }
      service Two { serves go { calls Three.go with 1 retry } }
      service Three { serves go { calls One.go with 1 retry  calls Four.go with 1 retry } }
      service Four { serves go { calls Bank.pay with 1 retry } }`,
    tried: [
      'Four.go 2 times alone: Three.go tries Four.go 2 times',
      'Bank.pay 4 times: Three.go tries Four.go 2 times, Four.go tries Bank.pay 2 times',
    ],
  },
];

function said({ call, times, multiplied, layers }: Amplified): string {
  const texts = layers().map(({ text }) => text);
  return `${objectOf(call)} ${times} times${multiplied ? '' : ' alone'}: ${texts.join(', ')}`;
}

describe('retries of retries', () => {
  for (const { name, text, tried } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual(analysisOf(design, amplification).map(said), tried);
    });
});
