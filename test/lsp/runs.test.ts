/** Runs as the server's process tells them: flows with verdicts, pictures, files, lenses, and the offer to show how a finding fails. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type DrawnRun,
  type ExportedRun,
  exportRunRequest,
  type Flows,
  type FlowsChangedParams,
  flowsChangedNotification,
  flowsRequest,
  type RunFormat,
  runRequest,
  type ShowRunArguments,
  showRunCommand,
} from '../../server/protocol.ts';
import { mermaidSequence } from '../diagram/mermaid.ts';
import { Client } from './client.ts';

const design = `system shop {
  event OrderPlaced { key orderId critical }
  actor Shopper { calls Ordering.place }
  group sales {
    service Ordering : aws.lambda { serves place { sends OrderPlaced to Sales } }
    queue Sales : aws.sqs { dead-letters to Parked after 5 attempts }
  }
  queue Parked : aws.sqs { alarm }
  service Statistics : aws.lambda { on OrderPlaced from Sales { increments Totals } }
  store Totals : aws.dynamodb
}
`;
const flow = 'Shopper calls Ordering.place';

interface Lens {
  readonly range: { readonly start: { readonly line: number } };
  readonly command: { readonly title: string; readonly command: string; readonly arguments?: readonly ShowRunArguments[] };
}

interface Action {
  readonly title: string;
  readonly command?: { readonly command: string; readonly arguments: readonly ShowRunArguments[] };
}

describe('runs, as the server tells them', () => {
  let folder: string;
  let client: Client;
  /** Another file for each test: what is told of one says nothing of another. */
  let uri: string;
  let count = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archlint-runs-'));
    client = await started(true);
  });

  beforeEach(async () => {
    // Each is a project of its own.
    const project = join(folder, String(++count));
    await mkdir(project);
    await writeFile(join(project, 'archlint.json'), '{}\n');
    uri = `${pathToFileURL(project).href}/shop.arch`;
  });

  afterEach(() => client.notify('textDocument/didClose', { textDocument: { uri } }));

  after(async () => {
    assert.equal(await client.stop(), 0);
    assert.equal(client.stderr, '');
    await rm(folder, { recursive: true, force: true });
  });

  async function started(preview: boolean): Promise<Client> {
    const made = new Client();
    await made.initialize([], { workspace: { codeLens: { refreshSupport: true } } }, { preview });
    return made;
  }

  function start(text = design): void {
    client.open(uri, text);
  }

  const flowsChanged = (): number =>
    client.received.filter(({ method, params }) => method === flowsChangedNotification && (params as FlowsChangedParams).uri === uri)
      .length;
  const lenses = (): Promise<readonly Lens[]> => client.request('textDocument/codeLens', { textDocument: { uri } });
  const actionsAt = (line: number): Promise<readonly Action[]> => {
    const range = { start: { line, character: 40 }, end: { line, character: 40 } };
    return client.request('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } });
  };
  const explored = (times: number): Promise<true> =>
    client.until(`exploration ${times}`, () => (flowsChanged() >= times ? (true as const) : undefined));

  it('tells each flow with its verdict and the runs that break a promise', async () => {
    start();
    const { flows, faults } = await client.request<Flows>(flowsRequest, { uri });
    assert.equal(faults, 1);
    assert.deepEqual(
      flows.map(({ name, verdict, source }) => [name, verdict, source.range.start.line]),
      [[flow, 'broken', 2]],
    );
    const [run] = flows[0]?.runs ?? [];
    assert.match(run?.title ?? '', /^(?:OrderPlaced delivered twice|Statistics crashes)$/);
    assert.deepEqual([run?.promise, run?.element, run?.source.uri], ['Effect once is broken', 'shop.Statistics', uri]);
    assert.equal(run?.faults.length, 1);
    assert.equal((await client.request<Flows>(flowsRequest, { uri, faults: 7 })).faults, 2);
  });

  it('draws a run in the editor’s colours, with what makes it live', async () => {
    start();
    const run = await client.request<DrawnRun>(runRequest, { uri, theme: 'dark', flow, run: { kind: 'counterexample', index: 0 } });
    assert.match(run.svg, /var\(--vscode-archlint-fault, #F87025\)/);
    assert.equal([...run.svg.matchAll(/data-step="/g)].length, run.steps.length);
    assert.equal(run.verdict?.title, 'Effect once is broken');
    assert.ok(run.steps.every(({ y }) => y > run.headsBottom && y < run.height));
    const struck = run.steps.filter(({ fault }) => fault !== undefined);
    assert.equal(struck.length, 1);
    assert.match(struck[0]?.fault ?? '', /^[A-Z][a-z ]+$/);
    const last = run.steps.at(-1);
    assert.deepEqual([last?.breaks, last?.times, last?.from], [true, 2, 'shop.Statistics']);
    assert.equal(last?.line, 'service Statistics : aws.lambda { on OrderPlaced from Sales { increments Totals } }');
    assert.deepEqual(run.around['shop.Ordering'], ['shop.sales', 'shop']);
    const happy = await client.request<DrawnRun>(runRequest, { uri, theme: 'light', flow, run: { kind: 'happy' } });
    assert.equal(happy.verdict, undefined);
    assert.ok(happy.steps.every(({ fault, breaks }) => fault === undefined && !breaks));
  });

  it('goes on from a step with another fault, and tells what that breaks', async () => {
    start();
    const params = { uri, theme: 'dark', flow };
    const happy = await client.request<DrawnRun>(runRequest, { ...params, run: { kind: 'happy' } });
    const at = happy.steps.findIndex(({ strikes }) => strikes.some(({ name }) => name === 'Duplicate'));
    const duplicate = happy.steps[at]?.strikes.find(({ name }) => name === 'Duplicate');
    assert.ok(duplicate, 'Nothing can be delivered twice.');
    const twice = await client.request<DrawnRun>(runRequest, { ...params, run: { kind: 'what-if', play: duplicate.play } });
    assert.deepEqual(
      twice.steps.map(({ fault }) => fault).filter((fault) => fault !== undefined),
      ['Duplicate'],
    );
    assert.equal(twice.verdict?.title, 'Effect once is broken');
    assert.match(twice.subtitle, /^A run that breaks a promise: one fault/);
    assert.ok(twice.steps.some(({ breaks, times }) => breaks && times === 2));
    const crash = twice.steps.flatMap(({ strikes }) => strikes).findLast(({ name }) => name === 'Crash');
    assert.ok(crash, 'Nothing can crash after the duplicate.');
    const both = await client.request<DrawnRun>(runRequest, { ...params, run: { kind: 'what-if', play: crash.play } });
    assert.equal(both.steps.filter(({ fault }) => fault !== undefined).length, 2);
  });

  it('offers what could strike at the steps of a counterexample too', async () => {
    start();
    const run = await client.request<DrawnRun>(runRequest, { uri, theme: 'dark', flow, run: { kind: 'counterexample', index: 0 } });
    assert.ok(run.steps.some(({ strikes }) => strikes.length > 0));
  });

  it('has no run that the design does not have', async () => {
    start();
    const ask = (of: object): Promise<DrawnRun | null> =>
      client.request(runRequest, { uri, theme: 'dark', flow, run: { kind: 'happy' }, ...of });
    assert.equal(await ask({ flow: 'Nobody calls' }), null);
    assert.equal(await ask({ run: { kind: 'counterexample', index: 99 } }), null);
  });

  it('writes runs as files', async () => {
    start();
    const formats: readonly (readonly [RunFormat, RegExp, RegExp])[] = [
      ['svg', /^[a-z-]+\.svg$/, /^<svg [\s\S]*@font-face[\s\S]*Effect once is broken/],
      ['animated-svg', /\.svg$/, /@keyframes/],
      ['mermaid', /\.mmd$/, /\nsequenceDiagram\n/],
      ['markdown', /\.md$/, /^## [\s\S]*\n1\. Shopper calls Ordering\.place\. \(`shop\.arch:3`\)\n/],
    ];
    for (const [format, name, content] of formats) {
      const params = { uri, theme: 'light', flow, run: { kind: 'counterexample', index: 0 }, format };
      const file = await client.request<ExportedRun>(exportRunRequest, params);
      assert.match(file.fileName, name);
      assert.match(file.content, content);
      if (format === 'mermaid') assert.equal((await mermaidSequence(file.content)).participants[0], 'Shopper');
    }
  });

  it('says over each entry what becomes of it, and anew after an edit', async () => {
    start();
    await explored(1);
    const [lens, ...others] = await lenses();
    assert.equal(others.length, 0);
    assert.equal(lens?.range.start.line, 2);
    assert.match(lens?.command.title ?? '', /^\d+ effects · 1 way to fail$/);
    assert.equal(lens?.command.command, showRunCommand);
    assert.deepEqual(lens?.command.arguments, [{ uri, flow, run: { kind: 'counterexample', index: 0 }, faults: 1 }]);
    assert.ok(client.received.some(({ method }) => method === 'workspace/codeLens/refresh'));
    client.change(uri, design.replace('increments', 'puts'), 2);
    // What was explored before the edit may be told once more meanwhile.
    for (let times = 2; ; times++) {
      const [now] = await lenses();
      if (now?.command.command === showRunCommand && now.command.title !== lens?.command.title) {
        assert.match(now.command.title, /^\d+ effects · survives any 1 fault$/);
        assert.deepEqual(now.command.arguments?.[0]?.run, { kind: 'happy' });
        return;
      }
      await explored(times);
    }
  });

  it('keeps the lens of before while an edit is explored, at its place', async () => {
    start();
    await explored(1);
    client.change(uri, `\n\n${design}`, 2);
    const [lens] = await lenses();
    assert.equal(lens?.range.start.line, 4);
    assert.match(lens?.command.title ?? '', /1 way to fail$/);
  });

  it('states nothing over an entry that may no longer be so, or rests on what is not known', async () => {
    start();
    await explored(1);
    const titleAfter = async (text: string, version: number): Promise<string | undefined> => {
      client.change(uri, text, version);
      return (await lenses())[0]?.command.title;
    };
    // Mended, which is not explored yet: never what was said before.
    assert.doesNotMatch((await titleAfter(design.replace('increments', 'puts'), 2)) ?? '', /way to fail|^$/);
    assert.equal(await titleAfter(design.replace('increments Totals', 'increments Totls'), 3), 'Not all that this leads to is declared');
    assert.equal(await titleAfter(design.replace('increments Totals', 'incremnts Totals'), 4), 'Not all of the text can be read');
    // An unknown name that the flow does not come to is none of its business.
    assert.match((await titleAfter(`${design}service Other { calls Nobody }\n`, 5)) ?? '', /way to fail|ways to fail/);
  });

  it('offers to show how a finding fails', async () => {
    start();
    await explored(1);
    const shown = (await actionsAt(8)).filter(({ command }) => command?.command === showRunCommand);
    assert.equal(shown.length, 1);
    assert.match(shown[0]?.title ?? '', /^Show how this fails: (?:OrderPlaced delivered twice|Statistics crashes)$/);
    const [run] = shown[0]?.command?.arguments ?? [];
    assert.ok(run);
    assert.ok(await client.request<DrawnRun | null>(runRequest, { ...run, theme: 'light' }));
  });

  it('offers to show how a requirement fails', async () => {
    start(design.replace('increments Totals } }', 'increments Totals } }\n  require Totals at most once per OrderPlaced'));
    await explored(1);
    const shown = (await actionsAt(9)).filter(({ command }) => command?.command === showRunCommand);
    assert.equal(shown.length, 1);
    const [run] = shown[0]?.command?.arguments ?? [];
    assert.ok(run);
    const drawn = await client.request<DrawnRun | null>(runRequest, { ...run, theme: 'light' });
    assert.equal(drawn?.verdict?.title, 'A requirement is broken');
  });

  it('offers nothing to clients that show no runs', async () => {
    const shown = client;
    client = await started(false);
    try {
      start();
      await explored(1);
      const [lens] = await lenses();
      assert.match(lens?.command.title ?? '', /1 way to fail$/);
      assert.equal(lens?.command.command, '');
      assert.ok((await actionsAt(8)).every(({ command }) => command?.command !== showRunCommand));
      assert.equal(await client.stop(), 0);
    } finally {
      if (client.process.exitCode === null) client.process.kill('SIGKILL');
      client = shown;
    }
  });

  it('answers the last of a burst of edits', async () => {
    start();
    for (let version = 2; version < 12; version++) client.change(uri, design.replaceAll('place', `place${version}`), version);
    const { flows } = await client.request<Flows>(flowsRequest, { uri });
    assert.equal(flows.length, 1);
    client.change(uri, design, 12);
    assert.equal((await client.request<Flows>(flowsRequest, { uri })).flows[0]?.name, flow);
  });

  it('survives texts that are no designs', async () => {
    start('system { { queue on from } store');
    assert.deepEqual((await client.request<Flows>(flowsRequest, { uri })).flows, []);
    assert.equal(await client.request(runRequest, { uri, theme: 'hc', flow, run: { kind: 'happy' } }), null);
  });
});
