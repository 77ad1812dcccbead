/** The bodies of activities: effects, blocks and steps in the order of the text. */
import type * as ast from '../generated/ast.ts';
import { readOptions } from './connect.ts';
import type * as d from './design.ts';
import type { ActivityDraft, Drafts } from './drafts.ts';
import { channelOf, elementOf, messageOf, messagesOf, operationOf, storeOf } from './drafts.ts';
import { fieldsOf, type Mutable } from './facts.ts';
import { parseCount, parseDuration, parseRate } from './quantities.ts';
import type { SyntaxReader } from './syntax.ts';

/** What surrounds a statement while a body is read. */
interface Surroundings {
  readonly activity: ActivityDraft;
  readonly part: d.Effect['part'];
  readonly blocks: readonly d.EnclosingBlock[];
  readonly step?: d.Step;
  readonly reader: SyntaxReader;
  readonly drafts: Drafts;
}

/** Reads a body in braces. */
export function readBody(
  body: ast.Body,
  part: d.Effect['part'],
  activity: ActivityDraft,
  reader: SyntaxReader,
  drafts: Drafts,
): d.Action[] {
  return readStatements(body.statements, part, activity, reader, drafts);
}

/** Reads statements that follow one another. */
export function readStatements(
  statements: readonly ast.BodyStatement[],
  part: d.Effect['part'],
  activity: ActivityDraft,
  reader: SyntaxReader,
  drafts: Drafts,
): d.Action[] {
  return readActions(statements, { activity, part, blocks: [], reader, drafts });
}

function readActions(statements: readonly ast.BodyStatement[], around: Surroundings): d.Action[] {
  return statements.map((statement) => readAction(statement, around));
}

function readAction(node: ast.BodyStatement, around: Surroundings): d.Action {
  switch (node.$type) {
    case 'Step':
      return { kind: 'step', step: readStep(node, around) };
    case 'Atomically':
    case 'Parallel':
    case 'When':
    case 'Each':
      return readBlock(node, around);
    default: {
      const effect = readEffect(node, around);
      around.activity.effects.push(effect);
      return { kind: 'effect', effect };
    }
  }
}

function inside(around: Surroundings, block: d.EnclosingBlock): Surroundings {
  return { ...around, blocks: [...around.blocks, block] };
}

function readBlock(node: ast.Block, around: Surroundings): d.Action {
  const syntax = around.reader.syntax(node, node.body);
  const id = `${around.activity.id}@${syntax.source.offset}`;
  const statements = node.body?.statements ?? [];
  switch (node.$type) {
    case 'Atomically':
      return { kind: 'atomically', body: readActions(statements, inside(around, { kind: 'atomically', id, branch: 0 })), syntax };
    case 'Parallel': {
      const body = statements.flatMap((statement, branch) => readActions([statement], inside(around, { kind: 'parallel', id, branch })));
      return { kind: 'parallel', body, syntax };
    }
    case 'When':
      return { kind: 'when', branches: readBranches(node, id, around), syntax };
    case 'Each': {
      const atMost = parseCount(node.limit);
      const concurrency = parseCount(node.concurrency);
      const body = readActions(statements, inside(around, { kind: 'each', id, branch: 0, atMost, concurrency }));
      return { kind: 'each', item: node.item, atMost, concurrency, body, syntax };
    }
  }
}

function readBranches(first: ast.When, id: string, around: Surroundings): { condition?: string; body: d.Action[] }[] {
  const branches: { condition?: string; body: d.Action[] }[] = [];
  const read = (condition: string | undefined, body: ast.Body | undefined): void => {
    const place = inside(around, { kind: 'when', id, branch: branches.length });
    branches.push({ condition, body: readActions(body?.statements ?? [], place) });
  };
  for (let node: ast.When | undefined = first; node; node = node.otherwiseWhen) {
    read(node.condition, node.body);
    if (node.otherwise) read(undefined, node.otherwise);
  }
  return branches;
}

function readEffect(node: ast.Effect, around: Surroundings): d.Effect {
  const { activity, part, blocks, step, reader, drafts } = around;
  const options =
    'options' in node
      ? readOptions(node.options, 'effect', activity.label, reader, drafts)
      : { circuitBreaker: false, partialFailures: false };
  const base = {
    id: `${activity.id}#${activity.effects.length}`,
    activity,
    part,
    step,
    blocks,
    rate: parseRate(node.rate?.text, node.rate?.from),
    options,
    syntax: reader.syntax(node),
  };
  switch (node.$type) {
    case 'Read':
      return { ...base, kind: 'reads', store: storeOf(drafts, node.store), by: fieldsOf(node.fields), strongly: node.strongly };
    case 'Write':
      return { ...base, kind: node.kind, store: storeOf(drafts, node.store), strongly: false, condition: node.condition };
    case 'Publish':
    case 'Send': {
      const place = node.$type === 'Publish' ? node.channel : node.receiver;
      const to = elementOf(drafts, place);
      const outbox = storeOf(drafts, node.outbox);
      return {
        ...base,
        kind: node.$type === 'Publish' ? 'publishes' : 'sends',
        message: messageOf(drafts, node.message),
        to,
        unknownTo: place !== undefined && to === undefined,
        channels: [],
        outbox,
        unknownOutbox: node.outbox !== undefined && outbox === undefined,
      };
    }
    case 'Call':
      return { ...base, kind: 'calls', ...targetOf(node.target, drafts), route: node.route, callees: [], implied: false };
    case 'Start':
      return { ...base, kind: 'starts', ...targetOf(node.target, drafts), callees: [], implied: false };
  }
}

function targetOf(path: ast.Path | undefined, drafts: Drafts): { readonly target?: d.Element; readonly operation?: string } {
  return { target: elementOf(drafts, path), operation: operationOf(drafts, path)?.name };
}

function readStep(node: ast.Step, around: Surroundings): d.Step {
  const { activity, reader, drafts } = around;
  const syntax = reader.syntax(node, undefined, node.name);
  const step: Mutable<d.Step> = {
    name: node.name ?? '',
    orchestrator: activity.element,
    action: { kind: 'parallel', body: [], syntax },
    effects: [],
    part: around.part === 'otherwise' ? 'otherwise' : 'body',
    syntax,
  };
  drafts.steps.set(node, step);
  const before = activity.effects.length;
  const within: Surroundings = { ...around, step };
  if (node.action?.$type === 'Wait') step.action = { kind: 'wait', wait: readWait(node.action, around) };
  else if (node.action) step.action = readAction(node.action, within);
  step.effects = activity.effects.slice(before);
  if (node.undo) step.undo = readUndo(node.undo, step, within);
  if (activity.element.kind === 'orchestrator') {
    const orchestrator = activity.element as Mutable<d.Orchestrator>;
    orchestrator.steps = [...orchestrator.steps, step];
  }
  return step;
}

function readUndo(node: ast.Undo, step: d.Step, around: Surroundings): NonNullable<d.Step['undo']> {
  const { activity, reader, drafts } = around;
  const source = reader.source(node);
  if (node.body) {
    const before = activity.effects.length;
    readActions(node.body.statements, { ...around, part: 'undo', blocks: [] });
    return { effects: activity.effects.slice(before), source };
  }
  // An undo runs with its step's options.
  const options = step.effects[0]?.options ?? { circuitBreaker: false };
  const effect = impliedCall(node, activity, { part: 'undo', step, options }, reader, drafts);
  return { effects: effect ? [effect] : [], source };
}

function readWait(node: ast.Wait, { activity, reader, drafts }: Surroundings): d.Wait {
  const from = channelOf(drafts, node.channel);
  return {
    duration: parseDuration(node.duration),
    messages: messagesOf(drafts, node.messages),
    all: node.all,
    from,
    unknownFrom: node.channel !== undefined && from === undefined,
    atMost: parseDuration(node.limit),
    heartbeat: readOptions(node.options, 'element', activity.label, reader, drafts).heartbeat,
    source: reader.source(node),
  };
}

/** Lets `on failure S` find its step, now that all steps of the workflow exist. */
export function linkFailures(drafts: Drafts): void {
  for (const [node, step] of drafts.steps) {
    const target = node.onFailure?.ref;
    if (target) step.onFailure = drafts.steps.get(target);
  }
}

/** A run that is not tried again, nor kept, is one that somebody waits for. */
function isAwaited({ facts }: d.Element): boolean {
  return facts.delivery?.value === 'at-most-once';
}

/** The call that a route makes of its target, or an undo of its own: not written as an effect, and yet one. */
export function impliedCall(
  node: ast.Route | ast.Undo,
  activity: ActivityDraft,
  place: Pick<d.CallEffect, 'part' | 'step' | 'options'>,
  reader: SyntaxReader,
  drafts: Drafts,
): d.CallEffect | undefined {
  const { target } = node;
  const element = elementOf(drafts, target);
  if (!target || !element) return undefined;
  const operation = operationOf(drafts, target);
  const source = reader.source(node);
  const effect: d.CallEffect = {
    id: `${activity.id}#${activity.effects.length}`,
    kind: element.kind === 'orchestrator' && !operation && activity.kind === 'route' && !isAwaited(element) ? 'starts' : 'calls',
    activity,
    ...place,
    blocks: [],
    syntax: { source, head: source },
    target: element,
    callees: [],
    operation: operation?.name,
    implied: true,
  };
  activity.effects.push(effect);
  return effect;
}
