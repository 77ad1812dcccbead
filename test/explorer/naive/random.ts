/**
 * Small designs at random with what the designs of `judged-designs.ts` leave out: joins, workflows that somebody waits for, and requirements. The same number
 * is the same design.
 */
import { Tape, tapeOf } from '../../support/judged-designs.ts';

/** @returns the text of a design */
export function furtherDesign(seed: number): string {
  const tape = new Tape(tapeOf(seed));
  const parts = [...common(tape), ...tape.pick([join, calledWorkflow, joinThatCalls])(tape)];
  const text = parts.join('\n');
  return `system s {\n${text}\n${requirements(tape, text).join('\n')}\n}`;
}

function common(tape: Tape): readonly string[] {
  return [
    'event A { key id }',
    `event B { key id ${tape.pick(['', '', 'expendable', 'ordered by who'])} }`,
    `queue Parked : aws.sqs { retention 14d  ${tape.pick(['alarm', '', 'alarm  redrives to QB'])} }`,
    `store S0 : ${tape.pick(['aws.dynamodb', 'postgres'])} { key id }`,
    'store S1 : aws.dynamodb { key id }',
    'external X { serves pay critical  serves charge idempotent by id  serves look safe }',
  ];
}

function queue(tape: Tape, name: string): string {
  const head = tape.pick([': aws.sqs', ': aws.sqs', ': aws.sqs.fifo', ': rabbitmq', '']);
  const failures = tape.pick([
    'dead-letters after 3 attempts  alarm',
    'dead-letters after 3 attempts  alarm',
    '',
    head.endsWith('fifo') ? 'alarm' : 'dead-letters to Parked after 3 attempts',
    'no dead-letters because "decided"',
    'drops after 3 attempts',
  ]);
  return `queue ${name} ${head} { ${head.endsWith('fifo') ? tape.pick(['grouped by id  ', 'grouped by who  ']) : ''}${failures} }`;
}

function idempotency(tape: Tape): string {
  return tape.pick([
    '',
    '',
    'idempotent by id',
    'idempotent by id using S0',
    'idempotent by id using S1',
    'idempotent by id within 1h using S0',
  ]);
}

function effect(tape: Tape): string {
  return tape.pick([
    'puts S0',
    'increments S0',
    'puts S1',
    'appends S1',
    'calls X.pay with 1 retry',
    'calls X.charge with 2 retries, key id',
    'calls X.charge',
    'calls X.pay with fallback X.charge',
    'atomically { puts S0  increments S1 }',
    'puts S1 if newer',
  ]);
}

function effects(tape: Tape): string {
  return tape.pick([1, 1, 2]) === 1 ? effect(tape) : `${effect(tape)}  ${effect(tape)}`;
}

/** Who sends both messages, in one body or in two. */
function senders(tape: Tape): readonly string[] {
  const second = tape.pick(['sends B to QB', 'sends B to QB', 'when "all is there" { sends B to QB }']);
  const call = tape.pick(['calls Both.send', 'calls Both.send with 2 retries', 'calls Both.send with 2 retries, key id']);
  return tape.pick([
    [`service Both { serves send ${idempotency(tape)} { sends A to QA  ${second} } }`, `actor U { ${call} }`],
    ['actor U { sends A to QA  sends B to QB }'],
    [
      'queue QC : aws.sqs { dead-letters after 3 attempts  alarm }',
      'event C { key id }',
      'service Both { on C from QC { sends A to QA  sends B to QB } }',
      'actor U { sends C to QC }',
    ],
  ]);
}

function joinBody(tape: Tape, body: string): string {
  const within = tape.pick(['', 'within 10m ', 'within 10m ']);
  const otherwise = within === '' ? '' : tape.pick(['', ' otherwise { puts S1 }', ` otherwise { ${effects(tape)} }`]);
  const option = tape.pick(['', '', '', ' with acknowledges first', ' with concurrency 5']);
  return `service Ship { on all of A, B ${within}using S1 ${idempotency(tape)}${option} { ${body} }${otherwise} }`;
}

function join(tape: Tape): readonly string[] {
  return [queue(tape, 'QA'), queue(tape, 'QB'), ...senders(tape), joinBody(tape, effects(tape))];
}

function workflow(tape: Tape, nested: boolean): string {
  const technology = tape.pick(['aws.stepfunctions', 'aws.stepfunctions', 'aws.stepfunctions.express', 'aws.ecs']);
  const progress = technology === 'aws.ecs' ? tape.pick(['', 'keeps Progress in S0  ', 'keeps Progress in memory  ']) : '';
  const action = (): string =>
    tape.pick(['calls X.pay', 'calls X.charge', 'calls X.look', 'puts S0', 'increments S1', ...(nested ? ['calls V'] : [])]);
  const step = (name: string): string => {
    const what = action();
    const options = what.startsWith('calls')
      ? tape.pick(['', ' with 2 retries', ' with 2 retries, key id', ' with unlimited retries'])
      : '';
    return `step ${name} ${what}${options}${tape.pick(['', '', ' undo X.charge', ' undo { deletes S0 }'])}`;
  };
  const steps = tape.pick([1, 2, 2]) === 1 ? step('One') : `${step('One')}  ${step('Two')}`;
  const otherwise = tape.pick(['', '', ' otherwise { step Last puts S1 }']);
  return `orchestrator ${nested ? 'W' : 'V'} : ${technology} { ${progress}${steps} }${otherwise}`;
}

function callOf(tape: Tape): string {
  return `calls W${tape.pick(['', ' with 1 retry', ' with 2 retries, key id', ' with key id', ' with fallback X.charge'])}`;
}

function workflows(tape: Tape): readonly string[] {
  const outer = workflow(tape, true);
  return outer.includes('calls V') ? [outer, workflow(tape, false)] : [outer];
}

function calledWorkflow(tape: Tape): readonly string[] {
  const body = tape.pick([callOf(tape), `${effect(tape)}  ${callOf(tape)}`, `${callOf(tape)}  ${effect(tape)}`]);
  const caller = tape.pick([
    [`service Shop { on A from QA ${idempotency(tape)} { ${body} } }`, queue(tape, 'QA'), 'actor U { sends A to QA }'],
    [
      `service Shop { serves buy ${idempotency(tape)} { ${body} } }`,
      `actor U { calls Shop.buy${tape.pick(['', ' with 2 retries', ' with 2 retries, key id'])} }`,
    ],
  ]);
  const reads = caller[0]?.includes('serves') ? tape.pick(['', '', 'flow F from Shop.buy { reads own writes }']) : '';
  return [...workflows(tape), ...caller, reads, 'queue QB : aws.sqs { dead-letters after 3 attempts  alarm }'];
}

function joinThatCalls(tape: Tape): readonly string[] {
  return [
    queue(tape, 'QA'),
    queue(tape, 'QB'),
    ...senders(tape),
    ...workflows(tape),
    joinBody(tape, tape.pick([callOf(tape), `${callOf(tape)}  puts S0`])),
  ];
}

function requirements(tape: Tape, text: string): readonly string[] {
  const has = (name: string): boolean => text.includes(name);
  const possible = [
    'X.pay at most once per A',
    'S0 at most once per A',
    'A never lost',
    'A leads to S0',
    'A leads to S0 or S1',
    ...(has('service Ship') ? ['S1 at most once per B', 'B leads to Ship', 'A in order at Ship', 'Ship all or nothing'] : []),
    ...(has('orchestrator W') ? ['W at most once per A', 'W all or nothing', 'X.charge at most once per W'] : []),
    ...(has('serves buy') ? ['W at most once per Shop.buy', 'Shop.buy leads to W or X.charge', 'Shop.buy all or nothing'] : []),
    ...(has('W : aws.ecs { keeps Progress in') ? ['W.Progress survives instance loss'] : []),
  ];
  const count = tape.upTo(2);
  const chosen = Array.from({ length: count }, () => possible[tape.upTo(possible.length - 1)] ?? 'A never lost');
  return [...new Set(chosen)].map((one) => `require ${one}`);
}
