/** No text makes a feature fail: the log of these workspaces throws, so a failure that the server would only log fails the test. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { URI } from 'langium';
import type { CodeActionParams } from 'vscode-languageserver';
import { placeOf, type Workspace, workspace } from './workspace.ts';

const corpus = fileURLToPath(new URL('../corpus/', import.meta.url));
const designs = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.arch'))
  .sort();
const everywhere = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

/** Asks everything about the place and its document. */
async function askAll(built: Workspace): Promise<void> {
  const { document, params } = placeOf(built);
  const { lsp, shared } = built.services;
  const actions: CodeActionParams = { ...params, range: everywhere, context: { diagnostics: [], only: ['quickfix', 'source.fixAll'] } };
  await lsp.CompletionProvider?.getCompletion(document, params);
  await lsp.HoverProvider?.getHoverContent(document, params);
  await lsp.DefinitionProvider?.getDefinition(document, params);
  await lsp.ReferencesProvider?.findReferences(document, { ...params, context: { includeDeclaration: true } });
  await lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params);
  await lsp.DocumentSymbolProvider?.getSymbols(document, params);
  await lsp.FoldingRangeProvider?.getFoldingRanges(document, params);
  await lsp.SemanticTokenProvider?.semanticHighlight(document, params);
  await lsp.InlayHintProvider?.getInlayHints(document, { ...params, range: everywhere });
  await lsp.CodeActionProvider?.getCodeActions(document, actions);
  await lsp.Formatter?.formatDocument(document, { ...params, options: { tabSize: 2, insertSpaces: true } });
  await shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query: 'o' });
  shared.workspace.LangiumDocuments.deleteDocument(URI.parse(document.uri.toString()));
}

describe('features on broken texts', () => {
  for (const name of designs) {
    it(`answer about every part of ${name}`, async () => {
      const text = readFileSync(`${corpus}${name}`, 'utf8');
      for (let part = 1; part <= 6; part++) {
        const end = Math.floor((text.length * part) / 6.3);
        await askAll(await workspace(`${text.slice(0, end)}<|>`));
        await askAll(await workspace(`${text.slice(0, end)}<|>${text.slice(end + 9)}`));
      }
    });
  }

  const odd: Readonly<Record<string, string>> = {
    'an empty file': '<|>',
    'a byte order mark and Windows line ends': '\uFEFFsystem shop {\r\n\tqueue Q : aws.sqs {\r\n<|>\r\n}\r\n}\r\n',
    'names of other scripts, and an emoji': 'service שירות { on אירוע }\nevent <|>אירוע\nqueue Größe // 🎉\nqueue 🎉\n',
    'bytes that are no text': `queue Q\u0000\u0001\uFFFD<|>\u0007{{{{ }"`,
    'five hundred levels': `${'group g { '.repeat(500)}<|>`,
    'five hundred blocks': `service S { on E { ${'parallel { '.repeat(500)}<|>`,
    'an open comment': 'queue Q /* <|>',
    'an open string': 'queue Q "<|>\nqueue R',
  };
  for (const [what, text] of Object.entries(odd)) {
    it(`answer about ${what}`, async () => {
      await askAll(await workspace(text));
    });
  }
});
