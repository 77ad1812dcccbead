/** Words that do not fit: what was meant is said, and the fix writes it. */
import assert from 'node:assert/strict';
import { AstUtils, type CstNode, CstUtils, GrammarAST, type LeafCstNode } from 'langium';
import type { Problem } from '../../language/model/source.ts';
import { asQuantity } from '../../language/parser/units.ts';
import { applyEdits, corpus, TestProject } from './project.ts';

const declared = `event E { key id }
queue Q : aws.sqs
topic T
store R
service B { serves x  serves y }
`;

/** A text with one mistake, what is said of it, and the text after the fix, if there is one; `<|` and `|>` mark the place. */
const cases: readonly (readonly [text: string, says: string, mended?: string])[] = [
  // Misspelt where a statement goes on.
  ['queue A { no dead-letters <|becuase|> "x" }', '`becuase` means nothing after `dead-letters`. Did you mean `because`?', 'because'],
  ['queue A { dead-letters <|afer|> 5 attempts }', '`afer` means nothing after `dead-letters`. Did you mean `after`?', 'after'],
  ['queue A { dead-letters after 5 <|atempts|> }', 'After `5` comes `attempts`, not `atempts`.', 'attempts'],
  ['service A { on E <|form|> Q { puts R } }', '`form` means nothing after `E`. Did you mean `from`?', 'from'],
  [
    'service A { on E from Q\n  <|idempotnet|> by id { puts R } }',
    '`idempotnet` means nothing after `Q`. Did you mean `idempotent`?',
    'idempotent',
  ],
  ['service A { calls B.x <|wiht|> timeout 3s }', '`wiht` means nothing after `x`. Did you mean `with`?', 'with'],
  ['service A { calls B.x with 3 <|retrys|> jitter }', 'After `3` comes `retries`, not `retrys`.', 'retries'],
  ['service A { calls B.x with 1 <|rety|> }', 'After `1` comes `retry`, not `rety`.', 'retry'],
  ['orchestrator O { step S calls B.x <|undu|> B.y }', '`undu` means nothing after `x`. Did you mean `undo`?', 'undo'],
  ['technology h.q is queue <|lik|> aws.sqs', '`lik` means nothing after `queue`. Did you mean `like`?', 'like'],
  ['service A { keeps X on <|dsk|> }', 'After `on` comes `disk`, not `dsk`.', 'disk'],
  // What follows from the mistake is not told: the rest of its statement, its block, what it would have declared.
  [
    'service A {\n  on E from Q\n    <|idempotnet|> by id {\n    puts R\n  }\n  timeout 3s\n}',
    '`idempotnet` means nothing after `Q`. Did you mean `idempotent`?',
    'idempotent',
  ],
  [
    'service A {\n  on E from Q\n    with <|odrering|> none, concurrency 5 {\n    puts R\n  }\n  timeout 3s\n}',
    'After `with` comes an option such as `timeout 5s` or `3 retries`, not `odrering`. Did you mean `ordering`?',
    'ordering',
  ],
  [
    'service A {\n  on E from Q with ordering none, dead-letters after 5 <|atetmpts|> {\n    reads R\n    publishes E to T\n  }\n}',
    'After `5` comes `attempts`, not `atetmpts`.',
    'attempts',
  ],
  [
    'orchestrator O {\n  <|setp|> S  calls B.x with timeout 5s undo B.y\n  step P     calls B.x\n}',
    '`setp` begins no statement of `orchestrator O`. Did you mean `step`?',
    'step',
  ],
  [
    '<|gorup|> g "G" {\n  queue Inner : aws.sqs\n  store Shelf\n}\nservice A { on E from Inner { puts Shelf } }',
    '`gorup` begins no statement of a file. Did you mean `group`?',
    'group',
  ],
  [
    '<|tcehnology|> house.q like aws.sqs {\n  alarm\n}\nqueue A : house.q',
    '`tcehnology` begins no statement of a file. Did you mean `technology`?',
    'technology',
  ],
  // Misspelt where one begins, or in an option.
  ['<|servce|> A { }', '`servce` begins no statement of a file. Did you mean `service`?', 'service'],
  ['queue A { <|visiblity|> 30s }', '`visiblity` begins no statement of `queue A`. Did you mean `visibility`?', 'visibility'],
  [
    'service A { calls B.x with <|timout|> 3s }',
    'After `with` comes an option such as `timeout 5s` or `3 retries`, not `timout`. Did you mean `timeout`?',
    'timeout',
  ],
  [
    'queue A { ordering <|perkey|> }',
    'After `ordering` comes `none`, `per-key` or `total`, not `perkey`. Did you mean `per-key`?',
    'per-key',
  ],
  // Called otherwise elsewhere.
  ['<|database|> D', '`database` begins no statement of a file. Did you mean `store`?', 'store'],
  ['<|lambda|> F : aws.lambda', '`lambda` begins no statement of a file. Did you mean `service`?', 'service'],
  ['service A { serves a { when "b" { puts R } <|else|> { } } }', '`else` means nothing after `}`. Did you mean `otherwise`?', 'otherwise'],
  ['service A { serves a { <|emits|> E to T } }', '`emits` begins no statement of `serves a`. Did you mean `publishes`?', 'publishes'],
  ['queue A { <|dlq|> after 5 attempts }', '`dlq` begins no statement of `queue A`. Did you mean `dead-letters`?', 'dead-letters'],
  // Quotes, quantities, order.
  [
    'service A { when <|express|> { puts R } }',
    'After `when` comes a text in quotes, not `express`. Did you mean `"express"`?',
    '"express"',
  ],
  ['service A { every <|5 minutes|> { reads R } }', 'After `every` comes a time such as `30s`. Did you mean `5m`?', '5m'],
  ['service A { every <|5min|> { reads R } }', '`5min` is no quantity of the language. Did you mean `5m`?', '5m'],
  ['queue A { retention <|14 days|> }', 'That is no quantity of the language. Did you mean `14d`?', '14d'],
  ['actor A { calls B.x at <|50 per second|> }', 'After `at` comes a rate such as `200/s`. Did you mean `50/s`?', '50/s'],
  ['service A { instances <|1-10|> }', '`1-10` is no quantity of the language. Did you mean `1..10`?', '1..10'],
  ['service A { <|retries 3|> }', 'These two are the wrong way round. Did you mean `3 retries`?', '3 retries'],
  // A word too many, or one that is missing.
  ['store A { ttl<|:|> 5m }', 'No `:` stands between a word and its value. Remove the `:`.', ''],
  ['service A { serves a { <|for|> each "b" { puts R } } }', '`for` means nothing before `each`. Remove it.', ''],
  ['queue A { subscribes <|T|> }', 'After `subscribes` comes `to`, not `T`.', 'to T'],
  ['queue A { subscribes <|from|> T }', 'After `subscribes` comes `to`, not `from`.', 'to'],
  ['service A { publishes E <|T|> }', 'Between `E` and `T` a `to` is missing.', 'to T'],
  ['queue A <|aws|>.sqs', 'Between `A` and `aws` a `:` is missing.', ': aws'],
  ['queue A { dead-letters after 5 <|}|>', 'After `5` comes `attempts`, not `}`.', 'attempts }'],
  // What cannot be told.
  ['service A { every 5m <|in|> 2s { reads R } }', '`in` means nothing after `5m`: there may follow a block `{ … }`.'],
  [
    'service A { calls B.x with 3 retries fixed <|backoff|> }',
    '`backoff` means nothing after `fixed`: there may follow `from`, `jitter`, `,` or `at`.',
  ],
  ['service A { on E <|whatever|> }', '`whatever` means nothing after `E`.'],
  ['queue A {\n  <|foo|> bar\n}', '`foo` begins no statement of `queue A`.'],
  ['store A { <|latency|> p99 }', '`latency` needs a time such as `30s`.'],
];

describe('a word that does not fit', () => {
  const project = new TestProject();
  const problemsIn = async (text: string): Promise<readonly Problem[]> => {
    await project.open({ 'a.arch': text });
    const problems = project.problems('a.arch');
    await project.close();
    return problems;
  };

  for (const [marked, says, mended] of cases) {
    it(`is understood in ${marked.replace(/\s+/g, ' ')}`, async () => {
      const text = declared + marked.replace(/<\||\|>/g, '');
      const [start, end] = [declared.length + marked.indexOf('<|'), declared.length + marked.indexOf('|>') - 2];
      const [problem, ...others] = await problemsIn(text);
      assert.deepEqual(others, []);
      assert.equal(problem?.message, says);
      assert.deepEqual([problem.source.offset, problem.source.end], [start, end]);
      const [fix, ...alternatives] = problem.fixes;
      assert.deepEqual(alternatives, []);
      if (mended === undefined) return assert.equal(fix, undefined);
      assert.ok(fix, 'There is no fix.');
      const after = applyEdits(text, fix.edits);
      assert.equal(after.replace(/\s+/g, ' '), (text.slice(0, start) + mended + text.slice(end)).replace(/\s+/g, ' '));
      assert.deepEqual(await problemsIn(after), []);
    });
  }

  it('is no reason to call unknown what the statement would have declared', async () => {
    const problems = await problemsIn('sevice A { calls B.x }\nservice C { calls A }\nservice B { calls A.y  serves x }\n');
    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ['syntax-error'],
    );
  });

  it('can be one of a million: texts of nothing but mistakes are looked at for a while, and read on', async () => {
    const problems = await problemsIn('queue Q { retetion 4d }\n'.repeat(300));
    const mended = problems.filter(({ rule, fixes }) => rule === 'syntax-error' && fixes.length > 0);
    assert.equal(mended.length, 100);
  });

  /** A word with two neighbouring letters inside it swapped. */
  const misspelt = (word: string): string | undefined => {
    const at = [...word].findIndex((letter, index) => index > 0 && index + 1 < word.length && letter !== word[index + 1]);
    return at < 0 ? undefined : word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  };
  const isLeaf = (node: CstNode): node is LeafCstNode => !('content' in node);

  it('is any keyword of the examples with two letters swapped, the fix swaps them back, and nothing else is said', async () => {
    const tried = new Set<string>();
    for (const [name, text] of corpus()) {
      await project.open({ [name]: text });
      const before = new Set(project.problems(name).map(({ message }) => message));
      const root = project.file(name).parseResult.value.$cstNode;
      const keywords =
        root === undefined
          ? []
          : [...CstUtils.streamCst(root)].filter(isLeaf).filter(({ grammarSource }) => GrammarAST.isKeyword(grammarSource));
      await project.close();
      for (const { offset, end, text: word, grammarSource } of keywords) {
        const rule = AstUtils.getContainerOfType(grammarSource, GrammarAST.isParserRule)?.name ?? '';
        const typo = word.length >= 4 ? misspelt(word) : undefined;
        // Each keyword of each rule once.
        if (typo === undefined || rule === 'NotMemory' || rule === 'Name' || tried.has(`${rule} ${word}`)) continue;
        tried.add(`${rule} ${word}`);
        const problems = await problemsIn(text.slice(0, offset) + typo + text.slice(end));
        const [fix] = problems.find(({ source }) => source.offset === offset)?.fixes ?? [];
        const line = text.slice(text.lastIndexOf('\n', offset) + 1, end);
        const others = problems.filter(({ source, message }) => source.offset !== offset && !before.has(message));
        assert.deepEqual(others, [], `${rule}: ${line}`);
        assert.deepEqual(
          fix?.edits.map((edit) => [edit.offset, edit.text]),
          [[offset, word]],
          `${rule}: ${line}`,
        );
      }
    }
    assert.ok(tried.size > 140, `${tried.size} keywords`);
  });
});

describe('quantities of elsewhere', () => {
  const table: readonly (readonly [string, string | undefined])[] = [
    ['5 minutes', '5m'],
    ['1 hr', '1h'],
    ['2 weeks', '14d'],
    ['250 msec', '250ms'],
    ['256 kb', '256KB'],
    ['1.5 GiB', '1.5GB'],
    ['99.9 percent', '99.9%'],
    ['50/sec', '50/s'],
    ['50 per minute', '50/m'],
    ['1–10', '1..10'],
    ['5m', undefined],
    ['50 per cent', undefined],
    ['5 apples', undefined],
    ['5/KB', undefined],
  ];
  for (const [written, meant] of table) it(`${written} is ${meant ?? 'none'}`, () => assert.equal(asQuantity(written), meant));
});
