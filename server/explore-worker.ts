/** Explores designs in a thread of its own: designs in, what was found or error messages out. */
import { parentPort } from 'node:worker_threads';
import { explore } from '../analysis/explorer/index.ts';
import type { Exploration } from '../analysis/explorer/result.ts';
import type { Design } from '../language/model/design.ts';

/** A question about a design. */
export interface ExploreRequest {
  readonly id: number;
  /** Stands for the design; the design itself comes along when the thread has not seen it yet. */
  readonly designId: number;
  readonly design?: Design;
  readonly faults: number;
  /** One 32-bit number: not 0 once nobody wants the answer any more. */
  readonly cancelled: SharedArrayBuffer;
}

export type ExploreAnswer =
  | { readonly id: number; readonly exploration: Exploration }
  | { readonly id: number; readonly error: string; readonly unknown?: true };

/** Designs kept for further questions: the last ones of a few open projects. */
const mostKept = 4;

const port = parentPort;
if (port) {
  const designs = new Map<number, Design>();
  port.on('message', ({ id, designId, design, faults, cancelled }: ExploreRequest) => {
    const known = design ?? designs.get(designId);
    if (known === undefined) {
      port.postMessage({ id, error: 'The design is not known.', unknown: true } satisfies ExploreAnswer);
      return;
    }
    designs.delete(designId);
    designs.set(designId, known);
    const [oldest] = designs.keys();
    if (designs.size > mostKept && oldest !== undefined) designs.delete(oldest);
    const flag = new Int32Array(cancelled);
    try {
      const exploration = explore(known, { faults, cancelled: () => Atomics.load(flag, 0) !== 0 });
      port.postMessage({ id, exploration } satisfies ExploreAnswer);
    } catch (error) {
      port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies ExploreAnswer);
    }
  });
}
