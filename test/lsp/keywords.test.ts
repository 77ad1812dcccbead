/** The words of the language are explained: each of them, and those of a design where they stand. */
import assert from 'node:assert/strict';
import { AstUtils, GrammarAST } from 'langium';
import type { MarkupContent } from 'vscode-languageserver';
import { meaningOf } from '../../server/features/keywords.ts';
import { placeOf, workspace } from './workspace.ts';

/** Rules in which every keyword may stand as a name. */
const nameRules: ReadonlySet<string> = new Set(['Name', 'NotMemory']);

const declared = `event Paid { key paymentId }
queue Ledger : aws.sqs
store Rows : aws.dynamodb { key paymentId }
service Till : aws.ecs { serves pay idempotent by paymentId { puts Rows  sends Paid to Ledger } }
`;

/** A place, and what is said there. */
const cases: readonly (readonly [text: string, ...says: readonly RegExp[]])[] = [
  [
    'queue Q { <|>dead-letters after 5 attempts }',
    /Holds what Q parks/,
    /```arch\ndead-letters \[group\] \[to QUEUE\] \[after N attempts\]\n```/,
    /parked instead of being tried for ever/,
  ],
  ['queue Q { dead-letters <|>after 5 attempts }', /failed that many times is parked/],
  ['queue Q { <|>visibility 30s }', /hidden from others/],
  ['queue Q { subscribes to Ledger with <|>filter "a" }', /Only messages that fit/],
  ['service X { on Paid from Ledger <|>idempotent }', /The same key once more/],
  [
    'service X { <|>on Paid from Ledger idempotent with batch 10, partial failures { puts Rows } }',
    /X on Paid from Ledger/,
    /batch 10 · partial failures/,
    /Paid delivered from Ledger — at-least-once/,
    /\*\*Does\*\*\n\n- puts Rows/,
    /once for each delivery/,
  ],
  ['service X { <|>every 5m { reads Rows strongly } }', /X every 5m/, /- reads Rows strongly/, /once a tick/],
  ['service X { <|>every 5m }', /What it does is not said/],
  ['gateway G { <|>routes "POST /pay" to Till.pay }', /G routes "POST \/pay" to Till\.pay/],
  [
    'actor <|>A { calls Till.pay with timeout 3s, 2 retries exponential jitter, key paymentId at 5/s }',
    /- calls Till\.pay with timeout 3s, 2 retries exponential jitter, key paymentId at 5\/s/,
  ],
  ['service X { calls Till.pay with <|>circuit-breaker }', /stops asking for a while/],
  ['service X { serves a { <|>puts Rows if newer } }', /twice is the same as once/],
  ['service X { serves a { puts Rows <|>if newer } }', /an older version, or the same again, changes nothing/],
  ['service X { serves a { <|>increments Rows } }', /\*\*not\*\* the same as once/],
  ['require Paid <|>never lost', /handled, or parked/],
  ['require Rows at <|>most once per Paid', /However often the message comes/],
  ['orchestrator W { step S <|>waits for Paid from Ledger at most 14d }', /Waits for a time/],
  ['orchestrator W { step <|>S waits for Paid from Ledger at most 14d }', /- waits for Paid from Ledger at most 14d$/],
  [
    'orchestrator W { step <|>S calls Till.pay on failure M } otherwise { step M puts Rows }',
    /Nothing undoes it/,
    /the run fails: what was done is undone, and the `otherwise` block begins at M/,
  ],
  ['service X { keeps <|>Y in Rows }', /outlives the instances/],
  ['view <|>V { include Till  around Ledger within 2  exclude Rows }', /shows Till · what is around Ledger within 2 steps · without Rows/],
  [
    'store <|>S { key a  index b  owned by Till  rebuilt from Rows within 5s }',
    /key a · index b · rebuilt from Rows within 5s · owned by Till/,
  ],
  [
    'technology house.queue is queue like aws.sqs { dead-letters after 5 attempts }\nqueue <|>Q : house.queue',
    /^```arch\nqueue Q : house\.queue\n/,
  ],
  ['event <|>Lost', /Nothing in the design sends it to anybody/],
];

describe('words of the language', () => {
  it('are explained, all of them', async () => {
    const { services } = await workspace('');
    const keywords = services.Grammar.rules
      .filter(({ name }) => !nameRules.has(name))
      .flatMap((rule) => AstUtils.streamAllContents(rule).filter(GrammarAST.isKeyword).toArray())
      .filter(({ value }) => /^\p{L}/u.test(value));
    assert.ok(keywords.length > 250, String(keywords.length));
    const missing = keywords.filter((keyword) => meaningOf(keyword) === undefined);
    assert.deepEqual(
      missing.map((keyword) => `${AstUtils.getContainerOfType(keyword, GrammarAST.isParserRule)?.name} ${keyword.value}`),
      [],
    );
  });

  for (const [text, ...says] of cases)
    it(`are explained in ${text.replace(/\s+/g, ' ')}`, async () => {
      const built = await workspace(`${declared}${text}\n`);
      const { document, params } = placeOf(built);
      const hover = await built.services.lsp.HoverProvider?.getHoverContent(document, params);
      const told = (hover?.contents as MarkupContent | undefined)?.value ?? '';
      for (const pattern of says) assert.match(told, pattern);
      assert.doesNotMatch(told, /undefined|\[object|\?\?/);
    });

  it('tells of a system that begins its file', async () => {
    const built = await workspace('system <|>shop "Shop" { event Paid  service Till }\n');
    const { document, params } = placeOf(built);
    const hover = await built.services.lsp.HoverProvider?.getHoverContent(document, params);
    assert.match((hover?.contents as MarkupContent | undefined)?.value ?? '', /system shop "Shop"[\s\S]*1 element, 1 message/);
  });
});
