/** The layout engine for tests. */
import { createLayouter, type Layouter } from '../../server/layout.ts';

/** An engine that lays out whatever it is given, however busy the machine is: what the usual deadline cuts short looks different. */
export function patientLayouter(): Layouter {
  return createLayouter({ deadline: 120_000 });
}
