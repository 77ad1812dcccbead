import assert from 'node:assert/strict';
import type { Problem } from '../../language/model/source.ts';
import { editDistance, nearest } from '../../language/problems/nearest.ts';
import { namesCases } from './cases/names.ts';
import type { ExpectedProblem, ProblemCase } from './cases/problem-case.ts';
import { routeCases } from './cases/routes.ts';
import { statementsCases } from './cases/statements.ts';
import { strayCases } from './cases/strays.ts';
import { syntaxCases } from './cases/syntax.ts';
import { applyEdits, corpus, TestProject, uriOf } from './project.ts';

const file = 'a.arch';

function told({ text, others = {} }: ProblemCase, { rule, message, source, related, fixes }: Problem): ExpectedProblem {
  const texts: Readonly<Record<string, string>> = { [file]: text, ...others };
  const results = fixes.map(({ title, safe, edits }) => {
    const [name = file] = Object.keys(texts).filter((candidate) => edits.every(({ uri }) => uri === uriOf(candidate).toString()));
    return [`${title}${safe ? ' (safe)' : ''}`, applyEdits(texts[name] ?? '', edits)] as const;
  });
  return {
    at: text.slice(source.offset, source.end),
    says: `${rule}: ${message}`,
    ...(related.length > 0 ? { related: related.map((place) => place.message) } : {}),
    ...(results.length > 0 ? { fixes: Object.fromEntries(results) } : {}),
  };
}

async function problemsIn(testCase: ProblemCase): Promise<readonly Problem[]> {
  return problemsOfFiles({ [file]: testCase.text, ...testCase.others });
}

const project = new TestProject();

async function problemsOfFiles(files: Readonly<Record<string, string>>): Promise<readonly Problem[]> {
  await project.open(files);
  const problems = project.problems(file);
  await project.close();
  return problems;
}

for (const [title, cases] of [
  ['names', namesCases],
  ['routes', routeCases],
  ['statements', statementsCases],
  ['syntax', syntaxCases],
  ['strays', strayCases],
] as const) {
  describe(`problems of ${title}`, () => {
    for (const testCase of cases) {
      it(testCase.that, async () => {
        const problems = await problemsIn(testCase);
        assert.deepEqual(
          problems.map((found) => told(testCase, found)),
          testCase.problems,
        );
        for (const { source } of problems) {
          const lines = testCase.text.slice(0, source.offset).split('\n');
          assert.deepEqual(source.range.start, { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 });
        }
      });
    }
  });
}

describe('fixes', () => {
  for (const testCase of [...namesCases, ...routeCases, ...statementsCases, ...syntaxCases, ...strayCases]) {
    const broken = new Set(testCase.problems.filter(({ fixes }) => fixes !== undefined).map(({ says }) => says));
    if (broken.size === 0) continue;
    it(`of ${testCase.that} remove what they fix, and add nothing`, async () => {
      const before = await problemsIn(testCase);
      for (const found of before) {
        for (const fix of found.fixes) {
          const texts: Record<string, string> = { [file]: testCase.text, ...testCase.others };
          for (const name of Object.keys(texts)) {
            const edits = fix.edits.filter(({ uri }) => uri === uriOf(name).toString());
            texts[name] = applyEdits(texts[name] ?? '', edits);
          }
          const after = await problemsOfFiles(texts);
          assert(count(after, found) < count(before, found), `${fix.title} leaves ${found.message}`);
          assert(after.filter(({ rule }) => rule !== 'unknown-name').length <= before.length, fix.title);
        }
      }
    });
  }
});

function count(problems: readonly Problem[], like: Problem): number {
  return problems.filter(({ rule, message }) => rule === like.rule && message === like.message).length;
}

describe('routes', () => {
  it('are looked for anew when the entry in another file changes', async () => {
    const entry = (path: string): string => `system s {\n  gateway Api { routes "${path}" to B.place }\n  service B { serves place }\n}\n`;
    const edited = await new TestProject().open({
      [file]: 'system s { actor A { calls Api "POST /orders" } }\n',
      'b.arch': entry('POST /orders'),
    });
    const messages: string[][] = [];
    for (const path of ['POST /orders', 'POST /carts', 'POST /orders']) {
      await edited.change('b.arch', entry(path));
      messages.push(edited.problems(file).map(({ message }) => message));
    }
    assert.deepEqual(messages, [[], ['The gateway `Api` has no route "POST /orders". Correct it, or say where it `routes` that.'], []]);
  });

  it('are not called unknown where the entry cannot be read whole', async () => {
    const text =
      'actor A { calls Api "POST /orders" }\ngateway Api { routes "GET /orders" to B  routes "POST /orders" too B }\nservice B\n';
    const problems = await problemsIn({ that: '', text, problems: [] });
    assert.deepEqual([...new Set(problems.map(({ rule }) => rule))], ['syntax-error']);
  });
});

describe('right designs', () => {
  it('have no problems: the examples and the catalogue', async () => {
    const project = new TestProject({ projectOf: (uri) => (uri.path.includes('/shop/') ? 'shop' : uri.path) });
    const files = Object.fromEntries(corpus());
    await project.open(files);
    for (const name of Object.keys(files)) assert.deepEqual(project.problems(name), [], name);
  });

  it('that are very long, deep or many are read or refused, never given up', async () => {
    const deep = `service A { ${'parallel { '.repeat(500)}${'} '.repeat(500)}}`;
    const chain = `service A { when "a" { } ${'otherwise when "b" { } '.repeat(20_000)}}`;
    const long = Array.from({ length: 20_000 }, (_, index) => `event E${index} { key id  size 4KB }`).join('\n');
    const messages: string[][] = [];
    const name = `service A { calls ${'b.'.repeat(20_000)}c }`;
    for (const text of [deep, chain, name, long]) {
      messages.push((await problemsIn({ that: '', text, problems: [] })).map(({ message }) => message));
    }
    assert.deepEqual(messages, [
      ['Blocks stand in blocks more than 64 deep here: what is inside is not read. Split the design.'],
      ['This `when` has more than 256 branches: these are not read. Split the design.'],
      [
        'There is no `b` in this file; a service or one of its operations is expected. Did you mean `A`?',
        'This name has more than 64 parts: these are not read. Split the design.',
      ],
      [],
    ]);
  });

  it('have no keyword with a bad character in it, and no quantity with more glued to it', async () => {
    const text = 'event A { version\u202E 1 }\nqueue Q { delay 5x/y%z  throughput 200/sec  alarm }\n';
    const problems = await problemsIn({ that: '', text, problems: [] });
    assert.deepEqual(
      problems.map(({ source }) => text.slice(source.offset, source.end)),
      ['\u202E', '5x/y%z', '200/sec'],
    );
    assert(problems[0]?.message.startsWith('`U+202E` cannot stand here'));
  });

  it('list at most a hundred syntax errors', async () => {
    const problems = await problemsIn({ that: '', text: 'foo\n'.repeat(1000), problems: [] });
    assert.equal(problems.length, 101);
    assert.equal(problems.at(-1)?.message, 'There are 900 more syntax errors after this one; they are not listed.');
  });
});

describe('nearest names', () => {
  it('are those equally near, at most three', () => {
    assert.deepEqual(nearest('Ordr', ['Order', 'Ord', 'Stock', 'Ordre']), ['Ord', 'Order', 'Ordre']);
    assert.deepEqual(nearest('orders', ['Orders', 'orderz', 'orders']), ['Orders']);
    assert.deepEqual(nearest('abc', ['xyz']), []);
  });

  it('count letters inserted, removed, replaced and swapped', () => {
    const table: readonly (readonly [string, string, number])[] = [
      ['', 'abc', 3],
      ['abc', 'abd', 1],
      ['abc', 'acb', 1],
      ['abcd', 'ad', 2],
      ['abcdef', 'uvwxyz', 3],
    ];
    for (const [a, b, distance] of table) assert.equal(editDistance(a, b, distance === 3 && a !== '' ? 2 : 9), distance, `${a} ${b}`);
  });
});
