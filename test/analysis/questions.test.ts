/** Questions about all of a design, put by a part of it. */
import assert from 'node:assert/strict';
import { answersOf, askWhole, defineQuestion, inTextOrder, placedIn, stillHold, Whole } from '../../analysis/questions.ts';
import { designOf } from '../support/design.ts';

/** How many elements of a name there are; counts how often it is prepared. */
function counting(name: string) {
  const log: string[] = [];
  const question = defineQuestion(
    name,
    (parts) => {
      log.push('prepared');
      return parts.flatMap(({ elements }) => elements.map((element) => element.name));
    },
    (names, about) => names.filter((other) => other === about).length,
  );
  return { question, log };
}

describe('a question about the whole', () => {
  it('is answered by the design alone where nothing is said of a whole', async () => {
    const { question } = counting('count');
    const design = await designOf('queue A\nqueue B');
    assert.deepEqual([askWhole(design, question, 'A'), askWhole(design, question, 'C')], [1, 0]);
    assert.deepEqual([...answersOf(design).keys()], ['count\nA', 'count\nC']);
  });

  it('is answered by all parts, for which it is prepared once', async () => {
    const { question, log } = counting('count');
    const parts = [await designOf('queue A'), await designOf('queue A\nqueue B')];
    const whole = new Whole(parts);
    const placed = parts.map((part) => placedIn(whole, part));
    assert.deepEqual(
      placed.map((part) => [askWhole(part, question, 'A'), askWhole(part, question, 'B')]),
      [
        [2, 1],
        [2, 1],
      ],
    );
    assert.deepEqual(log, ['prepared']);
  });

  it('is noted with its answer, each subject of each question once', async () => {
    const [one, other] = [counting('one'), counting('other')];
    const part = placedIn(new Whole([await designOf('queue A')]), await designOf('queue A'));
    askWhole(part, one.question, 'A');
    askWhole(part, one.question, 'A');
    askWhole(part, one.question, 'B');
    askWhole(part, other.question, 'A');
    assert.deepEqual([...answersOf(part).keys()], ['one\nA', 'one\nB', 'other\nA']);
  });

  it('holds as long as another whole answers the same', async () => {
    const { question } = counting('count');
    const part = await designOf('queue A');
    const placed = placedIn(new Whole([part]), part);
    askWhole(placed, question, 'A');
    askWhole(placed, question, 'B');
    const answers = answersOf(placed);
    const hold: boolean[] = [];
    for (const text of ['queue A', 'queue A\nqueue C', 'queue A\nqueue B', 'queue C', 'queue A\nqueue A2'])
      hold.push(stillHold(answers, new Whole([await designOf(text)])));
    assert.deepEqual(hold, [true, true, false, false, true]);
  });

  it('that was never put holds anywhere', async () => {
    const part = await designOf('queue A');
    assert.ok(stillHold(answersOf(part), new Whole([await designOf('queue B')])));
  });

  it('is forgotten when the part gets into another whole, as another object', async () => {
    const { question } = counting('count');
    const part = await designOf('queue A');
    const first = new Whole([part]);
    assert.equal(placedIn(first, part), part, 'nothing was said of it before');
    askWhole(part, question, 'A');
    assert.equal(placedIn(first, part), part, 'it is there already');
    assert.equal(answersOf(part).size, 1);
    const second = new Whole([part, await designOf('queue A')]);
    const moved = placedIn(second, part);
    assert.notEqual(moved, part);
    assert.deepEqual(moved, part);
    assert.equal(answersOf(moved).size, 0);
    assert.deepEqual([askWhole(moved, question, 'A'), askWhole(part, question, 'A')], [2, 1]);
  });
});

describe('elements of several parts', () => {
  it('come in the order of files and of the text, implicit dead-letter queues last', async () => {
    const { elements } = await designOf({
      'b.arch': 'queue B1 { dead-letters after 2 attempts }\nservice B2',
      'a.arch': 'store A1\nqueue A2 { dead-letters after 2 attempts }',
    });
    const orders = [elements, elements.toReversed(), elements.toSorted((one, other) => (one.name < other.name ? 1 : -1))];
    for (const order of orders)
      assert.deepEqual(
        inTextOrder(order).map(({ name }) => name),
        ['A1', 'A2', 'B1', 'B2', 'A2.dead-letters', 'B1.dead-letters'],
      );
  });
});
