import { listed } from '../../element-names.ts';
import type { Counterexample, FlowResult } from '../../explorer/result.ts';
import { exploration } from '../../passes/exploration.ts';
import { defineChange, type Reported } from '../change.ts';
import { sides, type Version } from '../version.ts';
import { requirementsOf } from './requirements.ts';

export const change = defineChange({
  id: 'faults',
  rank: 25,
  summary: 'Flows that survive any one fault now, or no longer do: a crash, a duplicate, a lost reply, a poison message.',
  compare(before, after) {
    // What only one version requires is no difference in what can happen: that it is required is told, and a finding says that it does not hold.
    const required = new Set(requirementsOf(after).map(({ text }) => text));
    const shared = new Set(requirementsOf(before).flatMap(({ text }) => (required.has(text) ? [text] : [])));
    return together(sides(entriesOf(before, shared), entriesOf(after, shared)).both.flatMap(([was, is]) => differences(was, is)));
  },
});

/** What begins in one way. Flows of one name are looked at together, since their numbers change with their order in the text. */
interface Entry {
  readonly name: string;
  readonly flow: FlowResult;
  /** By what they are known by, mostly their sentences: what breaks two promises in one way is one way to fail. */
  readonly failures: ReadonlyMap<string, Counterexample>;
  /** Every run was looked at, so that finding nothing says something. */
  readonly complete: boolean;
}

/** By what a failure is known. Of several ways round a circle the first in the text is found: it is the same circle where it comes back to the same. */
function keyOf({ promise, text }: Counterexample): string {
  return promise === 'comes-to-rest' ? text.slice(0, text.indexOf(':')) : text;
}

function entriesOf(version: Version, shared: ReadonlySet<string>): ReadonlyMap<string, Entry> {
  const texts = requirementsOf(version).map(({ text }) => text);
  const entries = new Map<string, Entry>();
  for (const flow of version.analysis(exploration).flows) {
    const name = flow.name.replace(/ \(\d+\)$/, '');
    const known = entries.get(name);
    const failures = new Map(known?.failures);
    for (const failure of flow.counterexamples) {
      const demanded = failure.requirement === undefined ? undefined : texts[failure.requirement];
      if (demanded === undefined || shared.has(demanded)) failures.set(keyOf(failure), failure);
    }
    entries.set(name, { name, flow: known?.flow ?? flow, failures, complete: (known?.complete ?? true) && flow.complete });
  }
  return entries;
}

/** A difference of one flow, before those that say the same of several flows are put together. */
interface Difference extends Omit<Reported, 'text'> {
  readonly flow: string;
  /** The sentence, up to the names of flows, and from there. */
  readonly start: string;
  readonly end: string;
}

function differences(was: Entry, is: Entry): readonly Difference[] {
  const { name: flow } = is;
  const [failure, ...more] = is.failures.values();
  if (!failure) {
    if (was.failures.size === 0 || !is.complete) return [];
    return [{ flow, bearing: 'better', side: 'after', source: is.flow.source, start: 'Any one fault is survived now by', end: '.' }];
  }
  if (was.failures.size === 0) {
    if (!was.complete) return [];
    const others =
      more.length === 0 ? '' : more.length === 1 ? ' There is another way to fail.' : ` There are ${more.length} more ways to fail.`;
    const start = 'Not every fault is survived any more by';
    return [{ flow, bearing: 'worse', side: 'after', source: failure.source, start, end: `: ${failure.text}${others}` }];
  }
  const { removed, added } = sides(was.failures, is.failures);
  const gained = (was.complete ? added : []).map(
    ({ text, source }): Difference => ({
      flow,
      bearing: 'worse',
      side: 'after',
      source,
      start: 'A new way to fail, in',
      end: `: ${text}`,
    }),
  );
  const lost = (is.complete ? removed : []).map(
    ({ text, source }): Difference => ({
      flow,
      bearing: 'better',
      side: 'before',
      source,
      start: 'No longer a way to fail, in',
      end: `: ${text}`,
    }),
  );
  return [...gained, ...lost];
}

/** One sentence for what is the same in several flows. */
function together(all: readonly Difference[]): readonly Reported[] {
  return [...Map.groupBy(all, ({ start, end }) => `${start}${end}`).values()].flatMap(([first, ...others]): readonly Reported[] => {
    if (!first) return [];
    const flows = listed([first, ...others].map(({ flow }) => `“${flow}”`));
    const { bearing, side, source, start, end } = first;
    return [{ bearing, side, source, text: `${start} ${flows}${end}` }];
  });
}
