/** Waiting for what is to hold, never for time: a busy machine is many times slower than a quiet one. */
import { AssertionError } from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

/** The longest that anything is waited for, in milliseconds. */
export const patience = 90_000;

/** How often it is looked again, in milliseconds. */
const pace = 50;

/**
 * Makes assertions about what is on its way to the screen until they hold.
 * @throws what they said last, once there was time enough
 */
export async function holds(check: () => Promise<void>): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (!(error instanceof AssertionError) || Date.now() > end) throw error;
      await setTimeout(pace);
    }
  }
}
