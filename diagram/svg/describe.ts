/** What a screen reader says of the parts of a picture. */
import type { Picture, PlacedNode } from '../layout/picture.ts';
import type { EdgeKind, ViewEdge, ViewNode } from '../view/graph.ts';
import { sealNames } from './signs.ts';

/** `Placed, queue, SQS FIFO, 1 error`. */
export function describeNode({ id, name, kind, technology, instances }: ViewNode, picture: Picture): string {
  return [name, kind, technology?.label, instances?.replace('×', 'instances '), foundOn(id, picture)].filter(Boolean).join(', ');
}

/** `PlacedDlq, dead letters of Placed`. */
export function describeDock({ docked, node }: PlacedNode, picture: Picture): string {
  if (!docked) return '';
  const { docked: dock } = docked;
  const what = dock.kind === 'dead-letters' ? `dead letters of ${node.name}` : `${dock.kind} of ${node.name}`;
  return [dock.name, what, dock.technology?.label, foundOn(dock.id, picture)].filter(Boolean).join(', ');
}

const verbs: Readonly<Record<EdgeKind, string>> = {
  call: 'calls',
  message: 'sends to',
  subscription: 'is subscribed to by',
  read: 'reads',
  write: 'writes',
  'read-write': 'reads and writes',
  uses: 'remembers in',
  'dead-letter': 'parks dead letters in',
  redrive: 'puts back into',
};

/** `Shop sends to Orders: OrderPlaced, via outbox`. */
export function describeEdge({ kind, from, to, label, seal, outbox }: ViewEdge, names: ReadonlyMap<string, string>): string {
  const said = [label, seal && sealNames[seal], outbox ? sealNames.outbox : undefined].filter(Boolean).join(', ');
  return `${names.get(from) ?? from} ${verbs[kind]} ${names.get(to) ?? to}${said ? `: ${said}` : ''}`;
}

function foundOn(id: string, { view }: Picture): string | undefined {
  const count = view.findings.filter(({ on }) => on === id).length;
  return count === 0 ? undefined : count === 1 ? '1 finding' : `${count} findings`;
}
