/** The formats of exported pictures. */

export const exportFormats = ['svg', 'png', 'mmd', 'd2', 'dot', 'json'] as const;

export type ExportFormat = (typeof exportFormats)[number];

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  mmd: 'text/vnd.mermaid',
  d2: 'text/plain',
  dot: 'text/vnd.graphviz',
  json: 'application/json',
};

/** @returns the format that a file's name ends in, if it is one. */
export function formatOf(name: string): ExportFormat | undefined {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  if (ending === 'mermaid') return 'mmd';
  if (ending === 'gv') return 'dot';
  return exportFormats.find((format) => format === ending);
}
