/** The door of the diagrams: a Design and its findings in, pictures out. */
export { arrange, type Drawing, type DrawOptions, drawArchitecture } from './draw.ts';
export { d2Of } from './export/d2.ts';
export { dotOf } from './export/dot.ts';
export { type ExportFormat, exportFormats, formatOf, mediaTypes } from './export/formats.ts';
export { jsonOf } from './export/json.ts';
export { mermaidOf } from './export/mermaid.ts';
export type { Finding, Severity } from './finding.ts';
export { type GeometryEdge, type GeometryFinding, type GeometryNode, geometryOf, type PictureGeometry } from './geometry.ts';
export { type ElkEngine, type ElkGraph, LayoutCancelledError, LayoutDeadlineError } from './layout/elk.ts';
export { type LayoutOptions, layout } from './layout/layout.ts';
export type { Picture, PlacedEdge, PlacedGroup, PlacedNode } from './layout/picture.ts';
export { type RenderOptions, renderSvg } from './svg/document.ts';
export { isMeasured } from './text/measure.ts';
export { type ContributedColour, contributedColours, type ThemeName } from './theme.ts';
export { buildView, type ViewOptions } from './view/build.ts';
export type { ViewGraph } from './view/graph.ts';
export { UnknownScopeError } from './view/select.ts';
