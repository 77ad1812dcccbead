/** Designs that stand in other documents, as a fenced block of Markdown does: read by themselves, checked and drawn. */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { defaultConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import { arrange, renderSvg } from '../../diagram/index.ts';
import { ProjectReader } from '../../language/read.ts';
import type { Layouter } from '../layout.ts';
import type { ServerSharedServices } from '../module.ts';
import { type DrawnSnippet, drawSnippetRequest, type SnippetParams } from '../protocol.ts';

const root = 'snippet:/';
const uri = `${root}design.arch`;

export class SnippetFeature {
  readonly #services: ServerSharedServices;
  readonly #layouter: () => Layouter;
  /** Reads the catalogue a second time, so it is made when the first block is to be drawn. */
  #reader: ProjectReader | undefined;
  /** Blocks are read one after another. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param layouter gives the layout engine; asked when the first picture is wanted */
  constructor(services: ServerSharedServices, layouter: () => Layouter) {
    this.#services = services;
    this.#layouter = layouter;
  }

  listen(): void {
    this.#services.lsp.Connection?.onRequest(drawSnippetRequest, async (params: SnippetParams) => {
      try {
        return await this.draw(params);
      } catch (error) {
        this.#services.server.Log.error('A block could not be drawn.', error);
        return new ResponseError(LSPErrorCodes.RequestFailed, 'This design could not be drawn. The log of the language server tells why.');
      }
    });
  }

  /** Draws a text by itself, without the files of the workspace. A broken text is drawn as far as it is understood. */
  draw(params: SnippetParams): Promise<DrawnSnippet> {
    const drawn = this.#last.then(() => this.#draw(params));
    this.#last = drawn.catch(() => undefined);
    return drawn;
  }

  async #draw({ text, theme }: SnippetParams): Promise<DrawnSnippet> {
    this.#reader ??= new ProjectReader();
    const [design] = await this.#reader.read([new Map([[uri, text]])]);
    if (design === undefined) throw new Error('There is no design of the block.');
    const findings = analyze(design, defaultConfig(root), { docsBase: this.#services.server.docsBase });
    const picture = await arrange(design, findings, {}, this.#layouter());
    const isEmpty = picture.nodes.length === 0 && picture.view.chips.length === 0;
    return {
      svg: isEmpty ? null : renderSvg(picture, { theme, mode: 'editor' }),
      findings: findings.map(({ rule, severity, message, source, docs }) => ({
        rule,
        severity,
        message,
        line: source.range.start.line + 1,
        docs,
      })),
    };
  }
}
