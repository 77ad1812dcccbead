/**
 * Measures how far a small edit moves what it does not touch. Each example is edited in every small way there is: an element taken away and put back,
 * a hop or call taken away and put back, a group added. Printed, never asserted.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { arrange, type Picture } from '../diagram/index.ts';
import type { Design } from '../language/model/design.ts';
import { ProjectReader } from '../language/read.ts';
import { createLayouter } from '../server/layout.ts';
import { here, median, printTable, type Row } from './measure.ts';

/** A design before an edit and after it. */
export interface Edit {
  readonly what: string;
  readonly before: Design;
  readonly after: Design;
}

interface Stretch {
  readonly offset: number;
  readonly end: number;
}

/** About so many edits of each example are measured. */
const EDITS = 24;

const reader = new ProjectReader();

async function designOf(text: string): Promise<Design> {
  const [design] = await reader.read([new Map([['file:///design.arch', text]])]);
  if (!design) throw new Error('no design');
  return design;
}

/** All edits of one text, those that take something away also the other way round. */
export async function editsOf(text: string): Promise<readonly Edit[]> {
  const whole = await designOf(text);
  const edits: Edit[] = [];
  const without = async (what: string, { offset, end }: Stretch): Promise<void> => {
    const less = await designOf(`${text.slice(0, offset)}${text.slice(end)}`);
    edits.push({ what: `take away ${what}`, before: whole, after: less }, { what: `add ${what}`, before: less, after: whole });
  };
  for (const { syntax, kind } of whole.elements)
    if (syntax.source.end > syntax.source.offset) await without(kind === 'actor' ? 'an entry' : 'an element', syntax.source);
  for (const { syntax, kind } of whole.effects)
    if (kind === 'publishes' || kind === 'sends' || kind === 'calls') await without('a hop', syntax.source);
  const system = whole.systems[0]?.parts[0]?.source ?? whole.systems[0]?.syntax.source;
  const first = whole.elements[0];
  if (system && first) {
    const group = `\n  group added { service AddedA { calls AddedB.run }  service AddedB { serves run { puts AddedC } }  store AddedC }\n`;
    const at = first.group ? first.group.syntax.source.offset : first.syntax.source.offset;
    const more = await designOf(`${text.slice(0, at)}${group}${text.slice(at)}`);
    edits.push({ what: 'add a group', before: whole, after: more }, { what: 'take away a group', before: more, after: whole });
  }
  return edits;
}

/** How far the nodes that both pictures show moved, in node widths: the median. */
export function movement(before: Picture, after: Picture): number {
  const places = new Map(before.nodes.map((node) => [node.node.id, node]));
  const moves = after.nodes.flatMap(({ node, x, y, width, height }) => {
    const old = places.get(node.id);
    return old ? [Math.hypot(x + width / 2 - old.x - old.width / 2, y + height / 2 - old.y - old.height / 2) / width] : [];
  });
  return moves.length === 0 ? 0 : median(moves);
}

/** Prints the figures. */
export async function benchStability(): Promise<void> {
  const folder = here('test/corpus/');
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.arch') && !name.startsWith('shop'))
    .sort()
    .map((name) => readFileSync(`${folder}${name}`, 'utf8'));
  const layouter = createLayouter();
  const moves = new Map<string, number[]>();
  const all: number[] = [];
  try {
    for (const text of texts) {
      let known: { readonly design: Design; readonly picture: Picture } | undefined;
      const edits = await editsOf(text);
      const every = Math.ceil(edits.length / EDITS);
      for (const { what, before, after } of edits.filter((edit, index) => index % every === 0 || edit.what.endsWith('a group'))) {
        if (known?.design !== before) known = { design: before, picture: await arrange(before, [], { effort: 'quick' }, layouter) };
        const next = await arrange(after, [], { effort: 'quick', previous: known.picture }, layouter);
        const move = movement(known.picture, next);
        moves.set(what, [...(moves.get(what) ?? []), move]);
        all.push(move);
      }
    }
  } finally {
    await layouter.dispose();
  }
  const row = (what: string, values: readonly number[]): Row => ({
    what: `${what} (${values.length} edits)`,
    measured: `${median(values).toFixed(2)} widths, ${((100 * values.filter((value) => value < 1).length) / values.length).toFixed(0)} % below 1`,
  });
  printTable('How far an edit moves what it does not touch', [...[...moves].map(([what, values]) => row(what, values)), row('all', all)]);
}

if (import.meta.main) await benchStability();
