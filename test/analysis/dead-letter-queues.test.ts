/** What a channel that takes dead letters is used for. */
import assert from 'node:assert/strict';
import { isConsumed, isDeadLetterQueue, isEmptied, isRetryChannel } from '../../analysis/passes/dead-letter-queues.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  /** What is said of `Parked`, where `In` parks its messages. */
  readonly text: string;
  readonly consumed?: true;
  readonly emptied?: true;
  readonly retries?: true;
  readonly deadLetters?: true;
}

const rows: readonly Row[] = [
  { name: 'a queue that nobody looks into', text: 'queue Parked', deadLetters: true },
  {
    name: 'one that a service reads',
    text: 'queue Parked\nservice Desk { on A from Parked }',
    consumed: true,
    emptied: true,
    deadLetters: true,
  },
  { name: 'one that is put back', text: 'queue Parked { redrives to In }', emptied: true, deadLetters: true },
  {
    name: 'one that hands its messages on',
    text: 'topic Parked\nqueue Onward { subscribes to Parked }',
    consumed: true,
    emptied: true,
    deadLetters: true,
  },
  { name: 'one with its own dead letters', text: 'queue Parked { dead-letters to Last after 3 attempts }\nqueue Last', deadLetters: true },
  {
    name: 'one that tries later what is parked',
    text: 'queue Parked { delay 5m }\nservice Desk { on A from Parked }',
    consumed: true,
    emptied: true,
    retries: true,
  },
  { name: 'one that waits for nobody', text: 'queue Parked { delay 5m }', deadLetters: true },
  { name: 'one that others send to as well', text: 'queue Parked\nactor Other { sends A to Parked }' },
  { name: 'one that hears a topic as well', text: 'topic T\nactor Other { publishes A to T }\nqueue Parked { subscribes to T for A }' },
];

describe('a channel of dead letters:', () => {
  for (const { name, text, consumed = false, emptied = false, retries = false, deadLetters = false } of rows)
    it(name, async () => {
      const design = await designOf(`
        event A { key id }
        actor U { sends A to In }
        queue In { dead-letters to Parked after 5 attempts }
        service Shop { on A from In }
        ${text}
      `);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const channel = design.elements.filter(isChannel).find(({ name: own }) => own === 'Parked') ?? assert.fail('no channel');
      const found = [isConsumed, isEmptied, isRetryChannel, isDeadLetterQueue].map((is) => is(design, channel));
      assert.deepEqual(found, [consumed, emptied, retries, deadLetters]);
      const [source = assert.fail('no source')] = design.elements.filter(isChannel).filter(({ name: own }) => own === 'In');
      assert.equal(isDeadLetterQueue(design, source), false);
    });

  it('what a queue brings by itself', async () => {
    const design = await designOf('event A { key id }\nqueue In { dead-letters after 5 attempts }\nservice Shop { on A from In }');
    const found = design.elements.filter(isChannel).map((channel) => [channel.name, isDeadLetterQueue(design, channel)]);
    assert.deepEqual(found, [
      ['In', false],
      ['In.dead-letters', true],
    ]);
  });
});
