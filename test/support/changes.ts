/** Tables of what a change does to a design: two texts, and what one kind of change says of the difference. */
import assert from 'node:assert/strict';
import type { ChangeKind } from '../../analysis/diff/change.ts';
import { Version } from '../../analysis/diff/version.ts';
import { designOf, type Texts, testRoot } from './design.ts';

export interface ChangeRow {
  /** What the row shows. */
  readonly name: string;
  readonly before: Texts;
  readonly after: Texts;
  /** The sentences in the order in which the kind reports them, with their signs: `-` worse, `+` better, `~` other. None: it says nothing. */
  readonly says: readonly string[];
  /** Where each of them points: `before: queue Q`, the text there in the version that it is seen in. */
  readonly at?: readonly string[];
}

const signs = { worse: '-', better: '+', other: '~' } as const;

/** @returns a version of a design whose files go by their names. */
export async function versionOf(texts: Texts): Promise<Version> {
  return new Version(await designOf(texts), (uri) => uri.slice(testRoot.length + 1));
}

/** Declares the tests of a kind of change, one a row. */
export function describeChanges({ id, compare }: ChangeKind, rows: readonly ChangeRow[]): void {
  describe(`changes of ${id}`, () => {
    for (const { name, before, after, says, at } of rows) {
      it(name, async () => {
        const versions = { before: await versionOf(before), after: await versionOf(after) };
        const found = compare(versions.before, versions.after);
        assert.deepEqual(
          found.map(({ bearing, text }) => `${signs[bearing]} ${text}`),
          says,
        );
        if (at === undefined) return;
        assert.deepEqual(
          found.map(
            ({ side, source: { uri, offset, end } }) => `${side}: ${versions[side].design.files.get(uri)?.text.slice(offset, end)}`,
          ),
          at,
        );
      });
    }
  });
}
