/** What is drawn at another's side: private dead-letter queues, and in compact pictures private stores. */
import type { Element } from '../../language/model/design.ts';
import type { Density } from './graph.ts';
import type { Line } from './lines.ts';

export interface Dock {
  readonly docked: Element;
  /** The lines that the dock itself shows. */
  readonly lines: readonly Line[];
}

/** @returns what docks, by the element at whose side; no element takes more than one. */
export function docksOf(elements: readonly Element[], lines: readonly Line[], density: Density): ReadonlyMap<Element, Dock> {
  const touching = new Map<Element, Line[]>(elements.map((element) => [element, []]));
  for (const line of lines) {
    touching.get(line.from)?.push(line);
    if (line.to !== line.from) touching.get(line.to)?.push(line);
  }
  const docks = new Map<Element, Dock>();
  for (const element of elements) {
    const own = touching.get(element) ?? [];
    const host = deadLetterHost(element, own) ?? (density === 'compact' ? storeHost(element, own) : undefined);
    const present = host && docks.get(host)?.docked;
    if (host && (!present || isImplicit(element, host))) docks.set(host, { docked: element, lines: own });
  }
  return docks;
}

function isImplicit(element: Element, host: Element): boolean {
  return 'deadLettersOf' in element && element.deadLettersOf === host;
}

/** The one channel whose dead letters a channel holds, if it does nothing else but give them back. */
function deadLetterHost(element: Element, lines: readonly Line[]): Element | undefined {
  if (!('closed' in element)) return undefined;
  const hosts = new Set(lines.filter(({ kind, to }) => kind === 'dead-letter' && to === element).map(({ from }) => from));
  const [host] = hosts;
  if (!host || hosts.size > 1 || !('closed' in host) || host.group !== element.group || host.system !== element.system) return undefined;
  const quiet = lines.every(({ kind, from, to }) =>
    kind === 'dead-letter' ? to === element : kind === 'redrive' && from === element && to === host,
  );
  return quiet ? host : undefined;
}

/** The one service that uses a store. */
function storeHost(element: Element, lines: readonly Line[]): Element | undefined {
  if (element.kind !== 'store' && element.kind !== 'cache') return undefined;
  const hosts = new Set(lines.map(({ from, to }) => (from === element ? to : from)));
  const [host] = hosts;
  if (!host || hosts.size > 1 || host.group !== element.group || host.system !== element.system) return undefined;
  const fits = host.kind === 'service' || host.kind === 'orchestrator';
  const accessed = lines.every(
    ({ kind, to }) => to === element && (kind === 'read' || kind === 'write' || kind === 'read-write' || kind === 'uses'),
  );
  return fits && accessed ? host : undefined;
}

/** Whether a channel is only there for dead letters: nobody else puts anything in, and it is not there to retry them later. */
export function isParking(element: Element, lines: readonly Line[]): boolean {
  if (!('closed' in element) || element.facts.delay) return false;
  const into = lines.filter(({ to }) => to === element);
  return into.length > 0 && into.every(({ kind }) => kind === 'dead-letter');
}
