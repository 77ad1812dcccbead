/** How requests of Archlint's own are answered: about the text as it is now, and in the user's words when that cannot be done. */
import { type Cancellation, isOperationCancelled, URI } from 'langium';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { LayoutCancelledError, UnknownScopeError } from '../../diagram/index.ts';
import { ExplorationCancelledError } from '../explorer.ts';
import type { ServerSharedServices } from '../module.ts';
import { upToDate } from './up-to-date.ts';

/** A request about a document. */
export interface Asked {
  /** The document's address, as the client has it. */
  readonly uri: string;
  readonly token: Cancellation.CancellationToken;
  /** What goes without an answer then, as in "The picture could not be drawn." */
  readonly failure: string;
}

/**
 * Answers a request about a document, once the text as it is now has been read and checked.
 *
 * @param give makes the answer; its signal is aborted once the client no longer wants it
 * @returns the answer, or an error with a sentence for the user: what goes wrong inside is logged, and no stack is shown
 */
export async function answered<Answer>(
  services: ServerSharedServices,
  { uri, token, failure }: Asked,
  give: (signal: AbortSignal) => Answer | Promise<Answer>,
): Promise<Answer | ResponseError<void>> {
  const stop = new AbortController();
  const heard = token.onCancellationRequested(() => stop.abort());
  try {
    await upToDate(services, URI.parse(uri), token);
    return await give(stop.signal);
  } catch (error) {
    if (isOperationCancelled(error) || error instanceof LayoutCancelledError || error instanceof ExplorationCancelledError)
      return new ResponseError(LSPErrorCodes.RequestCancelled, 'The answer is no longer wanted.');
    if (error instanceof UnknownScopeError) return new ResponseError(LSPErrorCodes.RequestFailed, error.message);
    services.server.Log.error(failure, error);
    return new ResponseError(LSPErrorCodes.RequestFailed, `${failure} The log of the language server tells why.`);
  } finally {
    heard.dispose();
  }
}
