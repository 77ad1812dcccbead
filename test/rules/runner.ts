/**
 * Runs the tests of a rule, which are data:
 *
 *     testRule('unmatched-event', {
 *       valid: [`event Paid …`, { name: 'what it shows', text: `…`, options: { max: 3 }, preset: 'strict' }],
 *       invalid: [{ text: `<|event Paid|> …`, findings: [{ message: 'unconsumed', data: { message: 'Paid' }, fixes: [{ title: '…', output: `…` }] }] }],
 *     });
 *
 * A text is one file or several by name. `<|` and `|>` mark the range of each finding of the rule, in the order of the text (of the files' names,
 * then of their text); an entry of `findings` says what stands there. What an entry does not say is not asserted. Texts are dedented.
 *
 * For every invalid case, the runner applies each fix of each finding (asserted or not), reads and lints the result, and demands that the
 * finding is gone and that no new error of any rule came. Over all cases it demands that each message of the rule is exercised, that each message of a
 * fixable rule brings a fix somewhere, or `unfixable` says why there is none, and that at least one fix has an asserted output. The examples of the rule's page are linted
 * too: the right one must have no errors and warnings of any rule, the wrong one none but the rule's own and those of `companions`.
 */
import assert from 'node:assert/strict';
import { type Config, parseConfig } from '../../analysis/config.ts';
import { registry } from '../../analysis/engine.ts';
import type { Finding, Severity } from '../../analysis/finding.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import type { Preset, Rule } from '../../analysis/rule.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import type { Fix } from '../../language/model/source.ts';
import { addressed, dedent, lint, type Texts, testRoot } from '../support/design.ts';

export interface RuleTests {
  readonly valid: readonly (Texts | ValidCase)[];
  readonly invalid: readonly InvalidCase[];
  /** Messages of a fixable rule for which there is nothing to offer, each with the reason. */
  readonly unfixable?: Readonly<Record<string, string>>;
  /** Other rules that report the wrong example of the rule's page as well, each with the reason why it cannot be shown without. */
  readonly companions?: Readonly<Record<string, string>>;
}

export interface ValidCase {
  /** What the case shows; the title of its test. */
  readonly name?: string;
  readonly text: Texts;
  /** As they are written in `archlint.json`. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly preset?: Preset;
}

export interface InvalidCase extends ValidCase {
  readonly findings: readonly ExpectedFinding[];
}

export interface ExpectedFinding {
  readonly message: string;
  /** The message as users read it, its data filled in. */
  readonly text?: string;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly severity?: Severity;
  /** How many places explain it, or their texts. */
  readonly related?: number | readonly string[];
  /** The texts at those places. */
  readonly relatedAt?: readonly string[];
  /** The rule's own fixes in order; `output` is the whole text after the fix, all changed files by name where there are several. */
  readonly fixes?: readonly { readonly title: string; readonly output: Texts; readonly safe?: true }[];
}

interface Marked {
  readonly texts: Readonly<Record<string, string>>;
  readonly ranges: readonly { readonly uri: string; readonly offset: number; readonly end: number }[];
}

/** What the rows that have run have shown of fixes. */
interface Fixed {
  run: number;
  /** Messages that brought a fix. */
  readonly messages: Set<string>;
}

/** Declares the mocha tests of a rule. */
export function testRule(id: string, { valid, invalid, unfixable = {}, companions = {} }: RuleTests): void {
  describe(id, () => {
    const rule = registry.byId.get(id);
    if (rule === undefined) {
      it('is a rule', () => assert.fail(`There is no rule ${id}: run \`node scripts/generate/rules-index.ts\`.`));
      return;
    }
    const fixed: Fixed = { run: 0, messages: new Set() };
    testExamples(rule, companions);
    describe('says nothing about', () => {
      for (const [index, given] of valid.entries()) {
        const test = typeof given === 'object' && 'text' in given ? (given as ValidCase) : { text: given as Texts };
        it(test.name ?? titleOf(test.text, index), () => testValid(rule, test));
      }
    });
    describe('reports', () => {
      for (const [index, test] of invalid.entries()) {
        it(test.name ?? titleOf(test.text, index), () => testInvalid(rule, test, fixed));
      }
    });
    it('has every message exercised, and a fix where it says that there is one', () => testCoverage(rule, invalid));
    // A suite's own tests run before those of the suites in it.
    describe('has a fix', () => {
      it('for every message, or says why there is none', function () {
        // Of a few rows alone nothing follows.
        if (fixed.run < invalid.length) this.skip();
        testFixes(rule, fixed, unfixable);
      });
    });
  });
}

function titleOf(text: Texts, index: number): string {
  const first = (typeof text === 'string' ? text : (Object.values(text)[0] ?? '')).trim().split('\n')[0] ?? '';
  return `${index + 1}: ${first.slice(0, 80)}`;
}

// ---------------------------------------------------------------- cases

async function testValid(rule: Rule, test: ValidCase): Promise<void> {
  const { texts, ranges } = unmarked(test.text);
  assert.deepEqual(ranges, [], 'A valid text has no markers.');
  const findings = await lint(texts, configOf(rule, test));
  assert.deepEqual(describeAll(findings.filter((finding) => finding.rule === rule.id || isBroken(finding))), []);
}

async function testInvalid(rule: Rule, test: InvalidCase, fixed: Fixed): Promise<void> {
  fixed.run += 1;
  const { texts, ranges } = unmarked(test.text);
  assert.equal(ranges.length, test.findings.length, 'Each pair of markers needs an entry in `findings`.');
  const config = configOf(rule, test);
  const findings = await lint(texts, config);
  assert.deepEqual(describeAll(findings.filter(isBroken)), []);
  const own = findings.filter((finding) => finding.rule === rule.id);
  assert.deepEqual(
    own.map(({ source }) => placeOf(texts, source)),
    ranges.map((range) => placeOf(texts, range)),
    `It reports ${JSON.stringify(describeAll(own), undefined, 2)}`,
  );
  for (const finding of own) if (ownFixes(finding).length > 0) fixed.messages.add(finding.messageId);
  for (const [index, finding] of own.entries()) {
    const expected = test.findings[index];
    if (expected) checkFinding(rule, texts, finding, expected);
    for (const fix of ownFixes(finding)) await checkFix(texts, config, findings, finding, fix);
  }
}

function checkFinding(rule: Rule, texts: Marked['texts'], finding: Finding, expected: ExpectedFinding): void {
  assert.equal(finding.messageId, expected.message, finding.message);
  assert.ok(!/\{\w+\}/.test(finding.message), `A placeholder is left: ${finding.message}`);
  if (expected.text !== undefined) assert.equal(finding.message, expected.text);
  for (const [name, value] of Object.entries(expected.data ?? {}))
    assert.equal(finding.data[name], value, `data.${name} of: ${finding.message}`);
  if (expected.severity) assert.equal(finding.severity, expected.severity, finding.message);
  if (typeof expected.related === 'number') assert.equal(finding.related.length, expected.related);
  else if (expected.related)
    assert.deepEqual(
      finding.related.map(({ message }) => message),
      expected.related,
    );
  if (expected.relatedAt)
    assert.deepEqual(
      finding.related.map(({ source: { uri, offset, end } }) => texts[uri.slice(testRoot.length + 1)]?.slice(offset, end)),
      expected.relatedAt,
    );
  const fixes = ownFixes(finding);
  if (rule.fixable === 'none') assert.deepEqual(fixes, [], 'The rule says that it is not fixable.');
  if (rule.fixable !== 'safe') assert.ok(!fixes.some(({ safe }) => safe), 'A safe fix of a rule that says it has none.');
  if (!expected.fixes) return;
  assert.deepEqual(
    fixes.map(({ title }) => title),
    expected.fixes.map(({ title }) => title),
  );
  for (const [index, { title, output, safe = false }] of expected.fixes.entries()) {
    const fix = fixes[index];
    if (!fix) continue;
    assert.equal(fix.safe, safe, `${title}: whether it is safe`);
    const { texts: changed } = applied(texts, fix);
    const want = typeof output === 'string' ? { 'design.arch': output } : output;
    assert.deepEqual(changed, { ...texts, ...Object.fromEntries(Object.entries(want).map(([name, text]) => [name, dedent(text)])) }, title);
  }
}

async function checkFix(texts: Marked['texts'], config: Config, before: readonly Finding[], finding: Finding, fix: Fix): Promise<void> {
  const { texts: changed } = applied(texts, fix);
  const after = await lint(changed, config);
  const same = (other: Finding): boolean => other.rule === finding.rule && other.message === finding.message;
  const context = `after “${fix.title}”:\n${Object.values(changed).join('\n')}`;
  assert.ok(after.filter(same).length < before.filter(same).length, `The finding is still there ${context}`);
  const errors = (findings: readonly Finding[]): readonly string[] =>
    findings.filter(isError).map((error) => `${error.rule}: ${error.message}`);
  const known = new Set(errors(before));
  assert.deepEqual(
    errors(after).filter((error) => !known.has(error)),
    [],
    `New errors ${context}`,
  );
}

function applied(texts: Marked['texts'], fix: Fix): { readonly texts: Marked['texts'] } {
  const files = addressed(texts);
  const { texts: changed, postponed } = applyFixes((uri) => files.get(uri), [fix]);
  assert.deepEqual(postponed, [], `The edits of “${fix.title}” cannot be applied.`);
  return { texts: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, changed.get(`${testRoot}/${name}`) ?? text])) };
}

// ---------------------------------------------------------------- over all cases

function testCoverage(rule: Rule, invalid: readonly InvalidCase[]): void {
  const expected = invalid.flatMap(({ findings }) => findings);
  const exercised = new Set(expected.map(({ message }) => message));
  assert.deepEqual(
    Object.keys(rule.messages).filter((message) => !exercised.has(message)),
    [],
    'Messages that no test exercises.',
  );
  if (rule.fixable === 'none') return;
  assert.ok(
    expected.some(({ fixes }) => fixes && fixes.length > 0),
    'A fixable rule needs a case whose `fixes` are asserted.',
  );
}

function testFixes(rule: Rule, { messages }: Fixed, unfixable: Readonly<Record<string, string>>): void {
  if (rule.fixable === 'none') return;
  const bare = Object.keys(rule.messages).filter((message) => !messages.has(message));
  assert.deepEqual(bare.toSorted(), Object.keys(unfixable).toSorted(), 'Messages without any fix, and those of which `unfixable` says so.');
}

function testExamples(rule: Rule, companions: Readonly<Record<string, string>>): void {
  it('finds the fault of its page’s wrong example and none in the right one', async () => {
    for (const [name, text] of Object.entries(rule.examples)) {
      const findings = await lint({ 'design.arch': text }, configOf(rule, { text, preset: 'strict' }));
      assert.deepEqual(describeAll(findings.filter(isBroken)), [], `The ${name} example is not right in itself.`);
      const own = findings.filter((finding) => finding.rule === rule.id);
      if (name === 'wrong') assert.ok(own.length > 0, 'The wrong example is not reported.');
      else assert.deepEqual(describeAll(own), []);
    }
  });

  // A reader takes the right example for right, and for the wrong one looks for one fault.
  it('has a right example without errors and warnings, and a wrong one with none but its own', async () => {
    const { wrong, right } = rule.examples;
    assert.deepEqual(describeAll((await lint(right)).filter(isLoud)), []);
    const others = (await lint(wrong)).filter((finding) => isLoud(finding) && finding.rule !== rule.id);
    assert.deepEqual(
      [...new Set(others.map((finding) => finding.rule))].toSorted(),
      Object.keys(companions).toSorted(),
      describeAll(others).join('\n'),
    );
  });
}

// ---------------------------------------------------------------- helpers

/** The engine offers to ignore any finding; that is no fix of the rule. */
function ownFixes(finding: Finding): readonly Fix[] {
  return finding.fixes.filter((fix) => !isIgnoreFix(fix));
}

function isBroken({ rule }: Finding): boolean {
  return ['syntax-error', 'unknown-name', 'duplicate-name', 'unknown-technology', 'misplaced-option', 'said-twice'].includes(rule);
}

function isLoud({ severity }: Finding): boolean {
  return severity === 'error' || severity === 'warning';
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

function configOf(rule: Rule, { options, preset = 'recommended' }: ValidCase): Config {
  const rules = options ? { [rule.id]: [rule.severity, options] } : {};
  const text = JSON.stringify({ extends: `archlint:${preset}`, rules });
  const config = parseConfig(text, `${testRoot}/archlint.json`, testRoot, registry);
  assert.deepEqual(
    config.problems.map(({ message }) => message),
    [],
  );
  return config;
}

function unmarked(given: Texts): Marked {
  const files = typeof given === 'string' ? { 'design.arch': given } : given;
  const texts: Record<string, string> = {};
  const ranges: { uri: string; offset: number; end: number }[] = [];
  for (const [name, marked] of Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))) {
    const parts = dedent(marked).split(/(<\||\|>)/);
    let text = '';
    for (const part of parts) {
      if (part === '<|') ranges.push({ uri: `${testRoot}/${name}`, offset: text.length, end: -1 });
      else if (part === '|>') {
        const open = ranges.findLast(({ end }) => end < 0);
        assert.ok(open, 'A `|>` without its `<|`.');
        open.end = text.length;
      } else text += part;
    }
    texts[name] = text;
  }
  return { texts, ranges };
}

function placeOf(
  texts: Marked['texts'],
  { uri, offset, end }: { readonly uri: string; readonly offset: number; readonly end: number },
): string {
  const name = uri.slice(testRoot.length + 1);
  const text = texts[name] ?? '';
  return `${name}:${text.slice(0, offset).split('\n').length}: ${text.slice(offset, end)}`;
}

function describeAll(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ source, severity, rule, message }) => `${source.range.start.line + 1}: ${severity} ${rule}: ${message}`);
}
