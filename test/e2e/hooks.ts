/** What mocha does around all tests of a run. */
import { endSessions } from './sessions.ts';

export const mochaHooks = { afterAll: endSessions };
