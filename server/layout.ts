/** The layout engine for whoever draws on Node: in a thread of its own, with a deadline, and able to drop what is no longer wanted. */
import { Worker } from 'node:worker_threads';
import { type ElkEngine, type ElkGraph, LayoutCancelledError, LayoutDeadlineError, warmUpGraph } from '../diagram/index.ts';
import type { LayoutAnswer, LayoutRequest } from './layout-worker.ts';

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

interface Job {
  readonly request: LayoutRequest;
  readonly signal?: AbortSignal;
  settled: boolean;
  settle(result: ElkGraph | Error): void;
}

const DEADLINE = 10_000;
/** A layout that goes on for so long after nobody wants it any more is ended with its thread; starting one anew takes about as long. */
const GRACE = 300;

/** From sources the thread runs sources; bundled, it is a file beside the bundle. */
function workerUrl(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './layout-worker.ts' : './layout-worker.js', import.meta.url);
}

/** Starts nothing yet: the thread starts with the first layout, and keeps the process alive only while it works. */
export function createLayouter({ deadline = DEADLINE }: LayouterOptions = {}): Layouter {
  return new ThreadLayouter(deadline);
}

class ThreadLayouter implements Layouter {
  readonly #deadline: number;
  #worker: Worker | undefined;
  #queue: Job[] = [];
  #running: Job | undefined;
  #timer: NodeJS.Timeout | undefined;
  #nextId = 1;

  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  layout(graph: ElkGraph): Promise<ElkGraph> {
    return this.#enqueue(graph);
  }

  warm(): void {
    if (this.#worker || this.#running) return;
    // What fails here fails again for the first picture, which tells of it.
    this.#enqueue(warmUpGraph()).catch(() => undefined);
  }

  until(signal: AbortSignal): ElkEngine {
    return { layout: (graph) => this.#enqueue(graph, signal) };
  }

  async dispose(): Promise<void> {
    for (const job of [...this.#queue, ...(this.#running ? [this.#running] : [])]) {
      job.settle(new LayoutCancelledError('The layout engine was shut down.'));
    }
    this.#queue = [];
    await this.#end();
  }

  #enqueue(graph: ElkGraph, signal?: AbortSignal): Promise<ElkGraph> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        job.settle(new LayoutCancelledError('The layout is no longer wanted.'));
        this.#drop(job);
      };
      const job: Job = {
        request: { id: this.#nextId++, graph },
        signal,
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
      this.#queue.push(job);
      this.#next();
    });
  }

  /** A job that nobody waits for leaves the queue; if it runs, it gets a short while to end by itself. */
  #drop(job: Job): void {
    this.#queue = this.#queue.filter((each) => each !== job);
    if (this.#running === job) this.#limit(GRACE);
  }

  #next(): void {
    if (this.#running) return;
    const job = this.#queue.shift();
    if (!job) {
      this.#worker?.unref();
      return;
    }
    this.#running = job;
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#limit(this.#deadline);
    this.#worker.postMessage(job.request);
  }

  #limit(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const job = this.#running;
      void this.#end().then(() => {
        job?.settle(new LayoutDeadlineError(`The layout took longer than ${milliseconds / 1_000} s.`));
        this.#next();
      });
    }, milliseconds);
  }

  #start(): Worker {
    const worker = new Worker(workerUrl());
    worker.on('message', (answer: LayoutAnswer) => this.#answered(answer));
    worker.on('error', (error) => this.#failed(worker, error));
    worker.on('exit', () => this.#failed(worker, new Error('The layout engine ended unexpectedly.')));
    return worker;
  }

  #answered(answer: LayoutAnswer): void {
    const job = this.#running;
    if (job?.request.id !== answer.id) return;
    clearTimeout(this.#timer);
    this.#running = undefined;
    job.settle('error' in answer ? new Error(answer.error) : (answer.graph as ElkGraph));
    this.#next();
  }

  /** A thread that died by itself fails the job it ran; the next job gets a new one. */
  #failed(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    clearTimeout(this.#timer);
    this.#worker = undefined;
    const job = this.#running;
    this.#running = undefined;
    job?.settle(error);
    this.#next();
  }

  async #end(): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#running = undefined;
    await worker?.terminate();
  }
}
