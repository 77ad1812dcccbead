/** What `--fix` applies unseen: that it does something, and that it changes nothing about messages that are handled. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { defaultConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import type { Finding } from '../../analysis/finding.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import type { Design, Fix, Hop } from '../../language/model/design.ts';
import { placeId } from '../../language/model/lookups.ts';
import { root } from '../../scripts/lib.ts';
import { addressed, designOf, testRoot } from '../support/design.ts';
import { randomDesigns, textOf } from '../support/random-designs.ts';

const config = defaultConfig(testRoot);

/** Text, and the text after all safe fixes. The same text twice: nothing is safe there. */
const cases: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    'a private dead-letter queue',
    `event Paid { key id  critical }
external Shop { sends Paid to Ledger }
queue Ledger : aws.sqs
service Books { on Paid from Ledger { puts Rows } }
store Rows`,
    `event Paid { key id  critical }
external Shop { sends Paid to Ledger }
queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books { on Paid from Ledger { puts Rows } }
store Rows`,
  ],
  ...[
    'event Paid { key id  critical }\nexternal Shop { sends Paid to Ledger }\nqueue Ledger : aws.sqs { drops after 3 attempts }\nservice Books { on Paid from Ledger { puts Rows } }\nstore Rows',
    'event Paid { key id  critical  ordered by id }\nexternal Shop { sends Paid to Ledger }\nqueue Ledger : aws.sqs\nservice Books { on Paid from Ledger { puts Rows } }\nstore Rows',
    'event Paid { key id }\nexternal Shop { publishes Paid to Sales }\ntopic Sales : aws.sns\nservice Books : aws.lambda { on Paid from Sales { puts Rows } }\nstore Rows',
  ].map((text, index) => [`no dead-letter queue where it is a choice (${index + 1})`, text, text] as const),
  [
    'an alarm where standing still is decided',
    `event Moved { key id  ordered by id }
external Car { sends Moved to Tracks }
queue Tracks : aws.sqs.fifo { grouped by id  no dead-letters because "order matters" }
service Map { on Moved from Tracks { puts Positions } }
store Positions`,
    `event Moved { key id  ordered by id }
external Car { sends Moved to Tracks }
queue Tracks : aws.sqs.fifo { grouped by id  no dead-letters because "order matters"  alarm }
service Map { on Moved from Tracks { puts Positions } }
store Positions`,
  ],
  [
    'evidence that lasts, and someone who looks at it',
    `event Paid { key id  critical }
external Shop { sends Paid to Ledger }
queue Ledger : aws.sqs { dead-letters to Failed after 5 attempts  alarm }
queue Failed : aws.sqs
service Books { on Paid from Ledger { puts Rows } }
store Rows`,
    `event Paid { key id  critical }
external Shop { sends Paid to Ledger }
queue Ledger : aws.sqs { dead-letters to Failed after 5 attempts  alarm }
queue Failed : aws.sqs { retention 14d  alarm }
service Books { on Paid from Ledger { puts Rows } }
store Rows`,
  ],
  [
    'no other retention than the author says',
    `event Paid { key id  critical }
external Shop { sends Paid to Ledger }
queue Ledger : aws.sqs { dead-letters to Failed after 5 attempts  alarm }
queue Failed : aws.sqs { retention 2d  alarm }
service Books { on Paid from Ledger { puts Rows } }
store Rows`,
    `event Paid { key id  critical }
external Shop { sends Paid to Ledger }
queue Ledger : aws.sqs { dead-letters to Failed after 5 attempts  alarm }
queue Failed : aws.sqs { retention 2d  alarm }
service Books { on Paid from Ledger { puts Rows } }
store Rows`,
  ],
  [
    'dead letters moved to where they catch something',
    `event Paid { key id  critical }
external Shop { sends Paid to Ledger }
queue Ledger : aws.sqs { alarm }
queue Failed : aws.sqs { retention 14d  alarm }
service Books : aws.lambda { on Paid from Ledger with dead-letters to Failed after 5 attempts { puts Rows } }
store Rows`,
    `event Paid { key id  critical }
external Shop { sends Paid to Ledger }
queue Ledger : aws.sqs { alarm  dead-letters to Failed after 5 attempts }
queue Failed : aws.sqs { retention 14d  alarm }
service Books : aws.lambda { on Paid from Ledger { puts Rows } }
store Rows`,
  ],
];

function safeFixes(findings: readonly Finding[]): readonly Fix[] {
  return findings.flatMap(({ fixes }) => fixes.find(({ safe }) => safe) ?? []);
}

type Texts = ReadonlyMap<string, string>;

function named(texts: Texts): Record<string, string> {
  return Object.fromEntries([...texts].map(([uri, text]) => [uri.slice(testRoot.length + 1), text]));
}

async function found(texts: Texts): Promise<{ readonly design: Design; readonly findings: readonly Finding[] }> {
  const design = await designOf(named(texts));
  return { design, findings: analyze(design, config) };
}

async function afterAll(text: string): Promise<string> {
  let texts: Texts = addressed(text);
  for (let round = 0; round < 10; round++) {
    const { texts: changed, applied } = applyFixes((uri) => texts.get(uri), safeFixes((await found(texts)).findings));
    if (applied.length === 0) break;
    texts = new Map([...texts, ...changed]);
  }
  return [...texts.values()][0] ?? '';
}

function hopLine({ kind, from, to, messages, guarantee }: Hop): string {
  const { delivery, ordering, visibility, deduplicates, concurrency } = guarantee;
  const values = [delivery, ordering, visibility, concurrency].map((fact) => JSON.stringify(fact?.value));
  const names = messages.map(({ id }) => id).sort();
  return `${kind} ${placeId(from)} ${placeId(to)} ${names} ${values} ${deduplicates?.value.within}`;
}

/** What happens to messages that are handled. */
function behaviour({ elements, messages, activities, effects, hops }: Design): readonly string[] {
  return [
    ...elements.filter((element) => !('deadLettersOf' in element && element.deadLettersOf)).map(({ id, kind }) => `${kind} ${id}`),
    ...messages.map(({ id }) => id),
    ...activities.map(({ id, idempotency }) => `${id} ${idempotency?.by}`),
    ...effects.map(({ kind, activity }) => `${activity.id} ${kind}`),
    ...hops.filter(({ kind }) => kind !== 'dead-letter' && kind !== 'redrive').map(hopLine),
  ].sort();
}

function errors(findings: readonly Finding[]): readonly string[] {
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`);
}

/** Applies each safe fix by itself. @returns how many there were */
async function holdsFor(texts: Texts): Promise<number> {
  const { design, findings } = await found(texts);
  const before = behaviour(design);
  const known = new Set(errors(findings));
  const fixes = findings
    .filter(({ rule }) => rule !== 'misplaced-option')
    .flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix })));
  const safe = fixes.filter(({ fix }) => fix.safe);
  for (const { finding, fix } of safe) {
    const { texts: changed } = applyFixes((uri) => texts.get(uri), [fix]);
    const next = await found(new Map([...texts, ...changed]));
    const context = `${finding.rule}: ${fix.title}\n${[...changed.values()].join('\n')}`;
    assert.deepEqual(behaviour(next.design), before, context);
    assert.deepEqual(
      errors(next.findings).filter((error) => !known.has(error)),
      [],
      context,
    );
    const same = (other: Finding): boolean => other.rule === finding.rule && other.message === finding.message;
    assert.ok(next.findings.filter(same).length < findings.filter(same).length, `still found ${context}`);
  }
  return safe.length;
}

describe('safe fixes', () => {
  for (const [what, before, after] of cases) it(`make ${what}`, async () => assert.equal(await afterAll(before), after));

  it('leave alone what the corpus does with messages', async () => {
    const folders = ['test/corpus', 'test/corpus/real', 'test/corpus/systems', 'examples'];
    const files = folders.flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.arch'))
        .map((name) => join(root, folder, name)),
    );
    let count = 0;
    for (const file of files) count += await holdsFor(addressed(readFileSync(file, 'utf8')));
    assert.ok(count > 10, `only ${count} safe fixes in ${files.length} designs`);
  });

  it('leave alone what designs at random do with messages', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesigns, async ({ declarations }) => {
        await holdsFor(addressed(textOf(declarations)));
      }),
      { numRuns: 100, seed: 20_261_125 },
    );
  });
});
