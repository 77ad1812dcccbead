/** Questions to the extension, and their answers. */
import type { FromWebview, ToWebview } from '../preview/messages.ts';

interface Waiting {
  resolve(result: unknown): void;
  reject(reason: Error): void;
}

export class Requests {
  readonly #send: (message: FromWebview) => void;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  /** @param send carries a message to the extension */
  constructor(send: (message: FromWebview) => void) {
    this.#send = send;
  }

  /**
   * Asks the extension.
   * @param method one of `client/preview/requests.ts`
   * @throws an error with a sentence for the user when there is no answer to be had
   */
  ask<R>(method: string, params: object): Promise<R> {
    const number = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve: (result) => resolve(result as R), reject });
      this.#send({ type: 'request', number, method, params });
    });
  }

  /** Brings an answer to whoever asked. */
  settle(message: Extract<ToWebview, { readonly type: 'answer' | 'refusal' }>): void {
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if (message.type === 'answer') waiting?.resolve(message.result);
    else waiting?.reject(new Error(message.reason));
  }
}
