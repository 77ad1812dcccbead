/** A raw JSON-RPC client of the server's process: frames messages by hand, so that the protocol itself is under test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The longest that anything is waited for, in milliseconds: on a busy machine a server takes its time to start. */
const patience = 120_000;

/** The entry of the server's process. */
export const serverFile: string = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

export interface Message {
  readonly jsonrpc: '2.0';
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly message: string;
    readonly severity: number;
    readonly tags?: readonly number[];
    readonly range: { readonly start: { readonly line: number; readonly character: number } };
  }[];
}

export class Client {
  readonly process: ChildProcess;
  /** All that the server sent, in order. */
  readonly received: Message[] = [];
  /** What the server wrote beside the protocol. */
  stderr = '';
  /** How requests of the server are answered: as by a client that knows nothing, unless a test says otherwise. */
  reply: (request: Message) => Pick<Message, 'result' | 'error'> = () => ({ result: null });
  #pending = Buffer.alloc(0);
  #nextId = 1;
  readonly #waiting = new Set<() => void>();
  readonly #ended: Promise<number | null>;

  constructor(...args: readonly string[]) {
    this.process = spawn(process.execPath, [serverFile, ...(args.length === 0 ? ['--stdio'] : args)], { stdio: 'pipe' });
    this.process.stdout?.on('data', (data: Buffer) => this.#read(data));
    this.process.stderr?.on('data', (data: Buffer) => {
      this.stderr += data.toString();
    });
    // Only then has all been heard that it said.
    this.#ended = new Promise((resolve) => {
      this.process.on('close', (code) => {
        resolve(code);
        this.#wake();
      });
    });
  }

  /** Sends raw bytes. */
  write(text: string): void {
    this.process.stdin?.write(text);
  }

  /** Sends one message. */
  send(message: Omit<Message, 'jsonrpc'>): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  /** Sends a request without waiting; the answer is got by `answer`. */
  ask(method: string, params: unknown): number {
    const id = this.#nextId++;
    this.send({ id, method, params });
    return id;
  }

  /** The answer to a request, be it a result or an error. */
  async answer(id: number): Promise<Message> {
    return await this.until(`the answer to request ${id}`, () =>
      this.received.find((message) => message.id === id && message.method === undefined),
    );
  }

  /** Sends a request and returns its result. */
  async request<Result>(method: string, params: unknown): Promise<Result> {
    const { result, error } = await this.answer(this.ask(method, params));
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as Result;
  }

  /** Introduces itself; file watching is left to the tests. */
  async initialize(
    folders: readonly string[],
    capabilities: object = {},
    initializationOptions: object = {},
  ): Promise<{ readonly capabilities: Record<string, unknown> }> {
    const result = await this.request<{ readonly capabilities: Record<string, unknown> }>('initialize', {
      processId: process.pid,
      initializationOptions,
      rootUri: folders[0] ?? null,
      workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
      capabilities: { workspace: { workspaceFolders: true }, textDocument: { publishDiagnostics: {} }, ...capabilities },
    });
    this.notify('initialized', {});
    return result;
  }

  open(uri: string, text: string, version = 1): void {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'arch', version, text } });
  }

  /** Replaces a document's whole text. */
  change(uri: string, text: string, version: number): void {
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  /** What was last published about a file. */
  published(uri: string): Published | undefined {
    const all = this.received.filter(({ method }) => method === 'textDocument/publishDiagnostics').map(({ params }) => params as Published);
    return all.findLast((published) => published.uri === uri);
  }

  /** Waits for diagnostics of a file that fit. */
  async diagnostics(uri: string, fits: (published: Published) => boolean = () => true): Promise<Published> {
    return await this.until(`diagnostics of ${uri}`, () => {
      const published = this.published(uri);
      return published !== undefined && fits(published) ? published : undefined;
    });
  }

  /** Waits until something is there; looks again whenever the server said something. */
  async until<T>(what: string, ask: () => T | undefined): Promise<T> {
    const end = Date.now() + patience;
    for (;;) {
      const answer = ask();
      if (answer !== undefined) return answer;
      const left = end - Date.now();
      if (left <= 0 || this.process.exitCode !== null) {
        const last = JSON.stringify(this.received.at(-1))?.slice(0, 500);
        throw new Error(`Waited in vain for ${what}. Last heard: ${last}. ${this.stderr}`);
      }
      await this.#heard(left);
    }
  }

  /** Waits until the server has ended and all that it said is heard. @returns its exit status */
  async ended(): Promise<number | null> {
    return await this.#ended;
  }

  /** Ends the server as the protocol wants and returns its exit status. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    await this.request('shutdown', undefined);
    this.notify('exit', undefined);
    return await this.ended();
  }

  #heard(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.#waiting.add(wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #read(data: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, data]);
    for (;;) {
      const end = this.#pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#pending.subarray(0, end).toString())?.[1]);
      if (this.#pending.length < end + 4 + length) return;
      const body = this.#pending.subarray(end + 4, end + 4 + length).toString();
      this.#pending = this.#pending.subarray(end + 4 + length);
      this.#receive(JSON.parse(body) as Message);
    }
  }

  #receive(message: Message): void {
    this.received.push(message);
    if (message.method !== undefined && message.id !== undefined) this.send({ id: message.id, ...this.reply(message) });
    this.#wake();
  }
}
