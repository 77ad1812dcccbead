/** What stands in a page of Markdown for a fenced block of a design. Pure: a drawing in, HTML out. */
import type { DrawnSnippet } from '../../server/protocol.ts';

/** What is known of a block's drawing. */
export type BlockState =
  | { readonly kind: 'drawn'; readonly drawing: DrawnSnippet }
  /** On its way; `before` is what the block showed last. */
  | { readonly kind: 'drawing'; readonly before?: DrawnSnippet }
  | { readonly kind: 'failed'; readonly reason: string };

/** Findings listed below a picture; the others are counted. */
const mostListed = 20;

/**
 * The HTML of a block.
 * @param attributes those that the page's own scripts want at a block, as ` data-line="3"`
 * @param listsFindings whether the findings are listed below the picture
 */
export function blockHtml(state: BlockState, attributes: string, listsFindings: boolean): string {
  return `<div${attributes}><figure class="archlint-block${state.kind === 'drawing' ? ' archlint-waiting' : ''}">${content(state, listsFindings)}</figure></div>\n`;
}

function content(state: BlockState, listsFindings: boolean): string {
  switch (state.kind) {
    case 'drawn':
      return drawnHtml(state.drawing, listsFindings);
    case 'drawing':
      return state.before === undefined
        ? '<p class="archlint-note" role="status">Drawing the design…</p>'
        : drawnHtml(state.before, listsFindings);
    case 'failed':
      return `<p class="archlint-note" role="alert">${escaped(state.reason)}</p>`;
  }
}

function drawnHtml({ svg, findings }: DrawnSnippet, listsFindings: boolean): string {
  const picture = svg ?? '<p class="archlint-note">There is nothing to draw in this design.</p>';
  if (!listsFindings || findings.length === 0) return picture;
  const items = findings
    .slice(0, mostListed)
    .map(
      ({ severity, message, line, rule, docs }) =>
        `<li class="archlint-${severity}"><strong>${severity}</strong> in line ${line}: ${withCode(message)} <a href="${escaped(docs)}">${escaped(rule)}</a></li>`,
    );
  const left = findings.length - mostListed;
  return `${picture}<figcaption><ul>${items.join('')}${left > 0 ? `<li>and ${left} more</li>` : ''}</ul></figcaption>`;
}

/** A message of a rule, in which backticks mean code. */
function withCode(message: string): string {
  return message
    .split('`')
    .map((part, index) => (index % 2 === 0 ? escaped(part) : `<code>${escaped(part)}</code>`))
    .join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
