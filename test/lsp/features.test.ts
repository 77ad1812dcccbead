/** What the editor asks about places and documents: each feature by itself, on texts in memory. */
import assert from 'node:assert/strict';
import { CodeActionKind, type Location, type LocationLink, type MarkupContent, type WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { placeOf, type Workspace, workspace } from './workspace.ts';

const nothing = { diagnostics: [] };
const everywhere = { start: { line: 0, character: 0 }, end: { line: 1_000, character: 0 } };

async function hover(text: string): Promise<string | undefined> {
  const built = await workspace(text);
  const { document, params } = placeOf(built);
  const found = await built.services.lsp.HoverProvider?.getHoverContent(document, params);
  return (found?.contents as MarkupContent | undefined)?.value;
}

/** Words in files, `main.arch:3 Paid`, lines counted from 1. */
function words(built: Workspace, places: readonly Location[]): readonly string[] {
  return places.map(({ uri, range }) => {
    const name = uri.slice(uri.lastIndexOf('/') + 1);
    return `${name}:${range.start.line + 1} ${built.file(name).textDocument.getText(range)}`;
  });
}

describe('hover', () => {
  const money = `/** All money. */
queue Ledger : aws.sqs { dead-letters after 5 attempts  visibility 90s }
event Paid { key paymentId critical }
service Till : aws.ecs { serves pay in 40ms idempotent by paymentId { sends Paid to Ledger } }
service Books : aws.lambda { on Paid from Ledger { puts Rows } }
store Rows : aws.dynamodb { key paymentId }
`;
  const cases: readonly { readonly at: string; readonly says: readonly RegExp[] }[] = [
    {
      at: 'queue X { redrives to <|>Ledger }',
      says: [
        /All money/,
        /aws\.sqs says\*\* delivery \*\*at-least-once\*\*/,
        /visibility \*\*1\.5m\*\*|visibility \*\*90s\*\*/,
        /Carries Paid/,
        /5 attempts \(Ledger\)/,
        /Till\.pay/,
      ],
    },
    {
      at: 'queue X { redrives to Ledger.<|>dead-letters }',
      says: [/Ledger\.dead-letters/, /Holds what Ledger parks/, /Paid parked by Ledger/],
    },
    {
      at: 'service X { on <|>Paid }',
      says: [/event Paid/, /key paymentId · critical/, /Published by[\s\S]*Till\.pay/, /Handled by[\s\S]*Books/],
    },
    { at: 'service X { calls Till.<|>pay }', says: [/Till serves pay/, /in 40ms · idempotent by paymentId/] },
    { at: 'queue X : <|>aws.sqs', says: [/technology aws\.sqs is queue/, /retention \*\*4d\*\*/, /https:\/\/docs\.aws/] },
    {
      at: 'technology house.queue is queue like aws.sqs { retention 2d }\nqueue X : house.<|>queue',
      says: [/like aws\.sqs/, /\*\*Says\*\* retention \*\*2d\*\*\n/, /aws\.sqs says\*\*.* visibility \*\*30s\*\*/],
    },
    { at: 'service X { <|>reads Rows }', says: [/^```arch\nreads STORE/, /strongly/] },
    { at: 'service X { reads Rows } // <|>here', says: [] },
    { at: 'service X { keeps <|>Y in memory }', says: [/X keeps Y in memory/, /dies with the instance/] },
    { at: 'orchestrator W { step <|>S calls Till.pay undo Till.pay }', says: [/W step S/, /calls Till\.pay/, /Undone by/] },
    {
      at: 'gateway Front { routes "POST /pay" to Till.pay }\nactor X { calls Front "POST <|>/pay" with timeout 3s }',
      says: [/Front routes "POST \/pay" to Till\.pay/, /Called by[\s\S]*X/],
    },
    { at: 'gateway Front { routes "POST<|> /pay" to Till.pay }\nactor X { calls Front "POST /pay" }', says: [/Called by[\s\S]*X/] },
    { at: 'gateway Front { routes "POST /pay" to Till.pay }\nactor X { calls Front "GET <|>/pay" }', says: [] },
    { at: 'flow <|>F from Till.pay { within 800ms }', says: [/flow F/, /within 800ms/, /Till\.pay/] },
    { at: 'group <|>G "Gee" { owner "Us"  service X }', says: [/group G "Gee"/, /Owner: Us/, /service X/] },
    { at: 'store X : <|>unheard.of', says: [] },
  ];
  for (const { at, says } of cases) {
    it(`tells of ${at}`, async () => {
      const text = await hover(`${money}${at}\n`);
      if (says.length === 0) assert.equal(text, undefined);
      for (const pattern of says) assert.match(text ?? '', pattern);
    });
  }
});

describe('navigation', () => {
  const files = {
    'a.arch': 'system shop {\n  event <|>Paid\n  queue Ledger : <|>aws.sqs\n}\n',
    'b.arch': 'system shop {\n  service Books {\n    on <|>Paid from Ledger { }\n    serves look\n  }\n}\n',
    'c.arch': 'system bank {\n  service Till { calls shop.<|>Books.<|>look  publishes <|>shop.Paid }\n}\n',
  };

  async function definition(built: Workspace, index: number): Promise<readonly LocationLink[]> {
    const { document, params } = placeOf(built, index);
    return (await built.services.lsp.DefinitionProvider?.getDefinition(document, params)) ?? [];
  }

  it('goes to the definition, word by word, over files and into the catalogue', async () => {
    const built = await workspace(files);
    const targets = async (index: number): Promise<readonly string[]> =>
      words(
        built,
        (await definition(built, index)).map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange })),
      );
    assert.deepEqual(await targets(2), ['a.arch:2 Paid']);
    assert.deepEqual(await targets(3), ['b.arch:2 Books']);
    assert.deepEqual(await targets(4), ['b.arch:4 look']);
    assert.deepEqual(await targets(5), ['a.arch:1 shop', 'b.arch:1 shop']);
    const [technology] = await definition(built, 1);
    assert.equal(technology?.targetUri, 'builtin:/aws.arch');
  });

  it('goes from the name of a route to the entry that routes it', async () => {
    const built = await workspace({
      'a.arch':
        'system shop {\n  service Books { serves look }\n  gateway Api {\n    routes "GET /" to Books.look\n    routes "POST /" to Books\n  }\n}\n',
      'b.arch':
        'system shop {\n  actor Reader { calls Api "PO<|>ST /" }\n  flow F from Api <|>"GET /" { within 1s }\n  flow G from Api "PUT <|>/"\n  service X "PO<|>ST /"\n}\n',
    });
    const targets = async (index: number): Promise<readonly string[]> =>
      words(
        built,
        (await definition(built, index)).map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange })),
      );
    assert.deepEqual(await Promise.all([0, 1, 2, 3].map(targets)), [['a.arch:5 "POST /"'], ['a.arch:4 "GET /"'], [], []]);
  });

  it('finds all references', async () => {
    const built = await workspace(files);
    const { document, params } = placeOf(built, 0);
    const find = async (includeDeclaration: boolean): Promise<readonly string[]> =>
      words(
        built,
        (await built.services.lsp.ReferencesProvider?.findReferences(document, { ...params, context: { includeDeclaration } })) ?? [],
      );
    assert.deepEqual(await find(false), ['b.arch:3 Paid', 'c.arch:2 Paid']);
    assert.deepEqual(await find(true), ['a.arch:2 Paid', 'b.arch:3 Paid', 'c.arch:2 Paid']);
  });

  it('finds where a route is named, from any of its names', async () => {
    const built = await workspace({
      'a.arch': 'system shop {\n  gateway Api {\n    routes "GET<|> /" to Books\n    routes "POST /" to Books\n  }\n  service Books\n}\n',
      'b.arch':
        'system shop {\n  actor Reader { calls Api "GE<|>T /"  calls Api "POST /" }\n  flow F from Api "<|>GET /" {\n    require calls Api at most once\n  }\n}\nsystem bank {\n  actor A { calls shop.Api "GET /" }\n}\n',
    });
    for (const index of [0, 1, 2]) {
      const { document, params } = placeOf(built, index);
      const found =
        (await built.services.lsp.ReferencesProvider?.findReferences(document, { ...params, context: { includeDeclaration: true } })) ?? [];
      assert.deepEqual(words(built, found), ['a.arch:3 "GET /"', 'b.arch:2 "GET /"', 'b.arch:3 "GET /"', 'b.arch:8 "GET /"']);
    }
    const { document, params } = placeOf(built, 1);
    const highlights = (await built.services.lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params)) ?? [];
    assert.deepEqual(
      highlights.map(({ range }) => range.start.line),
      [1, 2, 7],
    );
  });

  it('highlights in the document at hand', async () => {
    const built = await workspace('event <|>Paid\nqueue Q { carries Paid }\n');
    const { document, params } = placeOf(built);
    const found = (await built.services.lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params)) ?? [];
    assert.deepEqual(
      found.map(({ range }) => range.start.line),
      [0, 1],
    );
  });
});

describe('rename', () => {
  async function rename(files: string | Readonly<Record<string, string>>, newName: string): Promise<Readonly<Record<string, string>>> {
    const built = await workspace(files);
    const { document, params } = placeOf(built);
    const edit: WorkspaceEdit | undefined = await built.services.lsp.RenameProvider?.rename(document, { ...params, newName });
    return Object.fromEntries(
      Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
        const name = uri.slice(uri.lastIndexOf('/') + 1);
        return [name, TextDocument.applyEdits(built.file(name).textDocument, edits)];
      }),
    );
  }

  it('changes every file', async () => {
    const files = {
      'a.arch': 'system shop { event <|>Paid }',
      'b.arch': 'system shop { service S { on Paid } }\nsystem t { service T { on shop.Paid } }',
    };
    assert.deepEqual(await rename(files, 'Settled'), {
      'a.arch': 'system shop { event Settled }',
      'b.arch': 'system shop { service S { on Settled } }\nsystem t { service T { on shop.Settled } }',
    });
  });

  it('changes one word of a path', async () => {
    assert.deepEqual(await rename('service A { serves op }\nservice B { calls A.<|>op calls A.op with timeout 3s }', 'run'), {
      'main.arch': 'service A { serves run }\nservice B { calls A.run calls A.run with timeout 3s }',
    });
  });

  it('changes all parts of an open system', async () => {
    const files = { 'a.arch': 'system <|>shop { event E }', 'b.arch': 'system shop { service S { on shop.E } }' };
    assert.deepEqual(await rename(files, 'market'), {
      'a.arch': 'system market { event E }',
      'b.arch': 'system market { service S { on market.E } }',
    });
  });

  it('takes any word for a name', async () => {
    assert.deepEqual(await rename('queue <|>Q\nservice S { on E from Q }\nevent E', 'queue'), {
      'main.arch': 'queue queue\nservice S { on E from queue }\nevent E',
    });
  });

  it('renames a technology of one’s own by its whole name', async () => {
    assert.deepEqual(await rename('technology house.queue is queue like aws.sqs\nqueue Q : house.<|>queue', 'home.queue'), {
      'main.arch': 'technology home.queue is queue like aws.sqs\nqueue Q : home.queue',
    });
  });

  for (const to of ['PUT /<b>/ü', '"PUT /<b>/ü"']) {
    it(`renames a route to ${to}, wherever it is named`, async () => {
      const text = (route: string): string =>
        `gateway Api { routes "${route}" to B  routes "GET /" to B }\nservice B\nactor A { calls Api "${route}"  calls Api "GET /" }\nflow F from Api "${route}"`;
      assert.deepEqual(await rename(text('POST /').replace('calls Api "PO', 'calls Api "PO<|>'), to), { 'main.arch': text('PUT /<b>/ü') });
    });
  }

  it('asks for a route without its quotes, and for any other name whole', async () => {
    const built = await workspace('gateway <|>Api { routes "POST<|> /" to B }\nservice B\n');
    const asked = await Promise.all(
      [0, 1].map(async (index) => {
        const { document, params } = placeOf(built, index);
        const range = await built.services.lsp.RenameProvider?.prepareRename(document, params);
        return range && document.textDocument.getText(range);
      }),
    );
    assert.deepEqual(asked, ['Api', 'POST /']);
  });

  const refused: readonly { readonly text: string; readonly to: string; readonly says: RegExp }[] = [
    { text: 'queue <|>Q', to: 'two words', says: /is no name/ },
    { text: 'queue <|>Q', to: '1st', says: /is no name/ },
    { text: 'queue <|>Q', to: '', says: /is no name/ },
    { text: 'queue <|>Q', to: '{', says: /is no name/ },
    { text: 'queue <|>Q\ntopic T', to: 'T', says: /taken by the topic `T`/ },
    { text: 'queue Q : <|>aws.sqs', to: 'mine', says: /comes with Archlint/ },
    { text: 'queue Q { dead-letters }\nservice S { on E from Q.<|>dead-letters }\nevent E', to: 'x', says: /word of the language/ },
    { text: 'store <|>S', to: 'memory', says: /memory/ },
    { text: 'gateway G { routes "<|>A" to S  routes "B" to S }\nservice S', to: 'B', says: /: The gateway `G` routes `B` already\.$/ },
    { text: 'gateway G { routes "<|>A" to S }\nservice S', to: '', says: /is no route/ },
    { text: 'gateway G { routes "<|>A" to S }\nservice S', to: 'say "hi"', says: /is no route/ },
  ];
  for (const { text, to, says } of refused) {
    it(`refuses to call ${text.replace('\n', ' · ')} “${to}”`, async () => {
      await assert.rejects(async () => await rename(text, to), says);
    });
  }
});

describe('outline and folding', () => {
  const text = `system shop {
  group orders "Orders" {
    service Cart {
      serves add {
        puts Baskets

      }
      keeps Basket in memory
      on Paid, Left { reads Baskets }
    }
  }
  // one
  // two
  // three
  event Paid
  orchestrator Run {
    step A calls Cart.add
    step B calls Cart.add
  }
}
`;

  it('nests what is declared', async () => {
    const built = await workspace(text);
    const { document } = { document: built.file('main.arch') };
    const symbols = (await built.services.lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument: { uri: '' } })) ?? [];
    type Symbols = typeof symbols;
    const shape = (all: Symbols): readonly unknown[] =>
      all.map(({ name, children }) => (children?.length ? [name, ...shape(children)] : name));
    assert.deepEqual(shape(symbols), [['shop', ['orders', ['Cart', 'add', 'Basket', 'on Paid, Left']], 'Paid', ['Run', 'A', 'B']]]);
  });

  it('folds bodies and comments', async () => {
    const built = await workspace(text);
    const ranges =
      (await built.services.lsp.FoldingRangeProvider?.getFoldingRanges(built.file('main.arch'), { textDocument: { uri: '' } })) ?? [];
    const lines = ranges.map(({ startLine, endLine }) => `${startLine}-${endLine}`).sort();
    assert.deepEqual(lines, ['0-18', '1-9', '11-13', '15-17', '2-8', '3-5']);
  });

  it('finds names of all files', async () => {
    const built = await workspace({ 'a.arch': 'system shop { event Paid  service Cart { serves add } }', 'b.arch': 'queue Parcels' });
    const symbols = (await built.services.shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query: 'pa' })) ?? [];
    const here = symbols.filter(({ location }) => location.uri.startsWith(built.file('a.arch').uri.toString().replace('a.arch', '')));
    assert.deepEqual(here.map(({ name }) => name).sort(), ['Paid', 'Parcels']);
  });
});

describe('code actions', () => {
  const text =
    'event Paid { key id critical }\nqueue Ledger : aws.sqs\nservice Till { serves pay idempotent by id { sends Paid to Ledger } }\nservice Books : aws.lambda { timeout 5s on Paid from Ledger { puts Rows } }\nstore Rows : aws.dynamodb { key id }\n';

  it('offers the fixes of findings, each with its diagnostic', async () => {
    const built = await workspace(text);
    const document = built.file('main.arch');
    const params = { textDocument: { uri: document.uri.toString() }, range: everywhere, context: nothing };
    const actions = (await built.services.lsp.CodeActionProvider?.getCodeActions(document, params)) ?? [];
    const fix = actions.find(
      (action) => 'diagnostics' in action && action.diagnostics?.some(({ code }) => code === 'missing-dead-letter-queue'),
    );
    assert.ok(fix && 'edit' in fix && fix.kind === CodeActionKind.QuickFix);
    const edits = fix.edit?.changes?.[document.uri.toString()] ?? [];
    assert.match(TextDocument.applyEdits(document.textDocument, edits), /dead-letters/);
    assert.ok(actions.some(({ title }) => /^Ignore .* with a reason$/.test(title)));
  });

  it('mends what it can before it offers to silence anything, which is never preferred', async () => {
    const built = await workspace(
      'service Till : aws.lambda {\n  serves pay { inserts Rows  publishes Paid to Events via outbox Rows }\n}\nevent Paid { key id }\ntopic Events : aws.sns\n',
    );
    const params = { textDocument: { uri: built.file('main.arch').uri.toString() }, range: everywhere, context: nothing };
    const actions = (await built.services.lsp.CodeActionProvider?.getCodeActions(built.file('main.arch'), params)) ?? [];
    const silences = actions.map(({ title }) => /^Ignore .* with a reason$/.test(title));
    assert.ok(silences.includes(true) && actions.some(({ title }) => title === 'Declare the store `Rows`'));
    assert.equal(silences.lastIndexOf(false), silences.indexOf(true) - 1, 'what silences is last');
    assert.ok(actions.every((action, index) => !silences[index] || !('isPreferred' in action)));
  });

  /** The texts after each action offered at the first mark, by title. */
  async function offered(text: string): Promise<Readonly<Record<string, string>>> {
    const built = await workspace(text);
    const { document, params } = placeOf(built);
    const range = { start: params.position, end: params.position };
    const actions = (await built.services.lsp.CodeActionProvider?.getCodeActions(document, { ...params, range, context: nothing })) ?? [];
    const after = actions.map((action) => {
      assert.ok('edit' in action);
      const edits = action.edit?.changes?.[document.uri.toString()] ?? [];
      return [action.title, TextDocument.applyEdits(document.textDocument, edits)] as const;
    });
    return Object.fromEntries(after);
  }

  it('writes the requirement that a finding shows to be broken', async () => {
    const after = await offered(text.replace('queue Ledger', 'queue <|>Ledger'));
    assert.equal(after['Demand it: require Paid never lost'], `${text}\nrequire Paid never lost\n`);
  });

  it('fixes all findings of a rule in a file, safely or as suggested', async () => {
    const queues = (statements: string) => `event E { key id }
external X { sends E to Q  sends E to R }
queue <|>Q : aws.sqs${statements}
queue R : aws.sqs${statements}
service S { on E from Q, from R { } }
`;
    const text = queues('').replace('on E from Q, from R { }', 'on E from Q { }  on E from R { }');
    const after = await offered(text);
    assert.equal(
      after['Fix all missing-dead-letter-queue in this file'],
      text.replace('<|>', '').replaceAll(' : aws.sqs', ' : aws.sqs { dead-letters after 5 attempts  alarm }'),
    );
    assert.ok('Ignore missing-dead-letter-queue with a reason' in after);
  });

  it('takes the first suggestion for each finding of a rule, and no name twice', async () => {
    const text = `service <|>A : aws.ecs { instances 2..9  serves a { }  keeps Basket in memory }
service B : aws.ecs { instances 2..9  serves b { }  keeps Basket in memory  keeps User in memory }
`;
    const after = await offered(text.replace('<|>', '').replace('keeps Basket', '<|>keeps Basket'));
    const all = after['Take the first suggestion for 2 of local-state-on-scaled-service in this file'];
    assert.ok(all, Object.keys(after).join('\n'));
    assert.equal(all.match(/store BasketStore/g)?.length, 1);
    assert.equal(all.match(/store UserStore/g)?.length, 1);
  });

  it('fixes at once all that is safe', async () => {
    const built = await workspace('topic T\nqueue Q\nevent E\nservice S { sends E to T  publishes E to Q }\n');
    const document = built.file('main.arch');
    const params = { textDocument: { uri: document.uri.toString() }, range: everywhere, context: { ...nothing, only: ['source.fixAll'] } };
    const [action, ...others] = (await built.services.lsp.CodeActionProvider?.getCodeActions(document, params)) ?? [];
    assert.ok(action && 'edit' in action && others.length === 0);
    assert.equal(action.kind, 'source.fixAll.archlint');
    const edits = action.edit?.changes?.[document.uri.toString()] ?? [];
    assert.match(TextDocument.applyEdits(document.textDocument, edits), /publishes E to T {2}sends E to Q/);
  });
});

describe('colours, hints and format', () => {
  it('colours names that are keywords as names', async () => {
    const built = await workspace('queue queue\nservice service { on event from queue }\nevent event { key key }\n');
    const document = built.file('main.arch');
    const provider = built.services.lsp.SemanticTokenProvider;
    const tokens = await provider?.semanticHighlight(document, { textDocument: { uri: '' } });
    const places: string[] = [];
    for (let index = 0, line = 0, character = 0; index < (tokens?.data.length ?? 0); index += 5) {
      const [lines = 0, characters = 0, length = 0] = tokens?.data.slice(index, index + 3) ?? [];
      line += lines;
      character = lines > 0 ? characters : character + characters;
      places.push(`${line}:${character}+${length}`);
    }
    assert.deepEqual(places, ['0:6+5', '1:8+7', '1:21+5', '1:32+5', '2:6+5', '2:18+3']);
  });

  it('hints at what is inferred', async () => {
    const built = await workspace(
      'event E { key id }\ntopic T : aws.sns\nservice A { serves a { publishes E } }\nservice B { on E idempotent { } }\nservice C { sends E to T  on E from T idempotent by id { } }\n',
    );
    const document = built.file('main.arch');
    const hints =
      (await built.services.lsp.InlayHintProvider?.getInlayHints(document, { textDocument: { uri: '' }, range: everywhere })) ?? [];
    assert.deepEqual(
      hints.map(({ position, label }) => `${position.line} ${String(label)}`),
      ['2 to T', '3 from T', '3 by id'],
    );
  });

  it('formats, the whole or a part', async () => {
    const built = await workspace('service   A   {\n calls   B\n}\n\nservice   B   {\n calls   A\n}\n');
    const document = built.file('main.arch');
    const options = { tabSize: 2, insertSpaces: true };
    const whole = (await built.services.lsp.Formatter?.formatDocument(document, { textDocument: { uri: '' }, options })) ?? [];
    assert.equal(TextDocument.applyEdits(document.textDocument, whole), 'service A {\n  calls B\n}\n\nservice B {\n  calls A\n}\n');
    const range = { start: { line: 4, character: 0 }, end: { line: 7, character: 0 } };
    const part = (await built.services.lsp.Formatter?.formatDocumentRange(document, { textDocument: { uri: '' }, range, options })) ?? [];
    assert.equal(TextDocument.applyEdits(document.textDocument, part), 'service   A   {\n calls   B\n}\n\nservice B {\n  calls A\n}\n');
  });
});
