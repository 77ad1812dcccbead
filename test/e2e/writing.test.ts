/** A design written as a person writes one: from an empty file, with what the editor offers, to one without a problem. */
import assert from 'node:assert/strict';
import { holds } from './waiting.ts';
import { Workbench } from './workbench.ts';
import { Writer } from './writer.ts';

/** Opens a window with an empty file in the editor, which has the keyboard, and its preview beside it. */
async function withEmptyFile(name: string): Promise<Workbench> {
  const workbench = await Workbench.open({ [name]: '' });
  await workbench.hideSideBar();
  await workbench.openFile(name);
  await workbench.runCommand('Archlint: Open Preview to the Side');
  await workbench.preview('text=There is nothing to draw yet');
  await workbench.page.keyboard.press('Control+1');
  return workbench;
}

/** Dozens of lines are typed key by key, each of which is coloured, read and drawn: on a busy machine that takes minutes. */
const longest = 600_000;

describe('the packaged extension in the browser: writing a design', function () {
  this.timeout(longest);
  let workbench: Workbench;
  let writer: Writer;
  before(async () => {
    workbench = await withEmptyFile('bikes.arch');
    writer = new Writer(workbench);
  });
  after(() => workbench?.close());

  it('begins with snippets, whose fields are left with Tab', async () => {
    await writer.complete('sys', 'system …');
    await writer.field('bikes');
    await writer.complete('event', 'event …');
    await writer.field('BikeUnlocked');
    await writer.field('rideId');
    await writer.shows(/^\s*event\sBikeUnlocked\s\{\skey\srideId\s\}$/);
    await writer.press('Control+Enter');
    await writer.complete('topic', 'topic …');
    await writer.field('Rides');
    await writer.complete('aws.sns.f', 'aws.sns.fifo');
    await writer.press('Tab');
    await workbench.type(' { grouped by ');
    await writer.complete('', 'rideId');
    await workbench.type(' }');
    await writer.shows(/^\s*topic\sRides\s:\saws\.sns\.fifo\s\{\sgrouped\sby\srideId\s\}$/);
    await (await workbench.preview('[data-id="bikes.Rides"]')).locator('[data-id="bikes.Rides"]').waitFor();
    await workbench.screenshot('writing-begun');
  });

  it('mends what was named before it was declared, and misspelt', async () => {
    await writer.line('actor Rider { calls Api "POST /rides" with timeout 3s, key rideId at 5..40/s }');
    await workbench.squiggles('error').first().waitFor();
    await writer.mend('Api "POST', 'Declare the gateway `Api`', 'writing-mend-gateway');
    await writer.shows(/^\s*gateway\sApi$/);
    await writer.goToEndOf('gateway Api');
    await workbench.type(' : ');
    await writer.complete('aws.apig', 'aws.apigateway');
    await workbench.type(' { routes "POST /rides" to Renting.unlock }');
    await writer.line(
      'service Renting : aws.lambda { timeout 2s  serves unlock idempotent by rideId { inserts Trips  publishes BikeUnloked to Rides via outbox Trips } }',
    );
    await writer.line('store Trips : aws.dynamodb { key rideId  owned by Renting }');
    await writer.line('queue Map : aws.sqs.fifo { subscribes to Rides  dead-letters after 5 attempts  visibility 1m  alarm }');
    await writer.line('service Dock : aws.lambda { timeout 10s  on BikeUnlocked from Map idempotent { puts Docks } }');
    await writer.line('store Docks : aws.dynamodb { key rideId  owned by Dock }');
    // All that is typed has been read once the last of it is drawn, be it roomy or compact.
    await workbench.preview('[data-id="bikes.Docks"][aria-label*="DynamoDB"]');
    await workbench.screenshot('writing-misspelt');
    await writer.mend('BikeUnloked', 'BikeUnlocked', 'writing-mend-event');
    await writer.shows(/publishes\sBikeUnlocked/);
  });

  it('ends formatted, drawn and without a problem', async () => {
    const { page } = workbench;
    await workbench.runCommand('Problems: Focus on Problems View');
    const problems = page.locator('.markers-panel .monaco-list-row');
    await problems.first().waitFor();
    // The panel forgets a filter that is typed before it has settled, so it is typed until it is heeded.
    const heeded = page.locator('.panel', { hasText: /Showing \d+ of \d+/ });
    const filter = page.locator('.panel input[placeholder^="Filter"]').first();
    await workbench.until(heeded, async (timeout) => {
      await filter.fill('', { timeout });
      await filter.fill('**/bikes.arch', { timeout });
    });
    await problems.filter({ hasText: 'missing-dead-letter-queue' }).waitFor();
    await workbench.screenshot('writing-problem');
    await writer.press('Control+1');
    await writer.mend('subscribes to Rides', 'Park what fails in a new queue', 'writing-mend-parked');
    await problems.first().waitFor({ state: 'hidden' });
    await workbench.runCommand('Format Document');
    await writer.shows(/^\s*serves\sunlock/);
    await page.locator('.markers-panel .message-box-container', { hasText: /No results|No problems/ }).waitFor();
    await holds(async () => assert.deepEqual(await problems.allTextContents(), []));
    const picture = await workbench.preview('[data-id="bikes.Docks"]');
    for (const name of ['Rider', 'Api', 'Renting', 'Trips', 'Rides', 'Map', 'Dock'])
      await picture.locator(`[data-id="bikes.${name}"]`).waitFor();
    await workbench.goTo(1);
    await workbench.screenshot('writing-clean');
  });
});

describe('the packaged extension in the browser: writing a whole system', function () {
  this.timeout(longest);
  let workbench: Workbench;
  let writer: Writer;
  before(async () => {
    workbench = await withEmptyFile('tickets.arch');
    writer = new Writer(workbench);
  });
  after(() => workbench?.close());

  const drawn = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) await workbench.preview(`[data-id="tickets.${name}"]`);
  };

  it('begins with messages, and with whoever starts it all', async () => {
    await writer.complete('sys', 'system …');
    await writer.field('tickets');
    await writer.complete('event', 'event …');
    await writer.field('OrderPlaced');
    await writer.field('orderId');
    await writer.line('event TicketSold { key orderId }');
    await writer.line('command SendTicket { key orderId }');
    await writer.line('');
    await writer.line('actor Fan { calls Api "POST /orders" with timeout 5s, key orderId at 5..40/s }');
    await writer.line('gateway Api : aws.apigateway { routes "POST /orders" to Booking.order }');
    await writer.line('');
    await writer.block(
      'service Booking : aws.lambda',
      'timeout 3s',
      'serves order idempotnet by orderId { inserts Orders  publishes OrderPlaced to Sales via outbox Orders }',
    );
    await writer.line('store Orders : aws.dynamodb { key orderId  owned by Booking }');
    await writer.line('topic Sales : aws.sns');
    await workbench.squiggles('error').first().waitFor();
    // What is declared and not used yet is no reason for a warning while one writes.
    await holds(async () => assert.equal(await workbench.squiggles('warning').count(), 0));
    await writer.mend('idempotnet', 'Change to `idempotent`', 'whole-mend-misspelt');
    await writer.shows(/serves\sorder\sidempotent\sby/);
    await drawn('Fan', 'Api', 'Booking', 'Orders', 'Sales');
    await workbench.screenshot('whole-begun');
  });

  it('goes on with a workflow that undoes what it did', async () => {
    await writer.goToEndOf('topic Sales');
    await writer.line('');
    await writer.block(
      'orchestrator Sell : aws.stepfunctions',
      'subscribes to Sales for OrderPlaced with key orderId, dead-letters to Unsold after 5 attempts',
      'step Hold calls Seats.hold with timeout 5s, 3 retries exponential jitter undo Seats.release',
      'step Charge calls Bank.charge with timeout 5s, 3 retries exponential jitter, key orderId undo Bank.refund',
      'step Mail sends SendTicket to Mailbox with unlimited retries exponential',
      'step Tell publishes TicketSold to Sales with unlimited retries exponential',
      'alarm',
    );
    await workbench.type(' otherwise');
    await writer.open('step Cancel calls Booking.cancel with timeout 5s, unlimited retries exponential');
    await writer.line('queue Unsold : aws.sqs { alarm  retention 14d }');
    await writer.line('');
    await writer.block(
      'service Seats : aws.lambda',
      'timeout 3s',
      'serves hold idempotent by orderId { puts Plan }',
      'serves release idempotent by orderId { deletes Plan }',
    );
    await writer.line('store Plan : aws.dynamodb { key orderId  owned by Seats }');
    await writer.block(
      'external Bank',
      'serves charge critical in 800ms idempotent by orderId',
      'serves refund in 800ms idempotent by orderId',
    );
    await drawn('Sell', 'Unsold', 'Seats', 'Plan', 'Bank');
    await workbench.screenshot('whole-workflow');
    await writer.mend('cancel with', 'Declare the operation `cancel` of `Booking`', 'whole-mend-operation');
    await writer.shows(/^\s*serves\scancel$/);
  });

  it('ends saved, formatted, drawn, explored and without a problem', async () => {
    const { page } = workbench;
    await writer.goToEndOf('serves cancel');
    await workbench.type(' idempotent by orderId { deletes Orders }');
    await writer.goToEndOf('serves refund');
    await writer.press('ArrowDown', 'End');
    await writer.line('');
    await writer.press('Control+Enter');
    await writer.complete('queue', 'queue …');
    await writer.field('Mailbox');
    await writer.press('Tab', 'Tab');
    await writer.line('visibility 1m');
    await writer.press('ArrowDown', 'End');
    await workbench.screenshot('whole-mailbox');
    await writer.block('service Mailing : aws.lambda', 'timeout 10s', 'on SendTicket from Mailbox idempotent { puts Sent }');
    await writer.line('store Sent : aws.dynamodb { key orderId  owned by Mailing }');
    await writer.line('');
    await writer.block(
      'queue Counting : aws.sqs',
      'subscribes to Sales for TicketSold',
      'dead-letters after 5 attempts',
      'visibility 1m',
      'alarm',
    );
    await writer.block(
      'service Charts : aws.lambda',
      'timeout 10s',
      'on TicketSold from Counting idempotent by orderId using Totals { increments Totals }',
    );
    await writer.line('store Totals : aws.dynamodb { key orderId  owned by Charts }');
    await writer.line('');
    await writer.line('flow Order "Order a ticket" from Api "POST /orders" { within 2s }');
    await writer.line('require  OrderPlaced  never lost');
    await writer.line('require Bank.charge at most once per OrderPlaced');
    await drawn('Mailbox', 'Mailing', 'Counting', 'Charts', 'Totals');
    await workbench.screenshot('whole-written');
    await writer.hover('Sales for OrderPlaced', 'aws.sns');
    await workbench.screenshot('whole-hover');
    await writer.press('Escape');
    await writer.rename('Charts', 'Bestsellers');
    await writer.shows(/service\sBestsellers\s/);
    await writer.shows(/owned\sby\sBestsellers\s/);
    await drawn('Bestsellers');
    await writer.mend('subscribes to Sales for TicketSold', 'Park what fails in a new queue CountingUndelivered', 'whole-mend-parked');
    await writer.shows(/queue\sCountingUndelivered/);
    await writer.mend('publishes OrderPlaced', 'Let all messages of tickets carry a traceId', 'whole-mend-trace');
    await writer.find('correlation traceId');
    await workbench.runCommand('Format Document');
    // What is saved before the new layout has come is unsaved again once it comes, and who moves the cursor meanwhile calls it off.
    await writer.shows(/require\sOrderPlaced\snever\slost/);
    await writer.press('Control+s');
    await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    await workbench.runCommand('Problems: Focus on Problems View');
    const filter = page.locator('.panel input[placeholder^="Filter"]').first();
    const none = page.locator('.markers-panel .message-box-container', { hasText: /No results|No problems/ });
    // The panel forgets a filter that is typed before it has settled, so it is typed until it is heeded.
    await workbench.until(none, async (timeout) => {
      await filter.fill('', { timeout });
      await filter.fill('**/tickets.arch', { timeout });
    });
    await drawn(
      'Fan',
      'Api',
      'Booking',
      'Orders',
      'Sales',
      'Sell',
      'Unsold',
      'Seats',
      'Bank',
      'Mailbox',
      'Bestsellers',
      'CountingUndelivered',
    );
    await writer.press('Control+1');
    await workbench.goTo(1);
    await page.locator('.codelens-decoration', { hasText: 'survives any 1 fault' }).first().waitFor();
    await workbench.screenshot('whole-clean');
    for (const severity of ['error', 'warning', 'info'] as const)
      await holds(async () => assert.equal(await workbench.squiggles(severity).count(), 0));
  });
});
