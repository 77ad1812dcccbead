/** A design written as a person writes one: from an empty file, with what the editor offers, to one without a problem. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { Workbench } from './workbench.ts';

describe('the packaged extension in the browser: writing a design', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ 'bikes.arch': '' });
    await workbench.runCommand('View: Close Primary Side Bar');
    await workbench.openFile('bikes.arch');
    await workbench.runCommand('Archlint: Open Preview to the Side');
    await workbench.preview('text=There is nothing to draw yet');
    await press('Control+1');
  });
  afterEach(function () {
    return this.currentTest?.isFailed() === true ? workbench?.screenshot(`failed-${this.currentTest.title}`) : undefined;
  });
  after(() => workbench?.close());

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };
  const suggestions = (): Locator => workbench.page.locator('.suggest-widget.visible');
  /** Types the beginning of a word and takes what is offered for it. */
  const complete = async (begun: string, offered: string, key: 'Tab' | 'Enter' = 'Tab'): Promise<void> => {
    await workbench.type(begun);
    await suggestions().locator('.monaco-list-row.focused', { hasText: offered }).waitFor();
    await press(key);
    await suggestions().waitFor({ state: 'hidden' });
  };
  /** Types a name in full into a field of a snippet and goes on to the next, which nothing that is still offered may prevent. */
  const field = async (text: string): Promise<void> => {
    await workbench.type(text);
    await suggestions().waitFor({ state: 'hidden' });
    await press('Tab');
  };
  /** Adds a line below, whatever is offered at the end of the one before. */
  const line = async (text: string): Promise<void> => {
    await press('Control+Enter');
    await workbench.type(text);
  };
  /** Waits until the editor shows a text, in which blanks are what the editor makes of them. */
  const shows = (text: RegExp): Promise<void> => workbench.page.locator('.editor-instance .view-line', { hasText: text }).first().waitFor();
  /** Puts the cursor on a word that is underlined and takes the quick fix that is offered first. Findings that come late close the menu, so it is asked again. */
  const mend = async (lineNumber: number, column: number, first: string): Promise<void> => {
    const menu = workbench.page.locator('.action-widget').first();
    for (let attempt = 1; ; attempt++) {
      try {
        await workbench.goTo(lineNumber, column);
        await press('Control+.');
        await menu.locator('.monaco-list-row.focused', { hasText: first }).waitFor({ timeout: 5000 });
        break;
      } catch (error) {
        if (attempt === 3) throw error;
        await press('Escape');
      }
    }
    await workbench.screenshot(`writing-mend-${lineNumber}`);
    await press('Enter');
    await menu.waitFor({ state: 'hidden' });
  };

  it('begins with snippets, whose fields are left with Tab', async () => {
    await complete('sys', 'system …');
    await field('bikes');
    await complete('event', 'event …');
    await field('BikeUnlocked');
    await field('rideId');
    await shows(/^\s*event\sBikeUnlocked\s\{\skey\srideId\s\}$/);
    await press('Control+Enter');
    await complete('topic', 'topic …');
    await field('Rides');
    await complete('aws.sns.f', 'aws.sns.fifo');
    await press('Tab');
    await workbench.type(' { grouped by ');
    await complete('', 'rideId');
    await workbench.type(' }');
    await shows(/^\s*topic\sRides\s:\saws\.sns\.fifo\s\{\sgrouped\sby\srideId\s\}$/);
    await (await workbench.preview('[data-id="bikes.Rides"]')).locator('[data-id="bikes.Rides"]').waitFor();
    await workbench.screenshot('writing-begun');
  });

  it('mends what was named before it was declared, and misspelt', async () => {
    await line('actor Rider { calls Api "POST /rides" with timeout 3s, key rideId at 5..40/s }');
    await workbench.squiggles('error').first().waitFor();
    await mend(4, 23, 'Declare the gateway `Api`');
    await shows(/^\s*gateway\sApi$/);
    await workbench.goTo(5, 14);
    await workbench.type(' : ');
    await complete('aws.apig', 'aws.apigateway');
    await workbench.type(' { routes "POST /rides" to Renting.unlock }');
    await line(
      'service Renting : aws.lambda { timeout 2s  serves unlock idempotent by rideId { inserts Trips  publishes BikeUnloked to Rides via outbox Trips } }',
    );
    await line('store Trips : aws.dynamodb { key rideId  owned by Renting }');
    await line('queue Map : aws.sqs.fifo { subscribes to Rides  dead-letters after 5 attempts  visibility 1m  alarm }');
    await line('service Dock : aws.lambda { timeout 10s  on BikeUnlocked from Map idempotent { puts Docks } }');
    await line('store Docks : aws.dynamodb { key rideId  owned by Dock }');
    // All that is typed has been read once the last of it is drawn.
    await workbench.preview('[data-id="bikes.Docks"]:has-text("DynamoDB")');
    await workbench.screenshot('writing-misspelt');
    await mend(6, 110, 'BikeUnlocked');
    await shows(/publishes\sBikeUnlocked/);
  });

  it('ends formatted, drawn and without a problem', async () => {
    const { page } = workbench;
    await workbench.runCommand('Problems: Focus on Problems View');
    const problems = page.locator('.markers-panel .monaco-list-row');
    await problems.first().waitFor();
    // The panel forgets a filter that is typed before it has settled, so it is typed until it is heeded.
    const heeded = page.locator('.panel', { hasText: /Showing \d+ of \d+/ });
    for (let attempt = 0; attempt < 5 && (await heeded.count()) === 0; attempt++) {
      await page.locator('.panel input[placeholder^="Filter"]').first().fill('');
      await page.locator('.panel input[placeholder^="Filter"]').first().fill('**/bikes.arch');
      await heeded.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await heeded.waitFor();
    await problems.filter({ hasText: 'missing-dead-letter-queue' }).waitFor();
    await workbench.screenshot('writing-problem');
    await press('Control+1');
    await mend(8, 34, 'Park what fails in a new queue');
    await problems.first().waitFor({ state: 'hidden' });
    await workbench.runCommand('Format Document');
    await shows(/^\s*serves\sunlock/);
    await page.locator('.markers-panel .message-box-container', { hasText: /No results|No problems/ }).waitFor();
    assert.deepEqual(await problems.allTextContents(), []);
    const picture = await workbench.preview('[data-id="bikes.Docks"]');
    for (const name of ['Rider', 'Api', 'Renting', 'Trips', 'Rides', 'Map', 'Dock'])
      await picture.locator(`[data-id="bikes.${name}"]`).waitFor();
    await workbench.goTo(1);
    await workbench.screenshot('writing-clean');
  });
});
