/** State that is moved off the instances, or said to be a copy, and how it is spoken of. */
import assert from 'node:assert/strict';
import { instancesText, moveToStores, placeText, sayRebuilt } from '../../../analysis/fixes/state.ts';
import type { Design, KeptState } from '../../../language/model/design.ts';
import { designOf, type Texts } from '../../support/design.ts';
import { assertEdits, assertOffers, type Changes } from '../../support/fixes.ts';

function statesOf(design: Design): readonly KeptState[] {
  return design.elements.flatMap((element) => ('state' in element ? element.state : []));
}

const moves: readonly { readonly name: string; readonly text: string; readonly becomes: Changes }[] = [
  {
    name: 'into a store behind its service',
    text: 'service Cart { keeps Basket in memory }\nservice Other',
    becomes: { 'keeps Basket in memory }': 'keeps Basket in BasketStore }\nstore BasketStore { owned by Cart }' },
  },
  {
    name: 'each into a store of its own',
    text: 'service Cart {\n  keeps Basket in memory\n  keeps Wishes on disk\n}\n',
    becomes: {
      'in memory': 'in BasketStore',
      'on disk\n}': 'in WishesStore\n}\nstore BasketStore { owned by Cart }\nstore WishesStore { owned by Cart }',
    },
  },
  {
    name: 'into a store whose name is free',
    text: 'service Cart { keeps Basket in memory }\nstore BasketStore\nstore BasketStore2',
    becomes: { 'in memory }': 'in BasketStore3 }\nstore BasketStore3 { owned by Cart }' },
  },
  {
    name: 'with what else is said of it taken away',
    text: 'service Cart { keeps Basket in memory rebuilt from Rows }\nstore Rows',
    becomes: { 'in memory rebuilt from Rows }': 'in BasketStore }\nstore BasketStore { owned by Cart }' },
  },
];

const copies: readonly { readonly name: string; readonly text: Texts; readonly sources: readonly string[] }[] = [
  {
    name: 'a store that the service reads',
    text: 'service Cart { serves show { reads Rows }  keeps Basket in memory }\nstore Rows',
    sources: ['Rows'],
  },
  {
    name: 'no store that it only writes',
    text: 'service Cart { serves show { puts Rows }  keeps Basket in memory }\nstore Rows',
    sources: [],
  },
  { name: 'no cache', text: 'service Cart { serves show { reads Rows }  keeps Basket in memory }\ncache Rows', sources: [] },
  ...['stream', 'topic', 'bus'].map((kind) => ({
    name: `a ${kind} that every instance reads`,
    text: `event E\n${kind} C\nservice Cart { on E from C { puts Rows }  keeps Basket in memory }\nstore Rows`,
    sources: ['C'],
  })),
  {
    name: 'no queue, of which an instance gets but a part',
    text: 'event E\nqueue C\nservice Cart { on E from C { puts Rows }  keeps Basket in memory }\nstore Rows',
    sources: [],
  },
  {
    name: 'each source once, stores before channels',
    text: 'event E\ntopic C\nservice Cart { on E from C { reads Rows }  serves show { reads Rows }  keeps Basket in memory }\nstore Rows',
    sources: ['Rows', 'C'],
  },
  {
    name: 'two at most',
    text: 'service Cart { serves show { reads A  reads B  reads C }  keeps Basket in memory }\nstore A\nstore B\nstore C',
    sources: ['A', 'B'],
  },
  {
    name: 'nothing that another service reads',
    text: 'service Cart { keeps Basket in memory }\nservice Other { serves show { reads Rows } }\nstore Rows',
    sources: [],
  },
  {
    name: 'what is in another system, by its name there',
    text: 'system shop { service Cart { serves show { reads books.Rows }  keeps Basket in memory } }\nsystem books { store Rows }',
    sources: ['books.Rows'],
  },
];

const places: readonly (readonly [keeps: string, text: string])[] = [
  ['keeps A in memory', 'in memory'],
  ['keeps A on disk', 'on disk'],
  ['keeps A in memory  keeps B in memory', 'in memory'],
  ['keeps A in memory  keeps B on disk', 'on the instance'],
];

const instances: readonly (readonly [said: string, text: string])[] = [
  ['', 'several instances'],
  ['instances 1', 'one instance'],
  ['instances 1..1', 'one instance'],
  ['instances 3', '3 instances'],
  ['instances 2..20', '2 to 20 instances'],
  ['instances 1..2', '1 to 2 instances'],
];

describe('state is moved', () => {
  for (const { name, text, becomes } of moves)
    it(name, async () => {
      const design = await designOf(text);
      await assertEdits(text, moveToStores(design, statesOf(design)), becomes);
    });
});

describe('state is said to be a copy of', () => {
  for (const { name, text, sources } of copies)
    it(name, async () => {
      const design = await designOf(text);
      const [state] = statesOf(design);
      assert.ok(state);
      await assertOffers(
        text,
        sayRebuilt(design, state),
        sources.map((source) => ({
          title: `Say that Basket is rebuilt from ${source}`,
          becomes: { 'in memory': `in memory rebuilt from ${source}` },
        })),
      );
    });
});

describe('state is spoken of', () => {
  for (const [keeps, text] of places)
    it(`as kept ${text}: ${keeps}`, async () => assert.equal(placeText(statesOf(await designOf(`service S { ${keeps} }`))), text));
  for (const [said, text] of instances)
    it(`as kept by ${text}: ${said || 'nobody says'}`, async () => {
      const [state] = statesOf(await designOf(`service S { ${said}  keeps A in memory }`));
      assert.ok(state);
      assert.equal(instancesText(state.element), text);
    });
});
