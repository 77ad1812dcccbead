/** By what things of two versions of a design are known to be the same. */
import assert from 'node:assert/strict';
import { isDeclared, sides } from '../../../analysis/diff/version.ts';
import { versionOf } from '../../support/changes.ts';

describe('a version of a design', () => {
  it('knows elements and messages by their systems and names', async () => {
    const { elements, messages } = await versionOf('system x { queue Q  event E }\nsystem y { queue Q }\nqueue Q');
    assert.deepEqual([[...elements.keys()], [...messages.keys()]], [['x.Q', 'y.Q', 'Q'], ['x.E']]);
    assert.deepEqual(
      [...elements.values()].map(({ system }) => system.name),
      ['x', 'y', ''],
    );
  });

  it('knows those outside of any system by their files, where there are several such files', async () => {
    const { elements } = await versionOf({ 'a.arch': 'queue Q', 'b.arch': 'queue Q', 'c.arch': 'system x { queue Q }' });
    assert.deepEqual([...elements.keys()], ['a.arch:Q', 'b.arch:Q', 'x.Q']);
    const alone = await versionOf({ 'a.arch': 'queue Q', 'c.arch': 'system x { queue Q }' });
    assert.deepEqual([...alone.elements.keys()], ['Q', 'x.Q']);
  });

  it('leaves out queues that nobody has declared', async () => {
    const { design, elements } = await versionOf('queue Q { dead-letters after 2 attempts }\nstore S');
    assert.deepEqual([...elements.keys()], ['Q', 'S']);
    assert.deepEqual(
      design.elements.map((element) => `${element.name} ${isDeclared(element)}`),
      ['Q true', 'S true', 'Q.dead-letters false'],
    );
  });

  it('knows the legs of messages by where they begin and end: those on which a message comes, not those on which it is sent or parked', async () => {
    const { legs } = await versionOf(`event E
      event Bare
      topic T
      queue Q { subscribes to T for E  dead-letters to D after 2 attempts }
      queue D { redrives to Q }
      service S { on E from Q { }  on E from T { }  on Bare { } }
      external X { publishes E to T  publishes Bare }`);
    assert.deepEqual([...legs.keys()].sort(), ['deliver Q > S', 'deliver T > S', 'direct X > S', 'forward T > Q']);
    assert.ok([...legs.values()].every((hops) => hops.length === 1));
  });

  it('knows bodies with a name by what they are there for, wherever they stand', async () => {
    const text = `event E
      event F
      queue Q
      topic T
      service S { on E, F from Q { }  on E from T { }  on all of E, F within 1h from Q { }  serves go(E)  every 1d { }  every 1h { } }`;
    const version = await versionOf(text);
    assert.deepEqual([...version.activities.keys()], ['S/operation go', 'S/schedule 86400000', 'S/schedule 3600000']);
  });
});

describe('two versions side by side', () => {
  it('have what is in both, what has gone and what is new, each in its order', () => {
    const before = new Map([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    const after = new Map([
      ['d', 40],
      ['c', 30],
      ['a', 10],
      ['e', 50],
    ]);
    assert.deepEqual(sides(before, after), {
      both: [
        [1, 10],
        [3, 30],
      ],
      removed: [2],
      added: [40, 50],
    });
  });
});
