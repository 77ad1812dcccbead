/** What the server keeps of explorations, without a process. */
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Exploration } from '../../analysis/explorer/index.ts';
import type { Explorer } from '../../server/explorer.ts';
import { RunsFeature } from '../../server/features/runs.ts';
import { workspace } from '../lsp/workspace.ts';

const nothingFound: Exploration = { faults: 1, flows: [], unreachable: [] };

const explorer: Explorer = {
  explore: () => Promise.resolve(nothingFound),
  replay: () => Promise.resolve(undefined),
  known: () => undefined,
  dispose: () => Promise.resolve(),
};

describe('what was found in a design', () => {
  it('is kept as long as one of its files is open', async () => {
    const { services, file } = await workspace({
      'a.arch': 'system shop { queue Jobs : aws.sqs }\n',
      'b.arch': 'system shop { service Till : aws.lambda { on Job from Jobs } command Job }\n',
    });
    const { TextDocuments } = services.shared.workspace;
    const [a, b] = [file('a.arch'), file('b.arch')].map(({ uri }) => uri.toString());
    const open = (uri: string | undefined): unknown => TextDocuments.set(TextDocument.create(uri ?? '', 'arch', 1, ''));
    const feature = new RunsFeature(services.shared, () => explorer);
    feature.listen();
    const explored = new Promise((resolve) => feature.onExplored(resolve));
    open(a);
    open(b);
    services.shared.server.ProjectAnalyses.reconsiderAll();
    services.shared.server.ProjectAnalyses.at(file('a.arch').uri);
    await explored;
    for (const uri of [a, b]) assert.equal(feature.latest(uri ?? '')?.exploration, nothingFound);
    TextDocuments.delete(a ?? '');
    for (const uri of [a, b]) assert.equal(feature.latest(uri ?? '')?.exploration, nothingFound);
    TextDocuments.delete(b ?? '');
    for (const uri of [a, b]) assert.equal(feature.latest(uri ?? ''), undefined);
  });
});
