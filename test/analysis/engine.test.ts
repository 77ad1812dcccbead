import assert from 'node:assert/strict';
import { type Config, parseConfig } from '../../analysis/config.ts';
import { AnalysisCancelled, registry as all, analysisSteps, analyze, inOrder, type RuleFailure } from '../../analysis/engine.ts';
import type { Severity } from '../../analysis/finding.ts';
import type { Rule } from '../../analysis/rule.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import { designOf, type Texts, testRoot } from '../support/design.ts';
import { type FindingParts, findingOf } from '../support/finding.ts';
import { everyQueue, registryOf, smallRule } from '../support/rule.ts';

interface Report {
  readonly severity?: Severity;
  readonly unknown?: 'silent' | 'hint';
}

/** Reports each service, and says of it what a test needs. */
function everyService(id: string, more: Report = {}): Rule {
  return smallRule({
    id,
    code: `TST-${id}`,
    messages: { service: '{name}' },
    check({ design, report }) {
      for (const { kind, name, syntax } of design.elements) {
        if (kind === 'service') report({ message: 'service', data: { name }, source: syntax.head, ...more });
      }
    },
  });
}

function config(value: object, rules: readonly Rule[]): Config {
  return parseConfig(JSON.stringify(value), `${testRoot}/archlint.json`, testRoot, registryOf(...rules));
}

async function run(texts: Texts, rules: readonly Rule[], settings: object = {}): Promise<readonly string[]> {
  const findings = analyze(await designOf(texts), config(settings, rules), { registry: registryOf(...rules) });
  return findings.map(
    ({ source, severity, rule, message }) =>
      `${source.uri.slice(testRoot.length + 1)}:${source.range.start.line + 1} ${severity} ${rule}: ${message}`,
  );
}

describe('the engine', () => {
  it('gives findings in the order of files and places, each once', async () => {
    const twice = smallRule({
      ...everyQueue,
      id: 'twice',
      messages: { m: 'again' },
      check: ({ design, report }) => {
        for (const { syntax } of [...design.elements, ...design.elements].reverse()) report({ message: 'm', source: syntax.head });
      },
    });
    assert.deepEqual(await run({ 'b.arch': 'queue C', 'a.arch': 'queue A\nqueue B' }, [twice]), [
      'a.arch:1 warning twice: again',
      'a.arch:2 warning twice: again',
      'b.arch:1 warning twice: again',
    ]);
  });

  it('takes the severity of the report, of the rule, and before all of the configuration', async () => {
    const loud = everyService('loud', { severity: 'error' });
    const calm = everyService('calm');
    assert.deepEqual(await run('service A', [loud, calm]), ['design.arch:1 error loud: A', 'design.arch:1 warning calm: A']);
    assert.deepEqual(await run('service A', [loud, calm], { rules: { loud: 'info', calm: 'off' } }), ['design.arch:1 info loud: A']);
  });

  it('treats what rests on something unknown as the preset says', async () => {
    const rules = [everyService('quiet', { unknown: 'silent' }), everyService('hinting', { unknown: 'hint' })].map((rule) => ({
      ...rule,
      star: true,
    }));
    assert.deepEqual(await run('service A', rules, { extends: 'archlint:essential' }), []);
    assert.deepEqual(await run('service A', rules), ['design.arch:1 hint hinting: A']);
    assert.deepEqual(await run('service A', rules, { extends: 'archlint:strict' }), [
      'design.arch:1 info hinting: A',
      'design.arch:1 info quiet: A',
    ]);
  });

  it('runs a rule once for each set of options that files have', async () => {
    const settings = { overrides: [{ files: ['q/**'], rules: { 'every-queue': ['warning', { prefix: 'Q' }] } }] };
    assert.deepEqual(await run({ 'p/a.arch': 'queue A queue Q1', 'q/a.arch': 'queue B queue Q2' }, [everyQueue], settings), [
      'p/a.arch:1 warning every-queue: A is a queue.',
      'p/a.arch:1 warning every-queue: Q1 is a queue.',
      'q/a.arch:1 warning every-queue: Q2 is a queue.',
    ]);
  });

  it('goes on when a rule throws, and says which', async () => {
    const broken = smallRule({
      id: 'broken',
      messages: {},
      check: () => {
        throw new Error('oops');
      },
    });
    const failures: RuleFailure[] = [];
    const rules = registryOf(broken, everyQueue);
    const findings = analyze(await designOf('queue A // archlint-ignore broken: it throws'), config({}, []), {
      registry: rules,
      onFailure: (failure) => failures.push(failure),
    });
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['every-queue'],
    );
    assert.deepEqual(
      failures.map(({ rule }) => rule),
      ['broken'],
    );
  });

  it('reports what is wrong with the text under ids that can be configured', async () => {
    const text = 'queue A : nowhere.known\nqueue A\nservice B { calls C }';
    const found = await run(text, []);
    assert.deepEqual([...new Set(found.map((line) => line.split(' ')[2]))].sort(), [
      'duplicate-name:',
      'unknown-name:',
      'unknown-technology:',
    ]);
    const silent = await run(text, [], { rules: { 'duplicate-name': 'off', TXT002: 'hint', 'unknown-technology': 'off' } });
    assert.deepEqual(
      silent.map((line) => line.split(':').slice(0, 2).join(':').replace(/:\d+ /, ' ')),
      ['design.arch hint unknown-name'],
    );
  });

  it('stops when it is asked to', async () => {
    assert.throws(() => analyze(designs.queue, config({}, []), { token: { isCancellationRequested: true } }), AnalysisCancelled);
  });

  it('tells the time of each rule that ran', () => {
    const timed: string[] = [];
    const rules = [everyQueue, everyService('off')];
    analyze(designs.queue, config({ rules: { off: 'off' } }, rules), {
      registry: registryOf(...rules),
      onRule: (rule, milliseconds) => milliseconds >= 0 && timed.push(rule),
    });
    assert.deepEqual(timed, ['every-queue']);
  });

  it('points to the rule’s page, wherever the pages are', () => {
    const options = { registry: registryOf(everyQueue) };
    assert.equal(analyze(designs.queue, config({}, []), options)[0]?.docs, 'docs/rules/every-queue.md');
    assert.equal(analyze(designs.queue, config({}, []), { ...options, docsBase: 'https://x/' })[0]?.docs, 'https://x/every-queue.md');
  });

  it('says nothing twice, and sorts by file, place, severity, end, rule and message', () => {
    const first: FindingParts = { uri: 'file:///a', offset: 5, end: 9, severity: 'warning', rule: 'm', message: 'm' };
    // Each comes after the one before it, for one reason.
    const inTheirOrder: readonly FindingParts[] = [
      { ...first, offset: 4, severity: 'hint' },
      { ...first, severity: 'error', end: 12 },
      { ...first, end: 8, rule: 'z' },
      { ...first, rule: 'a', message: 'z' },
      { ...first, message: 'a' },
      first,
      { ...first, rule: 'n', message: 'a' },
      { ...first, severity: 'info', end: 6 },
      { ...first, severity: 'hint', end: 5 },
      { ...first, offset: 6, severity: 'error', end: 7 },
      { ...first, uri: 'file:///b', offset: 0, severity: 'error' },
    ];
    const findings = inTheirOrder.map(findingOf);
    assert.deepEqual(inOrder(findings), findings);
    assert.deepEqual(inOrder(findings.toReversed()), findings);
    assert.deepEqual(inOrder([...findings.slice(4), ...findings.slice(0, 4)]), findings);
    assert.deepEqual(inOrder([...findings, ...findings.map((finding) => ({ ...finding, code: 'TST999' }))]), findings);
  });

  it('goes a step a rule, and one more for what is required', async () => {
    const rules = [everyQueue, everyService('services')];
    const steps = analysisSteps(designs.queue, config({}, rules), { registry: registryOf(...rules) });
    const [first, second, third, fourth] = [steps.next(), steps.next(), steps.next(), steps.next()];
    assert.deepEqual([first.done, second.done, third.done, fourth.done], [false, false, false, true]);
    assert.deepEqual(
      (fourth.value ?? []).map(({ rule }) => rule),
      ['every-queue'],
    );
  });

  it('asks before each step whether it is to stop', async () => {
    const ran: string[] = [];
    const rules = ['one', 'two'].map((id) => smallRule({ id, messages: {}, check: () => ran.push(id) }));
    const token = { isCancellationRequested: false };
    const steps = analysisSteps(designs.queue, config({}, rules), { registry: registryOf(...rules), token });
    steps.next();
    token.isCancellationRequested = true;
    assert.throws(() => steps.next(), { message: 'The analysis was cancelled.' });
    assert.deepEqual(ran, ['one']);
  });

  it('tells all that it knows of a finding', async () => {
    const [queue, unknown] = analyze(await designOf('queue A\nservice B { calls C }'), config({}, []), {
      registry: registryOf(everyQueue),
    });
    assert.deepEqual(
      [queue?.code, queue?.messageId, queue?.data, queue?.subject, queue?.docs],
      ['TST002', 'queue', { name: 'A' }, '#1.A', 'docs/rules/every-queue.md'],
    );
    assert.deepEqual(
      [unknown?.code, unknown?.messageId, unknown?.data, unknown && 'subject' in unknown, unknown?.docs],
      ['TXT002', 'unknown-name', {}, false, 'docs/rules/unknown-name.md'],
    );
    const nameless = smallRule({
      id: 'nameless',
      messages: { m: 'It.' },
      check({ design, report }) {
        for (const { syntax } of design.elements) report({ message: 'm', source: syntax.head });
      },
    });
    const [finding] = analyze(designs.queue, config({}, []), { registry: registryOf(nameless) });
    assert.ok(finding && !('subject' in finding));
  });

  it('offers to silence whatever is no mistake of the text or of a suppression', async () => {
    const text = `queue A : nowhere.known // archlint-ignore every-queue
      queue A
      service B { calls C } // archlint-ignore every-queue: why
      service D { timeout 1s  timeout 2s } // archlint-ignore nothing-near: why`;
    const offered = analyze(await designOf(text), config({}, []), { registry: registryOf(everyQueue) })
      .filter(({ fixes }) => fixes.some(isIgnoreFix))
      .map(({ rule }) => rule);
    assert.deepEqual([...new Set(offered)].sort(), ['every-queue', 'said-twice', 'unknown-name', 'unknown-technology']);
    const broken = analyze(await designOf('oops'), config({}, []), { registry: registryOf() });
    assert.deepEqual(
      broken.map(({ rule, fixes }) => [rule, fixes.length]),
      [['syntax-error', 0]],
    );
  });

  it('calls no suppression needless of a rule that is off, that threw, or in a text that cannot be read whole', async () => {
    const broken = smallRule({
      id: 'broken',
      messages: {},
      check: () => {
        throw new Error('oops');
      },
    });
    const quiet = everyService('quiet');
    const rules = [broken, quiet];
    const text = 'queue A // archlint-ignore broken, quiet: why';
    assert.deepEqual(await run(text, rules, { rules: { quiet: 'off' } }), []);
    assert.deepEqual(await run(text, rules), [
      'design.arch:1 warning unused-suppression: quiet finds nothing here, so this suppression silences nothing. Remove it, or it will hide the next finding.',
    ]);
    assert.deepEqual(
      (await run({ 'a.arch': text, 'b.arch': 'oops' }, rules)).map((line) => line.split(':')[0]),
      ['b.arch'],
    );
  });

  it('keeps a value that the product does not allow from what other rules conclude', async () => {
    const nosy = smallRule({
      id: 'nosy',
      messages: { m: 'too long' },
      check({ design, report }) {
        for (const { facts } of design.elements)
          if (facts.retention?.origin.source) report({ message: 'm', source: facts.retention.origin.source });
      },
    });
    const invalid = all.byId.get('invalid-technology-setting');
    assert.ok(invalid);
    assert.deepEqual(
      (await run('queue A : aws.sqs { retention 30d }\nqueue B : aws.sqs { retention 3d }', [nosy, invalid])).map(
        (line) => line.split(':')[1],
      ),
      ['1 error invalid-technology-setting', '2 warning nosy'],
    );
  });

  it('says nothing else of a way that the product does not offer', async () => {
    const lost = smallRule({
      id: 'missing-dead-letter-queue',
      messages: { m: 'a handler' },
      check({ design, report }) {
        for (const { syntax } of design.activities) report({ message: 'm', source: syntax.head });
      },
    });
    const invalid = all.byId.get('invalid-technology-setting');
    assert.ok(invalid);
    assert.deepEqual(
      (
        await run(
          'event M\ntopic T : aws.sns.fifo\ntopic U : aws.sns\nservice A : aws.lambda { on M from T }\nservice B : aws.lambda { on M from U }',
          [lost, invalid],
        )
      ).map((line) => line.split(':')[1]),
      ['4 error invalid-technology-setting', '5 warning missing-dead-letter-queue'],
    );
  });
});

describe('what is required of a design', () => {
  const lost = `event Paid { key id }
external Web { sends Paid to Ledger }
queue Ledger : aws.sqs { drops after 3 attempts }
service Books : aws.lambda { timeout 5s  on Paid from Ledger { } }
require Paid never lost`;

  const required = async (text: string, settings: object = {}, timed: string[] = []): Promise<readonly string[]> =>
    analyze(await designOf(text), config(settings, []), { registry: registryOf(), onRule: (rule) => timed.push(rule) }).map(
      ({ severity, rule, source }) => `${source.range.start.line + 1} ${severity} ${rule}`,
    );

  it('is looked at once, and told with its time', async () => {
    const timed: string[] = [];
    assert.deepEqual(await required(lost, {}, timed), ['5 error broken-requirement']);
    assert.deepEqual(timed, ['broken-requirement']);
  });

  it('takes no more time than has passed', async () => {
    const design = await designOf(lost);
    const began = performance.now();
    const times: number[] = [];
    analyze(design, config({}, []), { registry: registryOf(everyQueue), onRule: (_, milliseconds) => times.push(milliseconds) });
    const passed = performance.now() - began;
    assert.equal(times.length, 2);
    assert.ok(
      times.every((time) => time >= 0 && time <= passed),
      `${times.join(', ')} of ${passed}`,
    );
  });

  it('is told of as failed where the search itself fails, and the rest goes on', async () => {
    const whole = await designOf(lost.replace('require', '// archlint-ignore broken-requirement: for now\nrequire'));
    const failures: RuleFailure[] = [];
    const found = analyze({ ...whole, activities: undefined as never }, config({}, []), {
      registry: registryOf(everyQueue),
      onFailure: (failure) => failures.push(failure),
    });
    assert.deepEqual([found.map(({ rule }) => rule), failures.map(({ rule }) => rule)], [['every-queue'], ['broken-requirement']]);
  });

  it('has the severity that the configuration says', async () => {
    assert.deepEqual(await required(lost, { rules: { 'broken-requirement': 'hint' } }), ['5 hint broken-requirement']);
  });

  it('is not looked at where nobody wants to know', async () => {
    const timed: string[] = [];
    const off = Object.fromEntries(['broken-requirement', 'unreachable-requirement', 'unsettled-requirement'].map((id) => [id, 'off']));
    assert.deepEqual(await required(lost, { rules: off }, timed), []);
    assert.deepEqual(timed, []);
    assert.deepEqual(await required(lost, { rules: { ...off, 'unsettled-requirement': 'error' } }, timed), []);
    assert.deepEqual(timed, ['broken-requirement']);
  });

  it('is not looked at where there is none, or something is not understood', async () => {
    for (const text of [lost.replace(/require.*/, ''), `${lost}\noops`, `${lost}\nservice A { calls Nowhere }`]) {
      const timed: string[] = [];
      assert.ok(!(await required(text, {}, timed)).some((found) => found.includes('requirement')));
      assert.deepEqual(timed, []);
    }
  });

  it('may be silenced like any other finding', async () => {
    assert.deepEqual(await required(lost.replace('require', '// archlint-ignore broken-requirement: for now\nrequire')), []);
  });

  it('stops when it is asked to', async () => {
    let asked = 0;
    const token = {
      get isCancellationRequested() {
        asked++;
        return true;
      },
    };
    const design = await designOf(lost);
    assert.throws(() => analyze(design, config({}, []), { registry: registryOf(), token }), AnalysisCancelled);
    assert.ok(asked > 0);
  });
});

const designs = { queue: await designOf('queue A') };
