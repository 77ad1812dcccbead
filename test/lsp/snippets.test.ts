/** Designs in other documents, drawn by themselves. */
import assert from 'node:assert/strict';
import { EmptyFileSystem } from 'langium';
import { createServerServices } from '../../server/module.ts';

describe('a design in another document', () => {
  const { shared } = createServerServices({ ...EmptyFileSystem, docsBase: 'https://docs.example/' });
  const { Snippets, Layouter } = shared.server;
  after(() => Layouter.dispose());

  it('is drawn in the editor’s colours, with its findings', async () => {
    const { svg, findings } = await Snippets.draw({
      text: 'event Paid { key id  critical }\nqueue Ledger : aws.sqs\nservice Till : aws.ecs { serves pay { sends Paid to Ledger } }\nservice Books : aws.lambda { on Paid from Ledger }\n',
      theme: 'dark',
    });
    assert.match(svg ?? '', /^<svg [^>]*class="archlint dark[\s\S]*var\(--vscode-archlint-queue, #48BFC0\)/);
    const finding = findings.find(({ rule }) => rule === 'missing-dead-letter-queue');
    assert.equal(finding?.line, 2);
    assert.equal(finding.docs, 'https://docs.example/missing-dead-letter-queue.md');
  });

  it('is drawn as far as it is understood', async () => {
    const { svg, findings } = await Snippets.draw({ text: 'service Till {{\nqueue Jobs : aws.sqs\n', theme: 'light' });
    assert.ok(findings.some(({ rule }) => rule === 'syntax-error'));
    assert.match(svg ?? '', /Till|Jobs/);
  });

  it('is nothing without elements', async () => {
    assert.equal((await Snippets.draw({ text: '// nothing yet\n', theme: 'light' })).svg, null);
  });

  it('sees nothing of the one drawn before, or at the same time', async () => {
    const texts = ['queue Jobs : aws.sqs\n', 'service Worker : aws.ecs { on Job from Jobs }\n'];
    const [, second] = await Promise.all(texts.map((text) => Snippets.draw({ text, theme: 'light' })));
    assert.ok(
      second?.findings.some(({ rule, message }) => rule === 'unknown-name' && message.includes('Jobs')),
      JSON.stringify(second?.findings),
    );
  });
});
