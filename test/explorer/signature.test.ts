/** The signature of a flow holds all that its search depends on, and no more than that: results are kept by it. */
import assert from 'node:assert/strict';
import { flowsOf } from '../../analysis/explorer/flows.ts';
import { explore } from '../../analysis/explorer/index.ts';
import { Wishes } from '../../analysis/explorer/requirements.ts';
import { search } from '../../analysis/explorer/search.ts';
import { signatureOf } from '../../analysis/explorer/signature.ts';
import { type Unfolded, unfold } from '../../analysis/explorer/unfold.ts';
import { variantsOf } from '../../analysis/explorer/variants.ts';
import type { Design } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';
import { judgedDesigns } from './naive/designs/all.ts';

/** Words that a design may do without: what is left may break in another way. */
const needless: readonly RegExp[] = [
  / ?\b(?:alarm|strongly|safe|expendable|durable|if newer|in memory|on disk|parallel)\b/g,
  / idempotent(?: by \w+)?(?: within \w+)?(?: using \w+)?/g,
  / (?:by|within|using|key|undo|on failure|at most|redrives to|via outbox|instances|ordered by|grouped by|with fallback) [\w.]+/g,
  / with [^{}\n]*?(?= [{}]|\s\s|\n|$)/g,
  /, \w[^,{}\n]*?(?=,| [{}]|\s\s|\n|$)/g,
  /, key \w+|, \d+ retries/g,
  / (?:after|drops after) \d+ attempts?/g,
  / group(?= after)/g,
  / : [\w.]+/g,
  / otherwise \{[^{}]*\}/g,
  / require [^\n]*?(?= {2}|\n|$)/g,
  / no dead-letters because "[^"]*"/g,
];

/** Designs that differ in what none of the others has. */
const further: readonly string[] = [
  `event E { key id }  queue Q  queue D { alarm }  service P { serves p { sends E to Q } }  external X { serves pay }  store S : postgres
    service A { on E from Q with dead-letters to D, 5 retries { calls X.pay  puts S } }`,
  `actor U { calls Desk.go with 1 retry }  external One { serves look }  external Two { serves send }
    service Desk { serves go { calls One.look with fallback Two.send } }`,
  `orchestrator W : aws.stepfunctions { step One calls S.a with 1 retry undo S.b  step Two waits for E from T at most 1d on failure Three  step Three calls S.c }
    service S : aws.lambda { serves a { puts X }  serves b { deletes X }  serves c { reads X } }  store X : aws.dynamodb  event E  topic T : aws.sns`,
  `orchestrator W : aws.ecs { keeps Progress in X  step One calls S.a  step Two calls S.a }  service S : aws.lambda { serves a idempotent by id { increments X } }  store X : aws.dynamodb`,
  `event E { key id }  queue Q : aws.sqs.fifo { grouped by id  dead-letters to D after 3 attempts }  queue D : aws.sqs { alarm  redrives to Q }
    service P : aws.lambda { serves p { sends E to Q } }  service A : aws.lambda { on E from Q idempotent by id within 1h { increments X } }  store X : aws.dynamodb`,
  `balancer B : aws.alb { sticky sessions for 1h  routes "/" to C }  service C : aws.ecs { instances 2..4  keeps Basket in memory  serves add }`,
  `event E { key id }  topic T : redis.pubsub  service P { serves p { publishes E to T } }  service A { on E from T with acknowledges first { puts X  puts Y } }  store X : postgres  store Y : redis`,
];

/** @returns the design, and it without each of the needless words. */
function* without(text: string): Generator<string> {
  yield text;
  for (const words of needless)
    for (const { index, 0: found } of text.matchAll(words)) yield text.slice(0, index) + text.slice(index + found.length);
}

function unfoldedOf(design: Design, faults: number): readonly Unfolded[] {
  const wishes = new Wishes(design);
  return flowsOf(design).flatMap((start) => [...variantsOf((choices) => unfold(design, start, choices, faults, wishes))].slice(0, 4));
}

describe('the signature of a flow', () => {
  it('tells flows apart that break differently', async function () {
    this.timeout(600_000);
    const known = new Map<string, { readonly found: string; readonly text: string }>();
    let differing = 0;
    for (const text of [...judgedDesigns.map((judged) => judged.text), ...further]) {
      for (const changed of without(text)) {
        const design = await designOf(`system s { ${changed} }`);
        if (design.problems.some(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name')) continue;
        for (const unfolded of unfoldedOf(design, 1)) {
          const { broken, states } = search(unfolded, { faults: 1, states: 2_000, cancelled: () => false });
          const found = JSON.stringify([...broken, states]);
          const signature = signatureOf(unfolded.program);
          const before = known.get(signature);
          if (!before) differing++;
          else assert.equal(found, before.found, `${before.text}\n\nhas the signature of\n\n${changed}`);
          known.set(signature, { found, text: changed });
        }
      }
    }
    assert.ok(differing > 500, String(differing));
  });

  it('is the same wherever a flow stands, and whatever stands beside it', async () => {
    for (const { text } of judgedDesigns.slice(0, 20)) {
      const [here] = unfoldedOf(await designOf(`system s { ${text} }`), 1);
      const [there] = unfoldedOf(await designOf(`// Further down.\n\nsystem s {\n\n\n  store Unused : postgres\n\n ${text} }`), 1);
      assert.ok(here && there);
      assert.equal(signatureOf(there.program), signatureOf(here.program));
    }
  });
});

describe('what was found of a flow', () => {
  const changes: readonly (readonly [what: string, text: string, from: string, to: string])[] = [
    [
      'how a fallback recognises a repeat',
      `actor U { calls Desk.go with 1 retry }  external One { serves look safe }  external Two { serves send }
        service Desk { serves go { calls One.look with fallback Two.send, key id } }`,
      'serves send',
      'serves send idempotent by id',
    ],
    [
      'the retries of a hop of which nothing else is known',
      `event E { key id }  queue Q  queue D { alarm }  service P { serves p { sends E to Q } }  external X { serves pay }
        service A { on E from Q with dead-letters to D { calls X.pay } }`,
      'dead-letters to D',
      'dead-letters to D, 5 retries',
    ],
  ];
  for (const [what, text, from, to] of changes) {
    it(`is not told of it with another one of ${what}`, async () => {
      const found = async (one: string): Promise<readonly string[]> =>
        explore(await designOf(one), { faults: 2 }).flows.flatMap(({ counterexamples }) => counterexamples.map(({ promise }) => promise));
      const changed = text.replace(from, to);
      const before = await found(text);
      assert.notDeepEqual(await found(changed), before);
      assert.deepEqual(await found(text), before);
    });
  }
});
