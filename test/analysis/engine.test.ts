import assert from 'node:assert/strict';
import { type Config, parseConfig } from '../../analysis/config.ts';
import { AnalysisCancelled, registry as all, analyze, type RuleFailure } from '../../analysis/engine.ts';
import type { Severity } from '../../analysis/finding.ts';
import type { Rule } from '../../analysis/rule.ts';
import { designOf, type Texts, testRoot } from '../support/design.ts';
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

const designs = { queue: await designOf('queue A') };
