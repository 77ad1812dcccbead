/** The pictures of the rules' pages: each example drawn, the wrong one with the rule's own findings. */
import { defaultConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import type { Rule } from '../../analysis/rule.ts';
import { arrange, renderSvg } from '../../diagram/index.ts';
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
  const layouter = createLayouter();
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
