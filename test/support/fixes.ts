/** What fixes make of texts, for tables of them. */
import assert from 'node:assert/strict';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { addressed, designOf, type Texts } from './design.ts';

/** Pieces of the texts, each of which is there once, with what stands in their place after a fix. All else stays as it is. */
export type Changes = Readonly<Record<string, string>>;

/** A fix as a user sees it. */
export interface Offer {
  readonly title: string;
  readonly safe?: true;
  readonly becomes: Changes;
}

/** Asserts that these fixes are offered, in this order, that each makes this of the texts, and that what it makes can be read. */
export async function assertOffers(texts: Texts, fixes: readonly Fix[], offers: readonly Offer[]): Promise<void> {
  assert.deepEqual(
    fixes.map(({ title, safe }) => ({ title, safe })),
    offers.map(({ title, safe = false }) => ({ title, safe })),
  );
  for (const [index, { becomes }] of offers.entries()) await assertEdits(texts, fixes[index]?.edits ?? [], becomes);
}

/** Asserts what edits make of the texts, and that it can be read. */
export async function assertEdits(texts: Texts, edits: readonly TextEdit[], becomes: Changes): Promise<void> {
  const before = addressed(texts);
  const { texts: changed, postponed } = applyFixes((uri) => before.get(uri), [{ title: '', safe: false, edits }]);
  assert.deepEqual(postponed, [], 'The edits cannot be applied.');
  const after = new Map([...before, ...changed]);
  assert.deepEqual(after, replaced(before, becomes));
  const known = new Set(await problemsOf(before));
  assert.deepEqual(
    (await problemsOf(after)).filter((problem) => !known.has(problem)),
    [],
    [...after.values()].join('\n'),
  );
}

function replaced(texts: ReadonlyMap<string, string>, changes: Changes): ReadonlyMap<string, string> {
  const after = new Map(texts);
  for (const [piece, text] of Object.entries(changes)) {
    const holding = [...texts].flatMap(([uri, whole]) => Array.from({ length: whole.split(piece).length - 1 }, () => uri));
    const [uri] = holding;
    assert.ok(uri !== undefined && holding.length === 1, `“${piece}” is there ${holding.length} times.`);
    const [before = '', behind = ''] = (after.get(uri) ?? '').split(piece);
    after.set(uri, before + text + behind);
  }
  return after;
}

async function problemsOf(texts: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const { problems } = await designOf(Object.fromEntries([...texts].map(([uri, text]) => [uri.slice(uri.lastIndexOf('/') + 1), text])));
  return problems.map(({ rule, message }) => `${rule}: ${message}`);
}
