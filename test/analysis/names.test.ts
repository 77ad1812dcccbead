/** Names and effects as messages to people say them. */
import assert from 'node:assert/strict';
import { listed, messageNames } from '../../analysis/element-names.ts';
import { inputOf, objectOf, shortText, withTechnology } from '../../analysis/names.ts';
import { effectSentence, relatedEffects } from '../../analysis/wording.ts';
import { designOf } from '../support/design.ts';

const text = `event Placed { key id }
event Paid { key id }
topic All : aws.sns
queue Plain
store Rows
service Shop {
  serves place {
    puts Rows   at  5/s
    reads   Rows
      by id
    publishes Placed to All
    calls Bank.charge with timeout 5s
    calls Front "/pay"
    calls Bank
    starts Run
    reads Nothing
    publishes Nobody
    calls Nowhere
  }
  on Placed, Paid from All { }
  on Paid from Plain { }
}
external Bank { serves charge }
gateway Front { routes "/pay" to Bank.charge }
orchestrator Run { step One calls Bank.charge }
`;

const design = await designOf(text);

describe('names', () => {
  const effects = design.effects.filter(({ activity }) => activity.label === 'Shop.place');

  it('of elements come with what they run on', () => {
    assert.deepEqual(design.elements.slice(0, 2).map(withTechnology), ['All (aws.sns)', 'Plain']);
  });

  it('of several are listed as one reads them, each once', () => {
    assert.deepEqual(
      [[], ['A'], ['A', 'B'], ['A', 'B', 'A', 'C'], ['A', 'A']].map((names) => listed(names)),
      ['', 'A', 'A and B', 'A, B and C', 'A'],
    );
    assert.equal(listed(new Set(['A', 'B'])), 'A and B');
    assert.equal(messageNames(design.messages), 'Placed and Paid');
  });

  it('of effects are what they do to what', () => {
    assert.deepEqual(effects.map(shortText), [
      'puts Rows',
      'reads Rows',
      'publishes Placed',
      'calls Bank.charge',
      'calls Front "/pay"',
      'calls Bank',
      'starts Run',
      'reads a store',
      'publishes a message',
      'calls something',
    ]);
    assert.deepEqual(effects.slice(3, 6).map(objectOf), ['Bank.charge', 'Front "/pay"', 'Bank']);
  });

  it('of what an activity takes are its messages', () => {
    assert.deepEqual(
      design.activities.filter(({ element }) => element.name === 'Shop').map((activity) => inputOf(activity)),
      ['its input', 'Placed and Paid', 'Paid'],
    );
  });
});

describe('what a design does', () => {
  const of = (label: string): ReturnType<typeof relatedEffects> =>
    relatedEffects(
      design,
      design.effects.filter(({ activity }) => activity.label === label),
    );

  it('is told as it is written, without options and rates, by who does it', () => {
    assert.deepEqual(
      of('Shop.place')
        .slice(0, 5)
        .map(({ message }) => message),
      [
        'Shop.place puts Rows',
        'Shop.place reads Rows by id',
        'Shop.place publishes Placed to All',
        'Shop.place calls Bank.charge',
        'Shop.place calls Front "/pay"',
      ],
    );
  });

  it('is shown where it stands', () => {
    const [, reads] = of('Shop.place');
    assert.equal(text.slice(reads?.source.offset, reads?.source.end), 'reads   Rows\n      by id');
  });

  it('is told of the gateway where a route implies it', () => {
    const implied = design.effects.filter((effect) => 'implied' in effect && effect.implied);
    assert.deepEqual(
      implied.map((effect) => effectSentence(design, effect)),
      ['Front routes "/pay" to Bank.charge'],
    );
  });
});
