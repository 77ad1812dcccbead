/** Laws that hold of every design, whatever it says. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../analysis/finding.ts';
import { defaultOptions, type Rule } from '../../analysis/rule.ts';
import { rules } from '../../analysis/rules/index.ts';
import { createArchServices, format } from '../../language/index.ts';
import { designOf, lint, type Texts } from '../support/design.ts';
import { judgedDesigns } from '../support/judged-designs.ts';
import { randomDesigns, textOf } from '../support/random-designs.ts';

const RUNS = { numRuns: 150, seed: 20_261_124 };
const FEWER = { numRuns: 80, seed: 20_261_125 };

/** Rules that ask for opposite things: at most one of a pair may speak of one place. */
const OPPOSED: readonly (readonly [string, string])[] = [
  ['missing-dead-letter-queue', 'unnecessary-dead-letter-queue'],
  ['missing-dead-letter-queue', 'dead-letter-breaks-ordering'],
  ['missing-dead-letter-queue', 'poison-message-blocks-partition'],
  ['dead-letter-breaks-ordering', 'poison-message-blocks-partition'],
  ['non-idempotent-consumer', 'redundant-idempotency'],
  ['non-idempotent-consumer', 'broker-dedup-is-not-idempotency'],
  ['retry-without-idempotency', 'redundant-idempotency'],
  ['sticky-sessions', 'stateful-without-affinity'],
  ['local-state-on-scaled-service', 'durable-state-on-ephemeral-storage'],
  ['local-state-on-scaled-service', 'stateful-without-affinity'],
  ['ordering-lost', 'missing-ordering-key'],
  ['ordering-lost', 'fifo-without-need'],
  ['missing-ordering-key', 'fifo-without-need'],
  ['ordering-lost', 'unversioned-out-of-order-update'],
  ['orchestration-overkill', 'missing-compensation'],
  ['orchestration-overkill', 'step-without-error-handling'],
  ['hot-read-without-cache', 'stale-read-violates-consistency'],
];

const LINT_FAILURES: string[] = [];

/** Checks a design; a rule that throws fails the law. */
async function check(texts: Texts): Promise<readonly Finding[]> {
  LINT_FAILURES.length = 0;
  const findings = await lint(texts, undefined, {
    onFailure: ({ rule, error }) => LINT_FAILURES.push(`${rule}: ${error instanceof Error ? error.stack : error}`),
  });
  assert.deepEqual(LINT_FAILURES, []);
  return findings;
}

/** What a finding says, without where. Cause lists may come in another order with the text. */
function said(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, severity }) => `${severity} ${rule}`).sort();
}

describe('laws of findings', () => {
  it('opposed rules never speak of one place', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesigns, async ({ declarations }) => {
        const places = new Map<string, Set<string>>();
        for (const { rule, source } of await check(textOf(declarations))) {
          const place = `${source.offset}-${source.end}`;
          places.set(place, (places.get(place) ?? new Set()).add(rule));
        }
        const clashes = [...places.values()].flatMap((rules) => OPPOSED.filter(([a, b]) => rules.has(a) && rules.has(b)));
        assert.deepEqual(clashes, []);
      }),
      RUNS,
    );
  });

  it('random designs are right in themselves', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesigns, async ({ declarations }) => {
        const wrong = (await check(textOf(declarations))).filter(({ rule }) =>
          ['syntax-error', 'unknown-name', 'duplicate-name', 'unknown-technology'].includes(rule),
        );
        assert.deepEqual(
          wrong.map(({ message }) => message),
          [],
        );
      }),
      { ...RUNS, numRuns: 50 },
    );
  });

  it('the order of declarations carries no meaning', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomDesigns.chain(({ declarations }) =>
          fc.tuple(fc.constant(declarations), fc.shuffledSubarray([...declarations], { minLength: declarations.length })),
        ),
        async ([declarations, shuffled]) => {
          assert.deepEqual(said(await check(textOf(shuffled))), said(await check(textOf(declarations))));
        },
      ),
      RUNS,
    );
  });

  it('how files split a system carries no meaning', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesigns, fc.integer({ min: 1, max: 8 }), async ({ declarations }, at) => {
        const split = { 'a.arch': textOf(declarations.slice(0, at)), 'b.arch': textOf(declarations.slice(at)) };
        assert.deepEqual(said(await check(split)), said(await check(textOf(declarations))));
      }),
      RUNS,
    );
  });

  it('groups carry no meaning', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesigns, async ({ declarations }) => {
        const isElement = (text: string): boolean => !/^(event|command|flow)/.test(text);
        const grouped = [...declarations.filter((text) => !isElement(text)), `group g {\n${declarations.filter(isElement).join('\n')}\n}`];
        assert.deepEqual(said(await check(textOf(grouped))), said(await check(textOf(declarations))));
      }),
      RUNS,
    );
  });

  it('what is beside a design changes nothing in it', async () => {
    const beside = 'system other { event E { key id }  topic T : aws.sns  actor A { publishes E to T }  actor B { on E from T } }\n';
    await fc.assert(
      fc.asyncProperty(randomDesigns, async ({ declarations }) => {
        const text = textOf(declarations);
        const alone = await check(text);
        const together = (await check({ 'design.arch': text, 'other.arch': beside })).filter(({ source }) =>
          source.uri.endsWith('design.arch'),
        );
        assert.deepEqual(said(together), said(alone));
      }),
      RUNS,
    );
  });

  it('names carry no meaning', async () => {
    await fc.assert(
      fc.asyncProperty(judgedDesigns, async ({ declarations }) => {
        const text = textOf(declarations);
        // Messages, channels, stores, services, steps, and the names there is one of.
        const renamed = text.replace(/\b(?:[MQTSVDPA]\d+|[BFUWXZ])\b/g, (name) => `the_${name}`);
        assert.deepEqual(said(await check(renamed)), said(await check(text)));
      }),
      FEWER,
    );
  });

  it('how a text is set out carries no meaning', async () => {
    const { Arch } = createArchServices();
    await fc.assert(
      fc.asyncProperty(judgedDesigns, async ({ declarations }) => {
        const text = textOf(declarations);
        const formatted = format(text, Arch);
        assert.notEqual(formatted, text);
        assert.deepEqual(said(await check(formatted)), said(await check(text)));
      }),
      FEWER,
    );
  });

  it('an idempotency key adds no finding of a repeated effect', async () => {
    const repeats = new Set(['non-idempotent-consumer', 'broker-dedup-is-not-idempotency', 'retry-without-idempotency']);
    const count = async (text: string): Promise<number> => (await check(text)).filter(({ rule }) => repeats.has(rule)).length;
    await fc.assert(
      fc.asyncProperty(judgedDesigns, async ({ declarations }) => {
        const text = textOf(declarations);
        const before = await count(text);
        for (const head of text.matchAll(/(?:on M\d+(?: from [QT]\d+)?|serves run)(?= +(?!idempotent))/g)) {
          const end = head.index + head[0].length;
          const key = head[0].startsWith('serves') ? ' idempotent' : ' idempotent by id';
          assert.ok((await count(`${text.slice(0, end)}${key}${text.slice(end)}`)) <= before, `${head[0]} in\n${text}`);
        }
      }),
      { ...FEWER, numRuns: 40 },
    );
  });

  it('analyses find the same in whatever order they are asked', async () => {
    await fc.assert(
      fc.asyncProperty(judgedDesigns, async ({ declarations }) => {
        const found = async (order: readonly Rule[]): Promise<string[]> => {
          const design = await designOf(textOf(declarations));
          return order
            .flatMap((rule) =>
              rule.run({ design, options: defaultOptions(rule.options), preset: 'strict' }).map(({ text }) => `${rule.id}: ${text}`),
            )
            .sort();
        };
        assert.deepEqual(await found(rules.toReversed()), await found(rules));
      }),
      FEWER,
    );
  });
});
