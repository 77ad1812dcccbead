/**
 * Measures the language server as an editor sees it: a process, spoken to over its standard input. From an edit to the diagnostics that follow it,
 * beside the floor of langium's parsing and linking of the same edit alone; from opening a preview to its picture, and from an edit to the next one.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EmptyFileSystemProvider, URI } from 'langium';
import { createArchServices, loadCatalogue } from '../language/index.ts';
import { Client } from '../test/lsp/client.ts';
import { median, printTable, type Row } from './measure.ts';
import { type Files, makeProject, type Shape } from './project.ts';

const RUNS = 25;
/** Edits before the measured ones: less than a minute of typing, after which the program is compiled. */
const WARM = 50;
/** The first edits after the start, measured beside them. */
const FIRST = 10;
/** Milliseconds before the first edit: nobody types in the moment in which a file is opened. */
const READING = 3_000;

/** A file in the middle and two texts of it, to change between. */
interface Edited {
  readonly name: string;
  readonly texts: readonly [string, string];
}

function editedOf(files: Files): Edited {
  const [name = '', text = ''] = [...files][Math.floor(files.size / 2)] ?? [];
  return { name, texts: [text, text.replace('visibility 60s', 'visibility 1s')] };
}

/** What langium alone takes for an edit, with nothing of ours on top. */
async function floorOf(files: Files, warm: number): Promise<number> {
  const { name, texts } = editedOf(files);
  let text = texts[0];
  const { shared } = createArchServices({
    fileSystemProvider: () => Object.assign(new EmptyFileSystemProvider(), { readFile: () => Promise.resolve(text) }),
  });
  const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = shared.workspace;
  const documents = [...files].map(([file, content]) => LangiumDocumentFactory.fromString(content, URI.file(`/bench/${file}`)));
  for (const document of documents) LangiumDocuments.addDocument(document);
  await DocumentBuilder.build([...loadCatalogue(shared), ...documents]);
  const times: number[] = [];
  for (let run = 0; run < warm + RUNS; run++) {
    text = texts[(run + 1) % 2] ?? '';
    const started = performance.now();
    await DocumentBuilder.update([URI.file(`/bench/${name}`)], []);
    if (run >= warm) times.push(performance.now() - started);
  }
  return median(times);
}

/** A server that has read a project, and the file that is edited in it. */
interface Session {
  readonly client: Client;
  readonly uri: string;
  readonly edited: Edited;
  version: number;
}

async function withServer<T>(files: Files, use: (session: Session) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'archlint-bench-'));
  const client = new Client();
  try {
    for (const [name, text] of files) await writeFile(join(folder, name), text);
    await client.initialize([pathToFileURL(folder).href], {}, { snippets: false, preview: true });
    const edited = editedOf(files);
    const uri = `${pathToFileURL(folder).href}/${edited.name}`;
    client.open(uri, edited.texts[0]);
    await client.diagnostics(uri, ({ version }) => version === 1);
    await new Promise((resolve) => setTimeout(resolve, READING));
    return await use({ client, uri, edited, version: 1 });
  } finally {
    await client.stop();
    await rm(folder, { recursive: true });
  }
}

function edit(session: Session): void {
  session.version++;
  session.client.change(session.uri, session.edited.texts[(session.version + 1) % 2] ?? '', session.version);
}

async function diagnosticsTimes(session: Session, warm: number): Promise<{ readonly first: number; readonly later: number }> {
  const times: number[] = [];
  for (let run = 0; run < warm + RUNS; run++) {
    const started = performance.now();
    edit(session);
    await session.client.diagnostics(session.uri, ({ version }) => version === session.version);
    times.push(performance.now() - started);
  }
  return { first: median(times.slice(0, FIRST)), later: median(times.slice(warm)) };
}

/** Milliseconds to the first picture, and after an edit to the next one. */
async function pictureTimes(session: Session): Promise<{ readonly open: number; readonly edits: readonly number[] }> {
  let opened = false;
  const draw = async (): Promise<number> => {
    const started = performance.now();
    if (opened) edit(session);
    await session.client.request('archlint/diagram', { uri: session.uri, theme: 'light' });
    return performance.now() - started;
  };
  // Nobody opens a preview in the moment in which the server has started.
  for (let run = 0; run < WARM; run++) {
    edit(session);
    await session.client.diagnostics(session.uri, ({ version }) => version === session.version);
  }
  const open = await draw();
  const edits: number[] = [];
  opened = true;
  for (let run = 0; run < RUNS; run++) edits.push(await draw());
  return { open, edits };
}

/** What is edited. Without an aim: a file that is parsed whole for each edit, and a system whose rules cannot run by parts. */
const projects: readonly { readonly elements: number; readonly count: number; readonly shape: Shape; readonly aim?: string }[] = [
  { elements: 100, count: 4, shape: 'systems', aim: '30 ms' },
  { elements: 5_000, count: 100, shape: 'systems', aim: '120 ms' },
  { elements: 5_000, count: 100, shape: 'one system', aim: '120 ms' },
  { elements: 5_000, count: 100, shape: 'connected' },
  { elements: 5_000, count: 1, shape: 'one system' },
];

/** Prints the server's figures. */
export async function benchServer(): Promise<void> {
  const rows: Row[] = [];
  for (const { elements, count, shape, aim } of projects) {
    const files = makeProject(elements, count, shape);
    // Where one edit takes a second, ten of them have compiled all there is to compile.
    const warm = count === 1 ? FIRST : WARM;
    const floor = await floorOf(files, warm);
    const { first, later } = await withServer(files, (session) => diagnosticsTimes(session, warm));
    const how = shape === 'systems' ? '' : shape === 'connected' ? ', one system, connected' : ', one system';
    const what = `${elements.toLocaleString('en')} elements in ${count === 1 ? 'one file' : `${count} files`}${how}`;
    rows.push({ what: `edit to diagnostics, ${what}`, measured: `${later.toFixed(0)} ms`, aim });
    rows.push({ what: `the first ${FIRST} edits after the start, ${what}`, measured: `${first.toFixed(0)} ms`, aim });
    rows.push({ what: `parsing and linking alone, ${what}`, measured: `${floor.toFixed(0)} ms` });
  }
  const { open, edits } = await withServer(makeProject(100, 1), pictureTimes);
  rows.push({ what: 'preview of 100 elements, open to picture', measured: `${open.toFixed(0)} ms`, aim: '500 ms' });
  rows.push({ what: 'preview of 100 elements, edit to picture', measured: `${median(edits).toFixed(0)} ms`, aim: '150 ms' });
  printTable('Language server', rows);
}

if (import.meta.main) await benchServer();
