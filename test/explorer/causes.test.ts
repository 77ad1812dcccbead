/** Ways that lead back to where they began: which of them may end, and how often they go round before they do. */
import assert from 'node:assert/strict';
import { explore } from '../../analysis/explorer/index.ts';
import type { Counterexample } from '../../analysis/explorer/result.ts';
import { designOf } from '../support/design.ts';

const rest = `
  event E { key id }
  event F { key id }
  queue Q : aws.sqs { dead-letters after 3 attempts  alarm }
  queue R : aws.sqs { dead-letters after 3 attempts  alarm }
  store X : postgres
`;

const cases: readonly (readonly [name: string, text: string, ...breaks: string[]])[] = [
  ['a message that leads to itself', 'service A { on E from Q { sends E to Q } }', 'E leads to itself again: A sends E.'],
  ['one that does so under a condition may end', 'service A { on E from Q { when "more" { sends E to Q } } }'],
  [
    'one that does so for each of its parts does not',
    'service A { on E from Q { each "part" { sends E to Q } } }',
    'E leads to itself again: A sends E.',
  ],
  [
    'one that does so over another',
    'service A { on E from Q { sends F to R } }  service B { on F from R { sends E to Q } }',
    'E leads to itself again: A sends F and B sends E.',
  ],
  [
    'one of whose way a part further up is under a condition may end',
    'service A { on E from Q { when "more" { sends F to R } } }  service B { on F from R { sends E to Q } }',
  ],
  [
    'one of whose way the last part is under a condition may end',
    'service A { on E from Q { sends F to R } }  service B { on F from R { when "more" { sends E to Q } } }',
  ],
];

const loops = async (text: string, rounds: number): Promise<readonly Counterexample[]> =>
  explore(await designOf(`${rest}${text}`), { rounds })
    .flows.flatMap(({ counterexamples }) => counterexamples)
    .filter(({ promise }) => promise === 'comes-to-rest');

describe('a way that leads back', () => {
  for (const [name, text, ...breaks] of cases) {
    it(name, async () => {
      const found = await loops(text, 1);
      assert.deepEqual(
        found.map((run) => run.text),
        breaks,
      );
    });
  }

  it('goes round as often as it is asked to before it ends', async () => {
    for (const rounds of [1, 2, 3]) {
      const [run] = await loops('service A { on E from Q { sends E to Q } }', rounds);
      assert.equal(run?.steps.filter(({ text }) => text === 'A sends E to Q.').length, rounds);
    }
  });
});
