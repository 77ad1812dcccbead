/** What can go wrong at each step of a run, in a fixed order: only what the design, or its technology, says can, and only where it would change something. */
import assert from 'node:assert/strict';
import { explore } from '../../analysis/explorer/index.ts';
import { dedent, designOf } from '../support/design.ts';
import { play, type Struck } from './telling.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly strikes?: readonly Struck[];
  /** By step, from the first fault on: what else can go wrong. */
  readonly could: readonly (readonly [step: string, ...faults: string[]])[];
}

const bank = `
  event E { key id }
  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
  external One { serves look safe }
  external Two { serves look safe }
  store X : postgres
`;

const cases: readonly Case[] = [
  {
    name: 'a handler of somebody else does not stop on the way',
    text: `${bank}  external A { on E from Q { sends E to R } }  queue R : aws.sqs { alarm }`,
    could: [
      ['Q delivers E to A.', 'E cannot be handled'],
      ['A sends E to R.', 'R does not respond'],
      ['A acknowledges E.', 'it comes again'],
    ],
  },
  {
    name: 'a wait can end in silence if it has a bound, and what it waits for is not there',
    text: `topic T : aws.sns  event E { key id }  orchestrator W : aws.stepfunctions {
        step One waits 1h
        step Two waits for E from T
        step Three waits for E from T at most 1d
      }`,
    could: [['Step Three of W has what it waited for.', 'nothing comes in time']],
  },
  {
    name: 'a fallback that is a store does not answer too late, and cannot be out where it is spared',
    text: `external One { serves look safe }  cache C : redis  service A : aws.ecs { instances 1  serves a { calls One.look with fallback C } }`,
    strikes: [['A.a calls One.look.', 'One does not respond']],
    could: [
      ['One does not respond: A.a cannot call One.look.', 'One does not respond', 'the answer to A.a is lost'],
      ['A.a calls C instead.', 'C does not respond'],
    ],
  },
  {
    name: 'two things are out at a time, if two faults are looked at',
    text: `${bank}  service A : aws.ecs { instances 1  serves a { calls One.look with fallback Two.look  calls Two.look with fallback X } }`,
    strikes: [
      ['A.a calls One.look.', 'One does not respond'],
      ['A.a calls Two.look instead.', 'Two does not respond'],
    ],
    // Where they are: what fails after them can do so of itself no more.
    could: [
      ['One does not respond: A.a cannot call One.look.', 'One does not respond', 'the answer to A.a is lost'],
      ['Two does not respond either: A.a cannot call Two.look instead.', 'Two does not respond', 'the answer to A.a is lost'],
    ],
  },
  {
    name: 'a product that keeps its runs begins a named one once',
    text: `external S { serves a safe }  orchestrator W : temporal { step One calls S.a with no retries }  service P { serves p { starts W with key id } }`,
    could: [
      ['P.p starts W.', 'W does not respond'],
      ['W calls S.a.', 'S does not respond', 'the answer to W is lost'],
    ],
  },
  {
    name: 'also where somebody waits for it',
    text: `external S { serves a safe }  orchestrator W : temporal { step One calls S.a with no retries }  service P { serves p { calls W with key id } }`,
    could: [
      ['P.p calls W.', 'W does not respond'],
      ['W calls S.a.', 'S does not respond', 'the answer to W is lost'],
      ['The run of W ends.', 'the answer of W is lost'],
    ],
  },
  {
    name: 'and one without a name perhaps twice',
    text: `external S { serves a safe }  orchestrator W : temporal { step One calls S.a with no retries }  service P { serves p { calls W } }`,
    could: [
      ['P.p calls W.', 'W does not respond'],
      ['W calls S.a.', 'S does not respond', 'the answer to W is lost'],
      ['The run of W ends.', 'it comes again', 'the answer of W is lost'],
    ],
  },
  {
    name: 'one that begins by itself has no name',
    text: `external S { serves a safe }  orchestrator W : temporal { every 1d  step One calls S.a with no retries }`,
    could: [
      ['W calls S.a.', 'S does not respond', 'the answer to W is lost'],
      ['The run of W ends.', 'it comes again'],
    ],
  },
  {
    name: 'a product that keeps no runs begins a named one perhaps twice',
    text: `external S { serves a safe }  orchestrator W : aws.stepfunctions.express { step One calls S.a with no retries }  service P { serves p { starts W with key id } }`,
    could: [
      ['P.p starts W.', 'W does not respond'],
      ['W calls S.a.', 'S does not respond', 'the answer to W is lost'],
      ['The run of W ends.', 'it comes again'],
    ],
  },
  {
    name: 'a self-hosted run is lost between its steps, and may not have noted the last',
    text: `external S { serves a safe }  orchestrator W : aws.ecs { instances 1  step One calls S.a  step Two calls S.a }`,
    could: [
      ['W calls S.a.', 'S does not respond', 'the answer to W is lost'],
      ['W calls S.a.', 'W crashes', 'the instance is replaced', 'S does not respond', 'the answer to W is lost'],
      ['The run of W ends.', 'W crashes'],
    ],
  },
  {
    name: 'an undo that was given up is not done again',
    text: `external Bank { serves look safe }  store X : postgres  store Y : postgres
      service S : aws.lambda { serves back { deletes X } }
      orchestrator W : aws.ecs { instances 1  keeps Progress in Y  step One puts X undo S.back  step Two calls Bank.look }`,
    strikes: [
      ['W calls Bank.look.', 'Bank does not respond'],
      ['W calls S.back, to undo One.', 'S does not respond'],
    ],
    could: [
      ['Bank does not respond: W cannot call Bank.look.', 'W crashes', 'Bank does not respond', 'the answer to W is lost'],
      ['S does not respond: W cannot call S.back.', 'S does not respond'],
    ],
  },
  {
    name: 'a join comes again if the message that completed it can, whatever the first can',
    text: `event E { key id }  event F { key id }  store X : postgres
      queue Q : aws.sqs { dead-letters after 3 attempts  alarm }  queue R : aws.sqs.fifo { grouped by id  delivery exactly-once  dead-letters group after 3 attempts  alarm }
      service P { serves p { sends E to Q  sends F to R } }  service J : aws.lambda { on all of E, F { puts X } }`,
    could: [
      ['P.p sends E to Q.', 'Q does not respond'],
      ['P.p sends F to R.', 'P.p crashes', 'R does not respond'],
      ['Q delivers E to J, which waits for the rest.', 'E cannot be handled'],
      ['R delivers F to J.', 'F cannot be handled'],
      ['J puts X.', 'X does not respond'],
      ['J acknowledges F.', 'J crashes'],
    ],
  },
];

describe('what can go wrong at each step', () => {
  for (const { name, text, strikes = [], could } of cases) {
    it(name, async () => {
      const design = await designOf(dedent(text));
      assert.deepEqual(
        design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name'),
        [],
      );
      const [flow] = explore(design, { faults: 0 }).flows;
      const run = play(design, flow?.name ?? '', strikes);
      const first = strikes.length > 0 ? run.steps.findIndex(({ fault }) => fault !== undefined) : 0;
      assert.deepEqual(
        run.steps
          .slice(first)
          .filter((step) => step.strikes.length > 0)
          .map((step) => [step.text, ...step.strikes.map((strike) => strike.text)]),
        could,
      );
    });
  }
});
