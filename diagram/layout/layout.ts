/** Lays a view out: several tries with the engine, the best of which is kept. */
import type { ViewGraph } from '../view/graph.ts';
import { type Beside, broaden } from './beside.ts';
import { componentsOf, keyOf, pack } from './components.ts';
import { type ElkEngine, LayoutCancelledError, LayoutDeadlineError } from './elk.ts';
import { clearOfShapes } from './ends.ts';
import { fallbackPlacement } from './fallback.ts';
import type { Point } from './geometry.ts';
import { elkGraph, type Prepared, prepare } from './graph.ts';
import { settleLabels } from './labels.ts';
import { isTangle, PLAIN, type Start, THOROUGHNESS } from './options.ts';
import type { Picture, PlacedEdge, PlacedGroup, PlacedNode, Placement } from './picture.ts';
import { atOrigin, placementOf } from './place.ts';
import { scoreOf } from './score.ts';
import { straighten } from './straighten.ts';
import { placeTitles } from './titles.ts';

export interface LayoutOptions {
  /** `quick`: one try, at once. `best`: a fixed number of them, so that the same view always gives the same picture. */
  readonly effort?: 'quick' | 'best';
  /**
   * An earlier picture: its layout is kept if nothing that has a place differs; otherwise its starts are taken, and with `quick` effort everything
   * stays in the order in which it stood.
   */
  readonly previous?: Picture;
  /** The starts of an earlier search, by part as a picture has them: only they are tried. */
  readonly starts?: Picture['starts'];
  /** Asked between tries: the caller no longer wants the picture. */
  readonly isCancelled?: () => boolean;
}

/** Seeds tried with each way of placing nodes, by how many elements there are: large graphs take too long for many. */
function seedsFor(elements: number): number {
  if (elements <= 40) return 12;
  if (elements <= 80) return 6;
  if (elements <= 160) return 2;
  return 1;
}

const FIRST: Start = { seed: 1, placement: 'NETWORK_SIMPLEX', thoroughness: THOROUGHNESS.best };

/** From so many nodes or edges on, the engine's most thorough settings take too long for a first picture. */
const MANY = { nodes: 50, edges: 80 } as const;
/** From so many edges on even fewer tries at crossings do. */
const MOST_EDGES = 600;

/** The tries of a view, in order. */
function startsFor(view: ViewGraph, { effort = 'best', previous, starts }: LayoutOptions): readonly Start[] {
  const found = starts?.get(keyOf(view));
  if (found) return [found];
  const hurry = effort === 'quick' && (view.nodes.length > MANY.nodes || view.edges.length > MANY.edges || isTangle(view));
  const known = previous?.starts.get(keyOf(view));
  const first: Start = (known && (hurry ? { ...known, thoroughness: THOROUGHNESS.edit } : known)) ?? {
    ...FIRST,
    thoroughness: !hurry ? THOROUGHNESS.best : view.edges.length > MOST_EDGES ? THOROUGHNESS.least : THOROUGHNESS.first,
  };
  if (effort === 'quick' || view.nodes.length < 2) return [first];
  const seeds = Array.from({ length: seedsFor(view.nodes.length) }, (_, index) => index + 1);
  const placements = view.nodes.length > 160 ? (['BRANDES_KOEPF'] as const) : (['NETWORK_SIMPLEX', 'BRANDES_KOEPF'] as const);
  return seeds.flatMap((seed) => placements.map((placement) => ({ seed, placement, thoroughness: THOROUGHNESS.best })));
}

/**
 * Gives everything in a view its place.
 *
 * @param view what to show
 * @param engine ELK, in a worker or not
 * @param options how much effort, and what was there before
 * @returns the picture; with `fallback` set, a plain grid, if the engine cannot do better
 * @throws LayoutCancelledError if the caller gave up in between
 */
export async function layout(view: ViewGraph, engine: ElkEngine, options: LayoutOptions = {}): Promise<Picture> {
  const structure = structureOf(view);
  if (options.previous?.structure === structure && !options.previous.fallback) return reuse(options.previous, view);
  const hints = options.effort === 'quick' ? hintsOf(options.previous) : undefined;
  const prepared = prepare(view, hints);
  const starts = new Map<string, Start>();
  const beside = new Map<string, readonly Beside[]>();
  const placements: Placement[] = [];
  for (const component of componentsOf(view)) {
    const found = await bestOf(component, engine, options);
    if (!found) break;
    const key = keyOf(component);
    starts.set(key, found.start);
    const { placement, moves } = broaden(found.placement, component, hints && (options.previous?.beside.get(key) ?? []));
    beside.set(key, moves);
    placements.push(placement);
  }
  const fallback = placements.length === 0 || placements.reduce((sum, { nodes }) => sum + nodes.size, 0) < view.nodes.length;
  const placement = fallback ? fallbackPlacement(prepared) : atOrigin(pack(placements, view.density, hints));
  return pictureOf(prepared, placement, { starts, beside, structure, fallback });
}

/** The best of a fixed number of tries at a part of a view, or a plain one if they take too long; none if all of them fail. */
async function bestOf(
  view: ViewGraph,
  engine: ElkEngine,
  options: LayoutOptions,
): Promise<{ readonly placement: Placement; readonly start: Start } | undefined> {
  const hints = options.effort === 'quick' ? hintsOf(options.previous) : undefined;
  const prepared = prepare(view, hints);
  let best: { readonly placement: Placement; readonly score: number; readonly start: Start } | undefined;
  for (const start of startsFor(view, options)) {
    if (options.isCancelled?.()) throw new LayoutCancelledError('The layout is no longer wanted.');
    const placement = await attempt(prepared, start, engine, hints);
    if (placement === 'too long') return best ?? plainly(prepared, engine);
    if (!placement) continue;
    const score = scoreOf(placement, view.density);
    if (!best || score < best.score - 1e-6) best = { placement, score, start };
  }
  return best;
}

async function plainly(
  prepared: Prepared,
  engine: ElkEngine,
): Promise<{ readonly placement: Placement; readonly start: Start } | undefined> {
  const placement = await attempt(prepared, PLAIN, engine);
  return placement && placement !== 'too long' ? { placement, start: PLAIN } : undefined;
}

/** Where everything stood: an edit keeps the order within each layer. A search for the best picture is free of it. */
function hintsOf(previous: Picture | undefined): ReadonlyMap<string, Point> | undefined {
  if (!previous || previous.fallback) return undefined;
  return new Map([
    ...previous.nodes.map(({ node, x, y }): [string, Point] => [node.id, { x, y }]),
    ...previous.groups.map(({ group, x, y }): [string, Point] => [group.id, { x, y }]),
  ]);
}

/** An engine that fails at one try may succeed at the next; that all failed is told by the picture. */
async function attempt(
  prepared: Prepared,
  start: Start,
  engine: ElkEngine,
  hints?: ReadonlyMap<string, Point>,
): Promise<Placement | 'too long' | undefined> {
  try {
    const placement = placementOf(await engine.layout(elkGraph(prepared, start, hints)), prepared);
    return atOrigin(clearOfShapes(straighten(placement, prepared), prepared));
  } catch (error) {
    if (error instanceof LayoutCancelledError) throw error;
    return error instanceof LayoutDeadlineError ? 'too long' : undefined;
  }
}

/** Whatever the engine is given, as text: views with the same text have the same layout. */
function structureOf(view: ViewGraph): string {
  return JSON.stringify(elkGraph(prepare(view), FIRST), (key, value: unknown) => (key === 'text' ? undefined : value));
}

/** The same places for a view that differs only in words, findings and colours. */
function reuse(previous: Picture, view: ViewGraph): Picture {
  const nodes = new Map(view.nodes.map((node) => [node.id, node]));
  const groups = new Map(view.groups.map((group) => [group.id, group]));
  const edges = new Map(view.edges.map((edge) => [edge.id, edge]));
  return {
    ...previous,
    view,
    nodes: previous.nodes.map((placed) => {
      const node = nodes.get(placed.node.id) ?? placed.node;
      return { ...placed, node, docked: placed.docked && { ...placed.docked, docked: node.docked ?? placed.docked.docked } };
    }),
    groups: previous.groups.map((placed) => ({ ...placed, group: groups.get(placed.group.id) ?? placed.group })),
    edges: previous.edges.map((placed) => ({ ...placed, edge: edges.get(placed.edge.id) ?? placed.edge })),
  };
}

function pictureOf(prepared: Prepared, placement: Placement, made: Pick<Picture, 'starts' | 'beside' | 'structure' | 'fallback'>): Picture {
  const { view, ports } = prepared;
  const nodes = view.nodes.flatMap((node): PlacedNode[] => {
    const box = placement.nodes.get(node.id);
    const dock = placement.docks.get(node.id);
    if (!box) return [];
    return [{ ...box, node, mirrored: ports.mirrored.has(node.id), docked: dock && node.docked && { ...dock, docked: node.docked } }];
  });
  const lines = view.edges.flatMap((edge): PlacedEdge[] => {
    const placed = placement.edges.get(edge.id);
    const ends = ports.ends.get(edge.id);
    const at = ends?.bundle;
    const key = at && ends[at].port;
    return placed && placed.points.length > 1 ? [{ edge, ...placed, bundle: at && key ? { key, at } : undefined }] : [];
  });
  const edges = settleLabels(nodes, lines);
  const groups = view.groups.flatMap((group): PlacedGroup[] => {
    const box = placement.groups.get(group.id);
    return box ? [{ ...box, group }] : [];
  });
  return { view, ...extentOf(placement, edges), nodes, edges, groups: placeTitles(groups, edges, nodes, view.density), ...made };
}

function extentOf({ nodes, groups, docks }: Placement, edges: readonly PlacedEdge[]): { readonly width: number; readonly height: number } {
  const points = edges.flatMap((edge) => edge.points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
  const labels = edges.flatMap(({ label }) => (label ? [label] : []));
  const boxes = [...nodes.values(), ...groups.values(), ...docks.values(), ...labels, ...points];
  return {
    width: boxes.reduce((most, { x, width }) => Math.max(most, x + width), 0),
    height: boxes.reduce((most, { y, height }) => Math.max(most, y + height), 0),
  };
}
