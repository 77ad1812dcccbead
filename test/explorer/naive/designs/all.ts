/** All small designs of which a reader of the specification says what breaks. */
import { calledWorkflows } from './called-workflows.ts';
import { joinDesigns } from './joins.ts';
import type { JudgedDesign } from './judged.ts';
import { plainDesigns } from './plain.ts';
import { requireDesigns } from './requirements.ts';

const groups: readonly (readonly [string, readonly JudgedDesign[]])[] = [
  ['', plainDesigns],
  ['a workflow that somebody waits for: ', calledWorkflows],
  ['a join: ', joinDesigns],
  ['a requirement: ', requireDesigns],
];

export const judgedDesigns: readonly JudgedDesign[] = groups.flatMap(([group, designs]) =>
  designs.map((design) => ({ ...design, name: `${group}${design.name}` })),
);

/** A loop and a lost order have no one element. */
export function withoutPlace(line: string): string {
  return line.replace(/^(comes-to-rest|in-order) \S+/, '$1');
}
