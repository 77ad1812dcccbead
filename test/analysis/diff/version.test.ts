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

describe('what a version knows bodies and effects by', () => {
  it('a schedule that is all there is: by its element, however often it runs; a workflow, and what is said outside of any body, too', async () => {
    const { activities } = await versionOf(`service S { every 1d { puts Rows }  serves go { }  puts Rows }
      orchestrator W { step One calls S.go }
      store Rows`);
    assert.deepEqual([...activities.keys()].sort(), ['S/operation go', 'S/schedule ', 'S/unplaced ', 'W/workflow ']);
  });

  it('routes: by what they say, in whatever order', async () => {
    const { activities } = await versionOf('gateway N { routes "/a" { puts S }  routes "/b" { puts S } }\nstore S');
    const keys = [...activities.keys()];
    assert.equal(keys.length, 2);
    assert.ok(
      keys.every((key, index) => key.startsWith('N/route ') && key.includes(['/a', '/b'][index] ?? '?')),
      keys.join('\n'),
    );
    assert.ok(!keys.some((key) => key.includes('#')), 'the number of a file is no part of it');
  });

  it('effects: by what they do to what, those alike by their number', async () => {
    const version = await versionOf(`service S { serves go { puts Rows  puts Rows  reads Rows  puts Rows } }\nstore Rows`);
    const [go] = version.activities.values();
    assert.ok(go);
    assert.deepEqual([...version.effectsOf(go).keys()], ['body puts Rows', 'body puts Rows (2)', 'body reads Rows', 'body puts Rows (3)']);
  });

  it('effects: not those that nobody has written', async () => {
    const version = await versionOf(`gateway N { routes "/a" to S.go }\nservice S { serves go { } }`);
    const [route] = [...version.activities.values()].filter(({ kind }) => kind === 'route');
    assert.ok(route);
    assert.equal(route.effects.length, 1);
    assert.equal(version.effectsOf(route).size, 0);
  });

  it('calls: by the element and the operation, which are two words', async () => {
    const version = await versionOf('service S { serves go { calls A.bc  calls Ab.c } }\nservice A { serves bc }\nservice Ab { serves c }');
    const [go] = [...version.activities.values()].filter(({ name }) => name === 'go');
    assert.ok(go);
    assert.deepEqual([...version.effectsOf(go).keys()], ['body calls A bc', 'body calls Ab c']);
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
