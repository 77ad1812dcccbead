/** What holds of every fix of every rule, whatever the design: it removes its finding, and brings no error that was not there. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../analysis/finding.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import type { Fix } from '../../language/model/source.ts';
import { addressed, lint, testRoot } from '../support/design.ts';
import { judgedDesigns } from '../support/judged-designs.ts';
import { randomDesigns, textOf } from '../support/random-designs.ts';

/** What a fix shows rather than brings: the error was there, and something hid it that was no better. */
const shown: readonly { readonly rule: string; readonly title: RegExp; readonly error: string }[] = [
  // Where the order is lost first is what is reported; what loses it further on is looked at when it gets there.
  { rule: 'missing-ordering-key', title: /^Group by /, error: 'ordering-lost' },
  { rule: 'missing-ordering-key', title: /^Group by /, error: 'dead-letter-breaks-ordering' },
  // What a sequence of calls leaves behind when a later one fails, a workflow makes plain.
  { rule: 'function-chaining', title: /^Move the sequence into a workflow/, error: 'missing-compensation' },
  // How long a request may take is known only when every call on the way has a bound; the others may take too long already.
  { rule: 'call-without-timeout', title: /^Give up after /, error: 'entry-timeout-exceeded' },
  // Where somebody reads, it matters how the channel delivers and what it does with failures, which nobody has asked before.
  ...['ordering-lost', 'missing-dead-letter-queue', 'max-receive-count-out-of-range', 'dead-letter-type-mismatch'].map((error) => ({
    rule: 'unmatched-event',
    title: /^Say that somebody outside (?:takes|reads) /,
    error,
  })),
  // A cache that lasts is one more place that has to agree with the others.
  { rule: 'durable-state-on-ephemeral-storage', title: /^Make \w+ durable$/, error: 'dual-write-without-outbox' },
];

function count(findings: readonly Finding[], rule: string): number {
  return findings.filter((finding) => finding.rule === rule).length;
}

function applied(text: string, fix: Fix): string {
  const files = addressed(text);
  const { texts, postponed } = applyFixes((uri) => files.get(uri), [fix]);
  assert.deepEqual(postponed, [], `The edits of “${fix.title}” cannot be applied to\n${text}`);
  return texts.get(`${testRoot}/design.arch`) ?? text;
}

async function fixHolds(text: string, before: readonly Finding[], finding: Finding, fix: Fix): Promise<void> {
  const changed = applied(text, fix);
  const after = await lint(changed);
  const same = (other: Finding): boolean => other.rule === finding.rule && other.message === finding.message;
  const context = `${finding.rule}: ${finding.message}\n“${fix.title}” makes\n${changed}of\n${text}`;
  assert.ok(after.filter(same).length < before.filter(same).length, `The finding is still there. ${context}`);
  const known = new Set(before.map(({ rule, message }) => `${rule}: ${message}`));
  const errors = after.filter(({ rule, severity, message }) => {
    // With a name or a figure of the new text in it, an error is the one that was there.
    const more = count(after, rule) > count(before, rule) - (rule === finding.rule ? 1 : 0);
    const excused = shown.some((one) => one.rule === finding.rule && one.title.test(fix.title) && one.error === rule);
    // A queue that is made like another one has its faults.
    const copied = / a queue of its own/.test(fix.title) && count(before, rule) > 0;
    return severity === 'error' && more && !excused && !copied && !known.has(`${rule}: ${message}`);
  });
  assert.deepEqual(
    errors.map(({ rule, message }) => `${rule}: ${message}`),
    [],
    `New errors. ${context}`,
  );
}

async function fixesHold(text: string): Promise<void> {
  const before = await lint(text);
  for (const finding of before) for (const fix of finding.fixes) if (!isIgnoreFix(fix)) await fixHolds(text, before, finding, fix);
}

describe('a fix removes its finding and adds no error', function () {
  this.timeout(600_000);

  it('in designs of every kind of element', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesigns, ({ declarations }) => fixesHold(textOf(declarations))),
      { numRuns: 10, seed: 20_261_128, endOnFailure: true },
    );
  });

  it('in designs that rules and runs both judge', async () => {
    await fc.assert(
      fc.asyncProperty(judgedDesigns, ({ declarations }) => fixesHold(textOf(declarations))),
      { numRuns: 12, seed: 20_261_129, endOnFailure: true },
    );
  });
});
