/** Waiting for what the text says now, before something is told of it. */
import { type Cancellation, DocumentState, type URI } from 'langium';
import type { ServerSharedServices } from '../module.ts';

/**
 * Waits until a document, as it is in the editor now, is read and its project's findings are present.
 * @throws OperationCancelled if the token says so
 */
export async function upToDate(services: ServerSharedServices, uri: URI, token: Cancellation.CancellationToken): Promise<void> {
  const { WorkspaceManager, WorkspaceLock, DocumentBuilder } = services.workspace;
  await WorkspaceManager.ready;
  // What was opened or edited before the request is read first.
  await WorkspaceLock.read(() => undefined);
  await DocumentBuilder.waitUntil(DocumentState.Validated, token);
  await services.server.ProjectAnalyses.settled(uri, token);
}
