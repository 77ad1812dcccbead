/** Flows and a run of the sample picture, as the server would send them. */
import type { DrawnRun, DrawnStep, Flows, RunChoice, RunPlay } from '../../server/protocol.ts';
import { range, uri } from './sample-diagram.ts';

/** How the run goes on when the second step's message is dropped. */
export const dropped: RunPlay = { variant: 0, budget: 2, choices: [{ at: 3, fault: 1 }] };

const source = { uri, range: range(1, 2, 3, 3) };

export function step(kind: string, from: string, to: string, more: Partial<DrawnStep> = {}): DrawnStep {
  const text = `${from} to ${to}.`;
  return {
    y: 100,
    kind,
    from,
    to,
    label: '',
    text,
    source,
    line: 'queue Paid',
    lost: false,
    failed: false,
    breaks: false,
    strikes: [],
    ...more,
  };
}

export const flows: Flows = {
  uri,
  faults: 1,
  flows: [
    { name: 'Clock ticks', source, verdict: 'holds', effects: 1, states: 3, runs: [] },
    {
      name: 'Till.pay',
      source,
      verdict: 'broken',
      effects: 3,
      states: 90,
      runs: [
        {
          title: 'Paid delivered twice',
          promise: 'Effect once is broken',
          text: 'Twice.',
          element: 'Books',
          source,
          faults: ['duplicate'],
        },
        { title: 'Books crashes', promise: 'Effect once is broken', text: 'Twice.', element: 'Books', source, faults: ['crash'] },
      ],
    },
    { name: 'Far away', source, verdict: 'holds', bound: '100,000 states', effects: 9, states: 100_000, runs: [] },
  ],
};

export function run(choice: RunChoice, more: Partial<DrawnRun> = {}): DrawnRun {
  return {
    uri,
    flow: 'Till.pay',
    run: choice,
    title: 'Paid delivered twice',
    subtitle: 'The shortest run.',
    svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    width: 400,
    height: 300,
    headsBottom: 60,
    elements: ['Till', 'Paid', 'Books'],
    legend: [],
    around: { Till: ['warehouse', 'shop'], Paid: ['shop'], Books: ['shop'], Hidden: ['warehouse', 'shop'] },
    steps: [
      step('message', 'Till', 'Paid'),
      step('message', 'Paid', 'Books', { strikes: [{ name: 'Drop', text: 'Paid is lost', play: dropped }] }),
      step('acknowledge', 'Books', 'Paid', { fault: 'Duplicate' }),
      step('event', 'Books', 'Books', { breaks: true, times: 2 }),
    ],
    ...(choice.kind === 'counterexample' && { verdict: { title: 'Effect once is broken', text: 'Twice.' } }),
    restsOn: [],
    ...more,
  };
}
