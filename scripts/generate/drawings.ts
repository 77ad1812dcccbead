/** The pictures of the rules' pages: each example drawn, the wrong one with the rule's own findings and, where there is one, the run in which it fails. */
import { defaultConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import { explore } from '../../analysis/explorer/index.ts';
import { runsShowing, type ShownRun } from '../../analysis/explorer/showing.ts';
import type { Finding } from '../../analysis/finding.ts';
import type { Rule } from '../../analysis/rule.ts';
import { arrange, renderSvg } from '../../diagram/index.ts';
import { renderSequence, sequenceOf } from '../../diagram/sequence/index.ts';
import type { Design } from '../../language/model/design.ts';
import { ProjectReader } from '../../language/read.ts';
import { createLayouter } from '../../server/layout.ts';

const FOLDER = 'file:///example';

const titles: Readonly<Record<string, string>> = { wrong: 'Wrong', right: 'Right' };

function drawingPath(ruleId: string, which: string): string {
  return `docs/rules/pictures/${ruleId}-${which}.svg`;
}

/**
 * Draws the examples of rules.
 * @returns SVG texts by path below the checkout
 */
export async function drawingFiles(rules: readonly Rule[]): Promise<ReadonlyMap<string, string>> {
  const reader = new ProjectReader();
  // However busy the machine is: what the usual deadline cuts short looks different.
  const layouter = createLayouter({ deadline: 120_000 });
  const files = new Map<string, string>();
  try {
    for (const rule of rules) {
      for (const [which, text] of Object.entries(rule.examples)) {
        const [design] = await reader.read([new Map([[`${FOLDER}/design.arch`, text]])]);
        if (design === undefined) throw new Error(`The ${which} example of ${rule.id} gives no design.`);
        const findings = analyze(design, defaultConfig(FOLDER)).filter((finding) => finding.rule === rule.id);
        // One try at the layout is enough for so few elements, and a hundred and forty pictures are made at a time.
        const picture = await arrange(design, findings, { effort: 'quick' }, layouter);
        const titled = { ...picture, view: { ...picture.view, title: titles[which] ?? which } };
        files.set(drawingPath(rule.id, which), `${renderSvg(titled, { theme: 'light', mode: 'export', embedFonts: false })}\n`);
      }
    }
  } finally {
    await layouter.dispose();
  }
  return files;
}

/** What a rule of these says can be shown by a run; other rules are about style, cost, limits, clocks and operations. */
const shownByRuns = {
  categories: new Set<string>(['idempotency', 'dead-letter', 'ordering', 'state']),
  rules: new Set(['dual-write-without-outbox', 'missing-compensation']),
} as const;

/**
 * Draws the shortest run that shows what the wrong example of a rule does wrong.
 * @returns SVG texts by the rule's id; rules without such a run are not in it
 */
export async function runDrawings(rules: readonly Rule[]): Promise<ReadonlyMap<string, string>> {
  const reader = new ProjectReader();
  const drawings = new Map<string, string>();
  for (const { id, category, examples } of rules) {
    if (!shownByRuns.categories.has(category) && !shownByRuns.rules.has(id)) continue;
    const [design] = await reader.read([new Map([[`${FOLDER}/design.arch`, examples.wrong]])]);
    if (design === undefined) throw new Error(`The wrong example of ${id} gives no design.`);
    const findings = analyze(design, defaultConfig(FOLDER)).filter(({ rule }) => rule === id);
    const shown = runOfExample(design, findings);
    if (shown === undefined) continue;
    const { promise, text, steps, restsOn } = shown.run;
    const sequence = sequenceOf(design, { flow: shown.flow.name, steps, restsOn, broken: { promise, text } });
    drawings.set(id, `${renderSequence(sequence, { theme: 'light', mode: 'export', embedFonts: false })}\n`);
  }
  return drawings;
}

/** With one fault if that is enough, or else with two. */
function runOfExample(design: Design, findings: readonly Finding[]): ShownRun | undefined {
  for (const faults of [1, 2]) {
    const exploration = explore(design, { faults });
    for (const finding of findings) {
      const [shown] = runsShowing(finding, exploration);
      if (shown) return shown;
    }
  }
  return undefined;
}
