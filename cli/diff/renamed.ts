/** The old version of a project with the names that its elements and messages have now. */
import type { Renaming } from '../../analysis/diff/renames.ts';
import { sourceAt } from '../../analysis/json.ts';
import type { Source } from '../../language/model/source.ts';
import type { WordEdit } from '../../language/read.ts';
import type { Checker } from '../checker.ts';
import type { Project } from '../project.ts';

/** A project under other names. */
export interface Renamed {
  readonly project: Project;
  /** Where something stands in the text as it was written. */
  readonly written: (source: Source) => Source;
}

/** Reads a project with other names. */
export async function withNames(project: Project, renames: readonly Renaming[], checker: Checker): Promise<Renamed> {
  const wanted = renames.flatMap(({ before: { syntax }, after }) =>
    syntax.name ? [{ uri: syntax.name.uri, offset: syntax.name.offset, to: after.name }] : [],
  );
  const edits = await checker.renamed(project.texts, wanted);
  const texts = new Map([...project.texts].map(([uri, text]) => [uri, edited(text, edits.get(uri) ?? [])]));
  const written = (source: Source): Source => {
    const own = edits.get(source.uri);
    const text = project.texts.get(source.uri);
    if (!own || text === undefined) return source;
    return sourceAt(source.uri, text, before(own, source.offset), before(own, source.end));
  };
  return { project: { ...project, texts }, written };
}

function edited(text: string, edits: readonly WordEdit[]): string {
  let result = '';
  let at = 0;
  for (const { offset, end, text: word } of edits) {
    result += text.slice(at, offset) + word;
    at = end;
  }
  return result + text.slice(at);
}

/** The place in the text before some edits that a place after them came from. */
function before(edits: readonly WordEdit[], place: number): number {
  let shift = 0;
  for (const { offset, end, text } of edits) {
    const start = offset + shift;
    if (place <= start) break;
    if (place < start + text.length) return Math.min(end, offset + (place - start));
    shift += text.length - (end - offset);
  }
  return place - shift;
}
