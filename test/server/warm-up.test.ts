/** What the server does before the first edit so that it is fast: it must reach most of the program, and touch nothing of the user's. */
import assert from 'node:assert/strict';
import { EmptyFileSystem, URI } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { loadCatalogue } from '../../language/index.ts';
import { createServerServices } from '../../server/module.ts';
import { WarmUp } from '../../server/warm-up.ts';
import { warmUpDesign } from '../../server/warm-up-design.ts';
import { designOf, lint } from '../support/design.ts';

describe('the warm-up', () => {
  it('reads a text that is understood whole, and of which many rules have something to say', async () => {
    assert.deepEqual((await designOf(warmUpDesign)).problems, []);
    const rules = new Set((await lint(warmUpDesign)).map(({ rule }) => rule));
    assert.ok(rules.size >= 20, [...rules].join(' '));
  });

  it('leaves documents and findings alone, and reports no failure', async () => {
    const failures: string[] = [];
    const log = {
      error: (message: string, error: unknown) => failures.push(`${message} ${error}`),
      warn: (sentence: string) => failures.push(sentence),
    };
    const { shared, Arch } = createServerServices({ ...EmptyFileSystem, docsBase: '', log });
    shared.workspace.Projects.setFolders([URI.parse('file:///warm')]);
    await shared.workspace.DocumentBuilder.build(loadCatalogue(shared));
    const uri = URI.parse('file:///warm/a.arch');
    shared.workspace.TextDocuments.set(TextDocument.create(uri.toString(), 'arch', 1, 'system s { queue Q : aws.sqs }'));
    await shared.workspace.WorkspaceLock.write(async (token) => {
      await shared.workspace.DocumentBuilder.update([uri], [], token);
      await shared.server.ProjectAnalyses.refresh(token);
    });
    const before = { documents: shared.workspace.LangiumDocuments.all.toArray(), found: [...shared.server.ProjectAnalyses.all] };
    // Its timers keep no process alive; the test is to see the end.
    const alive = setInterval(() => {}, 1_000);
    try {
      await new WarmUp(Arch).run(2);
    } finally {
      clearInterval(alive);
    }
    const after = { documents: shared.workspace.LangiumDocuments.all.toArray(), found: [...shared.server.ProjectAnalyses.all] };
    assert.ok(before.documents.length === after.documents.length && before.documents.every((one, at) => one === after.documents[at]));
    assert.ok(before.found.length === 1 && before.found[0] === after.found[0]);
    assert.deepEqual(failures, []);
  });
});
