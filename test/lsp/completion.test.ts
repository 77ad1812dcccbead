/** Completion: what is offered at a place, and what is not. */
import assert from 'node:assert/strict';
import { type CompletionItem, CompletionItemKind, type CompletionList, type CompletionParams } from 'vscode-languageserver';
import { placeOf, workspace } from './workspace.ts';

const base = `event Paid { key paymentId }
command Pay { key paymentId }
queue Ledger : aws.sqs { dead-letters }
topic Events : aws.sns
store Rows : aws.dynamodb
service Books {
  on Paid from Ledger { reads Rows }
  serves look
  keeps Totals in memory
}
gateway Api { routes "GET /" to Books.look  routes "POST /" { sends Pay to Ledger } }
orchestrator Run { step First calls Books.look }
`;

async function complete(text: string, context?: CompletionParams['context']): Promise<readonly CompletionItem[]> {
  const built = await workspace(base + text);
  const { document, params } = placeOf(built);
  const list = await built.services.lsp.CompletionProvider?.getCompletion(document, { ...params, context });
  return list?.items ?? [];
}

const labels = (items: readonly CompletionItem[]): readonly string[] => items.map(({ label }) => label).sort();

interface Case {
  readonly at: string;
  /** All that is offered. */
  readonly all?: readonly string[];
  /** Some of it. */
  readonly some?: readonly string[];
  readonly none?: readonly string[];
}

const cases: readonly Case[] = [
  { at: 'cache New { ttl 5m <|> }', some: ['jitter', 'at most', 'caches'] },
  { at: 'queue New { retention 5m <|> }', none: ['jitter'] },
  { at: 'store New { consistency eventual by <|> }', all: ['index'] },
  { at: 'technology house.fn is service { drops <|> }', all: ['after', 'unmatched'] },
  { at: 'technology house.q is queue { no <|> }', some: ['window', 'waits'] },
  { at: '<|>', some: ['queue', 'service', 'event', 'flow', 'technology'], none: ['on', 'reads', 'acknowledges', 'Ledger'] },
  { at: 'service New { on <|> }', all: ['Paid', 'Pay', 'all of'] },
  { at: 'service New { on Paid from <|>\n  alarm }', all: ['Events', 'Ledger'] },
  { at: 'service New { on Paid from Ledger.<|> }', all: ['dead-letters'] },
  { at: 'service New { on Paid { puts <|> } }', all: ['Rows'] },
  { at: 'service New { on Paid { publishes <|> } }', all: ['Paid', 'Pay'] },
  { at: 'service New { on Paid { publishes Paid to <|> } }', all: ['Events'] },
  { at: 'service New { calls <|> }', all: ['Api', 'Books', 'New', 'Run'] },
  { at: 'service New { calls Books.<|> }', all: ['look'] },
  { at: 'service New { calls Books.l<|> with timeout 3s }', all: ['look'] },
  { at: 'service New { starts <|> }', some: ['Run'], none: ['Rows', 'Ledger', 'Paid'] },
  { at: 'service New { on Paid idempotent by <|> }', all: ['paymentId', 'transport.id'] },
  { at: 'service New { keeps It in <|> }', some: ['Rows', 'memory'], none: ['Ledger'] },
  {
    at: 'service New {\n  <|>\n}',
    some: ['on', 'serves', 'keeps', 'calls'],
    none: ['visibility', 'subscribes to', 'step', 'caches', 'Books'],
  },
  { at: 'queue New {\n  <|>\n}', some: ['subscribes to', 'dead-letters', 'visibility'], none: ['serves', 'on', 'keeps', 'key', 'caches'] },
  { at: 'require <|>', some: ['Paid', 'Rows', 'Books', 'Run', 'Ledger'], none: ['at most once per', 'queue'] },
  {
    at: 'require Rows <|>',
    all: ['all or nothing', 'at most once per', 'in order at', 'leads to', 'never lost', 'survives instance loss'],
  },
  { at: 'require Rows at most once per <|>', some: ['Paid', 'Books', 'Run'], none: ['never lost'] },
  { at: 'require Books.<|>', all: ['Totals', 'look'] },
  { at: 'require Run.<|>', all: ['First'] },
  { at: 'require Paid leads to Rows <|>', some: ['or'] },
  { at: 'event New { <|> }', some: ['key', 'ordered', 'critical', 'size'], none: ['retention', 'alarm', 'timeout'] },
  { at: 'queue New { retention <|> }', some: ['unlimited'], none: ['visibility', 'alarm'] },
  { at: 'queue New { ordering <|> }', all: ['none', 'per-key', 'total'] },
  { at: 'queue New { dead-letters after 5 <|> }', all: ['attempts'] },
  {
    at: 'service New { calls Books.look with <|> }',
    some: ['timeout', 'circuit-breaker', 'no retries'],
    none: ['batch', 'acknowledges first'],
  },
  { at: 'service New { serves count with <|> }', all: ['concurrency', 'timeout'] },
  {
    at: 'queue New { subscribes to Ledger with <|> }',
    some: ['filter', 'key', 'dead-letters', 'no dead-letters', 'drops after', 'no retries'],
    none: ['delivery', 'timeout'],
  },
  { at: 'service New { on Paid with <|> }', some: ['batch', 'partial failures'], none: ['circuit-breaker', 'fallback'] },
  { at: 'queue New : <|>', some: ['aws.sqs', 'aws.sqs.fifo', 'rabbitmq'], none: ['aws.lambda', 'aws.dynamodb', 'Ledger'] },
  { at: 'service New : aws.l<|> { }', some: ['aws.lambda'], none: ['aws.sqs'] },
  { at: 'technology house.queue is queue like <|>', some: ['aws.sqs'], none: ['house.queue', 'aws.lambda'] },
  { at: 'orchestrator New {\n  <|>\n}', some: ['step', 'subscribes to'], none: ['visibility'] },
  {
    at: 'orchestrator New { step A calls Books.look  step B calls Books.look on failure <|> }',
    some: ['A', 'B'],
    none: ['First', 'Books'],
  },
  { at: 'actor New { calls Api <|> }', some: ['"GET /"', '"POST /"', 'with'], none: ['Books'] },
  { at: 'actor New { calls Api "<|>" with timeout 3s }', all: ['"GET /"', '"POST /"'] },
  { at: 'flow New from Api "G<|>ET /old" { within 1s }', all: ['"GET /"', '"POST /"'] },
  { at: 'actor New { calls Api "GET /<|>" }', all: ['"POST /"'] },
  { at: 'actor New { calls Api "PO<|>', all: ['"GET /"', '"POST /"'] },
  { at: 'actor New { calls Books "<|>" }', all: [] },
  { at: 'gateway New { routes "<|>" to Api }', all: [] },
  { at: 'service <|>', all: [] },
  { at: 'service New "<|>"', all: [] },
  { at: '// a comment <|>', all: [] },
  { at: '// archlint-ignore missing-<|>', some: ['missing-dead-letter-queue', 'event-loop'], none: ['queue'] },
];

describe('completion', () => {
  for (const { at, all, some = [], none = [] } of cases) {
    it(`offers what fits in ${at.replace(/\s+/g, ' ')}`, async () => {
      const found = labels(await complete(at));
      if (all) assert.deepEqual(found, [...all].sort());
      for (const label of some) assert.ok(found.includes(label), `${label} is not among ${found.join(', ')}`);
      for (const label of none) assert.ok(!found.includes(label), `${label} is offered`);
    });
  }

  it('is not misled by an error above', async () => {
    assert.deepEqual(labels(await complete('servce Broken { on }\nqueue : : x\nservice New { on Paid from <|> }')), ['Events', 'Ledger']);
  });

  for (const above of ['sys', 'syst concert {', 'concert ev\nSeatHeld seatId'])
    it(`offers what may begin below “${above.replace('\n', ' ')}”, which is still being written`, async () => {
      assert.ok(labels(await complete(`${above}\nser<|>`)).includes('service'), 'There is no service.');
    });

  it('offers no word that is already there, unless it begins a longer one', async () => {
    assert.ok(!labels(await complete('event New { key somethingNew<|> }')).includes('somethingNew'));
    assert.ok(!labels(await complete('event New { key som<|>ethingNew }')).includes('somethingNew'));
    assert.ok(!labels(await complete('queue New { alarm<|> }')).includes('alarm'));
    const longer = labels(await complete('queue LedgerOld\nservice New { on Paid from Ledger<|> }'));
    assert.deepEqual(longer.filter((label) => label.startsWith('Ledger')).sort(), ['Ledger', 'LedgerOld']);
  });

  it('tells the facts of a technology', async () => {
    const item = (await complete('queue New : <|>')).find(({ label }) => label === 'aws.sqs');
    assert.match(JSON.stringify(item?.documentation), /at-least-once/);
  });

  it('replaces the whole name of a technology', async () => {
    const item = (await complete('queue New : aws.s<|>')).find(({ label }) => label === 'aws.sqs');
    const edit = item?.textEdit;
    assert.ok(edit && 'range' in edit);
    assert.equal(edit.range.end.character - edit.range.start.character, 'aws.s'.length);
  });

  it('offers routes in the order of their entry, and replaces the whole of what stands there', async () => {
    const items = await complete('actor New { calls Api "G<|>ET /old" }');
    const told = items.map(({ label, detail, textEdit }) => [
      label,
      detail,
      textEdit && 'range' in textEdit ? textEdit.range.end.character - textEdit.range.start.character : undefined,
    ]);
    assert.deepEqual(told, [
      ['"GET /"', 'route to Books.look', '"GET /old"'.length],
      ['"POST /"', 'route', '"GET /old"'.length],
    ]);
    assert.deepEqual(
      items.map(({ sortText }) => sortText),
      items.map(({ sortText }) => sortText).toSorted(),
    );
  });

  it('offers names alone after a blank', async () => {
    const typed = { triggerKind: 2, triggerCharacter: ' ' } as const;
    assert.deepEqual(labels(await complete('service New { on Paid from <|> }', typed)), ['Events', 'Ledger']);
    assert.deepEqual(labels(await complete('service New { on Paid <|> }', typed)), []);
    assert.deepEqual(labels(await complete('actor New { calls Api <|> }', typed)), ['"GET /"', '"POST /"']);
  });

  it('offers the fields after a blank that follows `by` or `key`', async () => {
    const typed = { triggerKind: 2, triggerCharacter: ' ' } as const;
    assert.deepEqual(labels(await complete('topic New { grouped by <|> }', typed)), ['paymentId']);
    assert.deepEqual(labels(await complete('event New { key <|> }', typed)), ['paymentId']);
  });

  it('is asked again with each letter, so that a word typed in full leaves Tab and Enter alone', async () => {
    const listAt = async (text: string): Promise<CompletionList | null | undefined> => {
      const built = await workspace(base + text);
      const { document, params } = placeOf(built);
      return built.services.lsp.CompletionProvider?.getCompletion(document, params);
    };
    const begun = await listAt('service New { on Paid from Led<|> }');
    assert.equal(begun?.isIncomplete, true);
    assert.ok(begun.items.some(({ label }) => label === 'Ledger'));
    const typed = await listAt('service New { on Paid from Ledger<|> }');
    assert.ok(typed?.items.every(({ label }) => label !== 'Ledger'));
  });

  it('offers the fields of what the statement is about first, and the id of the channel to handlers alone', async () => {
    const at = async (text: string): Promise<readonly string[]> =>
      (await complete(`event Other { key aField }\nqueue Others { carries Other }\n${text}`))
        .filter(({ kind }) => kind === CompletionItemKind.Field)
        .toSorted((one, other) => ((one.sortText ?? '') < (other.sortText ?? '') ? -1 : 1))
        .map(({ label }) => label);
    assert.deepEqual(await at('service New { on Paid from Ledger idempotent by <|> }'), ['paymentId', 'aField', 'transport.id']);
    assert.deepEqual(await at('service New { serves pay(Pay) idempotent by <|> }'), ['paymentId', 'aField']);
    assert.deepEqual(await at('queue New { carries Paid  grouped by <|> }'), ['paymentId', 'aField']);
    assert.deepEqual(await at('store Near { key zField }\nservice New { reads Near by <|> }'), ['zField', 'aField', 'paymentId']);
  });

  it('says what each word of the language means', async () => {
    const words = (await complete('queue New {\n  <|>\n}')).filter(({ kind }) => kind === CompletionItemKind.Keyword);
    assert.ok(words.length > 10);
    for (const { label, documentation } of words) assert.ok(documentation, `${label} is not explained`);
  });

  it('offers other systems last, where they have what fits, and what is in them once its name is begun', async () => {
    const built = await workspace({
      'a.arch': 'system billing { queue Bills  queue Other }\nsystem people { service Staff }',
      'b.arch': 'system shop { queue Zed  event E  service S { on E from <|> }  service T { on E from Bi<|> } }',
    });
    const at = async (index: number): Promise<readonly string[]> => {
      const { document, params } = placeOf(built, index);
      const list = await built.services.lsp.CompletionProvider?.getCompletion(document, params);
      return (list?.items ?? [])
        .toSorted((one, other) => ((one.sortText ?? '') < (other.sortText ?? '') ? -1 : 1))
        .map(({ label }) => label);
    };
    assert.deepEqual(await at(0), ['Zed', 'billing']);
    assert.deepEqual(await at(1), ['Zed', 'billing', 'billing.Bills']);
  });

  it('reaches into other systems', async () => {
    const built = await workspace({
      'a.arch': 'system billing { queue Bills }',
      'b.arch': 'system shop { service S { on E from billing.<|> }  event E }',
    });
    const { document, params } = placeOf(built);
    const list = await built.services.lsp.CompletionProvider?.getCompletion(document, params);
    assert.deepEqual(labels(list?.items ?? []), ['Bills']);
  });
});
