/** Statements that are added, replaced and removed, as the lines around them are. */
import assert from 'node:assert/strict';
import { addStatement, removeDeclaration, removeSource, setStatement } from '../../../analysis/fixes/statements.ts';
import type { Design, Element } from '../../../language/model/design.ts';
import { designOf } from '../../support/design.ts';
import { assertEdits } from '../../support/fixes.ts';

function queueOf(design: Design): Element {
  const queue = design.elements.find(({ name }) => name === 'Q');
  assert.ok(queue);
  return queue;
}

type Pairs = readonly (readonly [before: string, after: string])[];

const added: Pairs = [
  ['queue Q', 'queue Q { alarm  delay 1m }'],
  ['queue Q "Orders" : aws.sqs // note\nqueue R', 'queue Q "Orders" : aws.sqs { alarm  delay 1m } // note\nqueue R'],
  ['queue Q {}', 'queue Q { alarm  delay 1m }'],
  ['queue Q {   }', 'queue Q { alarm  delay 1m }'],
  ['queue Q { retention 1d }', 'queue Q { retention 1d  alarm  delay 1m }'],
  ['queue Q {retention 1d}', 'queue Q {retention 1d  alarm  delay 1m }'],
  ['queue Q {\n}', 'queue Q {\n  alarm\n  delay 1m\n}'],
  ['group G {\n    queue Q {\n    }\n}', 'group G {\n    queue Q {\n        alarm\n        delay 1m\n    }\n}'],
  ['queue Q {\n    retention 1d\n}', 'queue Q {\n    retention 1d\n    alarm\n    delay 1m\n}'],
  ['queue Q {\n\n    retention 1d\n\n}', 'queue Q {\n\n    retention 1d\n    alarm\n    delay 1m\n}'],
  ['queue Q {\r\n\tretention 1d\r\n}', 'queue Q {\r\n\tretention 1d\r\n\talarm\r\n\tdelay 1m\r\n}'],
  ['queue Q {\n  retention 1d // note\n}', 'queue Q {\n  retention 1d // note\n  alarm\n  delay 1m\n}'],
  ['queue Q { retention 1d\n  visibility 1m }', 'queue Q { retention 1d\n  visibility 1m\n  alarm\n  delay 1m\n}'],
];

const removed: readonly (readonly [what: string, before: string, after: string])[] = [
  ['with its line', 'queue Q {\n  alarm\n  delay 1m\n}', 'queue Q {\n  delay 1m\n}'],
  ['with its line, the last one', 'queue Q {\n  delay 1m\n  alarm\n}', 'queue Q {\n  delay 1m\n}'],
  ['with a line that ends as those of other systems', 'queue Q {\r\n  alarm\r\n  delay 1m\r\n}', 'queue Q {\r\n  delay 1m\r\n}'],
  ['before others', 'queue Q { alarm  delay 1m }', 'queue Q { delay 1m }'],
  ['before others at the brace', 'queue Q {alarm  delay 1m }', 'queue Q {delay 1m }'],
  ['between others', 'queue Q { delay 1m  alarm  retention 1d }', 'queue Q { delay 1m  retention 1d }'],
  ['after others', 'queue Q { delay 1m  alarm }', 'queue Q { delay 1m }'],
  ['alone', 'queue Q { alarm }', 'queue Q { }'],
  ['first of a line', 'queue Q {\n  alarm  delay 1m\n}', 'queue Q {\n  delay 1m\n}'],
  ['before a remark', 'queue Q {\n  alarm // why\n}', 'queue Q {\n  // why\n}'],
];

const declarations: readonly (readonly [what: string, before: string, after: string])[] = [
  ['with its line', 'queue P\nqueue Q\nqueue R', 'queue P\nqueue R'],
  ['with all of its lines', 'queue P\nqueue Q {\n  alarm\n}\nqueue R', 'queue P\nqueue R'],
  ['at the end of a file', 'queue P\nqueue Q', 'queue P'],
  ['at the end of a file of another system', 'queue P\r\nqueue Q', 'queue P'],
  ['alone', 'queue Q', ''],
  ['alone on an ended line', 'queue Q\n', ''],
  ['with what describes it', '/** Old. */\nqueue Q\nqueue R', 'queue R'],
  ['with what describes it in lines', 'queue P\n/**\n * Old.\n */\nqueue Q\nqueue R', 'queue P\nqueue R'],
  ['without what describes another', '/** First. */\nqueue P\nqueue Q', '/** First. */\nqueue P'],
  ['without a remark', '// Queues\nqueue Q\nqueue R', '// Queues\nqueue R'],
  ['without a remark of the other kind', '/* Queues */\nqueue Q\nqueue R', '/* Queues */\nqueue R'],
];

const set: Pairs = [
  ['queue Q { retention 1d  alarm }', 'queue Q { retention 14d  alarm }'],
  ['queue Q {\n  alarm\n  retention 1d // a day\n}', 'queue Q {\n  alarm\n  retention 14d // a day\n}'],
  ['queue Q { alarm }', 'queue Q { alarm  retention 14d }'],
  ['queue Q', 'queue Q { retention 14d }'],
];

describe('statements', () => {
  for (const [before, after] of added)
    it(`are added: ${JSON.stringify(before)}`, async () => {
      const design = await designOf(before);
      await assertEdits(before, addStatement(design, queueOf(design).syntax, ['alarm', 'delay 1m']), { [before]: after });
    });

  it('are added as lines of their own where they take several', async () => {
    const text = 'service Q {\n\tserves a\n}\nstore R';
    const design = await designOf(text);
    await assertEdits(text, addStatement(design, queueOf(design).syntax, 'serves b {\n\treads R\n}'), {
      'serves a': 'serves a\n\tserves b {\n\t\treads R\n\t}',
    });
  });

  it('are added one by one, or none', async () => {
    const design = await designOf('queue Q');
    await assertEdits('queue Q', addStatement(design, queueOf(design).syntax, 'alarm'), { 'queue Q': 'queue Q { alarm }' });
    assert.deepEqual(addStatement(design, queueOf(design).syntax, []), []);
  });

  it('are added to a body that is not closed yet', async () => {
    const text = 'queue Q { retention 1d';
    const design = await designOf(text);
    const [edit] = addStatement(design, queueOf(design).syntax, 'alarm');
    assert.deepEqual(edit && text.slice(0, edit.offset) + edit.text + text.slice(edit.end), 'queue Q { retention 1d  alarm ');
  });

  for (const [what, before, after] of removed)
    it(`are removed ${what}`, async () => {
      const design = await designOf(before);
      const place = queueOf(design).statements.get('alarm')?.[0];
      assert.ok(place);
      await assertEdits(before, [removeSource(design, place)], { [before]: after });
    });

  for (const [what, before, after] of declarations)
    it(`that declare are removed ${what}`, async () => {
      const design = await designOf(before);
      await assertEdits(before, [removeDeclaration(design, queueOf(design).syntax)], { [before]: after });
    });

  for (const [before, after] of set)
    it(`are set: ${JSON.stringify(before)}`, async () => {
      const design = await designOf(before);
      await assertEdits(before, setStatement(design, queueOf(design), 'retention', 'retention 14d'), { [before]: after });
    });
});
