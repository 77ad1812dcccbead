/** The layout engine for whoever draws on Node: in a thread of its own, with a deadline, and able to drop what is no longer wanted. */
import { type ElkEngine, type ElkGraph, LayoutCancelledError, LayoutDeadlineError, warmUpGraph } from '../diagram/index.ts';
import type { LayoutAnswer, LayoutRequest } from './layout-worker.ts';
import { Thread, type Work } from './thread.ts';

export interface Layouter extends ElkEngine {
  /** An engine whose work ends with a signal; what it waits for is then rejected with `LayoutCancelledError`. */
  until(signal: AbortSignal): ElkEngine;
  /**
   * Starts the thread ahead and has it lay out something small, so that the first picture does not wait for the engine to be loaded and compiled. Does
   * nothing once there is a thread or something to do.
   */
  warm(): void;
  /** Ends the thread. What is still waiting is rejected. */
  dispose(): Promise<void>;
}

export interface LayouterOptions {
  /** Milliseconds that one layout may take; 10 s if not said. */
  readonly deadline?: number;
}

interface Job extends LayoutRequest {
  settled: boolean;
  settle(result: ElkGraph | Error): void;
}

const DEADLINE = 10_000;
/** A layout that goes on for so long after nobody wants it any more is ended with its thread; starting one anew takes about as long. */
const GRACE = 300;

/** Starts nothing yet: the thread starts with the first layout, and keeps the process alive only while it works. */
export function createLayouter({ deadline = DEADLINE }: LayouterOptions = {}): Layouter {
  return new ThreadLayouter(deadline);
}

class ThreadLayouter implements Layouter, Work<Job, LayoutAnswer> {
  readonly module = 'layout-worker';
  readonly name = 'The layout engine';
  readonly #deadline: number;
  readonly #thread = new Thread<Job, LayoutAnswer>(this);
  #timer: NodeJS.Timeout | undefined;
  #nextId = 1;

  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  layout(graph: ElkGraph): Promise<ElkGraph> {
    return this.#enqueue(graph);
  }

  warm(): void {
    if (this.#thread.isStarted) return;
    // What fails here fails again for the first picture, which tells of it.
    this.#enqueue(warmUpGraph()).catch(() => undefined);
  }

  until(signal: AbortSignal): ElkEngine {
    return { layout: (graph) => this.#enqueue(graph, signal) };
  }

  dispose(): Promise<void> {
    return this.#thread.dispose(new LayoutCancelledError('The layout engine was shut down.'));
  }

  request({ id, graph }: Job): LayoutRequest {
    this.#limit(this.#deadline);
    return { id, graph };
  }

  answered(job: Job, answer: LayoutAnswer): boolean {
    clearTimeout(this.#timer);
    job.settle('error' in answer ? new Error(answer.error) : (answer.graph as ElkGraph));
    return true;
  }

  failed(job: Job, error: Error): void {
    clearTimeout(this.#timer);
    job.settle(error);
  }

  #enqueue(graph: ElkGraph, signal?: AbortSignal): Promise<ElkGraph> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        job.settle(new LayoutCancelledError('The layout is no longer wanted.'));
        this.#drop(job);
      };
      const job: Job = {
        id: this.#nextId++,
        graph,
        settled: false,
        settle(result) {
          if (job.settled) return;
          job.settled = true;
          signal?.removeEventListener('abort', abort);
          if (result instanceof Error) reject(result);
          else resolve(result);
        },
      };
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener('abort', abort);
      this.#thread.add(job);
    });
  }

  /** A job that nobody waits for leaves the queue; if it runs, it gets a short while to end by itself. */
  #drop(job: Job): void {
    this.#thread.drop(job);
    if (this.#thread.running === job) this.#limit(GRACE);
  }

  /** What runs is given up after so many milliseconds. */
  #limit(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const error = new LayoutDeadlineError(`The layout took longer than ${milliseconds / 1_000} s.`);
      void this.#thread.interrupt().then((job) => job?.settle(error));
    }, milliseconds);
  }
}
