/** What mocha does around all tests of a run. */
import { endSessions } from './sessions.ts';
import { Workbench } from './workbench.ts';

export const mochaHooks = {
  /** How it looked where a test has failed. */
  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.isFailed() === true) await Workbench.screenshotAll(`failed-${test.title}`);
  },
  afterAll: endSessions,
};
