/** From a design to a drawing in one step. */
import type { Design } from '../language/model/design.ts';
import type { Finding } from './finding.ts';
import type { ElkEngine } from './layout/elk.ts';
import { type LayoutOptions, layout } from './layout/layout.ts';
import type { Picture } from './layout/picture.ts';
import { renderSvg } from './svg/document.ts';
import type { RenderOptions } from './svg/frame.ts';
import type { ThemeName } from './theme.ts';
import { buildView, type ViewOptions } from './view/build.ts';

export interface DrawOptions extends ViewOptions, LayoutOptions {
  readonly theme: ThemeName;
  /** `export` if not said. */
  readonly mode?: RenderOptions['mode'];
  readonly embedFonts?: boolean;
}

export interface Drawing {
  readonly svg: string;
  readonly picture: Picture;
}

/**
 * Draws the architecture of a design.
 *
 * @param design the project's design, broken or not
 * @param findings what was found in it
 * @param options theme, what of the design to show, how much effort
 * @param engine what lays out: `createLayouter()` of the server, or ELK itself
 * @throws UnknownScopeError if the options name a view or an element that the design does not have
 * @throws LayoutCancelledError if the caller gave up in between
 */
export async function drawArchitecture(
  design: Design,
  findings: readonly Finding[],
  options: DrawOptions,
  engine: ElkEngine,
): Promise<Drawing> {
  const picture = await arrange(design, findings, options, engine);
  const { theme, mode = 'export', embedFonts } = options;
  return { svg: renderSvg(picture, { theme, mode, embedFonts }), picture };
}

/** A roomy picture that is wider than this, and so much wider than high, is tried as a compact one. */
const WIDE = { width: 2_000, aspect: 2.5 } as const;
/** About a screen's. */
const ASPECT = 1.5;

/**
 * Gives a design its picture, without drawing it. Designs of up to 40 elements are laid out roomily, unless that becomes a ribbon.
 *
 * @throws UnknownScopeError if the options name a view or an element that the design does not have
 * @throws LayoutCancelledError if the caller gave up in between
 */
export async function arrange(
  design: Design,
  findings: readonly Finding[],
  options: ViewOptions & LayoutOptions,
  engine: ElkEngine,
): Promise<Picture> {
  const density = options.density ?? options.previous?.view.density;
  const view = buildView(design, findings, { ...options, density });
  const picture = await layout(view, engine, options);
  if (density !== undefined || view.density === 'compact' || picture.width < WIDE.width || shape(picture) < WIDE.aspect) return picture;
  const compact = await layout(buildView(design, findings, { ...options, density: 'compact' }), engine, options);
  return Math.abs(Math.log(shape(compact) / ASPECT)) < Math.abs(Math.log(shape(picture) / ASPECT)) ? compact : picture;
}

function shape({ width, height }: Picture): number {
  return width / Math.max(1, height);
}
