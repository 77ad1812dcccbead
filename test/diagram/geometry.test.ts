/** Laws of every picture: of the examples, and of designs at random. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange, geometryOf, renderSvg } from '../../diagram/index.ts';
import type { Layouter } from '../../server/layout.ts';
import { designOf } from '../support/design.ts';
import { patientLayouter } from '../support/layouter.ts';
import { randomDesigns, textOf } from '../support/random-designs.ts';
import { example, examples } from './corpus.ts';
import { brokenLaws } from './laws.ts';

describe('the laws of pictures', () => {
  let engine: Layouter;
  before(() => {
    engine = patientLayouter();
  });
  after(() => engine.dispose());

  for (const density of ['roomy', 'compact'] as const) {
    for (const name of examples) {
      it(`${name}, ${density}: nothing overlaps, nothing is crossed, lines end at borders`, async () => {
        const design = await example(name);
        // A finding at every effect: every label has a badge before it.
        const findings = design.effects.map(({ syntax }) => ({
          rule: 'any',
          severity: 'warning' as const,
          message: 'Any.',
          source: syntax.source,
          related: [],
        }));
        const picture = await arrange(design, findings, { density, effort: 'quick' }, engine);
        assert.deepEqual(brokenLaws(picture), []);
        assert.equal(picture.fallback, false);
      });
    }

    it(`${density} pictures of designs at random obey them too`, async () => {
      await fc.assert(
        fc.asyncProperty(randomDesigns, async ({ declarations }) => {
          const picture = await arrange(await designOf(textOf(declarations)), [], { density, effort: 'quick' }, engine);
          assert.deepEqual(brokenLaws(picture), []);
        }),
        { numRuns: 40, seed: 20_261_125 },
      );
    });
  }

  for (const direction of ['left', 'up', 'down'] as const) {
    for (const density of ['roomy', 'compact'] as const) {
      it(`so do pictures that run ${direction}, ${density}`, async () => {
        for (const name of ['idempotency', 'dead-letters', 'systems/payments', 'coordination']) {
          const picture = await arrange(await example(name), [], { density, direction, effort: 'quick' }, engine);
          assert.deepEqual(brokenLaws(picture), [], name);
          assert.equal(picture.fallback, false);
        }
      });
    }
  }

  it('pictures that run left have on the left what others have on the right', async () => {
    const design = await example('dead-letters');
    const middles = async (direction: 'left' | 'right'): Promise<ReadonlyMap<string, number>> => {
      const { nodes } = await arrange(design, [], { direction, density: 'roomy', effort: 'quick' }, engine);
      return new Map(nodes.map(({ node, x, width }) => [node.name, x + width / 2]));
    };
    const [left, right] = [await middles('left'), await middles('right')];
    assert.ok((left.get('Source') ?? 0) > (left.get('Books') ?? 0));
    assert.ok((right.get('Source') ?? 0) < (right.get('Books') ?? 0));
  });

  it('pictures without bundles obey them, and no line shares another’s end', async () => {
    for (const name of ['idempotency', 'systems/claims', 'coordination']) {
      const picture = await arrange(await example(name), [], { bundle: false, effort: 'quick' }, engine);
      assert.deepEqual(brokenLaws(picture), [], name);
      assert.ok(picture.edges.every(({ bundle }) => bundle === undefined));
      const ends = picture.edges.flatMap(({ points }) => [points[0], points.at(-1)].map((point) => `${point?.x} ${point?.y}`));
      assert.equal(new Set(ends).size, ends.length, name);
    }
  });

  it('edits of designs at random keep to them', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesigns, fc.nat(), async ({ declarations }, at) => {
        const whole = await designOf(textOf(declarations));
        const less = await designOf(textOf(declarations.filter((_, index) => index !== at % declarations.length)));
        const previous = await arrange(whole, [], { effort: 'quick' }, engine);
        assert.deepEqual(brokenLaws(await arrange(less, [], { effort: 'quick', previous }, engine)), []);
      }),
      { numRuns: 15, seed: 20_261_125 },
    );
  });

  it('the same design gives the same picture, byte for byte, whatever the order of its text', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesigns, async ({ declarations }) => {
        const draw = async (text: string): Promise<string> => {
          const picture = await arrange(await designOf(text), [], { effort: 'quick' }, engine);
          return renderSvg(picture, { theme: 'light', mode: 'editor' });
        };
        const first = await draw(textOf(declarations));
        assert.equal(await draw(textOf(declarations)), first);
        assert.equal(await draw(textOf([...declarations].reverse())), first);
      }),
      { numRuns: 15, seed: 20_261_125 },
    );
  });

  it('says where everything is: ids as in the drawing, boxes inside of it', async () => {
    const picture = await arrange(await example('idempotency'), [], { effort: 'quick' }, engine);
    for (const mode of ['editor', 'export'] as const) {
      const svg = renderSvg(picture, { theme: 'dark', mode, embedFonts: false });
      const geometry = geometryOf(picture, mode);
      const drawn = [...svg.matchAll(/data-id="([^"]*)"/g)].map(([, id]) => id?.replaceAll('&gt;', '>'));
      assert.deepEqual([...geometry.nodes, ...geometry.edges].map(({ id }) => id).sort(), drawn.sort());
      for (const { id, x, y, width, height } of geometry.nodes) {
        assert.ok(x >= 0 && y >= 0 && x + width <= geometry.width && y + height <= geometry.height, `${id} lies outside`);
      }
      assert.match(svg, new RegExp(`width="${geometry.width}" height="${geometry.height}"`));
    }
  });
});
