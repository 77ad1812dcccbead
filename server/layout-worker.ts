/** Runs the layout engine in a thread of its own: graphs in, laid out graphs or error messages out. */
import { parentPort } from 'node:worker_threads';
import ELK, { type ElkNode } from 'elkjs/lib/elk.bundled.js';
import { messageOf } from './log.ts';

/** A graph to lay out, as plain data. */
export interface LayoutRequest {
  readonly id: number;
  readonly graph: unknown;
}

/** What became of it. */
export type LayoutAnswer = { readonly id: number; readonly graph: unknown } | { readonly id: number; readonly error: string };

const port = parentPort;
if (port) {
  const elk = new ELK.default();
  port.on('message', ({ id, graph }: LayoutRequest) => {
    elk.layout(graph as ElkNode).then(
      (laidOut) => port.postMessage({ id, graph: laidOut } satisfies LayoutAnswer),
      (error: unknown) => port.postMessage({ id, error: messageOf(error) } satisfies LayoutAnswer),
    );
  });
}
