/**
 * Compares pictures with LikeC4's own on the same graphs: how long they take and what they look like in figures. LikeC4 is large and no dependency of
 * this one, so that it is measured where it is installed:
 *
 *     npm install --prefix FOLDER likec4@1.59
 *     LIKEC4=FOLDER npm run bench likec4
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { arrange, buildView, type Picture, type ViewGraph, type ViewOptions } from '../diagram/index.ts';
import { type Box, boxOfPoints, lengthOf, overlap, type Point } from '../diagram/layout/geometry.ts';
import { createLayouter } from '../server/layout.ts';
import { here, printTable, type Row } from './measure.ts';
import { designOf, makeProject } from './project.ts';

/** The part of LikeC4's library that is used here. */
interface LikeC4 {
  hasErrors(): boolean;
  diagrams(): Promise<readonly LikeC4View[]>;
}

interface LikeC4View {
  readonly id: string;
  readonly bounds: Box;
  readonly nodes: readonly (Box & { readonly id: string; readonly children: readonly string[] })[];
  /** Points of a curve: its start, then three for each stretch. */
  readonly edges: readonly { readonly source: string; readonly target: string; readonly points: readonly (readonly [number, number])[] }[];
}

type FromSource = (text: string) => Promise<LikeC4>;

/** A picture by anybody, as far as it is compared. */
interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly lines: readonly { readonly from: string; readonly to: string; readonly points: readonly Point[] }[];
}

/** The same graph in LikeC4's language: groups hold elements, each line is a relation. */
function c4Of(view: ViewGraph): string {
  const names = new Map([...view.groups, ...view.nodes].map(({ id }, index) => [id, `e${index}`]));
  const parents = new Map([
    ...view.groups.map(({ id, parent }) => [id, parent] as const),
    ...view.nodes.map(({ id, group }) => [id, group] as const),
  ]);
  const pathOf = (id: string): string => {
    const parent = parents.get(id);
    const own = names.get(id) ?? id;
    return parent === undefined ? own : `${pathOf(parent)}.${own}`;
  };
  const quoted = (text: string): string => `'${text.replaceAll("'", '’')}'`;
  const inside = (parent: string | undefined): string =>
    [
      ...view.groups
        .filter((group) => group.parent === parent)
        .map(({ id, title }) => `${names.get(id)} = thing ${quoted(title)} { ${inside(id)} }`),
      ...view.nodes
        .filter(({ group }) => group === parent)
        .map(({ id, name }) => `${names.get(id)} = thing ${quoted(name)} { style { size xs } }`),
    ].join('\n');
  const lines = view.edges.filter(({ from, to }) => from !== to);
  return [
    'specification { element thing }',
    `model {\n${inside(undefined)}\n${lines.map(({ from, to, label }) => `${pathOf(from)} -> ${pathOf(to)} ${quoted(label ?? '')}`).join('\n')}\n}`,
    `views { view index { include ${[...names.keys()].map(pathOf).join(', ')} } }`,
  ].join('\n');
}

function ofArchlint({ width, height, nodes, edges }: Picture): Drawn {
  return {
    width,
    height,
    boxes: new Map(nodes.map((node) => [node.node.id, node])),
    lines: edges.map(({ edge: { from, to }, points }) => ({ from, to, points })),
  };
}

/** Curves are cut into so many straight stretches. */
const CUTS = 8;

function ofLikeC4({ bounds, nodes, edges }: LikeC4View): Drawn {
  return {
    width: bounds.width,
    height: bounds.height,
    boxes: new Map(nodes.filter(({ children }) => children.length === 0).map((node) => [node.id, node])),
    lines: edges.map(({ source, target, points }) => ({ from: source, to: target, points: flattened(points) })),
  };
}

function flattened(points: readonly (readonly [number, number])[]): readonly Point[] {
  const all = points.map(([x, y]): Point => ({ x, y }));
  const result = all.slice(0, 1);
  for (let at = 0; at + 3 < all.length; at += 3) {
    const [a, b, c, d] = all.slice(at, at + 4);
    if (!a || !b || !c || !d) break;
    for (let cut = 1; cut <= CUTS; cut++) {
      const t = cut / CUTS;
      const [wa, wb, wc, wd] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
      result.push({ x: wa * a.x + wb * b.x + wc * c.x + wd * d.x, y: wa * a.y + wb * b.y + wc * c.y + wd * d.y });
    }
  }
  return result;
}

/** Whether two stretches cross within both of them; what only touches, or runs along, does not. */
function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point): number => Math.sign(Math.round((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function stretchesOf(points: readonly Point[]): readonly (readonly [Point, Point])[] {
  return points.slice(1).map((to, index) => [points[index] ?? to, to] as const);
}

/** How often lines cross, how many run through elements, how long they are in element widths, how much of the picture is elements. */
function figuresOf({ width, height, boxes, lines }: Drawn): string {
  let crossings = 0;
  const cut = lines.map(({ points }) => ({ box: boxOfPoints(points), stretches: stretchesOf(points) }));
  for (const [index, a] of cut.entries()) {
    for (const b of cut.slice(index + 1)) {
      if (!overlap(a.box, b.box, -1)) continue;
      for (const [p, q] of a.stretches) for (const [r, t] of b.stretches) if (cross(p, q, r, t)) crossings++;
    }
  }
  const through = lines.filter(({ from, to, points }) =>
    [...boxes].some(([id, box]) => id !== from && id !== to && stretchesOf(points).some(([p, q]) => cuts(p, q, box))),
  ).length;
  const all = [...boxes.values()];
  const meanWidth = all.reduce((sum, box) => sum + box.width, 0) / Math.max(1, all.length);
  const length = lines.reduce((sum, { points }) => sum + lengthOf(points), 0) / meanWidth / Math.max(1, lines.length);
  const share = all.reduce((sum, box) => sum + box.width * box.height, 0) / (width * height);
  return [
    `${crossings} crossings`,
    `${through} lines through elements`,
    `a line ${length.toFixed(1)} elements long`,
    `${(100 * share).toFixed(0)} % elements`,
    `${width.toFixed(0)} × ${height.toFixed(0)}`,
  ].join(', ');
}

function cuts(p: Point, q: Point, { x, y, width, height }: Box): boolean {
  const corners = [
    { x: x + 2, y: y + 2 },
    { x: x + width - 2, y: y + 2 },
    { x: x + width - 2, y: y + height - 2 },
    { x: x + 2, y: y + height - 2 },
  ];
  return corners.some((corner, index) => cross(p, q, corner, corners[(index + 1) % 4] ?? corner));
}

/** Elapsed and processor milliseconds. */
async function timed<Result>(run: () => Promise<Result>): Promise<{ readonly result: Result; readonly says: string }> {
  const started = performance.now();
  const before = process.cpuUsage();
  const result = await run();
  const { user, system } = process.cpuUsage(before);
  return { result, says: `${(performance.now() - started).toFixed(0)} ms (processor ${((user + system) / 1_000).toFixed(0)} ms)` };
}

const graphs: readonly {
  readonly what: string;
  readonly texts: () => Promise<ReadonlyMap<string, string>>;
  readonly options: ViewOptions;
}[] = [
  {
    what: 'market.arch',
    texts: async () => new Map([['market.arch', await readFile(here('docs/gallery/market.arch'), 'utf8')]]),
    options: {},
  },
  { what: '100 elements', texts: () => Promise.resolve(makeProject(100, 1)), options: {} },
  { what: '1,000 elements, groups closed', texts: () => Promise.resolve(makeProject(1_000, 1)), options: {} },
  { what: '1,000 elements, all groups open', texts: () => Promise.resolve(makeProject(1_000, 1)), options: { expand: 'all' } },
];

/** Prints what LikeC4 and Archlint make of the same graphs; says so if LikeC4 is not there. */
export async function benchLikeC4(): Promise<void> {
  const library = resolve(process.env.LIKEC4 ?? '.', 'node_modules/likec4/dist/index.mjs');
  if (!existsSync(library)) {
    console.log(
      `\nLikeC4 is not measured: there is no ${join('node_modules', 'likec4')} in the folder that LIKEC4 names. See bench/likec4.ts.`,
    );
    return;
  }
  const { LikeC4: likec4 } = (await import(pathToFileURL(library).href)) as { readonly LikeC4: { readonly fromSource: FromSource } };
  const engine = createLayouter({ deadline: 120_000 });
  try {
    for (const { what, texts, options } of graphs) {
      const rows: Row[] = [];
      const design = await designOf(await texts());
      const own = await timed(() => arrange(design, [], { effort: 'quick', ...options }, engine));
      rows.push(
        { what: `${what}: Archlint, layout`, measured: own.says },
        { what: `${what}: Archlint`, measured: figuresOf(ofArchlint(own.result)) },
      );
      const text = c4Of(buildView(design, [], options));
      const read = await timed(() => likec4.fromSource(text));
      if (read.result.hasErrors()) throw new Error(`LikeC4 cannot read ${what}.`);
      const laid = await timed(() => read.result.diagrams());
      const view = laid.result.find(({ id }) => id === 'index');
      rows.push({ what: `${what}: LikeC4, reading`, measured: read.says }, { what: `${what}: LikeC4, layout`, measured: laid.says });
      if (view) rows.push({ what: `${what}: LikeC4`, measured: figuresOf(ofLikeC4(view)) });
      printTable(`LikeC4 on the same graph: ${what}`, rows);
    }
  } finally {
    await engine.dispose();
  }
}

if (import.meta.main) {
  await benchLikeC4();
  // Its language server listens on.
  process.exit();
}
