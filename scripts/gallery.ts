/**
 * Draws the pictures of `docs/gallery.md`: the examples, without findings, so that they change with the drawing and with the examples alone.
 *
 *     node scripts/gallery.ts [--check]
 *
 * With `--check` nothing is written: files that are not what they should be are named, and the exit status is 1. Each picture is the best of the tries that
 * `archlint diagram` makes; which one that was is kept in `docs/gallery/starts.json`, so that a check need not search again.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  arrange,
  layoutMachine,
  machineOf,
  type Picture,
  renderStates,
  renderSvg,
  type Start,
  type ThemeName,
  type ViewOptions,
} from '../diagram/index.ts';
import type { Design } from '../language/model/design.ts';
import { ProjectReader } from '../language/read.ts';
import { createLayouter } from '../server/layout.ts';
import { isMain, root } from './lib.ts';

interface Entry {
  /** The name of its file, without the ending. */
  readonly name: string;
  /** The designs drawn. */
  readonly from: readonly string[];
  readonly theme?: ThemeName;
  readonly scope?: ViewOptions;
  /** The state machine of this orchestrator. */
  readonly states?: string;
  readonly says: string;
}

interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

const shop = ['examples/shop/messages.arch', 'examples/shop/ordering.arch', 'examples/shop/warehouse.arch'];
const market = ['docs/gallery/market.arch'];

const sections: readonly Section[] = [
  {
    title: 'Architecture',
    entries: [
      { name: 'shop', from: shop, says: 'A small design in three files: groups, a folded circle, seals where order matters.' },
      { name: 'shop-dark', from: shop, theme: 'dark', says: 'The same, dark.' },
      { name: 'shop-hc', from: shop, theme: 'hc', says: 'The same in high contrast.' },
      {
        name: 'market',
        from: market,
        says: '65 elements in six groups around one bus. Private stores and dead letters dock at their owners.',
      },
      { name: 'kinds', from: ['docs/gallery/kinds.arch'], says: 'Each kind of element has a shape of its own.' },
    ],
  },
  {
    title: 'Parts of a design',
    entries: [
      {
        name: 'market-closed',
        from: market,
        scope: { collapse: 'all' },
        says: '`--collapse all`: a closed group is one node; lines are counted.',
      },
      {
        name: 'market-open',
        from: market,
        scope: { collapse: 'all', expand: ['payments'] },
        says: '`--collapse all --expand payments`: one group is open, the others tell how they touch it.',
      },
      {
        name: 'focus',
        from: market,
        scope: { focus: { element: 'Payments', within: 1 } },
        says: '`--focus Payments`: an element and what is around it.',
      },
    ],
  },
  {
    title: 'State machines',
    entries: [
      {
        name: 'states-order',
        from: ['examples/lessons/coordination.arch'],
        states: 'Order',
        says: '`--states Order`: the run on top, the undos below it.',
      },
      { name: 'states-order-dark', from: ['examples/lessons/coordination.arch'], states: 'Order', theme: 'dark', says: 'The same, dark.' },
      {
        name: 'states-process',
        from: ['examples/systems/imagery.arch'],
        states: 'Process',
        says: 'A long run stands in rows, each above the lane that undoes it. Once for each tile, waits, a failure that does not end the run, a choice.',
      },
      { name: 'states-settlement', from: ['examples/systems/claims.arch'], states: 'Settlement', says: 'Rows within a choice.' },
    ],
  },
  {
    title: 'Lessons',
    entries: ['idempotency', 'dead-letters', 'state', 'coordination'].map((name) => ({
      name,
      from: [`examples/lessons/${name}.arch`],
      says: `[${name}.arch](../examples/lessons/${name}.arch)`,
    })),
  },
  {
    title: 'Systems',
    entries: [
      ...['claims', 'coffee', 'imagery', 'loyalty', 'payments', 'transfer'].map((name) => ({
        name,
        from: [`examples/systems/${name}.arch`],
        says: `[${name}.arch](../examples/systems/${name}.arch)`,
      })),
      ...['airline-booking', 'online-boutique'].map((name) => ({
        name,
        from: [`examples/real/${name}.arch`],
        says: `[${name}.arch](../examples/real/${name}.arch)`,
      })),
    ],
  },
];

const page = (): string => `<!-- Drawn by \`node scripts/gallery.ts\`. -->

# Gallery

What \`archlint diagram\` draws of the designs in [examples](../examples) and of two made for this page ([market](gallery/market.arch),
[kinds](gallery/kinds.arch)). Findings are left out here; a picture of your own design lists them below.

${sections
  .map(
    ({ title, entries }) => `## ${title}\n\n${entries.map(({ name, says }) => `${says}\n\n![${name}](gallery/${name}.svg)`).join('\n\n')}`,
  )
  .join('\n\n')}
`;

async function designOf(paths: readonly string[]): Promise<Design> {
  const texts = await Promise.all(
    paths.map(async (path): Promise<[string, string]> => [`file:///${basename(path)}`, await readFile(join(root, path), 'utf8')]),
  );
  const [design] = await new ProjectReader().read([new Map(texts)]);
  if (!design) throw new Error(`${paths.join(', ')} cannot be read.`);
  return design;
}

/** Of each picture, the starts that gave it. */
type Starts = ReadonlyMap<string, Picture['starts']>;

const STARTS = 'docs/gallery/starts.json';

/** @returns the starts that the pictures were drawn with. */
export async function keptStarts(): Promise<Starts> {
  const kept: Readonly<Record<string, Readonly<Record<string, Start>>>> = JSON.parse(await readFile(join(root, STARTS), 'utf8'));
  return new Map(Object.entries(kept).map(([name, starts]) => [name, new Map(Object.entries(starts))]));
}

function textOf(starts: Starts): string {
  return `${JSON.stringify(Object.fromEntries([...starts].map(([name, each]) => [name, Object.fromEntries(each)])), undefined, 2)}\n`;
}

/**
 * All files of the gallery by path below the checkout.
 *
 * @param known the starts of an earlier search; without them, each picture is searched for, which takes a minute
 */
export async function galleryFiles(known?: Starts): Promise<ReadonlyMap<string, string>> {
  const files = new Map([['docs/gallery.md', page()]]);
  const found = new Map<string, Picture['starts']>();
  const layouter = createLayouter({ deadline: 60_000 });
  try {
    for (const { name, from, theme = 'light', scope, states } of sections.flatMap(({ entries }) => entries)) {
      const design = await designOf(from);
      const options = { theme, mode: 'export', embedFonts: false } as const;
      const machine = states === undefined ? undefined : machineOf(design, [], states);
      if (machine) {
        files.set(`docs/gallery/${name}.svg`, `${renderStates(layoutMachine(machine), options)}\n`);
        continue;
      }
      const picture = await arrange(design, [], { ...scope, effort: 'best', starts: known?.get(name) }, layouter);
      found.set(name, picture.starts);
      files.set(`docs/gallery/${name}.svg`, `${renderSvg(picture, options)}\n`);
    }
    files.set(STARTS, textOf(found));
  } finally {
    await layouter.dispose();
  }
  return files;
}

/** Files of the gallery that are missing, different or left over. */
export async function galleryFaults(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [path, text] of files) {
    const now = await readFile(join(root, path), 'utf8').catch(() => undefined);
    if (now !== text) faults.push(`${path} is not what would be drawn.`);
  }
  for (const name of await readdir(join(root, 'docs/gallery')).catch(() => [])) {
    if (name.endsWith('.svg') && !files.has(`docs/gallery/${name}`)) faults.push(`docs/gallery/${name} is no longer drawn.`);
  }
  return faults;
}

async function main(): Promise<void> {
  if (process.argv.includes('--check')) {
    const faults = await galleryFaults(await galleryFiles(await keptStarts()));
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) process.exitCode = 1;
    return;
  }
  const files = await galleryFiles();
  await mkdir(join(root, 'docs/gallery'), { recursive: true });
  for (const name of await readdir(join(root, 'docs/gallery'))) if (name.endsWith('.svg')) await rm(join(root, 'docs/gallery', name));
  for (const [path, text] of files) await writeFile(join(root, path), text);
  console.log(`${files.size} files.`);
}

if (isMain(import.meta)) await main();
