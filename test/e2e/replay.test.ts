import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { axeViolations, drawnIn, newFile, press, saveAs, themes } from './preview-page.ts';
import { holds } from './waiting.ts';
import { Workbench } from './workbench.ts';

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

/** A design that demands what it does not keep. */
const demanding = `system demanding {
  event Placed { key orderId }
  actor Shopper { calls Shop.place }
  service Shop : aws.lambda { serves place { sends Placed to Orders } }
  queue Orders : aws.sqs { dead-letters after 5 attempts  alarm }
  service Books : aws.lambda { on Placed from Orders idempotent by orderId using Seen { increments Sales } }
  store Seen : aws.dynamodb { key orderId }
  store Sales : aws.dynamodb { key day }
  require Sales at most once per Placed
}
`;

describe('the packaged extension in the browser: replay', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ 'demanding.arch': demanding });
    await workbench.hideSideBar();
    await workbench.page.setViewportSize({ width: 1600, height: 920 });
  });
  after(() => workbench?.close());

  /** The replay's page once it shows a run. */
  async function replay(selector = '.run-rows [data-step]'): Promise<Frame> {
    return await workbench.preview(selector);
  }

  /** Waits until the sentence below the picture says something. */
  async function says(frame: Frame, sentence: RegExp): Promise<void> {
    await holds(async () => assert.match((await frame.locator('.transport .sentence').textContent()) ?? '', sentence));
  }

  /** Where the picture and what is beside or below it are. */
  async function places(frame: Frame): Promise<Record<'stage' | 'side', Box>> {
    const [stage, side] = await Promise.all(['.stage', '.side'].map((selector) => frame.locator(selector).boundingBox()));
    assert.ok(stage && side);
    return { stage, side };
  }

  it('says over each entry what becomes of it, and opens its run', async () => {
    await workbench.useTheme('Default Dark Modern');
    await workbench.openFile('idempotency.arch');
    const lens = workbench.page.locator('.codelens-decoration a', { hasText: /\d+ effects · \d+ ways to fail/ }).first();
    await lens.waitFor();
    await workbench.screenshot('code-lens');
    // Lenses that come late move the others.
    await workbench.until(workbench.page.locator('.tab', { hasText: 'Preview idempotency.arch' }), (timeout) => lens.click({ timeout }));
    const frame = await replay();
    await frame.locator('.switch [aria-pressed="true"]', { hasText: /^Flow$/ }).waitFor();
    await frame.locator('.run-verdict', { hasText: 'is broken' }).waitFor();
  });

  it('shows how a finding fails', async () => {
    await workbench.page.locator('.view-line', { hasText: /service\sStatistics/ }).click();
    await workbench.goTo(43, 8);
    await workbench.takeFix({ title: /Show how this fails: .*Shopper calls Shop\.place/ }, { screenshot: 'show-how-this-fails' });
    const frame = await replay();
    await frame.locator('.run-verdict strong', { hasText: 'Effect once is broken' }).waitFor();
    await says(frame, /^Shopper calls Shop\.place\.$/);
  });

  it('goes through the run step by step, by keyboard and by mouse', async () => {
    const frame = await replay();
    const steps = await frame.locator('.run-rows [data-step]').count();
    await frame.locator('.run-sheet').focus();
    await frame.press('body', 'ArrowRight');
    await says(frame, /outbox/);
    await frame.locator('.transport .count', { hasText: new RegExp(`^Step 2 of ${steps}$`) }).waitFor();
    await frame.press('body', 'Home');
    await frame.press('body', 'End');
    await says(frame, /a second time/);
    await frame.locator('.broken').waitFor();
    const fault = frame.locator('.run-rows .step.fault').first();
    await fault.click();
    await frame.locator('.run-rows .step.fault.current').waitFor();
    await holds(async () => {
      assert.equal(await frame.locator('.sentence.is-fault .sign').count(), 1);
      assert.equal(await frame.locator('.overlay .strike').count(), 1, 'no bolt in the picture');
      assert.equal(await frame.locator('[data-id="idempotency.Statistics"].lit').count(), 1);
      assert.equal(await frame.locator('[data-id="idempotency.Loyalty"].lit').count(), 0);
      assert.match((await frame.locator('[aria-live]').textContent()) ?? '', new RegExp(`^Step \\d+ of ${steps}: Fault, `));
    });
    await workbench.screenshot('replay-dark');
    await drawnIn(workbench, frame, 'Default Light Modern');
    await workbench.screenshot('replay-light');
    await drawnIn(workbench, frame, 'Default High Contrast');
    await workbench.screenshot('replay-high-contrast');
    await drawnIn(workbench, frame, 'Default Dark Modern');
  });

  it('stands beside the architecture where there is room', async () => {
    const frame = await replay();
    await frame.locator('.run-sheet').focus();
    await workbench.runCommand('View: Toggle Maximize Editor Group');
    await holds(async () => {
      const { stage, side } = await places(frame);
      assert.ok(side.x >= stage.x + stage.width - 1, 'The sequence diagram is not beside the picture.');
    });
    await frame.locator('.run-rows .step.fault').first().click();
    await frame.locator('.run-rows .step.fault.current').waitFor();
    await workbench.page.mouse.move(5, 5);
    await workbench.screenshot('replay-wide-dark');
    await drawnIn(workbench, frame, 'Default Light Modern');
    await workbench.screenshot('replay-wide-light');
    await drawnIn(workbench, frame, 'Default Dark Modern');
    await frame.locator('.run-sheet').focus();
    await workbench.runCommand('View: Toggle Maximize Editor Group');
  });

  it('goes to the line of a step', async () => {
    const frame = await replay();
    await frame.locator('.transport .line').click();
    await workbench.cursorAt(/Ln 43\b/).waitFor();
  });

  it('plays to the end by itself', async () => {
    const frame = await replay();
    await frame.locator('.run-sheet').focus();
    await frame.press('body', 'Home');
    for (const _ of [1, 2]) await frame.locator('.transport .speed').click();
    // Looked at in the same moment: on a busy machine it may have come to its end before it is looked at.
    const label = await frame.locator('.transport .play').evaluate((button: HTMLElement) => {
      button.click();
      return button.getAttribute('aria-label');
    });
    assert.match(label ?? '', /^Pause/);
    await frame.locator('.run-rows .step.breaks.current').waitFor();
    await frame.locator('.transport .play[aria-label^="Play"]').waitFor();
  });

  it('shows the run without a fault, and another flow', async () => {
    const frame = await replay();
    await frame.locator('select[aria-label="Run"]').selectOption('happy');
    await frame.locator('.run-title', { hasText: 'Shopper calls Shop.place' }).waitFor();
    await frame.locator('.run-rows .step.fault').first().waitFor({ state: 'detached' });
    await workbench.screenshot('replay-happy-path');
    const flows = frame.locator('select[aria-label="From"]');
    const other = await flows.locator('option').nth(1).getAttribute('value');
    assert.ok(other);
    await flows.selectOption(other);
    await frame.locator('.run-panel', { hasText: other }).waitFor();
  });

  it('goes on from a step with a fault of one’s own', async () => {
    await workbench.runCommand('Archlint: Replay Runs');
    const frame = await replay();
    const pick = (name: string, value: string): Promise<unknown> => frame.locator(`select[aria-label="${name}"]`).selectOption(value);
    await pick('From', 'Shopper calls Shop.place');
    await pick('Run', 'happy');
    await frame.locator('.run-title', { hasText: 'The run without a fault' }).waitFor();
    await frame.locator('.run-rows .step', { hasText: 'increments Sales' }).first().click();
    // A crash strikes where something is about to happen after it: at this step or one of the next.
    const crashes = frame.locator('select[aria-label="What if"] option').filter({ hasText: /^Crash: Statistics / });
    for (let tries = 0; tries < 4 && (await crashes.count()) === 0; tries++) await frame.locator('[aria-label^="Next step"]').click();
    const crash = await crashes.first().getAttribute('value');
    assert.ok(crash);
    await pick('What if', crash);
    await frame.locator('.run-verdict', { hasText: 'Effect once is broken' }).waitFor();
    await frame.locator('.run-verdict', { hasText: 'a run of your own' }).waitFor();
    await says(frame, /^Statistics crashes after increments Sales/);
    await frame.locator('.run-rows .step.fault.current').waitFor();
    await workbench.screenshot('replay-what-if');
  });

  it('exports a run', async () => {
    await workbench.runCommand('Archlint: Export Run');
    await workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Markdown' }).click();
    await saveAs(workbench, '.md', join(workbench.folder, 'run.md'));
    assert.match(await readFile(await newFile(workbench, new Set(), 'run.md'), 'utf8'), /^## Statistics crashes\n[\s\S]*```mermaid\n/);
  });

  it('is back after a reload of the window', async () => {
    await workbench.reload();
    const frame = await replay();
    await frame.locator('.switch [aria-pressed="true"]', { hasText: /^Flow$/ }).waitFor();
    await frame.locator('.run-verdict', { hasText: 'a run of your own' }).waitFor();
  });

  it('follows the text: a mended design survives', async () => {
    await workbench.page.locator('.view-line', { hasText: /service\sStatistics/ }).click();
    await workbench.goTo(43, 32);
    await workbench.type(' idempotent by orderId');
    await workbench.goTo(11);
    await workbench.page
      .locator('.codelens-decoration a', { hasText: /8 ways to fail/ })
      .first()
      .waitFor();
    await workbench.revert();
  });

  it('is stacked where there is little room', async () => {
    await workbench.page.setViewportSize({ width: 1100, height: 1000 });
    const frame = await replay();
    await holds(async () => {
      const { stage, side } = await places(frame);
      assert.ok(side.y >= stage.y + stage.height - 1, 'The sequence diagram is not below the picture.');
    });
    await workbench.screenshot('replay-narrow');
    await holds(async () => {
      const cut = await frame.locator('.legend ul').evaluate((legend) => {
        const { bottom } = legend.getBoundingClientRect();
        return [...legend.querySelectorAll('li')]
          .filter((entry) => entry.getBoundingClientRect().top < bottom && entry.getBoundingClientRect().bottom > bottom)
          .map((entry) => entry.textContent);
      });
      assert.deepEqual(cut, [], 'Some of the legend is cut in half.');
    });
  });

  /** The picture's height and that of the steps, and what the divider says of them. */
  async function shares(frame: Frame): Promise<{ readonly picture: number; readonly steps: number; readonly said: number }> {
    const [picture, steps] = await Promise.all(['#middle', '.side'].map((selector) => frame.locator(selector).boundingBox()));
    assert.ok(picture && steps);
    return {
      picture: picture.height,
      steps: steps.height,
      said: Number(await frame.locator('.divider').getAttribute('aria-valuenow')),
    };
  }

  it('gives the steps more room where the divider is moved, by keyboard and by mouse', async () => {
    const frame = await replay();
    const divider = frame.locator('.divider');
    assert.equal(await divider.getAttribute('aria-orientation'), 'horizontal');
    const usual = await shares(frame);
    const place = await frame.locator('.transport .count').textContent();
    await divider.focus();
    for (let presses = 0; presses < 5; presses++) await frame.press('.divider', 'ArrowUp');
    let moved = usual;
    await holds(async () => {
      moved = await shares(frame);
      assert.ok(moved.steps > usual.steps + 20 && moved.picture < usual.picture - 20, JSON.stringify({ usual, moved }));
      assert.ok(Math.abs(moved.said - (100 * moved.picture) / (moved.picture + moved.steps + 1)) < 1, JSON.stringify(moved));
    });
    assert.equal(await frame.locator('.transport .count').textContent(), place, 'The arrows went through the run.');
    const box = await divider.boundingBox();
    assert.ok(box);
    const { mouse } = workbench.page;
    await mouse.move(box.x + box.width / 3, box.y + 3);
    await mouse.down();
    await mouse.move(box.x + box.width / 3, box.y - 60, { steps: 4 });
    await mouse.up();
    await holds(async () => {
      const dragged = await shares(frame);
      assert.ok(Math.abs(dragged.picture - (moved.picture - 60)) < 4, JSON.stringify({ moved, dragged }));
      assert.ok(Math.abs(dragged.said - (100 * dragged.picture) / (dragged.picture + dragged.steps + 1)) < 1, JSON.stringify(dragged));
    });
    for (const [theme, name] of themes) {
      await drawnIn(workbench, frame, theme);
      await holds(async () => assert.deepEqual(await axeViolations(frame), []));
      await workbench.screenshot(`replay-divided-${name}`);
    }
    await drawnIn(workbench, frame, 'Default Dark Modern');
    // Files open beside the preview, not in its place.
    await press(workbench, 'Control+1');
  });

  it('remembers the divider over a reload of the window, for each arrangement by itself', async () => {
    const { said } = await shares(await replay());
    await workbench.reload();
    let frame = await replay();
    await frame.locator(`.divider[aria-valuenow="${said}"]`).waitFor();
    await workbench.page.setViewportSize({ width: 2200, height: 1000 });
    frame = await replay();
    await frame.locator('.divider[aria-orientation="vertical"]').waitFor();
    // The share, not the width: the window may still be growing.
    const share = async (): Promise<number> => {
      const { stage, side } = await places(frame);
      return stage.width / (stage.width + side.width);
    };
    const before = await share();
    await frame.press('.divider', 'PageUp');
    await holds(async () => assert.ok((await share()) < before - 0.03, 'The picture has as much room as before.'));
    await workbench.screenshot('replay-divided-beside');
    await frame.press('.divider', 'Enter');
    await holds(async () => assert.ok(Math.abs((await share()) - before) < 0.01, 'The picture has not the room that it had.'));
    await workbench.page.setViewportSize({ width: 1100, height: 1000 });
    await frame.locator(`.divider[aria-orientation="horizontal"][aria-valuenow="${said}"]`).waitFor();
    await frame.press('.divider', 'Enter');
    await press(workbench, 'Control+1');
  });

  it('shows how a requirement fails', async () => {
    await workbench.openFile('demanding.arch');
    // The lens tells that the runs are known, which the offer waits for.
    await workbench.page
      .locator('.codelens-decoration a', { hasText: /^3 effects · 2 ways to fail$/ })
      .first()
      .waitFor();
    await workbench.goTo(9, 6);
    await workbench.takeFix({ title: /Show how this fails: Books crashes/ }, { screenshot: 'show-how-a-requirement-fails' });
    const frame = await replay();
    await frame.locator('.run-verdict strong', { hasText: 'A requirement is broken' }).waitFor();
    await frame.locator('.run-sheet').focus();
    await frame.press('body', 'End');
    await says(frame, /^Books increments Sales a second time\.$/);
  });
});
