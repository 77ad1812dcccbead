/** No request may crash the server or show a stack: what a feature throws is logged, and the client gets an empty answer. */
import { isOperationCancelled } from 'langium';
import { ResponseError } from 'vscode-languageserver';
import type { Log } from './log.ts';

/**
 * Guards every method of a feature.
 *
 * @param log told of what was thrown
 * @param what the feature in the user's words, as in "The hover text could not be made."
 * @param feature an object with methods that answer requests
 * @returns the same object; a method that throws answers `undefined`, except that cancellations and messages meant for the user pass
 */
export function guarded<Feature extends object>(log: Log, what: string, feature: Feature): Feature {
  const failed = (error: unknown): undefined => {
    if (isOperationCancelled(error) || error instanceof ResponseError) throw error;
    log.error(`${what} could not be made.`, error);
    return undefined;
  };
  return new Proxy(feature, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      return (...parameters: readonly unknown[]): unknown => {
        try {
          const result: unknown = value.apply(target, parameters);
          return result instanceof Promise ? result.catch(failed) : result;
        } catch (error) {
          return failed(error);
        }
      };
    },
  });
}
