import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, create, file, open, ruleOf, until } from './editor.ts';

describe('archlint.json', () => {
  after(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(file('configured'), { recursive: true });
  });

  /** Writes a configuration whose mark `|` says where to look, and asks what fits there. */
  async function completions(marked: string, wanted: string): Promise<readonly string[]> {
    const offset = marked.indexOf('|');
    const { document } = await create('configured/archlint.json', marked.replace('|', ''));
    const labels = async (): Promise<readonly string[]> => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        document.positionAt(offset),
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    return await until(`completion of ${wanted}`, async () => {
      const found = await labels();
      return found.some((label) => label.includes(wanted)) && found;
    });
  }

  it('is completed by its schema: keys, rules, options, presets', async () => {
    const keys = await completions('{ | }', 'overrides');
    for (const key of ['extends', 'rules', 'ignore']) assert.ok(keys.includes(key), `${key} among ${keys.join(', ')}`);
    assert.ok((await completions('{ "rules": { | } }', 'missing-dead-letter-queue')).length >= 70);
    await completions('{ "rules": { "choreography-too-complex": ["warning", { | }] } }', 'maxParticipants');
    await completions('{ "extends": | }', 'archlint:strict');
  });

  it('is told what is wrong by Archlint, at its place, also in a file that it extends', async () => {
    await open('dead-letters.arch');
    await create('configured/house.json', '{ "rules": { "nope": "off" } }');
    const { document } = await create('configured/archlint.json', '{\n  "extends": "./house.json",\n  "ignored": []\n}\n');
    const found = (uri: vscode.Uri): readonly vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(uri).filter((diagnostic) => ruleOf(diagnostic) === 'invalid-configuration');
    // While the text comes in there may be other findings.
    await until('the finding', () => found(document.uri).some(({ range }) => range.start.line === 2));
    const [other] = await until('the finding of the other file', () => {
      const there = found(file('configured/house.json'));
      return there.length > 0 && there;
    });
    assert.match(other?.message ?? '', /There is no rule nope/);
  });
});
