/** From a design to a drawing in one step. */
import type { Design } from '../language/model/design.ts';
import type { Finding } from './finding.ts';
import type { ElkEngine } from './layout/elk.ts';
import { type LayoutOptions, layout } from './layout/layout.ts';
import { isTangle } from './layout/options.ts';
import type { Picture } from './layout/picture.ts';
import { LEGIBLE, sizeOnSlide } from './layout/slide.ts';
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

/** What the words of a compact picture lose, and what a ribbon has to gain over one that runs down: it is read by scrolling where there is no slide. */
const WORTH = { down: 12 / 13, right: 0.8 } as const;

/**
 * Gives a design its picture, without drawing it. Designs of up to 40 elements are laid out roomily, unless that becomes a ribbon: then what can be read best
 * on a slide decides. What was chosen is kept for later pictures.
 *
 * @throws UnknownScopeError if the options name a view or an element that the design does not have
 * @throws LayoutCancelledError if the caller gave up in between
 */
export async function arrange(
  design: Design,
  findings: readonly Finding[],
  wanted: ViewOptions & LayoutOptions,
  engine: ElkEngine,
): Promise<Picture> {
  const before = wanted.previous?.view;
  const options = { gathered: before?.gathered, ...wanted };
  const density = options.density ?? before?.density;
  const direction = options.direction ?? (before?.directed === false ? before.direction : undefined);
  const view = buildView(design, findings, { ...options, density, direction });
  if (density !== undefined || view.density === 'compact') return layout(view, engine, options);
  if (isTangle(view)) return layout(buildView(design, findings, { ...options, density: 'compact', direction }), engine, options);
  // The quick and the best picture of one design have one shape, so that the second does not surprise those who saw the first.
  const trial: LayoutOptions = { ...options, effort: 'quick', starts: undefined };
  const isTrial = options.effort === 'quick' && options.starts === undefined;
  const quick = await layout(view, engine, trial);
  if (sizeOnSlide(quick) >= LEGIBLE) return isTrial ? quick : layout(view, engine, options);
  let best = { picture: quick, legible: sizeOnSlide(quick) };
  for (const each of view.directed || direction !== undefined ? [direction] : (['down', 'right'] as const)) {
    const compact = buildView(design, findings, { ...options, density: 'compact', direction: each });
    const picture = await layout(compact, engine, trial);
    const legible = sizeOnSlide(picture) * WORTH[compact.direction === 'down' || compact.direction === 'up' ? 'down' : 'right'];
    if (legible > best.legible) best = { picture, legible };
  }
  return isTrial ? best.picture : layout(best.picture.view, engine, options);
}
