/** Writes the lists of all rules and of all kinds of change. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMain, root } from '../lib.ts';
import { indexModule, modulesIn } from './modules-index.ts';

const rulesFolder = 'analysis/rules';
const changesFolder = 'analysis/diff/changes';

/** @returns the ids of the rules in the folder, in the order of the alphabet. */
export function ruleIds(): Promise<readonly string[]> {
  return modulesIn(rulesFolder);
}

/** The files that follow from which rules and kinds of change there are, by path below the checkout. */
export async function rulesIndexFiles(): Promise<ReadonlyMap<string, string>> {
  const rules = indexModule(await modulesIn(rulesFolder), {
    exported: 'rule',
    list: 'rules',
    type: 'Rule',
    typeFrom: '../rule.ts',
    comment: 'All rules by the alphabet.',
  });
  const changes = indexModule(await modulesIn(changesFolder), {
    exported: 'change',
    list: 'changes',
    type: 'ChangeKind',
    typeFrom: '../change.ts',
    comment: 'All kinds of change by the alphabet.',
  });
  return new Map([
    [`${rulesFolder}/index.ts`, rules],
    [`${changesFolder}/index.ts`, changes],
  ]);
}

// Alone it writes the lists, so that a new rule need not wait for everything else that is generated.
if (isMain(import.meta)) {
  for (const [path, text] of await rulesIndexFiles()) {
    const now = await readFile(join(root, path), 'utf8').catch(() => undefined);
    await mkdir(dirname(join(root, path)), { recursive: true });
    if (now !== text) await writeFile(join(root, path), text);
  }
}
