/** The fault explorer: all flows of all examples, of a design of 100 elements and of the large project, and the rate of states. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetSearches } from '../analysis/explorer/cache.ts';
import { flowsOf } from '../analysis/explorer/flows.ts';
import { explore } from '../analysis/explorer/index.ts';
import { Wishes } from '../analysis/explorer/requirements.ts';
import { bytesPerState, search } from '../analysis/explorer/search.ts';
import { unfold } from '../analysis/explorer/unfold.ts';
import { variantsOf } from '../analysis/explorer/variants.ts';
import type { Design } from '../language/model/design.ts';
import { here, median, printTable, type Row } from './measure.ts';
import { designOf, makeProject } from './project.ts';

const ROUNDS = 15;

/** The examples that the tests know: the files of `shop` are one design, each other file is one of its own. */
async function examples(): Promise<readonly Design[]> {
  const root = here('test/corpus');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.arch'));
  const projects = new Map<string, Map<string, string>>();
  for (const name of names.sort()) {
    const project = name.startsWith('shop') ? 'shop' : name;
    projects.set(
      project,
      new Map([...(projects.get(project) ?? []), [name.replaceAll('\\', '/'), readFileSync(join(root, name), 'utf8')]]),
    );
  }
  return Promise.all([...projects.values()].map(designOf));
}

/** Milliseconds of processor time so far: exploring waits for nothing, and what else the machine does shall not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Explores designs as if for the first time, in a process that has explored before. */
function measure(designs: readonly Design[], faults: number, rounds = ROUNDS): { readonly milliseconds: number; readonly states: number } {
  const times: number[] = [];
  let states = 0;
  for (let round = 0; round < rounds; round++) {
    forgetSearches();
    const started = processorTime();
    states = 0;
    for (const design of designs) for (const flow of explore(design, { faults }).flows) states += flow.states;
    times.push(processorTime() - started);
  }
  return { milliseconds: median(times), states };
}

/** States a second of the search alone, on the flows with most states, at two faults; and the bytes that one takes. */
function rate(designs: readonly Design[]): { readonly perSecond: number; readonly bytes: number } {
  const flows = designs.flatMap((design) => {
    const wishes = new Wishes(design);
    return flowsOf(design).flatMap((start) => [...variantsOf((choices) => unfold(design, start, choices, 2, wishes))]);
  });
  const rates: number[] = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let states = 0;
    let held = 0;
    const started = processorTime();
    for (const flow of flows) {
      const found = search(flow, { faults: 2, states: 1_000_000, cancelled: () => false });
      states += found.states;
      held += found.states * bytesPerState(flow);
    }
    rates.push((states / (processorTime() - started)) * 1000);
    bytes = held / states;
  }
  return { perSecond: median(rates), bytes };
}

function row(what: string, { milliseconds, states }: { readonly milliseconds: number; readonly states: number }, aim: string): Row {
  return { what, measured: `${milliseconds.toFixed(0)} ms, ${states.toLocaleString('en')} states`, aim };
}

/** Measures and prints. */
export async function benchExplore(): Promise<void> {
  const known = await examples();
  const hundred = await designOf(makeProject(100, 5));
  const large = await designOf(makeProject(5_000, 100));
  const { perSecond, bytes } = rate(known);
  const again = processorTime();
  explore(large);
  const first = processorTime() - again;
  const more = processorTime();
  explore(large);
  const second = processorTime() - more;
  printTable('Exploring every run, warm, processor time', [
    row('all flows of all examples, 1 fault', measure(known, 1), '100 ms'),
    row('all flows of all examples, 2 faults', measure(known, 2), ''),
    row('100 elements, 1 fault', measure([hundred], 1), '300 ms'),
    row('100 elements, 2 faults', measure([hundred], 2), '3,000 ms'),
    { what: '5,000 elements, 1 fault', measured: `${first.toFixed(0)} ms` },
    { what: 'the same once more, nothing changed', measured: `${second.toFixed(0)} ms` },
    { what: 'states a second, one core', measured: Math.round(perSecond).toLocaleString('en'), aim: '500,000' },
    { what: 'bytes a state', measured: bytes.toFixed(0), aim: '150' },
  ]);
}
