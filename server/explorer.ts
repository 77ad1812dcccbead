/** The fault explorer in a thread of its own: it never keeps the editor waiting, drops what nobody wants any more, and explores a design once. */
import type { Exploration, Replay, RunChoices } from '../analysis/explorer/index.ts';
import type { Design } from '../language/model/design.ts';
import type { ExploreAnswer, ExploreQuestion, ExploreRequest } from './explore-worker.ts';
import { Thread, type Work } from './thread.ts';

/** The answer is no longer wanted. */
export class ExplorationCancelledError extends Error {
  override readonly name = 'ExplorationCancelledError';
}

export interface Explorer {
  /**
   * Explores a design, or hands out what is known of it already.
   *
   * @param faults how many faults may strike in one run
   * @param signal aborted when the caller no longer wants it; once nobody does, the work ends
   * @throws ExplorationCancelledError if the signal is aborted
   */
  explore(design: Design, faults: number, signal?: AbortSignal): Promise<Exploration>;
  /**
   * Plays one run of a flow, with what could strike at each step.
   *
   * @param run which faults strike; without it the run without a fault
   * @returns undefined where the design has no such flow, or no such variant of it
   * @throws ExplorationCancelledError if the signal is aborted
   */
  replay(design: Design, flow: string, run?: RunChoices, signal?: AbortSignal): Promise<Replay | undefined>;
  /** What is known of a design without asking for it. */
  known(design: Design, faults: number): Exploration | undefined;
  /** Ends the thread. What is still waiting is rejected. */
  dispose(): Promise<void>;
}

type Result = Exploration | Replay | undefined;

/** A question on its way, and who waits for its answer. */
interface Job {
  readonly id: number;
  readonly design: Design;
  readonly question: ExploreQuestion;
  readonly cancelled: SharedArrayBuffer;
  readonly done: Promise<Result>;
  waiting: number;
  settle(result: Result | Error): void;
}

/** Starts nothing yet: the thread starts with the first question, and keeps the process alive only while it works. */
export function createExplorer(): Explorer {
  return new ThreadExplorer();
}

class ThreadExplorer implements Explorer, Work<Job, ExploreAnswer> {
  readonly module = 'explore-worker';
  readonly name = 'The explorer';
  /** What was found, by number of faults; it lives as long as the design. */
  readonly #known = new WeakMap<Design, Map<number, Exploration>>();
  readonly #ids = new WeakMap<Design, number>();
  readonly #thread = new Thread<Job, ExploreAnswer>(this);
  /** Designs that the thread was sent. It asks for those that it has dropped in favour of others, or never had since it is a new one. */
  readonly #sent = new Set<number>();
  #nextId = 1;

  known(design: Design, faults: number): Exploration | undefined {
    return this.#known.get(design)?.get(faults);
  }

  async explore(design: Design, faults: number, signal?: AbortSignal): Promise<Exploration> {
    const known = this.known(design, faults);
    if (known) return known;
    const exploration = (await this.#ask(design, { kind: 'explore', faults }, signal)) as Exploration;
    const all = this.#known.get(design) ?? new Map<number, Exploration>();
    // Several may have waited for it: they all get the same.
    const first = all.get(faults) ?? exploration;
    this.#known.set(design, all.set(faults, first));
    return first;
  }

  async replay(design: Design, flow: string, run?: RunChoices, signal?: AbortSignal): Promise<Replay | undefined> {
    return (await this.#ask(design, { kind: 'replay', flow, run }, signal)) as Replay | undefined;
  }

  dispose(): Promise<void> {
    return this.#thread.dispose(new ExplorationCancelledError('The explorer was shut down.'));
  }

  request({ id, design, question, cancelled }: Job): ExploreRequest {
    const designId = this.#ids.get(design) ?? id;
    this.#ids.set(design, designId);
    const isSent = this.#sent.has(designId);
    this.#sent.add(designId);
    return { id, designId, design: isSent ? undefined : design, question, cancelled };
  }

  answered(job: Job, answer: ExploreAnswer): boolean {
    if ('error' in answer && answer.unknown) {
      this.#sent.delete(this.#ids.get(job.design) ?? 0);
      return false;
    }
    job.settle('error' in answer ? new Error(answer.error) : answer.result);
    return true;
  }

  failed(job: Job, error: Error): void {
    job.settle(error);
  }

  async #ask(design: Design, question: ExploreQuestion, signal?: AbortSignal): Promise<Result> {
    if (signal?.aborted) throw new ExplorationCancelledError('The answer is no longer wanted.');
    const job = this.#jobFor(design, question);
    job.waiting++;
    const aborted = Promise.withResolvers<never>();
    const abort = (): void => aborted.reject(new ExplorationCancelledError('The answer is no longer wanted.'));
    signal?.addEventListener('abort', abort);
    try {
      return await Promise.race([job.done, aborted.promise]);
    } finally {
      signal?.removeEventListener('abort', abort);
      if (--job.waiting === 0) this.#drop(job);
    }
  }

  #jobFor(design: Design, question: ExploreQuestion): Job {
    const text = JSON.stringify(question);
    const waiting = this.#thread.jobs.find((job) => job.design === design && JSON.stringify(job.question) === text && !isCancelled(job));
    if (waiting) return waiting;
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    // Whoever waits hears of it by `#ask`; a job that nobody waits for any more fails without anyone to tell.
    promise.catch(() => undefined);
    const job: Job = {
      id: this.#nextId++,
      design,
      question,
      cancelled: new SharedArrayBuffer(4),
      done: promise,
      waiting: 0,
      settle: (result) => (result instanceof Error ? reject(result) : resolve(result)),
    };
    this.#thread.add(job);
    return job;
  }

  /** Nobody waits: one that runs is told to stop, one that does not never starts. */
  #drop(job: Job): void {
    Atomics.store(new Int32Array(job.cancelled), 0, 1);
    this.#thread.drop(job);
  }
}

function isCancelled({ cancelled }: Job): boolean {
  return Atomics.load(new Int32Array(cancelled), 0) !== 0;
}
