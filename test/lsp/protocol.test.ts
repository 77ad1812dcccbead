/** The server's process, spoken to byte by byte. */
import assert from 'node:assert/strict';
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, type Published, serverFile } from './client.ts';

const consumer = 'system shop { service Books : aws.ecs { instances 2 on Paid from Events idempotent { } } }\n';
const producer =
  'system shop { event Paid { key id } topic Events : aws.sns service Till : aws.ecs { instances 2 serves pay idempotent by id { publishes Paid to Events } } }\n';

const has =
  (rule: string) =>
  (published: Published): boolean =>
    published.diagnostics.some(({ code }) => code === rule);
const hasNot =
  (rule: string) =>
  (published: Published): boolean =>
    !has(rule)(published);

describe('the language server’s process', () => {
  let folder: string;
  let root: string;
  let client: Client;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archlint-lsp-'));
    root = pathToFileURL(folder).href;
    client = new Client();
  });

  afterEach(async () => {
    if (client.process.exitCode === null) client.process.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  const uri = (name: string): string => `${root}/${name}`;
  const told = (...changes: readonly (readonly [name: string, type: 1 | 2 | 3])[]): void =>
    client.notify('workspace/didChangeWatchedFiles', { changes: changes.map(([name, type]) => ({ uri: uri(name), type })) });

  it('serves a client that tells nothing of folders without a complaint', async () => {
    await client.initialize([root], { workspace: {} });
    client.open(uri('a.arch'), 'queue :');
    await client.diagnostics(uri('a.arch'), ({ diagnostics }) => diagnostics.length > 0);
    assert.deepEqual(
      client.received.filter(({ method }) => method === 'window/logMessage'),
      [],
    );
    await client.stop();
  });

  it('introduces itself, shuts down and leaves nothing behind', async () => {
    const { capabilities } = await client.initialize([root]);
    for (const feature of [
      'completionProvider',
      'hoverProvider',
      'definitionProvider',
      'renameProvider',
      'codeActionProvider',
      'documentFormattingProvider',
    ])
      assert.ok(capabilities[feature], feature);
    assert.equal(await client.stop(), 0);
    assert.equal(client.stderr, '');
  });

  it('ends when its client has gone', async () => {
    await client.initialize([root]);
    client.process.stdin?.end();
    assert.equal(await client.ended(), 1);
  });

  it('ends when its client has gone that it talks to over IPC', async () => {
    const server = fork(serverFile, ['--node-ipc'], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    try {
      const answered = once(server, 'message');
      server.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } });
      await answered;
      const ended = once(server, 'exit');
      server.disconnect();
      assert.deepEqual(await ended, [1, null]);
    } finally {
      server.kill('SIGKILL');
    }
  });

  it('says how to be started', async () => {
    await client.initialize([]);
    await client.stop();
    const wrong = new Client('--nothing');
    assert.equal(await wrong.ended(), 2);
    assert.match(wrong.stderr, /--stdio/);
  });

  it('diagnoses files that are not open, and a consumer in one clears the finding in another', async () => {
    await write('a.arch', producer);
    await client.initialize([root]);
    const { diagnostics } = await client.diagnostics(uri('a.arch'), has('unmatched-event'));
    const [found] = diagnostics.filter(({ code }) => code === 'unmatched-event') as readonly {
      readonly codeDescription?: { readonly href: string };
    }[];
    assert.match(found?.codeDescription?.href ?? '', /docs\/rules\/unmatched-event\.md$/);
    client.open(uri('b.arch'), consumer);
    await client.diagnostics(uri('a.arch'), hasNot('unmatched-event'));
    client.change(uri('b.arch'), 'system shop { }', 2);
    await client.diagnostics(uri('a.arch'), has('unmatched-event'));
    await client.stop();
  });

  it('follows files that come, change, move and go', async () => {
    await write('a.arch', producer);
    await client.initialize([root]);
    await client.diagnostics(uri('a.arch'), has('unmatched-event'));
    await write('b.arch', consumer);
    told(['b.arch', 1]);
    await client.diagnostics(uri('a.arch'), hasNot('unmatched-event'));
    await rm(join(folder, 'b.arch'));
    told(['b.arch', 3]);
    await client.diagnostics(uri('a.arch'), has('unmatched-event'));
    await mkdir(join(folder, 'sub'));
    await write('sub/c.arch', consumer);
    told(['sub', 1]);
    await client.diagnostics(uri('a.arch'), hasNot('unmatched-event'));
    await rename(join(folder, 'sub'), join(folder, 'away'));
    await rm(join(folder, 'away'), { recursive: true });
    told(['sub', 3]);
    await client.diagnostics(uri('a.arch'), has('unmatched-event'));
    await client.stop();
  });

  it('follows the files that archlint.json extends, and tells what is wrong in them', async () => {
    await write('a.arch', 'system shop { event Paid { key id } }\n');
    await write('archlint.json', '{ "extends": "./house.json" }');
    await client.initialize([root]);
    await client.diagnostics(uri('a.arch'), has('unmatched-event'));
    await client.diagnostics(uri('archlint.json'), has('invalid-configuration'));
    await write('house.json', '{ "rules": { "unmatched-event": "off" } }');
    told(['house.json', 1]);
    await client.diagnostics(uri('a.arch'), hasNot('unmatched-event'));
    await client.diagnostics(uri('archlint.json'), hasNot('invalid-configuration'));
    await write('house.json', '{ "rules": { "nope": "off" } }');
    told(['house.json', 2]);
    await client.diagnostics(uri('house.json'), has('invalid-configuration'));
    await client.diagnostics(uri('a.arch'), has('unmatched-event'));
    await rm(join(folder, 'house.json'));
    told(['house.json', 3]);
    await client.diagnostics(uri('archlint.json'), has('invalid-configuration'));
    await client.diagnostics(uri('house.json'), hasNot('invalid-configuration'));
    await client.stop();
  });

  it('shows as hints what the project’s baseline knows, and follows the file', async () => {
    const severityOf = ({ diagnostics }: Published): readonly unknown[] =>
      diagnostics.map(({ code, severity }) => `${code} ${severity}`).sort();
    const is =
      (...wanted: readonly string[]) =>
      (published: Published): boolean =>
        JSON.stringify(severityOf(published)) === JSON.stringify(wanted);
    const [error, warning, hint] = [1, 2, 4];
    const faulty =
      'event Placed { key orderId }\nqueue Orders : aws.sqs { retention 30d  drops after 5 attempts }\nexternal Shop { sends Placed to Orders }\n';
    await write('a.arch', faulty);
    const { status } = spawnSync(process.execPath, [join(import.meta.dirname, '../../cli/main.ts'), 'check', '--write-baseline'], {
      cwd: folder,
    });
    assert.equal(status, 0);
    await client.initialize([root]);
    await client.diagnostics(uri('a.arch'), is(`invalid-technology-setting ${error}`, `unmatched-event ${warning}`));
    await write('archlint.json', '{ "baseline": "archlint-baseline.json" }');
    told(['archlint.json', 1]);
    await client.diagnostics(uri('a.arch'), is(`invalid-technology-setting ${hint}`, `unmatched-event ${hint}`));
    // A new finding is new, wherever the lines of the known ones have gone.
    client.open(uri('a.arch'), `// More.\n${faulty}queue Idle : aws.sqs\n`);
    await client.diagnostics(
      uri('a.arch'),
      is(`invalid-technology-setting ${hint}`, `unmatched-event ${warning}`, `unmatched-event ${hint}`),
    );
    await write('archlint-baseline.json', '{}');
    told(['archlint-baseline.json', 2]);
    await client.diagnostics(uri('archlint.json'), has('invalid-configuration'));
    await client.diagnostics(
      uri('a.arch'),
      is(`invalid-technology-setting ${error}`, `unmatched-event ${warning}`, `unmatched-event ${warning}`),
    );
    await rm(join(folder, 'archlint-baseline.json'));
    told(['archlint-baseline.json', 3]);
    await client.diagnostics(uri('archlint.json'), hasNot('invalid-configuration'));
    await client.stop();
  });

  it('follows archlint.json, which says what holds and bounds a project', async () => {
    await write('a.arch', producer);
    await mkdir(join(folder, 'sub'));
    await write('sub/b.arch', consumer);
    await client.initialize([root]);
    client.open(uri('a.arch'), producer);
    await client.diagnostics(uri('a.arch'), (published) => published.version === 1 && hasNot('unmatched-event')(published));
    await write('sub/archlint.json', '{}');
    told(['sub/archlint.json', 1]);
    await client.diagnostics(uri('a.arch'), has('unmatched-event'));
    await client.diagnostics(uri('sub/b.arch'), has('unknown-name'));
    await rm(join(folder, 'sub/archlint.json'));
    told(['sub/archlint.json', 3]);
    await client.diagnostics(uri('a.arch'), hasNot('unmatched-event'));
    await client.diagnostics(uri('sub/b.arch'), hasNot('unknown-name'));
    client.change(uri('a.arch'), 'system shop { event Paid { key id }', 2);
    await client.diagnostics(uri('a.arch'), has('syntax-error'));
    await write('archlint.json', '{ "rules": { "syntax-error": "hint" } }');
    told(['archlint.json', 1]);
    await client.diagnostics(uri('a.arch'), ({ diagnostics }) =>
      diagnostics.some(({ code, severity }) => code === 'syntax-error' && severity === 4),
    );
    await client.stop();
  });

  it('points at what is wrong in archlint.json, and takes it back', async () => {
    await write('a.arch', producer);
    await write('archlint.json', '{ "rules": { "no-such-rule": "error" } }');
    await client.initialize([root]);
    await client.diagnostics(uri('archlint.json'), has('invalid-configuration'));
    await write('archlint.json', '{ not json');
    told(['archlint.json', 2]);
    await client.diagnostics(uri('archlint.json'), (published) => published.diagnostics.some(({ message }) => /not JSON/.test(message)));
    await write('archlint.json', '{}');
    told(['archlint.json', 2]);
    await client.diagnostics(uri('archlint.json'), ({ diagnostics }) => diagnostics.length === 0);
    await client.stop();
  });

  it('follows workspace folders', async () => {
    await mkdir(join(folder, 'one'));
    await mkdir(join(folder, 'two'));
    await write('one/a.arch', 'queue Q :');
    await write('two/b.arch', 'queue Q :');
    await client.initialize([uri('one')]);
    await client.diagnostics(uri('one/a.arch'), has('syntax-error'));
    client.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: uri('two'), name: 'two' }], removed: [{ uri: uri('one'), name: 'one' }] },
    });
    await client.diagnostics(uri('two/b.arch'), has('syntax-error'));
    await client.diagnostics(uri('one/a.arch'), ({ diagnostics }) => diagnostics.length === 0);
    await client.stop();
  });

  it('serves a lone file, and one that was never saved', async () => {
    await client.initialize([]);
    client.open(uri('alone.arch'), 'queue Q :');
    client.open('untitled:Untitled-1', 'queue Q :');
    await client.diagnostics(uri('alone.arch'), has('syntax-error'));
    await client.diagnostics('untitled:Untitled-1', has('syntax-error'));
    client.notify('textDocument/didClose', { textDocument: { uri: 'untitled:Untitled-1' } });
    await client.diagnostics('untitled:Untitled-1', ({ diagnostics }) => diagnostics.length === 0);
    await client.stop();
  });

  it('brings the project of a lone file that archlint.json makes part of one', async () => {
    await write('archlint.json', '{}');
    await write('a.arch', producer);
    await write('b.arch', consumer);
    await client.initialize([]);
    client.open(uri('b.arch'), consumer);
    await client.diagnostics(uri('b.arch'), (published) => published.version === 1 && hasNot('unknown-name')(published));
    await client.stop();
  });

  it('is right after a burst of edits and cancelled requests', async () => {
    await write('a.arch', producer);
    await client.initialize([root]);
    client.open(uri('b.arch'), '');
    const asked: number[] = [];
    for (let version = 2; version <= 60; version++) {
      const text = version === 60 ? 'queue Last :' : consumer.slice(0, (version * 7) % consumer.length);
      client.change(uri('b.arch'), text, version);
      const id = client.ask('textDocument/completion', { textDocument: { uri: uri('b.arch') }, position: { line: 0, character: 0 } });
      asked.push(id);
      if (version % 2 === 0) client.notify('$/cancelRequest', { id });
    }
    const { diagnostics } = await client.diagnostics(uri('b.arch'), ({ version }) => version === 60);
    assert.ok(diagnostics.some(({ code }) => code === 'syntax-error'));
    for (const id of asked) assert.ok('jsonrpc' in (await client.answer(id)), `Request ${id} was never answered.`);
    const symbols = await client.request<readonly { readonly name: string }[]>('textDocument/documentSymbol', {
      textDocument: { uri: uri('b.arch') },
    });
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['Last'],
    );
    await client.stop();
  });

  it('survives what makes no sense', async () => {
    await client.initialize([root]);
    client.open(uri('a.arch'), 'queue Q\n');
    const wrong: readonly (readonly [string, unknown])[] = [
      ['no/such/method', {}],
      ['textDocument/hover', {}],
      ['textDocument/hover', { textDocument: { uri: uri('nowhere.arch') }, position: { line: 0, character: 0 } }],
      ['textDocument/hover', { textDocument: { uri: uri('a.arch') }, position: { line: 999, character: 999 } }],
      ['textDocument/completion', { textDocument: { uri: uri('a.arch') }, position: { line: -1, character: -5 } }],
      ['textDocument/rename', { textDocument: { uri: uri('a.arch') }, position: { line: 0, character: 6 }, newName: '{' }],
      ['textDocument/formatting', { textDocument: { uri: 'not an address' } }],
      ['workspace/symbol', {}],
      ['archlint/diagram', {}],
      ['archlint/diagram', { uri: uri('a.arch'), theme: 'light', view: 'NoSuchView' }],
      ['workspace/textDocumentContent', { uri: 'builtin:/nothing.arch' }],
    ];
    for (const [method, params] of wrong) await client.answer(client.ask(method, params));
    client.notify('textDocument/didChange', {
      textDocument: { uri: uri('never-opened.arch'), version: 1 },
      contentChanges: [{ text: '' }],
    });
    client.notify('textDocument/didClose', { textDocument: { uri: uri('never-opened.arch') } });
    client.notify('no/such/notification', { much: 'ado' });
    client.change(uri('a.arch'), 'queue :\n', 2);
    await client.diagnostics(uri('a.arch'), ({ version, diagnostics }) => version === 2 && diagnostics.length > 0);
    for (const { error } of client.received) assert.doesNotMatch(error?.message ?? '', /\n\s+at /);
    await client.stop();
  });

  it('offers whole elements to clients that insert them', async () => {
    interface Item {
      readonly label: string;
      readonly insertTextFormat?: number;
    }
    const completion = { completionItem: { snippetSupport: true } };
    await client.initialize([root], { textDocument: { completion } });
    client.open(uri('a.arch'), 'que');
    const params = { textDocument: { uri: uri('a.arch') }, position: { line: 0, character: 3 } };
    const { items } = await client.request<{ readonly items: readonly Item[] }>('textDocument/completion', params);
    assert.ok(items.some(({ label, insertTextFormat }) => label === 'queue …' && insertTextFormat === 2));
    await client.stop();
  });

  it('opens the catalogue', async () => {
    await client.initialize([root]);
    const { text } = await client.request<{ readonly text: string }>('workspace/textDocumentContent', { uri: 'builtin:/aws.arch' });
    assert.match(text, /technology aws\.sqs "SQS" is queue/);
    client.open(uri('a.arch'), 'queue Q : aws.sqs');
    await client.diagnostics(uri('a.arch'), ({ version }) => version === 1);
    // Looking at it in an editor changes nothing.
    client.open('builtin:/aws.arch', text);
    const line = text.split('\n').findIndex((each) => each.startsWith('technology aws.sqs '));
    const params = { textDocument: { uri: 'builtin:/aws.arch' }, position: { line, character: 12 } };
    assert.match(JSON.stringify(await client.request('textDocument/hover', params)), /at-least-once/);
    client.notify('textDocument/didClose', { textDocument: { uri: 'builtin:/aws.arch' } });
    client.change(uri('a.arch'), 'queue Other : aws.sqs', 2);
    await client.diagnostics(uri('a.arch'), (published) => published.version === 2 && hasNot('unknown-technology')(published));
    await client.stop();
  });

  it('draws, keeps the last good picture of a broken text, and tells when it is old', async () => {
    await client.initialize([root], {}, { preview: true });
    client.open(uri('a.arch'), producer);
    const params = { uri: uri('a.arch'), theme: 'light' };
    interface Drawn {
      readonly svg: string;
      readonly version: number;
      readonly stale?: string;
      readonly nodes: readonly { readonly id: string; readonly source: { readonly uri: string } }[];
    }
    const first = await client.request<Drawn>('archlint/diagram', params);
    assert.match(first.svg, /data-id="shop\.Till"/);
    assert.ok(first.nodes.some(({ id, source }) => id === 'shop.Events' && source.uri === uri('a.arch')));
    const before = client.received.length;
    client.change(uri('a.arch'), `${producer}queue :`, 2);
    await client.until('the news', () => client.received.slice(before).find(({ method }) => method === 'archlint/diagramChanged'));
    const broken = await client.request<Drawn>('archlint/diagram', params);
    assert.match(broken.stale ?? '', /Line 2 cannot be read/);
    assert.equal(broken.version, 1);
    client.change(uri('a.arch'), `${producer}queue More`, 3);
    const mended = await client.request<Drawn>('archlint/diagram', params);
    assert.equal(mended.version, 3);
    assert.equal(mended.stale, undefined);
    // A broken file beside it has no part in the picture; a broken part of the same system has.
    client.open(uri('other.arch'), 'queue :');
    await client.diagnostics(uri('other.arch'), ({ diagnostics }) => diagnostics.length > 0);
    assert.equal((await client.request<Drawn>('archlint/diagram', params)).stale, undefined);
    client.change(uri('other.arch'), 'system shop { queue : }', 2);
    assert.match((await client.request<Drawn>('archlint/diagram', params)).stale ?? '', /^Line 1 of other\.arch cannot be read/);
    client.open(uri('empty.arch'), '');
    assert.equal(await client.request('archlint/diagram', { uri: uri('empty.arch'), theme: 'dark' }), null);
    await client.stop();
  });

  describe('pictures', () => {
    const design = `system shop {
      event Placed
      group front "Front" { service Web { calls Desk.ask  publishes Placed to Orders } }
      group back { topic Orders  service Desk { serves ask }  service Clerk { on Placed from Orders } }
      orchestrator Fulfil { step Ask calls Desk.ask with timeout 5s, 2 retries }
      view Entry "The entry" { include front }
    }`;
    interface Drawn {
      readonly title: string;
      readonly svg: string;
      readonly nodes: readonly {
        readonly id: string;
        readonly kind: string;
        readonly elements?: number;
        readonly tags: readonly string[];
      }[];
      readonly edges: readonly { readonly from: string; readonly to: string; readonly kind: string }[];
      readonly moved?: { readonly x: number; readonly y: number };
    }
    const params = (): { readonly uri: string; readonly theme: string } => ({ uri: uri('shop.arch'), theme: 'light' });

    beforeEach(async () => {
      await client.initialize([root]);
      client.open(uri('shop.arch'), design);
    });
    afterEach(() => client.stop());

    it('are listed for menus', async () => {
      assert.deepEqual(await client.request('archlint/pictures', { uri: uri('shop.arch') }), {
        views: [
          { id: 'shop.view:Entry', title: 'The entry' },
          { id: 'shop', title: 'shop' },
          { id: 'shop.front', title: 'Front' },
          { id: 'shop.back', title: 'back' },
        ],
        orchestrators: [{ id: 'shop.Fulfil', title: 'Fulfil' }],
      });
    });

    it('show a view, what is around an element, and groups closed', async () => {
      const ids = async (scope: object): Promise<readonly string[]> =>
        (await client.request<Drawn>('archlint/diagram', { ...params(), ...scope })).nodes.map(({ id }) => id.replace('shop.', '')).sort();
      assert.deepEqual(await ids({ view: 'Entry' }), ['Web', 'front']);
      assert.deepEqual(await ids({ focus: { element: 'shop.Web' } }), ['Desk', 'Orders', 'Web', 'back', 'front']);
      const closed = await client.request<Drawn>('archlint/diagram', { ...params(), collapse: ['shop.back'] });
      assert.deepEqual(closed.nodes.find(({ id }) => id === 'shop.back')?.elements, 3);
      assert.deepEqual(await ids({ collapse: 'all', expand: ['front'] }), ['Fulfil', 'Web', 'back', 'front']);
      await assert.rejects(
        client.request('archlint/diagram', { ...params(), focus: { element: 'Nobody' } }),
        /There is no element named Nobody/,
      );
    });

    it('say how far what was there has moved', async () => {
      const first = await client.request<Drawn>('archlint/diagram', params());
      assert.equal(first.moved, undefined);
      client.change(uri('shop.arch'), design.replace('group front', 'actor User { calls Web }  group front'), 2);
      const next = await client.request<Drawn>('archlint/diagram', params());
      assert.ok(next.moved && next.moved.x > 40, JSON.stringify(next.moved));
    });

    it('of a workflow show its steps', async () => {
      const states = await client.request<Drawn>('archlint/states', params());
      assert.equal(states.title, 'Fulfil');
      assert.deepEqual(states.nodes.map(({ kind }) => kind).sort(), ['done', 'failed', 'start', 'step']);
      assert.ok(states.edges.some(({ kind, to }) => kind === 'fails' && to === 'shop.Fulfil/failed'));
      await assert.rejects(
        client.request('archlint/states', { ...params(), orchestrator: 'Nope' }),
        /There is no orchestrator named Nope. There is Fulfil/,
      );
      client.open(uri('plain.arch'), 'service Lonely');
      assert.equal(await client.request('archlint/states', { uri: uri('plain.arch'), theme: 'dark' }), null);
    });

    it('are exported in every format', async () => {
      const starts = { svg: '<svg', mmd: '---', d2: 'direction', dot: 'digraph', json: '{', png: 'iVBORw0KGgo' };
      for (const [format, start] of Object.entries(starts)) {
        for (const orchestrator of [undefined, 'Fulfil']) {
          const file = await client.request<{ fileName: string; content: string; encoding: string }>('archlint/exportDiagram', {
            ...params(),
            format,
            orchestrator,
          });
          assert.equal(file.fileName, `${orchestrator === undefined ? 'shop' : 'fulfil'}.${format}`);
          assert.ok(file.content.startsWith(start), `${format}: ${file.content.slice(0, 40)}`);
          assert.equal(file.encoding, format === 'png' ? 'base64' : 'text');
        }
      }
    });
  });
});
