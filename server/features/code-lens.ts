/** Over each place where something begins: how many effects it has, and whether it survives a fault. What is no longer so, or not known, is not said. */
import type { LangiumDocument } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens, Command } from 'vscode-languageserver';
import { type FlowStart, flowsOf } from '../../analysis/explorer/flows.ts';
import { Reach } from '../../analysis/explorer/reach.ts';
import type { FlowResult } from '../../analysis/explorer/result.ts';
import type { Design, Problem } from '../../language/model/design.ts';
import type { ServerServices, ServerSharedServices } from '../module.ts';
import { type ShowRunArguments, showRunCommand } from '../run-protocol.ts';

/** While an edit is explored: the line stays where it is, and says nothing that may be wrong by now. */
const pending = 'Looking for ways to fail…';
/** Of a flow of which not all is known. */
const unknown = 'Not all that this leads to is declared';
const unread = 'Not all of the text can be read';

export class ArchCodeLensProvider implements CodeLensProvider {
  readonly #shared: ServerSharedServices;

  constructor(services: ServerServices) {
    this.#shared = services.shared;
  }

  /** Nothing is explored for it: an entry that was never looked at has no lens yet. */
  provideCodeLens(document: LangiumDocument): CodeLens[] {
    const uri = document.uri.toString();
    const { ProjectAnalyses, Runs } = this.#shared.server;
    const { design } = ProjectAnalyses.at(document.uri);
    const latest = Runs.latest(uri);
    if (latest === undefined) return [];
    const flows = new Map(latest.exploration.flows.map((flow) => [flow.name, flow]));
    const isPresent = saysTheSame(latest.design, design);
    return flowsOf(design).flatMap((start): CodeLens[] => {
      const flow = flows.get(start.name);
      if (flow === undefined || start.source.uri !== uri) return [];
      const why = unjudged(design, start);
      const title = why ?? (isPresent ? undefined : pending);
      const command = title === undefined ? this.#command(flow, document.textDocument.uri) : { title, command: '' };
      return [{ range: { start: start.source.range.start, end: start.source.range.start }, command }];
    });
  }

  #command(flow: FlowResult, uri: string): Command {
    const title = lensTitle(flow);
    if (!this.#shared.server.Runs.isShown) return { title, command: '' };
    const run = flow.counterexamples.length > 0 ? ({ kind: 'counterexample', index: 0 } as const) : ({ kind: 'happy' } as const);
    return { title, command: showRunCommand, arguments: [{ uri, flow: flow.name, run, faults: 1 } satisfies ShowRunArguments] };
  }
}

/** `5 effects · survives any 1 fault`, `5 effects · 2 ways to fail`. */
function lensTitle({ effects, verdict, complete, counterexamples }: FlowResult): string {
  const size = `${effects} ${effects === 1 ? 'effect' : 'effects'}`;
  const ways = counterexamples.length;
  if (verdict === 'broken')
    return `${size} · ${ways} ${ways === 1 ? 'way' : 'ways'} to fail${complete ? '' : ' found, not every run looked at'}`;
  return complete ? `${size} · survives any 1 fault` : `${size} · no way to fail found, not every run looked at`;
}

/** Why nothing can be said of a flow: what cannot be read may belong to it, and a name that nothing has leads nowhere. */
function unjudged(design: Design, start: FlowStart): string | undefined {
  if (design.problems.some(({ rule }) => rule === 'syntax-error')) return unread;
  const problems = design.problems.filter(({ rule }) => rule === 'unknown-name');
  if (problems.length === 0) return undefined;
  const reach = new Reach(design);
  reach.from(start);
  const sources = [...reach.elements].map(({ syntax }) => syntax.source);
  const isInside = ({ source }: Problem): boolean =>
    sources.some(({ uri, offset, end }) => uri === source.uri && offset <= source.offset && source.end <= end);
  return problems.some(isInside) ? unknown : undefined;
}

/** What the text of a design says: without comments, and whatever blanks stand between its words. */
const words = new WeakMap<Design, ReadonlyMap<string, string>>();

function wordsOf(design: Design): ReadonlyMap<string, string> {
  const known = words.get(design);
  if (known !== undefined) return known;
  const read = [...design.files.values()].map(({ uri, text, comments }) => {
    let rest = '';
    let from = 0;
    for (const { offset, end } of comments) {
      rest += `${text.slice(from, offset)} `;
      from = end;
    }
    return [uri, (rest + text.slice(from)).replace(/("(?:\\.|[^"\\\n\r])*")|\s+/g, (_, quoted?: string) => quoted ?? ' ').trim()] as const;
  });
  const made = new Map(read);
  words.set(design, made);
  return made;
}

/** Whether what was found in one design holds of another: they are the same, or differ in blanks and comments alone. */
function saysTheSame(one: Design, other: Design): boolean {
  if (one === other) return true;
  const [before, after] = [wordsOf(one), wordsOf(other)];
  return before.size === after.size && [...before].every(([uri, text]) => after.get(uri) === text);
}
