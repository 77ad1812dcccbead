/** The language server's process as the extension sees it: started, restarted, asked. */
import * as vscode from 'vscode';
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  CodeActionRequest,
  LanguageClient,
  type Range,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  type Diagram,
  type DiagramChangedParams,
  type DiagramFinding,
  type DiagramParams,
  diagramChangedNotification,
  diagramRequest,
} from '../server/protocol.ts';
import { reasonOf } from './words.ts';

/** A quick fix, by its title. */
export interface QuickFix {
  readonly title: string;
  /** What it changes in the text, if anything. */
  edit(): Promise<vscode.WorkspaceEdit | undefined>;
  /** What it runs then, if anything. */
  readonly command?: { readonly command: string; readonly arguments?: readonly unknown[] };
}

/** How the server is doing. */
export type ServerState = 'starting' | 'running' | 'stopped';

const states: Readonly<Record<State, ServerState>> = {
  [State.Starting]: 'starting',
  [State.StartFailed]: 'stopped',
  [State.Running]: 'running',
  [State.Stopped]: 'stopped',
};

export class LanguageServer implements vscode.Disposable {
  readonly #module: string;
  readonly #output: vscode.LogOutputChannel;
  readonly #watchers: readonly vscode.FileSystemWatcher[];
  readonly #stateChanged = new vscode.EventEmitter<ServerState>();
  readonly #diagramChanged = new vscode.EventEmitter<vscode.Uri>();
  #client: LanguageClient;

  /** The server came up, went down or is on its way. */
  readonly onDidChangeState: vscode.Event<ServerState> = this.#stateChanged.event;
  /** The picture of this document is not what it was. */
  readonly onDidChangeDiagram: vscode.Event<vscode.Uri> = this.#diagramChanged.event;

  /**
   * @param module the server's bundle, run by VS Code's own Node
   * @param output where the server's log goes
   */
  constructor(module: string, output: vscode.LogOutputChannel) {
    this.#module = module;
    this.#output = output;
    this.#watchers = ['**/*.arch', '**/archlint.json'].map((pattern) => vscode.workspace.createFileSystemWatcher(pattern));
    this.#client = this.#newClient();
  }

  #newClient(): LanguageClient {
    const module = this.#module;
    const client = new LanguageClient(
      'archlint',
      'Archlint',
      {
        run: { module, transport: TransportKind.ipc },
        debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
      },
      {
        documentSelector: [
          { scheme: 'file', language: 'arch' },
          { scheme: 'untitled', language: 'arch' },
          // A repository that is looked at without a checkout. Each of its files is a project of its own.
          { scheme: 'vscode-vfs', language: 'arch' },
          // The catalogue of technologies, which the server holds.
          { scheme: 'builtin', language: 'arch' },
        ],
        initializationOptions: { preview: true },
        synchronize: { fileEvents: [...this.#watchers], configurationSection: 'archlint' },
        outputChannel: this.#output,
        diagnosticCollectionName: 'archlint',
      },
    );
    client.onDidChangeState(({ newState }) => {
      // One that was given up says nothing of the server any more.
      if (client === this.#client) this.#stateChanged.fire(states[newState]);
    });
    client.onNotification(diagramChangedNotification, ({ uri }: DiagramChangedParams) =>
      this.#diagramChanged.fire(client.protocol2CodeConverter.asUri(uri)),
    );
    return client;
  }

  get state(): ServerState {
    return states[this.#client.state];
  }

  /** Starts the server unless it runs, is on its way or could not start before. A failure is shown to the user by the client itself. */
  async start(): Promise<void> {
    if (this.#client.needsStart()) await this.#begin();
  }

  /**
   * Ends the server, however it is, and starts it anew: also one that hangs, or that could not start before. A client that could not end its server cannot
   * be used again: it takes the late end of that one for the end of the next. So each start has a client of its own.
   */
  async restart(): Promise<void> {
    if (this.state !== 'starting') {
      const before = this.#client;
      this.#client = this.#newClient();
      try {
        await before.dispose();
      } catch (error) {
        // One that does not answer is killed by its client; one that never came up has nothing to end.
        this.#output.warn(`The language server did not end by itself: ${reasonOf(error)}`);
      }
    }
    await this.#begin();
  }

  async #begin(): Promise<void> {
    try {
      await this.#client.start();
    } catch (error) {
      this.#output.error(`The language server did not start: ${reasonOf(error)}`);
    }
  }

  /**
   * The picture of a document, `null` when there is nothing to draw.
   * @throws when the server cannot draw it or is not running; a cancelled request throws as well
   */
  diagram(params: DiagramParams, token: CancellationToken): Promise<Diagram | null> {
    return this.#client.sendRequest<Diagram | null>(diagramRequest, params, token);
  }

  /**
   * Sends a request of Archlint's own.
   * @throws when the server refuses it or is not running
   */
  request<R>(method: string, params: unknown, token?: CancellationToken): Promise<R> {
    // A token that is not there would count as a parameter.
    return token === undefined ? this.#client.sendRequest<R>(method, params) : this.#client.sendRequest<R>(method, params, token);
  }

  /**
   * The quick fixes of one finding, the preferred one first.
   * @throws when the server is not running
   */
  async quickFixes(
    uri: string,
    { range, rule, message }: Pick<DiagramFinding, 'rule' | 'message'> & { readonly range: Range },
  ): Promise<readonly QuickFix[]> {
    const actions = await this.#client.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [], only: [CodeActionKind.QuickFix] },
    });
    return (actions ?? [])
      .filter((action): action is CodeAction => 'kind' in action)
      .filter(({ diagnostics }) => diagnostics?.some((each) => each.code === rule && each.message === message))
      .toSorted((one, other) => Number(other.isPreferred ?? false) - Number(one.isPreferred ?? false))
      .map(({ title, edit, command }) => ({ title, command, edit: () => this.#client.protocol2CodeConverter.asWorkspaceEdit(edit) }));
  }

  /** A document's identifier as the server knows it. */
  uri(uri: vscode.Uri): string {
    return this.#client.code2ProtocolConverter.asUri(uri);
  }

  async dispose(): Promise<void> {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#stateChanged.dispose();
    this.#diagramChanged.dispose();
    await this.#client.dispose();
  }
}
