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
