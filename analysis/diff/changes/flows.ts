import type { Flow } from '../../../language/model/design.ts';
import { showDuration, showShare } from '../../../language/model/quantities.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'flows',
  rank: 13,
  summary: 'Flows, and what they promise.',
  compare(before, after) {
    const { both, removed, added } = sides(flowsOf(before), flowsOf(after));
    return [
      ...removed.map((flow) => gone('other', `Removes the flow ${flow.name}${promises(flow)}.`, flow.syntax.head)),
      ...added.map((flow) => now('other', `Adds the flow ${flow.name}${promises(flow)}.`, flow.syntax.head)),
      ...both.flatMap(([was, is]) => becomes(was, is)),
    ];
  },
});

function flowsOf({ design }: Version): ReadonlyMap<string, Flow> {
  return new Map(design.flows.map((flow) => [`${flow.system.name}.${flow.name}`, flow]));
}

function promises(flow: Flow): string {
  const said = rows.flatMap((row) => row(flow) ?? []);
  return said.length === 0 ? '' : `, which promises ${said.join(', ')}`;
}

const rows: readonly ((flow: Flow) => string | undefined)[] = [
  ({ within }) => (within === undefined ? undefined : `an answer within ${showDuration(within)}`),
  ({ available }) => (available === undefined ? undefined : `${showShare(available)} of the time`),
  ({ reads }) => reads && `to read ${reads.scope} writes${reads.after ? ` after ${showDuration(reads.after)}` : ''}`,
  ({ criticality }) => (criticality === 'normal' ? undefined : `to be ${criticality}`),
];

function becomes(was: Flow, is: Flow): readonly Reported[] {
  return rows.flatMap((row): readonly Reported[] => {
    const [earlier, present] = [row(was), row(is)];
    if (earlier === present) return [];
    const text = present
      ? `The flow ${is.name} promises ${present} now${earlier ? `; it was ${earlier}` : ''}`
      : `The flow ${is.name} no longer promises ${earlier}`;
    return [now('other', `${text}.`, is.syntax.head)];
  });
}
