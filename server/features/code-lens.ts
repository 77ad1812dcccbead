/** Over each place where something begins: how many effects it has, and whether it survives a fault. */
import type { LangiumDocument } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens, Command } from 'vscode-languageserver';
import { flowsOf } from '../../analysis/explorer/flows.ts';
import type { FlowResult } from '../../analysis/explorer/result.ts';
import type { ServerServices, ServerSharedServices } from '../module.ts';
import { type ShowRunArguments, showRunCommand } from '../run-protocol.ts';

export class ArchCodeLensProvider implements CodeLensProvider {
  readonly #shared: ServerSharedServices;

  constructor(services: ServerServices) {
    this.#shared = services.shared;
  }

  /** Nothing is explored for it: what is not known yet has no lens, or the one it had before the edit. */
  provideCodeLens(document: LangiumDocument): CodeLens[] {
    const uri = document.uri.toString();
    const { ProjectAnalyses, Runs } = this.#shared.server;
    const { design } = ProjectAnalyses.at(document.uri);
    const found = new Map((Runs.latest(uri)?.flows ?? []).map((flow) => [flow.name, flow]));
    return flowsOf(design).flatMap(({ name, source }): CodeLens[] => {
      const flow = found.get(name);
      if (!flow || source.uri !== uri) return [];
      return [{ range: { start: source.range.start, end: source.range.start }, command: this.#command(flow, document.textDocument.uri) }];
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
export function lensTitle({ effects, verdict, complete, counterexamples }: FlowResult): string {
  const size = `${effects} ${effects === 1 ? 'effect' : 'effects'}`;
  const ways = counterexamples.length;
  if (verdict === 'broken')
    return `${size} · ${ways} ${ways === 1 ? 'way' : 'ways'} to fail${complete ? '' : ' found, not every run looked at'}`;
  return complete ? `${size} · survives any 1 fault` : `${size} · no way to fail found, not every run looked at`;
}
