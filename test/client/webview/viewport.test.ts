/** How pictures of any shape are fitted: as a whole if that can be read, else filling the stage one way, beginning where the story begins. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beginningOf } from '../../../client/webview/state/beginning.ts';
import { type Box, fitInto, fitLegibly, type Size, type Viewport } from '../../../client/webview/state/viewport.ts';
import { sample } from '../sample-diagram.ts';

const stage: Size = { width: 700, height: 800 };
const corner: Box = { x: 0, y: 0, width: 0, height: 0 };

function fitted(width: number, height: number, inSight: Box = corner): Viewport {
  const viewport = fitLegibly({ x: 0, y: 0, width, height }, stage, inSight);
  assert.ok(viewport);
  return viewport;
}

describe('fitting a picture', () => {
  const cases: readonly (readonly [what: string, width: number, height: number, scale: number])[] = [
    ['a small one is enlarged a little', 100, 100, 1.5],
    ['one that can be read as a whole is shown as a whole', 1000, 800, 0.668],
    ['a wide ribbon goes beyond the sides', 4000, 400, 0.75],
    ['a high ribbon goes beyond the bottom', 400, 4000, 0.75],
    ['a high one fills the width', 1000, 2000, 0.668],
    ['a huge one goes beyond both', 4000, 4000, 0.75],
    ['one that gains little by it stays whole', 1250, 1450, 0.5296],
  ];
  for (const [what, width, height, scale] of cases)
    it(what, () => assert.ok(Math.abs(fitted(width, height).scale - scale) < 1e-3, String(fitted(width, height).scale)));

  it('begins with what is to be in sight, as near the middle as the ends allow', () => {
    assert.deepEqual(fitted(4000, 400), { x: 16, y: 250, scale: 0.75 });
    assert.equal(fitted(4000, 400, { ...corner, x: 4000 }).x, 700 - 16 - 3000);
    assert.equal(fitted(4000, 400, { ...corner, x: 2000 }).x, 350 - 1500);
  });

  it('is none without a stage', () =>
    assert.equal(fitLegibly({ ...corner, width: 10, height: 10 }, { width: 0, height: 0 }, corner), undefined));

  it('never wastes room: no side is left with more space than the whole picture would leave, and what is to be in sight is', () => {
    const size = fc.integer({ min: 50, max: 6000 });
    fc.assert(
      fc.property(
        size,
        size,
        fc.integer({ min: 200, max: 2000 }),
        fc.integer({ min: 200, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (width, height, across, down, at) => {
          const room = { width: across, height: down };
          const box = { x: 0, y: 0, width, height };
          const inSight = { x: at * (width - 40), y: at * (height - 40), width: 40, height: 40 };
          const whole = fitInto(box, room);
          const viewport = fitLegibly(box, room, inSight);
          assert.ok(whole && viewport);
          assert.ok(viewport.scale >= whole.scale - 1e-9);
          assert.ok(viewport.scale <= Math.max(whole.scale, 0.75) + 1e-9);
          for (const [start, length, point, space] of [
            [viewport.x, width, inSight.x + 20, across],
            [viewport.y, height, inSight.y + 20, down],
          ] as const) {
            const end = start + length * viewport.scale;
            assert.ok(
              length * viewport.scale <= space - 32 + 1e-6
                ? Math.abs(start - (space - end)) < 1e-6
                : start <= 16 + 1e-6 && end >= space - 16 - 1e-6,
            );
            const place = start + point * viewport.scale;
            assert.ok(place >= 0 && place <= space);
          }
        },
      ),
    );
  });
});

describe('where a picture begins', () => {
  const ids = (diagram: Parameters<typeof beginningOf>[0]): string | undefined =>
    sample.nodes.find(({ x }) => x === beginningOf(diagram).x && diagram.nodes.some((node) => node.x === x && node.kind !== 'group'))?.id;

  it('is what nothing leads to', () => assert.equal(ids(sample), 'Till'));
  it('is a person or client, if there is one', () =>
    assert.equal(
      ids({ ...sample, nodes: sample.nodes.map((node) => (node.id === 'Books' ? { ...node, kind: 'actor' } : node)) }),
      'Books',
    ));
  it('is who stands outside and calls, also where an answer comes back to them', () => {
    const till = sample.nodes.find(({ id }) => id === 'Till') ?? never();
    const called = { ...(sample.edges[0] ?? never()), id: 'back', from: 'Books', to: 'Till' };
    const nodes = [...sample.nodes.filter(({ id }) => id !== 'Till'), { ...till, kind: 'external' }];
    const later = { ...till, id: 'Later', x: till.x + 700, y: till.y + 300 };
    assert.equal(
      beginningOf({ nodes: [...nodes, later], edges: [...sample.edges, called, { ...called, id: 'more', from: 'Later', to: 'Books' }] }).x,
      till.x,
    );
  });
  it('is what leads anywhere, where everything leads in a circle', () =>
    assert.equal(ids({ ...sample, edges: [...sample.edges, { ...(sample.edges[0] ?? never()), from: 'Paid', to: 'Till' }] }), 'Till'));
  it('is the corner of a picture without lines', () => assert.deepEqual(beginningOf({ nodes: sample.nodes, edges: [] }), corner));
});

function never(): never {
  throw new Error('The sample has lines.');
}
