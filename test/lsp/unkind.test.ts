/** What editors, file systems and people do to a server: files that vanish, links, hidden copies, addresses of all sorts, edits out of range. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, type Published } from './client.ts';

const consumer = 'system shop { service Books : aws.ecs { instances 2 on Paid from Events idempotent { } } }\n';
const producer =
  'system shop { event Paid { key id } topic Events : aws.sns service Till : aws.ecs { instances 2 serves pay idempotent by id { publishes Paid to Events } } }\n';

/** What is wrong with a text in its first line, by the rule that finds it. */
const broken = 'queue :\n';

const rulesIn = ({ diagnostics }: Published): readonly string[] => [...new Set(diagnostics.map(({ code }) => code))].sort();
const has =
  (rule: string) =>
  (published: Published): boolean =>
    rulesIn(published).includes(rule);
const hasNot =
  (rule: string) =>
  (published: Published): boolean =>
    !has(rule)(published);
const nothing: Published = { uri: '', diagnostics: [] };
const isClean = ({ diagnostics }: Published): boolean => diagnostics.length === 0;

describe('a client that asks much of the server', () => {
  let folder: string;
  let client: Client;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archlint-unkind-'));
    client = new Client();
  });

  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    assert.equal(client.stderr, '');
    for (const { error } of client.received) assert.doesNotMatch(error?.message ?? '', /\n\s+at /);
    await rm(folder, { recursive: true, force: true });
  });

  const uri = (name: string): string => `${pathToFileURL(folder).href}/${name}`;
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  const told = (...changes: readonly (readonly [name: string, type: 1 | 2 | 3])[]): void =>
    client.notify('workspace/didChangeWatchedFiles', { changes: changes.map(([name, type]) => ({ uri: uri(name), type })) });
  const close = (address: string): void => client.notify('textDocument/didClose', { textDocument: { uri: address } });
  const start = (): Promise<unknown> => client.initialize([pathToFileURL(folder).href]);
  /** Waits until all that was told before has been taken in: a file that has something wrong with it comes last, and goes. */
  const settled = async (): Promise<void> => {
    const mark = uri(`mark${client.received.length}.arch`);
    client.open(mark, 'service Mark { on Nothing from Nowhere }\n');
    await client.diagnostics(mark, has('unknown-name'));
    close(mark);
    await client.diagnostics(mark, isClean);
  };

  it('renames folders whose names have a dot', async () => {
    await write('a.arch', producer);
    await write('books.v1/b.arch', consumer);
    await start();
    await client.diagnostics(uri('books.v1/b.arch'), hasNot('unknown-name'));
    await rename(join(folder, 'books.v1'), join(folder, 'books.v2'));
    told(['books.v1', 3], ['books.v2', 1]);
    await client.diagnostics(uri('books.v2/b.arch'), (published) => !isClean(published) && hasNot('unknown-name')(published));
    await client.diagnostics(uri('books.v1/b.arch'), isClean);
    assert.ok(hasNot('unmatched-event')(client.published(uri('a.arch')) ?? nothing));
  });

  it('deletes a file that is open, whose text counts until it is closed', async () => {
    await write('a.arch', producer);
    await write('b.arch', consumer);
    await start();
    client.open(uri('b.arch'), consumer);
    await client.diagnostics(uri('b.arch'), ({ version }) => version === 1);
    await rm(join(folder, 'b.arch'));
    told(['b.arch', 3]);
    await settled();
    assert.equal(client.published(uri('b.arch'))?.diagnostics.length === 0, false, 'the open text is no longer checked');
    close(uri('b.arch'));
    await client.diagnostics(uri('a.arch'), has('unmatched-event'));
    await client.diagnostics(uri('b.arch'), isClean);
  });

  it('follows links to files, not those to folders, and forgets what it reached by one', async () => {
    await write('a.arch', producer);
    await write('real/b.arch', consumer);
    await mkdir(join(folder, 'links'));
    await symlink(join(folder, 'real'), join(folder, 'linked'));
    await symlink(folder, join(folder, 'real/circle'));
    await symlink(join(folder, 'nowhere'), join(folder, 'links/gone.arch'));
    await start();
    await client.diagnostics(uri('real/b.arch'), hasNot('duplicate-name'));
    assert.equal(client.published(uri('linked/b.arch')), undefined);
    client.open(uri('linked/b.arch'), consumer);
    await client.diagnostics(uri('real/b.arch'), has('duplicate-name'));
    close(uri('linked/b.arch'));
    await client.diagnostics(uri('real/b.arch'), hasNot('duplicate-name'));
    await client.diagnostics(uri('linked/b.arch'), isClean);
    await symlink(join(folder, 'real/b.arch'), join(folder, 'links/again.arch'));
    told(['links/again.arch', 1]);
    await client.diagnostics(uri('links/again.arch'), has('duplicate-name'));
  });

  it('has hidden copies and packages, which are nobody’s designs', async () => {
    await write('b.arch', consumer);
    for (const name of ['.history/b.arch', 'node_modules/house/b.arch', '.b.arch']) await write(name, consumer);
    await write('out/a.arch', producer);
    await start();
    await client.diagnostics(uri('b.arch'), (published) => hasNot('duplicate-name')(published) && hasNot('unknown-name')(published));
    told(['.history/b.arch', 2], ['node_modules/house/b.arch', 1]);
    await settled();
    assert.ok(hasNot('duplicate-name')(client.published(uri('b.arch')) ?? nothing));
    client.open(uri('.history/b.arch'), consumer);
    await client.diagnostics(uri('b.arch'), has('duplicate-name'));
    close(uri('.history/b.arch'));
    await client.diagnostics(uri('b.arch'), hasNot('duplicate-name'));
  });

  it('edits, breaks and deletes the configuration while it is open', async () => {
    const off = '{ "rules": { "unknown-technology": "off" } }';
    await write('a.arch', 'service Shop : nowhere.known\n');
    await write('archlint.json', off);
    await start();
    const json = uri('archlint.json');
    const change = (text: string, version: number): void => client.change(json, text, version);
    client.notify('textDocument/didOpen', { textDocument: { uri: json, languageId: 'json', version: 1, text: off } });
    change('{ nope', 2);
    await client.diagnostics(json, has('invalid-configuration'));
    await client.diagnostics(uri('a.arch'), has('unknown-technology'));
    change(off, 3);
    await client.diagnostics(uri('a.arch'), isClean);
    await client.diagnostics(json, isClean);
    await rm(join(folder, 'archlint.json'));
    told(['archlint.json', 3]);
    await settled();
    assert.deepEqual(rulesIn(client.published(uri('a.arch')) ?? nothing), [], 'the open text no longer counts');
    close(json);
    await client.diagnostics(uri('a.arch'), has('unknown-technology'));
    await mkdir(join(folder, 'archlint.json'));
    told(['archlint.json', 1]);
    await settled();
    assert.ok(has('unknown-technology')(client.published(uri('a.arch')) ?? nothing));
  });

  it('has workspace folders within each other, twice, and some that are not there', async () => {
    await write('a.arch', producer);
    await write('in/b.arch', consumer);
    await client.initialize([pathToFileURL(folder).href, uri('in'), uri('in'), uri('gone')]);
    // A folder of the workspace is a project, so the one outside does not see what is inside of the other.
    await client.diagnostics(uri('in/b.arch'), has('unknown-name'));
    const folders = (added: readonly string[], removed: readonly string[]): void => {
      const list = (names: readonly string[]): object[] => names.map((name) => ({ uri: uri(name), name }));
      client.notify('workspace/didChangeWorkspaceFolders', { event: { added: list(added), removed: list(removed) } });
    };
    folders([], ['in']);
    await client.diagnostics(uri('in/b.arch'), hasNot('unknown-name'));
    folders(['in', 'gone'], ['never']);
    await client.diagnostics(uri('in/b.arch'), has('unknown-name'));
  });

  it('opens files by all sorts of addresses, each a project of its own', async () => {
    await write('b.arch', consumer);
    await start();
    await client.diagnostics(uri('b.arch'));
    for (const address of addresses) {
      client.open(address, producer);
      const published = await client.until(address, () =>
        client.received
          .filter(({ method }) => method === 'textDocument/publishDiagnostics')
          .map(({ params }) => params as Published)
          .find((each) => sameAddress(each.uri, address) && has('unmatched-event')(each)),
      );
      const hover = { textDocument: { uri: address }, position: { line: 0, character: 8 } };
      assert.match(JSON.stringify(await client.request('textDocument/hover', hover)), /system shop/, address);
      assert.ok(await client.request('archlint/diagram', { uri: address, theme: 'light' }), address);
      close(address);
      await client.diagnostics(published.uri, isClean);
      assert.ok(has('unknown-name')(client.published(uri('b.arch')) ?? nothing), address);
    }
  });

  it('opens what git has of a file beside the file, which is another project', async () => {
    await write('a.arch', producer);
    await start();
    const old = `git:${folder}/a.arch?${encodeURIComponent(JSON.stringify({ path: join(folder, 'a.arch'), ref: '~' }))}`;
    client.open(uri('a.arch'), producer);
    client.open(old, producer);
    await settled();
    assert.deepEqual(rulesIn(client.published(uri('a.arch')) ?? nothing), ['unmatched-event']);
  });

  it('edits out of range, in odd versions, and in ways that are none', async () => {
    await start();
    const a = uri('a.arch');
    client.open(a, 'queue Q : aws.sqs\n');
    const edit = (version: unknown, contentChanges: unknown): void =>
      client.notify('textDocument/didChange', { textDocument: { uri: a, version }, contentChanges });
    const names = async (): Promise<readonly string[]> =>
      (await client.request<readonly { readonly name: string }[]>('textDocument/documentSymbol', { textDocument: { uri: a } })).map(
        ({ name }) => name,
      );
    edit(2, [{ range: { start: { line: 99, character: 9 }, end: { line: 120, character: 3 } }, text: 'queue R : aws.sqs\n' }]);
    assert.deepEqual(await names(), ['Q', 'R']);
    edit(3, [{ range: { start: { line: -1, character: -1 }, end: { line: 0, character: 5 } }, text: 'store' }]);
    assert.deepEqual(await names(), ['Q', 'R']);
    edit(2, [{ text: 'queue Lower : aws.sqs\n' }]);
    assert.deepEqual(await names(), ['Lower']);
    for (const nonsense of ['nothing', [{ text: 5 }], undefined]) edit(4, nonsense);
    edit(null, [{ text: 'queue None : aws.sqs\n' }]);
    for (const method of ['didOpen', 'didChange', 'didClose', 'didSave']) client.notify(`textDocument/${method}`, {});
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'no address', type: 9 }] });
    assert.deepEqual(await names(), ['Lower']);
    client.open(a, 'queue Again : aws.sqs\n', 1);
    assert.deepEqual(await names(), ['Again']);
  });

  it('refuses whatever the server asks of it', async () => {
    client.reply = () => ({ error: { code: -32603, message: 'Never.' } });
    await client.initialize([pathToFileURL(folder).href], {
      workspace: {
        workspaceFolders: true,
        configuration: true,
        codeLens: { refreshSupport: true },
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
        semanticTokens: { refreshSupport: true },
        inlayHint: { refreshSupport: true },
      },
    });
    client.open(uri('a.arch'), producer);
    await client.until('the lenses to be refreshed', () => client.received.find(({ method }) => method === 'workspace/codeLens/refresh'));
    client.change(uri('a.arch'), broken, 2);
    await client.diagnostics(uri('a.arch'), has('syntax-error'));
  });

  it('opens a hundred files at once, and closes them', async () => {
    await start();
    const all = Array.from({ length: 100 }, (_, index) => uri(`file${index}.arch`));
    for (const each of all) client.open(each, 'service S : aws.lambda { on Nothing from Nowhere }\n');
    const asked = all.map((each) => client.ask('textDocument/documentSymbol', { textDocument: { uri: each } }));
    for (const each of all) await client.diagnostics(each, has('unknown-name'));
    for (const id of asked) assert.equal(((await client.answer(id)).result as readonly unknown[]).length, 1);
    for (const each of all) close(each);
    for (const each of all) await client.diagnostics(each, isClean);
  });

  it('asks for what makes no sense, and is told so in words', async () => {
    await start();
    const a = uri('a.arch');
    client.open(a, producer);
    const here = { uri: a, theme: 'light' };
    const refused: readonly (readonly [string, object, RegExp])[] = [
      ['archlint/diagram', { ...here, expand: 5 }, /^The picture could not be drawn\. The log/],
      ['archlint/diagram', { ...here, focus: { element: 'Nobody' } }, /^There is no element named Nobody\./],
      ['archlint/exportDiagram', { ...here, format: 'gif' }, /^The picture could not be drawn\. The log/],
      ['archlint/states', { ...here, orchestrator: 'Nobody' }, /^There is no orchestrator named Nobody\./],
      ['archlint/drawSnippet', { text: 5 }, /^This design could not be drawn\. The log/],
    ];
    for (const [method, params, words] of refused) {
      const { error, result } = await client.answer(client.ask(method, params));
      assert.match(error?.message ?? `an answer: ${JSON.stringify(result)}`, words, method);
    }
    const answered: readonly (readonly [string, object, unknown])[] = [
      ['archlint/diagram', {}, null],
      ['archlint/details', {}, null],
      ['archlint/details', { uri: a, id: 'nothing' }, null],
      ['archlint/flows', {}, { faults: 1, flows: [] }],
      ['archlint/run', { ...here, flow: 'none', run: { kind: 'happy' } }, null],
      ['archlint/pictures', { uri: uri('nowhere.arch') }, { views: [], orchestrators: [] }],
    ];
    for (const [method, params, expected] of answered) assert.deepEqual(await client.request(method, params), expected, method);
  });
});

const addresses: readonly string[] = [
  'untitled:Untitled-1',
  'untitled:orders of today.arch',
  'vscode-vfs://github/acme/shop/a.arch',
  'inmemory://model/1',
  'file://server/share/a.arch',
  'file:///c%3A/shop/a.arch',
];

/** The server writes addresses as its library does, with more of them encoded. */
function sameAddress(one: string, other: string): boolean {
  return decodeURIComponent(one) === decodeURIComponent(other);
}
