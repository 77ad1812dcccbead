/** What the server says of itself on introduction, beyond what its features tell langium. */
import { DefaultLanguageServer } from 'langium/lsp';
import type { InitializeParams, InitializeResult } from 'vscode-languageserver';
import { codeActionKinds } from './features/code-actions.ts';

export class ArchLanguageServer extends DefaultLanguageServer {
  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const result = super.buildInitializeResult(params);
    return {
      ...result,
      serverInfo: { name: 'Archlint' },
      capabilities: { ...result.capabilities, codeActionProvider: { codeActionKinds: [...codeActionKinds] } },
    };
  }
}
