import type { Flow } from '../../../language/model/design.ts';
import { showDuration, showShare } from '../../../language/model/quantities.ts';
import { listed } from '../../element-names.ts';
import { defineChange, gone, now, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';
import { ratesText } from '../words.ts';

export const change = defineChange({
  id: 'flows',
  rank: 22,
  summary: 'Flows, and what they promise.',
  compare(before, after) {
    const { both, removed, added } = sides(flowsOf(before), flowsOf(after));
    return [
      ...removed.map((flow) => gone('other', `Removes ${theFlow(flow)}${promises(flow)}.`, flow.syntax.head)),
      ...added.map((flow) => now('other', `Adds ${theFlow(flow)}${promises(flow)}.`, flow.syntax.head)),
      ...both.flatMap(([was, is]) => becomes(was, is)),
    ];
  },
});

function flowsOf({ design }: Version): ReadonlyMap<string, Flow> {
  return new Map(design.flows.map((flow) => [`${flow.system.name}.${flow.name}`, flow]));
}

function promises(flow: Flow): string {
  const said = rows.flatMap((row) => row(flow) ?? []);
  return said.length === 0 ? '' : `, which promises ${listed(said)}`;
}

const rows: readonly ((flow: Flow) => string | undefined)[] = [
  ({ within }) => (within === undefined ? undefined : `an answer within ${showDuration(within)}`),
  ({ available }) => (available === undefined ? undefined : `an availability of ${showShare(available)}`),
  ({ reads }) =>
    reads &&
    `reads that see ${reads.scope === 'own' ? 'its own' : 'all'} writes${reads.after ? ` after ${showDuration(reads.after)}` : ''}`,
];

/** What comes, not what is promised. */
function rateText({ rate }: Flow): string | undefined {
  return rate && ratesText(rate);
}

function theFlow({ criticality, name }: Flow): string {
  return criticality === 'normal' ? `the flow ${name}` : `the ${criticality} flow ${name}`;
}

function becomes(was: Flow, is: Flow): readonly Reported[] {
  const worth = was.criticality === is.criticality ? [] : [now('other', worthText(was, is), is.syntax.head)];
  const promised = rows.flatMap((row): readonly Reported[] => {
    const [earlier, present] = [row(was), row(is)];
    if (earlier === present) return [];
    const text = present
      ? `The flow ${is.name} promises ${present} now${earlier ? `; it was ${earlier}` : ''}`
      : `The flow ${is.name} no longer promises ${earlier}`;
    return [now('other', `${text}.`, is.syntax.head)];
  });
  const [earlier, present] = [startText(was), startText(is)];
  const begins =
    earlier === present ? [] : [now('other', `The flow ${is.name} begins at ${present} now; it was at ${earlier}.`, is.syntax.head)];
  const [slow, fast] = [rateText(was), rateText(is)];
  const rates =
    slow === fast
      ? []
      : [
          now(
            'other',
            fast === undefined
              ? `Nothing says any more how often the flow ${is.name} begins; it was at ${slow}.`
              : `The flow ${is.name} begins at ${fast} now${slow === undefined ? '' : `; it was ${slow}`}.`,
            is.syntax.head,
          ),
        ];
  return [...begins, ...rates, ...promised, ...worth];
}

/** Where it begins, as it is named. */
function startText({ from, message, fromElement }: Flow): string {
  if (message) return message.name;
  const [first] = from;
  return from.length === 1 && first ? first.label : (fromElement?.name ?? 'somewhere unknown');
}

function worthText(was: Flow, is: Flow): string {
  if (is.criticality === 'normal') return `The flow ${is.name} is no longer ${was.criticality}.`;
  return `The flow ${is.name} is ${is.criticality} now${was.criticality === 'normal' ? '' : `; it was ${was.criticality}`}.`;
}
