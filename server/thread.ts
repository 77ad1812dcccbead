/** A thread that does one job after another: it starts with the first, keeps the process alive only while it works, and is replaced when it dies. */
import { Worker } from 'node:worker_threads';

/** What a thread does, and how it is asked and heard. */
export interface Work<Job, Answer> {
  /** Its module: a file of this folder, without what its name ends in. */
  readonly module: string;
  /** How it is called in an error, at the beginning of a sentence. */
  readonly name: string;
  /** @returns what the thread is sent for a job */
  request(job: Job): unknown;
  /** @returns false if the thread has to be asked once more */
  answered(job: Job, answer: Answer): boolean;
  /** The job will not be done: the thread died over it, or was disposed of. */
  failed(job: Job, error: Error): void;
}

export class Thread<Job extends { readonly id: number }, Answer extends { readonly id: number }> {
  readonly #work: Work<Job, Answer>;
  #worker: Worker | undefined;
  #waiting: Job[] = [];
  #running: Job | undefined;

  constructor(work: Work<Job, Answer>) {
    this.#work = work;
  }

  /** Whether there is a thread already, working or not. */
  get isStarted(): boolean {
    return this.#worker !== undefined;
  }

  get running(): Job | undefined {
    return this.#running;
  }

  /** All that is not done yet, in the order in which it will be. */
  get jobs(): readonly Job[] {
    return this.#running ? [this.#running, ...this.#waiting] : this.#waiting;
  }

  add(job: Job): void {
    this.#waiting.push(job);
    this.#next();
  }

  /** A job that nobody wants any more never starts. One that runs goes on. */
  drop(job: Job): void {
    this.#waiting = this.#waiting.filter((each) => each !== job);
  }

  /** Ends the thread and gives up what it was doing; a new one then goes on with what waits. @returns what was given up */
  async interrupt(): Promise<Job | undefined> {
    const job = this.#running;
    await this.#end();
    this.#next();
    return job;
  }

  /** Ends the thread; whatever is not done fails. */
  async dispose(error: Error): Promise<void> {
    const jobs = this.jobs;
    this.#waiting = [];
    for (const job of jobs) this.#work.failed(job, error);
    await this.#end();
  }

  #next(): void {
    if (this.#running) return;
    const job = this.#waiting.shift();
    if (!job) {
      this.#worker?.unref();
      return;
    }
    this.#running = job;
    this.#worker ??= this.#start();
    this.#worker.ref();
    try {
      this.#worker.postMessage(this.#work.request(job));
    } catch (error) {
      // What cannot be sent fails alone.
      this.#running = undefined;
      this.#work.failed(job, error instanceof Error ? error : new Error(String(error)));
      this.#next();
    }
  }

  #start(): Worker {
    // From sources the thread runs sources; bundled, it is a file beside the bundle.
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./${this.#work.module}.${ending}`, import.meta.url));
    worker.on('message', (answer: Answer) => this.#answered(answer));
    worker.on('error', (error) => this.#died(worker, error));
    worker.on('exit', () => this.#died(worker, new Error(`${this.#work.name} ended unexpectedly.`)));
    return worker;
  }

  #answered(answer: Answer): void {
    const job = this.#running;
    if (job?.id !== answer.id) return;
    this.#running = undefined;
    if (!this.#work.answered(job, answer)) this.#waiting.unshift(job);
    this.#next();
  }

  /** One that died by itself fails the job it ran; the next job gets a new one. */
  #died(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    const job = this.#running;
    this.#worker = undefined;
    this.#running = undefined;
    if (job) this.#work.failed(job, error);
    this.#next();
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#running = undefined;
    await worker?.terminate();
  }
}
