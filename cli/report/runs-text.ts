/** What an exploration found, as people read it on a terminal. */
import type { Counterexample, FlowResult, RunStep } from '../../analysis/explorer/result.ts';
import { brokenWords, counted, inWords, spelt } from '../../diagram/sequence/index.ts';
import type { Source } from '../../language/model/source.ts';
import { shownPath } from '../files.ts';
import { type Paint, printable } from '../terminal.ts';
import { codeFrame } from './frame.ts';
import type { Explored } from './runs-json.ts';

/** What every part of the report needs. */
interface Context {
  readonly paint: Paint;
  readonly faults: number;
  readonly shown: (uri: string) => string;
  readonly lines: (uri: string) => readonly string[];
  readonly nameOf: (element: string) => string;
}

/** @returns each flow with its verdict, each run that breaks a promise step by step, and a line that counts them. */
export function runsText({ project, design, exploration }: Explored, paint: Paint): string {
  const { flows, unreachable, faults } = exploration;
  const context: Context = {
    paint,
    faults,
    shown: (uri) => shownPath(project.paths.get(uri) ?? uri),
    lines: (uri) => (project.texts.get(uri) ?? '').split(/\r\n|\r|\n/),
    nameOf: (id) => design.index.elementById.get(id)?.name ?? id,
  };
  const unreached = unreachable.flatMap(({ requirement, text }) => {
    const source = design.requirements[requirement]?.source;
    if (source === undefined) return [];
    const head = `${paint('strong', placeOf(source, context))} ${paint('error', 'cannot happen')}`;
    return [`${head}\n  ${printable(text)}\n${codeFrame(context.lines(source.uri), source, 'error', paint)}`];
  });
  return `${[...flows.map((flow) => flowText(flow, context)), ...unreached, summaryLine(flows, unreachable.length, context)].join('\n\n')}\n`;
}

function flowText(flow: FlowResult, context: Context): string {
  const { paint } = context;
  const { name, source, counterexamples, effects, states } = flow;
  const size = paint('faint', `(${counted(effects, 'effect')}, ${states.toLocaleString('en')} states)`);
  const head = `${paint('strong', printable(name))}  ${paint('faint', placeOf(source, context))}`;
  return [`${head}\n  ${verdictLine(flow, context)} ${size}`, ...counterexamples.map((each) => runText(each, context))].join('\n\n');
}

function verdictLine({ verdict, counterexamples, complete, bound }: FlowResult, { paint, faults }: Context): string {
  const limit = complete ? '' : paint('warning', ` not everything was looked at${bound === undefined ? '' : `: ${bound}`}`);
  if (verdict === 'broken') return `${paint('error', counted(counterexamples.length, 'way'))} to fail with ${budget(faults)}${limit}`;
  if (!complete) return `${paint('warning', `no way to fail with ${budget(faults)} was found`)},${limit}`;
  return paint('good', faults === 0 ? 'holds without a fault' : `survives any ${budget(faults)}`);
}

function budget(faults: number): string {
  return faults === 0 ? 'no fault at all' : faults === 1 ? 'one fault' : `${counted(faults, 'fault')} at once`;
}

function runText({ promise, text, source, element, rules, steps, restsOn }: Counterexample, context: Context): string {
  const { paint } = context;
  const about = [context.nameOf(element), ...(rules.length > 0 ? [rules.join(', ')] : [])].join('  ');
  const width = String(steps.length).length;
  return [
    `  ${paint('error', `✗ ${brokenWords(promise)}:`)} ${printable(text)}`,
    `    ${paint('faint', `${placeOf(source, context)}  ${about}`)}`,
    indented(codeFrame(context.lines(source.uri), source, 'error', paint)),
    '',
    ...steps.map((step, index) => stepLine(step, String(index + 1).padStart(width), context)),
    ...(restsOn.length === 0 ? [] : ['', `    ${paint('faint', `It rests on defaults: ${printable(restsOn.join('; '))}.`)}`]),
  ].join('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

function stepLine({ text, source, fault, breaks, times }: RunStep, number: string, context: Context): string {
  const { paint } = context;
  const place = paint('faint', `${context.shown(source.uri)}:${source.range.start.line + 1}`);
  const count = times === undefined || times < 2 ? '' : ` (×${times})`;
  const sentence = `${printable(text)}${count}`;
  if (breaks) return `  ${paint('error', `✗ ${number}  ${sentence}`)}  ${place}`;
  if (fault !== undefined) return `  ${paint('warning', `↯ ${number}  ${inWords(fault)}:`)} ${sentence}  ${place}`;
  return `    ${paint('faint', number)}  ${sentence}  ${place}`;
}

function placeOf({ uri, range }: Source, { shown }: Context): string {
  return `${shown(uri)}:${range.start.line + 1}:${range.start.character + 1}`;
}

function summaryLine(flows: readonly FlowResult[], unreachable: number, { paint, faults }: Context): string {
  const broken = flows.filter(({ verdict }) => verdict === 'broken');
  const ways = broken.reduce((sum, { counterexamples }) => sum + counterexamples.length, 0);
  const held = flows.filter(({ verdict, complete }) => verdict !== 'broken' && complete).length;
  const parts = flows.filter(({ complete }) => !complete).length;
  const rest =
    parts === 0 ? '' : paint('warning', ` Not every run was looked at: ${spelt(parts)} ${parts === 1 ? 'is' : 'are'} too large.`);
  const cannot = `${unreachable === 0 ? '' : ` ${capital(counted(unreachable, 'requirement'))} cannot happen.`}${rest}`;
  if (flows.length === 0) return `Nothing begins here.${cannot}`;
  const total = capital(counted(flows.length, 'flow'));
  if (broken.length === 0)
    return parts > 0
      ? `${total}: ${paint('warning', `no way to fail with ${budget(faults)} was found`)}.${cannot}`
      : `${total}: ${paint('good', `${flows.length === 1 ? 'it holds' : 'all hold'} under ${budget(faults)}`)}.${cannot}`;
  const who = flows.length === 1 ? 'it' : spelt(broken.length);
  const failing = paint('error', `${who} ${broken.length === 1 ? 'fails' : 'fail'} in ${counted(ways, 'way')}`);
  const holding = held === 0 ? '' : `${spelt(held)} ${held === 1 ? 'holds' : 'hold'}, `;
  return `${total}: ${holding}${failing} with ${budget(faults)}.${cannot}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
