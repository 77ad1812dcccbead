/** Mermaid's own parser. It cleans the HTML in labels with a library that does nothing without a browser; parsing needs none of it, so labels pass as they are. */
import DOMPurify from 'dompurify';

async function library(): Promise<typeof import('mermaid')['default']> {
  Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (label: string) => label });
  return (await import('mermaid')).default;
}

/**
 * Parses a Mermaid diagram.
 *
 * @returns its kind, as `flowchart-v2`
 * @throws Error if Mermaid cannot read it
 */
export async function mermaidKind(text: string): Promise<string> {
  return (await (await library()).parse(text)).diagramType;
}

/** A sequence diagram as Mermaid has understood it. */
export interface MermaidSequence {
  /** Names of the columns, from left to right. */
  readonly participants: readonly string[];
  /** What it writes at arrows and in notes, from above to below, with the columns that each begins and ends at. */
  readonly lines: readonly { readonly from: string; readonly to: string; readonly text: string; readonly isNote: boolean }[];
}

/** What the parser makes of the signs written as codes, until they are drawn. */
const codes = /ﬂ°(°?)(\w+)¶ß/g;
const NOTE = 2;

interface SequenceDb {
  getActors(): ReadonlyMap<string, { readonly description: string }>;
  getMessages(): readonly { readonly from?: string; readonly to?: string; readonly message: unknown; readonly type: number }[];
}

/**
 * Parses a sequence diagram.
 *
 * @throws Error if Mermaid cannot read it
 */
export async function mermaidSequence(text: string): Promise<MermaidSequence> {
  const mermaid = await library();
  await mermaid.parse(text);
  // What `parse` reads first, a head of title and settings, is unknown to the parsers of diagrams.
  const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(text.replace(/^---\n[\s\S]*?\n---\n/, ''));
  if (type !== 'sequence') throw new Error(`Mermaid reads a ${type}.`);
  const { getActors, getMessages } = db as unknown as SequenceDb;
  const decoded = (coded: string): string =>
    coded.replace(codes, (_, number: string, code: string) => (number === '' ? `&${code};` : String.fromCodePoint(Number(code))));
  return {
    participants: [...getActors.call(db).values()].map(({ description }) => decoded(description)),
    lines: getMessages
      .call(db)
      .flatMap(({ from, to, message, type: kind }) =>
        typeof message === 'string' && message !== '' && from !== undefined && to !== undefined
          ? [{ from, to, text: decoded(message), isNote: kind === NOTE }]
          : [],
      ),
  };
}
