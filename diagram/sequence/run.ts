/**
 * What a sequence diagram shows: a run of a design as columns and rows, before anything has a place. Made from the steps of a run, of a
 * counterexample as of the happy path; the fault explorer's own results fit as they are.
 */
import type { Activity, Design, Effect, Element, Hop } from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';
import type { NodeKind } from '../view/graph.ts';
import { type Bar, barsOf } from './bars.ts';
import { brokenWords, counted, inWords } from './words.ts';

export type StepKind = 'call' | 'answer' | 'message' | 'access' | 'acknowledge' | 'event';

/** One step of a run, as the fault explorer tells it. */
export interface StepOfRun {
  readonly kind: StepKind;
  /** Ids of elements: who acts, and on whom. The same where it happens at one element. */
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly note?: string;
  /** One sentence in plain words. */
  readonly text: string;
  readonly source: Source;
  readonly hop?: string;
  readonly effect?: string;
  readonly activity?: string;
  readonly activation?: number;
  /** The fault that strikes, `lost-reply`. */
  readonly fault?: string;
  readonly failed?: boolean;
  readonly times?: number;
  readonly breaks?: boolean;
}

/** A run to draw. */
export interface Run {
  /** The flow it is of, `Shopper calls Shop.place`. */
  readonly flow: string;
  readonly steps: readonly StepOfRun[];
  /** The promise it breaks, `effect-once`, and how; without it, the run is one in which all goes well. */
  readonly broken?: { readonly promise: string; readonly text: string };
  /** The reader has chosen which faults strike: it need not be the shortest of its kind. */
  readonly own?: boolean;
  /** What the run takes for granted, `aws.sqs delivers at least once`. */
  readonly restsOn?: readonly string[];
}

/** A column. */
export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly kind: NodeKind;
  /** A queue that only holds dead letters. */
  readonly parking: boolean;
}

/** A row. Columns are counted from 0. */
export interface SequenceStep {
  readonly kind: StepKind;
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly note?: string;
  readonly text: string;
  readonly source: Source;
  /** Of an access: a read is drawn as what it brings, from the store to its reader. */
  readonly reads: boolean;
  /** Of a message: that a subscription takes it from one channel to the next, or that it is parked. */
  readonly route?: 'subscription' | 'dead-letter';
  readonly fault?: string;
  readonly failed: boolean;
  readonly times?: number;
  readonly breaks: boolean;
  /** Of what happens at one element: whose colour its sign has. */
  readonly about: NodeKind;
}

export interface Sequence {
  readonly title: string;
  readonly subtitle: string;
  readonly participants: readonly Participant[];
  readonly steps: readonly SequenceStep[];
  readonly bars: readonly Bar[];
  /** `Effect once is broken`, and how. */
  readonly verdict?: { readonly title: string; readonly text: string };
  readonly restsOn: readonly string[];
}

/** With more columns than this, stores that the story is not about are told beside those who use them. */
const MOST_COLUMNS = 6;

/**
 * Turns a run into what a sequence diagram shows.
 *
 * @param design the design that the run is of; steps may name elements that it does not have, such as what is outside
 * @param run the steps, in order
 */
export function sequenceOf(design: Design, run: Run): Sequence {
  const effects = new Map(design.effects.map((effect) => [effect.id, effect]));
  const told = withoutSingles(run.steps);
  const quiet = quietStores(design, told);
  const columns = new Map<string, number>();
  const columnOf = (id: string): number => {
    const known = columns.get(id) ?? columns.size;
    columns.set(id, known);
    return known;
  };
  const steps = told.map((step, index): SequenceStep => {
    const beside = quiet.has(step.to) || quiet.has(step.from);
    const actor = beside ? whoUses(told, index, quiet) : step.from;
    return {
      kind: beside ? 'event' : step.kind,
      from: columnOf(actor),
      to: columnOf(beside ? actor : step.to),
      label: step.fault !== undefined && step.label === step.fault ? '' : step.label,
      note: step.note,
      text: step.text,
      source: step.source,
      reads: step.kind === 'access' && isRead(effects.get(step.effect ?? '')),
      route: routeOf(design, step),
      fault: step.fault,
      failed: step.failed ?? false,
      times: step.times,
      breaks: step.breaks ?? false,
      about: kindOf(design, quiet.has(step.from) ? step.from : step.to),
    };
  });
  const participants = [...columns.keys()].map((id) => participantOf(design, id));
  const bars = barsOf(
    steps.map(({ kind, from, to }, index) => {
      const { activity, activation } = told[index] ?? {};
      const owner = columns.get(ownerOf(design, activity)?.id ?? '');
      return { kind, from, to, activation: activation === undefined ? undefined : `${activity ?? ''} ${activation}`, owner };
    }),
    (column) => hasBars(participants[column]?.kind),
  );
  return { ...headingOf(design, run), participants, steps, bars, verdict: verdictOf(run), restsOn: run.restsOn ?? [] };
}

/** Counts are of what happens more than once; that something happened once is seen. */
function withoutSingles(steps: readonly StepOfRun[]): readonly StepOfRun[] {
  const most = new Map<string, number>();
  const keyOf = ({ effect, label, to }: StepOfRun): string => effect ?? `${label} ${to}`;
  for (const step of steps) most.set(keyOf(step), Math.max(step.times ?? 0, most.get(keyOf(step)) ?? 0));
  return steps.map((step) => ((most.get(keyOf(step)) ?? 0) > 1 ? step : { ...step, times: undefined }));
}

/** Who has to do with a quiet store in a step: the other end, or of what happens in the store itself, who used it last. */
function whoUses(steps: readonly StepOfRun[], at: number, quiet: ReadonlySet<string>): string {
  const step = steps[at];
  if (!step) return '';
  if (!quiet.has(step.from)) return step.from;
  if (!quiet.has(step.to)) return step.to;
  const before = steps.slice(0, at).findLast(({ from, to }) => to === step.from && !quiet.has(from));
  return before?.from ?? step.from;
}

/** Stores in which nothing is counted and nothing goes wrong, where there are too many columns without them. */
function quietStores(design: Design, steps: readonly StepOfRun[]): ReadonlySet<string> {
  const all = new Set(steps.flatMap(({ from, to }) => [from, to]));
  if (all.size <= MOST_COLUMNS) return new Set();
  const loud = new Set(
    steps
      .filter(({ times, fault, failed, breaks }) => times !== undefined || fault !== undefined || failed || breaks)
      .flatMap(({ from, to }) => [from, to]),
  );
  const isStore = (id: string): boolean => kindOf(design, id) === 'store' || kindOf(design, id) === 'cache';
  // One in which something happens before anybody uses it has nobody to be told beside.
  const own = steps.filter(
    ({ from, to }, index) => from === to && !steps.slice(0, index).some((before) => before.to === from && before.from !== from),
  );
  return new Set([...all].filter((id) => isStore(id) && !loud.has(id) && !own.some(({ from }) => from === id)));
}

function participantOf(design: Design, id: string): Participant {
  const element = design.index.elementById.get(id);
  if (!element) return { id, name: id.slice(id.lastIndexOf('.') + 1) || 'Outside', kind: 'external', parking: false };
  return { id, name: element.title ?? element.name, kind: element.kind, parking: isParking(design, element) };
}

/** Holds dead letters, and nothing is sent there for its own sake. */
function isParking({ index }: Design, { id, kind }: Element): boolean {
  const fed = (index.hopsTo.get(id) ?? []).some((hop) => hop.kind !== 'dead-letter');
  return kind === 'queue' && (index.parkedFrom.get(id)?.length ?? 0) > 0 && !fed;
}

function kindOf({ index }: Design, id: string): NodeKind {
  return index.elementById.get(id)?.kind ?? 'external';
}

function isChannel(design: Design, id: string): boolean {
  const kind = kindOf(design, id);
  return kind === 'queue' || kind === 'topic' || kind === 'bus' || kind === 'stream';
}

function routeOf(design: Design, { kind, from, to, hop }: StepOfRun): SequenceStep['route'] {
  if (kind !== 'message' || !isChannel(design, from) || !isChannel(design, to)) return undefined;
  const taken = hop === undefined ? undefined : design.index.hopsFrom.get(from)?.find(({ id }) => id === hop);
  const element = design.index.elementById.get(to);
  // What is parked may be told of the leg on which it could not be handled.
  if (taken?.kind === 'dead-letter' || (element !== undefined && isParking(design, element))) return 'dead-letter';
  return taken === undefined || taken.kind === 'forward' ? 'subscription' : undefined;
}

function isRead(effect: Effect | undefined): boolean {
  return effect?.kind === 'reads';
}

function ownerOf(design: Design, activity: string | undefined): Element | undefined {
  const found: Activity | undefined = activity === undefined ? undefined : design.index.activityById.get(activity);
  return found?.element;
}

/** People are always there, and channels and stores do not run. */
function hasBars(kind: NodeKind | undefined): boolean {
  return kind === 'service' || kind === 'orchestrator' || kind === 'balancer' || kind === 'gateway' || kind === 'external';
}

function verdictOf({ broken }: Run): Sequence['verdict'] {
  return broken && { title: brokenWords(broken.promise), text: broken.text };
}

function headingOf(design: Design, run: Run): Pick<Sequence, 'title' | 'subtitle'> {
  const steps = counted(run.steps.length, 'step');
  const struck = run.steps.flatMap((step, at) => (step.fault === undefined ? [] : [{ step, at }]));
  if (!run.broken && struck.length === 0) return { title: run.flow, subtitle: `The run without a fault: ${steps}.` };
  const what = struck.map(({ step, at }) => happening(design, run.steps, step, at));
  const [first, ...more] = what;
  const title = first === undefined ? inWords(run.broken?.promise ?? 'run') : [first, ...more.map(lowered)].join(', then ');
  const faults = struck.length === 0 ? 'without any fault' : counted(struck.length, 'fault');
  const kind = !run.broken
    ? 'A run in which every promise holds'
    : run.own
      ? 'A run that breaks a promise'
      : 'The shortest run that breaks a promise';
  return { title, subtitle: `${kind}: ${faults}, ${steps}. ${run.flow}.` };
}

/** Only an article may be lowered: what follows is a name. */
function lowered(text: string): string {
  return text.replace(/^(?:The|An|A) /, (article) => article.toLowerCase());
}

/** What a fault does, as the title of a run. */
function happening(design: Design, steps: readonly StepOfRun[], { fault = '', from, to, hop, label }: StepOfRun, at: number): string {
  const name = (id: string): string => participantOf(design, id).name;
  const leg = hop === undefined ? undefined : design.hops.find(({ id }) => id === hop);
  const consumer = leg?.to.kind === 'activity' ? leg.to.activity.element.name : name(to);
  const message = messageOf(leg, steps, at);
  switch (fault) {
    case 'duplicate':
      return `${message} delivered twice`;
    case 'crash':
      return `${name(from)} crashes`;
    case 'lost-reply':
      return `The answer of ${name(from)} is lost`;
    case 'poison':
      return `${consumer} cannot handle ${message}`;
    case 'drop':
      return `${message} is lost on its way`;
    case 'reorder':
      return `${message} is overtaken`;
    case 'instance-loss':
      return label === 'node lost' ? `What ${name(to)} keeps is lost` : `An instance of ${name(to)} is lost`;
    case 'scale-out':
      return `Another instance of ${name(to)} answers`;
    case 'outage':
      return `${name(to)} is out`;
    case 'stale-read':
      return `${name(to)} answers with an old value`;
    default:
      return inWords(fault);
  }
}

/** The message that a step is about: the one its hop carries, or of several the one that was under way last. */
function messageOf(leg: Hop | undefined, steps: readonly StepOfRun[], at: number): string {
  const [only, other] = leg?.messages ?? [];
  if (only && !other) return only.name;
  return steps.slice(0, at + 1).findLast(({ kind }) => kind === 'message')?.label ?? 'A message';
}
