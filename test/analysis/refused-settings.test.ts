/** A setting that a product does not allow is one finding, and nothing else is concluded from its value. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Finding } from '../../analysis/finding.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { setStatement } from '../../analysis/fixes/statements.ts';
import type { Design, Element } from '../../language/model/design.ts';
import { showDuration, showRate, showSize } from '../../language/model/quantities.ts';
import { addressed, designOf, lint, testRoot } from '../support/design.ts';
import { judgedDesigns } from '../support/judged-designs.ts';
import { randomDesigns, textOf } from '../support/random-designs.ts';

const own = 'invalid-technology-setting';

/** Settings that products bound, and how a value of each is written. */
const settings = {
  retention: showDuration,
  visibility: showDuration,
  delay: showDuration,
  timeout: showDuration,
  size: showSize,
  concurrency: String,
  partitions: String,
  replicas: String,
  throughput: (value: number) => showRate(value),
} as const;

type Setting = keyof typeof settings;

interface Bounded {
  readonly element: Element;
  readonly setting: Setting;
  readonly limit: number;
}

function bounded(design: Design): readonly Bounded[] {
  return design.elements.flatMap((element) =>
    (Object.keys(settings) as Setting[]).flatMap((setting): Bounded[] => {
      const limit = element.technology?.limits[setting]?.value;
      const value = typeof limit === 'object' ? limit.peak : limit;
      // Dead letters of a queue's own have no statements.
      const written = !('deadLettersOf' in element) || element.deadLettersOf === undefined;
      return written && value !== undefined && Number.isFinite(value) ? [{ element, setting, limit: value }] : [];
    }),
  );
}

/** The text with a statement put in place of what the element says of a setting. */
function withStatement(text: string, design: Design, { element, setting }: Bounded, words: string): string {
  const edits = setStatement(design, element, setting, words);
  const files = addressed(text);
  const { texts } = applyFixes((uri) => files.get(uri), [{ title: words, safe: false, edits }]);
  return texts.get(`${testRoot}/design.arch`) ?? text;
}

/** What is found besides the setting itself. A raised limit of a workflow's time is what one rule looks at; whether a suppression is used follows. */
function others(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ rule }) => rule !== own && rule !== 'workflow-limit-exceeded' && rule !== 'unused-suppression')
    .map(({ rule, source }) => `${source.range.start.line + 1}: ${rule}`);
}

async function holds(text: string, which: number): Promise<void> {
  const design = await designOf(text);
  const candidates = bounded(design);
  const chosen = candidates[which % Math.max(1, candidates.length)];
  if (!chosen) return;
  const { setting, limit } = chosen;
  const found = async (words: string): Promise<readonly Finding[]> => lint(withStatement(text, design, chosen, words));
  const [little, much] = [limit * 2, limit * 7].map((value) => settings[setting](value));
  const context = `${chosen.element.name} with ${setting} ${little} and ${much} in\n${text}`;
  const beyond = await found(`${setting} ${little}`);
  assert.ok(
    beyond.some(({ rule }) => rule === own),
    `It is not reported: ${context}`,
  );
  assert.deepEqual(
    others(await found(`${setting} ${much}`)),
    others(beyond),
    `How far it is beyond the limit makes a difference: ${context}`,
  );
  for (const value of [little, much]) {
    const allowed = others(await found(`${setting} ${value} at most ${value}`));
    assert.deepEqual(
      others(beyond).filter((finding) => !allowed.includes(finding)),
      [],
      `Found only because the value counts for nothing: ${context}`,
    );
  }
}

/** Every whole design of one file. */
function designs(): readonly string[] {
  const folders = ['corpus', 'corpus/real', 'corpus/systems', 'designs', 'designs/flows'].map((name) =>
    path.join(import.meta.dirname, '..', name),
  );
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.arch'))
      .sort()
      .map((name) => readFileSync(path.join(folder, name), 'utf8')),
  );
}

describe('a setting that the product does not allow', function () {
  this.timeout(600_000);
  const which = fc.nat({ max: 10_000 });

  it('is all that is said of it in the example designs', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...designs()), which, holds), { numRuns: 10, seed: 20_261_126 });
  });

  it('is all that is said of it in designs at random', async () => {
    const texts = fc.oneof(randomDesigns, judgedDesigns).map(({ declarations }) => textOf(declarations));
    await fc.assert(fc.asyncProperty(texts, which, holds), { numRuns: 15, seed: 20_261_127 });
  });

  it('is unsaid in the facts, and kept for the one who reports it', async () => {
    const design = await designOf(`
      queue Q : aws.sqs { retention 20d  visibility 1h }
      queue R : rabbitmq { ordering total }
      queue S : aws.sqs { ordering total }
      service F : aws.lambda { timeout 20m  on M from Q with batch 20000, timeout 30m }
      event M
    `);
    const [q, r, s, f] = design.elements;
    assert.equal(q?.facts.retention, undefined);
    assert.equal(q?.refused.retention?.value, 20 * 86_400_000);
    assert.equal(q?.facts.visibility?.value, 3_600_000);
    assert.equal(r?.facts.ordering?.value, 'total');
    assert.equal(s?.facts.ordering?.value, 'total', 'No limit of the order is known of it.');
    assert.equal(f?.facts.timeout, undefined);
    const options = design.activities[0]?.options;
    assert.deepEqual(options?.refused, { batch: { size: 20_000, within: undefined }, timeout: 1_800_000 });
    assert.equal(options?.batch, undefined);
    assert.equal(options?.timeout, undefined);
  });

  it('a product of another kind says nothing about an element', async () => {
    const found = async (product: string): Promise<readonly string[]> =>
      others(
        await lint(`
          event Paid { key paymentId  ordered by customerId  critical }
          service Shop : aws.ecs { serves pay { sends Paid to Ledger } }
          queue Ledger : ${product}
          service Books : aws.ecs { on Paid from Ledger { increments Sums } }
          store Sums : postgres
        `),
      );
    assert.deepEqual(await found('aws.s3'), await found('redis'));
    assert.deepEqual(
      await found('aws.s3'),
      await found('unheard.of').then((all) => all.filter((one) => !one.includes('unknown-technology'))),
    );
    assert.notDeepEqual(await found('aws.s3'), await found('aws.sqs'));
  });
});
