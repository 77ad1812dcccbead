/** Rules and explorer answer the same question by different means: over the examples of the rules' own pages they agree. */
import assert from 'node:assert/strict';
import { explore } from '../../analysis/explorer/index.ts';
import { rules } from '../../analysis/rules/index.ts';
import type { Source } from '../../language/model/source.ts';
import { designOf, lint } from '../support/design.ts';

/** The rules whose findings a run shows, as docs/semantics.md lists them. */
const shown: ReadonlySet<string> = new Set([
  'non-idempotent-consumer',
  'broker-dedup-is-not-idempotency',
  'retry-without-idempotency',
  'non-atomic-dedup',
  'dedup-window-too-short',
  'missing-dead-letter-queue',
  'misplaced-dead-letter-queue',
  'unattended-dead-letter-queue',
  'lossy-hop-on-critical-path',
  'poison-message-blocks-partition',
  'dual-write-without-outbox',
  'missing-compensation',
  'ordering-lost',
  'missing-ordering-key',
  'dead-letter-breaks-ordering',
  'sticky-sessions',
  'stateful-without-affinity',
  'local-state-on-scaled-service',
  'durable-state-on-ephemeral-storage',
  'orchestrator-central-dependency',
  'stale-read-violates-consistency',
  'event-loop',
  'cyclic-sync-dependency',
]);

/** Two services that call each other by different operations wait for one another and yet come to rest. */
const without: ReadonlySet<string> = new Set(['cyclic-sync-dependency wrong']);

function place(rule: string | undefined, { offset, range }: Source): string {
  return `${rule} at line ${range.start.line + 1} (${offset})`;
}

describe('explorer and rules agree on the example of', () => {
  for (const rule of rules) {
    for (const which of ['wrong', 'right'] as const) {
      const title = `${rule.id} ${which}`;
      it(title, async () => {
        const text = rule.examples[which];
        const findings = (await lint(text)).filter((finding) => shown.has(finding.rule));
        const { flows } = explore(await designOf(text));
        const runs = new Set(
          flows.flatMap(({ counterexamples }) => counterexamples.map(({ rules: [first], source }) => place(first, source))),
        );
        const found = new Set(without.has(title) ? [] : findings.map((finding) => place(finding.rule, finding.source)));
        assert.deepEqual([...runs].sort(), [...found].sort());
        for (const { counterexamples } of flows) {
          for (const { steps, faults } of counterexamples) {
            assert.ok(faults.length <= 1);
            assert.equal(steps.at(-1)?.breaks, true);
          }
        }
      });
    }
  }
});
