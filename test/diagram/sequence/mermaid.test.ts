/** Runs as Mermaid's own parser reads them: every run of every example, and labels of any letters. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { explore } from '../../../analysis/explorer/index.ts';
import { type Run, type Sequence, sequenceMarkdown, sequenceMermaid, sequenceOf } from '../../../diagram/sequence/index.ts';
import type { Design } from '../../../language/model/design.ts';
import { designOf } from '../../support/design.ts';
import { mermaidSequence } from '../mermaid.ts';
import { chargedTwice, deliveredTwice, longNames } from './runs.ts';

const corpus = fileURLToPath(new URL('../../corpus', import.meta.url));

/** The files of `shop` are one design, every other file is one of its own. */
function designs(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  const names = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.arch'));
  for (const name of names.sort()) {
    const key = name.startsWith('shop') ? 'shop' : name;
    found.set(key, { ...found.get(key), [name.replaceAll('\\', '/')]: readFileSync(join(corpus, name), 'utf8') });
  }
  return found;
}

/** Every run that `archlint explore` can draw of a design: of each flow the one in which all goes well, and those that break a promise. */
function runsOf(design: Design): readonly Run[] {
  return explore(design).flows.flatMap(({ name, happyPath, counterexamples }) => [
    { flow: name, steps: happyPath },
    ...counterexamples.map(({ steps, promise, text, restsOn }): Run => ({ flow: name, steps, restsOn, broken: { promise, text } })),
  ]);
}

/** That Mermaid reads what the run tells: its columns by name, a line for each step, in order and with both ends, and the verdict. */
async function assertRead(sequence: Sequence): Promise<void> {
  const { participants, lines } = await mermaidSequence(sequenceMermaid(sequence));
  assert.deepEqual(
    participants,
    sequence.participants.map(({ name }) => spaced(name)),
  );
  const told = lines.slice(0, sequence.steps.length);
  assert.equal(lines.length, sequence.steps.length + (sequence.verdict ? 1 : 0));
  for (const [index, step] of sequence.steps.entries()) {
    const line = told[index];
    assert.ok(line, `Nothing says ${step.label}.`);
    assert.ok(line.text.includes(spaced(step.label)), `${line.text} does not say ${step.label}`);
    assert.equal(line.isNote, step.kind === 'event', line.text);
    const ends = [`p${step.from + 1}`, `p${step.to + 1}`];
    assert.deepEqual([line.from, line.to].sort(), step.kind === 'event' ? [ends[0], ends[0]] : ends.sort(), line.text);
  }
  if (sequence.verdict) assert.ok(lines.at(-1)?.text.includes(spaced(sequence.verdict.title)));
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

describe('runs as Mermaid reads them', () => {
  for (const [name, texts] of designs()) {
    it(`reads all runs of ${name}`, async () => {
      const design = await designOf(texts);
      const runs = runsOf(design);
      assert.ok(runs.length > 0);
      for (const run of runs) await assertRead(sequenceOf(design, run));
    });
  }

  for (const { name, design, run } of [deliveredTwice, chargedTwice, longNames]) {
    it(`reads the run ${name}, by itself and within its Markdown`, async () => {
      const sequence = sequenceOf(design, run);
      await assertRead(sequence);
      const fenced = /\n```mermaid\n([\s\S]*?)```\n/.exec(sequenceMarkdown(sequence, () => undefined))?.[1];
      assert.equal(fenced, sequenceMermaid(sequence));
    });
  }

  it('reads labels, names and titles of any letters', async () => {
    const sequence = sequenceOf(deliveredTwice.design, deliveredTwice.run);
    const word = fc.oneof(
      fc.constantFrom(
        'end',
        'note',
        'wrap:',
        'nowrap:',
        'loop x',
        'as',
        ';',
        '#',
        '%%',
        '%%{init: {}}%%',
        '---',
        '->>',
        ':',
        '<br/>',
        '"',
        '#lt;',
        '{',
        '}',
        '@',
        '&amp;',
        '$$x$$',
        '()',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    );
    const text = fc
      .array(word, { minLength: 1, maxLength: 4 })
      .map((words) => words.join(' '))
      .filter((words) => spaced(words) !== '');
    await fc.assert(
      fc.asyncProperty(text, text, text, async (title, name, label) => {
        await assertRead({
          ...sequence,
          title,
          participants: sequence.participants.map((each, index) => (index === 1 ? { ...each, name } : each)),
          steps: sequence.steps.map((each, index) => (index % 2 === 0 ? { ...each, label } : each)),
        });
      }),
      { numRuns: 50 },
    );
  });
});
