/** From a design to a drawing in one step. */
import type { Design } from '../language/model/design.ts';
import type { Finding } from './finding.ts';
import type { ElkEngine } from './layout/elk.ts';
import { type LayoutOptions, layout } from './layout/layout.ts';
import type { Picture } from './layout/picture.ts';
import { type RenderOptions, renderSvg } from './svg/document.ts';
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
  const picture = await layout(buildView(design, findings, options), engine, options);
  const { theme, mode = 'export', embedFonts } = options;
  return { svg: renderSvg(picture, { theme, mode, embedFonts }), picture };
}
