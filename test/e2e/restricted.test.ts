/** A workspace that nobody trusts: Archlint runs nothing of it, so it works there as well. */
import { Workbench } from './workbench.ts';

describe('the packaged extension in a restricted workspace', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({}, { restricted: true });
  });
  after(() => workbench?.close());

  it('is in Restricted Mode', () => workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor());

  it('shows findings', async () => {
    await workbench.openFile('dead-letters.arch');
    await workbench.squiggles('error').first().waitFor();
  });

  it('draws the design', async () => {
    await workbench.runCommand('Archlint: Open Preview to the Side');
    const picture = await workbench.preview('[data-id="deadletters.Ledger"]');
    await picture.locator('svg [data-id]').nth(3).waitFor({ state: 'attached' });
    await workbench.screenshot('restricted');
  });
});
