/** What the rules of dead letters advise can be done with each product of the catalogue: whoever does it has what was asked for. */
import assert from 'node:assert/strict';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import type { Design, ElementKind, Technology } from '../../language/model/design.ts';
import { addressed, designOf, lint } from '../support/design.ts';

const channelKinds = ['queue', 'stream', 'topic', 'bus'] as const satisfies readonly ElementKind[];
type ChannelKind = (typeof channelKinds)[number];

/** What speaks of messages that nobody parks, or parks in vain. */
const aboutParking: ReadonlySet<string> = new Set([
  'missing-dead-letter-queue',
  'poison-message-blocks-partition',
  'misplaced-dead-letter-queue',
  'dead-letter-type-mismatch',
  'invalid-technology-setting',
]);

/** A message that matters, with a consumer that some product runs; what a product leaves to the consumer to say is said. */
function textOf(kind: ChannelKind, { name, facts }: Technology): string {
  const body = facts.delivery?.value === 'at-most-once' ? ' { delivery at-least-once }' : '';
  const retries = facts.delivery?.value === 'at-most-once' && facts.retries === undefined ? ' with 3 retries' : '';
  return `command Book { key bookingId  critical }
service Desk : vm { serves book { ${kind === 'queue' ? 'sends' : 'publishes'} Book to Ledger } }
${kind} Ledger : ${name}${body}
service Books : vm { on Book from Ledger${retries} { puts Rows } }
store Rows : postgres
`.replace('command', kind === 'queue' ? 'command' : 'event');
}

function ways(design: Design): readonly (readonly [ChannelKind, Technology])[] {
  return [...design.technologies.values()].flatMap((technology) =>
    channelKinds.filter((kind) => technology.kinds.includes(kind)).map((kind) => [kind, technology] as const),
  );
}

describe('dead letters can be had as the rules advise', function () {
  this.timeout(120_000);

  it('with every product of the catalogue', async () => {
    let advised = 0;
    for (const [kind, technology] of ways(await designOf(''))) {
      const text = textOf(kind, technology);
      const before = addressed(text);
      for (const finding of (await lint(text)).filter(({ rule }) => aboutParking.has(rule))) {
        const parking = finding.fixes.filter((fix) => !isIgnoreFix(fix) && /dead-letter|Park/.test(fix.title));
        if (finding.rule === 'missing-dead-letter-queue') assert.notEqual(parking.length, 0, `${finding.message}\n${text}`);
        for (const fix of parking) {
          advised++;
          const { texts } = applyFixes((uri) => before.get(uri), [fix]);
          const [after = ''] = texts.values();
          const left = (await lint(after)).filter(({ rule }) => aboutParking.has(rule));
          assert.deepEqual(
            left.map(({ message }) => message),
            [],
            `${fix.title}\n${after}`,
          );
          // A place at the channel is advised only where the product itself says that it parks there.
          if (finding.message.includes(`Give Ledger`)) assert.ok(technology.facts.catches, `${technology.name}: ${finding.message}`);
        }
      }
    }
    assert.ok(advised > 20, `${advised}`);
  });
});
