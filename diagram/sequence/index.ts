/** Sequence diagrams: a run in; SVG, Mermaid and Markdown out. */
export { type DrawnSequence, drawSequence, renderSequence, type SequenceOptions } from './document.ts';
export { sequenceMarkdown } from './markdown.ts';
export type { SequenceDensity } from './measures.ts';
export { sequenceMermaid } from './mermaid.ts';
export { type Run, type Sequence, sequenceOf } from './run.ts';
export { brokenWords, counted, inWords, spelt } from './words.ts';
export { isLost } from './written.ts';
