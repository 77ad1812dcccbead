/** While somebody writes, what is missing may be what is written next: it is hinted at, and blamed when the file is saved. */
import assert from 'node:assert/strict';
import { Client } from './client.ts';

describe('a file that is being written', () => {
  const uri = 'file:///nowhere/written.arch';
  const text = 'event Lonely { key id }\nqueue Ledger : aws.sqs { dead-letters after 5 attempts }\n';
  let client: Client;

  before(async () => {
    client = new Client();
    const { capabilities } = await client.initialize([]);
    assert.equal((capabilities.textDocumentSync as { readonly save?: boolean }).save, true);
  });

  after(async () => {
    assert.equal(await client.stop(), 0);
    assert.equal(client.stderr, '');
  });

  /** The severities of what is said, by rule and whether it is faded. */
  const said = async (severity: number): Promise<readonly string[]> => {
    const { diagnostics } = await client.diagnostics(uri, (published) => published.diagnostics.some((each) => each.severity === severity));
    return diagnostics.map(({ code, severity: own, tags = [] }) => `${String(code)} ${own}${tags.includes(1) ? ' faded' : ''}`).sort();
  };

  it('has its unused declarations faded, and underlined once they are saved', async () => {
    client.open(uri, '');
    client.change(uri, text, 2);
    assert.deepEqual(await said(4), ['unmatched-event 4 faded', 'unmatched-event 4 faded']);
    client.notify('textDocument/didSave', { textDocument: { uri } });
    assert.deepEqual(await said(2), ['unmatched-event 2 faded', 'unmatched-event 2 faded']);
    client.change(uri, `${text}\n`, 3);
    assert.deepEqual(await said(4), ['unmatched-event 4 faded', 'unmatched-event 4 faded']);
  });
});
