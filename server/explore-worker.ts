/** Explores designs in a thread of its own: questions about designs in, what was found or error messages out. */
import { parentPort } from 'node:worker_threads';
import { type Exploration, explore, type Replay, type RunChoices, replay } from '../analysis/explorer/index.ts';
import type { Design } from '../language/model/design.ts';
import { messageOf } from './log.ts';

/** What can be asked. */
export type ExploreQuestion =
  | { readonly kind: 'explore'; readonly faults: number }
  /** One run step by step, with what could strike at each; without choices the run without a fault. */
  | { readonly kind: 'replay'; readonly flow: string; readonly run?: RunChoices };

/** A question about a design. */
export interface ExploreRequest {
  readonly id: number;
  /** Stands for the design; the design itself comes along when the thread has not seen it yet. */
  readonly designId: number;
  readonly design?: Design;
  readonly question: ExploreQuestion;
  /** One 32-bit number: not 0 once nobody wants the answer any more. */
  readonly cancelled: SharedArrayBuffer;
}

export type ExploreAnswer =
  | { readonly id: number; readonly result: Exploration | Replay | undefined }
  | { readonly id: number; readonly error: string; readonly unknown?: true };

/** Designs kept for further questions: the last ones of a few open projects. */
const mostKept = 4;

const port = parentPort;
if (port) {
  const designs = new Map<number, Design>();
  port.on('message', ({ id, designId, design, question, cancelled }: ExploreRequest) => {
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
      port.postMessage({ id, result: resultOf(known, question, () => Atomics.load(flag, 0) !== 0) } satisfies ExploreAnswer);
    } catch (error) {
      port.postMessage({ id, error: messageOf(error) } satisfies ExploreAnswer);
    }
  });
}

function resultOf(design: Design, question: ExploreQuestion, cancelled: () => boolean): Exploration | Replay | undefined {
  switch (question.kind) {
    case 'explore':
      return explore(design, { faults: question.faults, cancelled });
    case 'replay':
      return replay(design, question.flow, question.run);
  }
}
