/** Compares rules and explorer on one design at random, and on what each fix makes of it. */
import { defaultConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import type { Finding } from '../../analysis/finding.ts';
import { applyFixes } from '../../analysis/fixes/apply.ts';
import { isIgnoreFix } from '../../analysis/suppressions.ts';
import type { Design } from '../../language/model/design.ts';
import { addressed, designOf, testRoot } from '../support/design.ts';
import { designFromTape, tapeOf } from '../support/judged-designs.ts';
import { textOf } from '../support/random-designs.ts';
import { type Disagreement, describeDisagreement, disagreements, isJudged, rulesOfPromise, speaksOf } from './agreement.ts';
import { type Difference, intendedDifference } from './differences.ts';
import { judge } from './explored.ts';

/** As many as anything that is compared takes, but for a dual write that its callers complete. */
const mostFaults = 2;

export interface Comparison {
  readonly text: string;
  /** What is wrong with the text itself. */
  readonly problems: readonly string[];
  readonly findings: number;
  readonly runs: number;
  readonly unintended: readonly Disagreement[];
  /** The names of the differences on purpose, one for each place. */
  readonly intended: readonly string[];
  /** What is wrong after a fix, in words. */
  readonly fixes: readonly string[];
  readonly fixed: number;
}

/** @param seed decides the design */
export async function compareAt(seed: number, { fixes = false }: { readonly fixes?: boolean } = {}): Promise<Comparison> {
  const text = textOf(designFromTape(tapeOf(seed)).declarations);
  const design = await designOf(text);
  const findings = analyze(design, defaultConfig(testRoot));
  const { judgements, unintended, intended } = await compare(text, design, findings);
  const applied = fixes ? await checkFixes(text, findings) : { wrong: [], count: 0 };
  return {
    text,
    problems: design.problems.map(({ message }) => message),
    findings: findings.filter(isJudged).length,
    runs: judgements.length,
    unintended,
    intended,
    fixes: applied.wrong,
    fixed: applied.count,
  };
}

async function compare(text: string, design: Design, findings: readonly Finding[]) {
  const judgements = judge(design, 1);
  const found = disagreements({
    design,
    findings,
    judgements,
    atFaults: (faults) => judge(design, faults),
    twiceRound: (faults) => judge(design, faults, 2),
  });
  const names: (string | undefined)[] = [];
  for (const one of found) {
    const difference = intendedDifference(one, design);
    names.push(difference && (await isTrue(difference, text, one, design)) ? difference.name : undefined);
  }
  return {
    judgements,
    unintended: found.filter((_, at) => names[at] === undefined),
    intended: names.filter((name) => name !== undefined),
  };
}

/** @returns whether the reason of a difference bears being tried, where it can be */
export async function isTrue(
  { otherwise, shownIn }: Difference,
  text: string,
  disagreement: Disagreement,
  design: Design,
): Promise<boolean> {
  if (shownIn && !(await isShown(shownIn(text, disagreement, design), disagreement))) return false;
  if (!otherwise) return true;
  const { text: changed, rule } = otherwise(text, disagreement, design);
  const other = await designOf(changed);
  return other.problems.length === 0 && analyze(other, defaultConfig(testRoot)).some((finding) => finding.rule === rule);
}

async function isShown(text: string, { finding }: Disagreement): Promise<boolean> {
  const design = await designOf(text);
  if (design.problems.length > 0 || !finding) return false;
  const shows = (rounds: number): boolean =>
    judge(design, mostFaults, rounds).some(
      (judgement) => speaksOf(finding, judgement) && rulesOfPromise[judgement.promise]?.includes(finding.rule),
    );
  // What lies past a loop besides is shown by runs that go round once more.
  return shows(1) || shows(2);
}

/** Each fix takes its finding away, and leaves a design on which rules and runs agree again: no run is left that no rule speaks of. */
async function checkFixes(
  text: string,
  findings: readonly Finding[],
): Promise<{ readonly wrong: readonly string[]; readonly count: number }> {
  const wrong: string[] = [];
  let count = 0;
  for (const finding of findings.filter(isJudged)) {
    for (const fix of finding.fixes.filter((one) => !isIgnoreFix(one))) {
      count++;
      const files = addressed(text);
      const { texts } = applyFixes((uri) => files.get(uri), [fix]);
      const changed = texts.get(`${testRoot}/design.arch`) ?? text;
      const design = await designOf(changed);
      const after = analyze(design, defaultConfig(testRoot));
      const same = (other: Finding): boolean => other.rule === finding.rule && other.message === finding.message;
      const left = after.filter(same).length >= findings.filter(same).length ? ['the finding is still there'] : [];
      const { unintended } = await compare(changed, design, after);
      for (const one of [...left, ...unintended.map(describeDisagreement)])
        wrong.push(`${finding.rule}, “${fix.title}”: ${one}\n${changed}`);
    }
  }
  return { wrong, count };
}
