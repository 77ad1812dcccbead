/** A picture in any of the formats that it is exported in; the same for the command and for editors. */
import {
  d2Of,
  dotOf,
  type ExportFormat,
  jsonOf,
  layoutMachine,
  type Machine,
  mermaidOf,
  type Picture,
  renderStates,
  renderSvg,
  statesD2,
  statesDot,
  statesJson,
  statesMermaid,
  type ThemeName,
  type ViewGraph,
} from '../diagram/index.ts';

export interface Exported {
  readonly content: string | Uint8Array;
  /** What is missing from it, in a sentence for the user. */
  readonly notice?: string;
}

/** Writes a picture. `scale` is for PNG: pixels for each pixel of the picture. */
export async function exportPicture(picture: Picture, format: ExportFormat, theme: ThemeName, scale = 1): Promise<Exported> {
  switch (format) {
    case 'svg':
      return { content: renderSvg(picture, { theme, mode: 'export' }) };
    case 'png':
      return exportPng(renderSvg(picture, { theme, mode: 'export', embedFonts: false }), scale);
    case 'json':
      return { content: jsonOf(picture) };
    default:
      return { content: exportView(picture.view, format, theme) };
  }
}

/** Writes the state machine of an orchestrator. */
export async function exportStates(machine: Machine, format: ExportFormat, theme: ThemeName, scale = 1): Promise<Exported> {
  switch (format) {
    case 'svg':
      return { content: renderStates(layoutMachine(machine), { theme, mode: 'export' }) };
    case 'png':
      return exportPng(renderStates(layoutMachine(machine), { theme, mode: 'export', embedFonts: false }), scale);
    case 'mmd':
      return { content: statesMermaid(machine, theme) };
    case 'd2':
      return { content: statesD2(machine, theme) };
    case 'dot':
      return { content: statesDot(machine, theme) };
    case 'json':
      return { content: statesJson(layoutMachine(machine)) };
  }
}

/** The formats that leave the layout to another program. */
export type TextFormat = 'mmd' | 'd2' | 'dot';

/** Whether a format leaves the layout to another program. */
export function isTextFormat(format: ExportFormat): format is TextFormat {
  return format === 'mmd' || format === 'd2' || format === 'dot';
}

/** Writes what a picture shows, without its layout. */
export function exportView(view: ViewGraph, format: TextFormat, theme: ThemeName): string {
  switch (format) {
    case 'mmd':
      return mermaidOf(view, theme);
    case 'd2':
      return d2Of(view, theme);
    case 'dot':
      return dotOf(view, theme);
  }
}

/** Writes a drawing as PNG, and says what could not be drawn. */
export async function exportPng(svg: string, scale: number): Promise<Exported> {
  const { rasterize } = await import('./raster/raster.ts');
  const { png, scale: drawn, missing } = await rasterize(svg, scale);
  const notices = [
    ...(drawn < scale ? [`A PNG of that size is more than can be drawn, so it is drawn at ${drawn.toFixed(2)}x.`] : []),
    ...(missing === '' ? [] : [`The font of the PNG has no ${[...missing].slice(0, 8).join(' ')}: take SVG for that.`]),
  ];
  return { content: png, notice: notices.length === 0 ? undefined : notices.join(' ') };
}
