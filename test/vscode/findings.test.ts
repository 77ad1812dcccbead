import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { closeAll, create, file, finding, linesAre, linesOf, noFinding, open, replace, until } from './editor.ts';

const project = JSON.stringify({ extends: ['archlint:recommended'] });

describe('findings', () => {
  before(async () => {
    for (const folder of ['shop', 'quick']) await vscode.workspace.fs.writeFile(file(`${folder}/archlint.json`), Buffer.from(project));
  });
  afterEach(closeAll);

  it('stand at the lines that the design marks', async () => {
    const { document } = await open('dead-letters.arch');
    await finding(document.uri, 'missing-dead-letter-queue');
    const marked = document.getText().split('\n');
    const checked = /^\/\/ checks: (.*)/.exec(marked[0] ?? '')?.[1]?.split(', ') ?? [];
    assert.ok(checked.length > 0);
    for (const rule of checked) {
      const lines = marked.flatMap((line, index) => (line.split('//~')[1]?.split(/\s+/).includes(rule) ? [index + 1] : []));
      await linesAre(document.uri, rule, lines);
    }
  });

  it('say what to do, and link to their rule', async () => {
    const { document } = await open('dead-letters.arch');
    const { code, message, source } = await finding(document.uri, 'missing-dead-letter-queue');
    assert.equal(source, 'archlint');
    assert.match(message, /Ledger/);
    assert.ok(typeof code === 'object' && code.target.path.includes('missing-dead-letter-queue'), 'The code has no link.');
  });

  it('come and go as one types', async () => {
    const editor = await create('quick/typing.arch', 'queue Jobs : aws.sqs { dead-letters after 5 attempts  alarm }\n');
    await replace(editor, 'queue', 'quueue');
    await finding(editor.document.uri, 'syntax-error');
    await replace(editor, 'quueue', 'queue');
    await noFinding(editor.document.uri, 'syntax-error');
  });

  it('go when another file brings what was missing', async () => {
    const messages = await open('shop/messages.arch');
    await finding(messages.document.uri, 'unmatched-event');
    const returns =
      'system shop {\n  service Returns : aws.ecs {\n    instances 2\n    serves take { publishes OrderReturned to Orders }\n    on OrderReturned from Orders\n  }\n}\n';
    await vscode.workspace.fs.writeFile(file('shop/returns.arch'), Buffer.from(returns));
    await noFinding(messages.document.uri, 'unmatched-event');
    await vscode.workspace.fs.delete(file('shop/returns.arch'));
    await finding(messages.document.uri, 'unmatched-event');
  });

  it('are mended by their quick fix', async () => {
    const editor = await create(
      'quick/fix.arch',
      `event Paid { key paymentId  critical }
queue Ledger : aws.sqs { alarm }
store Rows : aws.dynamodb { key paymentId }
service Till : aws.ecs { instances 2  serves pay idempotent by paymentId { sends Paid to Ledger } }
service Books : aws.lambda { timeout 5s  on Paid from Ledger { puts Rows } }
`,
    );
    const { uri } = editor.document;
    const missing = await finding(uri, 'missing-dead-letter-queue');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      missing.range,
      'quickfix',
    );
    const fix = actions.find(({ title }) => title === 'Give Ledger a dead-letter queue');
    assert.ok(fix?.edit, `No fix among: ${actions.map(({ title }) => title).join('; ')}`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await noFinding(uri, 'missing-dead-letter-queue');
    assert.match(editor.document.getText(), /queue Ledger : aws\.sqs \{[^}]*dead-letters/);
  });

  it('that need no decision are mended at once by the command Fix All', async () => {
    const editor = await create(
      'quick/needless.arch',
      '// archlint-ignore unmatched-event: it was once\nservice Idle : aws.ecs { instances 2 }\n',
    );
    await finding(editor.document.uri, 'unused-suppression');
    await vscode.commands.executeCommand('archlint.fixAll');
    await noFinding(editor.document.uri, 'unused-suppression');
    assert.doesNotMatch(editor.document.getText(), /archlint-ignore/);
  });

  it('follow a change of archlint.json', async () => {
    const editor = await create(
      'quick/configured.arch',
      'event Lost { key id }\nservice Source : aws.ecs { instances 2  serves lose { publishes Lost } }\n',
    );
    await finding(editor.document.uri, 'unmatched-event');
    await vscode.workspace.fs.writeFile(file('quick/archlint.json'), Buffer.from('{ "rules": { "unmatched-event": "off" } }'));
    await noFinding(editor.document.uri, 'unmatched-event');
    await vscode.workspace.fs.writeFile(file('quick/archlint.json'), Buffer.from(project));
    await finding(editor.document.uri, 'unmatched-event');
  });

  it('are back after the server was restarted', async () => {
    const { document } = await open('dead-letters.arch');
    await finding(document.uri, 'missing-dead-letter-queue');
    await vscode.commands.executeCommand('archlint.restartServer');
    await until('the findings', () => linesOf(document.uri, 'missing-dead-letter-queue').length === 1);
  });

  it('are back after a server that hung was restarted', async function () {
    // Which process is the server's is looked up where the system tells it in files.
    if (process.platform !== 'linux') this.skip();
    const { document } = await open('dead-letters.arch');
    await finding(document.uri, 'missing-dead-letter-queue');
    // One that was stopped before may take a while to end.
    const hung = await until('one server alone', () => {
      const running = serverProcesses();
      return running.length === 1 && running;
    });
    for (const pid of hung) process.kill(pid, 'SIGSTOP');
    await vscode.commands.executeCommand('archlint.restartServer');
    await until('another server', () => serverProcesses().some((pid) => !hung.includes(pid)));
    await finding(document.uri, 'missing-dead-letter-queue');
    await until('the end of the one that hung', () => !serverProcesses().some((pid) => hung.includes(pid)));
  });
});

/** The processes of language servers that this extension host has started. */
function serverProcesses(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
        return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dist/server.js');
      } catch {
        // It has ended meanwhile.
        return false;
      }
    });
}
