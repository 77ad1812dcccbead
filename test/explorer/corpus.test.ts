/** Every example is explored wholly, and with the same answer each time. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explore } from '../../analysis/explorer/index.ts';
import { designOf } from '../support/design.ts';

const root = fileURLToPath(new URL('../corpus', import.meta.url));

/** Projects by name: the files of `shop` are one, every other file is one of its own. */
function projects(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.arch'));
  for (const name of names.sort()) {
    const project = name.startsWith('shop') ? 'shop' : name;
    found.set(project, { ...found.get(project), [name.replaceAll('\\', '/')]: readFileSync(join(root, name), 'utf8') });
  }
  return found;
}

describe('explorer on the examples', () => {
  for (const [name, texts] of projects()) {
    it(`explores ${name}`, async () => {
      const design = await designOf(texts);
      const result = explore(design);
      assert.ok(result.flows.length > 0);
      assert.equal(new Set(result.flows.map((flow) => flow.name)).size, result.flows.length, 'Names are unique.');
      for (const flow of result.flows) {
        assert.equal(flow.complete, true, flow.bound);
        assert.equal(flow.verdict, flow.counterexamples.length > 0 ? 'broken' : 'holds');
        for (const { steps, faults, text } of flow.counterexamples) {
          assert.equal(steps.filter((step) => step.fault).length, faults.length, text);
          for (const step of steps) {
            assert.match(step.text, /^\S.*\.$/);
            assert.ok(design.index.elementById.has(step.from), `${step.from}: ${step.text}`);
            assert.ok(design.index.elementById.has(step.to), `${step.to}: ${step.text}`);
          }
        }
      }
      assert.deepEqual(explore(await designOf(texts)), result);
    });
  }
});
