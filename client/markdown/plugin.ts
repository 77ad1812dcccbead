/** The extension of VS Code's Markdown preview: fenced blocks of the language `arch` become pictures. */
import { type BlockState, blockHtml } from './block.ts';

/** The little of markdown-it that is used. */
export interface MarkdownIt {
  readonly renderer: { readonly rules: { fence?: FenceRule } };
}

interface Token {
  readonly info: string;
  readonly content: string;
}

interface Renderer {
  renderAttrs(token: Token): string;
}

/** Renders a block; `env` is one object for each rendering of a page. */
export type FenceRule = (tokens: readonly Token[], index: number, options: unknown, env: unknown, self: Renderer) => string;

/** ```` ```arch ````, and ```` ```arch no-findings ```` for a picture alone. */
const ours = /^arch(\s|$)/;
const alone = /\sno-findings(\s|$)/;

/**
 * Adds the drawing of blocks to a Markdown renderer, which renders at once: what is not drawn yet is waited for with a placeholder.
 * @param at the state of a text's drawing; `place` is the same for the same block of a page from one rendering to the next
 */
export function drawBlocks<M extends MarkdownIt>(markdown: M, at: (text: string, place: string) => BlockState): M {
  const { rules } = markdown.renderer;
  const others = rules.fence;
  const counts = new WeakMap<object, number>();
  rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    if (token === undefined || !ours.test(token.info.trim())) return others?.(tokens, index, options, env, self) ?? '';
    const page = typeof env === 'object' && env !== null ? env : {};
    const number = counts.get(page) ?? 0;
    counts.set(page, number + 1);
    const document = 'currentDocument' in page ? String(page.currentDocument) : '';
    return blockHtml(at(token.content, `${document}#${number}`), self.renderAttrs(token), !alone.test(token.info));
  };
  return markdown;
}
