/** Opening and closing groups: what to ask the server for. */
import type { Diagram, DiagramNode, DiagramScope } from '../../../server/protocol.ts';
import type { PreviewState } from './state.ts';

type Folds = Pick<DiagramScope, 'expand' | 'collapse'>;

/** Whether a node is a group that is drawn closed. */
export function isClosedGroup({ kind, elements }: DiagramNode): boolean {
  return kind === 'group' && elements !== undefined;
}

/** Whether groups can be closed and opened: those of a state machine cannot. */
export function canFold({ wish }: Pick<PreviewState, 'wish'>): boolean {
  return wish.states === undefined;
}

/** The wish with one group the other way round. */
export function toggled({ expand, collapse }: Folds, { nodes }: Pick<Diagram, 'nodes'>, id: string): Folds {
  const group = nodes.find((node) => node.id === id);
  if (group?.kind !== 'group') return { expand, collapse };
  return isClosedGroup(group)
    ? { expand: including(expand, id), collapse: without(collapse, id) }
    : { expand: without(expand, id), collapse: including(collapse, id) };
}

/** The wish with all groups open or closed. */
export function allGroups(open: boolean): Folds {
  return open ? { expand: 'all', collapse: undefined } : { expand: undefined, collapse: 'all' };
}

function including(list: Folds['expand'], id: string): Folds['expand'] {
  return list === 'all' ? list : [...(list ?? []).filter((each) => each !== id), id];
}

function without(list: Folds['expand'], id: string): Folds['expand'] {
  return list === undefined || list === 'all' ? list : list.filter((each) => each !== id);
}
