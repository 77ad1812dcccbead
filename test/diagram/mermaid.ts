/** Mermaid's own parser. It cleans the HTML in labels with a library that does nothing without a browser; parsing needs none of it, so labels pass as they are. */
import DOMPurify from 'dompurify';

/**
 * Parses a Mermaid diagram.
 *
 * @returns its kind, as `flowchart-v2`
 * @throws Error if Mermaid cannot read it
 */
export async function mermaidKind(text: string): Promise<string> {
  Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (label: string) => label });
  const { default: mermaid } = await import('mermaid');
  return (await mermaid.parse(text)).diagramType;
}
