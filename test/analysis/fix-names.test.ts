/**
 * What fixes write can be read also where it speaks of another system: the wrong design of each rule is parted into two systems, so that what one names the other has,
 * and each fix of whatever is found there must bring no name that nobody knows.
 */
import assert from 'node:assert/strict';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { requireFix } from '../../analysis/fixes/require.ts';
import { rules } from '../../analysis/rules/index.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import type { Design, Fix } from '../../language/model/design.ts';
import { addressed, designOf, lint } from '../support/design.ts';

/** What goes into a system of its own. */
const apart: Readonly<Record<string, readonly string[]>> = {
  'stores and externals': ['store', 'cache', 'external'],
  channels: ['queue', 'topic', 'bus', 'stream'],
  messages: ['message'],
  'actors and entries': ['actor', 'gateway', 'balancer'],
  workflows: ['orchestrator'],
};

interface Declaration {
  readonly name: string;
  readonly kind: string;
  readonly offset: number;
  readonly end: number;
}

function declarationsOf(design: Design): readonly Declaration[] {
  const elements = design.elements.filter((element) => !('deadLettersOf' in element && element.deadLettersOf));
  return [...elements, ...design.messages.map((message) => ({ ...message, kind: 'message' }))]
    .map(({ name, kind, syntax: { source } }) => ({ name, kind, offset: source.offset, end: source.end }))
    .sort((one, other) => one.offset - other.offset);
}

/** The text with a system before each of these names, except where it is declared itself. */
function qualified(text: string, names: ReadonlySet<string>, system: string, own = ''): string {
  return text.replace(/"(?:\\.|[^"\\])*"|\/\/.*|\/\*[\s\S]*?\*\/|[\p{L}\d_.-]+/gu, (word) => {
    const [head = ''] = word.split('.');
    return head !== own && names.has(head) ? `${system}.${word}` : word;
  });
}

/** The design in two systems, or nothing where there is nothing to part. */
function parted(text: string, design: Design, kinds: readonly string[]): Readonly<Record<string, string>> | undefined {
  const all = declarationsOf(design);
  const far = all.filter(({ kind }) => kinds.includes(kind));
  const near = all.filter(({ kind }) => !kinds.includes(kind));
  if (far.length === 0 || near.length === 0) return undefined;
  const [farNames, nearNames] = [far, near].map((list) => new Set(list.map(({ name }) => name)));
  const moved = far.map(({ name, offset, end }) => qualified(text.slice(offset, end), nearNames ?? new Set(), 'near', name));
  const rest = far.toReversed().reduce((left, { offset, end }) => left.slice(0, offset) + left.slice(end), text);
  return {
    'far.arch': `system far {\n${moved.join('\n')}\n}\n`,
    'near.arch': `system near {\n${qualified(rest, farNames ?? new Set(), 'far')}\n}\n`,
  };
}

async function problemsOf(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await designOf(texts)).problems.map(({ rule, message }) => `${rule}: ${message}`);
}

/** @returns how many fixes there were */
async function holds(texts: Readonly<Record<string, string>>): Promise<number> {
  const design = await designOf(texts);
  const files = addressed(texts);
  const known = new Set(await problemsOf(texts));
  const fixes = (await lint(texts)).flatMap((finding): readonly Fix[] => [
    ...finding.fixes.filter((fix) => !isIgnoreFix(fix)),
    ...[requireFix(design, finding)].filter((fix) => fix !== undefined),
  ]);
  for (const fix of fixes) {
    const { texts: changed } = applyFixes((uri) => files.get(uri), [fix]);
    const after = [...files].map(([uri, text]) => [uri.slice(uri.lastIndexOf('/') + 1), changed.get(uri) ?? text] as const);
    assert.deepEqual(
      (await problemsOf(Object.fromEntries(after))).filter((problem) => !known.has(problem)),
      [],
      `“${fix.title}” makes\n${after.map(([, text]) => text).join('\n')}`,
    );
  }
  return fixes.length;
}

describe('fixes name what is in another system', () => {
  for (const [what, kinds] of Object.entries(apart))
    it(what, async () => {
      let designs = 0;
      let fixes = 0;
      for (const { examples } of rules) {
        const texts = parted(examples.wrong, await designOf(examples.wrong), kinds);
        // What cannot be parted in this way says nothing of fixes: a schedule of one's own, words that are names.
        if (!texts || (await problemsOf(texts)).some((problem) => !problem.startsWith('unknown-technology'))) continue;
        designs++;
        fixes += await holds(texts);
      }
      assert.ok(designs >= 5 && fixes >= 10, `${designs} designs, ${fixes} fixes`);
    });
});
