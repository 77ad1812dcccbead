/** Runs the server in this process, spoken to as its arguments say. */

import { type ServiceRequirements, startLanguageServer, WorkspaceState } from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createServerServices } from './module.ts';
import { WarmUp } from './warm-up.ts';

/** What tells of hops and findings, or goes by references from everywhere, needs all files of the workspace to be that far. */
const requirements: Partial<ServiceRequirements> = {
  CodeActionProvider: WorkspaceState.Validated,
  HoverProvider: WorkspaceState.Linked,
  InlayHintProvider: WorkspaceState.Linked,
};

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];

/**
 * Starts the language server; it ends with its client.
 *
 * @param parameters the process's arguments, of which one names the transport: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`
 * @returns false if none does; nothing was started then
 */
export function startServer(parameters: readonly string[]): boolean {
  if (!parameters.some((parameter) => transports.includes(parameter.split('=', 1)[0] ?? ''))) return false;
  const connection = createConnection(ProposedFeatures.all);
  const { shared, Arch } = createServerServices({
    connection,
    ...NodeFileSystem,
    // Sources and bundles both lie one level below the package.
    docsBase: new URL('../docs/rules/', import.meta.url).href,
  });
  // A client may refuse what it is asked for, as to register a watcher or to renew its lenses, where nobody waits for the answer.
  process.on('unhandledRejection', (error) => shared.server.Log.error('The editor refused a request, or something failed unseen.', error));
  // Over IPC nothing else tells that the client has gone; the other transports end with their streams.
  process.once('disconnect', () => process.exit(1));
  new WarmUp(Arch).listen();
  startLanguageServer(shared, requirements);
  return true;
}
